//! What can be followed from where the cursor is: links, marks of notes, and the way from a note back to its mark.

use std::sync::Arc;

use super::Reader;
use crate::model::{Block, BlockKind, Document, Inline, InlineKind, Span};
use crate::text::word;

/// The mark of a note, and the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The mark, in bytes of the text.
    pub mark: Span,
    /// The note with everything that goes on with it, in bytes of the text.
    pub note: Span,
}

/// What can be followed from a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The mark of a note.
    Note(Reference),
    /// The address of a link.
    Link(Arc<str>),
}

/// How many blocks a note is looked for in.
const MOST_BLOCKS: usize = 32;

/// How far behind a word its mark may stand, in bytes: a full stop, a quotation mark, a bracket.
const BEHIND: usize = 12;

impl Reader {
    /// The mark of a note under the cursor, or the one that stands at the end of the word there.
    #[must_use]
    pub fn reference(&self) -> Option<Reference> {
        let document = self.document()?;
        let cursor = self.cursor();
        let end = document.block_at(cursor)?.span.end;
        // From an opening quotation mark or bracket one means the word after it.
        let rest = Span::new(cursor, end.max(cursor)).of(&document.text);
        let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let signs = rest.len() - rest.trim_start_matches(is_sign).len();
        let skipped = if signs <= BEHIND { signs } else { 0 };
        let word = word::at(&document.text, cursor + skipped);
        let near = Span::new(
            cursor,
            word.end.saturating_add(BEHIND).min(end).max(cursor + 1),
        );
        let marks = document
            .inlines_in(near)
            .filter_map(|inline| Some((inline.span, note_of(document, inline)?)));
        let (mark, note) = marks.min_by_key(|(mark, _)| (!mark.contains(cursor), mark.start))?;
        let between = Span::new(word.end.min(mark.start), mark.start).of(&document.text);
        let is_near = mark.contains(cursor)
            || !between
                .chars()
                .any(|c| c.is_alphanumeric() || c.is_whitespace());
        is_near.then_some(Reference { mark, note })
    }

    /// The address of the link under the cursor.
    #[must_use]
    pub fn link(&self) -> Option<Arc<str>> {
        let document = self.document()?;
        let at_cursor = Span::new(self.cursor(), self.cursor() + 1);
        document
            .inlines_in(at_cursor)
            .find_map(|inline| match &inline.kind {
                InlineKind::Link(url) => Some(Arc::clone(url)),
                _ => None,
            })
    }

    /// What can be followed from the sentence under the cursor: its only mark or link, or else the next one after the
    /// cursor.
    #[must_use]
    pub fn target_in_sentence(&self) -> Option<Target> {
        let document = self.document()?;
        let inlines = document.inlines_in(self.sentence()?);
        let targets = inlines.filter_map(|inline| {
            let target = match &inline.kind {
                InlineKind::Link(url) => Target::Link(Arc::clone(url)),
                _ => Target::Note(Reference {
                    mark: inline.span,
                    note: note_of(document, inline)?,
                }),
            };
            Some((inline.span.start, target))
        });
        let mut targets: Vec<(usize, Target)> = targets.collect();
        if targets.len() > 1 {
            targets.retain(|(start, _)| *start > self.cursor());
            targets.sort_by_key(|(start, _)| *start);
        }
        targets.into_iter().next().map(|(_, target)| target)
    }

    /// In a note, the first byte of the first mark that refers to it.
    #[must_use]
    pub fn mark_of_note(&self) -> Option<usize> {
        let document = self.document()?;
        let here = document.block_index_at(self.cursor())?;
        let above = document.blocks.get(..=here)?.iter().rev();
        for block in above.take(MOST_BLOCKS) {
            let mark = mark_of(document, block).filter(|_| block.kind == BlockKind::Note);
            if mark.is_some() || !goes_on(document, block) {
                return mark;
            }
        }
        None
    }

    /// What a note says, a line to each of its blocks.
    #[must_use]
    pub fn note_text(&self, note: Span) -> String {
        let Some(document) = self.document() else {
            return String::new();
        };
        let blocks = document.blocks_in(note).iter();
        let said: Vec<&str> = blocks.map(|block| block.span.of(&document.text)).collect();
        said.join("\u{2028}")
    }

    /// Where the words of a note begin, after its number.
    #[must_use]
    pub fn note_words(&self, note: Span) -> usize {
        let document = self.document();
        let block = document.and_then(|document| Some((document, document.block_at(note.start)?)));
        block.map_or(note.start, |(document, block)| {
            block.words(&document.text).start
        })
    }
}

