//! What a key costs in the document list of a large corpus.

use std::collections::HashSet;

use divan::{Bencher, black_box};
use postil::app::library::{By, Facts, Library, Sorting};
use postil::model::{AnnotationSet, DocPath, Metadata, Summary};

/// So many documents are in the list.
const SIZES: [usize; 2] = [10_000, 100_000];
/// How many documents a walk finds at a time.
const BATCH: usize = 1_000;

fn main() {
    divan::main();
}

const WORDS: [&str; 8] = [
    "Harbour", "bridge", "mill", "strike", "council", "river", "ferry", "price",
];

fn path(number: usize) -> DocPath {
    DocPath::new(&format!("{}/{}/{number}.txt", number % 10, number % 400))
}

/// What is found out about a document: titles that are neither in order nor all different.
fn summary(number: usize) -> Summary {
    let mixed = number.wrapping_mul(2_654_435_761) % 1_000_003;
    let word = |shift: usize| WORDS.get((mixed >> shift) % WORDS.len()).unwrap_or(&"");
    Summary {
        metadata: Metadata {
            title: Some(format!("The {} and the {} of {mixed}", word(0), word(3))),
            authors: vec!["Ada Prose".to_owned()],
            date: Some(format!(
                "20{:02}-0{}-1{}",
                mixed % 26,
                mixed % 9 + 1,
                mixed % 10
            )),
            ..Metadata::default()
        },
        words: u32::try_from(mixed % 9_000).ok(),
    }
}

fn arrange(library: &mut Library) {
    let set = AnnotationSet::default();
    library.arrange(&Facts::new(&set, std::iter::empty()));
}

fn library(size: usize) -> Library {
    let mut library = Library::default();
    library.resize(38);
    library.add((0..size).map(path).collect());
    let known = (0..size).map(|number| (path(number), Ok(summary(number))));
    library.describe(known.collect());
    arrange(&mut library);
    library
}

/// A walk that finds all documents batch by batch, none of which lies behind all others.
#[divan::bench(args = SIZES, sample_count = 5)]
fn fill(bencher: Bencher<'_, '_>, size: usize) {
    bencher.bench(|| {
        let mut library = Library::default();
        library.resize(38);
        for first in 0..size.div_ceil(BATCH) {
            let step = size.div_ceil(BATCH);
            library.add((first..size).step_by(step).map(path).collect());
            arrange(&mut library);
        }
        library.entries().len()
    });
}

fn sort(bencher: Bencher<'_, '_>, size: usize, by: By) {
    let mut library = library(size);
    let mut is_reversed = false;
    bencher.bench_local(|| {
        is_reversed = !is_reversed;
        library.sort(Sorting { by, is_reversed });
        arrange(&mut library);
    });
}

#[divan::bench(args = SIZES)]
fn sort_by_title(bencher: Bencher<'_, '_>, size: usize) {
    sort(bencher, size, By::Title);
}

#[divan::bench(args = SIZES)]
fn sort_by_date(bencher: Bencher<'_, '_>, size: usize) {
    sort(bencher, size, By::Date);
}

#[divan::bench(args = SIZES)]
fn sort_by_annotations(bencher: Bencher<'_, '_>, size: usize) {
    sort(bencher, size, By::Annotations);
}

/// A batch of titles becomes known in a list that is sorted by them.
#[divan::bench(args = SIZES)]
fn describe_while_sorted(bencher: Bencher<'_, '_>, size: usize) {
    let mut library = library(size);
    let by = By::Title;
    library.sort(Sorting {
        by,
        is_reversed: false,
    });
    arrange(&mut library);
    bencher.bench_local(|| {
        let known = (0..BATCH).map(|number| (path(number), Ok(summary(number + 1))));
        library.describe(known.collect());
        arrange(&mut library);
    });
}

#[divan::bench(args = SIZES)]
fn group(bencher: Bencher<'_, '_>, size: usize) {
    let mut library = library(size);
    let mut is_grouped = false;
    bencher.bench_local(|| {
        is_grouped = !is_grouped;
        library.group(is_grouped);
        arrange(&mut library);
    });
}

/// Two letters and back: the first one is looked for in all documents, the second in those that are left.
#[divan::bench(args = SIZES)]
fn filter_letter(bencher: Bencher<'_, '_>, size: usize) {
    let mut library = library(size);
    let mut letters = ["m", "mi", "mil"].iter().cycle();
    bencher.bench_local(|| {
        library.narrow(letters.next().copied().unwrap_or_default());
        arrange(&mut library);
    });
}

#[divan::bench(args = SIZES)]
fn step_and_look(bencher: Bencher<'_, '_>, size: usize) {
    let mut library = library(size);
    bencher.bench_local(|| {
        library.step(17);
        black_box(library.shown().len())
    });
}

/// Documents that are gone.
#[divan::bench(args = SIZES)]
fn remove(bencher: Bencher<'_, '_>, size: usize) {
    let gone: HashSet<DocPath> = (0..10).map(path).collect();
    let make = || library(size);
    bencher.with_inputs(make).bench_local_values(|mut library| {
        library.remove_all(&gone);
        arrange(&mut library);
        library
    });
}
