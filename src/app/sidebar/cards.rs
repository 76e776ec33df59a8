//! The cards of the sidebar: what each tells of its annotation, wrapped to the sidebar's width.
//!
//! A card is made when it comes into view and kept for as long as nothing changes that it tells: a key that scrolls wraps
//! only what was not there before.

use std::collections::HashMap;
use std::rc::Rc;

use crate::anchor::{Placement, State, changed};
use crate::app::linking::{Linked, links_of};
use crate::app::overlay::without_shared_ends;
use crate::app::reader::Reader;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, Span, TagName, Verdict, on_one_line,
};
use crate::review::{is_stale, latest};
use crate::text::cluster::{self, Spacing, truncate};
use crate::text::counted;
use crate::text::visible;
use crate::text::wrap::wrap;

/// One row of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardLine {
    /// The tags; none for a highlight without a tag.
    Tags(Vec<TagName>),
    /// A row of the quote.
    Quote(String),
    /// A row of the note.
    Note(String),
    /// A row about the claim.
    Claim(String),
    /// The verdict on the claim, and whether it was given on another text.
    Verdict(Verdict, bool),
    /// What the quote was, where it reads otherwise now.
    Was(String),
    /// Who made it and when.
    About(String),
    /// Whose it is that is only read, and when it was made.
    Theirs(String),
    /// How it was found, where it is not where it was; without a state while it is looked for.
    State(Option<State>, String),
    /// A link, with its number among those of the card.
    Link(usize, Linked),
    /// How many more links there are.
    MoreLinks(usize),
    /// The empty row after a card.
    Gap,
}

/// The longest quote whose words are compared for its card, in bytes.
const COMPARED: usize = 600;

/// How many links a card shows at least, where there are as many.
const FEWEST_LINKS: usize = 3;

/// How many rows of a quote the chosen card shows. Its note is shown for as long as there is room; Enter shows the rest.
const LONGEST: usize = 12;

/// How a card is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// The cells of the sidebar's list, from side to side.
    pub width: u16,
    /// The rows of the sidebar's list.
    pub height: u16,
    /// Whether it is the chosen card, which tells more.
    pub is_chosen: bool,
    /// The number of the chosen link under it.
    pub link: Option<usize>,
}

/// How many cards are remembered before all are forgotten, so that going through many annotations does not fill memory.
const REMEMBERED: usize = 1_000;

/// The cards that were made.
#[derive(Debug, Default)]
pub struct Cards {
    /// For which changes of the reader's annotations they hold.
    changes: u64,
    known: HashMap<(AnnotationId, Setting), Rc<[CardLine]>>,
}

impl Cards {
    /// The card of the `index`th annotation, its empty row included; nothing where there is none.
    pub fn of(
        &mut self,
        index: usize,
        setting: Setting,
        set: &AnnotationSet,
        reader: &Reader,
    ) -> Rc<[CardLine]> {
        if self.changes != reader.changes() || self.known.len() >= REMEMBERED {
            self.forget();
            self.changes = reader.changes();
        }
        let annotation = reader.places().id(index).and_then(|id| set.get(id));
        let Some(annotation) = annotation else {
            return Rc::new([]);
        };
        let make = || setting.card(index, annotation, set, reader).into();
        let known = self.known.entry((annotation.id, setting));
        Rc::clone(known.or_insert_with(make))
    }

    /// Forgets every card.
    pub fn forget(&mut self) {
        self.known.clear();
    }
}

