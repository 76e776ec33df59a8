//! Words and signs with their typography taken away: what two copies of a text have in common however they were set.
//!
//! Owns which differences mean nothing: the shape of quotation marks and dashes, kinds and runs of white space, soft
//! hyphens and other characters without width, composed or decomposed letters (Unicode's NFC), ligatures, words divided
//! at a line's end, dots for an ellipsis, marks of emphasis. Letter case does mean something.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::Span;

/// A word: a run of letters and digits with what joins them (an apostrophe between letters, a point or comma between
/// digits), one character of a script that is written without spaces, or one symbol that says something (`%`, `€`, `→`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// How it is spelled, without typography.
    pub spelling: Cow<'t, str>,
}

/// The words of `text`, in order. What stands between them are [`signs`] and white space.
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The iterator that [`words`] gives.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter, a digit or a mark on one: words are runs of these.
    Letter,
    /// A word of its own.
    Single,
    /// No width and no meaning.
    Nothing,
    /// Punctuation and white space.
    Between,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Letter,
            '%' | '$' | '¢'..='¥' | '°' | '‰' | '‱' | '\u{20a0}'..='\u{20cf}' => {
                Self::Single
            }
            '\0'..='\x7f' => Self::Between,
            _ if is_nothing(c) => Self::Nothing,
            // Scripts that are written without spaces.
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3041}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}'
                if !is_combining_mark(c) =>
            {
                Self::Single
            }
            // Arrows, mathematics, pictures.
            '\u{2190}'..='\u{23ff}'
            | '\u{2600}'..='\u{27bf}'
            | '\u{2b00}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}' => Self::Single,
            _ if c.is_alphanumeric() || is_combining_mark(c) => Self::Letter,
            _ => Self::Between,
        }
    }
}

/// Whether `c` has neither width nor meaning: soft hyphens, joiners, marks of direction, variation selectors.
fn is_nothing(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

impl<'t> Words<'t> {
    fn rest(&self, from: usize) -> &'t str {
        self.text.get(from..).unwrap_or_default()
    }

    /// The end of the word whose first character `first` ends at `from`.
    fn end(&self, first: char, from: usize) -> usize {
        let mut end = from;
        let mut last = first;
        let mut is_single = Class::of(first) == Class::Single;
        loop {
            let bytes = self.text.as_bytes().get(end..).unwrap_or_default();
            let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric());
            let plain = if is_single { 0 } else { plain.count() };
            if let Some(byte) = plain.checked_sub(1).and_then(|at| bytes.get(at)) {
                last = char::from(*byte);
                end += plain;
            }
            let rest = self.rest(end);
            let shown = rest.trim_start_matches(is_nothing);
            let Some(next) = shown.chars().next() else {
                return end;
            };
            let after = end + (rest.len() - shown.len()) + next.len_utf8();
            let joins = if is_single {
                is_combining_mark(next)
            } else {
                Class::of(next) == Class::Letter || self.is_joint(last, next, after)
            };
            if joins {
                (end, last) = (after, next);
            } else if let Some((c, after)) = self.divided(last, end).filter(|_| !is_single) {
                (end, last) = (after, c);
            } else {
                return end;
            }
            is_single &= is_combining_mark(next);
        }
    }

    /// Whether the sign `c`, which ends at `after`, joins `last` to what follows.
    fn is_joint(&self, last: char, c: char, after: usize) -> bool {
        let Some(next) = self.rest(after).chars().next() else {
            return false;
        };
        let is_letter = |c: char| Class::of(c) == Class::Letter;
        (is_apostrophe(c) && is_letter(last) && is_letter(next))
            || (matches!(c, '.' | ',') && last.is_numeric() && next.is_numeric())
    }

    /// The letter, and its end, that goes on a word which `last` ends at `end` when it is divided there by a hyphen and a
    /// line's end.
    fn divided(&self, last: char, end: usize) -> Option<(char, usize)> {
        let rest = self.rest(end);
        let hyphen = rest
            .chars()
            .next()
            .filter(|c| is_dash(*c) || *c == '\u{ad}')?;
        let after = rest.get(hyphen.len_utf8()..)?;
        let next = after.trim_start_matches([' ', '\t', '\r', '\n']);
        let white = after.get(..after.len() - next.len())?;
        let c = next.chars().next()?;
        let is_divided = last.is_lowercase() && c.is_lowercase();
        let is_one_break = white.bytes().filter(|byte| *byte == b'\n').count() == 1;
        let end = end + (rest.len() - next.len()) + c.len_utf8();
        (is_divided && is_one_break).then_some((c, end))
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let rest = self.rest(self.at);
        let is_word = |c: char| matches!(Class::of(c), Class::Letter | Class::Single);
        let Some(gap) = rest.find(is_word) else {
            self.at = self.text.len();
            return None;
        };
        let start = self.at + gap;
        let first = self.rest(start).chars().next()?;
        let end = self.end(first, start + first.len_utf8());
        self.at = end;
        let span = Span::new(start, end);
        Some(Word {
            span,
            spelling: spelling(span.of(self.text)),
        })
    }
}

