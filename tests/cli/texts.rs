//! What becomes of annotations when articles are edited, renamed, split or deleted; and the texts that are kept for it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use postil::anchor::capture;
use postil::model::{Span, TextHash};
use postil::text::positions::CodePoints;
use serde_json::Value;

use super::shelf::Shelf;

const FERRY: &str = "The Ferry Question\n\nThe council met on Tuesday evening to hear about the ferry. The boat \
    carried 400 passengers a day in the summer of 2019.\n\nFishermen from the north bank said that the new timetable \
    left them no way home after dark. They asked for one more crossing.\n\nThe mayor promised an answer before the end \
    of the year. Nobody in the hall believed that the money was there.\n";

const QUOTES: [&str; 5] = [
    "The council met on Tuesday evening to hear about the ferry.",
    "The boat carried 400 passengers a day in the summer of 2019.",
    "the new timetable left them no way home after dark",
    "They asked for one more crossing.",
    "promised an answer",
];

/// A shelf with these files and with the ferry's annotations, made when its text was [`FERRY`] at `ferry.txt`.
fn annotated(files: &[(&str, &str)]) -> Shelf {
    let mut written = format!(
        "format = \"postil\"\nversion = 1\n\n[[document]]\npath = \"ferry.txt\"\nhash = \"{}\"\n",
        TextHash::of(FERRY).as_str()
    );
    let points = CodePoints::new(FERRY);
    for (number, quote) in QUOTES.iter().enumerate() {
        let start = FERRY.find(quote).unwrap();
        let selector = capture(FERRY, &points, Span::new(start, start + quote.len()));
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let _ = write!(
            written,
            "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-00000000000{number}\"\ndocument = \"ferry.txt\"\n\
             quote = {}\nprefix = {}\nsuffix = {}\nstart = {}\nend = {}\nreviewer = \"me\"\n\
             created = 2026-10-01T10:00:00Z\n",
            text(&selector.quote),
            text(&selector.prefix),
            text(&selector.suffix),
            selector.start,
            selector.end
        );
    }
    let mut all = vec![("annotations.toml", written.as_str())];
    all.extend(files);
    Shelf::new(&all)
}

