//! Splitting a tag: its annotations one after the other, each of which gets one or several of the new tags or stays as it is.

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
    /// What was chosen, in the order it was.
    pub choices: BTreeMap<AnnotationId, Vec<TagName>>,
    /// Whether the annotation that is looked at gets several: then a digit gives one or takes it away, and stays.
    pub is_several: bool,
}

impl Split {
    /// The annotation that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<AnnotationId> {
        self.stops.get(self.at).copied()
    }

    /// Gives the annotation the tag on `digit` and goes on; whether there is one. Where it gets several, gives it that one
    /// too or takes it away, and stays.
    pub fn choose(&mut self, digit: char) -> bool {
        let index = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
        let index = index.and_then(|index| usize::try_from(index).ok());
        let chosen = index.and_then(|index| self.into.get(index)).cloned();
        let Some((id, chosen)) = self.current().zip(chosen) else {
            return false;
        };
        if !self.is_several {
            self.choices.insert(id, vec![chosen]);
            self.at += 1;
            return true;
        }
        let tags = self.choices.entry(id).or_default();
        if tags.contains(&chosen) {
            tags.retain(|tag| *tag != chosen);
        } else {
            tags.push(chosen);
        }
        if tags.is_empty() {
            self.choices.remove(&id);
        }
        true
    }

    /// Goes on: with several tags if it got them, or else with the annotation left as it is.
    pub fn leave(&mut self) {
        if let Some(id) = self.current() {
            if !self.is_several {
                self.choices.remove(&id);
            }
            self.is_several = false;
            self.at += 1;
        }
    }

    /// Goes back to the one before.
    pub fn back(&mut self) {
        self.is_several = false;
        self.at = self.at.saturating_sub(1);
    }
}