/// The note that `inline` is the mark of: its block, and those that go on with it.
fn note_of(document: &Document, inline: &Inline) -> Option<Span> {
    let first = document.block_index_at(inline.kind.note()?)?;
    let blocks = document.blocks.get(first..)?;
    let more = blocks.iter().skip(1).take(MOST_BLOCKS);
    let more =
        more.take_while(|block| goes_on(document, block) && mark_of(document, block).is_none());
    let (first, last) = (blocks.first()?, more.last());
    Some(first.span.union(last.unwrap_or(first).span))
}

/// The first byte of the first mark of the note that begins with `block`.
fn mark_of(document: &Document, block: &Block) -> Option<usize> {
    let is_its_mark = |inline: &&Inline| {
        let note = inline.kind.note();
        note.is_some_and(|note| block.span.contains(note))
    };
    let mark = document.inlines.iter().find(is_its_mark);
    mark.map(|mark| mark.span.start)
}

/// Whether a block has no number of its own, as those after the first one of a long note.
fn goes_on(document: &Document, block: &Block) -> bool {
    block.kind == BlockKind::Note && block.words(&document.text).start == block.span.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reader::OpenDocument;
    use crate::model::{AnnotationSet, DocPath, Structure};

    fn reader() -> Reader {
        let text = "It ended.3 The “war”[4] began.\n\n3. A source.\n\n4. More.";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let block = |kind, words| Block {
            kind,
            span: at(words),
        };
        let mark = |words: &str, digits: &str, note: &str| {
            let start = at(words).end - digits.len();
            Inline {
                kind: InlineKind::Reference {
                    note: at(note).start,
                },
                span: Span::new(start, start + digits.len()),
            }
        };
        let structure = Structure {
            blocks: vec![
                block(BlockKind::Paragraph, "It ended.3 The “war”[4] began."),
                block(BlockKind::Note, "3. A source."),
                block(BlockKind::Note, "4. More."),
            ],
            inlines: vec![
                mark("ended.3", "3", "3. A"),
                Inline {
                    kind: InlineKind::Link("https://example.org/".into()),
                    span: at("The"),
                },
                mark("[4]", "[4]", "4. M"),
            ],
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a.txt"), text.into(), structure);
        let mut reader = Reader::default();
        reader.show(
            Arc::new(OpenDocument::new(document)),
            0,
            &AnnotationSet::default(),
        );
        reader
    }

    #[test]
    fn a_mark_is_found_on_it_and_in_its_word_and_nowhere_else() {
        let mut reader = reader();
        let text = reader.document().unwrap().text.clone();
        for (before, note) in [
            ("", None),
            ("It ", Some("3. A source.")),
            ("It ende", Some("3. A source.")),
            ("It ended", Some("3. A source.")),
            ("It ended.", Some("3. A source.")),
            ("It ended.3", None),
            ("It ended.3 T", None),
            ("It ended.3 The ", Some("4. More.")),
            ("It ended.3 The “wa", Some("4. More.")),
            ("It ended.3 The “war”[", Some("4. More.")),
            ("It ended.3 The “war”[4] ", None),
        ] {
            reader.go(before.len());
            let found = reader.reference().map(|found| found.note.of(&text));
            assert_eq!(found, note, "{before:?}");
        }
    }

    #[test]
    fn a_sentence_leads_to_its_only_mark_or_to_the_next_one() {
        let mut reader = reader();
        let text = reader.document().unwrap().text.clone();
        for (before, led_to) in [
            ("", Some("3. A source.")),
            ("It ended.3 ", Some("4. More.")),
            ("It ended.3 The “war”[4] ", None),
        ] {
            reader.go(before.len());
            reader.settle();
            let found = reader.target_in_sentence().map(|target| match target {
                Target::Note(found) => found.note.of(&text).to_owned(),
                Target::Link(url) => url.to_string(),
            });
            assert_eq!(found.as_deref(), led_to, "{before:?}");
        }
    }

    #[test]
    fn links_are_under_the_cursor_and_notes_know_their_first_mark() {
        let mut reader = reader();
        let text = reader.document().unwrap().text.clone();
        reader.go(text.find("he “").unwrap());
        assert_eq!(&*reader.link().unwrap(), "https://example.org/");
        assert_eq!(reader.mark_of_note(), None);
        reader.go(text.find("More").unwrap());
        assert!(reader.link().is_none());
        assert_eq!(reader.mark_of_note(), text.find("[4]"));
    }
}
