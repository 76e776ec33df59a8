//! Something to read over the panes: help, messages, the facts of a document.

use crate::model::DocPath;

/// A row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageLine {
    /// A heading.
    Heading(String),
    /// A term and what it means.
    Entry(String, String),
    /// Plain words.
    Text(String),
}

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// What the keys do.
    Help,
    /// What was said, and what was found wrong.
    Messages,
    /// What is known of a document, which can be put right.
    Facts(DocPath),
    /// The mistakes in the annotations file.
    Damage,
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// What it says.
    pub lines: Vec<PageLine>,
    /// The first line on the screen.
    pub top: usize,
    /// What it is about.
    pub kind: PageKind,
}

impl Page {
    /// Scrolls by `count` lines; the last line stays on the screen.
    pub fn scroll(&mut self, count: isize) {
        self.top = self
            .top
            .saturating_add_signed(count)
            .min(self.lines.len().saturating_sub(1));
    }
}
