//! How well plain text is understood: articles in many styles, each line labelled with what it is, and what each article
//! tells about itself. The articles are invented; the styles are those of pages as they are scraped.
//!
//! A file begins with what is known of the article (`title: …`; authors parted by `;`; a `part: title | author` for each of
//! several articles), then `---`, then its lines, each after its label and a bar: `T` title, `T2` a further article's
//! title, `H1` and `H2` headings, `F` furniture, nothing for all else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that unwraps says what it expects, and this one tells its figures"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use postil::corpus::structure::structure;
use postil::model::{BlockKind, Metadata, Structure};

/// What is found in all articles: how often rightly, wrongly, and how often it is missed.
const EXPECTED: &str = "\
author: 119 right, 0 wrong, 0 missed
date: 113 right, 0 wrong, 0 missed
furniture: 592 right, 0 wrong, 0 missed
heading: 145 right, 0 wrong, 0 missed
level: 145 right, 0 wrong, 0 missed
part: 12 right, 0 wrong, 0 missed
source: 16 right, 0 wrong, 0 missed
subtitle: 17 right, 0 wrong, 0 missed
title: 147 right, 0 wrong, 0 missed
url: 2 right, 0 wrong, 0 missed
";

/// Of how many articles title, authors and date are still found when the page around them changes.
const SURVIVING: &str = "\
a menu above: 375 of 379
a line above: 378 of 379
a site above: 374 of 379
a menu below: 379 of 379
no blank lines: 379 of 379
blank lines between all: 377 of 379
wrapped at 72: 376 of 379
line ends of Windows: 379 of 379
";

struct Article {
    name: String,
    known: BTreeMap<String, String>,
    parts: Vec<(String, String)>,
    /// Where each line begins, and its label.
    labels: Vec<(usize, String)>,
    text: String,
}

impl Article {
    fn parse(name: &str, file: &str) -> Self {
        let (head, body) = file.split_once("\n---\n").expect("a head and a body");
        let mut known = BTreeMap::new();
        let mut parts = Vec::new();
        for line in head.lines() {
            let (key, value) = line.split_once(':').expect("a key and a value");
            let value = value.trim();
            if key == "part" {
                let (title, author) = value.split_once('|').expect("a title and an author");
                parts.push((title.trim().to_owned(), author.trim().to_owned()));
            } else {
                known.insert(key.to_owned(), value.to_owned());
            }
        }
        let (mut text, mut labels) = (String::new(), Vec::new());
        for line in body.lines() {
            if let Some((label, line)) = line.split_once('|').filter(|(label, _)| label.len() <= 2)
            {
                labels.push((text.len(), label.trim().to_owned()));
                text.push_str(line);
            }
            text.push('\n');
        }
        Self {
            name: name.to_owned(),
            known,
            parts,
            labels,
            text,
        }
    }

    fn fact(&self, key: &str) -> Option<&str> {
        self.known.get(key).map(String::as_str)
    }
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/structure");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        Article::parse(
            &path.file_stem().unwrap().to_string_lossy(),
            &fs::read_to_string(path).unwrap(),
        )
    };
    paths.iter().map(read).collect()
}

/// What was found of one kind of thing.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

#[derive(Default)]
struct Scores {
    kinds: BTreeMap<&'static str, Score>,
    mistakes: String,
}

impl Scores {
    fn add(&mut self, kind: &'static str, expected: bool, found: bool, what: &dyn Fn() -> String) {
        let score = self.kinds.entry(kind).or_default();
        match (expected, found) {
            (true, true) => score.right += 1,
            (false, true) => score.wrong += 1,
            (true, false) => score.missed += 1,
            (false, false) => {}
        }
        if expected != found {
            let _ = writeln!(
                self.mistakes,
                "{kind}: {} {}",
                if found { "wrong" } else { "missed" },
                what()
            );
        }
    }

    fn fact(&mut self, kind: &'static str, article: &Article, found: &str) {
        let Some(expected) = article.fact(kind) else {
            return;
        };
        if expected == found {
            self.add(kind, !expected.is_empty(), !found.is_empty(), &String::new);
        } else {
            let what = || format!("{}: {expected:?}, found {found:?}", article.name);
            self.add(kind, false, !found.is_empty(), &what);
            self.add(kind, !expected.is_empty(), false, &what);
        }
    }

    fn table(&self) -> String {
        let mut table = String::new();
        for (
            kind,
            Score {
                right,
                wrong,
                missed,
            },
        ) in &self.kinds
        {
            let _ = writeln!(
                table,
                "{kind}: {right} right, {wrong} wrong, {missed} missed"
            );
        }
        table
    }
}

fn authors(metadata: &Metadata) -> String {
    metadata.authors.join("; ")
}

