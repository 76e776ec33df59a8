//! The annotation sidebar: a card for each annotation of the open document, in reading order.

mod cards;

use std::cell::RefCell;
use std::rc::Rc;

pub(super) use cards::wrapped;
pub use cards::{CardLine, glyph};

use super::linking::links_of;
use super::reader::Reader;
use crate::model::{AnnotationSet, Document, DocumentRecord, Metadata};
use crate::review::{About, Query};
use cards::{Cards, Setting};

/// The state of the sidebar.
#[derive(Debug, Default)]
pub struct Sidebar {
    selected: usize,
    top: usize,
    width: u16,
    height: u16,
    filter: Option<Filter>,
    /// The number of the chosen link under the chosen card.
    link: Option<usize>,
    /// What was made of the cards, which drawing looks at too.
    made: RefCell<Cards>,
}

/// Which cards are shown, where not all are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What they have to fit.
    pub query: Query,
    /// The numbers of the annotations that do, in reading order.
    shown: Vec<usize>,
    /// For which changes of the reader's annotations that holds.
    changes: Option<u64>,
}

impl Filter {
    /// The cards that `query` means.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            ..Self::default()
        }
    }

    /// How many cards there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    fn refresh(&mut self, set: &AnnotationSet, reader: &Reader) {
        if self.changes == Some(reader.changes()) {
            return;
        }
        self.changes = Some(reader.changes());
        let (places, document) = (reader.places(), reader.document());
        let record = document.and_then(|document| set.document(&document.path));
        let several = document.filter(|document| document.parts.len() > 1);
        let whole = document.map(|document| known(document, record, 0));
        let is_meant = |index: &usize| {
            let annotation = places.id(*index).and_then(|id| set.get(id));
            annotation.is_some_and(|annotation| {
                let span = places.get(annotation.id).map(|placed| placed.span);
                let part = several.zip(span);
                let part = part.map(|(document, span)| known(document, record, span.start));
                let metadata = part.as_ref().or(whole.as_ref());
                self.query.accepts(&About {
                    annotation,
                    title: metadata.and_then(|known| known.title.as_deref()),
                    date: metadata.and_then(|known| known.date.as_deref()),
                    now: document.map(|document| &document.hash),
                    state: places.state(*index),
                })
            })
        };
        self.shown = (0..places.len()).filter(is_meant).collect();
    }
}

/// What is known of the article at the byte `at`.
fn known(document: &Document, record: Option<&DocumentRecord>, at: usize) -> Metadata {
    match record {
        Some(record) => record.over_at(document, at),
        None => document.metadata_at(at).clone(),
    }
}

/// A row of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidebarRow {
    /// The number of the annotation in reading order.
    pub index: usize,
    card: Rc<[CardLine]>,
    row: usize,
}

impl SidebarRow {
    /// What it shows.
    #[must_use]
    pub fn line(&self) -> &CardLine {
        self.card.get(self.row).unwrap_or(&CardLine::Gap)
    }
}

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

    /// The number of the chosen annotation; nothing where no card is shown.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        let is_shown = |filter: &Filter| filter.shown.binary_search(&self.selected).is_ok();
        let is_shown = self.filter.as_ref().is_none_or(is_shown);
        is_shown.then_some(self.selected)
    }

    /// Chooses the `index`th annotation, or the last; where that is not shown, the one shown before it.
    pub fn select(&mut self, index: usize, set: &AnnotationSet, reader: &Reader) {
        if let Some(filter) = &mut self.filter {
            filter.refresh(set, reader);
        }
        let earlier = self.selected;
        let index = index.min(reader.places().len().saturating_sub(1));
        self.selected = match &self.filter {
            None => index,
            Some(filter) => {
                let before = filter.shown.partition_point(|shown| *shown <= index);
                let nearest = filter.shown.get(before.saturating_sub(1));
                nearest.copied().unwrap_or(0)
            }
        };
        let links = reader.places().id(self.selected);
        let links = links.map_or(0, |id| links_of(set, id).len());
        let is_same = earlier == self.selected;
        self.link = self.link.filter(|link| is_same && *link < links);
        self.settle(set, reader);
    }

    /// The number of the annotation whose card is `count` cards from the chosen one, or of the last one on that side.
    #[must_use]
    pub fn stepped(&self, count: isize) -> usize {
        self.card_from(self.selected, count)
    }

    fn card_from(&self, index: usize, count: isize) -> usize {
        let Some(filter) = &self.filter else {
            return index.saturating_add_signed(count);
        };
        let place = filter.shown.partition_point(|shown| *shown < index);
        let last = filter.shown.len().saturating_sub(1);
        let place = place.saturating_add_signed(count).min(last);
        filter.shown.get(place).copied().unwrap_or(0)
    }

    /// Which cards are shown, where not all are.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Shows only the cards of `filter`, or all of them; what was shown before.
    pub fn show_only(
        &mut self,
        filter: Option<Filter>,
        set: &AnnotationSet,
        reader: &Reader,
    ) -> Option<Filter> {
        let before = std::mem::replace(&mut self.filter, filter);
        self.top = 0;
        self.select(self.selected, set, reader);
        before
    }

    /// Shows the card of the `index`th annotation, all cards if need be, and chooses it.
    pub fn reveal(&mut self, index: usize, set: &AnnotationSet, reader: &Reader) {
        self.select(index, set, reader);
        if self.chosen() != Some(index) {
            self.filter = None;
            self.select(index, set, reader);
        }
    }

    /// The numbers of those annotations from the `first` to before the `end` whose cards are shown.
    fn cards(&self, first: usize, end: usize) -> impl DoubleEndedIterator<Item = usize> {
        let shown = self.filter.as_ref().map(|filter| filter.shown.as_slice());
        let place =
            |number| shown.map_or(number, |shown| shown.partition_point(|card| *card < number));
        let (from, end) = (place(first), place(end));
        (from..end).map(move |at| shown.and_then(|shown| shown.get(at)).copied().unwrap_or(at))
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
            .card_from(self.top, count)
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
        for index in self.cards(0, self.selected + 1).rev() {
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
        for index in self.cards(self.top, reader.places().len()) {
            if rows.len() >= usize::from(self.height) {
                break;
            }
            let card = self.card(index, set, reader);
            rows.extend((0..card.len()).map(|row| SidebarRow {
                index,
                card: Rc::clone(&card),
                row,
            }));
        }
        rows.truncate(usize::from(self.height));
        rows
    }

    fn card(&self, index: usize, set: &AnnotationSet, reader: &Reader) -> Rc<[CardLine]> {
        let is_chosen = index == self.selected;
        let setting = Setting {
            width: self.width,
            height: self.height,
            is_chosen,
            link: self.link.filter(|_| is_chosen),
        };
        self.made.borrow_mut().of(index, setting, set, reader)
    }

    /// Forgets what was made of the cards: the annotations were read anew.
    pub fn forget(&mut self) {
        self.made.get_mut().forget();
    }
}
