//! How near a command is to what is typed.

use super::Item;

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
