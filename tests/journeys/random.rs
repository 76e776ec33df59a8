//! Whatever is pressed, in whatever window: nothing panics, the cursor is on a character, no control character reaches
//! the screen, and all of it can be taken back.

use std::sync::Arc;

use crossterm::event::{MouseButton, MouseEventKind};
use postil::app::Input;
use postil::app::others::{Other, Read};
use postil::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, DocPath, Edit, Selector, Tag, TagName,
};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::desk::{Desk, Given, Saving};
use super::story::take_back_all;

#[derive(Clone, Debug)]
enum Deed {
    Keys(String),
    Resize(u16, u16),
    Mouse(MouseEventKind, u16, u16),
    Paste(String),
    Saving(Saving),
    Slow,
    CatchUp,
    Beginnings(Option<usize>),
}

/// Every key there is, and what people type into fields.
const KEYS: &[&str] = &[
    "j",
    "k",
    "h",
    "l",
    "w",
    "b",
    "e",
    "0",
    "$",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "]<quick>]",
    "[<quick>[",
    "gg",
    "G",
    "g",
    "J",
    "K",
    "1",
    "2",
    "3",
    "9",
    "t",
    "T",
    "T1",
    "Tr<Ctrl-u>x/y<Enter>",
    "TMa<Enter>y",
    "Tm<Enter>",
    "TR",
    "T<Tab>]",
    "Ts<Enter>1<Enter>",
    "a",
    "m",
    ".",
    "d",
    "D",
    "s",
    "v",
    "V",
    "/",
    "n",
    "N",
    "*",
    "f",
    "o",
    "u",
    "y",
    "Y",
    "z",
    "?",
    "=",
    "=head<Enter>",
    "=title<Enter>",
    "=as found<Enter>",
    "i",
    "U",
    "o",
    ":set-date 2020<Enter>",
    ":",
    "q",
    "Ma",
    "'a",
    "'z",
    "M",
    "'",
    "x",
    "+",
    "-",
    ":justify<Enter>",
    ":hyphenate<Enter>",
    ":spacing<Enter>",
    ":margins<Enter>",
    ":numbers<Enter>",
    "é",
    "<lt>",
    "<Enter>",
    "<Esc>",
    "<Tab>",
    "<Shift-Tab>",
    "<Backspace>",
    "<Delete>",
    "<Up>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<PageUp>",
    "<PageDown>",
    "<Space>",
    "<F1>",
    "<F5>",
    "<Ctrl-d>",
    "<Ctrl-u>",
    "<Ctrl-f>",
    "<Ctrl-b>",
    "<Ctrl-r>",
    "<Ctrl-o>",
    "<Ctrl-s>",
    "<Ctrl-e>",
    "<Ctrl-n>",
    "<Ctrl-p>",
    "<Ctrl-c>",
    "<Ctrl-l>",
    "<Ctrl-z>",
    "<Ctrl-k>",
    "<Alt-Left>",
    "<Alt-Right>",
    "tnew<Enter>",
    "t<Tab><Tab><Enter>",
    "awhy<Ctrl-s>",
    "/the<Enter>",
    ":undo<Enter>",
    "R",
    "R",
    "Q",
    "Q<Enter>",
    ";",
    ",",
    "<Ctrl-n>",
    "+1",
    "!",
    "<Shift-1>",
    "s1",
    "ss2",
    "v)m",
    "Vjm",
];

fn deed() -> impl Strategy<Value = Deed> {
    let size = prop_oneof![3 => 0u16..200, 1 => 0u16..8];
    let kind = prop::sample::select(vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
        MouseEventKind::Down(MouseButton::Right),
    ]);
    let saving = prop::sample::select(vec![
        Saving::Works,
        Saving::Works,
        Saving::Fails("the disk is full".into()),
        Saving::Hangs,
    ]);
    prop_oneof![
        40 => prop::sample::select(KEYS).prop_map(|keys| Deed::Keys(keys.to_owned())),
        2 => (size.clone(), size).prop_map(|(width, height)| Deed::Resize(width, height)),
        4 => (kind, 0u16..210, 0u16..210).prop_map(|(kind, x, y)| Deed::Mouse(kind, x, y)),
        1 => "\\PC{0,9}\u{1b}\\[31m\u{7}\\PC{0,3}".prop_map(Deed::Paste),
        1 => saving.prop_map(Deed::Saving),
        1 => prop::sample::select(vec![
            Deed::Slow,
            Deed::CatchUp,
            Deed::Beginnings(Some(4)),
            Deed::Beginnings(None),
        ]),
    ]
}

/// Articles that try what can be tried: wide, combined, right to left, controls, one long word, nothing at all.
fn articles() -> Vec<(String, String)> {
    let strange = "A title\u{1b}[31m with colour\n\nNai\u{308}ve 👩‍👩‍👧 said \u{202e}evil\u{202c} things. \u{1b}]0;x\u{7} He left.\n\n\
        漢字とカナの文。次の文です。\n\nשלום עולם. مرحبا بالعالم.\n\n- one\n- two\tthree\n\n    kept   as\n    it \u{9b}stands\n";
    vec![
        ("a/empty.txt".into(), String::new()),
        ("a/strange\u{1b}[2J.txt".into(), strange.into()),
        ("blank.txt".into(), " \n\n\t\n".into()),
        (
            "bridge.txt".into(),
            include_str!("documents/bridge.txt").into(),
        ),
        (
            "long.txt".into(),
            "x".repeat(700) + "\u{301}\u{301} end. " + &"word ".repeat(200),
        ),
        (
            "made.made".into(),
            include_str!("documents/dam.made").into(),
        ),
        (
            "tables.txt".into(),
            "שלום עולם\n\nHome\n\nShare this\n\nTown\tPeople\tMills\nSandford\t1,240\tone\nEly\t90\t\n\n\
            אמר (הישנה) 2030 and more. Con\u{ad}sid\u{ad}er\u{ad}ation.\u{2028}Meant.\n\nContact us\n"
                .into(),
        ),
        ("mill.txt".into(), include_str!("documents/mill.txt").into()),
    ]
}

