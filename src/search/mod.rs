//! Searching: for a string or an expression in a text, for sentences that nearly repeat another, and fuzzily in lists.
//!
//! Owns what matches and in which order. Knows nothing of documents, files or the screen; every search takes time
//! linear in what it searches, whatever the query.

mod fuzzy;
mod passages;
mod pattern;
mod query;
pub mod similar;
mod words;

pub use fuzzy::{Hit, rank};
pub use passages::{Passage, Passages};
pub use pattern::{Pattern, PatternError};
pub use query::{Case, Query};
pub use words::Words;
