//! How many annotations find their place in a text that has changed, beside Hypothesis: `cargo bench --bench anchoring`, on
//! the articles of the repository or on those that are named after `--`. Nothing here is timed.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a benchmark that unwraps says what it expects, and prints what it measured"
)]

mod edits;
mod hypothesis;
mod rows;

use postil::corpus::builtin;
use rows::{Measure, ROWS, Tally};

const SEED: u64 = 7;

fn main() {
    let named = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"));
    let named: Vec<String> = named
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let almanac = edits::almanac();
    let mut articles: Vec<&str> = named.iter().map(String::as_str).collect();
    if articles.is_empty() {
        articles.push(&almanac);
        articles.extend(builtin::ARTICLES.iter().map(|(_, text)| *text));
    }
    let measure = Measure {
        articles: &articles,
        quotes: 900,
        seed: SEED,
        beside: true,
    };
    println!(
        "right / WRONG / missed in percent, the rest rightly found gone; {} quotes of 1 to 60 words a row",
        measure.quotes
    );
    println!(
        "{:34} {:>21} {:>21} {:>21}",
        "", "with the kept text", "without", "Hypothesis"
    );
    for row in &ROWS {
        let [kept, without, hypothesis] = measure.run(row).map(|tally| shares(&tally));
        println!("{:34} {kept:>21} {without:>21} {hypothesis:>21}", row.name);
    }
}

fn shares(tally: &Tally) -> String {
    let of = |count| tally.share(count);
    format!(
        "{:.1} / {:.1} / {:.1}",
        of(tally.right),
        of(tally.wrong),
        of(tally.missed)
    )
}