fn score(article: &Article, scores: &mut Scores) {
    let Structure {
        blocks,
        parts,
        metadata,
        ..
    } = structure(&article.text);
    scores.fact(
        "title",
        article,
        metadata.title.as_deref().unwrap_or_default(),
    );
    scores.fact(
        "subtitle",
        article,
        metadata.subtitle.as_deref().unwrap_or_default(),
    );
    scores.fact("author", article, &authors(&metadata));
    scores.fact(
        "date",
        article,
        metadata.date.as_deref().unwrap_or_default(),
    );
    scores.fact(
        "source",
        article,
        metadata.source.as_deref().unwrap_or_default(),
    );
    scores.fact("url", article, metadata.url.as_deref().unwrap_or_default());
    let found: Vec<(String, String)> = parts
        .iter()
        .map(|part| {
            (
                part.metadata.title.clone().unwrap_or_default(),
                authors(&part.metadata),
            )
        })
        .collect();
    for part in &article.parts {
        scores.add("part", true, found.contains(part), &|| {
            format!("{}: {part:?} in {found:?}", article.name)
        });
    }
    for part in found.iter().filter(|part| !article.parts.contains(part)) {
        scores.add("part", false, true, &|| {
            format!("{}: {part:?}", article.name)
        });
    }
    for (start, label) in &article.labels {
        let block = blocks
            .iter()
            .find(|block| block.span.end > *start)
            .expect("a block");
        let line = article
            .text
            .get(*start..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let what = || format!("{}: {line:.60} is {}", article.name, block.kind);
        let level = match label.as_str() {
            "H1" | "T2" => Some(1),
            "H2" => Some(2),
            _ => None,
        };
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        scores.add("heading", level.is_some(), is_heading, &what);
        if is_heading && let Some(level) = level {
            scores.add(
                "level",
                true,
                block.kind == BlockKind::Heading(level),
                &what,
            );
        }
        // A label of its own says twice what the title is.
        let is_told = label == "F" && block.kind == BlockKind::Title;
        scores.add(
            "furniture",
            label == "F" && !is_told,
            block.kind == BlockKind::Boilerplate,
            &what,
        );
    }
}

#[test]
fn articles_are_understood_as_well_as_they_were() {
    let mut scores = Scores::default();
    let articles = articles();
    assert!(articles.len() >= 40);
    for article in &articles {
        score(article, &mut scores);
    }
    println!("{}\n{}", scores.table(), scores.mistakes);
    assert_eq!(scores.table(), EXPECTED, "{}", scores.mistakes);
}

/// The lines of `text`, wrapped at `width` code points.
fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let mut taken = 0;
        for word in line.split_whitespace() {
            let size = word.chars().count();
            if taken > 0 && taken + 1 + size > width {
                wrapped.push('\n');
                taken = 0;
            } else if taken > 0 {
                wrapped.push(' ');
                taken += 1;
            }
            wrapped.push_str(word);
            taken += size;
        }
        wrapped.push('\n');
    }
    wrapped
}

/// What may be done to a page on the way.
type Change<'c> = &'c dyn Fn(&str) -> String;

#[test]
fn title_author_and_date_survive_what_pages_do() {
    let no_blanks = |text: &str| {
        text.lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let changes: [(&str, Change<'_>); 8] = [
        ("a menu above", &|text| {
            format!("Skip to content\nMenu\nAbout\nOur work\nDonate\n\n{text}")
        }),
        ("a line above", &|text| {
            format!("Get the river news in your inbox every Monday\n\n{text}")
        }),
        ("a site above", &|text| {
            format!("The Harbour Review\n\n{text}")
        }),
        ("a menu below", &|text| {
            format!(
                "{text}\n\nRelated\nTen loaves\nThe swan\nContact\nImprint\n© The Harbour Review"
            )
        }),
        ("no blank lines", &no_blanks),
        ("blank lines between all", &|text| {
            text.replace('\n', "\n\n")
        }),
        ("wrapped at 72", &|text| wrapped(text, 72)),
        ("line ends of Windows", &|text| text.replace('\n', "\r\n")),
    ];
    let mut table = String::new();
    let mut lost = String::new();
    let articles = articles();
    for (name, change) in changes {
        let (mut all, mut kept) = (0, 0);
        for article in &articles {
            let before = structure(&article.text).metadata;
            let after = structure(&change(&article.text)).metadata;
            for (key, before, after) in [
                ("title", before.title.clone(), after.title.clone()),
                (
                    "author",
                    Some(authors(&before)).filter(|names| !names.is_empty()),
                    Some(authors(&after)),
                ),
                ("date", before.date.clone(), after.date.clone()),
            ] {
                if before.is_none() || before.as_deref() != article.fact(key) {
                    continue;
                }
                all += 1;
                kept += usize::from(before == after);
                if before != after {
                    let _ = writeln!(
                        lost,
                        "{name}: {}: {key}: {before:?} became {after:?}",
                        article.name
                    );
                }
            }
        }
        let _ = writeln!(table, "{name}: {kept} of {all}");
    }
    println!("{table}\n{lost}");
    assert_eq!(table, SURVIVING, "{lost}");
}
