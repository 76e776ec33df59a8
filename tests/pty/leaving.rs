//! Every way out gives the terminal back, keeps what was written, and says in the exit code how it was.

use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use super::articles::Home;
use super::session::{Session, Start};

/// A session that has just made an annotation.
fn busy(home: &Home) -> Session {
    let session = Start::reading(home).size(120, 24).spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("}m");
    session.wait_for("Annotations · 1");
    let taken = session.emulator().taken();
    assert_eq!(taken, ["alternate screen", "bracketed paste", "mouse"]);
    assert!(!session.is_cooked());
    session
}

#[test]
fn keys_and_signals_give_the_terminal_back() {
    enum Way {
        Keys(&'static str),
        Signal(Signal),
    }
    let ways = [
        (Way::Keys("q"), 0),
        (Way::Keys("<C-c>"), 0),
        (Way::Signal(Signal::TERM), 128 + 15),
        (Way::Signal(Signal::HUP), 128 + 1),
        (Way::Signal(Signal::INT), 128 + 2),
        (Way::Signal(Signal::QUIT), 128 + 3),
    ];
    for (way, code) in ways {
        let home = Home::new();
        let session = busy(&home);
        match way {
            Way::Keys(keys) => session.type_keys(keys),
            Way::Signal(signal) => session.signal(signal),
        }
        session.wait_end().expect(code);
        assert!(
            home.annotations().contains("[[annotation]]"),
            "exit code {code}"
        );
    }
}

#[test]
fn a_note_being_written_is_saved_when_a_signal_ends_it() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = Home::new();
        let session = busy(&home);
        session.type_keys(")aHalf a thou");
        session.wait_for("Half a thou");
        session.signal(signal);
        session.wait_end();
        assert!(
            home.annotations().contains("note = \"Half a thou\""),
            "{signal:?}"
        );
    }
}

#[test]
fn signals_end_it_under_an_overlay_too() {
    for (keys, shown) in [
        ("?", "PAGE"),
        ("a", "NOTE"),
        ("t", "TAGS"),
        ("/", "SEARCH"),
        (":", "CHOOSE"),
    ] {
        let home = Home::new();
        let session = busy(&home);
        session.type_keys(keys);
        session.wait_for(shown);
        session.signal(Signal::TERM);
        session.wait_end().expect(128 + 15);
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it_and_loses_nothing() {
    let home = Home::new();
    busy(&home).hang_up();
    assert!(home.annotations().contains("[[annotation]]"));
}

#[test]
fn a_terminal_that_goes_away_is_told_in_the_exit_code() {
    let home = Home::new();
    assert_eq!(busy(&home).hang_up(), 128 + 1);
}

#[test]
fn what_cannot_be_opened_leaves_the_terminal_alone() {
    let home = Home::new();
    let session = Start::postil(&home).arg("no-such-folder").spawn();
    let left = session.wait_end();
    left.expect(2);
    assert!(left.picture.contains("no-such-folder"), "{}", left.picture);
}

#[test]
fn a_key_that_never_comes_whole_keeps_nobody_from_leaving() {
    let home = Home::new();
    let session = busy(&home);
    session.send(b"\x1b[");
    // Time for it to be read; were it too short, the signal would only come first and the test see nothing.
    thread::sleep(Duration::from_millis(100));
    session.signal(Signal::TERM);
    session.wait_end().expect(128 + 15);
}
