//! Looking through documents that are not open for annotations that a person is to look at.

use std::sync::Arc;

use super::{OpenDocument, Sought, Wanted, needs_a_person};
use crate::anchor::{Placement, State, at_position};
use crate::app::tabulating::Article;
use crate::model::{AnnotationId, DocPath, Document, TextHash};

/// Documents to be looked through behind the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The documents, with what is on them.
    pub documents: Vec<WantedIn>,
}

/// What is looked for in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedIn {
    /// The document.
    pub path: DocPath,
    /// The hashes of the texts it was annotated in, the newest first.
    pub texts: Vec<TextHash>,
    /// What is looked for.
    pub wanted: Vec<Wanted>,
}

/// What a person is to look at in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surveyed {
    /// The document.
    pub path: DocPath,
    /// Its annotations that a person is to look at, and how each was found.
    pub found: Vec<(AnnotationId, State)>,
    /// The part of the document that each of its annotations is on, where it has several.
    pub parts: Vec<(AnnotationId, Article)>,
}

/// What the part of a document at the byte `at` is called, and its date, where it has several.
#[must_use]
pub fn part_at(document: &Document, at: usize) -> Option<Article> {
    let part = document.part_at(at).filter(|_| document.parts.len() > 1)?;
    Some(Article {
        title: part.metadata.title.clone(),
        date: part.metadata.date.clone(),
    })
}

impl WantedIn {
    /// Looks for everything in the document as it is now; `earlier` gives the texts with these hashes, as far as they
    /// are kept. It takes long where there is much to look for.
    #[must_use]
    pub fn look(
        &self,
        open: &Arc<OpenDocument>,
        earlier: impl FnOnce(&[TextHash]) -> Vec<String>,
    ) -> Surveyed {
        let found = self.place(open, earlier);
        let document = &open.document;
        let parts = found.iter().filter_map(|(id, placement)| {
            let at = placement.span?.start;
            Some((*id, part_at(document, at)?))
        });
        let states = found.iter().map(|(id, placement)| (*id, placement.state));
        Surveyed {
            path: self.path.clone(),
            found: states.filter(|(_, state)| needs_a_person(*state)).collect(),
            parts: parts.collect(),
        }
    }

    /// Where everything is in the document as it is now: first what is where it was, then the rest.
    #[must_use]
    pub fn place(
        &self,
        open: &Arc<OpenDocument>,
        earlier: impl FnOnce(&[TextHash]) -> Vec<String>,
    ) -> Vec<(AnnotationId, Placement)> {
        let OpenDocument {
            document, points, ..
        } = &**open;
        let (mut found, mut wanted) = (Vec::new(), Vec::new());
        for one in &self.wanted {
            match at_position(&document.text, points, &one.latest) {
                Some(placement) => found.push((one.id, placement)),
                None => wanted.push(one.clone()),
            }
        }
        if !wanted.is_empty() {
            let mut texts = self.texts.clone();
            texts.retain(|hash| *hash != document.hash);
            let earlier = earlier(&texts);
            let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
            let sought = Sought {
                open: Arc::clone(open),
                texts,
                wanted,
            };
            let placements = sought.find(&earlier);
            let ids = sought.wanted.iter().map(|wanted| wanted.id);
            found.extend(ids.zip(placements));
        }
        found
    }
}
