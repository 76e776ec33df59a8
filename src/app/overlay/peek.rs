//! A note of the article, shown beside the mark that refers to it.

use crate::app::reader::Reference;
use crate::model::Span;
use crate::text::cluster::Spacing;
use crate::text::wrap::wrap;

/// A note shown over the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peek {
    /// The mark, and where its note is.
    pub reference: Reference,
    /// What the note says.
    pub text: String,
    /// The first row of it that is shown.
    pub top: usize,
}

impl Peek {
    /// The rows of the note where it may be `width` cells wide: bytes of its text.
    #[must_use]
    pub fn rows(&self, width: u16) -> Vec<Span> {
        let whole = Span::new(0, self.text.len());
        wrap(&self.text, whole, width.max(1), Spacing::Fold)
    }

    /// Scrolls by `count` rows of `rows`, of which `height` fit.
    pub fn scroll(&mut self, count: isize, rows: usize, height: u16) {
        let last = rows.saturating_sub(usize::from(height));
        self.top = self.top.saturating_add_signed(count).min(last);
    }
}
