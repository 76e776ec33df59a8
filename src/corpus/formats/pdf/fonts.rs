//! Fonts, as far as reading needs them: which text a code stands for, how wide it is, whether it is bold or italic
//! (ISO 32000-1, sections 9.5 to 9.10).
//!
//! The text of a code is what the file's own map to Unicode says, else what its encoding says, else unknown, which is
//! U+FFFD.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Object};

use super::cmap::{CharacterMap, code_of};
use super::file::{File, guarded, number};
use super::widths;
use crate::corpus::Fault;

/// What an unknown character is.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// The Greek letters of the Symbol font, from `A` to `Z` and from `a` to `z`.
const GREEK: [&str; 2] = ["ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"];

/// Marks of the fonts of pictures that lists are made with.
const PICTURES: [(u32, char); 12] = [
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '◦'),
    (0x71, '❑'),
    (0x76, '❖'),
    (0xa7, '▪'),
    (0xa8, '◦'),
    (0xb7, '•'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xfb, '✗'),
    (0xfc, '✓'),
];

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Whether it is italic.
    pub(super) is_italic: bool,
    /// How many units of text space one unit of its widths is.
    pub(super) unit: f64,
    coding: Coding,
    to_unicode: Option<CharacterMap>,
    widths: HashMap<u32, f64>,
    other_width: Option<f64>,
    name: String,
    known: RefCell<HashMap<u32, Rc<str>>>,
}

/// How the bytes of a string are cut into codes, and what a code says by itself.
#[derive(Debug)]
enum Coding {
    /// One byte is one code; the texts of all 256.
    Simple(Vec<Option<String>>),
    /// Two bytes are one code, which says nothing by itself.
    Pairs,
    /// The codes are UTF-16.
    Utf16,
    /// The codes are those of an encoding of one and two bytes.
    Legacy(&'static Encoding),
    /// The file says how.
    Mapped(CharacterMap),
}

/// One code of a string.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// What it says.
    pub(super) text: Rc<str>,
    /// How wide it is, in units of [`Font::unit`].
    pub(super) width: f64,
    /// Whether it is the single byte 32, which word spacing is added to.
    pub(super) is_space: bool,
}

impl Font {
    /// The font that `dictionary` describes.
    pub(super) fn of(file: &File, dictionary: &Dictionary) -> Result<Self, Fault> {
        let kind = name_of(file, dictionary, "Subtype");
        let name = name_of(file, dictionary, "BaseFont");
        let to_unicode = match file.get(dictionary, "ToUnicode") {
            Some(Object::Stream(stream)) => Some(CharacterMap::of(&file.unpacked(stream)?)),
            _ => None,
        };
        let is_composite = kind == "Type0";
        let inner = file
            .array(dictionary, "DescendantFonts")
            .and_then(|fonts| file.follow(fonts.first()?)?.as_dict().ok())
            .filter(|_| is_composite)
            .unwrap_or(dictionary);
        let descriptor = file.dictionary(inner, "FontDescriptor");
        let coding = if is_composite {
            composite(file, dictionary)?
        } else {
            Coding::Simple(simple(file, dictionary, descriptor, &name)?)
        };
        let matrix: Option<[f64; 6]> = file.numbers(dictionary, "FontMatrix");
        let (is_bold, is_italic) = style(file, descriptor, &name);
        let mut font = Self {
            is_bold,
            is_italic,
            unit: matrix
                .filter(|_| kind == "Type3")
                .map_or(0.001, |matrix| matrix[0].abs()),
            coding,
            to_unicode,
            widths: HashMap::new(),
            other_width: None,
            name,
            known: RefCell::default(),
        };
        if is_composite {
            font.other_width = Some(file.number(inner, "DW").unwrap_or(1000.0));
            font.read_composite_widths(file, inner);
        } else {
            font.read_widths(file, dictionary);
            let missing = descriptor.and_then(|of| file.number(of, "MissingWidth"));
            font.other_width = missing.filter(|_| !font.widths.is_empty());
        }
        Ok(font)
    }

