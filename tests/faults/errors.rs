//! The system refuses one of the calls of a save, once or for good; or it refuses to let the file be read.
//!
//! What is not saved is said, with the file, the cause and the way out; the file is then what it was, nothing is lost, and
//! the next save takes along what the last one could not write.

use std::collections::BTreeSet;
use std::fs;

use super::desk::{Desk, Outcome, expect_notes, file, notes, say};
use super::strace::{self, Call, Strace, process, thread_called};
use crate::articles::Home;
use crate::session::Start;

/// What the system may say of each call, by the names that strace takes.
fn errors_of(call: &str) -> &'static [&'static str] {
    match call {
        "openat" => &[
            "EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT", "EMFILE", "EINTR",
        ],
        "read" => &["EIO", "EINTR"],
        "write" => &["EIO", "ENOSPC", "EDQUOT", "EFBIG", "EINTR"],
        // Where folders cannot be synced the system says `EINVAL`.
        "fsync" | "fdatasync" => &["EIO", "ENOSPC", "EDQUOT", "EINTR", "EINVAL"],
        "rename" | "renameat" | "renameat2" => {
            &["EXDEV", "EACCES", "EIO", "ENOSPC", "EROFS", "EBUSY"]
        }
        "flock" => &["ENOLCK", "EOPNOTSUPP", "EINTR"],
        "statx" | "newfstatat" | "mkdir" | "mkdirat" | "ftruncate" => &["EIO", "EACCES"],
        // A close that fails closes all the same; one that is made to fail here does not.
        "fchmod" | "fchown" | "unlink" | "unlinkat" | "readlink" => &["EIO"],
        _ => &[],
    }
}

/// The words of the system for the error that strace calls by `name`, as postil gives them.
fn words(name: &str) -> String {
    use rustix::io::Errno;
    let errno = match name {
        "EIO" => Errno::IO,
        "ENOSPC" => Errno::NOSPC,
        "EACCES" => Errno::ACCESS,
        "EROFS" => Errno::ROFS,
        "EDQUOT" => Errno::DQUOT,
        "EMFILE" => Errno::MFILE,
        "EFBIG" => Errno::FBIG,
        "EINVAL" => Errno::INVAL,
        "EXDEV" => Errno::XDEV,
        "EBUSY" => Errno::BUSY,
        _ => panic!("no words for {name}"),
    };
    postil::store::plain(&std::io::Error::from(errno))
}

/// postil with the annotations in a file that somebody chose, so that it has nowhere else to go.
fn choosing(home: &Home) -> Start<'_> {
    Start::reading(home).arg("--annotations").arg(file(home))
}

/// Writes a note while one call fails, and what was made of it.
fn failing(desk: &Desk, home: &Home, call: &Call, error: &str, number: usize) -> Outcome {
    let thread = thread_called(process(&desk.session), &call.thread);
    let fault = format!("error={error}");
    let _tracer = Strace::inject(thread, &call.name, &fault, (call.number, false), home);
    desk.note(number, &format!("note {number}"))
}

#[test]
fn a_call_that_fails_once_is_told_and_loses_nothing() {
    if !strace::is_there() {
        return;
    }
    let home = Home::numbered(999);
    let desk = Desk::start(&home, choosing(&home));
    // The copy of the text, made after the first save is told, is there once the second one is.
    for number in 1..=2 {
        desk.note(number, &format!("note {number}")).expect_saved();
    }
    let calls = strace::calls_of(&desk.session, &home, || {
        desk.note(3, "note 3").expect_saved();
    });
    let mut noted: Vec<String> = (1..=3).map(|number| format!("note {number}")).collect();
    let (mut faults, mut refused) = (0, 0);
    for call in &calls {
        for error in errors_of(&call.name) {
            let number = noted.len() + 1;
            let before = fs::read(desk.file()).unwrap();
            let outcome = failing(&desk, &home, call, error, number);
            noted.push(format!("note {number}"));
            faults += 1;
            let what = format!("{error} at {} {}: {outcome:?}", call.number, call.shown);
            match outcome {
                Outcome::Saved => expect_notes(&home, &noted),
                Outcome::Refused(_) => {
                    refused += 1;
                    assert_ne!(*error, "EINTR", "{what}");
                    let said = outcome.expect_refused();
                    assert!(said.contains(&words(error)), "{what}");
                    // What fails after the rename fails with the new file in place; that a folder cannot be synced is no
                    // failure.
                    let is_same = fs::read(desk.file()).unwrap() == before;
                    let is_new = *error != "EINVAL" && notes(&home).contains(&noted[number - 1]);
                    assert!(is_same || is_new, "{what}");
                }
                Outcome::Asked(_) | Outcome::Ended => panic!("{what}"),
            }
            let number = noted.len() + 1;
            let next = desk.note(number, &format!("note {number}"));
            assert_eq!(next, Outcome::Saved, "after {what}");
            noted.push(format!("note {number}"));
            expect_notes(&home, &noted);
        }
    }
    desk.quit();
    expect_notes(&home, &noted);
    say(&format!(
        "{faults} faults, {refused} of them refused a save, {} edits, 0 lost",
        noted.len()
    ));
    assert!(refused > 10, "{refused}");
}

