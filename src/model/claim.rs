//! Claims under review: what an annotation asserts, what reviewers found, and on what evidence.
//!
//! The vocabulary follows `AVeriTeC` (Schlichtkrull, Guo and Vlachos 2023: claim types and the four verdicts) and
//! `ClaimBuster` (Hassan and others 2017: check-worthiness).

use jiff::Timestamp;
use jiff::civil::Date;

use super::{AnnotationId, TextHash, Verdict, vocabulary};

vocabulary! {
    /// Whose words a claim is in.
    pub enum Attribution {
        /// The author asserts it.
        Author = "author",
        /// Somebody is quoted.
        Quoted = "quoted",
        /// Somebody is reported in other words.
        Paraphrased = "paraphrased",
        /// Somebody who is not named.
        Anonymous = "anonymous",
        /// A report, a law, a data set.
        Document = "document",
    }
}

vocabulary! {
    /// What kind of thing a claim asserts.
    pub enum ClaimKind {
        /// A number.
        Numerical = "numerical",
        /// That one thing brings about another.
        Causal = "causal",
        /// That something happened or is so.
        Event = "event",
        /// That somebody said something.
        Quote = "quote",
        /// That somebody holds a position.
        Position = "position",
        /// What will be.
        Prediction = "prediction",
        /// What a word means.
        Definition = "definition",
    }
}

vocabulary! {
    /// Whether a claim is worth checking.
    pub enum CheckWorthy {
        /// It is.
        Yes = "yes",
        /// A fact that matters to nobody.
        Unimportant = "unimportant",
        /// No fact at all.
        NotFactual = "not-factual",
    }
}

vocabulary! {
    /// How far the review of a claim is.
    pub enum ClaimStatus {
        /// Not looked at.
        New = "new",
        /// Somebody decided that it is to be checked.
        Triaged = "triaged",
        /// Somebody is on it.
        InProgress = "in-progress",
        /// It waits for a source.
        NeedsSource = "needs-source",
        /// The review is over.
        Final = "final",
        /// It will not be checked.
        Dropped = "dropped",
    }
}

vocabulary! {
    /// What a piece of evidence says about a claim.
    pub enum Stance {
        /// It supports it.
        Supports = "supports",
        /// It refutes it.
        Refutes = "refutes",
        /// It tells what one has to know.
        Context = "context",
    }
}

vocabulary! {
    /// How one annotation stands to another.
    pub enum Relation {
        /// It supports the other.
        Supports = "supports",
        /// It contradicts the other.
        Contradicts = "contradicts",
        /// It says the same again.
        Repeats = "repeats",
        /// It replaces the other with something newer.
        Updates = "updates",
        /// It takes away the other's ground.
        Undercuts = "undercuts",
        /// It refers to the other.
        Cites = "cites",
        /// It says what holds between this one and others, which disagree.
        Decides = "decides",
    }
}

/// What an annotation asserts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The claim in words that stand on their own.
    pub statement: String,
    /// Who claims it.
    pub claimant: String,
    /// Whose words it is in.
    pub attribution: Option<Attribution>,
    /// What kinds of thing it asserts.
    pub kinds: Vec<ClaimKind>,
    /// Whether it is worth checking.
    pub checkworthy: Option<CheckWorthy>,
    /// How far its review is.
    pub status: Option<ClaimStatus>,
    /// The verdicts, oldest first: appended, never overwritten.
    pub assessments: Vec<Assessment>,
    /// What was found.
    pub evidence: Vec<Evidence>,
}

/// One reviewer's verdict on a claim on one occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Whose verdict it is.
    pub reviewer: String,
    /// When it was given.
    pub at: Timestamp,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// How sure the reviewer was, in the reviewer's own scale.
    pub confidence: String,
    /// Why.
    pub rationale: String,
    /// The hash of the text it was judged on: a later edit makes the verdict stale.
    pub hash: Option<TextHash>,
}

/// A source for or against a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What it says about the claim.
    pub stance: Option<Stance>,
    /// The source, as one would cite it.
    pub citation: String,
    /// Where it can be read.
    pub url: String,
    /// The words that matter.
    pub quote: String,
    /// When it was looked at.
    pub accessed: Option<Date>,
}

/// What the address of an annotation begins with, where one is evidence; its identity follows.
const ANNOTATION: &str = "postil:";

impl Evidence {
    /// The address of an annotation that is evidence.
    #[must_use]
    pub fn address_of(id: AnnotationId) -> String {
        format!("{ANNOTATION}{id}")
    }

    /// The annotation that is the evidence, where one is; it may be gone.
    #[must_use]
    pub fn annotation(&self) -> Option<AnnotationId> {
        AnnotationId::parse(self.url.strip_prefix(ANNOTATION)?)
    }
}

/// A link from one annotation to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The other annotation, which may be gone or not yet there.
    pub to: AnnotationId,
    /// How this one stands to it.
    pub relation: Relation,
}
