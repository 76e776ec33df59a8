//! The annotations of one article, found in the document of the corpus that it is.

use std::borrow::Cow;

use super::super::Format;
use super::super::incoming::{Article, Mark};
use super::super::units::{Counting, Fit, chosen, plain, reads_as};
use super::tally::Tally;
use super::told_by;
use crate::anchor::{State, capture, resolve_all};
use crate::model::{Document, Selector, Span};
use crate::text::positions::CodePoints;

/// The text that came in, and the one in the corpus.
pub struct Shelf<'a> {
    pub document: Option<&'a Document>,
    /// Without a byte order mark, with line feeds alone.
    pub theirs: Option<Cow<'a, str>>,
    /// Whether the document is in the very text that was annotated.
    is_same: bool,
}

/// Where an annotation is to be.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    pub selector: Selector,
    /// Whether it was written down anew in the text of the corpus.
    pub is_captured: bool,
    /// Whether it stands in the text that came in alone.
    pub is_theirs: bool,
}

/// A place in the text that the positions count in.
struct Begun {
    selector: Selector,
    /// Where that is, once it is certain.
    span: Option<Span>,
    /// How well it was found.
    state: State,
}

impl<'a> Shelf<'a> {
    pub fn new(article: &'a Article, document: Option<&'a Document>) -> Self {
        let theirs = article.text.as_deref().map(plain);
        let is_same = document.is_some_and(|document| {
            article.hash.as_ref() == Some(&document.hash)
                || theirs.as_deref() == Some(document.text.as_str())
        });
        Self {
            document,
            theirs,
            is_same,
        }
    }

    /// The text that positions count in; empty where nobody has it.
    fn base(&self) -> &str {
        let here = self.document.map_or("", |document| &document.text);
        self.theirs.as_deref().unwrap_or(here)
    }

    /// Where each of `marks` is.
    pub fn place(
        &self,
        marks: &[&Mark],
        usual: Counting,
        format: Format,
        tally: &mut Tally,
    ) -> Vec<Placed> {
        if super::is_ours(format) {
            if self.document.is_none() {
                tally.homeless += marks.len();
            }
            return marks.iter().map(|mark| as_it_stands(mark)).collect();
        }
        let base = self.base();
        let points = CodePoints::new(base);
        let mut begun = self.begin(base, &points, marks, usual, tally);
        settle(base, &points, &mut begun);
        let Some(document) = self.document else {
            tally.homeless += begun.len();
            return begun.into_iter().map(Placed::in_theirs).collect();
        };
        if document.text == base {
            let place = |begun: Begun| {
                tally.found(begun.state, &begun.selector);
                Placed {
                    is_captured: begun.span.is_some(),
                    selector: begun.selector,
                    is_theirs: false,
                }
            };
            return begun.into_iter().map(place).collect();
        }
        let here = CodePoints::new(&document.text);
        let selectors = begun.iter().map(|begun| &begun.selector);
        let found = resolve_all(&document.text, &here, &[base], selectors);
        let found: Vec<_> = begun.into_iter().zip(found).collect();
        let place = |(begun, found): (Begun, crate::anchor::Placement)| {
            tally.found(found.state, &begun.selector);
            let is_found = matches!(found.state, State::Exact | State::Moved);
            match found.span.filter(|_| is_found) {
                Some(span) => Placed {
                    selector: capture(&document.text, &here, span),
                    is_captured: true,
                    is_theirs: false,
                },
                None => Placed::in_theirs(begun),
            }
        };
        found.into_iter().map(place).collect()
    }

    /// Cuts out of `base` what the positions of `marks` say is there, in the way of counting that fits best.
    fn begin(
        &self,
        base: &str,
        points: &CodePoints,
        marks: &[&Mark],
        usual: Counting,
        tally: &mut Tally,
    ) -> Vec<Begun> {
        let told: Vec<_> = marks.iter().filter_map(|mark| told_by(mark)).collect();
        let (mut counting, mut fit) = (usual, usual.fit(base, &told));
        if fit.exact < told.len() && !base.is_empty() {
            let texts = [(Cow::Borrowed(base), told.clone())];
            (counting, fit) = chosen(&texts, usual);
        }
        let unquoted = told.iter().filter(|told| told.quote.is_empty()).count();
        if !base.is_empty() {
            tally.counted(counting, fit, told.len() - unquoted, unquoted);
        }
        let is_trusted = self.is_same || self.theirs.is_some() || fit.sensible == unquoted;
        let spans = counting.spans(base, told.iter().map(|told| told.position));
        let mut spans = spans.into_iter();
        let begin = |mark: &&Mark| {
            let told = told_by(mark);
            let span = told.and_then(|_| spans.next().flatten());
            let is_it = |span: &Span| {
                !span.is_empty()
                    && match told {
                        Some(told) if !told.quote.is_empty() => reads_as(base, *span, &told),
                        _ => is_trusted,
                    }
            };
            if let Some(span) = span.filter(is_it) {
                return Begun {
                    selector: capture(base, points, span),
                    span: Some(span),
                    state: State::Exact,
                };
            }
            Begun {
                selector: described(mark, span.map(|span| points.from_byte(base, span.start))),
                span: None,
                state: State::Orphan,
            }
        };
        marks.iter().map(begin).collect()
    }
}

impl Placed {
    fn in_theirs(begun: Begun) -> Self {
        Self {
            is_captured: false,
            is_theirs: begun.span.is_some(),
            selector: begun.selector,
        }
    }
}

/// Looks in `base` for what has a quote and no place.
fn settle(base: &str, points: &CodePoints, begun: &mut [Begun]) {
    let mut open: Vec<&mut Begun> = begun.iter_mut().filter(|one| one.span.is_none()).collect();
    if base.is_empty() || open.is_empty() {
        return;
    }
    let selectors: Vec<Selector> = open.iter().map(|one| one.selector.clone()).collect();
    let found = resolve_all(base, points, &[], &selectors);
    for (one, found) in open.iter_mut().zip(found) {
        one.state = found.state;
        if matches!(found.state, State::Exact | State::Moved)
            && let Some(span) = found.span
        {
            one.span = Some(span);
            one.selector = capture(base, points, span);
        }
    }
}

/// A selector of what a mark says alone, near the code point `start` where that is known.
fn described(mark: &Mark, start: Option<usize>) -> Selector {
    let quote = if mark.is_cut {
        mark.quote.trim_end_matches(['.', '…']).trim_end()
    } else {
        &mark.quote
    };
    let start = start.or(mark.position.map(|(start, _)| start));
    let start = start.unwrap_or_default();
    Selector {
        quote: quote.to_owned(),
        prefix: mark.prefix.clone(),
        suffix: mark.suffix.clone(),
        start,
        end: start.saturating_add(quote.chars().count()),
    }
}

/// The selector of a mark of postil's own.
fn as_it_stands(mark: &Mark) -> Placed {
    let (start, end) = mark.position.unwrap_or_default();
    Placed {
        selector: Selector {
            quote: mark.quote.clone(),
            prefix: mark.prefix.clone(),
            suffix: mark.suffix.clone(),
            start,
            end,
        },
        is_captured: false,
        is_theirs: false,
    }
}

impl Tally {
    fn counted(&mut self, counting: Counting, fit: Fit, quoted: usize, unquoted: usize) {
        if quoted > 0 {
            let (fitting, all) = self.quoted.entry(counting).or_default();
            *fitting += fit.alike;
            *all += quoted;
        }
        if unquoted > 0 {
            let (fitting, all) = self.unquoted.entry(counting).or_default();
            *fitting += fit.sensible;
            *all += unquoted;
        }
    }
}
