//! How deep each heading of an article lies, by its marks, its numbers or its looks. Which lines are headings was told in
//! `headings`.

use super::page::Page;
use super::{looks, marks};
use crate::model::BlockKind;

/// How many paragraphs a section has at most that announces the sections below it, and how many of those there are at least.
const ANNOUNCING: usize = 3;
const ANNOUNCED: usize = 3;

impl Page<'_> {
    /// Gives the headings from `first` to before `end` the level that their marks, numbers or looks tell, the highest being
    /// `highest`.
    pub(super) fn read_levels(&mut self, first: usize, end: usize, highest: u8) {
        let styles: Vec<(usize, Style)> = (first..end)
            .filter_map(|at| match self.kind(at) {
                Some(BlockKind::Heading(level)) => {
                    Some((at, style(self.blocks.get(at)?.span.of(self.text), level)))
                }
                _ => None,
            })
            .collect();
        let marked = styles.iter().filter_map(|(_, style)| match style {
            Style::Marked(level) => Some(*level),
            _ => None,
        });
        let outermost = marked.min().unwrap_or(1);
        let count = |rank: u8| {
            styles
                .iter()
                .filter(|(_, style)| style.rank() == Some(rank))
                .count()
        };
        let innermost = (0..Style::RANKS).rev().find(|rank| count(*rank) > 0);
        let counted: Vec<u8> = (0..Style::RANKS)
            .filter(|rank| count(*rank) > 1 || (Some(*rank) == innermost && count(*rank) > 0))
            .collect();
        let top = counted.first().copied();
        let mut is_inside = false;
        let mut levels = Vec::with_capacity(styles.len());
        for (_, style) in &styles {
            let level = match (style, style.rank()) {
                (Style::Marked(level), _) => level - outermost,
                (_, Some(rank)) => {
                    is_inside |= Some(rank) == top;
                    let above = counted.iter().filter(|counted| **counted < rank).count();
                    let deeper = if let Style::Numbered(depth) = style {
                        depth - 1
                    } else {
                        0
                    };
                    let above = if is_inside { above } else { 0 };
                    u8::try_from(above)
                        .unwrap_or(u8::MAX)
                        .saturating_add(deeper)
                }
                (_, None) => 0,
            };
            levels.push(level);
        }
        self.lower_announced(&styles, &mut levels);
        for ((at, _), level) in styles.iter().zip(levels) {
            self.set(
                *at,
                BlockKind::Heading(level.saturating_add(highest).min(9)),
            );
        }
    }

    /// Lowers by one the headings of `levels` that the section above them announces: its last paragraph names what three or
    /// more headings right below it are about, in one sentence.
    fn lower_announced(&self, styles: &[(usize, Style)], levels: &mut [u8]) {
        let is_plain = |nth: usize| {
            styles
                .get(nth)
                .is_some_and(|(_, style)| *style == Style::Plain)
        };
        let mut nth = 0;
        while let (Some((heading, _)), Some((next, _))) = (styles.get(nth), styles.get(nth + 1)) {
            let level = levels.get(nth).copied();
            let is_short = next.saturating_sub(*heading) <= ANNOUNCING + 1;
            let last = self.blocks.get(next.saturating_sub(1));
            let text = last
                .filter(|block| block.kind == BlockKind::Paragraph && is_short)
                .map_or("", |block| block.span.of(self.text));
            let count = text
                .split(". ")
                .map(|sentence| {
                    (nth + 1..styles.len())
                        .take_while(|below| {
                            is_plain(*below) && levels.get(*below).copied() == level
                        })
                        .take_while(|below| {
                            let block = styles.get(*below).and_then(|(at, _)| self.blocks.get(*at));
                            block.is_some_and(|block| {
                                is_announced(block.span.of(self.text), sentence)
                            })
                        })
                        .count()
                })
                .max()
                .unwrap_or_default();
            if is_plain(nth) && count >= ANNOUNCED {
                for level in levels.iter_mut().skip(nth + 1).take(count) {
                    *level = level.saturating_add(1);
                }
            }
            nth += 1 + count;
        }
    }
}

/// Whether `sentence` names what the section under `heading` is about: by the whole of the heading, by its first word where
/// that is a name, or by its initials.
fn is_announced(heading: &str, sentence: &str) -> bool {
    let is_said = |words: &str| {
        memchr::memmem::find_iter(sentence.as_bytes(), words.as_bytes())
            .take(4)
            .any(|at| {
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let before = sentence.get(..at).and_then(|text| text.chars().next_back());
                let after = sentence
                    .get(at + words.len()..)
                    .and_then(|text| text.chars().next());
                !is_letter(before) && !is_letter(after)
            })
    };
    let first = heading.split_whitespace().next().unwrap_or_default();
    let initials: String = heading
        .split_whitespace()
        .filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()))
        .collect();
    let is_name = first.chars().count() >= 4
        && first.chars().all(char::is_alphabetic)
        && looks::words(heading) > 1;
    is_said(heading) || is_name && is_said(first) || initials.len() >= 3 && is_said(&initials)
}

/// How a heading shows how deep it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// By a mark that has a level.
    Marked(u8),
    /// `Introduction`: as high as any.
    Section,
    /// `Chapter 3`, or `Section 3` below it.
    Division(u8),
    /// `III. Method`
    Roman,
    /// `THE MILL`
    Loud,
    /// `2.1 Scope`, with the count of its numbers.
    Numbered(u8),
    /// `A. Scope`
    Letter,
    /// Like any other.
    Plain,
}

impl Style {
    const RANKS: u8 = 7;

    /// How far out headings in this style lie, the outermost being 0; `None` where the style does not tell.
    fn rank(self) -> Option<u8> {
        match self {
            Self::Marked(_) | Self::Section => None,
            Self::Division(1) => Some(0),
            Self::Division(_) => Some(1),
            Self::Roman => Some(2),
            Self::Loud => Some(3),
            Self::Numbered(_) => Some(4),
            Self::Letter => Some(5),
            Self::Plain => Some(6),
        }
    }
}

/// The style of the heading `text`, which was marked with `level` where it has marks.
fn style(text: &str, level: u8) -> Style {
    // Only headings that are underlined have two lines.
    let is_underlined = text
        .lines()
        .nth(1)
        .is_some_and(|under| marks::underline(under.trim()).is_some());
    if marks::heading(text).is_some() || is_underlined {
        return Style::Marked(level);
    }
    if let Some(depth) = marks::section_depth(text) {
        return Style::Numbered(u8::try_from(depth).unwrap_or(u8::MAX));
    }
    if let Some(deep) = looks::division(text) {
        return Style::Division(deep);
    }
    if looks::roman_mark(text).is_some() {
        return Style::Roman;
    }
    if letter_mark(text) {
        return Style::Letter;
    }
    if looks::is_loud(text) && text.len() > 5 {
        return Style::Loud;
    }
    if looks::is_section_name(text) {
        Style::Section
    } else {
        Style::Plain
    }
}

/// Whether `line` begins with a letter that counts sections: `A. Scope`.
pub(super) fn letter_mark(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c == '.' || c == ')')
        && chars.next() == Some(' ')
}
