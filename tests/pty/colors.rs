//! Colours as the terminal has them: all, 256, sixteen, none.

use vt100::{Cell, Color};

use super::articles::Home;
use super::session::{Session, Start};

/// A session with an annotated sentence, its cursor elsewhere.
fn annotated(home: &Home, variables: &[(&str, &str)]) -> Session {
    let mut start = Start::reading(home).size(120, 30);
    for (name, value) in variables {
        start = start.env(name, value);
    }
    let session = start.spawn();
    session.wait_for("fills with mud twice a");
    session.wait_loaded();
    session.type_keys("}tclaim<Enter>");
    session.wait_for("saved");
    session.type_keys("G");
    session.wait_for("100%");
    session
}

fn colors(session: &Session) -> Vec<Color> {
    let cells = session.emulator().cells();
    cells
        .iter()
        .flat_map(|cell| [cell.fgcolor(), cell.bgcolor()])
        .collect()
}

#[test]
fn without_colours_highlights_are_underlined() {
    let home = Home::new();
    let session = annotated(&home, &[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]);
    assert!(
        colors(&session)
            .iter()
            .all(|color| *color == Color::Default)
    );
    let emulator = session.emulator();
    let highlighted = emulator.cells_of("Quay fills").unwrap();
    assert!(
        highlighted.iter().all(Cell::underline),
        "{}",
        emulator.picture()
    );
    let plain = emulator.cells_of("Fishermen").unwrap();
    assert!(!plain.iter().any(Cell::underline), "{}", emulator.picture());
}

#[test]
fn sixteen_colours_are_the_terminals_own() {
    let home = Home::new();
    let session = annotated(&home, &[("TERM", "linux")]);
    let colors = colors(&session);
    let own = |color: &Color| matches!(color, Color::Default | Color::Idx(0..16));
    assert!(colors.iter().all(own), "{}", session.emulator().picture());
    assert!(colors.iter().any(|color| *color != Color::Default));
    assert!(
        session.emulator().doings().commands.is_empty(),
        "nothing to ask this terminal"
    );
}

#[test]
fn the_256_colours_are_used_where_there_are_no_more() {
    let home = Home::new();
    let session = annotated(&home, &[]);
    let colors = colors(&session);
    assert!(!colors.iter().any(|color| matches!(color, Color::Rgb(..))));
    assert!(colors.iter().any(|color| matches!(color, Color::Idx(16..))));
}

#[test]
fn all_colours_are_used_where_they_are_and_follow_the_background() {
    let home = Home::new();
    let session = annotated(&home, &[("COLORTERM", "truecolor")]);
    let rgb = |session: &Session| {
        colors(session)
            .into_iter()
            .filter(|color| matches!(color, Color::Rgb(..)))
            .collect::<Vec<_>>()
    };
    let dark = rgb(&session);
    assert!(!dark.is_empty());
    let before = session.emulator().cells_of("Quay fills").unwrap();
    session.answer_background("rgb:ffff/ffff/ffff");
    session.wait_until("the colours for a light background", |emulator| {
        let now = emulator.cells_of("Quay fills")?;
        (now.first()?.bgcolor() != before.first()?.bgcolor()).then_some(())
    });
    session.type_keys("q");
    session.wait_end().expect(0);
}
