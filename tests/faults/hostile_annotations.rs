//! Annotations files that are damaged, foreign or hostile: as much is read as can be, nothing is written that loses a
//! record, and the person is asked.

use std::fs;
use std::path::Path;

use postil::model::{Annotation, AnnotationId, AnnotationSet, DocPath, Edit, Selector};
use postil::store::{Loaded, Store, parse, repair};

use crate::chance::Chance;
use crate::shelf::Shelf;

const GOOD: &str = include_str!("../store/v1/full.toml");

/// A copy of the good file, and what was done to it.
type Damaged = (String, Vec<u8>);

/// 258 damaged copies: cut off, with one bit turned, with a page of zeros, and 28 that people and programs make.
fn damaged() -> Vec<Damaged> {
    let good = GOOD.as_bytes();
    let mut chance = Chance::new(258);
    let mut copies = Vec::new();
    for _ in 0..100 {
        let at = chance.below(good.len());
        copies.push((format!("cut at {at}"), good[..at].to_vec()));
    }
    for _ in 0..100 {
        let (at, bit) = (chance.below(good.len()), chance.below(8));
        let mut copy = good.to_vec();
        copy[at] ^= 1 << bit;
        copies.push((format!("bit {bit} of {at} turned"), copy));
    }
    for _ in 0..30 {
        let at = chance.below(good.len());
        let end = (at + 512).min(good.len());
        let mut copy = good.to_vec();
        copy[at..end].fill(0);
        copies.push((format!("zeros from {at}"), copy));
    }
    let special = foreign().into_iter().chain(endless());
    copies.extend(special.map(|(name, bytes)| (name.to_owned(), bytes)));
    copies
}

/// The good file with something behind it.
fn with(text: &str) -> Vec<u8> {
    format!("{GOOD}\n{text}\n").into_bytes()
}

/// What people and other programs make of the file.
fn foreign() -> Vec<(&'static str, Vec<u8>)> {
    let good = GOOD.as_bytes();
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    vec![
        ("empty", Vec::new()),
        ("line breaks alone", b"\n\n\r\n\n".to_vec()),
        ("zeros alone", vec![0; good.len()]),
        (
            "a merge under way",
            GOOD.replace(
                "[[document]]",
                "<<<<<<< HEAD\n[[document]]\n=======\n[[document]]\n>>>>>>> theirs\n",
            )
            .into_bytes(),
        ),
        ("JSON", br#"{"annotations": [{"id": 1}]}"#.to_vec()),
        (
            "a page of a server",
            b"<!DOCTYPE html>\n<html><head><title>502</title></head></html>\n".to_vec(),
        ),
        ("UTF-16", wide(&format!("\u{feff}{GOOD}"))),
        ("UTF-16 without a mark", wide(GOOD)),
        ("a byte order mark", format!("\u{feff}{GOOD}").into_bytes()),
        ("CRLF", GOOD.replace('\n', "\r\n").into_bytes()),
        ("CR", GOOD.replace('\n', "\r").into_bytes()),
        (
            "Latin-1",
            [good, b"\n[[tag]]\nname = \"caf\xe9\"\n"].concat(),
        ),
        ("rubbish behind", [good, b"\x00\xff\xfe rubbish"].concat()),
        (
            "a newer version",
            GOOD.replacen("version = 1", "version = 2", 1).into_bytes(),
        ),
        (
            "an impossible version",
            GOOD.replacen("version = 1", "version = -1", 1).into_bytes(),
        ),
        (
            "a version in words",
            GOOD.replacen("version = 1", "version = \"one\"", 1)
                .into_bytes(),
        ),
        (
            "no version",
            GOOD.replacen("version = 1", "", 1).into_bytes(),
        ),
    ]
}

/// What is wrong in a record, or never ends.
fn endless() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a key twice", with("[[tag]]\nname = 'x'\nname = 'y'")),
        (
            "lists without end",
            with(&format!("[[tag]]\nname = {}", "[".repeat(100_000))),
        ),
        (
            "tables without end",
            with(&format!("[[tag]]\nname = {}", "{a=".repeat(100_000))),
        ),
        (
            "dots without end",
            with(&format!("[[tag]]\n{}a = 1", "a.".repeat(100_000))),
        ),
        (
            "three hundred thousand keys",
            with(
                &(0..300_000).fold("[[tag]]\nname = 'many'\n".to_owned(), |text, number| {
                    text + &format!("k{number} = 1\n")
                }),
            ),
        ),
        (
            "wrong types",
            with("[[annotation]]\nid = 7\ndocument = true\ntags = 'x'\nstart = 'a'\nclaim = 1"),
        ),
        (
            "escapes",
            with("[[tag]]\nname = \"\\u001b]0;x\\u0007\"\ndefinition = '\u{1b}[2J'"),
        ),
        ("half a character", with("[[tag]]\nname = \"\\ud800\"")),
        (
            "numbers without end",
            with(&format!(
                "[[annotation]]\nid = 'x'\nstart = {}",
                "9".repeat(100_000)
            )),
        ),
        (
            "a note of ten megabytes",
            with(&format!(
                "[[tag]]\nname = 'long'\ndefinition = '{}'",
                "x".repeat(10 << 20)
            )),
        ),
        (
            "quotes never closed",
            with("[[tag]]\nname = 'a'\ndefinition = \"\"\"\nonce\n\n[[tag]]\nname = \"\"\""),
        ),
    ]
}
fn one_more() -> Edit {
    let created = jiff::Timestamp::from_second(1_800_000_000).unwrap();
    Edit::Annotation {
        before: None,
        after: Some(Box::new(Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new("new.txt"),
            selector: Selector::default(),
            anchors: Vec::new(),
            tags: Vec::new(),
            note: "one more".into(),
            reviewer: "me".into(),
            created,
            claim: None,
            links: Vec::new(),
        })),
    }
}

