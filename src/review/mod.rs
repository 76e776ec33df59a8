//! What a review comes to: which annotations a question is about, the ledger of claims, what was counted, what is left to do.
//!
//! Owns the answers, computed from annotations and from what is known of their documents. Reads no file and no clock, and
//! draws nothing.

mod lint;
mod uses;
mod verdict;

pub use lint::{Finding, Flaw, lint};
pub use uses::{Uses, tags_in_use, uses};
pub use verdict::{is_stale, latest};
