//! Articles in many scripts with annotations of every kind, for the tests of formats that go by positions; and the files that
//! exports of them are compared with.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::fixture::{bare, id, tag};
use super::{Input, Item, Place, Report, Source, Wishes};
use crate::model::{
    Anchor, Annotation, Assessment, Attachment, Attribution, CheckWorthy, Claim, ClaimKind,
    ClaimStatus, Codebook, DocPath, Document, Evidence, Hue, Link, Metadata, ReadingStatus,
    Relation, Selector, Stance, Structure, Tag, TagColor, TagName, Verdict,
};

const BERLIN: &str = "What Berlin agreed\n\nThe 💩 summit 👩\u{200d}👩\u{200d}👧 began late. Russia has at least 1,000 contractors in \
Libya, a UN panel said.\n\nCafe\u{301} owners saw “naïve” men.\nThey left on Friday.\n\nהשלום רחוק, he said. 東京の代表は黙った。\n";

const HARBOUR: &str =
    "Forty-one cars a day\n\n🚗🚗 The ferry <b>takes</b> 40 & more.\tIt \u{202e}leaks\u{1}.\n";

/// What an [`Input`] borrows from.
pub(super) struct Articles {
    codebook: Codebook,
    documents: Vec<Document>,
    annotations: Vec<Annotation>,
    tags: Vec<TagName>,
    gone: DocPath,
}

fn document(path: &str, text: &str, metadata: Metadata) -> Document {
    let structure = Structure {
        metadata,
        ..Structure::default()
    };
    Document::new(DocPath::new(path), text.into(), structure)
}

impl Articles {
    /// One document, `a.txt`, with an annotation from one code point to another.
    pub(super) fn cut(text: &str, start: usize, end: usize) -> Self {
        let quote: String = text.chars().skip(start).take(end - start).collect();
        Self {
            codebook: Codebook::default(),
            documents: vec![document("a.txt", text, Metadata::default())],
            annotations: vec![bare(1, "a.txt", start, &quote)],
            tags: Vec::new(),
            gone: DocPath::new("gone.txt"),
        }
    }

    /// Annotation 3 was moved, 4 is an orphan, 6 was edited, 7 put elsewhere, 8 is on a document that cannot be read.
    pub(super) fn rich() -> Self {
        let known = Metadata {
            title: Some("What Berlin *agreed* & more".into()),
            authors: vec!["Jane Roe".into(), "A. N. Other".into()],
            date: Some("2020-01".into()),
            source: Some("The Gazette".into()),
            url: Some("https://example.org/berlin_2020?a=1&b=2".into()),
            ..Metadata::default()
        };
        Self {
            codebook: codebook(),
            documents: vec![
                document("libya/berlin.txt", BERLIN, known),
                document("notizen é.md", HARBOUR, Metadata::default()),
            ],
            annotations: annotations(),
            tags: vec![tag("conference"), tag("todo")],
            gone: DocPath::new("gone.txt"),
        }
    }

    /// What the document at `path` says, where it could be read.
    pub(super) fn text(&self, path: &str) -> &str {
        let found = self.documents.iter().find(|one| one.path.as_str() == path);
        found.map_or("", |document| &document.text)
    }

    /// What the document says that the annotation called `id` is on.
    pub(super) fn text_of(&self, id: &str) -> &str {
        let found = self.annotations.iter().find(|one| one.id.to_string() == id);
        self.text(found.unwrap().document.as_str())
    }

