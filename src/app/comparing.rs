//! What is shown of an annotation whose text has changed: how it was found, in words a person understands, and what was
//! annotated beside what the article reads now.

use ratatui::layout::Rect;

use super::App;
use super::anchors::{has_verdict, percent};
use super::missing::Missing;
use super::overlay::{AnchorReview, Column, Comparison, Head, Mark, Stop, choices};
use super::panes::{ComparisonParts, comparison_parts, comparison_widths};
use super::reader::OpenDocument;
use super::sidebar::{glyph, wrapped};
use crate::anchor::{Change, Method, Placement, State, changed};
use crate::model::{Annotation, DocPath, Selector, Span, TextHash};
use crate::text::cluster;
use crate::text::counted;

/// How much of the text around a quote is shown on a side, in bytes.
const AROUND: usize = 320;

/// The most rows of a note, and of a sentence, that are shown above the texts.
const NOTE_ROWS: usize = 3;
const WORD_ROWS: usize = 3;

/// What a comparison was made of: as long as that is the same, so is the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    stop: Option<Stop>,
    choice: usize,
    window: Rect,
    hash: Option<TextHash>,
    annotation: Option<Annotation>,
    placement: Option<Placement>,
    missing: Option<Missing>,
    left: usize,
    elsewhere: Vec<DocPath>,
    is_surveyed: bool,
    has_texts: bool,
    edited: usize,
}

impl App {
    /// Sets what is looked at for the window, where it is not what is shown already, and keeps the scroll within it.
    pub(super) fn compare(&mut self, review: &mut AnchorReview) {
        let made_of = self.compared(review);
        let is_new = review.made_of.as_ref() != Some(&made_of);
        if is_new {
            let (width, column) = comparison_widths(self.area);
            review.shown = self.comparison(&made_of, width);
            for text in [&mut review.shown.old, &mut review.shown.new] {
                text.set(column);
            }
        }
        let Comparison { head, old, new, .. } = &review.shown;
        let parts = comparison_parts(self.area, head.len(), old.rows.len(), new.rows.len());
        if is_new {
            let is_other = |earlier: &Compared| {
                (&earlier.stop, earlier.choice) != (&made_of.stop, made_of.choice)
            };
            if review.made_of.as_ref().is_none_or(is_other) {
                review.top = first_row(&review.shown, &parts);
            }
            review.made_of = Some(made_of);
        }
        review.top = review.top.min(last_top(&review.shown, &parts));
    }

    fn compared(&self, review: &AnchorReview) -> Compared {
        let stop = review.stop();
        let open = stop.and_then(|stop| self.document_of(stop));
        let id = stop.and_then(|stop| stop.annotation);
        let places = self.reader.places();
        let is_edited = |placement: &Placement| placement.state == State::Edited;
        let edited = places.iter();
        let edited = edited.filter(|(_, found)| found.is_some_and(is_edited));
        let missing = stop
            .filter(|stop| stop.annotation.is_none())
            .and_then(|stop| self.missing_at(&stop.document));
        Compared {
            stop: stop.cloned(),
            choice: review.candidate,
            window: self.area,
            hash: open.map(|open| open.document.hash.clone()),
            annotation: id.and_then(|id| self.set().get(id)).cloned(),
            placement: id
                .filter(|_| open.is_some())
                .and_then(|id| places.placement(id))
                .cloned(),
            left: missing.map_or(0, |missing| self.left_of(missing)),
            missing: missing.cloned(),
            elsewhere: id.map(|id| self.elsewhere(id)).unwrap_or_default(),
            is_surveyed: review.is_surveyed,
            has_texts: stop.is_some_and(|stop| !self.texts_of(stop).is_empty()),
            edited: edited.count(),
        }
    }

