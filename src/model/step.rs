//! What a person does to the annotations, in the pieces in which it can be taken back.

use std::sync::Arc;

use super::{AnnotationSet, DocumentRecord, Edit, Grade, Merge, Tag, vocabulary};

/// One change as a person made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done, for the status line: `tagged claim/statistic`.
    pub label: String,
    /// The edits, in the order they were made.
    pub edits: Vec<Edit>,
}

vocabulary! {
    /// How a change came about.
    pub enum Turn {
        /// It was made.
        Made = "made",
        /// An earlier one was taken back.
        TakenBack = "taken-back",
        /// One that had been taken back was made again.
        MadeAgain = "made-again",
        /// Another program made it, and it can be taken back here.
        Found = "found",
    }
}

/// A change, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it came about.
    pub turn: Turn,
    /// What was changed: for one that was taken back, the edits that took it back. It may be large and is kept in several
    /// places.
    pub step: Arc<Step>,
}

impl Step {
    /// The step that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        self.clone().inverted()
    }

    /// The step that takes this one back, where this one is needed no more.
    #[must_use]
    pub fn inverted(self) -> Self {
        Self {
            label: self.label,
            edits: self.edits.into_iter().rev().map(Edit::inverted).collect(),
        }
    }
}

impl Edit {
    /// This edit as it has to be made now that the set may hold something else than it began from: the edit that changes
    /// what the edit meant to change and nothing that others changed since, if there is anything left of it; and what
    /// could not be done because of them, as a sentence.
    ///
    /// What others deleted stays deleted. A field that they changed stays as they left it.
    #[must_use]
    pub fn onto(&self, set: &AnnotationSet) -> (Option<Self>, Option<String>) {
        if let Some(renamed) = self.renaming_onto(set) {
            return renamed;
        }
        match self {
            Self::Order { .. } => (Some(self.clone()), None),
            Self::Tag { before, after } => {
                let merge = |merge: &mut Merge, from: &Tag, there: &Tag, to: &Tag| {
                    merge.tag(from, there, to)
                };
                let named = after.as_ref().or(before.as_ref()).map(|tag| &tag.name);
                let there = named.and_then(|name| set.codebook().get(name));
                let name = named.map(|name| format!("the tag {name}"));
                let blank = there.map(|tag| Tag::new(tag.name.clone()));
                let sides = (before.as_ref(), after.as_ref());
                let (change, said) = rebase(sides, there, blank, merge, name);
                let edit = change.map(|(before, after)| Self::Tag { before, after });
                (edit, said)
            }
            Self::Grade { before, after } => {
                let named = after.as_ref().or(before.as_ref()).map(|grade| &grade.name);
                let there = named.and_then(|name| set.codebook().grade(name));
                let name = named.map(|name| format!("the verdict {name}"));
                let blank = there.map(|grade| Grade::new(grade.name.clone()));
                let sides = (before.as_ref(), after.as_ref());
                let (change, said) = rebase(sides, there, blank, Merge::grade, name);
                let edit = change.map(|(before, after)| Self::Grade { before, after });
                (edit, said)
            }
            Self::Document { before, after } => {
                let named = after
                    .as_ref()
                    .or(before.as_ref())
                    .map(|record| &record.path);
                let there = named.and_then(|path| set.document(path));
                let name = named.map(|path| format!("what is recorded of {path}"));
                let blank = there.map(|record| DocumentRecord::new(record.path.clone()));
                let sides = (before.as_deref(), after.as_deref());
                let (change, said) = rebase(sides, there, blank, Merge::document, name);
                let edit = change.map(|(before, after)| Self::Document {
                    before: before.map(Box::new),
                    after: after.map(Box::new),
                });
                (edit, said)
            }
            Self::Annotation { before, after } => {
                let named = after.as_ref().or(before.as_ref()).map(|found| found.id);
                let there = named.and_then(|id| set.get(id));
                let name = named.map(|_| "the annotation".to_owned());
                let sides = (before.as_deref(), after.as_deref());
                let (change, said) = rebase(sides, there, None, Merge::annotation, name);
                let edit = change.map(|(before, after)| Self::Annotation {
                    before: before.map(Box::new),
                    after: after.map(Box::new),
                });
                (edit, said)
            }
        }
    }

    /// [`Edit::onto`] for an edit that calls a tag or a verdict otherwise; `None` for any other.
    fn renaming_onto(&self, set: &AnnotationSet) -> Option<(Option<Self>, Option<String>)> {
        match self {
            Self::Tag {
                before: Some(before),
                after: Some(after),
            } if before.name != after.name => {
                let codebook = set.codebook();
                let (from, to) = (codebook.get(&before.name), codebook.get(&after.name));
                let merge = |merge: &mut Merge, there: &Tag| {
                    let named = Tag {
                        name: after.name.clone(),
                        ..there.clone()
                    };
                    merge.tag(before, &named, after)
                };
                let names = (
                    format!("the tag {}", before.name),
                    format!("the tag {}", after.name),
                );
                let (change, said) = rename(from, to.is_some(), merge, names);
                let edit = change.map(|(before, after)| Self::Tag {
                    before: Some(before),
                    after: Some(after),
                });
                Some((edit, said))
            }
            Self::Grade {
                before: Some(before),
                after: Some(after),
            } if before.name != after.name => {
                let codebook = set.codebook();
                let (from, to) = (codebook.grade(&before.name), codebook.grade(&after.name));
                let merge = |merge: &mut Merge, there: &Grade| {
                    let named = Grade {
                        name: after.name.clone(),
                        ..there.clone()
                    };
                    merge.grade(before, &named, after)
                };
                let names = (
                    format!("the verdict {}", before.name),
                    format!("the verdict {}", after.name),
                );
                let (change, said) = rename(from, to.is_some(), merge, names);
                let edit = change.map(|(before, after)| Self::Grade {
                    before: Some(before),
                    after: Some(after),
                });
                Some((edit, said))
            }
            _ => None,
        }
    }
}

