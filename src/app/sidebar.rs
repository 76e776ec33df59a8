//! The annotation sidebar: a card for each annotation of the open document, in reading order.

use super::linking::{Linked, links_of};
use super::overlay::without_shared_ends;
use super::reader::Reader;
use crate::anchor::{Placement, State, changed};
use crate::model::{Annotation, AnnotationSet, Span, TagName};
use crate::text::cluster::{Spacing, truncate};
use crate::text::visible;
use crate::text::wrap::wrap;

/// The state of the sidebar.
#[derive(Debug, Default)]
pub struct Sidebar {
    selected: usize,
    top: usize,
    width: u16,
    height: u16,
    /// The number of the chosen link under the chosen card.
    link: Option<usize>,
}

/// One row of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardLine {
    /// The tags; none for a highlight without a tag.
    Tags(Vec<TagName>),
    /// A row of the quote.
    Quote(String),
    /// A row of the note.
    Note(String),
    /// What the quote was, where it reads otherwise now.
    Was(String),
    /// Who made it and when.
    About(String),
    /// How it was found, where it is not where it was; without a state while it is looked for.
    State(Option<State>, String),
    /// A link, with its number among those of the card.
    Link(usize, Linked),
    /// How many more links there are.
    MoreLinks(usize),
    /// The empty row after a card.
    Gap,
}

/// A row of the sidebar: the number of its annotation and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidebarRow {
    /// The number of the annotation in reading order.
    pub index: usize,
    /// What is shown.
    pub line: CardLine,
}

/// The longest quote whose words are compared for its card, in bytes.
const COMPARED: usize = 600;

/// How many links a card shows at least, where there are as many.
const FEWEST_LINKS: usize = 3;

/// How many rows of a quote the chosen card shows. Its note is shown for as long as there is room; Enter shows the rest.
const LONGEST: usize = 12;

impl Sidebar {
    /// The number of the chosen annotation in reading order.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The number of the chosen link under the chosen card.
    #[must_use]
    pub fn link(&self) -> Option<usize> {
        self.link
    }

    /// Chooses a link under the chosen card, or the card itself.
    pub fn select_link(&mut self, link: Option<usize>) {
        self.link = link;
    }

    /// Chooses the `index`th annotation, or the last.
    pub fn select(&mut self, index: usize, set: &AnnotationSet, reader: &Reader) {
        let earlier = self.selected;
        self.selected = index.min(reader.places().len().saturating_sub(1));
        let links = reader.places().id(self.selected);
        let links = links.map_or(0, |id| links_of(set, id).len());
        let is_same = earlier == self.selected;
        self.link = self.link.filter(|link| is_same && *link < links);
        self.settle(set, reader);
    }

    /// Tells the size of the sidebar's list in cells, before a card is chosen.
    pub fn resize(&mut self, width: u16, height: u16) {
        (self.width, self.height) = (width, height);
    }

    /// Follows the reader: the annotation under its cursor, or else the last one before it.
    pub fn follow(&mut self, set: &AnnotationSet, reader: &Reader) {
        let places = reader.places();
        let current = reader.current().and_then(|id| places.index(id));
        let before = || {
            places
                .placed()
                .partition_point(|placed| placed.span.start <= reader.cursor())
                .saturating_sub(1)
        };
        self.select(current.unwrap_or_else(before), set, reader);
    }

    /// Scrolls by `count` cards without choosing another.
    pub fn scroll(&mut self, count: isize, reader: &Reader) {
        self.top = self
            .top
            .saturating_add_signed(count)
            .min(reader.places().len().saturating_sub(1));
    }

    fn settle(&mut self, set: &AnnotationSet, reader: &Reader) {
        if self.selected < self.top {
            self.top = self.selected;
            return;
        }
        // Walking back from the chosen card finds the first one that still fits above it.
        let mut room = usize::from(self.height);
        let mut first = self.selected;
        for index in (0..=self.selected).rev() {
            let height = self.card(index, set, reader).len();
            if height > room && index != self.selected {
                break;
            }
            room = room.saturating_sub(height);
            first = index;
        }
        self.top = self.top.clamp(first, self.selected);
    }

