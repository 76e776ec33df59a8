//! What each reviewer has seen and marked of one article.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::dispute::is_decision;
use super::overlap::Stretch;
use crate::anchor::resolve_latest;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, Document, Span, Stretches, TextHash,
};
use crate::review::Sentences;
use crate::text::positions::CodePoints;

/// How many reviewers are compared at most: more bits than that a set of them has not.
const MOST: usize = 32;

/// How many code points of a sentence are remembered to show it by.
const SHOWN: usize = 240;

/// The reviewers who are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raters {
    names: Vec<String>,
    left_out: usize,
}

impl Raters {
    /// Everybody who annotated something, judged a claim or has seen a sentence, by name; of more than 32 those who
    /// annotated the most. What somebody only decided for others counts for nothing here.
    #[must_use]
    pub fn of(set: &AnnotationSet) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for annotation in set.annotations().filter(|one| !is_decision(one)) {
            *counts.entry(&annotation.reviewer).or_default() += 1;
            let claims = annotation.claim.iter();
            for assessment in claims.flat_map(|claim| &claim.assessments) {
                *counts.entry(&assessment.reviewer).or_default() += 1;
            }
        }
        for coverage in set.documents().flat_map(|record| &record.coverage) {
            if !coverage.seen.is_empty() {
                counts.entry(&coverage.reviewer).or_default();
            }
        }
        let mut most: Vec<(&str, usize)> = counts.into_iter().collect();
        most.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        let left_out = most.len().saturating_sub(MOST);
        most.truncate(MOST);
        let mut names: Vec<String> = most.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.sort_unstable();
        Self { names, left_out }
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many were too many to be compared.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The number of the reviewer with this name.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

/// The documents that at least two reviewers have annotated, judged claims of, or seen something of.
#[must_use]
pub fn begun_by_several(set: &AnnotationSet, raters: &Raters) -> Vec<DocPath> {
    let mut begun: BTreeMap<&DocPath, BTreeSet<usize>> = BTreeMap::new();
    let mut add = |path, name: &str| {
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
    several.map(|(path, _)| path.clone()).collect()
}

/// What a reviewer marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The annotation.
    pub id: AnnotationId,
    /// The number of the reviewer.
    pub rater: usize,
    /// Where it is, in code points of the text.
    pub place: Stretch,
    /// The numbers of the sentences that it is on: those that it shares a character with.
    pub sentences: Range<usize>,
    /// How its text begins.
    pub quote: String,
}

/// What each reviewer has seen and marked of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Where it lies.
    pub path: DocPath,
    /// What was marked in it, in the order of the text.
    pub marks: Vec<Mark>,
    sentences: Sentences,
    /// Of each sentence who has seen it, a bit for each reviewer.
    seen: Vec<u32>,
    /// How each sentence that somebody marked begins.
    quotes: HashMap<usize, String>,
}

/// The bit of the reviewer with this number.
pub(super) fn bit(rater: usize) -> u32 {
    1 << rater.min(MOST - 1)
}

impl Article {
    /// What `raters` have seen and marked of `document`, as `set` tells; and how many annotations have no place in it. What
    /// a person corrected in it is known. `earlier` are the texts that it had, as far as they are kept, and `kept` gives what
    /// it was when its text had this hash. With `is_whole` whoever has annotated it is taken to have seen the whole of it.
    /// It takes long where the text is long or has changed.
    #[must_use]
    pub fn read(
        document: &Document,
        (set, raters): (&AnnotationSet, &Raters),
        is_whole: bool,
        earlier: &[&str],
        kept: impl Fn(&TextHash) -> Option<Document>,
    ) -> (Self, usize) {
        let points = CodePoints::new(&document.text);
        let annotations: Vec<&Annotation> = set.on(&document.path).collect();
        let wanted = annotations
            .iter()
            .map(|annotation| (annotation.place(), &annotation.selector));
        let found = resolve_latest(&document.text, &points, earlier, wanted);
        let all = annotations.iter().zip(&found);
        let places: Vec<(AnnotationId, Span)> = all
            .filter_map(|(annotation, found)| Some((annotation.id, found.span?)))
            .collect();
        let lost = annotations.len() - places.len();
        let article = Self::new((document, &points), (set, raters), &places, is_whole, kept);
        (article, lost)
    }

