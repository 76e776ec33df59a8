#![no_main]

use held::shelf::{Shelf, after, assert_same};
use held::values::{KEYS, Value};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use postil::model::{AnnotationSet, Edit, Merge};
use postil::store::{Store, parse};

// Two programs have one file open and change it without hearing of each other.
fuzz_target!(|bytes: &[u8]| {
    let _ = run(&mut Unstructured::new(bytes));
});

type Values = Vec<Option<Value>>;

/// What becomes of each record on one side: most stay as they are.
fn side(u: &mut Unstructured<'_>, base: &Values) -> Result<Values> {
    let change = |(key, value): (usize, &Option<Value>)| {
        Ok(match (u.int_in_range(0..=5)?, value) {
            (0, Some(_)) => None,
            (1 | 2, Some(value)) => Some(value.changed(u, key)?),
            (1 | 2, None) => Some(Value::make(u, key)?),
            _ => value.clone(),
        })
    };
    base.iter().enumerate().map(change).collect()
}

fn edits(before: &Values, after: &Values) -> Vec<Edit> {
    let pairs = before.iter().zip(after);
    pairs
        .filter_map(|(before, after)| Value::edit(before.clone(), after.clone()))
        .collect()
}

fn held(set: &AnnotationSet, value: &Value) -> Option<Value> {
    match value {
        Value::Tag(tag) => set.codebook().get(&tag.name).cloned().map(Value::Tag),
        Value::Document(record) => set
            .document(&record.path)
            .cloned()
            .map(Box::new)
            .map(Value::Document),
        Value::Annotation(one) => set
            .get(one.id)
            .cloned()
            .map(Box::new)
            .map(Value::Annotation),
    }
}

fn note(value: &Value) -> &str {
    match value {
        Value::Annotation(annotation) => &annotation.note,
        Value::Tag(_) | Value::Document(_) => "",
    }
}

fn merged(before: &Value, one: &Value, other: &Value) -> (Value, Vec<&'static str>) {
    let mut merge = Merge {
        joins_notes: true,
        ..Merge::default()
    };
    let value = match (before, one, other) {
        (Value::Tag(b), Value::Tag(a), Value::Tag(t)) => Value::Tag(merge.tag(b, a, t)),
        (Value::Document(b), Value::Document(a), Value::Document(t)) => {
            Value::Document(Box::new(merge.document(b, a, t)))
        }
        (Value::Annotation(b), Value::Annotation(a), Value::Annotation(t)) => {
            Value::Annotation(Box::new(merge.annotation(b, a, t)))
        }
        _ => unreachable!("they are of one record"),
    };
    (value, merge.conflicts)
}

/// The laws of three versions of one value.
fn merge_holds(base: &Value, ours: &Value, theirs: &Value) {
    for (before, one, other, expected) in [
        (base, base, base, base),
        (base, ours, base, ours),
        (base, base, theirs, theirs),
        (base, ours, ours, ours),
        (ours, ours, ours, ours),
    ] {
        assert_eq!(merged(before, one, other), (expected.clone(), Vec::new()));
    }
    let (one, conflicts) = merged(base, ours, theirs);
    let (other, turned) = merged(base, theirs, ours);
    assert_eq!(conflicts, turned, "both sides hear of the same conflicts");
    if conflicts.is_empty() {
        assert_eq!(
            in_order(one.clone()),
            in_order(other),
            "neither side is before the other"
        );
    }
    // To merge the same again changes nothing.
    let (again, _) = merged(base, ours, &one);
    assert_eq!(note(&again), note(&one));
    for side in [ours, theirs] {
        assert!(note(side) == note(base) || note(&one).contains(note(side)));
    }
}

