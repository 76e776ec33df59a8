//! Searching in the open document.
//!
//! A document of ordinary size is searched while the key waits. In a long one the key looks at what is near; the rest is
//! searched behind the screen, and until that is over it is not known how many matches there are.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::sweep::{AT_ONCE, Progress, Sample};
use super::{Reader, Sweep, Swept};
use crate::model::{Document, Span};
use crate::search::Pattern;
use crate::text::word;

/// A search and where it matches.
#[derive(Debug)]
pub struct Find {
    /// What was typed.
    pub query: String,
    sample: Sample,
    known: Known,
    /// What of the text the matches are known of, while not all are, and these.
    near: (Span, Vec<Span>),
    /// Whether the matches are shown: they are until one leaves the search.
    visible: bool,
}

/// What is known of the matches.
#[derive(Debug)]
enum Known {
    /// All, in order, in bytes of the text.
    All(Arc<Vec<Span>>),
    /// They are looked for behind the screen.
    Sought(Sought),
    /// They are not looked for any more: that was given up.
    GivenUp,
}

/// Matches that are looked for behind the screen.
#[derive(Debug)]
struct Sought {
    number: u64,
    /// The byte of the text from which the first match is wanted.
    from: usize,
    progress: Progress,
    /// Which match is gone to once it is found, and where the cursor was when that was asked for.
    awaited: Option<(Way, usize)>,
    /// Where the cursor was when how far the search is was told.
    told: Option<usize>,
}

/// Which match one goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The first one from where the search began.
    First,
    /// The next one after the cursor.
    Next,
    /// The one before the cursor.
    Previous,
}

/// Where going to a match led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    /// To a match, with its number, counted from 0, where that is known.
    To(Option<usize>),
    /// Nowhere yet: the match is gone to once it is found, unless the cursor goes elsewhere meanwhile.
    Waiting,
    /// Nowhere: there is none.
    Nowhere,
}

impl Find {
    /// Every match, in order, in bytes of the text; `None` while not all are known.
    #[must_use]
    pub fn matches(&self) -> Option<&[Span]> {
        match &self.known {
            Known::All(matches) => Some(matches),
            Known::Sought(_) | Known::GivenUp => None,
        }
    }

    /// Whether there is nothing that matches, as far as that is known.
    #[must_use]
    pub fn is_in_vain(&self) -> bool {
        self.matches().is_some_and(<[Span]>::is_empty)
    }

    /// Whether matches are looked for behind the screen.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.number().is_some()
    }

    /// The number of the search behind the screen.
    fn number(&self) -> Option<u64> {
        match &self.known {
            Known::Sought(sought) => Some(sought.number),
            Known::All(_) | Known::GivenUp => None,
        }
    }

    /// The first match at or after `at`, else the first of all; with its number, counted from 0. `None` also while not all
    /// matches are known.
    #[must_use]
    pub fn from(&self, at: usize) -> Option<(usize, Span)> {
        let matches = self.matches()?;
        let index = matches.partition_point(|span| span.start < at);
        let index = if index == matches.len() { 0 } else { index };
        Some((index, *matches.get(index)?))
    }

    /// The next match after `at`, going round at the end.
    fn after(&self, at: usize) -> Option<(usize, Span)> {
        self.from(at + 1)
    }

    /// The match before `at`, going round at the beginning.
    fn before(&self, at: usize) -> Option<(usize, Span)> {
        let matches = self.matches()?;
        let earlier = matches.partition_point(|span| span.start < at);
        let index = earlier
            .checked_sub(1)
            .or_else(|| matches.len().checked_sub(1))?;
        Some((index, *matches.get(index)?))
    }

    /// The matches that share a byte with `span`; while not all matches are known, as far as they are near the window.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = Span> {
        let matches = self.matches().unwrap_or(&self.near.1);
        let first = matches.partition_point(|found| found.end <= span.start);
        let shown: &[Span] = if self.visible {
            matches.get(first..).unwrap_or_default()
        } else {
            &[]
        };
        shown
            .iter()
            .copied()
            .take_while(move |found| found.start < span.end)
    }

    /// Where the search stands with the cursor at a match, or how far it is: `3 of 17`.
    #[must_use]
    pub fn told(&self, cursor: usize) -> String {
        match &self.known {
            Known::All(matches) => match self.from(cursor) {
                Some((index, _)) => format!("{} of {}", index + 1, matches.len()),
                None => "no match".to_owned(),
            },
            Known::Sought(sought) => {
                let Progress { count, percent, .. } = sought.progress;
                format!("{count} so far, {percent} % searched")
            }
            Known::GivenUp => "not all searched".to_owned(),
        }
    }

    /// What goes to a match from the cursor, as far as that is known: `Err` where it is not.
    fn way(
        &self,
        way: Way,
        cursor: usize,
        text: &str,
    ) -> Result<Option<(Option<usize>, Span)>, ()> {
        if self.matches().is_some() {
            let found = match way {
                Way::First => self.from(cursor),
                Way::Next => self.after(cursor),
                Way::Previous => self.before(cursor),
            };
            return Ok(found.map(|(index, span)| (Some(index), span)));
        }
        let after = |from: usize| {
            let until = from.saturating_add(AT_ONCE);
            self.sample.between(text, from, until).next()
        };
        let found = match way {
            Way::First => after(cursor),
            Way::Next => after(cursor + 1),
            Way::Previous => {
                let from = cursor.saturating_sub(AT_ONCE);
                self.sample.between(text, from, cursor).last()
            }
        };
        found.map(|span| Some((None, span))).ok_or(())
    }

    /// Finds what is near the window, which shows `shown` of the text, where not all matches are known.
    fn look_near(&mut self, text: &str, shown: Span) {
        /// How far beyond the window a match may reach that is seen, in bytes.
        const BEYOND: usize = 1 << 12;
        if self.matches().is_some() || !self.visible || self.near.0 == shown {
            return;
        }
        let from = shown.start.saturating_sub(BEYOND);
        let until = shown.end.min(shown.start.saturating_add(AT_ONCE));
        let found = self.sample.between(text, from, until);
        self.near = (shown, found.collect());
    }
}

