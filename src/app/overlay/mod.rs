//! What lies over the panes: one stack, of which the top has the keys.

mod anchors;
mod drafted;
mod elsewhere;
mod field;
mod input;
mod note;
mod page;
mod pair;
mod peek;
mod picker;
mod relation;

pub use anchors::{
    AnchorReview, Column, Comparison, Decision, Head, Mark, Stop, choices, without_shared_ends,
};
pub use drafted::{DraftOffer, Drafted};
pub use elsewhere::{Elsewhere, ElsewhereParts, Found, Own};
pub use field::FieldEditor;
pub use input::Line;
pub use note::{NoteEditor, NoteTarget};
pub use page::{Page, PageKind, PageLine};
pub use pair::Pair;
pub use peek::Peek;
pub use picker::{Choice, Item, Picker, PickerKind, TagTarget};
pub use relation::{RelationChoice, command, meaning};

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
    /// The question how two annotations stand to each other.
    Relation(RelationChoice),
    /// Two annotations beside each other.
    Pair(Box<Pair>),
    /// Sentences that nearly repeat one.
    Elsewhere(Box<Elsewhere>),
}

impl Overlay {
    /// Where its keys are looked up.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Search(_) => Scope::Search,
            Self::Picker(picker) if matches!(picker.kind, PickerKind::Tags { .. }) => Scope::Tags,
            Self::Picker(picker) if matches!(picker.kind, PickerKind::Link(_)) => Scope::Linking,
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
            Self::Relation(_) => Scope::Relation,
            Self::Pair(_) => Scope::Pair,
            Self::Elsewhere(_) => Scope::Elsewhere,
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
