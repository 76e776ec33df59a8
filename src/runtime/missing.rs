//! Tracing documents that are not where they were: by their text, else by what was annotated in them.
//!
//! Nothing is remembered of it, and what it takes is bounded by whoever asks: `goes_on` says whether there is time left.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::hash::BuildHasher;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;

use super::spreading::spread;
use crate::app::missing::{Alike, Gone, Lost, Missing, Tracing};
use crate::corpus::Corpus;
use crate::model::{AnnotationId, AnnotationSet, DocPath, Document, TextHash};
use crate::store::texts::Texts;
use crate::text::fold;

/// How long tracing may take behind the screen.
pub const BEHIND_THE_SCREEN: Duration = Duration::from_secs(10);
/// How long tracing may take before there is an answer on the command line.
pub const ON_THE_COMMAND_LINE: Duration = Duration::from_secs(20);

/// How many quotes of a document are looked for, and how many bytes of words one needs to tell anything.
const MOST_QUOTES: usize = 200;
const SHORTEST_QUOTE: usize = 16;

/// How many quotes are noticed in one document, whatever it repeats.
const MOST_MATCHES: usize = 100_000;

/// How many documents are offered for a missing one, and the least part of its quotes that one of them has to hold, as one in
/// so many.
const MOST_ALIKE: usize = 8;
const LEAST_SHARE: usize = 5;

/// A document was replaced where not more than one in so many of its annotations, and of what stood around them, is left.
const NEARLY_ALL: usize = 5;

/// The whole of a text stands in another where not more than one in so many of its runs of so many words is missing; of
/// texts with more bytes nothing is said.
const NEARLY_WHOLE: usize = 10;
const SHINGLE: usize = 5;
const LARGEST_COMPARED: u64 = 16 * 1024 * 1024;

/// The documents in which missing ones are looked for.
pub trait Shelf: Sync {
    /// The text of a document; `None` where it cannot be read.
    fn text(&self, path: &DocPath) -> Option<String>;
    /// About how many bytes the text of a document has.
    fn size(&self, path: &DocPath) -> Option<u64>;
    /// How many bytes the kept text with this hash has.
    fn kept_size(&self, hash: &TextHash) -> Option<u64>;
    /// The kept text with this hash.
    fn kept(&self, hash: &TextHash) -> Option<String>;
}

/// A corpus and the texts kept of it.
#[derive(Debug)]
pub struct OnDisk<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// The texts.
    pub texts: &'a Texts,
}

impl Shelf for OnDisk<'_> {
    fn text(&self, path: &DocPath) -> Option<String> {
        self.corpus.text(path).ok()
    }

    fn size(&self, path: &DocPath) -> Option<u64> {
        let found = fs::metadata(self.corpus.file(path)?).ok()?;
        Some(found.len())
    }

    fn kept_size(&self, hash: &TextHash) -> Option<u64> {
        self.texts.length(hash)
    }

    fn kept(&self, hash: &TextHash) -> Option<String> {
        self.texts.all(std::slice::from_ref(hash)).pop()
    }
}

/// How much is done at once, and for how long.
pub struct Effort<'a> {
    /// On how many threads.
    pub threads: usize,
    /// Whether to go on.
    pub goes_on: &'a (dyn Fn() -> bool + Sync),
}

/// What became of every document of `tracing`: which ones have its text, and, for those of which no document has, which
/// ones are like it.
#[must_use]
pub fn trace(tracing: &Tracing, shelf: &impl Shelf, effort: &Effort<'_>) -> Vec<Missing> {
    let tracing = &gone(tracing, shelf);
    let mut traced = holding(tracing, shelf, effort);
    alike(tracing, shelf, effort, &mut traced);
    traced
}

/// Which documents have the text of each one of `tracing`.
#[must_use]
pub fn same(tracing: &Tracing, shelf: &impl Shelf, effort: &Effort<'_>) -> Vec<Missing> {
    holding(&gone(tracing, shelf), shelf, effort)
}

/// What is to be traced without those documents that are there after all, only not in the list: because a `.gitignore` names
/// them, say.
fn gone<'a>(tracing: &'a Tracing, shelf: &impl Shelf) -> Cow<'a, Tracing> {
    let is_there = |lost: &Lost| lost.there.is_none() && shelf.text(&lost.path).is_some();
    if !tracing.lost.iter().any(is_there) {
        return Cow::Borrowed(tracing);
    }
    let mut tracing = tracing.clone();
    tracing.lost.retain(|lost| !is_there(lost));
    Cow::Owned(tracing)
}

