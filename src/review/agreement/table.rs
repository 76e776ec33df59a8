//! The table of agreement as values: its rows, its columns, and what is behind a figure.

use super::overlap::Stretch;
use super::{Computed, Dispute};
use crate::model::{AnnotationId, DocPath, TagName, vocabulary};

vocabulary! {
    /// What reviewers say of a claim that several of them marked.
    pub enum Field {
        /// Its kinds, all of them together.
        Kinds = "kinds",
        /// Whether it is worth checking.
        CheckWorthy = "check-worthy",
        /// Whose words it is in.
        Attribution = "attribution",
        /// How far its review is.
        Status = "status",
        /// The verdict that each gave last.
        Verdict = "verdict",
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// Whether a sentence was marked at all.
    Anything,
    /// Whether a claim was made of a sentence.
    Claim,
    /// Whether a sentence was given this tag.
    Tag(TagName),
    /// What was said of a claim.
    Field(Field),
}

impl Subject {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Anything => "any annotation",
            Self::Claim => "a claim",
            Self::Tag(tag) => tag.as_str(),
            Self::Field(field) => field.as_str(),
        }
    }

    /// The part of the table that it stands in.
    #[must_use]
    pub fn part(&self) -> Part {
        match self {
            Self::Anything | Self::Claim => Part::Sentences,
            Self::Tag(_) => Part::Tags,
            Self::Field(_) => Part::Claims,
        }
    }
}

vocabulary! {
    /// A part of the table.
    pub enum Part {
        /// What was marked at all.
        Sentences = "sentence",
        /// Which tags were given.
        Tags = "tag",
        /// What was said of claims.
        Claims = "claim",
    }
}

vocabulary! {
    /// A measure.
    pub enum Column {
        /// Raw agreement.
        Raw = "agree",
        /// Cohen's kappa.
        Cohen = "cohen",
        /// Fleiss' kappa.
        Fleiss = "fleiss",
        /// Krippendorff's alpha.
        Alpha = "alpha",
        /// Krippendorff's alpha for unitizing.
        Unitizing = "alpha-u",
        /// F1 at overlap.
        Overlap = "f1",
    }
}

impl Column {
    /// Whether it is about stretches of the text, not about sentences or claims.
    #[must_use]
    pub fn is_of_stretches(self) -> bool {
        matches!(self, Self::Unitizing | Self::Overlap)
    }
}

/// A sentence, a claim or a stretch of the text that is behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its document.
    pub document: DocPath,
    /// Where it is, in code points.
    pub place: Stretch,
    /// How it begins.
    pub quote: String,
    /// What each reviewer answered; nothing where the reviewer has not seen it, or said nothing of it.
    pub answers: Vec<Option<String>>,
    /// The annotations it is about.
    pub annotations: Vec<AnnotationId>,
    /// Whether all who answered did so alike.
    pub agrees: bool,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// How many sentences or claims at least two reviewers answered about.
    pub units: u64,
    /// The measures, in the order of [`Column::ALL`].
    pub figures: Vec<Computed>,
    /// The sentences or claims that somebody marked, those that reviewers disagree about first.
    pub items: Vec<Item>,
    /// The stretches that somebody marked, in the same order.
    pub stretches: Vec<Item>,
}

impl Row {
    /// One of its measures.
    #[must_use]
    pub fn figure(&self, column: Column) -> Option<&Computed> {
        self.figures.get(column as usize)
    }

    /// What is behind one of its measures.
    #[must_use]
    pub fn behind(&self, column: Column) -> &[Item] {
        if column.is_of_stretches() {
            &self.stretches
        } else {
            &self.items
        }
    }
}

/// How much a reviewer did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// The name; empty where none was set.
    pub name: String,
    /// How many sentences were seen.
    pub seen: usize,
    /// How many annotations there are that have a place.
    pub annotations: usize,
}

/// How far reviewers agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Who is compared.
    pub reviewers: Vec<Reviewer>,
    /// How many articles at least two of them have begun.
    pub documents: usize,
    /// How many sentences these have.
    pub sentences: usize,
    /// How many of those at least two of them have seen.
    pub shared: usize,
    /// The rows.
    pub rows: Vec<Row>,
    /// What they disagree about, the dearest first; what was decided already is left out.
    pub disputes: Vec<Dispute>,
    /// How many disagreements were decided.
    pub decided: usize,
    /// What was left out, a sentence for each.
    pub remarks: Vec<String>,
}
