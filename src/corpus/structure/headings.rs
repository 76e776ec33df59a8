//! The headings of an article: which short lines stand above sections. How deep each lies is told in `levels`.
//!
//! A heading stands alone above running text and does not end like a sentence. Names that come again and again are
//! speakers, questions to "you" are an interview, and a line that the paragraphs beside it say too is a pull quote.

use std::collections::{HashMap, HashSet};

use super::furniture::Line;
use super::page::{LONG, Page};
use super::title::Head;
use super::{levels, looks, marks, names};
use crate::model::BlockKind;

/// How far from a line the sentence it repeats is looked for, in bytes, and how many lines are looked at so.
const QUOTED_NEAR: usize = 8 * 1024;
const QUOTED_LINES: usize = 1000;
/// The longest heading, in bytes.
const LONGEST: usize = 130;

/// What tells headings from other short lines in one page.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a page has each of these habits or not, whichever others it has"
)]
pub(super) struct Habits {
    /// How often each short line stands in the page, where more than once.
    again: HashMap<String, u32>,
    /// Who speaks in paragraphs that begin with a name and a colon.
    speakers: HashSet<String>,
    /// Whether questions are asked of somebody.
    is_interview: bool,
    /// Whether sections are headed by days.
    is_chronicle: bool,
    /// Whether years, numbers or letters that stand alone head sections.
    is_marked: bool,
    /// Whether the last heading is one that links or names stand under, one a line.
    is_listing: bool,
    /// How many more lines may be looked for in the text beside them.
    lookups: usize,
}

