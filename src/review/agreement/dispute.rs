//! What reviewers disagree about, one place after the other, and which of it was decided.
//!
//! A decision is an annotation of whoever decided, with a link `decides` to each annotation that it is about: what the
//! reviewers wrote stays as it is, and their agreement too. What holds is in that annotation.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Field;
use super::article::{Article, Mark, Raters, bit};
use super::comparison::{grouped, said_in, verdict_of};
use super::overlap::Stretch;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, DocPath, Relation, TagName, Verdict,
};

/// What it costs when reviewers disagree: nothing is worse than two verdicts on one claim.
const VERDICT: u32 = 8;
const CLAIM: u32 = 4;
const CHECKWORTHY: u32 = 3;
const FIELD: u32 = 1;
const TAG: u32 = 1;

/// What one reviewer says of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number of the reviewer.
    pub rater: usize,
    /// The reviewer's name.
    pub reviewer: String,
    /// The annotation; nothing where the reviewer has seen the place and left it be.
    pub annotation: Option<AnnotationId>,
    /// The reviewer's verdict.
    pub verdict: Option<Verdict>,
}

/// A place of which reviewers say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Its document.
    pub document: DocPath,
    /// Where it is, in code points.
    pub place: Stretch,
    /// How it begins.
    pub quote: String,
    /// What each reviewer says who has seen it, by their numbers.
    pub versions: Vec<Version>,
    /// What they disagree about, in words.
    pub about: Vec<&'static str>,
    /// What that costs.
    pub cost: u32,
}

impl Dispute {
    /// The annotations it is about, each once.
    #[must_use]
    pub fn annotations(&self) -> Vec<AnnotationId> {
        let ids: BTreeSet<AnnotationId> = self
            .versions
            .iter()
            .filter_map(|one| one.annotation)
            .collect();
        ids.into_iter().collect()
    }

    /// Whether one decision was about all of its annotations, `settled` being what was decided.
    #[must_use]
    pub fn is_settled(&self, settled: &Settled) -> bool {
        let ids = self.annotations();
        let decisions = ids.first().and_then(|first| settled.get(first));
        decisions.is_some_and(|decisions| {
            let decides_all = |decision: &AnnotationId| {
                let about =
                    |id: &AnnotationId| settled.get(id).is_some_and(|by| by.contains(decision));
                ids.iter().all(about)
            };
            decisions.iter().any(decides_all)
        })
    }
}

/// By which decisions each annotation was decided.
pub type Settled = HashMap<AnnotationId, HashSet<AnnotationId>>;

/// Whether an annotation is a decision about others.
#[must_use]
pub fn is_decision(annotation: &Annotation) -> bool {
    let mut links = annotation.links.iter();
    links.any(|link| link.relation == Relation::Decides)
}

/// What was decided in `set`.
#[must_use]
pub fn settled(set: &AnnotationSet) -> Settled {
    let mut settled = Settled::new();
    for annotation in set.annotations() {
        for link in &annotation.links {
            if link.relation == Relation::Decides {
                settled.entry(link.to).or_default().insert(annotation.id);
            }
        }
    }
    settled
}

/// Everything that reviewers disagree about, decided or not: the dearest first, and what costs the same in the order of the
/// documents. A highlight without a tag and without a claim is a reviewer's own business.
#[must_use]
pub fn disputes(set: &AnnotationSet, raters: &Raters, articles: &[Article]) -> Vec<Dispute> {
    let says_something = |mark: &&Mark| {
        set.get(mark.id)
            .is_some_and(|one| !one.tags.is_empty() || one.claim.is_some())
    };
    let mut found = Vec::new();
    for article in articles {
        let marks = article.marks.iter().filter(says_something);
        for group in grouped(raters.len(), marks) {
            found.extend(dispute(set, raters, article, &group));
        }
    }
    found.sort_by(|one, other| {
        let dearer = other.cost.cmp(&one.cost);
        let documents = || one.document.cmp(&other.document);
        dearer
            .then_with(documents)
            .then_with(|| one.place.cmp(&other.place))
    });
    found
}

/// What reviewers disagree about in one group of marks.
fn dispute(
    set: &AnnotationSet,
    raters: &Raters,
    article: &Article,
    group: &[Option<&Mark>],
) -> Option<Dispute> {
    let first = group.iter().flatten().next()?;
    let annotation = |mark: Option<&Mark>| mark.and_then(|mark| set.get(mark.id));
    let members: Vec<Option<&Annotation>> = group.iter().map(|mark| annotation(*mark)).collect();
    let claims: Vec<&Claim> = members
        .iter()
        .flatten()
        .filter_map(|one| one.claim.as_ref())
        .collect();
    let mut versions = Vec::new();
    for (rater, name) in raters.names().iter().enumerate() {
        let own = members.get(rater).copied().flatten();
        let verdict = verdict_of(name, claims.iter().copied());
        let left_it_be = own.is_none() && article.is_seen_by(first, bit(rater));
        if own.is_some() || verdict.is_some() || left_it_be {
            let judged = || members.iter().flatten().next().map(|one| one.id);
            versions.push(Version {
                rater,
                reviewer: name.clone(),
                annotation: own
                    .map(|one| one.id)
                    .or_else(|| judged().filter(|_| verdict.is_some())),
                verdict: verdict.cloned(),
            });
        }
    }
    if versions.len() < 2 {
        return None;
    }
    let said = versions.iter().map(|version| match version.annotation {
        None => None,
        Some(id) => set.get(id),
    });
    let (about, cost) = differences(&versions, &said.collect::<Vec<_>>());
    (cost > 0).then(|| Dispute {
        document: article.path.clone(),
        place: first.place,
        quote: first.quote.clone(),
        versions,
        about,
        cost,
    })
}

/// What the versions of a place differ in, and what that costs.
fn differences(versions: &[Version], said: &[Option<&Annotation>]) -> (Vec<&'static str>, u32) {
    let (mut about, mut cost) = (Vec::new(), 0);
    let mut differ = |what: &'static str, price: u32| {
        if price > 0 {
            about.push(what);
            cost += price;
        }
    };
    let verdicts: HashSet<&Verdict> = versions
        .iter()
        .filter_map(|one| one.verdict.as_ref())
        .collect();
    differ("verdict", if verdicts.len() > 1 { VERDICT } else { 0 });
    let claims: Vec<Option<&Claim>> = said
        .iter()
        .map(|one| one.and_then(|one| one.claim.as_ref()))
        .collect();
    let made = claims.iter().flatten().count();
    let is_one_sided = made > 0 && made < claims.len();
    differ("claim or not", if is_one_sided { CLAIM } else { 0 });
    for field in Field::ALL {
        let answers = claims.iter().flatten();
        let answers: HashSet<String> = answers.filter_map(|claim| said_in(*field, claim)).collect();
        let price = match field {
            _ if answers.len() < 2 => 0,
            Field::CheckWorthy => CHECKWORTHY,
            _ => FIELD,
        };
        differ(field.as_str(), price);
    }
    let all = said.iter().flatten().flat_map(|one| &one.tags);
    let all: HashSet<&TagName> = all.collect();
    let by_some = all.iter().filter(|tag| {
        let mut lacking = said
            .iter()
            .map(|one| one.is_none_or(|one| !one.tags.contains(tag)));
        lacking.any(|lacks| lacks)
    });
    let apart = u32::try_from(by_some.count()).unwrap_or(u32::MAX);
    differ("tags", apart.min(64) * TAG);
    (about, cost)
}
