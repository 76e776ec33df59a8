//! What other dialects write and the parser does not know, written as the parser knows it: bullets as they are typed or
//! copied from pages (`• One`), and the notes of Pandoc that stand where their marks do (`^[A note.]`).

use std::borrow::Cow;

use crate::model::on_one_line;

/// Bullets that begin no list in Markdown.
const BULLETS: [char; 5] = ['•', '‣', '▪', '●', '◦'];
/// The longest note that stands in the text, in bytes.
const LONGEST_NOTE: usize = 4000;
/// From how many spaces on a line that is set in is code, or goes on with an item.
const SET_IN: usize = 4;

/// `body` in words that the parser knows.
pub(super) fn known(body: &str) -> Cow<'_, str> {
    let body = if body.contains(BULLETS) {
        Cow::Owned(with_lists(body))
    } else {
        Cow::Borrowed(body)
    };
    if body.contains("^[") {
        Cow::Owned(with_marks(&body))
    } else {
        body
    }
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// `body` with a bullet of Markdown for every other one that a line begins with.
fn with_lists(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut is_fenced = false;
    for line in body.split_inclusive('\n') {
        let inner = line.trim_start_matches(' ');
        let set_in = line.len() - inner.len();
        is_fenced ^= is_fence(inner);
        let words = inner
            .strip_prefix(BULLETS)
            .filter(|_| !is_fenced && set_in < SET_IN);
        // A lone bullet would make a heading of the line above.
        let words = words
            .filter(|words| words.starts_with([' ', '\t', '\u{a0}']) && !words.trim().is_empty());
        match words {
            Some(words) => {
                out.push_str(line.get(..set_in).unwrap_or_default());
                out.push_str("- ");
                out.push_str(words.trim_start_matches([' ', '\t', '\u{a0}']));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// `body` with a mark for every note that stands in it, and the notes at its end.
fn with_marks(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut notes = Vec::new();
    // Whether what comes next is fenced, and how many backticks stand before it in its paragraph.
    let (mut is_fenced, mut ticks) = (false, 0);
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("^[") {
        out.push_str(before);
        rest = after;
        is_fenced ^= before.lines().filter(|line| is_fence(line)).count() % 2 == 1;
        let (earlier, last) = before
            .rsplit_once("\n\n")
            .map_or((None, before), |(earlier, last)| (Some(earlier), last));
        let count = memchr::memchr_iter(b'`', last.as_bytes()).count();
        ticks = count + if earlier.is_none() { ticks } else { 0 };
        let is_code = is_fenced || ticks % 2 == 1 || before.ends_with('\\');
        let note = note(after).filter(|note| !is_code && note.contains(' '));
        if let Some(note) = note {
            notes.push(note);
            out.push_str(&mark(notes.len()));
            rest = after.get(note.len() + 1..).unwrap_or_default();
        } else {
            out.push_str("^[");
        }
    }
    out.push_str(rest);
    for (at, note) in notes.iter().enumerate() {
        let words = on_one_line(note);
        out.extend(["\n\n", &mark(at + 1), ": ", &words]);
    }
    out
}

/// The mark of a note that had none.
fn mark(number: usize) -> String {
    format!("[^inline-{number}]")
}

/// What `text` begins with up to the bracket that ends a note; notes hold no paragraphs and no notes.
fn note(text: &str) -> Option<&str> {
    let head = text.get(..text.floor_char_boundary(LONGEST_NOTE))?;
    let (mut depth, mut before) = (0, ' ');
    for (at, c) in head.char_indices() {
        match c {
            '[' if before == '^' => return None,
            '[' => depth += 1,
            ']' if depth == 0 => return head.get(..at),
            ']' => depth -= 1,
            '\n' if before == '\n' => return None,
            _ => {}
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_the_parser_does_not_know_is_written_as_it_does() {
        for (text, expected) in [
            ("A:\n• one\n  ◦ two\n", "A:\n- one\n  - two\n"),
            ("```\n• one\n```\n•two\n", "```\n• one\n```\n•two\n"),
            (
                "A.^[See [it](u),\nor not.] B.^[More here.]",
                "A.[^inline-1] B.[^inline-2]\n\n[^inline-1]: See [it](u), or not.\n\n[^inline-2]: More here.",
            ),
            ("`^[a b]` and \\^[a b]", "`^[a b]` and \\^[a b]"),
            ("```\n\n^[a b]\n```", "```\n\n^[a b]\n```"),
            ("^[0-9] and ^[a b\n\nc]", "^[0-9] and ^[a b\n\nc]"),
        ] {
            assert_eq!(known(text), expected);
        }
    }

    proptest! {
        #[test]
        fn no_words_are_lost(text in "(•|◦|\\^\\[|\\]|\\[|`|\n|  | |[a-c])*") {
            let letters = |text: &str| text.chars().filter(|c| "abc".contains(*c)).count();
            prop_assert_eq!(letters(&known(&text)), letters(&text));
        }
    }
}
