//! Exporting: every format, every filter, every place to write to.

use std::fs;

use serde_json::Value;

use super::shelf::{Shelf, keys};

#[test]
fn every_format_holds_every_annotation() {
    let shelf = Shelf::usual();
    for (format, wanted) in [
        (
            "markdown",
            &[
                "> 400 cars a day",
                "claim/statistic",
                "Who counted?",
                "words that are gone",
            ][..],
        ),
        (
            "csv",
            &[
                "id,document,title",
                "400 cars a day",
                "'=SUM(A1)",
                "words that are gone",
            ],
        ),
        (
            "json",
            &["\"400 cars a day\"", "=SUM(A1)", "words that are gone"],
        ),
        (
            "jsonl",
            &[
                "{\"format\":\"postil-export-lines\"",
                "{\"document\":\"a.txt\"",
                "words that are gone",
            ],
        ),
        (
            "html",
            &[
                "<!doctype html>",
                ">400 cars a day</mark>",
                ">words that are gone</mark>",
            ],
        ),
        (
            "org",
            &[
                "#+TITLE: Annotations: ",
                "\n400 cars a day\n",
                "Who counted?",
                "words that are gone",
            ],
        ),
    ] {
        let ran = shelf.run(&["export", "-f", format, "."]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.err.contains("3 annotations on 2 documents"),
            "{}",
            ran.err
        );
        for part in wanted {
            assert!(
                ran.out.contains(part),
                "{format} lacks {part}:\n{}",
                ran.out
            );
        }
        assert_eq!(
            ran.out,
            shelf.run(&["export", "-f", format, "."]).out,
            "it can be diffed"
        );
    }
}

/// Articles with claims, links and many scripts, which independent programs are shown as well.
fn harbour() -> Shelf {
    Shelf::new(&[
        (
            "harbour.txt",
            include_str!("../validate/articles/harbour.txt"),
        ),
        ("ferry.md", include_str!("../validate/articles/ferry.md")),
        (
            "annotations.toml",
            include_str!("../validate/articles/annotations.toml"),
        ),
    ])
}

#[test]
fn other_programs_get_what_they_read() {
    let shelf = harbour();
    let (all, found) = (
        "6 annotations on 2 documents",
        "5 annotations on 2 documents",
    );
    for (format, told, wanted) in [
        ("w3c", all, "\"TextPositionSelector\""),
        ("hypothesis", all, "\"client_version\": \"postil\""),
        (
            "qdc",
            "5 tags",
            "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"",
        ),
        ("taguette", "4 tags", "claim/statistic"),
        (
            "doccano",
            found,
            "{\"postil\":\"export\",\"path\":\"ferry.md\"",
        ),
        (
            "label-studio",
            found,
            "\"text\": \"loaded 4,200 ships last year\"",
        ),
        (
            "claimreview",
            "2 annotations on 2 documents",
            "\"@type\": \"ClaimReview\"",
        ),
        (
            "csl",
            "2 articles and 1 source of evidence",
            "\"id\": \"ferry.md\"",
        ),
    ] {
        let ran = shelf.run(&["export", "-f", format, "."]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains(told), "{format}: {}", ran.err);
        assert!(ran.out.contains(wanted), "{format}: {}", ran.out);
        let again = shelf.run(&["export", "-f", format, "."]);
        assert_eq!(ran.out, again.out, "it can be diffed");
    }
}

