//! The ledger: all claims of a corpus as rows, and the orders they can stand in.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::{About, Query, is_stale, latest};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, Codebook, DocPath, Verdict, vocabulary,
};
use crate::text::loose::loosened;

/// A claim as the ledger shows it.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The annotation and what is known around it.
    pub about: About<'a>,
    /// What it asserts.
    pub claim: &'a Claim,
    /// How many annotations link to it.
    pub linked_from: usize,
}

/// The claims that `query` means, in the order they were made. `about` tells what is known around an annotation.
#[must_use]
pub fn rows<'a>(
    set: &'a AnnotationSet,
    query: &Query,
    about: impl Fn(&'a Annotation) -> About<'a>,
) -> Vec<Row<'a>> {
    let linked = linked_from(set);
    let claims = set.annotations().filter(|one| one.claim.is_some());
    claims
        .map(about)
        .filter(|about| query.accepts(about))
        .filter_map(|about| Row::new(about, linked.get(&about.annotation.id).copied()))
        .collect()
}

/// How many annotations link to each that is linked to.
#[must_use]
pub fn linked_from(set: &AnnotationSet) -> HashMap<AnnotationId, usize> {
    let mut counts = HashMap::new();
    for link in set.annotations().flat_map(|one| &one.links) {
        *counts.entry(link.to).or_default() += 1;
    }
    counts
}

impl<'a> Row<'a> {
    /// The row for an annotation that is a claim, and to which this many others link.
    #[must_use]
    pub fn new(about: About<'a>, linked_from: Option<usize>) -> Option<Self> {
        Some(Self {
            about,
            claim: about.annotation.claim.as_ref()?,
            linked_from: linked_from.unwrap_or(0),
        })
    }

    /// The annotation.
    #[must_use]
    pub fn annotation(&self) -> &'a Annotation {
        self.about.annotation
    }

    /// The claim in words: its statement, or else the annotated text.
    #[must_use]
    pub fn words(&self) -> &'a str {
        let statement = self.claim.statement.trim();
        if statement.is_empty() {
            &self.annotation().place().quote
        } else {
            statement
        }
    }

    /// What to call its document: the title, or else the name of its file.
    #[must_use]
    pub fn document(&self) -> &'a str {
        let title = self.about.title.map(str::trim);
        title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| self.annotation().document.name())
    }

    /// The verdict that counts.
    #[must_use]
    pub fn verdict(&self) -> Option<&'a Verdict> {
        latest(self.claim)?.verdict.as_ref()
    }

    /// Whether the text has changed since that verdict.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        let judged = latest(self.claim).zip(self.about.now);
        judged.is_some_and(|(judged, now)| is_stale(judged, now))
    }

    /// How sure the reviewer was of it; empty where nothing was said.
    #[must_use]
    pub fn confidence(&self) -> &'a str {
        latest(self.claim).map_or("", |judged| &judged.confidence)
    }

    /// Who made the annotation, and then who judged the claim, each once.
    #[must_use]
    pub fn reviewers(&self) -> Vec<&'a str> {
        let judges = self
            .claim
            .assessments
            .iter()
            .map(|one| one.reviewer.as_str());
        let mut reviewers: Vec<&str> = Vec::new();
        for name in std::iter::once(self.annotation().reviewer.as_str()).chain(judges) {
            if !name.is_empty() && !reviewers.contains(&name) {
                reviewers.push(name);
            }
        }
        reviewers
    }

    /// How many links go from it and to it.
    #[must_use]
    pub fn links(&self) -> usize {
        self.annotation().links.len() + self.linked_from
    }
}

vocabulary! {
    /// What the ledger can be sorted by.
    pub enum SortKey {
        /// The claim in words.
        Claim = "claim",
        /// Who claims it.
        Claimant = "claimant",
        /// The document's path.
        Document = "document",
        /// The document's title.
        Title = "title",
        /// The article's date.
        Date = "date",
        /// The kinds of claim.
        Kind = "kind",
        /// The tags.
        Tags = "tags",
        /// How far the review is.
        Status = "status",
        /// The verdict that counts, in the order of the scale.
        Verdict = "verdict",
        /// How sure that is.
        Confidence = "confidence",
        /// The reviewers.
        Reviewer = "reviewer",
        /// How many links there are.
        Links = "links",
        /// When it was made.
        Made = "made",
    }
}

/// What a row is compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Rank(usize),
    Time(jiff::Timestamp),
    Path(DocPath),
    Text(String),
}

