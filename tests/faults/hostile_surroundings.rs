//! Terminals that are none, homes that are not there, settings that are pipes, and a person's drafts and rights.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::Signal;

use crate::chance::{Chance, number_from};
use crate::pty::articles::Home;
use crate::pty::session::{POSTIL, Start};
use crate::shelf::{Shelf, postil, ran};

/// Makes something at a path.
type Maker = fn(&Path);

/// What may stand where a file is expected, and how it is made.
const NO_FILES: [(&str, Maker); 5] = [
    ("a folder", |path| fs::create_dir(path).unwrap()),
    ("a pipe", |path| {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }),
    ("a circle", |path| {
        symlink(path.file_name().unwrap(), path).unwrap();
    }),
    ("endless", |path| symlink("/dev/zero", path).unwrap()),
    ("a device", |path| symlink("/dev/full", path).unwrap()),
];

#[test]
fn what_is_typed_outlives_a_program_that_is_killed() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}aWho counted");
    session.wait_for("Who counted");
    wait_for_draft(&home, "Who counted");
    session.type_keys(" the barges?");
    wait_for_draft(&home, "Who counted the barges?");
    // A second window does not take what the first is still writing.
    let second = Start::reading(&home).size(120, 40).spawn();
    second.wait_for("The harbour of");
    second.wait_loaded();
    second.type_keys("q");
    second.wait_end().expect(0);
    session.signal(Signal::KILL);
    drop(session);
    assert_eq!(home.annotations(), "");
    let third = Start::reading(&home).size(120, 40).spawn();
    third.wait_for("…” was not ");
    third.wait_for("│ saved. ");
    third.wait_for("Who counted the barges?");
    // A second window does not offer what another is asking about.
    let fourth = Start::reading(&home).size(120, 40).spawn();
    fourth.wait_for("The harbour of");
    fourth.wait_loaded();
    fourth.type_keys("q");
    fourth.wait_end().expect(0);
    third.type_keys("<Enter>");
    third.wait_for("NOTE");
    third.type_keys(" And when?<C-s>");
    let file = home.articles().join("annotations.toml");
    third.wait_for_file(&file, |text| {
        text.contains("Who counted the barges? And when?")
    });
    third.wait_for("saved");
    third.type_keys("q");
    third.wait_end().expect(0);
    assert_eq!(drafts(&home), [""; 0]);
}

#[test]
fn a_note_being_written_into_a_file_that_broke_is_offered_again() {
    let home = Home::new();
    let session = Start::reading(&home).size(120, 40).spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("saved");
    let file = home.articles().join("annotations.toml");
    let good = home.annotations();
    session.type_keys(")aA thought");
    session.wait_for("A thought");
    fs::write(&file, format!("{good}\n<<<<<<<\n")).unwrap();
    // Before that is seen the note would go into the journal, and be saved by the next session.
    session.wait_for("READ ONLY");
    session.signal(Signal::TERM);
    session.wait_end();
    assert!(home.annotations().ends_with("<<<<<<<\n"));
    fs::write(&file, &good).unwrap();
    let again = Start::reading(&home).size(120, 40).spawn();
    again.wait_for("A thought");
    again.type_keys("d");
    again.wait_for("the draft is dropped");
    again.type_keys("q");
    again.wait_end().expect(0);
    assert_eq!(drafts(&home), [""; 0]);
}

/// The drafts that are kept.
fn drafts(home: &Home) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![home.root().join("home/state")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().contains("/drafts/")
                && path.extension().is_some_and(|kind| kind == "toml")
            {
                found.extend(fs::read_to_string(path));
            }
        }
    }
    found
}

