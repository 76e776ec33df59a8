//! A program that nobody uses does nothing.

#![cfg(target_os = "linux")]

use std::fs;
use std::thread;
use std::time::Duration;

use super::articles::Home;
use super::session::{Session, Start};

/// What a process has done so far: bytes on the screen, ticks of processor time, and how often it woke up.
#[derive(Debug)]
struct Done {
    bytes: usize,
    ticks: u64,
    wakes: u64,
}

fn done(session: &Session) -> Done {
    let process = format!("/proc/{}", session.foreground());
    let stat = fs::read_to_string(format!("{process}/stat")).unwrap();
    // The program's name, in parentheses, may hold spaces; user and system time are the 12th and 13th field after it.
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .unwrap()
        .1
        .split_whitespace()
        .collect();
    let wakes = fs::read_dir(format!("{process}/task"))
        .unwrap()
        .filter_map(|task| {
            // A thread may come to its end between being listed and being looked at.
            let status = fs::read_to_string(task.unwrap().path().join("status")).ok()?;
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line?.trim().parse::<u64>().ok()
        });
    Done {
        bytes: session.emulator().received,
        ticks: fields[11..13]
            .iter()
            .map(|ticks| ticks.parse::<u64>().unwrap())
            .sum(),
        wakes: wakes.sum(),
    }
}

#[test]
fn an_idle_program_draws_nothing_and_sleeps() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_for("The last tram");
    session.answer_background("rgb:0000/0000/0000");
    // Not a wait for anything: this is the time in which nothing may happen, after the start has come to rest.
    let pause = Duration::from_millis(500);
    let mut before = done(&session);
    for _ in 0..20 {
        thread::sleep(pause);
        let now = done(&session);
        let rested = now.wakes == before.wakes && now.bytes == before.bytes;
        before = now;
        if rested {
            break;
        }
    }
    thread::sleep(4 * pause);
    let after = done(&session);
    let what = format!("{before:?} and two seconds later {after:?}");
    assert_eq!(after.bytes, before.bytes, "{what}");
    assert_eq!(after.wakes, before.wakes, "{what}");
    assert!(after.ticks - before.ticks <= 1, "{what}");
    session.type_keys("q");
    session.wait_end().expect(0);
}
