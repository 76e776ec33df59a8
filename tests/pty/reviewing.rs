//! A review from end to end: a codebook is chosen, every sentence decided, claims are filled in, judged and linked, and the
//! article changes.

use std::fs;

use postil::model::{AnnotationSet, DocPath, Relation};
use postil::store::parse;

use super::articles::Home;
use super::session::{Session, Start};

const SENTENCES: usize = 12;

fn start(home: &Home) -> Session {
    let session = Start::reading(home).size(120, 40).spawn();
    session.wait_for("This is number 00001 of them all.");
    session.wait_loaded();
    session
}

fn file(home: &Home) -> AnnotationSet {
    let (set, problems) = parse(&home.annotations(), "annotations.toml");
    assert_eq!(problems.len(), 0, "{problems:?}");
    set
}

#[test]
fn an_article_is_reviewed_from_the_codebook_to_a_verdict_that_goes_stale() {
    let home = Home::numbered(SENTENCES);
    let session = start(&home);
    session.type_keys("T");
    session.wait_for("Codebook");
    session.type_keys("1");
    session.wait_for("claims");
    session.type_keys("y");
    session.wait_for("check/worthy");
    session.type_keys("<Esc>");
    session.wait_gone("Codebook");
    session.type_keys("R");
    session.wait_for(&format!("reviewed 0 of {SENTENCES}"));
    // Every other sentence is tagged: one key for each decision.
    session.type_keys(&"1<Space>".repeat(SENTENCES / 2));
    session.wait_for(&format!("reviewed {SENTENCES} of {SENTENCES}"));
    session.type_keys("<Esc>");
    session.wait_for("READ ");
    session.type_keys("gg");
    for verdict in ["s", "r"] {
        session.type_keys("]cti");
        session.wait_for("in-progress");
        session.type_keys(&format!("v{verdict}<C-s>"));
        session.wait_for("judged");
    }
    session.type_keys("gg]x<Down><Enter>");
    session.wait_for("How do they stand to each other?");
    session.type_keys("c");
    session.wait_for("contradicts");
    session.type_keys("q");
    session.wait_end().expect(0);

    let set = file(&home);
    let path = DocPath::new("numbers.txt");
    let coverage = set.document(&path).unwrap().coverage.first().unwrap();
    assert_eq!(
        (coverage.decided, coverage.sentences),
        (SENTENCES, SENTENCES)
    );
    assert_eq!(set.len(), SENTENCES / 2);
    let claims: Vec<_> = set
        .annotations()
        .filter_map(|found| found.claim.as_ref())
        .collect();
    let verdicts: Vec<&str> = claims
        .iter()
        .filter_map(|claim| Some(claim.assessments.first()?.verdict.as_ref()?.as_str()))
        .collect();
    assert_eq!(verdicts, ["supported", "refuted"]);
    let links = set.annotations().flat_map(|found| &found.links);
    let relations: Vec<Relation> = links.map(|link| link.relation).collect();
    assert_eq!(relations, [Relation::Contradicts]);

    let article = home.articles().join("numbers.txt");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, format!("{text}\nThis was added later.\n")).unwrap();
    let session = start(&home);
    session.wait_for("stale");
    session.type_keys("L");
    session.wait_for("2 claims");
    session.type_keys("/verdict:stale<Enter>");
    session.wait_for("2 claims");
    session.type_keys("q");
    session.wait_gone("Ledger");
    session.type_keys("R");
    session.wait_for(&format!("reviewed {SENTENCES} of {}", SENTENCES + 1));
    session.type_keys("<Esc>");
    session.wait_for("READ ");
    session.type_keys("q");
    session.wait_end().expect(0);
}
