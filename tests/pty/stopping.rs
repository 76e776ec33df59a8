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

fn stop_and_go_on(stop: impl FnOnce(&Session)) {
    let home = Home::new();
    let session = Start::shell(&home, SHELL).spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("highlighted");
    stop(&session);
    session.wait_for("stopped with 148");
    assert!(
        session.emulator().taken().is_empty(),
        "{}",
        session.emulator().picture()
    );
    assert!(session.is_cooked());

    session.resize(120, 30);
    session.type_keys("go on<Enter>");
    session.wait_for("Annotations · 1");
    session.wait_gone("stopped with");
    assert!(!session.is_cooked());
    let expect = fresh_rows(&home, 120, 30);
    session.wait_until(&format!("{expect:#?}"), |emulator| {
        let rows = emulator.rows();
        (rows.split_last()?.1 == expect).then_some(())
    });
    session.type_keys("q");
    session.wait_for("ended with 0");
    session.wait_end().expect(0);
}

/// What another session shows in a window of this size, but for its last line.
fn fresh_rows(home: &Home, width: u16, height: u16) -> Vec<String> {
    let session = Start::reading(home).size(width, height).spawn();
    session.wait_for("1 annotations in");
    session.wait_for("Annotations · 1");
    session.type_keys("}}");
    session.wait_for("highlight");
    let mut rows = session.emulator().rows();
    rows.pop();
    rows
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    stop_and_go_on(|session| session.type_keys("<C-z>"));
}

#[test]
fn the_signal_does_what_the_key_does() {
    stop_and_go_on(|session| session.signal(Signal::TSTP));
}
