//! What a person asks to be searched for, before it is made ready to run.

use super::pattern::{Pattern, PatternError};

/// Whether letter case counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// Only where there is a capital in what is searched for.
    #[default]
    Smart,
    /// It does not.
    Ignored,
    /// It does.
    Minded,
}

/// A search as it is typed: what for, and how that is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// What is searched for, as it was typed.
    pub text: String,
    /// Whether it is a regular expression rather than what stands in the text.
    pub is_regex: bool,
    /// Whether a match begins and ends where words do.
    pub whole_words: bool,
    /// Whether letter case counts.
    pub case: Case,
}

impl Query {
    /// The search for `text` as `/` searches a document for it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// The search, ready to run. In a document and in a corpus it finds the same.
    ///
    /// # Errors
    /// [`PatternError`] where there is nothing to search for, or no search can be made of it.
    pub fn pattern(&self) -> Result<Pattern, PatternError> {
        Pattern::new(self)
    }
}
