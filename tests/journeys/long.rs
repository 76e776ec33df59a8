//! A document that is too long to be searched while a key waits.

use postil::app::Input;
use postil::app::effect::Answer;
use postil::app::reader::{Progress, Swept};
use postil::model::{Block, BlockKind, DocPath, Document, Span, Structure};

use super::desk::{Desk, Given};

/// A megabyte and a half of paragraphs; the first, one in the middle and the last name the mill.
fn article() -> Document {
    let filling = "Nobody in the valley owned a clock that anybody trusted. ".repeat(20);
    let mut text = String::new();
    let mut blocks = Vec::new();
    for number in 0..1300 {
        let named = if matches!(number, 0 | 650 | 1299) {
            "The mill stood by the river. "
        } else {
            ""
        };
        let start = text.len();
        text.push_str(named);
        text.push_str(filling.trim_end());
        let span = Span::new(start, text.len());
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span,
        });
        text.push_str("\n\n");
    }
    let structure = Structure {
        blocks,
        ..Structure::default()
    };
    Document::new(DocPath::new("long.txt"), text, structure)
}

fn reading() -> Desk {
    let mut desk = Desk::new(&Given {
        documents: vec![("long.txt".into(), "Soon.".into())],
        window: (80, 24),
        ..Given::default()
    });
    desk.documents = vec![article()];
    desk.keys(":reload<Enter>z");
    desk
}

fn status(desk: &Desk) -> String {
    let message = desk.app.status.message();
    message.map_or_else(String::new, |message| message.text.clone())
}

fn is_at_mill(desk: &Desk) -> bool {
    let text = &desk.documents[0].text;
    text[desk.app.reader.cursor()..].starts_with("mill")
}

/// The last row of the screen while something is typed there.
fn line(desk: &Desk) -> String {
    desk.rows().last().unwrap().clone()
}

#[test]
fn the_first_match_is_gone_to_at_once_and_the_others_are_counted_behind_the_screen() {
    let mut desk = reading();
    desk.is_slow = true;
    desk.keys("/mill");
    assert!(is_at_mill(&desk));
    assert!(
        line(&desk).contains("0 so far, 0 % searched"),
        "{}",
        line(&desk)
    );
    desk.keys("<Enter>");
    assert_eq!(status(&desk), "mill · 0 so far, 0 % searched; Esc stops");
    let number = desk.app.reader.sweep().unwrap().number;
    let going = Progress {
        count: 2,
        percent: 60,
        ..Progress::default()
    };
    desk.handle(Input::Answer(Answer::Swept {
        number,
        swept: Swept::Going(going),
    }));
    assert_eq!(status(&desk), "mill · 2 so far, 60 % searched; Esc stops");
    desk.catch_up();
    assert_eq!(status(&desk), "mill · 1 of 3");
    desk.keys("n");
    assert_eq!(status(&desk), "mill · 2 of 3");
    desk.keys("gg*");
    assert_eq!(status(&desk), "The · 2 of 3");
    // Going back leads to where the search began.
    desk.keys("gg/mill<Enter><Ctrl-o>");
    assert_eq!(desk.app.reader.cursor(), 0);
}

#[test]
fn a_search_behind_the_screen_is_stopped_by_esc_and_n_takes_it_up_again() {
    let mut desk = reading();
    desk.keys("}");
    desk.is_slow = true;
    desk.keys("/the river<Enter>");
    let before = desk.app.reader.cursor();
    desk.keys("<Esc>");
    assert!(desk.app.reader.sweep().is_none(), "it is given up");
    assert!(!desk.rows().concat().contains("searched"));
    desk.keys("n");
    assert!(desk.app.reader.sweep().is_some());
    desk.catch_up();
    assert!(desk.app.reader.cursor() > before);
    assert_eq!(status(&desk), "the river · 3 of 3");
    // What is not there is said to be not there, at the end.
    desk.is_slow = true;
    desk.keys("/windmill<Enter>");
    assert!(status(&desk).starts_with("windmill · 0 so far"));
    desk.catch_up();
    assert_eq!(status(&desk), "no match");
    // One that is given up while it is typed leaves the one before.
    desk.keys("/zzz<Esc>n");
    assert_eq!(status(&desk), "no match");
}
