//! Undo and redo: every change is a step of one or more edits.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{AnnotationSet, DocPath, Edit, Step, Turn, Verdict};

/// How many steps are kept to be taken back.
const KEPT: usize = 1000;

/// How many edits are made between two questions whether to go on.
pub const STRIDE: usize = 512;

/// The steps made and those taken back.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Arc<Step>>,
    undone: Vec<Arc<Step>>,
}

/// A step that was taken back or made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Which of the two.
    pub turn: Turn,
    /// What was changed by it, which may be less than the step had changed.
    pub step: Arc<Step>,
    /// What could not be done, a sentence each.
    pub said: Vec<String>,
    /// What is remembered of it, to be made again or taken back.
    pub other: Arc<Step>,
}

impl History {
    /// Remembers a step; what had been taken back can no longer be made again.
    pub fn push(&mut self, step: impl Into<Arc<Step>>) {
        self.undone.clear();
        self.find(step);
    }

    /// Remembers what another program did, so that it can be taken back here.
    pub fn find(&mut self, step: impl Into<Arc<Step>>) {
        if self.done.len() == KEPT {
            self.done.remove(0);
        }
        self.done.push(step.into());
    }

    /// The step that would be taken back.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.done.last().map(Arc::as_ref)
    }

    /// The step that would be taken back, or made again.
    #[must_use]
    pub fn next(&self, turn: Turn) -> Option<&Arc<Step>> {
        match turn {
            Turn::MadeAgain => self.undone.last(),
            _ => self.done.last(),
        }
    }

    /// Whether a step was taken back by which the annotations of the document at `path` had followed it elsewhere.
    #[must_use]
    pub fn has_taken_back(&self, path: &DocPath) -> bool {
        let leaves = |edit: &Edit| match edit {
            Edit::Annotation {
                before: Some(before),
                after: Some(after),
            } => before.document == *path && after.document != *path,
            _ => false,
        };
        let mut undone = self.undone.iter().flat_map(|step| &step.edits);
        undone.any(leaves)
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn is_any_done(&self) -> bool {
        !self.done.is_empty()
    }

    /// Puts the steps of an earlier session, the oldest first, below those of this one.
    pub fn precede(&mut self, done: Vec<Step>, undone: Vec<Step>) {
        if self.done.is_empty() && self.undone.is_empty() {
            self.undone = undone.into_iter().map(Arc::new).collect();
        }
        self.done.splice(0..0, done.into_iter().map(Arc::new));
        let surplus = self.done.len().saturating_sub(KEPT);
        self.done.drain(..surplus);
    }

    /// Takes the last step back in `set`.
    pub fn undo(&mut self, set: &mut AnnotationSet) -> Option<Turned> {
        self.turn(Turn::TakenBack, set)
    }

    /// Makes the step that was taken back last again in `set`.
    pub fn redo(&mut self, set: &mut AnnotationSet) -> Option<Turned> {
        self.turn(Turn::MadeAgain, set)
    }

    fn turn(&mut self, turn: Turn, set: &mut AnnotationSet) -> Option<Turned> {
        let turned = turned(turn, self.next(turn)?, set, &|_| true)?;
        self.has_turned(&turned);
        Some(turned)
    }

    /// Remembers that the next step of its kind was turned.
    pub fn has_turned(&mut self, turned: &Turned) {
        let (from, to) = match turned.turn {
            Turn::MadeAgain => (&mut self.undone, &mut self.done),
            _ => (&mut self.done, &mut self.undone),
        };
        from.pop();
        if !turned.step.edits.is_empty() {
            to.push(Arc::clone(&turned.other));
        }
    }
}

