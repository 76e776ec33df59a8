//! Putting a document together from the pieces that a markup format gives: the canonical text, and the blocks and inlines
//! on it.
//!
//! Blocks are parted by an empty line. Inside a block of running text every run of white space is one space, and a line
//! break that is meant is U+2028; the rows of a table are lines and its cells are parted by tabs; preformatted text
//! stays as it is.

use std::collections::HashMap;

use super::Extracted;
use crate::corpus::structure;
use crate::model::{Block, BlockKind, Inline, InlineKind, Metadata, Span, Structure};

/// The line break that is meant, inside a block of running text.
const LINE_SEPARATOR: char = '\u{2028}';

/// What stands in an empty cell that a table begins with.
const NOTHING: &str = "–";

/// A document that is being put together.
#[derive(Debug, Default)]
pub(super) struct Composer {
    text: String,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    /// The kind of the block that is being filled, and its first byte once it has one.
    open: Option<(BlockKind, Option<usize>)>,
    /// Whether white space was met since the last character.
    is_spaced: bool,
    /// The marks of notes that were met: where, and the identifier of the note.
    references: Vec<(Span, String)>,
    /// The notes that were met: the first byte of the block that each begins with.
    notes: HashMap<String, usize>,
    /// The identifier of the note that begins with the next block.
    next_note: Option<String>,
}