/// Sorts `rows` by `key`, upwards or `downwards`. What has nothing there comes last either way, and equals stay in the
/// order they are in. Texts are compared without case and marks on letters, verdicts by the scale of `codebook`.
pub fn sort(rows: &mut Vec<Row<'_>>, key: SortKey, downwards: bool, codebook: &Codebook) {
    let scale = codebook.scale();
    let rank = |verdict: &Verdict| scale.iter().position(|grade| grade.name == *verdict);
    let mut keyed: Vec<(Option<Key>, Row<'_>)> = rows
        .drain(..)
        .map(|row| (row.key(key, &rank, scale.len()), row))
        .collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Some(one), Some(other)) if downwards => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

impl Row<'_> {
    fn key(
        &self,
        key: SortKey,
        rank: &dyn Fn(&Verdict) -> Option<usize>,
        worst: usize,
    ) -> Option<Key> {
        let text = |text: &str| {
            let loose = loosened(text);
            (!loose.is_empty()).then_some(Key::Text(loose))
        };
        let annotation = self.annotation();
        match key {
            SortKey::Claim => text(self.words()),
            SortKey::Claimant => text(&self.claim.claimant),
            SortKey::Document => Some(Key::Path(annotation.document.clone())),
            SortKey::Title => text(self.document()),
            SortKey::Date => text(self.about.date?),
            SortKey::Kind => self
                .claim
                .kinds
                .first()
                .map(|kind| Key::Rank(*kind as usize)),
            SortKey::Tags => text(annotation.tags.first()?.as_str()),
            SortKey::Status => self.claim.status.map(|status| Key::Rank(status as usize)),
            SortKey::Verdict => self
                .verdict()
                .map(|verdict| Key::Rank(rank(verdict).unwrap_or(worst))),
            SortKey::Confidence => text(self.confidence()),
            SortKey::Reviewer => text(self.reviewers().first()?),
            SortKey::Links => Some(Key::Rank(self.links())),
            SortKey::Made => Some(Key::Time(annotation.created)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Assessment, ClaimStatus, Edit, Link, Relation, Selector, TextHash};
    use jiff::Timestamp;

    fn set() -> AnnotationSet {
        let mut set = AnnotationSet::default();
        let claims = [
            ("Élan", "b10.txt", Some(ClaimStatus::Final), "refuted"),
            ("zebra", "b2.txt", None, ""),
            ("", "a.txt", Some(ClaimStatus::New), "supported"),
            ("Elbow", "a.txt", Some(ClaimStatus::New), "odd"),
        ];
        let ids: Vec<AnnotationId> = (1..=5)
            .map(|second| AnnotationId::new(Timestamp::from_second(second).unwrap()))
            .collect();
        for (index, id) in ids.iter().enumerate() {
            let claim = claims.get(index);
            let (statement, document, status, verdict) =
                claim.copied().unwrap_or(("", "a.txt", None, ""));
            let created = Timestamp::from_second(1).unwrap();
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(Annotation {
                    id: *id,
                    document: DocPath::new(document),
                    selector: Selector {
                        quote: "the quote".into(),
                        ..Selector::default()
                    },
                    anchors: Vec::new(),
                    tags: Vec::new(),
                    note: String::new(),
                    reviewer: "dl".into(),
                    created,
                    claim: claim.map(|_| Claim {
                        statement: statement.into(),
                        status,
                        assessments: vec![Assessment {
                            reviewer: "mk".into(),
                            at: created,
                            verdict: Verdict::parse(verdict),
                            confidence: String::new(),
                            rationale: String::new(),
                            hash: Some(TextHash::of("then")),
                        }],
                        ..Claim::default()
                    }),
                    links: vec![Link {
                        to: ids[0],
                        relation: Relation::Cites,
                    }],
                })),
            });
        }
        set
    }

    #[test]
    fn the_ledger_holds_claims_only_and_sorts_them() {
        let set = set();
        let words = |key, downwards| {
            let mut rows = rows(&set, &Query::default(), About::new);
            sort(&mut rows, key, downwards, set.codebook());
            rows.iter().map(Row::words).collect::<Vec<_>>().join(", ")
        };
        for (key, downwards, expected) in [
            (SortKey::Made, false, "Élan, zebra, the quote, Elbow"),
            (SortKey::Claim, false, "Élan, Elbow, the quote, zebra"),
            (SortKey::Claim, true, "zebra, the quote, Elbow, Élan"),
            (SortKey::Document, false, "the quote, Elbow, zebra, Élan"),
            (SortKey::Status, false, "the quote, Elbow, Élan, zebra"),
            (SortKey::Status, true, "Élan, the quote, Elbow, zebra"),
            (SortKey::Verdict, false, "the quote, Élan, Elbow, zebra"),
            (SortKey::Links, true, "Élan, zebra, the quote, Elbow"),
            (SortKey::Date, false, "Élan, zebra, the quote, Elbow"),
        ] {
            assert_eq!(words(key, downwards), expected, "{key:?} {downwards}");
        }
    }

    #[test]
    fn a_row_tells_what_there_is() {
        let set = set();
        let now = TextHash::of("now");
        let about = |annotation| About {
            now: Some(&now),
            ..About::new(annotation)
        };
        let rows = rows(&set, &Query::parse("verdict:any").unwrap(), about);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].reviewers(), ["dl", "mk"]);
        assert_eq!((rows[0].links(), rows[0].linked_from), (6, 5));
        assert!(rows[0].is_stale());
        assert_eq!(rows[0].document(), "b10.txt");
    }
}
