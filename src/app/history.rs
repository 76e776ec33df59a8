//! Undo and redo: every change is a step of one or more edits.

use crate::model::Edit;

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

    /// The step to take back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
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

    #[test]
    fn a_new_step_ends_what_could_be_made_again() {
        let step = |label: &str| Step {
            label: label.into(),
            edits: Vec::new(),
        };
        let mut history = History::default();
        history.push(step("one"));
        history.push(step("two"));
        assert_eq!(history.undo().unwrap().label, "two");
        assert_eq!(history.redo().unwrap().label, "two");
        assert_eq!(history.undo().unwrap().label, "two");
        history.push(step("three"));
        assert_eq!(history.redo(), None);
        assert_eq!(history.undo().unwrap().label, "three");
        assert_eq!(history.undo().unwrap().label, "one");
        assert_eq!(history.undo(), None);
    }
}
