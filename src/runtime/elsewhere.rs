//! Looking through the corpus for sentences that nearly repeat one, behind the screen.

use std::time::{Duration, Instant};

use crate::app::effect::Answer;
use crate::app::elsewhere::{FoundElsewhere, Seeking, Twin};
use crate::app::reader::OpenDocument;
use crate::corpus::Corpus;
use crate::corpus::formats::Format;
use crate::model::DocPath;
use crate::search::similar::{Original, Rarity, Sieve};

use super::answering::guarded;
use super::spreading::{spread, threads};

/// How many documents words are counted in to know how rare they are, and how much of each, in bytes.
const SAMPLE: usize = 200;
const SAMPLED: usize = 32 << 10;

/// How many documents a thread looks through before what was found is handed on: so many at first and at most, and half or
/// twice as many after it took longer or shorter than this.
const FIRST: usize = 4;
const MOST: usize = 256;
const LONG: Duration = Duration::from_millis(200);
const SHORT: Duration = Duration::from_millis(60);

/// Looks through the documents of `seeking` for as long as it `goes_on`, and hands what is found to `back` as it goes.
pub fn seek(
    seeking: &Seeking,
    corpus: &Corpus,
    goes_on: &(dyn Fn() -> bool + Sync),
    back: &dyn Fn(Answer),
) {
    let rarity = rarity(seeking, corpus, goes_on);
    let original = Original::new(&seeking.text, &rarity);
    let Some((original, sieve)) = original.and_then(|original| {
        let sieve = original.sieve()?;
        Some((original, sieve))
    }) else {
        return back(over(seeking, seeking.documents.len()));
    };
    let look = |path: &DocPath| {
        // One document may take long: what is not wanted any more ends with it.
        if goes_on() {
            look(seeking, corpus, &original, &rarity, &sieve, path)
        } else {
            Vec::new()
        }
    };
    let documents = in_order(&seeking.documents);
    let (mut looked, mut together) = (0, FIRST);
    while let Some(rest) = documents.get(looked..).filter(|rest| !rest.is_empty()) {
        let began = Instant::now();
        let count = (together * threads()).min(rest.len());
        let found = spread(rest.get(..count).unwrap_or(rest), threads(), |path| {
            look(path)
        });
        if !goes_on() {
            return;
        }
        looked += count;
        back(Answer::FoundElsewhere(FoundElsewhere {
            number: seeking.number,
            found: found.into_iter().flatten().collect(),
            looked,
            is_over: false,
        }));
        together = match began.elapsed() {
            took if took > LONG => (together / 2).max(1),
            took if took < SHORT => (together * 2).min(MOST),
            _ => together,
        };
    }
    back(over(seeking, looked));
}

fn over(seeking: &Seeking, looked: usize) -> Answer {
    Answer::FoundElsewhere(FoundElsewhere {
        number: seeking.number,
        found: Vec::new(),
        looked,
        is_over: true,
    })
}

/// The documents in the order in which they are looked through: those last that have to be unpacked.
fn in_order(documents: &[DocPath]) -> Vec<&DocPath> {
    let is_packed = |path: &&DocPath| {
        let format = Format::of_name(path.as_str());
        format.is_some_and(Format::is_packed)
    };
    let mut ordered: Vec<&DocPath> = documents.iter().collect();
    ordered.sort_by_key(is_packed);
    ordered
}

/// How rare words are in documents from all over the corpus, and in the one the sentence is from.
fn rarity(seeking: &Seeking, corpus: &Corpus, goes_on: &(dyn Fn() -> bool + Sync)) -> Rarity {
    let documents = &seeking.documents;
    let step = documents.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&DocPath> = documents.iter().step_by(step).collect();
    let texts = spread(&sample, threads(), |path| {
        goes_on().then(|| corpus.source(path)).flatten()
    });
    let mut rarity = Rarity::default();
    for text in texts.iter().flatten() {
        if !goes_on() {
            break;
        }
        let end = text.floor_char_boundary(SAMPLED);
        rarity.learn(text.get(..end).unwrap_or(text));
    }
    rarity
}

/// What a document has of the sentence. One that cannot be read has nothing of it, and is told of where it is opened.
fn look(
    seeking: &Seeking,
    corpus: &Corpus,
    original: &Original,
    rarity: &Rarity,
    sieve: &Sieve,
    path: &DocPath,
) -> Vec<Twin> {
    let source = corpus.source(path);
    if source.is_some_and(|source| !sieve.may_hold(&source)) {
        return Vec::new();
    }
    let looked = guarded(&format!("look through {path}"), || {
        let document = corpus.read(path).map_err(|error| error.to_string())?;
        Ok(seeking.look(&OpenDocument::new(document), original, rarity, sieve))
    });
    looked.unwrap_or_default()
}
