//! What the ledger knows of articles beside the annotations on them: asking for it, and what becomes of it.

use std::sync::Arc;

use super::{SLICE, TOGETHER};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::library::Told;
use crate::app::overlay::Ledger;
use crate::app::tabulating::{Article, Facts, entitled};
use crate::model::{Annotation, DocPath};
use crate::review::About;

impl App {
    /// More is known of the articles: what depends on that is worked out anew, one question at a time.
    pub(in crate::app) fn articles_known(&mut self) {
        self.ledgers.is_behind = true;
        let depends = self.ledger().is_some_and(Ledger::depends_on_articles);
        if depends && !self.ledgers.is_awaited {
            self.tabulate("reading…");
        }
    }

    /// Begins to gather what the list knows of the articles that were annotated, where that is not done and makes a
    /// difference.
    pub(super) fn gather_articles(&mut self) {
        let annotated = self.set().ever_annotated();
        let depends = self.ledger().is_some_and(Ledger::depends_on_articles);
        let is_of_use = depends || self.library.pending() > 0;
        if is_of_use && self.ledgers.gathered_of != Some(annotated) {
            self.ledgers.gathered_of = Some(annotated);
            self.ledgers.told.clear();
            self.ledgers.gathering = Some(0);
            self.gather_more();
        }
    }

    /// Goes through the list a little further, between two keys: what is not known of annotated articles is asked for.
    fn gather_more(&mut self) {
        let Some(from) = self.ledgers.gathering.take() else {
            return;
        };
        let (set, entries) = (&self.annotations.set, self.library.entries());
        let rest = entries.get(from..).unwrap_or_default();
        let slice = rest.get(..SLICE).unwrap_or(rest);
        let (mut told, mut unknown) = (Vec::new(), Vec::new());
        for entry in slice.iter().filter(|entry| set.count_on(&entry.path) > 0) {
            match entry.told() {
                Some(known) => told.push((entry.path.clone(), article(known))),
                None => unknown.push(entry.path.clone()),
            }
        }
        if slice.len() < rest.len() {
            self.ledgers.gathering = Some(from + slice.len());
            self.effects.push(Effect::ComeBack);
        }
        self.ledgers.told.push(Arc::new(told));
        let wanted = self.library.undescribed_of(&unknown);
        let asked = wanted.chunks(TOGETHER).map(<[DocPath]>::to_vec);
        self.effects.extend(asked.map(Effect::Describe));
    }

    /// The keys that were typed meanwhile are taken in: goes on with what was begun.
    pub(in crate::app) fn go_on_gathering(&mut self) {
        self.gather_more();
        if self.ledgers.gathering.is_none() {
            self.articles_known();
        }
    }

    /// More is known of these documents.
    pub(in crate::app) fn articles_told(&mut self, paths: &[DocPath]) {
        if self.ledgers.gathered_of.is_none() {
            return;
        }
        let annotated = paths.iter().filter(|path| self.set().count_on(path) > 0);
        let known = annotated.filter_map(|path| {
            let told = self.library.get(path)?.told()?;
            Some((path.clone(), article(told)))
        });
        let told: Vec<(DocPath, Article)> = known.collect();
        if !told.is_empty() {
            self.ledgers.told.push(Arc::new(told));
        }
    }

    /// Other annotations were read: what is known of articles has to be gathered anew.
    pub(in crate::app) fn forget_articles(&mut self) {
        self.ledgers.gathered_of = None;
    }

    /// What is known of the articles now.
    pub(super) fn facts_of_articles(&mut self) -> Facts {
        self.keep_parts();
        let is_asked = self.ledger().is_some_and(|ledger| !ledger.query.is_empty());
        let states = || {
            let found = self.reader.places().iter();
            // What is on the screen is known better than what was found behind it.
            self.states_elsewhere()
                .chain(found.filter_map(|(id, placement)| Some((id, placement?.state))))
                .collect()
        };
        Facts {
            told: self.ledgers.told.clone(),
            parts: self.parts_elsewhere(),
            texts: self.texts_now(),
            states: is_asked.then(states).unwrap_or_default(),
        }
    }

    /// An annotation with what is known around it now.
    #[must_use]
    pub fn about<'a>(&'a self, annotation: &'a Annotation) -> About<'a> {
        let path = &annotation.document;
        let part = self.part_of(annotation);
        let told = || (self.title_of(path), self.date_of(path));
        let (title, date) = entitled(self.set().document(path), part, told);
        About {
            annotation,
            title,
            date,
            now: self.text_now(path),
            state: None,
        }
    }

    /// What a person calls the document at `path`, where that is known.
    #[must_use]
    pub fn title_of(&self, path: &DocPath) -> Option<&str> {
        let set = self.set().document(path);
        let set = set.and_then(|record| record.title.as_deref());
        let open = self.reader.document().filter(|open| open.path == *path);
        let listed = || self.library.get(path)?.told()?.title();
        set.or_else(|| open.map_or_else(listed, |open| open.metadata.title.as_deref()))
    }

    /// The date of the document at `path`, as exact as it is known.
    #[must_use]
    pub fn date_of(&self, path: &DocPath) -> Option<&str> {
        let set = self.set().document(path);
        let set = set.and_then(|record| record.date.as_deref());
        let open = self.reader.document().filter(|open| open.path == *path);
        let listed = || self.library.get(path)?.told()?.date();
        set.or_else(|| open.map_or_else(listed, |open| open.metadata.date.as_deref()))
    }
}

/// What the ledger wants to know of what a document tells.
fn article(told: &Told) -> Article {
    Article {
        title: told.title().map(str::to_owned),
        date: told.date().map(str::to_owned),
    }
}
