//! Documents that unpack to more than they are, nest without end, name files that are none of their business, or say in an
//! entity what they may not say as it stands.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::hostile_escapes::expect_clean;
use crate::shelf::{Ran, Shelf, postil, ran};

/// How long a run may take before it is said to hang.
const HANGS: Duration = Duration::from_mins(2);

/// How much memory a run may take, in kilobytes of addresses.
const MEMORY: u32 = 2_000_000;

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path=\"b/p.opf\"/></rootfiles></container>";
const PACKAGE: &str = "<package><metadata>METADATA</metadata><manifest><item id=\"a\" href=\"a.xhtml\" \
    media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn epub(metadata: &str, chapter: &str) -> Vec<u8> {
    let package = PACKAGE.replace("METADATA", metadata);
    zipped(&[
        ("META-INF/container.xml", CONTAINER),
        ("b/p.opf", &package),
        ("b/a.xhtml", chapter),
    ])
}

fn docx(document: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document),
    ])
}

/// Ten entities, each of ten of the one before.
fn laughs() -> String {
    let mut declared = "<!DOCTYPE x [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..=10 {
        let inner = format!("&a{};", level - 1).repeat(10);
        let _ = write!(declared, "<!ENTITY a{level} \"{inner}\">");
    }
    declared + "]>"
}

/// Documents with their names.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let swollen = format!("<p>{}", "a".repeat(100 << 20));
    let outside = "<!DOCTYPE x [<!ENTITY o SYSTEM \"file:///etc/passwd\">]>";
    let nested = |what: &str| what.repeat(100_000).into_bytes();
    let mut all = vec![
        ("swollen.epub", epub("", &swollen)),
        ("swollen.docx", docx(&swollen)),
        (
            "laughs.epub",
            epub("", &format!("{}<p>&a10;</p>", laughs())),
        ),
        (
            "laughs.docx",
            docx(&format!("{}<w:document>&a10;</w:document>", laughs())),
        ),
        (
            "outside.epub",
            epub("", &format!("{outside}<p>x &o; x</p>")),
        ),
        (
            "outside.docx",
            docx(&format!("{outside}<w:document>&o;</w:document>")),
        ),
        (
            "deep.epub",
            epub(&"<a>".repeat(100_000), &"<div>".repeat(100_000)),
        ),
        ("deep.docx", docx(&"<w:p><w:r>".repeat(100_000))),
        (
            "climbing.epub",
            zipped(&[
                ("../../climbed.txt", "out"),
                (
                    "META-INF/container.xml",
                    &CONTAINER.replace("b/p.opf", "../../../etc/passwd"),
                ),
            ]),
        ),
        ("elements.html", nested("<div><b>")),
        ("tables.html", "<table><tr><td>".repeat(10_000).into_bytes()),
        ("quotations.md", nested("> ")),
        ("brackets.md", nested("[")),
        ("stars.md", nested("*a_")),
        ("links.md", nested("[a](")),
        (
            "values.md",
            format!("---\na: {}\n---\nx", "[".repeat(100_000)).into_bytes(),
        ),
        (
            "lists.jsonl",
            format!("{{\"text\":{}", "[".repeat(100_000)).into_bytes(),
        ),
        (
            "fields.csv",
            format!("{}\n{}", "a,".repeat(100_000), "\"".repeat(99_999)).into_bytes(),
        ),
        (
            "arrays.pdf",
            format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(100_000)).into_bytes(),
        ),
        (
            "dictionaries.pdf",
            format!("%PDF-1.4\n1 0 obj\n{}", "<</a ".repeat(100_000)).into_bytes(),
        ),
    ];
    // YAML in which each line is twice the one before.
    let mut doubled = "---\na0: &a0 [x]\n".to_owned();
    for level in 1..60 {
        let below = level - 1;
        let _ = writeln!(doubled, "a{level}: &a{level} [*a{below}, *a{below}]");
    }
    all.push(("aliases.md", (doubled + "title: *a59\n---\nx").into_bytes()));
    let spoken = "&#27;]0;PWNED&#7; &#x9b;31337m &amp;#27;c &#x202e;x &#8238;y";
    let page = format!(
        "<title>{spoken}</title><h1>{spoken}</h1><p><a href=\"http://x/{spoken}\">x</a> {spoken}"
    );
    all.push(("spoken.html", page.clone().into_bytes()));
    all.push((
        "spoken.md",
        format!("# {spoken}\n\n{spoken} [x](http://x/?{spoken})").into_bytes(),
    ));
    let title = format!("<dc:title>{spoken}</dc:title><dc:creator>{spoken}</dc:creator>");
    all.push(("spoken.epub", epub(&title, &page)));
    let paragraph = format!(
        "<w:document><w:body><w:p><w:r><w:t>{spoken}</w:t></w:r></w:p></w:body></w:document>"
    );
    all.push(("spoken.docx", docx(&paragraph)));
    all
}

