//! Tracing documents in a corpus that is made up.

use super::*;

struct Memory(Vec<(&'static str, &'static str)>);

impl Shelf for Memory {
    fn text(&self, path: &DocPath) -> Option<String> {
        let found = self.0.iter().find(|(name, _)| *name == path.as_str());
        found.map(|(_, text)| (*text).to_owned())
    }

    fn size(&self, path: &DocPath) -> Option<u64> {
        self.text(path).map(|text| text.len() as u64)
    }

    fn kept_size(&self, _: &TextHash) -> Option<u64> {
        Some(FERRY.len() as u64)
    }

    fn kept(&self, _: &TextHash) -> Option<String> {
        Some(FERRY.to_owned())
    }
}

const FERRY: &str = "The ferry left at six in the morning with forty people aboard.\n\n\
                     Nobody at the mill had been told of the new hour by then.\n\n\
                     The baker heard of it from his brother, who rows the boat.";
const QUOTES: [&str; 3] = [
    "The ferry left at six in the morning",
    "at the mill had been told of the new hour",
    "heard of it from his brother",
];

fn quotes() -> Vec<(Gone, String)> {
    let times = (1..).map(|second| jiff::Timestamp::from_second(second).unwrap());
    let ids = times.map(AnnotationId::new);
    let gone = ids.map(|id| Gone { id, anchors: 0 });
    gone.zip(QUOTES.map(str::to_owned)).collect()
}

fn traced(documents: &[(&'static str, &'static str)], annotated: &[&str]) -> Missing {
    let tracing = Tracing {
        lost: vec![Lost {
            path: DocPath::new("ferry.txt"),
            texts: vec![TextHash::of(FERRY)],
            quotes: quotes(),
            there: None,
        }],
        documents: documents
            .iter()
            .map(|(path, _)| DocPath::new(path))
            .collect(),
        annotated: annotated.iter().map(|path| DocPath::new(path)).collect(),
    };
    let effort = Effort {
        threads: 2,
        goes_on: &|| true,
    };
    let mut traced = trace(&tracing, &Memory(documents.to_vec()), &effort);
    traced.remove(0)
}

fn names<'a>(paths: impl Iterator<Item = &'a DocPath>) -> Vec<&'a str> {
    paths.map(DocPath::as_str).collect()
}

#[test]
fn the_only_document_with_the_text_is_the_one() {
    let found = traced(&[("a.txt", "Else."), ("old/boat.txt", FERRY)], &[]);
    assert_eq!(found.found_in().map(DocPath::as_str), Some("old/boat.txt"));
}

#[test]
fn of_several_the_likeliest_comes_first_and_a_person_chooses() {
    let documents = [
        ("a.txt", FERRY),
        ("b/ferry.txt", FERRY),
        ("c/ferry.txt", FERRY),
    ];
    let found = traced(&documents, &["b/ferry.txt"]);
    assert_eq!(found.found_in(), None);
    assert_eq!(
        names(found.same.iter()),
        ["c/ferry.txt", "b/ferry.txt", "a.txt"]
    );
}

#[test]
fn what_was_edited_or_split_or_saved_otherwise_is_offered() {
    let documents = [
        (
            "boat.md",
            "“The ferry left at  six in the morning”, it said.\n\nIt went on.",
        ),
        (
            "mill.md",
            "Nobody at the mill had been told of the **new** hour; he heard of it\u{a0}from his brother.",
        ),
        ("ferry.html", "Nothing of it."),
        ("z.txt", "The ferry did not leave."),
    ];
    let found = traced(&documents, &[]);
    assert!(found.same.is_empty());
    let alike: Vec<(&str, usize)> = found
        .alike
        .iter()
        .map(|alike| (alike.path.as_str(), alike.quotes))
        .collect();
    assert_eq!(alike, [("mill.md", 2), ("boat.md", 1), ("ferry.html", 0)]);
    assert_eq!(found.found_in(), None);
}

#[test]
fn what_is_there_and_only_not_in_the_list_is_not_traced() {
    let tracing = Tracing {
        lost: vec![Lost {
            path: DocPath::new("ignored.txt"),
            texts: vec![TextHash::of(FERRY)],
            quotes: Vec::new(),
            there: None,
        }],
        documents: vec![DocPath::new("a.txt")],
        annotated: HashSet::new(),
    };
    let effort = Effort {
        threads: 1,
        goes_on: &|| true,
    };
    let documents = Memory(vec![("a.txt", FERRY), ("ignored.txt", FERRY)]);
    assert!(trace(&tracing, &documents, &effort).is_empty());
    assert!(same(&tracing, &documents, &effort).is_empty());
}

