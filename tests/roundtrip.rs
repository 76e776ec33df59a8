//! What leaves in a format comes back from it: identical, or different exactly as the report of the export said.
//!
//! Every format that there is both ways is tried, by its name: whoever adds one need not come here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::fs;
use std::path::Path;

use postil::anchor::{self, capture};
use postil::corpus::Corpus;
use postil::export::{self, Output, Wishes};
use postil::import;
use postil::model::{Annotation, AnnotationSet, Span};
use postil::review::Query;
use postil::runtime::exporting::{self, Wanted};
use postil::runtime::importing;
use postil::store::{self, texts::Texts};
use postil::text::positions::CodePoints;

const FERRY: &str = "The ferry\n\nBy Ada Prose\n\n💩 The ferry left at six in the morning, with forty aboard & no “captain”.\n\n\
    Café “naïve” was the house on the quay. 👩‍👩‍👧 stood there; קפה and 渡し船 too.\n\n=SUM(A1) is no formula, <b>this</b> no element.\n";
const MILL: &str =
    "The mill\n\nNobody had been told of the new hour.\n\nNobody had been told of anything.\n";

/// Annotations of every kind on two articles, one of which lost its place, as the annotations file has them.
const NOTES: &str = r#"
format = "postil"
version = 1

[[tag]]
name = "claim/statistic"
key = "1"
color = "yellow"
definition = "A number somebody could check."

[[tag]]
name = "claim"

[[tag]]
name = "todo"

[[document]]
path = "more/mill.txt"
status = "done"
tags = ["todo"]

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000001"
document = "ferry.txt"
quote = "with forty aboard & no “captain”"
tags = ["claim/statistic", "todo"]
note = "Who counted?\n\n<i>=1+1</i>"
reviewer = "dl"
created = 2026-11-21T22:31:07Z

[annotation.claim]
statement = "Forty were aboard"
claimant = "the owner"
attribution = "quoted"
kinds = ["numerical"]
checkworthy = "yes"
status = "in-progress"

[[annotation.claim.assessment]]
reviewer = "mk"
at = 2026-11-22T08:00:00Z
verdict = "supported"
confidence = "low"
rationale = "Two lists agree."

[[annotation.claim.evidence]]
stance = "supports"
citation = "The lists"
url = "https://example.org/lists"
quote = "forty names"
accessed = 2026-11-20

[[annotation.link]]
to = "01994f0e-0000-7000-8000-000000000002"
relation = "contradicts"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000002"
document = "ferry.txt"
quote = "“naïve” was the house on the quay. 👩‍👩‍👧 stood there; קפה and 渡し船"
tags = ["claim"]
note = ""
reviewer = "mk"
created = 2026-11-21T22:32:07Z

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000003"
document = "ferry.txt"
quote = "too.\n\n=SUM(A1)"
tags = ["todo"]
note = "Over two paragraphs."
reviewer = "dl"
created = 2026-11-21T22:33:07Z

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000004"
document = "more/mill.txt"
quote = "Nobody had been told"
tags = ["todo"]
note = "The first of two."
reviewer = "dl"
created = 2026-11-21T22:34:07Z

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000005"
document = "more/mill.txt"
quote = "This was struck out of the article since."
prefix = "hour. "
tags = ["todo"]
note = "Gone."
reviewer = "dl"
created = 2026-11-21T22:35:07Z
"#;

/// What a format may lose of an annotation, and the words by which its report tells so.
type Field = (
    &'static str,
    &'static [&'static str],
    fn(&Annotation, &AnnotationSet) -> String,
);

const FIELDS: &[Field] = &[
    ("tags", &["tag"], |one, _| format!("{:?}", one.tags)),
    ("note", &["note"], |one, _| one.note.trim_end().to_owned()),
    ("reviewer", &["reviewer", "maker", "author"], |one, _| {
        one.reviewer.clone()
    }),
    ("created", &["date"], |one, _| one.created.to_string()),
    (
        "claim",
        &["claim", "verdict", "assessment", "evidence", "confidence"],
        |one, _| format!("{:?}", one.claim),
    ),
    ("links", &["link"], links),
    ("anchors", &["earlier place"], |one, _| {
        format!("{:?}", one.anchors)
    }),
];

/// The links of an annotation, by what they lead to: identities may be others in another program.
fn links(one: &Annotation, set: &AnnotationSet) -> String {
    let links = one.links.iter().map(|link| {
        let to = set.get(link.to).map(|to| to.selector.quote.clone());
        format!("{:?} {to:?}", link.relation)
    });
    links.collect::<Vec<_>>().join(", ")
}

/// A corpus in a folder, with the notes on it.
fn shelf(folder: &Path) -> (Corpus, AnnotationSet) {
    fs::create_dir_all(folder.join("more")).unwrap();
    fs::write(folder.join("ferry.txt"), FERRY).unwrap();
    fs::write(folder.join("more/mill.txt"), MILL).unwrap();
    let corpus = Corpus::open(&[folder.to_owned()], None).unwrap();
    let (mut set, problems) = store::parse(NOTES, "notes.toml");
    assert_eq!(problems, []);
    let ids: Vec<_> = set.annotations().map(|one| one.id).collect();
    for id in ids {
        let before = set.get(id).unwrap().clone();
        let document = corpus.read(&before.document).unwrap();
        let mut after = before.clone();
        if let Some(start) = document.text.find(&before.selector.quote) {
            let span = Span::new(start, start + before.selector.quote.len());
            after.selector = capture(&document.text, &CodePoints::new(&document.text), span);
        }
        set.apply(&postil::model::Edit::Annotation {
            before: Some(Box::new(before)),
            after: Some(Box::new(after)),
        });
    }
    (corpus, set)
}

