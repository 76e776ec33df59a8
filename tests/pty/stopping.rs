//! Stopping with Ctrl-Z and going on, under a shell that controls jobs: without one the kernel ignores the signal.

use rustix::process::Signal;

use super::articles::Home;
use super::session::{Session, Start};

/// Starts postil as a job; when it has stopped, the shell waits for a line and brings it back.
const SHELL: &str = r#"
    set -m
    "$0" "$1"
    echo "stopped with $?"
    read -r line
    fg >/dev/null
    echo "ended with $?"
"#;

/// Stops, gives the window another size meanwhile if `size` says one, and goes on.
fn stop_and_go_on(stop: impl FnOnce(&Session), size: Option<(u16, u16)>) {
    let home = Home::new();
    let session = Start::shell(&home, SHELL).size(110, 30).spawn();
    session.wait_for("The harbour of");
    session.wait_for("The last tram");
    session.wait_loaded();
    session.type_keys("}m");
    session.wait_for("▎▪ highlight");
    stop(&session);
    // Shells count the signal in; which of the stopping ones it is depends on how the program stops itself.
    session.wait_for("stopped with 14");
    let taken = session.emulator().taken();
    assert!(taken.is_empty(), "{taken:?}");
    assert!(session.is_cooked());

    let (width, height) = size.unwrap_or((110, 30));
    if size.is_some() {
        session.resize(width, height);
    }
    session.type_keys("go on<Enter>");
    session.wait_gone("stopped with");
    let expect = fresh_rows(&home, width, height);
    session.wait_until(&format!("{expect:#?}"), |emulator| {
        let rows = emulator.rows();
        (rows.split_last()?.1 == expect).then_some(())
    });
    assert!(!session.is_cooked());
    let taken = session.emulator().taken();
    assert_eq!(taken, ["alternate screen", "bracketed paste", "mouse"]);
    session.type_keys("q");
    session.wait_for("ended with 0");
    session.wait_end().expect(0);
}

/// What another session shows in a window of this size, but for its last line.
fn fresh_rows(home: &Home, width: u16, height: u16) -> Vec<String> {
    let session = Start::reading(home).size(width, height).spawn();
    session.wait_for("The harbour");
    session.wait_loaded();
    session.type_keys("gg}");
    session.wait_until(
        "the cursor on the annotation and the list complete",
        |emulator| {
            let screen = emulator.screen().contents();
            let listed = width < 100 || screen.contains("The last tram");
            (screen.contains('▎') && listed).then_some(())
        },
    );
    let mut rows = session.emulator().rows();
    rows.pop();
    rows
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    stop_and_go_on(|session| session.type_keys("<C-z>"), None);
}

#[test]
fn the_signal_does_what_the_key_does() {
    stop_and_go_on(|session| session.signal(Signal::TSTP), None);
}

#[test]
fn a_window_that_grew_meanwhile_is_filled() {
    stop_and_go_on(|session| session.type_keys("<C-z>"), Some((120, 40)));
}

#[test]
fn a_window_that_shrank_meanwhile_is_kept_to() {
    stop_and_go_on(|session| session.type_keys("<C-z>"), Some((60, 12)));
}

#[test]
fn drawing_anew_asks_the_terminal_nothing() {
    let home = Home::new();
    let session = Start::reading(&home).spawn();
    session.wait_for("The harbour of");
    session.type_keys("<C-l>?");
    session.wait_for("PAGE");
    assert_eq!(session.emulator().doings().cursor_questions, 0);
}
