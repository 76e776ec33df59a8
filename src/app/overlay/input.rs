//! One line of typed text.

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::{CursorMove, TextArea};

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

    /// A line that holds `text`, with the cursor before its byte `at`.
    #[must_use]
    pub fn with_cursor(text: &str, at: usize) -> Self {
        let mut line = Self::new(text);
        let before = line
            .text()
            .get(..at)
            .map_or(usize::MAX, |text| text.chars().count());
        let column = u16::try_from(before).unwrap_or(u16::MAX);
        line.area.move_cursor(CursorMove::Jump(0, column));
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
        assert_eq!(Line::with_cursor("né so", 3).parts(), ("né", " so"));
        assert_eq!(Line::with_cursor("né", 99).parts(), ("né", ""));
        line.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(line.text(), "");
    }
}
