//! The next session: it takes up what the last one could not save, takes back what the last one did, and brings nothing
//! back that somebody deleted.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;

use super::desk::{
    Desk, HEAD, WIDE, expect_notes, file, going, is_saved, notes, noting, say, status_line,
};
use super::strace;
use crate::articles::Home;
use crate::session::Start;

/// No start makes so many calls of one name.
const MANY: usize = 40;

fn owned(notes: &[&str]) -> Vec<String> {
    notes.iter().map(|note| (*note).to_owned()).collect()
}

/// The folder of articles while it is away.
fn away(home: &Home) -> PathBuf {
    home.root().join("away")
}

/// A session with one note that is saved and others that cannot be, for their folder is away.
fn hindered(home: &Home, first: usize, unsaved: &[usize]) -> Desk {
    let desk = Desk::open(home);
    desk.first_note(first, &format!("note {first}"));
    // In the file it is before it is marked as saved: taken away in between, it counts with those that are not.
    desk.session.wait_until("that it is saved", |emulator| {
        is_saved(&status_line(emulator)).then_some(())
    });
    fs::rename(home.articles(), away(home)).unwrap();
    for number in unsaved {
        // That the first one is saved may be said late.
        let keys = noting(*number, &format!("note {number}"));
        desk.act_called(&keys, "cannot save").expect_refused();
    }
    desk
}

/// Every file below the state folder with this ending.
fn state_files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(state_files(&path, ending));
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(path);
        }
    }
    found
}

fn journals(home: &Home) -> Vec<PathBuf> {
    state_files(&home.root().join("home/state"), "jsonl")
}

#[test]
fn undo_reaches_back_over_a_kill() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    for number in 1..=3 {
        desk.note(number, &format!("note {number}")).expect_saved();
    }
    desk.act("d").expect_saved();
    assert_eq!(notes(&home), owned(&["note 1", "note 2"]));
    desk.session.kill();
    let desk = Desk::open(&home);
    let back: [&[&str]; 3] = [
        &["note 1", "note 2", "note 3"],
        &["note 1", "note 2"],
        &["note 1"],
    ];
    for expected in back {
        desk.act_called("u", "took back").expect_saved();
        assert_eq!(notes(&home), owned(expected));
    }
    desk.session.kill();
    let desk = Desk::open(&home);
    for expected in back.into_iter().rev().skip(1) {
        desk.act_called("<C-r>", "made again").expect_saved();
        assert_eq!(notes(&home), owned(expected));
    }
    desk.quit();
}

#[test]
fn what_could_not_be_saved_is_saved_by_the_next_session() {
    enum End {
        Kill,
        Hangup,
        Quit,
    }
    for end in [End::Kill, End::Hangup, End::Quit] {
        let home = Home::numbered(30);
        let desk = hindered(&home, 1, &[2, 3]);
        match end {
            End::Kill => drop(desk.session.kill()),
            End::Hangup => {
                desk.session.signal(Signal::HUP);
                desk.end();
            }
            End::Quit => {
                desk.session.type_keys("q");
                desk.session.wait_for("Leave all the same?");
                desk.session.type_keys("y");
                let left = desk.end();
                left.expect(1);
                assert!(left.picture.contains("not saved"), "{}", left.picture);
            }
        }
        fs::rename(away(&home), home.articles()).unwrap();
        let desk = Desk::open(&home);
        desk.session
            .wait_for("2 changes of the last session that could not be saved are saved now");
        desk.quit();
        assert_eq!(notes(&home), owned(&["note 1", "note 2", "note 3"]));
        // Once is enough.
        Desk::open(&home).quit();
        assert_eq!(notes(&home), owned(&["note 1", "note 2", "note 3"]));
    }
}

#[test]
fn what_several_sessions_could_not_save_is_saved_by_the_next_one() {
    let home = Home::numbered(30);
    let (one, two) = (Desk::open(&home), Desk::open(&home));
    one.note(1, "note 1").expect_saved();
    two.note(2, "note 2").expect_saved();
    fs::rename(home.articles(), away(&home)).unwrap();
    one.note(3, "note 3").expect_refused();
    two.note(4, "note 4").expect_refused();
    one.session.kill();
    two.session.kill();
    fs::rename(away(&home), home.articles()).unwrap();
    let desk = Desk::open(&home);
    desk.session.wait_for_file(&file(&home), |text| {
        text.contains("note 3") && text.contains("note 4")
    });
    desk.quit();
    assert_eq!(
        notes(&home),
        owned(&["note 1", "note 2", "note 3", "note 4"])
    );
}

#[test]
fn a_kill_while_the_last_session_is_being_taken_up_loses_nothing_and_doubles_nothing() {
    if !strace::is_there() {
        return;
    }
    let mut kills = 0;
    for call in [
        "flock",
        "fsync",
        "fdatasync",
        "rename",
        "renameat",
        "unlink",
        "ftruncate",
    ] {
        let home = Home::numbered(99);
        let mut noted = Vec::new();
        let survived = (0..MANY).find(|round| {
            let number = 2 * round + 1;
            hindered(&home, number, &[number + 1]).session.kill();
            fs::rename(away(&home), home.articles()).unwrap();
            noted.extend([format!("note {number}"), format!("note {}", number + 1)]);
            let script = format!(
                "exec strace -f -o '{}' -e trace='?{call}' -e inject='?{call}:signal=KILL:when={}' \"$0\" \"$1\"",
                home.root().join("tmp/strace").display(),
                round + 1
            );
            let session = crate::session::Start::shell(&home, &script).size(200, 24).spawn();
            let is_over = session.wait_until("an end or what was saved", |emulator| {
                let line = status_line(emulator);
                (emulator.closed || is_saved(&line)).then_some(emulator.closed)
            });
            if !is_over {
                session.type_keys("q");
            }
            let was_killed = session.was_killed();
            drop(session);
            kills += usize::from(was_killed);
            // Whatever the killed one left is taken up by the next.
            let desk = Desk::open(&home);
            let all = noted.clone();
            desk.session.wait_for_file(&file(&home), |text| {
                all.iter().all(|note| text.contains(&format!("\"{note}\"")))
            });
            desk.quit();
            expect_notes(&home, &noted);
            assert_eq!(notes(&home).len(), noted.len(), "{call} {round}");
            !was_killed
        });
        assert!(survived.is_some(), "{call} never ends");
    }
    say(&format!(
        "{kills} kills while an earlier session was taken up, 0 edits lost"
    ));
    assert!(kills > 3, "{kills}");
}

