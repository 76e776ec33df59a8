//! What it costs to find annotations again: in the text they were made on, and in one that has changed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a benchmark that unwraps says what it expects"
)]

#[path = "generated/article.rs"]
mod article;
#[path = "generated/selectors.rs"]
mod selectors;

use divan::{Bencher, black_box};
use postil::anchor::{capture, resolve_all};
use postil::model::Selector;
use postil::text::positions::CodePoints;

const SIZE: usize = 1_000_000;

fn main() {
    divan::main();
}

fn resolve(bencher: Bencher<'_, '_>, count: usize, is_kept: bool, change: fn(&str) -> String) {
    let document = article::document(SIZE);
    let points = CodePoints::new(&document.text);
    let written: Vec<Selector> = selectors::spans(&document, count)
        .into_iter()
        .map(|span| selectors::selector(&document.text, &points, span))
        .collect();
    let text = change(&document.text);
    let points = CodePoints::new(&text);
    let earlier = [document.text.as_str()];
    let earlier = if is_kept { &earlier[..] } else { &[] };
    bencher.bench(|| resolve_all(black_box(&text), &points, earlier, &written));
}

/// Every fiftieth word is another one, and the first tenth stands at the end.
fn edited(text: &str) -> String {
    let (moved, rest) = text.split_at(text.ceil_char_boundary(text.len() / 10));
    let words = rest.split_inclusive(' ').chain(moved.split_inclusive(' '));
    let words = words
        .enumerate()
        .map(|(at, word)| if at % 50 == 0 { "other " } else { word });
    words.collect()
}

#[divan::bench(args = [100, 10_000])]
fn nothing_changed(bencher: Bencher<'_, '_>, count: usize) {
    resolve(bencher, count, false, str::to_owned);
}

#[divan::bench(args = [100, 10_000], sample_count = 10, sample_size = 1)]
fn everything_moved(bencher: Bencher<'_, '_>, count: usize) {
    resolve(bencher, count, false, |text| {
        format!("A correction.\n\n{text}")
    });
}

#[divan::bench(args = [100, 10_000], sample_count = 10, sample_size = 1)]
fn edited_and_the_text_was_kept(bencher: Bencher<'_, '_>, count: usize) {
    resolve(bencher, count, true, edited);
}

#[divan::bench(args = [100, 10_000], sample_count = 10, sample_size = 1)]
fn edited_and_it_was_not(bencher: Bencher<'_, '_>, count: usize) {
    resolve(bencher, count, false, edited);
}

#[divan::bench(args = [100, 1_000], sample_count = 10, sample_size = 1)]
fn everything_gone(bencher: Bencher<'_, '_>, count: usize) {
    resolve(bencher, count, true, |text| text.replace(['a', 'e'], "xyz"));
}

#[divan::bench]
fn capture_a_sentence(bencher: Bencher<'_, '_>) {
    let document = article::document(SIZE);
    let points = CodePoints::new(&document.text);
    let spans = selectors::spans(&document, 100);
    let mut index = 0;
    bencher.bench_local(|| {
        index = (index + 37) % spans.len();
        capture(&document.text, &points, spans[index])
    });
}
