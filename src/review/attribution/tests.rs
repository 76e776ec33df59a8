use super::*;
use crate::model::Span;
use crate::text::samples::text;
use proptest::prelude::*;

/// A line of a labelled set in its parts: whose words, who, the paragraph, the sentence in it.
fn parts(line: &str) -> (&str, &str, String, Span) {
    let mut parts = line.splitn(3, " | ");
    let mut next = || parts.next().unwrap().trim();
    let (attribution, claimant, text) = (next(), next(), next());
    let start = text.find('{');
    let end = text.find('}').map(|end| end - 1);
    let plain = text.replace(['{', '}'], "");
    let span = Span::new(start.unwrap_or(0), end.unwrap_or(plain.len()));
    (attribution, claimant, plain, span)
}

/// How many of a set are right, and what is wrong: `WRONG` where something is told that is not so.
fn measure(set: &str) -> (usize, Vec<String>) {
    let mut right = 0;
    let mut faults = Vec::new();
    for line in set.lines().filter(|line| !line.starts_with('#')) {
        let (attribution, claimant, text, sentence) = parts(line);
        let found = attribute(&text, sentence, Span::new(0, text.len()));
        let told = found.attribution.map_or("-", Attribution::as_str);
        let named = found.claimant.map_or("-", |span| span.of(&text));
        if (told, named) == (attribution, claimant) {
            right += 1;
        } else {
            let is_missing =
                (told == attribution || told == "-") && (named == claimant || named == "-");
            let how = if is_missing { "missing" } else { "WRONG" };
            faults.push(format!("{how}: {told} | {named}\n   instead of {line}"));
        }
    }
    (right, faults)
}

#[test]
fn labelled_sentences_are_attributed() {
    let (right, faults) = measure(include_str!("labelled.txt"));
    assert!(faults.is_empty(), "{right} right\n{}", faults.join("\n"));
    assert!(right >= 120);
}

#[test]
fn what_is_said_is_told_from_who_says_it() {
    for (sentence, statement) in [
        (
            "“We lost everything,” Karl Marsh said.",
            "We lost everything",
        ),
        (
            "“We lost everything,” said Karl, the owner, on Friday.",
            "We lost everything",
        ),
        (
            "The flood was no accident, Karl Marsh said.",
            "The flood was no accident",
        ),
        (
            "The flood was no accident, according to Karl Marsh.",
            "The flood was no accident",
        ),
        (
            "According to the report, one well in five is unsafe.",
            "one well in five is unsafe.",
        ),
        (
            "“Nobody asked the people who live here.”",
            "Nobody asked the people who live here.",
        ),
        (
            "Karl Marsh said that he was poor.",
            "Karl Marsh said that he was poor.",
        ),
        (
            "“The gate was shut,” Tom Bell said, “and I left it so.”",
            "“The gate was shut,” Tom Bell said, “and I left it so.”",
        ),
    ] {
        let whole = Span::new(0, sentence.len());
        let found = attribute(sentence, whole, whole);
        assert_eq!(found.statement.of(sentence), statement, "{sentence}");
    }
}

fn check(text: &str, start: usize, end: usize) -> Result<(), TestCaseError> {
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = text.floor_char_boundary(end.min(text.len())).max(start);
    let sentence = Span::new(start, end);
    let found = attribute(text, sentence, Span::new(0, text.len()));
    for span in found.claimant.iter().chain([&found.statement]) {
        prop_assert!(
            text.get(span.start..span.end).is_some(),
            "{span:?} of {text:?}"
        );
    }
    prop_assert!(found.statement.start >= start && found.statement.end <= end);
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_character_boundaries(text in text(), start in 0usize..400, end in 0usize..400) {
        check(&text, start, end)?;
    }

    #[test]
    fn words_of_saying_in_any_order_give_them_too(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "said", "“", "”", ",", ".", "that", "the", "report", "according", "to", "Karl", "Marsh", "’s", "told", "by",
            "was", "officials", "and", "of", "he", "laut", "so", "„", "«", "»", "\"", "‘", "’", "a", "déclaré", ":", "漢字",
        ]), 0..40),
        start in 0usize..80, end in 0usize..200,
    ) {
        check(&words.join(" "), start, end)?;
    }
}

#[test]
fn a_long_paragraph_takes_no_longer_than_a_short_one() {
    let text = "“said Karl, ".repeat(200_000);
    let whole = Span::new(0, text.len());
    let found = attribute(&text, Span::new(1_000_000, 1_000_400), whole);
    assert!(found.statement.end <= 1_000_400);
    assert!(attribute(&text, whole, whole).statement.end <= text.len());
}