#[test]
fn where_time_runs_out_nothing_is_beyond_doubt() {
    let tracing = Tracing {
        lost: vec![Lost {
            path: DocPath::new("ferry.txt"),
            texts: vec![TextHash::of(FERRY)],
            quotes: Vec::new(),
            there: None,
        }],
        documents: vec![DocPath::new("a.txt")],
        annotated: HashSet::new(),
    };
    let effort = Effort {
        threads: 1,
        goes_on: &|| false,
    };
    let found = trace(&tracing, &Memory(vec![("a.txt", FERRY)]), &effort);
    assert_eq!((found[0].same.len(), found[0].is_certain), (0, false));
    assert_eq!(found[0].found_in(), None);
}

#[test]
fn one_that_is_called_the_same_is_beyond_doubt_even_then() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    for (name, expected) in [("b/ferry.txt", Some("b/ferry.txt")), ("b/boat.txt", None)] {
        let documents = vec![("a/0.txt", "Nothing."), (name, FERRY), ("z.txt", "Else.")];
        let tracing = Tracing {
            lost: vec![Lost {
                path: DocPath::new("ferry.txt"),
                texts: vec![TextHash::of(FERRY)],
                quotes: Vec::new(),
                there: None,
            }],
            documents: documents
                .iter()
                .map(|(path, _)| DocPath::new(path))
                .collect(),
            annotated: HashSet::new(),
        };
        let time = AtomicUsize::new(0);
        let effort = Effort {
            threads: 1,
            goes_on: &|| time.fetch_add(1, Ordering::Relaxed) < 1,
        };
        let found = same(&tracing, &Memory(documents), &effort);
        assert_eq!(found[0].found_in().map(DocPath::as_str), expected);
    }
}

fn gone_from(text: &'static str, others: usize, elsewhere: &'static str) -> Missing {
    let path = DocPath::new("ferry.txt");
    let times = (100..).map(|second| jiff::Timestamp::from_second(second).unwrap());
    let ids = times.map(AnnotationId::new);
    let others = ids.map(|id| Gone { id, anchors: 0 }).take(others);
    let tracing = Tracing {
        lost: vec![Lost {
            path: path.clone(),
            texts: vec![TextHash::of(FERRY)],
            quotes: quotes(),
            there: Some(crate::app::missing::StillThere {
                around: vec![
                    "with forty people aboard".into(),
                    "who rows the boat".into(),
                ],
                others: others.collect(),
            }),
        }],
        documents: vec![path, DocPath::new("other.txt")],
        annotated: HashSet::new(),
    };
    let effort = Effort {
        threads: 1,
        goes_on: &|| true,
    };
    let documents = Memory(vec![("ferry.txt", text), ("other.txt", elsewhere)]);
    trace(&tracing, &documents, &effort).remove(0)
}

#[test]
fn another_article_in_its_place_is_told_from_one_that_was_edited() {
    const CLOCK: &str = "An old clock needs oil every second year, and somebody who listens.";
    const EDITED: &str = "The boat left at seven with forty people aboard. His cousin, \
                          who rows the boat, was asleep, and so was the town.";
    for (text, others, elsewhere, is_replaced, found_in) in [
        (CLOCK, 0, FERRY, true, Some("other.txt")),
        (CLOCK, 0, "Else.", true, None),
        (CLOCK, 7, FERRY, false, None),
        (EDITED, 0, FERRY, false, None),
    ] {
        let found = gone_from(text, others, elsewhere);
        assert_eq!(
            found.is_replaced, is_replaced,
            "{text} {others} {elsewhere}"
        );
        assert_eq!(
            found.found_in().map(DocPath::as_str),
            found_in,
            "{text} {others}"
        );
        assert_eq!(found.candidates().count(), usize::from(elsewhere == FERRY));
    }
}

#[test]
fn a_document_in_which_nearly_all_of_the_text_stands_is_the_one() {
    let longer = "The town had one ferry, and one mill, and no doctor at all then.";
    let joined = format!("{longer}\n\n{}", FERRY.replace("the mill", "“the  mill”"));
    let joined: &'static str = joined.leak();
    let found = traced(&[("a.md", joined), ("z.txt", "Else.")], &[]);
    assert_eq!(found.found_in().map(DocPath::as_str), Some("a.md"));
    assert!(found.same.is_empty());
    let twice = traced(&[("a.md", joined), ("b.md", joined)], &[]);
    assert_eq!(twice.found_in(), None);
}

#[test]
fn what_stands_in_a_part_goes_there_and_the_rest_with_the_best() {
    let (first, rest) = FERRY.split_once("\n\n").unwrap();
    let found = traced(&[("1.txt", first), ("2.txt", rest)], &[]);
    let best = found.alike[0].path.as_str();
    assert_eq!((best, found.found_in()), ("2.txt", None));
    let ids: Vec<AnnotationId> = found.annotations.iter().map(|gone| gone.id).collect();
    assert_eq!(found.going(0), ids[1..]);
    assert_eq!(found.going(1), ids[..1]);
    assert_eq!(found.holders(ids[0]).count(), 1);
    assert!(found.going(2).is_empty());
}
