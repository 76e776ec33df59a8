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
fn the_beginning_of_a_long_document_is_the_beginning_of_its_text() {
    let paragraph = "The committée met on Tuesday, and nobody who attended would say what had been decided.\n\n";
    let lines = format!("Why bread costs more\n\n{}", paragraph.repeat(12_000));
    let one_line = paragraph.trim().repeat(12_300);
    let latin = encoding_rs::WINDOWS_1252.encode(&lines).0.into_owned();
    for bytes in [lines.into_bytes(), one_line.into_bytes(), latin] {
        let folder = tree(&[("a.txt", &bytes), ("short.txt", b"Short.")]);
        let (corpus, path) = (open(folder.path()), DocPath::new("a.txt"));
        let document = corpus.read(&path).unwrap();
        let glimpse = corpus.glimpse(&path).unwrap();
        assert!(document.text.starts_with(&glimpse.text));
        assert!((100_000..140_000).contains(&glimpse.text.len()));
        // The last block may have been cut through.
        let whole = glimpse.blocks.len() - 1;
        assert!(whole > 0);
        assert_eq!(glimpse.blocks[..whole], document.blocks[..whole]);
        for other in ["short.txt", "missing.txt", "../a.txt"] {
            assert_eq!(corpus.glimpse(&DocPath::new(other)), None, "{other}");
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

mod records {
    use super::*;
    use crate::corpus::records::RecordFault;

    fn texts(corpus: &Corpus) -> Vec<(String, String)> {
        let read = |path: DocPath| match corpus.read(&path) {
            Ok(document) => (path.to_string(), document.text),
            Err(error) => (path.to_string(), error.fault.to_string()),
        };
        corpus.list().0.into_iter().map(read).collect()
    }

    fn expect(found: &[(String, String)], expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    const LINES: &str = "{\"id\": \"b\", \"text\": \"One.\"}\n\n\
        {\"id\": \"b\", \"title\": \"T\", \"text\": \"Two.\"}\r\n\
        {\"text\": \"Three.\"}\n\
        {\"text\": \n\
        {\"id\": 7, \"words\": \"x\"}\n\
        {}\n\
        {\"id\": \"a/b c\", \"body\": \"Six.\"}";

    #[test]
    fn every_record_is_a_document_and_a_bad_one_hides_no_other() {
        let folder = tree(&[
            ("x/a.jsonl", LINES.as_bytes()),
            (
                "t.CSV",
                b"Headline;Text\r\nA;\"One\nline.\"\r\n;\r\nB;\r\n\"C\";Three \"3\".\r\n",
            ),
            ("none.tsv", b"a\tb\n1\t2\n"),
            ("empty.ndjson", b"\n"),
            ("folder.jsonl/a.txt", b"plain"),
            ("page.txt", b"Plain."),
        ]);
        let corpus = open(folder.path());
        let no_text = "none of its records has a text: line 2 has no field that is known for a text, only \"a\", \"b\"; \
            if a field holds it under another name, set `text` in [records] of config.toml";
        let expected = [
            (
                "empty.ndjson",
                "it holds no records; check where it came from",
            ),
            ("folder.jsonl/a.txt", "plain"),
            ("none.tsv", no_text),
            ("page.txt", "Plain."),
            ("t.CSV/1", "A\n\nOne\nline."),
            (
                "t.CSV/2",
                "line 5 has no text in \"Text\"; mend the line to read it",
            ),
            ("t.CSV/3", "C\n\nThree \"3\"."),
            ("x/a.jsonl/3", "Three."),
            (
                "x/a.jsonl/4",
                "line 5 is no sound JSON: EOF while parsing a value (column 8); mend the line to read it",
            ),
            (
                "x/a.jsonl/6",
                "line 7 has no fields; mend the line to read it",
            ),
            (
                "x/a.jsonl/7",
                "line 6 has no field that is known for a text, only \"id\", \"words\"; mend the line to read it",
            ),
            ("x/a.jsonl/a%2Fb%20c", "Six."),
            ("x/a.jsonl/b", "One."),
            ("x/a.jsonl/b~2", "T\n\nTwo."),
        ];
        expect(&texts(&corpus), &expected);
        // The second time they are known; and who reads before any walk finds the same.
        expect(&texts(&corpus), &expected);
        let fresh = open(folder.path());
        assert_eq!(
            fresh.read(&DocPath::new("x/a.jsonl/b~2")).unwrap().text,
            "T\n\nTwo."
        );
        let fault = |path: &str| fresh.read(&DocPath::new(path)).unwrap_err().fault;
        assert_eq!(fault("x/a.jsonl/none"), Fault::Record(RecordFault::Missing));
        assert_eq!(fault("x/a.jsonl"), Fault::Record(RecordFault::Several(7)));
        assert_eq!(fault("../a.jsonl/b"), Fault::Outside);
        let title = fresh
            .summary(&DocPath::new("x/a.jsonl/b~2"))
            .unwrap()
            .metadata
            .title;
        assert_eq!(title.as_deref(), Some("T"));
    }

    #[test]
    fn a_file_or_a_record_that_is_named_is_a_corpus() {
        let folder = tree(&[("a.jsonl", LINES.as_bytes()), ("b.txt", b"")]);
        let file = folder.path().join("a.jsonl");
        let corpus = open(&file);
        assert_eq!((corpus.single(), corpus.name()), (None, "a.jsonl".into()));
        assert_eq!(corpus.root(), Some(folder.path()));
        assert_eq!(corpus.list().0.len(), 7);
        let path = DocPath::new("a.jsonl/b");
        let corpus = open(&file.join("b"));
        assert_eq!(corpus.single(), Some(path.clone()));
        assert_eq!(corpus.root(), Some(folder.path()));
        assert_eq!(corpus.list().0, std::slice::from_ref(&path));
        assert_eq!(corpus.read(&path).unwrap().text, "One.");
        assert_eq!(corpus.file(&path), Some(file.clone()));
        let both = Corpus::open(&[file.join("b"), folder.path().into(), file], None).unwrap();
        let names: Vec<String> = both.list().0.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), 8, "{names:?}");
        assert!(Corpus::open(&[folder.path().join("b.txt/x")], None).is_err());
    }

    #[test]
    fn a_file_that_was_changed_shows_no_other_record() {
        let folder = tree(&[(
            "a.jsonl",
            b"{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,\"text\":\"Two.\"}\n",
        )]);
        let (file, corpus) = (folder.path().join("a.jsonl"), open(folder.path()));
        assert_eq!(corpus.list().0.len(), 2);
        let (one, two) = (DocPath::new("a.jsonl/1"), DocPath::new("a.jsonl/2"));
        fs::write(
            &file,
            b"{\"id\":3,\"text\":\"Three.\"}\n{\"id\":2,\"text\":\"Two.\"}\n",
        )
        .unwrap();
        let changed = Fault::Record(RecordFault::Changed);
        assert_eq!(corpus.read(&one).unwrap_err().fault, changed);
        assert_eq!(corpus.list().0.len(), 2);
        assert_eq!(corpus.read(&two).unwrap().text, "Two.");
        assert_eq!(
            corpus.read(&one).unwrap_err().fault,
            Fault::Record(RecordFault::Missing)
        );
        // One that was written in the same moment, and is as long, is told by its identifier.
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        fs::write(
            &file,
            b"{\"id\":3,\"text\":\"Three.\"}\n{\"id\":4,\"text\":\"Two.\"}\n",
        )
        .unwrap();
        fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(modified)
            .unwrap();
        assert_eq!(corpus.read(&two).unwrap_err().fault, changed);
    }

    #[test]
    fn what_a_person_sets_counts() {
        let folder = tree(&[(
            "a.jsonl",
            br#"{"id":1,"text":"No.","meta":{"story":"Yes."},"key":"k"}"#,
        )]);
        let fields = Fields {
            text: Some("meta.story".into()),
            id: Some("key".into()),
            ..Fields::default()
        };
        let corpus = Corpus::open_with(&[folder.path().into()], None, fields).unwrap();
        expect(&texts(&corpus), &[("a.jsonl/k", "Yes.")]);
    }

    #[test]
    fn a_file_of_nothing_but_broken_lines_is_one_entry_and_many_broken_ones_are_counted() {
        let mut lines = "1\n".repeat(5000);
        let folder = tree(&[("bad.jsonl", lines.as_bytes())]);
        let found = texts(&open(folder.path()));
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .1
                .starts_with("none of its records has a text: line 1 holds no JSON object")
        );
        lines.insert_str(0, "{\"text\":\"One.\"}\n");
        let folder = tree(&[("bad.jsonl", lines.as_bytes())]);
        let found = texts(&open(folder.path()));
        assert_eq!(found.len(), 1002);
        assert_eq!(
            found[0].1,
            "4000 more of its lines cannot be read, the first of them line 1002; mend the file to read them"
        );
    }

    #[test]
    fn many_records_with_one_identifier_are_told_apart_in_time() {
        let line = "{\"id\":\"x\",\"text\":\"One.\"}\n";
        let folder = tree(&[("a.jsonl", line.repeat(20_000).as_bytes())]);
        let found = open(folder.path()).list().0;
        assert_eq!(found.len(), 20_000);
        assert_eq!(found[19_999], DocPath::new("a.jsonl/x~20000"));
    }

    #[test]
    fn a_record_that_is_too_large_is_refused() {
        let mut lines = b"{\"id\":\"big\",\"text\":\"".to_vec();
        lines.resize(lines.len() + (65 << 20), b'a');
        lines.extend(b"\"}\n{\"id\":\"small\",\"text\":\"One.\"}\n");
        let folder = tree(&[("a.jsonl", &lines)]);
        let found = texts(&open(folder.path()));
        let refused =
            "line 1 is larger than 64 MB, as no article is; check whether a quotation mark is open";
        expect(&found, &[("a.jsonl/1", refused), ("a.jsonl/small", "One.")]);
    }

    #[test]
    fn exports_and_foreign_files_are_no_articles() {
        let export = "# Annotations: x\n\n## One\n";
        let folder = tree(&[
            ("notes.md", export.as_bytes()),
            ("article.md", b"# Annotations: a history\n\nLong ago."),
            (
                "annotations.csv",
                b"id,document,title,author,date,url,quote\n",
            ),
            ("letter.rtf", b"{\\rtf1 Hello}"),
            ("annotations.toml", b""),
            (".annotations.toml.lock", b""),
            ("annotations.toml~", b""),
        ]);
        let (documents, problems) = listed(&open(folder.path()));
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(documents, ["annotations.csv", "article.md", "letter.rtf"]);
        let corpus = open(folder.path());
        assert_eq!(
            corpus
                .summary(&DocPath::new("letter.rtf"))
                .unwrap_err()
                .to_string(),
            "cannot read letter.rtf: postil does not read rich text files; save it as DOCX to read it"
        );
        let named = open(&folder.path().join("notes.md"));
        assert_eq!(named.list().0.len(), 1, "one that is named is read");
    }

    #[cfg(unix)]
    #[test]
    fn records_do_not_lead_out_of_the_corpus() {
        let folder = tree(&[("corpus/b.txt", b""), ("out.jsonl", LINES.as_bytes())]);
        std::os::unix::fs::symlink("../out.jsonl", folder.path().join("corpus/a.jsonl")).unwrap();
        let corpus = open(&folder.path().join("corpus"));
        let fault = |path: &str| corpus.read(&DocPath::new(path)).unwrap_err().fault;
        assert_eq!(fault("a.jsonl/b"), Fault::Link);
        assert_eq!(fault("../out.jsonl/b"), Fault::Outside);
        let named = open(&folder.path().join("corpus/a.jsonl"));
        assert_eq!(named.read(&DocPath::new("a.jsonl/b")).unwrap().text, "One.");
    }
}
