//! Keys: how they are written, and which command a sequence of them gives in a scope.
//!
//! A chord is one key with its modifiers: `j`, `G`, `Ctrl-d`, `Alt-Left`, `Shift-Tab`, `Space`. A sequence is chords with
//! spaces between them: `g g`. A sequence may be the beginning of another (`]` and `] ]`): the shorter one counts at
//! once, and the longer one when its last key follows quickly, so that no key ever waits for a time-out.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Scope;
use super::commands::{COMMANDS, Command, by_name};

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// The keys that have a name, with what is shown for them where room is short.
const NAMED: &[(KeyCode, &str, &str)] = &[
    (KeyCode::Enter, "Enter", "Enter"),
    (KeyCode::Esc, "Esc", "Esc"),
    (KeyCode::Tab, "Tab", "Tab"),
    (KeyCode::Backspace, "Backspace", "Backspace"),
    (KeyCode::Delete, "Delete", "Delete"),
    (KeyCode::Insert, "Insert", "Insert"),
    (KeyCode::Up, "Up", "↑"),
    (KeyCode::Down, "Down", "↓"),
    (KeyCode::Left, "Left", "←"),
    (KeyCode::Right, "Right", "→"),
    (KeyCode::Home, "Home", "Home"),
    (KeyCode::End, "End", "End"),
    (KeyCode::PageUp, "PageUp", "PgUp"),
    (KeyCode::PageDown, "PageDown", "PgDn"),
    (KeyCode::Char(' '), "Space", "Space"),
];

const MODIFIERS: &[(KeyModifiers, &str)] = &[
    (KeyModifiers::CONTROL, "Ctrl-"),
    (KeyModifiers::ALT, "Alt-"),
    (KeyModifiers::SHIFT, "Shift-"),
];

impl Chord {
    /// The chord that a key press is. Shift counts only where the character does not tell it already.
    #[must_use]
    pub fn of(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(letter) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::Char(letter)
            }
            other => other,
        };
        Self { code, modifiers }
    }

    /// The chord that `text` names.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut rest, mut modifiers) = (text, KeyModifiers::NONE);
        while let Some((modifier, shorter)) = modifier_of(rest) {
            (rest, modifiers) = (shorter, modifiers | modifier);
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(letter), None) => KeyCode::Char(letter),
            _ => NAMED
                .iter()
                .find(|(_, name, _)| name.eq_ignore_ascii_case(rest))
                .map(|(code, ..)| *code)
                .or_else(|| rest.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F))
                .ok_or_else(|| format!("there is no key called {rest:?}; write for example j, Ctrl-d, Alt-Left, PageDown or \"g g\""))?,
        };
        Ok(Self { code, modifiers })
    }

    /// The character the chord types, when it types one.
    #[must_use]
    pub fn char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }

    fn write(self, out: &mut String, short: bool) {
        for (modifier, name) in MODIFIERS {
            if self.modifiers.contains(*modifier) {
                out.push_str(name);
            }
        }
        match (
            NAMED.iter().find(|(code, ..)| *code == self.code),
            self.code,
        ) {
            (Some((_, _, shown)), _) if short => out.push_str(shown),
            (Some((_, name, _)), _) => out.push_str(name),
            (None, KeyCode::Char(letter)) => out.push(letter),
            (None, KeyCode::F(number)) => {
                let _ = write!(out, "F{number}");
            }
            (None, other) => {
                let _ = write!(out, "{other}");
            }
        }
    }
}

/// The modifier that `text` begins with, in capitals or not, and the key after it.
fn modifier_of(text: &str) -> Option<(KeyModifiers, &str)> {
    let with = |(modifier, name): &(KeyModifiers, &str)| {
        let (beginning, rest) = text.split_at_checked(name.len())?;
        (beginning.eq_ignore_ascii_case(name) && !rest.is_empty()).then_some((*modifier, rest))
    };
    MODIFIERS.iter().find_map(with)
}

/// Reads a sequence of chords.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn parse_sequence(text: &str) -> Result<Vec<Chord>, String> {
    let chords: Vec<Chord> = text
        .split_whitespace()
        .map(Chord::parse)
        .collect::<Result<_, _>>()?;
    if chords.is_empty() {
        Err("no key is named".to_owned())
    } else {
        Ok(chords)
    }
}

