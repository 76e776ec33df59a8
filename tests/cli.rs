//! The command line from outside: the built program, its output, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[path = "cli/agreeing.rs"]
mod agreeing;
#[path = "cli/asking.rs"]
mod asking;
#[path = "cli/exporting.rs"]
mod exporting;
#[path = "cli/importing.rs"]
mod importing;
#[path = "cli/shelf.rs"]
mod shelf;
#[path = "cli/sorting.rs"]
mod sorting;
#[path = "cli/surroundings.rs"]
mod surroundings;
#[path = "cli/texts.rs"]
mod texts;

use postil::model::{Change, Edit, Step, Turn};
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
    // What is remembered by now says the same.
    let again = shelf.run(&["list", "--json", "."]);
    assert_eq!((again.code, again.json()), (0, listed));
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
            "inlines",
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
fn what_a_person_put_right_is_shown_listed_and_exported() {
    let corrections = "format = \"postil\"\nversion = 1\n\n[[document]]\npath = \"a.txt\"\ntitle = \"What it cost\"\n\
        author = \"Eve Roe; Al Doe\"\ncorrections = [\"title: What it cost\", \"boilerplate: 12 March 2019\", \
        \"quotation: It cost nine million. The owners said so.\"]\n\n[[annotation]]\n\
        id = \"01994f0e-0000-7000-8000-000000000001\"\ndocument = \"a.txt\"\nquote = \"nine million\"\n";
    let shelf = Shelf::new(&[
        ("a.txt", include_str!("cli/a.txt")),
        ("annotations.toml", corrections),
    ]);
    let shown = shelf.run(&["show", "--json", "a.txt"]).json();
    assert_eq!(
        (&shown["title"], &shown["author"], &shown["date"]),
        (
            &json!("What it cost"),
            &json!("Eve Roe; Al Doe"),
            &json!("2019-03-12")
        )
    );
    let text = shown["text"].as_str().unwrap();
    let kind_of = |words: &str| {
        let mut blocks = shown["blocks"].as_array().unwrap().iter();
        let found =
            blocks.find(|block| points(text, &block["start"], &block["end"]).starts_with(words));
        found.unwrap()["kind"].clone()
    };
    assert_eq!(kind_of("What it cost"), "title");
    assert_eq!(kind_of("Ferries and the river"), "paragraph");
    assert_eq!(kind_of("It cost nine million."), "quotation");
    let readable = shelf.run(&["show", "a.txt"]).out;
    assert!(readable.contains("[title] What it cost"), "{readable}");
    let listed = shelf.run(&["list", "--json", "."]).json();
    assert_eq!(listed[0]["title"], "What it cost");
    let exported = shelf.run(&["export", "-f", "csv", "."]).out;
    assert!(
        exported.contains("a.txt,What it cost,Eve Roe; Al Doe,2019-03-12"),
        "{exported}"
    );
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
    for (arguments, expect) in [
        (&["--count", "the"][..], "a.txt:3\nmore/b.txt:4\n"),
        (&["--files", "the"], "a.txt\nmore/b.txt\n"),
        (&["--files", "BRIDGE"], ""),
        (&["--files", "--ignore-case", "BRIDGE"], "a.txt\n"),
        (&["--files", "what"], "a.txt\n"),
        (&["--files", "--case-sensitive", "what"], ""),
        (&["--files", "--word", "ridge"], ""),
        (&["--json", "zeppelin"], "[]\n"),
    ] {
        let ran = shelf.run(&[&["search"], arguments, &["."]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (0, expect), "{arguments:?}");
    }
}

#[test]
fn check_tells_what_became_of_every_annotation() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["check", "--json", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let checked = ran.json();
    assert_eq!(keys(&checked), ["annotations", "missing", "problems"]);
    assert_eq!(checked["problems"], json!([]));
    let annotations = checked["annotations"].as_array().unwrap();
    let known = ["document", "end", "id", "method", "score", "start", "state"];
    let later = ["candidates", "found_in", "quote_now", "rival", "stale"];
    let mut all = [&known[..], &later].concat();
    all.sort_unstable();
    assert_eq!(keys(&annotations[0]), all);
    let at = |key: &str| ran.out.find(&format!("\"{key}\":")).unwrap();
    assert!(
        known
            .iter()
            .all(|old| later.iter().all(|new| at(old) < at(new))),
        "new keys stand behind those there were"
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
        assert_eq!(keys(problem), ["column", "line", "message", "path"]);
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
             "use_for": "", "not_for": "", "examples": [], "retired": false, "annotations": 2, "documents": 1},
            {"name": "todo", "key": null, "color": null, "definition": "", "use_for": "", "not_for": "", "examples": [],
             "retired": false, "annotations": 1, "documents": 1},
            {"name": "doubt", "key": null, "color": null, "definition": "", "use_for": "", "not_for": "", "examples": [],
             "retired": false, "annotations": 1, "documents": 1},
        ])
    );
    assert_eq!(shelf.run(&["tags", "."]).out.lines().count(), 3);
}

