//! Comparing reviewers: the articles that several of them have begun are read, and their annotations found in them.

use std::collections::{BTreeMap, BTreeSet};

use super::missing;
use super::spreading::{spread, threads};
use crate::anchor::resolve_latest;
use crate::corpus::Corpus;
use crate::corpus::structure::structure;
use crate::model::{Annotation, AnnotationId, AnnotationSet, DocPath, Document, Span, TextHash};
use crate::review::agreement::{Agreement, Article, Raters, compare, is_decision};
use crate::store::texts::Texts;
use crate::text::counted;
use crate::text::positions::CodePoints;

/// What was made of one article.
struct Read {
    article: Option<Article>,
    /// How many annotations have no place in it.
    lost: usize,
}

/// How far the reviewers in `set` agree. With `is_whole` whoever has annotated an article is taken to have seen the whole of
/// it. `None` where `goes_on` said in between that nobody wants to know any more.
#[must_use]
pub fn agreement(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    is_whole: bool,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Agreement> {
    let raters = Raters::of(set);
    let begun = begun_by_several(set, &raters);
    let read = spread(&begun, threads(), |path| {
        goes_on().then(|| read(corpus, texts, (set, &raters), path, is_whole))
    });
    if !goes_on() {
        return None;
    }
    let (mut articles, mut lost, mut unread) = (Vec::new(), 0, 0);
    for read in read.into_iter().flatten() {
        lost += read.lost;
        match read.article {
            Some(article) => articles.push(article),
            None => unread += 1,
        }
    }
    let mut agreement = compare(set, &raters, &articles);
    if unread > 0 {
        let articles = counted(unread, "article");
        let text = format!("{articles} that cannot be read: left out");
        agreement.remarks.push(text);
    }
    if lost > 0 {
        let annotations = counted(lost, "annotation");
        let text = format!("{annotations} without a place in the text: left out");
        agreement.remarks.push(text);
    }
    Some(agreement)
}

/// The documents that at least two reviewers have annotated, judged claims of, or seen something of.
fn begun_by_several<'a>(set: &'a AnnotationSet, raters: &Raters) -> Vec<&'a DocPath> {
    let mut begun: BTreeMap<&DocPath, BTreeSet<usize>> = BTreeMap::new();
    let mut add = |path: &'a DocPath, name: &str| {
        if let Some(rater) = raters.number(name) {
            begun.entry(path).or_default().insert(rater);
        }
    };
    for annotation in set.annotations().filter(|one| !is_decision(one)) {
        add(&annotation.document, &annotation.reviewer);
        let claims = annotation.claim.iter();
        for assessment in claims.flat_map(|claim| &claim.assessments) {
            add(&annotation.document, &assessment.reviewer);
        }
    }
    for record in set.documents() {
        for coverage in record.coverage.iter().filter(|one| !one.seen.is_empty()) {
            add(&record.path, &coverage.reviewer);
        }
    }
    let several = begun.into_iter().filter(|(_, raters)| raters.len() > 1);
    several.map(|(path, _)| path).collect()
}

fn read(
    corpus: &Corpus,
    texts: &Texts,
    (set, raters): (&AnnotationSet, &Raters),
    path: &DocPath,
    is_whole: bool,
) -> Read {
    let annotations: Vec<&Annotation> = set.on(path).collect();
    let Ok(mut document) = corpus.read(path) else {
        return Read {
            article: None,
            lost: 0,
        };
    };
    if let Some(record) = set.document(path) {
        record.correct(&mut document);
    }
    let points = CodePoints::new(&document.text);
    let earlier = missing::earlier(set, path, &document, texts);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let wanted = annotations
        .iter()
        .map(|annotation| (annotation.place(), &annotation.selector));
    let found = resolve_latest(&document.text, &points, &earlier, wanted);
    let placed = annotations.iter().zip(&found);
    let places: Vec<(AnnotationId, Span)> = placed
        .filter_map(|(annotation, found)| Some((annotation.id, found.span?)))
        .collect();
    let kept = |hash: &TextHash| {
        let text = texts.get(hash)?;
        let structure = structure(&text);
        Some(Document::new(path.clone(), text, structure))
    };
    let lost = annotations.len() - places.len();
    let known = (&document, &points);
    let article = Article::new(known, (set, raters), &places, is_whole, kept);
    Read {
        article: Some(article),
        lost,
    }
}