#[track_caller]
fn wait_for_draft(home: &Home, text: &str) {
    for _ in 0..1000 {
        if drafts(home).iter().any(|draft| draft.contains(text)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{text:?} is not kept: {:?}", drafts(home));
}

#[test]
fn nothing_private_is_open_to_others_whatever_the_umask() {
    let home = Home::new();
    let script = "umask 000; \"$0\" \"$1\"";
    let session = Start::shell(&home, script).size(120, 40).spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}aprivate");
    wait_for_draft(&home, "private");
    session.type_keys("<C-s>");
    session.wait_for("saved");
    session.type_keys(")aprivate too");
    wait_for_draft(&home, "private too");
    expect_private(&home.root().join("home"));
    session.type_keys("<Esc>");
    session.wait_for("QUESTION");
    session.type_keys("y");
    session.wait_for("READ");
    session.type_keys("q");
    session.wait_end().expect(0);
    expect_private(&home.root().join("home"));
}

#[test]
fn a_file_is_never_more_open_than_the_one_that_was_there() {
    let home = Home::new();
    let file = home.articles().join("annotations.toml");
    for mode in [0o600, 0o640, 0o644, 0o660] {
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let session = Start::shell(&home, "umask 000; \"$0\" \"$1\"")
            .size(120, 40)
            .spawn();
        session.wait_for("The harbour of");
        session.wait_loaded();
        session.type_keys("}}m");
        session.wait_for_file(&file, |text| text.contains("[[annotation]]"));
        session.type_keys("q");
        session.wait_end().expect(0);
        let now = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(now, mode, "{mode:o} became {now:o}");
    }
}

#[test]
fn a_new_file_is_as_open_as_the_mask_lets_it_be() {
    for (mask, expected) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let home = Home::new();
        let file = home.articles().join("annotations.toml");
        let script = format!("umask {mask}; \"$0\" \"$1\"");
        let session = Start::shell(&home, &script).size(120, 40).spawn();
        session.wait_for("The harbour of");
        session.wait_loaded();
        session.type_keys("}}m");
        session.wait_for_file(&file, |text| text.contains("[[annotation]]"));
        session.type_keys("q");
        session.wait_end().expect(0);
        let now = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(now, expected, "{mask}: {now:o}");
    }
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_it_and_loses_nothing() {
    let home = Home::new();
    let session = Start::shell(&home, "trap '' HUP; exec \"$0\" \"$1\"")
        .size(120, 40)
        .spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    session.type_keys("}}m");
    session.wait_for("saved");
    assert_eq!(session.hang_up(), 128 + 1);
    assert!(home.annotations().contains("[[annotation]]"));
}

/// Nothing that postil made below `folder` can be read by anybody else.
fn expect_private(folder: &Path) {
    let mut folders = vec![folder.to_owned()];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, mode) = (entry.path(), entry.metadata().unwrap().permissions().mode());
            // Folders that a person's system shares among programs are made with the person's umask.
            let is_ours = path.components().any(|part| part.as_os_str() == "postil");
            assert!(
                !is_ours || mode.trailing_zeros() >= 6,
                "{}: {mode:o}",
                path.display()
            );
            count += usize::from(is_ours);
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    assert!(count > 0, "nothing was made");
}

