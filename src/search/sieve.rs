//! Telling texts that may hold a match from those that cannot, by the bytes of their files.
//!
//! A search of a corpus looks at every file, and most have no match: those are told by this, without being decoded or
//! copied. It may let a text through that has none, and never keeps one back that has.

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};
use unicode_normalization::char::is_combining_mark as is_mark;

use super::pattern::{Pattern, PatternError, beyond_ascii, harmless};
use super::query::Query;
use crate::text::loose::base;

/// How many bytes of a file tell whether it is in UTF-16, in which no byte stands for what it does elsewhere.
const HEAD: usize = 4096;

/// The most letters that are looked for: more tell nothing, and what they cost grows with their square.
const LONGEST: usize = 24;

/// What a file may hold.
#[derive(Clone, Debug)]
pub struct Sieve {
    pattern: Pattern,
    needle: Option<Needle>,
}

/// Letters and digits of ASCII that are in every match, each as it is or as a letter that it stands for.
#[derive(Clone, Debug)]
struct Needle {
    letters: Vec<char>,
    minds_case: bool,
    /// Finds them where all are as they are.
    finder: Finder,
}

#[derive(Clone, Debug)]
enum Finder {
    Exact(Box<memmem::Finder<'static>>),
    AnyCase(Regex),
}

impl Needle {
    fn new(query: &Query) -> Option<Self> {
        if query.is_regex {
            return None;
        }
        let words = query.text.split(|c: char| !c.is_ascii_alphanumeric());
        let longest = words.max_by_key(|word| word.len())?;
        let longest = longest.get(..LONGEST).unwrap_or(longest);
        if longest.is_empty() {
            return None;
        }
        let minds_case = query.minds_case();
        let finder = if minds_case {
            Finder::Exact(Box::new(memmem::Finder::new(longest).into_owned()))
        } else {
            let mut builder = RegexBuilder::new(longest);
            builder.unicode(false).case_insensitive(true);
            Finder::AnyCase(builder.build().ok()?)
        };
        let mut needle = Self {
            letters: Vec::new(),
            minds_case,
            finder,
        };
        needle.letters = longest.chars().map(|c| needle.cased(c)).collect();
        Some(needle)
    }

    /// Whether all the letters stand in `bytes` as they are.
    fn is_in(&self, bytes: &[u8]) -> bool {
        match &self.finder {
            Finder::Exact(finder) => finder.find(bytes).is_some(),
            Finder::AnyCase(regex) => regex.is_match(bytes),
        }
    }

    /// Whether the letters may stand in `bytes` with at least one that is not as it is: which is not ASCII, or has a mark
    /// after it. What is not in UTF-8 has to be decoded to be known.
    fn is_spelled_in(&self, bytes: &[u8]) -> bool {
        let (mut text, mut from) = (None, 0);
        while let Some(at) = beyond_ascii(bytes, from) {
            if let Some(length) = harmless(bytes, at) {
                from = at + length;
                continue;
            }
            // Most files hold nothing else, and are not looked at a second time.
            let Some(known) = text.or_else(|| std::str::from_utf8(bytes).ok()) else {
                return true;
            };
            text = Some(known);
            let Some(c) = known.get(at..).and_then(|rest| rest.chars().next()) else {
                return true;
            };
            from = at + c.len_utf8();
            let letter = if is_mark(c) {
                // Of several marks the first is looked at: all are on the same letter.
                let before = known.get(..at).unwrap_or_default();
                let marked = before.char_indices().next_back();
                marked.filter(|(_, c)| !is_mark(*c))
            } else {
                Some((at, c))
            };
            if letter.is_some_and(|(at, c)| self.is_around(known, at, c)) {
                return true;
            }
        }
        false
    }

    /// Whether the letters may stand in `text` so that one of them is the `c` at the byte `at`.
    fn is_around(&self, text: &str, at: usize, c: char) -> bool {
        let Some(letter) = self.letter(c) else {
            return false;
        };
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let places = self.letters.iter().enumerate();
        let mut places = places.filter(|(_, known)| **known == letter);
        places.any(|(index, _)| {
            let (left, right) = self.letters.split_at(index);
            let before = before.chars().rev().filter(|c| !is_mark(*c));
            let after = after.chars().filter(|c| !is_mark(*c));
            self.are(left.iter().rev(), before) && self.are(right.iter().skip(1), after)
        })
    }

    /// Whether what is read begins with the letters that are wanted.
    fn are<'a>(
        &self,
        mut wanted: impl Iterator<Item = &'a char>,
        mut read: impl Iterator<Item = char>,
    ) -> bool {
        wanted.all(|letter| read.next().and_then(|c| self.letter(c)) == Some(*letter))
    }