    fn comparison(&self, made_of: &Compared, width: u16) -> Comparison {
        let Some(stop) = &made_of.stop else {
            let text = "Nothing more in this document. The others are being looked through…";
            return Comparison {
                head: words(text, width),
                ..Comparison::default()
            };
        };
        if let Some(missing) = &made_of.missing {
            return self.whereabouts(missing, made_of.choice, width);
        }
        let Some(annotation) = &made_of.annotation else {
            return Comparison::default();
        };
        let placement = made_of.placement.as_ref();
        let mut head = Vec::new();
        if let Some(found) = placement {
            head.extend(how_it_was_found(
                found,
                made_of.choice,
                &made_of.elsewhere,
                width,
            ));
        } else {
            let is_refused = self.refused_path() == Some(&stop.document);
            let text = if is_refused {
                "this document cannot be read now: what is on it is kept"
            } else {
                "looking for it…"
            };
            head.extend(words(text, width));
        }
        let about = format!(
            "{} · {}",
            annotation.reviewer,
            annotation.created.strftime("%Y-%m-%d")
        );
        head.push(Head::Tags(annotation.tags.clone(), about));
        if has_verdict(annotation) {
            let text = "its claim has a verdict, given on the old words: accept only what that still holds for";
            let rows = wrapped(text, width, WORD_ROWS).into_iter();
            head.extend(rows.map(Head::Warning));
        }
        let note = wrapped(&annotation.note, width, NOTE_ROWS).into_iter();
        head.extend(note.map(Head::Note));
        let is_edited = placement.is_some_and(|found| found.state == State::Edited);
        if is_edited && made_of.edited > 1 {
            let key = self.keymap.keys_of("accept-edited").next();
            let all = key.map(|key| format!("{key} accepts all {} edited here", made_of.edited));
            head.extend(all.into_iter().flat_map(|text| words(&text, width)));
        }
        let (old, new, choices) = self.columns(stop, annotation, made_of);
        Comparison {
            head,
            old,
            new,
            choices,
        }
    }

    /// The document that was asked for and cannot be read.
    fn refused_path(&self) -> Option<&DocPath> {
        self.refused().map(|refused| &refused.path)
    }

    /// What was annotated, what the article reads now, and how many places there are to choose from.
    fn columns(
        &self,
        stop: &Stop,
        annotation: &Annotation,
        made_of: &Compared,
    ) -> (Column, Column, usize) {
        let selector = annotation.place();
        let placement = made_of.placement.as_ref();
        let (choice, elsewhere) = (made_of.choice, &made_of.elsewhere);
        let local = placement.map(choices).unwrap_or_default();
        let choices = elsewhere.len() + local.len();
        let open = self.document_of(stop);
        let chosen = choice.checked_sub(elsewhere.len());
        let chosen = chosen.and_then(|at| local.get(at)).copied().zip(open);
        let now = chosen.map(|(chosen, open)| chosen.span.of(&open.document.text));
        let changes = now.map_or_else(
            || vec![kept(&selector.quote)],
            |now| changed(&selector.quote, now),
        );
        let at = annotation.anchors.last().map(|anchor| anchor.at);
        let day = at.unwrap_or(annotation.created).strftime("%Y-%m-%d");
        let how = if at.is_some() {
            "accepted"
        } else {
            "annotated"
        };
        let mut old = Column::new(format!("As {how} on {day}"));
        let texts = self.texts_of(stop).iter();
        let mut kept = texts.filter_map(|text| Some(around(text, stands_at(text, selector)?)));
        let (before, after) = kept.next().unwrap_or_else(|| known_around(selector));
        old.push(&before, Mark::Around);
        let quotes = (&*selector.quote, now.unwrap_or_default());
        old.push_quote(quotes, &changes, Mark::Went);
        old.push(&after, Mark::Around);
        let mut new = Column::new("Now".to_owned());
        if let Some((chosen, open)) = chosen {
            new.title = place_title(open, chosen.span, choice, choices);
            let text = &open.document.text;
            let (before, after) = around(text, chosen.span);
            new.push(&before, Mark::Around);
            new.push_quote(quotes, &changes, Mark::Came);
            new.push(&after, Mark::Around);
        } else if let Some(path) = elsewhere.get(choice) {
            new.title = match choices {
                1 => format!("Now · in {path}"),
                _ => format!("Now · place {} of {choices} · in {path}", choice + 1),
            };
            new.push(&selector.quote, Mark::Kept);
        } else if placement.is_some() {
            let text =
                "Nothing in the article is like it. It is kept, and looked for at every start.";
            new.push(text, Mark::Around);
        }
        (old, new, choices)
    }

    /// The texts in which the document of a stop was annotated, as far as they are known.
    fn texts_of(&self, stop: &Stop) -> &[String] {
        let known = self.looking.texts.as_ref();
        known.map_or(
            &[],
            |(path, texts)| {
                if *path == stop.document { texts } else { &[] }
            },
        )
    }

