//! Claims in a project: a case for each, with its selection.
//!
//! Who claims it, in whose words, and how far its review is are variables of the case; what kind it is, whether it is worth
//! checking, and the verdicts are codes, given by whom and when they were; why, and how sure, are notes on that; a piece of
//! evidence is a note that is linked to the selection.

use uuid::Uuid;

use super::project::{ACCESSED, Project};
use crate::export::guid::guid;
use crate::model::{Annotation, Assessment, Claim, Evidence, Stance};

/// How much of a quote stands for a claim that is not put in words, in code points.
const NAME: usize = 80;

impl Project {
    /// Writes a claim; the notes that belong to the selection, which is being written.
    pub(super) fn claim(&mut self, annotation: &Annotation, claim: &Claim) -> Vec<Uuid> {
        let id = annotation.id.to_string();
        self.case(annotation, claim);
        let made = (annotation.reviewer.clone(), annotation.created.to_string());
        let made = Some((made.0.as_str(), made.1.as_str()));
        let kinds = claim.kinds.iter().map(|kind| ("type", kind.as_str()));
        let checkworthy = claim.checkworthy.map(|it| ("checkworthy", it.as_str()));
        for (field, word) in kinds.chain(checkworthy) {
            let code = self.field(field, word);
            let coding = guid("coding", &format!("{id}:{field}:{word}"));
            self.coding(coding, code, made, &[]);
        }
        let mut notes = Vec::new();
        for (number, assessment) in claim.assessments.iter().enumerate() {
            notes.extend(self.assessment(&format!("{id}:{number}"), assessment));
        }
        for (number, evidence) in claim.evidence.iter().enumerate() {
            self.evidence(&id, number, evidence);
        }
        notes
    }

    /// The code for a word of a claim's form.
    fn field(&mut self, field: &str, word: &str) -> Uuid {
        let code = self.codes.put("claim", &[field, word]);
        code.is_codable = true;
        code.guid
    }

    fn case(&mut self, annotation: &Annotation, claim: &Claim) {
        let id = guid("claim", &annotation.id.to_string()).to_string();
        let quote: String = annotation.place().quote.chars().take(NAME).collect();
        let name = Some(claim.statement.as_str()).filter(|it| !it.is_empty());
        let values = self.values(&[
            ("claimant", claim.claimant.as_str()),
            (
                "attribution",
                claim.attribution.map_or("", |it| it.as_str()),
            ),
            ("status", claim.status.map_or("", |it| it.as_str())),
        ]);
        self.cases.open(
            "Case",
            &[("guid", Some(&id)), ("name", Some(name.unwrap_or(&quote)))],
        );
        values.write(&mut self.cases);
        let selection = annotation.id.to_string();
        self.cases
            .empty("SelectionRef", &[("targetGUID", Some(&selection))]);
        self.cases.close();
    }

    /// A verdict is a code with its notes; without one the notes are left over, for the selection itself.
    fn assessment(&mut self, id: &str, assessment: &Assessment) -> Vec<Uuid> {
        let at = assessment.at.to_string();
        let made = Some((assessment.reviewer.as_str(), at.as_str()));
        let mut notes = Vec::new();
        for (name, text) in [
            ("rationale", &assessment.rationale),
            ("confidence", &assessment.confidence),
        ] {
            if !text.is_empty() {
                let note = guid(name, id);
                self.note(note, Some(name), made, text, &[]);
                notes.push(note);
            }
        }
        let Some(verdict) = &assessment.verdict else {
            return notes;
        };
        let code = self.field("verdict", verdict.as_str());
        self.coding(guid("assessment", id), code, made, &notes);
        Vec::new()
    }

    fn evidence(&mut self, selection: &str, number: usize, evidence: &Evidence) {
        let id = guid("evidence", &format!("{selection}:{number}"));
        let accessed = evidence.accessed.map(|day| day.to_string());
        let name = Some(evidence.citation.as_str()).filter(|it| !it.is_empty());
        self.note(
            id,
            name,
            None,
            &evidence.quote,
            &[
                ("url", evidence.url.as_str()),
                (ACCESSED, accessed.as_deref().unwrap_or_default()),
            ],
        );
        let stance = evidence.stance.map_or("evidence", Stance::as_str);
        let link = guid("stance", &format!("{selection}:{number}"));
        self.link(link, stance, &id.to_string(), selection);
    }
}
