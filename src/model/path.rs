//! Where documents lie, and the order they stand in.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// Where a document lies: its path relative to the corpus, with `/` on every system.
///
/// Paths sort as people sort them: folder by folder, numbers by their value, capitals among small letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocPath(Arc<str>);

impl DocPath {
    /// The path `path`, which uses `/` between its parts.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as it stands in the annotations file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the path: the file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for DocPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for DocPath {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most paths that are compared have their folders in common, and those need no closer look.
        let same = shared(&self.0, &other.0);
        let folders = memchr::memrchr(b'/', self.0.as_bytes().get(..same).unwrap_or_default());
        let from = folders.map_or(0, |at| at + 1);
        let mut ones = self.0.get(from..).unwrap_or_default().split('/');
        let mut others = other.0.get(from..).unwrap_or_default().split('/');
        loop {
            let order = match (ones.next(), others.next()) {
                (Some(one), Some(other)) => natural(one, other),
                // Two spellings that people would put in one place still need an order.
                (None, None) => return self.0.cmp(&other.0),
                (one, other) => return one.is_some().cmp(&other.is_some()),
            };
            if order.is_ne() {
                return order;
            }
        }
    }
}

impl PartialOrd for DocPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How many bytes `one` and `other` begin with alike.
fn shared(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (words, _) = one.as_chunks::<8>();
    let (others, _) = other.as_chunks::<8>();
    let pairs = words.iter().zip(others);
    let same = 8 * pairs.take_while(|(one, other)| one == other).count();
    let pairs = one.iter().zip(other).skip(same);
    same + pairs.take_while(|(one, other)| one == other).count()
}

/// The order of two parts of paths: runs of digits by their value, everything else letter by letter without regard to
/// case.
#[must_use]
pub fn natural(one: &str, other: &str) -> Ordering {
    let same = one.floor_char_boundary(shared(one, other));
    // A number that goes on behind what is shared is compared whole.
    let start = one.get(..same).unwrap_or_default();
    let start = start.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    compare(
        one.get(start..).unwrap_or_default(),
        other.get(start..).unwrap_or_default(),
    )
}

fn compare(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let ((digits_one, rest_one), (digits_other, rest_other)) = (digits(one), digits(other));
        let order;
        if digits_one.is_empty() || digits_other.is_empty() {
            let (mut chars_one, mut chars_other) = (one.chars(), other.chars());
            order = match (chars_one.next(), chars_other.next()) {
                (None, None) => return Ordering::Equal,
                (Some(a), Some(b)) if a.is_ascii() && b.is_ascii() => {
                    a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase())
                }
                (Some(a), Some(b)) => a.to_lowercase().cmp(b.to_lowercase()),
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            (one, other) = (chars_one.as_str(), chars_other.as_str());
        } else {
            let (a, b) = (
                digits_one.trim_start_matches('0'),
                digits_other.trim_start_matches('0'),
            );
            order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
            (one, other) = (rest_one, rest_other);
        }
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits `text` begins with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.split_at_checked(text.len() - rest.len())
        .unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value_and_capitals_stand_among_small_letters() {
        let mut paths = [
            "b.txt", "a/2", "A10", "a2", "a02", "a", "a 2", "a/10", "B.txt", "é", "a2b",
        ]
        .map(DocPath::new);
        paths.sort();
        let sorted = paths.each_ref().map(DocPath::as_str);
        assert_eq!(
            sorted,
            [
                "a", "a/2", "a/10", "a 2", "a02", "a2", "a2b", "A10", "B.txt", "b.txt", "é"
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn what_paths_share_does_not_change_their_order(one in "[a-cB012/éè]{0,9}", other in "[a-cB012/éè]{0,9}") {
            proptest::prop_assert_eq!(natural(&one, &other), compare(&one, &other));
            let (a, b) = (DocPath::new(&one), DocPath::new(&other));
            let mut pairs = one.split('/').zip(other.split('/'));
            let first = pairs.find_map(|(one, other)| Some(compare(one, other)).filter(|order| order.is_ne()));
            let length = one.split('/').count().cmp(&other.split('/').count());
            proptest::prop_assert_eq!(a.cmp(&b), first.unwrap_or(length).then_with(|| one.cmp(&other)));
        }
    }
}
