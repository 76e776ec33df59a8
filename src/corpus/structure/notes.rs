//! Notes and the lists of sources under an article: which blocks they are, whatever the lines around them look like.
//! Where their marks stand in the text is told in `references`.
//!
//! A section is found by its name in any of two dozen languages, and only where an entry comes next. Outside of one, a
//! numbered paragraph is a note where the text before it has the mark, so that a list stays a list.

use std::collections::HashMap;
use std::ops::Range;

use super::blocks::{self, Line};
use super::labels::{Form, Key, Label, label};
use super::{looks, marks, references};
use crate::model::{Block, BlockKind, Span, Structure};

/// What notes and sources stand under, in lower case.
const NAMES: [&str; 78] = [
    "notes",
    "note",
    "endnotes",
    "end notes",
    "footnotes",
    "foot notes",
    "footnote",
    "references",
    "reference",
    "reference list",
    "list of references",
    "bibliography",
    "selected bibliography",
    "select bibliography",
    "works cited",
    "literature cited",
    "sources",
    "citations",
    "literature",
    "notes and references",
    "references and notes",
    "notes & references",
    "sources and notes",
    "notes and sources",
    "cited works",
    "bibliographic references",
    "anmerkungen",
    "fußnoten",
    "fussnoten",
    "endnoten",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "quellenverzeichnis",
    "einzelnachweise",
    "belege",
    "notes de bas de page",
    "références",
    "bibliographie",
    "notes et références",
    "références bibliographiques",
    "notas",
    "referencias",
    "bibliografía",
    "fuentes",
    "notas al pie",
    "obras citadas",
    "referencias bibliográficas",
    "referências",
    "referências bibliográficas",
    "bibliografia",
    "fontes",
    "riferimenti",
    "riferimenti bibliografici",
    "fonti",
    "примечания",
    "сноски",
    "литература",
    "список литературы",
    "источники",
    "библиография",
    "примітки",
    "джерела",
    "література",
    "przypisy",
    "źródła",
    "noten",
    "voetnoten",
    "bronnen",
    "literatuur",
    "noter",
    "referenser",
    "källor",
    "kaynakça",
    "dipnotlar",
    "参考文献",
    "注释",
    "脚注",
];

/// Whether `line` is what notes stand under.
fn is_name(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let line = line.trim_matches(|c: char| c == '#' || c == '*' || c == '_' || c.is_whitespace());
    let line = looks::without_edit(line.trim_end_matches([':', '.']));
    let numbered = line.split_once(' ').filter(|(number, _)| {
        let number = number.trim_end_matches('.');
        number.bytes().all(|b| b.is_ascii_digit()) || marks::roman(number).is_some()
    });
    let name = numbered
        .map_or(line, |(_, name)| name.trim())
        .to_lowercase();
    NAMES.contains(&name.as_str())
}

/// Whether `text` says where something was published: a year, an address, pages.
fn is_citation(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(1200)).unwrap_or(text);
    let mut digits = head.split(|c: char| !c.is_ascii_alphanumeric());
    let has_year = digits.any(|word| {
        let year = word.get(..4).unwrap_or_default();
        let rest = word.get(4..).unwrap_or_default();
        let is_year = year.bytes().all(|b| b.is_ascii_digit())
            && (year.starts_with("20") || year.starts_with('1'));
        is_year && rest.len() <= 1 && rest.bytes().all(|b| b.is_ascii_lowercase())
    });
    let has = |part: &str| head.contains(part);
    let is_place = has("http")
        || has("www.")
        || has("doi")
        || has(" pp. ")
        || has(" p. ")
        || has("Ibid")
        || has("ibid")
        || has("op. cit");
    text.len() >= 10 && (has_year || is_place)
}

/// Marks the notes of `text`.
pub(super) fn mark(text: &str, found: &mut Structure) {
    let mut notes = Notes {
        text,
        blocks: &found.blocks,
        marked: Vec::with_capacity(found.blocks.len()),
    };
    let (mut at, mut in_body) = (0, false);
    while let Some(block) = notes.blocks.get(at).copied() {
        let line = blocks::line(text, block);
        let is_head = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))
            && (line.is_some_and(is_name)
                || (block.kind != BlockKind::Paragraph
                    && block.span.of(text).lines().next().is_some_and(is_name)));
        notes.marked.push(block);
        at += 1;
        if is_head && in_body {
            let before = notes.marked.len();
            at = notes.section(at);
            let is_found = notes.marked.len() > before;
            if let Some(head) = notes.marked.get_mut(before - 1).filter(|_| is_found)
                && head.kind == BlockKind::Paragraph
            {
                head.kind = BlockKind::Heading(1);
            }
        }
        in_body |= block.span.len() >= 60 || block.span.of(text).ends_with('.');
    }
    let marked = notes.marked;
    found.blocks = blocks::divided(text, marked);
    join_set_off(text, &mut found.blocks);
    mark_scattered(text, &mut found.blocks);
}

