//! Two and three programs on one annotations file: what each of them called saved is in it.

use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::process::{Signal, kill_process};

use super::chance::Chance;
use super::desk::{Desk, Outcome, expect_notes, is_saved, noting, say, status_line};
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

/// Writes notes until the end comes, and gives those that were called saved.
fn noting_until_killed(desk: &Desk, from: usize) -> Vec<String> {
    let (mut confirmed, mut waiting) = (Vec::new(), Vec::new());
    for number in from.. {
        let note = format!("note {number}");
        desk.session.type_keys(&noting(number, &note));
        waiting.push(note.clone());
        let is_over = desk.session.wait_until("an outcome", |emulator| {
            let line = status_line(emulator);
            let is_answered = is_saved(&line) || line.contains("NOT SAVED");
            (is_answered || emulator.closed).then_some((emulator.closed, is_saved(&line)))
        });
        match is_over {
            (true, _) => break,
            (false, true) => confirmed.append(&mut waiting),
            (false, false) => {}
        }
        if !desk.try_clear() {
            break;
        }
    }
    confirmed
}

#[test]
fn instances_that_write_at_once_and_are_killed_keep_what_they_called_saved() {
    let mut chance = Chance::new(31);
    let mut total = 0;
    for _ in 0..3 {
        let home = Home::numbered(400);
        let desks = [Desk::open(&home), Desk::open(&home), Desk::open(&home)];
        let processes = desks.each_ref().map(|desk| desk.session.foreground());
        let working = desks.into_iter().enumerate();
        let working: Vec<_> = working
            .map(|(index, desk)| thread::spawn(move || noting_until_killed(&desk, 1 + 100 * index)))
            .collect();
        for process in processes {
            let time = 200 + chance.below(500);
            thread::sleep(Duration::from_millis(time.try_into().unwrap()));
            kill_process(process, Signal::KILL).unwrap();
        }
        let ended = working.into_iter().map(|work| work.join().unwrap());
        let confirmed: Vec<String> = ended.flatten().collect();
        expect_notes(&home, &confirmed);
        // The next one takes up what they left, and nothing of that is at the cost of what was there.
        let desk = Desk::open(&home);
        desk.first_note(399, "at last");
        desk.quit();
        expect_notes(&home, &confirmed);
        total += confirmed.len();
    }
    say(&format!(
        "9 instances killed side by side, edits confirmed {total}, edits lost 0"
    ));
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
        let holder = process(&one.session);
        let named = format!("another program is writing it (process {holder})");
        assert!(said.contains(&named), "{said}");
        assert!(said.contains("let it finish or end it"), "{said}");
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
