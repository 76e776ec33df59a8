//! The ledger on the screen: opening it and coming back to it, its keys, and what becomes of what was worked out for it.

mod articles;
mod filter;

use std::sync::Arc;

use ratatui::layout::Position;

use super::App;
use super::effect::Effect;
use super::going::Goal;
use super::jumps::Over;
use super::overlay::{COLUMNS, FilterLine, Ledger, Opened, Overlay, View, ledger_parts, tabs};
use super::overlay::{bars, shown_columns};
use super::panes::Focus;
use super::tabulating::{Article, Facts, Found, Tabulated, Tabulating, Wanted};
use crate::model::{AnnotationSet, DocPath};
use crate::review::ledger::SortKey;
use crate::review::stats::Count;
use crate::review::{Query, QueryError};

/// What can be asked of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LedgerAction {
    /// Shows it, as it was left.
    Open,
    /// Closes it.
    Close,
    /// Leaves the nearest thing one is in: a cell, the marks, the filter, the ledger.
    Leave,
    /// Goes back from a cell to the counts.
    Back,
    /// Shows the view with this digit.
    View(char),
    /// Shows the next view.
    NextView,
    /// Shows the view before.
    PreviousView,
    /// A row down.
    Down,
    /// A row up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// A column to the left.
    Left,
    /// A column to the right.
    Right,
    /// Sorts by the column; again, the other way round.
    Sort,
    /// Filters.
    Filter,
    /// Reads the claim in its place, or opens the cell.
    Take,
    /// Marks the row.
    Mark,
    /// Marks all rows.
    MarkAll,
    /// Edits what is marked.
    Edit,
    /// Opens the form of the chosen claim.
    Form,
}

/// Up to how many annotations it takes no time to speak of to look through them.
const AT_ONCE: usize = 500;

/// How many articles are looked into between two answers.
const TOGETHER: usize = 64;

/// How many documents of the list are gone through between two keys.
const SLICE: usize = 2_000;

/// What is remembered of the ledger while it is not on the screen.
#[derive(Debug, Default)]
pub struct Ledgers {
    kept: Option<Box<Ledger>>,
    /// The number of the last question: the answer to an older one is stale.
    number: u64,
    is_awaited: bool,
    /// What is known of the articles, as it was gathered.
    told: Vec<Arc<Vec<(DocPath, Article)>>>,
    /// How many annotated documents there were when that began; nothing where it never did.
    gathered_of: Option<usize>,
    /// How many documents of the list were gone through, while they are.
    gathering: Option<usize>,
    /// Whether more is known by now than was told with the last question.
    is_behind: bool,
}

impl Ledger {
    /// The question whose answer it shows.
    fn ask(&mut self, number: u64, set: AnnotationSet, facts: Arc<Facts>) -> Tabulating {
        self.basis = set.clone();
        let table = self.table();
        Tabulating {
            number,
            set,
            facts,
            query: self.query.clone(),
            only: self.opened.as_ref().map(|opened| Arc::clone(&opened.ids)),
            wanted: match self.view {
                View::Claims => Wanted::Rows {
                    key: table.key,
                    downwards: table.downwards,
                },
                View::Counts(count) => Wanted::Counts(count),
            },
            typed: self.typing.as_ref().map(|line| {
                let (before, _) = line.input.parts();
                (line.input.text().to_owned(), before.len())
            }),
        }
    }

    /// Takes an answer in.
    fn answered(&mut self, answer: Tabulated) {
        self.doing = None;
        self.all = answer.all;
        match answer.found {
            Found::Rows(rows) => self.table_mut().put(rows),
            Found::Counts(count, matrix, most) => {
                if let Some(grid) = self.grid_of(count) {
                    grid.put(matrix, most);
                }
            }
        }
        if let (Some(line), Some(completion)) = (&mut self.typing, answer.completion) {
            line.offer(completion);
        }
    }

    /// Whether what it shows may change when more is known of the articles.
    fn depends_on_articles(&self) -> bool {
        let is_sorted_by_them = matches!(self.table().key, SortKey::Title | SortKey::Date);
        match self.view {
            View::Counts(Count::Time) => true,
            View::Claims if is_sorted_by_them => true,
            _ => !self.query.is_empty(),
        }
    }

