//! Clocks that stand still, run backwards, or are decades off: what is written is read back, and two annotations are two.

use std::collections::BTreeSet;
use std::fs;

use jiff::Timestamp;
use postil::model::{Annotation, AnnotationId, DocPath, Edit, Selector};
use postil::store::Store;

use super::desk::{Desk, expect_notes, say};
use crate::articles::Home;
use crate::session::Start;

/// Where the library lies that tells a program another time.
const FAKETIME: [&str; 3] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
];

#[test]
fn what_is_made_at_odd_times_is_told_apart_and_stays_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotations.toml");
    let mut store = Store::open(&path).unwrap().store;
    let seconds = [
        1_795_000_000,
        1_795_000_000,
        1_794_999_000,
        2_147_483_647,
        2_147_483_648,
        4_294_967_296,
        -31_536_000,
        0,
        253_402_207_200,
    ];
    let mut made = Vec::new();
    for (index, second) in seconds.into_iter().enumerate() {
        let now = Timestamp::from_second(second).unwrap();
        let annotation = Annotation {
            id: AnnotationId::new(now),
            document: DocPath::new("a.txt"),
            selector: Selector {
                quote: format!("quote {index}"),
                start: index,
                end: index + 7,
                ..Selector::default()
            },
            tags: Vec::new(),
            note: format!("made at {now}"),
            reviewer: "dl".into(),
            created: now,
            claim: None,
            anchors: Vec::new(),
            links: Vec::new(),
        };
        let edit = Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation.clone())),
        };
        store.save(&[edit]).unwrap();
        made.push(annotation);
    }
    let ids: BTreeSet<AnnotationId> = made.iter().map(|annotation| annotation.id).collect();
    assert_eq!(ids.len(), made.len());
    let text = fs::read_to_string(&path).unwrap();
    let (set, problems) = postil::store::parse(&text, "annotations.toml");
    assert_eq!(problems, [], "{text}");
    let read: Vec<Annotation> = set.annotations().cloned().collect();
    for annotation in &made {
        assert!(read.contains(annotation), "{annotation:?}\n{text}");
    }
    let places: Vec<usize> = made
        .iter()
        .map(|annotation| text.find(&annotation.note).unwrap())
        .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn sessions_whose_clocks_disagree_keep_what_the_others_wrote() {
    let Some(library) = FAKETIME
        .into_iter()
        .find(|path| fs::exists(path).unwrap_or(false))
    else {
        say("skipped: no libfaketime");
        return;
    };
    let home = Home::numbered(30);
    let mut noted = Vec::new();
    let times = [
        "@2038-01-19 03:14:05",
        "@2026-01-01 00:00:00",
        "@1980-01-01 00:00:00",
        "@2100-01-01 00:00:00",
    ];
    for (index, time) in times.into_iter().enumerate() {
        let start = Start::reading(&home)
            .env("LD_PRELOAD", library)
            .env("FAKETIME", time);
        let desk = Desk::start(&home, start);
        for number in [2 * index + 1, 2 * index + 2] {
            desk.note(number, &format!("note {number}")).expect_saved();
            noted.push(format!("note {number}"));
        }
        desk.quit();
        expect_notes(&home, &noted);
    }
}
