//! Attaching an annotation by hand: the review waits while the person selects where it belongs, its quote above the text.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::App;
use super::anchors::Place;
use super::overlay::{AnchorReview, Overlay, choices};
use super::panes::{Focus, strip_part};
use super::reader::Passage;
use crate::model::{Annotation, Attachment, Span};
use crate::text::cluster::Spacing;
use crate::text::wrap::wrap;

/// How many rows of the quote are shown.
const STRIP: usize = 3;

impl App {
    /// Lets the person select where the annotation belongs; the review waits meanwhile.
    pub(super) fn select_by_hand(&mut self, review: Box<AnchorReview>) {
        let stop = review.stop().cloned();
        let annotation = stop
            .as_ref()
            .and_then(|stop| self.set().get(stop.annotation?));
        let open = stop.as_ref().and_then(|stop| self.document_of(stop));
        let Some((annotation, open)) = annotation.zip(open) else {
            let text = match stop {
                Some(stop) if stop.annotation.is_none() => {
                    "first say which document it is; then annotations can be attached in it"
                }
                _ => "there is no article to select in yet",
            };
            self.status.notice(text);
            return self.overlays.push(Overlay::Anchors(review));
        };
        let placement = self.reader.places().placement(annotation.id);
        let local = review
            .candidate
            .checked_sub(self.elsewhere(annotation.id).len());
        let chosen = placement.zip(local);
        let chosen = chosen.and_then(|(found, local)| choices(found).get(local).copied());
        let start = || {
            let text = &open.document.text;
            let byte = open.points.to_byte(text, annotation.place().start);
            byte.unwrap_or(text.len())
        };
        let at = chosen.map_or_else(start, |candidate| candidate.span.start);
        self.leave_from(self.here());
        self.layout.focus = Focus::Reader;
        self.reader.deselect();
        self.reader.go(at);
        self.looking.attaching = Some(review);
    }

    /// Attaches the annotation that is looked at to what is selected, which may be in another document.
    pub(super) fn attach(&mut self, now: Timestamp) {
        let Some(review) = &self.looking.attaching else {
            return self.status.notice("nothing is being attached");
        };
        let (at, id) = (review.at, review.stop().and_then(|stop| stop.annotation));
        let selected = self.reader.selection().and_then(|_| self.reader.target());
        let Some(Passage { open, span }) = selected else {
            let text = "select where it belongs first: a sentence, or any words";
            return self.status.notice(text);
        };
        if self.is_hindered() {
            return;
        }
        self.reader.deselect();
        let Some((mut review, id)) = self.looking.attaching.take().zip(id) else {
            return;
        };
        let place = Place {
            id,
            span,
            how: Attachment::ByHand,
            score: None,
        };
        let label = "attached by hand".to_owned();
        self.decide(&mut review, &open, label, vec![(at, place)], now);
        self.next_stop(&mut review);
        self.overlays.push(Overlay::Anchors(review));
    }

    pub(super) fn return_to_review(&mut self) {
        self.reader.deselect();
        match self.looking.attaching.take() {
            Some(review) => self.overlays.push(Overlay::Anchors(review)),
            None => self.status.notice("nothing is being attached"),
        }
    }

    /// The annotation that a place is selected for by hand.
    #[must_use]
    pub fn to_attach(&self) -> Option<&Annotation> {
        let review = self.looking.attaching.as_deref()?;
        self.set().get(review.stop()?.annotation?)
    }

    /// The rows of its quote, as far as they are shown above everything else, and where that is.
    #[must_use]
    pub fn strip(&self) -> Option<(Rect, Vec<String>)> {
        let quote = &self.to_attach()?.place().quote;
        let longest = (usize::from(self.area.width) + 1) * (STRIP + 1) * 8;
        let quote = quote
            .get(..quote.floor_char_boundary(longest))
            .unwrap_or(quote);
        let width = self.area.width.saturating_sub(2).max(1);
        let rows = wrap(quote, Span::new(0, quote.len()), width, Spacing::Fold);
        let mut shown: Vec<String> = rows.iter().map(|row| row.of(quote).to_owned()).collect();
        if shown.len() > STRIP {
            shown.truncate(STRIP);
            if let Some(last) = shown.last_mut() {
                last.push('…');
            }
        }
        Some((strip_part(self.area, shown.len()), shown))
    }
}
