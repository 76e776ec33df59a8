//! Laying the document list out: sorting, grouping, folding, narrowing it.
//!
//! What changes as one works (status, annotations, what was read last) is sorted as it was when one asked for that order,
//! so that the next document is the one that stands below, not the one that was just done.

use super::App;
use super::action::OverlayAction;
use super::library::{By, Facts, Sorting};
use super::overlay::{Line, Overlay};
use super::panes::Focus;
use crate::text::counted;

/// Lays the document list out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arranging {
    /// Sorts by the next thing.
    Sort,
    /// Sorts the other way round.
    Reverse,
    /// Puts documents under their folders, or no more.
    Group,
    /// Folds a folder, or unfolds it.
    Fold,
    /// Folds all folders, or unfolds them.
    FoldAll,
    /// Begins to narrow the list.
    Filter,
}

impl App {
    pub(super) fn list_action(&mut self, arranging: Arranging) {
        let arrangement = self.library.arrangement();
        let Sorting { by, is_reversed } = arrangement.sorting;
        let is_grouped = arrangement.is_grouped;
        match arranging {
            Arranging::Sort => self.sort_list(by.next(), false),
            Arranging::Reverse => self.sort_list(by, !is_reversed),
            Arranging::Group => self.group_list(!is_grouped),
            Arranging::Fold if self.library.fold() => {}
            Arranging::Fold => self.say_nothing_to_fold(),
            Arranging::FoldAll => match self.library.fold_all() {
                Some(true) => self.status.notice("all folders are folded"),
                Some(false) => self.status.notice("all folders are unfolded"),
                None => self.say_nothing_to_fold(),
            },
            Arranging::Filter => {
                (self.layout.focus, self.layout.side) = (Focus::Documents, Focus::Documents);
                self.layout.zoom = false;
                let line = Line::new(self.library.query());
                self.overlays.push(Overlay::ListFilter(Box::new(line)));
            }
        }
    }

    /// Sorts the list by what `word` means.
    ///
    /// # Errors
    /// What can be written instead, where it means nothing.
    pub(super) fn sort_by(&mut self, word: &str) -> Result<(), String> {
        let by = By::parse(word).ok_or_else(|| {
            let known: Vec<&str> = By::ALL.iter().map(|by| by.as_str()).collect();
            format!("sort-list takes {}, not {word:?}", known.join(", "))
        })?;
        self.sort_list(by, false);
        Ok(())
    }

    fn sort_list(&mut self, by: By, is_reversed: bool) {
        self.library.sort(Sorting { by, is_reversed });
        let (next, other) = (self.key_of("sort-list"), self.key_of("reverse-list"));
        let round = if is_reversed {
            ", the other way round"
        } else {
            ""
        };
        let pending = self.library.pending();
        let said = if by.is_found_out() && pending > 0 {
            let count = counted(pending, "document");
            format!("{count} still to be looked into, at the end for now")
        } else {
            format!("{next} sorts by the next thing, {other} the other way round")
        };
        self.status
            .notice(format!("sorted by {}{round}; {said}", by.words()));
    }

    fn group_list(&mut self, is_grouped: bool) {
        self.library.group(is_grouped);
        let [fold, all] = ["fold", "fold-all"].map(|name| self.key_of(name));
        self.status.notice(if is_grouped {
            format!("documents stand under their folders; {fold} folds one, {all} all")
        } else {
            "documents stand in one list".to_owned()
        });
    }

    fn say_nothing_to_fold(&mut self) {
        let group = self.key_of("group-list");
        let said = match self.library.query() {
            "" => format!("no folders are shown; {group} puts documents under theirs"),
            _ => "what fits the filter is not folded away".to_owned(),
        };
        self.status.notice(said);
    }

    /// Works out what the list shows, where something has changed.
    pub(super) fn arrange_list(&mut self) {
        if !self.library.is_stale() {
            return;
        }
        let is_by_reading = self.library.arrangement().sorting.by == By::LastRead;
        let open = self.reader.document().map(|document| &document.path);
        let before = self.remembered.positions.iter().map(|(path, ..)| path);
        let read = open.into_iter().chain(before);
        let read = read.take(if is_by_reading { usize::MAX } else { 0 });
        let facts = Facts::new(&self.annotations.set, read);
        self.library.arrange(&facts);
    }

    /// Lists the documents that fit what is typed now.
    pub(super) fn list_filter_typed(&mut self) {
        if let Some(Overlay::ListFilter(line)) = self.overlays.last() {
            self.library.narrow(line.text());
        }
    }

    pub(super) fn list_filter_action(&mut self, line: Box<Line>, action: OverlayAction) {
        match action {
            OverlayAction::Accept => self.say_what_fits(),
            OverlayAction::Cancel => self.list_all(),
            OverlayAction::Down | OverlayAction::Up => {
                let down = action == OverlayAction::Down;
                self.library.step(if down { 1 } else { -1 });
                self.overlays.push(Overlay::ListFilter(line));
            }
            _ => self.overlays.push(Overlay::ListFilter(line)),
        }
    }

    fn say_what_fits(&mut self) {
        let leave = self.key_of("leave");
        if let Some(fitting) = self.library.fitting() {
            let all = counted(self.library.entries().len(), "document");
            self.status
                .notice(format!("{fitting} of {all} listed; {leave} lists all"));
        }
    }

    /// Lists all documents again.
    pub(super) fn list_all(&mut self) {
        self.library.narrow("");
        self.status.notice("all documents are listed");
    }
}