    /// The rows on the screen.
    #[must_use]
    pub fn rows(&self, set: &AnnotationSet, reader: &Reader) -> Vec<SidebarRow> {
        let mut rows = Vec::new();
        for index in self.top..reader.places().len() {
            if rows.len() >= usize::from(self.height) {
                break;
            }
            rows.extend(
                self.card(index, set, reader)
                    .into_iter()
                    .map(|line| SidebarRow { index, line }),
            );
        }
        rows.truncate(usize::from(self.height));
        rows
    }

    fn card(&self, index: usize, set: &AnnotationSet, reader: &Reader) -> Vec<CardLine> {
        let places = reader.places();
        let Some(annotation) = places.id(index).and_then(|id| set.get(id)) else {
            return Vec::new();
        };
        let state = places.state(index);
        let width = self.width.saturating_sub(2).max(1);
        let mut card = vec![CardLine::Tags(annotation.tags.clone())];
        let was = &annotation.place().quote;
        let now = reads_now(reader, index).filter(|_| is_edited(state));
        let told = told(
            places.placement(annotation.id),
            now.map(|now| (&**was, now)),
        );
        let told = told.into_iter().flat_map(|text| wrapped(&text, width, 2));
        card.extend(told.map(|row| CardLine::State(state, row)));
        let quote = now.unwrap_or(was);
        let links = self.links(&links_of(set, annotation.id), index);
        if index == self.selected {
            // The links are on the screen, however long the quote is.
            let room = usize::from(self.height).saturating_sub(links.len() + 3);
            let most = if links.is_empty() {
                LONGEST
            } else {
                LONGEST.min(room.max(2))
            };
            card.extend(wrapped(quote, width, most).into_iter().map(CardLine::Quote));
            if now.is_some() {
                let rows = wrapped(&format!("was: {was}"), width, LONGEST);
                card.extend(rows.into_iter().map(CardLine::Was));
            }
            card.extend(links);
            card.extend(
                wrapped(&annotation.note, width, usize::from(self.height))
                    .into_iter()
                    .map(CardLine::Note),
            );
            card.push(CardLine::About(about(annotation)));
        } else {
            card.extend(wrapped(quote, width, 2).into_iter().map(CardLine::Quote));
            card.extend(links);
            card.extend(
                wrapped(&annotation.note, width, 1)
                    .into_iter()
                    .map(CardLine::Note),
            );
        }
        card.push(CardLine::Gap);
        card
    }
}

impl Sidebar {
    /// The rows that tell the links of the `index`th annotation: around the chosen one, where there are many.
    fn links(&self, links: &[Linked], index: usize) -> Vec<CardLine> {
        let is_chosen = index == self.selected;
        let most = if is_chosen {
            (usize::from(self.height) / 2).max(FEWEST_LINKS)
        } else {
            FEWEST_LINKS
        };
        let chosen = self.link.filter(|_| is_chosen).unwrap_or(0);
        let first = (chosen + 1).saturating_sub(most);
        let shown = links.iter().copied().enumerate().skip(first).take(most);
        let mut rows: Vec<CardLine> = shown
            .map(|(number, linked)| CardLine::Link(number, linked))
            .collect();
        let more = links.len() - rows.len();
        rows.extend((more > 0).then_some(CardLine::MoreLinks(more)));
        rows
    }
}

/// The sign of a state, which tells it without colour.
#[must_use]
pub fn glyph(state: State) -> &'static str {
    match state {
        State::Exact => "=",
        State::Moved => "→",
        State::Edited => "~",
        State::ChangedMeaning => "≠",
        State::Ambiguous => "?",
        State::Orphan => "×",
    }
}

fn is_edited(state: Option<State>) -> bool {
    matches!(state, Some(State::Edited | State::ChangedMeaning))
}

/// What stands where the `index`th annotation was found.
fn reads_now(reader: &Reader, index: usize) -> Option<&str> {
    let (places, document) = (reader.places(), reader.document()?);
    let found = places.get(places.id(index)?)?;
    Some(found.span.of(&document.text))
}

