//! Documents: what one article is once it has been read.

use std::ops::Range;

use super::correction::Lookup;
use super::{
    Block, BlockKind, Correction, Coverage, DocPath, Inline, Metadata, Part, Span, Structure,
    TagName, on_one_line, vocabulary,
};

/// The hash of a document's text (BLAKE3, in lower-case hexadecimal): finds a moved file, tells an edited one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextHash(String);

impl TextHash {
    /// The hash of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()).to_hex().to_string())
    }

    /// A hash as it was stored; nothing is checked, since one that is wrong only fails to match.
    #[must_use]
    pub fn stored(hash: &str) -> Self {
        Self(hash.to_owned())
    }

    /// The hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One article: metadata, text, blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it lies in the corpus.
    pub path: DocPath,
    /// The canonical text, on which every position counts. It never depends on the window.
    pub text: String,
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// Links, notes' marks and stressed words, in order.
    pub inlines: Vec<Inline>,
    /// The articles in the document, in order; at least one.
    pub parts: Vec<Part>,
    /// Title, authors, date, URL, as far as the document itself tells.
    pub metadata: Metadata,
    /// The hash of `text`.
    pub hash: TextHash,
    /// The encoding the file was in, by its WHATWG name.
    pub encoding: &'static str,
    /// The format the file was in, and the version of what read it: `HTML 1`. The same file read by the same version
    /// always gives the same text.
    pub format: &'static str,
}

impl Document {
    /// The document at `path` with `text`, which came from plain text in UTF-8.
    #[must_use]
    pub fn new(path: DocPath, text: String, structure: Structure) -> Self {
        let mut parts = structure.parts;
        if parts.is_empty() {
            parts.push(Part {
                span: Span::new(0, text.len()),
                metadata: structure.metadata.clone(),
            });
        }
        Self {
            path,
            hash: TextHash::of(&text),
            text,
            blocks: structure.blocks,
            inlines: structure.inlines,
            parts,
            metadata: structure.metadata,
            encoding: "UTF-8",
            format: "",
        }
    }

    /// The part that holds the byte `at`.
    #[must_use]
    pub fn part_at(&self, at: usize) -> Option<&Part> {
        self.parts.get(self.part_index_at(at))
    }

    /// The index of the part that holds the byte `at`.
    #[must_use]
    pub fn part_index_at(&self, at: usize) -> usize {
        let after = self.parts.partition_point(|part| part.span.start <= at);
        after.saturating_sub(1)
    }

    /// What the article at the byte `at` tells about itself: its part of the document, where that has several.
    #[must_use]
    pub fn metadata_at(&self, at: usize) -> &Metadata {
        let part = self.part_at(at).filter(|_| self.parts.len() > 1);
        part.map_or(&self.metadata, |part| &part.metadata)
    }

    /// The blocks that share a byte with `span`, in order.
    #[must_use]
    pub fn blocks_in(&self, span: Span) -> &[Block] {
        let first = self
            .blocks
            .partition_point(|block| block.span.end <= span.start);
        let end = self
            .blocks
            .partition_point(|block| block.span.start < span.end);
        self.blocks.get(first..end).unwrap_or_default()
    }

    /// The inlines that share a byte with `span`, in the order they begin.
    pub fn inlines_in(&self, span: Span) -> impl Iterator<Item = &Inline> {
        // An inline never leaves its block, so those that begin before the block of `span` cannot reach it.
        let block = self.block_at(span.start);
        let from = block.map_or(span.start, |block| block.span.start.min(span.start));
        let first = self
            .inlines
            .partition_point(|inline| inline.span.start < from);
        let rest = self.inlines.get(first..).unwrap_or_default();
        rest.iter()
            .take_while(move |inline| inline.span.start < span.end)
            .filter(move |inline| span.start < inline.span.end)
    }

    /// The line of the text that holds the byte `at`, counted from 1.
    #[must_use]
    pub fn line_at(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    /// The number of the paragraph that holds the byte `at`, counted from 1: every block counts that is no page
    /// furniture, which has no number.
    #[must_use]
    pub fn paragraph_at(&self, at: usize) -> Option<usize> {
        let index = self.block_index_at(at)?;
        let is_counted = self.blocks.get(index)?.kind != BlockKind::Boilerplate;
        is_counted.then(|| self.paragraphs_in(0..index) + 1)
    }

    /// How many of the blocks with these indices are no page furniture.
    #[must_use]
    pub fn paragraphs_in(&self, blocks: Range<usize>) -> usize {
        let blocks = self.blocks.get(blocks).unwrap_or_default().iter();
        blocks
            .filter(|block| block.kind != BlockKind::Boilerplate)
            .count()
    }

    /// The block that holds the byte `at`, or the last one that begins before it.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        self.blocks.get(self.block_index_at(at)?)
    }

