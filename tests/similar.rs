//! How well repetitions of a sentence are told from sentences on the same topic: `tests/similar/pairs.txt` says which are
//! which, and the score that divides them must do so with a margin.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use postil::search::similar::{LEAST, Original, Rarity};

/// Sentences below a `=` line: whether each repeats it.
struct Pair<'t> {
    own: &'t str,
    other: &'t str,
    repeats: bool,
}

fn pairs(text: &str) -> Vec<Pair<'_>> {
    let mut own = "";
    let mut found = Vec::new();
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("=", sentence)) => own = sentence,
            Some((sign @ ("+" | "-"), other)) => found.push(Pair {
                own,
                other,
                repeats: sign == "+",
            }),
            _ => {}
        }
    }
    found
}

#[test]
fn repetitions_are_told_from_sentences_on_the_same_topic() {
    let text = include_str!("similar/pairs.txt");
    let mut rarity = Rarity::default();
    for (_, article) in postil::corpus::builtin::ARTICLES {
        rarity.learn(article);
    }
    rarity.learn(text);
    let (mut lowest, mut wrong) = (1.0_f32, Vec::new());
    let (mut right, mut missed) = (0, 0);
    let pairs = pairs(text);
    for pair in &pairs {
        let original = Original::new(pair.own, &rarity).expect("a sentence");
        let score = original.likeness(pair.other, &rarity, LEAST);
        match (pair.repeats, score) {
            (true, Some(score)) => {
                lowest = lowest.min(score);
                right += 1;
            }
            (true, None) => {
                missed += 1;
                println!("missed: {}", pair.other);
            }
            (false, Some(score)) => wrong.push(format!("{score}: {}", pair.other)),
            (false, None) => {}
        }
        if pair.repeats {
            let sieve = original.sieve().expect("a sieve");
            assert!(sieve.may_hold(pair.other), "held back: {}", pair.other);
        }
    }
    assert!(pairs.len() > 90);
    assert_eq!(wrong, Vec::<String>::new(), "taken for repetitions");
    println!("{right} found, {missed} missed; the least likely of them {lowest}, needed {LEAST}");
    assert!(
        missed * 20 <= right + missed,
        "{missed} of {} missed",
        right + missed
    );
}
