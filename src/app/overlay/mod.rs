//! What lies over the panes: one stack, of which the top has the keys.

mod anchors;
mod drafted;
mod field;
mod input;
mod ledger;
mod note;
mod page;
mod peek;
mod picker;

pub use anchors::{
    AnchorReview, Column, Comparison, Decision, Head, Mark, Stop, choices, without_shared_ends,
};
pub use drafted::{DraftOffer, Drafted};
pub use field::FieldEditor;
pub use input::Line;
pub use ledger::{
    BAR, Bulk, BulkField, COLUMN, COLUMNS, Change, Column as TableColumn, ColumnPart, FilterLine,
    Grid, Ledger, LedgerParts, Opened, Plan, Table, View, bar_at, bars, column_at, grid_columns,
    label_width, ledger_parts, shown_columns, tabs,
};
pub use note::{NoteEditor, NoteTarget};
pub use page::{Page, PageKind, PageLine};
pub use peek::Peek;
pub use picker::{Choice, FilterChoice, Item, Picker, PickerKind, TagTarget};

use std::path::PathBuf;

use super::action::Scope;
use super::reader::Find;

/// Something that lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The search line.
    Search(Box<SearchLine>),
    /// A list that one narrows by typing.
    Picker(Box<Picker>),
    /// A note or definition being written.
    Note(Box<NoteEditor>),
    /// Something to read.
    Page(Page),
    /// A question.
    Question(Question),
    /// A note of the article, shown beside its mark.
    Peek(Box<Peek>),
    /// A fact about a document being typed.
    Field(Box<FieldEditor>),
    /// The mistakes in the annotations file, and what to do about them.
    Damage(Page),
    /// The offer to go on with a draft.
    Draft(Box<DraftOffer>),
    /// Annotations whose text has changed.
    Anchors(Box<AnchorReview>),
    /// The ledger.
    Ledger(Box<Ledger>),
    /// An edit of several claims, while it is chosen.
    Bulk(Box<Bulk>),
}

impl Overlay {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Search(_) => Scope::Search,
            Self::Picker(picker) if matches!(picker.kind, PickerKind::Tags { .. }) => Scope::Tags,
            Self::Picker(_) => Scope::Picker,
            Self::Note(_) => Scope::Note,
            Self::Page(page) if matches!(page.kind, PageKind::Facts(_)) => Scope::Facts,
            Self::Page(_) => Scope::Page,
            Self::Question(_) => Scope::Question,
            Self::Peek(_) => Scope::Peek,
            Self::Field(_) => Scope::Field,
            Self::Damage(_) => Scope::Damage,
            Self::Draft(_) => Scope::Draft,
            Self::Anchors(_) => Scope::Anchors,
            Self::Ledger(ledger) if ledger.typing.is_some() => Scope::LedgerFilter,
            Self::Ledger(ledger) if ledger.view == View::Claims => Scope::Claims,
            Self::Ledger(_) => Scope::Counts,
            Self::Bulk(_) => Scope::Bulk,
        }
    }
}

/// Searching as one types.
#[derive(Debug)]
pub struct SearchLine {
    /// What is typed.
    pub input: Line,
    /// Where the cursor was when it began, in bytes of the text.
    pub origin: usize,
    /// The search there was before, which comes back when this one is given up.
    pub earlier: Option<Find>,
}

/// A question with yes and no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: String,
    /// What one should know before answering, a line each.
    pub details: Vec<String>,
    /// What happens on yes.
    pub on_yes: Consequence,
}

/// What follows when a question is answered with yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The note under the question is closed without being saved.
    DiscardNote,
    /// The program ends although something is not on disk.
    QuitUnsaved,
    /// Another annotations file is gone on with.
    GoOnWith(PathBuf),
    /// What could not be saved is saved all the same.
    SaveAllTheSame,
    /// The address is opened.
    Follow(String),
}
