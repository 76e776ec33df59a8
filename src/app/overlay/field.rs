//! A fact about a document being put right: one line, filled with what is known.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

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
    /// Whether the line still holds what it began with, all of it selected: then what is typed takes its place.
    pub is_selected: bool,
}

impl FieldEditor {
    /// Whether something else is typed than was there at first.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.input.text() != self.original
    }

    /// Takes a key.
    pub fn key(&mut self, event: KeyEvent) {
        let is_typed = matches!(event.code, KeyCode::Char(_))
            && !event
                .modifiers
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let deletes = matches!(event.code, KeyCode::Backspace | KeyCode::Delete);
        if std::mem::take(&mut self.is_selected) && (is_typed || deletes) {
            self.clear();
            if deletes {
                return;
            }
        }
        if self.input.key(event) {
            self.complaint = None;
            self.drafted.is_behind = true;
        }
    }

    /// Types `text` as it was pasted.
    pub fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.is_selected) {
            self.clear();
        }
        self.input.insert(text);
        self.complaint = None;
        self.drafted.is_behind = true;
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.input = Line::default();
        self.is_selected = false;
        self.complaint = None;
        self.drafted.is_behind = true;
    }
}
