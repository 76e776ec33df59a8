//! The sentences of an article that a reviewer decides on, one after the other, and which of them were seen.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::model::{Block, BlockKind, Document, Span, Stretches};
use crate::text::fold::{signs, words};
use crate::text::positions::CodePoints;
use crate::text::sentence::{sentences, sentences_of};

/// The most bytes that the number of a list item has: `viii`.
const LONGEST_NUMBER: usize = 4;

/// The sentences of a document that are to be decided on, in order: those of its running text, its lists, quotations and
/// tables. Titles, headings, captions, notes and page furniture are passed over, unless there is nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentences {
    /// Where each is, in bytes of the text.
    spans: Vec<Span>,
    /// The same in code points.
    points: Vec<(usize, usize)>,
}

impl Sentences {
    /// The sentences of `document`, whose positions are `points`. It takes long where the text is long.
    #[must_use]
    pub fn of(document: &Document, points: &CodePoints) -> Self {
        Self::around(document, points, Span::new(0, document.text.len()))
    }

    /// Those of them that stand in the blocks that `span` shares a byte with, numbered by themselves.
    #[must_use]
    pub fn around(document: &Document, points: &CodePoints, span: Span) -> Self {
        let text = &document.text;
        let is_any = document.blocks.iter().any(is_to_see);
        let blocks = document.blocks.iter();
        let blocks = blocks.filter(|block| !is_any || is_to_see(block));
        let blocks = blocks.filter(|block| block.span.overlaps(span));
        let spans = blocks.flat_map(|block| sentences_of(text, block)).collect();
        let mut found = Self {
            spans,
            points: Vec::new(),
        };
        let point = |span: &Span| {
            let start = points.from_byte(text, span.start);
            (start, start + span.of(text).chars().count())
        };
        found.points = found.spans.iter().map(point).collect();
        found
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Where the sentence with this number is, in bytes of the text.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Span> {
        self.spans.get(number).copied()
    }

    /// Where the sentence with this number is, in code points of the text: from its first to the one after its last.
    #[must_use]
    pub fn place(&self, number: usize) -> Option<(usize, usize)> {
        self.points.get(number).copied()
    }

    /// The numbers of the sentences that share a byte with `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> Range<usize> {
        let first = self
            .spans
            .partition_point(|sentence| sentence.end <= span.start);
        let end = self
            .spans
            .partition_point(|sentence| sentence.start < span.end);
        first..end.max(first)
    }

    /// The number of the first sentence that begins at the byte `at` or after it; how many there are, where none does.
    #[must_use]
    pub fn from(&self, at: usize) -> usize {
        self.spans.partition_point(|sentence| sentence.start < at)
    }

    /// Whether the sentence with this number was seen, `seen` being what was.
    #[must_use]
    pub fn is_seen(&self, number: usize, seen: &Stretches) -> bool {
        let at = self.points.get(number);
        at.is_some_and(|(start, end)| seen.cover(*start, *end))
    }

    /// The number of the first sentence among `numbers` that was not seen.
    #[must_use]
    pub fn unseen(&self, mut numbers: Range<usize>, seen: &Stretches) -> Option<usize> {
        numbers.end = numbers.end.min(self.len());
        numbers.find(|number| !self.is_seen(*number, seen))
    }

    /// How many of the sentences were seen.
    #[must_use]
    pub fn decided(&self, seen: &Stretches) -> usize {
        let numbers = 0..self.len();
        numbers.filter(|number| self.is_seen(*number, seen)).count()
    }

    /// The number of the sentence that lies at the code point `at`, or of the first one after it.
    #[must_use]
    pub fn at_point(&self, at: usize) -> usize {
        self.points.partition_point(|(_, end)| *end <= at)
    }

