#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use postil::text::visible::{escaped_json, is_unseen, lines, one_line, paragraphs};

// What a stranger wrote, on its way to a terminal or another program.
fuzz_target!(|text: &str| {
    let ways: [(fn(&str) -> Cow<'_, str>, bool); 3] =
        [(one_line, false), (paragraphs, true), (lines, true)];
    for (show, breaks) in ways {
        let shown = show(text).into_owned();
        let strange = shown
            .chars()
            .find(|c| is_unseen(*c) && !(breaks && *c == '\n'));
        assert_eq!(strange, None, "{shown:?}");
        assert_eq!(show(&shown), shown, "what was made visible stays as it is");
        let marks = |text: &str| {
            let is_mark = |c: &char| matches!(u32::from(*c), 0x300..=0x36f | 0xfe00..=0xfe0f);
            text.chars()
                .collect::<Vec<_>>()
                .split(|c| !is_mark(c))
                .map(<[char]>::len)
                .max()
        };
        assert!(marks(&shown) <= Some(16), "no letter is buried under marks");
        let plain = |text: &str| {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        };
        assert!(plain(&shown).contains(&plain(text)), "no letter is lost");
    }
    let json = escaped_json(serde_json::to_string(text).expect("a text"));
    assert!(!json.contains(is_unseen));
    assert_eq!(
        serde_json::from_str::<String>(&json).expect("it is JSON"),
        text
    );
});