impl Setting {
    fn card(
        self,
        index: usize,
        annotation: &Annotation,
        set: &AnnotationSet,
        reader: &Reader,
    ) -> Vec<CardLine> {
        let places = reader.places();
        let state = places.state(index);
        let width = self.width.saturating_sub(2).max(1);
        let mut card = vec![CardLine::Tags(annotation.tags.clone())];
        if let Some(whose) = set.whose(annotation.id) {
            card.push(CardLine::Theirs(theirs(whose, annotation)));
        }
        let was = &annotation.place().quote;
        let now = reads_now(reader, index).filter(|_| is_edited(state));
        let told = told(
            places.placement(annotation.id),
            now.map(|now| (&**was, now)),
        );
        let told = told.into_iter().flat_map(|text| wrapped(&text, width, 2));
        card.extend(told.map(|row| CardLine::State(state, row)));
        let quote = now.unwrap_or(was);
        let links = self.links(&links_of(set, annotation.id));
        if self.is_chosen {
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
            if let Some(claim) = &annotation.claim {
                card.extend(claim_rows(claim, quote, width));
                card.extend(verdict_row(claim, reader));
                let ground = wrapped(&ground(claim), width, 2);
                card.extend(ground.into_iter().map(CardLine::Claim));
            }
            if set.whose(annotation.id).is_none() {
                card.push(CardLine::About(about(annotation)));
            }
        } else {
            card.extend(wrapped(quote, width, 2).into_iter().map(CardLine::Quote));
            card.extend(links);
            card.extend(
                wrapped(&annotation.note, width, 1)
                    .into_iter()
                    .map(CardLine::Note),
            );
            if let Some(claim) = &annotation.claim {
                let verdict = verdict_row(claim, reader);
                let rows = if verdict.is_some() {
                    Vec::new()
                } else {
                    claim_rows(claim, &claim.statement, width)
                };
                card.extend(rows.into_iter().take(1));
                card.extend(verdict);
            }
        }
        card.push(CardLine::Gap);
        card
    }

    /// The rows that tell the links of an annotation: around the chosen one, where there are many.
    fn links(self, links: &[Linked]) -> Vec<CardLine> {
        let most = if self.is_chosen {
            (usize::from(self.height) / 2).max(FEWEST_LINKS)
        } else {
            FEWEST_LINKS
        };
        let chosen = self.link.unwrap_or(0);
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

/// The rows that tell of a claim: its words, where they are not those of the `quote`; who claims it, of what kind it is and
/// how far its review is.
fn claim_rows(claim: &Claim, quote: &str, width: u16) -> Vec<CardLine> {
    /// How many rows of a statement are shown.
    const MOST: usize = 4;
    let statement = on_one_line(&claim.statement);
    let is_told =
        statement.is_empty() || on_one_line(quote) == statement || quote == claim.statement;
    let mut rows = Vec::new();
    if !is_told {
        rows.extend(wrapped(&format!("claim: {statement}"), width, MOST));
    }
    let claimant = on_one_line(&claim.claimant);
    let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
    let facts = [
        if claimant.is_empty() {
            String::new()
        } else {
            format!("by {claimant}")
        },
        claim
            .attribution
            .map_or("", |attribution| attribution.as_str())
            .to_owned(),
        kinds.join(", "),
        claim.status.map_or("", |status| status.as_str()).to_owned(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let facts = if facts.is_empty() {
        "a claim".to_owned()
    } else {
        facts.join(" · ")
    };
    rows.extend(wrapped(&facts, width, 3));
    rows.into_iter().map(CardLine::Claim).collect()
}

/// The row of the verdict that counts, if there is one.
fn verdict_row(claim: &Claim, reader: &Reader) -> Option<CardLine> {
    let assessment = latest(claim)?;
    let verdict = assessment.verdict.clone()?;
    let now = reader.document().map(|document| &document.hash);
    let is_stale = now.is_some_and(|now| is_stale(assessment, now));
    Some(CardLine::Verdict(verdict, is_stale))
}

/// How sure one is of the verdict, and how much was found.
fn ground(claim: &Claim) -> String {
    let given = latest(claim).filter(|given| !given.confidence.is_empty());
    let confidence = given.map(|given| format!("{} confidence", on_one_line(&given.confidence)));
    let count = claim.evidence.len();
    let found = (count > 0).then(|| format!("{} of evidence", counted(count, "piece")));
    let parts: Vec<String> = confidence.into_iter().chain(found).collect();
    parts.join(" · ")
}

fn about(annotation: &Annotation) -> String {
    let day = annotation.created.strftime("%Y-%m-%d");
    let reviewer = visible::one_line(&annotation.reviewer);
    format!("{reviewer} · {day}")
}

/// Whose an annotation is that is only read: with a sign for those who see no colours.
fn theirs(whose: &str, annotation: &Annotation) -> String {
    let day = annotation.created.strftime("%Y-%m-%d");
    format!("« {} · read only · {day}", visible::one_line(whose))
}

/// At most `most` rows of `text`; the last ends in an ellipsis when there is more.
pub(in crate::app) fn wrapped(text: &str, width: u16, most: usize) -> Vec<String> {
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
            *last = if cluster::width(last) > width {
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
