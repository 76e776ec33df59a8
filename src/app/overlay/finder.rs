//! The finder as it lies over the panes: what is typed, what was found for it, and where its parts are.

use ratatui::layout::{Position, Rect};

use super::Line;
use crate::app::commands::Command;
use crate::app::finding::{Asked, Found, Head, Index, Kind, Names, Row, Stock, Wanted};
use crate::app::panes::{centred, inside};
use crate::model::DocPath;
use crate::text::cluster::width;

/// The finder.
#[derive(Debug)]
pub struct Finder {
    /// What stands above it.
    pub title: String,
    /// What is typed.
    pub input: Line,
    /// What of all that is wanted.
    pub wanted: Wanted,
    /// The commands that can be found, with their keys.
    pub commands: Vec<(&'static Command, String)>,
    /// What there is to find, where it is searched at once.
    pub index: Option<Index>,
    /// How the document begins that was asked about last.
    pub head: Option<Head>,
    /// The document that was asked about last.
    pub awaited: Option<DocPath>,
    /// The last document that was told of, while there are more to tell of.
    pub rest: Option<DocPath>,
    found: Found,
    selected: usize,
    /// The number of the last question that was asked before it was opened; that of its own last one, and how many rows
    /// were asked for.
    before: u64,
    number: u64,
    most: usize,
    has_answer: bool,
}

/// Where the parts of the finder are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FinderParts {
    /// The box with its frame.
    pub frame: Rect,
    /// The line one types into.
    pub input: Rect,
    /// The line that tells how to narrow the list to a kind; of no height where there is no room.
    pub kinds: Rect,
    /// What was found.
    pub list: Rect,
    /// The rule between that and the preview.
    pub rule: Rect,
    /// What is shown of the chosen one; empty where there is no room.
    pub preview: Rect,
}

/// The widest and the highest box.
const WIDEST: u16 = 150;
const HIGHEST: u16 = 40;

/// From so many cells on the preview stands beside the list.
const BESIDE: u16 = 90;

/// With fewer rows than this there is no room for a preview under the list, nor for the line of the kinds.
const LEAST: u16 = 10;

impl Finder {
    /// A finder in which nothing is typed; so far questions were asked up to the number `before`.
    #[must_use]
    pub fn new(title: &str, wanted: Wanted, before: u64) -> Self {
        Self {
            title: title.to_owned(),
            input: Line::default(),
            wanted,
            commands: Vec::new(),
            index: None,
            head: None,
            awaited: None,
            rest: None,
            found: Found::default(),
            selected: 0,
            before,
            number: before,
            most: 0,
            has_answer: false,
        }
    }

    /// The question with this number for what is typed, and for at least `most` rows.
    pub fn ask(&mut self, number: u64, stock: Option<Stock>, names: Names, most: usize) -> Asked {
        self.number = number;
        let is_same = self.found.typed == self.input.text();
        self.most = if is_same { self.most.max(most) } else { most };
        Asked {
            number,
            stock,
            names,
            typed: self.input.text().to_owned(),
            most: self.most,
            is_part: self.rest.is_some(),
        }
    }

    /// Whether the question with this number is its last.
    #[must_use]
    pub fn is_asked(&self, number: u64) -> bool {
        self.number == number
    }

    /// Takes in what was found. An answer that is for something else than what is typed now is stale; what only came to
    /// be known meanwhile is not missed for long. The choice stays on what it is on while the same is looked for.
    pub fn take(&mut self, found: Found) {
        let is_old = found.number <= self.before.max(self.found.number);
        if found.typed != self.input.text() || is_old {
            return;
        }
        let is_same = self.has_answer && found.typed == self.found.typed;
        let chosen = self.chosen().filter(|_| is_same);
        let place = chosen.and_then(|chosen| {
            let mut rows = found.rows.iter();
            rows.position(|row| row.what.is(&chosen.what))
        });
        let before = if is_same { self.selected } else { 0 };
        // Who has not moved yet looks at the best.
        self.selected = place.filter(|_| before > 0).unwrap_or(before);
        (self.found, self.has_answer) = (found, true);
        self.selected = self.selected.min(self.rows().len().saturating_sub(1));
    }

