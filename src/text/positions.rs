//! Code points to bytes and back.

/// How many bytes one entry of the index stands for: small enough that counting inside is instant, large enough
/// that the index of a large text is a few kilobytes.
const STRIDE: usize = 4096;

/// An index of one text that tells the byte a code point begins at, and the other way round.
///
/// It belongs to the text it was made of; used with another one the answers are clamped and meaningless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodePoints {
    /// How many code points begin before each multiple of `STRIDE`; empty when the text is ASCII, where a code
    /// point is a byte.
    before: Vec<usize>,
    /// How many code points the text has.
    total: usize,
}

impl CodePoints {
    /// The index of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                before: Vec::new(),
                total: text.len(),
            };
        }
        let mut total = 0;
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(total);
            total += starts(chunk);
        }
        Self { before, total }
    }

    /// How many code points the text has.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// The byte at which the code point number `code_point` begins; the text's length for the one after the last,
    /// `None` past that.
    #[must_use]
    pub fn to_byte(&self, text: &str, code_point: usize) -> Option<usize> {
        if code_point >= self.total {
            return (code_point == self.total).then_some(text.len());
        }
        if self.before.is_empty() {
            return Some(code_point);
        }
        let entry = self.before.partition_point(|count| *count <= code_point) - 1;
        let from = entry * STRIDE;
        let ahead = code_point - self.before.get(entry)?;
        let chunk = text.as_bytes().get(from..)?;
        let begins = chunk
            .iter()
            .enumerate()
            .filter(|(_, byte)| is_start(**byte));
        begins.map(|(at, _)| from + at).nth(ahead)
    }

    /// The number of the code point at `byte`, which is floored to a character's first byte and clamped to the end.
    #[must_use]
    pub fn from_byte(&self, text: &str, byte: usize) -> usize {
        let byte = text.floor_char_boundary(byte);
        if self.before.is_empty() {
            return byte;
        }
        let entry = byte / STRIDE;
        match self.before.get(entry) {
            Some(count) => {
                let rest = text.as_bytes().get(entry * STRIDE..byte);
                count + starts(rest.unwrap_or_default())
            }
            None => self.total,
        }
    }
}

/// Whether `byte` is the first of a character's.
fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// How many characters begin in `bytes`. Counted in bytes, as many as one holds at a time, the compiler counts sixteen or
/// more at once.
fn starts(bytes: &[u8]) -> usize {
    let chunks = bytes.chunks(usize::from(u8::MAX));
    let counts = chunks.map(|chunk| {
        chunk
            .iter()
            .map(|byte| u8::from(is_start(*byte)))
            .sum::<u8>()
    });
    counts.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn the_end_is_a_position_and_past_it_there_is_none() {
        for text in ["", "abc", "né漢"] {
            let points = CodePoints::new(text);
            let total = text.chars().count();
            assert_eq!(points.total(), total);
            assert_eq!(points.to_byte(text, total), Some(text.len()));
            assert_eq!(points.to_byte(text, total + 1), None);
            assert_eq!(points.to_byte(text, usize::MAX), None);
            assert_eq!(points.from_byte(text, usize::MAX), total);
        }
        assert_eq!(CodePoints::new("né").from_byte("né", 2), 1, "inside the é");
    }

    #[test]
    fn an_index_of_another_text_gives_no_panic() {
        let points = CodePoints::new(&"é".repeat(9000));
        assert_eq!(points.to_byte("é", 8000), None);
        assert_eq!(points.from_byte("é", 8000), 1);
        assert_eq!(CodePoints::new("é").from_byte(&"é".repeat(9000), 17_000), 1);
    }

    #[test]
    fn positions_hold_across_the_strides() {
        let text = "aé漢🚀".repeat(3000);
        let points = CodePoints::new(&text);
        for (code_point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.to_byte(&text, code_point), Some(byte));
            assert_eq!(points.from_byte(&text, byte), code_point);
        }
    }

    proptest! {
        #[test]
        fn bytes_survive_the_way_to_code_points_and_back(text in samples::text()) {
            let points = CodePoints::new(&text);
            for (code_point, byte) in samples::boundaries(&text).enumerate() {
                prop_assert_eq!(points.from_byte(&text, byte), code_point);
                prop_assert_eq!(points.to_byte(&text, code_point), Some(byte));
            }
        }
    }
}
