//! Bytes to canonical text: what every position in every annotation counts on, so it must never come out differently.
//!
//! The canonical text is the file decoded, its byte order mark dropped, and its line ends made `\n`; nothing else is
//! touched. Pure.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes without a mark are looked at to tell UTF-16.
const SAMPLE: usize = 4096;
/// How many bytes an encoding is guessed from, counted from the first one that is not ASCII: guessing is slow, and
/// more evidence than this changes nothing.
const EVIDENCE: usize = 1 << 20;

/// The canonical text of `bytes` and the WHATWG name of the encoding they are in; `None` where they look like no text.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Option<(String, &'static str)> {
    let (text, encoding) = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => (decode_as(encoding, bytes, mark), encoding),
        None => match utf16(&bytes) {
            Some(encoding) => (decode_as(encoding, bytes, 0), encoding),
            None => match String::from_utf8(bytes) {
                Ok(text) => (text, UTF_8),
                Err(err) => {
                    let bytes = err.into_bytes();
                    let encoding = guess(&bytes);
                    (decode_as(encoding, bytes, 0), encoding)
                }
            },
        },
    };
    (!is_binary(&text)).then(|| (with_line_feeds(text), encoding.name()))
}

/// The encoding of `bytes` in which no line ends and no NUL are looked for: a piece of a file.
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        guess(bytes)
    }
}

/// `bytes` from `start` on in `encoding`, with U+FFFD for what is malformed. Valid UTF-8 is not copied.
fn decode_as(encoding: &'static Encoding, mut bytes: Vec<u8>, start: usize) -> String {
    if encoding == UTF_8 {
        bytes.drain(..start.min(bytes.len()));
        return String::from_utf8(bytes)
            .unwrap_or_else(|err| String::from_utf8_lossy(err.as_bytes()).into_owned());
    }
    let body = bytes.get(start..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(body);
    text.into_owned()
}

/// The kind of UTF-16 that `bytes` without a mark are in: the text of most languages has a NUL in most pairs, always
/// on the same side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    memchr::memchr(0, sample)?;
    let pairs = sample.len() / 2;
    let nuls = |side: usize| {
        let places = sample.iter().skip(side).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (nuls(0), nuls(1));
    if pairs < 2 || bytes.len() % 2 == 1 {
        None
    } else if second * 2 > pairs && first * 20 < second {
        Some(UTF_16LE)
    } else if first * 2 > pairs && second * 20 < first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding of `bytes`, which are not valid UTF-8. A file with far more well-formed sequences than broken ones is
/// UTF-8 that was damaged or cut: in other encodings, well-formed sequences are rare accidents.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let evidence = bytes.get(start..).unwrap_or_default();
    let evidence = evidence.get(..EVIDENCE).unwrap_or(evidence);
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in evidence.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if sound > broken * 10 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(evidence, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether `text` holds more control characters than any text does. A few are left alone, and so are those that
/// terminals know: a log full of escape sequences is still text.
fn is_binary(text: &str) -> bool {
    let is_odd = |byte: &u8| matches!(byte, 0..=6 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    // Counted in bytes, as many as one holds at a time, the compiler counts sixteen or more at once.
    let chunks = text.as_bytes().chunks(usize::from(u8::MAX));
    let odd = chunks.map(|chunk| chunk.iter().map(|byte| u8::from(is_odd(byte))).sum::<u8>());
    let count: usize = odd.map(usize::from).sum();
    count > 3 && count.saturating_mul(50) > text.len()
}

/// `text` with every `\r\n` and every other `\r` made `\n`.
fn with_line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('\r');
    out.extend(pieces.next());
    for piece in pieces {
        if !piece.starts_with('\n') {
            out.push('\n');
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_encoding_comes_out_as_the_same_text() {
        let cases: [(&str, Vec<u8>, &str, &str); 14] = [
            ("empty", b"".to_vec(), "", "UTF-8"),
            ("a mark alone", b"\xef\xbb\xbf".to_vec(), "", "UTF-8"),
            ("a UTF-16 mark alone", b"\xff\xfe".to_vec(), "", "UTF-16LE"),
            ("UTF-8", "né".into(), "né", "UTF-8"),
            (
                "UTF-8 with a mark",
                b"\xef\xbb\xbfn\xc3\xa9".to_vec(),
                "né",
                "UTF-8",
            ),
            (
                "UTF-16LE",
                b"\xff\xfen\0\xe9\0\r\0\n\0".to_vec(),
                "né\n",
                "UTF-16LE",
            ),
            ("UTF-16BE", b"\xfe\xff\0n\0\xe9".to_vec(), "né", "UTF-16BE"),
            (
                "UTF-16LE unmarked",
                b"n\0o\0t\0\xe9\0".to_vec(),
                "noté",
                "UTF-16LE",
            ),
            (
                "UTF-16BE unmarked",
                b"\0n\0o\0t\0\xe9".to_vec(),
                "noté",
                "UTF-16BE",
            ),
            (
                "Latin-1",
                b"Le caf\xe9 \xe9tait ferm\xe9, dit le pr\xe9sident.".to_vec(),
                "Le café était fermé, dit le président.",
                "windows-1252",
            ),
            (
                "line ends",
                b"a\r\nb\rc\n\r\nd\r".to_vec(),
                "a\nb\nc\n\nd\n",
                "UTF-8",
            ),
            (
                "a NUL and an escape",
                b"a\0b\x1b[0m".to_vec(),
                "a\0b\x1b[0m",
                "UTF-8",
            ),
            (
                "damaged UTF-8",
                [&"é".repeat(20).into_bytes()[..], b"\xff"].concat(),
                "éééééééééééééééééééé\u{fffd}",
                "UTF-8",
            ),
            ("a mark inside", "a\u{feff}b".into(), "a\u{feff}b", "UTF-8"),
        ];
        for (name, bytes, text, encoding) in cases {
            assert_eq!(decode(bytes), Some((text.into(), encoding)), "{name}");
        }
    }

    #[test]
    fn cyrillic_is_told_from_latin() {
        let text = "Это обычное предложение на русском языке, записанное в старой кодировке.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(
            decode(bytes.into_owned()),
            Some((text.into(), "windows-1251"))
        );
    }

    #[test]
    fn binary_files_are_refused() {
        let image = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".to_vec();
        let noise: Vec<u8> = (0..4096_u32)
            .map(|n| (n * 193 % 251).to_le_bytes()[0])
            .collect();
        for bytes in [
            image,
            noise,
            vec![0; 100],
            b"\xff\xfe\0\0a\0\0\0b\0\0\0c\0\0\0d\0\0\0".to_vec(),
        ] {
            assert_eq!(decode(bytes), None);
        }
    }

    proptest! {
        #[test]
        fn decoding_never_panics_and_leaves_no_carriage_return(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some((text, _)) = decode(bytes) {
                prop_assert!(!text.contains('\r'));
            }
        }

        #[test]
        fn text_comes_back_as_it_was(text in "[^\r\u{feff}\0-\u{8}]{0,80}") {
            prop_assume!(decode(text.clone().into_bytes()).is_some());
            prop_assert_eq!(decode(text.clone().into_bytes()).unwrap().0, text);
        }
    }
}