#[test]
fn a_disk_that_fails_for_good_is_told_when_leaving_and_heals() {
    if !strace::is_there() {
        return;
    }
    for (call, error) in [
        ("write", "ENOSPC"),
        ("fsync", "EIO"),
        ("rename", "EXDEV"),
        ("openat", "EROFS"),
    ] {
        let home = Home::numbered(30);
        let desk = Desk::start(&home, choosing(&home));
        let calls = strace::calls_of(&desk.session, &home, || {
            desk.note(1, "note 1").expect_saved();
        });
        let call = calls
            .iter()
            .find(|made| made.name.starts_with(call))
            .unwrap();
        let before = fs::read(desk.file()).unwrap();
        let thread = thread_called(process(&desk.session), &call.thread);
        let fault = format!("error={error}");
        let tracer = Strace::inject(thread, &call.name, &fault, (1, true), &home);
        for number in 2..5 {
            let outcome = desk.note(number, &format!("note {number}"));
            assert!(
                outcome.expect_refused().contains(&words(error)),
                "{outcome:?}"
            );
        }
        assert_eq!(fs::read(desk.file()).unwrap(), before, "{call:?} {error}");
        desk.stay_after_all();
        drop(tracer);
        desk.act("<C-s>").expect_saved();
        let expected: Vec<String> = (1..5).map(|number| format!("note {number}")).collect();
        expect_notes(&home, &expected);
        desk.quit();
    }
}

/// What postil does to its files while no sync succeeds, as strace shows it; and it heals.
fn failing_syncs() -> Option<String> {
    if !strace::is_there() {
        return None;
    }
    let home = Home::numbered(30);
    let desk = Desk::start(&home, choosing(&home));
    let calls = strace::calls_of(&desk.session, &home, || {
        desk.note(1, "note 1").expect_saved();
    });
    let sync = calls.iter().find(|call| call.name == "fsync").unwrap();
    let before = fs::read(desk.file()).unwrap();
    let thread = thread_called(process(&desk.session), &sync.thread);
    let tracer = Strace::failing_syncs(thread, &home);
    for number in 2..5 {
        desk.note(number, &format!("note {number}"))
            .expect_refused();
    }
    let log = tracer.end();
    assert_eq!(fs::read(desk.file()).unwrap(), before);
    desk.act("<C-s>").expect_saved();
    desk.quit();
    let expected: Vec<String> = (1..5).map(|number| format!("note {number}")).collect();
    expect_notes(&home, &expected);
    Some(log)
}

/// The files that were synced again after a sync of theirs had failed, and before they were closed: the system may have
/// called clean what it lost, and the second sync would succeed.
fn synced_again(log: &str) -> Vec<&str> {
    let (mut failed, mut again, mut syncs) = (BTreeSet::new(), Vec::new(), 0);
    for line in log.lines() {
        let Some((call, rest)) = line.split_once('(') else {
            continue;
        };
        let file = rest.split(')').next().unwrap_or_default();
        match call {
            "fsync" | "fdatasync" => {
                syncs += 1;
                if !failed.insert(file) {
                    again.push(file);
                }
            }
            "close" => _ = failed.remove(file),
            _ => {}
        }
    }
    assert!(syncs >= 3, "{log}");
    again
}

#[test]
fn annotations_that_could_not_be_synced_are_written_anew() {
    if let Some(log) = failing_syncs() {
        let again = synced_again(&log).into_iter();
        let again: Vec<&str> = again.filter(|file| !file.contains("journals")).collect();
        assert_eq!(again, [""; 0], "{log}");
    }
}

#[test]
fn a_journal_that_could_not_be_synced_is_written_anew() {
    if let Some(log) = failing_syncs() {
        assert_eq!(synced_again(&log), [""; 0], "{log}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_never_taken_for_an_empty_one() {
    if !strace::is_there() {
        return;
    }
    for (call, error) in [
        ("openat", "EIO"),
        ("openat", "EACCES"),
        ("openat", "EMFILE"),
        ("read", "EIO"),
        ("statx", "EIO"),
        ("statx", "EACCES"),
    ] {
        let home = Home::numbered(30);
        let desk = Desk::open(&home);
        desk.note(1, "note 1").expect_saved();
        desk.quit();
        let before = fs::read(file(&home)).unwrap();
        let script = format!(
            "exec strace -f -o '{}' -P '{}' -e trace={call} -e inject={call}:error={error} \"$0\" \"$1\"",
            home.root().join("tmp/strace").display(),
            file(&home).display(),
        );
        let desk = Desk::shell(&home, &script);
        desk.session.wait_for("cannot read");
        desk.session.wait_for(&words(error));
        desk.session
            .type_keys(&format!("{}m", super::desk::going(2)));
        desk.session.wait_for("annotations.toml");
        desk.quit();
        assert_eq!(fs::read(file(&home)).unwrap(), before, "{call} {error}");
    }
}
