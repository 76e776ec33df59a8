//! What anchoring promises, on small texts.

use proptest::prelude::*;

use super::*;
use crate::model::{Selector, Span};
use crate::text::cluster;
use crate::text::positions::CodePoints;
use crate::text::samples;

const STORY: &str = "The mill at the river burned down on the night of the great storm. Nobody in the town had thought that it \
    would ever be rebuilt. The baker, who had bought his flour there for thirty years, wept in the street.\n\n\
    In March the rate of interest fell to 4.1 percent, the bank said. It was the lowest that anybody could remember. \
    In the spring the ferry ran again, and the ferryman took on his nephew.\n\n\
    All of the councillors agreed on the bridge. Team Alpha will present the results of the survey to them in October. \
    What it would cost was not said.";

fn place(text: &str, earlier: &[&str], selector: &Selector) -> Placement {
    resolve(text, &CodePoints::new(text), earlier, selector)
}

fn captured(text: &str, span: Span) -> Selector {
    capture(text, &CodePoints::new(text), span)
}

/// The selector of the first `quote` of `text`.
fn first(text: &str, quote: &str) -> Selector {
    let start = text.find(quote).unwrap();
    captured(text, Span::new(start, start + quote.len()))
}

fn bare(quote: &str, start: usize, end: usize) -> Selector {
    Selector {
        quote: quote.into(),
        start,
        end,
        ..Selector::default()
    }
}

/// The state and the text of where `quote` of the story is after `edit`, with the kept text and without.
fn after(quote: &str, edit: impl Fn(&str) -> String) -> [(State, String); 2] {
    let selector = first(STORY, quote);
    let text = edit(STORY);
    [&[STORY][..], &[]].map(|earlier| {
        let found = place(&text, earlier, &selector);
        let span = found.span.unwrap_or_default();
        (found.state, span.of(&text).to_owned())
    })
}

#[test]
fn an_unchanged_text_has_every_span_where_it_was() {
    let text = "“Né,” he said. It rained. It rained. The end.";
    for (start, quote) in text.match_indices("It rained.") {
        let span = Span::new(start, start + quote.len());
        let selector = captured(text, span);
        let found = place(text, &[], &selector);
        assert_eq!((found.state, found.span), (State::Exact, Some(span)));
        assert_eq!(found.method, Method::Position);
        assert!(found.score > 0.999);
        assert_eq!(
            at_position(text, &CodePoints::new(text), &selector),
            Some(found)
        );
    }
}

#[test]
fn edits_are_followed_with_the_kept_text_and_without() {
    let ferry = "In the spring the ferry ran again, and the ferryman took on his nephew.";
    let all = "All of the councillors agreed on the bridge.";
    let rate = "In March the rate of interest fell to 4.1 percent, the bank said.";
    for (quote, from, to, state, expect) in [
        (
            ferry,
            "The mill",
            "One line.\n\nThe mill",
            State::Moved,
            ferry,
        ),
        (
            ferry,
            "ferry ran again",
            "old ferry ran",
            State::Edited,
            "In the spring the old ferry ran, and the ferryman took on his nephew.",
        ),
        (
            "his nephew",
            "ferryman took",
            "boatman took",
            State::Moved,
            "his nephew",
        ),
        (
            "ran",
            "ferry ran again",
            "steamer ran again",
            State::Moved,
            "ran",
        ),
        (
            all,
            "All of",
            "Some of",
            State::ChangedMeaning,
            "Some of the councillors agreed on the bridge.",
        ),
        (
            all,
            "agreed",
            "never agreed",
            State::ChangedMeaning,
            "All of the councillors never agreed on the bridge.",
        ),
        (
            rate,
            "4.1",
            "4.4",
            State::ChangedMeaning,
            "In March the rate of interest fell to 4.4 percent, the bank said.",
        ),
        (
            rate,
            "percent, the bank said. It",
            "percent. It",
            State::Edited,
            "In March the rate of interest fell to 4.1 percent.",
        ),
        (
            "fell to 4.1 percent",
            "fell to 4.1 percent",
            "fell, to 4.1 per cent",
            State::ChangedMeaning,
            "fell, to 4.1 per cent",
        ),
    ] {
        for (found, expected) in after(quote, |text| text.replacen(from, to, 1))
            .into_iter()
            .zip([(state, expect); 2])
        {
            assert_eq!(
                (found.0, &*found.1),
                expected,
                "{quote:?} after {from:?} -> {to:?}"
            );
        }
    }
}