fn holding(tracing: &Tracing, shelf: &impl Shelf, effort: &Effort<'_>) -> Vec<Missing> {
    let wanted: HashSet<&TextHash> = tracing
        .lost
        .iter()
        .filter_map(|lost| lost.texts.first())
        .collect();
    let mut holders: HashMap<TextHash, Vec<DocPath>> = HashMap::new();
    let mut is_certain = true;
    if !wanted.is_empty() {
        let ordered = in_order(tracing, shelf);
        let hashes = spread(&ordered, effort.threads, |path| {
            (effort.goes_on)().then(|| shelf.text(path).map(|text| TextHash::of(&text)))
        });
        for (path, hash) in ordered.into_iter().zip(hashes) {
            is_certain &= hash.is_some();
            if let Some(hash) = hash.flatten().filter(|hash| wanted.contains(hash)) {
                holders.entry(hash).or_default().push(path);
            }
        }
    }
    let missing = |lost: &Lost| {
        let same = lost.texts.first().and_then(|hash| holders.get(hash));
        let same = same.into_iter().flatten();
        let same = same.filter(|path| **path != lost.path).cloned();
        let mut annotations: Vec<Gone> = lost.quotes.iter().map(|(gone, _)| *gone).collect();
        let is_replaced = is_replaced(lost, shelf);
        let others = lost.there.iter().filter(|_| is_replaced);
        annotations.extend(others.flat_map(|there| &there.others));
        Missing {
            path: lost.path.clone(),
            is_there: lost.there.is_some(),
            is_replaced,
            annotations,
            same: same.collect(),
            is_certain,
            alike: Vec::new(),
        }
    };
    let mut traced: Vec<Missing> = tracing.lost.iter().map(missing).collect();
    // Two that had the same text cannot both be the one document that has it now.
    let mut claimed: HashMap<DocPath, usize> = HashMap::new();
    for missing in &traced {
        for path in &missing.same {
            *claimed.entry(path.clone()).or_default() += 1;
        }
    }
    for missing in &mut traced {
        // Those called the same are looked at first: with the same text too, there is nothing left to doubt.
        let is_called_so = |path: &DocPath| path.name() == missing.path.name();
        missing.is_certain |= !missing.same.is_empty() && missing.same.iter().all(is_called_so);
        let is_claimed_once = |path: &DocPath| claimed.get(path) == Some(&1);
        missing.is_certain &= missing.same.iter().all(is_claimed_once);
    }
    traced
}

/// Whether there is another document altogether where one was: nearly all of its annotations have gone, and with them what
/// stood around.
fn is_replaced(lost: &Lost, shelf: &impl Shelf) -> bool {
    let Some(there) = &lost.there else {
        return false;
    };
    if there.others.len() * NEARLY_ALL > lost.quotes.len() + there.others.len() {
        return false;
    }
    let quotes = lost.quotes.iter().map(|(_, quote)| quote);
    let pieces = telling(quotes.chain(&there.around));
    let Some(text) = shelf.text(&lost.path).filter(|_| !pieces.is_empty()) else {
        return false;
    };
    let owners: Vec<usize> = (0..pieces.len()).collect();
    let Ok(finder) = AhoCorasick::new(&pieces) else {
        return false;
    };
    held(&finder, &owners, &folded(&text)).len() * NEARLY_ALL <= pieces.len()
}

/// The words of each of `texts` that has enough of them to tell anything, the longest first, each once and not too many.
fn telling<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<String> {
    let mut found: Vec<String> = texts.map(|text| folded(text)).collect();
    found.retain(|words| words.len() >= SHORTEST_QUOTE);
    found.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    found.dedup();
    found.truncate(MOST_QUOTES);
    found
}

/// The documents in the order in which it is likely that one of them is a missing one: those called the same, those that
/// differ in their extension, the rest by how near their size is; those without annotations first.
fn in_order(tracing: &Tracing, shelf: &impl Shelf) -> Vec<DocPath> {
    let names: HashSet<&str> = tracing.lost.iter().map(|lost| lost.path.name()).collect();
    let stems: HashSet<&str> = tracing.lost.iter().map(|lost| stem(&lost.path)).collect();
    let hashes = tracing.lost.iter().filter_map(|lost| lost.texts.first());
    let mut sizes: Vec<u64> = hashes.filter_map(|hash| shelf.kept_size(hash)).collect();
    sizes.sort_unstable();
    let distance = |path: &DocPath| {
        let size = shelf.size(path).filter(|_| !sizes.is_empty());
        size.map_or(u64::MAX, |size| {
            let after = sizes.partition_point(|kept| *kept < size);
            let near = sizes.get(after.saturating_sub(1)..sizes.len().min(after + 1));
            let far = near.into_iter().flatten().map(|kept| kept.abs_diff(size));
            far.min().unwrap_or(u64::MAX)
        })
    };
    let rank = |path: &DocPath| {
        let name = match (names.contains(path.name()), stems.contains(stem(path))) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        (name, tracing.annotated.contains(path), distance(path))
    };
    let mut ordered = tracing.documents.clone();
    ordered.sort_by_cached_key(rank);
    ordered
}

