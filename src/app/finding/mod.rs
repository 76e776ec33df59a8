//! The finder: one box over documents, headings, tags, annotations, claims and commands; and over annotations alone, where
//! one of them is wanted.
//!
//! Owns what is asked for and what comes back, and what choosing something does. What is typed is on the screen at once,
//! whatever there is to search: few things are searched then and there, many by a thread behind the screen, and until its
//! answer is there what was found before stays. Keys that mean something in the list wait for that.

mod asking;
mod choosing;
mod index;
mod preview;
#[cfg(test)]
mod tests;

use super::commands::Command;
use crate::model::{Annotation, AnnotationId, AnnotationSet, DocPath, TagName};
use crate::search::{Manner, Packed};

pub use choosing::is_about_list;

pub use index::{Index, Scored};
pub use preview::{Head, PreviewLine};

/// A kind of thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A document, by its title or where it lies.
    Document,
    /// A heading of the open document.
    Heading,
    /// A tag.
    Tag,
    /// An annotation, whether it is a claim or not.
    Annotation,
    /// An annotation that is a claim.
    Claim,
    /// A command.
    Command,
}

impl Kind {
    /// Every kind, in the order in which they stand where nothing is typed.
    pub const ALL: [Self; 6] = [
        Self::Document,
        Self::Heading,
        Self::Tag,
        Self::Annotation,
        Self::Claim,
        Self::Command,
    ];

    /// The character that narrows the list to this kind, typed before everything else.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Document => '/',
            Self::Heading => '@',
            Self::Tag => '#',
            Self::Annotation => '"',
            Self::Claim => '!',
            Self::Command => '>',
        }
    }

    /// What one of this kind is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Heading => "heading",
            Self::Tag => "tag",
            Self::Annotation => "annotation",
            Self::Claim => "claim",
            Self::Command => "command",
        }
    }

    /// The same of several, and in short where there is little room.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Document => ("documents", "doc"),
            Self::Heading => ("headings", "head"),
            Self::Tag => ("tags", "tag"),
            Self::Annotation => ("annotations", "ann"),
            Self::Claim => ("claims", "claim"),
            Self::Command => ("commands", "cmd"),
        }
    }

    /// The kind that what is typed narrows the list to, if any, and what is looked for.
    #[must_use]
    pub fn narrowed(typed: &str) -> (Option<Self>, &str) {
        let sign = |kind: &Self| typed.starts_with(kind.sign());
        match Self::ALL.into_iter().find(sign) {
            Some(kind) => {
                let rest = typed.get(kind.sign().len_utf8()..);
                (Some(kind), rest.unwrap_or_default())
            }
            None => (None, typed),
        }
    }

    /// Whether something that is listed as `kind` is of this one.
    fn holds(self, kind: Self) -> bool {
        self == kind || (self, kind) == (Self::Annotation, Self::Claim)
    }

    /// How much it is looked for more than other kinds, in points of the fuzzy score, of which a character that matches is
    /// worth about sixteen.
    fn weight(self) -> u32 {
        match self {
            Self::Document => 24,
            Self::Tag => 16,
            Self::Heading => 8,
            Self::Claim => 4,
            Self::Annotation | Self::Command => 0,
        }
    }

    fn manner(self) -> Manner {
        match self {
            Self::Document | Self::Heading | Self::Tag => Manner::Letters,
            Self::Annotation | Self::Claim | Self::Command => Manner::Words,
        }
    }
}

/// What is wanted of all there is to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Anything.
    #[default]
    Anything,
    /// An annotation that carries a tag.
    Tagged(TagName),
    /// Another annotation, to link this one with; those made last come first.
    Linked(AnnotationId),
    /// An annotation as evidence for a claim: any but the one that makes the claim.
    Evidence(Option<AnnotationId>),
}

impl Wanted {
    /// Whether it may be anything, and not only an annotation.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        *self == Self::Anything
    }

    /// Whether it may be this annotation.
    #[must_use]
    pub fn holds(&self, annotation: &Annotation) -> bool {
        match self {
            Self::Anything => true,
            Self::Tagged(tag) => annotation.tags.contains(tag),
            Self::Linked(from) => annotation.id != *from,
            Self::Evidence(own) => Some(annotation.id) != *own,
        }
    }
}

/// What something that was found is.
#[derive(Clone, Debug)]
pub enum What {
    /// A document.
    Document(DocPath),
    /// A heading of the open document, by its first byte.
    Heading(usize),
    /// A tag, and how many annotations carry it.
    Tag(TagName, usize),
    /// An annotation, or a claim.
    Annotation(AnnotationId),
    /// A command.
    Command(&'static Command),
    /// The way to the other end of a link: going there.
    GoThere,
}

impl What {
    /// Whether both are the same thing.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Document(one), Self::Document(other)) => one == other,
            (Self::Heading(one), Self::Heading(other)) => one == other,
            (Self::Tag(one, _), Self::Tag(other, _)) => one == other,
            (Self::Annotation(one), Self::Annotation(other)) => one == other,
            (Self::Command(one), Self::Command(other)) => one.name == other.name,
            (Self::GoThere, Self::GoThere) => true,
            _ => false,
        }
    }
}

/// Something that was found, as it is listed.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which kind it is of.
    pub kind: Kind,
    /// What it is.
    pub what: What,
    /// What it is called, or says.
    pub name: String,
    /// Which characters of that match, in order, in code points from 0.
    pub in_name: Vec<u32>,
    /// What stands beside it.
    pub beside: String,
    /// Which characters of that match.
    pub in_beside: Vec<u32>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The number of the question.
    pub number: u64,
    /// The best, best first.
    pub rows: Vec<Row>,
    /// How many there are in all.
    pub count: usize,
    /// What was typed for it.
    pub typed: String,
    /// Whether nothing was looked for, because more documents are to be told of first.
    pub is_part: bool,
}

/// What documents are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    paths: Vec<DocPath>,
    /// For each its name, and beside it its path where that says more.
    names: Packed,
}

impl Names {
    /// Adds a document.
    pub fn add(&mut self, path: &DocPath, name: &str) {
        let beside = if path.as_str() == name {
            ""
        } else {
            path.as_str()
        };
        self.names.push(name, beside);
        self.paths.push(path.clone());
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

/// What there is to find beside the documents.
#[derive(Debug, Default)]
pub struct Stock {
    /// The annotations and tags.
    pub set: AnnotationSet,
    /// The headings of the open document, each with its first byte.
    pub headings: Vec<(usize, String)>,
    /// The commands, each with its keys.
    pub commands: Vec<(&'static Command, String)>,
    /// The documents last read, the last one first.
    pub recent: Vec<DocPath>,
    /// What of all that is wanted.
    pub wanted: Wanted,
    /// The way to the other end of a link, and what can be done on it, where that stands before everything else.
    pub way_there: Option<(String, String)>,
}

/// A question of the finder. Whoever answers it remembers what there is to find from the questions before.
#[derive(Debug)]
pub struct Asked {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// What there is to find, where that is another than before: then no document is known any more either.
    pub stock: Option<Stock>,
    /// Documents that were not known, or that are called otherwise now.
    pub names: Names,
    /// What is typed.
    pub typed: String,
    /// How many of the best are wanted.
    pub most: usize,
    /// Whether the next question tells of more documents: nothing is looked for before that.
    pub is_part: bool,
}

/// Questions are told apart by their numbers.
impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Asked {}
