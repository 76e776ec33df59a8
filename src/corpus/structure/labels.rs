//! What a note begins with: its number or sign, in whatever way it is set off from the words of the note.

use super::marks;

/// How a note is set off from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[^1]:`
    Caret,
    /// `[1]`
    Square,
    /// `(1)`
    Round,
    /// `1)`
    Close,
    /// `1.`
    Dot,
    /// `1` or `¹`
    Bare,
    /// `*` or `†`
    Sign,
    /// `^`, as encyclopedias begin a note that leads back to its mark.
    Back,
}

/// What ties a note to its marks: its number, or a sign as often as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// The number of the note.
    Number(u32),
    /// The sign, and how many of it.
    Sign(char, usize),
}

/// What a note begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// How it is set off.
    pub form: Form,
    /// What its marks say.
    pub key: Key,
    /// How many bytes of the line it takes, white space after it included.
    pub len: usize,
}

/// The signs that mark notes.
pub(super) const SIGNS: [char; 4] = ['*', '†', '‡', '§'];
const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The value of a superscript digit.
pub(super) fn superscript(c: char) -> Option<u32> {
    let at = SUPERSCRIPT.iter().position(|digit| *digit == c)?;
    u32::try_from(at).ok()
}

/// The label that the note `line` begins with, where it can be one; a bullet may stand before it.
pub(super) fn label(line: &str) -> Option<Label> {
    let inner = line.trim_start_matches(['•', '-', '◦']).trim_start();
    let bullet = line.len() - inner.len();
    let found = bare_label(inner)?;
    Some(Label {
        len: found.len + bullet,
        ..found
    })
}

/// The label that `line` begins with.
fn bare_label(line: &str) -> Option<Label> {
    let found = |form, key, rest: &str| {
        let len = line.len() - rest.trim_start().len();
        Some(Label { form, key, len })
    };
    let first = line.chars().next()?;
    if let Some(inner) = line.strip_prefix("[^") {
        let (id, rest) = inner.split_once(']')?;
        let rest = rest.strip_prefix(':')?;
        return found(Form::Caret, Key::Number(id.parse().ok()?), rest);
    }
    if let Some(inner) = line.strip_prefix('[') {
        let (id, rest) = inner.split_at(inner.find(']').filter(|at| *at <= 6)?);
        let rest = rest.strip_prefix(']').unwrap_or(rest);
        let value = id.trim().parse().ok().or_else(|| marks::roman(id.trim()))?;
        return found(
            Form::Square,
            Key::Number(value),
            rest.trim_start_matches([':', '.']),
        );
    }
    if SIGNS.contains(&first) {
        let rest = line.trim_start_matches(first);
        let count = (line.len() - rest.len()) / first.len_utf8();
        let is_rule = marks::is_rule(line) || rest.is_empty();
        return found(Form::Sign, Key::Sign(first, count), rest).filter(|_| count <= 3 && !is_rule);
    }
    if let Some(rest) = line.strip_prefix(['^', '↑']) {
        return found(Form::Back, Key::Number(0), rest)
            .filter(|_| rest.starts_with(char::is_whitespace));
    }
    if superscript(first).is_some() {
        let rest = line.trim_start_matches(|c| superscript(c).is_some());
        let digits = line.chars().map_while(superscript);
        let value = digits.take(4).fold(0, |value, digit| value * 10 + digit);
        return found(Form::Bare, Key::Number(value), rest);
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inner.split_at(digits);
    let value = number.parse().ok().filter(|_| digits <= 3)?;
    let begins_words = |c: char| c.is_uppercase() || "“\"‘«„".contains(c);
    let (form, after) = match rest.chars().next() {
        Some(')') if inner.len() < line.len() => (Form::Round, rest.get(1..)?),
        _ if inner.len() < line.len() => return None,
        Some(')') => (Form::Close, rest.get(1..)?),
        Some('.' | ':') => (Form::Dot, rest.get(1..)?),
        _ => (Form::Bare, rest),
    };
    let is_apart = after.is_empty()
        || after.starts_with(char::is_whitespace)
        || after.starts_with(begins_words);
    found(form, Key::Number(value), after).filter(|_| is_apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_with_a_label() {
        let number = Key::Number;
        for (line, form, key, len) in [
            ("1 Oliver Richmond", Form::Bare, number(1), 2),
            ("12Oliver Richmond", Form::Bare, number(12), 2),
            ("[12] See above", Form::Square, number(12), 5),
            ("[iv] See above", Form::Square, number(4), 5),
            ("[^3]: See above", Form::Caret, number(3), 6),
            ("3. Huff 1954", Form::Dot, number(3), 3),
            ("3) Huff 1954", Form::Close, number(3), 3),
            ("(3) Huff 1954", Form::Round, number(3), 4),
            ("¹² See above", Form::Bare, number(12), 5),
            ("* Not her name.", Form::Sign, Key::Sign('*', 1), 2),
            ("††Not his either.", Form::Sign, Key::Sign('†', 2), 6),
            ("^ Huff 1954", Form::Back, number(0), 2),
        ] {
            assert_eq!(label(line), Some(Label { form, key, len }), "{line}");
        }
        for line in [
            "2010s saw more",
            "Notes",
            "[see above]",
            "1.5 million",
            "2020 was a bad year",
            "* * *",
            "(see 3)",
            "",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
