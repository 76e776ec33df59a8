//! What the ledger looks like.

use postil::app::Input;
use postil::app::effect::{Answer, Saved};
use postil::model::{Annotation, ClaimStatus, Edit};
use postil::ui::color::ColorLevel;
use postil::ui::theme::Background;

use super::desk::{Desk, Given};
use super::{screen, story};

const DARK: (Background, ColorLevel) = (Background::Dark, ColorLevel::TrueColor);
const LIGHT: (Background, ColorLevel) = (Background::Light, ColorLevel::TrueColor);
const NONE: (Background, ColorLevel) = (Background::Dark, ColorLevel::None);

#[test]
fn the_ledger_looks_as_it_did() {
    let faults: Vec<String> = [
        ("ledger-120x40", "120x40", "Ljjj", DARK),
        ("ledger-80x24", "80x24", "Lj", DARK),
        ("ledger-50x20", "50x20", "Lj", DARK),
        ("ledger-200x60", "200x60", "Ljjjvv", DARK),
        ("ledger-light-120x40", "120x40", "Ljjj", LIGHT),
        ("ledger-none-80x24", "80x24", "Ljvvlls", NONE),
        ("ledger-scrolled-80x24", "80x24", "Llllllss", DARK),
        ("ledger-hostile-90x24", "90x24", "LG", DARK),
        ("ledger-hebrew-90x24", "90x24", "LGk", DARK),
        ("ledger-tiny-20x5", "20x5", "Lj", DARK),
        ("ledger-tags-120x40", "120x40", "L2jl", DARK),
        ("ledger-tags-50x20", "50x20", "L2jl", DARK),
        ("ledger-tags-none-80x24", "80x24", "L2jl", NONE),
        ("ledger-together-80x24", "80x24", "L3l", DARK),
        ("ledger-time-80x24", "80x24", "L4lll", DARK),
        ("ledger-time-none-50x20", "50x20", "L4lll", NONE),
        ("ledger-claimants-100x30", "100x30", "L5l", DARK),
        ("ledger-cell-80x24", "80x24", "L2l<Enter>", DARK),
        ("ledger-filter-80x24", "80x24", "L/verdict:none sta", DARK),
        ("ledger-filter-50x20", "50x20", "L/tag:cl", DARK),
        (
            "ledger-filter-error-80x24",
            "80x24",
            "L/tag:claim staus:new",
            DARK,
        ),
        (
            "ledger-filter-error-50x20",
            "50x20",
            "L/tag:claim staus:new",
            DARK,
        ),
        (
            "ledger-filter-error-none-80x24",
            "80x24",
            "L/tag:claim staus:new",
            NONE,
        ),
        ("ledger-nothing-80x24", "80x24", "L/zebra<Enter>", DARK),
        ("ledger-edit-80x24", "80x24", "LVe", DARK),
        ("ledger-preview-100x30", "100x30", "LVe<Enter>fin", DARK),
        ("ledger-preview-50x20", "50x20", "LVe<Enter>", DARK),
        (
            "ledger-preview-none-80x24",
            "80x24",
            "LVeadd<Enter>check",
            NONE,
        ),
    ]
    .into_iter()
    .filter_map(|(name, window, keys, (background, level))| {
        let text = format!("window {window}\nharbour\nlasting\nkeys {keys}\n");
        let mut told = story::tell(name, &text);
        told.desk.draw_for(background, level);
        screen::compare(name, &screen::picture(&told.desk.screen())).err()
    })
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn a_ledger_without_claims_says_how_to_make_one() {
    let told = story::tell("ledger-empty", "window 80x24\nlasting\nkeys L\n");
    let picture = screen::picture(&told.desk.screen());
    screen::compare("ledger-empty-80x24", &picture).unwrap();
}

/// A session with more claims than can be looked through at once, where what is asked for behind the screen comes late.
fn many() -> Desk {
    let mut given = Given {
        window: (100, 30),
        documents: vec![("a.txt".into(), "A title\n\nSome words.".into())],
        ..Given::default()
    };
    story::many_claims(&mut given.set, 600);
    let mut desk = Desk::new(&given);
    desk.is_slow = true;
    desk
}

#[test]
fn what_takes_long_is_done_behind_the_screen_and_told() {
    let mut desk = many();
    let holds = |desk: &Desk, words: &str| desk.rows().join("\n").contains(words);
    desk.keys("L");
    assert!(holds(&desk, "reading…") && holds(&desk, "reading the claims…"));
    desk.catch_up();
    desk.is_slow = true;
    assert!(holds(&desk, "600 claims") && holds(&desk, "Claim 0 of many"));
    desk.keys("s");
    assert!(holds(&desk, "sorting…") && holds(&desk, "Claim 1 of many"));
    desk.keys("jjs");
    assert!(holds(&desk, "Claim 2 of many"), "the old rows stay in use");
    desk.catch_up();
    desk.is_slow = true;
    assert!(holds(&desk, "claim ↓"));
    desk.keys("gg");
    assert!(holds(&desk, "Claim 99 of many"));
    desk.keys("/99<Enter>");
    assert!(holds(&desk, "filtering…"));
    desk.catch_up();
    desk.is_slow = true;
    assert!(
        holds(&desk, "6 of 600 claims"),
        "{}",
        desk.rows().join("\n")
    );
    desk.keys("4");
    assert!(holds(&desk, "counting…"));
    desk.keys("q");
    desk.catch_up();
    desk.is_slow = true;
    desk.keys("L");
    desk.catch_up();
    desk.is_slow = true;
    assert!(holds(&desk, "no date"), "{}", desk.rows().join("\n"));
}

#[test]
fn what_another_program_writes_while_many_claims_are_changed_stays() {
    let mut desk = many();
    desk.catch_up();
    desk.keys("LVe<Enter>fin");
    desk.is_slow = true;
    desk.keys("<Enter>");
    let first = desk.app.set().annotations().next().cloned().unwrap();
    let mut noted = first.clone();
    noted.note = "Written elsewhere".into();
    let foreign = vec![Edit::Annotation {
        before: Some(Box::new(first.clone())),
        after: Some(Box::new(noted)),
    }];
    let saved = Saved {
        foreign,
        ..Saved::default()
    };
    desk.handle(Input::Answer(Answer::Changed(saved)));
    desk.catch_up();
    let is_final = |one: &Annotation| {
        let claim = one.claim.as_ref();
        claim.and_then(|claim| claim.status) == Some(ClaimStatus::Final)
    };
    assert!(desk.app.set().annotations().all(is_final));
    let found = desk.app.set().get(first.id).unwrap();
    assert_eq!(found.note, "Written elsewhere");
    desk.keys("u");
    let found = desk.app.set().get(first.id).unwrap();
    assert_eq!(found.note, "Written elsewhere");
    assert!(!desk.app.set().annotations().any(is_final));
}