#[test]
fn what_may_be_wrong_with_tags_is_told_and_is_no_failure() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["tags", "--lint", "--json", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let flaws: Vec<(Value, Value)> = ran
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["tag"].clone(), found["flaw"].clone()))
        .collect();
    assert_eq!(
        flaws,
        [
            (json!("todo"), json!("no-definition")),
            (json!("todo"), json!("used-once")),
            (json!("doubt"), json!("no-definition")),
            (json!("doubt"), json!("used-once")),
        ]
    );
    let ran = shelf.run(&["tags", "--lint", "."]);
    assert_eq!(
        ran.out.lines().next(),
        Some("no-definition\ttodo\thas no definition")
    );
}

#[test]
fn a_codebook_is_written_alone() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["tags", "--export", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("name = \"claim/statistic\""),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("[[annotation]]"), "{}", ran.out);
    let written = postil::store::codebooks::read(&ran.out, "x");
    assert_eq!((written.0.tags().len(), written.1.len()), (3, 0));
    assert_eq!(shelf.run(&["tags", "--export", "--json", "."]).code, 2);
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

/// A file of three records, of which one is broken, and a table of one.
fn records() -> Shelf {
    Shelf::new(&[
        (
            "archive.jsonl",
            "{\"id\": \"bread\", \"title\": \"Bread\", \"author\": \"Jane Roe\", \"date\": \"2020-06-17\", \"text\": \"Bread is dear.\"}\n\
             {\"id\": \"a/b\", \"text\": \"Milk is not.\"}\n\
             nonsense\n",
        ),
        ("one.csv", "title,text,key\nOne,\"Only one, really.\",k\n"),
    ])
}