    /// What was seen once the sentences with these numbers were, too. Of sentences that follow each other what stands
    /// between them is seen as well, so that a text that was read through is one stretch.
    #[must_use]
    pub fn seeing(&self, numbers: Range<usize>, seen: &Stretches) -> Stretches {
        let before = numbers.start.checked_sub(1);
        let before = before.filter(|number| self.is_seen(*number, seen));
        let after = Some(numbers.end).filter(|number| self.is_seen(*number, seen));
        let first = before.unwrap_or(numbers.start);
        let last = after.unwrap_or(numbers.end.saturating_sub(1));
        let ends = self.points.get(first).zip(self.points.get(last));
        match ends.filter(|_| !numbers.is_empty()) {
            Some(((start, _), (_, end))) => seen.with(&Stretches::of([(*start, *end)])),
            None => seen.clone(),
        }
    }

    /// What was seen of `document`, whose sentences these are, when `seen` was seen of the text it had `earlier`: the
    /// sentences that stood there as they stand here, but for typography. One that stands here more often than there, or
    /// of which one occurrence there was not seen, was not.
    ///
    /// Of `earlier` only the text is known for certain: its blocks may be guessed.
    #[must_use]
    pub fn carried(&self, document: &Document, earlier: &Document, seen: &Stretches) -> Stretches {
        let text = &earlier.text;
        let points = CodePoints::new(text);
        let point = |byte| points.from_byte(text, byte);
        // A sentence that runs on in the next line is known from the blocks, a line of a list from the line: both count.
        let by_blocks = earlier.blocks.iter();
        let by_blocks = by_blocks.flat_map(|block| sentences_of(text, block));
        let without = divided(text, are_parted_by_lines(document));
        let all = by_blocks.chain(without);
        let all: BTreeSet<Span> = all.flat_map(|found| readings(text, found)).collect();
        let mut there: HashMap<String, (usize, bool)> = HashMap::new();
        for said in all {
            let was_seen = seen.cover(point(said.start), point(said.end));
            let known = there.entry(folded(said.of(text)));
            let known = known.or_insert((0, true));
            *known = (known.0 + 1, known.1 && was_seen);
        }
        let here: Vec<String> = self
            .spans
            .iter()
            .map(|sentence| folded(sentence.of(&document.text)))
            .collect();
        let mut here_as_often: HashMap<&str, usize> = HashMap::new();
        for sentence in &here {
            *here_as_often.entry(sentence).or_default() += 1;
        }
        let is_the_same = |number: &usize| {
            let sentence = here.get(*number).map_or("", String::as_str);
            let there = there.get(sentence).copied().unwrap_or_default();
            let here = here_as_often.get(sentence).copied().unwrap_or_default();
            there.1 && here <= there.0
        };
        let same: Vec<usize> = (0..self.len()).filter(is_the_same).collect();
        self.stretches(&same)
    }

    /// The sentences with these numbers, which rise, as code points of the text; what stands between two that follow each
    /// other as well.
    #[must_use]
    pub fn stretches(&self, numbers: &[usize]) -> Stretches {
        let runs = numbers.chunk_by(|one, other| one + 1 == *other);
        Stretches::of(runs.filter_map(|run| {
            let (first, last) = run.first().zip(run.last())?;
            Some((self.points.get(*first)?.0, self.points.get(*last)?.1))
        }))
    }
}

/// Whether a reviewer is to decide on what stands in `block`.
fn is_to_see(block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph
        | BlockKind::ListItem(_)
        | BlockKind::Quotation
        | BlockKind::Table
        | BlockKind::Preformatted => true,
        BlockKind::Title
        | BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::Note
        | BlockKind::Boilerplate => false,
    }
}

/// Whether there are blocks with no empty line between them.
fn are_parted_by_lines(document: &Document) -> bool {
    let mut pairs = document.blocks.windows(2);
    pairs.any(|pair| {
        let [above, below] = pair else { return false };
        let between = Span::new(above.span.end, below.span.start.max(above.span.end));
        between.of(&document.text).matches('\n').count() < 2
    })
}