#[test]
fn an_export_in_the_corpus_is_no_article_and_is_replaced_by_the_next() {
    let shelf = harbour();
    let listed = shelf.run(&["list", "."]).out;
    for format in [
        "w3c",
        "hypothesis",
        "qdc",
        "qdpx",
        "taguette",
        "doccano",
        "label-studio",
        "brat",
        "claimreview",
        "csl",
    ] {
        let target = match format {
            "brat" => "for-brat",
            "doccano" => "out.jsonl",
            "taguette" => "tags.csv",
            "qdpx" => "project.qdpx",
            _ => "out.json",
        };
        let other = format!("{format}-{target}");
        for _ in 0..2 {
            let ran = shelf.run(&["export", "-f", format, "-o", &other, "."]);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        assert_eq!(shelf.run(&["list", "."]).out, listed, "{format}");
    }
    let ran = shelf.run(&["export", "-f", "brat", "."]);
    assert_eq!(ran.code, 2, "{ran:?}");
    // What another program exported is not ours to replace.
    for (name, text) in [
        ("of-studio.json", "[{\"data\": {\"text\": \"a\"}}]"),
        ("of-another.qdpx", "PK\u{3}\u{4}"),
        (
            "of-taguette.csv",
            "tag,description,number of highlights,number of documents\r\n",
        ),
    ] {
        fs::write(shelf.corpus().join(name), text).unwrap();
        let format = match name {
            "of-studio.json" => "label-studio",
            "of-another.qdpx" => "qdpx",
            _ => "taguette",
        };
        let ran = shelf.run(&["export", "-f", format, "-o", name, "."]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert_eq!(fs::read_to_string(shelf.corpus().join(name)).unwrap(), text);
    }
}

#[test]
fn who_publishes_reviews_is_a_setting() {
    let shelf = harbour();
    let settings = shelf.corpus().join("settings.toml");
    fs::write(
        &settings,
        "[export]\npublisher = 'The Checkers'\npublisher_url = 'https://c.example/a'\n",
    )
    .unwrap();
    let settings = settings.to_str().unwrap();
    let told = shelf.run(&["export", "-f", "claimreview", "."]).err;
    assert!(told.contains("without the url that is required"), "{told}");
    let ran = shelf.run(&["--config", settings, "export", "-f", "claimreview", "."]);
    assert!(ran.out.contains("\"name\": \"The Checkers\""), "{ran:?}");
    assert!(
        ran.out.contains("\"url\": \"https://c.example/a#"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("is required"), "{ran:?}");
}

#[test]
fn the_sentences_around_a_quote_come_with_it_on_request() {
    let shelf = Shelf::usual();
    let (before, after) = (
        "The 👩‍👩‍👧 ferry car\u{301}ried ",
        ". Nai\u{308}ve people called it a bridge.",
    );
    let exported = shelf.run(&["export", "-f", "json", "--context", "1", "."]);
    let first = &exported.json()["documents"][0]["annotations"][0];
    assert_eq!(
        (&first["before"], &first["after"]),
        (&before.into(), &after.into())
    );
    let rows = shelf
        .run(&["export", "-f", "csv", "--context", "1", "."])
        .out;
    assert!(
        rows.lines().next().unwrap().ends_with(",before,after"),
        "{rows}"
    );
    assert!(rows.contains("people called it a bridge."), "{rows}");
    let pages = shelf
        .run(&["export", "-f", "markdown", "--context", "1", "."])
        .out;
    assert!(pages.contains("people called it a bridge."), "{pages}");
    let without = shelf.run(&["export", "-f", "json", "."]).out;
    assert!(!without.contains("\"after\""), "{without}");
}

#[test]
fn json_counts_code_points() {
    let shelf = Shelf::usual();
    let exported = shelf.run(&["export", "-f", "json", "."]).json();
    assert_eq!(
        keys(&exported),
        [
            "corpus",
            "documents",
            "format",
            "tags",
            "verdicts",
            "version"
        ]
    );
    let first = &exported["documents"][0]["annotations"][0];
    let at = |key: &str| usize::try_from(first[key].as_u64().unwrap()).unwrap();
    let text = include_str!("a.txt").chars();
    let found: String = text
        .skip(at("start"))
        .take(at("end") - at("start"))
        .collect();
    assert_eq!(found, "400 cars a day");
    assert_eq!(first["state"], Value::from("exact"));
}

#[test]
fn filters_narrow_what_is_exported() {
    let shelf = Shelf::usual();
    for (filter, count) in [
        (&["--tag", "claim"][..], 2),
        (&["--tag", "claim/statistic", "--tag", "doubt"], 3),
        (&["--tag", "todo"], 1),
        (&["--tag", "nothing"], 0),
        (&["--document", "more/"], 1),
        (&["--reviewer", "jo"], 2),
        (&["--since", "2026-10-02"], 2),
        (&["--until", "2026-10-01"], 1),
        (&["--since", "2026-10-02", "--until", "2026-10-02"], 1),
        (&["--text", "counted"], 1),
        (&["--reviewer", "jo", "--tag", "todo"], 1),
    ] {
        let ran = shelf.run(&[&["export", "-f", "csv"], filter, &["."]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(
            ran.out.lines().count(),
            count + 1,
            "{filter:?}:\n{}",
            ran.out
        );
    }
    assert_eq!(
        shelf
            .run(&["export", "-f", "csv", "--since", "soon", "."])
            .code,
        2
    );
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let shelf = Shelf::usual();
    let target = shelf.folder.path().join("out.csv");
    fs::write(&target, "id,document,title,of an earlier export").unwrap();
    let name = target.to_str().unwrap();
    let ran = shelf.run(&["export", "-f", "csv", "-o", name, "."]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(ran.err.contains(name), "{}", ran.err);
    assert!(
        fs::read_to_string(&target)
            .unwrap()
            .starts_with("id,document")
    );
    let beside = fs::read_dir(shelf.folder.path()).unwrap().count();
    assert_eq!(beside, 3, "nothing is left lying beside the file");
    let ran = shelf.run(&["export", "-f", "csv", "-o", "no/such/out.csv", "."]);
    assert_eq!(ran.code, 1);
    assert!(!shelf.corpus().join("no").exists());
}

#[test]
fn what_is_no_export_is_not_replaced() {
    let shelf = Shelf::usual();
    let article = shelf.corpus().join("a.txt");
    let before = fs::read(&article).unwrap();
    for format in ["markdown", "json", "csv"] {
        let ran = shelf.run(&["export", "-f", format, "-o", "a.txt", "."]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("name another file"), "{}", ran.err);
        assert_eq!(fs::read(&article).unwrap(), before);
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_read_nor_replaced() {
    let shelf = Shelf::usual();
    let pipe = shelf.corpus().join("out.json");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for target in ["out.json", "/dev/null", "/dev/full", "more"] {
        let ran = shelf.run(&["export", "-f", "json", "-o", target, "."]);
        assert_eq!(ran.code, 1, "{target}: {ran:?}");
        assert!(ran.err.contains("no regular file"), "{target}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_to_what_is_written() {
    let shelf = Shelf::usual();
    let (target, link) = (
        shelf.folder.path().join("real.json"),
        shelf.folder.path().join("link.json"),
    );
    fs::write(&target, "{\n  \"format\": \"postil-export\",").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let ran = shelf.run(&["export", "-f", "json", "-o", link.to_str().unwrap(), "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&target)
            .unwrap()
            .contains("postil-export")
    );
}

#[test]
fn people_go_on_writing_in_a_folder_for_obsidian() {
    let shelf = Shelf::usual();
    let folder = shelf.folder.path().join("vault");
    let name = folder.to_str().unwrap();
    let export = |more: &[&str]| {
        shelf.run(&[&["export", "-f", "obsidian", "-o", name], more, &["."]].concat())
    };
    assert_eq!(export(&[]).code, 0);
    let page = folder.join("a.md");
    let mut text = fs::read_to_string(&page).unwrap();
    assert!(text.contains("> 400 cars a day\n\n^"), "{text}");
    text.push_str("\nMy own thoughts.\n");
    fs::write(&page, &text).unwrap();
    let ran = export(&["--context", "1"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let next = fs::read_to_string(&page).unwrap();
    assert!(next.ends_with("\nMy own thoughts.\n"), "{next}");
    assert!(next.contains("*after:* "), "{next}");
    // What could not be kept is not replaced.
    fs::write(&page, [0xff, 0xfe]).unwrap();
    let ran = export(&[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("a.md in it is no text"), "{}", ran.err);
    assert_eq!(fs::read(&page).unwrap(), [0xff, 0xfe]);
    assert_eq!(shelf.run(&["export", "-f", "obsidian", "."]).code, 2);
}

#[test]
fn pages_of_somebody_else_are_kept_below_what_is_forced_into_them() {
    let shelf = Shelf::usual();
    let folder = shelf.folder.path().join("vault");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.md"), "Theirs.\n").unwrap();
    let name = folder.to_str().unwrap();
    let ran = shelf.run(&["export", "-f", "obsidian", "-o", name, "."]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("add --force to replace it"), "{}", ran.err);
    let ran = shelf.run(&["export", "-f", "obsidian", "--force", "-o", name, "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        fs::read_to_string(folder.join("a.md")).unwrap(),
        "Theirs.\n"
    );
    assert!(folder.join("a 2.md").exists());
}

#[test]
fn workbooks_and_maps_of_arguments_are_written() {
    let shelf = Shelf::usual();
    let target = shelf.folder.path().join("out.xlsx");
    let name = target.to_str().unwrap();
    for _ in 0..2 {
        let ran = shelf.run(&["export", "-f", "xlsx", "-o", name, "."]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let bytes = fs::read(&target).unwrap();
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(
        shelf.run(&["export", "-f", "xlsx", "-o", name, "."]).code,
        0
    );
    assert_eq!(fs::read(&target).unwrap(), bytes, "it can be compared");
    let ran = shelf.run(&["export", "-f", "argdown", "."]);
    assert!(ran.out.starts_with("===\npostil: export\n"), "{}", ran.out);
}

#[test]
fn a_template_says_what_is_written() {
    let shelf = Shelf::usual();
    let template = shelf.folder.path().join("mine.md.j2");
    fs::write(
        &template,
        "{% for a in annotations %}{{ a.quote }}|{% endfor %}",
    )
    .unwrap();
    let name = template.to_str().unwrap();
    let ran = shelf.run(&["export", "--template", name, "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("400 cars a day|"), "{}", ran.out);
    let ran = shelf.run(&["export", "--template", "reading-notes.md", "."]);
    assert!(ran.out.starts_with("# Reading notes: "), "{ran:?}");
    fs::write(&template, "\n{{ a.b }").unwrap();
    for (arguments, code, reason) in [
        (&["--template", name][..], 1, "line 2 is wrong: "),
        (
            &["--template", "no-such.md"],
            1,
            "cannot read the template no-such.md",
        ),
        (
            &["--template", name, "-f", "csv"],
            2,
            "leave one of them out",
        ),
        (&["-f", "template"], 2, "name it with --template"),
        (&[], 2, "--format"),
    ] {
        let ran = shelf.run(&[&["export"], arguments, &["."]].concat());
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
}

#[test]
fn what_is_no_export_is_replaced_where_that_is_forced() {
    let shelf = Shelf::usual();
    let target = shelf.folder.path().join("out.csv");
    fs::write(&target, "mine").unwrap();
    let name = target.to_str().unwrap();
    let ran = shelf.run(&["export", "-f", "csv", "-o", name, "."]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("or add --force to replace it"),
        "{}",
        ran.err
    );
    let ran = shelf.run(&["export", "-f", "csv", "--force", "-o", name, "."]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        fs::read_to_string(&target)
            .unwrap()
            .starts_with("id,document")
    );
}
