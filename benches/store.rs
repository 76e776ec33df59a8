//! What it costs to read the annotations file, and to save one more annotation to it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "a benchmark that unwraps says what it expects"
)]

#[path = "generated/annotations.rs"]
mod annotations;

use std::path::PathBuf;

use divan::Bencher;
use postil::model::{DocPath, Edit, Selector};
use postil::store::Store;
use tempfile::TempDir;

const COUNTS: [usize; 3] = [100, 10_000, 100_000];

fn main() {
    divan::main();
}

/// A file with `count` annotations in a folder of its own.
fn file(count: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotations.toml");
    let edits: Vec<_> = (0..count).map(edit).collect();
    let mut store = Store::open(&path).unwrap().store;
    store.save(&edits).unwrap();
    (folder, path)
}

fn edit(number: usize) -> Edit {
    let selector = Selector {
        quote: format!(
            "It was said in the report of the ministry that {number} contractors were there."
        ),
        prefix: "according to officials after the ".into(),
        suffix: " It was published a year later by".into(),
        start: number * 90,
        end: number * 90 + 80,
    };
    let path = DocPath::new(&format!("articles/{:04}.txt", number / 50));
    annotations::making(annotations::annotation(number, &path, selector))
}

#[divan::bench(args = COUNTS, sample_count = 10, sample_size = 1)]
fn open(bencher: Bencher<'_, '_>, count: usize) {
    let (_folder, path) = file(count);
    bencher.bench(|| Store::open(&path).unwrap().set.len());
}

#[divan::bench(args = COUNTS, sample_count = 10, sample_size = 1)]
fn save_one_more(bencher: Bencher<'_, '_>, count: usize) {
    let (_folder, path) = file(count);
    let mut store = Store::open(&path).unwrap().store;
    let mut number = count;
    bencher.bench_local(|| {
        number += 1;
        store.save(&[edit(number)]).unwrap()
    });
}
