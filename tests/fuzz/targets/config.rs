#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::app::action::Scope;
use postil::app::keymap::KeyMap;
use postil::config::{Config, parse};

// A file of settings: what cannot be used is told with its line, and everything stays within its limits.
fuzz_target!(|text: &str| {
    let (config, problems) = parse(text, "config.toml");
    let lines = text.matches('\n').count() + 1;
    for problem in &problems {
        assert!(
            !problem.message.is_empty() && !problem.message.contains('\n'),
            "{problem:?}"
        );
        assert!(
            problem.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{problem:?}"
        );
    }
    let Config {
        measure,
        margin,
        spacing,
        ambiguous_width,
        sidebar_width,
        library_width,
        ..
    } = config;
    assert!((20..=200).contains(&measure));
    assert!(margin <= 20 && spacing <= 2);
    assert!((1..=2).contains(&ambiguous_width));
    assert!((16..=120).contains(&sidebar_width) && (12..=120).contains(&library_width));
    assert!(
        config
            .keys
            .iter()
            .all(|key| (1..=lines).contains(&key.line))
    );
    let mut keymap = KeyMap::default();
    for key in &config.keys {
        let scope = Scope::ALL
            .into_iter()
            .find(|scope| key.scope.as_deref() == Some(scope.as_str()));
        if let Err(reason) = keymap.bind(scope, &key.keys, &key.command) {
            assert!(!reason.is_empty());
        }
    }
    assert_eq!(parse(text, "config.toml"), (config, problems));
});
