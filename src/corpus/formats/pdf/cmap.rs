//! Character maps: from the codes in a string to Unicode, and from codes to the numbers that widths are listed by
//! (ISO 32000-1, sections 9.7.5 and 9.10.3; Adobe Technical Note 5411).

use std::collections::HashMap;

use encoding_rs::UTF_16BE;

use super::content::{Operand, Operations};

/// More ranges than this are dropped.
const MANY: usize = 200_000;

/// A character map.
#[derive(Debug, Default)]
pub(super) struct CharacterMap {
    /// How many bytes a code has, with the codes of that length: first and last.
    lengths: Vec<(usize, u32, u32)>,
    /// Codes with a text of their own.
    texts: HashMap<u32, String>,
    /// First and last code of a range, and the text of the first: the last character counts up.
    ranges: Vec<(u32, u32, String)>,
    /// First and last code of a range, and the number of the first.
    numbers: Vec<(u32, u32, u32)>,
}

impl CharacterMap {
    /// The map that `stream` writes down.
    pub(super) fn of(stream: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operations = Operations::of(stream);
        while let Some(operator) = operations.next() {
            let operands = operations.operands();
            match operator {
                b"endcodespacerange" => map.spaces(operands),
                b"endbfchar" => map.characters(operands),
                b"endbfrange" => map.text_ranges(operands),
                b"endcidchar" | b"endcidrange" => {
                    map.number_ranges(operands, operator == b"endcidrange");
                }
                _ => {}
            }
        }
        map.ranges.sort_by_key(|(first, ..)| *first);
        map.numbers.sort_by_key(|(first, ..)| *first);
        map
    }

    /// The text of `code`.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.texts.get(&code) {
            return Some(text.clone());
        }
        let after = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, last, text) = self.ranges.get(after.checked_sub(1)?)?;
        if code > *last {
            return None;
        }
        let mut text = text.clone();
        let end = text.pop()?;
        let end = u32::from(end).checked_add(code - first)?;
        text.push(char::from_u32(end)?);
        Some(text)
    }

    /// The number that the width of `code` is listed by.
    pub(super) fn number(&self, code: u32) -> Option<u32> {
        let after = self.numbers.partition_point(|(first, ..)| *first <= code);
        let (first, last, number) = self.numbers.get(after.checked_sub(1)?)?;
        (code <= *last).then(|| number.saturating_add(code - first))
    }

    /// How many bytes the code has that `bytes` begin with; `None` where the map does not tell.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=4).find(|length| {
            let code = bytes.get(..*length).map(code_of);
            let mut spaces = self.lengths.iter();
            spaces.any(|(of, first, last)| {
                of == length && code.is_some_and(|code| (*first..=*last).contains(&code))
            })
        })
    }

    fn spaces(&mut self, operands: &[Operand]) {
        for pair in operands.chunks(2).take(MANY) {
            if let [Operand::Bytes(first), Operand::Bytes(last)] = pair
                && self.lengths.len() < 256
            {
                self.lengths
                    .push((first.len(), code_of(first), code_of(last)));
            }
        }
    }

    fn characters(&mut self, operands: &[Operand]) {
        for pair in operands.chunks(2) {
            if let [Operand::Bytes(code), Operand::Bytes(text)] = pair
                && self.texts.len() < MANY
            {
                self.texts.insert(code_of(code), text_of(text));
            }
        }
    }

    fn text_ranges(&mut self, operands: &[Operand]) {
        let mut rest = operands;
        while let [
            Operand::Bytes(first),
            Operand::Bytes(last),
            target,
            after @ ..,
        ] = rest
        {
            rest = after;
            let (first, last) = (code_of(first), code_of(last));
            match target {
                Operand::Bytes(text) if self.ranges.len() < MANY => {
                    self.ranges.push((first, last, text_of(text)));
                }
                Operand::Open => {
                    let length = rest.iter().position(|operand| *operand == Operand::Close);
                    let length = length.unwrap_or(rest.len());
                    for (code, text) in (first..=last).zip(rest.iter().take(length)) {
                        if let Operand::Bytes(text) = text
                            && self.texts.len() < MANY
                        {
                            self.texts.insert(code, text_of(text));
                        }
                    }
                    rest = rest.get(length + 1..).unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    fn number_ranges(&mut self, operands: &[Operand], is_range: bool) {
        for entry in operands.chunks(if is_range { 3 } else { 2 }) {
            let (first, last, number) = match entry {
                [
                    Operand::Bytes(first),
                    Operand::Bytes(last),
                    Operand::Number(number),
                ] => (first, last, number),
                [Operand::Bytes(code), Operand::Number(number)] => (code, code, number),
                _ => continue,
            };
            if self.numbers.len() < MANY {
                let number = super::whole(*number);
                let number = u32::try_from(number).unwrap_or(0);
                self.numbers.push((code_of(first), code_of(last), number));
            }
        }
    }
}

/// The code that `bytes` are, of which the last four count.
pub(super) fn code_of(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |code, byte| (code << 8) | u32::from(*byte))
}

/// The text that `bytes`, which are UTF-16, say; a single byte is its own character.
fn text_of(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let (text, _) = UTF_16BE.decode_without_bom_handling(bytes);
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_texts_and_numbers() {
        let map = CharacterMap::of(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar\n\
              2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<D83DDE00> <0062>] endbfrange\n\
              1 begincidrange <0000> <00ff> 10 endcidrange",
        );
        for (code, text) in [
            (3, Some(" ")),
            (0x10, Some("fi")),
            (0x24, Some("A")),
            (0x26, Some("C")),
            (0x27, None),
            (0x30, Some("\u{1F600}")),
            (0x31, Some("b")),
        ] {
            assert_eq!(map.text(code).as_deref(), text, "{code:#x}");
        }
        assert_eq!(map.number(5), Some(15));
        assert_eq!(map.number(0x100), None);
        assert_eq!(map.length(&[0, 3]), Some(2));
        assert_eq!(map.length(&[0]), None);
    }
}