    /// The codes of the string `bytes`.
    pub(super) fn codes(&self, bytes: &[u8], mut each: impl FnMut(Code)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.length(rest).clamp(1, rest.len());
            let (head, after) = rest.split_at(length);
            rest = after;
            let code = code_of(head);
            let text = self.text(code, head);
            each(Code {
                width: self.width(code, &text),
                is_space: length == 1 && code == 32,
                text,
            });
        }
    }

    /// How many bytes the first code of `bytes` has.
    fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or_default();
        match &self.coding {
            Coding::Simple(_) => 1,
            Coding::Utf16 if (0xd8..0xdc).contains(&first) => 4,
            Coding::Pairs | Coding::Utf16 => 2,
            Coding::Legacy(encoding) => {
                let is_single =
                    first < 0x80 || (*encoding == SHIFT_JIS && (0xa0..0xe0).contains(&first));
                if is_single { 1 } else { 2 }
            }
            Coding::Mapped(map) => map.length(bytes).unwrap_or(2),
        }
    }

    fn text(&self, code: u32, bytes: &[u8]) -> Rc<str> {
        if let Some(text) = self.known.borrow().get(&code) {
            return Rc::clone(text);
        }
        let text: Rc<str> = self.find_text(code, bytes).into();
        self.known.borrow_mut().insert(code, Rc::clone(&text));
        text
    }

    fn find_text(&self, code: u32, bytes: &[u8]) -> String {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.text(code));
        let mapped = mapped.filter(|text| !text.contains(|c: char| c.is_control() || c == UNKNOWN));
        let own = || match &self.coding {
            Coding::Simple(texts) => {
                let at = usize::try_from(code).unwrap_or(usize::MAX);
                texts.get(at).cloned().flatten()
            }
            Coding::Utf16 => Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()),
            Coding::Legacy(encoding) => {
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Coding::Pairs | Coding::Mapped(_) => None,
        };
        let text = mapped.or_else(own);
        let text = text.map(|text| text.chars().map(|c| self.out_of_private_use(c)).collect());
        text.unwrap_or_else(|| UNKNOWN.to_string())
    }

    /// What a character means that a font of symbols keeps at U+F000 and up.
    fn out_of_private_use(&self, c: char) -> char {
        let code = u32::from(c);
        if !(0xf020..=0xf0ff).contains(&code) {
            return c;
        }
        let code = code - 0xf000;
        if is_pictorial(&self.name) {
            let mut pictures = PICTURES.iter();
            return pictures
                .find(|(known, _)| *known == code)
                .map_or('•', |(_, c)| *c);
        }
        char::from_u32(code).unwrap_or(UNKNOWN)
    }

    fn width(&self, code: u32, text: &str) -> f64 {
        let number = match &self.coding {
            Coding::Mapped(map) => map.number(code).unwrap_or(code),
            _ => code,
        };
        let width = self.widths.get(&number).copied().or(self.other_width);
        width.unwrap_or_else(|| {
            let c = text.chars().next().unwrap_or(' ');
            widths::standard(&self.name, self.is_bold, self.is_italic, c)
        })
    }

    fn read_widths(&mut self, file: &File, dictionary: &Dictionary) {
        let Some(array) = file.array(dictionary, "Widths") else {
            return;
        };
        let first = file.number(dictionary, "FirstChar").unwrap_or(0.0);
        let first = u32::try_from(super::whole(first)).unwrap_or(0);
        for (code, width) in (first..256).zip(array) {
            if let Some(width) = file.follow(width).and_then(number) {
                self.widths.insert(code, width);
            }
        }
    }

    /// Widths as `[first [w w w] first last w]`.
    fn read_composite_widths(&mut self, file: &File, dictionary: &Dictionary) {
        let mut rest = file.array(dictionary, "W").unwrap_or_default();
        let code = |object: &Object| {
            let number = file.follow(object).and_then(number)?;
            u32::try_from(super::whole(number))
                .ok()
                .filter(|code| *code <= 0xffff)
        };
        while let [first, second, after @ ..] = rest {
            rest = after;
            let Some(first) = code(first) else { continue };
            if let Some(Object::Array(widths)) = file.follow(second) {
                for (code, width) in (first..=0xffff).zip(widths) {
                    if let Some(width) = file.follow(width).and_then(number) {
                        self.widths.insert(code, width);
                    }
                }
            } else if let [width, after @ ..] = rest {
                rest = after;
                let width = file.follow(width).and_then(number);
                if let (Some(last), Some(width)) = (code(second), width) {
                    self.widths.extend((first..=last).map(|code| (code, width)));
                }
            }
        }
    }
}