impl Composer {
    /// Begins a block; the one before it is ended.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.open = Some((kind, None));
    }

    /// Ends the block that is being filled. What comes next without a block of its own is a paragraph.
    pub(super) fn end(&mut self) {
        self.is_spaced = false;
        if let Some((kind, Some(start))) = self.open.take() {
            let span = Span::new(start, self.text.len()).trimmed(&self.text);
            if span.is_empty() {
                let end = self.blocks.last().map_or(0, |block| block.span.end);
                self.text.truncate(end);
            } else {
                self.text.truncate(span.end);
                let is_item =
                    kind == BlockKind::Paragraph && begins_with_bullet(span.of(&self.text));
                let kind = if is_item {
                    BlockKind::ListItem(0)
                } else {
                    kind
                };
                self.blocks.push(Block { kind, span });
            }
        }
    }

    /// The kind of the block that is being filled.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(kind, _)| kind)
    }

    /// Whether the block that is being filled has no text yet, or there is none.
    pub(super) fn is_at_start(&self) -> bool {
        self.open.is_none_or(|(_, start)| start.is_none())
    }

    /// The text of the block that is being filled.
    pub(super) fn so_far(&self) -> &str {
        let start = self.open.and_then(|(_, start)| start);
        start
            .and_then(|start| self.text.get(start..))
            .unwrap_or_default()
    }

    /// Says that the block that is being filled is of another kind than it was begun with.
    pub(super) fn turn_into(&mut self, kind: BlockKind) {
        if let Some((open, _)) = &mut self.open {
            *open = kind;
        }
    }

    /// Forgets the block that is being filled, and what was said of it.
    pub(super) fn discard(&mut self) {
        self.is_spaced = false;
        if let Some((_, Some(_))) = self.open.take() {
            let end = self.blocks.last().map_or(0, |block| block.span.end);
            self.text.truncate(end);
            while self
                .inlines
                .pop_if(|inline| inline.span.end > end)
                .is_some()
            {}
            while self.references.pop_if(|(span, _)| span.end > end).is_some() {}
        }
    }

    /// Where the next character will stand or, where white space or a new block comes before it, a little before that:
    /// the beginning of an inline.
    pub(super) fn position(&self) -> usize {
        self.text.len()
    }

    /// Appends text to the block that is being filled, or to a new paragraph.
    pub(super) fn text(&mut self, text: &str) {
        if self.kind() == Some(BlockKind::Preformatted) {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            if !text.is_empty() {
                self.start_block();
                self.text.push_str(&text);
            }
            return;
        }
        for piece in text.split_inclusive(is_white) {
            let word = piece.trim_end_matches(is_white);
            if !word.is_empty() {
                self.start_block();
                if std::mem::take(&mut self.is_spaced)
                    && !self.text.ends_with(['\t', '\n', LINE_SEPARATOR])
                {
                    self.text.push(' ');
                }
                self.text.push_str(word);
            }
            self.is_spaced |= word.len() < piece.len() && !self.is_at_start();
        }
    }

    /// Breaks the line inside the block; at its start there is nothing to break.
    pub(super) fn line_break(&mut self) {
        if self.is_at_start() {
            return;
        }
        self.is_spaced = false;
        self.text.push(match self.kind() {
            Some(BlockKind::Preformatted) => '\n',
            Some(BlockKind::Table) => ' ',
            _ => LINE_SEPARATOR,
        });
    }

    /// Ends a cell of the table that is being filled. A table cannot begin with an empty cell, since a block begins on
    /// other than white space: a dash stands there.
    pub(super) fn end_cell(&mut self) {
        if self.is_at_start() {
            self.text(NOTHING);
        }
        self.is_spaced = false;
        self.text.push('\t');
    }

    /// Ends a row of the table that is being filled, whose last cell was ended.
    pub(super) fn end_row(&mut self) {
        self.is_spaced = false;
        if !self.is_at_start() {
            let length = self.text.trim_end_matches('\t').len();
            self.text.truncate(length);
            self.text.push('\n');
        }
    }

    /// Says what the text from `start`, a [`Composer::position`], to here is. It may reach over several blocks.
    pub(super) fn inline(&mut self, kind: InlineKind, start: usize) {
        let span = Span::new(start.min(self.text.len()), self.text.len());
        self.inlines.push(Inline { kind, span });
    }

    /// Says that the text from `start` to here leads to `url`. Only addresses of the web and of mail lead anywhere.
    pub(super) fn link(&mut self, url: &str, start: usize) {
        let url = url.trim();
        let leads = |scheme: &str| {
            let head = url.get(..scheme.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
        };
        if ["https://", "http://", "mailto:"].into_iter().any(leads) {
            self.inline(InlineKind::Link(url.into()), start);
        }
    }

    /// Says that the text from `start` to here is the mark of the note `id`, which may come later.
    pub(super) fn reference(&mut self, id: &str, start: usize) {
        let span = Span::new(start.min(self.text.len()), self.text.len());
        self.references.push((span, id.to_owned()));
    }

    /// Says that the note `id` begins with the next character.
    pub(super) fn note(&mut self, id: &str) {
        self.next_note = Some(id.to_owned());
    }

    /// The document. Marks of notes that never came are plain text; where none was said to be a mark, they are told by
    /// their looks, as in plain text. Addresses that were not links are.
    pub(super) fn finish(mut self, metadata: Metadata, encoding: &'static str) -> Extracted {
        self.end();
        let references = std::mem::take(&mut self.references);
        for (span, id) in references {
            if let Some(note) = self.notes.get(&id).copied() {
                let kind = InlineKind::Reference { note };
                self.inlines.push(Inline { kind, span });
            }
        }
        let blocks = structure::divided(&self.text, self.blocks);
        let mut inlines = within(&self.text, &blocks, self.inlines);
        inlines.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
        let is_tied = inlines
            .iter()
            .any(|inline| matches!(inline.kind, InlineKind::Reference { .. }));
        let mut structure = Structure {
            blocks,
            inlines,
            parts: Vec::new(),
            metadata,
        };
        if !is_tied {
            structure::tie_notes(&self.text, &mut structure);
        }
        structure::link_addresses(&self.text, &mut structure);
        Extracted {
            structure,
            text: self.text,
            encoding,
        }
    }

    /// Makes sure that there is a block with a first byte.
    fn start_block(&mut self) {
        let (kind, start) = self.open.unwrap_or((BlockKind::Paragraph, None));
        if start.is_some() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.open = Some((kind, Some(start)));
        if let Some(id) = self.next_note.take() {
            self.notes.entry(id).or_insert(start);
        }
    }
}

