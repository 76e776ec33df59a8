//! The body of plain texts against what a person says about every line of them: lists, quotations, captions, tables,
//! preformatted stretches, notes, the marks of notes, addresses.
//!
//! A text in `tests/structure_body` begins with `=== its name`. What stands before the bar of a line is the kind of the
//! block that begins there (`p`, `t`, `h1`, `li0`, `q`, `cap`, `tab`, `pre`, `n`, `x`), or nothing where the block goes on.
//! Marks of notes stand in `⟦⟧`, with `@2` where the second note of that number is meant; addresses stand in `⟨⟩`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that unwraps says what it expects, and the counts are to be read"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use postil::corpus::structure::structure;
use postil::model::{BlockKind, InlineKind, Structure};

/// What is looked for, with how many of it are right, how many were found, and how many there are.
const REACHED: [(&str, usize, usize, usize); 8] = [
    ("list item", 54, 54, 54),
    ("quotation", 20, 20, 20),
    ("caption", 26, 26, 26),
    ("table", 7, 7, 7),
    ("preformatted", 8, 8, 8),
    ("note", 62, 62, 62),
    ("mark", 58, 58, 58),
    ("address", 14, 14, 14),
];

/// One thing that was found or should be: what, where in bytes, and its depth or the note it is tied to.
type Thing = (&'static str, usize, usize, usize);

struct Labelled {
    name: String,
    text: String,
    expected: BTreeSet<Thing>,
}

#[test]
fn the_body_of_articles_is_read_as_a_person_reads_it() {
    let texts = texts();
    assert!(texts.len() >= 40, "only {} texts", texts.len());
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut wrong = String::new();
    for text in &texts {
        let found = things(&text.text, &structure(&text.text));
        for thing in &found {
            let count = counts.entry(thing.0).or_default();
            count.1 += 1;
            count.0 += usize::from(text.expected.contains(thing));
        }
        for thing in &text.expected {
            counts.entry(thing.0).or_default().2 += 1;
        }
        for (what, thing) in text
            .expected
            .difference(&found)
            .map(|thing| ("missed", thing))
            .chain(
                found
                    .difference(&text.expected)
                    .map(|thing| ("wrong", thing)),
            )
        {
            let shown: String = text.text[thing.1..thing.2].chars().take(60).collect();
            writeln!(
                wrong,
                "{}: {what} {} {} {shown:?}",
                text.name, thing.0, thing.3
            )
            .unwrap();
        }
    }
    let mut reached = Vec::new();
    for (what, ..) in REACHED {
        let (right, found, there) = counts.get(what).copied().unwrap_or_default();
        println!("{what}: {right} right of {found} found and {there} there");
        reached.push((what, right, found, there));
    }
    println!("{wrong}");
    assert_eq!(reached, REACHED);
}

/// What postil found in `text`.
fn things(text: &str, found: &Structure) -> BTreeSet<Thing> {
    let blocks = found.blocks.iter().filter_map(|block| {
        let what = scored(block.kind)?;
        let depth = usize::from(block.kind.level().unwrap_or(0));
        Some((what, block.span.start, block.span.end, depth))
    });
    let inlines = found.inlines.iter().filter_map(|inline| {
        let (what, target) = match &inline.kind {
            InlineKind::Reference { note } => ("mark", *note),
            InlineKind::Link(_) => ("address", 0),
            _ => return None,
        };
        assert!(text.get(inline.span.start..inline.span.end).is_some());
        Some((what, inline.span.start, inline.span.end, target))
    });
    blocks.chain(inlines).collect()
}

fn scored(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::ListItem(_) => Some("list item"),
        BlockKind::Quotation => Some("quotation"),
        BlockKind::Caption => Some("caption"),
        BlockKind::Table => Some("table"),
        BlockKind::Preformatted => Some("preformatted"),
        BlockKind::Note => Some("note"),
        _ => None,
    }
}

fn texts() -> Vec<Labelled> {
    let mut files: Vec<_> = std::fs::read_dir("tests/structure_body")
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        for text in content.split("=== ").skip(1) {
            let (name, lines) = text.split_once('\n').unwrap();
            texts.push(read(name, lines));
        }
    }
    texts
}

/// The text that `lines` give without what a person says about them.
fn read(name: &str, lines: &str) -> Labelled {
    let mut text = String::new();
    let mut blocks: Vec<(&str, usize, usize)> = Vec::new();
    let mut marks: Vec<(String, usize, usize)> = Vec::new();
    let mut expected = BTreeSet::new();
    for line in lines.lines() {
        let (kind, content) = line.split_at_checked(4).unwrap_or((line, "|"));
        let content = content
            .strip_prefix('|')
            .unwrap_or_else(|| panic!("{name}: {line}"));
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len() + (content.len() - content.trim_start().len());
        let mut opened = 0;
        for piece in content.split_inclusive(['⟦', '⟧', '⟨', '⟩']) {
            let words = piece.trim_end_matches(['⟦', '⟧', '⟨', '⟩']);
            let (shown, _) = if piece.ends_with('⟧') {
                words.split_once('@').unwrap_or((words, ""))
            } else {
                (words, "")
            };
            text.push_str(shown);
            match piece.chars().last() {
                Some('⟧') => marks.push((words.to_owned(), opened, text.len())),
                Some('⟩') => {
                    // An address may have begun on the line above.
                    let begun = marks.iter().rposition(|(mark, ..)| mark == "⟨");
                    let start = begun.map_or(opened, |at| marks.remove(at).1);
                    expected.insert(("address", start, text.len(), 0));
                }
                _ => {}
            }
            if piece.ends_with('⟨') {
                marks.push(("⟨".into(), text.len(), 0));
            }
            opened = text.len();
        }
        let end = text.trim_end().len();
        if !kind.trim().is_empty() {
            blocks.push((kind.trim(), start, end));
        } else if let Some(block) = blocks.last_mut().filter(|_| !content.trim().is_empty()) {
            block.2 = end;
        }
    }
    for (kind, start, end) in &blocks {
        let what = match *kind {
            "q" => "quotation",
            "cap" => "caption",
            "tab" => "table",
            "pre" => "preformatted",
            "n" => "note",
            kind if kind.starts_with("li") => "list item",
            "p" | "t" | "x" | "h1" => continue,
            kind => panic!("{name}: {kind} is no kind"),
        };
        let depth = kind
            .strip_prefix("li")
            .map_or(0, |depth| depth.parse().unwrap());
        expected.insert((what, *start, *end, depth));
    }
    for (mark, start, end) in marks {
        let (shown, place) = mark.split_once('@').unwrap_or((&mark, "1"));
        let bare = |text: &str| {
            text.trim_matches(['[', ']', '^', '.', '(', ')', ':'])
                .to_owned()
        };
        let notes = || blocks.iter().filter(|(kind, ..)| *kind == "n");
        let mut named = notes().filter(|(_, start, end)| {
            let first = text[*start..*end].split_whitespace().next().unwrap();
            bare(first) == bare(shown)
        });
        // Notes that lost their numbers are counted.
        let place = place.parse::<usize>().unwrap();
        let number = bare(shown).parse::<usize>().unwrap_or(1);
        let note = named.nth(place - 1).or_else(|| notes().nth(number - 1));
        let note = note.unwrap_or_else(|| panic!("{name}: {mark} has no note"));
        expected.insert(("mark", start, end, note.1));
    }
    Labelled {
        name: name.to_owned(),
        text,
        expected,
    }
}
