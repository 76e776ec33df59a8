//! What the paragraphs of a file are: title, headings by size and weight, captions, list items, quotations, notes; and
//! which of them go on over a column's or a page's end.

use std::collections::HashMap;

use super::lines::Measure;
use super::marks;
use super::notes::endnote;
use super::paragraphs::Paragraph;
use crate::model::BlockKind;

/// A paragraph and what it is.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Its lines.
    pub(super) paragraph: Paragraph,
    /// Its number, where it is a note.
    pub(super) label: Option<String>,
}

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 160;
/// What headings are called that stand before the body begins.
const OPENINGS: [&str; 14] = [
    "abstract",
    "summary",
    "executive summary",
    "introduction",
    "contents",
    "table of contents",
    "key points",
    "key findings",
    "foreword",
    "preface",
    "keywords",
    "zusammenfassung",
    "résumé",
    "resumen",
];
/// What sections of notes are called.
const NOTES: [&str; 10] = [
    "notes",
    "endnotes",
    "footnotes",
    "references",
    "bibliography",
    "works cited",
    "sources",
    "literature",
    "literatur",
    "références",
];

/// How a heading is set: its size in half points, and whether it is bold.
type Style = (i64, bool);

/// Says what `paragraphs` are; `named` is the title that the file gives itself.
pub(super) fn assign(
    paragraphs: Vec<Paragraph>,
    measure: &Measure,
    named: Option<&str>,
) -> Vec<Piece> {
    let title = title(&paragraphs, measure, named);
    let body = paragraphs
        .iter()
        .position(|paragraph| is_body(paragraph, measure))
        .unwrap_or(0);
    let mut styles: HashMap<Style, usize> = HashMap::new();
    for paragraph in paragraphs
        .iter()
        .filter(|paragraph| is_heading(paragraph, measure))
    {
        *styles.entry(style(paragraph)).or_default() += 1;
    }
    let before_body = |at: usize, paragraph: &Paragraph| {
        let text = paragraph.text();
        let is_opening = OPENINGS.contains(&text.to_lowercase().trim_end_matches(['.', ':']));
        let recurs = styles
            .get(&style(paragraph))
            .is_some_and(|count| *count > 1);
        at > body
            || is_opening
            || marks::section(&text).is_some()
            || (recurs && paragraph.page > 0)
            || (at + 1 == body && recurs)
    };
    let headings: Vec<bool> = paragraphs
        .iter()
        .enumerate()
        .map(|(at, paragraph)| {
            !title.contains(&at) && is_heading(paragraph, measure) && before_body(at, paragraph)
        })
        .collect();
    let levels = levels(&paragraphs, &headings);
    let mut in_notes = false;
    let mut list: Vec<f64> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        let mut label = None;
        let kind = if !paragraph.rows.is_empty() {
            BlockKind::Table
        } else if title.contains(&at) {
            BlockKind::Title
        } else if headings.get(at).copied().unwrap_or(false) {
            let text = paragraph.text().to_lowercase();
            let bare = text
                .trim_start_matches(|c: char| !c.is_alphabetic())
                .trim_end_matches([':', '.']);
            in_notes = NOTES.contains(&bare);
            BlockKind::Heading(levels.get(&style(&paragraph)).copied().unwrap_or(1))
        } else if in_notes && endnote(&paragraph).is_some() {
            label = endnote(&paragraph);
            BlockKind::Note
        } else {
            ordinary(&paragraph, measure, &mut list)
        };
        if !matches!(kind, BlockKind::ListItem(_)) {
            list.clear();
        }
        pieces.push(Piece {
            kind,
            paragraph,
            label,
        });
    }
    // A title on several lines is one block.
    pieces.dedup_by(|next, piece| {
        let is_one = next.kind == BlockKind::Title && piece.kind == BlockKind::Title;
        if is_one {
            piece.paragraph.lines.append(&mut next.paragraph.lines);
        }
        is_one
    });
    pieces
}

