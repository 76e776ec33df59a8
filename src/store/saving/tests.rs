use super::*;
use crate::store::{Loaded, samples};
use proptest::prelude::*;

fn three() -> impl Strategy<Value = (Value, Value, Value)> {
    prop_oneof![
        (
            samples::annotation(),
            samples::annotation(),
            samples::annotation()
        ),
        (samples::tag(), samples::tag(), samples::tag()),
        (samples::grade(), samples::grade(), samples::grade()),
        (
            samples::document(),
            samples::document(),
            samples::document()
        ),
    ]
}

/// What `changed` says that `before` did not, each in the spellings it may have; notes apart.
fn said(before: &Value, changed: &Value) -> Vec<Vec<String>> {
    let leaves = |value: &Value| {
        let fields = write::fields(value);
        let mut all: Vec<(String, write::Piece)> = Vec::new();
        let mut add = |part: &str, fields: &write::Fields| {
            let named = fields
                .iter()
                .map(|(key, piece)| (format!("{part}{key}"), piece.clone()));
            all.extend(named.filter(|(key, _)| key != "note"));
        };
        add("", &fields.own);
        if let Some(claim) = &fields.claim {
            add("claim.", &claim.own);
            let parts = claim.assessments.iter().chain(&claim.evidence);
            parts.for_each(|part| add("part.", part));
        }
        // What was seen is joined, not kept twice.
        let kept = fields.tables.iter().filter(|(key, _)| *key != "coverage");
        let parts = kept.flat_map(|(_, tables)| tables);
        parts.for_each(|part| add("part.", part));
        all
    };
    let old = leaves(before);
    let new = leaves(changed)
        .into_iter()
        .filter(|leaf| !old.contains(leaf));
    let is_old = |key: &str, item: &String| {
        let mut known = old.iter().filter(|(known, _)| known == key);
        known.any(|(_, piece)| match piece {
            write::Piece::List(items) => items.contains(item),
            write::Piece::Absent | write::Piece::Scalar(_) => false,
        })
    };
    let mut said = Vec::new();
    for (key, piece) in new {
        match piece {
            write::Piece::Absent => {}
            write::Piece::Scalar(text) => {
                let line = write::one_line(&text);
                said.push(vec![text, line]);
            }
            write::Piece::List(items) => {
                let new = items.iter().filter(|item| !is_old(&key, item));
                // An item that is added to a list that is there may be spelled as a literal string.
                let spellings = |item: &String| {
                    let literal = toml_edit::Value::from(item.as_str()).to_string();
                    vec![write::basic(item), literal]
                };
                said.extend(new.map(spellings));
            }
        }
    }
    said
}

fn note(value: &Value) -> &str {
    match value {
        Value::Annotation(annotation) => &annotation.note,
        Value::Tag(_) | Value::Grade(_) | Value::Document(_) => "",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_value_of_either_side_is_in_the_file((before, ours, theirs) in three()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        let open = || {
            let Loaded { store, .. } = Store::open(&path).unwrap();
            store
        };
        let change = |from: Option<&Value>, to: &Value| {
            let edit = Change::edit(from.cloned(), Some(to.clone()));
            edit.into_iter().collect::<Vec<Edit>>()
        };
        open().save(&change(None, &before)).unwrap();
        let (mut here, mut there) = (open(), open());
        there.save(&change(Some(&before), &theirs)).unwrap();
        here.save(&change(Some(&before), &ours)).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let merged = contents::read(text.as_bytes(), "x");
        prop_assert_eq!(&merged.problems, &vec![], "{}", &text);
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for spellings in said(&before, side) {
                let is_there = spellings.iter().any(|said| text.contains(said.as_str()));
                prop_assert!(is_there, "{spellings:?} of {side:?} beside {other:?}\n{text}");
            }
            if note(side) != note(&before) {
                let kept = merged.values.first().map_or("", note);
                prop_assert!(kept.contains(note(side)), "{text}");
            }
        }
    }
}

#[test]
fn a_tag_that_is_called_otherwise_keeps_its_bytes_and_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    let text = "format = \"postil\"\nversion = 1\n\n# The first.\n[[tag]]\nname = \"a\"\nmine = 1 # kept\n\n\
                [[tag]]\nname = \"b\"\n\n[[verdict]]\nname = \"x\"\n\n[[verdict]]\nname = \"y\"";
    std::fs::write(&path, text).unwrap();
    let Loaded { mut store, set, .. } = Store::open(&path).unwrap();
    let name = |text: &str| crate::model::TagName::parse(text).unwrap();
    let verdict = |text: &str| crate::model::Verdict::parse(text).unwrap();
    let (from, to) = (name("a"), name("n/a"));
    let edits = set.renaming(&from, &to).unwrap();
    let edits: Vec<Edit> = edits.flatten().collect();
    store.save(&edits).unwrap();
    let order = |names: [&str; 2]| Order::Grades(names.map(verdict).to_vec());
    store
        .save(&[Edit::Order {
            before: order(["x", "y"]),
            after: order(["y", "x"]),
        }])
        .unwrap();
    let now = std::fs::read_to_string(&path).unwrap();
    let expected = "format = \"postil\"\nversion = 1\n\n# The first.\n[[tag]]\nname = \"n/a\"\nmine = 1 # kept\n\n\
                    [[tag]]\nname = \"b\"\n\n[[verdict]]\nname = \"y\"\n\n[[verdict]]\nname = \"x\"\n";
    assert_eq!(now, expected);
    let back: Vec<Edit> = edits.iter().rev().map(Edit::inverse).collect();
    store.save(&back).unwrap();
    let now = std::fs::read_to_string(&path).unwrap();
    assert!(now.contains("name = \"a\"\nmine = 1 # kept"), "{now}");
}

#[test]
fn fewer_records_than_the_person_deleted_are_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("a.toml")).unwrap().store;
    for (on_disk, deleted, to_write, is_right) in [
        (12, 0, 12, true),
        (12, 2, 10, true),
        (12, 2, 11, true),
        (12, 1, 10, false),
        (1, 0, 0, false),
    ] {
        let counted = store.count(on_disk, deleted, to_write);
        assert_eq!(counted.is_ok(), is_right, "{on_disk} {deleted} {to_write}");
        if let Err(error) = counted {
            assert!(
                error.question().unwrap().contains("Save all the same?"),
                "{error}"
            );
        }
    }
}
