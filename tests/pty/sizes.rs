//! Windows of every size, and windows that change it.

use super::articles::Home;
use super::session::{Session, Start};

/// Keys that open everything there is to see, and leave it again.
const TOUR: &[&str] = &[
    "jjGgg",
    "s",
    "a",
    "<C-c>",
    "t",
    "<C-c>",
    "?",
    "q",
    "/mud",
    "<Enter>",
    "f",
    "<C-c>",
    "<Tab><Tab><Tab>",
    "z",
];

/// Lets something be drawn after every step, so that all of it is drawn in this window.
fn tour(session: &Session) {
    for keys in TOUR {
        let before = session.emulator().received;
        session.type_keys(keys);
        session.wait_until("an answer to a key", |emulator| {
            (emulator.received > before).then_some(())
        });
    }
}

#[test]
fn small_and_huge_windows_are_coped_with() {
    for (width, height) in [(20, 5), (10, 2), (1, 1), (1, 24), (80, 1), (500, 100)] {
        let home = Home::new();
        let session = Start::reading(&home).size(width, height).spawn();
        session.wait_until("a picture", |emulator| {
            (!emulator.screen().contents().trim().is_empty()).then_some(())
        });
        if width > 1 && height > 1 {
            let start: String = " READ".chars().take(usize::from(width)).collect();
            session.wait_until("the status line", |emulator| {
                emulator.rows().last()?.starts_with(&start).then_some(())
            });
        }
        session.resize(80, 24);
        session.wait_for("The harbour of");
        session.wait_loaded();
        if width > 1 && height > 1 {
            session.resize(width, height);
            tour(&session);
            session.resize(80, 24);
        }
        session.type_keys("q");
        session.wait_end().expect(0);
    }
}

#[test]
fn a_window_without_a_size_is_waited_for() {
    let home = Home::new();
    for (width, height) in [(0, 0), (80, 0), (0, 24)] {
        let session = Start::reading(&home).size(width, height).spawn();
        session.wait_until("the terminal to be taken", |emulator| {
            emulator.screen().alternate_screen().then_some(())
        });
        session.resize(80, 24);
        session.wait_for("The harbour");
        session.resize(0, 0);
        session.resize(81, 24);
        session.wait_for("The harbour");
        session.type_keys("q");
        session.wait_end().expect(0);
    }
}

#[test]
fn a_hundred_sizes_later_the_screen_is_right() {
    let home = Home::new();
    let fresh = Start::reading(&home).size(100, 30).spawn();
    fresh.wait_for("The harbour of");
    // The status line is drawn last: before it tells of the article, the picture may still be arriving.
    fresh.wait_for("The last tram");
    fresh.wait_for(" · 92%");
    fresh.wait_for("? help");
    let expect = fresh.emulator().rows();

    let session = Start::reading(&home).size(90, 25).spawn();
    session.wait_for("The harbour of");
    // A linear congruential generator: the same sizes on every run.
    let mut seed = 20_261_122_u32;
    let mut random = |most: u16| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(seed >> 16).unwrap_or_default() % most + 1
    };
    for number in 0..100 {
        let before = session.emulator().received;
        session.resize(random(200), random(60));
        if number % 3 == 0 {
            session.wait_until("a picture of another size", |emulator| {
                (emulator.received > before).then_some(())
            });
        }
    }
    session.resize(100, 30);
    session.wait_until(&format!("{expect:#?}"), |emulator| {
        (emulator.rows() == expect).then_some(())
    });
    session.type_keys("q");
    session.wait_end().expect(0);
}
