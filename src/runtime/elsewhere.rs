//! Looking through the corpus for sentences that nearly repeat one, behind the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::app::effect::Answer;
use crate::app::elsewhere::{FoundElsewhere, Seeking, Twin};
use crate::app::reader::OpenDocument;
use crate::corpus::Corpus;
use crate::corpus::formats::Format;
use crate::model::DocPath;
use crate::search::similar::{Original, Rarity, Sieve};

use super::spreading::{spread, threads};
use super::workers::{Answering, guarded};

/// How many documents words are counted in to know how rare they are, and how much of each, in bytes.
const SAMPLE: usize = 200;
const SAMPLED: usize = 32 << 10;

/// How many documents a thread looks through before what was found is handed on.
const BATCH: usize = 96;

/// Looks for sentences that repeat one on a thread of its own, until another is looked for: `current` has the number of the
/// search that counts.
pub(super) fn start(
    seeking: Arc<Seeking>,
    corpus: Corpus,
    current: Arc<AtomicU64>,
    back: Answering,
) {
    current.store(seeking.number, Ordering::Relaxed);
    if seeking.documents.is_empty() {
        return;
    }
    let failed = back.another();
    let work = move || {
        let goes_on = || current.load(Ordering::Relaxed) == seeking.number;
        let sought = guarded("look for the same claim elsewhere", || {
            seek(&seeking, &corpus, &goes_on, &|answer| back.send(answer));
            Ok(())
        });
        if let Err(reason) = sought {
            back.send(Answer::Failure(reason));
        }
    };
    if let Err(error) = thread::Builder::new().name("seeker".into()).spawn(work) {
        failed.send(Answer::Failure(format!(
            "cannot look for the same claim elsewhere: {error}; try again"
        )));
    }
}

/// Looks through the documents of `seeking` for as long as it `goes_on`, and hands what is found to `back` as it goes.
pub fn seek(seeking: &Seeking, corpus: &Corpus, goes_on: &dyn Fn() -> bool, back: &dyn Fn(Answer)) {
    let rarity = rarity(seeking, corpus, goes_on);
    let original = Original::new(&seeking.text, &rarity);
    let Some((original, sieve)) = original.and_then(|original| {
        let sieve = original.sieve()?;
        Some((original, sieve))
    }) else {
        return back(over(seeking, seeking.documents.len()));
    };
    let look = |path: &DocPath| look(seeking, corpus, &original, &rarity, &sieve, path);
    let mut looked = 0;
    for batch in in_order(&seeking.documents).chunks(BATCH * threads()) {
        if !goes_on() {
            return;
        }
        let found = spread(batch, threads(), |path| look(path));
        looked += batch.len();
        back(Answer::FoundElsewhere(FoundElsewhere {
            number: seeking.number,
            found: found.into_iter().flatten().collect(),
            looked,
            is_over: false,
        }));
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
fn rarity(seeking: &Seeking, corpus: &Corpus, goes_on: &dyn Fn() -> bool) -> Rarity {
    let documents = &seeking.documents;
    let step = documents.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&DocPath> = documents.iter().step_by(step).collect();
    let texts = spread(&sample, threads(), |path| corpus.source(path));
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
        Ok(seeking.look(&OpenDocument::new(document), original, rarity))
    });
    looked.unwrap_or_default()
}