impl Reader {
    /// A search of the open document for `sample`: of all of it where that takes no time to speak of.
    fn begin_search(&mut self, query: &str, sample: Sample, from: usize) -> Option<Find> {
        let open = self.open.clone()?;
        let known = if open.document.text.len() <= AT_ONCE {
            Known::All(Arc::new(sample.all(&open.document.text)))
        } else {
            Known::Sought(self.sought_from(from))
        };
        Some(Find {
            query: query.to_owned(),
            sample,
            known,
            near: (Span::default(), Vec::new()),
            visible: true,
        })
    }

    fn sought_from(&mut self, from: usize) -> Sought {
        self.sweeps += 1;
        Sought {
            number: self.sweeps,
            from,
            progress: Progress::default(),
            awaited: None,
            told: None,
        }
    }

    /// Goes to a match from the byte `at` on, at once or once it is found.
    fn go_to(&mut self, way: Way, at: usize) -> Went {
        let Some(open) = self.open.clone() else {
            return Went::Nowhere;
        };
        let Some(find) = &mut self.find else {
            return Went::Nowhere;
        };
        let found = find.way(way, at, &open.document.text);
        if let Known::Sought(sought) = &mut find.known {
            sought.awaited = found.is_err().then_some((way, self.cursor));
        }
        match found {
            Ok(Some((index, span))) => {
                self.go(span.start);
                Went::To(index)
            }
            Ok(None) => Went::Nowhere,
            Err(()) => Went::Waiting,
        }
    }

    /// Searches for `query` from the byte `from` on and goes to the first match, or else there. Nothing is searched for an
    /// empty query.
    pub fn search(&mut self, query: &str, from: usize) -> Went {
        let pattern = Pattern::folded(query);
        let sample = pattern.map(|pattern| Sample::new(pattern, false));
        self.find = sample.and_then(|sample| self.begin_search(query, sample, from));
        self.go(from);
        self.go_to(Way::First, from)
    }

    /// Marks what `pattern`, which `query` was made into, finds; the cursor stays.
    pub fn mark_matches(&mut self, query: &str, pattern: &Pattern) {
        let sample = Sample::new(pattern.clone(), false);
        self.find = self.begin_search(query, sample, self.cursor);
    }

    /// Goes to the match with this number, counted from 0, and shows the matches; whether there is one.
    pub fn go_to_match(&mut self, index: usize) -> bool {
        let Some(find) = self.find.as_mut() else {
            return false;
        };
        find.visible = true;
        let found = find.matches().and_then(|matches| matches.get(index));
        let found = found.map(|span| span.start);
        if let Some(at) = found {
            self.go(at);
        }
        found.is_some()
    }

    /// Searches for the word under the cursor, as a whole word, and goes to the next one.
    pub fn search_word(&mut self) -> Went {
        let Some(document) = self.document() else {
            return Went::Nowhere;
        };
        let text = &document.text;
        let word = word::at(text, self.cursor).of(text).trim().to_owned();
        let Some(pattern) = Pattern::folded(&word) else {
            return Went::Nowhere;
        };
        let found = self.begin_search(&word, Sample::new(pattern, true), self.cursor);
        if found.as_ref().is_none_or(Find::is_in_vain) {
            return Went::Nowhere;
        }
        self.find = found;
        self.go_to(Way::Next, self.cursor)
    }

