//! Agreement between reviewers: what was answered alike, and how much of that chance would have brought about.
//!
//! Owns the measures, a file each, and what they are taken of: whether a sentence that several reviewers have seen was given
//! a tag by each, what each of them says of a claim that several of them marked, and where each of them marked something.
//! A figure is either sound or a sentence that says why there is none: never a number that stands for nothing.
//!
//! | file | what it owns |
//! |---|---|
//! | `ratings` | answers of several reviewers about the same things |
//! | `raw`, `cohen`, `fleiss`, `alpha` | what can be made of them |
//! | `bootstrap` | how far such a figure could be off |
//! | `overlap`, `unitizing` | how alike stretches of a text were marked |
//! | `article`, `joining` | what each reviewer has seen and marked, read out of one set or several |
//! | `table` | the table as values: a row for each tag and each field of a claim |
//! | `comparison` | how it is filled |
//! | `dispute` | what somebody has to decide, the dearest first |

mod alpha;
mod article;
mod bootstrap;
mod cohen;
mod comparison;
mod dispute;
mod fleiss;
mod joining;
mod overlap;
mod ratings;
mod raw;
mod table;
#[cfg(test)]
mod tests;
mod unitizing;

use std::fmt;

pub use alpha::krippendorff;
pub use article::{Article, Mark, Raters, begun_by_several};
pub use bootstrap::{ROUNDS, interval};
pub use cohen::cohen;
pub use comparison::compare;
pub use dispute::{Dispute, Settled, Version, disputes, is_decision, settled};
pub use fleiss::fleiss;
pub use joining::joined;
pub use overlap::{f1, groups, matching};
pub use ratings::{Ratings, Thing};
pub use raw::raw;
pub use table::{Agreement, Column, Field, Item, Part, Reviewer, Row, Subject};
pub use unitizing::{Continuum, alpha_u};

/// A measure of agreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The measure. It is finite; 1 is full agreement, and of what is corrected for chance 0 is what chance brings about.
    pub value: f64,
    /// Where it would lie in 95 of 100 samples like this one (see [`interval`]), where that can be told.
    pub interval: Option<(f64, f64)>,
}

impl Figure {
    /// A figure of which it is not known how far it could be off.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self {
            value,
            interval: None,
        }
    }

    /// The measure in two digits after the point; no minus stands before a zero.
    #[must_use]
    pub fn short(&self) -> String {
        let digits = format!("{:.2}", self.value);
        match digits.strip_prefix('-') {
            Some(zero @ "0.00") => zero.to_owned(),
            _ => digits,
        }
    }
}

/// Why there is no figure: a sentence without its beginning, such as `no sentence was seen by both`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotComputable(String);

impl NotComputable {
    /// There is none because of `reason`.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NotComputable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not computable, because {}", self.0)
    }
}

/// A figure, or why there is none.
pub type Computed = Result<Figure, NotComputable>;

/// One part divided by another.
fn share(part: f64, whole: f64) -> Result<f64, NotComputable> {
    let share = part / whole;
    if share.is_finite() {
        Ok(share)
    } else {
        Err(NotComputable::because("there is nothing to divide by"))
    }
}

/// A count as a number to reckon with.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of sentences and of characters are far below 2^52"
)]
fn real(count: u64) -> f64 {
    count as f64
}

/// A position or a count in memory as a number to reckon with.
fn long(count: usize) -> f64 {
    real(u64::try_from(count).unwrap_or(u64::MAX))
}
