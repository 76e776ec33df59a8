//! Reading on from match to match through the corpus, in the order of the results.

use crate::app::App;
use crate::app::jumps::Place;

impl App {
    /// `n` and `N` are no longer about the results.
    pub(in crate::app) fn end_walk(&mut self) {
        self.searching.walk = None;
    }

    /// Marks what was searched for in the document that is shown, where it is one of the results, and says which match one
    /// is at.
    pub(in crate::app) fn mark_found(&mut self) {
        let (Some(view), Some(walk)) = (&self.searching.kept, self.searching.walk) else {
            return;
        };
        let Some(shown) = self.reader.document().filter(|_| !self.opening.is_glimpsed) else {
            return;
        };
        let path = shown.path.clone();
        let is_it = |group: usize| {
            let found = view.results.group(group);
            found.is_some_and(|found| found.document == path)
        };
        let group = if is_it(walk) {
            Some(walk)
        } else {
            view.results.position(|found| found.document == path)
        };
        let Some((group, found)) =
            group.and_then(|group| Some((group, view.results.group(group)?)))
        else {
            return;
        };
        let is_changed = found.hash != shown.hash;
        let (query, pattern) = (view.query.text.clone(), view.query.pattern());
        let Ok(pattern) = pattern else { return };
        self.searching.walk = Some(group);
        self.reader.mark_matches(&query, &pattern);
        self.searching.unsaid = Some(is_changed);
        self.say_marked();
    }

    /// Says which match one is at in a document that was marked, once all of it is searched.
    pub(in crate::app) fn say_marked(&mut self) {
        let Some(is_changed) = self
            .searching
            .unsaid
            .filter(|_| self.searching.walk.is_some())
        else {
            return;
        };
        let cursor = self.reader.cursor();
        let Some(find) = self.reader.find() else {
            return;
        };
        let Some(matches) = find.matches() else {
            return;
        };
        self.searching.unsaid = None;
        let is_from_end = std::mem::take(&mut self.searching.is_from_end);
        let at = if is_from_end {
            matches.len().checked_sub(1)
        } else {
            find.from(cursor).map(|(index, _)| index)
        };
        match at {
            // What stands elsewhere now is gone to.
            Some(index) if is_from_end || is_changed => self.go_to_found(index),
            Some(index) => self.say_found(index),
            None => self
                .status
                .notice("the article has changed: no match in it now"),
        }
    }

    /// Goes to a match of the document that is shown.
    fn go_to_found(&mut self, index: usize) {
        if self.reader.go_to_match(index) {
            self.reader.settle();
            self.say_found(index);
        }
    }

    /// Says which match of all this one of the document is.
    fn say_found(&mut self, index: usize) {
        let (Some(view), Some(group)) = (&self.searching.kept, self.searching.walk) else {
            return;
        };
        let (results, so_far) = (
            &view.results,
            if view.is_searching() { " so far" } else { "" },
        );
        let key = |name| self.keymap.keys_of(name).next().unwrap_or_default();
        let ways = if std::mem::take(&mut self.searching.is_new) {
            let [next, back] = ["next-match", "back"].map(key);
            format!(" · {next} next, {back} back")
        } else {
            String::new()
        };
        self.status.notice(format!(
            "{} · match {} of {}{so_far}, document {} of {}{ways}",
            view.query.text.trim(),
            results.before(group) + index + 1,
            results.matches(),
            group + 1,
            results.documents(),
        ));
    }

    /// Goes to the next match of the results, or the one before, over the borders of documents; whether one is reading
    /// results.
    pub(in crate::app) fn walk_on(&mut self, forward: bool) -> bool {
        let (Some(view), Some(walk)) = (&self.searching.kept, self.searching.walk) else {
            return false;
        };
        let shown = self.reader.document().map(|document| &document.path);
        let walked = view.results.group(walk).map(|found| &found.document);
        let is_there = shown.is_some() && shown == walked;
        if let Some(find) = self.reader.find().filter(|_| is_there) {
            let cursor = self.reader.cursor();
            let Some(matches) = find.matches() else {
                let text = "this document is still being searched; try again in a moment";
                self.status.notice(text);
                return true;
            };
            let next = if forward {
                let after = matches.partition_point(|span| span.start <= cursor);
                (after < matches.len()).then_some(after)
            } else {
                let before = matches.partition_point(|span| span.start < cursor);
                before.checked_sub(1)
            };
            if let Some(index) = next {
                self.go_to_found(index);
                return true;
            }
        }
        let group = if forward {
            Some(walk + 1)
        } else if is_there {
            walk.checked_sub(1)
        } else {
            Some(walk)
        };
        let place = group.and_then(|group| {
            let found = view.results.group(group)?;
            let passage = if forward {
                found.passages.first()
            } else {
                found.passages.last()
            };
            let place = Place {
                document: found.document.clone(),
                position: passage?.start,
            };
            Some((group, place))
        });
        match place {
            Some((group, place)) => {
                (self.searching.walk, self.searching.is_from_end) = (Some(group), !forward);
                self.return_to(&place);
                if self.opening.path.is_none() {
                    self.mark_found();
                }
            }
            None if forward && view.is_searching() => {
                self.status
                    .notice("the last match found so far; the search goes on");
            }
            None => {
                let key = self.keymap.keys_of("search-corpus").next();
                let key = key.unwrap_or_default();
                let which = if forward { "last" } else { "first" };
                self.status
                    .notice(format!("the {which} match of all; {key} shows the results"));
            }
        }
        true
    }
}