    /// The index of the block that holds the byte `at`, or of the last one that begins before it; the first block
    /// where `at` is before it.
    #[must_use]
    pub fn block_index_at(&self, at: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= at);
        if self.blocks.is_empty() {
            None
        } else {
            Some(after.saturating_sub(1))
        }
    }
}

vocabulary! {
    /// How far a person is with a document.
    pub enum ReadingStatus {
        /// Not begun.
        New = "new",
        /// Begun.
        Reading = "reading",
        /// Finished.
        Done = "done",
    }
}

/// What a person recorded about a document: a `[[document]]` of the annotations file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Which document.
    pub path: DocPath,
    /// The hash of the text as it was when last annotated.
    pub hash: Option<TextHash>,
    /// The hashes of texts it had when it was annotated before, the oldest first: each tells which kept text a quote is
    /// from.
    pub earlier: Vec<TextHash>,
    /// The title, where a person set it.
    pub title: Option<String>,
    /// The authors, where a person set them, with semicolons between them.
    pub author: Option<String>,
    /// The date, where a person set it.
    pub date: Option<String>,
    /// The URL, where a person set it.
    pub url: Option<String>,
    /// Blocks that a person put right.
    pub corrections: Vec<Correction>,
    /// Tags on the document as a whole.
    pub tags: Vec<TagName>,
    /// How far the person is with it.
    pub status: Option<ReadingStatus>,
    /// What reviewers have seen of it, one entry for each.
    pub coverage: Vec<Coverage>,
}

impl DocumentRecord {
    /// A record that remembers nothing yet.
    #[must_use]
    pub fn new(path: DocPath) -> Self {
        Self {
            path,
            hash: None,
            earlier: Vec::new(),
            title: None,
            author: None,
            date: None,
            url: None,
            corrections: Vec::new(),
            tags: Vec::new(),
            status: None,
            coverage: Vec::new(),
        }
    }

    /// What `reviewer` has seen of it.
    #[must_use]
    pub fn coverage_by(&self, reviewer: &str) -> Option<&Coverage> {
        self.coverage
            .iter()
            .find(|known| known.reviewer == reviewer)
    }

    /// Notes that the document has been annotated while its text had this `hash`.
    pub fn annotated_as(&mut self, hash: &TextHash) {
        if let Some(before) = self.hash.replace(hash.clone())
            && before != *hash
        {
            self.earlier.retain(|known| *known != before);
            self.earlier.push(before);
        }
        self.earlier.retain(|known| known != hash);
    }

    /// Takes over what is recorded in `other`, whose document turned out to be this one; what is recorded here wins.
    pub fn take_over(&mut self, other: &Self) {
        self.take_over_texts(other);
        fill(&mut self.title, other.title.as_ref());
        fill(&mut self.author, other.author.as_ref());
        fill(&mut self.date, other.date.as_ref());
        fill(&mut self.url, other.url.as_ref());
        fill(&mut self.status, other.status.as_ref());
        for correction in &other.corrections {
            if !self.corrections.contains(correction) {
                self.corrections.push(correction.clone());
            }
        }
        for tag in &other.tags {
            if !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
        for coverage in &other.coverage {
            if self.coverage_by(&coverage.reviewer).is_none() {
                self.coverage.push(coverage.clone());
            }
        }
    }

    /// Takes over in which texts annotations were made that are on this document now.
    pub fn take_over_texts(&mut self, other: &Self) {
        let earlier = std::mem::take(&mut self.earlier);
        let theirs = other.earlier.iter().chain(&other.hash).cloned();
        for hash in theirs.chain(earlier) {
            if self.hash.is_none() && other.hash.as_ref() == Some(&hash) {
                self.hash = Some(hash);
            } else if self.hash.as_ref() != Some(&hash) && !self.earlier.contains(&hash) {
                self.earlier.push(hash);
            }
        }
    }

    /// Whether there is nothing left to remember, so that the record need not stand in the file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.path.clone())
    }