#[test]
fn records_are_documents_of_every_command() {
    let shelf = records();
    let ran = shelf.run(&["list", ".", "--json"]);
    assert_eq!(ran.code, 0);
    let listed = ran.json();
    let listed = listed.as_array().unwrap().iter();
    let listed: Vec<_> = listed
        .map(|one| {
            (
                one["path"].as_str().unwrap(),
                one["title"].as_str(),
                one["words"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("archive.jsonl/a%2Fb", None, 3),
            ("archive.jsonl/bread", Some("Bread"), 4),
            ("one.csv/1", Some("One"), 4),
        ]
    );
    assert_eq!(
        ran.err,
        "postil: cannot read archive.jsonl/3: line 3 holds no JSON object; mend the line to read it\n"
    );
    let ran = shelf.run(&["search", "is", "archive.jsonl"]);
    assert_eq!(
        ran.out,
        "archive.jsonl/a%2Fb:1: Milk is not.\narchive.jsonl/bread:3: Bread is dear.\n"
    );
    for path in ["archive.jsonl/bread", "./archive.jsonl/bread"] {
        let ran = shelf.run(&["show", path, "--json"]);
        let shown = ran.json();
        assert_eq!(
            (&shown["path"], &shown["author"]),
            (&json!("archive.jsonl/bread"), &json!("Jane Roe"))
        );
        assert_eq!(shown["text"], "Bread\n\nBread is dear.");
        assert_eq!(
            shown["blocks"][0],
            json!({"kind": "title", "level": null, "start": 0, "end": 5})
        );
    }
    assert_eq!(
        shelf.run(&["show", "one.csv", "--json"]).json()["path"],
        "one.csv/1"
    );
    for (path, code, sentence) in [
        (
            "archive.jsonl",
            2,
            "archive.jsonl holds 3 records; name one of them, such as archive.jsonl/a%2Fb",
        ),
        ("archive.jsonl/none", 1, "the file has no such record"),
        ("archive.jsonl/3", 1, "line 3 holds no JSON object"),
        ("missing.jsonl/3", 2, "missing.jsonl/3"),
    ] {
        let ran = shelf.run(&["show", path]);
        assert_eq!(ran.code, code, "{path}: {ran:?}");
        assert!(ran.err.contains(sentence), "{path}: {}", ran.err);
    }
}

#[test]
fn annotations_on_records_are_checked_and_exported() {
    let shelf = records();
    let annotations = include_str!("cli/annotations.toml");
    let annotations = annotations.replace("\"a.txt\"", "\"archive.jsonl/bread\"");
    std::fs::write(shelf.corpus().join("annotations.toml"), &annotations).unwrap();
    for corpus in [".", "archive.jsonl", "archive.jsonl/bread"] {
        let ran = shelf.run(&["check", corpus, "--json"]);
        let checked = ran.json();
        let on = checked["annotations"].as_array().unwrap().iter();
        let on = on.filter(|one| one["document"] == "archive.jsonl/bread");
        assert!(on.count() > 0, "{corpus}: {ran:?}");
        assert!(
            !ran.out.contains("cannot read archive.jsonl/bread"),
            "{ran:?}"
        );
    }
    let ran = shelf.run(&["export", "-f", "markdown", "-o", "notes.md", "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        std::fs::read_to_string(shelf.corpus().join("notes.md"))
            .unwrap()
            .contains("archive.jsonl/bread")
    );
    assert!(
        !shelf.run(&["list", "."]).out.contains("notes.md"),
        "an export is no article"
    );
}

#[test]
fn the_settings_tell_which_fields_are_what() {
    let shelf = records();
    let settings = shelf.folder.path().join("settings.toml");
    std::fs::write(&settings, "[records]\nid = \"key\"\ntext = \"title\"\n").unwrap();
    let ran = shelf.run(&[
        "--config",
        settings.to_str().unwrap(),
        "show",
        "one.csv/k",
        "--json",
    ]);
    assert_eq!(ran.json()["text"], "One");
}

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing_else() {
    let shelf = Shelf::new(&[
        ("a.doc", "\u{1}"),
        ("b.txt", "It is there."),
        ("c.csv", "x,y\n1,2\n"),
    ]);
    let ran = shelf.run(&["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1));
    assert_eq!(
        ran.err,
        "postil: cannot read a.doc: postil does not read old Word files; save it as DOCX to read it\n\
         postil: cannot read c.csv: none of its records has a text: line 2 has no field that is known for a text, only \
         \"x\", \"y\"; if a field holds it under another name, set `text` in [records] of config.toml\n"
    );
    let ran = shelf.run(&["show", "a.doc"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("save it as DOCX"), "{ran:?}");
}

#[test]
fn check_lists_the_copies_that_were_kept() {
    let shelf = Shelf::usual();
    let ran = shelf.run(&["check", "--backups", "."]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "there are none yet");
    assert_eq!(
        shelf.run(&["check", "--backups", "--json", "."]).json(),
        json!([])
    );
    let places = postil::store::Places {
        annotations: shelf.corpus().join("annotations.toml"),
        state: shelf.home().join("state/postil"),
    };
    let now: jiff::Timestamp = "2026-11-22T08:30:00Z".parse().unwrap();
    let opened = postil::store::Keeping::open(&places, None).unwrap();
    let (mut keeping, set) = (opened.keeping, opened.set);
    let gone = set.annotations().next().cloned().map(Box::new);
    let edits = vec![Edit::Annotation {
        before: gone,
        after: None,
    }];
    let label = "deleted".to_owned();
    let step = Step { label, edits }.into();
    let turn = Turn::Made;
    keeping.take(&Change { turn, step }, now);
    keeping.save(false).unwrap();
    keeping.rest(now).unwrap();
    let kept = shelf.run(&["check", "--backups", "--json", "."]).json();
    assert_eq!(kept.as_array().unwrap().len(), 1);
    assert_eq!(kept[0]["time"], "2026-11-22T08:30:00Z");
    let text = std::fs::read_to_string(kept[0]["path"].as_str().unwrap()).unwrap();
    assert_eq!(text, include_str!("cli/annotations.toml"));
    let records = text.matches("\n[[").count();
    assert_eq!(kept[0]["records"], records);
    let ran = shelf.run(&["check", "--backups", "."]);
    let beginning = format!("2026-11-22T08:30:00Z\t{records} records\t");
    assert!(ran.out.starts_with(&beginning), "{}", ran.out);
}
