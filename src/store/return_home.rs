//! Taking annotations back from where they had to be kept while the corpus could not be written to.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::value::{Change, Value};
use super::{Loaded, Removed, Store, StoreError, value_of};
use crate::model::{Annotation, DocumentRecord, Edit, Grade, Problem, Tag};
use crate::text::counted;

/// Saves what the file `elsewhere` holds in `annotations`, and sets that file aside beside itself, under another name. Of
/// a record that both hold, what was written elsewhere counts, field by field, for it was written while the other could
/// not be; what stood in its place is kept in a comment. Nothing is deleted. What was done, if anything.
///
/// # Errors
/// As [`Store::open`] and [`Store::save`]; both files are then as they were.
pub fn take_back(annotations: &Path, elsewhere: &Path) -> Result<Vec<Problem>, StoreError> {
    let other = Store::open(elsewhere)?;
    let tell = |message: String| Problem {
        file: elsewhere.display().to_string(),
        line: None,
        column: None,
        message,
    };
    if let Some(reason) = other.read_only {
        return Ok(vec![tell(format!(
            "holds annotations of this corpus too, which are not shown: {reason}"
        ))]);
    }
    if !other.store.was_there {
        return Ok(Vec::new());
    }
    let Loaded { mut store, .. } = Store::open(annotations)?;
    let edits = store.edits_from(&other.store);
    let mut said = if edits.is_empty() {
        Vec::new()
    } else {
        store.save(&edits)?.problems
    };
    let aside = set_aside(elsewhere).map_err(|source| StoreError::Write {
        path: elsewhere.to_path_buf(),
        source,
    })?;
    said.push(tell(format!(
        "held what was written while {} could not be: {} taken back; the file is now called {}",
        annotations.display(),
        counted(edits.len(), "record"),
        aside.display(),
    )));
    Ok(said)
}

impl Store {
    /// What brings the records of `other` into this file.
    fn edits_from(&mut self, other: &Self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (index, record) in other.file.records.iter().enumerate() {
            let (Some(key), Some(theirs)) = (&record.key, value_of(record)) else {
                continue;
            };
            let here = self.file.find(key);
            let here = here.and_then(|index| self.file.records.get(index));
            match here.and_then(value_of) {
                Some(ours) if ours == theirs => {}
                Some(_) => edits.extend(Change::edit(Some(bare(&theirs)), Some(theirs))),
                None => {
                    let (source, place) = (Arc::clone(&record.source), other.file.place(index));
                    self.removed.insert(key.clone(), Removed { source, place });
                    edits.extend(Change::edit(None, Some(theirs)));
                }
            }
        }
        edits
    }
}

/// The record as if nothing had been said in it yet: what is in `value` is then a change, whatever stands elsewhere.
fn bare(value: &Value) -> Value {
    match value {
        Value::Tag(tag) => Value::Tag(Tag::new(tag.name.clone())),
        Value::Grade(grade) => Value::Grade(Grade::new(grade.name.clone())),
        Value::Document(record) => {
            Value::Document(Box::new(DocumentRecord::new(record.path.clone())))
        }
        Value::Annotation(annotation) => Value::Annotation(Box::new(Annotation {
            id: annotation.id,
            document: annotation.document.clone(),
            selector: annotation.selector.clone(),
            anchors: Vec::new(),
            tags: Vec::new(),
            note: String::new(),
            reviewer: annotation.reviewer.clone(),
            created: annotation.created,
            claim: None,
            links: Vec::new(),
        })),
    }
}

/// Gives the file a name under which it is not found any more; the new name.
fn set_aside(file: &Path) -> io::Result<PathBuf> {
    for number in 1.. {
        let aside = file.with_extension(format!("taken-back-{number}.toml"));
        if fs::symlink_metadata(&aside).is_err() {
            fs::rename(file, &aside)?;
            return Ok(aside);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_elsewhere_is_taken_back_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (home, away) = (
            folder.path().join("annotations.toml"),
            folder.path().join("away.toml"),
        );
        let head = "format = \"postil\"\nversion = 1\n";
        let tag = |name: &str, key: &str, definition: &str| {
            format!(
                "\n[[tag]]\nname = \"{name}\"\nkey = \"{key}\"\ndefinition = \"{definition}\"\n"
            )
        };
        let shared = tag("a", "1", "one");
        fs::write(
            &home,
            format!(
                "{head}{shared}{}{}",
                tag("b", "2", "here"),
                tag("c", "3", "")
            ),
        )
        .unwrap();
        let other = tag("d", "4", "# kept as it stands\\nso");
        fs::write(
            &away,
            format!("{head}{shared}{}{other}", tag("b", "2", "there")),
        )
        .unwrap();
        let said = take_back(&home, &away).unwrap();
        assert!(
            said.last()
                .unwrap()
                .message
                .contains("2 records taken back")
        );
        let text = fs::read_to_string(&home).unwrap();
        for part in [&shared, &tag("c", "3", ""), &other] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(text.contains("definition = \"there\""), "{text}");
        assert!(
            text.contains("another program wrote") && text.contains("here"),
            "{text}"
        );
        assert!(!away.exists());
        assert!(folder.path().join("away.taken-back-1.toml").exists());
        assert_eq!(take_back(&home, &away).unwrap(), [], "once");
        assert_eq!(fs::read_to_string(&home).unwrap(), text);
    }

    #[test]
    fn what_cannot_be_read_whole_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (home, away) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
        fs::write(&away, "format = \"postil\"\nversion = 99\n").unwrap();
        let said = take_back(&home, &away).unwrap();
        assert!(said[0].message.contains("version 99"), "{said:?}");
        assert!(away.exists() && !home.exists());
    }
}
