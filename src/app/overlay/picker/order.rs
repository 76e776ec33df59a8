//! In which order the items of a list stand that match what is typed. Pure, so that it is worked out on any thread.

use super::Item;
use crate::search::{Hit, rank};

/// How what matches is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By how well it matches.
    Plain,
    /// The same, what stands beside it being looked at too.
    WithDetail,
}

impl Order {
    /// The `items` that match `query`, in their order.
    #[must_use]
    pub fn ranked(self, query: &str, items: &[Item]) -> Vec<Hit> {
        match self {
            // An annotation is also found by the document it is on.
            Self::WithDetail if !query.trim().is_empty() => rank(
                query,
                items
                    .iter()
                    .map(|item| format!("{} {}", item.text, item.detail)),
            ),
            _ => rank(query, items.iter().map(|item| &item.text)),
        }
    }
}

/// How near a command is to what was typed, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is called that.
    Whole,
    /// Its name begins with it.
    Beginning,
    /// Its name holds it.
    Within,
    /// What is said of it does.
    Described,
    /// Its name has the letters somewhere.
    Scattered,
}

/// A word that is shorter says nothing about what a command does.
const TELLING: usize = 3;

impl Item {
    /// How near it is to what was typed.
    pub(super) fn fit(&self, query: &str) -> Fit {
        if self.text == query {
            Fit::Whole
        } else if self.text.starts_with(query) {
            Fit::Beginning
        } else if self.text.contains(query) {
            Fit::Within
        } else if self.is_described(query) {
            Fit::Described
        } else {
            Fit::Scattered
        }
    }

    /// Whether what stands beside the item has a word that begins with `query`.
    pub(super) fn is_described(&self, query: &str) -> bool {
        let query = query.to_lowercase();
        let detail = self.detail.to_lowercase();
        let mut words = detail.split(|letter: char| !letter.is_alphanumeric());
        query.chars().count() >= TELLING && words.any(|word| word.starts_with(&query))
    }
}