/// A sequence as a person reads it: `gg`, `Ctrl-d`, `↓`.
#[must_use]
pub fn shown(sequence: &[Chord]) -> String {
    let mut out = String::new();
    let plain = sequence
        .iter()
        .all(|chord| chord.char().is_some_and(|letter| letter != ' '));
    for (index, chord) in sequence.iter().enumerate() {
        if index > 0 && !plain {
            out.push(' ');
        }
        chord.write(&mut out, true);
    }
    out
}

/// What a sequence means in a scope.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lookup {
    /// The command it gives.
    pub command: Option<&'static Command>,
    /// Whether it is the beginning of a longer one.
    pub more: bool,
}

/// Which keys give which command.
#[derive(Clone, Debug)]
pub struct KeyMap {
    bindings: Vec<(Scope, Vec<Chord>, &'static Command)>,
}

impl Default for KeyMap {
    fn default() -> Self {
        let parsed = |command: &'static Command| {
            command
                .keys
                .iter()
                .filter_map(move |keys| Some((command.scope, parse_sequence(keys).ok()?, command)))
        };
        Self {
            bindings: COMMANDS.iter().flat_map(parsed).collect(),
        }
    }
}

impl KeyMap {
    /// Gives `keys` to the command called `name`, in `scope` or else in the command's own scope. The command `none` takes
    /// the keys away.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the keys or the name.
    pub fn bind(&mut self, scope: Option<Scope>, keys: &str, name: &str) -> Result<(), String> {
        let sequence = parse_sequence(keys)?;
        if name == "none" {
            self.bindings.retain(|(at, known, _)| {
                *known != sequence || scope.is_some_and(|scope| scope != *at)
            });
            return Ok(());
        }
        let command = by_name(name)
            .ok_or_else(|| format!("there is no command called {name:?}; `:` lists them all"))?;
        let scope = scope.unwrap_or(command.scope);
        self.bindings
            .retain(|(at, known, _)| *at != scope || *known != sequence);
        self.bindings.push((scope, sequence, command));
        Ok(())
    }

    /// What `sequence` means in `scope`, or in the scope above it.
    #[must_use]
    pub fn lookup(&self, scope: Scope, sequence: &[Chord]) -> Lookup {
        let mut found = Lookup::default();
        let mut at = Some(scope);
        while let Some(scope) = at {
            for (bound, keys, command) in &self.bindings {
                if *bound != scope || !keys.starts_with(sequence) {
                    continue;
                }
                if keys.len() > sequence.len() {
                    found.more = true;
                } else if found.command.is_none() {
                    found.command = Some(command);
                }
            }
            at = scope.parent();
        }
        found
    }

    /// Whether `sequence` means something in this very scope, or is the beginning of what does.
    #[must_use]
    pub fn is_bound(&self, scope: Scope, sequence: &[Chord]) -> bool {
        let mut bindings = self.bindings.iter();
        bindings.any(|(bound, keys, _)| *bound == scope && keys.starts_with(sequence))
    }

    /// The keys of a command in their short form, the first bound first.
    pub fn keys_of(&self, name: &str) -> impl Iterator<Item = String> {
        self.bindings
            .iter()
            .filter(move |(_, _, command)| command.name == name)
            .map(|(_, keys, _)| shown(keys))
    }

    /// What can be typed after `sequence` in `scope`, with the command it gives.
    #[must_use]
    pub fn continuations(
        &self,
        scope: Scope,
        sequence: &[Chord],
    ) -> Vec<(String, &'static Command)> {
        let scopes = [Some(scope), scope.parent()];
        self.bindings
            .iter()
            .filter(|(at, keys, _)| {
                scopes.contains(&Some(*at))
                    && keys.len() > sequence.len()
                    && keys.starts_with(sequence)
            })
            .map(|(_, keys, command)| {
                (
                    shown(keys.get(sequence.len()..).unwrap_or_default()),
                    *command,
                )
            })
            .collect()
    }
}

/// A line of a key table: all keys of neighbouring commands that share one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// The keys, with spaces between them.
    pub keys: String,
    /// What they do.
    pub doc: &'static str,
}

