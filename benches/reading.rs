//! What a key costs between the terminal's bytes in and out: setting text, drawing, changing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a benchmark that unwraps says what it expects"
)]

#[path = "generated/annotations.rs"]
mod annotations;
#[path = "generated/article.rs"]
mod article;
#[path = "generated/selectors.rs"]
mod selectors;

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{
    KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind::ScrollDown,
    MouseEventKind::ScrollUp,
};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jiff::Timestamp;
use postil::app::effect::{Answer, Effect, Loaded, Remembered};
use postil::app::keymap::KeyMap;
use postil::app::panes::Layout;
use postil::app::reader::{OpenDocument, Page, Reader};
use postil::app::{App, Input, Preferences};
use postil::corpus::Corpus;
use postil::corpus::structure::structure;
use postil::model::{AnnotationSet, DocPath, Document, Edit, Hue, Span, Tag, TagColor, TagName};
use postil::text::cluster::{Spacing, clusters};
use postil::text::positions::CodePoints;
use postil::text::sentence::sentences;
use postil::text::wrap::wrap;
use postil::ui::color::ColorLevel;
use postil::ui::theme::{Background, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// An ordinary article, and a long one, in bytes.
const SIZES: [usize; 2] = [40_000, 1_000_000];
const LONG: usize = SIZES[1];

fn main() {
    divan::main();
}

fn per_block(bencher: Bencher<'_, '_>, size: usize, work: fn(&str, Span) -> usize) {
    let document = article::document(size);
    bencher
        .counter(BytesCount::of_str(&*document.text))
        .bench(|| {
            let blocks = black_box(&document).blocks.iter();
            blocks
                .map(|block| work(&document.text, block.span))
                .sum::<usize>()
        });
}

#[divan::bench(args = SIZES)]
fn wrap_text(bencher: Bencher<'_, '_>, size: usize) {
    per_block(bencher, size, |text, span| {
        wrap(text, span, 72, Spacing::Fold).len()
    });
}

#[divan::bench(args = SIZES)]
fn find_clusters(bencher: Bencher<'_, '_>, size: usize) {
    per_block(bencher, size, |text, span| {
        clusters(text, span, Spacing::Fold).count()
    });
}

#[divan::bench(args = SIZES)]
fn find_sentences(bencher: Bencher<'_, '_>, size: usize) {
    per_block(bencher, size, |text, span| sentences(text, span).len());
}

#[divan::bench(args = SIZES)]
fn find_structure(bencher: Bencher<'_, '_>, size: usize) {
    let text = article::text(size);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| structure(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn make_document(bencher: Bencher<'_, '_>, size: usize) {
    bencher
        .counter(BytesCount::new(size))
        .with_inputs(|| article::text(size))
        .bench_values(|text| {
            let structure = structure(&text);
            OpenDocument::new(Document::new(DocPath::new("article.txt"), text, structure))
        });
}

/// Records of an article of 4 kB each, 8 MB in all, in a file called `name`.
fn archive(name: &str) -> (tempfile::TempDir, PathBuf, usize) {
    let text = article::text(4000);
    let is_table = name == "a.csv";
    let record = |number: usize| {
        let title = format!("Article {number}");
        if is_table {
            format!("{number},{title},\"{}\"\n", text.replace('"', "\"\""))
        } else {
            let record = serde_json::json!({"id": number, "title": title, "date": "2020-06-17", "text": text});
            format!("{record}\n")
        }
    };
    let records: String = (0..2000).map(record).collect();
    let header = if is_table { "id,title,text\n" } else { "" };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, format!("{header}{records}")).unwrap();
    (folder, file, records.len())
}

#[divan::bench(args = ["a.jsonl", "a.csv"])]
fn find_records(bencher: Bencher<'_, '_>, name: &str) {
    let (_folder, file, size) = archive(name);
    bencher.counter(BytesCount::new(size)).bench(|| {
        let corpus = Corpus::open(std::slice::from_ref(&file), None).unwrap();
        assert_eq!(corpus.list().0.len(), 2000);
    });
}

#[divan::bench(args = ["a.jsonl", "a.csv"])]
fn read_records(bencher: Bencher<'_, '_>, name: &str) {
    let (_folder, file, size) = archive(name);
    let corpus = Corpus::open(&[file], None).unwrap();
    let paths = corpus.list().0;
    bencher.counter(BytesCount::new(size)).bench(|| {
        let read = paths
            .iter()
            .map(|path| corpus.read(path).unwrap().text.len());
        read.sum::<usize>()
    });
}

/// A reader of a document that is too long to be searched while a key waits.
fn reading_long() -> Reader {
    let mut reader = Reader::default();
    let page = Page {
        width: 72,
        ..Page::default()
    };
    reader.resize(page, 40);
    let open = Arc::new(OpenDocument::new(article::document(4 * LONG)));
    reader.show(open, 0, &AnnotationSet::default());
    reader
}

/// What the key does that types a letter of what is searched for: of a word that is near, and of one that is nowhere.
#[divan::bench(args = ["the", "Quixotry"])]
fn search_on_the_key(bencher: Bencher<'_, '_>, query: &str) {
    let mut reader = reading_long();
    bencher.bench_local(|| {
        let went = reader.search(query, LONG);
        reader.settle();
        went
    });
}

/// What is done behind the screen then.
#[divan::bench(args = ["the", "Quixotry"])]
fn search_behind_the_screen(bencher: Bencher<'_, '_>, query: &str) {
    let mut reader = reading_long();
    reader.search(query, LONG);
    let sweep = reader.sweep().unwrap();
    bencher
        .counter(BytesCount::new(4 * LONG))
        .bench(|| sweep.search(|_| true));
}

#[divan::bench]
fn glimpse_a_long_file(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), article::text(4 * LONG)).unwrap();
    let corpus = Corpus::open(&[folder.path().join("a.txt")], None).unwrap();
    let path = corpus.single().unwrap();
    bencher.bench(|| corpus.glimpse(&path).unwrap());
}

