//! Queries: which annotations a person means, in a small language that the sidebar, the ledger, the exports and the command
//! line share.
//!
//! ```text
//! query     = alternative { ("OR" | "|") alternative }
//! alternative = term { ["AND"] term }
//! term      = ("-" | "NOT") term | "(" query ")" | condition
//! condition = [field (":" | "~")] (word | '"' phrase '"')
//! ```
//!
//! A word without a field is looked for in quote, note and statement. `~` means that the value holds the word, `:` that it
//! is the word, in which `*` stands for anything; texts and documents are only ever searched, so there `:` means `~`.
//! Case, marks on letters and typography do not count. In quotation marks nothing but `\` and `"` is special, so that a tag
//! called `none` can be asked for. A query is answered in time linear in its length and in what it is asked about.

mod complete;
mod days;
mod field;
mod matching;
mod parse;

use std::fmt;

pub use complete::{Completion, complete};
pub use days::Days;
pub use field::Field;
pub use parse::QueryError;

use crate::anchor::State;
use crate::model::{Annotation, Span, TextHash};
use matching::Condition;

/// Which annotations are meant; the empty query means all of them.
///
/// It is written as it would be typed, and reading what was written gives the same query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    root: Node,
}

/// What a query asks about: an annotation and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// The title of its document, or of its part of it.
    pub title: Option<&'a str>,
    /// The date of that article in ISO 8601, as exact as it is known.
    pub date: Option<&'a str>,
    /// The hash of the document's text as it is today; without one no verdict is known to be stale.
    pub now: Option<&'a TextHash>,
    /// How well its place was found; nothing where nobody has looked.
    pub state: Option<State>,
}

impl<'a> About<'a> {
    /// An annotation around which nothing is known.
    #[must_use]
    pub fn new(annotation: &'a Annotation) -> Self {
        Self {
            annotation,
            title: None,
            date: None,
            now: None,
            state: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    /// All hold; there is never just one, nor one of this kind among them.
    All(Vec<Node>),
    /// One holds; there are at least two, none of this kind.
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Box<Condition>),
}

impl Default for Node {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// Where it breaks the rules, with the place and with what would be right.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text).map(|root| Self { root })
    }

    /// The query for what has `value` in `field`, as if it had been typed in quotation marks.
    ///
    /// # Errors
    /// Where `value` is none that the field can have; the place counts from the beginning of the value.
    pub fn of(field: Field, value: &str) -> Result<Self, QueryError> {
        let condition = Condition::new(Some(field), false, value.to_owned(), true);
        condition
            .map(|condition| Self {
                root: Node::Is(Box::new(condition)),
            })
            .map_err(|message| QueryError::new(Span::new(0, value.len()), message))
    }

    /// The query for what says `words` in quote, note or statement.
    ///
    /// # Errors
    /// Where there is nothing in `words` to search for.
    pub fn saying(words: &str) -> Result<Self, QueryError> {
        let condition = Condition::new(None, false, words.to_owned(), true);
        condition
            .map(|condition| Self {
                root: Node::Is(Box::new(condition)),
            })
            .map_err(|message| QueryError::new(Span::new(0, words.len()), message))
    }

    /// What one of each of `groups` means, where there is one in it, and `asked` too: what several conditions of several
    /// kinds come to on a command line.
    #[must_use]
    pub fn joined(groups: impl IntoIterator<Item = Vec<Self>>, asked: Self) -> Self {
        let all = groups.into_iter().map(Self::any);
        all.fold(Self::default(), Self::and).and(asked)
    }

    /// Whether it means every annotation there is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root == Node::default()
    }

    /// What both queries mean.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            root: Node::all(vec![self.root, other.root]),
        }
    }

    /// What one of `queries` means; where there are none, everything.
    #[must_use]
    pub fn any(queries: impl IntoIterator<Item = Self>) -> Self {
        let nodes: Vec<Node> = queries.into_iter().map(|query| query.root).collect();
        Self {
            root: if nodes.is_empty() {
                Node::default()
            } else {
                Node::any(nodes)
            },
        }
    }

    /// Asks for what is called otherwise now by its new name; whether it did ask for that. `new` gives the new name of what
    /// a field is asked to be, or to lie below.
    pub fn follow(&mut self, new: &dyn Fn(Field, &str) -> Option<String>) -> bool {
        self.root.follow(new)
    }

    /// Whether its answer depends on the documents: on their titles, dates and texts, or on where annotations are in them.
    #[must_use]
    pub fn needs_documents(&self) -> bool {
        self.root.needs_documents()
    }

    /// Whether it means the annotation.
    #[must_use]
    pub fn accepts(&self, about: &About<'_>) -> bool {
        self.root.accepts(about)
    }
}

impl Node {
    fn all(nodes: Vec<Node>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::alone(&mut flat).unwrap_or(Self::All(flat))
    }

    fn any(nodes: Vec<Node>) -> Self {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Self::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        Self::alone(&mut flat).unwrap_or(Self::Any(flat))
    }

    fn alone(nodes: &mut Vec<Node>) -> Option<Self> {
        if nodes.len() == 1 { nodes.pop() } else { None }
    }

    fn accepts(&self, about: &About<'_>) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.accepts(about)),
            Self::Any(nodes) => nodes.iter().any(|node| node.accepts(about)),
            Self::Not(node) => !node.accepts(about),
            Self::Is(condition) => condition.accepts(about),
        }
    }

    fn follow(&mut self, new: &dyn Fn(Field, &str) -> Option<String>) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => {
                // Each of them is to follow, not only the first that does.
                let following = nodes
                    .iter_mut()
                    .filter_map(|node| node.follow(new).then_some(()));
                following.count() > 0
            }
            Self::Not(node) => node.follow(new),
            Self::Is(condition) => condition.follow(new),
        }
    }

    fn needs_documents(&self) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(Self::needs_documents),
            Self::Not(node) => node.needs_documents(),
            Self::Is(condition) => condition.needs_documents(),
        }
    }

    /// Writes it as it stands behind a `-` or between others that all hold.
    fn write_term(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(_) | Self::Any(_) => write!(f, "({self})"),
            Self::Not(_) | Self::Is(_) => write!(f, "{self}"),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " " })?;
                    node.write_term(f)?;
                }
                Ok(())
            }
            Self::Any(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " | " })?;
                    write!(f, "{node}")?;
                }
                Ok(())
            }
            Self::Not(node) => {
                f.write_str("-")?;
                node.write_term(f)
            }
            Self::Is(condition) => write!(f, "{condition}"),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}

impl std::str::FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests;
