//! The mouse: clicks, drags and the wheel, wherever they would be tried.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use jiff::{SignedDuration, Timestamp};
use ratatui::layout::{Position, Rect};

use super::App;
use super::action::{Arranging, OverlayAction};
use super::overlay::Overlay;
use super::panes::{Focus, inside, list_part, sidebar_parts};
use super::reader::Unit;
use super::sidebar::CardLine;

/// Clicks on one cell that follow each other this quickly count as double and triple clicks.
const QUICK: SignedDuration = SignedDuration::from_millis(400);
/// How many rows a turn of the wheel scrolls.
const WHEEL: i32 = 3;

/// What the mouse is in the middle of.
#[derive(Debug, Default)]
pub struct Mouse {
    last: Option<(Timestamp, Position, u8)>,
    drag: Option<Drag>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drag {
    /// Text is being selected from this byte on, once the pointer moves.
    Text(usize),
    /// The scrollbar.
    Scrollbar,
    /// The border right of the document list.
    DocumentsBorder,
    /// The border left of the sidebar.
    SidebarBorder,
}

impl App {
    pub(super) fn mouse(&mut self, event: MouseEvent, now: Timestamp) {
        let at = Position::new(event.column, event.row);
        if !self.overlays.is_empty() {
            self.mouse_on_overlay(event.kind, at, now);
            return;
        }
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(at, now),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(at),
            MouseEventKind::Up(MouseButton::Left) => self.mouse.drag = None,
            MouseEventKind::ScrollDown => self.wheel(at, WHEEL),
            MouseEventKind::ScrollUp => self.wheel(at, -WHEEL),
            _ => {}
        }
    }

    fn mouse_on_overlay(&mut self, kind: MouseEventKind, at: Position, now: Timestamp) {
        let count = match kind {
            MouseEventKind::ScrollDown => 1,
            MouseEventKind::ScrollUp => -1,
            MouseEventKind::Down(MouseButton::Left) => return self.press_on_overlay(at, now),
            _ => return,
        };
        match self.overlays.last_mut() {
            Some(Overlay::Page(page) | Overlay::Damage(page)) => page.scroll(count * 3),
            Some(Overlay::Picker(picker)) => picker.step(count),
            Some(Overlay::Finder(finder)) => finder.step(count),
            Some(Overlay::Queue(queue)) => queue.step(count),
            Some(Overlay::Claim(form)) => form.step(count),
            Some(Overlay::Ledger(ledger)) => ledger.step(count * 3, 0),
            Some(Overlay::Corpus(view)) => view.results.step(count * 3),
            Some(Overlay::Bulk(bulk)) => bulk.top = bulk.top.saturating_add_signed(count),
            Some(Overlay::Anchors(review)) => {
                review.top = review.top.saturating_add_signed(count * 3);
            }
            Some(Overlay::Codebook(view)) => view.step(count),
            Some(Overlay::Adjudication(walk)) => {
                walk.top = walk.top.saturating_add_signed(count * 3);
            }
            Some(
                Overlay::Peek(_)
                | Overlay::Relation(_)
                | Overlay::Pair(_)
                | Overlay::Agreement(_)
                | Overlay::Elsewhere(_),
            ) => {
                let action = if count > 0 {
                    OverlayAction::Down
                } else {
                    OverlayAction::Up
                };
                self.overlay_action(action, now);
            }
            Some(
                Overlay::Search(_)
                | Overlay::ListFilter(_)
                | Overlay::Note(_)
                | Overlay::Question(_)
                | Overlay::Field(_)
                | Overlay::Entry(_)
                | Overlay::Split(_)
                | Overlay::Working(_)
                | Overlay::Draft(_),
            )
            | None => {}
        }
    }

