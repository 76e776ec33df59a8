//! Notes at the foot of a column: small lines below the body, the first of which begins with a label.

use std::collections::{HashMap, HashSet};

use super::lines::{Column, Line, Measure};
use super::marks;
use super::paragraphs::Paragraph;
use super::words::Word;

/// A note.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// Its number or mark.
    pub(super) label: String,
    /// Which page it begins on, counted from 0.
    pub(super) page: usize,
    /// Its lines, the label the first word.
    pub(super) lines: Vec<Line>,
}

/// The notes of a file, by label.
#[derive(Debug, Default)]
pub(super) struct Notes {
    on_page: HashMap<(usize, String), usize>,
    anywhere: HashMap<String, Vec<usize>>,
}

impl Notes {
    /// The notes whose pages and labels are `labels`, each known by its place among them.
    pub(super) fn of(labels: impl Iterator<Item = (usize, String)>) -> Self {
        let mut notes = Self::default();
        for (at, (page, label)) in labels.enumerate() {
            notes.on_page.entry((page, label.clone())).or_insert(at);
            notes.anywhere.entry(label).or_default().push(at);
        }
        notes
    }

    /// The note `label` on `page` itself.
    pub(super) fn on(&self, page: usize, label: &str) -> Option<usize> {
        self.on_page.get(&(page, label.to_owned())).copied()
    }

    /// The note that the mark `label` on `page` leads to: one on the same page or, where there is only one with this
    /// label, that one.
    pub(super) fn find(&self, page: usize, label: &str) -> Option<usize> {
        self.on(page, label)
            .or_else(|| match self.anywhere.get(label)?.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
    }
}

/// What the marks in the text of `columns` say, by page.
pub(super) fn marked(columns: &[Column]) -> HashSet<(usize, String)> {
    let mut found = HashSet::new();
    for column in columns {
        for line in &column.lines {
            for word in line.words.iter().skip(1).filter(|word| word.is_raised) {
                let labels = word
                    .text
                    .split(|c: char| !c.is_ascii_digit() && !"*†‡§¶".contains(c));
                found.extend(
                    labels
                        .filter(|label| !label.is_empty())
                        .map(|label| (column.page, label.to_owned())),
                );
            }
        }
    }
    found
}

/// Takes the notes at the foot of `column` off it and appends them to `notes`; what goes on with the last note of the
/// page before is appended to that.
pub(super) fn take(
    column: &mut Column,
    measure: &Measure,
    marked: &HashSet<(usize, String)>,
    notes: &mut Vec<Note>,
) {
    let is_small = |line: &Line| line.size < measure.body * 0.94;
    let small = column
        .lines
        .iter()
        .rev()
        .take_while(|line| is_small(line))
        .count();
    let first = column.lines.len() - small;
    let zone = column.lines.get(first..).unwrap_or_default();
    let is_label = |line: &Line, before: Option<&str>| {
        let label = marks::label(line).filter(|(label, is_raised)| {
            let follows = before
                .and_then(|before| before.parse::<u32>().ok())
                .is_some_and(|before| label.parse() == Ok(before + 1));
            *is_raised || follows || marked.contains(&(column.page, label.clone()))
        });
        label.map(|(label, _)| label)
    };
    let Some(begin) = zone.iter().position(|line| is_label(line, None).is_some()) else {
        goes_on(column, first, notes);
        return;
    };
    let mut rest = column.lines.split_off(first + begin);
    for line in rest.drain(..) {
        let before = notes.last().filter(|note| note.page == column.page);
        if let Some(label) = is_label(&line, before.map(|note| note.label.as_str())) {
            notes.push(Note {
                label,
                page: column.page,
                lines: vec![labelled(line)],
            });
        } else if let Some(note) = notes.last_mut() {
            note.lines.push(line);
        }
    }
    if begin > 0 {
        goes_on(column, first, notes);
    }
}

/// `line` with its label as a word of its own.
fn labelled(mut line: Line) -> Line {
    if let Some(first) = line.words.first_mut()
        && let Some((label, rest)) = marks::glued_label(&first.text)
    {
        let (label, rest) = (label.to_owned(), rest.to_owned());
        let word = Word {
            text: rest,
            ..first.clone()
        };
        first.text = label;
        line.words.insert(1, word);
    }
    line
}

/// Gives the lines of `column` from `first` on to the last note of the page before, where they can go on with it.
fn goes_on(column: &mut Column, first: usize, notes: &mut [Note]) {
    let page = column.page;
    let Some(note) = notes.iter_mut().rev().find(|note| note.page < page) else {
        return;
    };
    let is_open = note.page + 1 == page
        && note
            .lines
            .last()
            .is_some_and(|line| !marks::ends_sentence(&line.text()));
    let size = note.lines.last().map_or(0.0, |line| line.size);
    let lines = column.lines.get(first..).unwrap_or_default();
    let fits =
        !lines.is_empty() && first > 0 && lines.iter().all(|line| (line.size - size).abs() < 0.3);
    if is_open && fits {
        note.lines.extend(column.lines.split_off(first));
    }
}

/// The note at the end of an article that `paragraph`, in a section of notes, is.
pub(super) fn endnote(paragraph: &Paragraph) -> Option<String> {
    let (label, _) = marks::label(paragraph.lines.first()?)?;
    label.parse::<u32>().is_ok().then_some(label)
}