    /// Understands the filter as it is typed; whether it can be.
    fn understand(&mut self, text: &str) -> Result<(), QueryError> {
        self.query = Query::parse(text)?;
        text.trim().clone_into(&mut self.filter);
        Ok(())
    }
}

impl App {
    /// The ledger, where it is on the screen.
    #[must_use]
    pub fn ledger(&self) -> Option<&Ledger> {
        self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Ledger(ledger) => Some(&**ledger),
            _ => None,
        })
    }

    pub(super) fn ledger_mut(&mut self) -> Option<&mut Ledger> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Ledger(ledger) => Some(&mut **ledger),
            _ => None,
        })
    }

    pub(super) fn ledger_action(&mut self, action: LedgerAction) {
        if action == LedgerAction::Open {
            return self.open_ledger();
        }
        let top = self
            .overlays
            .pop_if(|top| matches!(top, Overlay::Ledger(_)));
        let Some(Overlay::Ledger(mut ledger)) = top else {
            let open = self.keymap.keys_of("ledger").next().unwrap_or_default();
            return self
                .status
                .notice(format!("the ledger is not open; {open} opens it"));
        };
        let page = isize::try_from(ledger.table().page()).unwrap_or(1);
        let mut doing = None;
        match action {
            LedgerAction::Close => return self.put_away(ledger),
            LedgerAction::Leave | LedgerAction::Back => match (ledger.leave_cell(), action) {
                (Some(holds), _) => doing = (!holds).then_some("counting…"),
                (None, LedgerAction::Back) => {
                    self.status.notice("there are no counts to go back to");
                }
                (None, _) if ledger.table_mut().unmark() => {}
                (None, _) if ledger.query.is_empty() => return self.put_away(ledger),
                (None, _) => {
                    _ = ledger.understand("");
                    doing = Some("filtering…");
                }
            },
            LedgerAction::View(_) | LedgerAction::NextView | LedgerAction::PreviousView => {
                ledger.show(view_after(ledger.view, action));
                doing = Some("counting…");
            }
            LedgerAction::Down => ledger.step(1, 0),
            LedgerAction::Up => ledger.step(-1, 0),
            LedgerAction::PageDown => ledger.step(page, 0),
            LedgerAction::PageUp => ledger.step(-page, 0),
            LedgerAction::Top => ledger.step(isize::MIN, 0),
            LedgerAction::Bottom => ledger.step(isize::MAX, 0),
            LedgerAction::Left => ledger.step(0, -1),
            LedgerAction::Right => ledger.step(0, 1),
            LedgerAction::Sort if ledger.view == View::Claims => {
                ledger.table_mut().sort();
                doing = Some("sorting…");
            }
            LedgerAction::Filter => {
                let kept = self.kept_filters(&ledger.filter);
                ledger.typing = Some(FilterLine::new(&ledger.filter, kept));
                doing = Some("filtering…");
            }
            LedgerAction::Take => return self.take_from(ledger),
            LedgerAction::Mark => ledger.table_mut().mark(),
            LedgerAction::MarkAll => ledger.table_mut().mark_all(),
            LedgerAction::Edit => {
                let meant = ledger.table().meant();
                self.overlays.push(Overlay::Ledger(ledger));
                return self.begin_bulk(meant);
            }
            LedgerAction::Form => {
                let chosen = ledger.table().chosen();
                self.overlays.push(Overlay::Ledger(ledger));
                if let Some(listed) = chosen {
                    self.edit_claim(listed.id);
                }
                return;
            }
            LedgerAction::Open | LedgerAction::Sort => {}
        }
        self.overlays.push(Overlay::Ledger(ledger));
        if let Some(doing) = doing {
            self.tabulate(doing);
        }
    }

    /// Shows the ledger as it was left, or for the first time.
    pub(super) fn open_ledger(&mut self) {
        if self.ledger().is_some() {
            return;
        }
        let ledger = self.ledgers.kept.take().unwrap_or_default();
        self.overlays.push(Overlay::Ledger(ledger));
        self.settle_ledger();
        self.tabulate("reading…");
    }

    fn put_away(&mut self, ledger: Box<Ledger>) {
        self.ledgers.kept = Some(ledger);
        // Nobody waits for what is being worked out any more.
        self.ledgers.number += 1;
        self.ledgers.is_awaited = false;
    }

    /// Reads the chosen claim in its place, or opens the chosen cell.
    fn take_from(&mut self, mut ledger: Box<Ledger>) {
        if ledger.grid().is_some() {
            let opened = self.cell_opened(&ledger);
            let is_any = opened.is_some();
            if is_any {
                (ledger.opened, ledger.view) = (opened, View::Claims);
            }
            self.overlays.push(Overlay::Ledger(ledger));
            if is_any {
                self.settle_ledger();
                self.tabulate("reading…");
            } else {
                self.status.notice("nothing is counted there");
            }
            return;
        }
        let chosen = ledger.table().chosen();
        let place = chosen.and_then(|row| {
            let annotation = self.set().get(row.id)?;
            Some((annotation.document.clone(), row.id))
        });
        let Some((path, id)) = place else {
            self.overlays.push(Overlay::Ledger(ledger));
            return self.status.notice("no claim is chosen");
        };
        self.put_away(ledger);
        self.layout.focus = Focus::Reader;
        self.open(&path, Goal::Annotation(id));
        self.jumps.leave_over(Over::Ledger);
        let [back, open] = ["back", "ledger"].map(|name| self.keymap.keys_of(name).next());
        let keys: Vec<String> = [back, open].into_iter().flatten().collect();
        self.status
            .notice(format!("{} comes back to the ledger", keys.join(" or ")));
    }

    /// The table of the cell under the cursor, unless it counts nothing.
    fn cell_opened(&self, ledger: &Ledger) -> Option<Opened> {
        let grid = ledger.grid()?;
        let ids = grid.chosen();
        let label = self.cell_label(ledger)?;
        (!ids.is_empty()).then(|| Opened {
            label,
            ids: Arc::new(ids.iter().copied().collect()),
            from: ledger.view,
            query: ledger.query.clone(),
            basis: ledger.basis.clone(),
            table: super::overlay::Table::default(),
        })
    }

    /// What the cell under the cursor of a count stands for, in a word for its row and one for its column.
    #[must_use]
    pub fn cell_label(&self, ledger: &Ledger) -> Option<Vec<String>> {
        let grid = ledger.grid()?;
        let (row, column) = grid.cursor();
        let row = &grid.matrix().rows.get(row)?.label;
        let column = &grid.matrix().columns.get(column)?.label;
        let View::Counts(count) = ledger.view else {
            return None;
        };
        Some(match count {
            Count::Tags => vec![self.name_of(&DocPath::new(row)), column.clone()],
            Count::Time => vec![row.clone()],
            Count::Together if row == column => vec![row.clone()],
            Count::Together | Count::Claimants => vec![row.clone(), column.clone()],
        })
    }

    /// Has what the ledger shows worked out: at once where that takes no time, else behind the screen.
    pub(super) fn tabulate(&mut self, doing: &'static str) {
        if self.ledger().is_none() {
            return;
        }
        self.gather_articles();
        self.ledgers.is_behind = false;
        self.ledgers.number += 1;
        let (number, set) = (self.ledgers.number, self.set().clone());
        let facts = Arc::new(self.facts_of_articles());
        let Some(ledger) = self.ledger_mut() else {
            return;
        };
        let question = ledger.ask(number, set, facts);
        if question.set.len() <= AT_ONCE {
            return self.tabulated(question.work());
        }
        ledger.doing = Some(doing);
        self.ledgers.is_awaited = true;
        self.effects.push(Effect::Tabulate(Arc::new(question)));
    }

    /// Takes in what was worked out for the ledger.
    pub(super) fn tabulated(&mut self, answer: Tabulated) {
        if answer.number != self.ledgers.number {
            return;
        }
        self.ledgers.is_awaited = false;
        let Some(ledger) = self.ledger_mut() else {
            return;
        };
        ledger.answered(answer);
        if self.ledgers.is_behind {
            self.articles_known();
        }
    }

    /// Tells the ledger its size, and has it worked out anew where the annotations have changed.
    pub(super) fn settle_ledger(&mut self) {
        let area = self.area;
        let Some(ledger) = self.ledger_mut() else {
            return;
        };
        let parts = ledger_parts(area, ledger.view, ledger.typing.is_some());
        ledger.resize(parts.body.width, parts.body.height);
        let is_new = ledger.table().is_known && !self.is_shown_in_ledger();
        if is_new {
            self.tabulate("reading…");
        }
    }

    fn is_shown_in_ledger(&self) -> bool {
        self.ledger()
            .is_some_and(|ledger| ledger.basis.is_copy_of(self.set()))
    }

    /// A click in the ledger: on a view, on the head of a column, on a row or a cell; a second one takes that.
    pub(super) fn click_in_ledger(&mut self, at: Position, clicks: u8) {
        let area = self.area;
        let Some(ledger) = self.ledger_mut() else {
            return;
        };
        let parts = ledger_parts(area, ledger.view, ledger.typing.is_some());
        let shown = tabs(parts.tabs, ledger.view).into_iter();
        if let Some((view, ..)) = shown.into_iter().find(|(.., part)| part.contains(at)) {
            ledger.show(view);
            return self.tabulate("counting…");
        }
        if parts.filter.contains(at) && ledger.typing.is_none() {
            return self.ledger_action(LedgerAction::Filter);
        }
        if !parts.body.contains(at) {
            return;
        }
        let (x, y) = (at.x - parts.body.x, usize::from(at.y - parts.body.y));
        if ledger.view == View::Claims {
            let table = ledger.table_mut();
            if y == 0 {
                let columns = shown_columns(parts.body.width, table.columns().1);
                let under = columns.iter().rev().find(|part| part.x <= x);
                if let Some(part) = under.filter(|part| part.column < COLUMNS.len()) {
                    table.choose_column(part.column);
                    table.sort();
                    self.tabulate("sorting…");
                }
                return;
            }
            let row = table.top() + y - 1;
            if row >= table.len() {
                return;
            }
            table.select(row);
        } else if !ledger.click_cell(x, y, parts.body.width) {
            return;
        }
        if clicks > 1 {
            self.ledger_action(LedgerAction::Take);
        }
    }
}

