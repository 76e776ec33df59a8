//! Writing a note in an editor of one's own.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::articles::Home;
use super::session::{Session, Start};

/// An editor that says that it is there, waits for a line, and adds it to the text.
const EDITOR: &str = "#!/bin/sh\necho \"the editor has [$(cat \"$1\")]\"\nread -r line\nprintf '%s\\n' \"$line\" >>\"$1\"\n";

fn editor(home: &Home, script: &str) -> PathBuf {
    let path = home.root().join("editor");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn write_with_it(session: &Session) {
    session.type_keys("a");
    session.wait_for("NOTE");
    session.type_keys("Begun here.<C-e>");
    session.wait_for("the editor has [Begun here.]");
    assert!(
        session.emulator().taken().is_empty(),
        "{}",
        session.emulator().picture()
    );
    assert!(session.is_cooked());
    session.type_keys("Ended there.<Enter>");
    session.wait_for("back from the editor");
    assert!(!session.is_cooked());
    assert!(session.emulator().screen().alternate_screen());
    assert!(session.emulator().screen().bracketed_paste());
    session.wait_for("Ended there.");
    session.wait_gone("the editor has");
    session.type_keys("<C-s>");
    session.wait_for("Annotations · 1");
}

#[test]
fn a_note_goes_to_the_editor_and_comes_back() {
    let home = Home::new();
    let script = editor(&home, EDITOR);
    let session = Start::reading(&home)
        .size(120, 30)
        .env("EDITOR", &script)
        .spawn();
    session.wait_for("fills with mud twice a");
    write_with_it(&session);
    session.type_keys("q");
    session.wait_end().expect(0);
    assert!(
        home.annotations().contains("Begun here.\nEnded there."),
        "{}",
        home.annotations()
    );
    let left: Vec<_> = fs::read_dir(home.root().join("tmp")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_editor_has_the_terminal_when_the_article_came_through_a_pipe() {
    let home = Home::new();
    let script = editor(&home, EDITOR);
    let session = Start::shell(&home, r#"cat "$1/b-owls.txt" | "$0" -"#)
        .size(120, 30)
        .env("EDITOR", &script)
        .spawn();
    session.wait_for("moved into the roof");
    write_with_it(&session);
    session.type_keys("q");
    session.wait_end().expect(0);
}

#[test]
fn an_editor_that_fails_costs_nothing() {
    for (script, said) in [
        ("#!/bin/sh\nexit 3\n", "failed"),
        ("#!/no/such/interpreter\n", "cannot start"),
    ] {
        let home = Home::new();
        let script = editor(&home, script);
        let session = Start::reading(&home)
            .size(120, 30)
            .env("EDITOR", &script)
            .spawn();
        session.wait_for("fills with mud twice a");
        session.wait_loaded();
        session.type_keys("a");
        session.wait_for("NOTE");
        session.type_keys("Kept.<C-e>");
        session.wait_for(said);
        session.wait_for("Kept.");
        session.type_keys("<C-s>");
        session.wait_for("Annotations · 1");
        session.type_keys("uq");
        session.wait_end().expect(0);
    }
}