fn name_of(file: &File, dictionary: &Dictionary, key: &str) -> String {
    let name = file
        .get(dictionary, key)
        .and_then(|name| name.as_name().ok());
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

fn is_pictorial(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["symbol", "wingding", "webding", "dingbat"]
        .iter()
        .any(|known| name.contains(known))
}

/// Whether a font is bold and whether it is italic, by its name, its flags and its weight.
fn style(file: &File, descriptor: Option<&Dictionary>, name: &str) -> (bool, bool) {
    let name = name
        .split_once('+')
        .map_or(name, |(_, name)| name)
        .to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let number = |key| {
        descriptor
            .and_then(|of| file.number(of, key))
            .unwrap_or(0.0)
    };
    let flags = super::whole(number("Flags"));
    let is_bold = has(&["bold", "black", "heavy", "cmbx", "cmssbx", "-demi", "-medi"])
        || name.ends_with("-bd")
        || flags & (1 << 18) != 0
        || number("FontWeight") >= 600.0;
    let is_italic = has(&["italic", "oblique", "slanted", "cmti", "cmsl", "kursiv"])
        || name.ends_with("-it")
        || flags & (1 << 6) != 0
        || number("ItalicAngle").abs() > 1.0;
    (is_bold, is_italic)
}

/// How a composite font cuts strings into codes.
fn composite(file: &File, dictionary: &Dictionary) -> Result<Coding, Fault> {
    if let Some(Object::Stream(stream)) = file.get(dictionary, "Encoding") {
        return Ok(Coding::Mapped(CharacterMap::of(&file.unpacked(stream)?)));
    }
    let name = name_of(file, dictionary, "Encoding");
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    Ok(if has(&["UCS2", "UTF16"]) {
        Coding::Utf16
    } else if has(&["RKSJ"]) {
        Coding::Legacy(SHIFT_JIS)
    } else if has(&["GBK", "GB-EUC", "GBpc"]) {
        Coding::Legacy(GB18030)
    } else if has(&["B5", "HKscs"]) {
        Coding::Legacy(BIG5)
    } else if has(&["KSC"]) {
        Coding::Legacy(EUC_KR)
    } else if matches!(name.as_str(), "EUC-H" | "EUC-V") {
        Coding::Legacy(EUC_JP)
    } else {
        Coding::Pairs
    })
}

/// What the 256 codes of a simple font say by their encoding.
fn simple(
    file: &File,
    dictionary: &Dictionary,
    descriptor: Option<&Dictionary>,
    name: &str,
) -> Result<Vec<Option<String>>, Fault> {
    let encoding = file.get(dictionary, "Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(base)) => (Some(base.as_slice()), None),
        Some(Object::Dictionary(of)) => {
            let base = file
                .get(of, "BaseEncoding")
                .and_then(|base| base.as_name().ok());
            (base, file.array(of, "Differences"))
        }
        _ => (None, None),
    };
    let mut texts: Vec<Option<String>> = if base.is_none() && is_pictorial(name) {
        (0..256).map(|code| symbol(name, code)).collect()
    } else {
        let is_true_type = name_of(file, dictionary, "Subtype") == "TrueType";
        let other: &[u8] = if is_true_type {
            b"WinAnsiEncoding"
        } else {
            b"StandardEncoding"
        };
        let base = Object::Name(base.unwrap_or(other).to_vec());
        (0..=255).map(|code| encoded(base.clone(), code)).collect()
    };
    if base.is_none()
        && let Some(Object::Stream(program)) = descriptor.and_then(|of| file.get(of, "FontFile"))
    {
        for (code, name) in built_in(&file.unpacked(program)?) {
            if let Some(text) = texts.get_mut(usize::from(code)) {
                *text = named(&name);
            }
        }
    }
    let mut code = 0;
    for entry in differences.unwrap_or_default() {
        match file.follow(entry) {
            Some(Object::Name(name)) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = named(name);
                }
                code += 1;
            }
            Some(entry) => {
                let number = number(entry).map(super::whole);
                code = number
                    .and_then(|code| usize::try_from(code).ok())
                    .unwrap_or(256);
            }
            None => {}
        }
    }
    Ok(texts)
}

/// What `code` says in the encoding that `base` names; the crate has the tables.
fn encoded(encoding: Object, code: u8) -> Option<String> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    let empty = lopdf::Document::new();
    let text = guarded(|| {
        let encoding = font.get_font_encoding_with_limit(&empty, 0).ok()?;
        encoding.bytes_to_string(&[code]).ok()
    });
    text.flatten().filter(|text| !text.is_empty())
}

