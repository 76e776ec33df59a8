//! What only Unix has: links, pipes, permissions, and names that are not Unicode.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use super::*;

#[test]
fn links_are_followed_inside_the_corpus_only() {
    let folder = tree(&[("corpus/b/a.txt", b"in"), ("out/secret.txt", b"out")]);
    let root = folder.path().join("corpus");
    for (target, link) in [
        ("b/a.txt", "again.txt"),
        ("b", "folder"),
        ("../out/secret.txt", "leaving.txt"),
        ("../out", "leaving"),
        ("loop.txt", "loop.txt"),
        (".", "b/c"),
        ("..", "b/up"),
        ("nowhere.txt", "dangling.txt"),
        ("nowhere.png", "dangling.png"),
        ("../out/picture.png", "picture.png"),
    ] {
        symlink(target, root.join(link)).unwrap();
    }
    let corpus = open(&root);
    let (documents, problems) = listed(&corpus);
    assert_eq!(documents, ["again.txt", "b/a.txt"]);
    assert_eq!(
        problems,
        [
            "b/c: is a link to a folder that it lies in itself; not followed",
            "b/up: is a link to a folder that it lies in itself; not followed",
            "dangling.txt: is a link that leads nowhere: no such file or folder",
            "leaving: is a link that leaves the corpus; open its target directly to read it",
            "leaving.txt: is a link that leaves the corpus; open its target directly to read it",
            "loop.txt: is a link that leads nowhere: too many levels of symbolic links",
        ]
    );
    let read = |path: &str| corpus.read(&DocPath::new(path));
    assert_eq!(read("again.txt").unwrap().text, "in");
    assert_eq!(read("folder/a.txt").unwrap().text, "in");
    assert_eq!(read("leaving.txt").unwrap_err().fault, Fault::Link);
    for _ in 0..2 {
        assert_eq!(read("leaving/secret.txt").unwrap_err().fault, Fault::Link);
    }
    let named = open(&root.join("leaving.txt"));
    assert_eq!(
        named.read(&named.single().unwrap()).unwrap().text,
        "out",
        "a link that is named is followed"
    );
}

#[test]
fn files_that_exclude_others_are_read_only_where_they_are_files() {
    let folder = tree(&[
        ("a.txt", b""),
        ("pipe/a.txt", b""),
        ("link/a.txt", b""),
        ("link/b.txt", b""),
        ("long/a.txt", b""),
        ("folder/.ignore/x.md", b""),
        ("folder/a.txt", b""),
        ("long/.gitignore", "*.txt\n".repeat(20_000).as_bytes()),
        (
            "wrong/.gitignore",
            format!("*.md\n{}\nb*", "{".repeat(1000)).as_bytes(),
        ),
        ("wrong/a.md", b""),
        ("wrong/a.txt", b""),
        ("wrong/b.txt", b""),
    ]);
    let pipe = folder.path().join("pipe/.gitignore");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    symlink("/dev/zero", folder.path().join("link/.ignore")).unwrap();
    fs::write(folder.path().join("rules"), "b.txt\n").unwrap();
    symlink("../rules", folder.path().join("link/.gitignore")).unwrap();
    let (documents, problems) = listed(&open(folder.path()));
    assert_eq!(
        documents,
        [
            "a.txt",
            "folder/a.txt",
            "link/a.txt",
            "link/b.txt",
            "long/a.txt",
            "pipe/a.txt",
            "wrong/a.txt"
        ]
    );
    assert_eq!(
        problems,
        [
            "link/.gitignore: is a link, not a file; it excludes nothing",
            "link/.ignore: is a link, not a file; it excludes nothing",
            "long/.gitignore: is larger than 64 KB; it excludes nothing",
            "pipe/.gitignore: is a pipe, not a file; it excludes nothing",
            "wrong/.gitignore:2: cannot be used: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
        ]
    );
}

#[test]
fn pipes_and_sockets_are_left_alone() {
    let folder = tree(&[("a.txt", b"")]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s.txt")).unwrap();
    let pipe = folder.path().join("p.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success(),
        "this test needs mkfifo"
    );
    symlink("p.txt", folder.path().join("q.txt")).unwrap();
    let corpus = open(folder.path());
    let (documents, problems) = listed(&corpus);
    assert_eq!(documents, ["a.txt"]);
    assert_eq!(
        problems,
        [
            "p.txt: is a pipe, not a file; left out",
            "q.txt: is a link to a pipe, not to a file; left out",
            "s.txt: is a socket, not a file; left out",
        ]
    );
    for path in ["p.txt", "q.txt"] {
        assert_eq!(
            corpus.read(&DocPath::new(path)).unwrap_err().fault,
            Fault::Special("a pipe")
        );
    }
    assert!(matches!(
        Corpus::open(&[pipe], None),
        Err(CorpusError::Special { what: "a pipe", .. })
    ));
    assert!(matches!(
        Corpus::open(&["/dev/null".into()], None),
        Err(CorpusError::Special { .. })
    ));
}

#[test]
fn what_may_not_be_read_is_reported() {
    let folder = tree(&[("a.txt", b""), ("b.txt", b""), ("closed/c.txt", b"")]);
    for path in ["b.txt", "closed"] {
        fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let is_privileged = fs::read(folder.path().join("b.txt")).is_ok();
    let corpus = open(folder.path());
    let (documents, problems) = listed(&corpus);
    let read = corpus
        .read(&DocPath::new("b.txt"))
        .map_err(|err| err.to_string());
    fs::set_permissions(
        folder.path().join("closed"),
        fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    if is_privileged {
        assert_eq!(
            documents,
            ["a.txt", "b.txt", "closed/c.txt"],
            "the superuser may read everything"
        );
    } else {
        assert_eq!(documents, ["a.txt", "b.txt"]);
        assert_eq!(problems, ["closed: cannot look inside: permission denied"]);
        assert_eq!(read.unwrap_err(), "cannot read b.txt: permission denied");
    }
}

#[test]
fn a_name_that_is_not_unicode_leads_back_to_its_file() {
    let folder = tree(&[("plain\n\u{1b}[31m.txt", b"control")]);
    for (name, text) in [(&b"caf\xe9.txt"[..], "one"), (&b"caf\xe8.txt"[..], "two")] {
        fs::create_dir_all(folder.path().join(OsStr::from_bytes(b"d\xff"))).unwrap();
        fs::write(
            folder
                .path()
                .join(OsStr::from_bytes(b"d\xff"))
                .join(OsStr::from_bytes(name)),
            text,
        )
        .unwrap();
    }
    let (documents, problems) = open(folder.path()).list();
    assert_eq!(problems, []);
    // A corpus that was not walked yet knows the paths too: they stand in the annotations file.
    let corpus = open(folder.path());
    let texts: Vec<String> = documents
        .iter()
        .map(|path| corpus.read(path).unwrap().text)
        .collect();
    assert_eq!(texts.len(), 3);
    for text in ["control", "one", "two"] {
        assert!(texts.iter().any(|found| found == text), "{text}");
    }
    assert!(
        documents
            .iter()
            .all(|path| path.as_str().starts_with("plain\n")
                || path.as_str().contains("caf\u{fffd}~"))
    );
}