/// `word` without typography.
fn spelling(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'-')
    {
        return Cow::Borrowed(word);
    }
    let shown = word
        .chars()
        .filter(|c| !is_nothing(*c) && !c.is_whitespace() && !is_dash(*c));
    let plain = shown.flat_map(|c| {
        let ligature = match c {
            'ﬀ' => "ff",
            'ﬁ' => "fi",
            'ﬂ' => "fl",
            'ﬃ' => "ffi",
            'ﬄ' => "ffl",
            'ﬅ' | 'ﬆ' => "st",
            _ if is_apostrophe(c) => "'",
            _ => "",
        };
        let itself = ligature.is_empty().then_some(c);
        ligature.chars().chain(itself)
    });
    Cow::Owned(plain.nfc().collect())
}

/// A sign between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// Which, without typography: every dash is a `-`, every quotation mark a `"` or `'`, an ellipsis a `…`.
    pub sign: char,
}

/// The signs of `span`, which holds no words, in order: neither white space nor marks of emphasis and layout. A span
/// that does not fit the text has none.
#[must_use]
pub fn signs(text: &str, span: Span) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    for (at, c) in span.of(text).char_indices() {
        let sign = match c {
            '*' | '_' | '`' | '~' | '#' | '>' | '|' | '\\' | '•' | '◦' | '‣' | '·' => {
                continue;
            }
            '\u{25a0}'..='\u{25ff}' => continue,
            _ if c.is_whitespace() || is_nothing(c) => continue,
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '＂' => '"',
            '´' | '‚' | '‛' | '‹' | '›' | '′' => '\'',
            _ if is_apostrophe(c) => '\'',
            _ if is_dash(c) => '-',
            _ => c,
        };
        let start = span.start + at;
        let new = Sign {
            span: Span::new(start, start + c.len_utf8()),
            sign,
        };
        push(&mut signs, new);
    }
    signs
}

/// Adds `new` to `signs`: two dashes are one, and so are two apostrophes that make a quotation mark or three dots.
fn push(signs: &mut Vec<Sign>, mut new: Sign) {
    let before = |back: usize| {
        let at = signs.len().checked_sub(back)?;
        signs.get(at).map(|sign| (sign.sign, sign.span))
    };
    let touches = |other: Span| other.end == new.span.start;
    let (merged, sign) = match (before(2), before(1), new.sign) {
        (_, Some(('-', dash)), '-') if touches(dash) => (1, '-'),
        (_, Some(('\'', mark)), '\'') if touches(mark) => (1, '"'),
        (_, Some(('…', dots)), '.') if touches(dots) => (1, '…'),
        (Some(('.', _)), Some(('.', _)), '.') => (2, '…'),
        _ => (0, new.sign),
    };
    new.sign = sign;
    for _ in 0..merged {
        if let Some(last) = signs.pop() {
            new.span.start = last.span.start;
        }
    }
    signs.push(new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    fn spelled(text: &str) -> Vec<String> {
        let all = words(text);
        all.map(|word| word.spelling.into_owned()).collect()
    }

    fn sign_text(text: &str) -> String {
        let all = signs(text, Span::new(0, text.len()));
        all.iter().map(|sign| sign.sign).collect()
    }

    #[test]
    fn words_are_what_is_read() {
        for (text, expect) in [
            ("It’s “so”,\n\n he--said.", "It's|so|he|said"),
            ("fell 4.1%, to €1,000.", "fell|4.1|%|to|€|1,000"),
            ("well-known _and_ **bold**", "well|known|and|bold"),
            ("東京タワー né 👍🏽!", "東|京|タ|ワ|ー|né|👍|🏽"),
            ("'tis the dogs' own", "tis|the|dogs|own"),
            ("… —", ""),
        ] {
            assert_eq!(spelled(text).join("|"), expect, "{text}");
        }
    }

    #[test]
    fn typography_is_not_part_of_a_word() {
        for (text, expect) in [
            ("ne\u{301}", "né"),
            ("of\u{ad}fi\u{200b}ce oﬃce", "office|office"),
            (
                "a hyphen-\nated line, a well-\n\nknown",
                "a|hyphenated|line|a|well|known",
            ),
            ("soft\u{ad}\nly", "softly"),
            ("A-\nB", "A|B"),
            ("can’t can't", "can't|can't"),
        ] {
            assert_eq!(spelled(text).join("|"), expect, "{text:?}");
        }
    }

    #[test]
    fn signs_have_one_form() {
        for (text, expect) in [
            ("“ ” „ « \"", "\"\"\"\"\""),
            (" -- — – -", "----"),
            ("... … . . .", "………"),
            ("**_` > #", ""),
            ("''\u{a0}‘,", "\"',"),
            ("----", "-"),
            ("....", "…"),
        ] {
            assert_eq!(sign_text(text), expect, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn words_and_the_signs_between_them_lie_in_order(text in samples::text()) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(end <= word.span.start && word.span.start < word.span.end);
                prop_assert!(text.get(word.span.start..word.span.end).is_some());
                let mut last = end;
                for sign in signs(&text, Span::new(end, word.span.start)) {
                    prop_assert!(last <= sign.span.start && sign.span.end <= word.span.start);
                    prop_assert!(text.get(sign.span.start..sign.span.end).is_some());
                    last = sign.span.end;
                }
                end = word.span.end;
            }
        }
    }
}
