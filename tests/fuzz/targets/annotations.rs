#![no_main]

use std::fs;

use held::shelf::{Shelf, after, assert_same, holds, save};
use held::values::numbered;
use libfuzzer_sys::fuzz_target;
use postil::model::{Annotation, AnnotationSet, Edit, Problem};
use postil::store::{Store, repair};

fn change(before: Option<&Annotation>, after: Option<&Annotation>) -> Vec<Edit> {
    let boxed = |one: Option<&Annotation>| one.cloned().map(Box::new);
    vec![Edit::Annotation {
        before: boxed(before),
        after: boxed(after),
    }]
}

/// The file that is left of `bytes` when `annotation` is deleted from it.
fn without(bytes: &[u8], annotation: &Annotation) -> Vec<u8> {
    let shelf = Shelf::with(bytes);
    save(&mut shelf.open().store, &change(Some(annotation), None));
    shelf.bytes()
}

/// Nothing but one stretch of bytes was put in.
fn is_insertion(old: &[u8], new: &[u8]) -> bool {
    let head = old
        .iter()
        .zip(new)
        .take_while(|(one, other)| one == other)
        .count();
    new.ends_with(old.get(head..).unwrap_or_default())
}

/// Changes, deletes and brings back one annotation of a file that somebody else wrote.
fn works_on(bytes: &[u8], set: &AnnotationSet, annotation: &Annotation) {
    let shelf = Shelf::with(bytes);
    let mut store = shelf.open().store;
    let noted = Annotation {
        note: format!("{}\nWho says so?", annotation.note),
        ..annotation.clone()
    };
    let edits = change(Some(annotation), Some(&noted));
    save(&mut store, &edits);
    assert_same(&shelf.set(), &after(set, &edits), &shelf.text());
    let one = String::from_utf8_lossy(&without(&shelf.bytes(), &noted)).into_owned();
    let other = String::from_utf8_lossy(&without(bytes, annotation)).into_owned();
    assert_eq!(one, other, "the other records keep their bytes");

    let shelf = Shelf::with(bytes);
    let mut store = shelf.open().store;
    save(&mut store, &change(Some(annotation), None));
    assert_same(
        &shelf.set(),
        &after(set, &change(Some(annotation), None)),
        &shelf.text(),
    );
    save(&mut store, &change(None, Some(annotation)));
    assert_eq!(
        shelf.text(),
        String::from_utf8_lossy(bytes),
        "taken back, it is as it was"
    );
}

fn adds_to(bytes: &[u8], set: &AnnotationSet) {
    let shelf = Shelf::with(bytes);
    let mut store = shelf.open().store;
    let text = "[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000999\"\ndocument = \"new.txt\"\nquote = \"new\"\n";
    let (fresh, _) = postil::store::parse(&format!("format = \"postil\"\n{text}"), "x");
    let fresh = fresh.get(numbered(999)).expect("it is there");
    if set.get(fresh.id).is_some() {
        return;
    }
    let edits = change(None, Some(fresh));
    save(&mut store, &edits);
    assert_same(&shelf.set(), &after(set, &edits), &shelf.text());
    assert!(is_insertion(bytes, &shelf.bytes()), "{}", shelf.text());
    save(&mut store, &change(Some(fresh), None));
    assert_same(&shelf.set(), set, &shelf.text());
}

fn is_left_alone(bytes: &[u8], store: &mut Store, shelf: &Shelf) {
    let (fresh, _) = postil::store::parse(
        "format = \"postil\"\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000999\"\ndocument = \"a\"\n",
        "x",
    );
    let edits = change(None, fresh.get(numbered(999)));
    assert!(
        store.save(&edits).is_err(),
        "a file with a mistake in it is not written to"
    );
    assert_eq!(shelf.bytes(), bytes);
    if store.damage().is_none() {
        return;
    }
    let copy = repair::write_copy(&shelf.path()).expect("a copy can be made");
    assert_eq!(shelf.bytes(), bytes);
    let loaded = Store::open(&copy.path).expect("it can be read");
    assert_eq!(loaded.damage, None);
    // What could not be read stands in it as a comment.
    let (text, copied) = (
        String::from_utf8_lossy(bytes),
        fs::read_to_string(&copy.path).expect("a text"),
    );
    for line in text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end)
    {
        let is_plain = !line.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER);
        assert!(
            !is_plain || copied.contains(line),
            "{line:?} is not in {copied}"
        );
    }
}

/// Whether the file is as good as none, and is made anew with the first record.
fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii()
        .is_empty()
}

/// Whether a record has the identity of another, so that it would be seen once that one is deleted.
fn is_twice(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.message.contains("in the file already"))
}

// Somebody else's file, which need not even be in UTF-8.
fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        holds(text);
    }
    let shelf = Shelf::with(bytes);
    let mut loaded = shelf.open();
    if loaded.read_only.is_some() {
        is_left_alone(bytes, &mut loaded.store, &shelf);
    } else if !is_blank(bytes) && !is_twice(&loaded.problems) {
        adds_to(bytes, &loaded.set);
        for annotation in loaded.set.annotations().take(2) {
            works_on(bytes, &loaded.set, annotation);
        }
    }
});