/// State and present words of every annotation.
fn checked(shelf: &Shelf) -> Vec<(String, Option<String>)> {
    let report = shelf.run(&["check", "--json", "."]).json();
    let found = report["annotations"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().map(str::to_owned);
    found
        .map(|found| (word(&found["state"]).unwrap(), word(&found["quote_now"])))
        .collect()
}

fn copies(shelf: &Shelf) -> Vec<PathBuf> {
    let texts = shelf.home().join("data/postil/texts");
    let folders = fs::read_dir(texts).into_iter().flatten().flatten();
    folders
        .flat_map(|folder| fs::read_dir(folder.path()).unwrap().flatten())
        .map(|copy| copy.path())
        .collect()
}

/// The ferry's article, edited: a paragraph inserted, one moved, a number and a word changed, a sentence gone.
fn edited() -> String {
    let paragraphs: Vec<&str> = FERRY.trim_end().split("\n\n").collect();
    let [title, council, fishermen, mayor] = paragraphs[..] else {
        panic!("four paragraphs")
    };
    let council = council.replace("400", "900");
    let fishermen = fishermen
        .replace("no way home", "no road home")
        .replace(" They asked for one more crossing.", "");
    format!(
        "{title}\n\nThis article was corrected on Friday.\n\n{council}\n\n{mayor}\n\n{fishermen}\n"
    )
}

#[test]
fn an_edited_article_is_looked_through_with_the_text_that_was_kept_of_it() {
    let shelf = annotated(&[("ferry.txt", FERRY), ("other.txt", "Nothing of it.\n")]);
    let ran = shelf.run(&["check", "--keep-texts", "."]);
    assert!(ran.err.contains("kept the texts of 1 document;"), "{ran:?}");
    assert!(ran.out.contains("5 of 5 annotations"), "{ran:?}");
    let again = shelf.run(&["check", "--keep-texts", "."]);
    assert!(
        again
            .err
            .contains("kept the texts of 0 documents; of 1 they"),
        "{again:?}"
    );
    assert_eq!(copies(&shelf).len(), 1);
    fs::write(shelf.corpus().join("ferry.txt"), edited()).unwrap();
    let with = checked(&shelf);
    let states: Vec<&str> = with.iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(
        states,
        ["moved", "changed-meaning", "edited", "orphan", "moved"]
    );
    assert_eq!(
        with[1].1.as_deref(),
        Some("The boat carried 900 passengers a day in the summer of 2019.")
    );
    assert_eq!(
        with[2].1.as_deref(),
        Some("the new timetable left them no road home after dark")
    );
    // A copy that is damaged is as good as none, and nothing is kept of what was not annotated so.
    fs::write(&copies(&shelf)[0], "damaged").unwrap();
    let damaged = checked(&shelf);
    fs::remove_dir_all(shelf.home().join("data")).unwrap();
    assert_eq!(damaged, checked(&shelf));
    let ran = shelf.run(&["check", "--keep-texts", "."]);
    assert!(
        ran.err.contains("and 1 are not what was annotated"),
        "{ran:?}"
    );
    assert!(copies(&shelf).is_empty());
}

#[test]
fn a_text_of_which_no_hash_is_known_is_kept_if_it_is_what_was_annotated() {
    let shelf = annotated(&[("ferry.txt", FERRY)]);
    let file = shelf.corpus().join("annotations.toml");
    let text = fs::read_to_string(&file).unwrap();
    let bare: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("hash = "))
        .collect();
    fs::write(&file, bare.join("\n")).unwrap();
    let ran = shelf.run(&["check", "--keep-texts", "."]);
    assert!(ran.err.contains("kept the texts of 1 document;"), "{ran:?}");
    let noted = fs::read_to_string(&file).unwrap();
    assert_eq!(
        noted.trim_end(),
        text.trim_end(),
        "nothing but the hash is noted"
    );
    // Of a text that was changed before nothing is known.
    fs::write(&file, bare.join("\n")).unwrap();
    fs::remove_dir_all(shelf.home().join("data")).unwrap();
    fs::write(shelf.corpus().join("ferry.txt"), edited()).unwrap();
    let ran = shelf.run(&["check", "--keep-texts", "."]);
    assert!(ran.err.contains("kept the texts of 0 documents"), "{ran:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), bare.join("\n"));
}

#[test]
fn copies_that_nobody_mentions_are_deleted() {
    let shelf = annotated(&[("ferry.txt", FERRY)]);
    shelf.run(&["check", "--keep-texts", "."]);
    let unwanted = "ab".repeat(32);
    let folder = shelf.home().join("data/postil/texts/ab");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{unwanted}.gz")), "1234").unwrap();
    assert_eq!(copies(&shelf).len(), 2);
    let ran = shelf.run(&["check", "--prune-texts", "."]);
    assert!(ran.err.contains("deleted 1 text, 4 bytes"), "{ran:?}");
    assert_eq!(copies(&shelf).len(), 1);
    // What another corpus that was read lately mentions stays.
    let elsewhere = shelf.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("a.txt"), "Nothing.\n").unwrap();
    let recent = shelf.home().join("state/postil");
    fs::create_dir_all(&recent).unwrap();
    let remembered = format!("corpora = [[{:?}]]\n", shelf.corpus());
    fs::write(recent.join("recent.toml"), remembered).unwrap();
    let elsewhere = elsewhere.to_str().unwrap();
    shelf.run(&["check", "--prune-texts", elsewhere]);
    assert_eq!(copies(&shelf).len(), 1);
    // An annotations file that cannot be read may mention any of them.
    let file = shelf.corpus().join("annotations.toml");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let ran = shelf.run(&["check", "--prune-texts", elsewhere]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(copies(&shelf).len(), 1);
}

#[test]
fn a_document_that_moved_is_found_by_its_text() {
    let shelf = annotated(&[("old/boat.txt", FERRY), ("other.txt", "Nothing.\n")]);
    let report = shelf.run(&["check", "--json", "."]).json();
    for found in report["annotations"].as_array().unwrap() {
        assert_eq!(found["state"], "exact");
        assert_eq!(found["document"], "ferry.txt");
        assert_eq!(found["found_in"], "old/boat.txt");
    }
    assert_eq!(report["problems"].as_array().unwrap().len(), 0);
    let readable = shelf.run(&["check", "."]).out;
    assert!(
        readable.contains("ferry.txt (now old/boat.txt)"),
        "{readable}"
    );
    let exported = shelf.run(&["export", "-f", "csv", "."]).out;
    assert_eq!(exported.matches("old/boat.txt").count(), 5, "{exported}");
    let file = shelf.corpus().join("annotations.toml");
    assert!(
        fs::read_to_string(file).unwrap().contains("\"ferry.txt\""),
        "a look changes nothing"
    );
}

#[test]
fn a_document_that_moved_and_changed_is_offered_and_not_followed() {
    for files in [
        // Renamed and edited, saved in another format, split in two, copied and gone.
        vec![("boat.txt", edited())],
        vec![("ferry.md", FERRY.replace("Fishermen", "*Fishermen*"))],
        vec![
            ("1.txt", FERRY.split("\n\nFish").next().unwrap().to_owned()),
            ("2.txt", FERRY.split("2019.\n\n").nth(1).unwrap().to_owned()),
        ],
        vec![("1.txt", FERRY.to_owned()), ("2.txt", FERRY.to_owned())],
    ] {
        let borrowed: Vec<(&str, &str)> = files.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let shelf = annotated(&borrowed);
        let report = shelf.run(&["check", "--json", "."]).json();
        let states = report["annotations"].as_array().unwrap().iter();
        assert!(
            states
                .map(|found| &found["state"])
                .all(|state| state == "orphan")
        );
        let missing = &report["missing"][0];
        assert_eq!(missing["path"], "ferry.txt");
        let paths = |key: &str| {
            let all = missing[key].as_array().unwrap().iter();
            all.map(|one| one["path"].as_str().or(one.as_str()).unwrap().to_owned())
                .collect::<Vec<String>>()
        };
        let mut offered = [paths("same"), paths("alike")].concat();
        offered.sort();
        let expected: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        assert_eq!(offered, expected);
    }
}

#[test]
fn nothing_is_lost_of_what_is_deleted_or_replaced() {
    let bread =
        "How to bake bread\n\nTake flour, water and salt, and leave them alone for a night.\n";
    for (files, state) in [
        (vec![("other.txt", bread)], "orphan"),
        (vec![("ferry.txt", bread)], "orphan"),
    ] {
        let shelf = annotated(&files);
        assert!(checked(&shelf).iter().all(|(found, _)| found == state));
        for format in ["markdown", "json", "csv"] {
            let exported = shelf.run(&["export", "-f", format, "."]).out;
            assert!(exported.contains("promised an answer"), "{exported}");
            assert!(exported.matches(state).count() >= 5, "{format}: {exported}");
        }
    }
}

#[test]
fn where_two_articles_have_the_text_neither_is_taken_for_the_one() {
    let shelf = annotated(&[
        ("ferry.txt", "Nothing of it at all.\n"),
        ("one.txt", FERRY),
        ("other.txt", FERRY),
    ]);
    let report = shelf.run(&["check", "--json", "."]).json();
    for found in report["annotations"].as_array().unwrap() {
        assert_eq!(found["state"], "orphan");
        assert_eq!(found["document"], "ferry.txt");
        assert_eq!(found["found_in"], serde_json::Value::Null);
    }
    let same = report["missing"][0]["same"].as_array().unwrap();
    assert_eq!(same.len(), 2);
}

#[test]
fn an_export_shows_the_places_that_the_screen_shows() {
    let shelf = annotated(&[("ferry.txt", FERRY)]);
    shelf.run(&["check", "--keep-texts", "."]);
    fs::write(shelf.corpus().join("ferry.txt"), edited()).unwrap();
    let exported = shelf.run(&["export", "-f", "json", "."]).json();
    let found = exported["documents"][0]["annotations"].as_array().unwrap();
    let state = |quote: &str| {
        let mut all = found.iter();
        all.find(|one| one["quote"] == quote).unwrap()["state"].clone()
    };
    let wanted = ["moved", "changed-meaning", "edited", "orphan", "moved"];
    for (quote, wanted) in QUOTES.iter().zip(wanted) {
        assert_eq!(state(quote), wanted, "{quote}");
    }
}

#[test]
fn a_verdict_on_another_text_is_stale() {
    for (now, is_stale) in [(FERRY.to_owned(), false), (edited(), true)] {
        let shelf = annotated(&[("ferry.txt", &now)]);
        let file = shelf.corpus().join("annotations.toml");
        let judged = format!(
            "{}\n[annotation.claim]\nstatement = \"An answer is promised\"\n\n[[annotation.claim.assessment]]\n\
             reviewer = \"me\"\nat = 2026-10-02T10:00:00Z\nverdict = \"supported\"\nhash = \"{}\"\n",
            fs::read_to_string(&file).unwrap(),
            TextHash::of(FERRY).as_str()
        );
        fs::write(&file, judged).unwrap();
        let report = shelf.run(&["check", "--json", "."]).json();
        let all = report["annotations"].as_array().unwrap().iter();
        let stale = all
            .map(|found| &found["stale"])
            .filter(|stale| !stale.is_null());
        let stale: Vec<&Value> = stale.collect();
        assert_eq!(stale, [&Value::Bool(is_stale)]);
        let readable = shelf.run(&["check", "."]).out;
        assert_eq!(readable.contains("stale verdict"), is_stale, "{readable}");
        assert_eq!(readable.contains("1 verdict stale"), is_stale, "{readable}");
    }
}

#[test]
fn an_article_in_whose_place_there_is_another_is_found_by_its_text() {
    let bread =
        "How to bake bread\n\nTake flour, water and salt, and leave them alone for a night.\n";
    let shelf = annotated(&[("ferry.txt", bread), ("earlier/ferry.txt", FERRY)]);
    let report = shelf.run(&["check", "--json", "."]).json();
    for found in report["annotations"].as_array().unwrap() {
        assert_eq!(found["state"], "exact", "{found}");
        assert_eq!(found["document"], "ferry.txt");
        assert_eq!(found["found_in"], "earlier/ferry.txt");
    }
    assert_eq!(report["missing"][0]["is_there"], true);
}

#[test]
fn an_article_in_another_format_is_found_where_its_text_was_kept() {
    let shelf = annotated(&[("ferry.txt", FERRY)]);
    shelf.run(&["check", "--keep-texts", "."]);
    let page = FERRY.replace("Fishermen", "*Fishermen*").replace('\'', "’");
    let (old, new) = ("ferry.txt", "scraped.md");
    fs::remove_file(shelf.corpus().join(old)).unwrap();
    fs::write(shelf.corpus().join(new), format!("# Scraped\n\n{page}")).unwrap();
    for found in shelf.run(&["check", "--json", "."]).json()["annotations"]
        .as_array()
        .unwrap()
    {
        assert_eq!(found["found_in"], new, "{found}");
        assert_eq!(found["state"], "moved", "{found}");
    }
}

#[test]
fn what_is_gone_from_one_article_is_looked_for_in_the_others() {
    let (first, rest) = FERRY.split_once("\n\nFish").unwrap();
    let rest = format!("Fish{rest}");
    let shelf = annotated(&[("ferry.txt", first), ("rest.txt", &rest)]);
    let report = shelf.run(&["check", "--json", "."]).json();
    let told = report["annotations"].as_array().unwrap().iter();
    let told: Vec<(&str, Option<&str>)> = told
        .map(|found| (found["state"].as_str().unwrap(), found["found_in"].as_str()))
        .collect();
    let rest = Some("rest.txt");
    assert_eq!(told[..2], [("exact", None); 2]);
    assert_eq!(told[2..4], [("orphan", rest); 2]);
    // What is too short tells nothing of where it is by itself.
    assert_eq!(told[4].0, "orphan");
    let readable = shelf.run(&["check", "."]).out;
    assert!(
        readable.contains("ferry.txt (its words are in rest.txt)"),
        "{readable}"
    );
    assert!(readable.contains("gone from"), "{readable}");
}