    /// A click on an item chooses it, and a second one takes it, or goes to the note that is shown; a click beside the list
    /// or the note leaves it.
    fn press_on_overlay(&mut self, at: Position, now: Timestamp) {
        let clicks = self.count_clicks(at, now);
        if matches!(self.overlays.last(), Some(Overlay::Claim(_))) {
            return self.press_on_claim(at, now);
        }
        if let Some(Overlay::Ledger(_)) = self.overlays.last() {
            return self.click_in_ledger(at, clicks);
        }
        if let Some(Overlay::Agreement(_)) = self.overlays.last() {
            return self.click_in_agreement(at, clicks, now);
        }
        let (list, frame) = match self.overlays.last() {
            Some(Overlay::Peek(peek)) => {
                let part = self.peek_part(peek).map(|(part, _)| part);
                (Rect::default(), part.unwrap_or(self.area))
            }
            Some(Overlay::Picker(picker)) => {
                let parts = self.picker_parts(picker);
                (parts.list, parts.frame)
            }
            Some(Overlay::Finder(finder)) => {
                let parts = finder.parts(self.area);
                if let Some(kind) = parts.kind_at(at) {
                    return self.narrow_finder(kind);
                }
                (parts.list, parts.frame)
            }
            Some(Overlay::Queue(queue)) => {
                let frame = self.queue_part(queue);
                (inside(frame), frame)
            }
            Some(Overlay::Codebook(view)) => {
                let parts = self.codebook_parts(view);
                return self.press_in_codebook(parts.list, at, clicks);
            }
            Some(Overlay::Elsewhere(shown)) => (shown.parts().list, shown.parts().frame),
            Some(Overlay::Corpus(view)) => (view.parts().list, view.parts().frame),
            _ => return,
        };
        let is_on_one = match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => {
                let row = usize::from(at.y.saturating_sub(list.y));
                let index = picker.top(list.height) + row;
                list.contains(at) && picker.select(index)
            }
            Some(Overlay::Finder(finder)) => {
                let row = usize::from(at.y.saturating_sub(list.y));
                list.contains(at) && finder.select(finder.top(list.height) + row)
            }
            Some(Overlay::Queue(queue)) => {
                let row = usize::from(at.y.saturating_sub(list.y));
                list.contains(at) && queue.choose(row)
            }
            Some(Overlay::Corpus(view)) => list.contains(at) && view.press(at.y - list.y),
            Some(Overlay::Elsewhere(shown)) => {
                let index = shown.at_row(at.y.saturating_sub(list.y));
                let index = index.filter(|_| list.contains(at));
                if let Some(index) = index {
                    shown.select(index);
                }
                index.is_some()
            }
            _ => true,
        };
        if !frame.contains(at) {
            self.overlay_action(OverlayAction::Cancel, now);
        } else if is_on_one && clicks > 1 {
            self.overlay_action(OverlayAction::Accept, now);
        }
    }

    /// A click chooses a tag or verdict, a second one writes down what it means. The first row of the list is its head.
    fn press_in_codebook(&mut self, list: Rect, at: Position, clicks: u8) {
        let Some(Overlay::Codebook(view)) = self.overlays.last_mut() else {
            return;
        };
        let Some(row) = at.y.checked_sub(list.y + 1).filter(|_| list.contains(at)) else {
            return;
        };
        let index = view.top(list.height.saturating_sub(1)) + usize::from(row);
        if view.select(index) && clicks > 1 {
            self.codebook_action(super::action::Codebook::Define);
        }
    }

    /// How many clicks on one cell have followed each other quickly: one to three.
    fn count_clicks(&mut self, at: Position, now: Timestamp) -> u8 {
        let clicks = match self.mouse.last {
            Some((earlier, place, clicks))
                if place == at && now.duration_since(earlier) < QUICK =>
            {
                clicks % 3 + 1
            }
            _ => 1,
        };
        self.mouse.last = Some((now, at, clicks));
        clicks
    }

    fn press(&mut self, at: Position, now: Timestamp) {
        let clicks = self.count_clicks(at, now);
        self.status.clear();
        let panes = self.panes();
        if let Some(pane) = panes.documents
            && pane.contains(at)
        {
            self.focus_on(Focus::Documents);
            self.click_document(list_part(pane), at, clicks);
        } else if let Some(pane) = panes.sidebar
            && pane.contains(at)
        {
            self.focus_on(Focus::Sidebar);
            self.click_card(
                sidebar_parts(pane, self.keyed_tags().count()).list,
                at,
                clicks,
            );
        } else if let Some(pane) = panes.reader
            && pane.contains(at)
        {
            self.layout.focus = Focus::Reader;
            self.click_text(pane, at, clicks);
        } else {
            let beside = |pane: Option<Rect>, column: u16| pane.is_some_and(|_| column == at.x);
            if beside(panes.documents, panes.documents.map_or(0, Rect::right)) {
                self.mouse.drag = Some(Drag::DocumentsBorder);
            } else if beside(
                panes.sidebar,
                panes.sidebar.map_or(0, |pane| pane.x.saturating_sub(1)),
            ) {
                self.mouse.drag = Some(Drag::SidebarBorder);
            }
        }
    }

    fn focus_on(&mut self, side: Focus) {
        (self.layout.focus, self.layout.side) = (side, side);
    }

    /// A click reads a document, and one on the name of a folder folds it.
    fn click_document(&mut self, list: Rect, at: Position, clicks: u8) {
        let row = at.y.checked_sub(list.y);
        if !row.is_some_and(|row| self.library.choose_at(row)) {
            return;
        }
        if self.library.chosen_folder().is_none() {
            self.open_chosen();
        } else if clicks == 1 {
            // The second of two quick clicks is not meant to undo what the first has done.
            self.list_action(Arranging::Fold);
        }
    }

    fn click_card(&mut self, list: Rect, at: Position, clicks: u8) {
        let rows = self.sidebar.rows(&self.annotations.set, &self.reader);
        let row =
            at.y.checked_sub(list.y)
                .and_then(|row| rows.get(usize::from(row)));
        let Some(row) = row else {
            return;
        };
        let index = row.index;
        self.choose_card(index);
        if let CardLine::Link(number, linked) = row.line() {
            self.choose_link(Some(*number));
            if clicks > 1 {
                self.follow_linked(linked);
            }
        } else if clicks > 1
            && let Some(id) = self.reader.places().id(index)
        {
            self.edit_note(id);
        }
    }

    fn click_text(&mut self, pane: Rect, at: Position, clicks: u8) {
        let parts = self.reader_parts(pane);
        if parts.scrollbar.contains(at) {
            self.leave_from(self.here());
            self.go_to_share(parts.scrollbar, at);
            self.mouse.drag = Some(Drag::Scrollbar);
            return;
        }
        let Some(byte) = self.cell(parts.text, at) else {
            return;
        };
        self.reader.deselect();
        self.reader.go(byte);
        match clicks {
            2 => self.reader.select_from(byte, Unit::Word),
            3 => self.reader.select_from(byte, Unit::Paragraph),
            _ => {}
        }
        self.mouse.drag = Some(Drag::Text(byte));
        self.reader.settle();
    }

    /// Goes to the share of the document that the pointer is at on the scrollbar.
    fn go_to_share(&mut self, bar: Rect, at: Position) {
        let Some(length) = self.reader.document().map(|document| document.text.len()) else {
            return;
        };
        let last = bar.height.saturating_sub(1);
        let row = usize::from(at.y.saturating_sub(bar.y).min(last));
        self.reader.go(length * row / usize::from(last.max(1)));
        self.reader.settle();
    }

    fn cell(&self, text: Rect, at: Position) -> Option<usize> {
        let last = text.bottom().saturating_sub(1);
        let row = at.y.clamp(text.y, last.max(text.y)) - text.y;
        self.reader.at_cell(text, at.x, row)
    }

    fn drag(&mut self, at: Position) {
        match self.mouse.drag {
            Some(Drag::Text(from)) => {
                let Some(pane) = self.panes().reader else {
                    return;
                };
                let parts = self.reader_parts(pane);
                if at.y < parts.text.y {
                    self.reader.scroll(-1);
                } else if at.y >= parts.text.bottom() {
                    self.reader.scroll(1);
                }
                let Some(byte) = self.cell(parts.text, at) else {
                    return;
                };
                if self.reader.selection().is_none() && byte != from {
                    self.reader.select_from(from, Unit::Character);
                }
                self.reader.go(byte);
                self.reader.settle();
            }
            Some(Drag::Scrollbar) => {
                if let Some(pane) = self.panes().reader {
                    self.go_to_share(self.reader_parts(pane).scrollbar, at);
                }
            }
            Some(Drag::DocumentsBorder) => self.layout.documents_width = at.x.clamp(12, 200),
            Some(Drag::SidebarBorder) => {
                self.layout.sidebar_width = self.area.width.saturating_sub(at.x + 1).clamp(12, 200);
            }
            None => {}
        }
    }

    fn wheel(&mut self, at: Position, count: i32) {
        let panes = self.panes();
        let over = |pane: Option<Rect>| pane.is_some_and(|pane| pane.contains(at));
        let one = if count > 0 { 1 } else { -1 };
        if over(panes.documents) {
            self.library.scroll(one);
        } else if over(panes.sidebar) {
            self.sidebar.scroll(one, &self.reader);
        } else {
            self.reader.scroll(count);
        }
    }
}