#[test]
fn a_block_that_moved_takes_its_quotes_along() {
    let paragraphs: Vec<&str> = STORY.split("\n\n").collect();
    let moved = |_: &str| [paragraphs[1], paragraphs[2], paragraphs[0]].join("\n\n");
    for quote in [
        "The baker, who had bought his flour there for thirty years, wept in the street.",
        "wept",
        "in the town",
    ] {
        for (state, found) in after(quote, moved) {
            assert_eq!((state, &*found), (State::Moved, quote));
        }
    }
}

#[test]
fn what_was_deleted_does_not_settle_on_a_lookalike() {
    let cases = [
        (
            "Team Alpha will present the results of the survey to them in October.",
            "Team Beta will present the results of the survey to them in October.",
        ),
        (
            "In March the rate of interest fell to 4.1 percent, the bank said.",
            "In May the rate of interest fell to 5.2 percent, the bank said.",
        ),
        (
            "All of the councillors agreed on the bridge.",
            "None of the councillors agreed on the tunnel.",
        ),
        ("would ever be rebuilt", "could ever be repaired"),
        ("the great storm", "the great flood"),
    ];
    for (quote, lookalike) in cases {
        let sentence = STORY
            .split_inclusive(". ")
            .find(|sentence| sentence.contains(quote))
            .unwrap();
        let other = if quote == lookalike {
            String::new()
        } else {
            format!("\n\nNews from the coast. {lookalike} So it goes.")
        };
        let old = format!("{STORY}{other}");
        let selector = first(&old, quote);
        let text = old.replacen(sentence, "", 1);
        for earlier in [&[&*old][..], &[]] {
            let found = place(&text, earlier, &selector);
            assert!(
                matches!(found.state, State::Orphan | State::Ambiguous) && found.span.is_none(),
                "{quote:?} with {} kept texts: {found:?}",
                earlier.len()
            );
        }
    }
}

#[test]
fn typography_is_no_edit() {
    let old = "“It’s so — isn’t it?” the officer said… and the naïve hyphenated 10,000 of them agreed, for the last time.";
    let new = "Added.\n\n\"It's  so -- isn't it?\" the o\u{fb03}cer said... and\u{a0}the nai\u{308}ve hyphen-\nated 10,000 of\nthem ag\u{ad}reed, for the last time.";
    for (quote, expect) in [
        (
            "“It’s so — isn’t it?” the officer said…",
            "\"It's  so -- isn't it?\" the o\u{fb03}cer said...",
        ),
        ("isn’t", "isn't"),
        (
            "naïve hyphenated 10,000",
            "nai\u{308}ve hyphen-\nated 10,000",
        ),
        ("“", "\""),
        (
            "officer said… and the naïve",
            "o\u{fb03}cer said... and\u{a0}the nai\u{308}ve",
        ),
        (" it?” ", " it?\""),
        ("hyphen", "hyphen"),
    ] {
        let selector = first(old, quote);
        for earlier in [&[old][..], &[]] {
            let found = place(new, earlier, &selector);
            let span = found.span.unwrap_or_default();
            assert_eq!(
                (found.state, span.of(new)),
                (State::Moved, expect),
                "{quote:?} {found:?}"
            );
        }
    }
}