/// What is in `one` and not in `other`.
fn lost(one: &AnnotationSet, other: &AnnotationSet) -> Vec<String> {
    let annotations = one
        .annotations()
        .filter(|found| other.get(found.id) != Some(*found));
    let documents = one
        .documents()
        .filter(|found| other.document(&found.path) != Some(*found));
    let tags = one.codebook().tags().iter();
    let tags = tags.filter(|found| other.codebook().get(&found.name) != Some(*found));
    annotations
        .map(|found| found.id.to_string())
        .chain(documents.map(|found| found.path.to_string()))
        .chain(tags.map(|found| found.name.to_string()))
        .collect()
}

/// Whether every line of `before` is in `after`, in its order.
fn is_kept(before: &[u8], after: &[u8]) -> bool {
    let mut lines = after.split(|byte| *byte == b'\n');
    before
        .split(|byte| *byte == b'\n')
        .all(|line| line.trim_ascii().is_empty() || lines.any(|other| other == line))
}

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes_and_never_written_unless_it_only_grows() {
    let all = damaged();
    assert_eq!(all.len(), 258);
    let (mut written, mut refused) = (0, 0);
    for (name, bytes) in all {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        fs::write(&path, &bytes).unwrap();
        let Loaded {
            mut store,
            set,
            read_only,
            damage,
            problems,
            ..
        } = Store::open(&path).unwrap();
        assert!(damage.is_none() || read_only.is_some(), "{name}");
        for mistake in damage.iter().flat_map(|damage| &damage.mistakes) {
            let problem = &mistake.problem;
            assert!(
                problem.line.is_some() && problem.column.is_some(),
                "{name}: {problem}"
            );
            assert!(problems.contains(problem), "{name}: {problem}");
        }
        let saved = store.save(&[one_more()]);
        let now = fs::read(&path).unwrap();
        if let Err(error) = saved {
            refused += 1;
            assert!(read_only.is_some(), "{name}: {error}");
            assert_eq!(now, bytes, "{name}: {error}");
        } else {
            written += 1;
            assert!(read_only.is_none(), "{name}");
            assert!(is_kept(&bytes, &now), "{name}");
            let after = parse(&String::from_utf8(now).unwrap(), "").0;
            assert_eq!(lost(&set, &after), [""; 0], "{name}");
            assert_eq!(after.len(), set.len() + 1, "{name}");
        }
        if damage.is_some() {
            expect_repaired(&name, &path, &set);
            assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
        }
    }
    assert!(
        written > 50 && refused > 100,
        "{written} written, {refused} refused"
    );
}

/// The copy without the parts of annotations that stood below a broken header, and were therefore not read before.
fn only_what_was_read(mut copy: AnnotationSet, read: &AnnotationSet) -> AnnotationSet {
    for found in read.annotations() {
        let Some(mut copied) = copy.get(found.id).cloned() else {
            continue;
        };
        if found.claim.is_none() {
            copied.claim = None;
        }
        if found.links.is_empty() {
            copied.links.clear();
        }
        if found.anchors.is_empty() {
            copied.anchors.clear();
        }
        copy.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(copied)),
        });
    }
    copy
}

/// The copy of a broken file can be written to and holds what could be read of it.
fn expect_repaired(name: &str, path: &Path, set: &AnnotationSet) {
    let made = repair::write_copy(path).unwrap();
    let Loaded {
        mut store,
        set: copied,
        read_only,
        ..
    } = Store::open(&made.path).unwrap();
    assert_eq!(read_only, None, "{name}");
    let text = fs::read_to_string(&made.path).unwrap();
    assert!(text.parse::<toml_edit::DocumentMut>().is_ok(), "{name}");
    if std::str::from_utf8(&fs::read(path).unwrap()).is_ok() {
        let copied = only_what_was_read(copied, set);
        assert_eq!(lost(set, &copied), [""; 0], "{name}");
    }
    store.save(&[one_more()]).unwrap();
}