/// Finds the documents that are like those of which none has the text.
fn alike(tracing: &Tracing, shelf: &impl Shelf, effort: &Effort<'_>, traced: &mut [Missing]) {
    let mut lost: Vec<(&Lost, &mut Missing)> = tracing
        .lost
        .iter()
        .zip(traced)
        .filter(|(_, missing)| missing.same.is_empty())
        .collect();
    let mut patterns: Vec<String> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    let mut counts = Vec::new();
    for (owner, (lost, _)) in lost.iter().enumerate() {
        let quotes = telling(lost.quotes.iter().map(|(_, quote)| quote));
        counts.push(quotes.len());
        owners.extend(quotes.iter().map(|_| owner));
        patterns.extend(quotes);
    }
    let Some(finder) = (!lost.is_empty())
        .then(|| AhoCorasick::new(&patterns).ok())
        .flatten()
    else {
        return;
    };
    let ordered = in_order(tracing, shelf);
    let found = spread(&ordered, effort.threads, |path| {
        if !(effort.goes_on)() {
            return None;
        }
        let text = (!patterns.is_empty()).then(|| shelf.text(path)).flatten();
        Some(text.map_or_else(HashMap::new, |text| held(&finder, &owners, &folded(&text))))
    });
    let is_complete = found.iter().all(Option::is_some);
    for (path, held) in ordered.iter().zip(found.into_iter().flatten()) {
        for (owner, (lost, missing)) in lost.iter_mut().enumerate() {
            let (standing, of) = (held.get(&owner), counts[owner]);
            let quotes = standing.map_or(0, HashSet::len);
            let is_gone = lost.there.is_none();
            let is_called_so = is_gone && stem(path) == stem(&lost.path);
            let is_much = quotes * LEAST_SHARE >= of.max(1) || (!is_gone && quotes > 0);
            if *path != lost.path && (is_called_so || is_much) {
                let standing = standing.into_iter().flatten();
                let standing: HashSet<&str> =
                    standing.map(|index| patterns[*index].as_str()).collect();
                let ids = lost.quotes.iter();
                let ids = ids.filter(|(_, quote)| standing.contains(folded(quote).as_str()));
                missing.alike.push(Alike {
                    path: path.clone(),
                    quotes,
                    of,
                    held: ids.map(|(gone, _)| gone.id).collect(),
                    is_whole: false,
                });
            }
        }
    }
    for (lost, missing) in lost {
        missing.is_certain &= is_complete;
        missing
            .alike
            .sort_by_key(|alike| std::cmp::Reverse(alike.quotes));
        missing.alike.truncate(MOST_ALIKE);
        find_whole(lost, shelf, &mut missing.alike);
    }
}

/// Finds out in which documents nearly all of the text stands that a missing one had last: one that was saved in another
/// format, hardly edited, or joined to another.
///
/// What is compared is every run of [`SHINGLE`] words, as in A. Z. Broder, "On the resemblance and containment of documents"
/// (1997): containment.
fn find_whole(lost: &Lost, shelf: &impl Shelf, alike: &mut [Alike]) {
    let newest = lost.texts.first();
    let size = newest.and_then(|hash| shelf.kept_size(hash)).unwrap_or(0);
    if alike.is_empty() || size > LARGEST_COMPARED {
        return;
    }
    let Some(kept) = newest.and_then(|hash| shelf.kept(hash)) else {
        return;
    };
    let wanted = shingles(&kept);
    for alike in alike {
        let is_small = shelf
            .size(&alike.path)
            .is_some_and(|size| size <= LARGEST_COMPARED);
        let text = is_small.then(|| shelf.text(&alike.path)).flatten();
        let shared = text.map_or(0, |text| shingles(&text).intersection(&wanted).count());
        alike.is_whole =
            !wanted.is_empty() && (wanted.len() - shared) * NEARLY_WHOLE <= wanted.len();
    }
}