/// The value with its lists in an order that does not depend on who came first.
fn in_order(value: Value) -> Value {
    fn sort<T: std::fmt::Debug>(list: &mut [T]) {
        list.sort_by_cached_key(|item| format!("{item:?}"));
    }
    match value {
        Value::Tag(tag) => Value::Tag(tag),
        Value::Document(mut record) => {
            sort(&mut record.earlier);
            sort(&mut record.corrections);
            sort(&mut record.tags);
            Value::Document(record)
        }
        Value::Annotation(mut annotation) => {
            sort(&mut annotation.tags);
            sort(&mut annotation.anchors);
            sort(&mut annotation.links);
            if let Some(claim) = &mut annotation.claim {
                sort(&mut claim.kinds);
                sort(&mut claim.assessments);
                sort(&mut claim.evidence);
            }
            Value::Annotation(annotation)
        }
    }
}

/// Saves `theirs` and then `ours`, both made of `base`; the file, and what it holds.
fn meet(
    base: &[u8],
    set: &AnnotationSet,
    ours: &[Edit],
    theirs: &[Edit],
    cut: usize,
) -> (Shelf, AnnotationSet) {
    let shelf = Shelf::with(base);
    let (mut here, mut there) = (shelf.open().store, shelf.open().store);
    there.save(theirs).expect("nothing is in the way");
    let (first, second) = ours.split_at(cut.min(ours.len()));
    let mut mine = set.clone();
    for part in [first, second] {
        mine = after(&mine, part);
        let saved = here.save(part).expect("nothing is in the way");
        mine = after(&mine, &saved.foreign);
    }
    let text = shelf.text();
    let (found, problems) = parse(&text, "x");
    assert_eq!(problems, [], "{text}");
    assert_same(&mine, &found, &text);
    expect_heard(&mut there, &after(set, theirs), &found, &text);
    (shelf, found)
}

/// The other program hears of everything that is different now.
fn expect_heard(there: &mut Store, known: &AnnotationSet, found: &AnnotationSet, text: &str) {
    let heard = there.save(&[]).expect("it can be read");
    assert_same(&after(known, &heard.foreign), found, text);
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let mut base: Values = Vec::new();
    for key in 0..KEYS {
        let value = if u.ratio(3, 4)? {
            Some(Value::make(u, key)?)
        } else {
            None
        };
        base.push(value);
    }
    let (ours, theirs) = (side(u, &base)?, side(u, &base)?);
    for key in 0..KEYS {
        if let (Some(base), Some(ours), Some(theirs)) = (&base[key], &ours[key], &theirs[key]) {
            merge_holds(base, ours, theirs);
        }
    }
    let start = Shelf::empty();
    let first = edits(&vec![None; KEYS], &base);
    start
        .open()
        .store
        .save(&first)
        .expect("nothing is in the way");
    if first.is_empty() {
        return Ok(());
    }
    let (bytes, set) = (start.bytes(), start.set());
    let (ours_made, theirs_made) = (edits(&base, &ours), edits(&base, &theirs));
    let cut = u.int_in_range(0..=KEYS)?;
    let (_, one) = meet(&bytes, &set, &ours_made, &theirs_made, cut);
    let (_, other) = meet(&bytes, &set, &theirs_made, &ours_made, cut);
    for key in 0..KEYS {
        let versions = (&base[key], &ours[key], &theirs[key]);
        let Some(any) = versions
            .0
            .as_ref()
            .or(versions.1.as_ref())
            .or(versions.2.as_ref())
        else {
            continue;
        };
        for found in [held(&one, any), held(&other, any)] {
            match versions {
                (base, ours, theirs) if base == ours => assert_eq!(found, *theirs),
                (base, ours, theirs) if base == theirs => assert_eq!(found, *ours),
                (_, ours, theirs) if ours == theirs => assert_eq!(found, *ours),
                // One side changed what the other deleted.
                (_, Some(kept), None) | (_, None, Some(kept)) => {
                    assert_eq!(found.as_ref(), Some(kept))
                }
                (base, ours, theirs) => {
                    let found = found.expect("neither side deleted it");
                    for side in [ours, theirs].into_iter().flatten() {
                        // What one side brought back, and the other too, is no change of its.
                        let is_new = base.as_ref().is_some_and(|base| note(base) != note(side));
                        assert!(!is_new || note(&found).contains(note(side)), "{found:?}");
                    }
                }
            }
        }
    }
    Ok(())
}
