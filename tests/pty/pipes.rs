//! Where there is no terminal, or not on every side.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use super::articles::Home;
use super::session::{POSTIL, Start};

fn command(home: &Home) -> Command {
    let mut command = Command::new(POSTIL);
    command
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("TERM", "xterm-256color")
        .env("USER", "tester")
        .current_dir(home.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn reading_needs_a_terminal_and_says_so() {
    let home = Home::new();
    let Output {
        status,
        stdout,
        stderr,
    } = command(&home).arg(home.articles()).output().unwrap();
    assert_eq!(status.code(), Some(2));
    assert!(stdout.is_empty(), "{}", String::from_utf8_lossy(&stdout));
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(stderr.contains("needs a terminal"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn a_dumb_terminal_is_told_what_to_do() {
    let home = Home::new();
    let left = Start::reading(&home).env("TERM", "dumb").spawn().wait_end();
    left.expect(2);
    assert!(left.picture.contains("dumb"), "{}", left.picture);
    assert!(left.picture.contains("TERM"), "{}", left.picture);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = Home::new();
    home.write(
        "long.txt",
        &"A sentence that is one of very many.\n\n".repeat(20_000),
    );
    let long = home.articles().join("long.txt");
    for arguments in [
        vec!["list".into(), home.articles()],
        vec!["show".into(), long],
    ] {
        let mut child = command(&home).args(&arguments).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert!(!line.is_empty());
        assert_eq!(status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&stderr), "", "{arguments:?}");
    }
}

#[test]
fn an_article_comes_through_a_pipe_and_keys_from_the_terminal() {
    let home = Home::new();
    let session = Start::shell(&home, r#"cat "$1/b-owls.txt" | "$0" -"#)
        .size(120, 24)
        .spawn();
    session.wait_for("moved into the roof");
    session.wait_loaded();
    session.type_keys("}m");
    session.wait_for("Annotations · 1");
    session.type_keys("q");
    session.wait_end().expect(0);
}
