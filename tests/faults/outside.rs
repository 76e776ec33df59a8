//! Other programs write into the annotations file while it is open: editors, version control, scripts, a full disk.

use std::fs::{self, File, FileTimes};
use std::path::Path;

use super::desk::{Desk, HEAD, Outcome, expect_notes, going, notes};
use crate::articles::Home;

/// A record that another program made.
const THEIRS: &str = "
[[annotation]]
id = \"01994f0e-0000-7000-8000-000000000001\"
document = \"numbers.txt\"
quote = \"This is number 00020 of them all.\"
prefix = \"\"
suffix = \"\"
start = 699
end = 732
note = \"theirs\"
reviewer = \"somebody else\"
created = 2026-11-21T22:31:07Z
";

/// Three notes, each saved, in a session that goes on.
fn begun(home: &Home) -> Desk {
    let desk = Desk::open(home);
    for number in 1..=3 {
        desk.note(number, &format!("note {number}")).expect_saved();
    }
    desk
}

/// As editors save: beside the file, and renamed over it.
fn replace(file: &Path, text: &str) {
    let beside = file.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, file).unwrap();
}

/// The text without the record that holds `note`.
fn without(text: &str, note: &str) -> String {
    let records = text.split("\n[[annotation]]").enumerate();
    let kept = records.filter(|(_, record)| !record.contains(note));
    let kept = kept.map(|(index, record)| match index {
        0 => record.to_owned(),
        _ => format!("\n[[annotation]]{record}"),
    });
    kept.collect()
}

fn owned(notes: &[&str]) -> Vec<String> {
    notes.iter().map(|note| (*note).to_owned()).collect()
}