/// The sentence from its first word on, and, where that may be the number of a list item, from the next one on: where lists
/// are known for such, their signs and numbers are none of what is decided on.
fn readings(text: &str, sentence: Span) -> impl Iterator<Item = Span> {
    let said = sentence.of(text);
    let mut found = words(said);
    let first = found.next().map(|word| word.span);
    let is_number = |first: &Span| {
        let after = said.get(first.end..).unwrap_or_default();
        let after = after.strip_prefix(['.', ')']);
        first.len() <= LONGEST_NUMBER && after.is_some_and(|rest| rest.starts_with(' '))
    };
    let second = first.filter(is_number).and_then(|_| found.next());
    let starts = [first, second.map(|word| word.span)].into_iter().flatten();
    starts.map(move |word| Span::new(sentence.start + word.start, sentence.end))
}

/// The sentences of a text whose blocks are not known: of its paragraphs, or of its lines.
fn divided(text: &str, by_lines: bool) -> Vec<Span> {
    if !by_lines {
        return sentences(text, Span::new(0, text.len()));
    }
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        found.extend(sentences(text, Span::new(start, start + line.len())));
        start += line.len();
    }
    found
}

/// What a sentence says, without typography and without what stands before its first word.
fn folded(sentence: &str) -> String {
    let mut said = String::with_capacity(sentence.len());
    let mut end = None;
    for word in words(sentence) {
        if let Some(end) = end {
            let between = signs(sentence, Span::new(end, word.span.start));
            said.extend(between.iter().map(|sign| sign.sign));
            said.push(' ');
        }
        said.push_str(&word.spelling);
        end = Some(word.span.end);
    }
    let after = signs(sentence, Span::new(end.unwrap_or(0), sentence.len()));
    said.extend(after.iter().map(|sign| sign.sign));
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, Structure};
    use proptest::prelude::*;

    /// A document of paragraphs, parted by empty lines, and of headings of a line.
    fn document(text: &str) -> (Document, CodePoints) {
        let mut start = 0;
        let mut blocks = Vec::new();
        for paragraph in text.split("\n\n") {
            let end = start + paragraph.len();
            let heading = Some(paragraph).filter(|text| text.starts_with("# "));
            let length = heading.map_or(0, |text| text.find('\n').unwrap_or(text.len()));
            let parts = [
                (BlockKind::Heading(1), Span::new(start, start + length)),
                (BlockKind::Paragraph, Span::new(start + length, end)),
            ];
            let parts = parts.map(|(kind, span)| (kind, span.trimmed(text)));
            let parts = parts.into_iter().filter(|(_, span)| !span.is_empty());
            blocks.extend(parts.map(|(kind, span)| Block { kind, span }));
            start = end + 2;
        }
        let structure = Structure {
            blocks,
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a.txt"), text.to_owned(), structure);
        let points = CodePoints::new(text);
        (document, points)
    }

    fn sentences_in(text: &str) -> (Document, Sentences) {
        let (document, points) = document(text);
        let found = Sentences::of(&document, &points);
        (document, found)
    }

    /// Everything in `text` that stands between square brackets, as code points of the text without them.
    fn marked(text: &str) -> (String, Stretches) {
        let (mut plain, mut ranges, mut at, mut open) = (String::new(), Vec::new(), 0, 0);
        for letter in text.chars() {
            match letter {
                '[' => open = at,
                ']' => ranges.push((open, at)),
                _ => {
                    plain.push(letter);
                    at += 1;
                }
            }
        }
        (plain, Stretches::of(ranges))
    }

    #[test]
    fn what_is_no_running_text_is_passed_over_unless_there_is_nothing_else() {
        let (document, found) = sentences_in("# Bells\n\nOne rang. Two broke.\n\nA third came.");
        let said: Vec<&str> = found
            .spans
            .iter()
            .map(|span| span.of(&document.text))
            .collect();
        assert_eq!(said, ["One rang.", "Two broke.", "A third came."]);
        assert_eq!(sentences_in("# Bells\n\n# Rope").1.len(), 2);
        assert_eq!(sentences_in("").1.len(), 0);
    }

    #[test]
    fn unchanged_sentences_are_carried_over_and_changed_ones_are_not() {
        for (there, here, expected) in [
            // Something was put in above, and one was changed.
            (
                "[One rang. Two “broke”.] Three.",
                "Zero. One rang.\n\nTwo \"broke\". Three.",
                "Zero. [One rang.]\n\n[Two \"broke\".] Three.",
            ),
            ("[It cost 400 pounds.]", "It cost 900 pounds.", ""),
            // What stands before a list item is none of it where the list is known.
            ("• [One.] Two.", "One. Three.", "[One.] Three."),
            (
                "4. [One is so.] Two.",
                "One is so. Three.",
                "[One is so.] Three.",
            ),
            ("[It was in 4. One is so.]", "4. Two is so.", ""),
            (
                "[Was it late? No.]",
                "Was it late. No.",
                "Was it late. [No.]",
            ),
            // A sentence that runs on in the next line, where other blocks are parted by lines.
            (
                "# Bells\n[It rang\nall day.] Two.",
                "# Bells\nIt rang\nall day. Three.",
                "# Bells\n[It rang\nall day.] Three.",
            ),
            // The beginning of a sentence is no sentence, and neither is a sentence that was part of one.
            ("[He said so, and left.]", "He said so.", ""),
            ("[He said so.] And left.", "He said so and left.", ""),
            // Which of two it was is not known: both count, or none does.
            ("[No comment.] Yes. No comment.", "No comment.", ""),
            ("[No comment.]", "No comment. Yes. No comment.", ""),
            (
                "[No comment. Yes. No comment.]",
                "Yes. No comment.",
                "[Yes. No comment.]",
            ),
            (
                "[漢字の鐘。] 二つ。",
                "前。漢字の鐘。二つ。",
                "前。[漢字の鐘。]二つ。",
            ),
        ] {
            let (there, seen) = marked(there);
            let (expected_text, expected) =
                marked(if expected.is_empty() { here } else { expected });
            assert_eq!(expected_text, here);
            let (document, found) = sentences_in(here);
            let (there, _) = self::document(&there);
            let carried = found.carried(&document, &there, &seen);
            let numbers = |seen: &Stretches| -> Vec<bool> {
                (0..found.len()).map(|at| found.is_seen(at, seen)).collect()
            };
            assert_eq!(
                numbers(&carried),
                numbers(&expected),
                "{} -> {here}",
                there.text
            );
        }
    }

    #[test]
    fn what_was_read_through_is_one_stretch() {
        let (_, found) = sentences_in("One rang. Two broke.\n\nThree. Four.");
        let mut seen = Stretches::default();
        for (number, stretches) in [(0, 1), (2, 2), (1, 1), (3, 1)] {
            seen = found.seeing(number..number + 1, &seen);
            assert_eq!(seen.ranges().len(), stretches, "{seen:?}");
        }
        assert_eq!(found.decided(&seen), 4);
        assert_eq!(found.unseen(0..9, &seen), None);
    }

    proptest! {
        #[test]
        fn seeing_a_sentence_makes_it_seen_and_leaves_the_others(order in proptest::collection::vec(0usize..8, 0..12)) {
            let text = "Ein Stück. Zwei.\n\nDrei 漢字. Vier.\n\nFünf. Sechs. Sieben.\n\nAcht.";
            let (_, found) = sentences_in(text);
            prop_assert_eq!(found.len(), 8);
            let mut seen = Stretches::default();
            let mut known = [false; 8];
            for number in order {
                seen = found.seeing(number..number + 1, &seen);
                known[number] = true;
                for (at, is_known) in known.iter().enumerate() {
                    prop_assert_eq!(found.is_seen(at, &seen), *is_known);
                }
            }
            prop_assert_eq!(found.decided(&seen), known.iter().filter(|known| **known).count());
        }
    }
}