/// The key table of one scope: what help shows and the README prints.
#[must_use]
pub fn key_lines(keymap: &KeyMap, scope: Scope) -> Vec<KeyLine> {
    let mut lines: Vec<KeyLine> = Vec::new();
    for command in COMMANDS.iter().filter(|command| command.scope == scope) {
        let keys = keymap.keys_of(command.name).collect::<Vec<_>>().join(" ");
        let keys = if keys.is_empty() {
            format!(":{}", command.name)
        } else {
            keys
        };
        match lines.last_mut() {
            Some(line) if line.doc == command.doc => {
                line.keys.push(' ');
                line.keys.push_str(&keys);
            }
            _ => lines.push(KeyLine {
                keys,
                doc: command.doc,
            }),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn sequence(text: &str) -> Vec<Chord> {
        parse_sequence(text).unwrap()
    }

    #[test]
    fn every_default_key_parses_and_none_is_given_twice_in_a_scope() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            for keys in command.keys {
                let parsed = parse_sequence(keys)
                    .unwrap_or_else(|error| panic!("{}: {error}", command.name));
                assert!(
                    seen.insert((command.scope, parsed)),
                    "{keys} is given twice in {:?}",
                    command.scope
                );
            }
        }
    }

    #[test]
    fn keys_are_read_and_shown() {
        for (text, expect) in [
            ("g g", "gg"),
            ("Ctrl-d", "Ctrl-d"),
            ("ctrl-N", "Ctrl-N"),
            ("CTRL-alt-x", "Ctrl-Alt-x"),
            ("Alt-Left", "Alt-←"),
            ("Shift-Tab", "Shift-Tab"),
            ("space", "Space"),
            ("-", "-"),
            ("Ctrl--", "Ctrl--"),
            ("F12", "F12"),
        ] {
            assert_eq!(shown(&sequence(text)), expect, "{text}");
        }
        for wrong in ["", "Hyper-x", "F13", "gg"] {
            assert!(parse_sequence(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_press_is_the_chord_of_its_name() {
        let press = |code, modifiers| Chord::of(KeyEvent::new(code, modifiers));
        assert_eq!(
            [press(KeyCode::Char('G'), KeyModifiers::SHIFT)],
            sequence("G")[..]
        );
        assert_eq!(
            [press(KeyCode::BackTab, KeyModifiers::SHIFT)],
            sequence("Shift-Tab")[..]
        );
        assert_eq!(
            [press(KeyCode::Char('d'), KeyModifiers::CONTROL)],
            sequence("Ctrl-d")[..]
        );
    }

    #[test]
    fn a_sequence_can_be_complete_and_still_go_on() {
        let keymap = KeyMap::default();
        let found = keymap.lookup(Scope::Reader, &sequence("]"));
        assert_eq!(found.command.unwrap().name, "next-annotation");
        assert!(found.more);
        assert_eq!(
            keymap
                .lookup(Scope::Reader, &sequence("] ]"))
                .command
                .unwrap()
                .name,
            "next-heading"
        );
        let pending = keymap.lookup(Scope::Reader, &sequence("g"));
        assert!(pending.command.is_none() && pending.more);
        assert_eq!(
            keymap
                .lookup(Scope::Reader, &sequence("q"))
                .command
                .unwrap()
                .name,
            "quit",
            "from the scope above"
        );
        assert!(
            keymap.lookup(Scope::Note, &sequence("q")).command.is_none(),
            "letters are text in a note"
        );
    }

    #[test]
    fn settings_move_keys_and_say_what_is_wrong() {
        let mut keymap = KeyMap::default();
        keymap.bind(None, "Z", "next-document").unwrap();
        assert_eq!(
            keymap
                .lookup(Scope::Reader, &sequence("Z"))
                .command
                .unwrap()
                .name,
            "next-document"
        );
        keymap.bind(Some(Scope::Reader), "j", "none").unwrap();
        assert!(
            keymap
                .lookup(Scope::Reader, &sequence("j"))
                .command
                .is_none()
        );
        assert!(
            keymap
                .lookup(Scope::Documents, &sequence("j"))
                .command
                .is_some()
        );
        assert!(keymap.bind(None, "Z", "fly").unwrap_err().contains("fly"));
        assert!(keymap.bind(None, "Meta-x", "quit").is_err());
    }

    #[test]
    fn the_key_table_has_the_digits_on_one_line() {
        let lines = key_lines(&KeyMap::default(), Scope::Reader);
        assert!(
            lines.iter().any(|line| line.keys == "1 2 3 4 5 6 7 8 9"),
            "{lines:?}"
        );
    }
}