/// `count` annotations on the document, and three tags with keys.
fn annotated(document: &Document, count: usize) -> AnnotationSet {
    let mut set = AnnotationSet::default();
    let tags = [
        ("claim/statistic", '1', Hue::Yellow),
        ("quote", '2', Hue::Green),
        ("todo", '3', Hue::Blue),
    ];
    for (name, key, hue) in tags {
        let tag = Tag {
            key: Some(key),
            color: Some(TagColor::Named(hue)),
            ..Tag::new(TagName::parse(name).unwrap())
        };
        set.apply(&Edit::Tag {
            before: None,
            after: Some(tag),
        });
    }
    let points = CodePoints::new(&document.text);
    for (number, span) in selectors::spans(document, count).into_iter().enumerate() {
        let selector = selectors::selector(&document.text, &points, span);
        let annotation = annotations::annotation(number, &document.path, selector);
        set.apply(&annotations::making(annotation));
    }
    set
}

/// The program in a window of this size, in the middle of the long article with `count` annotations on it.
fn app(width: u16, height: u16, count: usize) -> App {
    let document = article::document(LONG);
    let set = annotated(&document, count);
    let preferences = Preferences {
        reviewer: "dl".into(),
        layout: Layout::default(),
        keymap: KeyMap::default(),
        corpus: "bench".into(),
        remembered: Remembered::default(),
        is_builtin: false,
    };
    let (mut app, effects) = App::new(preferences, Some(document.path.clone()), width, height);
    let number = effects.iter().find_map(|effect| match effect {
        Effect::Open { number, .. } => Some(*number),
        _ => None,
    });
    answer(
        &mut app,
        Answer::Loaded(Ok(Box::new(Loaded {
            set,
            ..Loaded::default()
        }))),
    );
    answer(
        &mut app,
        Answer::Opened {
            number: number.unwrap(),
            result: Ok(Arc::new(OpenDocument::new(document))),
        },
    );
    app.reader.go(LONG / 2);
    app.reader.settle();
    app
}

fn answer(app: &mut App, answer: Answer) {
    app.handle(Input::Answer(answer), Timestamp::UNIX_EPOCH);
}

fn press(app: &mut App, key: char) -> Vec<Effect> {
    let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
    app.handle(Input::Key(event), Timestamp::UNIX_EPOCH)
}

/// One step of the wheel over the text.
fn scroll(app: &mut App, down: bool) {
    let middle = app.panes().reader.unwrap();
    let event = MouseEvent {
        kind: if down { ScrollDown } else { ScrollUp },
        column: middle.x + middle.width / 2,
        row: middle.y + middle.height / 2,
        modifiers: KeyModifiers::NONE,
    };
    app.handle(Input::Mouse(event), Timestamp::UNIX_EPOCH);
}

fn draw(bencher: Bencher<'_, '_>, width: u16, height: u16, count: usize) {
    let app = RefCell::new(app(width, height, count));
    let theme = Theme::load(Background::Dark, ColorLevel::TrueColor);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let mut down = false;
    bencher
        .with_inputs(|| {
            down = !down;
            scroll(&mut app.borrow_mut(), down);
        })
        .bench_local_values(|()| {
            terminal
                .draw(|frame| postil::ui::draw(&app.borrow(), &theme, frame))
                .unwrap();
        });
}

#[divan::bench(args = [0, 100, 10_000])]
fn draw_120_by_40(bencher: Bencher<'_, '_>, count: usize) {
    draw(bencher, 120, 40, count);
}

#[divan::bench(args = [0, 100, 10_000])]
fn draw_200_by_60(bencher: Bencher<'_, '_>, count: usize) {
    draw(bencher, 200, 60, count);
}

/// The cursor goes down and up by turns, which costs the same and ends nowhere.
#[divan::bench(args = [0, 100, 10_000])]
fn line_down(bencher: Bencher<'_, '_>, count: usize) {
    let mut app = app(120, 40, count);
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        press(&mut app, if down { 'j' } else { 'k' })
    });
}

#[divan::bench(args = [0, 100, 10_000])]
fn tag_a_sentence(bencher: Bencher<'_, '_>, count: usize) {
    let app = RefCell::new(app(120, 40, count));
    bencher
        .with_inputs(|| press(&mut app.borrow_mut(), 'u'))
        .bench_local_values(|_| press(&mut app.borrow_mut(), '1'));
}

/// A decision while reviewing: the tag, what was seen, and on to the next sentence; drawn.
#[divan::bench(args = [0, 10_000])]
fn decide_on_a_sentence(bencher: Bencher<'_, '_>, count: usize) {
    let mut reviewed = app(120, 40, count);
    for effect in press(&mut reviewed, 'R') {
        if let Effect::Divide(asked) = effect {
            let divided = Box::new(asked.divide(|_| None));
            answer(&mut reviewed, Answer::Divided { asked, divided });
        }
    }
    assert!(reviewed.tally().is_some());
    let theme = Theme::load(Background::Dark, ColorLevel::TrueColor);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let effects = press(&mut reviewed, if number % 2 == 0 { '1' } else { ' ' });
        terminal
            .draw(|frame| postil::ui::draw(&reviewed, &theme, frame))
            .unwrap();
        effects
    });
}
