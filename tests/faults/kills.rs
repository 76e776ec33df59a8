//! The program is killed at every system call of a save: before the call, and so after the one before it.
//!
//! After each kill the file parses, holds everything that the status line called saved, and misses at most the edit under
//! way; what of that was written down elsewhere is in it after the next start.

use super::desk::{Desk, Outcome, expect_notes, is_saved, notes, noting, say};
use super::strace::{self, Call, Strace, process, thread_called};
use crate::articles::Home;

/// No save makes so many calls of one name.
const MANY: usize = 60;

#[test]
fn a_kill_at_any_call_of_a_save_loses_nothing_that_was_called_saved() {
    if !strace::is_there() {
        return;
    }
    let home = Home::numbered(999);
    let desk = Desk::open(&home);
    desk.note(1, "note 1").expect_saved();
    let calls = strace::calls_of(&desk.session, &home, || {
        desk.note(2, "note 2").expect_saved();
    });
    desk.quit();
    for call in calls
        .iter()
        .filter(|call| call.shown.contains(".tmp\", O_"))
    {
        // Nobody can put a link in its way, and nobody else reads it meanwhile.
        assert!(
            call.shown.contains("O_EXCL") && call.shown.contains("0600"),
            "{}",
            call.shown
        );
    }
    let mut confirmed = vec!["note 1".to_owned(), "note 2".to_owned()];
    let (mut kills, mut number) = (0, 2);
    let mut deadly: Vec<&str> = Vec::new();
    for call in calls.iter().filter(|call| call.number == 1) {
        let survived = (1..=MANY).find(|nth| {
            number += 1;
            let died = killed_at(&home, call, *nth, number, &mut confirmed);
            kills += usize::from(died);
            if died && deadly.last() != Some(&call.name.as_str()) {
                deadly.push(&call.name);
            }
            !died
        });
        assert!(survived.is_some(), "{} never ends", call.name);
    }
    say(&format!(
        "{kills} kills, {} edits confirmed, 0 lost",
        confirmed.len()
    ));
    // On a busy machine what follows a save is counted with it, so the number of calls is no measure: each step of a save is.
    for step in ["open", "write", "sync", "rename"] {
        let is_deadly = deadly.iter().any(|name| name.contains(step));
        assert!(is_deadly, "{step} was never deadly: {deadly:?}");
    }
    assert!(kills >= 20, "{kills} of {}", calls.len());
}

/// Writes note `number` while the `nth` call of this name is deadly; whether it was.
fn killed_at(
    home: &Home,
    call: &Call,
    nth: usize,
    number: usize,
    confirmed: &mut Vec<String>,
) -> bool {
    let desk = Desk::open(home);
    // Whatever the start has to write is written when this is said to be.
    let (note, first) = (format!("note {number}"), format!("first {number}"));
    desk.first_note(number + 400, &first);
    confirmed.push(first);
    desk.clear();
    let thread = thread_called(process(&desk.session), &call.thread);
    let tracer = Strace::inject(thread, &call.name, "signal=KILL", (nth, false), home);
    desk.session.type_keys(&noting(number, &note));
    let died = match desk.outcome_of("noted") {
        Outcome::Saved => {
            confirmed.push(note.clone());
            drop(tracer);
            desk.quit();
            false
        }
        Outcome::Ended => {
            drop(tracer);
            let rows = desk.session.wait_killed();
            let is_confirmed = |line: &String| is_saved(line) && line.contains("noted");
            if rows.last().is_some_and(is_confirmed) {
                confirmed.push(note.clone());
            }
            true
        }
        outcome => panic!("{outcome:?} at {} {nth}", call.name),
    };
    expect_notes(home, &*confirmed);
    let others = notes(home).into_iter().filter(|found| *found != note);
    assert!(others.count() >= confirmed.len() - 1);
    died
}