/// Runs the program on `arguments` in the corpus with little memory.
fn run(shelf: &Shelf, arguments: &[&str]) -> Ran {
    let mut command = Command::new("/bin/sh");
    let program = postil(&shelf.home());
    let known = program
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    command
        .env_clear()
        .envs(known)
        .current_dir(shelf.corpus())
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
        .arg(program.get_program())
        .args(arguments)
        .timeout(HANGS);
    ran(&command.output().unwrap())
}

#[test]
fn documents_that_unpack_nest_or_reach_out_without_end_are_read_within_limits_or_refused() {
    let shelf = Shelf::new(&[("good.txt", "The good one\n\nIt is read all the same.\n")]);
    for (name, bytes) in hostile() {
        fs::write(shelf.corpus().join(name), bytes).unwrap();
    }
    for (name, _) in hostile() {
        let ran = run(&shelf, &["show", name]);
        assert!(matches!(ran.code, 0 | 1), "{name}: {ran:?}");
        assert!(
            ran.code == 0 || ran.err.contains(name),
            "{name}: {}",
            ran.err
        );
        assert!(!ran.err.contains("panicked"), "{name}: {}", ran.err);
        assert!(!ran.out.contains("root:"), "{name}: {}", ran.out);
        expect_clean(name, &ran);
    }
    for arguments in [&["list", "."] as &[&str], &["search", "read all", "."]] {
        let ran = run(&shelf, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        assert!(ran.out.contains("good.txt"), "{arguments:?}: {}", ran.out);
        expect_clean("the whole folder", &ran);
    }
    let climbed: &Path = shelf.folder.path();
    assert!(!climbed.join("climbed.txt").exists());
}

#[test]
fn no_expression_that_is_searched_for_takes_more_than_its_time() {
    let text = format!("A title\n\n{}!\n", "a".repeat(100_000));
    let shelf = Shelf::new(&[("a.txt", &text)]);
    let huge = "a".repeat(100_000);
    let nested = "(".repeat(10_000);
    for (query, is_expression) in [
        ("(a+)+$", true),
        ("(a|a)*b", true),
        ("(a|aa)+$", true),
        ("(.*)(.*)(.*)(.*)(.*)[^a]b", true),
        ("a{1000}{1000}{1000}", true),
        ("(?:a{0,1000}){0,1000}", true),
        ("\\w{1000}\\w{1000}\\w{1000}", true),
        (nested.as_str(), true),
        (huge.as_str(), true),
        (huge.as_str(), false),
        ("[[[[[[", true),
        ("(?P<\u{1b}]0;PWNED\u{7}>a", true),
    ] {
        let mut arguments = vec!["search"];
        arguments.extend(is_expression.then_some("--regex"));
        arguments.extend(["--", query, "."]);
        let ran = run(&shelf, &arguments);
        let what: String = query.chars().take(40).collect();
        assert!(matches!(ran.code, 0..=2), "{what}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{what}: {}", ran.err);
        assert!(
            ran.err.len() < 2000,
            "{what}: {} bytes of words",
            ran.err.len()
        );
        expect_clean(&what, &ran);
    }
}
