//! The same claim elsewhere: the sentences that nearly repeat one, with the words that differ.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::{Column, Mark};
use crate::anchor::changed;
use crate::app::elsewhere::Twin;
use crate::app::panes::{centred, inside};
use crate::app::reader::Passage;
use crate::model::AnnotationId;

/// How many sentences are listed; of more only the best are.
const MOST: usize = 200;

/// The most rows of a sentence that are shown: of the one that is looked for, of one that was found, and of the chosen one.
const OWN_ROWS: usize = 4;
const ROWS: usize = 2;
const CHOSEN_ROWS: usize = 6;

/// The sentence that is looked for.
#[derive(Debug)]
pub struct Own {
    /// Where it stands.
    pub passage: Passage,
    /// The annotation on it, where one is meant.
    pub annotation: Option<AnnotationId>,
}

/// A sentence that was found, as it is shown.
#[derive(Debug)]
pub struct Found {
    /// The sentence.
    pub twin: Twin,
    /// Its words, and which of them are others than in the sentence that is looked for.
    pub column: Column,
    /// Whether it is marked, to act on several at once.
    pub is_marked: bool,
}

/// The sentences that nearly repeat one.
#[derive(Debug)]
pub struct Elsewhere {
    /// The number of the search: the answer to an older one is stale.
    pub number: u64,
    /// The sentence that is looked for.
    pub own: Own,
    /// What was found, the best first.
    found: Vec<Found>,
    /// How many sentences were found, those that are not listed among them.
    pub count: usize,
    selected: usize,
    top: usize,
    /// How many documents were looked through.
    pub looked: usize,
    /// How many there are.
    pub documents: usize,
    /// Whether nothing more is coming.
    pub is_over: bool,
    /// Whether that is because it was stopped.
    pub is_stopped: bool,
    /// The sentence itself, in rows.
    pub sentence: Column,
    area: Rect,
}

/// Where the parts of the list are on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElsewhereParts {
    /// The box with its frame.
    pub frame: Rect,
    /// The sentence that is looked for, and how far one is.
    pub head: Rect,
    /// What was found.
    pub list: Rect,
}

impl Elsewhere {
    /// A list to which nothing was found yet in any of `documents` documents.
    #[must_use]
    pub fn new(number: u64, own: Own, documents: usize) -> Self {
        let mut sentence = Column::default();
        sentence.push(own.passage.text(), Mark::Kept);
        Self {
            number,
            own,
            found: Vec::new(),
            count: 0,
            selected: 0,
            top: 0,
            looked: 0,
            documents,
            is_over: documents == 0,
            is_stopped: false,
            sentence,
            area: Rect::default(),
        }
    }

    /// Where everything is.
    #[must_use]
    pub fn parts(&self) -> ElsewhereParts {
        let frame = centred(self.area, self.area.width.min(110), self.area.height);
        let inner = inside(frame);
        let rows = self.sentence.rows.len().min(OWN_ROWS);
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        // A row says how far one is, and one is left free.
        let height = rows.saturating_add(2).min(inner.height / 2);
        ElsewhereParts {
            frame,
            head: Rect { height, ..inner },
            list: Rect {
                y: inner.y + height,
                height: inner.height - height,
                ..inner
            },
        }
    }

    /// Sets everything for the window.
    pub fn resize(&mut self, area: Rect) {
        if self.area != area {
            self.area = area;
            let width = self.parts().list.width;
            self.sentence.set(width);
            for found in &mut self.found {
                found.column.set(Self::width(width));
            }
        }
        self.scroll();
    }

    /// The cells of a row of words in a list of `width` cells: they are set in.
    fn width(width: u16) -> u16 {
        width.saturating_sub(4)
    }

