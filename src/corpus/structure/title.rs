//! Which line is the title of an article, and where its running text begins.
//!
//! Every short line above the first running text could be the title. Each is weighed by its look (a title has some
//! words, and no category or section is called so), by what stands below it (the lines that tell who published it, and
//! when), by whether its words come back in the text, and by whether all of it is said again elsewhere on the page.

use std::collections::HashSet;
use std::ops::Range;

use super::furniture::Line;
use super::head::site;
use super::page::{Page, STANDFIRST};
use super::{HEAD, date, looks, marks, names, sources};
use crate::model::BlockKind;

/// How many blocks a head has at most: what comes later was not written above the article.
const HEAD_BLOCKS: usize = 80;
/// How many bytes of running text may be mistaken for an article before the one whose title shows clearly.
const STRAY: usize = 1500;
/// A sentence of this many bytes is the text, though no other follows.
const SENTENCE: usize = 80;
/// The longest standfirst that furniture parts from the byline, in bytes.
const SHORT_STANDFIRST: usize = 250;
/// How many blocks below a standfirst its byline stands in.
const BYLINE_IN: usize = 10;
/// How many lines sum an article up below its title at most.
const SUMMARY: usize = 6;
/// How many bytes of running text are looked at for the words of a title.
const WORDS_IN: usize = 6 * 1024;

/// What stands above an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// The first block of the article or of the furniture above it.
    pub(super) first: usize,
    /// The block with the title.
    pub(super) title: Option<usize>,
    /// The first block of running text; where there is none, the end.
    pub(super) body: usize,
}

