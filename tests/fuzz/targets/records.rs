#![no_main]

use held::shelf::{Shelf, after, assert_same, save};
use held::values::{KEYS, Value};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use postil::model::{AnnotationSet, Edit};

// What is written is read back as it was, and what is changed in it changes alone.
fuzz_target!(|bytes: &[u8]| {
    let _ = run(&mut Unstructured::new(bytes));
});

/// The file that is left of `bytes` when the record `value` is deleted from it.
fn without(bytes: &[u8], value: &Value) -> Vec<u8> {
    let shelf = Shelf::with(bytes);
    save(
        &mut shelf.open().store,
        &Value::edit(Some(value.clone()), None)
            .into_iter()
            .collect::<Vec<Edit>>(),
    );
    shelf.bytes()
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let shelf = Shelf::empty();
    let mut store = shelf.open().store;
    let mut values: Vec<Option<Value>> = vec![None; KEYS];
    let mut set = AnnotationSet::default();
    let mut history: Vec<Vec<Edit>> = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        let mut edits = Vec::new();
        for _ in 0..u.int_in_range(1..=3)? {
            let key = u.choose_index(KEYS)?;
            let value = match &values[key] {
                Some(_) if u.ratio(1, 5)? => None,
                Some(value) => Some(value.changed(u, key)?),
                None => Some(Value::make(u, key)?),
            };
            edits.extend(Value::edit(values[key].clone(), value.clone()));
            values[key] = value;
        }
        if edits.is_empty() {
            continue;
        }
        save(&mut store, &edits);
        set = after(&set, &edits);
        history.push(edits);
        let loaded = shelf.open();
        assert_eq!(loaded.problems, [], "{}", shelf.text());
        assert_same(&loaded.set, &set, &shelf.text());
    }
    if history.is_empty() {
        return Ok(());
    }
    let written = shelf.bytes();
    for key in 0..KEYS {
        if let Some(value) = &values[key] {
            let changed = value.changed(u, key)?;
            let Some(edit) = Value::edit(Some(value.clone()), Some(changed.clone())) else {
                continue;
            };
            let other = Shelf::with(&written);
            save(&mut other.open().store, &[edit]);
            let one = without(&other.bytes(), &changed);
            assert_eq!(
                String::from_utf8_lossy(&one),
                String::from_utf8_lossy(&without(&written, value))
            );
        }
    }
    while let Some(edits) = history.pop() {
        let back: Vec<Edit> = edits.iter().rev().map(Edit::inverse).collect();
        save(&mut store, &back);
        set = after(&set, &back);
        let loaded = shelf.open();
        assert_eq!(loaded.problems, []);
        assert_same(&loaded.set, &set, &shelf.text());
    }
    assert!(set.is_empty());
    Ok(())
}
