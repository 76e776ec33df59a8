//! From sentence to sentence, and how much of one is decided on.

use super::{Beginning, Reviewing};
use crate::app::App;
use crate::app::action::{Action, Annotate, Program, Scope};
use crate::app::going::Goal;
use crate::app::keymap::Chord;
use crate::app::library::Entry;
use crate::model::{Coverage, DocPath, ReadingStatus, Span};
use crate::text::counted;
use crate::text::fold::words;
use crossterm::event::{KeyEvent, KeyModifiers};

/// The digits of the keys above the letters of a keyboard of the United States, as Shift types them.
const SHIFTED: &str = "!@#$%^&*(";

impl App {
    /// What a key means as one of the codebook: reviewing's own keys go before these, and these before the reader's.
    pub(in crate::app) fn codebook_key(&mut self, event: KeyEvent) -> Option<Reviewing> {
        let letter = Chord::of(event).char()?;
        let is_key = |key: char| self.set().codebook().by_key(key).is_some();
        if self.review.is_adding {
            return is_key(letter).then_some(Reviewing::AddTag(letter));
        }
        if self.is_own_key(letter) {
            return None;
        }
        // Some terminals tell Shift with a digit as that.
        let is_shifted = event.modifiers.contains(KeyModifiers::SHIFT);
        if is_shifted && letter.is_ascii_digit() {
            return is_key(letter).then_some(Reviewing::AddTag(letter));
        }
        if is_key(letter) {
            return Some(Reviewing::Tag(letter));
        }
        let digit = SHIFTED
            .find(letter)
            .and_then(|at| u32::try_from(at + 1).ok());
        let digit = digit.and_then(|digit| char::from_digit(digit, 10));
        let mut lower = letter.to_lowercase();
        let small = lower
            .next()
            .filter(|small| *small != letter && lower.next().is_none());
        let plain = digit
            .or(small)
            .filter(|key| is_key(*key) && !self.is_own_key(*key));
        plain.map(Reviewing::AddTag)
    }

    /// Whether a key is needed for something else while reviewing, so that no tag can be given by it alone: reviewing's
    /// own keys, undo, the tag picker, help and the palette.
    #[must_use]
    pub fn is_own_key(&self, letter: char) -> bool {
        let Ok(chord) = Chord::parse(&letter.to_string()) else {
            return false;
        };
        let is_needed = |action| {
            matches!(
                action,
                Action::Reviewing(_)
                    | Action::Claim(_)
                    | Action::Annotate(Annotate::Undo | Annotate::Redo | Annotate::ChooseTags)
                    | Action::Program(Program::Help | Program::Palette)
            )
        };
        let command = self.keymap.lookup(Scope::Reviewing, &[chord]).command;
        self.keymap.is_bound(Scope::Reviewing, &[chord])
            || command.is_some_and(|command| is_needed(command.action))
    }

    /// What is decided on: the selection, the frame or the sentence.
    fn around_cursor(&self) -> Option<Span> {
        self.reader.selected().or_else(|| self.reader.sentence())
    }

    pub(super) fn go_to_sentence(&mut self, number: usize) {
        let span = self.sentences().and_then(|found| found.get(number));
        if let Some(span) = span {
            self.reader.drop_frame();
            self.reader.go(span.start);
            self.reader.settle();
        }
    }

    pub(super) fn step_sentence(&mut self, forward: bool) {
        let (Some(sentences), Some(here)) = (self.sentences(), self.around_cursor()) else {
            return;
        };
        let cursor = self.reader.cursor();
        let next = if forward {
            let next = sentences.from(here.end.max(cursor + 1));
            Some(next).filter(|next| *next < sentences.len())
        } else {
            sentences.from(here.start.min(cursor)).checked_sub(1)
        };
        match next {
            Some(next) => self.go_to_sentence(next),
            None if forward => self.say_end(),
            None => self.status.notice("the first sentence"),
        }
    }

    pub(super) fn step_paragraph(&mut self, forward: bool) {
        let cursor = self.reader.cursor();
        let document = self.reader.document();
        let block = document
            .and_then(|document| document.block_at(cursor))
            .copied();
        let (Some(sentences), Some(block), Some(here)) =
            (self.sentences(), block, self.around_cursor())
        else {
            return;
        };
        let next = if forward {
            let next = sentences.from(block.span.end);
            Some(next).filter(|next| *next < sentences.len())
        } else {
            let first = sentences.from(block.span.start);
            let is_before = |number: &usize| {
                let span = sentences.get(*number);
                span.is_some_and(|span| span.start < here.start.min(cursor))
            };
            Some(first).filter(is_before).or_else(|| {
                let above = sentences.get(first.checked_sub(1)?)?;
                let block = document?.block_at(above.start)?;
                Some(sentences.from(block.span.start))
            })
        };
        match next {
            Some(next) => self.go_to_sentence(next),
            None if forward => self.say_end(),
            None => self.status.notice("the first paragraph"),
        }
    }

    /// Says that there is nothing to go on to, and where there is.
    pub(super) fn say_end(&mut self) {
        let said = self.said_of_rest();
        self.status.notice(format!("the end; {said}"));
    }

    /// How many sentences were not seen yet, and which key leads to one, or to another document.
    pub(super) fn said_of_rest(&self) -> String {
        let tally = self.tally().unwrap_or_default();
        match tally.sentences - tally.decided.min(tally.sentences) {
            0 => {
                let next = self.key_of("next-work");
                format!("every sentence is seen: {next} goes on to the next with work")
            }
            left => {
                let next = self.key_of("next-unseen");
                let left = counted(left, "sentence");
                format!("{left} further up not seen yet: {next} goes there")
            }
        }
    }

