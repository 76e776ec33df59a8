//! Which documents fit what somebody types to narrow the list.

use super::{Entry, Facts};
use crate::search::Words;

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowing {
    /// What was typed: words that stand in the title, in the authors' names, in the date or in the path.
    pub query: String,
    /// Whether each entry fits.
    pub fits: Vec<bool>,
    due: Due,
}

/// Which entries have to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Due {
    #[default]
    None,
    /// Those that fitted what was typed before.
    Fitting,
    All,
}

impl Narrowing {
    /// By `query`, where there was another before.
    pub fn new(query: &str, before: Option<Self>) -> Self {
        let query = query.to_owned();
        match before {
            // Whatever fits a longer query has fitted its beginning.
            Some(before) if query.starts_with(&before.query) && before.due == Due::None => Self {
                query,
                due: Due::Fitting,
                ..before
            },
            Some(before) => Self {
                query,
                due: Due::All,
                ..before
            },
            None => Self {
                query,
                due: Due::All,
                fits: Vec::new(),
            },
        }
    }

    /// The same for another list, which is empty.
    pub fn anew(self) -> Self {
        Self::new(&self.query, None)
    }

    /// Whether the entry with this number fits.
    pub fn is_fitting(&self, index: u32) -> bool {
        self.fits.get(index as usize).copied().unwrap_or(false)
    }

    /// Makes room for new entries, `count` being all of them.
    pub fn make_room(&mut self, added: &[u32], count: usize) {
        let mut added = added.iter().peekable();
        let mut old = std::mem::take(&mut self.fits).into_iter();
        let all = (0..).take(count);
        self.fits = all
            .map(|index: u32| match added.next_if(|new| **new == index) {
                Some(_) => false,
                None => old.next().unwrap_or(false),
            })
            .collect();
    }

    /// Forgets the entries that have no new place.
    pub fn take_out(&mut self, places: &[Option<u32>]) {
        let mut places = places.iter();
        self.fits
            .retain(|_| places.next().is_some_and(Option::is_some));
    }

    /// Looks at those entries that have to be looked at, and at those that were `moved`.
    pub fn look(&mut self, entries: &[Entry], moved: &[u32], facts: &Facts<'_>) {
        let mut words = Words::new(&self.query);
        self.fits.resize(entries.len(), false);
        let due = std::mem::take(&mut self.due);
        if due != Due::None {
            for (entry, fits) in entries.iter().zip(&mut self.fits) {
                if due == Due::All || *fits {
                    *fits = is_named(entry, &mut words, facts);
                }
            }
        }
        if due == Due::All {
            return;
        }
        for index in moved {
            let index = *index as usize;
            if let (Some(entry), Some(fits)) = (entries.get(index), self.fits.get_mut(index)) {
                *fits = is_named(entry, &mut words, facts);
            }
        }
    }
}

fn is_named(entry: &Entry, words: &mut Words, facts: &Facts<'_>) -> bool {
    let seen = entry.told().map_or("", super::Told::seen);
    let path = entry.path.as_str();
    match facts.set_title(entry) {
        Some(title) => words.stand_in(&[title, seen, path]),
        None => words.stand_in(&[seen, path]),
    }
}
