//! Strings from strangers made safe to show: what a terminal would obey, and what would deceive a reader, is seen instead.

use std::borrow::Cow;

use super::cluster::{Spacing, clusters};
use crate::model::{Invisible, Span};

/// `text` for one line of the screen, of standard error or of text output: control characters, bidirectional controls
/// and their like become visible marks, and so do strays without width; each line break and tab becomes a space.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    shown(text, " ", " ", Invisible::Marks)
}

/// `text` with the same safety, but with its line breaks kept (all as `\n`) and tabs as four spaces.
#[must_use]
pub fn paragraphs(text: &str) -> Cow<'_, str> {
    shown(text, "\n", "    ", Invisible::Marks)
}

/// `text` as [`paragraphs`], to be read in another program: what has no width is left out.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    shown(text, "\n", "    ", Invisible::Hide)
}

/// Whether `c` changes what is around it instead of being seen: control characters, escapes, overrides of direction,
/// line separators, tag characters, noncharacters.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// `row` without what hangs past its end: the characters for which `hangs`, and those without width among them. What has
/// no width but belongs to the last letter stays.
#[must_use]
pub fn without_hanging(row: &str, hangs: impl Fn(char) -> bool) -> &str {
    let end = row
        .trim_end_matches(|c: char| hangs(c) || is_invisible(c))
        .len();
    let hanging = row.get(end..).unwrap_or_default();
    let kept = hanging.find(|c| !is_invisible(c)).unwrap_or(hanging.len());
    row.get(..end + kept).unwrap_or(row)
}

/// A JSON text (RFC 8259) in which what a terminal would obey stands escaped. Outside strings no such character occurs
/// save the line break, and inside them an escape means the same.
#[must_use]
pub fn escaped_json(text: String) -> String {
    let strange = |c| is_unseen(c) && c != '\n';
    if !text.contains(strange) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if strange(c) {
            for unit in c.encode_utf16(&mut [0; 2]).iter().copied() {
                let digit = |shift: u16| char::from_digit(u32::from(unit >> shift) & 0xf, 16);
                escaped.push_str("\\u");
                escaped.extend([12, 8, 4, 0].into_iter().filter_map(digit));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn shown<'t>(
    text: &'t str,
    line_break: &'static str,
    tab: &'static str,
    invisible: Invisible,
) -> Cow<'t, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let whole = Span::new(0, text.len());
    for cluster in clusters(text, whole, Spacing::Keep).with_invisible(invisible) {
        let is_tab = || cluster.span.of(text).trim_matches(is_invisible) == "\t";
        shown.push_str(match &*cluster.symbol {
            "" => line_break,
            spaces if spaces.starts_with(' ') && is_tab() => tab,
            symbol => symbol,
        });
    }
    if shown == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(shown)
    }
}

fn is_invisible(c: char) -> bool {
    super::marks::Look::of(c).is_nothing()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn strangers_are_seen_not_obeyed() {
        let cases = [
            ("plain", "plain", "plain"),
            ("né “so”", "né “so”", "né “so”"),
            ("a\tb\r\nc\rd\ne", "a b c d e", "a    b\nc\nd\ne"),
            ("\u{1b}]0;x\u{7}", "␛]0;x␇", "␛]0;x␇"),
            ("\u{9b}1m", "\u{fffd}1m", "\u{fffd}1m"),
            ("a\u{202e}b\u{200b}", "a\u{fffd}b◦", "a\u{fffd}b"),
            ("co\u{ad}op\u{200e}", "coop\u{fffd}", "coop"),
            ("\u{feff}a  b", "◦a  b", "a  b"),
        ];
        for (text, line, kept) in cases {
            assert_eq!(one_line(text), line, "{text:?}");
            assert_eq!(lines(text), kept, "{text:?}");
        }
        assert!(matches!(one_line("né"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_hangs_is_white_space_and_what_lies_in_it() {
        for (row, expected) in [
            ("a b ", "a b"),
            ("a \u{200b}\n", "a"),
            ("❤\u{fe0f} ", "❤\u{fe0f}"),
            ("co\u{ad}", "co\u{ad}"),
            (" \u{2028}", ""),
        ] {
            assert_eq!(
                without_hanging(row, char::is_whitespace),
                expected,
                "{row:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_was_made_visible_stays_as_it_is(text in samples::text()) {
            let line = one_line(&text).into_owned();
            prop_assert_eq!(&one_line(&line), &line);
            prop_assert!(!line.chars().any(char::is_control));
            let kept = lines(&text).into_owned();
            prop_assert_eq!(&lines(&kept), &kept);
            prop_assert!(!kept.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
