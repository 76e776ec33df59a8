#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::model::AnnotationSet;
use postil::review::Query;
use postil::review::query::complete;

fuzz_target!(|text: &str| {
    match Query::parse(text) {
        Ok(query) => assert_eq!(Query::parse(&query.to_string()), Ok(query)),
        Err(error) => {
            assert!(text.get(error.span.start..error.span.end).is_some());
            assert!(error.pointed(text).contains('^'));
        }
    }
    let found = complete(text, text.len(), &AnnotationSet::default());
    assert!(text.get(found.span.start..found.span.end).is_some());
});