#[test]
fn context_decides_between_copies() {
    let old = "In May it fell to 5. In June it rose. It fell to 5. It stayed.";
    let selector = first(old, "fell to 5.");
    let new = format!("A new line. {old}");
    for earlier in [&[old][..], &[]] {
        let found = place(&new, earlier, &selector);
        assert_eq!(found.state, State::Moved);
        assert_eq!(found.span.map(|span| span.start), new.find("fell to 5."));
    }
}

#[test]
fn copies_that_are_equally_good_are_left_to_a_person() {
    let found = place("so, so, so", &[], &bare("so", 4, 6));
    assert_eq!(
        found.state,
        State::Exact,
        "the position decides while it fits"
    );
    let found = place("- so -- so -- so", &[], &bare("so", 7, 9));
    assert_eq!((found.state, found.span), (State::Ambiguous, None));
    let starts: Vec<usize> = found
        .candidates
        .iter()
        .map(|place| place.span.start)
        .collect();
    assert_eq!(starts, [8, 2, 14], "the nearest first");
    assert!(
        found.rival >= found.score - 0.01 && found.score > 0.9,
        "{found:?}"
    );
    let many = place(&"so ".repeat(1000), &[], &bare("so", 1, 3));
    assert_eq!(many.candidates.len(), 100);
    let inside = place("-so--so--so", &[], &bare("o", 1, 2));
    assert_eq!(
        (inside.state, inside.candidates.len()),
        (State::Ambiguous, 3)
    );
}

#[test]
fn the_notes_around_tell_between_copies() {
    let neighbours = [
        "The inn at Saltby burned down twice within a generation.",
        "Marden sent forty of its sons across the sea that year.",
        "Upwick is known for its geese and for little else besides.",
    ];
    let copy = "The council met in the hall and agreed on the road after a long debate.";
    let old = neighbours.map(|first| format!("{first}\n\n{copy}\n\n"));
    let whole = old.concat();
    let quote = "agreed on the road";
    let start = whole.match_indices(quote).nth(1).unwrap().0;
    let wanted = Selector {
        prefix: "met in the hall and ".into(),
        suffix: " after a long debate.".into(),
        ..bare(quote, start, start + quote.len())
    };
    let around = neighbours.map(|sentence| first(&whole, sentence));
    let with_all = |text: &str| {
        let all = [&wanted].into_iter().chain(&around);
        resolve_all(text, &CodePoints::new(text), &[], all).swap_remove(0)
    };
    let shifted = format!("A line that was added.\n\n{whole}");
    let alone = place(&shifted, &[], &wanted);
    assert_eq!((alone.state, alone.candidates.len()), (State::Ambiguous, 3));
    let found = with_all(&shifted);
    assert_eq!((found.state, found.method), (State::Moved, Method::Context));
    assert_eq!(
        found.span.map(|span| span.start),
        shifted.match_indices(quote).nth(1).map(|(at, _)| at)
    );
    let without = format!("{}{}\n\n{}", old[0], neighbours[1], old[2]);
    assert_eq!(with_all(&without).span, None, "its copy is gone");
}

#[test]
fn positions_that_are_a_little_off_find_the_kept_text() {
    let exact = first(STORY, "the ferry ran again");
    let new = STORY.replacen("ferry ran again", "ferry soon ran again", 1);
    let far = format!("{STORY}\n\n{}", "And so on. ".repeat(500));
    for (by, method) in [
        (0, Method::Diff),
        (3, Method::Diff),
        (5000, Method::Approximate),
    ] {
        let selector = Selector {
            start: exact.start + by,
            end: exact.end + by,
            ..exact.clone()
        };
        let found = place(&new, &[&far], &selector);
        let span = found.span.map(|span| span.of(&new));
        assert_eq!(
            (span, found.method),
            (Some("the ferry soon ran again"), method),
            "{by}"
        );
        let is_near = by < 5000;
        assert_eq!(is_made_in(&far, &CodePoints::new(&far), &selector), is_near);
    }
}

