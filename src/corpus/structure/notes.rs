//! Notes and the lists of sources under an article: which blocks they are, whatever the lines around them look like.
//! Where their marks stand in the text is told in `references`.
//!
//! A section is found by its name in any of two dozen languages, and only where an entry comes next. Outside of one, a
//! numbered paragraph is a note where the text before it has the mark, so that a list stays a list.

use std::collections::HashMap;
use std::ops::Range;

use super::blocks::{self, Line};
use super::{marks, references};
use crate::model::{Block, BlockKind, Span, Structure};

/// How a note is set off from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `[^1]:`
    Caret,
    /// `[1]`
    Square,
    /// `(1)`
    Round,
    /// `1)`
    Close,
    /// `1.`
    Dot,
    /// `1` or `¹`
    Bare,
    /// `*` or `†`
    Sign,
    /// `^`, as encyclopedias begin a note that leads back to its mark.
    Back,
}

/// What ties a note to its marks: its number, or a sign as often as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// The number of the note.
    Number(u32),
    /// The sign, and how many of it.
    Sign(char, usize),
}

/// What a note begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// How it is set off.
    pub form: Form,
    /// What its marks say.
    pub key: Key,
    /// How many bytes of the line it takes, white space after it included.
    pub len: usize,
}

/// The signs that mark notes.
pub(super) const SIGNS: [char; 4] = ['*', '†', '‡', '§'];
const SUPERSCRIPT: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The value of a superscript digit.
pub(super) fn superscript(c: char) -> Option<u32> {
    let at = SUPERSCRIPT.iter().position(|digit| *digit == c)?;
    u32::try_from(at).ok()
}

/// The label that the note `line` begins with, where it can be one; a bullet may stand before it.
pub(super) fn label(line: &str) -> Option<Label> {
    let inner = line.trim_start_matches(['•', '-', '◦']).trim_start();
    let bullet = line.len() - inner.len();
    let found = bare_label(inner)?;
    Some(Label {
        len: found.len + bullet,
        ..found
    })
}

/// The label that `line` begins with.
fn bare_label(line: &str) -> Option<Label> {
    let found = |form, key, rest: &str| {
        let len = line.len() - rest.trim_start().len();
        Some(Label { form, key, len })
    };
    let first = line.chars().next()?;
    if let Some(inner) = line.strip_prefix("[^") {
        let (id, rest) = inner.split_once(']')?;
        let rest = rest.strip_prefix(':')?;
        return found(Form::Caret, Key::Number(id.parse().ok()?), rest);
    }
    if let Some(inner) = line.strip_prefix('[') {
        let (id, rest) = inner.split_at(inner.find(']').filter(|at| *at <= 6)?);
        let rest = rest.strip_prefix(']').unwrap_or(rest);
        let value = id.trim().parse().ok().or_else(|| marks::roman(id.trim()))?;
        return found(
            Form::Square,
            Key::Number(value),
            rest.trim_start_matches([':', '.']),
        );
    }
    if SIGNS.contains(&first) {
        let rest = line.trim_start_matches(first);
        let count = (line.len() - rest.len()) / first.len_utf8();
        let is_rule = marks::is_rule(line) || rest.is_empty();
        return found(Form::Sign, Key::Sign(first, count), rest).filter(|_| count <= 3 && !is_rule);
    }
    if let Some(rest) = line.strip_prefix(['^', '↑']) {
        return found(Form::Back, Key::Number(0), rest)
            .filter(|_| rest.starts_with(char::is_whitespace));
    }
    if superscript(first).is_some() {
        let rest = line.trim_start_matches(|c| superscript(c).is_some());
        let digits = line.chars().map_while(superscript);
        let value = digits.take(4).fold(0, |value, digit| value * 10 + digit);
        return found(Form::Bare, Key::Number(value), rest);
    }
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inner.split_at(digits);
    let value = number.parse().ok().filter(|_| digits <= 3)?;
    let begins_words = |c: char| c.is_uppercase() || "“\"‘«„".contains(c);
    let (form, after) = match rest.chars().next() {
        Some(')') if inner.len() < line.len() => (Form::Round, rest.get(1..)?),
        _ if inner.len() < line.len() => return None,
        Some(')') => (Form::Close, rest.get(1..)?),
        Some('.' | ':') => (Form::Dot, rest.get(1..)?),
        _ => (Form::Bare, rest),
    };
    let is_apart = after.is_empty()
        || after.starts_with(char::is_whitespace)
        || after.starts_with(begins_words);
    found(form, Key::Number(value), after).filter(|_| is_apart)
}

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
    let line = line.trim_end_matches([':', '.']);
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
    mark_scattered(text, &mut found.blocks);
}

struct Notes<'t> {
    text: &'t str,
    blocks: &'t [Block],
    /// The blocks as they are now, as far as they were looked at.
    marked: Vec<Block>,
}

impl<'t> Notes<'t> {
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
                let said = span.of(self.text);
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
        _ => most_marked && cited * 2 >= run.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_begin_with_a_label() {
        let number = Key::Number;
        for (line, form, key, len) in [
            ("1 Oliver Richmond", Form::Bare, number(1), 2),
            ("12Oliver Richmond", Form::Bare, number(12), 2),
            ("[12] See above", Form::Square, number(12), 5),
            ("[iv] See above", Form::Square, number(4), 5),
            ("[^3]: See above", Form::Caret, number(3), 6),
            ("3. Huff 1954", Form::Dot, number(3), 3),
            ("3) Huff 1954", Form::Close, number(3), 3),
            ("(3) Huff 1954", Form::Round, number(3), 4),
            ("¹² See above", Form::Bare, number(12), 5),
            ("* Not her name.", Form::Sign, Key::Sign('*', 1), 2),
            ("††Not his either.", Form::Sign, Key::Sign('†', 2), 6),
            ("^ Huff 1954", Form::Back, number(0), 2),
        ] {
            assert_eq!(label(line), Some(Label { form, key, len }), "{line}");
        }
        for line in [
            "2010s saw more",
            "Notes",
            "[see above]",
            "1.5 million",
            "2020 was a bad year",
            "* * *",
            "(see 3)",
            "",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

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
