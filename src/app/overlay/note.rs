//! Writing a note or a definition.

use crossterm::event::KeyEvent;
use ratatui::style::Style;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use super::Drafted;
use crate::app::reader::Passage;
use crate::model::{Annotation, TagName, TagText, Verdict};

/// What is being written.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteTarget {
    /// The note of an annotation, which is kept as it was: should it be deleted meanwhile, the note brings it back.
    Annotation(Box<Annotation>),
    /// The note of an annotation that is made when the note is saved.
    New(Passage),
    /// What the codebook says of a tag.
    Tag(TagName, TagText),
    /// What a verdict of the scale means.
    Verdict(Verdict),
}

impl NoteTarget {
    /// What is said when nothing was written.
    #[must_use]
    pub fn unchanged(&self) -> &'static str {
        match self {
            Self::Annotation(_) => "the note is as it was",
            Self::New(_) => "an empty note; nothing was written",
            Self::Tag(_, TagText::Definition) | Self::Verdict(_) => "the definition is as it was",
            Self::Tag(_, TagText::Examples) => "the examples are as they were",
            Self::Tag(..) => "what it says is as it was",
        }
    }
}

/// The editor of a note.
#[derive(Debug)]
pub struct NoteEditor {
    /// What is being written.
    pub target: NoteTarget,
    /// What it is on, for the title: a quote or a tag's name.
    pub about: String,
    /// The text being written.
    pub area: TextArea<'static>,
    original: String,
    /// What of it is kept.
    pub drafted: Drafted,
}

impl NoteEditor {
    /// An editor that begins with `text`, the cursor behind it.
    #[must_use]
    pub fn new(target: NoteTarget, about: String, text: &str) -> Self {
        let mut editor = Self {
            target,
            about,
            area: TextArea::default(),
            original: String::new(),
            drafted: Drafted::default(),
        };
        editor.set(text);
        // Tabs are spaces here; that alone is no change.
        editor.original = editor.text();
        editor.drafted = Drafted::default();
        editor
    }

    /// Puts `text` in place of what was written.
    pub fn set(&mut self, text: &str) {
        self.area = TextArea::from(text.trim_end().lines().map(tabs_as_spaces));
        self.area.set_wrap_mode(WrapMode::WordOrGlyph);
        self.area.set_tab_length(4);
        self.area.set_cursor_line_style(Style::default());
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
        self.drafted.is_behind = true;
    }

    /// What was written, without white space at its end.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim_end().to_owned()
    }

    /// Whether closing now would lose something.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.text() != self.original
    }

    /// Takes a key.
    pub fn key(&mut self, event: KeyEvent) {
        self.drafted.is_behind |= self.area.input(event);
    }

    /// Types `text` as it was pasted, its line breaks kept.
    pub fn insert(&mut self, text: &str) {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let plain: String = lines
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect();
        self.drafted.is_behind |= self.area.insert_str(tabs_as_spaces(&plain));
    }
}

fn tabs_as_spaces(text: &str) -> String {
    text.replace('\t', "    ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    #[test]
    fn only_a_change_would_be_lost() {
        let mut editor = NoteEditor::new(
            NoteTarget::Tag(TagName::parse("todo").unwrap(), TagText::Definition),
            String::new(),
            "why?\n",
        );
        assert!(!editor.is_changed());
        editor.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        assert!(!editor.is_changed(), "an empty line at the end is nothing");
        editor.insert("second\r\nthird\u{7}\tend");
        assert_eq!(editor.text(), "why?\nsecond\nthird    end");
        assert!(editor.is_changed());
    }
}
