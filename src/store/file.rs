//! The annotations file as a sequence of records, each with its own bytes.
//!
//! Owns where one record ends and the next begins, and where a new one goes. What a record says is for `record` to read
//! and for `write` and `edit` to spell.

use std::collections::HashMap;
use std::sync::Arc;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::value::Key;

/// The head of a file that postil makes.
const HEAD: &str = "\
# Made with postil. Positions count Unicode code points of the document's text; `end` is exclusive.
format = \"postil\"
version = 1
";

const BOM: &str = "\u{feff}";

/// What a record is about, as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `[[tag]]`.
    Tag,
    /// `[[verdict]]`.
    Verdict,
    /// `[[document]]`.
    Document,
    /// `[[annotation]]`.
    Annotation,
    /// Anything else: kept, not understood.
    Other,
}

impl Kind {
    /// The word in the header.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Tag => Some("tag"),
            Self::Verdict => Some("verdict"),
            Self::Document => Some("document"),
            Self::Annotation => Some("annotation"),
            Self::Other => None,
        }
    }

    /// The kind whose word is `word`.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "tag" => Self::Tag,
            "verdict" => Self::Verdict,
            "document" => Self::Document,
            "annotation" => Self::Annotation,
            _ => Self::Other,
        }
    }
}

/// A header with all that belongs to it: the comments and blank lines above, the keys, the sub-tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is about.
    pub kind: Kind,
    /// Its text, byte for byte.
    pub source: Arc<str>,
    /// What it is known by; `None` where it cannot be read or another record has the same identity.
    pub key: Option<Key>,
}

/// A file, cut into pieces that make it up byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationFile {
    /// What stands before the first record: a comment, `format`, `version`.
    pub head: String,
    /// The records, in order.
    pub records: Vec<Record>,
    /// Comments and blank lines after the last record.
    pub tail: String,
}

/// Where a record that was taken out stood: below the record with that key (at the beginning where there is none) and then
/// below so many that have no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    above: Option<Key>,
    unkeyed: usize,
}

impl AnnotationFile {
    /// A file without records.
    #[must_use]
    pub fn new() -> Self {
        Self {
            head: HEAD.to_owned(),
            ..Self::default()
        }
    }

    /// Cuts `text` into records. Nothing is read beyond the headers, so that no record has a key yet.
    #[must_use]
    pub fn split(text: &str) -> Self {
        let (borders, end) = scan(text);
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let Some(first) = borders.first() else {
            return Self {
                head: text.to_owned(),
                ..Self::default()
            };
        };
        let ends = borders.iter().skip(1).map(|border| border.at).chain([end]);
        let records = borders.iter().zip(ends).map(|(border, to)| Record {
            kind: border.kind,
            source: Arc::from(part(border.at, to)),
            key: None,
        });
        Self {
            head: part(0, first.at).to_owned(),
            records: records.collect(),
            tail: part(end, text.len()).to_owned(),
        }
    }