/// Every run of [`SHINGLE`] words of `text`, without typography.
fn shingles(text: &str) -> HashSet<u64> {
    let hasher = std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default();
    let words: Vec<u64> = fold::words(text)
        .map(|word| hasher.hash_one(&word.spelling))
        .collect();
    let runs = words.windows(SHINGLE);
    runs.map(|run| hasher.hash_one(run)).collect()
}

/// Which patterns of each owner stand in `text`, by their numbers.
fn held(finder: &AhoCorasick, owners: &[usize], text: &str) -> HashMap<usize, HashSet<usize>> {
    let matches = finder.find_overlapping_iter(text).take(MOST_MATCHES);
    let mut held: HashMap<usize, HashSet<usize>> = HashMap::new();
    for pattern in matches.map(|found| found.pattern().as_usize()) {
        if let Some(owner) = owners.get(pattern) {
            held.entry(*owner).or_default().insert(pattern);
        }
    }
    held
}

/// The words of `text` without typography, a space on either side of each.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.push(' ');
    for word in fold::words(text) {
        folded.push_str(&word.spelling);
        folded.push(' ');
    }
    folded
}

/// The name of a document without its extension.
fn stem(path: &DocPath) -> &str {
    let name = path.name();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether there is a file where the document at `path` should be.
#[must_use]
pub fn is_there(corpus: &Corpus, path: &DocPath) -> bool {
    corpus.file(path).is_some_and(|file| file.exists())
}

/// Traces what `set` has annotations on and `corpus` has not, as far as time allows, for a command that has nothing else
/// to do. Only where another document has the text it had, unless `thoroughly`.
#[must_use]
pub fn at_once(
    corpus: &Corpus,
    set: &AnnotationSet,
    texts: &Texts,
    thoroughly: bool,
) -> Vec<Missing> {
    let mut annotated = set.annotated().into_iter();
    let is_all = corpus.single().is_none() && !corpus.is_passing();
    if !is_all || annotated.all(|path| is_there(corpus, path)) {
        return Vec::new();
    }
    let tracing = Tracing::new(set, corpus.list().0);
    tracing.map_or_else(Vec::new, |tracing| {
        trace_at_once(&tracing, corpus, texts, thoroughly)
    })
}

/// Looks for `orphans`, which are in their own documents no more, in the other ones of `corpus`, as far as time allows, for
/// a command that has nothing else to do.
#[must_use]
pub fn orphans_at_once(
    corpus: &Corpus,
    set: &AnnotationSet,
    texts: &Texts,
    orphans: &BTreeSet<AnnotationId>,
) -> Vec<Missing> {
    let is_all = corpus.single().is_none() && !corpus.is_passing();
    if !is_all || orphans.is_empty() {
        return Vec::new();
    }
    let tracing = Tracing::of_orphans(set, corpus.list().0, orphans);
    tracing.map_or_else(Vec::new, |tracing| {
        trace_at_once(&tracing, corpus, texts, true)
    })
}

fn trace_at_once(
    tracing: &Tracing,
    corpus: &Corpus,
    texts: &Texts,
    thoroughly: bool,
) -> Vec<Missing> {
    let end = Instant::now() + ON_THE_COMMAND_LINE;
    let effort = Effort {
        threads: super::spreading::threads(),
        goes_on: &|| Instant::now() < end,
    };
    let shelf = OnDisk { corpus, texts };
    if thoroughly {
        trace(tracing, &shelf, &effort)
    } else {
        same(tracing, &shelf, &effort)
    }
}

/// The kept texts of the document that annotations have at `path` and that is `document` now, the newest first.
#[must_use]
pub fn earlier(
    set: &AnnotationSet,
    path: &DocPath,
    document: &Document,
    texts: &Texts,
) -> Vec<String> {
    let mut hashes = set.texts_of(path);
    hashes.retain(|hash| *hash != document.hash);
    texts.all(&hashes)
}

/// Makes everything about a document that moved be about it where it is now.
pub fn follow(set: &mut AnnotationSet, traced: &[Missing]) {
    let found = traced.iter();
    let found =
        found.filter_map(|missing| Some((missing.path.clone(), missing.found_in()?.clone())));
    let moves: Vec<(DocPath, DocPath)> = found.collect();
    for edit in set.moving(&moves) {
        set.apply(&edit);
    }
}

#[cfg(test)]
mod tests;
