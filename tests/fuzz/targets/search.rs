#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::model::Span;
use postil::search::{Pattern, rank};

fn holds(text: &str, pattern: &Pattern) -> Vec<Span> {
    let spans: Vec<Span> = pattern.spans(text).collect();
    let mut end = 0;
    for span in &spans {
        assert!(end <= span.start && !span.is_empty());
        assert!(text.get(span.start..span.end).is_some());
        end = span.end;
    }
    spans
}

// What is searched for, in a text of whoever.
fuzz_target!(|input: (&str, &str)| {
    let (query, text) = input;
    if let Ok(pattern) = Pattern::regex(query) {
        holds(text, &pattern);
    }
    let literal = Pattern::literal(query).map(|pattern| holds(text, &pattern));
    if let (Some(literal), true) = (&literal, query.chars().all(|c| c.is_alphanumeric())) {
        if query.chars().any(char::is_uppercase) {
            let naive: Vec<usize> = text.match_indices(query).map(|(at, _)| at).collect();
            assert_eq!(
                literal.iter().map(|span| span.start).collect::<Vec<_>>(),
                naive
            );
        }
    }
    if let Some(folded) = Pattern::folded(query) {
        let folded = holds(text, &folded);
        for span in literal.into_iter().flatten() {
            assert!(
                folded.iter().any(|found| found.overlaps(span)),
                "folding finds no less"
            );
        }
    }
    let items: Vec<&str> = text.lines().collect();
    for hit in rank(query, items.iter().copied()) {
        assert!(hit.index < items.len());
    }
});