    /// The pieces that make up the file, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        let records = self.records.iter().map(|record| &*record.source);
        [self.head.as_str()]
            .into_iter()
            .chain(records)
            .chain([self.tail.as_str()])
    }

    /// The whole file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.pieces().map(str::len).sum());
        text.extend(self.pieces());
        text
    }

    /// Whether `bytes` are the file, byte for byte.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        for piece in self.pieces() {
            match rest.strip_prefix(piece.as_bytes()) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }

    /// Where the record with this key is, as an index into [`Self::records`].
    #[must_use]
    pub fn find(&self, key: &Key) -> Option<usize> {
        self.records
            .iter()
            .position(|record| record.key.as_ref() == Some(key))
    }

    /// The records that have a key, by it.
    #[must_use]
    pub fn by_key(&self) -> HashMap<&Key, &Record> {
        let keyed = |record| Some((Record::key(record)?, record));
        self.records.iter().filter_map(keyed).collect()
    }

    /// Where the record at `index` stands, in words that still hold when others come and go.
    #[must_use]
    pub fn place(&self, index: usize) -> Place {
        let mut unkeyed = 0;
        for record in self.records.iter().take(index).rev() {
            if record.key.is_some() {
                return Place {
                    above: record.key.clone(),
                    unkeyed,
                };
            }
            unkeyed += 1;
        }
        Place {
            above: None,
            unkeyed,
        }
    }

    /// The index for a record that is to stand at `place`; where that is gone, or none is known, where a new record of
    /// its kind goes: a tag below the tags, a document below the documents, anything else at the end.
    #[must_use]
    pub fn index_for(&self, kind: Kind, place: Option<&Place>) -> usize {
        if let Some(place) = place {
            let above = match &place.above {
                None => Some(0),
                Some(key) => self.find(key).map(|index| index + 1),
            };
            if let Some(above) = above {
                let below = self.records.iter().skip(above);
                let unkeyed = below.take_while(|record| record.key.is_none()).count();
                return above + unkeyed.min(place.unkeyed);
            }
        }
        let below = |kind: Kind| {
            let last = self.records.iter().rposition(|record| record.kind == kind);
            last.map(|index| index + 1)
        };
        match kind {
            Kind::Tag => below(Kind::Tag).unwrap_or(0),
            Kind::Verdict => below(Kind::Verdict)
                .or_else(|| below(Kind::Tag))
                .unwrap_or(0),
            Kind::Document => below(Kind::Document)
                .or_else(|| below(Kind::Verdict))
                .or_else(|| below(Kind::Tag))
                .unwrap_or(0),
            Kind::Annotation | Kind::Other => self.records.len(),
        }
    }

    /// Puts a record at `index`, with the line ends of the file, and with blank lines around it when it `is_new` and not
    /// one that was there before. The records around it keep their bytes.
    pub fn insert(&mut self, index: usize, mut record: Record, is_new: bool) {
        let index = index.min(self.records.len());
        let above = match index
            .checked_sub(1)
            .and_then(|index| self.records.get(index))
        {
            Some(above) => &*above.source,
            None => self.head.trim_start_matches(BOM),
        };
        let below = match self.records.get(index) {
            Some(below) => &*below.source,
            None => &self.tail,
        };
        let mut source = String::new();
        if !above.is_empty() {
            if !above.ends_with('\n') {
                source.push('\n');
            }
            if is_new && !starts_with_line_end(&record.source) {
                source.push('\n');
            }
        }
        source.push_str(&record.source);
        if !source.ends_with('\n') && (is_new || !below.is_empty()) {
            source.push('\n');
        }
        if is_new && !below.is_empty() && !starts_with_line_end(below) {
            source.push('\n');
        }
        if self.has_crlf() {
            source = dos_lines(&source);
        }
        record.source = Arc::from(source);
        self.records.insert(index, record);
    }

    fn has_crlf(&self) -> bool {
        self.pieces()
            .find_map(|piece| piece.find('\n').map(|at| (piece, at)))
            .is_some_and(|(piece, at)| piece.get(..at).is_some_and(|line| line.ends_with('\r')))
    }
}

impl Record {
    fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// The text in pieces that each begin with a header at the beginning of a line: for a record with a mistake in it, such
    /// as a quote that is never closed, which may have swallowed the records below.
    #[must_use]
    pub fn pieces(&self) -> Vec<(Kind, &str)> {
        let mut pieces = Vec::new();
        let (mut from, mut at, mut kind) = (0, 0, self.kind);
        let mut seen = false;
        for line in self.source.split_inclusive('\n') {
            if let Some(found) = header_line(line) {
                if seen {
                    pieces.push((kind, self.source.get(from..at).unwrap_or_default()));
                    from = at;
                }
                (seen, kind) = (true, if seen { found } else { kind });
            }
            at += line.len();
        }
        pieces.push((kind, self.source.get(from..).unwrap_or_default()));
        pieces
    }
}

