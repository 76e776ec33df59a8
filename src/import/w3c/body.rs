//! The bodies of an annotation: tags, notes, and what postil says of a claim in them.

use serde_json::Value;

use super::super::fields::{list, said, text, time};
use super::super::identity;
use super::super::incoming::{Incoming, Mark, add_paragraph};
use super::creator;
use crate::model::{
    Assessment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus, Evidence, Stance,
    TextHash, Verdict,
};

/// What the bodies of one annotation say together.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    tags: Vec<String>,
    note: String,
    claim: Option<Claim>,
}

impl Bodies {
    pub fn read(annotation: &Value, incoming: &mut Incoming) -> Self {
        let mut bodies = Self::default();
        add_paragraph(&mut bodies.note, text(annotation, "bodyValue"));
        let motivation = list(annotation, "motivation")
            .iter()
            .find_map(Value::as_str)
            .unwrap_or_default();
        for body in list(annotation, "body") {
            bodies.take(body, annotation, motivation, incoming);
        }
        bodies
    }

    /// Puts them on `mark`.
    pub fn put_on(&self, mark: &mut Mark) {
        for tag in &self.tags {
            mark.tag(tag);
        }
        mark.note.clone_from(&self.note);
        mark.claim.clone_from(&self.claim);
    }

    fn claim(&mut self) -> &mut Claim {
        self.claim.get_or_insert_with(Claim::default)
    }

    fn take(
        &mut self,
        body: &Value,
        annotation: &Value,
        motivation: &str,
        incoming: &mut Incoming,
    ) {
        // A body that is an address alone: a tag where it is for tagging, else something to read on.
        let value = match body {
            Value::String(address) => address.clone(),
            _ => ["value", "chars", "cnt:chars", "rdf:value"]
                .into_iter()
                .find_map(|key| body.get(key)?.as_str().map(str::to_owned))
                .or_else(|| said(body, "source"))
                .or_else(|| said(body, "id"))
                .unwrap_or_default(),
        };
        let purpose = said(body, "purpose").unwrap_or_else(|| {
            let is_tag = text(body, "type") == "oa:Tag" || motivation == "tagging";
            if is_tag { "tagging" } else { "commenting" }.to_owned()
        });
        if said(body, "language").is_some_and(|language| language != "en") {
            incoming.drop(
                "body",
                "stripped of the name of its language",
                text(body, "language"),
            );
        }
        match purpose.rsplit(':').next().unwrap_or_default() {
            "tagging" => self.tags.push(value),
            "describing" => self.claim().statement = value,
            "classifying" => self.classify(&value),
            "assessing" => self.assess(body, annotation, &value),
            "linking" if body.is_object() => self.support(body, &value),
            _ => add_paragraph(&mut self.note, &value),
        }
    }

    /// What a claim is: `checkworthy: yes`, or a tag where it is nothing of a claim.
    fn classify(&mut self, value: &str) {
        let (field, word) = value.split_once([':', '/']).unwrap_or(("", value));
        let word = word.trim();
        let is_known = match field.trim() {
            "claimant" => {
                word.clone_into(&mut self.claim().claimant);
                true
            }
            "attribution" => Attribution::parse(word)
                .map(|known| self.claim().attribution = Some(known))
                .is_some(),
            "kind" | "type" => ClaimKind::parse(word)
                .map(|known| self.claim().kinds.push(known))
                .is_some(),
            "checkworthy" => CheckWorthy::parse(word)
                .map(|known| self.claim().checkworthy = Some(known))
                .is_some(),
            "status" => ClaimStatus::parse(word)
                .map(|known| self.claim().status = Some(known))
                .is_some(),
            _ => false,
        };
        if !is_known {
            self.tags.push(value.to_owned());
        }
    }

    fn assess(&mut self, body: &Value, annotation: &Value, value: &str) {
        let whole = creator(body);
        let reviewer = if whole.is_empty() {
            creator(annotation)
        } else {
            whole
        };
        let at = time(text(body, "created")).or_else(|| time(text(annotation, "created")));
        let Some(at) = at else {
            return add_paragraph(&mut self.note, value);
        };
        let own = |key: &str| own(body, key);
        let assessment = Assessment {
            reviewer,
            at,
            verdict: Verdict::parse(value),
            confidence: own("confidence"),
            rationale: own("rationale"),
            hash: Some(own("hash"))
                .filter(|hash| !hash.is_empty())
                .map(|hash| TextHash::stored(&hash)),
        };
        self.claim().assessments.push(assessment);
    }

    /// A source for or against a claim.
    fn support(&mut self, body: &Value, value: &str) {
        let own = |key: &str| own(body, key);
        let url = said(body, "source").unwrap_or_else(|| value.to_owned());
        let other = url.strip_prefix("urn:uuid:").and_then(identity::given);
        let evidence = Evidence {
            stance: Stance::parse(&own("stance")),
            citation: own("citation"),
            url: other.map_or(url, Evidence::address_of),
            quote: own("quote"),
            accessed: own("accessed").parse().ok(),
        };
        self.claim().evidence.push(evidence);
    }
}

/// What stands under a name of postil's own.
fn own(body: &Value, key: &str) -> String {
    let plain = body.get(key).or_else(|| body.get(format!("postil:{key}")));
    plain.and_then(Value::as_str).unwrap_or_default().to_owned()
}
