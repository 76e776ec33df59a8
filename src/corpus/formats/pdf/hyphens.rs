//! What stands between the last word of a line and the first of the next: a space, nothing, or nothing and no hyphen.
//!
//! A hyphen at the end of a line is part of the word where the file writes the word with it elsewhere, where the file
//! knows the second half as a word and the first is one that compounds begin with, and before capitals and digits.

use std::collections::HashSet;

use super::lines::Column;

/// What compounds with a hyphen begin with, where the other half is a word.
const FIRST_HALVES: [&str; 46] = [
    "all", "anti", "cross", "decision", "eight", "ever", "ex", "far", "first", "five", "four",
    "full", "half", "hard", "high", "ill", "large", "least", "left", "long", "low", "mid",
    "middle", "multi", "nine", "one", "policy", "post", "pre", "pro", "quasi", "right", "second",
    "semi", "seven", "short", "six", "small", "so", "ten", "third", "three", "two", "under",
    "vice", "well",
];
/// What compounds with a hyphen always begin with.
const ALWAYS: [&str; 3] = ["self", "non", "twenty"];

/// The words that a file writes inside its lines.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
    compounds: HashSet<String>,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A space.
    Space,
    /// Nothing.
    Nothing,
    /// Nothing, and the hyphen at the end of the first goes.
    NoHyphen,
}

impl Vocabulary {
    /// The words inside the lines of `columns`.
    pub(super) fn of<'c>(columns: impl Iterator<Item = &'c Column>) -> Self {
        let mut vocabulary = Self::default();
        let mut is_cut = false;
        for line in columns.flat_map(|column| &column.lines) {
            // What a line begins with may be the other half of a word.
            for word in line.words.iter().skip(usize::from(is_cut)) {
                vocabulary.learn(&word.text);
            }
            let last = line.words.last();
            is_cut = last.is_some_and(|word| word.text.ends_with(['-', '\u{ad}', '‐']));
        }
        vocabulary
    }

    fn learn(&mut self, word: &str) {
        let word = bare(word);
        // A word with a hyphen at its end is half a word.
        if word.ends_with(['-', '\u{ad}', '‐']) || word.is_empty() {
            return;
        }
        let lower = word.to_lowercase();
        if word.contains(['-', '‐']) {
            self.compounds.insert(lower.replace('‐', "-"));
        } else {
            self.words.insert(lower);
        }
    }

    /// What stands between `last`, the end of a line, and `first`, the beginning of the next.
    pub(super) fn joint(&self, last: &str, first: &str) -> Joint {
        let (Some(end), Some(start)) = (last.chars().next_back(), first.chars().next()) else {
            return Joint::Space;
        };
        let before = last.chars().rev().nth(1);
        let is_word = before.is_some_and(char::is_alphanumeric);
        match end {
            '\u{ad}' => Joint::NoHyphen,
            '-' | '‐' if is_word && start.is_lowercase() => self.hyphen(last, first),
            '-' | '‐' | '‑' | '—' if is_word && start.is_alphanumeric() => Joint::Nothing,
            '/' if is_address(last) => Joint::Nothing,
            _ if is_address(last) && "/?&=#_%".contains(start) => Joint::Nothing,
            _ if start == '—' && end.is_alphanumeric() && first.chars().count() > 1 => {
                Joint::Nothing
            }
            _ if is_unspaced(end) && is_unspaced(start) => Joint::Nothing,
            _ => Joint::Space,
        }
    }

    fn hyphen(&self, last: &str, first: &str) -> Joint {
        if is_address(last) {
            return Joint::Nothing;
        }
        let head = bare(last).trim_end_matches(['-', '‐']).to_lowercase();
        let tail = bare(first).to_lowercase();
        let tail = tail.split(['-', '’', '\'']).next().unwrap_or_default();
        let is_kept = if self.words.contains(&format!("{head}{tail}")) {
            false
        } else if self.compounds.contains(&format!("{head}-{tail}")) {
            true
        } else {
            let last_part = head.rsplit(['-', '‐', '/']).next().unwrap_or_default();
            let is_number = last_part.bytes().any(|b| b.is_ascii_digit());
            let is_first_half = FIRST_HALVES.contains(&last_part) && self.words.contains(tail);
            is_number || is_first_half || (ALWAYS.contains(&last_part) && tail.len() > 3)
        };
        if is_kept {
            Joint::Nothing
        } else {
            Joint::NoHyphen
        }
    }
}

/// `word` without the punctuation around it, a hyphen at its end left.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !"-‐\u{ad}".contains(c))
        .trim_start_matches(['-', '‐'])
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.starts_with("doi.org")
}

/// Whether `c` belongs to a script that parts its words by nothing.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x30ff | 0x31f0..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff01..=0xff60 | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_go_where_the_line_made_them() {
        let mut vocabulary = Vocabulary::default();
        for word in ["term", "decision-making", "understanding,", "elected"] {
            vocabulary.learn(word);
        }
        for (last, first, expected) in [
            ("under-", "standing", Joint::NoHyphen),
            ("compu-", "tation.", Joint::NoHyphen),
            ("decision-", "making", Joint::Nothing),
            ("long-", "term", Joint::Nothing),
            ("low-", "er", Joint::NoHyphen),
            ("non-", "elected", Joint::Nothing),
            ("COVID-", "19", Joint::Nothing),
            ("Anglo-", "American", Joint::Nothing),
            ("soft\u{ad}", "ware", Joint::NoHyphen),
            ("word", "word", Joint::Space),
            ("word—", "word", Joint::Nothing),
            ("–", "word", Joint::Space),
            ("https://example.org/", "path", Joint::Nothing),
            ("漢", "字", Joint::Nothing),
            ("and/", "or", Joint::Space),
        ] {
            assert_eq!(vocabulary.joint(last, first), expected, "{last} {first}");
        }
    }
}
