//! Reviewing an article from its first sentence to its last: what it costs in keys, and that all of it can be taken back.

use std::fs;

use postil::app::action::{Action, Annotate};
use postil::model::{AnnotationSet, Edit, TagName};
use postil::store::Store;
use proptest::prelude::*;

use super::desk::{Desk, Given};
use super::story::take_back_all;

/// A codebook of three tags with keys.
fn codebook() -> Vec<Edit> {
    let mut set = AnnotationSet::default();
    let tags = [
        ("claim/statistic", '1'),
        ("claim/quote", '2'),
        ("opinion", 'o'),
    ];
    let edits = tags.map(|(name, key)| {
        let mut tag = set.codebook().draft(TagName::parse(name).unwrap());
        tag.key = Some(key);
        let (before, after) = (None, Some(tag));
        let edit = Edit::Tag { before, after };
        set.apply(&edit);
        edit
    });
    edits.into()
}

/// A desk with the built-in articles.
fn desk(set: AnnotationSet) -> Desk {
    let articles = postil::corpus::builtin::ARTICLES.iter();
    Desk::new(&Given {
        documents: articles
            .map(|(name, text)| ((*name).into(), (*text).into()))
            .collect(),
        set,
        window: (120, 40),
        ..Given::default()
    })
}

/// The keys by which a reviewer decides on a sentence, with two tags, one or none; with one on a part of it.
fn decision(sentence: &str) -> &'static str {
    let is_quoted = sentence.contains(['“', '"']);
    let is_counted = sentence.contains(|c: char| c.is_ascii_digit());
    match (is_counted, is_quoted) {
        (true, true) => "@1",
        (true, false) if sentence.len() > 220 => "<lt>1",
        (true, false) => "1",
        (false, true) => "2",
        _ if sentence.len().is_multiple_of(2) => "o",
        _ => "<Space>",
    }
}

#[test]
fn deciding_takes_at_most_two_keys_for_a_sentence_that_is_tagged() {
    let mut set = AnnotationSet::default();
    for edit in codebook() {
        set.apply(&edit);
    }
    let mut desk = desk(set);
    desk.keys("R");
    let all = desk.app.tally().unwrap().sentences;
    assert!(all > 40, "an article of {all} sentences tells nothing");
    // The keys since the last tag, those that left sentences untagged among them.
    let (mut since, mut costs, mut pressed) = (0, Vec::new(), 0);
    while desk.app.tally().unwrap().decided < all {
        let document = desk.app.reader.document().unwrap();
        let sentence = desk.app.reader.sentence().unwrap();
        let keys = decision(sentence.of(&document.text));
        let count = keys
            .replace("<lt>", "<")
            .replace("<Space>", " ")
            .chars()
            .count();
        desk.keys(keys);
        since += count;
        pressed += count;
        assert!(pressed < 10 * all, "it goes on for ever");
        if keys != "<Space>" {
            costs.push(since);
            since = 0;
        }
    }
    costs.sort_unstable();
    let tagged = costs.len();
    let median = costs.get(tagged / 2).copied().unwrap_or_default();
    assert!(tagged * 3 > all, "{tagged} of {all} tagged tells nothing");
    assert!(
        median <= 2,
        "a median of {median} keys for each of {tagged} sentences tagged, {pressed} keys for {all} sentences"
    );
    assert!(
        pressed <= all + all / 4,
        "{pressed} keys for {all} sentences"
    );
    assert_eq!(desk.app.tally().unwrap().tagged, tagged);
    take_back_all(&mut desk).unwrap();
}

/// What a reviewer presses.
const KEYS: &[&str] = &[
    "1",
    "2",
    "o",
    "<Space>",
    "1",
    "2",
    "o",
    "<Space>",
    ".",
    "O",
    "!",
    "@",
    "+1",
    "j",
    "k",
    "J",
    "K",
    "v",
    "<lt>",
    ">",
    "<Backspace>",
    ";",
    ",",
    "u",
    "<Ctrl-r>",
    "gg",
    "G",
    "<Ctrl-n>",
    "tfurther<Enter>",
    "awhy<Ctrl-s>",
    "m",
    // While reading.
    "<Esc><Esc>1",
    "<Esc><Esc>/the<Enter>vww2",
    "<Esc><Esc>}V1",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_decisions_back_leaves_the_file_as_it_was(
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..40), begun in 0usize..6,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("annotations.toml");
        let mut store = Store::open(&file).unwrap().store;
        store.save(&codebook()).unwrap();
        // What an earlier session decided is in the file already.
        let mut earlier = desk(postil::store::parse(&fs::read_to_string(&file).unwrap(), "a").0);
        earlier.keys("R");
        for _ in 0..begun {
            earlier.keys("1<Space>");
        }
        store.save(&earlier.written.concat()).unwrap();
        let before = fs::read_to_string(&file).unwrap();
        let mut later = desk(postil::store::parse(&before, "a").0);
        later.keys("R");
        for keys in keys {
            later.keys(keys);
            if !later.app.is_reviewing() {
                later.keys("R");
            }
            let (tally, document) = (later.app.tally().unwrap(), later.app.reader.document().unwrap());
            if let Some(coverage) = later.app.coverage_of(&document.path) {
                prop_assert_eq!((tally.decided, tally.sentences), (coverage.decided, coverage.sentences));
            }
        }
        take_back_all(&mut later).map_err(TestCaseError::fail)?;
        while later.app.can_undo() {
            later.update(Action::Annotate(Annotate::Undo));
        }
        store.save(&later.written.concat()).unwrap();
        prop_assert_eq!(fs::read_to_string(&file).unwrap(), before);
    }
}