#[test]
fn without_a_terminal_nothing_is_taken_and_it_is_said() {
    let home = Home::new();
    let run = |shell: &str| {
        let output = Command::new("setsid")
            .args(["-w", "/bin/sh", "-c", shell, POSTIL])
            .arg(home.articles())
            .env_clear()
            .env("HOME", home.root().join("home"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TERM", "xterm")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    for (shell, code, said) in [
        ("\"$0\" \"$1\"", 2, "needs a terminal"),
        ("\"$0\" \"$1\" <&-", 2, "needs a terminal"),
        ("\"$0\" \"$1\" </dev/null", 2, "needs a terminal"),
        ("\"$0\" \"$1\" >/dev/full", 2, "needs a terminal"),
        ("\"$0\" \"$1\" >&-", 2, "needs a terminal"),
        ("\"$0\" list \"$1\" >/dev/full", 1, "no space left"),
        (
            "\"$0\" export -f json \"$1\" >/dev/full",
            1,
            "no space left",
        ),
        ("\"$0\" list \"$1\" | head -1 >/dev/null", 0, ""),
    ] {
        let (found, err) = run(shell);
        assert_eq!(found, Some(code), "{shell}: {err}");
        assert!(err.contains(said), "{shell}: {err}");
        assert!(!err.contains("panicked"), "{shell}: {err}");
    }
}

#[test]
fn homes_that_are_not_there_and_settings_that_are_none_stop_nothing() {
    let shelf = Shelf::new(&[("a.txt", "The only one\n\nNothing to see here.\n")]);
    let run = |variables: &[(&str, &str)]| {
        let mut command = postil(&shelf.home());
        command.env_clear().current_dir(shelf.corpus());
        for (name, value) in variables {
            command.env(name, value);
        }
        ran(&command
            .args(["list", "."])
            .timeout(Duration::from_secs(30))
            .output()
            .unwrap())
    };
    for variables in [
        &[] as &[(&str, &str)],
        &[("HOME", "")],
        &[("HOME", "/no/such/home")],
        &[("HOME", "relative")],
        &[("HOME", "/dev/null")],
        &[
            ("HOME", "/no/such/home"),
            ("XDG_CONFIG_HOME", "relative"),
            ("XDG_STATE_HOME", "relative"),
            ("XDG_DATA_HOME", "relative"),
        ],
    ] {
        let ran = run(variables);
        assert_eq!(ran.code, 0, "{variables:?}: {}", ran.err);
        assert!(ran.out.contains("a.txt"), "{variables:?}: {}", ran.out);
    }
    let listed = fs::read_dir(shelf.corpus()).unwrap().count();
    assert_eq!(listed, 1, "nothing is made in the folder one is in");

    let config = shelf.home().join("config/postil/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    let home = shelf.home();
    let folder = home.join("config");
    let variables = [
        ("HOME", home.to_str().unwrap()),
        ("XDG_CONFIG_HOME", folder.to_str().unwrap()),
    ];
    for (what, make) in NO_FILES {
        let _ = fs::remove_dir(&config);
        let _ = fs::remove_file(&config);
        make(&config);
        let ran = run(&variables);
        assert_eq!(ran.code, 0, "{what}: {}", ran.err);
        assert!(ran.err.contains("config.toml"), "{what}: {}", ran.err);
        assert!(ran.out.contains("a.txt"), "{what}");
    }
}

#[test]
fn an_annotations_file_that_is_none_is_told_and_left_alone() {
    for (what, make) in NO_FILES {
        let shelf = Shelf::new(&[("a.txt", "The only one\n\nNothing to see here.\n")]);
        make(&shelf.corpus().join("annotations.toml"));
        let mut command = postil(&shelf.home());
        let command = command.current_dir(shelf.corpus()).args(["check", "."]);
        let ran = ran(&command.timeout(Duration::from_secs(30)).output().unwrap());
        assert_eq!(ran.code, 1, "{what}: {}", ran.err);
        assert!(ran.err.contains("annotations.toml"), "{what}: {}", ran.err);
    }
}

#[test]
fn random_bytes_for_keys_end_nothing_and_break_nothing() {
    let home = Home::new();
    let seed = number_from("POSTIL_FAULT_SEED", 5_000);
    let mut chance = Chance::new(u64::try_from(seed).unwrap());
    let byte = |_| u8::try_from(chance.below(256)).unwrap();
    let mut bytes: Vec<u8> = (0..20_000).map(byte).collect();
    // What leaves, suspends or opens other programs is left out, and so are the controls that a terminal acts on itself.
    bytes.retain(|byte| {
        !matches!(
            byte,
            b'q' | b'e' | b'U' | 0x03 | 0x05 | 0x1a | b'y' | b':' | 0x0d
        )
    });
    let session = Start::reading(&home)
        .size(120, 40)
        .env("EDITOR", "true")
        .env("BROWSER", "true")
        .spawn();
    session.wait_for("The harbour of");
    session.wait_loaded();
    for chunk in bytes.chunks(500) {
        session.send(chunk);
    }
    session.send(b"\x1b");
    session.paste("\u{1b}[201~ jjj");
    session.signal(Signal::TERM);
    let left = session.wait_end();
    let what = format!("POSTIL_FAULT_SEED={seed} gives these bytes again: {left:?}");
    assert_eq!((left.code, left.taken.len()), (143, 0), "{what}");
    let text = home.annotations();
    let (_, problems) = postil::store::parse(&text, "annotations.toml");
    let broken: Vec<_> = problems
        .iter()
        .filter(|problem| !problem.message.contains("no [[tag]]"))
        .collect();
    assert!(broken.is_empty(), "{broken:?}\n{text}");
}