/// The change of what is `there` under the one of `names` into what is called by the other. As in [`rebase`] the others
/// win where they changed the same field.
fn rename<T: Clone>(
    there: Option<&T>,
    is_taken: bool,
    merge: impl Fn(&mut Merge, &T) -> T,
    (from, to): (String, String),
) -> (Option<(T, T)>, Option<String>) {
    let Some(there) = there else {
        return (None, Some(format!("{from} was deleted by another program")));
    };
    if is_taken {
        return (None, Some(format!("{to} is there already")));
    }
    let mut merging = Merge::default();
    let merged = merge(&mut merging, there);
    let said = (!merging.conflicts.is_empty()).then(|| {
        let fields = merging.conflicts.join(", ");
        format!("{fields} of {from} was changed by another program and stays")
    });
    (Some((there.clone(), merged)), said)
}

type Sides<T> = (Option<T>, Option<T>);

/// The change `from` one value `to` another, made to what is `there`. `blank` is what a value that is made begins as, where
/// one that is there already can be added to. The merge is given what the others did as the change, so that they win.
fn rebase<T: Clone + PartialEq>(
    (from, to): (Option<&T>, Option<&T>),
    there: Option<&T>,
    blank: Option<T>,
    merge: impl Fn(&mut Merge, &T, &T, &T) -> T,
    name: Option<String>,
) -> (Option<Sides<T>>, Option<String>) {
    let name = name.unwrap_or_default();
    let deleted = || Some(format!("{name} was deleted by another program"));
    match (from.cloned().or(blank), to, there) {
        (None, Some(to), None) => (Some((None, Some(to.clone()))), None),
        (Some(_), Some(_), None) | (_, None, None) => (None, deleted()),
        (_, None, Some(there)) => (Some((Some(there.clone()), None)), None),
        (None, Some(to), Some(there)) => {
            let said = (to != there).then(|| format!("{name} is there already"));
            (None, said)
        }
        (Some(from), Some(to), Some(there)) => {
            let mut merging = Merge::default();
            let merged = merge(&mut merging, &from, there, to);
            let said = (!merging.conflicts.is_empty()).then(|| {
                let fields = merging.conflicts.join(", ");
                format!("{fields} of {name} was changed by another program and stays")
            });
            let change = (merged != *there).then(|| (Some(there.clone()), Some(merged)));
            (change, said)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TagName;

    fn tag(key: Option<char>, definition: &str) -> Tag {
        Tag {
            key,
            definition: definition.into(),
            ..Tag::new(TagName::parse("a").unwrap())
        }
    }

    #[test]
    fn an_edit_changes_what_it_meant_to_and_nothing_that_others_changed() {
        let old = tag(None, "old");
        let new = tag(Some('1'), "new");
        for (before, after, there, expected, is_told) in [
            (
                Some(&old),
                Some(&new),
                Some(&old),
                Some(tag(Some('1'), "new")),
                false,
            ),
            (
                Some(&old),
                Some(&new),
                Some(&tag(Some('7'), "old")),
                Some(tag(Some('7'), "new")),
                true,
            ),
            (
                Some(&old),
                Some(&new),
                Some(&tag(None, "theirs")),
                Some(tag(Some('1'), "theirs")),
                true,
            ),
            (Some(&old), Some(&new), Some(&new), Some(new.clone()), false),
            (Some(&old), Some(&new), None, None, true),
            (Some(&old), None, None, None, true),
            (Some(&old), None, Some(&new), None, false),
            (None, Some(&new), None, Some(new.clone()), false),
            (
                None,
                Some(&tag(None, "mine")),
                Some(&tag(Some('3'), "")),
                Some(tag(Some('3'), "mine")),
                false,
            ),
        ] {
            let mut set = AnnotationSet::default();
            set.apply(&Edit::Tag {
                before: None,
                after: there.cloned(),
            });
            let edit = Edit::Tag {
                before: before.cloned(),
                after: after.cloned(),
            };
            let (edit, said) = edit.onto(&set);
            if let Some(edit) = &edit {
                set.apply(edit);
            }
            let found = set.codebook().tags().first();
            assert_eq!(found, expected.as_ref(), "{before:?} -> {after:?}");
            assert_eq!(said.is_some(), is_told, "{before:?} -> {after:?}: {said:?}");
        }
    }
}
