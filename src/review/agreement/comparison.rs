//! Filling the table of agreement: a row for each tag and for each field of a claim, with every measure and what is behind it.

use std::collections::{BTreeMap, HashMap};

use super::article::{Article, Mark, Raters, Shared, bit};
use super::overlap::{Stretch, f1, groups, matching};
use super::{
    Agreement, Column, Continuum, Field, Figure, Item, NotComputable, Ratings, Reviewer, Row,
    Subject, Thing, alpha_u, cohen, disputes, fleiss, interval, krippendorff, raw, settled,
};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Attribution, CheckWorthy, Claim, ClaimStatus, TagName,
    Verdict,
};

/// How many tags have a row of their own; of more those that were given the most.
const MOST_TAGS: usize = 200;

/// Compares what `raters` have seen and marked of `articles`, which at least two of them have begun, in `set`.
#[must_use]
pub fn compare(set: &AnnotationSet, raters: &Raters, articles: &[Article]) -> Agreement {
    let comparing = Comparing {
        set,
        raters,
        articles,
    };
    let mut shared: HashMap<u32, u64> = HashMap::new();
    for seen in articles.iter().flat_map(Article::seen) {
        *shared.entry(*seen).or_default() += 1;
    }
    let (subjects, too_many) = comparing.subjects();
    let mut spans = comparing.stretches(&subjects);
    let mut rows: Vec<Row> = Vec::new();
    let mut dropped = 0;
    for subject in subjects {
        let mut row = comparing.sentence_row(&subject, &shared);
        if let Some(found) = spans.remove(&subject) {
            dropped += found.dropped;
            found.fill(&mut row);
        }
        rows.push(row);
    }
    rows.extend(Field::ALL.iter().map(|field| comparing.field_row(*field)));
    for row in &mut rows {
        row.items.sort_by_key(|item| item.agrees);
        row.stretches.sort_by_key(|item| item.agrees);
    }
    let done = settled(set);
    let (decided, disputes) = disputes(set, raters, articles)
        .into_iter()
        .partition::<Vec<_>, _>(|dispute| dispute.is_settled(&done));
    let is_shared = |seen: &&u32| seen.count_ones() > 1;
    Agreement {
        reviewers: comparing.reviewers(),
        documents: articles.len(),
        sentences: articles.iter().map(|article| article.seen().len()).sum(),
        shared: articles
            .iter()
            .flat_map(Article::seen)
            .filter(is_shared)
            .count(),
        rows,
        disputes,
        decided: decided.len(),
        remarks: remarks(raters, too_many, dropped),
    }
}

/// What was left out, in sentences.
fn remarks(raters: &Raters, tags: usize, stretches: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if raters.left_out() > 0 {
        let count = raters.left_out();
        remarks.push(format!(
            "{count} reviewers with the fewest annotations are left out"
        ));
    }
    if tags > 0 {
        remarks.push(format!("{tags} tags that were given least are left out"));
    }
    if stretches > 0 {
        remarks.push(format!(
            "{stretches} annotations overlap with another of the same reviewer and tag: alpha-u takes the earliest, then \
             the longest"
        ));
    }
    remarks
}

/// What is behind the two measures of stretches, for one subject.
#[derive(Debug, Default)]
struct Stretches {
    pairs: Vec<(usize, usize, usize)>,
    continuum: Continuum,
    items: Vec<Item>,
    dropped: usize,
}

impl Stretches {
    fn fill(self, row: &mut Row) {
        // What nobody has seen together is told before what nobody marked there.
        let unseen = match row.figure(Column::Raw) {
            Some(Err(reason)) if row.units == 0 => Some(reason.clone()),
            _ => None,
        };
        let paired = unseen.map_or_else(|| f1(&self.pairs), Err);
        row.figures[Column::Unitizing as usize] = alpha_u(&self.continuum).map(Figure::new);
        row.figures[Column::Overlap as usize] = paired.map(Figure::new);
        row.stretches = self.items;
    }
}

struct Comparing<'a> {
    set: &'a AnnotationSet,
    raters: &'a Raters,
    articles: &'a [Article],
}

