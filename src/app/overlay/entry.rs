//! One line that is typed for the codebook: a name, a key, a glyph, a number.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Line;
use crate::model::{TagName, Verdict};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The name of a new tag.
    NewTag,
    /// Another name for a tag.
    TagName(TagName),
    /// The key of a tag: one character, taken as it is typed.
    TagKey(TagName),
    /// The glyph of a tag.
    TagGlyph(TagName),
    /// The tags that a tag is to be split into, with commas between them.
    Split(TagName),
    /// The name of a new verdict.
    NewVerdict,
    /// Another name for a verdict.
    VerdictName(Verdict),
    /// The number of a verdict.
    VerdictRating(Verdict),
    /// The codebook to take over: its name or its file.
    Codebook,
}

/// A line while it is typed.
#[derive(Debug)]
pub struct Entry {
    /// What is asked for.
    pub asked: Asked,
    /// What stands above it.
    pub title: String,
    /// What stands below it: what can be typed.
    pub hint: String,
    /// What is typed.
    pub input: Line,
    /// What is wrong with what was typed, until it is typed anew.
    pub complaint: Option<String>,
}

impl Entry {
    /// A line that holds `text`.
    #[must_use]
    pub fn new(asked: Asked, title: String, hint: &str, text: &str) -> Self {
        Self {
            asked,
            title,
            hint: hint.to_owned(),
            input: Line::new(text),
            complaint: None,
        }
    }

    /// Takes a key; whether what is typed is all there is to type.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        self.complaint = None;
        if !matches!(self.asked, Asked::TagKey(_)) {
            self.input.key(event);
            return false;
        }
        let is_held = event
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match event.code {
            KeyCode::Char(letter) if !is_held => {
                self.input = Line::new(&letter.to_string());
                true
            }
            KeyCode::Backspace | KeyCode::Delete => {
                self.input = Line::default();
                true
            }
            _ => false,
        }
    }

    /// Types `text` as it was pasted.
    pub fn insert(&mut self, text: &str) {
        self.complaint = None;
        self.input.insert(text);
    }
}
