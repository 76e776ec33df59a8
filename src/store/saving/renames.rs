//! Tags that one side calls otherwise: the other side's records then say the new name too.

use std::collections::HashMap;
use std::sync::Arc;

use super::merging::Side;
use super::{Value, respell};
use crate::model::{Tag, TagName};

/// The tags of `base` that `side` calls otherwise: those that are gone there, where another one that is new says the same
/// and no other does.
pub(super) fn renames(base: &Side, side: &Side) -> HashMap<TagName, TagName> {
    let tag = |value: &Value| match value {
        Value::Tag(tag) => Some(tag.clone()),
        _ => None,
    };
    let only = |one: &Side, other: &Side| -> Vec<Tag> {
        let missing = one
            .values
            .iter()
            .filter(|(key, _)| !other.values.contains_key(key));
        missing.filter_map(|(_, value)| tag(value)).collect()
    };
    let (gone, come) = (only(base, side), only(side, base));
    let mut renames = HashMap::new();
    for old in &gone {
        // A tag that says nothing is like any other.
        let says = *old != Tag::new(old.name.clone());
        let is_it = |new: &&Tag| {
            let named = Tag {
                name: old.name.clone(),
                ..(*new).clone()
            };
            says && named == *old
        };
        let mut found = come.iter().filter(is_it);
        if let (Some(new), None) = (found.next(), found.next()) {
            renames.insert(old.name.clone(), new.name.clone());
        }
    }
    renames
}

/// Makes `side` call these tags otherwise, in the codebook and wherever they are used.
pub(super) fn renamed(side: &mut Side, renames: &HashMap<TagName, TagName>) {
    if renames.is_empty() {
        return;
    }
    for record in &mut side.file.records {
        let Some(key) = record.key.clone() else {
            continue;
        };
        let Some(value) = side.values.get(&key) else {
            continue;
        };
        let Some(new) = with_names(value, renames) else {
            continue;
        };
        let named = new.key();
        if named != key && side.values.contains_key(&named) {
            continue;
        }
        record.source = Arc::from(respell(record, value, &new));
        record.key = Some(named.clone());
        side.values.remove(&key);
        side.values.insert(named, new);
    }
}

/// The value with the new names; `None` where nothing in it is called otherwise.
fn with_names(value: &Value, renames: &HashMap<TagName, TagName>) -> Option<Value> {
    let swap = |tags: &mut Vec<TagName>| {
        let mut is_changed = false;
        for tag in &mut *tags {
            if let Some(new) = renames.get(tag) {
                *tag = new.clone();
                is_changed = true;
            }
        }
        let mut seen: Vec<TagName> = Vec::new();
        tags.retain(|tag| {
            let is_new = !seen.contains(tag);
            seen.push(tag.clone());
            is_new
        });
        is_changed
    };
    match value {
        Value::Tag(tag) => {
            let name = renames.get(&tag.name)?.clone();
            Some(Value::Tag(Tag {
                name,
                ..tag.clone()
            }))
        }
        Value::Grade(_) => None,
        Value::Document(record) => {
            let mut record = record.clone();
            swap(&mut record.tags).then_some(Value::Document(record))
        }
        Value::Annotation(annotation) => {
            let mut annotation = annotation.clone();
            swap(&mut annotation.tags).then_some(Value::Annotation(annotation))
        }
    }
}
