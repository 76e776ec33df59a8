//! Editing several claims at once: what is to change, and what that would do to each, before it is done.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::Line;
use crate::model::{
    Annotation, AnnotationId, CheckWorthy, ClaimStatus, Codebook, TagName, on_one_line, vocabulary,
};
use crate::search::rank;

vocabulary! {
    /// What several claims can be given at once.
    pub enum BulkField {
        /// How far the review is.
        Status = "status",
        /// Who claims it.
        Claimant = "claimant",
        /// A tag more.
        AddTag = "add a tag",
        /// A tag less.
        RemoveTag = "remove a tag",
        /// Whether it is worth checking.
        Checkworthy = "check-worthiness",
    }
}

/// The word for having nothing in a field.
const NONE: &str = "none";

/// A change that can be made to any claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The review is this far.
    Status(Option<ClaimStatus>),
    /// This one claims it; empty for nobody.
    Claimant(String),
    /// The tag is given.
    AddTag(TagName),
    /// The tag is taken away.
    RemoveTag(TagName),
    /// It is worth checking, or is not.
    Checkworthy(Option<CheckWorthy>),
}

impl Change {
    /// The change of `field` that `word` names, if it names one.
    #[must_use]
    pub fn of(field: BulkField, word: &str) -> Option<Self> {
        let word = on_one_line(word);
        let is_none = word == NONE;
        match field {
            BulkField::Status if is_none => Some(Self::Status(None)),
            BulkField::Status => ClaimStatus::parse(&word).map(|status| Self::Status(Some(status))),
            BulkField::Checkworthy if is_none => Some(Self::Checkworthy(None)),
            BulkField::Checkworthy => {
                CheckWorthy::parse(&word).map(|worth| Self::Checkworthy(Some(worth)))
            }
            BulkField::Claimant if is_none => Some(Self::Claimant(String::new())),
            BulkField::Claimant => (!word.is_empty()).then_some(Self::Claimant(word)),
            BulkField::AddTag => TagName::parse(&word).map(Self::AddTag),
            BulkField::RemoveTag => TagName::parse(&word).map(Self::RemoveTag),
        }
    }

    /// Makes it, as far as there is anything to change.
    pub fn make(&self, annotation: &mut Annotation) {
        match self {
            Self::AddTag(tag) => _ = annotation.add_tag(tag),
            Self::RemoveTag(tag) => annotation.tags.retain(|known| known != tag),
            Self::Status(_) | Self::Claimant(_) | Self::Checkworthy(_) => {
                let Some(claim) = &mut annotation.claim else {
                    return;
                };
                match self {
                    Self::Status(status) => claim.status = *status,
                    Self::Claimant(name) => claim.claimant.clone_from(name),
                    Self::Checkworthy(worth) => claim.checkworthy = *worth,
                    Self::AddTag(_) | Self::RemoveTag(_) => {}
                }
            }
        }
    }

    /// What it changes of an annotation: what was there before, empty where nothing was.
    ///
    /// # Errors
    /// Why nothing would change.
    pub fn before<'a>(&'a self, annotation: &'a Annotation) -> Result<&'a str, &'static str> {
        const SAME: &str = "is so already";
        let claim = annotation.claim.as_ref().ok_or("is no claim");
        let other = |before, is_same: bool| if is_same { Err(SAME) } else { Ok(before) };
        match self {
            Self::AddTag(tag) => other("", annotation.tags.contains(tag)),
            Self::RemoveTag(tag) => {
                let given = annotation.tags.iter().find(|known| *known == tag);
                given.map(TagName::as_str).ok_or("does not have it")
            }
            Self::Status(status) => {
                let before = claim?.status;
                other(before.map_or("", ClaimStatus::as_str), before == *status)
            }
            Self::Checkworthy(worth) => {
                let before = claim?.checkworthy;
                other(before.map_or("", CheckWorthy::as_str), before == *worth)
            }
            Self::Claimant(name) => {
                let before = &claim?.claimant;
                other(before, before == name)
            }
        }
    }

    /// What it leaves behind; empty where nothing is left.
    #[must_use]
    pub fn after(&self) -> &str {
        match self {
            Self::Status(status) => status.map_or("", ClaimStatus::as_str),
            Self::Checkworthy(worth) => worth.map_or("", CheckWorthy::as_str),
            Self::Claimant(name) => name,
            Self::AddTag(tag) => tag.as_str(),
            Self::RemoveTag(_) => "",
        }
    }

    /// What is done, for undo: `status final`.
    #[must_use]
    pub fn label(&self) -> String {
        let of = |field: &str, value: &str| {
            let value = if value.is_empty() { NONE } else { value };
            format!("{field} {value}")
        };
        match self {
            Self::Status(_) => of("status", self.after()),
            Self::Checkworthy(_) => of("check-worthiness", self.after()),
            Self::Claimant(name) => of("claimant", name),
            Self::AddTag(tag) => format!("tagged {tag}"),
            Self::RemoveTag(tag) => format!("removed {tag}"),
        }
    }
}

