//! Asking the terminal for its background colour without ever waiting for it.
//!
//! The question (OSC 11, xterm's control sequences, "Operating System Commands") goes out after the first picture. The
//! answer comes in among the keys, where crossterm, which does not know it, tells it as keys: Alt-] and the characters
//! of the reply. They are sifted out here; whatever else is typed goes through untouched, and nothing waits.

use std::io;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::terminal::Screen;
use crate::ui::theme::Background;

/// The question.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";
/// The longest answer in use has 28 characters; what grows longer is none.
const LONGEST: usize = 40;

/// What became of the question.
#[derive(Debug)]
pub struct Asking {
    state: State,
    held: Vec<Event>,
    answer: Option<Background>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Due,
    Asked,
    Over,
}

impl Asking {
    /// The question is to be asked.
    #[must_use]
    pub fn due() -> Self {
        Self {
            state: State::Due,
            held: Vec::new(),
            answer: None,
        }
    }

    /// The question is not to be asked.
    #[must_use]
    pub fn never() -> Self {
        Self {
            state: State::Over,
            ..Self::due()
        }
    }

    /// Asks, when it is due.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn ask(&mut self, screen: &mut Screen) -> io::Result<()> {
        if self.state == State::Due {
            self.state = State::Asked;
            screen.send(QUESTION)?;
        }
        Ok(())
    }

    /// The background the terminal named, once.
    pub fn answer(&mut self) -> Option<Background> {
        self.answer.take()
    }

    /// Takes an event in; the events that are not, or turn out not to be, part of the answer.
    pub fn sift(&mut self, event: Event) -> Vec<Event> {
        if self.state != State::Asked {
            return vec![event];
        }
        let Event::Key(key) = event else {
            return vec![event];
        };
        if self.held.is_empty() {
            if is_alt(key, ']') {
                self.held.push(Event::Key(key));
                return Vec::new();
            }
            return vec![Event::Key(key)];
        }
        let ends = is_alt(key, '\\')
            || (key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL);
        self.held.push(Event::Key(key));
        if ends {
            self.state = State::Over;
            self.answer = background(&self.held);
            let held = std::mem::take(&mut self.held);
            return if self.answer.is_some() {
                Vec::new()
            } else {
                held
            };
        }
        if key.modifiers != KeyModifiers::NONE
            || character(key).is_none()
            || self.held.len() > LONGEST
        {
            return std::mem::take(&mut self.held);
        }
        Vec::new()
    }
}

fn is_alt(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers == KeyModifiers::ALT
}

fn character(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(letter) => Some(letter),
        _ => None,
    }
}

/// The background that a reply such as `11;rgb:1616/1818/2020` tells: light when its luma is over the half.
fn background(reply: &[Event]) -> Option<Background> {
    let keys = reply
        .iter()
        .filter_map(crossterm::event::Event::as_key_press_event);
    let text: String = keys
        .filter(|key| key.modifiers == KeyModifiers::NONE)
        .filter_map(character)
        .collect();
    let mut parts = text.strip_prefix("11;rgb:")?.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        Some(f64::from(value) / f64::from(most.max(1)))
    });
    let mut next = || parts.next().flatten();
    // The weights of ITU-R BT.601.
    let luma = 0.299 * next()? + 0.587 * next()? + 0.114 * next()?;
    Some(if luma > 0.5 {
        Background::Light
    } else {
        Background::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        text.chars()
            .map(|letter| Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)))
            .collect()
    }

    fn alt(letter: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::ALT))
    }

    fn sift(events: Vec<Event>) -> (Vec<Event>, Option<Background>) {
        let mut asking = Asking {
            state: State::Asked,
            ..Asking::due()
        };
        let through = events
            .into_iter()
            .flat_map(|event| asking.sift(event))
            .collect();
        (through, asking.answer())
    }

    #[test]
    fn an_answer_is_taken_out_and_understood() {
        for (reply, expect) in [
            ("11;rgb:1616/1818/2020", Background::Dark),
            ("11;rgb:ff/ff/ff", Background::Light),
        ] {
            let events = [vec![alt(']')], keys(reply), vec![alt('\\')], keys("j")].concat();
            assert_eq!(sift(events), (keys("j"), Some(expect)), "{reply}");
        }
    }

    #[test]
    fn keys_that_are_no_answer_come_through_in_order() {
        for events in [
            keys("jj11;"),
            [vec![alt(']')], keys("nonsense"), vec![alt('\\')], keys("q")].concat(),
            [
                vec![alt(']')],
                keys("11;"),
                vec![Event::Key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE))],
            ]
            .concat(),
            [vec![alt(']')], keys(&"x".repeat(LONGEST))].concat(),
        ] {
            assert_eq!(sift(events.clone()), (events, None));
        }
    }
}