/// What a paragraph is that is neither a title, a heading nor a note.
fn ordinary(paragraph: &Paragraph, measure: &Measure, list: &mut Vec<f64>) -> BlockKind {
    if marks::is_contents(&paragraph.text()) {
        return BlockKind::Boilerplate;
    }
    let text = paragraph.text();
    if marks::is_caption(&text) && text.chars().count() < 900 {
        return BlockKind::Caption;
    }
    let Some(first) = paragraph.lines.first() else {
        return BlockKind::Paragraph;
    };
    let word = |at: usize| first.words.get(at).map(|word| word.text.as_str());
    if marks::marker(word(0).unwrap_or_default(), word(1)).is_some() {
        while list.last().is_some_and(|open| first.x < open - 4.0) {
            list.pop();
        }
        if list.last().is_none_or(|open| first.x > open + 4.0) && list.len() < 9 {
            list.push(first.x);
        }
        return BlockKind::ListItem(u8::try_from(list.len().saturating_sub(1)).unwrap_or(0));
    }
    let em = measure.body;
    let width = paragraph.right - paragraph.left;
    let is_set_in = |inset: f64| {
        paragraph
            .lines
            .iter()
            .all(|line| line.x > paragraph.left + inset)
    };
    let is_short = paragraph
        .lines
        .iter()
        .all(|line| line.end < paragraph.right - 0.8 * em);
    let starts: Vec<f64> = paragraph.lines.iter().skip(1).map(|line| line.x).collect();
    let is_even = starts
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if (a - b).abs() < 1.5));
    let count = text.split_whitespace().count();
    if paragraph.lines.len() >= 2
        && count >= 12
        && width > 0.0
        && is_set_in(1.1 * em)
        && is_even
        && (is_short || is_set_in(1.8 * em))
        && paragraph.size() <= measure.body * 1.02
    {
        return BlockKind::Quotation;
    }
    BlockKind::Paragraph
}

/// Whether `paragraph` is running text.
fn is_body(paragraph: &Paragraph, measure: &Measure) -> bool {
    let is_set_so = (paragraph.size() - measure.body).abs() < 0.06 * measure.body;
    let length: usize = paragraph.text().chars().count();
    is_set_so
        && paragraph.rows.is_empty()
        && paragraph.lines.len() >= 2
        && length > 140
        && marks::ends_sentence(&paragraph.text())
}

fn style(paragraph: &Paragraph) -> Style {
    (super::whole(paragraph.size() * 2.0), paragraph.is_bold())
}

/// Whether `paragraph` is set and worded as a heading.
fn is_heading(paragraph: &Paragraph, measure: &Measure) -> bool {
    let text = paragraph.text();
    let count = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let lines = paragraph.lines.len();
    let begins = text.chars().find(|c| c.is_alphanumeric());
    let begins = begins.is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase());
    if !paragraph.rows.is_empty()
        || letters < 3
        || letters * 2 < count
        || !begins
        || marks::is_caption(&text)
        || text.contains('@')
        || text.contains("://")
    {
        return false;
    }
    let is_section = marks::section(&text).is_some();
    let ends = text.ends_with(['.', ',', ';', ':', '-', '…']) && !(is_section && count < 60);
    let size = paragraph.size();
    if size > measure.body * 1.09 {
        return lines <= 4
            && count <= LONGEST_HEADING
            && !(ends && count > 60)
            && !text.ends_with([',', ';']);
    }
    if size < measure.body * 0.93 || ends || lines > 2 || count > 120 {
        return false;
    }
    let is_capitals = letters >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase);
    let is_bold = paragraph.is_bold() && !measure.is_bold;
    let is_apart = paragraph.is_italic() && lines == 1 && count <= 80 && is_section;
    is_bold || (is_capitals && lines == 1) || is_apart
}

/// The level of every style that headings are set in: the larger, and of one size the bolder, the higher.
fn levels(paragraphs: &[Paragraph], headings: &[bool]) -> HashMap<Style, u8> {
    let found = paragraphs
        .iter()
        .zip(headings)
        .filter(|(_, is_heading)| **is_heading);
    let mut styles: Vec<Style> = found.map(|(paragraph, _)| style(paragraph)).collect();
    styles.sort_unstable_by(|a, b| b.cmp(a));
    styles.dedup();
    let mut levels = HashMap::new();
    let mut level = 0;
    let mut last: Option<Style> = None;
    for style in styles {
        // Half a point is no difference that a reader sees.
        let is_same = last.is_some_and(|(size, is_bold)| is_bold == style.1 && size - style.0 <= 1);
        if !is_same {
            level = (level + 1).min(6);
        }
        last = Some(style);
        levels.insert(style, level);
    }
    levels
}

