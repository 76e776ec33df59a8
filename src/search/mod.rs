//! Searching: for a string or an expression in a text, for sentences that nearly repeat another, and fuzzily in lists.
//!
//! Owns what matches and in which order. Knows nothing of documents, files or the screen; every search takes time
//! linear in what it searches, whatever the query. What a search finds in a corpus is what it finds in each document: the
//! sieve only tells early where there is nothing.

mod fuzzy;
mod passages;
mod pattern;
mod query;
mod scan;
mod sieve;
pub mod similar;
mod words;

pub use fuzzy::{Eye, Hit, Letters, Manner, Needle, Packed, matched, rank};
pub use passages::{Passage, Passages, passages};
pub use pattern::{Pattern, PatternError};
pub use query::{Case, Query};
pub use scan::Scan;
pub use sieve::Sieve;
pub use words::Words;
