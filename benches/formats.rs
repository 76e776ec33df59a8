//! How fast each format becomes a document: the bytes of the file per second, for the same article in every one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that unwraps says what it expects"
)]

#[allow(dead_code, reason = "other benchmarks want documents of it")]
#[path = "generated/article.rs"]
mod article;
#[path = "generated/files.rs"]
mod files;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use postil::corpus::formats::{Format, read};

/// An ordinary article, and a long one, in bytes of text.
const SIZES: [usize; 2] = [40_000, 1_000_000];

fn main() {
    divan::main();
}

fn bench(bencher: Bencher<'_, '_>, format: Format, bytes: &[u8]) {
    let text = read(format, bytes.to_vec()).unwrap().text;
    assert!(text.contains("What was said before"), "the file is read");
    bencher
        .counter(BytesCount::new(bytes.len()))
        .with_inputs(|| bytes.to_vec())
        .bench_values(|bytes| read(format, black_box(bytes)));
}

#[divan::bench(args = SIZES)]
fn text(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, Format::Plain, article::text(size).as_bytes());
}

#[divan::bench(args = SIZES)]
fn markdown(bencher: Bencher<'_, '_>, size: usize) {
    bench(
        bencher,
        Format::Markdown,
        files::markdown(&article::text(size)).as_bytes(),
    );
}

#[divan::bench(args = SIZES, max_time = 10)]
fn html(bencher: Bencher<'_, '_>, size: usize) {
    bench(
        bencher,
        Format::Html,
        files::html(&article::text(size)).as_bytes(),
    );
}

#[divan::bench(args = SIZES, max_time = 10)]
fn epub(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, Format::Epub, &files::epub(&article::text(size)));
}

#[divan::bench(args = SIZES, max_time = 10)]
fn docx(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, Format::Docx, &files::docx(&article::text(size)));
}

#[divan::bench(args = SIZES, max_time = 10)]
fn pdf(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, Format::Pdf, &files::pdf(&article::text(size)));
}
