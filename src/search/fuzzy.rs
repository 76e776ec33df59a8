//! Finding items of a list by some of their letters.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// An item that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that was searched, from 0.
    pub index: usize,
    /// How well it matches; more is better.
    pub score: u32,
}

/// The `items` that hold the letters of each word of `query` in order, the best first and equals in the order given.
///
/// Upper case in a word of the query makes it mind case; a letter without accent also matches one with an accent. An
/// empty query gives all items in the order given.
pub fn rank(query: &str, items: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Hit> {
    let pattern = pattern(query);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut chars = Vec::new();
    let mut hits: Vec<Hit> = items
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let item = haystack(item.as_ref(), &mut chars);
            let score = pattern.score(item, &mut matcher)?;
            Some(Hit { index, score })
        })
        .collect();
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits
}

/// Which characters of `item` match `query`, in order, counted in code points from 0; none where it does not.
#[must_use]
pub fn matched(query: &str, item: &str) -> Vec<u32> {
    let mut positions = Vec::new();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut chars = Vec::new();
    let score = pattern(query).indices(haystack(item, &mut chars), &mut matcher, &mut positions);
    if score.is_none() {
        return Vec::new();
    }
    positions.sort_unstable();
    positions.dedup();
    positions
}

fn pattern(query: &str) -> Pattern {
    Pattern::new(
        query,
        CaseMatching::Smart,
        Normalization::Smart,
        AtomKind::Fuzzy,
    )
}

/// `item` for the matcher, by code points: its own conversion would count positions in graphemes.
fn haystack<'a>(item: &'a str, chars: &'a mut Vec<char>) -> Utf32Str<'a> {
    if item.is_ascii() {
        return Utf32Str::Ascii(item.as_bytes());
    }
    chars.clear();
    chars.extend(item.chars());
    Utf32Str::Unicode(chars)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(query: &str, items: &[&str]) -> Vec<usize> {
        let hits = rank(query, items.iter().copied());
        hits.into_iter().map(|hit| hit.index).collect()
    }

    #[test]
    fn the_best_match_comes_first() {
        let items = ["claim/statistic", "todo", "status", "Claim/causal"];
        assert_eq!(indices("stat", &items), [2, 0]);
        assert_eq!(indices("cl ca", &items)[0], 3);
        assert_eq!(indices("Claim", &items), [3]);
        assert_eq!(indices("zzz", &items), [0; 0]);
    }

    #[test]
    fn an_empty_query_gives_all_in_the_order_given() {
        let hits = rank(" ", ["b", "a"]);
        assert!(hits.iter().all(|hit| hit.score == 0));
        assert_eq!(matched(" ", "b"), [0; 0]);
        assert_eq!(indices("", &["b", "a"]), [0, 1]);
        assert_eq!(indices("x", &["x", "x"]), [0, 1]);
    }

    #[test]
    fn positions_count_code_points() {
        assert_eq!(matched("tag", "e\u{301}漢 tag"), [4, 5, 6]);
        assert_eq!(matched("ete", "né été"), [3, 4, 5]);
        assert_eq!(matched("tag", "ta"), [0; 0]);
    }
}
