//! A page while its lines are being read: its blocks, what each says that is no part of an article, and questions about a
//! block and its neighbours. Every question looks at a bounded number of blocks.

use std::borrow::Cow;

use super::furniture::{self, Line};
use super::recurring::Recurring;
use super::{bylines, looks, names, notices};
use crate::model::{Block, BlockKind, Span, on_one_line};

/// The longest line that can be anything but running text, in bytes.
const SHORT: usize = 300;
/// A line of this many bytes is running text, whatever it ends with.
pub(super) const LONG: usize = 170;
/// How many blocks of furniture are looked past, so that a page of nothing else takes no longer than any.
const FURNITURE_BLOCKS: usize = 20;
/// How many blocks below a title its publication lines are looked for in.
const PUBLICATION_BLOCKS: usize = 8;
/// How many blocks under `Comments` what readers say is looked for in.
const READERS: usize = 40;
/// The longest standfirst, in bytes.
pub(super) const STANDFIRST: usize = 500;

/// A page whose lines have been read one by one.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) blocks: Vec<Block>,
    /// What each block says that is no part of an article, if anything.
    lines: Vec<Option<Line>>,
    /// Whether no blank line parts any of the blocks.
    pub(super) is_dense: bool,
}

impl<'t> Page<'t> {
    /// Reads each of `blocks` of `text` by itself; what is in `known` is furniture too.
    pub(super) fn new(text: &'t str, blocks: Vec<Block>, known: &Recurring) -> Self {
        let mut page = Self {
            text,
            lines: Vec::with_capacity(blocks.len()),
            blocks,
            is_dense: false,
        };
        page.is_dense = !(1..page.blocks.len()).any(|at| page.is_apart(at));
        for at in 0..page.blocks.len() {
            let line = page.line(at).filter(|_| page.is_text(at));
            let mut said = line
                .as_deref()
                .and_then(|line| furniture::of(line).or_else(|| bylines::of(line)));
            if said.is_none() && page.is_text(at) {
                let is_notice = page.blocks.get(at).is_some_and(|block| {
                    let words = block.span.of(text);
                    (SHORT + 1..=notices::LONGEST).contains(&words.len())
                        && notices::is_notice(words, &looks::lower(words))
                });
                said = is_notice.then_some(Line::Furniture);
            }
            page.lines.push(said);
        }
        page.mark_known(known);
        page.settle_reporters();
        page.settle_listed();
        page.settle_menus();
        page.settle_bylines();
        page.settle_sections();
        for at in 0..page.blocks.len() {
            let is_furniture = matches!(
                page.said(at),
                Some(Line::Furniture | Line::Elsewhere | Line::Picture)
            );
            // A list may well hold the word.
            if is_furniture && page.kind(at) == Some(BlockKind::Paragraph) {
                page.set(at, BlockKind::Boilerplate);
            }
        }
        page
    }

    /// Takes lines for furniture that stand in many documents, save those that head an article.
    fn mark_known(&mut self, known: &Recurring) {
        if known.is_empty() {
            return;
        }
        for at in 0..self.blocks.len() {
            let is_open = matches!(self.said(at), None | Some(Line::Menu)) && self.is_text(at);
            let Some(line) = self.line(at).filter(|_| is_open) else {
                continue;
            };
            let heads = looks::words(&line) >= 4 && self.is_publication(at + 1);
            if known.holds(&line)
                && !heads
                && let Some(said) = self.lines.get_mut(at)
            {
                *said = Some(Line::Furniture);
            }
        }
    }

    /// What begins like a byline and like a title names somebody only beside a line that tells when, and where he is a
    /// person as far as the text tells.
    fn settle_bylines(&mut self) {
        for at in 0..self.lines.len() {
            let Some(Line::Authors(authors)) = self.said(at) else {
                continue;
            };
            let Some(line) = self.line(at).filter(|line| names::is_weak_byline(line)) else {
                continue;
            };
            let is_dated =
                |at: usize| matches!(self.said(at), Some(Line::Date(_) | Line::Updated(_)));
            let is_beside = is_dated(at + 1) || at.checked_sub(1).is_some_and(is_dated);
            let is_told = at > 0
                && is_beside
                && looks::words(&line) <= 16
                && authors.iter().all(|name| self.is_person(at, name));
            if !is_told && let Some(said) = self.lines.get_mut(at) {
                *said = None;
            }
        }
    }

    /// Where those on a byline reported from is furniture right below it, and else a sentence.
    fn settle_reporters(&mut self) {
        for at in 1..self.lines.len() {
            let is_signed = matches!(self.said(at - 1), Some(Line::Authors(_)));
            if is_signed
                && self.said(at) == Some(&Line::Menu)
                && self
                    .line(at)
                    .is_some_and(|line| line.contains(" reported from "))
                && let Some(said) = self.lines.get_mut(at)
            {
                *said = Some(Line::Furniture);
            }
        }
    }

