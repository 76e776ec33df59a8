//! What a review comes to: which annotations a question is about, the ledger of claims, what was counted, what is left to do.
//!
//! Owns the answers, computed from annotations and from what is known of their documents. Reads no file and no clock, and
//! draws nothing.

mod attribution;
mod verdict;

pub use attribution::{Attributed, attribute};
pub use verdict::{is_stale, latest};