    /// What documents say in the places of annotations.
    pub(super) fn found(&self) -> Vec<String> {
        let input = self.input();
        let cut = |item: &Item<'_>| {
            let place = item.place?;
            let text = self.text(item.annotation.document.as_str()).chars();
            Some(
                text.skip(place.start)
                    .take(place.end - place.start)
                    .collect(),
            )
        };
        input.items().filter_map(cut).collect()
    }

    /// The articles as an export gets them.
    pub(super) fn input(&self) -> Input<'_> {
        let read = self.documents.iter().map(|document| Source {
            path: &document.path,
            metadata: document.metadata.clone(),
            status: (document.path.name() == "berlin.txt").then_some(ReadingStatus::Reading),
            tags: if document.path.name() == "berlin.txt" {
                &self.tags
            } else {
                &[]
            },
            hash: Some(&document.hash),
            document: Some(document),
            record: None,
            annotations: self.on(&document.path, Some(&document.text)),
        });
        let unread = Source {
            path: &self.gone,
            metadata: Metadata::default(),
            status: None,
            tags: &[],
            hash: None,
            document: None,
            record: None,
            annotations: self.on(&self.gone, None),
        };
        let unread = Some(unread).filter(|source| !source.annotations.is_empty());
        Input {
            corpus: "libya & more",
            codebook: &self.codebook,
            documents: read.chain(unread).collect(),
            wishes: Wishes::default(),
        }
    }

    fn on<'a>(&'a self, path: &DocPath, text: Option<&str>) -> Vec<Item<'a>> {
        let on = self.annotations.iter().filter(|one| one.document == *path);
        on.map(|annotation| {
            let state = match annotation.id {
                known if known == id(3) => "moved",
                known if known == id(4) => "orphan",
                known if known == id(6) => "edited",
                known if known == id(8) => "unchecked",
                _ => "exact",
            };
            let place = text.filter(|_| state != "orphan").and_then(|text| {
                let quote = match state {
                    "edited" => "Forty-one cars a day",
                    _ => &annotation.place().quote,
                };
                // The place that was stored tells which of several, unless there was another text then.
                let known = annotation.place().start;
                let stored = text
                    .char_indices()
                    .nth(known)
                    .map_or(text.len(), |(at, _)| at);
                let is_there = text
                    .get(stored..)
                    .is_some_and(|rest| rest.starts_with(quote));
                let at = if is_there { stored } else { text.find(quote)? };
                let start = text.get(..at)?.chars().count();
                Some(Place {
                    start,
                    end: start + quote.chars().count(),
                    line: 1,
                    paragraph: Some(1),
                })
            });
            Item {
                annotation,
                state,
                place,
                part: None,
                around: None,
            }
        })
        .collect()
    }
}

fn codebook() -> Codebook {
    let mut codebook = Codebook::default();
    codebook.put(Tag {
        key: Some('1'),
        color: Some(TagColor::Named(Hue::Yellow)),
        definition: "A number somebody could check.\nAny number.".into(),
        use_for: "figures".into(),
        not_for: "dates & times".into(),
        examples: vec!["at least 1,000".into(), "40 & more".into()],
        ..Tag::new(tag("claim/statistic"))
    });
    codebook.put(Tag {
        color: Some(TagColor::Rgb(0, 128, 255)),
        ..Tag::new(tag("todo"))
    });
    codebook.put(Tag {
        retired: true,
        definition: "=HYPERLINK(\"x\")".into(),
        ..Tag::new(tag("=SUM(A1)"))
    });
    codebook.put(Tag::new(tag("other/statistic")));
    codebook
}

fn assessment(reviewer: &str, day: &str, verdict: &str) -> Assessment {
    Assessment {
        reviewer: reviewer.into(),
        at: format!("2026-11-{day}T22:40:00Z").parse().unwrap(),
        verdict: Verdict::parse(verdict),
        confidence: String::new(),
        rationale: String::new(),
        hash: None,
    }
}