fn header_line(line: &str) -> Option<Kind> {
    let word = line.trim_end().strip_prefix("[[")?.strip_suffix("]]")?;
    Some(Kind::of(word.trim())).filter(|kind| *kind != Kind::Other)
}

fn starts_with_line_end(text: &str) -> bool {
    text.starts_with('\n') || text.starts_with("\r\n")
}

/// The text with CRLF at the end of every line.
#[must_use]
pub fn dos_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// Where a record begins, in bytes of the file.
struct Border {
    at: usize,
    kind: Kind,
}

/// A header as far as it has been read.
#[derive(Default)]
struct Header<'t> {
    /// How many brackets opened it.
    opened: usize,
    word: Option<&'t str>,
    /// Whether more keys follow the first.
    is_path: bool,
}

impl Header<'_> {
    fn kind(&self) -> Kind {
        match self.word {
            Some(word) if self.opened == 2 && !self.is_path => Kind::of(word),
            _ => Kind::Other,
        }
    }

    /// Whether it opens a table inside the record above.
    fn belongs_to(&self, above: Kind) -> bool {
        self.is_path && above.word().is_some_and(|word| self.word == Some(word))
    }
}

/// The borders of the records, and the byte after the last line that is neither blank nor a comment.
///
/// Works on tokens, so that what looks like a header inside a text or a list is none, and holds none of them, so that a
/// large file costs no more memory than its text.
fn scan(text: &str) -> (Vec<Border>, usize) {
    let mut borders: Vec<Border> = Vec::new();
    let mut header: Option<Header<'_>> = None;
    let (mut depth, mut line_has_content) = (0_usize, false);
    let mut content_end = if text.starts_with(BOM) { BOM.len() } else { 0 };
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Newline | TokenKind::Eof if depth == 0 || token.kind() == TokenKind::Eof => {
                if let Some(header) = header.take() {
                    let above = borders.last().map_or(Kind::Other, |border| border.kind);
                    if !header.belongs_to(above) {
                        borders.push(Border {
                            at: content_end,
                            kind: header.kind(),
                        });
                    }
                }
                if line_has_content {
                    content_end = token.span().end();
                }
                line_has_content = false;
            }
            TokenKind::Whitespace | TokenKind::Comment | TokenKind::Newline | TokenKind::Eof => {}
            kind => {
                let raw = text.get(token.span().start()..token.span().end());
                match (&mut header, kind) {
                    (Some(header), TokenKind::LeftSquareBracket) => header.opened += 1,
                    (Some(header), TokenKind::Dot) => header.is_path = true,
                    (Some(header), _) if header.word.is_none() => {
                        header.word = raw.map(|word| word.trim_matches(['"', '\'']));
                    }
                    (None, TokenKind::LeftSquareBracket) if depth == 0 && !line_has_content => {
                        header = Some(Header {
                            opened: 1,
                            ..Header::default()
                        });
                    }
                    (None, TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                        depth += 1;
                    }
                    (None, TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) => {
                        depth = depth.saturating_sub(1);
                    }
                    (Some(_) | None, _) => {}
                }
                line_has_content = true;
            }
        }
    }
    (borders, content_end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let file = AnnotationFile::split(text);
        assert_eq!(file.text(), text);
        assert!(file.is(text.as_bytes()));
        file.records.iter().map(|record| record.kind).collect()
    }

    #[test]
    fn records_begin_at_headers_and_sub_tables_belong_to_the_record_above() {
        use Kind::{Annotation, Document, Other, Tag};
        for (text, expected) in [
            ("", vec![]),
            ("version = 1\n# end", vec![]),
            ("[[tag]]\nname='a'", vec![Tag]),
            (
                "[[ \"tag\" ]] # x\n[tag.more]\n[tagged]\n[[tag.x]]",
                vec![Tag, Other, Other],
            ),
            (
                "[[annotation]]\n[annotation.claim]\n[[annotation.link]]\n[[document]]",
                vec![Annotation, Document],
            ),
            (
                "[[tag]]\nd = \"\"\"\n[[tag]]\n\"\"\"\nx = [\n[[1]],\n]\n[[tag]]",
                vec![Tag, Tag],
            ),
            ("[annotation]\n[annotation.x]", vec![Other, Other]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
            assert_eq!(kinds(&dos_lines(text)), expected, "with CRLF: {text}");
            assert_eq!(
                kinds(&format!("{BOM}{text}")),
                expected,
                "with a BOM: {text}"
            );
        }
    }

    #[test]
    fn comments_and_blank_lines_belong_to_the_record_below_them() {
        let file = AnnotationFile::split(
            "v = 1\n\n# a\n[[tag]]\nname = 'a' # b\n\n# c\n[[tag]]\n# d\nk = 1\n\n# e\n",
        );
        assert_eq!(file.head, "v = 1\n");
        let sources: Vec<&str> = file.records.iter().map(|record| &*record.source).collect();
        assert_eq!(
            sources,
            [
                "\n# a\n[[tag]]\nname = 'a' # b\n",
                "\n# c\n[[tag]]\n# d\nk = 1\n"
            ]
        );
        assert_eq!(file.tail, "\n# e\n");
    }

    #[test]
    fn a_record_with_an_open_quote_gives_back_the_records_it_swallowed() {
        let text = "[[tag]]\nname = \"\"\"\nx\n\n[[tag]]\nname = 'b'\n[[annotation]]\n";
        let file = AnnotationFile::split(text);
        assert_eq!(file.records.len(), 1);
        let kinds: Vec<Kind> = file.records[0]
            .pieces()
            .iter()
            .map(|piece| piece.0)
            .collect();
        assert_eq!(kinds, [Kind::Tag, Kind::Tag, Kind::Annotation]);
    }

    #[test]
    fn an_inserted_record_has_a_blank_line_on_either_side_and_the_line_ends_of_the_file() {
        for (text, expected) in [
            ("", "[[tag]]\n"),
            ("v = 1", "v = 1\n\n[[tag]]\n"),
            ("v = 1\r\n", "v = 1\r\n\r\n[[tag]]\r\n"),
            ("[[annotation]]", "[[tag]]\n\n[[annotation]]"),
            (
                "[[tag]]\nx = 1\n\n# end\n",
                "[[tag]]\nx = 1\n\n[[tag]]\n\n# end\n",
            ),
        ] {
            let mut file = AnnotationFile::split(text);
            let record = Record {
                kind: Kind::Tag,
                source: Arc::from("[[tag]]\n"),
                key: None,
            };
            file.insert(file.index_for(Kind::Tag, None), record, true);
            assert_eq!(file.text(), expected);
        }
    }

    proptest! {
        #[test]
        fn the_pieces_make_up_the_file_whatever_is_in_it(
            lines in prop::collection::vec(
                prop_oneof![
                    Just("[[tag]]".to_owned()),
                    Just("[[annotation]]".to_owned()),
                    Just("[annotation.claim]".to_owned()),
                    Just("note = \"\"\"".to_owned()),
                    Just("\"\"\"".to_owned()),
                    Just("x = [".to_owned()),
                    Just("# [[tag]]".to_owned()),
                    Just(String::new()),
                    ".*",
                ],
                0..20,
            ),
            crlf: bool,
            bom: bool,
        ) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            let text = if bom { format!("{BOM}{text}") } else { text };
            let file = AnnotationFile::split(&text);
            prop_assert_eq!(&file.text(), &text);
            for record in &file.records {
                let joined: String = record.pieces().into_iter().map(|piece| piece.1).collect();
                prop_assert_eq!(&joined, &*record.source);
            }
        }
    }
}
