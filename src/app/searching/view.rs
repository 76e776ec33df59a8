//! The screen of a search of the corpus: the line, how far it is, and which rows of the results are shown.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::results::Results;
use super::surroundings::{Surrounded, surrounded};
use super::{FoundInCorpus, Query, Unit};
use crate::app::overlay::{Column, Line};
use crate::app::panes::{centred, inside};
use crate::model::{DocPath, Span};
use crate::search::Case;

/// The most rows that a sentence takes in the list.
const ROWS: usize = 3;

/// The cells before a result: whether it is chosen, whether it is marked.
pub const BEFORE: u16 = 3;

/// A search of the corpus on the screen.
#[derive(Debug, Default)]
pub struct CorpusView {
    /// What is typed.
    pub input: Line,
    /// Whether the keys go to that rather than to the results.
    pub is_typing: bool,
    /// Whether what is typed next takes the place of what stands there.
    pub is_fresh: bool,
    /// What is searched for.
    pub query: Query,
    /// Why nothing can be searched for, where something is typed.
    pub complaint: Option<String>,
    /// The number of the search: the answer to an older one is stale.
    pub number: u64,
    /// The documents that are searched, in their order; `None` while not all are known.
    pub documents: Option<Arc<[DocPath]>>,
    /// What was found.
    pub results: Results,
    /// How many documents were searched so far.
    pub looked: usize,
    /// How many there are.
    pub of: usize,
    /// How many of those searched could not be read.
    pub unread: usize,
    /// How it goes.
    pub course: Course,
    /// Whether sentences are listed, rather than matches under each other in one column.
    pub is_list: bool,
    /// What is tagged.
    pub unit: Unit,
    /// Which of the earlier searches was brought back, the last one being 0.
    pub recalled: Option<usize>,
    /// What the chosen result stands among, as far as that is known.
    pub surrounded: Option<Surrounded>,
    /// The chosen sentence in what stands around it, in rows.
    pub preview: Column,
    rows: Vec<Row>,
    top: usize,
    area: Rect,
}

/// How a search of the corpus goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Course {
    /// There is nothing to search for.
    #[default]
    Idle,
    /// It is under way.
    Going,
    /// It was stopped: nothing more is coming.
    Stopped,
    /// All documents were searched.
    Over,
}

/// A row of the results.
#[derive(Debug)]
pub enum Row {
    /// The document of the results below it, by its number among those with results.
    Document(usize),
    /// A result, by its number, with its match in the column of matches.
    Keyword(usize),
    /// A row of the sentence of a result.
    Words {
        /// The number of the result.
        result: usize,
        /// Whether it is the first row of it.
        is_first: bool,
        /// The sentence.
        column: Arc<Column>,
        /// The row, in bytes of that.
        row: Span,
    },
}

impl Row {
    /// The number of the result that the row belongs to.
    #[must_use]
    pub fn result(&self) -> Option<usize> {
        match self {
            Self::Document(_) => None,
            Self::Keyword(result) | Self::Words { result, .. } => Some(*result),
        }
    }
}

/// Where the parts are on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorpusParts {
    /// The box with its frame.
    pub frame: Rect,
    /// The line that is typed into.
    pub line: Rect,
    /// How the search is done.
    pub ways: Rect,
    /// How far it is.
    pub far: Rect,
    /// The results.
    pub list: Rect,
    /// The chosen result with its document; empty where there is no room for it.
    pub preview: Rect,
}

