//! Undo and redo: every change is a step of one or more edits.

use crate::model::{AnnotationSet, Edit};

/// One change as a person made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done, for the status line: `tagged claim/statistic`.
    pub label: String,
    /// The edits, in the order they were made.
    pub edits: Vec<Edit>,
}

impl Step {
    /// The edits that take the step back, in the order they have to be made.
    #[must_use]
    pub fn inverse(&self) -> Vec<Edit> {
        self.edits.iter().rev().map(Edit::inverse).collect()
    }

    /// The step as it has to be remembered now that others may have written into what it made: what it made is what stands
    /// there today, so that making it again brings all of that back; and of a tag or a document's record in which more
    /// stands than the step wrote, only the step's own part is taken away.
    fn with_what_stands(mut self, set: &AnnotationSet) -> Self {
        for edit in &mut self.edits {
            match edit {
                Edit::Annotation {
                    before: None,
                    after: Some(made),
                } => {
                    if let Some(now) = set.get(made.id) {
                        **made = now.clone();
                    }
                }
                Edit::Tag {
                    before: before @ None,
                    after: Some(made),
                } => {
                    if let Some(now) = set.codebook().get(&made.name).filter(|now| *now != made) {
                        *made = now.clone();
                        *before = Some(now.clone());
                    }
                }
                Edit::Document {
                    before: before @ None,
                    after: Some(made),
                } => {
                    if let Some(now) = set.document(&made.path).filter(|now| *now != &**made) {
                        let mut rest = now.clone();
                        rest.hash = rest.hash.filter(|hash| made.hash.as_ref() != Some(hash));
                        rest.earlier.retain(|hash| !made.earlier.contains(hash));
                        rest.status = rest.status.filter(|status| made.status != Some(*status));
                        rest.title = rest
                            .title
                            .filter(|title| made.title.as_ref() != Some(title));
                        rest.author = rest
                            .author
                            .filter(|name| made.author.as_ref() != Some(name));
                        rest.date = rest.date.filter(|date| made.date.as_ref() != Some(date));
                        rest.url = rest.url.filter(|url| made.url.as_ref() != Some(url));
                        rest.corrections
                            .retain(|known| !made.corrections.contains(known));
                        **made = now.clone();
                        *before = (!rest.is_empty()).then(|| Box::new(rest));
                    }
                }
                Edit::Annotation { .. } | Edit::Tag { .. } | Edit::Document { .. } => {}
            }
        }
        self
    }
}

/// The steps made and those taken back.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Remembers a step; what had been taken back can no longer be made again.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    /// The step that would be taken back.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step to take back, now that the annotations are those of `set`.
    pub fn undo(&mut self, set: &AnnotationSet) -> Option<Step> {
        let step = self.done.pop()?.with_what_stands(set);
        self.undone.push(step.clone());
        Some(step)
    }

    /// The step to make again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, DocumentRecord, ReadingStatus};

    #[test]
    fn a_new_step_ends_what_could_be_made_again() {
        let step = |label: &str| Step {
            label: label.into(),
            edits: Vec::new(),
        };
        let set = AnnotationSet::default();
        let mut history = History::default();
        history.push(step("one"));
        history.push(step("two"));
        assert_eq!(history.undo(&set).unwrap().label, "two");
        assert_eq!(history.redo().unwrap().label, "two");
        assert_eq!(history.undo(&set).unwrap().label, "two");
        history.push(step("three"));
        assert_eq!(history.redo(), None);
        assert_eq!(history.undo(&set).unwrap().label, "three");
        assert_eq!(history.undo(&set).unwrap().label, "one");
        assert_eq!(history.undo(&set), None);
    }

    #[test]
    fn what_others_wrote_into_it_comes_back_with_it() {
        let path = DocPath::new("a.txt");
        let mut record = DocumentRecord::new(path.clone());
        record.status = Some(ReadingStatus::Reading);
        let mut titled = record.clone();
        titled.title = Some("Written elsewhere".into());
        let mut set = AnnotationSet::default();
        set.apply(&Edit::Document {
            before: None,
            after: Some(Box::new(titled.clone())),
        });
        let mut history = History::default();
        let edits = vec![Edit::Document {
            before: None,
            after: Some(Box::new(record)),
        }];
        history.push(Step {
            label: "one".into(),
            edits,
        });
        for edit in history.undo(&set).unwrap().inverse() {
            set.apply(&edit);
        }
        let left = set.document(&path).unwrap();
        assert_eq!(
            (left.title.as_deref(), left.status),
            (Some("Written elsewhere"), None)
        );
        for edit in &history.redo().unwrap().edits {
            set.apply(edit);
        }
        assert_eq!(set.document(&path), Some(&titled));
    }
}
