//! What a letter costs in the finder: packing what there is, the first letter, those after it, and deleting them.

use std::sync::Arc;

use divan::{Bencher, black_box};
use postil::app::finding::{Asked, Index, Names, Stock};
use postil::model::DocPath;
use postil::runtime::spreading::{spread, threads};

/// How many documents there are.
const SIZES: [usize; 2] = [10_000, 100_000];

/// Words of which titles are made.
const WORDS: [&str; 16] = [
    "harbour", "council", "ferry", "mill", "inquiry", "budget", "strike", "bridge", "survey",
    "tariff", "minister", "record", "flood", "archive", "ledger", "report",
];

fn main() {
    divan::main();
}

fn names(count: usize) -> Names {
    let mut names = Names::default();
    for number in 0..count {
        let word = |step: usize| WORDS[(number / step + number) % WORDS.len()];
        let title = format!(
            "The {} and the {}: a {} {number}",
            word(1),
            word(7),
            word(31)
        );
        names.add(
            &DocPath::new(&format!("{:03}/{number:06}.txt", number / 500)),
            &title,
        );
    }
    names
}

fn asked(stock: Option<Stock>, names: Names, typed: &str) -> Asked {
    Asked {
        number: 1,
        stock,
        names,
        typed: typed.to_owned(),
        most: 140,
        is_part: false,
    }
}

#[divan::bench(args = SIZES)]
fn pack(bencher: Bencher<'_, '_>, size: usize) {
    bencher
        .with_inputs(|| asked(Some(Stock::default()), names(size), ""))
        .bench_values(|asked| {
            let mut index = Index::default();
            index.learn(&asked);
            index
        });
}

fn letters(bencher: Bencher<'_, '_>, size: usize, typed: &[&str]) {
    let all = Arc::new(asked(Some(Stock::default()), names(size), ""));
    bencher
        .with_inputs(|| {
            let mut index = Index::default();
            index.learn(&all);
            for earlier in typed.iter().take(typed.len().saturating_sub(1)) {
                index.find_here(&asked(None, Names::default(), earlier));
            }
            (
                index,
                asked(None, Names::default(), typed.last().unwrap_or(&"")),
            )
        })
        .bench_values(|(mut index, asked)| {
            let found = index.find(&asked, |pieces, work| spread(pieces, threads(), work));
            black_box(found.count)
        });
}

#[divan::bench(args = SIZES)]
fn first_letter(bencher: Bencher<'_, '_>, size: usize) {
    letters(bencher, size, &["h"]);
}

#[divan::bench(args = SIZES)]
fn third_letter(bencher: Bencher<'_, '_>, size: usize) {
    letters(bencher, size, &["h", "ha", "har"]);
}

#[divan::bench(args = SIZES)]
fn many_letters_at_once(bencher: Bencher<'_, '_>, size: usize) {
    letters(bencher, size, &["harbour inquiry 77"]);
}
