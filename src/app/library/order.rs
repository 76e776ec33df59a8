//! What the document list is sorted by.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;

use super::{Described, Entry};
use crate::model::{AnnotationSet, DocPath, ReadingStatus, vocabulary};
use crate::text::loose::base;

vocabulary! {
    /// What documents are sorted by.
    pub enum By {
        /// Where they lie: folder by folder, numbers by their value.
        Name = "name",
        /// Their titles.
        Title = "title",
        /// When they were published, the latest first.
        Date = "date",
        /// How long they are, the longest first.
        Words = "words",
        /// How much is annotated in them, the most first.
        Annotations = "annotations",
        /// How far one is with them: those being read, new ones, those that are done.
        Status = "status",
        /// When one read them last, the latest first.
        LastRead = "last-read",
    }
}

impl By {
    /// What one sorts by next.
    #[must_use]
    pub fn next(self) -> Self {
        let mut all = Self::ALL.iter().cycle();
        all.find(|by| **by == self);
        all.next().copied().unwrap_or(Self::Name)
    }

    /// The same in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::LastRead => "last read",
            other => other.as_str(),
        }
    }

    /// Whether it is known only once somebody has looked into the document.
    #[must_use]
    pub fn is_found_out(self) -> bool {
        matches!(self, Self::Title | Self::Date | Self::Words)
    }

    /// Whether what is most comes first.
    fn is_downwards(self) -> bool {
        matches!(self, Self::Date | Self::Words | Self::Annotations)
    }
}

/// An order of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sorting {
    /// What they are sorted by.
    pub by: By,
    /// Whether the other way round than one would expect. What is not known stays at the end.
    pub is_reversed: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self {
            by: By::Name,
            is_reversed: false,
        }
    }
}

/// Where a document stands among others, but for what two long titles have in common.
pub type Key = (u64, u64);

/// The key of what is not known.
pub const LAST: Key = (u64::MAX, u64::MAX);

/// What is known of a document that documents can be sorted by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing<'a> {
    /// What it is called.
    pub title: Option<&'a str>,
    /// When it was published, in ISO 8601.
    pub date: Option<&'a str>,
    /// How many words it has.
    pub words: Option<u32>,
    /// How many annotations there are on it.
    pub annotations: usize,
    /// How far one is with it.
    pub status: Option<ReadingStatus>,
    /// How many documents one has read since.
    pub read: Option<usize>,
}

impl Sorting {
    /// Where a document stands in this order. By name all stand together: then it is the order of their paths.
    #[must_use]
    pub fn key(self, standing: &Standing<'_>) -> Key {
        // None at all is not the same as the least: that is known.
        let number = |number: usize| (0, number as u64 + 1);
        let found = match self.by {
            By::Name => None,
            By::Title => standing.title.map(beginning),
            By::Date => standing.date.map(beginning),
            By::Words => standing.words.map(|words| (0, u64::from(words) + 1)),
            By::Annotations => Some(number(standing.annotations)),
            By::Status => Some(number(match standing.status {
                Some(ReadingStatus::Reading) => 0,
                None | Some(ReadingStatus::New) => 1,
                Some(ReadingStatus::Done) => 2,
            })),
            By::LastRead => standing.read.map(number),
        };
        match found {
            None => LAST,
            Some((high, low)) if self.is_downwards() => (!high, !low).min((u64::MAX, u64::MAX - 1)),
            Some(key) => key.min((u64::MAX, u64::MAX - 1)),
        }
    }

    /// The order of two titles whose keys are the same.
    #[must_use]
    pub fn compare(self, one: &str, other: &str) -> Ordering {
        let order = letters(one, MOST).cmp(&letters(other, MOST));
        if self.is_downwards() {
            order.reverse()
        } else {
            order
        }
    }

    /// Whether what is most comes first.
    #[must_use]
    pub fn is_downwards(self) -> bool {
        self.by.is_downwards() != self.is_reversed
    }
}

/// How many bytes of a title count.
const MOST: usize = 400;

/// What a title begins with, as far as a key has room for it.
fn beginning(text: &str) -> Key {
    let mut bytes = [0; 16];
    let letters = letters(text, bytes.len());
    for (byte, letter) in bytes.iter_mut().zip(letters) {
        *byte = letter;
    }
    let all = u128::from_be_bytes(bytes);
    let half = |part: u128| u64::try_from(part & u128::from(u64::MAX)).unwrap_or(u64::MAX);
    (half(all >> 64), half(all))
}

