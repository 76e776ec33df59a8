//! Searching a long document behind the screen. Every match is found, in order, as one search from the beginning would
//! find them; the first one at the cursor or after it is told as soon as it is found.

use std::sync::Arc;

use super::OpenDocument;
use crate::model::{Document, Span};
use crate::search::{Pattern, Scan};
use crate::text::word;

/// How many bytes of a document are searched while a key waits: what takes no time to speak of.
pub(super) const AT_ONCE: usize = 1 << 20;

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Sample {
    pattern: Pattern,
    /// Whether only what is a word by itself counts.
    is_word: bool,
}

/// A search of a long document.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The document.
    pub open: Arc<OpenDocument>,
    /// What is searched for.
    pub sample: Sample,
    /// The byte of the text from which the first match is wanted.
    pub from: usize,
}

/// What is known of the matches of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Swept {
    /// It is under way.
    Going(Progress),
    /// It is over: these are all, in order, in bytes of the text.
    Over(Arc<Vec<Span>>),
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The first match at the byte it began from or after it, once that is found.
    pub first: Option<Span>,
    /// How many matches were found so far.
    pub count: usize,
    /// How much of the text was searched, in percent.
    pub percent: usize,
}

impl PartialEq for Sweep {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && Arc::ptr_eq(&self.open, &other.open)
    }
}

impl Eq for Sweep {}

impl Sample {
    /// What `pattern` matches, as words by themselves only if `is_word`.
    pub(super) fn new(pattern: Pattern, is_word: bool) -> Self {
        Self { pattern, is_word }
    }

    /// Whether a match of the pattern counts.
    fn is_meant(&self, text: &str, span: Span) -> bool {
        !self.is_word || word::at(text, span.start) == span
    }

    /// Every match in a text.
    pub(super) fn all(&self, text: &str) -> Vec<Span> {
        let all = self.pattern.spans(text);
        all.filter(|span| self.is_meant(text, *span)).collect()
    }

    /// The matches that begin from the byte `from` on and before the byte `until`; none for a regular expression, which
    /// may have to go through the whole text for the first.
    pub(super) fn between<'a>(
        &'a self,
        text: &'a str,
        from: usize,
        until: usize,
    ) -> impl Iterator<Item = Span> + 'a {
        let is_bounded = self.pattern.longest().is_some();
        let mut scan = is_bounded.then(|| Scan::new(text, from));
        let found = std::iter::from_fn(move || scan.as_mut()?.next(&self.pattern, text, until));
        found.filter(move |span| span.start >= from && self.is_meant(text, *span))
    }
}

impl Sweep {
    /// Searches the whole document: from where it begins to the end, then what is before. `goes_on` is told now and then
    /// how far that is; where it says no, the search is given up, and nothing is found.
    pub fn search(&self, mut goes_on: impl FnMut(Progress) -> bool) -> Option<Vec<Span>> {
        let Document { text, .. } = &self.open.document;
        let Sample { pattern, .. } = &self.sample;
        let from = text.floor_char_boundary(self.from);
        let mut progress = Progress::default();
        let mut searched = 0;
        let mut search = |scan: &mut Scan, part: Span, found: &mut Vec<Span>| {
            let mut until = part.start;
            while until < part.end {
                let before = until;
                until = until.saturating_add(AT_ONCE).min(part.end);
                while let Some(span) = scan.next(pattern, text, until) {
                    found.push(span);
                    if !self.sample.is_meant(text, span) {
                        continue;
                    }
                    progress.count += 1;
                    if progress.first.is_none() && span.start >= self.from {
                        progress.first = Some(span);
                        goes_on(progress).then_some(())?;
                    }
                }
                searched += until - before;
                progress.percent = searched * 100 / text.len().max(1);
                goes_on(progress).then_some(())?;
            }
            Some(())
        };
        let mut after = Vec::new();
        let mut scan = Scan::new(text, from);
        search(&mut scan, Span::new(from, text.len()), &mut after)?;
        let mut before = Vec::new();
        let mut scan = Scan::new(text, 0);
        search(&mut scan, Span::new(0, from), &mut before)?;
        // A match may reach over the border. Those after it are then searched for anew, until one is found again.
        let mut rest = after.as_slice();
        while let Some(last) = before.last().filter(|last| last.end > from).copied() {
            if let Ok(index) = rest.binary_search_by_key(&last.start, |span| span.start)
                && rest.get(index) == Some(&last)
            {
                rest = rest.get(index + 1..).unwrap_or_default();
                break;
            }
            let Some(next) = scan.next(pattern, text, text.len()) else {
                rest = &[];
                break;
            };
            before.push(next);
        }
        let mut all = if before.is_empty() && rest.len() == after.len() {
            after
        } else {
            before.extend_from_slice(rest);
            before
        };
        if self.sample.is_word {
            all.retain(|span| self.sample.is_meant(text, *span));
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, Structure};
    use crate::search::Query;
    use proptest::prelude::*;

    fn sweep(text: &str, query: &Query, is_word: bool, from: usize) -> Sweep {
        let document = Document::new(DocPath::new("a.txt"), text.into(), Structure::default());
        Sweep {
            number: 1,
            open: Arc::new(OpenDocument::new(document)),
            sample: Sample::new(query.pattern().unwrap(), is_word),
            from,
        }
    }

    #[test]
    fn the_first_match_from_where_it_begins_is_told_before_the_others_are_known() {
        let text = "mill ".repeat(10);
        let mut told = Vec::new();
        let found = sweep(&text, &Query::new("mill"), false, 12).search(|progress| {
            told.push(progress);
            true
        });
        assert_eq!(found.map(|found| found.len()), Some(10));
        let firsts: Vec<Option<Span>> = told.iter().map(|told| told.first).collect();
        assert!(firsts.iter().all(|first| *first == Some(Span::new(15, 19))));
        let last = told.last().map(|told| (told.count, told.percent));
        assert_eq!((told[0].count, last), (1, Some((10, 100))));
    }

    #[test]
    fn a_search_that_is_given_up_finds_nothing() {
        let text = "mill ".repeat(AT_ONCE);
        let mut asked = 0;
        let found = sweep(&text, &Query::new("mill"), false, 0).search(|_| {
            asked += 1;
            asked < 3
        });
        assert_eq!((found, asked), (None, 3));
    }

    #[test]
    fn words_by_themselves_are_found_as_such_from_anywhere() {
        let text = "so sox so also so";
        for from in 0..text.len() {
            let found = sweep(text, &Query::new("so"), true, from).search(|_| true);
            let starts: Option<Vec<usize>> = found.map(|all| all.iter().map(|s| s.start).collect());
            assert_eq!(starts, Some(vec![0, 7, 15]), "from {from}");
        }
    }

    proptest! {
        #[test]
        fn all_is_found_as_from_the_beginning_wherever_it_begins(
            text in "[ab \n]{0,60}", query in "[ab]{1,3}( [ab])?", from in 0usize..70, is_regex in any::<bool>(),
        ) {
            let query = if is_regex { format!("{query}+|$") } else { query };
            let query = Query { is_regex, ..Query::new(&query) };
            let all: Vec<Span> = query.pattern().unwrap().spans(&text).collect();
            let sweep = sweep(&text, &query, false, from.min(text.len()));
            prop_assert_eq!(sweep.search(|_| true), Some(all));
        }
    }
}