impl Page<'_> {
    /// What the page tells about its short lines.
    pub(super) fn habits(&self) -> Habits {
        let mut lines: HashMap<String, u32> = HashMap::new();
        let (mut asked, mut days, mut marked) = (0, 0, 0);
        for at in 0..self.blocks.len() {
            if !self.is_plain(at) && !matches!(self.said(at), Some(Line::Date(_))) {
                continue;
            }
            let Some(line) = self.line(at) else { continue };
            marked += usize::from(looks::is_lone_mark(&line) && self.is_body(at + 1));
            if line.len() <= 60 {
                *lines.entry(line.clone().into_owned()).or_default() += 1;
            }
            if line.ends_with('?') && line.split_whitespace().any(is_addressed) {
                asked += 1;
            }
            if matches!(self.said(at), Some(Line::Date(_)))
                && self.is_body(at + 1)
                && at.checked_sub(1).is_some_and(|before| self.is_body(before))
            {
                days += 1;
            }
        }
        let starts = self
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Paragraph);
        let mut speakers: HashMap<&str, u32> = HashMap::new();
        for name in starts.filter_map(|block| speaker(block.span.of(self.text))) {
            *speakers.entry(name).or_default() += 1;
        }
        let speakers = speakers
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(name, _)| name.to_owned());
        lines.retain(|_, count| *count > 1);
        Habits {
            again: lines,
            speakers: speakers.collect(),
            is_interview: asked >= 2,
            is_chronicle: days >= 2,
            is_marked: marked >= 2,
            is_listing: false,
            lookups: QUOTED_LINES,
        }
    }

    /// Marks the headings of the article with `head` that ends before the block at `end`.
    pub(super) fn read_headings(
        &mut self,
        head: &Head,
        end: usize,
        subtitle: Option<&str>,
        habits: &mut Habits,
    ) {
        let first = head.title.map_or(head.first, |title| title + 1);
        for at in first..end {
            let Some(line) = self.line(at) else { continue };
            let is_in_head = at < head.body;
            let is_marked = habits.is_marked && looks::is_lone_mark(&line);
            if is_in_head && (subtitle == Some(&*line) || !(is_marked || self.may_head(at, &line)))
            {
                continue;
            }
            if self.is_long(at) {
                habits.is_listing = false;
            }
            if self.is_running_head(at, &line) {
                self.set_aside(at);
            } else if self.is_named(at, &line)
                || (!habits.is_listing || looks::is_section_name(&line))
                    && self.is_heading(at, &line, habits)
            {
                self.set(at, BlockKind::Heading(1));
                let name = looks::without_edit(&line).to_lowercase();
                let lists = [
                    "see also",
                    "external links",
                    "notable people",
                    "further reading",
                ];
                habits.is_listing = lists.contains(&&*name);
            }
        }
    }

    /// Whether `line`, the block at `at` between title and text, may be a heading: a section's name, or what stands right
    /// above the text and below the lines that tell who published it.
    fn may_head(&self, at: usize, line: &str) -> bool {
        let is_above = self.is_body(self.next(at)) && !self.is_publication(at + 1);
        let is_below = at
            .checked_sub(1)
            .is_some_and(|before| self.furniture(before).is_some());
        let is_credit = line.contains(". ") || line.contains(" / ") || line.contains("Photo");
        let is_near = is_above
            && is_below
            && !is_credit
            && looks::words(line) <= 8
            && !names::is_position(line);
        looks::is_section_name(line)
            || looks::roman_mark(line).is_some()
            || marks::section_depth(line).is_some()
            || looks::division(line).is_some()
            || is_near
    }

    /// Whether `line`, the block at `at`, is a heading whatever stands under it: an encyclopedia's, or the name of a section
    /// beside running text, another heading, or a list.
    fn is_named(&self, at: usize, line: &str) -> bool {
        let is_other = |at: usize| {
            self.is_body(at)
                || matches!(
                    self.kind(at),
                    Some(BlockKind::Heading(_) | BlockKind::ListItem(_) | BlockKind::Note)
                )
        };
        let is_beside = is_other(self.next(at)) || at.checked_sub(1).is_some_and(is_other);
        let is_named = line.ends_with("[edit]")
            || (looks::is_section_name(line)
                && is_beside
                && self.next(at) < self.blocks.len()
                && !line.ends_with(['.', '?', ',']));
        is_named
            && self.is_plain(at)
            && line.len() <= LONGEST
            && line.starts_with(char::is_uppercase)
    }

    /// Whether `line`, the block at `at`, is what stands on top of every page of a book, and cuts a sentence in two.
    fn is_running_head(&self, at: usize, line: &str) -> bool {
        let number = |word: Option<&str>| {
            word.is_some_and(|word| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
        };
        let is_paged =
            number(line.split_whitespace().next()) || number(line.split_whitespace().next_back());
        let words = |at: usize| {
            let block = self.blocks.get(at);
            let block = block.filter(|block| block.kind == BlockKind::Paragraph);
            block.map(|block| block.span.of(self.text))
        };
        let is_cut = || {
            at.checked_sub(1)
                .and_then(words)
                .is_some_and(|above| above.len() >= 40 && above.ends_with(char::is_alphabetic))
                && words(at + 1)
                    .is_some_and(|below| below.len() >= 40 && below.starts_with(char::is_lowercase))
        };
        is_paged
            && line.len() <= 60
            && looks::words(line) >= 2
            && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && self.is_plain(at)
            && is_cut()
    }

    /// Whether the block at `at` asks, in a few words, what the short paragraph below it answers.
    fn is_asked(&self, at: usize, line: &str) -> bool {
        line.ends_with('?')
            && looks::words(line) <= 4
            && self.len(at + 1) < LONG / 2
            && self.is_body(at + 1)
    }

    /// Whether the block at `at`, which says `line`, is a heading: a short line that stands alone above running text,
    /// or above another one that does.
    fn is_heading(&self, at: usize, line: &str, habits: &mut Habits) -> bool {
        if !self.looks_like_heading(at, line, habits) {
            return false;
        }
        let next = self.next(at);
        let leads = |next: usize| {
            self.is_body(next) || matches!(self.kind(next), Some(BlockKind::Heading(_)))
        };
        let above = self
            .line(next)
            .is_some_and(|line| self.looks_like_heading(next, &line, habits))
            && leads(self.next(next));
        // Where the line above is as short and no heading, both are rows, entries or verses.
        let after_short = at.checked_sub(1).is_some_and(|before| {
            let line = self.line(before).filter(|_| self.is_plain(before));
            line.is_some_and(|line| looks::is_title(&line) && looks::words(&line) <= 12)
        });
        let is_section =
            looks::is_section_name(line) && next < self.blocks.len() && self.is_apart(at);
        (((leads(next) || above) && !after_short) || is_section)
            && !self.is_repeated_near(at, line, habits)
    }

    fn looks_like_heading(&self, at: usize, line: &str, habits: &Habits) -> bool {
        let is_lone = habits.is_marked && looks::is_lone_mark(line);
        let is_dated = matches!(self.said(at), Some(Line::Date(_)))
            && (is_lone || habits.is_chronicle && !line.to_lowercase().starts_with("posted "));
        if !(self.is_plain(at) || self.is_numbered(at, line) || is_dated)
            || line.len() > LONGEST
            || (looks::words(line) > 12 && !line.ends_with('?'))
            || looks::words(line) > 16
            || (looks::words(line) > 8
                && line.ends_with('?')
                && line.matches(['?', '!']).count() > 1)
        {
            return false;
        }
        if is_dated || is_lone {
            return self.stands_alone(at);
        }
        let section = looks::is_section_name(line);
        let is_ended = line.ends_with('.')
            && (looks::division(line).is_some() && looks::words(line) <= 3
                || looks::roman_mark(line).is_some()
                || is_loud_name(line));
        let is_labelled = section && line.ends_with(':');
        let is_title = looks::is_title(line) || is_ended || is_labelled;
        let is_after_colon = at.checked_sub(1).is_some_and(|before| {
            let text = self
                .blocks
                .get(before)
                .map(|block| block.span.of(self.text))
                .unwrap_or_default();
            self.kind(before) != Some(BlockKind::Boilerplate) && text.ends_with(':')
        });
        is_title
            && self.stands_alone(at)
            && (!is_after_colon || section || self.is_long(at + 1))
            && !line.ends_with(['!', '！'])
            && !is_spoken(line)
            && !is_answered(line)
            && !is_clause(line)
            && !is_two_sentences(line)
            && !is_score(line)
            && !is_person(line)
            && !self.is_asked(at, line)
            && !(line.starts_with('(') && line.ends_with(')'))
            && !(line.starts_with('[') && line.ends_with(']'))
            && speaker(line).is_none_or(|speaker| !habits.speakers.contains(speaker))
            && !is_figures(line)
            && habits.again.get(line).is_none_or(|count| *count < 3)
            && !(habits.is_interview && line.ends_with('?'))
            && !(habits.again.contains_key(line) && names::is_name(line))
    }

    /// Whether the block at `at`, a list's only item, may be a numbered heading.
    fn is_numbered(&self, at: usize, line: &str) -> bool {
        let is_item = |at: Option<usize>| {
            at.is_some_and(|at| matches!(self.kind(at), Some(BlockKind::ListItem(_))))
        };
        matches!(self.kind(at), Some(BlockKind::ListItem(0)))
            && (line.starts_with(|c: char| c.is_ascii_digit())
                || looks::roman_mark(line).is_some()
                || levels::letter_mark(line))
            && !is_item(Some(at + 1))
            && !is_item(at.checked_sub(1))
    }

    /// Whether blank lines part the block at `at` from others. Where no blank lines part paragraphs, a short line beside
    /// long ones or lists is as much alone.
    fn stands_alone(&self, at: usize) -> bool {
        let is_other = |at: Option<usize>| {
            let block = at.and_then(|at| self.blocks.get(at));
            block.is_some_and(|block| {
                block.span.len() >= LONG
                    || matches!(block.kind, BlockKind::ListItem(_) | BlockKind::Heading(_))
            }) || at.is_some_and(|at| self.len(at) >= LONG / 2 && self.is_body(at))
        };
        let is_furniture =
            |at: Option<usize>| at.is_some_and(|at| self.kind(at) == Some(BlockKind::Boilerplate));
        // Where no blank lines part paragraphs, headings stand on each other.
        let is_numbered = |line: &str| {
            let words = line.split_once(' ').map_or("", |(_, words)| words);
            marks::section_depth(line).is_some() && words.starts_with(char::is_uppercase)
        };
        let is_stacked = || {
            let (line, below) = (self.line(at), self.line(at + 1));
            line.zip(below)
                .is_some_and(|(line, below)| is_numbered(&line) && is_numbered(&below))
        };
        (self.is_apart(at) || is_other(at.checked_sub(1)) || is_furniture(at.checked_sub(1)))
            && (self.is_apart(at + 1) || is_other(Some(at + 1)) || is_stacked())
    }

    /// Whether a paragraph near the block at `at` says `line` too: it was pulled out of there.
    fn is_repeated_near(&self, at: usize, line: &str, habits: &mut Habits) -> bool {
        if looks::words(line) < 5 || habits.lookups == 0 {
            return false;
        }
        habits.lookups -= 1;
        let Some(span) = self.blocks.get(at).map(|block| block.span) else {
            return false;
        };
        let is_in = |start: usize, end: usize| {
            let start = self.text.floor_char_boundary(start);
            let end = self.text.floor_char_boundary(end);
            let near = self.text.get(start..end).unwrap_or_default();
            let words = line.trim_matches(|c: char| !c.is_alphanumeric());
            memchr::memmem::find_iter(near.as_bytes(), words.as_bytes())
                .take(8)
                .any(|found| {
                    // A line of its own is a heading said twice, or an entry of a table of contents.
                    let before = near.get(..found).unwrap_or_default();
                    let after = near.get(found + words.len()..).unwrap_or_default();
                    !before.trim_end_matches([' ', '“', '"']).is_empty()
                        && !before.trim_end_matches([' ', '“', '"']).ends_with('\n')
                        || !after.is_empty()
                            && !after
                                .trim_start_matches([' ', '.', '”', '"'])
                                .starts_with('\n')
                })
        };
        // The name of an institute is what the paragraph about it begins with.
        let below = self
            .blocks
            .get(at + 1)
            .map(|block| block.span.of(self.text));
        if looks::is_title_case(line) && below.is_some_and(|below| below.starts_with(line)) {
            return false;
        }
        is_in(span.start.saturating_sub(QUOTED_NEAR), span.start)
            || is_in(span.end, span.end.saturating_add(QUOTED_NEAR))
    }
}

