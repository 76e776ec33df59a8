//! Annotations of every kind, for the tests of every format.

use jiff::civil::date;

use super::{Format, Input, Item, Output, Place, Report, Source, Wishes, write};
use crate::model::{
    Annotation, AnnotationId, Assessment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus,
    Codebook, DocPath, Evidence, Hue, Link, Metadata, ReadingStatus, Relation, Selector, Stance,
    Tag, TagColor, TagName, TextHash, Verdict,
};

/// What an [`Input`] borrows from.
pub(super) struct Fixture {
    pub(super) codebook: Codebook,
    pub(super) documents: Vec<(DocPath, Metadata, Option<TextHash>, Vec<TagName>)>,
    pub(super) annotations: Vec<Annotation>,
}

pub(super) fn tag(name: &str) -> TagName {
    TagName::parse(name).unwrap()
}

pub(super) fn id(digit: u8) -> AnnotationId {
    AnnotationId::parse(&format!("01994f0e-0000-7000-8000-00000000000{digit}")).unwrap()
}

/// An annotation with nothing but a quote.
pub(super) fn bare(digit: u8, document: &str, start: usize, quote: &str) -> Annotation {
    let day = 20 + digit.div_ceil(2);
    Annotation {
        id: id(digit),
        document: DocPath::new(document),
        selector: Selector {
            quote: quote.into(),
            start,
            end: start + quote.chars().count(),
            ..Selector::default()
        },
        tags: Vec::new(),
        note: String::new(),
        reviewer: "dl".into(),
        created: format!("2026-11-{day}T22:31:07Z").parse().unwrap(),
        claim: None,
        anchors: Vec::new(),
        links: Vec::new(),
    }
}

impl Fixture {
    /// No document, no tag.
    pub(super) fn empty() -> Self {
        Self {
            codebook: Codebook::default(),
            documents: Vec::new(),
            annotations: Vec::new(),
        }
    }

    /// One document, `a.txt`, with one annotation.
    pub(super) fn one(annotation: Annotation) -> Self {
        Self {
            documents: vec![(DocPath::new("a.txt"), Metadata::default(), None, Vec::new())],
            annotations: vec![annotation],
            ..Self::empty()
        }
    }

    /// Two documents with everything the model knows; annotation 4 is an orphan, 5 was not checked.
    pub(super) fn rich() -> Self {
        let mut codebook = Codebook::default();
        codebook.put(Tag {
            key: Some('1'),
            color: Some(TagColor::Named(Hue::Yellow)),
            definition: "A number somebody could check.".into(),
            ..Tag::new(tag("claim/statistic"))
        });
        codebook.put(Tag::new(tag("todo")));
        let metadata = Metadata {
            title: Some("What Berlin *agreed*".into()),
            authors: vec!["Jane Roe".into(), "A. N. Other".into()],
            date: Some("2020-01".into()),
            url: Some("https://example.org/berlin_2020?a=1&b=2".into()),
            ..Metadata::default()
        };
        let berlin = "libya/berlin.txt";
        let mut third = bare(3, berlin, 300, "A second look.");
        third.tags = vec![tag("todo")];
        Self {
            codebook,
            documents: vec![
                (
                    DocPath::new(berlin),
                    metadata,
                    Some(TextHash::stored("ab12")),
                    vec![tag("conference")],
                ),
                (
                    DocPath::new("plain.txt"),
                    Metadata::default(),
                    None,
                    Vec::new(),
                ),
            ],
            annotations: vec![
                claim(berlin),
                bare(
                    2,
                    berlin,
                    40,
                    "Two lines\nof one paragraph.\n\nAnother, “quoted”.",
                ),
                third,
                bare(4, berlin, 10, "It is gone."),
                Annotation {
                    reviewer: "mk".into(),
                    ..bare(5, "plain.txt", 0, "Plain.")
                },
            ],
        }
    }

    /// The fixture as an export gets it, its annotations out of order.
    pub(super) fn input(&self) -> Input<'_> {
        let found = |annotation: &Annotation| {
            let state = match annotation.id {
                known if known == id(3) => "moved",
                known if known == id(4) => "orphan",
                known if known == id(5) => "unchecked",
                _ => "exact",
            };
            let shift = if state == "moved" { 7 } else { 0 };
            let place = Place {
                start: annotation.selector.start + shift,
                end: annotation.selector.end + shift,
                line: 9,
                paragraph: Some(3),
            };
            let is_found = !matches!(state, "orphan" | "unchecked");
            (state, is_found.then_some(place))
        };
        let mut documents: Vec<Source<'_>> = Vec::new();
        for (path, metadata, hash, tags) in &self.documents {
            let on = self.annotations.iter().filter(|a| a.document == *path);
            documents.push(Source {
                path,
                metadata: metadata.clone(),
                status: hash.as_ref().map(|_| ReadingStatus::Reading),
                tags,
                hash: hash.as_ref(),
                record: None,
                document: None,
                annotations: on
                    .map(|annotation| {
                        let (state, place) = found(annotation);
                        Item {
                            annotation,
                            state,
                            place,
                            part: None,
                            around: None,
                        }
                    })
                    .collect(),
            });
        }
        Input {
            corpus: "libya",
            codebook: &self.codebook,
            documents,
            wishes: Wishes::default(),
        }
    }
}

fn claim(document: &str) -> Annotation {
    let quote = "Russia has at least 1,000 contractors in Libya";
    let mut annotation = bare(1, document, 1024, quote);
    annotation.selector.prefix = "He said: ".into();
    annotation.selector.suffix = ", or more.".into();
    annotation.tags = vec![tag("claim/statistic"), tag("checked twice")];
    annotation.note =
        "Where does this number come from?\nIt is in no report.\n\n- ask Roe\n".into();
    annotation.claim = Some(Claim {
        statement: "Russia has 1,000 contractors".into(),
        claimant: "a UN panel".into(),
        attribution: Some(Attribution::Quoted),
        kinds: vec![ClaimKind::Numerical, ClaimKind::Event],
        checkworthy: Some(CheckWorthy::Yes),
        status: Some(ClaimStatus::InProgress),
        assessments: vec![
            Assessment {
                reviewer: "dl".into(),
                at: "2026-11-21T22:40:00Z".parse().unwrap(),
                verdict: Verdict::parse("not-enough-evidence"),
                confidence: "low".into(),
                rationale: "One source.\n\n\nNo second.".into(),
                hash: Some(TextHash::stored("ab12")),
            },
            Assessment {
                reviewer: "mk".into(),
                at: "2026-11-23T08:00:00Z".parse().unwrap(),
                verdict: Verdict::parse("supported"),
                confidence: String::new(),
                rationale: String::new(),
                hash: None,
            },
        ],
        evidence: vec![Evidence {
            stance: Some(Stance::Refutes),
            citation: "Panel of Experts, S/2019/914".into(),
            url: "https://example.org/panel".into(),
            quote: "between 800 and 1,200".into(),
            accessed: Some(date(2026, 11, 20)),
        }],
    });
    annotation.links = vec![
        Link {
            to: id(3),
            relation: Relation::Contradicts,
        },
        Link {
            to: id(9),
            relation: Relation::Cites,
        },
    ];
    annotation
}

/// An export that is one file, and the report on it.
pub(super) fn written(format: Format, input: &Input<'_>) -> (Vec<u8>, Report) {
    match write(format, input).unwrap() {
        (Output::File(bytes), report) => (bytes, report),
        (Output::Folder(_), _) => panic!("{format:?} is a folder"),
    }
}