    /// What `raters` have seen and marked of `document`, whose positions are `points`, as `set` tells. Its annotations are at
    /// `places`; `kept` gives what it was when its text had this hash, where that is kept. With `is_whole` whoever has
    /// annotated it is taken to have seen the whole of it.
    fn new(
        (document, points): (&Document, &CodePoints),
        (set, raters): (&AnnotationSet, &Raters),
        places: &[(AnnotationId, Span)],
        is_whole: bool,
        kept: impl Fn(&TextHash) -> Option<Document>,
    ) -> Self {
        let text = &document.text;
        let sentences = Sentences::of(document, points);
        let mut marks = Vec::new();
        for (id, span) in places {
            let annotation = set.get(*id).filter(|one| !is_decision(one));
            let Some(rater) = annotation.and_then(|one| raters.number(&one.reviewer)) else {
                continue;
            };
            let start = points.from_byte(text, span.start);
            marks.push(Mark {
                id: *id,
                rater,
                place: (start, start + span.of(text).chars().count()),
                sentences: sentences.within(*span),
                quote: beginning(span.of(text)),
            });
        }
        marks.sort_by_key(|mark| (mark.place, mark.rater, mark.id));
        let mut seen = vec![0; sentences.len()];
        for (rater, name) in raters.names().iter().enumerate() {
            let has_marked = marks.iter().any(|mark| mark.rater == rater);
            let stretches = seen_by(name, set, document, &sentences, &kept);
            for (number, seen) in seen.iter_mut().enumerate() {
                if (is_whole && has_marked) || sentences.is_seen(number, &stretches) {
                    *seen |= bit(rater);
                }
            }
        }
        let mut quotes = HashMap::new();
        for number in marks.iter().flat_map(|mark| mark.sentences.clone()) {
            let sentence = sentences.get(number).map(|span| span.of(text));
            let quote = || beginning(sentence.unwrap_or_default());
            quotes.entry(number).or_insert_with(quote);
        }
        Self {
            path: document.path.clone(),
            marks,
            sentences,
            seen,
            quotes,
        }
    }

    /// Of each sentence who has seen it, a bit for each reviewer.
    #[must_use]
    pub fn seen(&self) -> &[u32] {
        &self.seen
    }

    /// How the sentence with this number begins, where somebody marked it.
    #[must_use]
    pub fn quote(&self, number: usize) -> &str {
        self.quotes.get(&number).map_or("", String::as_str)
    }

    /// Where the sentence with this number is, in code points.
    #[must_use]
    pub fn place(&self, number: usize) -> Stretch {
        self.sentences.place(number).unwrap_or_default()
    }

    /// Whether all sentences of a mark were seen by these reviewers. What is on no sentence, such as a heading, is seen by
    /// whoever has seen what stands next to it.
    #[must_use]
    pub(super) fn is_seen_by(&self, mark: &Mark, raters: u32) -> bool {
        let numbers = match mark.sentences.clone() {
            numbers if numbers.is_empty() => {
                let near = numbers.start.min(self.seen.len().saturating_sub(1));
                near..near + 1
            }
            numbers => numbers,
        };
        let seen = self.seen.get(numbers).unwrap_or_default();
        !seen.is_empty() && seen.iter().all(|seen| seen & raters == raters)
    }

    /// What of the text all of these reviewers have seen.
    pub(super) fn shared(&self, raters: u32) -> Shared {
        let numbers = (0..self.seen.len()).filter(|number| self.seen[*number] & raters == raters);
        let numbers: Vec<usize> = numbers.collect();
        Shared::new(&self.sentences.stretches(&numbers))
    }
}

/// What of a text several reviewers have seen, laid end to end.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    /// Each stretch, and how much stands before it.
    stretches: Vec<(Stretch, usize)>,
    pub length: usize,
}

impl Shared {
    fn new(seen: &Stretches) -> Self {
        let mut length = 0;
        let stretches = seen.ranges().iter().map(|(start, end)| {
            let before = length;
            length += end - start;
            ((*start, *end), before)
        });
        Self {
            stretches: stretches.collect(),
            length,
        }
    }

    /// Where a place is in what was seen; `None` where nothing of it was.
    pub fn within(&self, place: Stretch) -> Option<Stretch> {
        let at = |position: usize| {
            let after = self
                .stretches
                .partition_point(|((start, _), _)| *start <= position);
            let ((start, end), before) = after
                .checked_sub(1)
                .and_then(|at| self.stretches.get(at).copied())
                .unwrap_or_default();
            before + position.clamp(start, end) - start
        };
        let found = (at(place.0), at(place.1));
        (found.0 < found.1).then_some(found)
    }
}

/// What the reviewer with this name has seen of the document as it is now.
fn seen_by(
    name: &str,
    set: &AnnotationSet,
    document: &Document,
    sentences: &Sentences,
    kept: &impl Fn(&TextHash) -> Option<Document>,
) -> Stretches {
    let record = set.document(&document.path);
    let Some(coverage) = record.and_then(|record| record.coverage_by(name)) else {
        return Stretches::default();
    };
    let Some(hash) = &coverage.hash else {
        return Stretches::default();
    };
    if *hash == document.hash {
        return coverage.seen.clone();
    }
    let earlier = kept(hash);
    earlier.map_or_else(Stretches::default, |earlier| {
        sentences.carried(document, &earlier, &coverage.seen)
    })
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let words = crate::model::on_one_line(text);
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_what_was_seen() {
        let shared = Shared::new(&Stretches::of([(10, 20), (30, 40)]));
        assert_eq!(shared.length, 20);
        for (place, expected) in [
            ((0, 10), None),
            ((0, 12), Some((0, 2))),
            ((12, 18), Some((2, 8))),
            ((15, 35), Some((5, 15))),
            ((20, 30), None),
            ((25, 31), Some((10, 11))),
            ((38, 90), Some((18, 20))),
            ((50, 90), None),
        ] {
            assert_eq!(shared.within(place), expected, "{place:?}");
        }
        assert_eq!(Shared::default().within((0, 9)), None);
    }
}