    /// What stands under `list 1 of 3` is another article.
    fn settle_listed(&mut self) {
        for at in 1..self.lines.len() {
            let is_counted = self.said(at - 1) == Some(&Line::Furniture)
                && self
                    .line(at - 1)
                    .is_some_and(|line| line.starts_with("list ") && !line.ends_with("items"));
            if is_counted
                && self.said(at).is_none()
                && self.line(at).is_some_and(|line| !looks::is_sentence(&line))
                && let Some(said) = self.lines.get_mut(at)
            {
                *said = Some(Line::Furniture);
            }
        }
    }

    /// What might be a heading is furniture beside other furniture, and else nothing.
    fn settle_menus(&mut self) {
        let is_hard = |said: Option<&Line>| matches!(said, Some(Line::Furniture | Line::Elsewhere));
        let count = self.lines.len();
        let mut settle = |at: usize, beside: Option<usize>| {
            let is_beside = beside
                .is_some_and(|beside| is_hard(self.lines.get(beside).and_then(Option::as_ref)));
            if is_beside && let Some(said @ Some(Line::Menu)) = self.lines.get_mut(at) {
                *said = Some(Line::Furniture);
            }
        };
        for at in 0..count {
            settle(at, at.checked_sub(1));
        }
        for at in (0..count).rev() {
            settle(at, Some(at + 1));
        }
    }

    /// `Discussion` above running text heads a section of a paper, where no readers speak under it.
    fn settle_sections(&mut self) {
        let is_reader = |line: &str| {
            let lower = line.to_lowercase();
            let ends = [" says:", " said:", " wrote:", " ago", "reply"];
            ends.iter().any(|end| lower.ends_with(end))
        };
        for at in 0..self.blocks.len() {
            let is_doubtful = self.said(at) == Some(&Line::Elsewhere)
                && self
                    .line(at)
                    .is_some_and(|line| furniture::is_doubtful(&line));
            if !is_doubtful || !self.is_body(at + 1) {
                continue;
            }
            let mut below = (at + 1..self.blocks.len()).take(READERS);
            let mut running = 0;
            let (mut has_text, mut is_paper) = (false, false);
            let is_read = below.any(|at| {
                running += usize::from(self.is_long(at));
                has_text |= self.is_body(at);
                is_paper |= has_text
                    && self
                        .line(at)
                        .is_some_and(|line| looks::is_notes_name(&line));
                self.line(at).is_some_and(|line| is_reader(&line))
            });
            if !is_read
                && (running >= 2 || is_paper)
                && let Some(said) = self.lines.get_mut(at)
            {
                *said = None;
            }
        }
    }

