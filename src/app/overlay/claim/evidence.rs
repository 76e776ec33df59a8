//! Evidence on the form of a claim: the pieces there are, and the one that is being filled in.

use jiff::civil::Date;

use super::{At, ClaimField, ClaimForm, Filling, Mode, Value};
use crate::app::overlay::form::{Choices, Words};
use crate::model::{Evidence, Stance};

/// A piece of evidence that is being filled in.
#[derive(Debug)]
pub struct EvidenceForm {
    /// Its number among the evidence.
    pub index: usize,
    /// Its fields.
    pub fields: Vec<Filling>,
    /// The field one is at.
    pub at: ClaimField,
}

impl ClaimForm {
    /// Begins to fill in the piece of evidence with the number `index`.
    pub fn edit_evidence(&mut self, index: usize) {
        let Some(evidence) = self.evidence.get(index) else {
            return;
        };
        let words = |text: &str, is_one_line| Value::Words(Box::new(Words::new(text, is_one_line)));
        let stance = evidence.stance.map(Stance::as_str);
        let stances = Stance::ALL.iter().map(|stance| (stance.as_str(), None));
        let accessed = evidence
            .accessed
            .map(|day| day.to_string())
            .unwrap_or_default();
        let values = [
            Value::Choice(Choices::new(stances, stance.as_slice(), false)),
            words(&evidence.citation, true),
            words(&evidence.url, true),
            words(&evidence.quote, false),
            words(&accessed, true),
        ];
        let fields = ClaimField::OF_EVIDENCE.into_iter().zip(values);
        self.at = At::Evidence(index);
        self.editing = Some(EvidenceForm {
            index,
            fields: fields
                .map(|(field, value)| Filling { field, value })
                .collect(),
            at: ClaimField::Stance,
        });
        self.mode = Mode::Ready;
    }

    /// Adds a piece of evidence that was looked at `today`, and begins to fill it in.
    pub fn add_evidence(&mut self, evidence: Evidence) {
        self.end_evidence();
        self.evidence.push(evidence);
        self.edit_evidence(self.evidence.len() - 1);
        self.drafted.is_behind = true;
    }

    /// Goes back to the claim, with the piece of evidence as it was filled in; whether one was. One that holds nothing is let
    /// go.
    pub fn end_evidence(&mut self) -> bool {
        let Some(editing) = self.editing.take() else {
            return false;
        };
        let evidence = editing.evidence();
        if is_empty(&evidence) {
            if editing.index < self.evidence.len() {
                self.evidence.remove(editing.index);
            }
            self.at = At::Add;
        } else if let Some(place) = self.evidence.get_mut(editing.index) {
            *place = evidence;
        }
        self.mode = Mode::Ready;
        true
    }

    /// The piece of evidence one is at, as far as it is filled in.
    #[must_use]
    pub fn evidence_here(&self) -> Option<Evidence> {
        match (&self.editing, self.at) {
            (Some(editing), _) => Some(editing.evidence()),
            (None, At::Evidence(index)) => self.evidence.get(index).cloned(),
            (None, At::Field(_) | At::Add) => None,
        }
    }

    /// Whether one is at an annotation among the evidence.
    #[must_use]
    pub fn is_at_annotation(&self) -> bool {
        let here = self.evidence_here().filter(|_| self.editing.is_none());
        here.is_some_and(|evidence| evidence.annotation().is_some())
    }

    /// Removes the piece of evidence one is at; whether there is one.
    pub fn remove_evidence(&mut self) -> bool {
        let At::Evidence(index) = self.at else {
            return false;
        };
        self.editing = None;
        if index < self.evidence.len() {
            self.evidence.remove(index);
            self.drafted.is_behind = true;
        }
        if index >= self.evidence.len() {
            self.at = At::Add;
        }
        self.mode = Mode::Ready;
        true
    }
}

impl EvidenceForm {
    pub(super) fn evidence(&self) -> Evidence {
        let mut evidence = Evidence::default();
        for Filling { field, value } in &self.fields {
            match (field, value) {
                (ClaimField::Stance, Value::Choice(choices)) => {
                    evidence.stance = choices.words().next().and_then(Stance::parse);
                }
                (ClaimField::Citation, Value::Words(words)) => evidence.citation = words.text(),
                (ClaimField::Url, Value::Words(words)) => evidence.url = words.text(),
                (ClaimField::Quote, Value::Words(words)) => evidence.quote = words.text(),
                (ClaimField::Accessed, Value::Words(words)) => {
                    evidence.accessed = words.text().parse::<Date>().ok();
                }
                _ => {}
            }
        }
        evidence
    }

    /// What is typed for a day and is none.
    #[must_use]
    pub fn wrong_day(&self) -> Option<String> {
        let accessed = self
            .fields
            .iter()
            .find(|filling| filling.field == ClaimField::Accessed)?;
        match &accessed.value {
            Value::Words(words) if !words.text().is_empty() => {
                let typed = words.text();
                typed.parse::<Date>().is_err().then_some(typed)
            }
            _ => None,
        }
    }
}

/// Whether nothing was found: that it was looked at is nothing by itself.
pub(super) fn is_empty(evidence: &Evidence) -> bool {
    let texts = [&evidence.citation, &evidence.url, &evidence.quote];
    evidence.stance.is_none() && texts.iter().all(|text| text.is_empty())
}