impl Page<'_> {
    /// Finds title and text of the article in the blocks from `first` to before `end`.
    pub(super) fn head(&self, first: usize, end: usize) -> Head {
        let start = self.blocks.get(first).map_or(0, |block| block.span.start);
        let reach = self
            .blocks
            .partition_point(|block| block.span.start < start.saturating_add(HEAD));
        let end = reach.min(first + HEAD_BLOCKS).min(end);
        let labelled = (first..end).find(|at| matches!(self.said(*at), Some(Line::Title(_))));
        let body = self.body(first, end, false);
        if let Some(title) = labelled.filter(|title| body.is_none_or(|body| *title < body)) {
            return Head {
                first,
                title: Some(title),
                body: body.unwrap_or(end),
            };
        }
        let best = body.and_then(|body| self.best(first, body));
        if best.is_none_or(|(_, is_sure)| !is_sure)
            && let Some(title) = self.after_stray(first, body.unwrap_or(first), end)
        {
            return Head {
                first,
                title: Some(title),
                body: self.body(title + 1, end, true).unwrap_or(end),
            };
        }
        let title = best.map(|(title, _)| title);
        let body = title
            .map_or(body, |title| self.body(title + 1, end, true))
            .unwrap_or(if title.is_some() { end } else { first });
        Head { first, title, body }
    }

    /// The first block of running text from `first` to before `end`, which stands below a title where `is_titled`. A short
    /// sentence that no other follows is not yet the text, nor is one above the lines that tell who published it.
    fn body(&self, first: usize, end: usize, is_titled: bool) -> Option<usize> {
        let mut last = None;
        for at in first..end {
            if !self.is_body(at) {
                continue;
            }
            last = last.or(Some(at));
            let next = self.next(at);
            // Below a byline comes the text, whatever is below that.
            let is_signed = || {
                (first..at)
                    .any(|above| matches!(self.said(above), Some(Line::Authors(_) | Line::By)))
            };
            let is_standfirst = self.len(at) <= STANDFIRST
                && !is_signed()
                && (self.is_above_publication(at, end) || is_titled && self.is_above_byline(at))
                && (is_titled || (first..at).any(|above| self.is_candidate(above, first)))
                && (next..(next + 8).min(end)).any(|below| self.is_body(below));
            // `1 School of Health, Quay College.`
            if self.is_place_of_work(at) {
                continue;
            }
            // `She Wrote the Songs. He Got the Credit.`
            let is_title = !is_titled
                && self.line(at).is_some_and(|line| {
                    looks::is_title_case(&line) && self.is_odd_title(at, &line)
                });
            if is_title {
                continue;
            }
            let is_text =
                self.len(at) >= SENTENCE || self.is_body(next) || next >= self.blocks.len();
            let is_summary = self.kind(at) == Some(BlockKind::ListItem(0))
                && !is_signed()
                && self.is_above_head_lines(at);
            if !is_standfirst && !is_summary && is_text {
                return Some(at);
            }
        }
        last
    }

    /// Whether the block at `at` is one of the numbered places where the authors work, right below their names.
    fn is_place_of_work(&self, at: usize) -> bool {
        let is_place = |line: &str| {
            line.len() <= 160
                && line.starts_with(|c: char| c.is_ascii_digit())
                && names::is_position(line)
        };
        let above = at.checked_sub(1).and_then(|above| self.line(above));
        self.line(at).is_some_and(|line| is_place(&line))
            && above.is_some_and(|above| {
                is_place(&above)
                    || above.eq_ignore_ascii_case("affiliations")
                    || names::of_line(&above).is_some()
            })
    }

    /// Whether the lines right below the block at `at` tell who published the article, or when; in a chronicle, days head
    /// what happened.
    fn is_above_publication(&self, at: usize, end: usize) -> bool {
        let days = (at + 1..end)
            .take(40)
            .filter(|at| matches!(self.said(*at), Some(Line::Date(_))))
            .count();
        let near = (at + 1..(at + 3).min(end)).take_while(|below| !self.is_body(*below));
        near.into_iter().any(|below| match self.said(below) {
            Some(Line::Date(_)) => days < 3,
            _ => self.is_publication(below) || self.names(below).is_some(),
        })
    }

    /// Whether a byline comes below the block at `at`, which is short, with nothing but furniture and pictures between.
    pub(super) fn is_above_byline(&self, at: usize) -> bool {
        let byline = self.next_told(at);
        // A picture's credit may name the author first.
        let is_signed = |at: usize| matches!(self.said(at), Some(Line::Authors(_) | Line::By));
        self.len(at) <= SHORT_STANDFIRST && (is_signed(byline) || self.names_again(byline))
    }

    /// Whether the list that the block at `at` belongs to stands above the lines that tell who published the article.
    fn is_above_head_lines(&self, at: usize) -> bool {
        let mut below = (at + 1..self.blocks.len()).take(SUMMARY);
        let is_item = |at: &usize| matches!(self.kind(*at), Some(BlockKind::ListItem(_)));
        below.find(|at| !is_item(at)).is_some_and(|end| {
            let told = self.next_told(end - 1);
            self.is_publication(told) || self.names(told).is_some()
        })
    }

    /// The first block below the one at `at` that is neither furniture nor a caption, or tells of the publication.
    fn next_told(&self, at: usize) -> usize {
        let mut below = (at + 1..self.blocks.len()).take(BYLINE_IN);
        below
            .find(|at| {
                self.is_publication(*at)
                    || self.kind(*at) != Some(BlockKind::Caption)
                        && !matches!(self.said(*at), Some(Line::Furniture | Line::Picture))
            })
            .unwrap_or(self.blocks.len())
    }

    /// The title of an article whose head shows clearly below text that is not part of it.
    fn after_stray(&self, first: usize, body: usize, end: usize) -> Option<usize> {
        let mut stray = 0;
        for at in first..end {
            if at >= body && self.is_body(at) {
                stray += self.len(at);
            }
            if stray > STRAY || (stray > 0 && self.said(at) == Some(&Line::Elsewhere)) {
                return None;
            }
            let is_head =
                at > body && stray > 0 && self.is_candidate(at, first) && !self.is_category(at);
            // People who are named in a list with what they are wrote none.
            let is_told = (at + 1..end)
                .take(8)
                .any(|below| self.is_publication(below));
            if is_head
                && is_told
                && self.publication_below(at) == Some(0)
                && (at + 1..end).any(|below| self.is_body(below))
            {
                return Some(at);
            }
        }
        None
    }

    /// Whether the block at `at` could be a title by its look.
    fn is_candidate(&self, at: usize, first: usize) -> bool {
        let is_open = match self.kind(at) {
            Some(BlockKind::Paragraph) => self.furniture(at).is_none(),
            Some(BlockKind::Heading(level)) => level <= 2,
            _ => false,
        };
        let Some(line) = self.line(at).filter(|_| is_open) else {
            return false;
        };
        let line = self.title_text(at, &line);
        let is_named =
            self.names(at).is_some() && (first..at).any(|above| self.is_title_like(above));
        let is_about_author = at > first
            && names::is_position(line)
            && (self.names(at - 1).is_some()
                || matches!(self.said(at - 1), Some(Line::Authors(_))));
        let are_names = names::of_line(line).is_some_and(|(names, rest)| {
            names.len() > 1 && (rest.trim().is_empty() || names::is_position(rest))
        }) && (first..at).any(|above| self.is_title_like(above));
        // A picture's credit above the byline names the same person.
        let is_signed = self.names_again(at)
            || at > first
                && matches!(self.said(at - 1), Some(Line::By))
                && names::of_line(line).is_some();
        // The places where the authors work stand below their names with numbers.
        let is_place = line.starts_with(|c: char| c.is_ascii_digit()) && names::is_position(line);
        !is_named
            && !is_signed
            && !are_names
            && !is_place
            && !is_measure(line)
            && !is_about_author
            && !looks::is_series(line)
            && !looks::is_section_name(line)
            && (looks::is_title(line) || self.is_odd_title(at, line))
    }

    /// Whether the block at `at` is the name of an author that the byline right below it tells again.
    fn names_again(&self, at: usize) -> bool {
        let line = self.line(at).unwrap_or_default();
        matches!(self.said(at + 1), Some(Line::Authors(authors))
            if authors.iter().any(|author| *author == *line))
    }

    /// Whether a line that looks like a sentence, or begins in the middle of one, stands where a title does.
    fn is_odd_title(&self, at: usize, line: &str) -> bool {
        let words = looks::words(line);
        let is_short = (2..=14).contains(&words)
            && !line.contains("://")
            && !line.contains(" | ")
            && !line.contains('@');
        let ends = line.trim_end_matches('.');
        is_short
            && !ends.ends_with([',', ';'])
            && (at == 0 || !line.ends_with('.') || looks::is_title_case(line))
            && !line.starts_with(['|', '-', '/', '&'])
            && self.publication_below(at) == Some(0)
            && !self.is_publication(at)
    }

    fn is_title_like(&self, at: usize) -> bool {
        self.is_plain(at) && self.line(at).is_some_and(|line| looks::is_title(&line))
    }

    fn is_category(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| looks::is_category(&line))
    }

    /// What `line`, the block at `at`, says as a title: without marks, and without the name of the site.
    pub(super) fn title_text<'l>(&self, at: usize, line: &'l str) -> &'l str {
        let line = match self.kind(at) {
            Some(BlockKind::Heading(_)) if line.starts_with('#') => marks::heading_text(line),
            Some(BlockKind::Heading(_)) => line.trim_end_matches(['=', '-', ' ']),
            _ => line,
        };
        let line = match line.split_once(" | ") {
            Some((category, title)) if looks::is_category(category) => title.trim(),
            _ => line,
        };
        site(line).map_or(line, |(title, _)| title)
    }

    /// The likeliest title before `body`, and whether it is sure: lines below it tell who published it, or it is marked.
    fn best(&self, first: usize, body: usize) -> Option<(usize, bool)> {
        let candidates: Vec<usize> = (first..body)
            .filter(|at| self.is_candidate(*at, first))
            .collect();
        let known = self.vocabulary(body);
        let opening = self.blocks.get(body).map(|block| block.span.of(self.text));
        let (agency, day) = sources::dateline(opening.unwrap_or_default());
        let is_dateline = agency.is_some() || day.is_some();
        let head_end = self.text.floor_char_boundary(HEAD);
        let page = self.text.get(..head_end).unwrap_or(self.text);
        let summary = self.summary(&candidates, first);
        let mut best: Option<(usize, i32)> = None;
        for (nth, at) in candidates.iter().enumerate() {
            let Some(line) = self.line(*at) else { continue };
            let line = self.title_text(*at, &line);
            let mut score = self.weight(*at, line, first) + overlap(line, &known);
            // The page's own title is the article's with the name of the site.
            let is_page_title = [" - ", " – ", " — ", " :: "].iter().any(|mark| {
                line.rsplit_once(mark).is_some_and(|(title, _)| {
                    looks::words(title) >= 3 && said_alone(page, title) > 0
                })
            });
            score -= if is_page_title { 40 } else { 0 };
            // Where an agency tells place and day, the headline stands right above.
            score += if *at + 1 == body && is_dateline {
                40
            } else {
                0
            };
            score += match &summary {
                Some((title, _)) if title == at => 30,
                Some((_, lines)) if lines.contains(at) => -30,
                _ => 0,
            };
            let is_first = candidates
                .iter()
                .take(nth)
                .all(|above| self.is_category(*above));
            score += if is_first { 4 } else { 0 };
            if looks::words(line) >= 4 && line.len() >= 20 {
                score += match said_alone(page, line) {
                    2 | 3 => 12,
                    4.. => -8,
                    _ => 0,
                };
            }
            let above = nth
                .checked_sub(1)
                .and_then(|nth| candidates.get(nth))
                .filter(|above| **above + 1 == *at);
            if let Some(above) = above {
                let is_cased = looks::is_title_case(line)
                    && self.line(*above).is_some_and(|above| {
                        !looks::is_title_case(&above) && !looks::is_loud(&above)
                    });
                let is_subtitle = self.is_subtitle_of(*above, *at, first);
                score += if is_cased && !is_subtitle { 8 } else { 0 };
                let is_uncased = !looks::is_title_case(line)
                    && self.line(*above).is_some_and(|above| {
                        looks::is_title_case(&above) && !looks::is_publisher(&above)
                    });
                score -= if is_uncased { 8 } else { 0 };
                score -= if is_subtitle { 20 } else { 0 };
            }
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((*at, score));
            }
        }
        let (at, score) = best.filter(|(_, score)| *score > -10)?;
        let is_marked = matches!(self.kind(at), Some(BlockKind::Heading(_)));
        Some((
            at,
            is_marked || self.publication_below(at).is_some() || score >= 25,
        ))
    }

    /// The title at the top of the page and the lines below it that sum the article up, three or more above its byline, as
    /// some papers have them.
    fn summary(&self, candidates: &[usize], first: usize) -> Option<(usize, Range<usize>)> {
        let is_long = |at: usize, least: usize| {
            self.line(at)
                .is_some_and(|line| looks::words(&line) >= least && !looks::is_loud(&line))
        };
        let is_title = |at: &&usize| is_long(**at, 5) && !self.is_category(**at);
        let title = *candidates.iter().find(is_title)?;
        let is_top = (first..title).all(|at| self.furniture(at).is_some() || !is_long(at, 5));
        let lines = (title + 1..)
            .take(SUMMARY + 1)
            .take_while(|at| candidates.contains(at) && is_long(*at, 6))
            .count();
        let end = title + 1 + lines;
        let is_found = is_top && (3..=SUMMARY).contains(&lines);
        (is_found && self.publication_below(end - 1) == Some(0)).then_some((title, title + 1..end))
    }

    /// Whether the line at `at` rather goes on with the title at `above`, right above it, than is the title itself.
    fn is_subtitle_of(&self, above: usize, at: usize, first: usize) -> bool {
        let (Some(one), Some(other)) = (self.line(above), self.line(at)) else {
            return false;
        };
        let after_furniture = above > first && self.furniture(above - 1).is_some();
        let is_kicker = looks::words(&one) <= 1
            || looks::is_category(&one)
            || looks::is_loud(&one) && !looks::is_loud(&other);
        // Where the kind of article is told right above, no menu is left.
        let is_filed = above > first && self.is_category(above - 1);
        let is_menu = after_furniture && !is_filed && looks::words(&one) <= 3;
        // The last of a row of short lines, whatever they say.
        let is_last_of_row = looks::words(&one) <= 3
            && (first..above)
                .rev()
                .take(2)
                .filter(|at| {
                    self.line(*at)
                        .is_some_and(|line| looks::words(&line) <= 3 && !looks::is_sentence(&line))
                })
                .count()
                == 2;
        let is_no_title = is_kicker || is_menu || is_last_of_row || looks::is_publisher(&one);
        let one = self.title_text(above, &one);
        let is_named = is_filed
            && one
                .split_whitespace()
                .all(|word| word.chars().count() < 4 || word.starts_with(char::is_uppercase));
        let is_like = (looks::is_title_case(one) == looks::is_title_case(&other) || is_named)
            && date::find(one).is_none()
            && !looks::is_loud(one)
            && !looks::is_loud(&other)
            && (looks::words(one) >= 4 || is_filed && looks::words(one) >= 2)
            && self.publication_below(at) == Some(0)
            && (first..above).all(|at| {
                self.furniture(at).is_some()
                    || self.line(at).is_some_and(|line| {
                        looks::words(&line) <= 3
                            || looks::is_publisher(&line)
                            || looks::is_category(&line)
                    })
            });
        !is_no_title
            && (is_like
                || !looks::is_title_case(&other) && looks::words(&other) >= looks::words(one) + 3)
    }

    /// How much the look and the place of `line`, the block at `at`, speak for a title.
    fn weight(&self, at: usize, line: &str, first: usize) -> i32 {
        let words = looks::words(line);
        let mut weight = match words {
            // Scripts without spaces have no words to count.
            _ if words <= 2 && line.chars().filter(|c| *c >= '\u{2e80}').count() >= 4 => 8,
            0 | 1 => -15,
            2 => -5,
            3 => 2,
            4..=18 => 10,
            _ => 0,
        };
        weight += if looks::is_title_case(line) { 3 } else { 0 };
        weight -= if looks::is_category(line) || looks::is_office(line) {
            40
        } else {
            0
        };
        weight -= if looks::is_loud(line) && words <= 3 {
            8
        } else {
            0
        };
        weight += match self.kind(at) {
            Some(BlockKind::Heading(1)) => 50,
            Some(BlockKind::Heading(_)) => 30,
            _ => 0,
        };
        weight += match self.publication_below(at) {
            Some(0) => 30,
            // What stands between is a subtitle, or else the title below what is no title.
            Some(_) => {
                let below = self.next(at);
                let is_other =
                    self.is_candidate(below, first) && !self.is_subtitle_of(at, below, first);
                if is_other { 24 } else { 30 }
            }
            None => 0,
        };
        weight -= if looks::is_publisher(line) { 15 } else { 0 };
        let is_dated_above =
            at > first && matches!(self.said(at - 1), Some(Line::Date(_) | Line::Authors(_)));
        weight += if is_dated_above { 8 } else { 0 };
        // Between the day and the authors of a paper stands its title.
        let are_named_below = || {
            let line = self.line(at + 1).filter(|_| self.is_plain(at + 1));
            line.and_then(|line| {
                let (names, rest) = names::of_line(&line)?;
                (names.len() > 1 && rest.trim().is_empty()).then_some(())
            })
        };
        weight += if is_dated_above && words >= 4 && are_named_below().is_some() {
            20
        } else {
            0
        };
        // A row of short lines is a menu.
        let is_short = |at: usize| {
            self.is_plain(at)
                && self
                    .line(at)
                    .is_some_and(|line| looks::words(&line) <= 4 && !looks::is_sentence(&line))
        };
        let above = (first..at).rev().take_while(|at| is_short(*at)).count();
        let below = (at + 1..self.blocks.len())
            .take(6)
            .take_while(|at| is_short(*at))
            .count();
        weight -= if words <= 4 && (above + below >= 3) {
            12
        } else {
            0
        };
        weight
    }

    /// The longer words of the running text from the block at `body`, by their beginnings.
    fn vocabulary(&self, body: usize) -> HashSet<String> {
        let start = self
            .blocks
            .get(body)
            .map_or(self.text.len(), |block| block.span.start);
        let end = self
            .text
            .floor_char_boundary(start.saturating_add(WORDS_IN));
        stems(self.text.get(start..end).unwrap_or_default()).collect()
    }
}