impl Ledger {
    /// Moves the cursor of what is shown. In the bars of time a row stands beside the one before.
    pub(super) fn step(&mut self, rows: isize, columns: isize) {
        let is_time = self.view == View::Counts(Count::Time);
        match self.grid_mut() {
            Some(grid) if is_time && columns != 0 => grid.step(columns, 0),
            Some(grid) => grid.step(rows, columns),
            None if columns == 0 => self.table_mut().step(rows),
            None => self.table_mut().step_column(columns),
        }
    }

    /// Puts the cursor on the cell of a count that is drawn there; whether there is one.
    fn click_cell(&mut self, x: u16, y: usize, width: u16) -> bool {
        let is_time = self.view == View::Counts(Count::Time);
        let Some(grid) = self.grid_mut() else {
            return false;
        };
        let (top, left) = grid.corner();
        let (rows, columns) = (grid.matrix().rows.len(), grid.matrix().columns.len());
        let place = if is_time {
            Some((top + super::overlay::bar_at(x), 0)).filter(|_| bars(width) > 0)
        } else {
            let column = super::overlay::column_at(x, width, columns);
            y.checked_sub(1)
                .zip(column)
                .map(|(row, column)| (top + row, left + column))
        };
        let there = place.filter(|(row, column)| *row < rows && *column < columns);
        if let Some((row, column)) = there {
            grid.go(row, column);
        }
        there.is_some()
    }
}

/// The view that is shown after `action`, where it was `view` before.
fn view_after(view: View, action: LedgerAction) -> View {
    match action {
        LedgerAction::NextView => view.further(1),
        LedgerAction::PreviousView => view.further(-1),
        LedgerAction::View(digit) => {
            let place = usize::try_from(digit.to_digit(10).unwrap_or(1)).unwrap_or(1);
            let view = View::ALL.get(place.saturating_sub(1));
            view.copied().unwrap_or_default()
        }
        _ => view,
    }
}
