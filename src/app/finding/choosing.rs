//! What the keys of the finder do, and what choosing something leads to.

use jiff::Timestamp;

use super::{Kind, Row, Wanted, What};
use crate::app::App;
use crate::app::action::{Action, Link, OverlayAction};
use crate::app::going::Goal;
use crate::app::overlay::{Finder, Line, Overlay};
use crate::app::panes::Focus;
use crate::model::{AnnotationId, on_one_line};

impl App {
    /// Does what a key means in the finder, which is not on the stack meanwhile.
    pub(in crate::app) fn finder_action(
        &mut self,
        mut finder: Box<Finder>,
        action: OverlayAction,
        now: Timestamp,
    ) {
        match action {
            OverlayAction::Cancel => return self.forget_found(&finder),
            OverlayAction::Accept => {
                if let Some(row) = finder.chosen().cloned() {
                    return self.found_chosen(finder, row, now);
                }
            }
            OverlayAction::Down => finder.step(1),
            OverlayAction::Up => finder.step(-1),
            OverlayAction::PageDown => finder.step(self.page()),
            OverlayAction::PageUp => finder.step(-self.page()),
            OverlayAction::Complete => {
                if let Some(row) = finder.chosen() {
                    let sign = finder.kind().map(Kind::sign);
                    let sign = sign.map(String::from).unwrap_or_default();
                    finder.input = Line::new(&format!("{sign}{} ", on_one_line(&row.name)));
                    self.overlays.push(Overlay::Finder(finder));
                    return self.finder_typed();
                }
            }
            _ => {}
        }
        self.overlays.push(Overlay::Finder(finder));
    }

    /// Does what the finder was opened for with what was chosen.
    fn found_chosen(&mut self, finder: Box<Finder>, row: Row, now: Timestamp) {
        match (&finder.wanted, &row.what) {
            // The list stays until it is said how the two stand to each other.
            (Wanted::Linked(from), What::Annotation(to)) => {
                let (from, to) = (*from, *to);
                self.overlays.push(Overlay::Finder(finder));
                self.ask_relation(from, to);
            }
            (Wanted::Linked(from), What::GoThere) => {
                self.linking = Some(*from);
                self.forget_found(&finder);
            }
            (Wanted::Evidence(_), What::Annotation(id)) => {
                let id = *id;
                self.forget_found(&finder);
                self.evidence_chosen(id, now);
            }
            _ => {
                self.forget_found(&finder);
                self.take_row(row, now);
            }
        }
    }

    /// Goes to what was chosen, or does it.
    fn take_row(&mut self, row: Row, now: Timestamp) {
        match row.what {
            What::Document(path) => {
                self.layout.focus = Focus::Reader;
                self.open(&path, Goal::Resume);
            }
            What::Heading(at) => {
                self.layout.focus = Focus::Reader;
                self.jump(at);
            }
            What::Annotation(id) => self.go_to_annotation(id),
            What::Tag(name, _) => self.show_tagged(&name),
            What::Command(command) if command.arguments().is_empty() => {
                if let Err(complaint) = self.give(command.name, now) {
                    self.status.failure(complaint);
                }
            }
            What::Command(command) => self.show_palette(&format!("{} ", command.name)),
            What::GoThere => {}
        }
        self.reader.settle();
    }

    fn go_to_annotation(&mut self, id: AnnotationId) {
        let Some(annotation) = self.set().get(id) else {
            return self.status.notice("that was deleted meanwhile");
        };
        let path = annotation.document.clone();
        self.layout.focus = Focus::Reader;
        self.open(&path, Goal::Annotation(id));
    }
}

/// Whether an action means what is listed.
#[must_use]
pub fn is_about_list(action: Action) -> bool {
    match action {
        Action::Overlay(action) => action != OverlayAction::Cancel,
        Action::Link(link) => link == Link::Compare,
        _ => false,
    }
}
