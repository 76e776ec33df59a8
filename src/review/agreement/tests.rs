//! Agreement from annotations to figures: three reviewers, what was not seen, one claim judged by several.

use jiff::Timestamp;

use super::*;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Assessment, Claim, Coverage, DocPath, Document,
    DocumentRecord, Edit, Link, Relation, Selector, Stretches, Structure, TagName, TextHash,
    Verdict,
};
use crate::model::{Block, BlockKind, Span};

/// Ten sentences of nine characters, a space between them.
const TEXT: &str = "Ox aa is. Ox bb is. Ox cc is. Ox dd is. Ox ee is. Ox ff is. Ox gg is. Ox hh is. Ox ii is. \
                    Ox jj is.";

pub fn annotation(number: i64, reviewer: &str, place: (usize, usize), tags: &[&str]) -> Annotation {
    let created = Timestamp::from_second(1_700_000_000 + number).unwrap();
    Annotation {
        id: AnnotationId::new(created),
        document: DocPath::new("a.txt"),
        selector: Selector {
            quote: TEXT.get(place.0..place.1).unwrap().to_owned(),
            start: place.0,
            end: place.1,
            ..Selector::default()
        },
        anchors: Vec::new(),
        tags: tags.iter().filter_map(|tag| TagName::parse(tag)).collect(),
        note: String::new(),
        reviewer: reviewer.to_owned(),
        created,
        claim: None,
        links: Vec::new(),
    }
}

pub fn judged(annotation: &Annotation, verdicts: &[(&str, &str)]) -> Annotation {
    let assessment = |(reviewer, verdict): &(&str, &str)| Assessment {
        reviewer: (*reviewer).to_owned(),
        at: annotation.created,
        verdict: Verdict::parse(verdict),
        confidence: String::new(),
        rationale: String::new(),
        hash: None,
    };
    Annotation {
        claim: Some(Claim {
            assessments: verdicts.iter().map(assessment).collect(),
            ..Claim::default()
        }),
        ..annotation.clone()
    }
}

pub fn set_of(annotations: impl IntoIterator<Item = Annotation>) -> AnnotationSet {
    let mut set = AnnotationSet::default();
    for annotation in annotations {
        set.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation)),
        });
    }
    set
}

/// Notes which sentences each reviewer has seen, from one to the one before another.
fn seen(set: &mut AnnotationSet, seen: &[(&str, usize, usize)], hash: &TextHash) {
    let mut record = DocumentRecord::new(DocPath::new("a.txt"));
    for (reviewer, from, to) in seen {
        record.coverage.push(Coverage {
            reviewer: (*reviewer).to_owned(),
            hash: Some(hash.clone()),
            seen: Stretches::of([(from * 10, to * 10 - 1)]),
            sentences: 10,
            decided: to - from,
        });
    }
    set.apply(&Edit::Document {
        before: None,
        after: Some(Box::new(record)),
    });
}

fn document(text: &str) -> Document {
    let structure = Structure {
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
        }],
        ..Structure::default()
    };
    Document::new(DocPath::new("a.txt"), text.to_owned(), structure)
}

fn agreement(set: &AnnotationSet, text: &str) -> Agreement {
    let raters = Raters::of(set);
    let kept = |hash: &TextHash| (*hash == TextHash::of(TEXT)).then(|| document(TEXT));
    let known = (set, &raters);
    let read = || Article::read(&document(text), known, false, &[TEXT], kept).0;
    let articles: Vec<Article> = begun_by_several(set, &raters)
        .iter()
        .map(|_| read())
        .collect();
    compare(set, &raters, &articles)
}

fn row<'a>(found: &'a Agreement, about: &str) -> &'a Row {
    found
        .rows
        .iter()
        .find(|row| row.subject.name() == about)
        .unwrap()
}

fn reason(row: &Row, column: Column) -> &str {
    row.figure(column).unwrap().as_ref().unwrap_err().reason()
}

fn value(row: &Row, column: Column) -> f64 {
    row.figure(column).unwrap().as_ref().unwrap().value
}

fn sentence(number: usize) -> (usize, usize) {
    (number * 10, number * 10 + 9)
}

