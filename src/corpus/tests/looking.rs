//! The first document, and looking again at a part of a corpus.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::*;

/// What is seen at `place`, and which folders were entered; nothing where nothing is known.
fn look(corpus: &Corpus, place: &Path) -> Option<(Vec<String>, usize)> {
    let (found, entered) = (Mutex::new(BTreeSet::new()), AtomicUsize::new(0));
    let is_known = corpus.look(
        place,
        &|path| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.insert(path);
        },
        &|_| _ = entered.fetch_add(1, Ordering::Relaxed),
    );
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let names = found.iter().map(|path| path.as_str().to_owned());
    is_known.then(|| (names.collect(), entered.into_inner()))
}

#[test]
fn the_first_document_is_the_first_of_the_list() {
    let record = br#"{"id": "z", "text": "One."}"#;
    for files in [
        &[("a10.txt", &b""[..]), ("a9.txt", b""), ("b/c.txt", b"")][..],
        &[("b.txt", b""), ("A/2/x.md", b""), ("A/10/x.md", b"")],
        &[
            ("a/empty/.keep", b""),
            ("a/picture.png", b""),
            ("b/c/d/e.txt", b""),
        ],
        &[("a/x.txt", b""), ("A/b.txt", b""), ("a.txt", b"")],
        &[("a02.txt", b""), ("a2.txt", b""), ("A2.txt", b"")],
        &[
            (".a/x.txt", b""),
            ("a/x.txt", b""),
            (".gitignore", b"a/\n"),
            ("c.txt", b""),
        ],
        &[
            ("a/1.txt", b""),
            ("a/2.txt", b""),
            ("a/.gitignore", b"1.txt\n"),
        ],
        &[
            ("a/b/1.txt", b""),
            ("a/.ignore", b"/b/1*\n"),
            ("c.txt", b""),
        ],
        &[("a.jsonl", record), ("b.txt", b"")],
        &[("a.md", b"---\nexported by: postil\n"), ("b.md", b"")],
        &[("picture.png", b"")],
        &[],
    ] {
        let folder = tree(files);
        let corpus = open(folder.path());
        let (all, _) = corpus.list();
        assert_eq!(corpus.first().as_ref(), all.first(), "{files:?}");
    }
    let builtin = Corpus::builtin();
    assert_eq!(builtin.first().as_ref(), builtin.list().0.first());
}

#[test]
fn the_first_of_several_folders_and_files_is_the_first_of_the_list() {
    let folder = tree(&[("x/b.txt", b""), ("y/a.txt", b""), ("c.txt", b"")]);
    let at = |name: &str| folder.path().join(name);
    for paths in [
        vec![at("y"), at("x")],
        vec![at("y"), at("c.txt")],
        vec![at("c.txt"), at("y/a.txt")],
    ] {
        let corpus = Corpus::open(&paths, None).unwrap();
        let (all, _) = corpus.list();
        assert_eq!(corpus.first().as_ref(), all.first(), "{paths:?}");
    }
}

#[test]
fn a_place_is_looked_at_as_the_walk_would() {
    let folder = tree(&[
        ("a.txt", b""),
        ("b/1.txt", b""),
        ("b/c/2.txt", b""),
        ("b/c/picture.png", b""),
        ("b/c/drafts/3.txt", b""),
        ("b/.gitignore", b"drafts/\n"),
        (".hidden/4.txt", b""),
        ("d/export.md", b""),
    ]);
    let corpus = open(folder.path());
    let (all, _) = corpus.list();
    let everything = all.iter().map(|path| path.as_str().to_owned()).collect();
    assert_eq!(look(&corpus, folder.path()), Some((everything, 4)));
    for (place, expected, entered) in [
        ("a.txt", &["a.txt"][..], 0),
        ("b", &["b/1.txt", "b/c/2.txt"], 2),
        ("b/c/2.txt", &["b/c/2.txt"], 0),
        ("b/c/picture.png", &[], 0),
        ("b/c/drafts", &[], 0),
        ("b/c/drafts/3.txt", &[], 0),
        (".hidden/4.txt", &[], 0),
        ("b/gone", &[], 0),
        ("../a.txt", &[], 0),
    ] {
        let found = look(&corpus, &folder.path().join(place));
        let expected = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(found, Some((expected, entered)), "{place}");
    }
    let away = folder.path().with_extension("away");
    fs::rename(folder.path(), &away).unwrap();
    assert_eq!(
        look(&corpus, &folder.path().join("a.txt")),
        None,
        "the disk is out"
    );
    fs::rename(&away, folder.path()).unwrap();
}

#[test]
fn only_what_may_be_an_article_is_of_concern() {
    let folder = tree(&[("b/.gitignore", b""), ("b/a.txt", b""), ("c/d.bin", b"")]);
    let corpus = open(&folder.path().join("b"));
    let named = open(&folder.path().join("c/d.bin"));
    for (corpus, path, is_folder, expected) in [
        (&corpus, "b/a.txt", false, Some("b/a.txt")),
        (&corpus, "b/new", true, Some("b/new")),
        (&corpus, "b/new", false, None),
        (&corpus, "b/annotations.toml", false, None),
        (&corpus, "b/.postil-x.tmp", false, None),
        (&corpus, "b/.git", true, None),
        (&corpus, "b/.gitignore", false, Some("b")),
        (&corpus, "b", true, Some("b")),
        (&corpus, "c/d.bin", false, None),
        (&named, "c/d.bin", false, Some("c/d.bin")),
        (&named, "c/e.txt", false, None),
    ] {
        let found = corpus.concerned(&folder.path().join(path), is_folder);
        let expected = expected.map(|place| folder.path().join(place));
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn a_file_that_is_written_again_has_another_stamp() {
    let folder = tree(&[
        ("a.txt", b"One."),
        ("b.jsonl", br#"{"id": "z", "text": "One."}"#),
    ]);
    let corpus = open(folder.path());
    let path = DocPath::new("a.txt");
    let before = corpus.stamp(&path).unwrap();
    assert_eq!((before.length, corpus.stamp(&path)), (4, Some(before)));
    fs::write(folder.path().join("a.txt"), "Other.").unwrap();
    assert_ne!(corpus.stamp(&path), Some(before));
    assert_eq!(corpus.stamp(&DocPath::new("gone.txt")), None);
    assert_eq!(corpus.stamp(&DocPath::new("../a.txt")), None);
    let record = DocPath::new("b.jsonl/z");
    assert!(corpus.is_record(&record) && !corpus.is_record(&path));
    assert!(corpus.stamp(&record).is_some());
    assert_eq!(Corpus::builtin().stamp(&path), None);
}