impl Comparing<'_> {
    fn reviewers(&self) -> Vec<Reviewer> {
        let names = self.raters.names().iter().enumerate();
        let reviewer = |(number, name): (usize, &String)| {
            let seen = self.articles.iter().flat_map(Article::seen);
            let marks = self.articles.iter().flat_map(|article| &article.marks);
            Reviewer {
                name: name.clone(),
                seen: seen.filter(|seen| *seen & bit(number) != 0).count(),
                annotations: marks.filter(|mark| mark.rater == number).count(),
            }
        };
        names.map(reviewer).collect()
    }

    fn annotation(&self, mark: &Mark) -> Option<&Annotation> {
        self.set.get(mark.id)
    }

    /// Whether a mark says this of its sentences.
    fn says(&self, mark: &Mark, subject: &Subject) -> bool {
        self.annotation(mark).is_some_and(|one| match subject {
            Subject::Anything => true,
            Subject::Claim => one.claim.is_some(),
            Subject::Tag(tag) => one.tags.contains(tag),
            Subject::Field(_) => false,
        })
    }

    /// What a mark says of its sentences, all of it.
    fn said(&self, mark: &Mark) -> Vec<Subject> {
        let Some(annotation) = self.annotation(mark) else {
            return Vec::new();
        };
        let mut said = vec![Subject::Anything];
        if annotation.claim.is_some() {
            said.push(Subject::Claim);
        }
        said.extend(annotation.tags.iter().cloned().map(Subject::Tag));
        said
    }

    /// What there is a row for, save the fields of claims, and how many tags there is none for.
    fn subjects(&self) -> (Vec<Subject>, usize) {
        let mut counts: HashMap<&TagName, usize> = HashMap::new();
        let marks = self.articles.iter().flat_map(|article| &article.marks);
        for tag in marks
            .filter_map(|mark| self.annotation(mark))
            .flat_map(|one| &one.tags)
        {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(&TagName, usize)> = counts.into_iter().collect();
        tags.sort_by_key(|(tag, count)| (std::cmp::Reverse(*count), *tag));
        let left_out = tags.len().saturating_sub(MOST_TAGS);
        tags.truncate(MOST_TAGS);
        let codebook = self.set.codebook().tags();
        let order: HashMap<&TagName, usize> =
            codebook.iter().map(|tag| &tag.name).zip(0..).collect();
        tags.sort_by_key(|(tag, _)| (order.get(tag).copied().unwrap_or(usize::MAX), *tag));
        let tags = tags.into_iter().map(|(tag, _)| Subject::Tag(tag.clone()));
        let first = [Subject::Anything, Subject::Claim].into_iter();
        (first.chain(tags).collect(), left_out)
    }

    /// Whether sentences were given what `subject` is, `shared` telling how many were seen by whom.
    fn sentence_row(&self, subject: &Subject, shared: &HashMap<u32, u64>) -> Row {
        let mut unmarked = shared.clone();
        let mut ratings = Ratings::new(Thing::SENTENCE, self.raters.len());
        let mut items = Vec::new();
        for article in self.articles {
            let mut given: BTreeMap<usize, (u32, Vec<AnnotationId>)> = BTreeMap::new();
            for mark in &article.marks {
                if self.says(mark, subject) {
                    for number in mark.sentences.clone() {
                        let here = given.entry(number).or_default();
                        here.0 |= bit(mark.rater);
                        here.1.push(mark.id);
                    }
                }
            }
            for (number, (by, ids)) in given {
                let seen = article.seen().get(number).copied().unwrap_or(0);
                if let Some(count) = unmarked.get_mut(&seen) {
                    *count = count.saturating_sub(1);
                }
                let answers = answers(self.raters.len(), seen, by);
                ratings.add(&answers, 1);
                if seen.count_ones() > 1 && by & seen != 0 {
                    let agrees = by & seen == seen || by & seen == 0;
                    let word = |answer: &Option<usize>| {
                        answer.map(|given| if given == 1 { "✓" } else { "–" }.to_owned())
                    };
                    items.push(Item {
                        document: article.path.clone(),
                        place: article.place(number),
                        quote: article.quote(number).to_owned(),
                        answers: answers.iter().map(word).collect(),
                        annotations: ids,
                        agrees,
                    });
                }
            }
        }
        for (seen, count) in unmarked {
            ratings.add(&answers(self.raters.len(), seen, 0), count);
        }
        row(subject.clone(), &ratings, items)
    }

    /// What reviewers said of the claims that several of them marked, or judged.
    fn field_row(&self, field: Field) -> Row {
        let thing = Thing {
            name: "claim",
            done: match field {
                Field::Kinds => "given kinds",
                Field::CheckWorthy => "weighed for its check-worthiness",
                Field::Attribution => "given an attribution",
                Field::Status => "given a status",
                Field::Verdict => "given a verdict",
            },
        };
        let mut ratings = Ratings::new(thing, self.raters.len());
        let mut categories: HashMap<String, usize> = HashMap::new();
        let mut items = Vec::new();
        for article in self.articles {
            let is_claim = |mark: &&Mark| {
                self.annotation(mark)
                    .is_some_and(|annotation| annotation.claim.is_some())
            };
            for group in grouped(self.raters.len(), article.marks.iter().filter(is_claim)) {
                let answers = self.answers(field, &group);
                let numbers: Vec<Option<usize>> = answers
                    .iter()
                    .map(|answer| {
                        let next = categories.len();
                        let answer = answer.as_ref()?;
                        Some(*categories.entry(answer.clone()).or_insert(next))
                    })
                    .collect();
                ratings.add(&numbers, 1);
                if numbers.iter().flatten().count() > 1 {
                    items.push(item(article, &group, answers));
                }
            }
        }
        row(Subject::Field(field), &ratings, items)
    }

    /// What each reviewer says in `field` of a claim.
    fn answers(&self, field: Field, group: &[Option<&Mark>]) -> Vec<Option<String>> {
        let claims: Vec<Option<&Claim>> = group
            .iter()
            .map(|mark| self.annotation((*mark)?)?.claim.as_ref())
            .collect();
        if field == Field::Verdict {
            let verdict = |name: &String| verdict_of(name, claims.iter().copied().flatten());
            let names = self.raters.names().iter();
            return names
                .map(|name| Some(verdict(name)?.as_str().to_owned()))
                .collect();
        }
        claims
            .iter()
            .map(|claim| said_in(field, (*claim)?))
            .collect()
    }

    /// Where each subject was marked, by whom.
    fn stretches(&self, subjects: &[Subject]) -> HashMap<Subject, Stretches> {
        let raters = self.raters.len();
        let mut all: HashMap<Subject, Stretches> = HashMap::new();
        for subject in subjects {
            all.insert(subject.clone(), Stretches::default());
        }
        let everybody = (0..raters).fold(0, |all, rater| all | bit(rater));
        let mut marked: HashMap<&Subject, Vec<Vec<Stretch>>> = HashMap::new();
        let mut before = 0;
        for article in self.articles {
            let by_subject = self.by_subject(article);
            let shared = article.shared(everybody);
            for (subject, marks) in &by_subject {
                let Some((subject, found)) = subjects
                    .iter()
                    .find(|known| *known == subject)
                    .zip(all.get_mut(subject))
                else {
                    continue;
                };
                let here = marked
                    .entry(subject)
                    .or_insert_with(|| vec![Vec::new(); raters]);
                for mark in marks {
                    if let Some((start, end)) = shared.within(mark.place) {
                        here[mark.rater].push((before + start, before + end));
                    }
                }
                found.items.extend(behind(raters, article, marks));
            }
            before += shared.length;
            self.pair_up(article, &by_subject, &mut all);
        }
        for (subject, found) in &mut all {
            let marked = marked.remove(subject);
            let marked = marked.unwrap_or_else(|| vec![Vec::new(); raters]);
            found.continuum = Continuum::new(before, marked);
            found.dropped = found.continuum.dropped();
        }
        all
    }

    fn by_subject<'m>(&self, article: &'m Article) -> BTreeMap<Subject, Vec<&'m Mark>> {
        let mut by_subject: BTreeMap<Subject, Vec<&Mark>> = BTreeMap::new();
        for mark in &article.marks {
            for subject in self.said(mark) {
                by_subject.entry(subject).or_default().push(mark);
            }
        }
        by_subject
    }

    /// Adds, for every two reviewers, how many stretches each marked in what both have seen, and how many go together.
    fn pair_up(
        &self,
        article: &Article,
        by_subject: &BTreeMap<Subject, Vec<&Mark>>,
        all: &mut HashMap<Subject, Stretches>,
    ) {
        let raters = self.raters.len();
        for one in 0..raters {
            for other in one + 1..raters {
                let shared = article.shared(bit(one) | bit(other));
                for (subject, marks) in by_subject {
                    let Some(found) = all.get_mut(subject) else {
                        continue;
                    };
                    let of = |rater: usize| within(&shared, marks, rater);
                    let (ones, others) = (of(one), of(other));
                    let paired = matching(&ones, &others).iter().flatten().count();
                    found.pairs.push((ones.len(), others.len(), paired));
                }
            }
        }
    }
}

