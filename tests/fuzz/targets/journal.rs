#![no_main]

use std::fs;
use std::path::{Path, PathBuf};

use held::shelf::Shelf;
use held::values::{KEYS, Value};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use postil::model::{Change, Edit, Step, Turn};
use postil::store::{Keeping, Opened, Places};

// What a session left behind, damaged: it is never taken for more than it is, and the annotations file is none the worse.
fuzz_target!(|bytes: &[u8]| {
    let _ = run(&mut Unstructured::new(bytes));
});

fn journals(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(journals(&path));
        } else if path.extension().is_some_and(|kind| kind == "jsonl") {
            found.push(path);
        }
    }
    found
}

fn damage(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>) -> Result<()> {
    for _ in 0..u.int_in_range(0..=4)? {
        if bytes.is_empty() {
            break;
        }
        let at = u.choose_index(bytes.len())?;
        match u.int_in_range(0..=3)? {
            0 => bytes[at] = u.arbitrary()?,
            1 => bytes.truncate(at),
            2 => {
                let end = (at + u.int_in_range(0..=300_usize)?).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let put: &[u8] = u.arbitrary()?;
                bytes.splice(at..at, put.iter().copied());
            }
        }
    }
    Ok(())
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let shelf = Shelf::empty();
    let state = shelf.folder().join("state");
    let places = Places {
        annotations: shelf.path(),
        state: state.clone(),
    };
    let now = jiff::Timestamp::UNIX_EPOCH;
    let mut values: Vec<Option<Value>> = vec![None; KEYS];
    let mut keeping = open(&places).keeping;
    keeping.recall(now);
    let unsaved_from = u.int_in_range(1..=4)?;
    for round in 0..4 {
        let key = u.choose_index(KEYS)?;
        let value = match &values[key] {
            Some(_) if u.ratio(1, 5)? => None,
            Some(value) => Some(value.changed(u, key)?),
            None => Some(Value::make(u, key)?),
        };
        let edits: Vec<Edit> = Value::edit(values[key].clone(), value.clone())
            .into_iter()
            .collect();
        if edits.is_empty() {
            continue;
        }
        values[key] = value;
        keeping.take(
            &Change {
                turn: Turn::Made,
                step: Step {
                    label: "x".to_owned(),
                    edits,
                }
                .into(),
            },
            now,
        );
        if round < unsaved_from {
            keeping.save(false).expect("nothing is in the way");
        }
    }
    keeping.write_journal();
    drop(keeping);
    if !shelf.path().exists() {
        return Ok(());
    }
    let written = shelf.bytes();
    for path in journals(&state) {
        let mut bytes = fs::read(&path).expect("it is there");
        damage(u, &mut bytes)?;
        fs::write(&path, bytes).expect("it can be written");
    }
    let mut opened = open(&places);
    let recalled = opened.keeping.recall(now);
    assert_eq!(
        shelf.bytes(),
        written,
        "reading what was left behind writes nothing"
    );
    let mut set = opened.set;
    let deleted = recalled.unsaved.iter().filter(|edit| {
        matches!(
            edit,
            Edit::Tag { after: None, .. }
                | Edit::Document { after: None, .. }
                | Edit::Annotation { after: None, .. }
        )
    });
    let most_gone = deleted.count();
    let before = set.len() + set.codebook().tags().len() + set.documents().count();
    let saved = opened.keeping.save(true).expect("nothing is in the way");
    for edit in recalled.unsaved.iter().chain(&saved.foreign) {
        set.apply(edit);
    }
    let now = shelf.set();
    let held = now.len() + now.codebook().tags().len() + now.documents().count();
    assert!(held + most_gone >= before);
    held::shelf::assert_same(&set, &now, &shelf.text());
    Ok(())
}

fn open(places: &Places) -> Opened {
    Keeping::open(places, None).expect("it can be read")
}
