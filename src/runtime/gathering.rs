//! Gathering annotations with what is known around them: the documents are read, and the annotations found in them.

use super::missing;
use super::spreading::{spread, threads};
use crate::anchor::{State, resolve_latest};
use crate::corpus::Corpus;
use crate::export::Place;
use crate::model::{Annotation, AnnotationSet, DocPath, Document, Metadata, Part, Span, TextHash};
use crate::review::{About, Query};
use crate::store::texts::Texts;
use crate::text::positions::CodePoints;

/// A document, and the annotations on it that were asked for.
#[derive(Debug)]
pub struct Gathered<'a> {
    /// Where it lies.
    pub path: &'a DocPath,
    /// What is known of it.
    pub metadata: Metadata,
    /// What is known of each article, where it holds several.
    pub parts: Vec<Metadata>,
    /// The hash of its text today, where it was read.
    pub now: Option<TextHash>,
    /// What it says, where that was to be kept.
    pub document: Option<Document>,
    /// The annotations, in the order they were made.
    pub annotations: Vec<Found<'a>>,
}

/// An annotation and where it was found.
#[derive(Debug)]
pub struct Found<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// How well it was found; nothing where nobody looked.
    pub state: Option<State>,
    /// Where.
    pub place: Option<Place>,
    /// The same in bytes of the text.
    pub span: Option<Span>,
    /// The number of its part of the document, from 0.
    pub part: Option<usize>,
}

impl<'a> Gathered<'a> {
    /// What a query can ask about one of the annotations.
    #[must_use]
    pub fn about<'b>(&'b self, found: &Found<'b>) -> About<'b> {
        let part = found.part.and_then(|part| self.parts.get(part));
        let metadata = part.unwrap_or(&self.metadata);
        About {
            annotation: found.annotation,
            title: metadata.title.as_deref(),
            date: metadata.date.as_deref(),
            now: self.now.as_ref(),
            state: found.state,
        }
    }

    /// A document of which only what a person recorded is known.
    fn unread(
        set: &AnnotationSet,
        path: &'a DocPath,
        annotations: &[&'a Annotation],
        state: Option<State>,
    ) -> Self {
        let found = |annotation: &&'a Annotation| Found {
            annotation,
            state,
            place: None,
            span: None,
            part: None,
        };
        let record = set.document(path);
        Self {
            path,
            metadata: record.map_or_else(Metadata::default, |record| {
                record.over(&Metadata::default())
            }),
            parts: Vec::new(),
            now: None,
            document: None,
            annotations: annotations.iter().map(found).collect(),
        }
    }
}

/// Whether documents are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of them.
    Always,
    /// All of them, and what they say is kept.
    Keeping,
    /// Only where the query cannot be answered otherwise.
    IfAsked,
}

/// The annotations for which `wanted` holds and that `query` means, by document.
#[must_use]
pub fn gather<'a>(
    corpus: &Corpus,
    texts: &Texts,
    set: &'a AnnotationSet,
    query: &Query,
    reading: Reading,
    wanted: impl Fn(&Annotation) -> bool,
) -> Vec<Gathered<'a>> {
    let needs_documents = query.needs_documents();
    let may_be_meant =
        |one: &&Annotation| wanted(one) && (needs_documents || query.accepts(&About::new(one)));
    let chosen = set.annotated().into_iter().map(|path| {
        let chosen: Vec<&Annotation> = set.on(path).filter(may_be_meant).collect();
        (path, chosen)
    });
    let chosen: Vec<_> = chosen.filter(|(_, chosen)| !chosen.is_empty()).collect();
    let reads = needs_documents || reading != Reading::IfAsked;
    let mut gathered: Vec<Gathered<'a>> = if reads {
        spread(&chosen, threads(), |(path, annotations)| {
            let mut one = read(corpus, texts, set, path, annotations);
            one.document = one.document.filter(|_| reading == Reading::Keeping);
            one
        })
    } else {
        let unread = |(path, annotations): &(&'a DocPath, Vec<&'a Annotation>)| {
            Gathered::unread(set, path, annotations, None)
        };
        chosen.iter().map(unread).collect()
    };
    if needs_documents {
        for one in &mut gathered {
            let mut annotations = std::mem::take(&mut one.annotations);
            annotations.retain(|found| query.accepts(&one.about(found)));
            one.annotations = annotations;
        }
        gathered.retain(|one| !one.annotations.is_empty());
    }
    gathered
}

/// Finds the places of `annotations`. Those on a document that cannot be read are left as they were made; where it is not
/// even there, nobody will find them.
fn read<'a>(
    corpus: &Corpus,
    texts: &Texts,
    set: &AnnotationSet,
    path: &'a DocPath,
    annotations: &[&'a Annotation],
) -> Gathered<'a> {
    let record = set.document(path);
    let Ok(mut document) = corpus.read(path) else {
        let is_gone = corpus.root().is_some() && !missing::is_there(corpus, path);
        let state = is_gone.then_some(State::Orphan);
        return Gathered::unread(set, path, annotations, state);
    };
    if let Some(record) = record {
        record.correct(&mut document);
    }
    let points = CodePoints::new(&document.text);
    let earlier = missing::earlier(set, path, &document, texts);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let wanted = annotations
        .iter()
        .map(|annotation| (annotation.place(), &annotation.selector));
    let found = resolve_latest(&document.text, &points, &earlier, wanted);
    let placed = annotations.iter().copied().zip(found);
    let annotations = placed.map(|(annotation, placement)| Found {
        annotation,
        state: Some(placement.state),
        span: placement.span,
        place: placement.span.map(|span| Place {
            start: points.from_byte(&document.text, span.start),
            end: points.from_byte(&document.text, span.end),
            line: document.line_at(span.start),
            paragraph: document.paragraph_at(span.start),
        }),
        part: placement
            .span
            .map(|span| document.part_index_at(span.start)),
    });
    let annotations = annotations.collect();
    let known = |part: &Part| match record {
        Some(record) => record.over_at(&document, part.span.start),
        None => part.metadata.clone(),
    };
    let parts = Some(&document.parts).filter(|parts| parts.len() > 1);
    let parts = parts.into_iter().flatten().map(known).collect();
    Gathered {
        path,
        metadata: match record {
            Some(record) => record.over(&document.metadata),
            None => document.metadata.clone(),
        },
        parts,
        now: Some(document.hash.clone()),
        document: Some(document),
        annotations,
    }
}
