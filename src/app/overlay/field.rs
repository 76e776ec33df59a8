//! A fact about a document being put right: one line, filled with what is known.

use super::Line;
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
}
