//! One line of typed text.

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::{CursorMove, DataCursor, TextArea};

use crate::model::Span;

/// A line that one types into, with the editing keys of a text area and no line breaks.
#[derive(Clone, Debug, Default)]
pub struct Line {
    area: TextArea<'static>,
}

impl Line {
    /// A line that holds `text`, with the cursor behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The text before the cursor, and the text from there on.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        let (text, characters) = (self.text(), self.area.cursor().1);
        let cursor = text.char_indices().nth(characters);
        text.split_at(cursor.map_or(text.len(), |(at, _)| at))
    }

    /// Takes a key; whether the text changed.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        match event.code {
            KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab => false,
            // As in every shell; a text area would take back what was typed.
            KeyCode::Char('u')
                if event
                    .modifiers
                    .contains(crossterm::event::KeyModifiers::CONTROL) =>
            {
                self.area.delete_line_by_head()
            }
            KeyCode::Char('m' | 'j')
                if event
                    .modifiers
                    .contains(crossterm::event::KeyModifiers::CONTROL) =>
            {
                false
            }
            _ => self.area.input(event),
        }
    }

    /// Puts `text` in the place of the bytes of `span`, with the cursor behind it; a span that does not fit is let be.
    pub fn replace(&mut self, span: Span, text: &str) {
        let whole = self.text();
        let (Some(before), Some(after)) = (whole.get(..span.start), whole.get(span.end..)) else {
            return;
        };
        let mut line = Self::new(&format!("{before}{text}"));
        let DataCursor(row, column) = line.area.cursor();
        line.insert(after);
        let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        line.area.move_cursor(CursorMove::Jump(place(row), place(column)));
        *self = line;
    }

    /// Types `text`, its line breaks as spaces and its control characters left out.
    pub fn insert(&mut self, text: &str) -> bool {
        let plain: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        self.area.insert_str(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn a_line_stays_a_line() {
        let mut line = Line::new("one");
        line.insert(" two\nthree\u{1b}[31m");
        line.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        line.key(KeyEvent::new(KeyCode::Char('!'), KeyModifiers::NONE));
        assert_eq!(line.text(), "one two three[31m!");
        line.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        assert_eq!(line.parts(), ("one two three[31m", ""));
        line.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "");
    }
}
