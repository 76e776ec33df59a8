//! Two and three programs on one annotations file: what each of them called saved is in it.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;

use rustix::fs::{FlockOperation, flock};
use rustix::process::Signal;

use super::desk::{Desk, Outcome, expect_notes, noting};
use super::strace::{self, Strace, process, thread_called};
use crate::articles::Home;

/// Tries again until it is saved: a lock that others want as well may not be had at once.
fn save_at_last(desk: &Desk) {
    for _ in 0..20 {
        match desk.outcome() {
            Outcome::Saved => return,
            Outcome::Refused(said) => assert!(said.contains("another program"), "{said}"),
            outcome => panic!("{outcome:?}"),
        }
        desk.save_again();
    }
    panic!("it never gets the lock");
}

#[test]
fn instances_that_write_in_turn_keep_everything() {
    let home = Home::numbered(99);
    let desks = [Desk::open(&home), Desk::open(&home), Desk::open(&home)];
    let mut noted = Vec::new();
    for number in 1..=15 {
        let note = format!("note {number}");
        desks[number % 3].note(number, &note).expect_saved();
        noted.push(note);
        expect_notes(&home, &noted);
    }
    for desk in desks {
        desk.quit();
    }
    expect_notes(&home, &noted);
}

#[test]
fn instances_that_write_at_once_keep_everything() {
    for count in [2, 3] {
        let home = Home::numbered(99);
        let desks: Vec<Desk> = (0..count).map(|_| Desk::open(&home)).collect();
        let mut noted = Vec::new();
        for (index, desk) in desks.iter().enumerate() {
            let mut keys = String::new();
            for number in 0..8 {
                let number = 1 + number * count + index;
                let note = format!("note {number}");
                keys += &noting(number, &note);
                noted.push(note);
            }
            desk.session.type_keys(&keys);
        }
        for (index, desk) in desks.into_iter().enumerate() {
            let last = format!("note {}", 1 + 7 * count + index);
            desk.session.wait_for(&last);
            save_at_last(&desk);
            desk.quit();
        }
        expect_notes(&home, &noted);
    }
}

/// Where the lock of the articles' annotations lies.
fn lock(home: &Home) -> PathBuf {
    home.articles().join(".annotations.toml.lock")
}

#[test]
fn a_lock_that_is_not_given_back_is_told_and_holds_nobody_up() {
    let home = Home::numbered(30);
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    let held: File = OpenOptions::new().write(true).open(lock(&home)).unwrap();
    flock(&held, FlockOperation::LockExclusive).unwrap();
    let refused = desk.note(2, "note 2");
    let said = refused.expect_refused();
    assert!(said.contains("another program is writing it"), "{said}");
    desk.session.type_keys("?");
    desk.session.wait_for("PAGE");
    desk.session.type_keys("q");
    desk.session.wait_gone("PAGE");
    desk.stay_after_all();
    drop(held);
    desk.act("<C-s>").expect_saved();
    desk.quit();
    expect_notes(&home, &["note 1".to_owned(), "note 2".to_owned()]);
}

#[test]
fn an_instance_that_was_stopped_in_a_save_holds_up_no_other() {
    if !strace::is_there() {
        return;
    }
    for wakes in [true, false] {
        let home = Home::numbered(30);
        let (one, other) = (Desk::open(&home), Desk::open(&home));
        let calls = strace::calls_of(&one.session, &home, || {
            one.note(1, "note 1").expect_saved();
        });
        let rename = calls
            .iter()
            .find(|call| call.name.starts_with("rename"))
            .unwrap();
        other.note(2, "note 2").expect_saved();
        one.clear();
        let thread = thread_called(process(&one.session), &rename.thread);
        let tracer = Strace::inject(thread, &rename.name, "signal=STOP", (1, false), &home);
        one.session.type_keys(&noting(3, "note 3"));
        tracer.wait_for("SIGSTOP");
        let refused = other.note(4, "note 4");
        let said = refused.expect_refused();
        assert!(said.contains("another program is writing it"), "{said}");
        drop(tracer);
        let mut noted = vec!["note 1".to_owned(), "note 2".to_owned()];
        if wakes {
            one.session.signal(Signal::CONT);
            one.outcome().expect_saved();
            noted.push("note 3".to_owned());
            other.act("<C-s>").expect_saved();
            one.quit();
        } else {
            one.session.kill();
            other.act("<C-s>").expect_saved();
        }
        noted.push("note 4".to_owned());
        other.quit();
        expect_notes(&home, &noted);
    }
}
