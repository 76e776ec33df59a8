//! A list that is so long that it is worked out behind the screen: what was asked for, and what came of it.

use std::sync::Arc;

use super::{Item, Picker, PickerKind};
use crate::app::listing::{Listed, Meant};

/// What is known of a list that is worked out behind the screen.
#[derive(Debug)]
pub struct Long {
    /// The annotations in it.
    meant: Meant,
    /// Whether something else is listed than what is typed.
    is_behind: bool,
    /// Whether there is something else to list by now.
    is_outdated: bool,
    /// The number of the question that was asked, and whether its answer brings other items.
    asked: Option<(u64, bool)>,
}

impl Long {
    /// Something else was typed: what was asked before is not wanted any more, save that there is something else to list.
    pub(super) fn typed(&mut self) {
        let was_outdated = self.asked.take().is_some_and(|(_, is_new)| is_new);
        self.is_outdated |= was_outdated;
        self.is_behind = true;
    }
}

impl Picker {
    /// A picker of a list that is so long that it is worked out behind the screen, with the annotations that are `meant`.
    #[must_use]
    pub fn awaiting(kind: PickerKind, title: &str, meant: Meant) -> Self {
        let mut picker = Self::new(kind, title, Vec::new());
        picker.long = Some(Long {
            meant,
            is_behind: true,
            is_outdated: true,
            asked: None,
        });
        picker
    }

    /// The annotations in it, where it is worked out behind the screen.
    #[must_use]
    pub fn meant(&self) -> Option<&Meant> {
        self.long.as_ref().map(|long| &long.meant)
    }

    /// There is something else to list by now.
    pub fn outdate(&mut self) {
        if let Some(long) = &mut self.long {
            long.is_outdated = true;
        }
    }

    /// What has to be worked out, where something has and was not asked for: the annotations that are meant, and whether
    /// there are other items.
    #[must_use]
    pub fn wants(&self) -> Option<(&Meant, bool)> {
        let long = self.long.as_ref()?;
        let is_due = (long.is_behind || long.is_outdated) && long.asked.is_none();
        is_due.then_some((&long.meant, long.is_outdated))
    }

    /// Remembers that what it wants was asked for with this number.
    pub fn asked(&mut self, number: u64) {
        if let Some(long) = &mut self.long {
            long.asked = Some((number, std::mem::take(&mut long.is_outdated)));
        }
    }

    /// Whether the question with this number is its last.
    #[must_use]
    pub fn is_asked(&self, number: u64) -> bool {
        let asked = self.long.as_ref().and_then(|long| long.asked);
        asked.is_some_and(|(asked, _)| asked == number)
    }

    /// Whether something else is listed than what is typed.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.long.as_ref().is_some_and(|long| long.is_behind)
    }

    /// Takes in what was worked out; what is chosen stays chosen where nothing was typed meanwhile.
    pub fn answered(&mut self, answer: Listed) {
        let Some(long) = &mut self.long else { return };
        let was_typed = std::mem::take(&mut long.is_behind);
        long.asked = None;
        let chosen = self.chosen().filter(|_| !was_typed && self.selected > 0);
        let chosen = chosen.map(|item| item.choice.clone());
        (self.items, self.hits) = (answer.items, answer.hits);
        if let Some(chosen) = chosen {
            self.choose(|item| item.choice.is_same(&chosen));
        }
        self.selected = self.selected.min(self.len().saturating_sub(1));
    }

    /// All items.
    #[must_use]
    pub fn items(&self) -> Arc<Vec<Item>> {
        Arc::clone(&self.items)
    }
}