/// What a change would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What would change, with what was there before.
    pub changes: Vec<(AnnotationId, String)>,
    /// What would stay as it is, and why.
    pub stays: Vec<(AnnotationId, &'static str)>,
}

impl Plan {
    /// What `change` would do to these.
    pub fn of<'a>(change: &Change, all: impl Iterator<Item = &'a Annotation>) -> Self {
        let mut plan = Self::default();
        for annotation in all {
            match change.before(annotation) {
                Ok(before) => plan.changes.push((annotation.id, before.to_owned())),
                Err(why) => plan.stays.push((annotation.id, why)),
            }
        }
        plan
    }
}

/// An edit of several while it is chosen.
#[derive(Debug, Default)]
pub struct Bulk {
    /// What it is about.
    pub ids: Arc<Vec<AnnotationId>>,
    /// What is to change, once that is chosen.
    pub field: Option<BulkField>,
    /// What is typed: it narrows the list, and is a name or a tag of its own.
    pub input: Line,
    choices: Vec<String>,
    listed: Vec<String>,
    selected: usize,
    /// The change that is chosen, of which it is asked what it would do.
    pub asked: Option<Change>,
    /// What that would do, once it is known.
    pub plan: Option<Arc<Plan>>,
    /// The first line of the plan that is shown.
    pub top: usize,
}

impl Bulk {
    /// An edit of these, of which nothing is chosen yet.
    #[must_use]
    pub fn new(ids: Arc<Vec<AnnotationId>>) -> Self {
        let mut bulk = Self {
            ids,
            ..Self::default()
        };
        bulk.ask(
            None,
            BulkField::ALL
                .iter()
                .map(|field| field.as_str().to_owned())
                .collect(),
        );
        bulk
    }

    /// Asks for a value of `field`, or for the field, of which `choices` are known.
    pub fn ask(&mut self, field: Option<BulkField>, choices: Vec<String>) {
        (self.field, self.choices, self.input) = (field, choices, Line::default());
        self.narrow();
    }

    /// Lists what the words that are typed find.
    pub fn narrow(&mut self) {
        let typed = on_one_line(self.input.text());
        let hits = rank(&typed, self.choices.iter().map(String::as_str));
        let found = hits.iter().filter_map(|hit| self.choices.get(hit.index));
        self.listed = found.cloned().collect();
        let is_open = matches!(self.field, Some(BulkField::Claimant | BulkField::AddTag));
        if is_open && !typed.is_empty() && !self.listed.contains(&typed) {
            self.listed.push(typed);
        }
        (self.selected, self.top) = (0, 0);
    }

