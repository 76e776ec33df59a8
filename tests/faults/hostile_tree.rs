//! A folder full of what is no article: pipes, devices, links that lead out or in circles, names that give orders.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::pty::articles::Home;
use crate::pty::session::Start;
use crate::shelf::{Shelf, postil, ran};

/// How long a run may take before it is said to hang.
const HANGS: Duration = Duration::from_secs(30);

/// Makes the nasty tree in `folder`.
fn nasty(folder: &Path) {
    let pipe = |name: &str| {
        let made = Command::new("mkfifo").arg(folder.join(name)).status();
        assert!(made.unwrap().success());
    };
    for name in [
        "pipe.txt",
        "pipe.md",
        "pipe.html",
        "pipe.jsonl",
        "pipe.epub",
        "pipe.pdf",
        "pipe",
        ".gitignore",
    ] {
        pipe(name);
    }
    UnixListener::bind(folder.join("socket.txt")).unwrap();
    for (target, name) in [
        ("self.txt", "self.txt"),
        ("two.txt", "one.txt"),
        ("one.txt", "two.txt"),
        ("/", "root"),
        (".", "here"),
        ("..", "above"),
        ("/etc/passwd", "passwd.txt"),
        ("/dev/zero", "zero.txt"),
        ("/dev/tty", "tty.txt"),
        ("/proc/self/mem", "mem.txt"),
        ("/dev/stdin", "stdin.txt"),
        ("nowhere.txt", "dangling.txt"),
        ("/dev/zero", ".ignore"),
    ] {
        symlink(target, folder.join(name)).unwrap();
    }
    fs::write(folder.join("closed.txt"), "closed").unwrap();
    fs::set_permissions(folder.join("closed.txt"), fs::Permissions::from_mode(0o0)).unwrap();
    fs::create_dir(folder.join("closed")).unwrap();
    fs::set_permissions(folder.join("closed"), fs::Permissions::from_mode(0o0)).unwrap();
    let mut deep = folder.to_path_buf();
    for _ in 0..300 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("deep.txt"), "Deep down.\n").unwrap();
    File::create(folder.join("sparse.txt"))
        .unwrap()
        .set_len(8 << 30)
        .unwrap();
    for name in [
        b"-rf.txt" as &[u8],
        b"--help.txt",
        b"$(id).txt",
        b"`id`.txt",
        b"a;b.txt",
        b"a|b.txt",
        b"new\nline.txt",
        b"tab\t.txt",
        b"\x1b]0;PWNED\x07.txt",
        b"\x1b[2J.txt",
        b"bell\x07.txt",
        b"back\x08\x08.txt",
        b"return\rx.txt",
        b"\xff\xfe.txt",
        b"latin\xe9.txt",
        "\u{9b}31m.txt".as_bytes(),
        "\u{202e}txt.exe.txt".as_bytes(),
        "zero\u{200b}width.txt".as_bytes(),
        "\u{2028}line.txt".as_bytes(),
        "tags\u{e0041}.txt".as_bytes(),
        b" .txt",
        b"'quote'.txt",
        b"\"double\".txt",
        b"back\\slash.txt",
        b"..\\..\\up.txt",
        b"CON.txt",
        b"%n%s.txt",
    ] {
        fs::write(
            folder.join(std::ffi::OsStr::from_bytes(name)),
            "A file of that name.\n",
        )
        .unwrap();
    }
    fs::write(
        folder.join("zz-good.txt"),
        "The good one\n\nIt is read all the same.\n",
    )
    .unwrap();
}

/// Makes the tree one that can be deleted again.
fn opened_up(folder: &Path) {
    let _ = fs::set_permissions(folder.join("closed"), fs::Permissions::from_mode(0o700));
}