/// How an annotation was found, in a few words, where it is not where it was; of one that was edited, which words went and
/// which came, `edited` being the old text and the new one.
fn told(found: Option<&Placement>, edited: Option<(&str, &str)>) -> Option<String> {
    let Some(found) = found else {
        return Some("looking for it…".to_owned());
    };
    let edit = |word: &str| match edited.and_then(|(was, now)| edit(was, now)) {
        Some(edit) => format!("{word}: {edit}"),
        None => word.to_owned(),
    };
    let words = match found.state {
        State::Exact => return None,
        State::Moved => "moved".to_owned(),
        State::Edited => edit("edited"),
        State::ChangedMeaning => edit("changed meaning"),
        State::Ambiguous => match found.candidates.len() {
            0 | 1 => "ambiguous".to_owned(),
            100.. => "ambiguous: a hundred places".to_owned(),
            count => format!("ambiguous: {count} places"),
        },
        State::Orphan => "orphan: its text is gone".to_owned(),
    };
    Some(format!("{} {words}", glyph(found.state)))
}

/// The first words that went, and those that came in their place; nothing where that would be long to find out.
fn edit(was: &str, now: &str) -> Option<String> {
    if was.len().max(now.len()) > COMPARED {
        return None;
    }
    let changes = changed(was, now);
    let mut changes = changes.iter().filter(|change| !change.kept);
    let first = changes.next()?;
    let (went, came) = (first.old.of(was), first.new.of(now));
    let side = |text: &str, other: &str| match without_shared_ends(text, other).1 {
        "" => "–".to_owned(),
        words => words.to_owned(),
    };
    let (went, came) = (side(went, came), side(came, went));
    let more = match changes.count() {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    Some(format!("{went} → {came}{more}"))
}

fn about(annotation: &Annotation) -> String {
    let day = annotation.created.strftime("%Y-%m-%d");
    let reviewer = visible::one_line(&annotation.reviewer);
    format!("{reviewer} · {day}")
}

/// At most `most` rows of `text`; the last ends in an ellipsis when there is more.
pub(super) fn wrapped(text: &str, width: u16, most: usize) -> Vec<String> {
    let text = text.trim();
    // A quote may be a whole chapter; a row takes at most a few bytes a cell, so the rest cannot be seen.
    let longest = (most + 1) * (usize::from(width) + 1) * 8;
    let text = text
        .get(..text.floor_char_boundary(longest))
        .unwrap_or(text);
    let text = visible::lines(text);
    let mut rows = Vec::new();
    for line in text.lines() {
        if rows.len() > most {
            break;
        }
        let spans = wrap(line, Span::new(0, line.len()), width, Spacing::Fold);
        rows.extend(
            spans
                .into_iter()
                .take(most + 1)
                .map(|span| span.of(line).trim_end().to_owned()),
        );
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.push_str(" …");
            *last = if crate::text::cluster::width(last) > width {
                truncate(&last.replace(" …", "……"), width).into_owned()
            } else {
                std::mem::take(last)
            };
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_tells_which_words_changed() {
        for (was, now, expect) in [
            ("employed 340 people", "employed 430 people", "340 → 430"),
            ("all of them", "of them", "all → –"),
            (
                "a mill by the river",
                "a big mill by the sea",
                "– → big (and 1 more)",
            ),
        ] {
            assert_eq!(edit(was, now).as_deref(), Some(expect), "{was} -> {now}");
        }
        assert_eq!(edit("one", "one"), None);
        assert_eq!(edit(&"one ".repeat(1000), "one"), None, "too long");
        assert_eq!(told(None, None).as_deref(), Some("looking for it…"));
        let orphan = told(Some(&Placement::orphan()), None);
        assert_eq!(orphan.as_deref(), Some("× orphan: its text is gone"));
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis_and_within_the_width() {
        for (text, width, most, expect) in [
            ("one two", 20, 2, vec!["one two"]),
            ("one two three four", 9, 1, vec!["one two …"]),
            ("one two three four", 8, 1, vec!["one two…"]),
            ("one\ntwo\nthree", 8, 2, vec!["one", "two …"]),
            ("", 8, 2, vec![]),
        ] {
            let rows = wrapped(text, width, most);
            assert_eq!(rows, expect, "{text:?} in {width}");
        }
    }
}
