//! Asking by query: what is exported, the ledger, and what is counted.

use serde_json::json;

use super::shelf::{Shelf, keys};

/// Two articles with three claims and a highlight: one claim has a verdict on another text than there is now.
const ANNOTATIONS: &str = r#"format = "postil"
version = 1

[[tag]]
name = "claim/statistic"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000001"
document = "a.txt"
quote = "400 cars a day"
start = 76
end = 90
tags = ["claim/statistic", "todo"]
reviewer = "me"
created = 2026-10-01T10:00:00Z

[annotation.claim]
statement = "The ferry carries 400 cars a day"
claimant = "Zoë Límite"
kinds = ["numerical"]
status = "final"

[[annotation.claim.assessment]]
reviewer = "jo"
at = 2026-11-01T10:00:00Z
verdict = "refuted"
confidence = "high"
hash = "of another text"

[[annotation.link]]
to = "01994f0e-0000-7000-8000-000000000002"
relation = "contradicts"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000002"
document = "a.txt"
quote = "It cost nine million."
start = 3
end = 24
tags = ["claim/statistic"]
reviewer = "jo"
created = 2026-10-02T10:00:00Z

[annotation.claim]
claimant = "zoe limite"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000003"
document = "more/b.txt"
quote = "words that are gone"
start = 5
end = 24
tags = ["doubt"]
reviewer = "jo"
created = 2026-10-03T10:00:00Z

[annotation.claim]
statement = """=1+1
\u001b[31m"""
status = "new"

[[annotation]]
id = "01994f0e-0000-7000-8000-000000000004"
document = "more/b.txt"
quote = "other"
start = 4
end = 9
tags = ["doubt", "todo"]
reviewer = "jo"
created = 2026-10-04T10:00:00Z
"#;

fn shelf() -> Shelf {
    Shelf::new(&[
        ("a.txt", include_str!("a.txt")),
        ("more/b.txt", include_str!("b.txt")),
        ("annotations.toml", ANNOTATIONS),
    ])
}

/// The last digits of the claims that come out, in order.
fn claims(shelf: &Shelf, arguments: &[&str]) -> String {
    let ran = shelf.run(&[&["claims", "--json", "."], arguments].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let listed = ran.json();
    let ids = listed.as_array().unwrap().iter();
    ids.filter_map(|claim| claim["id"].as_str()?.chars().last())
        .collect()
}

#[test]
fn the_ledger_is_asked_and_sorted() {
    let shelf = shelf();
    for (arguments, expected) in [
        (&[][..], "123"),
        (&["--where", "tag:claim/* verdict:none"], "2"),
        (&["--where", "is:stale"], "1"),
        (&["--where", "is:orphan | status:final"], "13"),
        (&["--where", "claimant:\"zoe limite\" -by:me"], "2"),
        (&["--where", "doc:ferries date:2019-03"], "12"),
        (&["--where", "doc:ferries", "--where", "has:link"], "1"),
        (&["--sort", "made", "--reverse"], "321"),
        (&["--sort", "claim"], "321"),
        (&["--sort", "links", "--reverse"], "123"),
    ] {
        assert_eq!(claims(&shelf, arguments), expected, "{arguments:?}");
    }
}

#[test]
fn the_ledger_tells_everything_to_machines_and_what_matters_to_people() {
    let shelf = shelf();
    let first = &shelf.run(&["claims", "--json", "."]).json()[0];
    assert_eq!(
        *first,
        json!({
            "id": "01994f0e-0000-7000-8000-000000000001", "document": "a.txt", "title": "Ferries and the river",
            "date": "2019-03-12", "claim": "The ferry carries 400 cars a day", "quote": "400 cars a day",
            "claimant": "Zoë Límite", "attribution": null, "kinds": ["numerical"], "checkworthy": null,
            "tags": ["claim/statistic", "todo"], "status": "final", "verdict": "refuted", "stale": true,
            "confidence": "high", "reviewers": ["me", "jo"], "links_from": 1, "links_to": 0, "state": "exact",
            "created": "2026-10-01T10:00:00Z",
        })
    );
    let table = shelf.run(&["claims", "."]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[1].contains("refuted (stale)"), "{table}");
    assert_eq!(lines[0].find("claimant"), lines[1].find("Zoë"), "{table}");
    assert!(lines[3].starts_with("=1+1 ␛[31m"), "{table}");
    let sheet = shelf.run(&["claims", "--csv", "."]).out;
    assert!(sheet.starts_with("id,document,title,"), "{sheet}");
    assert!(sheet.contains("\"'=1+1"), "{sheet}");
}

#[test]
fn what_is_counted_is_told() {
    let shelf = shelf();
    for (arguments, expected) in [
        (
            &["--by", "tags", "--csv"][..],
            "document,claim/statistic,doubt,todo,all\r\na.txt,2,0,1,2\r\nmore/b.txt,0,2,1,2\r\n",
        ),
        (
            &["--by", "together", "--csv"],
            "tag,with,both,either,share\r\nclaim/statistic,todo,1,3,0.33\r\ndoubt,todo,1,3,0.33\r\n",
        ),
        (
            &["--by", "time", "--csv"],
            "date,claims\r\n2019-03,2\r\nno date,1\r\n",
        ),
        (
            &["--by", "claimants", "--csv"],
            "claimant,refuted,no verdict,all\r\nZoë Límite,1,1,2\r\nno claimant,0,1,1\r\n",
        ),
        (
            &["--where", "tag:doubt"],
            "document    doubt  todo  all\nmore/b.txt      2     1    2\n",
        ),
        (&["--by", "time", "--where", "by:nobody"], "date\n"),
    ] {
        let ran = shelf.run(&[&["stats", "."], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (0, expected), "{arguments:?}");
    }
    let told = shelf
        .run(&["stats", "--by", "together", "--json", "."])
        .json();
    assert_eq!(keys(&told), ["by", "cells", "columns", "rows"]);
    assert_eq!(told["cells"][0]["annotations"].as_array().unwrap().len(), 2);
}

#[test]
fn an_export_is_narrowed_by_a_query() {
    let shelf = shelf();
    for (arguments, count) in [
        (&["--where", "has:claim"][..], 3),
        (&["--where", "doc:\"the other\""], 2),
        (&["--tag", "doubt", "--where", "-has:claim"], 1),
        (&["--text", "400 cars"], 1),
    ] {
        let ran = shelf.run(&[&["export", "-f", "csv", "."], arguments].concat());
        assert!(
            ran.err.contains(&format!("{count} annotation")),
            "{arguments:?}: {}",
            ran.err
        );
    }
}

#[test]
fn a_mistake_in_a_query_is_pointed_at() {
    let shelf = shelf();
    for command in ["export", "claims", "stats"] {
        let ran = shelf.run(&[command, ".", "--where", "a staus:new"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(
            ran.err
                .contains("there is no field staus; did you mean status?"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("\na staus:new\n  ^^^^^\n"), "{}", ran.err);
    }
}
