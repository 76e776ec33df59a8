//! Going from match to match in the open document.
//!
//! In a long document the key finds what is near; the rest comes from behind the screen, and one is told how far that is.

use std::sync::Arc;

use super::App;
use super::effect::Effect;
use super::overlay::Overlay;
use super::reader::{Swept, Went};

impl App {
    /// Has what is left of the document searched behind the screen, or that given up, where it is another search now.
    pub(super) fn sweep(&mut self) {
        if self.reader.is_sweep_changed() {
            let sweep = self.reader.sweep();
            self.effects.push(match sweep {
                Some(sweep) => Effect::Sweep(Arc::new(sweep)),
                None => Effect::StopSweeping,
            });
        }
    }

    /// Takes in what a search behind the screen has found by now.
    pub(super) fn swept(&mut self, number: u64, swept: Swept) {
        let is_over = matches!(swept, Swept::Over(_));
        let went = self.reader.take_swept(number, swept);
        if let Some(went) = went {
            self.reader.settle();
            if !matches!(self.overlays.last(), Some(Overlay::Search(_))) {
                self.say_where(went);
            }
        }
        if is_over {
            self.say_marked();
        }
    }

    /// Goes to the next match. Going back leads to where the search began, not from match to match.
    pub(super) fn next_match(&mut self, forward: bool) {
        if self.walk_on(forward) {
            return;
        }
        if self.reader.find().is_none() {
            return self.status.notice("nothing was searched for; `/` searches");
        }
        let went = self.reader.next_match(forward);
        self.reader.settle();
        self.say_where(went);
    }

    fn say_where(&mut self, went: Went) {
        match went {
            Went::Nowhere => self.status.notice("no match"),
            Went::To(_) | Went::Waiting => self.say_match(),
        }
    }

    /// Says which match one is at, or how far the search is.
    pub(super) fn say_match(&mut self) {
        let cursor = self.reader.cursor();
        if let Some(find) = self.reader.find() {
            let stops = if find.is_under_way() {
                "; Esc stops"
            } else {
                ""
            };
            let text = format!("{} · {}{stops}", find.query.trim(), find.told(cursor));
            self.status.notice(text);
        }
        self.reader.tell_of_search();
    }

    pub(super) fn search_word(&mut self) {
        let here = self.here();
        match self.reader.search_word() {
            Went::To(_) | Went::Waiting => {
                self.end_walk();
                self.leave_from(here);
                self.reader.settle();
                self.say_match();
            }
            Went::Nowhere => self.status.notice("no word under the cursor"),
        }
    }

    /// Searches for what the search line holds now, from where the search began.
    pub(super) fn search_typed(&mut self) {
        let Some(Overlay::Search(line)) = self.overlays.last() else {
            return;
        };
        let (query, origin) = (line.input.text().to_owned(), line.origin);
        self.reader.search(&query, origin);
        self.reader.settle();
    }
}
