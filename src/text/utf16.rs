//! Code points to units of UTF-16, in which programs that run in a browser count.

/// An index of one text that tells where a code point stands in its UTF-16.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utf16 {
    /// The numbers of the code points that take two units, in order.
    wide: Vec<usize>,
}

impl Utf16 {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Only characters of four bytes take two units (Unicode, section 3.9).
        if text.bytes().all(|byte| byte < 0xf0) {
            return Self::default();
        }
        let wide = text.chars().enumerate().filter(|(_, c)| c.len_utf16() > 1);
        Self {
            wide: wide.map(|(at, _)| at).collect(),
        }
    }

    /// The unit at which the code point number `code_point` begins.
    #[must_use]
    pub fn from_code_point(&self, code_point: usize) -> usize {
        code_point + self.wide.partition_point(|wide| *wide < code_point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn a_character_beyond_the_first_plane_takes_two_units() {
        let index = Utf16::new("💩a👩\u{200d}👧b");
        let units: Vec<usize> = (0..=6).map(|at| index.from_code_point(at)).collect();
        assert_eq!(units, [0, 2, 3, 5, 6, 8, 9]);
        assert_eq!(Utf16::new("né漢").from_code_point(3), 3);
    }

    proptest! {
        #[test]
        fn units_are_those_of_the_encoder(text in samples::text()) {
            let index = Utf16::new(&text);
            let mut unit = 0;
            for (at, c) in text.chars().enumerate() {
                prop_assert_eq!(index.from_code_point(at), unit);
                unit += c.len_utf16();
            }
            prop_assert_eq!(index.from_code_point(text.chars().count()), unit);
        }
    }
}
