//! How far reviewers agree: from one file and from several, for people and for machines.

use serde_json::{Value, json};

use super::shelf::{Shelf, keys};

/// Ten sentences of eleven code points each, a space between them.
const ARTICLE: &str = "Bell aa is. Bell bb is. Bell cc is. Bell dd is. Bell ee is. Bell ff is. Bell gg is. Bell hh is. \
                       Bell ii is. Bell jj is.\n";

/// An annotation on the sentence with this number, counted from 0.
fn annotation(number: usize, sentence: usize, reviewer: &str, tags: &str, more: &str) -> String {
    let start = sentence * 12;
    let letter = char::from(b'a' + u8::try_from(sentence).unwrap());
    format!(
        "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{number:012}\"\ndocument = \"a.txt\"\nquote = \"Bell \
         {letter}{letter} is.\"\nstart = {start}\nend = {}\ntags = [{tags}]\nreviewer = \"{reviewer}\"\ncreated = \
         2026-10-01T10:00:00Z\n{more}",
        start + 11
    )
}

/// What a reviewer has seen: the first so many sentences.
fn coverage(reviewer: &str, sentences: usize) -> String {
    let hash = postil::model::TextHash::of(ARTICLE);
    let hash = hash.as_str();
    let end = sentences * 12 - 1;
    format!(
        "\n[[document.coverage]]\nreviewer = \"{reviewer}\"\nhash = \"{hash}\"\nseen = [[0, {end}]]\nsentences = \
         10\ndecided = {sentences}\n"
    )
}

fn file(records: &[String]) -> String {
    format!("format = \"postil\"\nversion = 1\n{}", records.concat())
}

fn document(coverage: &[String]) -> String {
    format!("\n[[document]]\npath = \"a.txt\"\n{}", coverage.concat())
}

/// Ada and Bo have seen nine sentences. Both tag the first three, Ada the fourth and Bo the fifth; of the first they give
/// two verdicts.
fn records(reviewer: &str, first: usize) -> Vec<String> {
    let own = if reviewer == "ada" { 3 } else { 4 };
    let verdict = if reviewer == "ada" {
        "supported"
    } else {
        "refuted"
    };
    let claim = format!(
        "\n[annotation.claim]\nkinds = [\"event\"]\n\n[[annotation.claim.assessment]]\nreviewer = \"{reviewer}\"\nat = \
         2026-10-02T10:00:00Z\nverdict = \"{verdict}\"\n"
    );
    let mut records = vec![annotation(first, 0, reviewer, "\"claim\"", &claim)];
    for (number, sentence) in (first + 1..).zip([1, 2, own]) {
        records.push(annotation(number, sentence, reviewer, "\"claim\"", ""));
    }
    records
}

fn shelf() -> Shelf {
    let of = |name: &str, first| {
        let mut all = vec![document(&[coverage(name, 9)])];
        all.extend(records(name, first));
        file(&all)
    };
    let mut both = vec![document(&[coverage("ada", 9), coverage("bo", 9)])];
    both.extend(records("ada", 1));
    both.extend(records("bo", 11));
    Shelf::new(&[
        ("a.txt", ARTICLE),
        ("ada.toml", &of("ada", 1)),
        ("bo.toml", &of("bo", 11)),
        ("same.toml", &of("ada", 21)),
        ("annotations.toml", &file(&both)),
    ])
}

fn row<'a>(told: &'a Value, about: &str) -> &'a Value {
    let rows = told["rows"].as_array().unwrap();
    rows.iter().find(|row| row["about"] == about).unwrap()
}

fn close(value: &Value, expected: f64) -> bool {
    (value.as_f64().unwrap() - expected).abs() < 0.00005
}