struct Notes<'t> {
    text: &'t str,
    blocks: &'t [Block],
    /// The blocks as they are now, as far as they were looked at.
    marked: Vec<Block>,
}

impl Notes<'_> {
    /// Appends the notes that begin with the block at `from`; returns the first block after them.
    fn section(&mut self, from: usize) -> usize {
        let first = self
            .blocks
            .get(from)
            .map_or("", |block| block.span.of(self.text));
        let opening = label(first).filter(|label| !matches!(label.form, Form::Sign | Form::Back));
        match opening {
            Some(Label {
                form,
                key: Key::Number(number),
                ..
            }) if number <= 1 || self.comes_soon(from, form, number + 1) => {
                self.numbered(from, form, number)
            }
            _ => self.unnumbered(from),
        }
    }

    fn lines(&self, at: usize) -> Vec<Line> {
        let block = self.blocks.get(at);
        block.map_or_else(Vec::new, |block| blocks::lines_of(self.text, block.span))
    }

    /// Whether the note `number` begins the block at `at`.
    fn comes_next(&self, at: usize, form: Form, number: u32) -> bool {
        let text = self.blocks.get(at).map(|block| block.span.of(self.text));
        let found = text.and_then(label);
        found.is_some_and(|label| label.form == form && label.key == Key::Number(number))
    }

    /// Whether the note `number` begins one of the next few blocks.
    fn comes_soon(&self, at: usize, form: Form, number: u32) -> bool {
        let ahead = self.blocks.get(at..).unwrap_or_default().iter().take(8);
        ahead.map(|block| block.span.of(self.text)).any(|text| {
            let text = text.get(..text.floor_char_boundary(400)).unwrap_or(text);
            text.lines().any(|line| {
                let found = label(line.trim_start());
                found.is_some_and(|label| label.form == form && label.key == Key::Number(number))
            })
        })
    }

    fn numbered(&mut self, from: usize, form: Form, first: u32) -> usize {
        let mut expected = first;
        let mut note: Option<(Span, usize, usize)> = None;
        for at in from..self.blocks.len() {
            let Some(block) = self.blocks.get(at).copied() else {
                break;
            };
            for (index, line) in self.lines(at).into_iter().enumerate() {
                let text = line.span.of(self.text);
                let found = label(text).filter(|label| label.form == form);
                let starts = found.filter(|label| {
                    matches!(label.key, Key::Number(number) if number >= expected && number <= expected + 2)
                });
                if let Some(Label {
                    key: Key::Number(number),
                    len,
                    ..
                }) = starts
                {
                    self.push(note.take().map(|(span, ..)| span));
                    expected = number + 1;
                    note = Some((line.span, line.indent, len));
                    continue;
                }
                let Some((span, indent, len)) = &mut note else {
                    return at;
                };
                // Sources may be parted by kind, under headings of their own.
                let said = span.of(self.text);
                let is_parted = blocks::line(self.text, block).is_some_and(is_heading_like)
                    && said.len() > *len
                    && !is_name(text)
                    && blocks::is_apart(self.text, self.blocks, at)
                    && self.comes_next(at + 1, form, expected);
                if is_parted {
                    self.push(note.take().map(|(span, ..)| span));
                    self.marked.push(block);
                    break;
                }
                let belongs = index > 0
                    || said.len() <= *len
                    || line.indent > *indent
                    || goes_on(said, text)
                    || (!matches!(block.kind, BlockKind::Heading(_) | BlockKind::Boilerplate)
                        && !is_name(text)
                        && self.comes_soon(at, form, expected));
                if !belongs {
                    self.push(note.map(|(span, ..)| span));
                    return at;
                }
                *span = span.union(line.span);
            }
        }
        self.push(note.map(|(span, ..)| span));
        self.blocks.len()
    }

    fn unnumbered(&mut self, from: usize) -> usize {
        let mut note: Option<(Span, usize)> = None;
        for at in from..self.blocks.len() {
            let Some(block) = self.blocks.get(at).copied() else {
                break;
            };
            let text = block.span.of(self.text);
            let is_closed = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Boilerplate)
                || is_name(text);
            let line = self.lines(at).first().copied();
            let indent = line.map_or(0, |line| line.indent);
            if let Some((span, first)) = &mut note
                && !is_closed
                && (indent > *first || goes_on(span.of(self.text), text))
            {
                *span = span.union(block.span);
                continue;
            }
            let is_entry = |block: &Block| {
                let text = block.span.of(self.text);
                let is_marked =
                    label(text).is_some_and(|label| matches!(label.form, Form::Back | Form::Sign));
                text.len() <= 1200 && (is_citation(text) || is_marked)
            };
            let is_between = |block: &Block| {
                let next = self.blocks.get(at + 1);
                note.is_some()
                    && !is_heading_like(block.span.of(self.text))
                    && next.is_some_and(is_entry)
            };
            if is_closed || !(is_entry(&block) || is_between(&block)) {
                self.push(note.map(|(span, _)| span));
                return at;
            }
            self.push(note.take().map(|(span, _)| span));
            note = Some((block.span, indent));
        }
        self.push(note.map(|(span, _)| span));
        self.blocks.len()
    }

    fn push(&mut self, span: Option<Span>) {
        let kind = BlockKind::Note;
        self.marked.extend(span.map(|span| Block { kind, span }));
    }
}