    /// What can be chosen.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        &self.listed
    }

    /// Which of it is chosen.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Chooses another, as far as there is one.
    pub fn step(&mut self, count: isize) {
        let last = self.listed.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(count).min(last);
        self.top = 0;
    }

    /// The field that is chosen, while it is a field that is asked for.
    #[must_use]
    pub fn chosen_field(&self) -> Option<BulkField> {
        let word = self.listed.get(self.selected)?;
        BulkField::parse(word).filter(|_| self.field.is_none())
    }

    /// The change that is chosen, once a field is.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        Change::of(self.field?, self.listed.get(self.selected)?)
    }

    /// The values that `field` can be given: of a closed set, or those that are in use.
    #[must_use]
    pub fn values<'a>(
        field: BulkField,
        meant: impl Iterator<Item = &'a Annotation>,
        names: impl Iterator<Item = &'a str>,
        codebook: &Codebook,
    ) -> Vec<String> {
        let mut values: Vec<String> = match field {
            BulkField::Status => ClaimStatus::ALL
                .iter()
                .map(|status| status.as_str().to_owned())
                .collect(),
            BulkField::Checkworthy => CheckWorthy::ALL
                .iter()
                .map(|worth| worth.as_str().to_owned())
                .collect(),
            BulkField::Claimant => {
                let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
                names.into_iter().map(str::to_owned).collect()
            }
            BulkField::AddTag => {
                let tags = codebook.tags().iter().filter(|tag| !tag.retired);
                return tags.map(|tag| tag.name.to_string()).collect();
            }
            BulkField::RemoveTag => {
                let tags: BTreeSet<&TagName> = meant.flat_map(|one| &one.tags).collect();
                return tags.into_iter().map(TagName::to_string).collect();
            }
        };
        values.push(NONE.to_owned());
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, DocPath, Selector};
    use jiff::Timestamp;

    fn annotation(claim: Option<Claim>, tags: &[&str]) -> Annotation {
        let created = Timestamp::from_second(1).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new("a.txt"),
            selector: Selector::default(),
            anchors: Vec::new(),
            tags: tags.iter().filter_map(|tag| TagName::parse(tag)).collect(),
            note: String::new(),
            reviewer: "dl".into(),
            created,
            claim,
            links: Vec::new(),
        }
    }

    #[test]
    fn changes_change_what_they_say_and_nothing_that_is_so() {
        use BulkField::{AddTag, Checkworthy, Claimant, RemoveTag, Status};
        let claim = Claim {
            claimant: "Ada".into(),
            status: Some(ClaimStatus::New),
            ..Claim::default()
        };
        let claims = [annotation(Some(claim), &["a"]), annotation(None, &["b"])];
        for (field, word, expected) in [
            (Status, "final", [Ok("new"), Err("is no claim")]),
            (Status, "new", [Err("is so already"), Err("is no claim")]),
            (Status, "none", [Ok("new"), Err("is no claim")]),
            (Claimant, "  Ben \n Bell ", [Ok("Ada"), Err("is no claim")]),
            (Claimant, "none", [Ok("Ada"), Err("is no claim")]),
            (Checkworthy, "yes", [Ok(""), Err("is no claim")]),
            (AddTag, "a", [Err("is so already"), Ok("")]),
            (RemoveTag, "b", [Err("does not have it"), Ok("b")]),
        ] {
            let change = Change::of(field, word).unwrap();
            for (annotation, expected) in claims.iter().zip(expected) {
                assert_eq!(change.before(annotation), expected, "{word}");
                let mut after = annotation.clone();
                change.make(&mut after);
                assert_eq!(after != *annotation, expected.is_ok(), "{word}");
                if expected.is_ok() {
                    assert!(change.before(&after).is_err(), "{word}");
                }
            }
            let plan = Plan::of(&change, claims.iter());
            assert_eq!(plan.changes.len() + plan.stays.len(), 2);
        }
        assert_eq!(Change::of(Status, "nearly"), None);
        assert_eq!(Change::of(Claimant, " "), None);
    }

    #[test]
    fn what_is_typed_narrows_the_list_and_may_be_new() {
        let mut bulk = Bulk::new(Arc::default());
        assert_eq!(bulk.chosen_field(), Some(BulkField::Status));
        bulk.input = Line::new("remo");
        bulk.narrow();
        assert_eq!(bulk.chosen_field(), Some(BulkField::RemoveTag));
        bulk.ask(Some(BulkField::Claimant), vec!["Ada".into(), "none".into()]);
        bulk.step(5);
        assert_eq!(bulk.change(), Some(Change::Claimant(String::new())));
        bulk.input = Line::new("Ad");
        bulk.narrow();
        assert_eq!(bulk.listed(), ["Ada", "Ad"]);
        bulk.ask(Some(BulkField::Status), vec!["new".into()]);
        bulk.input = Line::new("zz");
        bulk.narrow();
        assert_eq!((bulk.change(), bulk.listed().len()), (None, 0));
    }
}
