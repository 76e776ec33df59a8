//! Content streams and character maps, both written in the same postfix notation (ISO 32000-1, sections 7.2, 7.8.2 and
//! 9.10.3): operands, then the operator that takes them.
//!
//! Knows nothing of what an operator means. Reads in one pass and never fails: what makes no sense is stepped over.

/// More operands than this are dropped: a stream of nothing but numbers is no text.
const MANY_OPERANDS: usize = 300_000;

/// What stands before an operator. Arrays and dictionaries are not nested: their ends are operands as well.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// A number.
    Number(f64),
    /// A name without its slash.
    Name(Vec<u8>),
    /// A string, its escapes or hexadecimal digits resolved.
    Bytes(Vec<u8>),
    /// The beginning of an array or dictionary.
    Open,
    /// The end of an array or dictionary.
    Close,
}

/// The operations of a stream, one after the other.
#[derive(Debug)]
pub(super) struct Operations<'s> {
    stream: &'s [u8],
    at: usize,
    operands: Vec<Operand>,
}

impl<'s> Operations<'s> {
    /// The operations of `stream`, whose filters were undone.
    pub(super) fn of(stream: &'s [u8]) -> Self {
        Self {
            stream,
            at: 0,
            operands: Vec::new(),
        }
    }

    /// The next operator; what belongs to it is in [`Operations::operands`].
    pub(super) fn next(&mut self) -> Option<&'s [u8]> {
        self.operands.clear();
        loop {
            self.skip_space();
            let byte = *self.stream.get(self.at)?;
            let operand = match byte {
                b'(' => Operand::Bytes(self.literal()),
                b'<' if self.peek(1) == Some(b'<') => self.delimiter(2, Operand::Open),
                b'<' => Operand::Bytes(self.hexadecimal()),
                b'>' if self.peek(1) == Some(b'>') => self.delimiter(2, Operand::Close),
                b'[' => self.delimiter(1, Operand::Open),
                b']' => self.delimiter(1, Operand::Close),
                b'/' => Operand::Name(self.name()),
                b'>' | b')' | b'{' | b'}' => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    let word = self.word();
                    if let Some(number) = number(word) {
                        Operand::Number(number)
                    } else {
                        if word == b"ID" {
                            self.skip_image();
                        }
                        return Some(word);
                    }
                }
            };
            if self.operands.len() < MANY_OPERANDS {
                self.operands.push(operand);
            }
        }
    }

    /// The operands of the operator that came last.
    pub(super) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The operands that are numbers, in order.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        let mut found = self.operands.iter().filter_map(|operand| match operand {
            Operand::Number(number) => Some(*number),
            _ => None,
        });
        for number in &mut numbers {
            *number = found.next()?;
        }
        Some(numbers)
    }

    /// The first operand that is a name.
    pub(super) fn named(&self) -> Option<&[u8]> {
        self.operands.iter().find_map(|operand| match operand {
            Operand::Name(name) => Some(name.as_slice()),
            _ => None,
        })
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.stream.get(self.at + ahead).copied()
    }

    fn delimiter(&mut self, length: usize, operand: Operand) -> Operand {
        self.at += length;
        operand
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                let rest = self.stream.get(self.at..).unwrap_or_default();
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The regular characters from here on; at least one byte.
    fn word(&mut self) -> &'s [u8] {
        let rest = self.stream.get(self.at..).unwrap_or_default();
        let is_end = |byte: &u8| is_space(*byte) || b"()<>[]{}/%".contains(byte);
        let length = rest.iter().position(is_end).unwrap_or(rest.len()).max(1);
        self.at += length;
        rest.get(..length).unwrap_or(rest)
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        if self
            .peek(0)
            .is_none_or(|byte| is_space(byte) || b"()<>[]{}/%".contains(&byte))
        {
            return Vec::new();
        }
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut rest = word;
        while let [first, after @ ..] = rest {
            if let (b'#', [high, low, after @ ..]) = (first, after)
                && let (Some(high), Some(low)) = (digit(*high), digit(*low))
            {
                name.push(high * 16 + low);
                rest = after;
            } else {
                name.push(*first);
                rest = after;
            }
        }
        name
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = self.stream.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at += length + 1;
        let digits: Vec<u8> = rest.iter().take(length).filter_map(|b| digit(*b)).collect();
        let pairs = digits.chunks(2);
        pairs
            .map(|pair| match pair {
                [high, low] => high * 16 + low,
                [high] => high * 16,
                _ => 0,
            })
            .collect()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut bytes, mut depth) = (Vec::new(), 1_usize);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    bytes.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
            bytes.push(byte);
        }
        bytes
    }

    /// What the characters after a backslash mean.
    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek(0)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.at += usize::from(self.peek(0) == Some(b'\n'));
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = byte - b'0';
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek(0) else {
                        break;
                    };
                    code = code.wrapping_mul(8).wrapping_add(next - b'0');
                    self.at += 1;
                }
                Some(code)
            }
            _ => Some(byte),
        }
    }

    /// Steps over the data of an image that stands in the stream: up to an `EI` that more operations follow.
    fn skip_image(&mut self) {
        let mut from = self.at;
        loop {
            let rest = self.stream.get(from..).unwrap_or_default();
            let Some(found) = memchr::memmem::find(rest, b"EI") else {
                self.at = self.stream.len();
                return;
            };
            let at = from + found;
            let before = at.checked_sub(1).and_then(|at| self.stream.get(at));
            let after = self.stream.get(at + 2..).unwrap_or_default();
            let is_text = |byte: &u8| is_space(*byte) && *byte != 0 || (32..127).contains(byte);
            if before.is_some_and(|byte| is_space(*byte))
                && after.first().is_none_or(|byte| is_space(*byte))
                && after.iter().take(12).all(is_text)
            {
                self.at = at + 2;
                return;
            }
            from = at + 2;
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// The number that `word` is; producers write `--5` and `5-` where they mean five.
fn number(word: &[u8]) -> Option<f64> {
    let (mut value, mut scale, mut digits) = (0.0_f64, 0.0_f64, 0);
    let mut is_negative = false;
    for (at, byte) in word.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                let digit = f64::from(byte - b'0');
                if scale > 0.0 {
                    value += digit * scale;
                    scale /= 10.0;
                } else {
                    value = value * 10.0 + digit;
                }
            }
            b'.' if scale == 0.0 => scale = 0.1,
            b'-' if digits == 0 => is_negative = true,
            b'+' if at == 0 => {}
            b'-' if digits > 0 => break,
            _ => return None,
        }
    }
    let is_number = digits > 0 || (scale > 0.0 && word.len() == 1) || word == b"-";
    let value = if is_negative { -value } else { value };
    (is_number && value.is_finite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(stream: &[u8]) -> Vec<(String, Vec<Operand>)> {
        let mut operations = Operations::of(stream);
        let mut found = Vec::new();
        while let Some(operator) = operations.next() {
            let name = String::from_utf8_lossy(operator).into_owned();
            found.push((name, operations.operands().to_vec()));
        }
        found
    }

    #[test]
    fn operands_come_before_their_operator() {
        use Operand::{Bytes, Close, Name, Number, Open};
        let stream =
            b"q % a comment\n/F1 12 Tf [(a\\(b\\051) -250.5 <48 65 6>] TJ /A#20B <</K (v)>> BDC";
        let expected = [
            ("q", vec![]),
            ("Tf", vec![Name(b"F1".into()), Number(12.0)]),
            (
                "TJ",
                vec![
                    Open,
                    Bytes(b"a(b)".into()),
                    Number(-250.5),
                    Bytes(b"He`".into()),
                    Close,
                ],
            ),
            (
                "BDC",
                vec![
                    Name(b"A B".into()),
                    Open,
                    Name(b"K".into()),
                    Bytes(b"v".into()),
                    Close,
                ],
            ),
        ];
        let expected = expected.map(|(name, operands)| (name.to_owned(), operands));
        assert_eq!(words(stream), expected);
    }

    #[test]
    fn numbers_are_read_as_producers_write_them() {
        for (word, expected) in [
            ("12", Some(12.0)),
            ("-.5", Some(-0.5)),
            ("--4", Some(-4.0)),
            ("+3.", Some(3.0)),
            ("7-", Some(7.0)),
            ("Tj", None),
            ("0x1", None),
        ] {
            assert_eq!(number(word.as_bytes()), expected, "{word}");
        }
    }

    #[test]
    fn an_image_in_the_stream_is_stepped_over() {
        let stream = b"BI /W 2 ID \x01(EI\xff EI \xfe EI Q (a) Tj";
        let names: Vec<String> = words(stream).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["BI", "ID", "Q", "Tj"]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            words(&bytes);
        }
    }
}
