//! Strings from strangers made safe to show: what a terminal would obey, and what would deceive a reader, is seen instead.

use std::borrow::Cow;

use super::cluster::{Spacing, clusters};
use crate::model::Span;

/// `text` for one line of the screen, of standard error or of text output: control characters, bidirectional controls
/// and their like become visible marks, each line break and tab a space.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    shown(text, " ", " ")
}

/// `text` with the same safety, but with its line breaks kept (all as `\n`) and tabs as four spaces.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    shown(text, "\n", "    ")
}

fn shown<'t>(text: &'t str, line_break: &'static str, tab: &'static str) -> Cow<'t, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for cluster in clusters(text, Span::new(0, text.len()), Spacing::Keep) {
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
            ("a\u{202e}b\u{200b}", "a\u{fffd}b", "a\u{fffd}b"),
            ("\u{feff}a  b", "a  b", "a  b"),
        ];
        for (text, line, kept) in cases {
            assert_eq!(one_line(text), line, "{text:?}");
            assert_eq!(lines(text), kept, "{text:?}");
        }
        assert!(matches!(one_line("né"), Cow::Borrowed(_)));
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
