//! Searching: for a string or an expression in a text, for sentences that nearly repeat another, and fuzzily in lists.
//!
//! Owns what matches and in which order. Knows nothing of documents, files or the screen; every search takes time
//! linear in what it searches, whatever the query.

mod fuzzy;
mod pattern;
pub mod similar;

pub use fuzzy::{Hit, matched, rank};
pub use pattern::{Pattern, PatternError};