#[test]
fn the_built_program_copes_with_the_worst_of_them() {
    for (name, bytes) in damaged().into_iter().skip(230) {
        let shelf = Shelf::new(&[("a.txt", "Nothing to see here.\n")]);
        let path = shelf.corpus().join("annotations.toml");
        fs::write(&path, &bytes).unwrap();
        let read_only = Store::open(&path).unwrap().read_only;
        for arguments in [
            &["check", "."] as &[&str],
            &["check", "--json", "."],
            &["list", "."],
            &["export", "-f", "json", "."],
        ] {
            let ran = shelf.run(arguments);
            let expect = i32::from(read_only.is_some() && arguments[0] == "check");
            assert_eq!(ran.code, expect, "{name}: {arguments:?}: {}", ran.err);
            assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
}

/// A good file with one thing wrong in it; what is said about that, and whether the file can still be written to.
const FAULTS: &[(&str, &str, &str, bool)] = &[
    (
        "a broken record",
        "[[tag]]\nname = = 'b'",
        "14:8: extra",
        false,
    ),
    (
        "a record cut off",
        "[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000009",
        "14:43: invalid basic string",
        false,
    ),
    (
        "an unknown key",
        "[[tag]]\nname = 'b'\ncolour = 'red'",
        "15:1: `colour` is no key of a [[tag]]",
        true,
    ),
    (
        "an unknown key of a claim",
        "[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000009'\ndocument = 'a.txt'\n[annotation.claim]\nwho = 'x'",
        "17:1: `who` is no key of a claim",
        true,
    ),
    (
        "an unknown table",
        "[theirs]\nx = 1",
        "13:1: [theirs] is nothing that postil knows",
        true,
    ),
    (
        "a wrong type",
        "[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000009'\ndocument = 'a.txt'\nstart = 'ten'",
        "16:9: `start` must be a whole number",
        true,
    ),
    (
        "a wrong type of a text",
        "[[tag]]\nname = 7",
        "14:8: `name` must be a text",
        true,
    ),
    (
        "an identity twice",
        "[[tag]]\nname = 'a'\ncolor = 'red'",
        "13:1: tag a is in the file already",
        true,
    ),
    (
        "an identity of an annotation twice",
        "[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000001'\ndocument = 'b.txt'",
        "13:1: annotation 01994f0e-0000-7000-8000-000000000001 is in the file already",
        true,
    ),
    (
        "a tag that no codebook knows",
        "[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000009'\ndocument = 'a.txt'\ntags = ['a', 'nobody/knows']",
        "16:14: the tag nobody/knows is used",
        true,
    ),
    (
        "a word that is none",
        "[[tag]]\nname = 'b'\ncolor = 'mauve'",
        "15:9: `color`",
        true,
    ),
    (
        "a position before the text",
        "[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000009'\ndocument = 'a.txt'\nstart = -1",
        "16:9: `start`",
        true,
    ),
    (
        "no identity",
        "[[annotation]]\ndocument = 'a.txt'",
        "13:1: `id` is missing",
        true,
    ),
];

#[test]
fn each_fault_is_told_with_its_place_kept_as_it_stands_and_hides_nothing_else() {
    let good = "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = 'a'\n\n[[annotation]]\n\
        id = '01994f0e-0000-7000-8000-000000000001'\ndocument = 'a.txt'\nquote = 'see'\ntags = ['a']\n\n";
    let below = "\n\n[[tag]]\nname = 'z'\n\n[[annotation]]\nid = '01994f0e-0000-7000-8000-000000000002'\ndocument = 'a.txt'\n";
    for (name, fault, expect, is_writable) in FAULTS {
        let text = format!("{good}{fault}{below}");
        let shelf = Shelf::new(&[
            ("a.txt", "Nothing to see here.\n"),
            ("annotations.toml", &text),
        ]);
        let ran = shelf.run(&["check", "."]);
        let told = ran.out.lines().find(|line| {
            line.replace('\t', " ")
                .contains(&expect.replacen(": ", " ", 1))
        });
        assert!(told.is_some(), "{name}: {expect:?} in\n{}", ran.out);
        assert_eq!(ran.code, i32::from(!is_writable), "{name}: {}", ran.err);
        let path = shelf.corpus().join("annotations.toml");
        let Loaded { mut store, set, .. } = Store::open(&path).unwrap();
        for number in [1, 2] {
            let id = format!("01994f0e-0000-7000-8000-00000000000{number}");
            assert!(
                set.get(AnnotationId::parse(&id).unwrap()).is_some(),
                "{name}: {id}"
            );
        }
        assert!(set.codebook().tags().len() >= 2, "{name}");
        assert_eq!(store.save(&[one_more()]).is_ok(), *is_writable, "{name}");
        let now = fs::read_to_string(&path).unwrap();
        assert!(now.starts_with(&text), "{name}: {now}");
        assert_eq!(now == text, !is_writable, "{name}");
    }
}
