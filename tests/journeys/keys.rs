//! Keys as stories write them: `jj<Enter>`, `<Ctrl-d>`, `<Alt-Left>`, `<lt>` for the sign itself.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One step of a script.
#[derive(Clone, Copy, Debug)]
pub enum Press {
    /// A key, a second after the one before.
    Key(KeyEvent),
    /// The next key comes right after the one before.
    Quick,
}

/// Reads a script.
pub fn script(text: &str) -> Vec<Press> {
    let mut presses = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '<' {
            let (name, after) = rest[1..].split_once('>').expect("a key's name ends in >");
            rest = after;
            presses.push(if name == "quick" {
                Press::Quick
            } else {
                Press::Key(named(name))
            });
        } else {
            rest = &rest[first.len_utf8()..];
            presses.push(Press::Key(plain(first)));
        }
    }
    presses
}

fn plain(letter: char) -> KeyEvent {
    let shift = if letter.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    KeyEvent::new(KeyCode::Char(letter), shift)
}

fn named(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    for (prefix, modifier) in [
        ("Ctrl-", KeyModifiers::CONTROL),
        ("Alt-", KeyModifiers::ALT),
        ("Shift-", KeyModifiers::SHIFT),
    ] {
        if let Some(shorter) = rest.strip_prefix(prefix) {
            (rest, modifiers) = (shorter, modifiers | modifier);
        }
    }
    let code = match rest {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "Tab" => KeyCode::Tab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        other => {
            let number = other
                .strip_prefix('F')
                .and_then(|number| number.parse().ok());
            let mut letters = other.chars();
            let letter = letters.next().expect("a key");
            let is_known = number.is_some() || letters.next().is_none();
            assert!(is_known, "there is no key <{name}>");
            number.map_or(KeyCode::Char(letter), KeyCode::F)
        }
    };
    KeyEvent::new(code, modifiers)
}
