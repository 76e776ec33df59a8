//! The house of DESIGN.md, section 2, as a test: imports point down, and only those who may touch the disk, the clock,
//! the environment and the terminal name them.
//!
//! Every path in the source is looked at, wherever it stands: in `use`, in an expression or a type, in the tokens of a
//! macro. Test code is left out, for it may stand on whatever it likes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

#[path = "layers/rules.rs"]
mod rules;
#[path = "layers/source.rs"]
mod source;

use rules::complaints;
use source::{File, house};

#[test]
fn the_source_keeps_to_the_house() {
    let files = house();
    assert!(files.len() > 50, "only {} files were found", files.len());
    let found: Vec<String> = files.iter().flat_map(complaints).collect();
    assert!(
        found.is_empty(),
        "{} complaints:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn every_excuse_is_still_needed() {
    let files = house();
    assert_eq!(rules::unneeded_excuses(&files), Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_complained_of() {
    for (module, snippet, expect) in [
        ("model", "use crate::text::wrap;", "model must not use text"),
        (
            "app::reader",
            "use crate::{model::Span, store::{self, Store}};",
            "app must not use store",
        ),
        (
            "app::reader",
            "use super::super::ui;",
            "app must not use ui",
        ),
        (
            "ui",
            "fn f() -> crate::corpus::Corpus { todo() }",
            "ui must not use corpus",
        ),
        (
            "store",
            "fn f() { println!(\"{}\", crate::app::x()) }",
            "store must not use app",
        ),
        (
            "config",
            "use crate::app::action::Scope;",
            "config must not use app",
        ),
        ("nowhere", "fn f() {}", "nowhere has no place in the house"),
        ("app", "use std::fs;", "app must not name std::fs"),
        (
            "ui",
            "fn f() -> std::io::Result<()> { Ok(()) }",
            "ui must not name std::io",
        ),
        (
            "app",
            "use std::time as clock; fn f() { clock::Instant::now(); }",
            "app must not name std::time::Instant",
        ),
        (
            "store",
            "use jiff::Timestamp; fn f() { Timestamp::now(); }",
            "store must not name jiff::Timestamp::now",
        ),
        (
            "anchor",
            "fn f() { vec![std::env::var(\"A\")]; }",
            "anchor must not name std::env",
        ),
        (
            "app",
            "fn f() { crossterm::execute!(x) }",
            "app must not name crossterm::execute",
        ),
        (
            "search",
            "fn f(p: &Path) -> bool { p.exists() }",
            "search must not ask the disk: exists()",
        ),
        (
            "model",
            "#[derive(Clone, serde::Serialize)] struct A;",
            "model must not name serde",
        ),
        ("text", "fn f() { todo!() }", "todo!"),
        ("text", "fn f() { dbg!(1); }", "dbg!"),
        ("text", "fn f() { g().unwrap(); }", ".unwrap()"),
        (
            "text",
            "fn f() { assert!(g().expect(\"x\")); }",
            ".expect()",
        ),
    ] {
        let found = complaints(&File::snippet(module, snippet)).join("\n");
        assert!(found.contains(expect), "{snippet}\ngives: {found:?}");
        assert!(found.contains("src/snippet.rs:1"), "{found}");
    }
}

#[test]
fn what_is_long_is_complained_of() {
    let long = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(80));
    let found = complaints(&File::snippet("text", &long)).join("\n");
    assert!(found.contains("f has 82 lines"), "{found}");
    let found = complaints(&File::snippet("text", &"// a\n".repeat(601))).join("\n");
    assert!(found.contains("601 lines"), "{found}");
}

#[test]
fn what_is_right_and_what_is_only_a_test_is_let_be() {
    for (module, snippet) in [
        ("app", "use crate::model::Span; use crate::search::rank;"),
        (
            "runtime",
            "fn f() { std::time::Instant::now(); std::fs::read(\"a\"); }",
        ),
        (
            "model::tag",
            "use super::Span; use self::inner::A; mod inner {}",
        ),
        (
            "text",
            "#[cfg(test)] mod tests { use crate::app; fn f() { g().unwrap(); } }",
        ),
        (
            "text",
            "#[cfg(all(test, unix))] mod tests { fn f() { g().unwrap(); } }",
        ),
        ("text", "fn f() { let fs = 1; g(fs); }"),
        ("export", "fn f() -> std::io::Result<()> { Ok(()) }"),
        ("ui", "fn f() { layout::todo(); unwrap(); }"),
    ] {
        assert_eq!(
            complaints(&File::snippet(module, snippet)),
            Vec::<String>::new(),
            "{snippet}"
        );
    }
}