    /// The text of the block at `at` on one line, where it is short.
    pub(super) fn line(&self, at: usize) -> Option<Cow<'t, str>> {
        let block = self.blocks.get(at)?;
        if block.span.len() > SHORT || block.kind.keeps_lines() {
            return None;
        }
        let line = block.span.of(self.text);
        let is_broken = memchr::memchr2(b'\n', b'\t', line.as_bytes()).is_some();
        Some(if is_broken || line.contains("  ") {
            Cow::Owned(on_one_line(line))
        } else {
            Cow::Borrowed(line)
        })
    }

    pub(super) fn kind(&self, at: usize) -> Option<BlockKind> {
        self.blocks.get(at).map(|block| block.kind)
    }

    pub(super) fn set(&mut self, at: usize, kind: BlockKind) {
        if let Some(block) = self.blocks.get_mut(at) {
            block.kind = kind;
        }
    }

    /// Takes the block at `at` for furniture, where it is no note.
    pub(super) fn set_aside(&mut self, at: usize) {
        if self.kind(at) != Some(BlockKind::Note) {
            self.set(at, BlockKind::Boilerplate);
        }
    }

    /// How many bytes the block at `at` has.
    pub(super) fn len(&self, at: usize) -> usize {
        self.blocks.get(at).map_or(0, |block| block.span.len())
    }

    /// What the block at `at` says that is no part of the article; what might be part of it is left out.
    pub(super) fn furniture(&self, at: usize) -> Option<&Line> {
        self.said(at).filter(|said| **said != Line::Menu)
    }

    /// What the block at `at` says, what might be part of the article included.
    pub(super) fn said(&self, at: usize) -> Option<&Line> {
        self.lines.get(at).and_then(Option::as_ref)
    }

    /// Whether the block at `at` is a paragraph or an item of a list.
    fn is_text(&self, at: usize) -> bool {
        matches!(
            self.kind(at),
            Some(BlockKind::Paragraph | BlockKind::ListItem(_))
        )
    }

    /// Whether the block at `at` is a paragraph that says nothing known.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.kind(at) == Some(BlockKind::Paragraph) && self.furniture(at).is_none()
    }

    /// Whether a blank line parts the block at `at` from the one before it.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.blocks.get(before));
        let (Some(before), Some(block)) = (before, self.blocks.get(at)) else {
            return true;
        };
        let gap = Span::new(before.span.end, block.span.start).of(self.text);
        gap.matches('\n').nth(1).is_some()
    }

    /// Whether the block at `at` is running text.
    pub(super) fn is_body(&self, at: usize) -> bool {
        if self.furniture(at).is_some() {
            return false;
        }
        match self.kind(at) {
            Some(BlockKind::Paragraph) => self
                .line(at)
                .is_none_or(|line| line.len() >= LONG || looks::is_sentence(&line)),
            Some(BlockKind::ListItem(_)) => self
                .line(at)
                .is_none_or(|line| line.len() >= 40 || looks::is_sentence(&line)),
            Some(BlockKind::Quotation | BlockKind::Preformatted | BlockKind::Table) => true,
            _ => false,
        }
    }

    /// Whether the block at `at` is so long that it is surely running text.
    pub(super) fn is_long(&self, at: usize) -> bool {
        self.len(at) >= LONG && self.is_body(at)
    }

    /// The first block after `at` that is not furniture or a caption.
    pub(super) fn next(&self, at: usize) -> usize {
        let is_part = |at: &usize| {
            self.furniture(*at).is_none() && self.kind(*at) != Some(BlockKind::Caption)
        };
        let mut ahead = (at + 1..self.blocks.len()).take(FURNITURE_BLOCKS);
        ahead.find(is_part).unwrap_or(self.blocks.len())
    }

    /// Whether the block at `at` tells who published the article, or when.
    pub(super) fn is_publication(&self, at: usize) -> bool {
        self.said(at).is_some_and(Line::is_publication)
    }

    /// The names in the block at `at`, where they stand alone or with what the people are, and beside a line that tells
    /// who published the article, or when.
    pub(super) fn names(&self, at: usize) -> Option<Vec<String>> {
        let line = self.line(at).filter(|_| self.is_plain(at))?;
        if !line.is_ascii()
            && let Some(name) = bylines::bare_name(&line)
        {
            return self.is_signed_above(at, &line).then(|| vec![name]);
        }
        let (names, rest) = names::of_line(&line)?;
        if looks::roman_mark(&line).is_some() {
            return None;
        }
        let rest = rest.trim();
        let is_told = !rest.is_empty()
            && (names::is_position(rest)
                || super::date::find(rest).is_some()
                || super::sources::agency(rest).is_some());
        let is_below = at.checked_sub(1).is_some_and(|before| {
            let is_between = self.said(before) == Some(&Line::Furniture);
            self.is_publication(before.saturating_sub(usize::from(is_between)))
        });
        // Where the line below names the authors, a name is rather a title: `Trade Wars`.
        let is_named_below = matches!(self.said(at + 1), Some(Line::Authors(_)));
        let is_position = |at: usize| {
            let line = self.line(at).filter(|_| self.is_plain(at));
            line.is_some_and(|line| names::is_position(&line) && !looks::is_sentence(&line))
        };
        // `Jane Doe | The Bend Courier`
        let is_for = rest.strip_prefix('|').is_some_and(|paper| {
            super::sources::is_source(paper.trim()) && looks::words(paper) <= 5
        });
        // `Follow`, or the name of the paper, stands between the name and the date on some sites.
        let is_between = matches!(self.said(at + 1), Some(Line::Furniture | Line::Menu))
            || self
                .line(at + 1)
                .is_some_and(|line| looks::is_publisher(&line));
        let after = at + 1 + usize::from(is_between);
        let is_above = self.is_publication(after) || is_position(at + 1);
        let is_placed = (is_above && !is_named_below) || is_below;
        (is_told || ((rest.is_empty() || is_for) && is_placed)).then_some(names)
    }

    /// Whether `line`, the block at `at` that might be a name in a script without capitals, stands between a longer line, the
    /// title, and the day.
    fn is_signed_above(&self, at: usize, line: &str) -> bool {
        let is_dated = matches!(self.said(at + 1), Some(Line::Date(_) | Line::Updated(_)));
        let letters = |line: &str| line.chars().count();
        let above = at
            .checked_sub(1)
            .filter(|above| self.is_plain(*above) || self.kind(*above) == Some(BlockKind::Title));
        let above = above.and_then(|above| self.line(above));
        is_dated
            && above.is_some_and(|above| {
                letters(&above) > letters(line)
                    && looks::is_title(&above)
                    && !looks::is_sentence(&above)
            })
    }

    /// How many blocks below the title at `at` a line tells who published the article, or when, furniture not counted:
    /// 0, or 1 where a standfirst stands between. `None` where there is no such line.
    pub(super) fn publication_below(&self, at: usize) -> Option<usize> {
        let mut between = 0;
        for below in (at + 1..self.blocks.len()).take(PUBLICATION_BLOCKS) {
            if self.is_publication(below) || self.names(below).is_some() {
                return Some(between);
            }
            if self.furniture(below).is_some() || self.kind(below) == Some(BlockKind::Caption) {
                continue;
            }
            between += 1;
            if between > 1 || self.len(below) > STANDFIRST || !self.is_text(below) {
                return None;
            }
        }
        None
    }
}
