//! Anchors: how a span is written down so that it can be found again, and how it is found in a text that has changed.
//!
//! Pure: owns neither the document nor the annotation. It proposes where an annotation belongs and never decides
//! between places that are equally good, because a note that moves silently to the wrong place is lost.

mod align;
mod bearings;
mod candidates;
mod capture;
mod change;
mod latest;
mod literal;
mod map;
mod meaning;
mod moved;
mod place;
mod placement;
mod resolve;
mod search;
mod settle;
#[cfg(test)]
mod tests;
mod words;

pub use capture::capture;
pub use change::{Change, changed};
pub use latest::resolve_latest;
pub use moved::Moved;
pub use placement::{Candidate, Method, Placement, State};
pub use resolve::{at_position, is_made_in, resolve, resolve_all};
