//! What a place in a text can be cited by beside its words.

use super::vocabulary;

vocabulary! {
    /// What is counted in the margin, so that a place can be cited.
    pub enum Numbering {
        /// Nothing.
        None = "none",
        /// The lines of the text, as `postil search` counts them.
        Lines = "lines",
        /// The blocks that are no page furniture.
        Paragraphs = "paragraphs",
    }
}

impl Numbering {
    /// The one after it, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::None => Self::Lines,
            Self::Lines => Self::Paragraphs,
            Self::Paragraphs => Self::None,
        }
    }
}
