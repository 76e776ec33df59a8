#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::model::Span;
use postil::text::sentence::sentences;

fuzz_target!(|text: &str| {
    let whole = Span::new(0, text.len());
    let mut end = 0;
    for sentence in sentences(text, whole) {
        assert!(end <= sentence.start && sentence.start < sentence.end);
        assert!(text.get(end..sentence.start).is_some_and(|gap| gap.trim().is_empty()));
        end = sentence.end;
    }
    assert!(text.get(end..).is_some_and(|rest| rest.trim().is_empty()));
});
