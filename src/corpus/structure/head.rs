//! The head of an article: which line is its title, where running text begins, and what stands between them.
//!
//! Every short line above the first running text could be the title. Each is weighed by its look (a title has some
//! words, and no category or section is called so), by what stands below it (the lines that tell who published it, and
//! when), by whether its words come back in the text, and by whether all of it is said again elsewhere on the page.

use std::collections::HashSet;

use super::furniture::Line;
use super::page::{self, Page, STANDFIRST};
use super::{HEAD, date, looks, marks, names, sources};
use crate::model::{BlockKind, Metadata};

/// How many blocks a head has at most: what comes later was not written above the article.
const HEAD_BLOCKS: usize = 80;
/// How many bytes of running text may be mistaken for an article before the one whose title shows clearly.
const STRAY: usize = 1500;
/// A sentence of this many bytes is the text, though no other follows.
const SENTENCE: usize = 80;
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
            let is_standfirst = self.len(at) <= STANDFIRST
                && self.is_above_publication(at, end)
                && (is_titled || (first..at).any(|above| self.is_candidate(above, first)))
                && (next..(next + 4).min(end)).any(|below| self.is_body(below));
            let is_text =
                self.len(at) >= SENTENCE || self.is_body(next) || next >= self.blocks.len();
            if !is_standfirst && is_text {
                return Some(at);
            }
        }
        last
    }

    /// Whether the lines right below the block at `at` tell who published the article, or when; in a chronicle, days head
    /// what happened.
    fn is_above_publication(&self, at: usize, end: usize) -> bool {
        let days = (at + 1..end)
            .take(40)
            .filter(|at| matches!(self.said(*at), Some(Line::Date(_))))
            .count();
        (at + 1..(at + 3).min(end)).any(|below| match self.said(below) {
            Some(Line::Date(_)) => days < 3,
            _ => self.is_publication(below) || self.names(below).is_some(),
        })
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
            if is_head
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
        !is_named
            && !is_about_author
            && !looks::is_series(line)
            && !looks::is_section_name(line)
            && (looks::is_title(line) || self.is_odd_title(at, line))
    }

    /// Whether a line that looks like a sentence, or begins in the middle of one, stands where a title does.
    fn is_odd_title(&self, at: usize, line: &str) -> bool {
        let words = looks::words(line);
        let is_short = (2..=14).contains(&words) && !line.contains("://") && !line.contains('@');
        let ends = line.trim_end_matches('.');
        is_short
            && !ends.ends_with([',', ';'])
            && (at == 0 || !line.ends_with('.'))
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
    fn title_text<'l>(&self, at: usize, line: &'l str) -> &'l str {
        let line = match self.kind(at) {
            Some(BlockKind::Heading(_)) if line.starts_with('#') => marks::heading_text(line),
            Some(BlockKind::Heading(_)) => line.trim_end_matches(['=', '-', ' ']),
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
        let head_end = self.text.floor_char_boundary(HEAD);
        let page = self.text.get(..head_end).unwrap_or(self.text);
        let mut best: Option<(usize, i32)> = None;
        for (nth, at) in candidates.iter().enumerate() {
            let Some(line) = self.line(*at) else { continue };
            let line = self.title_text(*at, &line);
            let mut score = self.weight(*at, line, first) + overlap(line, &known);
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
                score += if is_cased { 8 } else { 0 };
                let is_uncased = !looks::is_title_case(line)
                    && self.line(*above).is_some_and(|above| {
                        looks::is_title_case(&above) && !looks::is_publisher(&above)
                    });
                score -= if is_uncased { 8 } else { 0 };
                score -= if self.is_subtitle_of(*above, *at, first) {
                    20
                } else {
                    0
                };
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

    /// Whether the line at `at` rather goes on with the title at `above`, right above it, than is the title itself.
    fn is_subtitle_of(&self, above: usize, at: usize, first: usize) -> bool {
        let (Some(one), Some(other)) = (self.line(above), self.line(at)) else {
            return false;
        };
        let after_furniture = above > first && self.furniture(above - 1).is_some();
        let is_kicker = looks::words(&one) <= 1
            || looks::is_category(&one)
            || looks::is_loud(&one) && !looks::is_loud(&other);
        !is_kicker
            && !(after_furniture && looks::words(&one) <= 3)
            && !looks::is_publisher(&one)
            && !looks::is_title_case(&other)
            && looks::words(&other) >= looks::words(&one) + 3
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
        weight -= if looks::is_category(line) { 40 } else { 0 };
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

    /// Whether each word of `name` is written with a capital wherever the page has it, as names are and words are not.
    pub(super) fn is_person(&self, name: &str) -> bool {
        let page = self
            .text
            .get(..self.text.floor_char_boundary(HEAD))
            .unwrap_or(self.text);
        names::is_name(name)
            && name
                .split_whitespace()
                .filter(|word| word.chars().count() > 3)
                .all(|word| {
                    let lower = word.to_lowercase();
                    lower == *word
                        || !memchr::memmem::find_iter(page.as_bytes(), lower.as_bytes())
                            .take(64)
                            .any(|found| {
                                let is_letter =
                                    |c: Option<char>| c.is_some_and(char::is_alphabetic);
                                let before =
                                    page.get(..found).and_then(|text| text.chars().next_back());
                                let after = page
                                    .get(found + lower.len()..)
                                    .and_then(|text| text.chars().next());
                                !is_letter(before) && !is_letter(after)
                            })
                })
    }

    /// Marks title and furniture of the article with `head` that ends before the block at `end`, and takes over what they
    /// tell.
    pub(super) fn read_head(&mut self, head: &Head, end: usize, metadata: &mut Metadata) {
        if let Some(title) = head.title {
            self.read_title(title, metadata);
        }
        let mut updated = None;
        let mut is_below_author = false;
        let after = head.title.map_or(head.first, |title| title + 1);
        for at in head.first..head.body.min(end) {
            if head.title == Some(at) || self.kind(at) == Some(BlockKind::Caption) {
                continue;
            }
            let line = self.line(at).unwrap_or_default().into_owned();
            if at < after {
                self.read_above(at, &line, metadata);
            }
            if let Some(Line::Updated(date)) = self.said(at) {
                updated.get_or_insert_with(|| date.clone());
            }
            let names = self.lone_names(at, head, metadata);
            if let Some(names) = names {
                if is_below_author || metadata.authors.is_empty() {
                    let new: Vec<String> = names
                        .into_iter()
                        .filter(|name| !metadata.authors.contains(name))
                        .collect();
                    metadata.authors.extend(new);
                }
                if metadata.date.is_none() {
                    metadata.date = date::find(&line);
                }
                let last = line
                    .rsplit([',', '|', '·', '–', '—', '('])
                    .next()
                    .unwrap_or_default();
                if metadata.source.is_none() {
                    metadata.source = sources::agency(last).map(str::to_owned);
                }
                self.set(at, BlockKind::Boilerplate);
                is_below_author = true;
            } else if self.furniture(at).is_some()
                || (self.said(at).is_some()
                    && (at < after || at + 1 < head.body && looks::words(&line) <= 3))
                || ((1..=6).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit()))
            {
                is_below_author |= matches!(self.furniture(at), Some(Line::Authors(_) | Line::By));
                self.take_over(at, metadata);
                self.set(at, BlockKind::Boilerplate);
            } else if at >= after && is_below_author && self.is_about_author(at, &line) {
                if metadata.source.is_none() {
                    metadata.source = line.split(',').find_map(sources::agency).map(str::to_owned);
                }
                self.set(at, BlockKind::Boilerplate);
            } else if at >= after && metadata.subtitle.is_none() {
                self.read_subtitle(at, head, metadata);
            }
        }
        metadata.date = metadata.date.take().or(updated);
        if metadata.date.is_none() || metadata.source.is_none() {
            let first = self
                .blocks
                .get(head.body)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            let (agency, date) = sources::dateline(first);
            metadata.date = metadata.date.take().or(date);
            metadata.source = metadata.source.take().or(agency.map(str::to_owned));
        }
    }

    fn read_title(&mut self, title: usize, metadata: &mut Metadata) {
        let line = self.line(title).unwrap_or_default().into_owned();
        let shown = match self.said(title) {
            Some(Line::Title(title)) => title.clone(),
            _ => self.title_text(title, &line).to_owned(),
        };
        let name = site(&line).map(|(_, name)| name.to_owned());
        metadata.source = metadata.source.take().or(name);
        metadata.title = Some(page::folded(&shown));
        self.set(title, BlockKind::Title);
    }

    /// Marks what stands above the title: menus, categories, and the title itself with the site's name.
    fn read_above(&mut self, at: usize, line: &str, metadata: &mut Metadata) {
        let is_title =
            site(line).is_some_and(|(title, _)| metadata.title.as_deref() == Some(title));
        if let Some((_, name)) = site(line).filter(|_| is_title) {
            metadata.source.get_or_insert_with(|| name.to_owned());
        }
        let is_again = metadata.title.as_deref() == Some(line);
        let is_text = matches!(
            self.kind(at),
            Some(BlockKind::Paragraph | BlockKind::ListItem(_))
        );
        let is_menu = is_text
            && !line.is_empty()
            && !looks::is_sentence(line)
            && (looks::words(line) <= 4 || looks::is_series(line) || looks::is_publisher(line));
        if is_title || is_again || is_menu {
            self.set(at, BlockKind::Boilerplate);
        }
    }

    /// The names in the block at `at`, which stands below the title and names nobody else.
    fn lone_names(&self, at: usize, head: &Head, metadata: &Metadata) -> Option<Vec<String>> {
        let title = head.title.filter(|title| *title < at)?;
        if let Some(names) = self.names(at) {
            return Some(names);
        }
        let line = self.line(at).filter(|_| self.is_plain(at))?;
        let (names, rest) = names::of_line(&line).filter(|_| looks::roman_mark(&line).is_none())?;
        let is_place = rest.trim().is_empty() || rest.trim_start().starts_with("in ");
        let is_first = at == title + 1
            || !metadata.authors.is_empty()
            || at + 1 == head.body
            || self.names(at + 1).is_some();
        (is_place
            && is_first
            && !looks::is_section_name(&line)
            && names.iter().all(|name| self.is_person(name)))
        .then_some(names)
    }

    /// Whether `line`, the block at `at` below the author's name, says what the author is, or where.
    fn is_about_author(&self, at: usize, line: &str) -> bool {
        let is_source = line.split(',').any(|part| sources::agency(part).is_some());
        self.is_plain(at)
            && line.len() <= 160
            && !looks::is_sentence(line)
            && (names::is_position(line)
                || is_source
                || line.starts_with("in ")
                || line.starts_with("University"))
    }

    /// Takes the block at `at` for the subtitle, where it stands right below the title.
    fn read_subtitle(&mut self, at: usize, head: &Head, metadata: &mut Metadata) {
        let is_near = head.title.is_some_and(|title| {
            title < at
                && (title + 1..at).all(|between| self.kind(between) != Some(BlockKind::Paragraph))
        });
        let Some(line) = self.line(at).filter(|_| is_near && self.is_plain(at)) else {
            return;
        };
        let starts = line.starts_with(|c: char| !c.is_lowercase());
        let is_above = (at + 1..self.blocks.len())
            .take(4)
            .any(|below| self.is_publication(below) || self.names(below).is_some());
        let is_title = looks::is_title(&line) && looks::words(&line) >= 4;
        let is_own =
            !looks::is_section_name(&line) && !line.ends_with(':') && looks::words(&line) >= 3;
        if is_own && starts && (is_above || is_title) {
            metadata.subtitle = Some(line.into_owned());
        }
    }

    /// Takes what a line of furniture tells into the metadata; what was told first holds.
    pub(super) fn take_over(&self, at: usize, metadata: &mut Metadata) {
        let line = self.line(at).unwrap_or_default();
        match self.said(at) {
            Some(Line::Authors(authors)) => {
                if metadata.authors.is_empty() {
                    metadata.authors.clone_from(authors);
                }
                if metadata.date.is_none() && !date::is_change(&line) {
                    metadata.date = date::find(&line);
                }
                let parts = line.split([',', '|', '·', '•', '–', '—', '(', '/']).skip(1);
                let agency = parts.filter_map(sources::agency).next().map(str::to_owned);
                let paper = line.split_once(" for ").map(|(_, paper)| paper.trim());
                let paper = paper
                    .filter(|paper| sources::is_source(paper) && looks::words(paper) <= 5)
                    .map(str::to_owned);
                metadata.source = metadata.source.take().or(agency).or(paper);
            }
            Some(Line::Date(date)) => _ = metadata.date.get_or_insert_with(|| date.clone()),
            Some(Line::Url(url)) => _ = metadata.url.get_or_insert_with(|| url.clone()),
            Some(Line::Source(source)) => _ = metadata.source.get_or_insert_with(|| source.clone()),
            Some(Line::Subtitle(subtitle)) => {
                _ = metadata.subtitle.get_or_insert_with(|| subtitle.clone())
            }
            Some(Line::Title(title)) => _ = metadata.title.get_or_insert_with(|| title.clone()),
            Some(Line::Provenance) => {
                metadata.source = metadata
                    .source
                    .take()
                    .or_else(|| sources::of_provenance(&line));
                metadata.date = metadata.date.take().or_else(|| date::find(&line));
            }
            _ => {}
        }
    }
}

/// The title and the name of the site in a line such as `Why bread costs more | The Quay`.
fn site(line: &str) -> Option<(&str, &str)> {
    let (title, name) = line
        .rsplit_once(" | ")
        .or_else(|| line.rsplit_once(" — The "))?;
    let is_name = looks::words(name) <= 5 && sources::is_source(name);
    (is_name && looks::words(title) >= 2 && !title.contains(" | "))
        .then_some((title.trim(), name.trim()))
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
            && after.is_none_or(|c| "\n”\",.|".contains(c))
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
