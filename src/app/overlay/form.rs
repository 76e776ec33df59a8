//! The fields of a form: words that are typed, and what is chosen of a few.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Modifier, Style};
use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::model::TagColor;

/// Words that are typed into a field, wrapped where they are long.
#[derive(Clone, Debug)]
pub struct Words {
    /// The text being typed.
    pub area: TextArea<'static>,
    is_one_line: bool,
}

impl Words {
    /// A field that holds `text`, the cursor behind it; its line breaks are spaces where it `is_one_line`.
    #[must_use]
    pub fn new(text: &str, is_one_line: bool) -> Self {
        let mut words = Self {
            area: TextArea::default(),
            is_one_line,
        };
        words.set(text);
        words
    }

    /// Puts `text` in place of what was typed.
    pub fn set(&mut self, text: &str) {
        let plain = self.plain(text.trim_end());
        self.area = TextArea::from(plain.lines());
        self.area.set_wrap_mode(WrapMode::WordOrGlyph);
        self.area.set_cursor_line_style(Style::default());
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
    }

    /// What was typed, without white space around it.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim().to_owned()
    }

    /// Selects everything: what is typed next takes its place, and a key that moves leaves it.
    pub fn select_all(&mut self) {
        self.area
            .set_selection_style(Style::default().add_modifier(Modifier::REVERSED));
        self.area.select_all();
    }

    /// Takes a key; whether the text changed.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        let is_control = event.modifiers.contains(KeyModifiers::CONTROL);
        // As on every line of the program, and not the undo that a text area takes it for.
        if is_control && event.code == KeyCode::Char('u') {
            return self.clear_line();
        }
        // In a text area these are line breaks too.
        let breaks_line = match event.code {
            KeyCode::Enter | KeyCode::Char('\n' | '\r') => true,
            KeyCode::Char('m' | 'j') => is_control,
            _ => false,
        };
        !(breaks_line && self.is_one_line) && self.area.input(event)
    }

    /// Deletes what is typed, of several lines that before the cursor on its line; whether there was something.
    fn clear_line(&mut self) -> bool {
        self.area.cancel_selection();
        if self.is_one_line {
            self.area.move_cursor(CursorMove::End);
        }
        self.area.delete_line_by_head()
    }

    /// Types `text` as it was pasted.
    pub fn insert(&mut self, text: &str) -> bool {
        let plain = self.plain(text);
        self.area.insert_str(plain)
    }

    fn plain(&self, text: &str) -> String {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept = lines.chars().map(|c| match c {
            '\t' => ' ',
            '\n' if self.is_one_line => ' ',
            other => other,
        });
        kept.filter(|c| *c == '\n' || !c.is_control()).collect()
    }
}

/// What can be chosen in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The words to choose from, in order.
    pub options: Vec<Offered>,
    /// The numbers of those that are chosen, in the order of the options.
    pub chosen: Vec<usize>,
    /// Whether several can be.
    pub is_several: bool,
}

/// A word to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The word.
    pub word: String,
    /// The byte of the word at which the letter stands that chooses it; nothing where only its number does.
    pub letter: Option<usize>,
    /// Its colour.
    pub color: Option<TagColor>,
}

impl Choices {
    /// The choice among `words`, of which those of `chosen` are. Each is chosen by the first of its letters that chooses
    /// none before it.
    #[must_use]
    pub fn new<'w>(
        words: impl IntoIterator<Item = (&'w str, Option<TagColor>)>,
        chosen: &[&str],
        is_several: bool,
    ) -> Self {
        let mut taken: Vec<char> = Vec::new();
        let mut options: Vec<Offered> = Vec::new();
        for (word, color) in words {
            let letter = word.char_indices().find_map(|(at, c)| {
                let c = c.to_ascii_lowercase();
                (c.is_ascii_lowercase() && !taken.contains(&c)).then_some((at, c))
            });
            taken.extend(letter.map(|(_, c)| c));
            options.push(Offered {
                word: word.to_owned(),
                letter: letter.map(|(at, _)| at),
                color,
            });
        }
        // What an older scale knew stays chosen for as long as nobody chooses anew.
        for word in chosen {
            if !options.iter().any(|offered| offered.word == *word) {
                options.push(Offered {
                    word: (*word).to_owned(),
                    letter: None,
                    color: None,
                });
            }
        }
        let is_chosen = |index: &usize| {
            let offered = options.get(*index);
            offered.is_some_and(|offered| chosen.contains(&offered.word.as_str()))
        };
        let chosen = (0..options.len()).filter(is_chosen).collect();
        Self {
            options,
            chosen,
            is_several,
        }
    }

