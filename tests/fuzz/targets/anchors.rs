#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::anchor::{State, capture, changed, resolve, resolve_all};
use postil::model::{Selector, Span};
use postil::text::positions::CodePoints;

// A text, a place in it, what became of it, and a selector that fits neither.
fuzz_target!(|input: (&str, u16, u16, &str, &str, &str)| {
    let (old, start, end, new, quote, context) = input;
    let points = CodePoints::new(old);
    let span = Span::new(start.into(), end.into());
    let selector = capture(old, &points, span);
    let unchanged = resolve(old, &points, &[], &selector);
    assert_eq!(unchanged.state == State::Exact, !selector.quote.is_empty());
    let nonsense = Selector {
        quote: quote.into(),
        prefix: context.into(),
        suffix: context.into(),
        start: start.into(),
        end: end.into(),
    };
    let points = CodePoints::new(new);
    for earlier in [&[old][..], &[]] {
        for found in resolve_all(new, &points, earlier, [&selector, &nonsense]) {
            let candidates = found.candidates.iter().map(|candidate| candidate.span);
            for span in found.span.into_iter().chain(candidates) {
                assert!(new.get(span.start..span.end).is_some());
            }
            assert!((0.0..=1.0).contains(&found.score) && (0.0..=1.0).contains(&found.rival));
        }
    }
    let end = changed(old, new).last().map_or((0, 0), |last| (last.old.end, last.new.end));
    assert_eq!(end, (old.len(), new.len()));
});