    /// Takes in what was found. The chosen sentence stays chosen.
    pub fn take_in(&mut self, mut twins: Vec<Twin>, looked: usize, is_over: bool) {
        if self.is_stopped {
            return;
        }
        (self.looked, self.is_over) = (looked, is_over);
        if twins.is_empty() {
            return;
        }
        self.count += twins.len();
        twins.sort_by(order);
        twins.truncate(MOST);
        if let Some(last) = self.found.get(MOST - 1) {
            // Words are compared for those alone that are listed.
            twins.retain(|twin| order(twin, &last.twin).is_lt());
        }
        let width = Self::width(self.parts().list.width);
        let chosen = self.chosen().filter(|_| self.selected > 0).cloned();
        let own = self.own.passage.text();
        self.found.extend(twins.into_iter().map(|twin| {
            let mut column = Column::default();
            let quote = &twin.selector.quote;
            column.push_quote((own, quote), &changed(own, quote), Mark::Came);
            column.set(width);
            Found {
                twin,
                column,
                is_marked: false,
            }
        }));
        self.found
            .sort_by(|one, other| order(&one.twin, &other.twin));
        self.found.truncate(MOST);
        let place = self.found.iter();
        let place = chosen.and_then(|chosen| place.clone().position(|found| found.twin == chosen));
        self.selected = place.unwrap_or(0);
        self.scroll();
    }

    /// Nothing more is wanted.
    pub fn stop(&mut self) {
        (self.is_over, self.is_stopped) = (true, true);
    }

    /// What was found, the best first.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// The number of the chosen sentence, and of the first on the screen.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The number of the first sentence on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The chosen sentence.
    #[must_use]
    pub fn chosen(&self) -> Option<&Twin> {
        self.found.get(self.selected).map(|found| &found.twin)
    }

    /// What is acted on: what is marked; else the chosen sentence, or all of them.
    #[must_use]
    pub fn acted_on(&self, all: bool) -> Vec<&Twin> {
        let marked = self.found.iter().filter(|found| found.is_marked);
        let marked: Vec<&Twin> = marked.map(|found| &found.twin).collect();
        if !marked.is_empty() {
            marked
        } else if all {
            self.found.iter().map(|found| &found.twin).collect()
        } else {
            self.chosen().into_iter().collect()
        }
    }

    /// How many are marked.
    #[must_use]
    pub fn marked(&self) -> usize {
        self.found.iter().filter(|found| found.is_marked).count()
    }

    /// Marks the chosen sentence, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self) {
        if let Some(found) = self.found.get_mut(self.selected) {
            found.is_marked = !found.is_marked;
        }
        self.step(1);
    }

    /// Takes all marks away.
    pub fn unmark(&mut self) {
        for found in &mut self.found {
            found.is_marked = false;
        }
    }

    /// Chooses the sentence `count` further down.
    pub fn step(&mut self, count: isize) {
        let last = self.found.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(count).min(last);
        self.scroll();
    }

    /// How many sentences a page has.
    #[must_use]
    pub fn page(&self) -> isize {
        isize::from(self.parts().list.height.cast_signed() / 4).max(1)
    }

    /// How many rows a sentence takes, that which tells its document and an empty one after it among them.
    #[must_use]
    pub fn rows(&self, index: usize) -> usize {
        let most = if index == self.selected {
            CHOSEN_ROWS
        } else {
            ROWS
        };
        let found = self.found.get(index);
        found.map_or(0, |found| found.column.rows.len().min(most) + 2)
    }

    /// The number of the sentence in the row `row` of the list, counted from its top.
    #[must_use]
    pub fn at_row(&self, row: u16) -> Option<usize> {
        let mut end = 0;
        (self.top..self.found.len()).find(|index| {
            end += self.rows(*index);
            usize::from(row) < end
        })
    }

    /// Chooses the sentence with this number.
    pub fn select(&mut self, index: usize) {
        self.selected = index;
        self.step(0);
    }

    /// Keeps the chosen sentence on the screen.
    fn scroll(&mut self) {
        self.top = self.top.min(self.selected);
        let height = usize::from(self.parts().list.height);
        while self.top < self.selected
            && (self.top..=self.selected)
                .map(|index| self.rows(index))
                .sum::<usize>()
                > height + 1
        {
            self.top += 1;
        }
    }
}

/// The best first; of equals in the order of the documents.
fn order(one: &Twin, other: &Twin) -> Ordering {
    let score = other.score.total_cmp(&one.score);
    let place = |twin: &Twin| (twin.document.clone(), twin.selector.start);
    score.then_with(|| place(one).cmp(&place(other)))
}