#[test]
fn a_nasty_tree_is_listed_without_waiting_for_any_of_it() {
    let shelf = Shelf::new(&[]);
    nasty(&shelf.corpus());
    let begun = Instant::now();
    let mut command = postil(&shelf.home());
    let output = command
        .current_dir(shelf.corpus())
        .args(["list", "."])
        .timeout(HANGS)
        .output()
        .unwrap();
    assert!(begun.elapsed() < HANGS);
    let ran = ran(&output);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("The good one"), "{}", ran.out);
    for outside in ["passwd.txt", "root/", "above/", "zero.txt\t", "mem.txt\t"] {
        let listed = ran
            .out
            .lines()
            .any(|line| line.starts_with(outside) && !line.contains("cannot"));
        assert!(!listed, "{outside}: {}", ran.out);
    }
    for name in [
        "pipe.txt",
        "socket.txt",
        "self.txt",
        "passwd.txt",
        "zero.txt",
        "mem.txt",
        "sparse.txt",
    ] {
        let output = postil(&shelf.home())
            .current_dir(shelf.corpus())
            .args(["show"])
            .arg(name)
            .timeout(HANGS)
            .output()
            .unwrap();
        assert!(output.status.code().is_some(), "{name} hangs");
    }
    let output = postil(&shelf.home())
        .current_dir(shelf.corpus())
        .args(["search", "read", "."])
        .timeout(HANGS)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("zz-good.txt"));
    opened_up(&shelf.corpus());
}

#[test]
fn a_nasty_tree_is_opened_at_once_and_its_files_say_why_they_are_not_read() {
    let home = Home::empty();
    nasty(&home.articles());
    let session = Start::reading(&home).size(120, 60).spawn();
    session.wait_for("good one");
    for _ in 0..60 {
        session.type_keys("J");
    }
    session.type_keys("<Tab><Tab>");
    session.wait_for("DOCUMENTS");
    for _ in 0..60 {
        session.type_keys("k<Enter><Tab><Tab>");
    }
    session.type_keys("q");
    session.wait_end().expect(0);
    opened_up(&home.articles());
}

#[test]
fn no_path_in_an_annotations_file_leads_out_of_the_corpus() {
    let secret = "The secret is out.\n";
    let paths = [
        "../secret.txt",
        "a/../../secret.txt",
        "SECRET",
        "link.txt",
        "folder/secret.txt",
        "a.txt/../../secret.txt",
        "..\\\\secret.txt",
        "./../secret.txt",
        "secret.txt\\u0000.txt",
        "/etc/passwd",
        "//etc/passwd",
        "C:\\\\secret.txt",
        "./a.txt",
        "a.txt/",
        "a//../../secret.txt",
        "LONG",
        "DEEP",
    ];
    let mut file = "format = \"postil\"\nversion = 1\n".to_owned();
    let shelf = Shelf::new(&[
        ("a.txt", "Nothing to see here.\n"),
        ("../secret.txt", secret),
    ]);
    let outside = shelf.folder.path().join("secret.txt");
    assert!(outside.exists());
    symlink("../secret.txt", shelf.corpus().join("link.txt")).unwrap();
    symlink("..", shelf.corpus().join("folder")).unwrap();
    for (index, path) in paths.iter().enumerate() {
        let path = path
            .replace("SECRET", outside.to_str().unwrap())
            .replace("LONG", &"x".repeat(4096))
            .replace("DEEP", &"d/".repeat(4096));
        let _ = write!(
            file,
            "\n[[document]]\npath = \"{path}\"\n\n[[annotation]]\nid = \"01994f0e-0000-7000-8000-{index:012}\"\ndocument = \"{path}\"\nquote = \"secret\"\nstart = 4\nend = 10\n"
        );
    }
    fs::write(shelf.corpus().join("annotations.toml"), file).unwrap();
    let checked = shelf.run(&["check", "--json", "."]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    let count = checked.json()["annotations"].as_array().unwrap().len();
    assert_eq!(count, paths.len(), "each is told of");
    for found in checked.json()["annotations"].as_array().unwrap() {
        assert_eq!(
            (&found["state"], &found["start"]),
            (&"orphan".into(), &serde_json::Value::Null),
            "{found}"
        );
    }
    for format in ["markdown", "json", "csv"] {
        let exported = shelf.run(&["export", "-f", format, "."]);
        assert!(!exported.out.contains("is out"), "{}", exported.out);
    }
    assert_eq!(fs::read_to_string(outside).unwrap(), secret);
}