/// Whether `line` says how much of something there is: `Prep time: 15 mins`, `Posts: 14`.
fn is_measure(line: &str) -> bool {
    line.split_once(':').is_some_and(|(what, value)| {
        looks::words(what) <= 3
            && looks::words(value) <= 2
            && value.trim_start().starts_with(|c: char| c.is_ascii_digit())
    })
}

/// How often `page` says `line` by itself or between quotation marks, the line itself included, up to five times.
fn said_alone(page: &str, line: &str) -> usize {
    let found = memchr::memmem::find_iter(page.as_bytes(), line.as_bytes()).take(20);
    let is_alone = |at: &usize| {
        let before = page.get(..*at).and_then(|text| text.chars().next_back());
        let after = page
            .get(at + line.len()..)
            .and_then(|text| text.chars().next());
        before.is_none_or(|c| "\n“\"»>|".contains(c))
            && after.is_none_or(|c| "\r\n”\",.|".contains(c))
    };
    found.filter(is_alone).take(5).count()
}

/// How much the words of `line` that the text has too speak for a title.
fn overlap(line: &str, known: &HashSet<String>) -> i32 {
    let (mut all, mut found) = (0, 0);
    for stem in stems(line).take(40) {
        all += 1;
        found += i32::from(known.contains(&stem));
    }
    match found {
        0 => 0,
        1 => 4,
        _ if found * 2 >= all => 14,
        _ => 9,
    }
}

/// The beginnings of the longer words of `text`, in lower case.
fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 4);
    words.map(|word| word.chars().take(6).flat_map(char::to_lowercase).collect())
}