/// Exports `set` in `format` to a file or folder; which it is, and what the report said.
fn exported(
    corpus: &Corpus,
    set: &AnnotationSet,
    format: export::Format,
    folder: &Path,
) -> (std::path::PathBuf, Vec<String>) {
    let wanted = Wanted {
        format,
        query: Query::default(),
        wishes: Wishes::default(),
    };
    let texts = Texts::new(&folder.join("data"));
    let (output, report) = exporting::export(corpus, &texts, set, wanted).unwrap();
    let path = folder.join(format!("out.{}", format.extension()));
    match output {
        Output::File(bytes) => fs::write(&path, bytes).unwrap(),
        Output::Folder(files) => {
            for (name, bytes) in files {
                let file = path.join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, bytes).unwrap();
            }
        }
    }
    (path, report.dropped)
}

/// Imports `file` into `set`; what is new, and what was said.
fn imported(
    corpus: &Corpus,
    set: &mut AnnotationSet,
    file: &Path,
    format: Option<import::Format>,
) -> (usize, Vec<String>) {
    let wanted = importing::Wanted {
        file: file.to_owned(),
        format,
        reviewer: "importer".to_owned(),
        now: "2030-01-01T00:00:00Z".parse().unwrap(),
    };
    let imported = importing::import(corpus, set, &wanted, &|_, _| true);
    let outcome = imported.unwrap().unwrap().outcome;
    for edit in &outcome.edits {
        set.apply(edit);
    }
    (outcome.edits.len(), outcome.sentences)
}

fn both_ways() -> impl Iterator<Item = (export::Format, import::Format)> {
    export::Format::ALL
        .iter()
        .filter_map(|format| Some((*format, import::Format::parse(format.as_str())?)))
}

#[test]
fn what_leaves_comes_back_or_was_told_to_stay() {
    for (out, back) in both_ways() {
        let home = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (corpus, set) = shelf(home.path());
        let (file, told) = exported(&corpus, &set, out, folder.path());
        let mut found = AnnotationSet::default();
        let (_, said) = imported(&corpus, &mut found, &file, Some(back));
        let name = out.as_str();
        let told: String = told
            .iter()
            .chain(&said)
            .map(|one| one.to_lowercase() + "\n")
            .collect();
        let is_told = |words: &[&str]| words.iter().any(|word| told.contains(word));
        for tag in set.codebook().tags() {
            let known = found.codebook().get(&tag.name);
            assert!(
                known.is_some() || is_told(&["tag", "codebook"]),
                "{name} lost {} and said\n{told}",
                tag.name
            );
        }
        if out == export::Format::Csv || set.is_empty() {
            continue;
        }
        let holds_annotations =
            !found.is_empty() || back != import::Format::Qdc && back != import::Format::Taguette;
        for one in set.annotations().filter(|_| holds_annotations) {
            compare(name, one, (&set, &found), &corpus, &told);
        }
        let (again, _) = imported(&corpus, &mut found, &file, None);
        assert_eq!(again, 0, "{name} twice");
    }
}

/// Compares an annotation with what came back in its place.
fn compare(
    name: &str,
    one: &Annotation,
    (all, found): (&AnnotationSet, &AnnotationSet),
    corpus: &Corpus,
    told: &str,
) {
    let is_told = |words: &[&str]| words.iter().any(|word| told.contains(word));
    let text = corpus.read(&one.document).unwrap().text;
    let points = CodePoints::new(&text);
    let is_orphan = anchor::at_position(&text, &points, &one.selector).is_none();
    let same_place = |other: &&Annotation| {
        other.document == one.document
            && other.selector.quote == one.selector.quote
            && (is_orphan || other.selector.start == one.selector.start)
    };
    let back = found.get(one.id).filter(same_place);
    let back = back.or_else(|| found.on(&one.document).find(same_place));
    let Some(back) = back else {
        assert!(
            is_told(&["place", "orphan", "not found", "position"]),
            "{name} lost {:?} and said\n{told}",
            one.selector.quote
        );
        return;
    };
    for (field, words, value) in FIELDS {
        let (was, is) = (value(one, all), value(back, found));
        assert!(
            was == is || is_told(words),
            "{name}: {field} of {:?} was {was} and is {is}; it said\n{told}",
            one.selector.quote
        );
    }
}

#[test]
fn postils_own_json_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (corpus, set) = shelf(home.path());
    // Everything that the file can hold, on documents that are not even there.
    let full = include_str!("store/v1/full.toml");
    let (full, _) = store::parse(full, "full.toml");
    for set in [set, full] {
        let folder = tempfile::tempdir().unwrap();
        let (file, told) = exported(&corpus, &set, export::Format::Json, folder.path());
        assert_eq!(told, Vec::<String>::new());
        let mut found = AnnotationSet::default();
        imported(&corpus, &mut found, &file, None);
        assert_eq!(found.codebook(), set.codebook());
        let documents = |set: &AnnotationSet| set.documents().cloned().collect::<Vec<_>>();
        assert_eq!(documents(&found), documents(&set));
        let annotations = |set: &AnnotationSet| set.annotations().cloned().collect::<Vec<_>>();
        assert_eq!(annotations(&found), annotations(&set));
        // Into one that has it all, nothing comes.
        let mut there = set.clone();
        assert_eq!(imported(&corpus, &mut there, &file, None).0, 0);
    }
}