    /// What stands above a review: how far one is, and in which document.
    #[must_use]
    pub fn review_title(&self, review: &AnchorReview) -> String {
        let total = review.stops.len();
        let more = if review.is_surveyed { "" } else { " so far" };
        let Some(stop) = review.stop() else {
            return format!("To look at · {total}{more}");
        };
        let name = self.name_of(&stop.document);
        format!("{} of {total}{more} · {name}", review.at + 1)
    }
}

/// The row from which on two texts are shown at first: what is different is on the screen, with a few rows before it.
pub(super) fn first_row(shown: &Comparison, parts: &ComparisonParts) -> usize {
    let Comparison { old, new, .. } = shown;
    let first = old.first_row_of_interest().min(new.first_row_of_interest());
    let height = usize::from(parts.old.height.min(parts.new.height));
    if first + 2 < height {
        0
    } else {
        first.saturating_sub(2)
    }
}

/// The row from which on the last rows of both texts are shown.
pub(super) fn last_top(shown: &Comparison, parts: &ComparisonParts) -> usize {
    let most = |column: &Column, part: Rect| {
        let height = usize::from(part.height.saturating_sub(1));
        column.rows.len().saturating_sub(height)
    };
    most(&shown.old, parts.old).max(most(&shown.new, parts.new))
}

/// A row above the texts in plain words, on further rows where it is long.
pub(super) fn words(text: &str, width: u16) -> Vec<Head> {
    let rows = wrapped(text, width, WORD_ROWS).into_iter();
    rows.map(Head::Words).collect()
}

/// The whole of `quote` as it was.
fn kept(quote: &str) -> Change {
    let whole = Span::new(0, quote.len());
    Change {
        kept: true,
        old: whole,
        new: whole,
    }
}

/// How an annotation was found, and how sure that is, in words.
fn how_it_was_found(
    found: &Placement,
    choice: usize,
    elsewhere: &[DocPath],
    width: u16,
) -> Vec<Head> {
    let choices = choices(found);
    let places = |count: usize| match count {
        100.. => "a hundred places".to_owned(),
        _ => counted(count, "place"),
    };
    let state = match found.state {
        State::Exact => "exact: it is where it was put".to_owned(),
        State::Moved => "moved: it reads as it did, at another place".to_owned(),
        State::Edited => "edited: some of its words are others now".to_owned(),
        State::ChangedMeaning => {
            "changed meaning: a number, a date, a name, a negation or the like is another now"
                .to_owned()
        }
        State::Ambiguous => format!("ambiguous: it may be at {}", places(choices.len())),
        State::Orphan if !elsewhere.is_empty() => match elsewhere {
            [only] => format!("orphan: its text is gone from here, and stands in {only}"),
            several => format!(
                "orphan: its text is gone from here, and stands in {} others",
                several.len()
            ),
        },
        State::Orphan if choices.is_empty() => "orphan: its text is gone".to_owned(),
        State::Orphan => format!(
            "orphan: its text is gone; {} a little like it",
            if choices.len() == 1 {
                "a place is".to_owned()
            } else {
                format!("{} are", places(choices.len()))
            }
        ),
    };
    let state = format!("{} {state}", glyph(found.state));
    let rows = wrapped(&state, width, WORD_ROWS).into_iter();
    let mut head: Vec<Head> = rows.map(|row| Head::State(found.state, row)).collect();
    let chosen = choice.checked_sub(elsewhere.len());
    let Some((choice, chosen)) = chosen.and_then(|at| Some((at, choices.get(at)?))) else {
        return head;
    };
    let others = choices.iter().enumerate();
    let others = others.filter(|(index, _)| *index != choice);
    let others = others.map(|(_, other)| other.score).fold(0.0, f32::max);
    let is_found = found.span.is_some() && choice == 0;
    let rival = if is_found {
        found.rival.max(others)
    } else {
        others
    };
    let next = match percent(rival) {
        0 => "nothing else is like it".to_owned(),
        share => format!("next best {share} %"),
    };
    let how = match found.method {
        Method::Position => "it stands where it stood",
        Method::Context => "told from others by what stands around it",
        Method::Quote => "found by its words",
        Method::Normalised => "found by its words, whatever their typography",
        Method::Diff => "found by where the words of the old text went",
        Method::Approximate => "found by likeness",
        Method::None => "",
    };
    let score = format!("{} % alike, {next}", percent(chosen.score));
    let score = if how.is_empty() {
        score
    } else {
        format!("{score} · {how}")
    };
    head.extend(words(&score, width));
    head
}

