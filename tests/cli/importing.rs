//! Importing: into the file, twice, dry, and what is refused.

use std::fs;

use super::shelf::Shelf;

/// A highlight of Hypothesis on an article that is known by its words alone.
const NOTES: &str = r#"{"export_userid":"acct:ann@hypothes.is","client_version":"1","annotations":[
    {"id":"x1","user":"acct:ann@hypothes.is","uri":"https://example.org/f","text":"By whom?","tags":["todo","heard"],
     "target":[{"selector":[{"type":"TextQuoteSelector","exact":"The owners said so."}]}]},
    {"id":"x2","user":"acct:ann@hypothes.is","uri":"https://example.org/f","text":"","tags":[],
     "target":[{"selector":[{"type":"TextQuoteSelector","exact":"The ferry was painted green in the spring."}]}]}]}"#;

#[test]
fn what_is_imported_is_in_the_file_once() {
    let shelf = Shelf::usual();
    let file = shelf.home().join("notes.json");
    fs::write(&file, NOTES).unwrap();
    let file = file.to_str().unwrap();
    let notes = shelf.corpus().join("annotations.toml");
    let before = fs::read(&notes).unwrap();
    let ran = shelf.run(&["import", "--dry-run", file, "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err
            .contains("imported 2 annotations on 1 document and 1 tag"),
        "{ran:?}"
    );
    assert_eq!(
        fs::read(&notes).unwrap(),
        before,
        "a dry run writes nothing"
    );
    let ran = shelf.run(&["import", file, "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("kept as orphans: 1 annotation"), "{ran:?}");
    let after = fs::read_to_string(&notes).unwrap();
    for part in [
        "The owners said so.",
        "By whom?",
        "reviewer = \"ann\"",
        "painted green",
        "name = \"heard\"",
    ] {
        assert!(after.contains(part), "{part} is not in\n{after}");
    }
    assert!(
        after.contains("document = \"a.txt\"\nquote = \"The owners said so.\""),
        "{after}"
    );
    let ran = shelf.run(&["import", file, "."]);
    assert!(
        ran.err.contains("nothing new") && ran.err.contains("here already: 2 annotations"),
        "{ran:?}"
    );
    assert_eq!(
        fs::read_to_string(&notes).unwrap(),
        after,
        "twice changes nothing"
    );
}

#[test]
fn what_cannot_be_imported_changes_nothing() {
    let shelf = Shelf::usual();
    let notes = shelf.corpus().join("annotations.toml");
    let before = fs::read(&notes).unwrap();
    for (name, text, said) in [
        ("a.bin", "nothing that is known", "cannot tell what"),
        (
            "a.json",
            "{\"format\": \"postil-export\", \"version\": 1, \"documents\": [",
            "cannot import",
        ),
        (
            "a.qdc",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><CodeBook>&b;</CodeBook>",
            "document type",
        ),
    ] {
        let file = shelf.home().join(name);
        fs::write(&file, text).unwrap();
        let ran = shelf.run(&["import", file.to_str().unwrap(), "."]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(said), "{ran:?}");
    }
    let ran = shelf.run(&["import", "nowhere.json", "."]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let ran = shelf.run(&["import", "-f", "nothing", "a.json", "."]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(fs::read(&notes).unwrap(), before);
}

#[test]
fn an_export_goes_into_another_corpus_whole() {
    let shelf = Shelf::usual();
    let file = shelf.home().join("all.json");
    let file = file.to_str().unwrap();
    assert_eq!(
        shelf.run(&["export", "-f", "json", "-o", file, "."]).code,
        0
    );
    let before = shelf.run(&["export", "-f", "json", "."]).out;
    fs::remove_file(shelf.corpus().join("annotations.toml")).unwrap();
    assert_eq!(shelf.run(&["import", file, "."]).code, 0);
    assert_eq!(shelf.run(&["export", "-f", "json", "."]).out, before);
}
