//! Trees of files as they are met in the wild.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::*;
use std::ops::ControlFlow;

/// A folder that holds `files`.
fn tree(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    folder
}

fn open(path: &Path) -> Corpus {
    Corpus::open(&[path.to_owned()], None).unwrap()
}

/// The paths of the documents, and the problems without the folder they are in.
fn listed(corpus: &Corpus) -> (Vec<String>, Vec<String>) {
    let (documents, problems) = corpus.list();
    let root = format!("{}/", corpus.root().unwrap().display());
    let problem = |problem: &Problem| problem.to_string().replace(&root, "");
    (
        documents
            .iter()
            .map(|path| path.as_str().to_owned())
            .collect(),
        problems.iter().map(problem).collect(),
    )
}

#[test]
fn a_folder_is_listed_in_natural_order_without_what_is_hidden_or_ignored() {
    let folder = tree(&[
        ("a10.txt", b""),
        ("a9.txt", b""),
        ("B.MD", b""),
        ("b/2/x.text", b""),
        ("b/10/x.markdown", b""),
        ("b/drafts/y.txt", b""),
        (".hidden.txt", b""),
        (".git/z.txt", b""),
        (".gitignore", b"drafts/\n"),
        ("annotations.toml", b""),
        ("picture.png", b""),
    ]);
    let corpus = open(folder.path());
    let expected = ["a9.txt", "a10.txt", "b/2/x.text", "b/10/x.markdown", "B.MD"];
    assert_eq!(
        listed(&corpus),
        (expected.map(String::from).to_vec(), vec![])
    );
    assert_eq!(corpus.root(), Some(folder.path()));
    assert_eq!(corpus.single(), None);
    assert_eq!(
        corpus.name(),
        folder.path().file_name().unwrap().to_string_lossy()
    );
    assert_eq!(
        PathBuf::from(corpus.key()),
        folder.path().canonicalize().unwrap()
    );
}

#[test]
fn ignore_files_above_the_corpus_do_not_count() {
    let folder = tree(&[(".gitignore", b"*.txt\n"), ("corpus/a.txt", b"")]);
    assert_eq!(listed(&open(&folder.path().join("corpus"))).0, ["a.txt"]);
}

#[test]
fn a_file_that_is_named_is_opened_whatever_it_is_called() {
    let folder = tree(&[("letters/page.html", b"Hello"), ("letters/a.txt", b"")]);
    let corpus = open(&folder.path().join("letters/page.html"));
    let path = DocPath::new("page.html");
    assert_eq!(corpus.single(), Some(path.clone()));
    assert_eq!(corpus.list().0, std::slice::from_ref(&path));
    assert_eq!(corpus.name(), "page.html");
    assert_eq!(corpus.root(), Some(folder.path().join("letters").as_path()));
    assert_eq!(corpus.read(&path).unwrap().text, "Hello");
    assert_eq!(
        corpus.file(&path),
        Some(folder.path().join("letters/page.html"))
    );
}

#[test]
fn paths_that_are_opened_together_overlap_once() {
    let folder = tree(&[
        ("a/1.txt", b""),
        ("a/b/2.txt", b""),
        ("a/.3.txt", b""),
        ("c/4.txt", b""),
    ]);
    let paths =
        ["a", "a/b", "a/b/2.txt", "a/.3.txt", "c/4.txt", "a"].map(|path| folder.path().join(path));
    let corpus = Corpus::open(&paths, None).unwrap();
    assert_eq!(
        listed(&corpus).0,
        ["a/.3.txt", "a/1.txt", "a/b/2.txt", "c/4.txt"]
    );
    assert_eq!(
        corpus.root(),
        Some(folder.path().canonicalize().unwrap().as_path())
    );
}

#[test]
fn what_cannot_be_opened_is_told_with_a_way_out() {
    let folder = tree(&[("a.txt", b"")]);
    let missing = folder.path().join("missing");
    let error = |paths: &[PathBuf], stdin| Corpus::open(paths, stdin).unwrap_err().to_string();
    assert_eq!(
        error(std::slice::from_ref(&missing), None),
        format!(
            "cannot open {}: no such file or folder; check the path, or run postil without one to open what was read last",
            missing.display()
        )
    );
    assert_eq!(
        error(&["-".into(), "a".into()], None),
        CorpusError::Mixed.to_string()
    );
    assert_eq!(error(&["-".into()], None), CorpusError::NoInput.to_string());
    assert_eq!(error(&[], None), CorpusError::Nothing.to_string());
    assert_eq!(
        error(&["-".into()], Some(vec![0; 64])),
        "cannot open standard input: it looks like a binary file, not text; convert it to text to read it"
    );
    let corpus = open(folder.path());
    let read = |path: &str| corpus.read(&DocPath::new(path)).unwrap_err().to_string();
    assert_eq!(read("b.txt"), "cannot read b.txt: no such file or folder");
}