/// Whether `text` goes on with the note that says `said`.
fn goes_on(said: &str, text: &str) -> bool {
    let is_stop = text.len() <= 3 && text.chars().all(|c| c.is_ascii_punctuation());
    let is_ended = said.ends_with(['.', '!', '?', ']', '”', '↩'])
        || said
            .rsplit(' ')
            .next()
            .is_some_and(|word| word.contains("://"));
    let is_address =
        text.starts_with("http") || text.starts_with("www.") || text.starts_with("doi");
    let is_cut = said.ends_with(['/', '-', '=', '_']) && !text.contains(char::is_whitespace);
    is_stop
        || is_cut
        || (is_address && !said.ends_with('↩') && !said.contains("://"))
        || text.starts_with(|c: char| c.is_lowercase()) && label(text).is_none() && !is_address
        || (!is_ended && !is_heading_like(text))
}

/// Whether `text` may be the heading of what comes after the notes.
fn is_heading_like(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && text.split_whitespace().count() <= 12
        && !text.ends_with(['.', ',', ';', ':'])
}

/// The most paragraphs of a note whose number stands on a line of its own.
const PARAGRAPHS: usize = 8;

/// Makes notes of numbers that stand alone, each above the paragraphs of its note, where the text above them has the mark
/// of each; the last has one paragraph.
fn join_set_off(text: &str, blocks: &mut Vec<Block>) {
    let number = |block: &Block| {
        let line = block.span.of(text);
        let is_number = block.kind == BlockKind::Paragraph
            && (1..=3).contains(&line.len())
            && line.bytes().all(|b| b.is_ascii_digit());
        line.parse::<u32>().ok().filter(|_| is_number)
    };
    let Some(first) = blocks.iter().rposition(|block| number(block) == Some(1)) else {
        return;
    };
    let (before, after) = blocks.split_at(first);
    let mut ranges = Vec::new();
    let (mut at, mut next) = (0, 1);
    while after.get(at).and_then(number) == Some(next) {
        let ahead = after.get(at + 1..).unwrap_or_default().iter();
        let gap = ahead
            .take(PARAGRAPHS)
            .position(|block| number(block) == Some(next + 1));
        let size = 1 + gap.unwrap_or(1);
        if !after
            .get(at + 1)
            .is_some_and(|block| block.kind == BlockKind::Paragraph)
            || size < 2
        {
            return;
        }
        ranges.push(first + at..first + at + size);
        at += size;
        next += 1;
    }
    let marks = references::candidates(text, before);
    let is_marked = |number: u32| {
        let mut marks = marks.iter();
        marks.any(|mark| mark.is_strong && mark.key == Key::Number(number))
    };
    if (1..next).all(is_marked) {
        *blocks = blocks::joined(text, blocks, &ranges, BlockKind::Note);
    }
}

/// A paragraph of this many bytes is running text.
const RUNNING: usize = 170;

