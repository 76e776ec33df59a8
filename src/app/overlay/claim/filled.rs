//! What a claim form holds, apart from how it is filled in; and as a text, for the draft that outlives a program that ended.
//!
//! The text has a line for each field, `name: value`; further lines of a value begin with two spaces. It is shown to a person
//! before it is gone on with.

use std::fmt::Write as _;

use super::{ClaimField, Value};
use crate::model::{
    Assessment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus, Evidence, Stance, Verdict,
};

/// What a claim form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The claim, without assessments.
    pub claim: Claim,
    /// The verdict that is given now.
    pub verdict: Option<Verdict>,
    /// How sure one is of it.
    pub confidence: String,
    /// Why.
    pub rationale: String,
}

impl Filled {
    /// What a form shows of a claim that is there.
    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        Self {
            claim: Claim {
                assessments: Vec::new(),
                ..claim.clone()
            },
            ..Self::default()
        }
    }

    /// The same with an assessment that was given.
    #[must_use]
    pub fn with(mut self, assessment: &Assessment) -> Self {
        self.verdict.clone_from(&assessment.verdict);
        self.confidence.clone_from(&assessment.confidence);
        self.rationale.clone_from(&assessment.rationale);
        self
    }

    /// Whether an assessment is given.
    #[must_use]
    pub fn is_assessed(&self) -> bool {
        self.verdict.is_some() || !self.confidence.is_empty() || !self.rationale.is_empty()
    }

    /// Takes what a field holds.
    pub(super) fn take(&mut self, field: ClaimField, value: &Value) {
        match value {
            Value::Words(words) => {
                let text = words.text();
                match field {
                    ClaimField::Statement => self.claim.statement = text,
                    ClaimField::Claimant => self.claim.claimant = text,
                    ClaimField::Rationale => self.rationale = text,
                    _ => {}
                }
            }
            Value::Choice(choices) => self.choose(field, choices.words()),
        }
    }

    fn choose<'w>(&mut self, field: ClaimField, mut words: impl Iterator<Item = &'w str>) {
        let claim = &mut self.claim;
        match field {
            ClaimField::Kinds => claim.kinds = words.filter_map(ClaimKind::parse).collect(),
            ClaimField::Attribution => {
                claim.attribution = words.next().and_then(Attribution::parse);
            }
            ClaimField::CheckWorthy => {
                claim.checkworthy = words.next().and_then(CheckWorthy::parse);
            }
            ClaimField::Status => claim.status = words.next().and_then(ClaimStatus::parse),
            ClaimField::Verdict => self.verdict = words.next().and_then(Verdict::parse),
            ClaimField::Confidence => words
                .next()
                .unwrap_or_default()
                .clone_into(&mut self.confidence),
            _ => {}
        }
    }

    /// The text of it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                let value = value.replace('\n', "\n  ");
                let _ = writeln!(text, "{name}: {value}");
            }
        };
        let claim = &self.claim;
        let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
        line("statement", &claim.statement);
        line("claimant", &claim.claimant);
        line(
            "attribution",
            claim.attribution.map_or("", Attribution::as_str),
        );
        line("kinds", &kinds.join(" "));
        line(
            "checkworthy",
            claim.checkworthy.map_or("", CheckWorthy::as_str),
        );
        line("status", claim.status.map_or("", ClaimStatus::as_str));
        line("verdict", self.verdict.as_ref().map_or("", Verdict::as_str));
        line("confidence", &self.confidence);
        line("rationale", &self.rationale);
        for (number, evidence) in (1..).zip(&claim.evidence) {
            line("evidence", &format!("{number}"));
            line("stance", evidence.stance.map_or("", Stance::as_str));
            line("citation", &evidence.citation);
            line("url", &evidence.url);
            line("quote", &evidence.quote);
            line(
                "accessed",
                &evidence
                    .accessed
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            );
        }
        text
    }

    /// What a text holds; lines that are none of ours hold nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut filled = Self::default();
        let mut entries: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            if let Some(further) = line.strip_prefix("  ") {
                if let Some((_, value)) = entries.last_mut() {
                    value.push('\n');
                    value.push_str(further);
                }
            } else if let Some((name, value)) = line.split_once(": ") {
                entries.push((name.to_owned(), value.to_owned()));
            }
        }
        for (name, value) in entries {
            filled.put(&name, value);
        }
        filled
    }

    fn put(&mut self, name: &str, value: String) {
        let claim = &mut self.claim;
        match name {
            "statement" => claim.statement = value,
            "claimant" => claim.claimant = value,
            "attribution" => claim.attribution = Attribution::parse(&value),
            "kinds" => claim.kinds = value.split(' ').filter_map(ClaimKind::parse).collect(),
            "checkworthy" => claim.checkworthy = CheckWorthy::parse(&value),
            "status" => claim.status = ClaimStatus::parse(&value),
            "verdict" => self.verdict = Verdict::parse(&value),
            "confidence" => self.confidence = value,
            "rationale" => self.rationale = value,
            "evidence" => claim.evidence.push(Evidence::default()),
            _ => {
                let Some(evidence) = claim.evidence.last_mut() else {
                    return;
                };
                match name {
                    "stance" => evidence.stance = Stance::parse(&value),
                    "citation" => evidence.citation = value,
                    "url" => evidence.url = value,
                    "quote" => evidence.quote = value,
                    "accessed" => evidence.accessed = value.parse().ok(),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_written() {
        let filled = Filled {
            claim: Claim {
                statement: "It holds: 340 people".into(),
                claimant: "Karl".into(),
                attribution: Some(Attribution::Quoted),
                kinds: vec![ClaimKind::Numerical, ClaimKind::Event],
                checkworthy: Some(CheckWorthy::Yes),
                status: Some(ClaimStatus::NeedsSource),
                assessments: Vec::new(),
                evidence: vec![
                    Evidence {
                        stance: Some(Stance::Refutes),
                        citation: "A census".into(),
                        url: "https://example.org/a: b".into(),
                        quote: "one\n\n  two".into(),
                        accessed: "2026-11-20".parse().ok(),
                    },
                    Evidence::default(),
                ],
            },
            verdict: Verdict::parse("mostly true"),
            confidence: "high".into(),
            rationale: "statement: no\nreally".into(),
        };
        assert_eq!(Filled::parse(&filled.to_text()), filled);
        assert_eq!(Filled::parse("  x\nnonsense\nquote: a"), Filled::default());
        assert_eq!(Filled::default().to_text(), "");
    }
}