impl CorpusView {
    /// Whether a search is under way.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.course == Course::Going
    }

    /// Begins the search with this number, or none where what is typed is not sound.
    pub fn begin(&mut self, number: u64, is_sound: bool) {
        self.number = number;
        self.results = Results::default();
        (self.looked, self.of, self.unread, self.top) = (0, 0, 0, 0);
        self.course = if is_sound {
            Course::Going
        } else {
            Course::Idle
        };
    }

    /// Takes in what was found. The chosen result stays chosen.
    pub fn take_in(&mut self, answer: FoundInCorpus) {
        if !self.is_searching() {
            return;
        }
        (self.looked, self.of, self.unread) = (answer.looked, answer.of, answer.unread);
        if answer.is_over {
            self.course = Course::Over;
        }
        self.results.push(answer.found);
    }

    /// Nothing more is wanted.
    pub fn stop(&mut self) {
        self.course = Course::Stopped;
    }

    /// Takes a key for the line; whether what is searched for changed.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        let is_letter = matches!(event.code, KeyCode::Char(_))
            && event.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        if std::mem::take(&mut self.is_fresh) && is_letter {
            self.input = Line::default();
        }
        self.recalled = None;
        self.input.key(event)
    }

    /// Pastes into the line; whether what is searched for changed.
    pub fn insert(&mut self, text: &str) -> bool {
        if std::mem::take(&mut self.is_fresh) {
            self.input = Line::default();
        }
        self.recalled = None;
        self.input.insert(text)
    }

    /// Chooses the result in the row `row` of the list, counted from its top; whether there is one.
    pub fn press(&mut self, row: u16) -> bool {
        let pressed = self.rows.get(usize::from(row)).and_then(Row::result);
        if let Some(result) = pressed {
            self.results.select(result);
            (self.is_typing, self.is_fresh) = (false, false);
        }
        pressed.is_some()
    }

    /// Goes on to the next way to count letter case.
    pub fn turn_case(&mut self) {
        self.query.case = match self.query.case {
            Case::Smart => Case::Minded,
            Case::Minded => Case::Ignored,
            Case::Ignored => Case::Smart,
        };
    }

    /// Puts `query` on the line.
    pub fn put(&mut self, query: Query) {
        self.input = Line::new(&query.text);
        self.query = query;
    }

    /// Where everything is.
    #[must_use]
    pub fn parts(&self) -> CorpusParts {
        /// With fewer rows than this there is no room to show the chosen sentence once more.
        const LEAST: u16 = 14;
        let frame = centred(self.area, self.area.width, self.area.height);
        let mut rest = inside(frame);
        let [line, ways, far] = [(); 3].map(|()| top_of(&mut rest, 1));
        let preview = if rest.height < LEAST - 3 {
            0
        } else {
            (rest.height / 3).clamp(4, 12)
        };
        let height = rest.height - preview;
        let list = top_of(&mut rest, height);
        CorpusParts {
            frame,
            line,
            ways,
            far,
            list,
            preview: rest,
        }
    }

    /// The rows on the screen.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The number of the first result after those on the screen.
    #[must_use]
    pub fn end(&self) -> usize {
        let last = self.rows.iter().rev().find_map(Row::result);
        last.map_or(0, |last| last + 1)
    }

    /// How many results a page has.
    #[must_use]
    pub fn page(&self) -> isize {
        let shown = self.end().saturating_sub(self.top).max(2) - 1;
        isize::try_from(shown).unwrap_or(1)
    }

    /// Sets everything for the window, with the chosen result on the screen.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
        let parts = self.parts();
        let (width, height) = (parts.list.width, usize::from(parts.list.height));
        self.top = self.top.min(self.results.selected());
        self.top = self.top.max(self.highest(width, height));
        self.rows = self.rows_from(self.top, width, height);
        self.preview = match self.results.chosen() {
            Some(hit) => {
                let around = self.surrounded.as_ref();
                let around = around.and_then(|known| known.around.as_ref());
                surrounded(hit.passage, around, parts.preview.width)
            }
            None => Column::default(),
        };
    }

    /// The first result that can be the first on the screen with the chosen one still on it, under its document's row.
    fn highest(&self, width: u16, height: usize) -> usize {
        let mut first = self.results.selected();
        let mut used = self.entry(first, width).len() + 1;
        while first > 0 {
            let is_parted = self.results.get(first).is_some_and(|hit| hit.is_first);
            used += self.entry(first - 1, width).len() + usize::from(is_parted);
            if used > height {
                break;
            }
            first -= 1;
        }
        first
    }

    fn rows_from(&self, top: usize, width: u16, height: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(height + ROWS);
        for index in top..self.results.len() {
            if rows.len() >= height {
                break;
            }
            let Some(hit) = self.results.get(index) else {
                break;
            };
            if index == top || hit.is_first {
                rows.push(Row::Document(hit.group));
            }
            rows.extend(self.entry(index, width));
        }
        rows.truncate(height);
        rows
    }

    /// The rows of a result in a list of `width` cells.
    fn entry(&self, index: usize, width: u16) -> Vec<Row> {
        let Some(hit) = self.results.get(index).filter(|_| self.is_list) else {
            return vec![Row::Keyword(index)];
        };
        let column = Arc::new(surrounded(hit.passage, None, width.saturating_sub(BEFORE)));
        // The match is on the screen, however long the sentence.
        let from = column.first_row_of_interest();
        let from = from.min(column.rows.len().saturating_sub(ROWS));
        let rows = column.rows.iter().skip(from).take(ROWS);
        rows.enumerate()
            .map(|(place, row)| Row::Words {
                result: index,
                is_first: place == 0,
                column: Arc::clone(&column),
                row: *row,
            })
            .collect()
    }
}

/// Takes as many as `rows` rows from the top of `rest`.
fn top_of(rest: &mut Rect, rows: u16) -> Rect {
    let height = rows.min(rest.height);
    let part = Rect { height, ..*rest };
    rest.y += height;
    rest.height -= height;
    part
}