    /// The words that are chosen.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let chosen = self.chosen.iter();
        chosen.filter_map(|index| Some(self.options.get(*index)?.word.as_str()))
    }

    /// The number of the option that `key` chooses: its letter, or a digit counted from 1.
    #[must_use]
    pub fn by_key(&self, key: char) -> Option<usize> {
        let letter = |offered: &Offered| {
            let letter = offered.word.get(offered.letter?..)?.chars().next()?;
            Some(letter.to_ascii_lowercase())
        };
        let key = key.to_ascii_lowercase();
        let found = self
            .options
            .iter()
            .position(|offered| letter(offered) == Some(key));
        let digit = || {
            let digit = usize::try_from(key.to_digit(10)?).ok()?.checked_sub(1)?;
            (digit < self.options.len()).then_some(digit)
        };
        found.or_else(digit)
    }

    /// Chooses the option with the number `index`, or lets it go where it is chosen.
    pub fn choose(&mut self, index: usize) {
        if self.chosen.contains(&index) {
            self.chosen.retain(|chosen| *chosen != index);
            return;
        }
        if !self.is_several {
            self.chosen.clear();
        }
        self.chosen.push(index);
        self.chosen.sort_unstable();
    }

    /// Chooses the next option, or the one before; past the last one, and before the first, none is chosen.
    pub fn step(&mut self, forward: bool) {
        let places = self.options.len() + 1;
        let at = self.chosen.last().map_or(0, |chosen| chosen + 1);
        let next = if forward { at + 1 } else { at + places - 1 } % places;
        self.chosen = next.checked_sub(1).into_iter().collect();
    }

    /// Lets everything go.
    pub fn clear(&mut self) {
        self.chosen.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_given_once_and_digits_count() {
        let words = ["new", "triaged", "needs-source", "needs", "ärger", "x"];
        let mut choices = Choices::new(words.map(|word| (word, None)), &["gone"], false);
        for (key, expected) in [
            ('n', Some(0)),
            ('t', Some(1)),
            ('e', Some(2)),
            ('d', Some(3)),
            ('r', Some(4)),
            ('x', Some(5)),
            ('7', Some(6)),
            ('8', None),
            ('0', None),
            ('q', None),
        ] {
            assert_eq!(choices.by_key(key), expected, "{key}");
        }
        assert_eq!(choices.words().collect::<Vec<_>>(), ["gone"]);
        choices.choose(1);
        assert_eq!(choices.words().collect::<Vec<_>>(), ["triaged"]);
        choices.choose(1);
        assert_eq!(choices.words().count(), 0);
        choices.step(false);
        assert_eq!(choices.words().collect::<Vec<_>>(), ["gone"]);
        choices.step(true);
        assert_eq!(choices.words().count(), 0);
        choices.step(true);
        assert_eq!(choices.words().collect::<Vec<_>>(), ["new"]);
    }

    #[test]
    fn words_of_one_line_stay_on_it() {
        let mut words = Words::new("a\tb\nc", true);
        words.insert("\r\nd\u{1b}");
        words.key(KeyEvent::from(KeyCode::Enter));
        words.key(KeyEvent::new(KeyCode::Char('m'), KeyModifiers::CONTROL));
        assert_eq!(words.text(), "a b c d");
        let mut words = Words::new("a\nb", false);
        words.insert("\r\nc");
        assert_eq!(words.text(), "a\nb\nc");
    }
}
