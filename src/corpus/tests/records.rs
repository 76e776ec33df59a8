//! Files of records as parts of a corpus.

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
    // Named by itself, it tells the same.
    assert_eq!(texts(&open(&folder.path().join("bad.jsonl"))), found);
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

#[test]
fn the_first_record_is_known_before_and_after_the_others_and_each_is_found_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.jsonl");
    let line = |number: usize| format!("{{\"id\": \"{number}\", \"text\": \"T{number}\"}}\n");
    fs::write(&file, (0..1000).rev().map(line).collect::<String>()).unwrap();
    let corpus = Corpus::open(std::slice::from_ref(&file), None).unwrap();
    let record = |number: usize| DocPath::new(&format!("many.jsonl/{number}"));
    assert_eq!(corpus.first(), Some(record(999)));
    // Who asks for one that was not found yet finds those before it, and the walk goes on from there.
    assert_eq!(corpus.read(&record(500)).unwrap().text, "T500");
    let expected: Vec<DocPath> = (0..1000).map(record).collect();
    for _ in 0..2 {
        assert_eq!(corpus.list().0, expected);
        assert_eq!(corpus.first(), Some(record(999)));
    }
    assert_eq!(corpus.text(&record(0)).unwrap(), "T0");
    // What was appended counts once the file is looked through again.
    let mut more = fs::OpenOptions::new().append(true).open(&file).unwrap();
    std::io::Write::write_all(&mut more, line(1000).as_bytes()).unwrap();
    assert!(
        corpus
            .read(&record(3))
            .unwrap_err()
            .to_string()
            .contains("changed")
    );
    assert_eq!(corpus.list().0.len(), 1001);
    assert_eq!(corpus.read(&record(1000)).unwrap().text, "T1000");
}
