//! The articles and annotations of the tests: a harmless corpus, and one that tries everything.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The program's own articles, whose annotations have claims, links, overlaps and nested highlights.
pub fn tour() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let report = export(folder.path(), &[]);
    (folder, report)
}

/// What tries to do something wherever it gets; what ends a thing comes first.
pub const HOSTILE: &str = "</script></style></title>--><script>window.hit=1</script><img src=x onerror=window.hit=2>\
<svg onload=window.hit=3><style>body{display:none}</style>\" onmouseover=\"window.hit=4' onfocus='window.hit=5";

/// Addresses that do something when they are followed.
pub const ADDRESSES: [&str; 4] = [
    "javascript:window.hit=6",
    " JaVaScRiPt:window.hit=7",
    "data:text/html,<script>window.hit=8</script>",
    "https://a.example/\"onclick=\"window.hit=9",
];

/// A corpus in which every text that a stranger can write tries to run a script.
pub fn hostile() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join(format!("corpus {}", "<b>&\"'"));
    fs::create_dir_all(&corpus).unwrap();
    let mut article = format!("# Title {HOSTILE}\n\nFirst words. {HOSTILE}\n\n");
    for address in ADDRESSES {
        let _ = write!(article, "[a link]({address})\n\n");
    }
    article
        .push_str("| a | b |\n|---|---|\n| <script>window.hit=10</script> | 2 |\n\nLast words.\n");
    // As text, as Markdown and as it may stand in a file that is no article at all.
    fs::write(corpus.join("a.md"), &article).unwrap();
    fs::write(corpus.join("b.txt"), &article).unwrap();
    let text = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let mut file = format!(
        "format = \"postil\"\nversion = 1\n\n[[tag]]\nname = \"<script>window.hit=11<\"\ncolor = \"#a0b1c2\"\n\
         definition = \"{text}\"\n\n[[document]]\npath = \"b.txt\"\ntitle = \"{text}\"\nauthor = \"{text}\"\n\
         url = \"javascript:window.hit=12\"\n\n"
    );
    let mut number = 0;
    for (document, quote) in [
        ("a.md", "First words."),
        ("b.txt", "Last words."),
        ("b.txt", text.as_str()),
    ] {
        number += 1;
        let _ = write!(
            file,
            "[[annotation]]\nid = \"01994f0e-0000-7000-8000-{number:012}\"\ndocument = \"{document}\"\nquote = \"{quote}\"\n\
             prefix = \"{text}\"\nsuffix = \"{text}\"\nstart = 0\nend = 12\n\
             tags = [\"<script>window.hit=11<\", \"' onclick='window.hit=13\"]\nnote = \"{text}\"\nreviewer = \"{text}\"\n\
             created = 2026-10-01T10:00:00Z\n\n[annotation.claim]\nstatement = \"{text}\"\nclaimant = \"{text}\"\n\n\
             [[annotation.claim.assessment]]\nreviewer = \"{text}\"\nat = 2026-10-01T10:00:00Z\nverdict = \"{text}\"\n\
             confidence = \"{text}\"\nrationale = \"{text}\"\n\n[[annotation.claim.evidence]]\nstance = \"refutes\"\n\
             citation = \"{text}\"\nurl = \"javascript:window.hit=14\"\nquote = \"{text}\"\n\n"
        );
    }
    fs::write(corpus.join("annotations.toml"), file).unwrap();
    let report = export(folder.path(), &[corpus.as_path()]);
    (folder, report)
}

/// A hundred articles with ten thousand annotations.
pub fn large() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir_all(&corpus).unwrap();
    let mut file = String::from("format = \"postil\"\nversion = 1\n\n");
    for article in 0..100 {
        let mut text = format!("Article number {article}\n\n");
        for sentence in 0..100 {
            let quote =
                format!("The ferry of day {sentence} carried {article} cars over the river.");
            let start = text.chars().count();
            let end = start + quote.chars().count();
            let _ = write!(
                file,
                "[[annotation]]\nid = \"01994f0e-0000-7000-8000-{:012}\"\ndocument = \"{article:03}.txt\"\n\
                 quote = \"{quote}\"\nstart = {start}\nend = {end}\ntags = [\"tag/{}\"]\nnote = \"Note {sentence} of {article}.\"\n\
                 reviewer = \"r{}\"\ncreated = 2026-10-01T10:00:00Z\n\n",
                article * 100 + sentence,
                sentence % 12,
                sentence % 3,
            );
            text.push_str(&quote);
            text.push_str(" Nobody had asked it to, and nobody thanked it for that. ");
            if sentence % 4 == 3 {
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
        }
        fs::write(corpus.join(format!("{article:03}.txt")), text).unwrap();
    }
    fs::write(corpus.join("annotations.toml"), file).unwrap();
    let report = export(folder.path(), &[corpus.as_path()]);
    (folder, report)
}

/// Exports `corpus`, or the program's own articles, into `folder`.
fn export(folder: &Path, corpus: &[&Path]) -> PathBuf {
    let report = folder.join("report.html");
    let home = folder.join("home");
    fs::create_dir_all(&home).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_postil"))
        .env_clear()
        .env("HOME", &home)
        .env("USER", "me")
        .current_dir(&home)
        .args(["export", "-f", "html", "-o"])
        .arg(&report)
        .args(corpus)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    report
}
