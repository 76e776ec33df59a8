//! How well repetitions of a sentence are told from sentences on the same topic: `tests/similar/pairs.txt` says which are
//! which, and the score that divides them must do so with a margin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::cell::{Cell, RefCell};
use std::fs;

use postil::app::effect::Answer;
use postil::app::elsewhere::Seeking;
use postil::corpus::Corpus;
use postil::model::DocPath;
use postil::runtime::elsewhere::seek;
use postil::search::similar::{LEAST, Original, Rarity};

/// How far from the score that divides them copies and other sentences are at least.
const MARGIN: f32 = 0.05;

/// Sentences below a `=` line: whether each repeats it.
struct Pair<'t> {
    own: &'t str,
    other: &'t str,
    repeats: bool,
}

fn pairs(text: &str) -> Vec<Pair<'_>> {
    let mut own = "";
    let mut found = Vec::new();
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("=", sentence)) => own = sentence,
            Some((sign @ ("+" | "-"), other)) => found.push(Pair {
                own,
                other,
                repeats: sign == "+",
            }),
            _ => {}
        }
    }
    found
}

#[test]
fn repetitions_are_told_from_sentences_on_the_same_topic() {
    let text = include_str!("similar/pairs.txt");
    let mut rarity = Rarity::default();
    for (_, article) in postil::corpus::builtin::ARTICLES {
        rarity.learn(article);
    }
    rarity.learn(text);
    let pairs = pairs(text);
    assert!(pairs.len() > 90);
    for pair in &pairs {
        let original = Original::new(pair.own, &rarity).expect("a sentence");
        let score = original.likeness(pair.other, &rarity, 0.0).unwrap_or(0.0);
        // Every copy is on the one side and every other sentence on the other, and none is near the middle.
        let is_right = if pair.repeats {
            score > LEAST + MARGIN
        } else {
            score < LEAST - MARGIN
        };
        assert!(is_right, "{score} for {:?}", pair.other);
        if pair.repeats {
            let sieve = original.sieve().expect("a sieve");
            assert!(sieve.may_hold(pair.other), "held back: {}", pair.other);
        }
    }
}

/// A sentence, and the files that hold it, more or less, in every form in which articles come.
const OWN: &str = "By 1920 the mill at Sandford employed 340 people, and most of them were women.";
const FILES: [(&str, &str); 6] = [
    (
        "a.txt",
        "The Mill\n\nBy 1920 the mill at Sandford employed 340 people, and most of them were women.",
    ),
    (
        "b.html",
        "<html><body><article><h1>Mills</h1><p>In 1920 the <b>mill</b> at <a href='x'>Sandford</a>&nbsp;employed 340&#32;people, and most of them were women. It is a long story, and it is told by few.</p><p>The river has flooded the villages four times since then, and nobody counts the floods any more.</p></article></body></html>",
    ),
    (
        "c.md",
        "# Letters\n\nHe wrote that *by 1920* the mill at Sandford\nemployed **340** people, and most of them were women.",
    ),
    (
        "d.jsonl",
        "{\"id\": 1, \"title\": \"One\", \"text\": \"By 1920 the mill at Sandford employed 430 people, and most of them were women.\"}\n{\"id\": 2, \"title\": \"Two\", \"text\": \"The ferry carries 400 cars a day. Nobody wants a bridge.\"}\n",
    ),
    (
        "e.txt",
        "The Ferry\n\nThe ferry carries 400 cars a day. By 1920 it was new, and most of the people at Sandford were afraid of it.",
    ),
    (
        "f.txt",
        "Nothing\n\nNobody in the valley owned a clock that anybody trusted.",
    ),
];

#[test]
fn a_sentence_is_found_in_every_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let wide: Vec<u8> = OWN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("g.txt"), wide).unwrap();
    let corpus = Corpus::open(&[folder.path().to_owned()], None).unwrap();
    let seeking = Seeking {
        number: 7,
        text: OWN.to_owned(),
        own: (DocPath::new("a.txt"), 10, 40),
        documents: corpus.list().0,
    };
    let found = RefCell::new(Vec::new());
    let ended = Cell::new(false);
    let back = |answer| {
        let Answer::FoundElsewhere(answer) = answer else {
            panic!("{answer:?}")
        };
        assert_eq!(answer.number, 7);
        ended.set(answer.is_over);
        assert!(!answer.is_over || answer.looked == seeking.documents.len());
        found.borrow_mut().extend(answer.found);
    };
    seek(&seeking, &corpus, &|| true, &back);
    assert!(ended.get());
    let mut paths: Vec<String> = found
        .take()
        .iter()
        .map(|twin| twin.document.to_string())
        .collect();
    paths.sort();
    let expected = ["b.html", "c.md", "d.jsonl/1", "g.txt"];
    assert_eq!(paths, expected, "the sentence itself is in a.txt");
    ended.set(false);
    seek(&seeking, &corpus, &|| false, &back);
    assert!(!ended.get() && found.borrow().is_empty(), "it was given up");
}