#[test]
fn another_copy_at_the_old_position_does_not_catch_the_note() {
    let old = "Total: five items.\n\nNorth, with all of its towns and villages, has this: Total: five items.\n\n\
               South, with none of those, has nothing.";
    let start = old.rfind("Total").unwrap();
    let selector = captured(old, Span::new(start, start + 18));
    let new = format!(
        "{} Total: five items.\n\nA new paragraph. {old}",
        "x".repeat(start - 1)
    );
    for earlier in [&[old][..], &[]] {
        let found = place(&new, earlier, &selector);
        assert_eq!(found.state, State::Moved);
        assert_eq!(found.span.map(|span| span.start), new.rfind("Total"));
    }
}

#[test]
fn a_quote_is_not_in_the_middle_of_a_character() {
    // The second tag stands alone, because nothing joins what follows a space without width.
    let tags = ".\u{e0041} a…\u{200b}\u{e0041}";
    for (text, prefix, expect) in [(tags, "\u{200b}", Some(13)), (".\u{e0041} a…", ".", None)] {
        let selector = Selector {
            prefix: prefix.into(),
            ..bare("\u{e0041}", 40, 41)
        };
        let found = place(text, &[], &selector);
        assert_eq!(found.span.map(|span| span.start), expect, "{found:?}");
        assert!(found.candidates.is_empty(), "{found:?}");
    }
}

#[test]
fn a_quote_that_was_torn_apart_is_left_to_a_person() {
    let quote = "wept in the street.\n\nIn March the rate of interest fell";
    let paragraphs: Vec<&str> = STORY.split("\n\n").collect();
    let moved = |_: &str| [paragraphs[1], paragraphs[2], paragraphs[0]].join("\n\n");
    for (state, found) in after(quote, moved) {
        assert_eq!((state, &*found), (State::Ambiguous, ""));
    }
}

#[test]
fn the_text_it_was_annotated_in_is_told_by_its_positions() {
    let older = "Preface.\n\nThe wages rose by two percent. The prices rose by nine percent.";
    let newer = "The wages rose by two percent. And then: the prices rose by nine percent.";
    let selector = first(older, "rose by nine");
    let now = "The wages rose by two percent. Later the costs rose by nine percent.";
    let found = place(now, &[newer, older], &selector);
    assert_eq!(found.span.map(|span| span.start), now.find("rose by nine"));
    assert_eq!(found.method, Method::Diff);
}

#[test]
fn a_quote_without_context_is_found_where_it_stands_alone() {
    let found = place(STORY, &[], &bare("lowest that anybody could", 3, 28));
    assert_eq!((found.state, found.method), (State::Moved, Method::Quote));
    assert_eq!(place(STORY, &[], &bare("the", 5, 8)).span, None);
}

#[test]
fn a_text_that_reads_the_same_there_by_accident_is_not_its_own() {
    let selector = first(STORY, "the river");
    let other = format!("{}the river, and so on and on.", "x".repeat(selector.start));
    let text = format!("Of late. {STORY}");
    let found = place(&text, &[&other], &selector);
    assert_eq!(found, place(&text, &[], &selector));
    assert_eq!(found.state, State::Moved);
}

#[test]
fn a_quote_that_is_gone_is_an_orphan_and_nonsense_does_no_harm() {
    for (selector, state) in [
        (bare("gone", 0, 4), State::Orphan),
        (bare("", 0, 0), State::Orphan),
        (bare("né", usize::MAX, 0), State::Orphan),
        (bare("\n", 3, 1), State::Orphan),
    ] {
        assert_eq!(place("a text", &[], &selector).state, state, "{selector:?}");
        assert_eq!(
            place("a text", &["", "gone"], &selector).state,
            state,
            "{selector:?}"
        );
    }
    assert_eq!(place("", &[], &bare("a", 0, 1)), Placement::orphan());
    let gone = first(
        STORY,
        "Nobody in the town had thought that it would ever be rebuilt.",
    );
    let found = place(&STORY.replacen(&gone.quote, "", 1), &[STORY], &gone);
    assert_eq!((found.state, found.span), (State::Orphan, None));
}

