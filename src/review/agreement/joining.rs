//! Several annotations files read as one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::{Annotation, AnnotationId, AnnotationSet, DocumentRecord, Edit};

/// What several files hold together, each told with what it is called.
///
/// A reviewer is known by name. Where a name stands in several files that share none of the annotations under it, it is
/// taken for as many reviewers, each called by the file as well: two who never set a name, or one who coded everything
/// twice. An annotation that is in several files is one: the first has it, with the verdicts of all.
#[must_use]
pub fn joined(files: Vec<(String, AnnotationSet)>) -> AnnotationSet {
    let parted = parted(&files);
    let mut all = AnnotationSet::default();
    for (file, set) in files {
        let called = |name: &str| {
            if parted.contains(name) {
                let name = if name.is_empty() { "no name" } else { name };
                format!("{name} ({file})")
            } else {
                name.to_owned()
            }
        };
        for tag in set.codebook().tags() {
            if all.codebook().get(&tag.name).is_none() {
                all.apply(&Edit::Tag {
                    before: None,
                    after: Some(tag.clone()),
                });
            }
        }
        for record in set.documents() {
            let mut theirs = record.clone();
            for coverage in &mut theirs.coverage {
                coverage.reviewer = called(&coverage.reviewer);
            }
            let known = all.document(&record.path).cloned();
            let mut after = known.unwrap_or_else(|| DocumentRecord::new(record.path.clone()));
            after.take_over(&theirs);
            all.apply(&Edit::Document {
                before: None,
                after: Some(Box::new(after)),
            });
        }
        for annotation in set.annotations() {
            let mut after = annotation.clone();
            after.reviewer = called(&after.reviewer);
            let claims = after.claim.iter_mut();
            for assessment in claims.flat_map(|claim| &mut claim.assessments) {
                assessment.reviewer = called(&assessment.reviewer);
            }
            let after = match all.get(after.id) {
                Some(known) => with_verdicts(known, &after),
                None => after,
            };
            all.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(after)),
            });
        }
    }
    all
}

/// The annotation `ours` with the verdicts of `theirs`, which is the same annotation in another file.
fn with_verdicts(ours: &Annotation, theirs: &Annotation) -> Annotation {
    let mut both = ours.clone();
    match (&mut both.claim, &theirs.claim) {
        (Some(claim), Some(other)) => {
            for assessment in &other.assessments {
                if !claim.assessments.contains(assessment) {
                    claim.assessments.push(assessment.clone());
                }
            }
        }
        (None, Some(_)) => both.claim.clone_from(&theirs.claim),
        _ => {}
    }
    both
}

/// The names that mean somebody else in each file.
fn parted(files: &[(String, AnnotationSet)]) -> BTreeSet<String> {
    let mut holders: BTreeMap<&str, Vec<HashSet<AnnotationId>>> = BTreeMap::new();
    for (_, set) in files {
        let mut here: BTreeMap<&str, HashSet<AnnotationId>> = BTreeMap::new();
        for annotation in set.annotations() {
            here.entry(&annotation.reviewer)
                .or_default()
                .insert(annotation.id);
            let claims = annotation.claim.iter();
            for assessment in claims.flat_map(|claim| &claim.assessments) {
                here.entry(&assessment.reviewer)
                    .or_default()
                    .insert(annotation.id);
            }
        }
        for coverage in set.documents().flat_map(|record| &record.coverage) {
            here.entry(&coverage.reviewer).or_default();
        }
        for (name, ids) in here {
            holders.entry(name).or_default().push(ids);
        }
    }
    let share_nothing = |sets: &Vec<HashSet<AnnotationId>>| {
        let mut seen = HashSet::new();
        sets.len() > 1 && sets.iter().flatten().all(|id| seen.insert(*id))
    };
    let parted = holders.into_iter().filter(|(_, sets)| share_nothing(sets));
    parted.map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{annotation, judged, set_of};
    use super::*;

    #[test]
    fn an_annotation_in_two_files_is_one_with_the_verdicts_of_both() {
        let common = annotation(1, "ann", (0, 9), &["claim"]);
        let ann = set_of([judged(&common, &[("ann", "supported")])]);
        let bob = set_of([judged(&common, &[("bob", "refuted")])]);
        let files = [("a.toml", ann), ("b.toml", bob)];
        let all = joined(files.map(|(name, set)| (name.to_owned(), set)).into());
        assert_eq!(all.len(), 1);
        let claim = all.annotations().next().unwrap().claim.clone().unwrap();
        let by: Vec<&str> = claim
            .assessments
            .iter()
            .map(|one| one.reviewer.as_str())
            .collect();
        assert_eq!(by, ["ann", "bob"]);
    }

    #[test]
    fn one_name_is_two_reviewers_where_files_share_nothing_of_it() {
        let one = annotation(1, "", (0, 9), &["claim"]);
        let other = annotation(2, "", (0, 9), &["claim"]);
        for (sets, expected) in [
            (
                [vec![one.clone()], vec![other.clone()]],
                vec!["no name (a)", "no name (b)"],
            ),
            (
                [vec![one.clone()], vec![one.clone(), other.clone()]],
                vec!["", ""],
            ),
        ] {
            let [a, b] = sets.map(set_of);
            let all = joined(vec![("a".into(), a), ("b".into(), b)]);
            let names: Vec<&str> = all.annotations().map(|one| one.reviewer.as_str()).collect();
            assert_eq!(names, expected);
        }
    }
}