/// Where one reviewer marked something of what was seen.
fn within(shared: &Shared, marks: &[&Mark], rater: usize) -> Vec<Stretch> {
    let own = marks.iter().filter(|mark| mark.rater == rater);
    let seen = own.filter(|mark| shared.within(mark.place).is_some());
    seen.map(|mark| mark.place).collect()
}

/// What each reviewer answered about a sentence that these have `seen`, and that was given it `by` those.
fn answers(raters: usize, seen: u32, by: u32) -> Vec<Option<usize>> {
    let answer = |rater: usize| {
        let has = |bits: u32| bits & bit(rater) != 0;
        has(seen).then(|| usize::from(has(by)))
    };
    (0..raters).map(answer).collect()
}

/// The marks of several reviewers, put together: in each group one of every reviewer, or none.
pub(super) fn grouped<'m>(
    raters: usize,
    marks: impl Iterator<Item = &'m Mark>,
) -> Vec<Vec<Option<&'m Mark>>> {
    let mut by_rater: Vec<Vec<&Mark>> = vec![Vec::new(); raters];
    for mark in marks {
        if let Some(own) = by_rater.get_mut(mark.rater) {
            own.push(mark);
        }
    }
    let places: Vec<Vec<Stretch>> = by_rater
        .iter()
        .map(|marks| marks.iter().map(|mark| mark.place).collect())
        .collect();
    let group = |numbers: Vec<Option<usize>>| {
        let members = numbers.into_iter().zip(&by_rater);
        members
            .map(|(number, own)| own.get(number?).copied())
            .collect()
    };
    groups(&places).into_iter().map(group).collect()
}

