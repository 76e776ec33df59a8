//! What a record stands for: one of the model's values, known by its identity.

use std::collections::HashMap;

use crate::model::{
    Annotation, AnnotationId, DocPath, DocumentRecord, Edit, Grade, Merge, Tag, TagName, Verdict,
};

/// What tells a record from all others in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The tag's name.
    Tag(TagName),
    /// The verdict's name.
    Verdict(Verdict),
    /// The document's path.
    Document(DocPath),
    /// The annotation's identity.
    Annotation(AnnotationId),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tag(name) => write!(f, "tag {name}"),
            Self::Verdict(name) => write!(f, "verdict {name}"),
            Self::Document(path) => write!(f, "document {path}"),
            Self::Annotation(id) => write!(f, "annotation {id}"),
        }
    }
}

/// A value that a record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A `[[tag]]`.
    Tag(Tag),
    /// A `[[verdict]]`.
    Grade(Grade),
    /// A `[[document]]`.
    Document(Box<DocumentRecord>),
    /// An `[[annotation]]`.
    Annotation(Box<Annotation>),
}

impl Value {
    /// What tells it from all others.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Tag(tag) => Key::Tag(tag.name.clone()),
            Self::Grade(grade) => Key::Verdict(grade.name.clone()),
            Self::Document(record) => Key::Document(record.path.clone()),
            Self::Annotation(annotation) => Key::Annotation(annotation.id),
        }
    }
}

/// Three versions of one value into one (see [`Merge`]), and the fields in which `after` won over `there`. The three are of
/// one kind; where they are not, `after` is the answer.
#[must_use]
pub fn merge(before: &Value, after: &Value, there: &Value) -> (Value, Vec<&'static str>) {
    let mut merge = Merge {
        joins_notes: true,
        ..Merge::default()
    };
    let merged = match (before, after, there) {
        (Value::Tag(b), Value::Tag(a), Value::Tag(t)) => Value::Tag(merge.tag(b, a, t)),
        (Value::Grade(b), Value::Grade(a), Value::Grade(t)) => Value::Grade(merge.grade(b, a, t)),
        (Value::Document(b), Value::Document(a), Value::Document(t)) => {
            Value::Document(Box::new(merge.document(b, a, t)))
        }
        (Value::Annotation(b), Value::Annotation(a), Value::Annotation(t)) => {
            Value::Annotation(Box::new(merge.annotation(b, a, t)))
        }
        _ => after.clone(),
    };
    (merged, merge.conflicts)
}

/// One value before and after, which is what an [`Edit`] is once its kind does not matter.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which record it is about: for one that is called otherwise, the new name.
    pub key: Key,
    /// The record that it was before, where it is called otherwise now: its bytes and its place go over.
    pub was: Option<Key>,
    /// The value as it was.
    pub before: Option<Value>,
    /// The value as it is to be.
    pub after: Option<Value>,
}

impl Change {
    /// The change that `edit` stands for; `None` where it has neither side, or is about no single record.
    #[must_use]
    pub fn of(edit: &Edit) -> Option<Self> {
        let (before, after) = match edit.clone() {
            Edit::Tag { before, after } => (before.map(Value::Tag), after.map(Value::Tag)),
            Edit::Grade { before, after } => (before.map(Value::Grade), after.map(Value::Grade)),
            Edit::Order { .. } => return None,
            Edit::Document { before, after } => {
                (before.map(Value::Document), after.map(Value::Document))
            }
            Edit::Annotation { before, after } => {
                (before.map(Value::Annotation), after.map(Value::Annotation))
            }
        };
        let key = after.as_ref().or(before.as_ref())?.key();
        let was = before.as_ref().map(Value::key).filter(|was| *was != key);
        Some(Self {
            key,
            was,
            before,
            after,
        })
    }

    /// The change in as many as there are records to change: the one that is called otherwise goes, and then it comes.
    fn apart(mut self) -> impl Iterator<Item = Self> {
        let going = self.was.clone().map(|key| Self {
            key,
            was: None,
            before: self.before.take(),
            after: None,
        });
        going.into_iter().chain([self])
    }

    /// The edit that leads from `before` to `after`, two values of one kind; `None` where they are equal.
    #[must_use]
    pub fn edit(before: Option<Value>, after: Option<Value>) -> Option<Edit> {
        if before == after {
            return None;
        }
        match (before, after) {
            (None, None) => None,
            (before @ (Some(Value::Tag(_)) | None), after @ (Some(Value::Tag(_)) | None)) => {
                let tag = |value| match value {
                    Some(Value::Tag(tag)) => Some(tag),
                    _ => None,
                };
                Some(Edit::Tag {
                    before: tag(before),
                    after: tag(after),
                })
            }
            (before @ (Some(Value::Grade(_)) | None), after @ (Some(Value::Grade(_)) | None)) => {
                let grade = |value| match value {
                    Some(Value::Grade(grade)) => Some(grade),
                    _ => None,
                };
                Some(Edit::Grade {
                    before: grade(before),
                    after: grade(after),
                })
            }
            (
                before @ (Some(Value::Document(_)) | None),
                after @ (Some(Value::Document(_)) | None),
            ) => {
                let document = |value| match value {
                    Some(Value::Document(record)) => Some(record),
                    _ => None,
                };
                Some(Edit::Document {
                    before: document(before),
                    after: document(after),
                })
            }
            (before, after) => {
                let annotation = |value| match value {
                    Some(Value::Annotation(annotation)) => Some(annotation),
                    _ => None,
                };
                Some(Edit::Annotation {
                    before: annotation(before),
                    after: annotation(after),
                })
            }
        }
    }
}

/// What several edits in a row make of one record.
#[derive(Debug)]
pub struct Chain {
    /// From before the first to after the last.
    pub change: Change,
    /// What it was in between, and is to be at the end.
    pub ours: Vec<Option<Value>>,
}

impl Chain {
    /// The edits as one chain for each record, in the order of their first edits. Where one does not begin with what the
    /// one before it left, because something else was taken in meanwhile, a second chain begins.
    #[must_use]
    pub fn all(edits: &[Edit]) -> Vec<Self> {
        let mut chains: Vec<Self> = Vec::new();
        let mut last: HashMap<Key, usize> = HashMap::new();
        let changes = edits.iter().filter_map(Change::of);
        for change in changes.flat_map(Change::apart) {
            let known = last.get(&change.key).and_then(|at| chains.get_mut(*at));
            match known {
                Some(chain) if chain.change.after == change.before => {
                    chain.ours.push(change.after.clone());
                    chain.change.after = change.after;
                }
                _ => {
                    last.insert(change.key.clone(), chains.len());
                    chains.push(Self {
                        ours: vec![change.after.clone()],
                        change,
                    });
                }
            }
        }
        chains
    }
}
