//! Trees of files as they are met in the wild.

mod looking;
mod records;
#[cfg(unix)]
mod unix;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::*;

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
fn of_the_files_that_exclude_others_the_nearest_counts() {
    let folder = tree(&[
        (".gitignore", b"*.md\n/top.txt\nnot-here/\n"),
        ("top.txt", b""),
        ("x.md", b""),
        ("a/.gitignore", b"!keep.md\n"),
        ("a/keep.md", b""),
        ("a/x.md", b""),
        ("a/b/.ignore", b"keep.md\n!x.md"),
        ("a/b/keep.md", b""),
        ("a/b/x.md", b""),
        ("a/b/top.txt", b""),
        ("a/not-here/y.txt", b""),
        ("c/keep.md", b""),
    ]);
    let expected = ["a/b/top.txt", "a/b/x.md", "a/keep.md"];
    assert_eq!(listed(&open(folder.path())).0, expected);
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