/// Marks the notes that stand at the bottom of a page or at the end without a name: paragraphs with a number whose mark
/// the text before them has, and lists of sources in square brackets.
fn mark_scattered(text: &str, blocks: &mut [Block]) {
    let candidates: Vec<(usize, Label)> = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| {
            matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Table
            )
        })
        .filter_map(|(at, block)| {
            let line = block.span.of(text);
            let label =
                label(line).filter(|label| label.len < line.len() && label.form != Form::Back);
            label.map(|label| (at, label))
        })
        .collect();
    if candidates.is_empty() {
        return;
    }
    // A mark means the note of that number in a section that comes later, not a list item in between.
    let mut known: HashMap<Key, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Note) {
        if let Some(label) = label(block.span.of(text)) {
            known.insert(label.key, block.span.start);
        }
    }
    let mut first: HashMap<Key, usize> = HashMap::new();
    for mark in references::candidates(text, blocks) {
        if mark.is_strong {
            first.entry(mark.key).or_insert(mark.span.start);
        }
    }
    let mut at = 0;
    while at < candidates.len() {
        let run = at..at + run_of(candidates.get(at..).unwrap_or_default());
        let run_of_notes = candidates.get(run.clone()).unwrap_or_default();
        let is_known = run_of_notes.iter().all(|(at, label)| {
            let start = blocks.get(*at).map_or(0, |block| block.span.start);
            known.get(&label.key).is_some_and(|later| *later > start)
        });
        if !is_known && are_notes(text, blocks, run_of_notes, &first) {
            for (index, _) in run_of_notes {
                if let Some(block) = blocks.get_mut(*index) {
                    block.kind = BlockKind::Note;
                }
            }
        }
        at = run.end;
    }
}

/// How many of `candidates` follow each other without a gap, each with the next number in the same form.
fn run_of(candidates: &[(usize, Label)]) -> usize {
    let pairs = candidates.windows(2).take_while(|pair| {
        let [(at, label), (next, following)] = pair else {
            return false;
        };
        let is_next = match (label.key, following.key) {
            (Key::Number(one), Key::Number(other)) => one + 1 == other,
            _ => label.key != following.key,
        };
        at + 1 == *next && is_next && label.form == following.form
    });
    pairs.count() + 1
}

/// Whether the blocks of a `run` are notes, the text having the marks in `first`.
fn are_notes(
    text: &str,
    blocks: &[Block],
    run: &[(usize, Label)],
    first: &HashMap<Key, usize>,
) -> bool {
    let Some((_, Label { form, key, .. })) = run.first().copied() else {
        return false;
    };
    let block = |at: usize| blocks.get(at).copied();
    let start = |at: usize| block(at).map_or(0, |block| block.span.start);
    let said = |at: usize| block(at).map_or("", |block| block.span.of(text));
    let marked = run
        .iter()
        .filter(|(at, label)| first.get(&label.key).is_some_and(|mark| *mark < start(*at)));
    let cited = run.iter().filter(|(at, _)| is_citation(said(*at)));
    let (marked, cited) = (marked.count(), cited.count());
    let most_marked = marked * 10 >= run.len() * 6 && marked > 0;
    match form {
        Form::Caret => true,
        Form::Square => {
            most_marked || (key == Key::Number(1) && run.len() >= 2 && cited * 2 >= run.len())
        }
        Form::Sign => {
            let beside = |range: Range<usize>| {
                let mut others = blocks.get(range).unwrap_or_default().iter();
                others.any(|block| block.kind == BlockKind::ListItem(0))
            };
            let from = run.first().map_or(0, |(at, _)| *at);
            marked == run.len()
                && !beside(from.saturating_sub(1)..from)
                && !beside(from + run.len()..from + run.len() + 1)
        }
        Form::Bare => {
            most_marked || (key == Key::Number(1) && run.len() >= 3 && cited * 3 >= run.len() * 2)
        }
        _ => {
            let last = run.last().map_or(0, |(at, _)| *at);
            let mut rest = blocks.get(last + 1..).unwrap_or_default().iter();
            let is_last = rest.all(|block| block.span.len() < RUNNING);
            most_marked && (cited * 2 >= run.len() || (is_last && marked == run.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_names_in_many_languages() {
        for line in [
            "Notes",
            "## References",
            "NOTES:",
            "7. Works Cited",
            "VII. Bibliography",
            "Примечания",
            "**Sources**",
        ] {
            assert!(is_name(line), "{line}");
        }
        for line in [
            "Notes on a scandal",
            "The sources",
            "Notice",
            "1 note to self",
        ] {
            assert!(!is_name(line), "{line}");
        }
    }

    #[test]
    fn citations_say_where_and_when() {
        for text in [
            "Huff, Darrell. How to Lie. Norton, 1954.",
            "The Mill, https://example.org/mill",
            "Poe 2019a, p. 4",
            "Ibid., p. 12.",
        ] {
            assert!(is_citation(text), "{text}");
        }
        for text in [
            "About the Author",
            "Ann Poe is a baker.",
            "12345 loaves were sold there",
        ] {
            assert!(!is_citation(text), "{text}");
        }
    }
}