    /// Puts right what postil took for something else, in the blocks of `document`. An article has one title: where a
    /// person says which block that is, what postil took for it is a paragraph. Among several parts, the title of the
    /// part follows its block.
    pub fn correct(&self, document: &mut Document) {
        if self.corrections.is_empty() {
            return;
        }
        let known = Lookup::new(&self.corrections);
        let is_named = |block: &str| known.kind_of(block) == Some(BlockKind::Title);
        for block in &mut document.blocks {
            let kind = known.kind_of(block.span.of(&document.text));
            block.kind = kind.unwrap_or(block.kind);
        }
        if self
            .corrections
            .iter()
            .all(|one| one.kind != BlockKind::Title)
        {
            return;
        }
        let several = document.parts.len() > 1;
        let Document {
            text,
            blocks,
            parts,
            ..
        } = document;
        for part in parts {
            let first = blocks.partition_point(|block| block.span.start < part.span.start);
            let end = blocks.partition_point(|block| block.span.start < part.span.end);
            let inside = blocks.get_mut(first..end).unwrap_or_default();
            let mut titles: Vec<(&mut Block, bool)> = inside
                .iter_mut()
                .filter(|block| block.kind == BlockKind::Title)
                .map(|block| {
                    let is_named = is_named(block.span.of(text));
                    (block, is_named)
                })
                .collect();
            let Some((named, _)) = titles.iter().find(|(_, is_named)| *is_named) else {
                continue;
            };
            if several {
                part.metadata.title = Some(on_one_line(named.span.of(text)));
            }
            for (block, _) in titles.iter_mut().filter(|(_, is_named)| !is_named) {
                block.kind = BlockKind::Paragraph;
            }
        }
    }

    /// What is known of the document: what a person set wins over what the document says.
    #[must_use]
    pub fn over(&self, found: &Metadata) -> Metadata {
        Metadata {
            title: self.title.clone().or_else(|| found.title.clone()),
            subtitle: found.subtitle.clone(),
            authors: self
                .author
                .clone()
                .map_or_else(|| found.authors.clone(), |author| names(&author)),
            date: self.date.clone().or_else(|| found.date.clone()),
            source: found.source.clone(),
            url: self.url.clone().or_else(|| found.url.clone()),
        }
    }

    /// What is known of the article at the byte `at` of `document`. One of several keeps its own title: the one that a
    /// person set is that of the whole.
    #[must_use]
    pub fn over_at(&self, document: &Document, at: usize) -> Metadata {
        let found = document.metadata_at(at);
        let mut known = self.over(found);
        if document.parts.len() > 1 {
            known.title.clone_from(&found.title);
        }
        known
    }
}

/// Makes `ours` what `theirs` is, where it is nothing.
fn fill<T: Clone>(ours: &mut Option<T>, theirs: Option<&T>) {
    if ours.is_none() {
        *ours = theirs.cloned();
    }
}