    /// Whether what is listed was not found for what is typed now.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.has_answer || self.found.typed != self.input.text()
    }

    /// Whether a thread behind the screen searches.
    #[must_use]
    pub fn is_behind_screen(&self) -> bool {
        self.index.is_none()
    }

    /// Whether the choice has come so near to the last row that is known that more are to be asked for; from then on as
    /// many are.
    pub fn wants_more(&mut self, fits: usize) -> bool {
        let known = self.rows().len();
        let is_near = self.selected + fits >= known && known < self.found.count;
        let wants = is_near && !self.is_waiting() && known >= self.most;
        if wants {
            self.most = known.saturating_mul(2);
        }
        wants
    }

    /// What was found, as far as it is listed.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.found.rows
    }

    /// How much was found in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.count
    }

    /// The kind that the list is narrowed to.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        let typed = Kind::narrowed(self.input.text()).0;
        typed.filter(|_| self.wanted.is_anything())
    }

    /// The number of the chosen one among the rows.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The chosen one.
    #[must_use]
    pub fn chosen(&self) -> Option<&Row> {
        self.rows().get(self.selected)
    }

    /// Moves the choice by `count` rows.
    pub fn step(&mut self, count: isize) {
        let last = self.rows().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(count).min(last);
    }

    /// Chooses the row with this number; whether there is one.
    pub fn select(&mut self, index: usize) -> bool {
        let is_there = index < self.rows().len();
        if is_there {
            self.selected = index;
        }
        is_there
    }

    /// The number of the first row on the screen where `height` rows fit.
    #[must_use]
    pub fn top(&self, height: u16) -> usize {
        (self.selected + 1).saturating_sub(usize::from(height.max(1)))
    }

    /// Where its parts are in `window`: the same whatever was found, so that nothing moves while one types.
    #[must_use]
    pub fn parts(&self, window: Rect) -> FinderParts {
        let (width, height) = (
            window.width.saturating_sub(4),
            window.height.saturating_sub(3),
        );
        let frame = centred(window, width.clamp(0, WIDEST), height.clamp(4, HIGHEST));
        let inner = inside(frame);
        let is_roomy = inner.height >= LEAST;
        let below = |above: Rect, height: u16| Rect {
            y: above.bottom(),
            height: height.min(inner.bottom().saturating_sub(above.bottom())),
            ..inner
        };
        let input = Rect {
            height: inner.height.min(1),
            ..inner
        };
        let kinds = below(input, u16::from(is_roomy && self.wanted.is_anything()));
        let body = below(kinds, inner.height);
        let none = Rect::default();
        let (list, rule, preview) = if !is_roomy {
            (body, none, none)
        } else if body.width >= BESIDE {
            let list = Rect {
                width: body.width * 11 / 20,
                ..body
            };
            let rule = Rect {
                x: list.right() + 1,
                width: 1,
                ..body
            };
            let x = rule.right() + 1;
            let width = body.right().saturating_sub(x);
            (list, rule, Rect { x, width, ..body })
        } else {
            let list = Rect {
                height: body.height * 11 / 20,
                ..body
            };
            let rule = below(list, 1);
            (list, rule, below(rule, inner.height))
        };
        FinderParts {
            frame,
            input,
            kinds,
            list,
            rule,
            preview,
        }
    }
}

impl FinderParts {
    /// The signs that narrow the list to a kind, each with its word, as far as there is room, and where they stand.
    pub fn signs(&self) -> impl Iterator<Item = (Kind, String, Rect)> {
        let row = self.kinds;
        let written = |is_short: bool, kind: Kind| match (is_short, kind.words()) {
            (false, (word, _)) => format!("{} {word}", kind.sign()),
            (true, (_, word)) => format!("{}{word}", kind.sign()),
        };
        let gap = |is_short: bool| if is_short { 1 } else { 2 };
        let needed = Kind::ALL.map(|kind| width(&written(false, kind)) + gap(false));
        let is_short = needed.iter().sum::<u16>() > row.width.saturating_add(gap(false));
        let mut x = row.x;
        let signs = Kind::ALL.into_iter().map(move |kind| {
            let text = written(is_short, kind);
            let place = Rect {
                x,
                width: width(&text),
                ..row
            };
            x = place.right() + gap(is_short);
            (kind, text, place)
        });
        signs.take_while(move |(_, _, place)| row.height > 0 && place.right() <= row.right())
    }

    /// The kind whose sign stands at a cell.
    #[must_use]
    pub fn kind_at(&self, at: Position) -> Option<Kind> {
        let mut signs = self.signs();
        signs.find_map(|(kind, _, place)| place.contains(at).then_some(kind))
    }
}