/// What another reviewer wrote, on a document that is there and one that is not.
fn others() -> Read {
    let mut set = AnnotationSet::default();
    let tag = Tag::new(TagName::parse("theirs").unwrap());
    let (before, after) = (None, Some(tag));
    set.apply(&Edit::Tag { before, after });
    for (second, document) in ["mill.txt", "bridge.txt", "gone.txt"]
        .into_iter()
        .enumerate()
    {
        let created = jiff::Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
        let made = Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new(document),
            selector: Selector {
                quote: "The mill opened in 1912.".into(),
                ..Selector::default()
            },
            tags: TagName::parse("theirs").into_iter().collect(),
            note: "theirs".into(),
            reviewer: "bo".into(),
            created,
            claim: Some(Claim::default()),
            anchors: Vec::new(),
            links: Vec::new(),
        };
        let (before, after) = (None, Some(Box::new(made)));
        set.apply(&Edit::Annotation { before, after });
    }
    let other = Other {
        name: "bo".into(),
        file: "bo.toml".into(),
        set,
        seal: None,
    };
    Read {
        files: vec![Arc::new(other)],
        ..Read::default()
    }
}

fn look(desk: &Desk) -> Result<(), TestCaseError> {
    let buffer = desk.screen();
    for cell in &buffer.content {
        let controls = cell.symbol().chars().any(|c| {
            c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        prop_assert!(!controls, "{:?} is on the screen", cell.symbol());
    }
    Ok(())
}

fn is_on_a_character(desk: &Desk) -> bool {
    let (Some(document), cursor) = (desk.app.reader.document(), desk.app.reader.cursor()) else {
        return true;
    };
    let text = &document.text;
    let is_nowhere = cursor == 0 && document.blocks.is_empty();
    is_nowhere || (cursor < text.len() && text.grapheme_indices(true).any(|(at, _)| at == cursor))
}

/// What is to be pressed, in which window, and at which document that begins.
type Pressed = (Vec<Deed>, (u16, u16), usize);

fn pressed() -> impl Strategy<Value = Pressed> {
    let window = (0u16..200, 0u16..200);
    (prop::collection::vec(deed(), 200), window, 0usize..7)
}

/// The program after all of that, beside what `others` wrote.
fn press((deeds, window, first): Pressed, others: Read) -> Result<Desk, TestCaseError> {
    let mut set = AnnotationSet::default();
    set.apply(&Edit::Tag {
        before: None,
        after: Some(set.codebook().draft(TagName::parse("claim").unwrap())),
    });
    let mut desk = Desk::new(&Given {
        documents: articles(),
        unreadable: vec![(
            "c/scan.pdf".into(),
            "it has no text; recognise it\u{1b}[0m".into(),
        )],
        set,
        window,
        is_builtin: false,
        others,
        ..Given::default()
    });
    for _ in 0..first {
        desk.keys("J");
    }
    for (count, deed) in deeds.into_iter().enumerate() {
        match deed {
            Deed::Keys(keys) => desk.keys(&keys),
            Deed::Resize(width, height) => desk.resize(width, height),
            Deed::Mouse(kind, x, y) => desk.mouse(kind, (x, y), 50),
            Deed::Paste(text) => desk.handle(Input::Paste(text)),
            Deed::Saving(saving) => desk.saving = saving,
            Deed::Slow => desk.is_slow = true,
            Deed::CatchUp => desk.catch_up(),
            Deed::Beginnings(lines) => desk.glimpsed = lines,
        }
        let cursor = desk.app.reader.cursor();
        prop_assert!(is_on_a_character(&desk), "the cursor is at {cursor}");
        if count % 8 == 0 {
            look(&desk)?;
        }
    }
    look(&desk)?;
    desk.catch_up();
    desk.saving = Saving::Works;
    Ok(desk)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pressed(pressed in pressed()) {
        let mut desk = press(pressed, Read::default())?;
        take_back_all(&mut desk).map_err(TestCaseError::fail)?;
        look(&desk)?;
    }

    #[test]
    fn whatever_is_pressed_beside_what_others_wrote_none_of_theirs_is_changed(pressed in pressed()) {
        let desk = press(pressed, others())?;
        let theirs = others().files[0].set.clone();
        let of_theirs = |edit: &Edit| match edit {
            Edit::Annotation { before, after } => {
                let mut sides = before.iter().chain(after);
                sides.any(|one| theirs.get(one.id).is_some())
            }
            _ => false,
        };
        let written = desk.written.iter().flatten().find(|edit| of_theirs(edit));
        prop_assert!(written.is_none(), "of another's: {written:?}");
    }
}