/// The letters of a title as it is sorted, at least `most` bytes of them or all: without case, accents and what stands
/// before the first letter; a number by its value, as it has its length before it.
fn letters(text: &str, most: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(most.min(text.len()) + 4);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut rest = text.chars();
    while out.len() < most {
        let here = rest.as_str();
        let Some(letter) = rest.next() else { break };
        if letter.is_ascii_digit() {
            let after = here.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = here.strip_suffix(after).unwrap_or_default();
            let digits = digits.trim_start_matches('0');
            out.push(b'0' + u8::try_from(digits.len()).unwrap_or(9).min(9));
            out.extend(digits.bytes());
            rest = after.chars();
        } else if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase() as u8);
        } else {
            for small in base(letter).to_lowercase() {
                out.extend(small.encode_utf8(&mut [0; 4]).bytes());
            }
        }
    }
    out
}

/// What the whole corpus knows that its documents are sorted by.
#[derive(Debug)]
pub struct Facts<'a> {
    set: &'a AnnotationSet,
    read: HashMap<&'a DocPath, usize>,
}

impl<'a> Facts<'a> {
    /// What is recorded in `set`, and the documents in the order in which they were `read`, the last one first.
    pub fn new(set: &'a AnnotationSet, read: impl Iterator<Item = &'a DocPath>) -> Self {
        let mut places = HashMap::new();
        for (place, path) in read.enumerate() {
            places.entry(path).or_insert(place);
        }
        Self { set, read: places }
    }

    /// What a document is called; nothing where nobody has found that out.
    #[must_use]
    pub fn title<'e>(&'e self, entry: &'e Entry) -> Option<Cow<'e, str>> {
        let is_known = matches!(entry.described, Described::Known(_));
        self.set_title(entry)
            .map(Cow::Borrowed)
            .or_else(|| is_known.then(|| entry.name()))
    }

    /// The title that a person gave a document.
    #[must_use]
    pub fn set_title(&self, entry: &Entry) -> Option<&str> {
        self.set.document(&entry.path)?.title.as_deref()
    }

    /// Where a document stands in the order that `sorting` is.
    pub(super) fn key(&self, sorting: Sorting, entry: &Entry) -> Key {
        let (path, told) = (&entry.path, entry.told());
        let record = self.set.document(path);
        let title = (sorting.by == By::Title)
            .then(|| self.title(entry))
            .flatten();
        let set = record.and_then(|record| record.date.as_deref());
        let annotations = match sorting.by {
            By::Annotations => self.set.count_on(path),
            _ => 0,
        };
        sorting.key(&Standing {
            title: title.as_deref(),
            date: set.or_else(|| told?.date()),
            words: told.and_then(|told| told.words),
            annotations,
            status: record.and_then(|record| record.status),
            read: self.read.get(path).copied(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(sorting: Sorting, titles: &[&'a str]) -> Vec<&'a str> {
        let mut titles = titles.to_vec();
        titles.sort_by(|one, other| {
            let key = |title| {
                let title = Some(title);
                sorting.key(&Standing {
                    title,
                    ..Standing::default()
                })
            };
            let order = key(one).cmp(&key(other));
            order.then_with(|| sorting.compare(one, other))
        });
        titles
    }

    #[test]
    fn titles_stand_as_people_look_for_them() {
        let by = By::Title;
        let titles = [
            "Zebra",
            "“A mill”",
            "Élan",
            "Part 10",
            "part 2",
            "eland",
            "Part 02b",
            "東京",
            "A letter that is as long as another, to Bob",
            "A letter that is as long as another, to Ada",
        ];
        let mut expected = vec![
            "A letter that is as long as another, to Ada",
            "A letter that is as long as another, to Bob",
            "“A mill”",
            "Élan",
            "eland",
            "part 2",
            "Part 02b",
            "Part 10",
            "Zebra",
            "東京",
        ];
        let is_reversed = false;
        assert_eq!(sorted(Sorting { by, is_reversed }, &titles), expected);
        expected.reverse();
        let is_reversed = true;
        assert_eq!(sorted(Sorting { by, is_reversed }, &titles), expected);
    }

    #[test]
    fn what_is_not_known_stays_at_the_end() {
        for by in [By::Title, By::Date, By::Words, By::LastRead] {
            for is_reversed in [false, true] {
                let sorting = Sorting { by, is_reversed };
                let known = Standing {
                    title: Some(""),
                    date: Some("2020"),
                    words: Some(0),
                    read: Some(0),
                    ..Standing::default()
                };
                assert!(sorting.key(&known) < LAST, "{sorting:?}");
                assert_eq!(sorting.key(&Standing::default()), LAST, "{sorting:?}");
            }
        }
    }

    #[test]
    fn the_ways_to_sort_come_round() {
        let mut by = By::Name;
        for expected in By::ALL.iter().skip(1).chain([&By::Name]) {
            by = by.next();
            assert_eq!(by, *expected);
        }
    }
}
