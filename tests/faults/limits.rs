//! Files that are larger than anybody makes them, and systems with nothing left to give.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::desk::{Desk, HEAD, expect_notes, file, kept_in, noting};
use super::strace;
use crate::articles::Home;
use crate::session::Start;

#[test]
fn an_annotations_file_of_many_megabytes_is_read_and_added_to() {
    let home = Home::numbered(30);
    let mut text = HEAD.to_owned();
    for number in 0..10_000 {
        let _ = write!(
            text,
            "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{number:012x}\"\ndocument = \"away.txt\"\nquote = \"quote {number}\"\n\
             prefix = \"\"\nsuffix = \"\"\nstart = {number}\nend = {}\nreviewer = \"dl\"\ncreated = 2026-11-21T22:31:07Z\n",
            number + 9
        );
    }
    let long = "A note that somebody pasted. ".repeat(400_000);
    let _ = write!(
        text,
        "\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-ffffffffffff\"\ndocument = \"away.txt\"\nquote = \"the long one\"\n\
         prefix = \"\"\nsuffix = \"\"\nstart = 1\nend = 9\nnote = \"{long}\"\nreviewer = \"dl\"\ncreated = 2026-11-21T22:31:07Z\n"
    );
    fs::write(file(&home), &text).unwrap();
    let desk = Desk::open(&home);
    desk.session.type_keys(&noting(1, "note 1"));
    let written = desk
        .session
        .wait_for_file(desk.file(), |now| now.len() > text.len());
    let records = text.strip_prefix(HEAD).unwrap();
    assert!(written.contains(records), "what was there keeps its bytes");
    desk.quit();
    let kept = kept_in(&file(&home));
    assert_eq!(kept.len(), 10_002);
    assert_eq!(kept["the long one"].note, long);
}

#[test]
fn few_file_descriptors_are_enough_or_it_is_said_that_they_are_not() {
    for limit in 3..40 {
        let home = Home::numbered(30);
        let script = format!("ulimit -n {limit}; exec \"$0\" \"$1\"");
        let session = Start::shell(&home, &script).size(120, 24).spawn();
        let (is_reading, is_told) =
            session.wait_until("a picture, why not, or an end", |emulator| {
                let contents = emulator.screen().contents();
                let is_shown = contents.contains("number 00001");
                let is_told = super::desk::status_line(emulator).contains("too many open files");
                (is_shown || is_told || emulator.closed).then_some((is_shown, is_told))
            });
        if is_told && !is_reading {
            session.type_keys("q");
            session.wait_end().expect(0);
            continue;
        }
        if !is_reading {
            let left = session.wait_end();
            assert_ne!(left.code, 0, "{limit}: {}", left.picture);
            assert!(
                left.picture.contains("postil: "),
                "{limit}: {}",
                left.picture
            );
            continue;
        }
        session.type_keys(&noting(1, "note 1"));
        let is_saved = session.wait_until("an outcome", |emulator| {
            let line = super::desk::status_line(emulator);
            let is_refused = line.contains("NOT SAVED") || line.contains("cannot");
            let is_saved = super::desk::is_saved(&line);
            (is_saved || is_refused).then_some(is_saved)
        });
        if is_saved {
            session.type_keys("q");
            session.wait_end().expect(0);
            expect_notes(&home, &["note 1".to_owned()]);
        }
    }
}

#[test]
fn without_another_thread_it_says_so_and_gives_the_terminal_back() {
    if !strace::is_there() {
        return;
    }
    let calls = ["clone3", "clone"];
    let known = |call: &str| {
        let arguments = ["-o", "/dev/null", "-e", &format!("trace={call}"), "true"];
        Command::new("strace")
            .args(arguments)
            .output()
            .is_ok_and(|ran| ran.status.success())
    };
    let known: Vec<&str> = calls.into_iter().filter(|call| known(call)).collect();
    let inject = format!("-e inject={}:error=EAGAIN:when=1+", known.join(","));
    let home = Home::numbered(30);
    let script = format!(
        "exec strace -o '{}' {inject} \"$0\" \"$1\"",
        home.root().join("tmp/log").display()
    );
    let left = Start::shell(&home, &script).spawn().wait_end();
    assert_ne!(left.code, 0, "{}", left.picture);
    assert_eq!(left.taken, [""; 0], "{}", left.picture);
    assert!(left.picture.contains("postil: "), "{}", left.picture);
}

#[test]
fn what_comes_in_while_the_program_is_held_up_is_shown_without_another_key() {
    if !strace::is_there() {
        return;
    }
    // The end of a long article comes in some time after everything else.
    let home = Home::numbered(4_000);
    let desk = Desk::open(&home);
    desk.session.type_keys("G");
    desk.session.wait_for("number 04000");
    desk.quit();
    for milliseconds in [60, 100, 200, 400] {
        // The call by which the event loop takes note of having been woken.
        let script = format!(
            "exec strace -o '{}' -e trace=recvfrom -e inject=recvfrom:delay_enter={milliseconds}000 \"$0\" \"$1\"",
            home.root().join("tmp/log").display()
        );
        let session = Start::shell(&home, &script).size(120, 24).spawn();
        session.wait_for("number 04000");
    }
}
