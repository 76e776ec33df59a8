//! The articles change, move and go, between sessions and while they are open: no annotation is dropped, and none is shown
//! on words that it was not made on.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::desk::{Desk, Outcome, command, going, kept_in};
use crate::articles::Home;

/// How many paragraphs are highlighted.
const MARKED: usize = 20;

/// What `postil check --json` says of the annotations: state, start and end, by id.
fn checked(home: &Home) -> Vec<serde_json::Value> {
    let output = command(home)
        .args(["check", "--json"])
        .arg(home.articles())
        .output()
        .unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    said["annotations"].as_array().unwrap().clone()
}

/// An article with its paragraphs highlighted and the session over.
fn marked() -> Home {
    let home = Home::numbered(MARKED);
    let desk = Desk::open(&home);
    for number in 1..=MARKED {
        desk.act(&format!("{}m", going(number))).expect_saved();
    }
    desk.quit();
    assert_eq!(checked(&home).len(), MARKED);
    home
}

/// The code points from `start` to `end` of the text that `postil show` gives for a document.
fn words_at(home: &Home, document: &str, start: usize, end: usize) -> String {
    let output = command(home)
        .args(["show", "--json"])
        .arg(home.articles().join(document))
        .output()
        .unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = said["text"].as_str().unwrap();
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn every_annotation_is_accounted_for_whatever_became_of_the_article() {
    type Changing = (&'static str, fn(&Path));
    fn edit(folder: &Path, change: impl Fn(&str) -> String) {
        let path = folder.join("numbers.txt");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, change(&text)).unwrap();
    }
    let cases: &[Changing] = &[
        ("a paragraph more", |folder| {
            edit(folder, |text| {
                text.replacen("\n\n", "\n\nSomething that was not here before.\n\n", 1)
            });
        }),
        ("a paragraph less", |folder| {
            edit(folder, |text| {
                text.replace("This is number 00007 of them all.\n\n", "")
            });
        }),
        ("another word", |folder| {
            edit(folder, |text| {
                text.replace("number 00009 of", "numeral 00009 of")
            });
        }),
        ("moved", |folder| {
            fs::create_dir(folder.join("inner")).unwrap();
            fs::rename(folder.join("numbers.txt"), folder.join("inner/renamed.txt")).unwrap();
        }),
        ("gone", |folder| {
            fs::remove_file(folder.join("numbers.txt")).unwrap();
        }),
        ("emptied", |folder| {
            fs::write(folder.join("numbers.txt"), "").unwrap();
        }),
        ("cut", |folder| {
            edit(folder, |text| text.chars().take(text.len() / 2).collect());
        }),
        ("swapped", |folder| {
            fs::rename(folder.join("numbers.txt"), folder.join("other.txt")).unwrap();
            fs::write(
                folder.join("numbers.txt"),
                "Another article\n\nIt is about something else.\n",
            )
            .unwrap();
        }),
        ("a pipe", |folder| {
            fs::remove_file(folder.join("numbers.txt")).unwrap();
            let made = Command::new("mkfifo")
                .arg(folder.join("numbers.txt"))
                .status();
            assert!(made.unwrap().success());
        }),
    ];
    for (name, change) in cases {
        let home = marked();
        let file = home.articles().join("annotations.toml");
        let quotes: Vec<String> = kept_in(&file).into_keys().collect();
        let before = fs::read(&file).unwrap();
        change(&home.articles());
        let found = checked(&home);
        assert_eq!(found.len(), MARKED, "{name}");
        for annotation in &found {
            let state = annotation["state"].as_str().unwrap();
            if matches!(state, "exact" | "moved") {
                let place = |key: &str| usize::try_from(annotation[key].as_u64().unwrap()).unwrap();
                let found_in = annotation["found_in"].as_str();
                let document = found_in.or(annotation["document"].as_str()).unwrap();
                let words = words_at(&home, document, place("start"), place("end"));
                assert!(quotes.contains(&words), "{name}: {state} on {words:?}");
            }
        }
        assert_eq!(
            fs::read(&file).unwrap(),
            before,
            "{name}: looking changes nothing"
        );
    }
}

#[test]
fn an_article_that_changes_under_the_reader_costs_no_annotation() {
    type Changing = (&'static str, fn(&Path));
    let cases: &[Changing] = &[
        ("cut", |path| {
            fs::write(path, "The numbers, one after the other\n").unwrap();
        }),
        ("emptied", |path| fs::write(path, "").unwrap()),
        ("gone", |path| fs::remove_file(path).unwrap()),
        ("a folder", |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
        ("a pipe", |path| {
            fs::remove_file(path).unwrap();
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        }),
    ];
    for (name, change) in cases {
        let home = Home::numbered(30);
        let desk = Desk::open(&home);
        desk.note(1, "note 1").expect_saved();
        change(&home.articles().join("numbers.txt"));
        let outcome = desk.note(2, "note 2");
        assert_eq!(outcome, Outcome::Saved, "{name}");
        desk.session.type_keys(":reload<Enter>");
        desk.clear();
        desk.quit();
        let file = home.articles().join("annotations.toml");
        let notes: Vec<String> = kept_in(&file).into_values().map(|kept| kept.note).collect();
        assert_eq!(notes, ["note 1", "note 2"], "{name}");
    }
}