#[test]
fn one_file_and_two_say_the_same() {
    let shelf = shelf();
    let one = shelf.run(&["agree", "--json", "--corpus", "."]);
    let two = shelf.run(&["agree", "--json", "ada.toml", "bo.toml"]);
    assert_eq!(
        (one.code, two.code, one.err.as_str()),
        (0, 0, ""),
        "{two:?}"
    );
    let told = one.json();
    assert_eq!(told, two.json());
    assert_eq!(
        told["reviewers"],
        json!([
            {"name": "ada", "seen": 9, "annotations": 4}, {"name": "bo", "seen": 9, "annotations": 4},
        ])
    );
    assert_eq!(
        (&told["documents"], &told["sentences"], &told["shared"]),
        (&json!(1), &json!(10), &json!(9))
    );
    let tag = row(&told, "claim");
    assert_eq!(
        keys(tag),
        [
            "about", "agree", "alpha", "alpha_u", "apart", "cohen", "f1", "fleiss", "n", "part"
        ]
    );
    // Of nine sentences seven alike; each gives four: chance (4 * 4 + 5 * 5) / 81.
    assert_eq!((&tag["n"], &tag["part"]), (&json!(9), &json!("tag")));
    assert!(close(&tag["agree"]["value"], 7.0 / 9.0));
    assert!(close(&tag["cohen"]["value"], (63.0 - 41.0) / (81.0 - 41.0)));
    // 18 answers, 8 and 10: 17 * 4 / (324 - 64 - 100).
    assert!(close(&tag["alpha"]["value"], 1.0 - 17.0 * 4.0 / 160.0));
    assert!(close(&tag["f1"]["value"], 0.75));
    assert!(tag["alpha_u"]["value"].as_f64().unwrap() < 1.0);
    assert!(tag["alpha"]["low"].as_f64().unwrap() < 0.575);
    let apart = tag["apart"].as_array().unwrap();
    assert_eq!(
        (&apart[0]["start"], &apart[0]["answers"]),
        (&json!(36), &json!(["✓", "–"]))
    );
    assert_eq!(apart.len(), 2);
    let verdict = row(&told, "verdict");
    assert_eq!(
        (&verdict["n"], &verdict["agree"]["value"]),
        (&json!(1), &json!(0.0))
    );
    assert_eq!(
        row(&told, "status")["cohen"],
        json!({"value": null, "low": null, "high": null, "reason": "no claim was given a status by both"})
    );
    // The dearest disagreement comes first.
    let disputes = told["disagreements"].as_array().unwrap();
    let about: Vec<&Value> = disputes.iter().map(|dispute| &dispute["about"]).collect();
    assert_eq!(
        about,
        [&json!(["verdict"]), &json!(["tags"]), &json!(["tags"])]
    );
}

#[test]
fn what_cannot_be_told_is_no_number() {
    let shelf = shelf();
    let alone = shelf.run(&["agree", "--corpus", ".", "ada.toml"]).out;
    assert!(
        alone.contains("— not computable, because there is only one reviewer:"),
        "{alone}"
    );
    // One name in two files that have nothing in common is two reviewers.
    let twice = shelf
        .run(&["agree", "--json", "ada.toml", "same.toml"])
        .json();
    let names: Vec<&Value> = twice["reviewers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["ada (ada.toml)", "ada (same.toml)"]);
    assert_eq!(row(&twice, "claim")["cohen"]["value"], json!(1.0));
    // And the same file twice is one.
    let same = shelf
        .run(&["agree", "--json", "ada.toml", "ada.toml"])
        .json();
    assert_eq!(same["reviewers"].as_array().unwrap().len(), 1);
    let unseen = Shelf::new(&[
        ("a.txt", ARTICLE),
        (
            "annotations.toml",
            &file(&[records("ada", 1), records("bo", 11)].concat()),
        ),
    ]);
    let told = unseen.run(&["agree", "--json", "--corpus", "."]).json();
    for measure in ["agree", "cohen", "fleiss", "alpha", "alpha_u", "f1"] {
        let measure = &row(&told, "claim")[measure];
        assert_eq!(
            measure["reason"],
            json!("no sentence was seen by both"),
            "{measure}"
        );
    }
    let table = unseen.run(&["agree", "--corpus", "."]).out;
    assert!(table.contains("`--whole` takes every article"), "{table}");
    let whole = unseen
        .run(&["agree", "--json", "--whole", "--corpus", "."])
        .json();
    assert_eq!(row(&whole, "claim")["n"], json!(10));
}

#[test]
fn the_table_is_for_people_and_for_spreadsheets() {
    let shelf = shelf();
    let table = shelf.run(&["agree", "--corpus", "."]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "ada: 9 sentences seen, 4 annotations",
            "bo: 9 sentences seen, 4 annotations",
            "seen by two or more: 9 of 10 sentences in 1 article",
            "",
        ]
    );
    assert!(lines[4].trim_start().starts_with("n  agree"), "{table}");
    assert!(lines[5].starts_with("any annotation"), "{table}");
    let sheet = shelf.run(&["agree", "--csv", "--corpus", "."]).out;
    let rows: Vec<&str> = sheet.lines().collect();
    assert!(
        rows[0].starts_with("part,about,n,agree,agree low,agree high,cohen,"),
        "{sheet}"
    );
    assert!(rows[3].starts_with("tag,claim,9,0.7778,"), "{sheet}");
    assert!(
        sheet.contains("\"not computable, because no claim was given a status by both\""),
        "{sheet}"
    );
    let missing = shelf.run(&["agree", "nobody.toml"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing
            .err
            .contains("there is no annotations file nobody.toml"),
        "{missing:?}"
    );
}
