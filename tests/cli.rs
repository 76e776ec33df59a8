//! The command line from outside: the built program, its output, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[path = "cli/exporting.rs"]
mod exporting;
#[path = "cli/shelf.rs"]
mod shelf;
#[path = "cli/surroundings.rs"]
mod surroundings;

use serde_json::{Value, json};
use shelf::{Shelf, keys};

/// The code points of `text` from `start` to `end`.
fn points(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap(), end.as_u64().unwrap());
    let (start, end) = (
        usize::try_from(start).unwrap(),
        usize::try_from(end).unwrap(),
    );
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn list_tells_what_there_is() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["list", "--json", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let listed = ran.json();
    assert_eq!(
        keys(&listed[0]),
        [
            "annotations",
            "author",
            "date",
            "path",
            "status",
            "title",
            "words"
        ]
    );
    assert_eq!(
        listed,
        json!([
            {"path": "a.txt", "title": "Ferries and the river", "author": "Ada Prose", "date": "2019-03-12",
             "words": listed[0]["words"], "annotations": 2, "status": "new"},
            {"path": "more/b.txt", "title": "The other article", "author": null, "date": null,
             "words": 16, "annotations": 1, "status": "new"},
        ])
    );
    let ran = shelf.run(&["list", "."]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out.lines().count(), 2);
    assert!(ran.out.contains("The other article"), "{}", ran.out);
}

#[test]
fn show_tells_the_parts_of_a_document_in_code_points() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["show", "--json", "a.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let shown = ran.json();
    assert_eq!(
        keys(&shown),
        [
            "author",
            "blocks",
            "date",
            "parts",
            "path",
            "sentences",
            "source",
            "subtitle",
            "text",
            "title",
            "url"
        ]
    );
    let text = shown["text"].as_str().unwrap();
    assert_eq!(text, include_str!("cli/a.txt"));
    let blocks = shown["blocks"].as_array().unwrap();
    assert_eq!(keys(&blocks[0]), ["end", "kind", "level", "start"]);
    assert_eq!(blocks[0]["kind"], "title");
    let heading = blocks
        .iter()
        .find(|block| block["kind"] == "heading")
        .unwrap();
    assert_eq!(
        points(text, &heading["start"], &heading["end"]),
        "What it cost"
    );
    assert!(heading["level"].is_number());
    let sentences: Vec<String> = shown["sentences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sentence| {
            assert_eq!(keys(sentence), ["end", "start"]);
            points(text, &sentence["start"], &sentence["end"])
                .trim()
                .to_owned()
        })
        .collect();
    assert!(
        sentences.contains(&"It cost nine million.".to_owned()),
        "{sentences:?}"
    );
    assert_eq!(
        shown["parts"],
        json!([{"title": "Ferries and the river", "start": 0, "end": text.chars().count()}])
    );
    let ran = shelf.run(&["show", "a.txt"]);
    assert!(ran.code == 0 && ran.out.contains("It cost nine million."));
}

