//! What the ledger knows of articles beside the annotations on them: asking for it, and what becomes of it.

use std::collections::HashMap;

use super::TOGETHER;
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::Ledger;
use crate::app::tabulating::Facts;
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

    /// Asks for titles and dates of all articles that were annotated, where they are not known.
    pub(in crate::app) fn ask_about_articles(&mut self) {
        if self.ledger().is_none() {
            return;
        }
        let annotated = self.annotations.set.annotated();
        let wanted = self.library.undescribed_of(annotated);
        let asked = wanted.chunks(TOGETHER).map(<[DocPath]>::to_vec);
        self.effects.extend(asked.map(Effect::Describe));
    }

    /// What is known of the articles now.
    pub(super) fn facts_of_articles(&self) -> Facts {
        let set = self.set();
        let mut articles: HashMap<DocPath, (Option<String>, Option<String>)> = HashMap::new();
        for entry in self.library.entries() {
            if let Some(told) = entry.told()
                && set.count_on(&entry.path) > 0
            {
                let about = (
                    told.title().map(str::to_owned),
                    told.date().map(str::to_owned),
                );
                articles.insert(entry.path.clone(), about);
            }
        }
        for record in set.documents() {
            if record.title.is_some() || record.date.is_some() {
                let about = articles.entry(record.path.clone()).or_default();
                about.0 = record.title.clone().or(about.0.take());
                about.1 = record.date.clone().or(about.1.take());
            }
        }
        let paths = self.library.entries().iter().map(|entry| &entry.path);
        let texts = paths.filter_map(|path| Some((path.clone(), self.text_now(path)?.clone())));
        let found = self.reader.places().iter();
        Facts {
            articles,
            texts: texts.collect(),
            // What is on the screen is known better than what was found behind it.
            states: self
                .states_elsewhere()
                .chain(found.filter_map(|(id, placement)| Some((id, placement?.state))))
                .collect(),
        }
    }

    /// An annotation with what is known around it now.
    #[must_use]
    pub fn about<'a>(&'a self, annotation: &'a Annotation) -> About<'a> {
        let path = &annotation.document;
        About {
            annotation,
            title: self.title_of(path),
            date: self.date_of(path),
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