#[test]
fn all_are_placed_in_their_order() {
    let text = "One two three.";
    let selectors = [first(text, "two"), bare("gone", 0, 4), first(text, "One")];
    let found = resolve_all(text, &CodePoints::new(text), &[], &selectors);
    let states: Vec<&str> = found.iter().map(|found| found.state.as_str()).collect();
    assert_eq!(states, ["exact", "orphan", "exact"]);
}

#[test]
fn hostile_texts_cost_no_more_than_others() {
    let letters = "a".repeat(300_000);
    let words = "a ".repeat(150_000);
    for text in [&letters, &words] {
        let long = Selector {
            prefix: "b".into(),
            ..bare(text.get(..100_000).unwrap(), 3, 100_003)
        };
        for earlier in [&[text.as_str()][..], &[]] {
            let found = place(&format!("b{text}"), earlier, &long);
            assert!((0.0..=1.0).contains(&found.score));
        }
    }
    let points = CodePoints::new(&words);
    let selectors = vec![
        Selector {
            prefix: "b".into(),
            suffix: "c".into(),
            ..bare("a", 4, 5)
        };
        100
    ];
    let found = resolve_all(&words, &points, &[], &selectors);
    assert!(
        found
            .iter()
            .all(|found| found.span.is_none() && found.candidates.len() <= 100)
    );
}

/// Whether a span lies on the edges of clusters.
fn is_whole(text: &str, span: Span) -> bool {
    span.end <= text.len()
        && [span.start, span.end]
            .iter()
            .all(|at| cluster::floor(text, *at) == *at)
}

proptest! {
    #[test]
    fn spans_are_whole_and_scores_are_scores(
        text in samples::text(),
        inserted in samples::text(),
        ends in (0usize..200, 0usize..200, 0usize..200, 0usize..200),
        is_kept in any::<bool>(),
    ) {
        let floor = |at: usize| cluster::floor(&text, at);
        let span = Span::new(floor(ends.0), floor(ends.1));
        let selector = captured(&text, span);
        let unchanged = place(&text, &[], &selector);
        if span.is_empty() {
            prop_assert_eq!(unchanged.state, State::Orphan);
        } else {
            prop_assert_eq!((unchanged.state, unchanged.span), (State::Exact, Some(span)));
        }
        let gone = Span::new(floor(ends.2), floor(ends.3));
        let mut edited = text.clone();
        edited.replace_range(gone.start..gone.end, &inserted);
        let kept = [text.as_str()];
        let found = place(&edited, if is_kept { &kept } else { &[] }, &selector);
        for place in found.span.into_iter().chain(found.candidates.iter().map(|place| place.span)) {
            prop_assert!(found.state == State::Exact || is_whole(&edited, place), "{:?} in {:?}", place, edited);
        }
        for score in found.candidates.iter().map(|place| place.score).chain([found.score, found.rival]) {
            prop_assert!((0.0..=1.0).contains(&score));
        }
        prop_assert!(found.candidates.is_empty() || found.span.is_none());
        prop_assert_eq!(found.span.is_none(), matches!(found.state, State::Ambiguous | State::Orphan));
        if let Some(span) = found.span {
            let again = place(&edited, &[&text], &captured(&edited, span));
            prop_assert!(span.is_empty() || (again.state, again.span) == (State::Exact, Some(span)));
        }
    }

    #[test]
    fn nonsense_does_no_harm(
        texts in prop::collection::vec(samples::text(), 3), pieces in prop::collection::vec(samples::text(), 3),
        ends in (0usize..60, 0usize..60),
    ) {
        let [text, one, other] = texts.as_slice() else { unreachable!() };
        let selector = Selector {
            prefix: pieces[0].clone(),
            suffix: pieces[2].clone(),
            ..bare(&pieces[1], ends.0, ends.1)
        };
        let found = place(text, &[one, other], &selector);
        prop_assert!((0.0..=1.0).contains(&found.score));
    }
}