/// Whether `line` is in capitals and short, and its full stop only ends the line: `THE MILL.`
fn is_loud_name(line: &str) -> bool {
    looks::is_loud(line) && (1..=8).contains(&looks::words(line)) && line.matches('.').count() == 1
}

/// Whether `word` addresses somebody who is asked.
fn is_addressed(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    ["you", "your", "you’ve", "you're", "you’re", "you've"]
        .iter()
        .any(|you| word.eq_ignore_ascii_case(you))
}

/// Whether all of `line` stands between quotation marks, and it is more than a name.
fn is_spoken(line: &str) -> bool {
    line.starts_with(['“', '"', '‘', '«', '„'])
        && line.ends_with(['”', '"', '’', '»', '“'])
        && looks::words(line) > 6
}

/// Who speaks in a paragraph such as `Reporter: Why now?`
fn speaker(text: &str) -> Option<&str> {
    let head = text.get(..text.floor_char_boundary(40)).unwrap_or(text);
    let (name, _) = head.split_once(": ")?;
    (looks::words(name) <= 4 && name.starts_with(char::is_uppercase)).then_some(name)
}

/// Whether `line` tells what somebody did, as sentences do that lost their full stop.
fn is_clause(line: &str) -> bool {
    let mut words = line.split([' ', '’', '\'']);
    let first = words.next().unwrap_or_default();
    // What `you` and `we` do, headings tell too, but not what they did.
    let told = [
        "could", "did", "had", "knew", "never", "said", "saw", "thought", "was", "went", "were",
        "would",
    ];
    let is_told = words.next().is_some_and(|word| told.contains(&word));
    (["He", "She", "They", "I"].contains(&first) || ["It", "We", "You"].contains(&first) && is_told)
        && looks::words(line) > 1
        && !line.ends_with('?')
        && !looks::is_title_case(line)
}