    /// Goes to where reviewing goes on in the document whose sentences have become known.
    pub(super) fn begin_where_it_goes_on(&mut self) {
        let Some(document) = self.reader.document() else {
            return;
        };
        let from = match self.review.beginning.take() {
            Some(Beginning::Below) => self.around_cursor().map_or(0, |here| here.start),
            Some(Beginning::First(path)) if path == document.path => 0,
            other => return self.review.beginning = other,
        };
        let (Some(sentences), Some(seen)) = (self.sentences(), self.seen()) else {
            return;
        };
        if sentences.is_empty() {
            return self.status.notice("there is no sentence here to decide on");
        }
        let first = sentences.unseen(sentences.from(from)..sentences.len(), seen);
        if let Some(first) = first {
            return self.go_to_sentence(first);
        }
        let said = self.said_of_rest();
        self.status.notice(said);
    }

    /// Goes to the next sentence that was not seen, from the beginning again after the last.
    pub(super) fn next_unseen(&mut self) {
        let (Some(sentences), Some(seen), Some(here)) =
            (self.sentences(), self.seen(), self.around_cursor())
        else {
            return;
        };
        let after = sentences.from(here.start + 1);
        let next = sentences
            .unseen(after..sentences.len(), seen)
            .or_else(|| sentences.unseen(0..after, seen));
        if let Some(next) = next {
            self.leave_from(self.here());
            return self.go_to_sentence(next);
        }
        let said = self.said_of_rest();
        self.status.notice(said);
    }

    /// Goes to the next document of the list that is not wholly decided on, from the beginning again after the last.
    pub(super) fn next_work(&mut self) {
        let here = self.reader.document().map(|document| document.path.clone());
        let entries = self.library.entries();
        let from = here.as_ref().and_then(|path| self.library.index(path));
        let after = from.map_or(0, |from| from + 1);
        let has_work = |entry: &&Entry| {
            entry.reason().is_none()
                && Some(&entry.path) != here.as_ref()
                && self.has_work(&entry.path)
        };
        let (before, rest) = entries.split_at_checked(after).unwrap_or((entries, &[]));
        let next = rest.iter().chain(before).find(has_work);
        match next.map(|entry| entry.path.clone()) {
            Some(path) => self.review_from_the_first(&path),
            None if here.is_some_and(|path| self.has_work(&path)) => {
                let next = self.key_of("next-unseen");
                let text = format!("only this document has work left; {next} goes to it");
                self.status.notice(text);
            }
            None => self.status.notice("every document is reviewed"),
        }
    }

    /// Opens a document at the first sentence that was not seen, and reviews it.
    pub(super) fn review_from_the_first(&mut self, path: &DocPath) {
        self.turn_on();
        self.review.beginning = Some(Beginning::First(path.clone()));
        self.open(path, Goal::Resume);
        if self.division().is_some() {
            self.begin_where_it_goes_on();
        }
    }

    /// Whether there are sentences in a document that were not decided on: of one that is not open, as far as its record
    /// tells.
    fn has_work(&self, path: &DocPath) -> bool {
        let record = self.set().document(path);
        let is_done = record.is_some_and(|record| record.status == Some(ReadingStatus::Done));
        let open = self.reader.document().filter(|open| open.path == *path);
        let is_left = match open.and_then(|_| self.tally()) {
            Some(tally) => tally.decided < tally.sentences,
            None => self.coverage_of(path).is_none_or(|known| left(known) > 0),
        };
        !is_done && is_left
    }

    /// Takes the next sentence in as well.
    pub(super) fn grow(&mut self) {
        let (Some(sentences), Some(here)) = (self.sentences(), self.around_cursor()) else {
            return;
        };
        match sentences.get(sentences.from(here.end)) {
            Some(next) => self.frame(here, here.union(next)),
            None => self.status.notice("there is no sentence after this one"),
        }
    }

    /// Leaves the last word out, or the first.
    pub(super) fn trim(&mut self, at_end: bool) {
        let (Some(document), Some(here)) = (self.reader.document(), self.around_cursor()) else {
            return;
        };
        let found: Vec<Span> = words(here.of(&document.text))
            .map(|word| word.span)
            .collect();
        let trimmed = match (found.as_slice(), at_end) {
            ([.., last, _], true) => Some(Span::new(here.start, here.start + last.end)),
            ([_, second, ..], false) => Some(Span::new(here.start + second.start, here.end)),
            _ => None,
        };
        match trimmed {
            Some(trimmed) => self.frame(here, trimmed),
            None => self.status.notice("a word is the least"),
        }
    }

    fn frame(&mut self, before: Span, after: Span) {
        let is_new = self.reader.frame().is_none();
        if is_new {
            self.review.frames.clear();
        }
        self.reader.deselect();
        self.reader.set_frame(after);
        self.review.frames.push(before);
    }

    /// Takes back what was left out or taken in last.
    pub(super) fn widen(&mut self) {
        match self.review.frames.pop() {
            Some(before) if self.review.frames.is_empty() => {
                self.reader.drop_frame();
                self.reader.go(before.start);
                self.reader.settle();
            }
            Some(before) => self.reader.set_frame(before),
            None => self.status.notice("it is the whole sentence"),
        }
    }
}

/// How many sentences were not seen, as a record tells.
pub(super) fn left(coverage: &Coverage) -> usize {
    coverage.sentences.saturating_sub(coverage.decided)
}