    /// The letter of ASCII that stands for `c`, if one does.
    fn letter(&self, c: char) -> Option<char> {
        let letter = match c {
            '\0'..='\x7f' => c,
            // Long s, and the signs for kelvin and ångström.
            'ſ' => 's',
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{212a}' | '\u{212b}' => base(c),
            _ => return None,
        };
        letter.is_ascii().then(|| self.cased(letter))
    }

    fn cased(&self, letter: char) -> char {
        if self.minds_case {
            letter
        } else {
            letter.to_ascii_lowercase()
        }
    }
}

impl Sieve {
    /// The sieve for `query`.
    ///
    /// # Errors
    /// As [`Query::pattern`].
    pub fn new(query: &Query) -> Result<Self, PatternError> {
        Ok(Self {
            pattern: query.pattern()?,
            needle: Needle::new(query),
        })
    }

    /// What is let through for.
    #[must_use]
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Whether the text of a file with these `bytes` may hold a match, whatever its encoding and its line ends.
    #[must_use]
    pub fn may_hold(&self, bytes: &[u8]) -> bool {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        let is_marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        if is_marked || memchr::memchr(0, head).is_some() {
            return true;
        }
        match &self.needle {
            Some(_) => self.may_hold_words(bytes),
            // Line ends and the mark at the beginning are none of the text.
            None if memchr::memchr(b'\r', bytes).is_some() => true,
            None => {
                let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                std::str::from_utf8(bytes).map_or(true, |text| self.pattern.is_in(text))
            }
        }
    }

    /// Whether a text of which every word stands in `bytes` as it is, among whatever else, may hold a match.
    #[must_use]
    pub fn may_hold_words(&self, bytes: &[u8]) -> bool {
        let needle = self.needle.as_ref();
        needle.is_none_or(|needle| needle.is_in(bytes) || needle.is_spelled_in(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Case;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_match_is_kept_back() {
        let sieve = Sieve::new(&Query::new("old ferry")).unwrap();
        for (bytes, expect) in [
            (&b"the old\r\n FERRY"[..], true),
            (b"the ferry", true),
            (b"nothing of the kind", false),
            ("“nothing” — for € 5".as_bytes(), false),
            ("a café".as_bytes(), false),
            ("an old fèrry".as_bytes(), true),
            ("an old fe\u{301}\u{302}rry".as_bytes(), true),
            ("FERRÝ".as_bytes(), true),
            ("fér ry, ferré, érry, férr".as_bytes(), false),
            ("e\u{301}\u{302}".as_bytes(), false),
            ("an old fe\u{301}rry".as_bytes(), true),
            (b"\xff\xfeo\0l\0d\0", true),
            (b"o\0l\0d\0", true),
            (b"caf\xe9", true),
            (b"", false),
        ] {
            assert_eq!(sieve.may_hold(bytes), expect, "{bytes:?}");
        }
    }

    /// Texts and queries of few letters, so that they meet.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-dksKS .,\n]{0,6}",
            Just("\r\n".to_owned()),
            Just("é".to_owned()),
            Just("à".to_owned()),
            Just("e\u{301}".to_owned()),
            Just("“".to_owned()),
            Just("’".to_owned()),
            Just("\u{212a}".to_owned()),
            Just("ſ".to_owned()),
            Just("漢".to_owned()),
            Just("€\u{a0}".to_owned()),
            Just("\u{20d0}".to_owned()),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_match_is_lost(
            text in text(),
            query in prop_oneof![text(), "[a-dk]{1,2}", "[a-d]?(a|k)[.s$^]?"],
            is_regex: bool,
            whole_words: bool,
            case in prop_oneof![Just(Case::Smart), Just(Case::Ignored), Just(Case::Minded)],
            mark: bool,
        ) {
            let query = Query { text: query, is_regex, whole_words, case };
            let Ok(sieve) = Sieve::new(&query) else {
                return Ok(());
            };
            // As `corpus::decode` has it.
            let read = text.replace("\r\n", "\n").replace('\r', "\n");
            let matches = sieve.pattern().spans(&read).next().is_some();
            let mark = if mark { "\u{feff}" } else { "" };
            let utf8 = format!("{mark}{text}");
            prop_assert!(!matches || sieve.may_hold(utf8.as_bytes()));
            let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert!(!matches || sieve.may_hold(&utf16));
            let (latin, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(&text);
            let read = read.as_str();
            prop_assert!(is_lossy || !matches || sieve.may_hold(&latin), "{:?}", read);
        }
    }
}
