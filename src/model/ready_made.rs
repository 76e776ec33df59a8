//! The codebooks that come with the program, by their names.

use super::vocabulary;

vocabulary! {
    /// A codebook that comes with the program.
    pub enum ReadyMade {
        /// Which sentences are worth checking, and what kind of thing they assert.
        Claims = "claims",
        /// What a sentence does for the case that is made.
        Argument = "argument",
        /// Who stands behind a sentence, and how it is known.
        Sources = "sources",
    }
}

impl ReadyMade {
    /// What it is for and where it comes from, in a line.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Claims => {
                "what is worth checking, and of what kind it is, after ClaimBuster (Hassan and others 2017)"
            }
            Self::Argument => {
                "claim, grounds, warrant, backing, qualifier, rebuttal, after Toulmin (1958)"
            }
            Self::Sources => "who says so, and how they know: named, anonymous, document, hearsay",
        }
    }
}
