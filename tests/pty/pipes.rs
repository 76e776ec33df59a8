//! Where there is no terminal, or not on every side.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use super::articles::Home;
use super::session::{POSTIL, Session, Start};

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

/// What a search in the archive for `query` finds, piped into postil, the best first by `order`.
fn result(home: &Home, query: &str, order: &str) -> Session {
    let script = format!(r#"grep -i "{query}" "$1/archive.jsonl" | {order} | "$0" -"#);
    let session = Start::shell(home, &script).size(120, 30).spawn();
    // A key that comes before the program has the terminal goes to the shell.
    session.wait_for("standard input");
    session.wait_loaded();
    session
}

#[test]
fn notes_on_a_record_come_back_with_whatever_query_finds_it() {
    let home = Home::empty();
    home.write(
        "archive.jsonl",
        r#"{"id": "r-1", "title": "Mud in the harbour", "text": "The harbour fills with mud twice a year."}
{"id": "r-2", "title": "Mud on the rails", "text": "Trams stood still for an hour."}
{"id": "r-3", "title": "Owls at the harbour", "text": "A pair of owls has moved in."}
"#,
    );
    let session = result(&home, "mud", "cat");
    session.wait_for("Mud on the rails");
    session.wait_for("twice a year");
    session.type_keys("}awho counts?<C-s>");
    session.wait_for("Annotations · 1");
    session.type_keys("q");
    session.wait_end().expect(0);

    // Another query, another order: the best result is opened, and the note is on the record that has it.
    let session = result(&home, "harbour", "sort -r");
    session.wait_for("moved in");
    session.type_keys("K");
    session.wait_for("who counts?");
    session.wait_for("Annotations · 1");
    session.type_keys("q");
    session.wait_end().expect(0);

    // A record that no query finds today is not missing: nothing is asked, and nothing lost.
    let session = result(&home, "owls", "cat");
    session.wait_for("moved in");
    session.type_keys("Q");
    session.wait_for("Enter begin");
    let picture = session.emulator().picture();
    assert!(
        !picture.contains("r-1") && !picture.contains("missing"),
        "{picture}"
    );
    session.type_keys("qq");
    session.wait_end().expect(0);
    let session = result(&home, "mud", "cat");
    session.wait_for("who counts?");
    session.type_keys("q");
    session.wait_end().expect(0);
}

/// The lines of the README that search an archive with what every machine has.
fn examples() -> Vec<String> {
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let is_one = |line: &&str| line.starts_with("grep ") && line.ends_with(" -");
    readme.lines().filter(is_one).map(str::to_owned).collect()
}

#[test]
fn two_questions_to_an_archive_share_their_notes_as_the_readme_says() {
    let home = Home::empty();
    std::fs::create_dir(home.articles().join("archive")).unwrap();
    for (year, records) in [
        (
            2019,
            r#"{"_id": "q-7", "title": "A survey", "body": "Dredging costs the port authority a million a year."}
{"_id": "q-9", "title": "A strike", "body": "The port authority closed the gates."}"#,
        ),
        (
            2021,
            r#"{"_id": "q-3", "title": "A quarry", "body": "Dredging began in the year it was closed."}"#,
        ),
    ] {
        home.write(&format!("archive/{year}.jsonl"), &format!("{records}\n"));
    }
    let examples = examples();
    let [first, second] = &examples[..] else {
        panic!("the README has other examples: {examples:?}");
    };
    let ask = |line: &str, other: &str| {
        let script = format!("postil() {{ \"$0\" \"$@\"; }}; cd \"$1\"; {line}");
        let session = Start::shell(&home, &script).size(120, 30).spawn();
        session.wait_for("standard input · 2");
        session.wait_for("a million a year");
        session.wait_for(other);
        session.wait_loaded();
        session
    };
    let session = ask(first, "A quarry");
    session.type_keys("}aMillions of what?<C-s>");
    session.wait_for("Annotations · 1");
    session.type_keys("q");
    session.wait_end().expect(0);
    let session = ask(second, "A strike");
    session.wait_for("Millions of what?");
    session.type_keys("q");
    session.wait_end().expect(0);
    let kept = std::fs::read_to_string(home.articles().join("harbour.toml")).unwrap();
    assert!(kept.contains("document = \"stdin/q-7\""), "{kept}");
}

#[test]
fn results_are_read_while_more_of_them_come() {
    let home = Home::empty();
    let script = r#"mkfifo fifo; (cat fifo; echo '{"id": "b", "title": "Late", "text": "It came late."}') | "$0" -"#;
    let fifo = home.root().join("fifo");
    let session = Start::shell(&home, script).size(120, 30).spawn();
    let mut fifo = loop {
        // The shell makes it.
        if fifo.exists() {
            break std::fs::OpenOptions::new().write(true).open(&fifo).unwrap();
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let first = "{\"id\": \"a\", \"title\": \"Early\", \"text\": \"It came early.\"}\n";
    std::io::Write::write_all(&mut fifo, first.as_bytes()).unwrap();
    session.wait_for("It came early");
    drop(fifo);
    session.wait_for("Late");
    session.type_keys("J");
    session.wait_for("It came late");
    session.type_keys("q");
    session.wait_end().expect(0);
}
