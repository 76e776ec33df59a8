//! The scale on which claims are judged: the verdicts there are, in the order of the house.

use std::fmt;
use std::sync::Arc;

use super::{TagColor, on_one_line};

/// A verdict: what a reviewer found, in the words of the house's scale.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verdict(Arc<str>);

impl Verdict {
    /// The verdict that `text` names, on one line; `None` where nothing is left of it or a control character is in it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return None;
        }
        let name = on_one_line(text);
        (!name.is_empty()).then(|| Self(Arc::from(name)))
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A verdict as the scale describes it: a `[[verdict]]` of the annotations file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The verdict.
    pub name: Verdict,
    /// Its colour.
    pub color: Option<super::TagColor>,
    /// What it is as a number, for schema.org's `ClaimReview`: there the lowest of a scale is the worst.
    pub rating: Option<i64>,
    /// What it means; empty where nobody has said.
    pub definition: String,
}

impl Grade {
    /// A verdict of which nothing but the name is known.
    #[must_use]
    pub fn new(name: Verdict) -> Self {
        Self {
            name,
            color: None,
            rating: None,
            definition: String::new(),
        }
    }

    /// The scale of a house that has not set its own: the verdicts of `AVeriTeC` (Schlichtkrull, Guo and Vlachos 2023).
    #[must_use]
    pub fn usual() -> Vec<Self> {
        [
            (
                "supported",
                "green",
                Some(3),
                "The evidence supports the claim.",
            ),
            ("refuted", "red", Some(1), "The evidence refutes the claim."),
            (
                "not-enough-evidence",
                "blue",
                None,
                "There is not enough evidence to say either.",
            ),
            (
                "conflicting",
                "orange",
                Some(2),
                "The evidence conflicts, or was picked to suit.",
            ),
        ]
        .into_iter()
        .filter_map(|(name, color, rating, definition)| {
            Some(Self {
                color: TagColor::parse(color),
                rating,
                definition: definition.to_owned(),
                ..Self::new(Verdict::parse(name)?)
            })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_tidied_and_the_usual_scale_is_whole() {
        let verdict = Verdict::parse(" mostly \n true ").unwrap();
        assert_eq!(verdict.as_str(), "mostly true");
        assert_eq!(Verdict::parse(" \t"), None);
        assert_eq!(Verdict::parse("a\u{1b}[31m"), None);
        let names: Vec<String> = Grade::usual()
            .iter()
            .map(|grade| grade.name.to_string())
            .collect();
        assert_eq!(
            names,
            ["supported", "refuted", "not-enough-evidence", "conflicting"]
        );
    }
}