/// Takes `step` back in `set`, or makes it again, as far as others have left what it is about. `goes_on` is asked now and
/// then, with how many edits are made; where it says no, `set` is left half changed and nothing comes of it.
#[must_use]
pub fn turned(
    turn: Turn,
    step: &Step,
    set: &mut AnnotationSet,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<Turned> {
    let step = match turn {
        Turn::MadeAgain => step.clone(),
        _ => with_what_stands(step.clone(), set).inverted(),
    };
    let (label, mut edits, mut said) = (step.label, Vec::new(), Vec::new());
    for (done, edit) in step.edits.into_iter().enumerate() {
        if done % STRIDE == 0 && !goes_on(done) {
            return None;
        }
        let (edit, complaint) = edit.onto(set);
        if let Some(edit) = edit {
            set.apply(&edit);
            edits.push(edit);
        }
        said.extend(complaint);
    }
    let step = Arc::new(Step { label, edits });
    let other = match turn {
        Turn::MadeAgain => Arc::clone(&step),
        _ => Arc::new(step.inverse()),
    };
    Some(Turned {
        turn,
        step,
        said,
        other,
    })
}

/// The step as it has to be remembered now that others may have written into what it made: what it made is what stands
/// there today, so that making it again brings all of that back; and of a tag or a document's record in which more
/// stands than the step wrote, only the step's own part is taken away. What the step itself changed after making it was
/// not written by others.
fn with_what_stands(mut step: Step, set: &AnnotationSet) -> Step {
    let mut changed_later: HashSet<Verdict> = HashSet::new();
    for edit in step.edits.iter_mut().rev() {
        if let Edit::Grade { before, after } = &edit {
            let names = before.iter().chain(after).map(|grade| grade.name.clone());
            let names: Vec<Verdict> = names.collect();
            let is_again = names.iter().any(|name| changed_later.contains(name));
            changed_later.extend(names);
            if is_again {
                continue;
            }
        }
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
            Edit::Grade {
                before: before @ None,
                after: Some(made),
            } => {
                if let Some(now) = set.codebook().grade(&made.name).filter(|now| *now != made) {
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
                    rest.coverage.retain(|known| !made.coverage.contains(known));
                    rest.corrections
                        .retain(|known| !made.corrections.contains(known));
                    **made = now.clone();
                    *before = (!rest.is_empty()).then(|| Box::new(rest));
                }
            }
            Edit::Annotation { .. }
            | Edit::Tag { .. }
            | Edit::Grade { .. }
            | Edit::Order { .. }
            | Edit::Document { .. } => {}
        }
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, DocumentRecord, Grade, ReadingStatus};

    fn status(label: &str, before: Option<ReadingStatus>, after: Option<ReadingStatus>) -> Step {
        let record = |status: Option<ReadingStatus>| {
            let mut record = DocumentRecord::new(DocPath::new("a.txt"));
            record.status = Some(status?);
            Some(Box::new(record))
        };
        Step {
            label: label.into(),
            edits: vec![Edit::Document {
                before: record(before),
                after: record(after),
            }],
        }
    }

    fn push(history: &mut History, set: &mut AnnotationSet, step: Step) {
        step.edits.iter().for_each(|edit| set.apply(edit));
        history.push(step);
    }

    fn undone(history: &mut History, set: &mut AnnotationSet) -> Option<String> {
        history.undo(set).map(|turned| turned.step.label.clone())
    }

    #[test]
    fn a_new_step_ends_what_could_be_made_again() {
        use ReadingStatus::{Done, New, Reading};
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        push(&mut history, &mut set, status("one", None, Some(New)));
        push(
            &mut history,
            &mut set,
            status("two", Some(New), Some(Reading)),
        );
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("two"));
        assert_eq!(history.redo(&mut set).unwrap().step.label, "two");
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("two"));
        push(
            &mut history,
            &mut set,
            status("three", Some(New), Some(Done)),
        );
        assert!(history.redo(&mut set).is_none());
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("three"));
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("one"));
        assert_eq!(undone(&mut history, &mut set), None);
    }

    #[test]
    fn the_steps_of_an_earlier_session_come_below_those_of_this_one() {
        use ReadingStatus::{New, Reading};
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        let (one, two) = (
            status("one", None, Some(New)),
            status("two", Some(New), Some(Reading)),
        );
        one.edits.iter().for_each(|edit| set.apply(edit));
        push(&mut history, &mut set, two);
        history.precede(vec![one.clone()], vec![one]);
        assert!(history.redo(&mut set).is_none(), "a step was made since");
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("two"));
        assert_eq!(undone(&mut history, &mut set).as_deref(), Some("one"));
        assert_eq!(set.document(&DocPath::new("a.txt")), None);
    }

    #[test]
    fn what_others_deleted_stays_deleted_and_is_no_step_to_make_again() {
        use ReadingStatus::{New, Reading};
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        push(&mut history, &mut set, status("one", None, Some(New)));
        push(
            &mut history,
            &mut set,
            status("two", Some(New), Some(Reading)),
        );
        set.apply(&status("", Some(Reading), None).edits[0]);
        let turned = history.undo(&mut set).unwrap();
        assert_eq!((turned.step.edits.len(), turned.said.len()), (0, 1));
        assert!(history.redo(&mut set).is_none());
        assert_eq!(set.document(&DocPath::new("a.txt")), None);
    }

    #[test]
    fn what_a_step_makes_and_changes_is_gone_once_it_is_taken_back() {
        let plain = Grade::new(Verdict::parse("half true").unwrap());
        let rated = Grade {
            rating: Some(2),
            ..plain.clone()
        };
        let edits = vec![
            Edit::Grade {
                before: None,
                after: Some(plain.clone()),
            },
            Edit::Grade {
                before: Some(plain),
                after: Some(rated.clone()),
            },
        ];
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        let label = "one".into();
        push(&mut history, &mut set, Step { label, edits });
        history.undo(&mut set).unwrap();
        assert_eq!(set.codebook().grades(), []);
        history.redo(&mut set).unwrap();
        assert_eq!(set.codebook().grades(), [rated]);
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
        history.undo(&mut set).unwrap();
        let left = set.document(&path).unwrap();
        assert_eq!(
            (left.title.as_deref(), left.status),
            (Some("Written elsewhere"), None)
        );
        history.redo(&mut set).unwrap();
        assert_eq!(set.document(&path), Some(&titled));
    }

    #[test]
    fn it_is_known_that_following_a_document_was_taken_back() {
        use crate::model::{Annotation, AnnotationId, Selector};
        let created = jiff::Timestamp::from_second(1).unwrap();
        let id = AnnotationId::new(created);
        let on = |path: &str| {
            Some(Box::new(Annotation {
                id,
                document: DocPath::new(path),
                selector: Selector::default(),
                tags: Vec::new(),
                note: String::new(),
                reviewer: "dl".into(),
                created,
                claim: None,
                anchors: Vec::new(),
                links: Vec::new(),
            }))
        };
        let (from, to) = (DocPath::new("a.txt"), DocPath::new("b.txt"));
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        let followed = Step {
            label: "a.txt is now b.txt".into(),
            edits: vec![Edit::Annotation {
                before: on("a.txt"),
                after: on("b.txt"),
            }],
        };
        push(&mut history, &mut set, followed);
        assert!(!history.has_taken_back(&from));
        history.undo(&mut set);
        assert!(history.has_taken_back(&from) && !history.has_taken_back(&to));
        // So it is after a restart.
        let mut later = History::default();
        let undone = history.undone.iter().map(|step| (**step).clone());
        later.precede(Vec::new(), undone.collect());
        assert!(later.has_taken_back(&from));
    }
}