/// What stands above a place: which of how many it is, and in which paragraph.
fn place_title(open: &OpenDocument, span: Span, choice: usize, choices: usize) -> String {
    let block = open.document.block_index_at(span.start);
    let paragraph = block.map_or(String::new(), |block| format!(" · ¶ {}", block + 1));
    if choices > 1 {
        format!("Now · place {} of {choices}{paragraph}", choice + 1)
    } else {
        format!("Now{paragraph}")
    }
}

/// What was written down of what stands around a quote.
fn known_around(selector: &Selector) -> (String, String) {
    let is_all = selector.prefix.chars().count() >= selector.start;
    let before = if is_all { "" } else { "…" };
    let after = if selector.suffix.is_empty() {
        ""
    } else {
        "…"
    };
    (
        format!("{before}{}", selector.prefix),
        format!("{}{after}", selector.suffix),
    )
}

/// Where the quote of `selector` stands in `text`, if that is the text it is of.
fn stands_at(text: &str, selector: &Selector) -> Option<Span> {
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = ends.nth(selector.start)?;
    let end = start + selector.quote.len();
    (text.get(start..end)? == selector.quote).then_some(Span { start, end })
}

/// What stands before `span` in its paragraph, and what after it; of long ones the nearest words.
pub(super) fn around(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let from = before.rfind("\n\n").map_or(0, |at| at + 2);
    let to = after.find("\n\n").unwrap_or(after.len());
    let least = before.len().saturating_sub(AROUND);
    let before = if from < least {
        let at = cluster::floor(before, least);
        let cut = before.get(at..).unwrap_or_default();
        let word = cut.find(char::is_whitespace).unwrap_or(0);
        format!("…{}", cut.get(word..).unwrap_or_default().trim_start())
    } else {
        before.get(from..).unwrap_or_default().to_owned()
    };
    let after = if to > AROUND {
        let cut = after
            .get(..cluster::floor(after, AROUND))
            .unwrap_or_default();
        let word = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
        format!("{}…", cut.get(..word).unwrap_or_default().trim_end())
    } else {
        after.get(..to).unwrap_or_default().to_owned()
    };
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::Candidate;

    #[test]
    fn what_is_around_stays_in_the_paragraph_and_is_not_too_long() {
        let text = "One.\n\nBefore it. Quote. After it.\n\nTwo.";
        let start = text.find("Quote.").unwrap();
        let span = Span::new(start, start + 6);
        assert_eq!(
            around(text, span),
            ("Before it. ".into(), " After it.".into())
        );
        let long = format!("{}Quote.{}", "né ".repeat(500), " né".repeat(500));
        let start = long.find("Quote.").unwrap();
        let (before, after) = around(&long, Span::new(start, start + 6));
        assert!(before.starts_with("…né") && before.len() <= AROUND + 8);
        assert!(after.ends_with("né…") && after.len() <= AROUND + 8);
        assert_eq!(around("x", Span::new(7, 9)), Default::default());
    }

    #[test]
    fn scores_are_told_in_words() {
        let candidate = |start, score| Candidate {
            span: Span::new(start, start + 5),
            score,
        };
        let edited = Placement {
            state: State::Edited,
            span: Some(Span::new(1, 6)),
            score: 0.98,
            rival: 0.41,
            method: Method::Diff,
            candidates: Vec::new(),
        };
        let ambiguous = Placement {
            state: State::Ambiguous,
            span: None,
            score: 0.8,
            rival: 0.8,
            method: Method::Quote,
            candidates: vec![candidate(1, 0.8), candidate(30, 0.795), candidate(60, 0.3)],
        };
        let told = |placement: &Placement, choice| -> Vec<String> {
            let head = how_it_was_found(placement, choice, &[], 200).into_iter();
            head.map(|row| match row {
                Head::State(_, text) | Head::Words(text) => text,
                other => panic!("{other:?}"),
            })
            .collect()
        };
        for (placement, choice, state, score) in [
            (
                &edited,
                0,
                "~ edited",
                "98 % alike, next best 41 % · found by where",
            ),
            (
                &ambiguous,
                0,
                "? ambiguous: it may be at 3 places",
                "80 % alike, next best 80 %",
            ),
            (&ambiguous, 2, "? ambiguous", "30 % alike, next best 80 %"),
        ] {
            let told = told(placement, choice);
            assert!(told[0].starts_with(state), "{told:?}");
            assert!(told[1].starts_with(score), "{told:?}");
        }
        assert_eq!(
            told(&Placement::orphan(), 0),
            ["× orphan: its text is gone"]
        );
    }
}