/// The stretches that were marked in an article, where at least two reviewers have seen them.
fn behind(raters: usize, article: &Article, marks: &[&Mark]) -> Vec<Item> {
    let mut items = Vec::new();
    for group in grouped(raters, marks.iter().copied()) {
        let Some(first) = group.iter().flatten().next() else {
            continue;
        };
        let answers: Vec<Option<String>> = group
            .iter()
            .enumerate()
            .map(|(rater, mark)| match mark {
                Some(_) => Some("✓".to_owned()),
                None => article
                    .is_seen_by(first, bit(rater))
                    .then(|| "–".to_owned()),
            })
            .collect();
        if answers.iter().flatten().count() > 1 {
            items.push(item(article, &group, answers));
        }
    }
    items
}

fn item(article: &Article, group: &[Option<&Mark>], answers: Vec<Option<String>>) -> Item {
    let marks = || group.iter().flatten();
    let first = marks().next();
    let mut given = answers.iter().flatten();
    let agrees = match given.next() {
        Some(first) => given.all(|other| other == first),
        None => true,
    };
    Item {
        document: article.path.clone(),
        place: first.map_or((0, 0), |mark| mark.place),
        quote: first.map_or_else(String::new, |mark| mark.quote.clone()),
        annotations: marks().map(|mark| mark.id).collect(),
        answers,
        agrees,
    }
}

/// What a claim says in a field; nothing where it says nothing, and of the verdict, which is not the claim's own.
pub(super) fn said_in(field: Field, claim: &Claim) -> Option<String> {
    let word = match field {
        Field::Kinds => {
            let mut kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            return (!kinds.is_empty()).then(|| kinds.join("+"));
        }
        Field::CheckWorthy => claim.checkworthy.map(CheckWorthy::as_str),
        Field::Attribution => claim.attribution.map(Attribution::as_str),
        Field::Status => claim.status.map(ClaimStatus::as_str),
        Field::Verdict => None,
    };
    word.map(str::to_owned)
}

/// The verdict that `reviewer` gave last on any of these claims.
pub(super) fn verdict_of<'c>(
    reviewer: &str,
    claims: impl Iterator<Item = &'c Claim>,
) -> Option<&'c Verdict> {
    let all = claims.flat_map(|claim| &claim.assessments);
    let own = all.filter(|one| one.reviewer == reviewer && one.verdict.is_some());
    let last = own.max_by_key(|one| one.at);
    last.and_then(|one| one.verdict.as_ref())
}

/// A row of what can be reckoned from answers alone.
fn row(subject: Subject, ratings: &Ratings, items: Vec<Item>) -> Row {
    let not_of_stretches =
        || NotComputable::because("it is for stretches of text, and this is said of whole claims");
    let figure = |measure: fn(&Ratings) -> Result<f64, NotComputable>| {
        measure(ratings).map(|value| Figure {
            value,
            interval: interval(ratings, measure),
        })
    };
    let figures = Column::ALL.iter().map(|column| match column {
        Column::Raw => figure(raw),
        Column::Cohen => figure(cohen),
        Column::Fleiss => figure(fleiss),
        Column::Alpha => figure(krippendorff),
        Column::Unitizing | Column::Overlap => Err(not_of_stretches()),
    });
    Row {
        units: ratings.answered_by(2),
        figures: figures.collect(),
        subject,
        items,
        stretches: Vec::new(),
    }
}
