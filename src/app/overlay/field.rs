//! A fact about a document being put right: one line, filled with what is known.

use super::{Drafted, Line};
use crate::app::action::Fact;
use crate::model::DocPath;

/// A fact while it is typed.
#[derive(Debug)]
pub struct FieldEditor {
    /// Which.
    pub fact: Fact,
    /// Of which document.
    pub document: DocPath,
    /// What is typed.
    pub input: Line,
    /// What the document itself says; empty where it says nothing.
    pub found: String,
    /// What is wrong with what was typed, until it is typed anew.
    pub complaint: Option<String>,
    /// What it held at first.
    pub original: String,
    /// What of it is kept.
    pub drafted: Drafted,
}

impl FieldEditor {
    /// Whether something else is typed than was there at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.input.text() != self.original
    }
}
