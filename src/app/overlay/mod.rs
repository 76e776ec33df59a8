//! What lies over the panes: one stack, of which the top has the keys.

mod adjudication;
mod agreement;
mod anchors;
mod claim;
mod codebook;
mod drafted;
mod elsewhere;
mod entry;
mod field;
mod finder;
mod form;
mod input;
mod ledger;
mod note;
mod page;
mod pair;
mod peek;
mod picker;
mod queue;
mod relation;
mod split;

pub use adjudication::{Adjudication, Said, told};
pub use agreement::{AgreementParts, AgreementView, Behind, COUNT, MEASURE};
pub use anchors::{
    AnchorReview, Column, Comparison, Decision, Head, Mark, Stop, choices, without_shared_ends,
};
pub use claim::{
    At, ClaimField, ClaimForm, ClaimTarget, EvidenceForm, Filled, FormRow, FormView, Look, Making,
    Mode, Piece, Value, label_cells, rows as claim_rows, top as claim_top,
};
pub use codebook::{CodebookView, GradeRow, RowKind, Shelf, TagRow};
pub use drafted::{DraftOffer, Drafted};
pub use elsewhere::{Elsewhere, ElsewhereParts, Found, Own};
pub use entry::{Asked, Entry};
pub use field::FieldEditor;
pub use finder::{Finder, FinderParts};
pub use form::{Choices, Offered, Words};
pub use input::Line;
pub use ledger::{
    BAR, Bulk, BulkField, COLUMN, COLUMNS, Change, Column as TableColumn, ColumnPart, FilterLine,
    Grid, Ledger, LedgerParts, Opened, Plan, Table, View, bar_at, bars, column_at, grid_columns,
    label_width, ledger_parts, shown_columns, tabs,
};
pub use note::{NoteEditor, NoteTarget};
pub use page::{Page, PageKind, PageLine};
pub use pair::Pair;
pub use peek::Peek;
pub use picker::{Choice, Colored, FilterChoice, Item, Picker, PickerKind, Recoding, TagTarget};
pub use queue::{Group, Queue, add_missing};
pub use relation::{RELATIONS, RelationChoice, command, meaning};
pub use split::Split;

use std::path::PathBuf;
use std::sync::Arc;

use super::action::Scope;
use super::finding::Wanted;
use super::reader::Find;
use super::searching::{Captured, CorpusView};
use crate::app::retagging::Recode;

/// Something that lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The search line.
    Search(Box<SearchLine>),
    /// A list that one narrows by typing.
    Picker(Box<Picker>),
    /// The finder.
    Finder(Box<Finder>),
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
    /// What needs a person.
    Queue(Box<Queue>),
    /// The codebook.
    Codebook(Box<CodebookView>),
    /// A line being typed for it.
    Entry(Box<Entry>),
    /// A tag being split.
    Split(Box<Split>),
    /// The form of a claim.
    Claim(Box<ClaimForm>),
    /// The ledger.
    Ledger(Box<Ledger>),
    /// An edit of several claims, while it is chosen.
    Bulk(Box<Bulk>),
    /// A change of many annotations is worked out.
    Working(Working),
    /// The question how two annotations stand to each other.
    Relation(RelationChoice),
    /// Two annotations beside each other.
    Pair(Box<Pair>),
    /// Sentences that nearly repeat one.
    Elsewhere(Box<Elsewhere>),
    /// What the document list is narrowed by.
    ListFilter(Box<Line>),
    /// A search of the corpus.
    Corpus(Box<CorpusView>),
    /// How far reviewers agree.
    Agreement(Box<AgreementView>),
    /// What they disagree about, while it is settled.
    Adjudication(Box<Adjudication>),
}

impl Overlay {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Search(_) => Scope::Search,
            Self::Picker(picker) if matches!(picker.kind, PickerKind::Tags { .. }) => Scope::Tags,
            Self::Finder(finder) if matches!(finder.wanted, Wanted::Linked(_)) => Scope::Linking,
            Self::Picker(_) | Self::Finder(_) => Scope::Picker,
            Self::Note(_) => Scope::Note,
            Self::Page(page) if matches!(page.kind, PageKind::Facts(_)) => Scope::Facts,
            Self::Page(_) => Scope::Page,
            Self::Question(_) => Scope::Question,
            Self::Peek(_) => Scope::Peek,
            Self::Field(_) => Scope::Field,
            Self::Damage(_) => Scope::Damage,
            Self::Draft(_) => Scope::Draft,
            Self::Anchors(_) => Scope::Anchors,
            Self::Queue(_) => Scope::Queue,
            Self::Codebook(view) if view.is_filtering => Scope::Filter,
            Self::Codebook(_) => Scope::Codebook,
            Self::Entry(_) => Scope::Entry,
            Self::Split(_) => Scope::Split,
            Self::Claim(form) if form.mode == Mode::Filling => Scope::Filling,
            Self::Claim(form) if form.editing.is_some() => Scope::Evidence,
            Self::Claim(_) => Scope::Claim,
            Self::Ledger(ledger) if ledger.typing.is_some() => Scope::LedgerFilter,
            Self::Ledger(ledger) if ledger.view == View::Claims => Scope::Claims,
            Self::Ledger(_) => Scope::Counts,
            Self::Bulk(_) => Scope::Bulk,
            Self::Working(_) => Scope::Working,
            Self::Relation(_) => Scope::Relation,
            Self::Pair(_) => Scope::Pair,
            Self::Elsewhere(_) => Scope::Elsewhere,
            Self::ListFilter(_) => Scope::ListFilter,
            Self::Corpus(view) if view.is_typing => Scope::CorpusLine,
            Self::Corpus(_) => Scope::Results,
            Self::Agreement(_) => Scope::Agreement,
            Self::Adjudication(_) => Scope::Adjudication,
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

/// A change of many annotations while it is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// What is done.
    pub label: String,
    /// How much of it was gone through.
    pub done: usize,
    /// How much there is in all.
    pub all: usize,
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
    /// The note, or the claim, under the question is closed without being saved.
    DiscardNote,
    /// The program ends although something is not on disk.
    QuitUnsaved,
    /// Another annotations file is gone on with.
    GoOnWith(PathBuf),
    /// What could not be saved is saved all the same.
    SaveAllTheSame,
    /// The address is opened.
    Follow(String),
    /// This change is made, with all that follows it.
    Recode(Recode),
    /// Results of a search of the corpus are tagged.
    Code(Arc<Captured>),
    /// What was chosen for the annotations of a tag is forgotten.
    DropSplit,
}