#[test]
fn what_others_wrote_meanwhile_stays_beside_what_is_saved() {
    type Meddling = (&'static str, fn(&Path, &str), &'static [&'static str]);
    let cases: &[Meddling] = &[
        (
            "appended in place",
            |file, text| fs::write(file, text.to_owned() + THEIRS).unwrap(),
            &["note 1", "note 2", "note 3", "note 4", "theirs"],
        ),
        (
            "replaced by an editor",
            |file, text| replace(file, &text.replace("note 2", "NOTE TWO")),
            &["NOTE TWO", "note 1", "note 3", "note 4"],
        ),
        (
            "one record deleted",
            |file, text| replace(file, &without(text, "note 2")),
            &["note 1", "note 3", "note 4"],
        ),
        (
            "changed, with the size and the times that it had",
            |file, text| {
                let found = fs::metadata(file).unwrap();
                let times = FileTimes::new()
                    .set_modified(found.modified().unwrap())
                    .set_accessed(found.accessed().unwrap());
                fs::write(file, text.replace("note 2", "nota 2")).unwrap();
                File::options()
                    .write(true)
                    .open(file)
                    .unwrap()
                    .set_times(times)
                    .unwrap();
            },
            &["nota 2", "note 1", "note 3", "note 4"],
        ),
        (
            "a byte order mark and the line ends of Windows",
            |file, text| replace(file, &format!("\u{feff}{}", text.replace('\n', "\r\n"))),
            &["note 1", "note 2", "note 3", "note 4"],
        ),
    ];
    for (name, meddle, expected) in cases {
        let home = Home::numbered(30);
        let desk = begun(&home);
        let text = fs::read_to_string(desk.file()).unwrap();
        meddle(desk.file(), &text);
        let outcome = desk.note(4, "note 4");
        assert_eq!(outcome, Outcome::Saved, "{name}");
        desk.quit();
        assert_eq!(notes(&home), owned(expected), "{name}");
    }
}

#[test]
fn a_note_that_two_programs_change_at_once_keeps_the_words_of_both() {
    let home = Home::numbered(30);
    let desk = begun(&home);
    desk.clear();
    desk.session.type_keys(&format!("{}a and ours", going(2)));
    desk.session.wait_for("note 2 and ours");
    let text = fs::read_to_string(desk.file()).unwrap();
    replace(desk.file(), &text.replace("note 2", "note 2 and theirs"));
    desk.session.type_keys("<C-s>");
    desk.outcome().expect_saved();
    let text = fs::read_to_string(desk.file()).unwrap();
    for words in ["note 1", "note 2 and ours", "and theirs", "note 3"] {
        assert!(text.contains(words), "{words:?} is not in\n{text}");
    }
    desk.quit();
}

#[test]
fn a_file_that_has_become_unsafe_is_left_as_it_is_until_it_is_mended() {
    let cut: fn(&str) -> String = |text| {
        let half = text.rfind("note 3").unwrap();
        text.get(..half).unwrap().to_owned()
    };
    let marked: fn(&str) -> String = |text| {
        text.replacen(
            "note = \"note 2\"",
            "<<<<<<< HEAD\nnote = \"note 2\"\n=======\nnote = \"NOTE TWO\"\n>>>>>>> theirs",
            1,
        )
    };
    let newer: fn(&str) -> String = |text| text.replace("version = 1", "version = 99");
    for (name, spoil, is_asked) in [
        ("half-written", cut, true),
        ("merge conflict", marked, true),
        ("newer", newer, false),
    ] {
        let home = Home::numbered(30);
        let desk = begun(&home);
        let good = fs::read_to_string(desk.file()).unwrap();
        let bad = spoil(&good);
        assert_ne!(good, bad);
        if is_asked {
            // It is seen at once, and nothing can be changed until it is mended.
            fs::write(desk.file(), &bad).unwrap();
            desk.session.wait_for("BROKEN FILE");
            desk.session.type_keys("r");
            desk.session.wait_gone("BROKEN FILE");
            desk.session.type_keys(&format!("{}a", going(4)));
            desk.session.wait_for("nothing can be annotated");
            assert_eq!(fs::read_to_string(desk.file()).unwrap(), bad, "{name}");
            fs::write(desk.file(), &good).unwrap();
            desk.session
                .wait_for("no mistake is in the way any more; what you change is saved");
            desk.session.wait_gone("READ ONLY");
            // Of what is not saved yet the next attempt finds out.
            let away = home.root().join("away");
            fs::rename(home.articles(), &away).unwrap();
            desk.note(4, "note 4").expect_refused();
            fs::write(away.join("annotations.toml"), &bad).unwrap();
            fs::rename(&away, home.articles()).unwrap();
            desk.act("<C-s>").expect_refused();
            desk.session.wait_for("BROKEN FILE");
            desk.session.type_keys("r");
            desk.session.wait_gone("BROKEN FILE");
        } else {
            fs::write(desk.file(), &bad).unwrap();
            desk.note(4, "note 4").expect_refused();
        }
        assert_eq!(fs::read_to_string(desk.file()).unwrap(), bad, "{name}");
        desk.stay_after_all();
        fs::write(desk.file(), &good).unwrap();
        desk.act("<C-s>").expect_saved();
        desk.quit();
        expect_notes(&home, &owned(&["note 1", "note 2", "note 3", "note 4"]));
    }
}

#[test]
fn a_file_that_is_gone_is_written_anew_only_after_a_yes() {
    type Meddling = (&'static str, fn(&Path));
    let cases: &[Meddling] = &[
        ("deleted", |file| fs::remove_file(file).unwrap()),
        ("emptied", |file| fs::write(file, "").unwrap()),
        ("blank", |file| fs::write(file, "\n\n").unwrap()),
        ("only its head", |file| fs::write(file, HEAD).unwrap()),
    ];
    for (name, meddle) in cases {
        let home = Home::numbered(30);
        let desk = begun(&home);
        meddle(desk.file());
        let before = fs::read(desk.file()).ok();
        let outcome = desk.note(4, "note 4");
        if outcome != Outcome::Saved {
            assert!(matches!(outcome, Outcome::Asked(_)), "{name}: {outcome:?}");
            assert_eq!(fs::read(desk.file()).ok(), before, "{name}");
            desk.answer("y").expect_saved();
        }
        let found = notes(&home);
        assert!(found.contains(&"note 4".to_owned()), "{name}: {found:?}");
        // What others deleted comes back with undo, if it is not there already.
        if found.len() < 4 {
            desk.act("u").expect_saved();
            desk.act("u").expect_saved();
        }
        desk.quit();
        expect_notes(&home, &owned(&["note 1", "note 2", "note 3"]));
    }
}

#[test]
fn an_older_version_that_was_checked_out_can_be_taken_back() {
    let home = Home::numbered(30);
    let desk = begun(&home);
    let text = fs::read_to_string(desk.file()).unwrap();
    replace(desk.file(), &without(&without(&text, "note 2"), "note 3"));
    desk.session
        .wait_for("2 annotations were deleted by another program");
    desk.note(4, "note 4").expect_saved();
    assert_eq!(notes(&home), owned(&["note 1", "note 4"]));
    desk.act("u").expect_saved();
    desk.act("u").expect_saved();
    assert_eq!(notes(&home), owned(&["note 1", "note 2", "note 3"]));
    desk.quit();
    expect_notes(&home, &owned(&["note 1", "note 2", "note 3"]));
}