/// The names in a list such as `Ada Prose; Ben Fact`.
fn names(list: &str) -> Vec<String> {
    let names = list.split(';').map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_remembers_every_text_that_was_annotated_once() {
        let mut record = DocumentRecord::new(DocPath::new("a.txt"));
        let hashes = ["a", "b", "c"].map(TextHash::of);
        for (annotated, current, earlier) in [
            (0, 0, vec![]),
            (0, 0, vec![]),
            (1, 1, vec![0]),
            (2, 2, vec![0, 1]),
            (0, 0, vec![1, 2]),
        ] {
            let hash = |index: usize| hashes.get(index).cloned();
            record.annotated_as(&hash(annotated).unwrap());
            assert_eq!(record.hash, hash(current));
            let known: Vec<TextHash> = earlier.into_iter().filter_map(hash).collect();
            assert_eq!(record.earlier, known);
        }
    }

    #[test]
    fn a_record_takes_over_what_another_knows_and_loses_nothing_of_its_own() {
        let [a, b, c] = ["a", "b", "c"].map(TextHash::of);
        let mut moved = DocumentRecord::new(DocPath::new("a.txt"));
        moved.annotated_as(&a);
        moved.annotated_as(&b);
        moved.title = Some("Theirs".into());
        moved.date = Some("2020".into());
        let mut fresh = DocumentRecord::new(DocPath::new("b.txt"));
        fresh.take_over(&moved);
        assert_eq!(
            (fresh.hash.clone(), fresh.earlier.clone()),
            (Some(b.clone()), vec![a.clone()])
        );
        assert_eq!(fresh.title.as_deref(), Some("Theirs"));
        assert_eq!(fresh.path.as_str(), "b.txt");
        let mut own = DocumentRecord::new(DocPath::new("c.txt"));
        own.annotated_as(&c);
        own.title = Some("Ours".into());
        own.take_over(&moved);
        assert_eq!((own.hash, own.earlier), (Some(c), vec![a, b]));
        assert_eq!(own.title.as_deref(), Some("Ours"));
        assert_eq!(own.date.as_deref(), Some("2020"));
    }

    #[test]
    fn what_a_person_set_wins_over_what_the_document_says() {
        let found = Metadata {
            title: Some("Menu".into()),
            date: Some("2020".into()),
            ..Metadata::default()
        };
        let mut record = DocumentRecord::new(DocPath::new("a/b.txt"));
        assert!(record.is_empty());
        record.title = Some("The real title".into());
        let known = record.over(&found);
        assert_eq!(known.title.as_deref(), Some("The real title"));
        assert_eq!(known.date.as_deref(), Some("2020"));
        assert_eq!(record.path.name(), "b.txt");
    }

    #[test]
    fn authors_are_told_apart_by_semicolons() {
        let mut record = DocumentRecord::new(DocPath::new("a.txt"));
        record.author = Some("Ada Prose;Ben Fact; ".into());
        let known = record.over(&Metadata::default());
        assert_eq!(known.authors, ["Ada Prose", "Ben Fact"]);
    }

    #[test]
    fn a_part_has_one_title_and_a_person_says_which() {
        use BlockKind::{Paragraph, Title};
        let text = "Menu\n\nThe real one\n\nSecond\n\nWords.";
        let spans = [(0, 4), (6, 18), (20, 26), (28, 34)];
        let kinds = [Title, Paragraph, Title, Paragraph];
        let part = |start, end| Part {
            span: Span::new(start, end),
            metadata: Metadata::default(),
        };
        let structure = |parts: Vec<Part>| Structure {
            blocks: spans
                .into_iter()
                .zip(kinds)
                .map(|((start, end), kind)| Block {
                    kind,
                    span: Span::new(start, end),
                })
                .collect(),
            parts,
            ..Structure::default()
        };
        let mut record = DocumentRecord::new(DocPath::new("a.txt"));
        record.corrections = vec![Correction::new(Title, "The real one")];
        for (parts, expect) in [
            (vec![], [Paragraph, Title, Paragraph, Paragraph]),
            (
                vec![part(0, 20), part(20, 34)],
                [Paragraph, Title, Title, Paragraph],
            ),
        ] {
            let several = parts.len() > 1;
            let mut document = Document::new(DocPath::new("a.txt"), text.into(), structure(parts));
            record.correct(&mut document);
            let found: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
            assert_eq!(found, expect);
            let title = document.metadata_at(8).title.as_deref();
            assert_eq!(title, several.then_some("The real one"));
            assert_eq!(document.metadata_at(30).title, None);
        }
    }

    #[test]
    fn the_blocks_in_a_span_are_those_that_share_a_byte_with_it() {
        let block = |start, end| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        };
        let structure = Structure {
            blocks: vec![block(0, 4), block(6, 10), block(12, 14)],
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a"), "One.\n\nTwo.\n\nxx".into(), structure);
        for (span, count) in [((0, 1), 1), ((3, 7), 2), ((4, 6), 0), ((0, 99), 3)] {
            let span = Span {
                start: span.0,
                end: span.1,
            };
            assert_eq!(document.blocks_in(span).len(), count, "{span:?}");
        }
    }

    #[test]
    fn a_position_between_blocks_belongs_to_the_block_before_it() {
        let block = |start, end| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        };
        let structure = Structure {
            blocks: vec![block(0, 4), block(6, 10)],
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a.txt"), "One.\n\nTwo.".into(), structure);
        assert_eq!(document.block_index_at(5), Some(0));
        assert_eq!(document.block_index_at(6), Some(1));
        assert_eq!(document.block_index_at(99), Some(1));
        assert_eq!(document.line_at(6), 3);
    }
}
