//! What a review comes to: which annotations a question is about, the ledger of claims, what was counted, what is left to do.
//!
//! Owns the answers, computed from annotations and from what is known of their documents. Reads no file and no clock, and
//! draws nothing.

pub mod agreement;
mod attribution;
pub mod ledger;
mod lint;
mod need;
pub mod query;
mod sentences;
pub mod stats;
mod uses;
mod verdict;

pub use attribution::{Attributed, attribute};
pub use lint::{Finding, Flaw, lint};
pub use need::{Need, needs};
pub use query::{About, Query, QueryError};
pub use sentences::Sentences;
pub use uses::{Tally, Uses, given_in, tags_in_use, uses_of};
pub use verdict::{is_stale, latest};
