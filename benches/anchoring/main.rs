//! How many annotations find their place in a text that has changed, beside Hypothesis: run with `cargo bench --bench
//! anchoring`. Nothing here is timed.

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
use rows::{ROWS, Tally, run};

const QUOTES: usize = 900;

fn main() {
    let own = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"));
    let own: Vec<String> = own
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let mut articles: Vec<&str> = own.iter().map(String::as_str).collect();
    let almanac = edits::almanac();
    if articles.is_empty() {
        articles.push(&almanac);
        articles.extend(builtin::ARTICLES.iter().map(|(_, text)| *text));
    }
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(7);
    let shown = std::env::var("SHOW").ok();
    println!(
        "right / WRONG / missed %, the rest rightly found gone; {QUOTES} quotes of 1 to 60 words a row, {} articles",
        articles.len()
    );
    println!(
        "{:34} {:>21} {:>21} {:>21}",
        "", "with the kept text", "without", "Hypothesis"
    );
    for row in &ROWS {
        let tallies = run(
            row,
            &articles,
            QUOTES,
            seed,
            std::env::var("FAST").is_err(),
            &mut |wrong| {
                if shown.as_deref().is_some_and(|which| {
                    which.contains(if wrong.with_kept { 'k' } else { 'w' })
                        && (which.contains('m') || wrong.placement.span.is_some())
                }) {
                    let of = |span: Option<postil::model::Span>| {
                        span.map_or("-".into(), |span| format!("{:?}", span.of(wrong.text)))
                    };
                    println!(
                        "  {} kept={} {:?}\n    quote {:?}\n    <{:?}  {:?}>\n    found {}\n    truth {}",
                        row.name,
                        wrong.with_kept,
                        (
                            wrong.placement.state,
                            wrong.placement.method,
                            wrong.placement.score,
                            wrong.placement.rival
                        ),
                        wrong.selector.quote,
                        wrong.selector.prefix,
                        wrong.selector.suffix,
                        of(wrong.placement.span),
                        of(wrong.truth)
                    );
                }
            },
        );
        let [kept, without, hypothesis] = tallies.map(|tally| shares(&tally));
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
