//! What the program makes of what it finds around it: strangers' text, settings, no home at all.

use std::fs;

use super::shelf::{Shelf, postil, ran};

/// Characters that a terminal would obey, or that would deceive a reader.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn strangers_give_no_orders_to_the_terminal() {
    let annotations = "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = \"t\"\ndefinition = \"\\u001b[31mred\\u0007\"\n\n\
        [[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000001\"\ndocument = \"a\\u001b[2J.txt\"\nquote = \"evil\"\n\
        start = 0\nend = 4\ntags = [\"t\"]\nnote = \"\\u001b]0;title\\u0007 \\u202enote\"\nreviewer = \"\\u009b1mme\"\n\
        created = 2026-10-01T10:00:00Z\n\n[[annotation]]\nid = \"\\u001b[5m\"\n";
    let text = "Title \u{1b}[31m red\n\nSome \u{202e}evil\u{202c} text \u{9b}1m with\u{7} bells. And a word.\n";
    let shelf = Shelf::new(&[("a\u{1b}[2J.txt", text), ("annotations.toml", annotations)]);
    let mut faults = Vec::new();
    for arguments in [
        &["list", "."][..],
        &["list", "--json", "."],
        &["search", "evil", "."],
        &["search", "--json", "evil", "."],
        &["search", "--regex", "(\u{1b}[2J", "."],
        &["search", "x", "\u{1b}[2J"],
        &["show", "a\u{1b}[2J.txt"],
        &["show", "--json", "a\u{1b}[2J.txt"],
        &["check", "."],
        &["check", "--json", "."],
        &["tags", "."],
        &["tags", "--json", "."],
        &["export", "-f", "markdown", "."],
        &["export", "-f", "csv", "."],
        &["export", "-f", "json", "."],
        &["export", "-f", "\u{1b}[2J", "."],
        &["export", "-f", "csv", "-o", "no/\u{1b}[2J/x", "."],
        &["list", "--\u{1b}[2J"],
        &["--config", "\u{1b}[2J", "list", "."],
    ] {
        let ran = shelf.run(arguments);
        for (name, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
            let text = text.replace("\r\n", "\n");
            let found: String = text.chars().filter(|c| is_dangerous(*c)).collect();
            if !found.is_empty() {
                faults.push(format!("{arguments:?} writes {found:?} to {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn broken_settings_are_told_with_their_line_and_stop_nothing() {
    let shelf = Shelf::usual();
    let settings = shelf.home().join("config/postil/config.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    for (text, place) in [
        ("measure = 72\nmeasure_ = 3\n", ":2"),
        ("measure = \"wide\"\n", ":1"),
        ("measure = = 3\n", ":1"),
    ] {
        fs::write(&settings, text).unwrap();
        let ran = shelf.run(&["list", "."]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.out.lines().count(), 2);
        assert!(
            ran.err.contains(place) && ran.err.contains("config.toml"),
            "{text}: {}",
            ran.err
        );
        assert_eq!(
            fs::read_to_string(&settings).unwrap(),
            text,
            "settings are never rewritten"
        );
    }
}

#[test]
fn without_a_home_everything_still_works() {
    let shelf = Shelf::usual();
    for arguments in [
        &["list", "."][..],
        &["check", "."],
        &["export", "-f", "json", "."],
        &["list"],
    ] {
        let mut command = postil(&shelf.home());
        command
            .env_clear()
            .current_dir(shelf.corpus())
            .args(arguments);
        let ran = ran(&command.output().unwrap());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        assert!(!ran.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn with_no_path_the_built_in_articles_are_meant() {
    let shelf = Shelf::new(&[]);
    let listed = shelf.run(&["list", "--json"]).json();
    assert!(listed.as_array().unwrap().len() >= 5, "{listed}");
    let checked = shelf.run(&["check", "--json"]).json();
    for annotation in checked["annotations"].as_array().unwrap() {
        assert_eq!(annotation["state"], "exact", "{annotation}");
    }
    assert_eq!(shelf.run(&["show", "01-guided-tour.txt"]).code, 0);
    assert_eq!(
        fs::read_dir(shelf.home()).unwrap().count(),
        0,
        "asking writes nothing"
    );
}

#[test]
fn standard_input_is_an_article() {
    let shelf = Shelf::new(&[]);
    let mut command = postil(&shelf.home());
    command
        .args(["search", "--json", "two", "-"])
        .write_stdin("One.\n\nAnd two.\n");
    let ran = ran(&command.output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.json()[0]["start"], 10);
}

#[test]
fn annotations_may_lie_elsewhere_and_files_may_be_named_one_by_one() {
    let shelf = Shelf::usual();
    let elsewhere = shelf.folder.path().join("mine.toml");
    fs::rename(shelf.corpus().join("annotations.toml"), &elsewhere).unwrap();
    assert_eq!(
        shelf.run(&["tags", "--json", "."]).json(),
        serde_json::json!([])
    );
    let name = elsewhere.to_str().unwrap();
    let listed = shelf
        .run(&["list", "--json", "a.txt", "--annotations", name])
        .json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["annotations"], 2);
    let ran = shelf.run(&[
        "list",
        "--json",
        "a.txt",
        "more/b.txt",
        "--annotations",
        name,
    ]);
    assert_eq!(ran.json().as_array().unwrap().len(), 2);
}

#[test]
fn nothing_but_an_export_writes_anything() {
    let shelf = Shelf::usual();
    let before = fs::read(shelf.corpus().join("annotations.toml")).unwrap();
    for arguments in [
        &["list", "."][..],
        &["show", "a.txt"],
        &["search", "x", "."],
        &["check", "."],
        &["tags", "."],
    ] {
        shelf.run(arguments);
    }
    assert_eq!(
        fs::read(shelf.corpus().join("annotations.toml")).unwrap(),
        before
    );
    assert_eq!(fs::read_dir(shelf.corpus()).unwrap().count(), 3);
    assert_eq!(fs::read_dir(shelf.home()).unwrap().count(), 0);
}

#[test]
fn options_of_every_command_may_stand_before_the_command() {
    let shelf = Shelf::usual();
    let name = shelf.corpus().join("annotations.toml");
    let name = name.to_str().unwrap();
    let before = shelf.run(&["--annotations", name, "tags", "--json", "."]);
    let after = shelf.run(&["tags", "--json", ".", "--annotations", name]);
    assert_eq!(before.code, 0, "{before:?}");
    assert_eq!(before.out, after.out);
}

#[test]
fn every_record_is_one_line_of_fields_with_tabs_between() {
    let shelf = Shelf::usual();
    std::fs::write(
        shelf.corpus().join("x\ny.txt"),
        "A title\n\nWhat it says is this.\n",
    )
    .unwrap();
    for (arguments, records, fields) in [
        (&["list", "."][..], 3, 5),
        (&["search", "What it", "."], 2, 1),
        (&["tags", "."], 3, 5),
        (&["check", "."], 3, 1),
    ] {
        let ran = shelf.run(arguments);
        assert_eq!(
            ran.out.lines().count(),
            records,
            "{arguments:?}:\n{}",
            ran.out
        );
        for line in ran.out.lines() {
            assert!(
                line.split('\t').count() >= fields,
                "{arguments:?} has no tabs in: {line}"
            );
        }
    }
}
