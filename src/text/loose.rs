//! Text as somebody types it who looks for it: without case, marks on letters and typography.
//!
//! Owns which differences do not count when a person searches lists or sorts them. Two strings that are loosely the same
//! may mean different things, so nothing is decided by it but what is shown.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A letter without its marks, as far as it has any (canonical decomposition, UAX #15), or without its stroke.
#[must_use]
pub fn base(letter: char) -> char {
    match letter {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        _ => {
            let mut first = letter;
            decompose_canonical(letter, |part| {
                if !is_combining_mark(part) {
                    first = part;
                }
            });
            first
        }
    }
}

/// `text` in small letters without marks, with straight quotation marks and hyphens, and one space for each run of white
/// space; none at its ends.
#[must_use]
pub fn loosened(text: &str) -> String {
    let mut loose = String::with_capacity(text.len());
    let mut is_space_due = false;
    for c in text.chars() {
        if c.is_ascii_graphic() {
            space(&mut loose, &mut is_space_due);
            loose.push(c.to_ascii_lowercase());
            continue;
        }
        let plain = match c {
            _ if c.is_whitespace() => {
                is_space_due = !loose.is_empty();
                continue;
            }
            '‘' | '’' | 'ʼ' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            _ if is_combining_mark(c) => continue,
            _ => base(c),
        };
        space(&mut loose, &mut is_space_due);
        loose.extend(plain.to_lowercase().filter(|c| !is_combining_mark(*c)));
    }
    loose
}

fn space(loose: &mut String, is_due: &mut bool) {
    if std::mem::take(is_due) {
        loose.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn what_is_typed_loosely_is_the_same() {
        for (text, expected) in [
            ("Touadéra", "touadera"),
            ("TOUADE\u{301}RA", "touadera"),
            ("  per\n\u{a0}cent ", "per cent"),
            ("It’s “so”—really", "it's \"so\"-really"),
            ("Łódź, İzmir", "lodz, izmir"),
            ("東京", "東京"),
            ("co\u{ad}operate", "cooperate"),
            (" \u{301}", ""),
        ] {
            assert_eq!(loosened(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_loose_stays_as_it_is(text in samples::text()) {
            let loose = loosened(&text);
            prop_assert_eq!(loosened(&loose), loose);
        }
    }
}