#[test]
fn search_finds_words_and_expressions_in_code_points() {
    let shelf = Shelf::usual();
    let text = include_str!("cli/a.txt");
    for (arguments, expect) in [
        (&["400 cars"][..], vec![("a.txt", "400 cars")]),
        (&["BRIDGE"], vec![]),
        (&["bridge"], vec![("a.txt", "bridge")]),
        (
            &["--regex", r"\d+"],
            vec![("a.txt", "12"), ("a.txt", "2019"), ("a.txt", "400")],
        ),
        (&["zeppelin"], vec![]),
        (
            &["a bridge. What it"],
            vec![("a.txt", "a bridge.\n\nWhat it")],
        ),
        (&["council"], vec![("more/b.txt", "council")]),
    ] {
        let ran = shelf.run(&[&["search", "--json"], arguments, &["."]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        let found = ran.json();
        let found = found.as_array().unwrap();
        let shown: Vec<(&str, String)> = found
            .iter()
            .map(|found| {
                assert_eq!(keys(found), ["end", "line", "path", "start", "text"]);
                let path = found["path"].as_str().unwrap();
                let text = if path == "a.txt" {
                    text
                } else {
                    include_str!("cli/b.txt")
                };
                (path, points(text, &found["start"], &found["end"]))
            })
            .collect();
        let shown: Vec<(&str, &str)> = shown
            .iter()
            .map(|(path, text)| (*path, text.as_str()))
            .collect();
        assert_eq!(shown, expect, "{arguments:?}");
    }
    let ran = shelf.run(&["search", "bridge", "."]);
    assert!(ran.out.starts_with("a.txt:6: "), "{}", ran.out);
}

#[test]
fn check_tells_what_became_of_every_annotation() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["check", "--json", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let checked = ran.json();
    assert_eq!(keys(&checked), ["annotations", "problems"]);
    assert_eq!(checked["problems"], json!([]));
    let annotations = checked["annotations"].as_array().unwrap();
    assert_eq!(
        keys(&annotations[0]),
        ["document", "end", "id", "method", "score", "start", "state"]
    );
    let states: Vec<&str> = annotations
        .iter()
        .map(|found| found["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["exact", "moved", "orphan"]);
    let text = include_str!("cli/a.txt");
    assert_eq!(
        points(text, &annotations[0]["start"], &annotations[0]["end"]),
        "400 cars a day"
    );
    assert_eq!(
        points(text, &annotations[1]["start"], &annotations[1]["end"]),
        "It cost nine million."
    );
    assert_eq!(annotations[2]["start"], Value::Null);
    let ran = shelf.run(&["check", "."]);
    assert!(ran.out.contains("1 of 3 annotations"), "{}", ran.out);
    assert!(ran.out.contains("more/b.txt"), "{}", ran.out);
}

#[test]
fn check_tells_of_records_it_cannot_read_and_documents_that_are_gone() {
    let broken = "format = \"postil\"\nversion = 1\n\n[[annotation]]\nid = 7\n\n[[annotation]]\n\
        id = \"01994f0e-0000-7000-8000-000000000009\"\ndocument = \"gone.txt\"\nquote = \"x\"\nstart = 0\nend = 1\n\
        created = 2026-10-01T10:00:00Z\n";
    let shelf = Shelf::new(&[("a.txt", "One. Two.\n"), ("annotations.toml", broken)]);
    let checked = shelf.run(&["check", "--json", "."]).json();
    let problems = checked["problems"].as_array().unwrap();
    assert!(problems.len() >= 2, "{problems:?}");
    for problem in problems {
        assert_eq!(keys(problem), ["line", "message", "path"]);
    }
    assert_eq!(checked["annotations"][0]["state"], "orphan");
}

#[test]
fn tags_are_counted() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["tags", "--json", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.json(),
        json!([
            {"name": "claim/statistic", "key": "1", "color": "yellow", "definition": "A number somebody could check.",
             "annotations": 2, "documents": 1},
            {"name": "todo", "key": null, "color": null, "definition": "", "annotations": 1, "documents": 1},
            {"name": "doubt", "key": null, "color": null, "definition": "", "annotations": 1, "documents": 1},
        ])
    );
    assert_eq!(shelf.run(&["tags", "."]).out.lines().count(), 3);
}

#[test]
fn what_is_wrong_has_an_exit_code_and_a_sentence() {
    let shelf = Shelf::usual();
    for (arguments, code, sentence) in [
        (
            &["search", "--regex", "(", "."][..],
            2,
            "no regular expression",
        ),
        (&["search", "", "."], 2, "nothing to search for"),
        (&["search", "x", "nowhere"], 2, "nowhere"),
        (&["list", "nowhere"], 2, "nowhere"),
        (&["show", "nowhere.txt"], 2, "nowhere.txt"),
        (&["show", "."], 2, "is a folder"),
        (&["export", "-f", "pdf", "."], 2, "markdown, json, csv"),
        (&["export", "."], 2, "--format"),
        (
            &["export", "-f", "csv", "-o", "no/such/folder/x.csv", "."],
            1,
            "no/such/folder/x.csv",
        ),
        (&["frobnicate", "x", "--json"], 2, "--json"),
        (&["--nonsense"], 2, "--nonsense"),
        (&["."], 2, "needs a terminal"),
        (
            &["--config", "missing.toml", "list", "."],
            2,
            "missing.toml",
        ),
    ] {
        let ran = shelf.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains(sentence), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["--version"], &["export", "--help"]] {
        let ran = shelf.run(arguments);
        assert!(
            ran.code == 0 && ran.err.is_empty() && !ran.out.is_empty(),
            "{arguments:?}"
        );
    }
}
