//! The documents of the corpus as they were last met: what tells those that came, went or changed.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Bound;

use crate::app::effect::CorpusChange;
use crate::corpus::Stamp;
use crate::model::DocPath;

/// The documents, in the order of the bytes of their paths, each with a piece of the hash of its stamp once that is known.
#[derive(Debug, Default)]
pub(super) struct Shelf(BTreeMap<ByBytes, Option<u32>>);

/// A path that sorts by its bytes, so that what is in a folder stands together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ByBytes(DocPath);

impl Ord for ByBytes {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.as_str().cmp(other.0.as_str())
    }
}

impl PartialOrd for ByBytes {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Borrow<str> for ByBytes {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl Shelf {
    /// Puts these documents there, and no others.
    pub(super) fn fill(&mut self, documents: Vec<DocPath>) {
        self.0 = documents
            .into_iter()
            .map(|path| (ByBytes(path), None))
            .collect();
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The documents, in the order of the bytes of their paths.
    pub(super) fn documents(&self) -> impl DoubleEndedIterator<Item = &DocPath> {
        self.0.keys().map(|path| &path.0)
    }

    /// Notes what the file of a document is like.
    pub(super) fn note(&mut self, path: &DocPath, stamp: Option<Stamp>) {
        if let Some(known) = self.0.get_mut(path.as_str()) {
            *known = stamp.map(piece);
        }
    }

    /// Whether the file of a document may have this stamp, as far as is known.
    pub(super) fn may_be(&self, path: &DocPath, stamp: Stamp) -> bool {
        match self.0.get(path.as_str()) {
            Some(Some(known)) => *known == piece(stamp),
            Some(None) => true,
            None => false,
        }
    }

    /// Takes in that `found` is all there is at `place` and below it, nothing naming the whole corpus; `stamp` tells what
    /// their files are like now. What has become different goes into `change`.
    pub(super) fn settle(
        &mut self,
        place: &str,
        found: &BTreeSet<DocPath>,
        stamp: impl Fn(&DocPath) -> Option<Stamp>,
        change: &mut CorpusChange,
    ) {
        let gone: Vec<ByBytes> = self
            .at(place)
            .filter(|path| !found.contains(&path.0))
            .cloned()
            .collect();
        for path in gone {
            self.0.remove(&path);
            change.gone.push(path.0);
        }
        for path in found {
            let now = stamp(path).map(piece);
            match self.0.insert(ByBytes(path.clone()), now) {
                None => change.found.push(path.clone()),
                // Of one that was not looked at yet only that is known that something has happened to it.
                Some(before) if before != now || before.is_none() => {
                    change.changed.push(path.clone());
                }
                Some(_) => {}
            }
        }
    }

    /// The documents at `place` and below it.
    fn at(&self, place: &str) -> impl Iterator<Item = &ByBytes> {
        let folder = if place.is_empty() {
            String::new()
        } else {
            format!("{place}/")
        };
        let from = (Bound::Included(folder.as_str()), Bound::Unbounded);
        let below: Vec<&ByBytes> = self
            .0
            .range::<str, _>(from)
            .map(|(path, _)| path)
            .take_while(|path| path.0.as_str().starts_with(&folder))
            .collect();
        let itself = self.0.get_key_value(place).map(|(path, _)| path);
        itself.into_iter().chain(below)
    }
}

/// What is kept of a stamp.
fn piece(stamp: Stamp) -> u32 {
    let mut hasher = DefaultHasher::new();
    stamp.hash(&mut hasher);
    let hash = hasher.finish();
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<DocPath> {
        names.iter().map(|name| DocPath::new(name)).collect()
    }

    fn stamp(length: u64) -> Stamp {
        Stamp {
            length,
            seconds: 1,
            nanoseconds: 2,
        }
    }

    #[test]
    fn what_came_went_and_changed_at_a_place_is_told_once() {
        let names = [
            "a.txt",
            "b/1.txt",
            "b/2.txt",
            "b/c/3.txt",
            "b-c.txt",
            "bc.txt",
        ];
        for (place, there, length, expected) in [
            ("", &names[..], 1, [&[][..], &[], &[]]),
            (
                "b",
                &["b/1.txt", "b/2.txt", "b/c/3.txt"],
                1,
                [&[], &[], &[]],
            ),
            (
                "b",
                &[],
                1,
                [&[], &["b/1.txt", "b/2.txt", "b/c/3.txt"], &[]],
            ),
            ("b/1.txt", &["b/1.txt"], 2, [&[], &[], &["b/1.txt"]]),
            ("b/1.txt", &["b/1.txt"], 1, [&[], &[], &[]]),
            ("b/1.txt", &[], 1, [&[], &["b/1.txt"], &[]]),
            ("d", &["d/4.txt"], 1, [&["d/4.txt"], &[], &[]]),
            (
                "b",
                &["b/2.txt", "b/5.txt"],
                1,
                [&["b/5.txt"], &["b/1.txt", "b/c/3.txt"], &[]],
            ),
        ] {
            let mut shelf = Shelf::default();
            shelf.fill(paths(&names));
            for path in paths(&names) {
                shelf.note(&path, Some(stamp(1)));
            }
            let found: BTreeSet<DocPath> = paths(there).into_iter().collect();
            for told in [true, false] {
                let mut change = CorpusChange::default();
                shelf.settle(place, &found, |_| Some(stamp(length)), &mut change);
                let expected = if told { expected } else { [&[][..]; 3] };
                let [new, gone, changed] = expected.map(paths);
                let got = (change.found, change.gone, change.changed);
                assert_eq!(got, (new, gone, changed), "{place} {there:?}");
            }
        }
    }

    #[test]
    fn a_document_that_was_not_looked_at_may_be_as_it_was() {
        let mut shelf = Shelf::default();
        shelf.fill(paths(&["a"]));
        let a = DocPath::new("a");
        assert!(shelf.may_be(&a, stamp(1)) && shelf.may_be(&a, stamp(2)));
        shelf.note(&a, Some(stamp(1)));
        assert!(shelf.may_be(&a, stamp(1)) && !shelf.may_be(&a, stamp(2)));
        assert!(!shelf.may_be(&DocPath::new("b"), stamp(1)));
        let mut change = CorpusChange::default();
        shelf.fill(paths(&["a"]));
        shelf.settle("a", &[a.clone()].into(), |_| Some(stamp(1)), &mut change);
        assert_eq!((change.changed, shelf.len()), (vec![a], 1));
    }
}