#[test]
fn three_reviewers_of_whom_one_has_seen_less() {
    let mut set = set_of([
        annotation(1, "ann", sentence(0), &["x"]),
        annotation(2, "bob", sentence(0), &["x"]),
        annotation(3, "cy", sentence(0), &["x"]),
        annotation(4, "ann", sentence(3), &["x"]),
        annotation(5, "bob", sentence(7), &["x"]),
        // What somebody tags without having been through it counts for nothing.
        annotation(6, "cy", sentence(8), &["x"]),
    ]);
    let all = [("ann", 0, 9), ("bob", 0, 9), ("cy", 0, 4)];
    seen(&mut set, &all, &TextHash::of(TEXT));
    let found = agreement(&set, TEXT);
    assert_eq!((found.sentences, found.shared), (10, 9));
    let x = row(&found, "x");
    assert_eq!(x.units, 9);
    assert_eq!(
        reason(x, Column::Cohen),
        "it is for two reviewers, and there are 3"
    );
    let answers = |all: [(&[usize], usize); 3]| {
        let mut ratings = Ratings::new(Thing::SENTENCE, 3);
        for number in 0..9 {
            let answers = all
                .map(|(given, end)| (number < end).then(|| usize::from(given.contains(&number))));
            ratings.add(&answers, 1);
        }
        ratings
    };
    let plainly = answers([(&[0, 3], 9), (&[0, 7], 9), (&[0], 4)]);
    assert_eq!(Ok(value(x, Column::Alpha)), krippendorff(&plainly));
    assert_eq!(Ok(value(x, Column::Fleiss)), fleiss(&plainly));
    assert_eq!(Ok(value(x, Column::Raw)), raw(&plainly));
    let disagree = x.items.iter().filter(|item| !item.agrees).count();
    assert_eq!(
        (x.items.len(), disagree),
        (3, 2),
        "the dearest first: {:?}",
        x.items
    );
    assert!(!x.items[0].agrees && x.items[2].agrees);
    // Ann and Bob 1 pair of 4 marks, Ann and Cy 1 of 3, Bob and Cy 1 of 2: what lies outside of what both have seen is out.
    assert!((value(x, Column::Overlap) - 6.0 / 9.0).abs() < 1e-9);
}

#[test]
fn nobody_who_has_nothing_in_common_agrees() {
    let mut set = set_of([
        annotation(1, "ann", sentence(0), &["x"]),
        annotation(2, "bob", sentence(9), &["x"]),
    ]);
    seen(
        &mut set,
        &[("ann", 0, 5), ("bob", 5, 10)],
        &TextHash::of(TEXT),
    );
    let found = agreement(&set, TEXT);
    assert_eq!(found.shared, 0);
    for row in &found.rows {
        for column in Column::ALL {
            let figure = row.figure(*column).unwrap();
            assert!(figure.is_err(), "{row:?}");
        }
    }
    let x = row(&found, "x");
    for column in Column::ALL {
        assert_eq!(
            reason(x, *column),
            "no sentence was seen by both",
            "{column:?}"
        );
    }
    // Nor does anybody alone.
    let alone = agreement(&set_of([annotation(1, "ann", sentence(0), &["x"])]), TEXT);
    assert!(
        alone
            .rows
            .iter()
            .all(|row| row.figures.iter().all(Result::is_err))
    );
    assert_eq!(agreement(&AnnotationSet::default(), TEXT).rows.len(), 7);
}

#[test]
fn one_claim_judged_by_two_is_compared_and_can_be_decided() {
    let claim = judged(
        &annotation(1, "ann", sentence(2), &["x"]),
        &[
            ("bob", "refuted"),
            ("ann", "supported"),
            ("bob", "supported"),
            ("bob", "refuted"),
        ],
    );
    let mut set = set_of([claim.clone()]);
    let found = agreement(&set, TEXT);
    let verdict = row(&found, "verdict");
    assert_eq!(verdict.units, 1);
    assert!(value(verdict, Column::Raw).abs() < f64::EPSILON);
    let dispute = &found.disputes[0];
    assert_eq!(
        (dispute.about.as_slice(), dispute.annotations()),
        (&["verdict"][..], vec![claim.id])
    );
    let mut decision = annotation(9, "ann", sentence(2), &["x"]);
    decision.links = vec![Link {
        to: claim.id,
        relation: Relation::Decides,
    }];
    set.apply(&Edit::Annotation {
        before: None,
        after: Some(Box::new(decision)),
    });
    let found = agreement(&set, TEXT);
    assert_eq!((found.disputes.len(), found.decided), (0, 1));
    let still = value(row(&found, "verdict"), Column::Raw);
    assert!(still.abs() < f64::EPSILON, "they still disagreed");
    // A version that nobody knew of when it was decided is asked about.
    set.apply(&Edit::Annotation {
        before: None,
        after: Some(Box::new(annotation(10, "cy", sentence(2), &["y"]))),
    });
    assert_eq!(agreement(&set, TEXT).disputes.len(), 1);
}

#[test]
fn what_was_seen_of_an_earlier_text_is_seen_where_it_still_stands() {
    let mut set = set_of([
        annotation(1, "ann", sentence(0), &["x"]),
        annotation(2, "bob", sentence(0), &["x"]),
    ]);
    seen(
        &mut set,
        &[("ann", 0, 10), ("bob", 0, 10)],
        &TextHash::of(TEXT),
    );
    let now = TEXT.replace("Ox ee is.", "Ox ee was, once.");
    let found = agreement(&set, &now);
    assert_eq!((found.sentences, found.shared), (10, 9));
    assert_eq!(row(&found, "x").units, 9);
}
