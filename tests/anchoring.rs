//! Annotations find their place in texts that have changed, and do not settle on a wrong one: a modest part of what
//! `cargo bench --bench anchoring` measures, with figures that must not get worse.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::cast_precision_loss,
    reason = "a test that unwraps says what it expects"
)]

#[path = "../benches/anchoring/edits.rs"]
mod edits;
#[path = "../benches/anchoring/hypothesis.rs"]
mod hypothesis;
#[path = "../benches/anchoring/rows.rs"]
mod rows;

use postil::corpus::builtin;
use rows::{Measure, ROWS, Row, Tally};

/// What must hold of a row, in percent: how many of the quotes that are there are found at the least with the kept text and
/// without it, and how many are placed wrongly at the most with it and without it.
const EXPECTED: [(&str, [f64; 4]); 8] = [
    ("1 % of words edited", [99.0, 98.0, 0.0, 0.3]),
    ("5 % of words edited", [99.0, 93.0, 0.3, 0.3]),
    ("15 % of words edited", [98.0, 84.0, 0.5, 0.3]),
    ("5 % and a block moved", [91.0, 87.0, 0.8, 2.0]),
    ("2 %, 30 % of targets deleted", [95.0, 50.0, 0.5, 2.5]),
    ("2 %, a tenth of sentences gone", [98.0, 89.0, 0.3, 0.5]),
    ("2 %, a quarter deleted", [98.0, 94.0, 0.3, 0.3]),
    ("typography alone", [100.0, 100.0, 0.0, 0.0]),
];

#[test]
fn places_are_found_again_and_wrong_ones_are_not() {
    let almanac = edits::almanac();
    let articles = [
        &*almanac,
        builtin::article("02-what-a-claim-is.txt").unwrap(),
    ];
    let measure = Measure {
        articles: &articles,
        quotes: 400,
        seed: 11,
        beside: false,
    };
    for (name, [kept, without, kept_wrong, wrong]) in EXPECTED {
        let row = row(name);
        let [with, bare, _] = measure.run(row);
        for (tally, right, wrong) in [(with, kept, kept_wrong), (bare, without, wrong)] {
            let found = 100.0 * tally.right as f64 / (tally.right + tally.missed).max(1) as f64;
            assert!(found >= right, "{name}: {found:.1} % found of {tally:?}");
            assert!(tally.share(tally.wrong) <= wrong, "{name}: {tally:?}");
        }
    }
}

#[test]
fn what_is_compared_with_is_hypothesis_as_written() {
    let measure = Measure {
        articles: &[builtin::article("05-corrections.txt").unwrap()],
        quotes: 40,
        seed: 3,
        beside: true,
    };
    let [.., hypothesis]: [Tally; 3] = measure.run(row("5 % of words edited"));
    assert!(hypothesis.share(hypothesis.right) > 90.0, "{hypothesis:?}");
    // The deleted sentence of https://github.com/hypothesis/client/issues/7571 settles on another one.
    let text = "News. Team Beta will present the results on Friday. The end.";
    let found = hypothesis::Text::new(text).anchor(
        "Team Alpha will present the results on Friday.",
        "News. ",
        " Team Beta",
        6,
    );
    assert_eq!(found, Some((6, 51)));
}

fn row(name: &str) -> &'static Row {
    ROWS.iter().find(|row| row.name == name).unwrap()
}