#[test]
fn what_was_deleted_on_purpose_between_two_sessions_stays_deleted() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    for number in 1..=3 {
        desk.note(number, &format!("note {number}")).expect_saved();
    }
    desk.session.kill();
    let text = fs::read_to_string(file(&home)).unwrap();
    let (before, last) = text.rsplit_once("\n[[annotation]]").unwrap();
    assert!(last.contains("note 3"));
    fs::write(file(&home), before).unwrap();
    let desk = Desk::open(&home);
    desk.session.wait_for("Annotations · 2");
    desk.first_note(4, "note 4");
    desk.quit();
    assert_eq!(notes(&home), owned(&["note 1", "note 2", "note 4"]));

    // Another file in its place is taken for what it is.
    fs::write(file(&home), HEAD).unwrap();
    let desk = Desk::open(&home);
    desk.first_note(5, "note 5");
    desk.quit();
    assert_eq!(notes(&home), owned(&["note 5"]));
}

#[test]
fn a_damaged_journal_is_no_hindrance_and_what_is_whole_in_it_counts() {
    type Damage = (&'static str, fn(Vec<u8>) -> Vec<u8>);
    let cases: &[Damage] = &[
        ("half a line at the end", |mut bytes| {
            bytes.extend(b"{\"change\":99,\"ed");
            bytes
        }),
        ("zeroes at the end", |mut bytes| {
            bytes.extend([0; 4096]);
            bytes
        }),
        ("a line of something else", |mut bytes| {
            bytes.extend(b"\xff\xfe not JSON \x1b[31m\n[[[[\n{}\nnull\n");
            bytes
        }),
    ];
    for (name, damage) in cases {
        let home = Home::numbered(30);
        hindered(&home, 1, &[2, 3]).session.kill();
        fs::rename(away(&home), home.articles()).unwrap();
        let journals = journals(&home);
        assert!(!journals.is_empty());
        for journal in journals {
            let bytes = fs::read(&journal).unwrap();
            fs::write(&journal, damage(bytes)).unwrap();
        }
        let desk = Desk::open(&home);
        desk.session
            .wait_for_file(&file(&home), |text| text.contains("note 3"));
        desk.first_note(4, "note 4");
        desk.quit();
        assert_eq!(
            notes(&home),
            owned(&["note 1", "note 2", "note 3", "note 4"]),
            "{name}"
        );
    }
}

#[test]
fn a_journal_that_is_worthless_costs_nothing_that_was_saved() {
    for garbage in [
        "",
        "\0\0\0\0",
        "[]\n",
        "{\"journal_of\":1}\n",
        "not a journal",
    ] {
        let home = Home::numbered(30);
        let desk = Desk::open(&home);
        desk.note(1, "note 1").expect_saved();
        desk.session.kill();
        for journal in journals(&home) {
            fs::write(journal, garbage).unwrap();
        }
        let desk = Desk::open(&home);
        desk.first_note(2, "note 2");
        desk.quit();
        assert_eq!(notes(&home), owned(&["note 1", "note 2"]), "{garbage:?}");
    }
}

#[test]
fn copies_of_the_file_are_good_ones_and_can_be_put_back() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    desk.quit();
    let good = fs::read(file(&home)).unwrap();
    let desk = Desk::open(&home);
    desk.first_note(2, "note 2");
    desk.quit();
    let copies = || -> Vec<Vec<u8>> {
        let paths = state_files(&home.root().join("home/state"), "toml").into_iter();
        let copies = paths.filter(|path| path.to_string_lossy().contains("/backups/"));
        copies.map(|path| fs::read(path).unwrap()).collect()
    };
    assert!(copies().contains(&good));
    // One that cannot be read takes the place of none.
    let broken = [fs::read(file(&home)).unwrap(), b"note = = \n".to_vec()].concat();
    fs::write(file(&home), &broken).unwrap();
    let session = Start::reading(&home).size(WIDE, 24).spawn();
    session.wait_for("BROKEN FILE");
    session.type_keys("r");
    session.wait_for("one after the other");
    session.type_keys(&format!("{}m", going(3)));
    session.wait_for("nothing can be annotated: ");
    session.wait_for("annotations.toml");
    session.signal(Signal::TERM);
    session.wait_end();
    let kept = copies();
    assert!(kept.contains(&good) && !kept.contains(&broken));
    fs::write(file(&home), &good).unwrap();
    let desk = Desk::open(&home);
    desk.first_note(4, "note 4");
    desk.quit();
    assert_eq!(notes(&home), owned(&["note 1", "note 4"]));
}

#[test]
fn without_a_state_folder_it_still_saves() {
    let home = Home::numbered(30);
    fs::write(
        home.root().join("home/state"),
        "a file where the folder should be",
    )
    .unwrap();
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    desk.note(2, "note 2").expect_saved();
    desk.quit();
    assert_eq!(notes(&home), owned(&["note 1", "note 2"]));
}