/// What the glyph called `name` says (Adobe Glyph List Specification, section 2).
fn named(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let stem = name.split('.').next()?;
    let mut text = String::new();
    for part in stem.split('_').filter(|part| !part.is_empty()) {
        text.push_str(&part_named(part)?);
    }
    (!text.is_empty()).then_some(text)
}

fn part_named(name: &str) -> Option<String> {
    let ligature = match name {
        "ff" => "ff",
        "fi" => "fi",
        "fl" => "fl",
        "ffi" => "ffi",
        "ffl" => "ffl",
        _ => "",
    };
    if !ligature.is_empty() {
        return Some(ligature.to_owned());
    }
    let mut encoding = Dictionary::new();
    let differences = vec![Object::Integer(1), Object::Name(name.into())];
    encoding.set("Differences", Object::Array(differences));
    // An unknown name makes the crate fall back on an encoding in which the code 1 says nothing.
    encoded(Object::Dictionary(encoding), 1).or_else(|| {
        let digits = name
            .strip_prefix("uni")
            .or_else(|| name.strip_prefix('u'))?;
        let digits = digits
            .get(..4)
            .filter(|_| name.starts_with("uni"))
            .unwrap_or(digits);
        let code = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.len() >= 4)?;
        char::from_u32(code).map(String::from)
    })
}

/// What `code` says in the fonts of symbols that every reader has.
fn symbol(name: &str, code: u32) -> Option<String> {
    let c = char::from_u32(code)?;
    if c.is_ascii_alphabetic() && name.contains("Symbol") {
        let [capitals, small] = GREEK;
        let (letters, first) = if c.is_ascii_uppercase() {
            (capitals, b'A')
        } else {
            (small, b'a')
        };
        let at = code - u32::from(first);
        return letters
            .chars()
            .nth(usize::try_from(at).ok()?)
            .map(String::from);
    }
    if name.contains("Symbol") && c.is_ascii() && !c.is_control() {
        return Some(if c == '-' {
            "−".into()
        } else {
            c.to_string()
        });
    }
    let mut pictures = PICTURES.iter();
    let picture = pictures.find(|(known, _)| *known == code);
    picture
        .map(|(_, c)| c.to_string())
        .or_else(|| (code == 32).then(|| " ".into()))
}

/// The encoding that a Type 1 font program has built in: `dup 65 /A put` in its clear text (Adobe Type 1 Font Format,
/// section 2.3).
fn built_in(program: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let end = memchr::memmem::find(program, b"eexec").unwrap_or(program.len());
    let clear = program.get(..end).unwrap_or_default();
    let mut words = clear
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        if word != b"dup" {
            continue;
        }
        let code = words
            .next()
            .and_then(|code| std::str::from_utf8(code).ok()?.parse().ok());
        let name = words.next().and_then(|name| name.strip_prefix(b"/"));
        if let (Some(code), Some(name)) = (code, name) {
            found.push((code, name.to_vec()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_known_by_name() {
        for (name, text) in [
            ("A", Some("A")),
            ("quoteright", Some("’")),
            ("fi", Some("fi")),
            ("f_f_i", Some("ffi")),
            ("a.sc", Some("a")),
            ("uni20AC", Some("€")),
            ("u1F600", Some("\u{1F600}")),
            ("Euro", Some("€")),
            ("g123", None),
            (".notdef", None),
        ] {
            assert_eq!(named(name.as_bytes()).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn encodings_are_known_by_name() {
        let win = || Object::Name(b"WinAnsiEncoding".to_vec());
        assert_eq!(encoded(win(), 0x92).as_deref(), Some("’"));
        assert_eq!(encoded(win(), b'a').as_deref(), Some("a"));
        let mac = Object::Name(b"MacRomanEncoding".to_vec());
        assert_eq!(encoded(mac, 0x8e).as_deref(), Some("é"));
        assert_eq!(symbol("Symbol", u32::from(b'a')).as_deref(), Some("α"));
    }

    #[test]
    fn a_font_program_tells_its_encoding() {
        let program = b"/Encoding 256 array\ndup 65 /A put\ndup 174 /fi put\nreadonly def\ncurrentfile eexec\ndup 1 /B put";
        let expected = [(65, b"A".to_vec()), (174, b"fi".to_vec())];
        assert_eq!(built_in(program), expected);
    }
}