    /// Goes to the next match, or the previous one, and shows the matches. What was given up is searched for again.
    pub fn next_match(&mut self, forward: bool) -> Went {
        let from = self.cursor;
        if matches!(&self.find, Some(find) if matches!(find.known, Known::GivenUp)) {
            let sought = self.sought_from(from);
            if let Some(find) = &mut self.find {
                find.known = Known::Sought(sought);
            }
        }
        if let Some(find) = &mut self.find {
            find.visible = true;
        }
        self.go_to(if forward { Way::Next } else { Way::Previous }, from)
    }

    /// Stops showing the matches, and looking for them; whether any were shown. `n` shows them again.
    pub fn hide_matches(&mut self) -> bool {
        let Some(find) = &mut self.find else {
            return false;
        };
        if find.is_under_way() {
            find.known = Known::GivenUp;
        }
        std::mem::take(&mut find.visible)
    }

    /// Takes the search out, to be put back when the next one is given up.
    pub fn take_search(&mut self) -> Option<Find> {
        self.find.take()
    }

    /// Puts a search back that was taken out.
    pub fn restore_search(&mut self, find: Option<Find>) {
        self.find = find;
    }

    /// Searches the document that is shown now for what was searched for in the one before.
    pub(super) fn search_again(&mut self) {
        if let Some(before) = self.find.take() {
            let found = self.begin_search(&before.query, before.sample, self.cursor);
            self.find = found.map(|found| Find {
                visible: before.visible,
                ..found
            });
        }
    }

    /// Whether something else is to be searched behind the screen than when this was asked before, or nothing any more.
    pub fn is_sweep_changed(&mut self) -> bool {
        let number = self.find.as_ref().and_then(Find::number);
        number != std::mem::replace(&mut self.sweeping, number)
    }

    /// What is to be searched behind the screen.
    #[must_use]
    pub fn sweep(&self) -> Option<Sweep> {
        let find = self.find.as_ref()?;
        let Known::Sought(sought) = &find.known else {
            return None;
        };
        Some(Sweep {
            number: sought.number,
            open: Arc::clone(self.open.as_ref()?),
            sample: find.sample.clone(),
            from: sought.from,
        })
    }

    /// Takes in what the search with this number found, and goes to the match that was waited for. `None` where that is
    /// another search, or nobody waits for what it found; else where that led.
    pub fn take_swept(&mut self, number: u64, swept: Swept) -> Option<Went> {
        let cursor = self.cursor;
        let find = self.find.as_mut()?;
        let Known::Sought(sought) = &mut find.known else {
            return None;
        };
        if sought.number != number {
            return None;
        }
        let awaited = sought.awaited.filter(|(_, at)| *at == cursor);
        let from = sought.from;
        let is_told = sought.told == Some(cursor);
        match swept {
            Swept::Going(progress) => {
                sought.progress = progress;
                if let (Some(first), Some((Way::First, _))) = (progress.first, awaited) {
                    sought.awaited = None;
                    self.go(first.start);
                    return Some(Went::To(None));
                }
                is_told.then_some(match awaited {
                    Some(_) => Went::Waiting,
                    None => Went::To(None),
                })
            }
            Swept::Over(matches) => {
                find.known = Known::All(matches);
                find.near = (Span::default(), Vec::new());
                match awaited {
                    Some((Way::First, _)) => Some(self.go_to(Way::First, from)),
                    Some((way, at)) => Some(self.go_to(way, at)),
                    None => is_told.then(|| {
                        let index = self.find.as_ref().and_then(|find| find.from(cursor));
                        index.map_or(Went::Nowhere, |(index, _)| Went::To(Some(index)))
                    }),
                }
            }
        }
    }

    /// Remembers that a person was told how far the search is, so that they are told of its end too.
    pub fn tell_of_search(&mut self) {
        let cursor = self.cursor;
        if let Some(find) = &mut self.find
            && let Known::Sought(sought) = &mut find.known
        {
            sought.told = Some(cursor);
        }
    }

    /// Finds the matches near the window, where not all are known.
    pub(super) fn settle_search(&mut self) {
        let (Some(open), Some(find)) = (&self.open, &mut self.find) else {
            return;
        };
        let Document { text, .. } = &open.document;
        if let (Some(first), Some(last)) = (self.visible.first(), self.visible.last()) {
            find.look_near(text, Span::new(first.span.start, last.span.end));
        }
    }
}