/// Whether `line` is two sentences of which only the last lost its full stop.
fn is_two_sentences(line: &str) -> bool {
    line.split_once(". ").is_some_and(|(first, rest)| {
        let last = first.rsplit(' ').next().unwrap_or_default();
        looks::words(first) >= 3
            && !looks::is_title_case(first)
            && last.chars().count() >= 3
            && last.chars().all(char::is_lowercase)
            && rest.starts_with(char::is_uppercase)
    })
}

/// Whether `line` tells how a game ended: `City 2 Rovers 2`.
fn is_score(line: &str) -> bool {
    let is_number = |word: &&str| word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let count = line.split_whitespace().filter(is_number).count();
    let last = line.split_whitespace().next_back();
    count == 2
        && looks::words(line) <= 10
        && line.starts_with(char::is_alphabetic)
        && last.is_some_and(|last| is_number(&last))
}

/// Whether `line` is somebody and what they are: `Xi Jinping, President`.
fn is_person(line: &str) -> bool {
    line.split_once(", ").is_some_and(|(name, rest)| {
        names::is_name(name) && looks::words(name) <= 4 && names::is_position(rest)
    })
}

/// Whether `line` is marked as a question or an answer.
fn is_answered(line: &str) -> bool {
    ["Q:", "A:", "Q.", "Q –", "Q -", "Q —"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// Whether `line` is figures more than words: a row of a table.
fn is_figures(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let others = line
        .chars()
        .filter(|c| c.is_numeric() || "%$€£|+=".contains(*c))
        .count();
    let is_led = line.contains("....") || line.contains(". . .");
    others > letters || is_led
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_short_lines_that_say_something() {
        for line in ["City 2 Rovers 2", "North Quay United 10 Marl 0"] {
            assert!(is_score(line), "{line}");
        }
        for line in ["Chapter 2", "G7", "From 1 to 2 percent", "2 and 2"] {
            assert!(!is_score(line), "{line}");
        }
        assert!(is_two_sentences("The pact is dead. Long live the pact"));
        for line in [
            "Foreign Policy. A View",
            "No. 4 and the U.S. Navy",
            "IV. The Return",
        ] {
            assert!(!is_two_sentences(line), "{line}");
        }
        for line in ["You could see it from the next valley", "She left at dawn"] {
            assert!(is_clause(line), "{line}");
        }
        for line in [
            "You are what you eat",
            "I",
            "We need bread",
            "It Was the Bread",
        ] {
            assert!(!is_clause(line), "{line}");
        }
        for line in ["1931", "1963–1970", "IV", "B"] {
            assert!(looks::is_lone_mark(line), "{line}");
        }
        for line in ["31", "IV. The Return", "a", "1931–", "Mix"] {
            assert!(!looks::is_lone_mark(line), "{line}");
        }
    }
}