/// The paragraphs of the first page that are the title: what the file is called by itself, or else the largest.
fn title(paragraphs: &[Paragraph], measure: &Measure, named: Option<&str>) -> Vec<usize> {
    let page = paragraphs.first().map_or(0, |paragraph| paragraph.page);
    let first: Vec<(usize, &Paragraph)> = paragraphs
        .iter()
        .enumerate()
        .take_while(|(_, paragraph)| paragraph.page == page)
        .filter(|(_, paragraph)| paragraph.rows.is_empty())
        .take(40)
        .collect();
    if let Some(named) = named.map(bare) {
        for (at, paragraph) in &first {
            let text = bare(&paragraph.text());
            let is_start = text.len() >= 8 && named.starts_with(&text);
            if text == named {
                return vec![*at];
            }
            let next = paragraphs.get(at + 1).map(|next| bare(&next.text()));
            if is_start && next.is_some_and(|next| format!("{text}{next}") == named) {
                return vec![*at, at + 1];
            }
        }
    }
    let is_wordy = |paragraph: &Paragraph| {
        let text = paragraph.text();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let is_opening = OPENINGS.contains(&text.to_lowercase().as_str());
        letters >= 4
            && !is_opening
            && text.chars().count() <= 300
            && text.split_whitespace().count() <= 40
    };
    let wordy = || first.iter().filter(|(_, paragraph)| is_wordy(paragraph));
    let largest = wordy()
        .map(|(_, paragraph)| paragraph.size())
        .fold(0.0, f64::max);
    let is_large = largest > measure.body * 1.12;
    let mut largest_ones =
        wordy().filter(|(_, paragraph)| (paragraph.size() - largest).abs() < 0.3);
    if is_large {
        let Some((start, _)) = largest_ones.next() else {
            return Vec::new();
        };
        let after = largest_ones.zip(start + 1..);
        let more = after
            .take_while(|((at, _), expected)| at == expected)
            .map(|((at, _), _)| *at)
            .take(3);
        return std::iter::once(*start).chain(more).collect();
    }
    // Where nothing is large, the first line of all may be bold or in capitals.
    let top = first
        .first()
        .filter(|(_, paragraph)| is_heading(paragraph, measure) && is_wordy(paragraph));
    top.map(|(at, _)| vec![*at]).unwrap_or_default()
}

/// The letters and digits of `text` in lower case.
pub(super) fn bare(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Joins what a column's or a page's end has cut in two; what floats between stays behind it.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_running = |piece: &Piece| {
        matches!(
            piece.kind,
            BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Quotation
        )
    };
    let running = || {
        pieces
            .iter()
            .filter(|piece| piece.kind == BlockKind::Paragraph && piece.paragraph.lines.len() > 2)
    };
    let indented = running()
        .filter(|piece| indent(&piece.paragraph) > 0.6)
        .count();
    let has_indents = indented * 2 > running().count();
    let mut joined: Vec<Piece> = Vec::new();
    let mut open: Option<usize> = None;
    for piece in pieces {
        let is_next = open.is_some_and(|at| at + 1 == joined.len());
        let before = open.and_then(|at| joined.get_mut(at));
        if let Some(before) = before
            && piece.kind == BlockKind::Paragraph
            && (!is_next || is_cut(&before.paragraph, &piece.paragraph))
            && goes_on(&before.paragraph, &piece.paragraph, has_indents)
        {
            before.paragraph.lines.extend(piece.paragraph.lines);
            (before.paragraph.left, before.paragraph.right) =
                (piece.paragraph.left, piece.paragraph.right);
            continue;
        }
        if is_running(&piece) {
            open = Some(joined.len());
        } else if matches!(
            piece.kind,
            BlockKind::Heading(_) | BlockKind::Title | BlockKind::Note
        ) {
            open = None;
        }
        joined.push(piece);
    }
    joined
}

/// Whether a column's or a page's end stands between two paragraphs, after which lines begin higher up.
fn is_cut(before: &Paragraph, next: &Paragraph) -> bool {
    let (last, first) = (before.lines.last(), next.lines.first());
    matches!((last, first), (Some(last), Some(first)) if first.y > last.y)
}

/// How far the first line of `paragraph` is indented, in its size.
fn indent(paragraph: &Paragraph) -> f64 {
    let first = paragraph.lines.first();
    first.map_or(0.0, |line| (line.x - paragraph.left) / line.size.max(1.0))
}

/// Whether `next`, at the top of a column or below a picture, goes on with `before`.
fn goes_on(before: &Paragraph, next: &Paragraph, has_indents: bool) -> bool {
    let (Some(last), Some(first)) = (before.lines.last(), next.lines.first()) else {
        return false;
    };
    let is_same =
        (last.size - first.size).abs() < 0.08 * last.size && last.is_bold == first.is_bold;
    let text = last.text();
    let start = first.text().chars().find(|c| !"\"“‘'(".contains(*c));
    let starts_lower = start.is_some_and(char::is_lowercase);
    let is_open = !marks::ends_sentence(&text) || text.ends_with([':', ';']);
    let is_full = last.end > before.right - 2.0 * last.size;
    let is_flush = indent(next) < 0.5;
    is_same
        && ((is_open && (starts_lower || (is_full && is_flush && !text.ends_with([':', ';']))))
            || (has_indents && is_full && is_flush && next.lines.len() > 1))
}
