//! Telling texts that may hold a match from those that cannot, by the bytes of their files.
//!
//! A search of a corpus looks at every file, and most have no match: those are told by this, without being decoded or
//! copied. It may let a text through that has none, and never keeps one back that has.

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};

use super::pattern::{Pattern, PatternError};
use super::query::Query;

/// How many bytes of a file tell whether it is in UTF-16, in which no byte stands for what it does elsewhere.
const HEAD: usize = 4096;

/// What a file may hold.
#[derive(Clone, Debug)]
pub struct Sieve {
    pattern: Pattern,
    /// Letters and digits of ASCII that are in every match, unless there is a letter in their place that only stands for
    /// one of them.
    needle: Option<Needle>,
}

#[derive(Clone, Debug)]
enum Needle {
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
        if longest.is_empty() {
            None
        } else if query.minds_case() {
            let finder = memmem::Finder::new(longest).into_owned();
            Some(Self::Exact(Box::new(finder)))
        } else {
            let mut builder = RegexBuilder::new(longest);
            builder.unicode(false).case_insensitive(true);
            builder.build().ok().map(Self::AnyCase)
        }
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Exact(finder) => finder.find(bytes).is_some(),
            Self::AnyCase(regex) => regex.is_match(bytes),
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
        let is_marked = [&b"\xff\xfe"[..], b"\xfe\xff"]
            .iter()
            .any(|mark| bytes.starts_with(mark));
        if is_marked || memchr::memchr(0, head).is_some() {
            return true;
        }
        match &self.needle {
            Some(needle) if needle.is_in(bytes) => true,
            Some(_) if !has_letters(bytes) => false,
            // A line end is white space however it is written, and the mark at the beginning is no part of a word.
            Some(_) => self.is_in_utf8(bytes),
            None => memchr::memchr(b'\r', bytes).is_some() || self.is_in_utf8(bytes),
        }
    }

    /// Whether `bytes` hold a match, or are not in UTF-8.
    fn is_in_utf8(&self, bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        std::str::from_utf8(bytes).map_or(true, |text| self.pattern.is_in(text))
    }
}

/// Whether there is anything in `bytes`, which may be in UTF-8, that a letter or digit of ASCII stands for: a letter with
/// marks, or a mark. Other than ASCII, articles mostly have quotation marks, dashes and signs of money.
fn has_letters(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
        let sign = rest.get(at..).unwrap_or_default();
        // U+0080 to U+00BF, U+2000 to U+203F and U+2080 to U+20BF hold no such letters.
        let length = match sign {
            [0xc2, 0x80..=0xbf, ..] => 2,
            [0xe2, 0x80 | 0x82, 0x80..=0xbf, ..] => 3,
            _ => return true,
        };
        rest = sign.get(length..).unwrap_or_default();
    }
    false
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