fn annotations() -> Vec<Annotation> {
    let (berlin, harbour) = ("libya/berlin.txt", "notizen é.md");
    let mut two = bare(
        2,
        berlin,
        0,
        "Cafe\u{301} owners saw “naïve” men.\nThey left",
    );
    two.tags = vec![tag("claim/statistic"), tag("new one")];
    two.reviewer = "mk".into();
    two.selector.prefix = "a UN panel said.\n\n".into();
    let mut three = bare(3, berlin, 300, "They left on Friday.");
    three.tags = vec![tag("todo")];
    three.links = vec![
        Link {
            to: id(1),
            relation: Relation::Supports,
        },
        Link {
            to: id(6),
            relation: Relation::Updates,
        },
    ];
    let mut five = bare(5, berlin, 0, "השלום רחוק, he said. 東京");
    five.note = "Right to left,\n\n\tthen wide. <i>&amp;".into();
    let mut six = bare(6, harbour, 0, "Forty cars a day");
    six.tags = vec![tag("=SUM(A1)")];
    let mut seven = bare(
        7,
        harbour,
        0,
        "<b>takes</b> 40 & more.\tIt \u{202e}leaks\u{1}",
    );
    seven.anchors = vec![Anchor {
        selector: Selector {
            quote: "🚗🚗 The ferry <b>takes</b> 40 & more.\tIt \u{202e}leaks\u{1}".into(),
            suffix: ".".into(),
            start: 22,
            end: 60,
            ..Selector::default()
        },
        hash: None,
        how: Some(Attachment::Chosen),
        score: Some(90),
        reviewer: "dl".into(),
        at: "2026-11-25T08:00:00Z".parse().unwrap(),
    }];
    seven.claim = Some(Claim {
        claimant: "the harbour & \"sons\"".into(),
        assessments: vec![assessment("mk", "26", "refuted")],
        ..Claim::default()
    });
    let mut eight = bare(8, "gone.txt", 5, "Nobody can read it.");
    eight.note = "Kept.".into();
    vec![
        claim(berlin),
        two,
        three,
        bare(4, berlin, 10, "It is gone."),
        five,
        six,
        seven,
        eight,
    ]
}

fn claim(document: &str) -> Annotation {
    let mut annotation = bare(
        1,
        document,
        0,
        "Russia has at least 1,000 contractors in Libya",
    );
    annotation.selector.prefix = "began late. ".into();
    annotation.selector.suffix = ", a UN panel said.".into();
    annotation.tags = vec![tag("claim/statistic"), tag("checked twice")];
    annotation.note = "Where does this number come from?\n\n- ask Roe\n".into();
    annotation.claim = Some(Claim {
        statement: "Russia has 1,000 contractors".into(),
        claimant: "a UN panel".into(),
        attribution: Some(Attribution::Quoted),
        kinds: vec![ClaimKind::Numerical, ClaimKind::Event],
        checkworthy: Some(CheckWorthy::Yes),
        status: Some(ClaimStatus::InProgress),
        assessments: vec![
            Assessment {
                confidence: "low".into(),
                rationale: "One source.\n\nNo second.".into(),
                hash: Some(crate::model::TextHash::stored("ab12")),
                ..assessment("dl", "21", "not-enough-evidence")
            },
            Assessment {
                rationale: "Only a thought.".into(),
                ..assessment("dl", "22", "")
            },
            assessment("mk", "23", "supported"),
        ],
        evidence: vec![
            Evidence {
                stance: Some(Stance::Refutes),
                citation: "Panel of Experts, S/2019/914".into(),
                url: "https://example.org/panel".into(),
                quote: "between 800 and 1,200".into(),
                accessed: Some(jiff::civil::date(2026, 11, 20)),
            },
            Evidence {
                stance: Some(Stance::Supports),
                url: Evidence::address_of(id(5)),
                ..Evidence::default()
            },
            Evidence {
                citation: "A letter".into(),
                url: "shelf 3".into(),
                quote: "some".into(),
                ..Evidence::default()
            },
        ],
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

/// Compares an export and the report on it with the file called `name`. `BLESS=1` writes that.
pub(super) fn golden(name: &str, bytes: &[u8], report: &Report) {
    let mut found = String::from_utf8(bytes.to_vec()).unwrap();
    let what = match &report.instead {
        Some(instead) => instead.clone(),
        None => format!(
            "{} annotations on {} documents",
            report.annotations, report.documents
        ),
    };
    let _ = write!(found, "\n-- {what}\n");
    for sentence in &report.dropped {
        let _ = writeln!(found, "-- {sentence}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/export/golden");
    let path = path.join(name);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{name} is not as it was; BLESS=1 writes it:\n{found}"
    );
}