/// Whether `c` is white space that folds: HTML's, not the no-break and the typographic spaces.
fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether `text`, a paragraph, is an item of a list whose bullet was typed by hand.
fn begins_with_bullet(text: &str) -> bool {
    let rest = text.strip_prefix(['•', '‣', '▪', '●', '◦', '·']);
    rest.is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
}

/// The digits and signs of `words` as those of Unicode that are raised or, where they are not `is_up`, lowered: `10⁶` is
/// not `106`. `None` where there are other words among them.
pub(super) fn raised(words: &str, is_up: bool) -> Option<String> {
    let digits = if is_up {
        "⁰¹²³⁴⁵⁶⁷⁸⁹"
    } else {
        "₀₁₂₃₄₅₆₇₈₉"
    };
    let raised = |c: char| match c {
        '0'..='9' => digits
            .chars()
            .nth(usize::from(u8::try_from(c).unwrap_or(b'0') - b'0')),
        '-' | '−' => Some(if is_up { '⁻' } else { '₋' }),
        '+' => Some(if is_up { '⁺' } else { '₊' }),
        _ => None,
    };
    words.chars().map(raised).collect()
}

/// What the alternative text `alt` of a picture says to a reader: nothing where it is only the name of a file or says
/// no more than that there is a picture.
pub(super) fn picture(alt: &str) -> Option<&str> {
    let alt = alt.trim();
    // Word says so of every text that it made itself.
    let mut lines = alt.lines().map(str::trim);
    let alt = match lines.next_back() {
        Some("Description automatically generated" | "AI-generated content may be incorrect.") => {
            let told = alt.rfind('\n').and_then(|end| alt.get(..end));
            told.unwrap_or_default().trim_end()
        }
        _ => alt,
    };
    let lower = alt.to_lowercase();
    let is_file = !alt.contains(char::is_whitespace)
        && [
            ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".tif", ".tiff", ".bmp", ".avif",
        ]
        .iter()
        .any(|extension| lower.ends_with(extension));
    let is_bare = matches!(
        lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '),
        "" | "image"
            | "img"
            | "photo"
            | "picture"
            | "alt"
            | "alt text"
            | "screenshot"
            | "logo"
            | "icon"
    );
    (!is_file && !is_bare).then_some(alt)
}

