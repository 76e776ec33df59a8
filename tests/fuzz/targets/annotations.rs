#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (set, problems) = postil::store::parse(text, "annotations.toml");
    assert_eq!(set.annotations().count(), set.len());
    for problem in problems {
        assert!(!problem.message.is_empty());
    }
});
