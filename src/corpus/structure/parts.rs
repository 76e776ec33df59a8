//! Several articles in one file: where each begins.
//!
//! A further article begins where a title stands apart above lines that tell who published it, and when, with an article
//! below; a section with a date, a reader's comment and a teaser for another article look similar and are none.

use super::furniture::Line;
use super::page::Page;
use super::title::Head;
use super::{looks, names};
use crate::model::BlockKind;

/// How many blocks below a title its text begins at the latest.
const REACH: usize = 12;
/// How much text makes an article, in bytes, where it is one paragraph.
const SMALLEST: usize = 300;

impl Page<'_> {
    /// The heads of the articles in the page, in order; at least one.
    pub(super) fn heads(&self) -> Vec<Head> {
        let count = self.blocks.len();
        let first = self.head(0, count);
        let kicker = first.title.and_then(|title| self.kicker(title));
        let kicker = kicker.and_then(|at| self.line(at));
        let mut heads = vec![first];
        let mut is_among_comments = false;
        let mut at = first.body.max(first.title.map_or(0, |title| title + 1)) + 1;
        while at < count {
            is_among_comments |= self.is_comments(at);
            let is_again = kicker.is_some() && at > 0 && self.line(at - 1) == kicker;
            if self.starts_article(at, is_again, is_among_comments) {
                is_among_comments = false;
                let head = Head {
                    first: self
                        .kicker(at)
                        .or_else(|| self.date_above(at))
                        .unwrap_or(at),
                    title: Some(at),
                    body: self.text_below(at).unwrap_or(count),
                };
                at = head.body;
                heads.push(head);
            } else {
                at += 1;
            }
        }
        heads
    }

    /// Whether what follows the block at `at` was written by readers.
    fn is_comments(&self, at: usize) -> bool {
        let Some(line) = self
            .line(at)
            .filter(|_| self.furniture(at) == Some(&Line::Elsewhere))
        else {
            return false;
        };
        let lower = line.to_lowercase();
        // A lone `Comments` is a link as often as it is a heading.
        lower.starts_with(|c: char| c.is_ascii_digit())
            || lower.contains("responses")
            || lower.starts_with("leave a ")
    }

    /// Whether another article begins with the block at `at`.
    fn starts_article(&self, at: usize, is_again: bool, is_among_comments: bool) -> bool {
        if let Some(Line::Title(_)) = self.said(at) {
            return self.text_below(at).is_some();
        }
        // Most lines have nothing of the kind below them.
        if !(at + 1..at + REACH).any(|below| self.is_publication(below)) {
            return false;
        }
        let is_marked = matches!(self.kind(at), Some(BlockKind::Heading(1)));
        // Where no blank line parts anything, a byline right below a line and a sentence above it do.
        let is_dense = self.is_dense
            && matches!(self.said(at + 1), Some(Line::Authors(_)))
            && at.checked_sub(1).is_some_and(|above| self.is_body(above));
        if !(self.is_plain(at) || is_marked)
            || !(is_dense || self.is_apart(at) || self.is_set_off(at))
        {
            return false;
        }
        let Some(line) = self.line(at) else {
            return false;
        };
        let title = line.trim_start_matches('#').trim();
        if !looks::is_title(title)
            || looks::is_section_name(title)
            || looks::is_category(title)
            || title.ends_with('…')
        {
            return false;
        }
        if is_among_comments && !is_again {
            return false;
        }
        // What stands right above a title is what it is filed under.
        let is_above_title = self.publication_below(at) == Some(1)
            && self.publication_below(at + 1) == Some(0)
            && self.line(at + 1).is_some_and(|below| {
                looks::is_title(&below) && looks::words(&below) > looks::words(title)
            })
            && looks::words(title) <= 3;
        if is_above_title {
            return false;
        }
        let is_parted = is_again || is_dense || self.is_set_off(at);
        let Some(body) = self.text_below(at) else {
            return false;
        };
        // A reader's comment stands below a name and a date.
        let is_name = || names::is_name(title) && (is_among_comments || self.is_person(at, title));
        self.is_published(at, body, is_parted) && self.is_article(body) && !is_name()
    }

    /// Whether the lines between the title at `at` and its text at `body` tell enough of a publication. Where nothing
    /// shows that the article before has ended, a date alone is not enough: sections of a chronicle have one.
    fn is_published(&self, at: usize, body: usize, is_parted: bool) -> bool {
        let (mut author, mut date, mut said) = (false, false, false);
        for below in at + 1..body {
            match self.said(below) {
                Some(Line::Authors(_)) => author = true,
                Some(Line::Date(_)) => date = true,
                Some(Line::Published | Line::By) => said = true,
                Some(Line::Updated(_)) if is_parted => date = true,
                _ => author |= self.names(below).is_some(),
            }
        }
        // What lies below the first strange line is not about this title.
        let is_near = self.publication_below(at).is_some();
        let told = (at + 1..body)
            .find(|below| self.is_publication(*below))
            .unwrap_or(body);
        let is_title = |below: usize| {
            let line = self
                .line(below)
                .filter(|_| self.is_plain(below) && self.names(below).is_none());
            line.is_some_and(|line| looks::is_title(&line) && looks::words(&line) >= 3)
        };
        // Where a title stands below them, they tell about that one.
        is_near
            && !(told + 1..body).any(is_title)
            && (author && date
                || said
                || (is_parted && (author || date))
                || author && self.is_apart(at))
    }

    /// Whether the text that begins with the block at `body` is more than a teaser.
    fn is_article(&self, body: usize) -> bool {
        let mut size = 0;
        let mut at = body;
        for _ in 0..3 {
            if !self.is_body(at) {
                break;
            }
            size += self.len(at);
            at += 1;
        }
        size >= SMALLEST || at >= body + 2 || (at > body && size >= 90 && !self.is_teaser(at))
    }

    /// Whether the block at `at`, which ends a single short paragraph, shows that it was a teaser.
    fn is_teaser(&self, at: usize) -> bool {
        let mut ahead = (at..self.blocks.len()).take(3);
        ahead.any(|at| {
            self.line(at).is_some_and(|line| {
                let lower = line.to_lowercase();
                lower.starts_with("read more")
                    || lower.starts_with("read full")
                    || lower.ends_with(" ago")
            })
        })
    }

    /// The first running text below the title at `at`, past lines that tell about it.
    fn text_below(&self, at: usize) -> Option<usize> {
        let mut strange = 0;
        for below in (at + 1..self.blocks.len()).take(REACH) {
            let is_told = self.furniture(below).is_some() || self.names(below).is_some();
            if self.is_body(below) {
                let is_standfirst = self.len(below) <= super::page::STANDFIRST
                    && strange == 0
                    && (self.is_publication(below + 1) || self.names(below + 1).is_some());
                if !is_standfirst {
                    return Some(below);
                }
                strange += 1;
            } else if !is_told && self.kind(below) != Some(BlockKind::Caption) {
                strange += 1;
                if strange > 2 {
                    return None;
                }
            }
        }
        None
    }

    /// Whether something that ends an article stands above the title at `at`, or above the category it stands under.
    fn is_set_off(&self, at: usize) -> bool {
        let is_end = |at: Option<usize>| {
            at.is_some_and(|at| {
                let is_rule =
                    self.kind(at) == Some(BlockKind::Boilerplate) && self.said(at).is_none();
                is_rule
                    || matches!(
                        self.said(at),
                        Some(Line::Furniture | Line::Elsewhere | Line::Provenance | Line::Url(_))
                    )
            })
        };
        let above = at.checked_sub(1);
        is_end(above) || (self.kicker(at).is_some() && is_end(at.checked_sub(2)))
    }

    /// The block with the date above the title at `at`, as blogs have it.
    fn date_above(&self, at: usize) -> Option<usize> {
        let above = at.checked_sub(1)?;
        matches!(self.said(above), Some(Line::Date(_))).then_some(above)
    }

    /// The block with the category above the title at `at`.
    fn kicker(&self, at: usize) -> Option<usize> {
        let above = at.checked_sub(1)?;
        let is_parted = self.is_apart(above)
            || above
                .checked_sub(1)
                .is_some_and(|at| self.furniture(at).is_some());
        let line = self
            .line(above)
            .filter(|_| self.is_plain(above) && is_parted)?;
        let is_category =
            looks::words(&line) <= 2 && looks::is_title(&line) || looks::is_category(&line);
        is_category.then_some(above)
    }
}
