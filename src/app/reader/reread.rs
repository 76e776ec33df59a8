//! Reading on in a document that has changed on disk: the place in it is kept.

use std::sync::Arc;

use super::places::Places;
use super::{Counter, OpenDocument, Reader};
use crate::anchor::Moved;
use crate::model::AnnotationSet;

impl Reader {
    /// Shows `open` in the place of an earlier version of it: the cursor, the window, the selection and the search are
    /// where `moved` says that they are now. All annotations are found again.
    pub fn reread(&mut self, open: Arc<OpenDocument>, moved: &Moved, set: &AnnotationSet) {
        let cursor = moved.to(self.cursor);
        self.places = Places::find(&open, set);
        self.selection = self.selection.map(|selection| selection.moved(moved));
        self.top = self.top.moved(moved);
        self.open = Some(open);
        self.changes += 1;
        (self.frame, self.goal, self.sentence, self.awaited) = (None, None, None, None);
        self.counter = Counter::default();
        self.rows.forget();
        self.opened.clear();
        self.refold();
        self.place(cursor);
        self.search_again();
        self.keep_open();
    }
}
