//! Splitting a tag: its annotations one after the other, each of which gets one of the new tags or stays as it is.

use std::collections::BTreeMap;

use crate::model::{AnnotationId, TagName};

/// A tag being split.
#[derive(Clone, Debug)]
pub struct Split {
    /// The tag.
    pub from: TagName,
    /// The tags to choose from, by the digits from 1 on.
    pub into: Vec<TagName>,
    /// The annotations that carry it, document by document.
    pub stops: Vec<AnnotationId>,
    /// Which of them is looked at; one more than there are once all were.
    pub at: usize,
    /// What was chosen.
    pub choices: BTreeMap<AnnotationId, TagName>,
}

impl Split {
    /// The annotation that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<AnnotationId> {
        self.stops.get(self.at).copied()
    }

    /// Gives the annotation the tag on `digit` and goes on; whether there is one.
    pub fn choose(&mut self, digit: char) -> bool {
        let index = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
        let index = index.and_then(|index| usize::try_from(index).ok());
        let chosen = index.and_then(|index| self.into.get(index)).cloned();
        let Some((id, chosen)) = self.current().zip(chosen) else {
            return false;
        };
        self.choices.insert(id, chosen);
        self.at += 1;
        true
    }

    /// Leaves the annotation as it is and goes on.
    pub fn leave(&mut self) {
        if let Some(id) = self.current() {
            self.choices.remove(&id);
            self.at += 1;
        }
    }

    /// Goes back to the one before.
    pub fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }
}