/// `inlines` cut at the borders of the blocks and without the white space at their ends.
fn within(text: &str, blocks: &[Block], inlines: Vec<Inline>) -> Vec<Inline> {
    let mut cut = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let first = blocks.partition_point(|block| block.span.end <= inline.span.start);
        let reached = blocks.get(first..).unwrap_or_default().iter();
        for block in reached.take_while(|block| block.span.start < inline.span.end) {
            let span = Span {
                start: inline.span.start.max(block.span.start),
                end: inline.span.end.min(block.span.end),
            };
            let span = span.trimmed(text);
            if !span.is_empty() {
                let kind = inline.kind.clone();
                cut.push(Inline { kind, span });
            }
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_that_were_typed_make_items() {
        for (text, kind) in [
            ("• one", BlockKind::ListItem(0)),
            ("▪\tone", BlockKind::ListItem(0)),
            ("•one", BlockKind::Paragraph),
            ("one • two", BlockKind::Paragraph),
        ] {
            let mut composer = Composer::default();
            composer.text(text);
            let found = composer.finish(Metadata::default(), "UTF-8");
            assert_eq!(found.structure.blocks[0].kind, kind, "{text}");
        }
    }

    #[test]
    fn digits_are_raised_and_words_are_not() {
        assert_eq!(raised("−10", true).as_deref(), Some("⁻¹⁰"));
        assert_eq!(raised("2", false).as_deref(), Some("₂"));
        assert_eq!(raised("th", true), None);
    }

    #[test]
    fn white_space_folds_and_blocks_stand_apart() {
        let mut composer = Composer::default();
        composer.begin(BlockKind::Heading(1));
        composer.text("  One\n two ");
        composer.begin(BlockKind::Paragraph);
        composer.text("Three ");
        let start = composer.position();
        composer.text(" four");
        composer.inline(InlineKind::Strong, start);
        composer.line_break();
        composer.text(" five");
        composer.begin(BlockKind::Quotation);
        composer.begin(BlockKind::Table);
        for (cell, ends_row) in [("", false), ("b c", true), ("d", false), ("", true)] {
            composer.text(cell);
            composer.end_cell();
            if ends_row {
                composer.end_row();
            }
        }
        composer.end();
        composer.text("Six");
        let Extracted {
            text, structure, ..
        } = composer.finish(Metadata::default(), "UTF-8");
        assert_eq!(
            text,
            "One two\n\nThree four\u{2028}five\n\n–\tb c\nd\n\nSix"
        );
        let blocks = structure.blocks.iter();
        let blocks: Vec<_> = blocks.map(|b| (b.kind, b.span.of(&text))).collect();
        assert_eq!(blocks.len(), 4);
        assert_eq!(blocks[2], (BlockKind::Table, "–\tb c\nd"));
        assert_eq!(structure.inlines[0].span.of(&text), "four");
    }

    #[test]
    fn pictures_are_what_their_texts_say() {
        for (alt, words) in [
            (" The harbour at night ", Some("The harbour at night")),
            (
                "A boat\n\nDescription automatically generated",
                Some("A boat"),
            ),
            ("IMG_1234.JPG", None),
            ("image 3", None),
            ("", None),
        ] {
            assert_eq!(picture(alt), words, "{alt}");
        }
    }

    #[test]
    fn a_block_can_be_forgotten_with_what_was_said_of_it() {
        let mut composer = Composer::default();
        composer.text("One");
        composer.begin(BlockKind::Heading(1));
        let start = composer.position();
        composer.text("Two");
        composer.inline(InlineKind::Strong, start);
        composer.link("https://example.org", start);
        composer.discard();
        let start = composer.position();
        composer.text("three");
        composer.link("javascript:alert(1)", start);
        composer.link("HTTPS://example.org", start);
        assert_eq!(composer.so_far(), "three");
        let Extracted {
            text, structure, ..
        } = composer.finish(Metadata::default(), "UTF-8");
        assert_eq!(text, "One\n\nthree");
        assert_eq!(structure.blocks.len(), 2);
        let kind = InlineKind::Link("HTTPS://example.org".into());
        assert_eq!(structure.inlines.len(), 1);
        assert_eq!(structure.inlines[0].kind, kind);
    }

    #[test]
    fn marks_find_their_notes_whichever_comes_first() {
        let mut composer = Composer::default();
        composer.text("Word");
        for id in ["n1", "n9"] {
            let start = composer.position();
            composer.text("1");
            composer.reference(id, start);
        }
        composer.note("n1");
        composer.begin(BlockKind::Note);
        composer.text("1 A source.");
        let Extracted {
            text, structure, ..
        } = composer.finish(Metadata::default(), "UTF-8");
        let note = text.find("1 A").unwrap();
        assert_eq!(
            structure.inlines,
            [Inline {
                kind: InlineKind::Reference { note },
                span: Span::new(4, 5)
            }]
        );
    }

    #[test]
    fn an_inline_that_reaches_over_blocks_is_cut_at_their_borders() {
        let mut composer = Composer::default();
        let start = composer.position();
        composer.text("One");
        composer.begin(BlockKind::Paragraph);
        composer.text("two");
        composer.inline(InlineKind::Emphasis, start);
        let Extracted {
            text, structure, ..
        } = composer.finish(Metadata::default(), "UTF-8");
        let inlines = structure.inlines.iter();
        let inlines: Vec<&str> = inlines.map(|inline| inline.span.of(&text)).collect();
        assert_eq!(inlines, ["One", "two"]);
    }
}
