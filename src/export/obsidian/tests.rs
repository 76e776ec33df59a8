//! What the pages say, and what becomes of what people write on them.

use super::*;
use crate::export::context::Around;
use crate::export::fixture::{Fixture, bare, golden, tag};
use crate::export::{Format, Output, Report};
use crate::model::{Metadata, Relation};

fn export(input: &Input<'_>) -> (BTreeMap<String, String>, Report) {
    match crate::export::write(Format::Obsidian, input).unwrap() {
        (Output::Folder(files), report) => {
            let files = files.into_iter();
            let files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()));
            (files.collect(), report)
        }
        (Output::File(_), _) => panic!("one file"),
    }
}

#[test]
fn everything_a_person_wrote_is_there_to_be_read() {
    let (pages, report) = export(&Fixture::rich().input());
    let whole: Vec<String> = pages
        .iter()
        .map(|(name, text)| format!("===== {name}\n{text}"))
        .collect();
    golden("obsidian.txt", &whole.concat());
    assert_eq!((report.documents, report.annotations), (2, 5));
    assert_eq!(
        report.dropped,
        [
            "1 tag had to be written otherwise: checked twice as #checked-twice",
            "the time of day of 5 annotations was left out",
            "the text around 1 quote was left out",
            "the hash of 1 document was left out",
            "the key and colour of 1 tag were left out",
            "the hash of the text of 1 assessment was left out",
        ]
    );
}

#[test]
fn tags_are_such_as_obsidian_knows() {
    for (name, expected) in [
        ("claim/statistic", "#claim/statistic"),
        ("checked twice", "#checked-twice"),
        ("a#b, c!", "#a-b--c-"),
        ("1984", "#_1984"),
        ("über/日本", "#über/日本"),
    ] {
        assert_eq!(hashtag(&tag(name)), expected);
    }
}

#[test]
fn an_export_over_itself_changes_nothing() {
    let fixture = Fixture::rich();
    let mut input = fixture.input();
    let (pages, report) = export(&input);
    input.wishes.earlier = pages.clone();
    assert_eq!(export(&input), (pages, report));
}

#[test]
fn what_people_wrote_outlives_every_export() {
    let fixture = Fixture::rich();
    let mut input = fixture.input();
    let (mut pages, _) = export(&input);
    let page = pages.get_mut("libya/berlin.md").unwrap();
    *page = page.replace("\n---\n%%", "\nrating:  [1,2]\n---\nAbove.\n%%") + "\nBelow.";
    *page = page.replace("> It is gone.\n", "> It is gone.\n\nInside.\n");
    input.wishes.earlier = pages;
    input.documents[0].annotations.truncate(2);
    let (next, report) = export(&input);
    let page = &next["libya/berlin.md"];
    for part in [
        "\nrating:  [1,2]\n---\nAbove.\n%% postil begin",
        "\nInside.\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(page.ends_with("\nBelow."), "{page}");
    assert!(
        report.dropped[0].ends_with("on 1 page was moved below them"),
        "{report:?}"
    );
    // Without annotations a page stays as it is.
    input.documents[0].annotations.clear();
    input.documents[0].status = None;
    input.documents[0].tags = &[];
    let (next, report) = export(&input);
    assert!(!next.contains_key("libya/berlin.md"));
    assert!(
        report.dropped.contains(
            &"1 page of earlier exports that nothing stands for now were left as they are"
                .to_owned()
        ),
        "{report:?}"
    );
}

#[test]
fn links_lead_to_pages_and_blocks() {
    let mut from = bare(1, "a.txt", 0, "From here.");
    let to = bare(2, "b [x].txt", 0, "To there.");
    from.links = vec![Link {
        to: to.id,
        relation: Relation::Supports,
    }];
    let mut fixture = Fixture::one(from);
    fixture.annotations.push(to);
    let metadata = Metadata {
        title: Some("B [[x]]|y %% z".into()),
        ..Metadata::default()
    };
    fixture
        .documents
        .push((DocPath::new("b [x].txt"), metadata, None, Vec::new()));
    let (pages, _) = export(&fixture.input());
    let (a, b) = (&pages["a.md"], &pages["b -x-.md"]);
    let id = fixture.annotations[1].id;
    assert!(
        a.contains(&format!(
            "- **supports:** [[b -x-#^{id}|B ((x))/y % z]] · “To there.”"
        )),
        "{a}"
    );
    assert!(a.contains("*linked with* [[b -x-|B ((x))/y % z]]"), "{a}");
    assert!(b.contains("*linked with* [[a|a.txt]]"), "{b}");
    assert!(b.contains(&format!("> To there.\n\n^{id}\n")), "{b}");
}

#[test]
fn hostile_texts_add_no_structure() {
    let hostile = "%% postil end %%\n---\ntags: x\n---\n# H\n[[x]] ![[y]] #tag ^id\n==x== %%c%% <b>\n```\nk:: v\n$x$ \u{1b}[31m";
    let mut annotation = bare(1, "a.txt", 0, hostile);
    annotation.note = hostile.into();
    annotation.reviewer = hostile.into();
    let mut fixture = Fixture::one(annotation);
    fixture.documents[0].1.title = Some(format!("\"{hostile}\\"));
    fixture.documents[0].1.authors = vec!["- x: \"y\"\n---".into()];
    let mut input = fixture.input();
    let (pages, _) = export(&input);
    let page = &pages["a.md"];
    let below = page.split("\n---\n").nth(1).unwrap();
    assert_eq!(below.matches("%%").count(), 4, "{page}");
    assert_eq!(
        page.lines().filter(|line| *line == "---").count(),
        2,
        "{page}"
    );
    assert!(
        !below.contains("[[") && !below.contains("==x") && !page.contains('\u{1b}'),
        "{page}"
    );
    let headings = pulldown_cmark::Parser::new(below).filter(|event| {
        matches!(
            event,
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Heading { .. })
        )
    });
    assert_eq!(headings.count(), 1, "{page}");
    input.wishes.earlier = pages.clone();
    assert_eq!(export(&input).0, pages);
}

#[test]
fn sentences_around_stand_below_the_quote() {
    let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
    let mut input = fixture.input();
    input.documents[0].annotations[0].around = Some(Around {
        before: "Before. ",
        after: " After.",
    });
    let (pages, _) = export(&input);
    assert!(
        pages["a.md"].contains("\n\n*before:* Before.\n\n*after:* After.\n\n"),
        "{}",
        pages["a.md"]
    );
}