#[test]
fn the_same_text_piped_in_twice_is_the_same_document() {
    let open = |text: &str| Corpus::open(&["-".into()], Some(text.into())).unwrap();
    let corpus = open("A title of words\r\n\r\nAnd a sentence that follows it.");
    let path = corpus.single().unwrap();
    assert_eq!(
        open("A title of words\n\nAnd a sentence that follows it.").single(),
        Some(path.clone())
    );
    assert_ne!(open("Something else").single(), Some(path.clone()));
    let digits = path
        .as_str()
        .strip_prefix("stdin-")
        .and_then(|rest| rest.strip_suffix(".txt"));
    assert_eq!(digits.map(str::len), Some(16));
    assert_eq!(corpus.list().0, std::slice::from_ref(&path));
    let document = corpus.read(&path).unwrap();
    assert_eq!(document.path, path);
    assert_eq!(corpus.summary(&path).unwrap().metadata, document.metadata);
    assert!(corpus.read(&DocPath::new("a.txt")).is_err());
    assert_eq!((corpus.root(), corpus.key()), (None, "stdin".into()));
}

#[test]
fn paths_from_strangers_do_not_leave_the_corpus() {
    let folder = tree(&[("corpus/a.txt", b"in"), ("secret.txt", b"out")]);
    let corpus = open(&folder.path().join("corpus"));
    let absolute = folder.path().join("secret.txt");
    let absolute = absolute.to_str().unwrap();
    for path in [
        "../secret.txt",
        "./a.txt",
        "a.txt/",
        "/a.txt",
        "",
        "b/../../secret.txt",
        "a\0.txt",
        absolute,
    ] {
        let error = corpus.read(&DocPath::new(path)).unwrap_err();
        assert_eq!(error.fault, Fault::Outside, "{path}");
        assert_eq!(corpus.file(&DocPath::new(path)), None, "{path}");
    }
    assert_eq!(corpus.read(&DocPath::new("a.txt")).unwrap().text, "in");
}

#[test]
fn a_walk_ends_when_it_is_told_to() {
    let names: Vec<String> = (0..500).map(|n| format!("{n}/a.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let folder = tree(&files);
    let seen = AtomicUsize::new(0);
    open(folder.path()).walk(&|_| {
        seen.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Break(())
    });
    assert!((1..100).contains(&seen.into_inner()));
}

#[test]
fn the_head_of_a_document_tells_as_much_as_all_of_it() {
    let sentence =
        "The committée met on Tuesday, and nobody who attended would say what had been decided. ";
    for length in [1, 700, 800, 2000] {
        let text = format!(
            "Why bread costs more\n\nBy Ada Lindqvist\n\n{}",
            sentence.repeat(length)
        );
        for (name, bytes) in [
            ("UTF-8", text.clone().into_bytes()),
            (
                "Latin-1",
                encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            ),
            (
                "UTF-16",
                text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ),
        ] {
            let folder = tree(&[("a.txt", &bytes)]);
            let (corpus, path) = (open(folder.path()), DocPath::new("a.txt"));
            let document = corpus.read(&path).unwrap();
            assert_eq!(document.text, text, "{name}");
            assert_eq!(document.metadata.authors, ["Ada Lindqvist"]);
            assert_eq!(
                corpus.summary(&path).unwrap().metadata,
                document.metadata,
                "{name}, {length}"
            );
        }
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let folder = tree(&[("a.txt", b"")]);
    let file = fs::File::create(folder.path().join("a.txt")).unwrap();
    file.set_len(3 << 30).unwrap();
    let (corpus, path) = (open(folder.path()), DocPath::new("a.txt"));
    assert_eq!(
        corpus.read(&path).unwrap_err().to_string(),
        "cannot read a.txt: it is larger than 2 GiB; split it to read it"
    );
    assert_eq!(corpus.summary(&path).unwrap_err().fault, Fault::TooLarge);
}

#[cfg(unix)]
mod unix {
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
            fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(0o000))
                .unwrap();
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
}
