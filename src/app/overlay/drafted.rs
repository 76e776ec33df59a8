//! Drafts beside the editors: what of a text being typed is kept, and the offer to go on with one.

use crate::model::{Draft, DraftId};

/// What of a text being typed is kept outside the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drafted {
    /// The draft it is kept as, once it is.
    pub id: Option<DraftId>,
    /// Whether something was typed since.
    pub is_behind: bool,
}

/// The offer to go on with what was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftOffer {
    /// What was typed.
    pub draft: Draft,
    /// What became of an answer that did not settle it, as a sentence.
    pub complaint: Option<String>,
}
