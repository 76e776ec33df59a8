//! What the chosen result stands among: the sentences around its own, and the paragraphs around them.

use super::{Hit, Passage};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::{Column, Mark, Overlay};
use crate::app::pairing::Around;
use crate::model::{DocPath, Document, Span, TextHash, on_one_line};

/// How much of the paragraph before is shown, in bytes.
const BEFORE: usize = 1000;

/// A result of which it is wanted what it stands among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its document.
    pub document: DocPath,
    /// Where it stands in the text of that, in bytes.
    pub span: Span,
    /// The hash of that text.
    pub hash: TextHash,
}

/// What a result stands among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surrounded {
    /// The result.
    pub spot: Spot,
    /// What it stands among; nothing where that is not known, or not any more.
    pub around: Option<Around>,
}

impl Spot {
    fn of(hit: &Hit<'_>) -> Self {
        Self {
            document: hit.found.document.clone(),
            span: hit.passage.span,
            hash: hit.found.hash.clone(),
        }
    }

    /// What it stands among in `document`, where that still has the text that was searched.
    #[must_use]
    pub fn around(&self, document: &Document) -> Option<Around> {
        let is_same = (&document.path, &document.hash) == (&self.document, &self.hash);
        is_same.then(|| Around::of(document, self.span))
    }
}

impl App {
    /// Finds out what the chosen result stands among, where that is not known: at once in the document that is open.
    pub(super) fn settle_surroundings(&mut self) {
        let Some(view) = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Corpus(view) => Some(view),
            _ => None,
        }) else {
            return;
        };
        let Some(spot) = view.results.chosen().as_ref().map(Spot::of) else {
            view.surrounded = None;
            return;
        };
        let is_known = |known: &Surrounded| known.spot == spot;
        if view.surrounded.as_ref().is_some_and(is_known) {
            return;
        }
        let open = self.reader.document();
        let around = open.and_then(|open| spot.around(open));
        if around.is_none() {
            self.effects.push(Effect::Surround(spot.clone()));
        }
        view.surrounded = Some(Surrounded { spot, around });
    }

    /// Takes in what the chosen result stands among.
    pub(in crate::app) fn take_surroundings(&mut self, found: Surrounded) {
        if let Some(view) = self.corpus_view()
            && let Some(known) = &mut view.surrounded
            && known.spot == found.spot
        {
            *known = found;
        }
    }
}

/// The sentence of a match with the match in it, among what stands `around` it, set in rows of `width` cells.
pub(super) fn surrounded(passage: &Passage, around: Option<&Around>, width: u16) -> Column {
    let Passage { text, at, .. } = passage;
    let head = Span::new(0, at.start).of(text);
    let tail = Span::new(at.end, text.len()).of(text);
    let mut column = Column::default();
    let (mut lead, mut rest, mut later) = (String::new(), String::new(), "");
    if let Some(around) = around {
        let (earlier, before) = &around.before;
        let from = earlier.ceil_char_boundary(earlier.len().saturating_sub(BEFORE));
        column.push_row(earlier.get(from..).unwrap_or_default(), Mark::Around);
        let before = on_one_line(before);
        let before = before.strip_suffix(head.trim_end()).unwrap_or_default();
        before.clone_into(&mut lead);
        let after = on_one_line(&around.after.0);
        let after = after.strip_prefix(tail.trim_start()).unwrap_or_default();
        after.clone_into(&mut rest);
        later = &around.after.1;
    }
    column.push_row(&lead, Mark::Around);
    column.push(head, Mark::Kept);
    column.push(at.of(text), Mark::Found);
    column.push(tail, Mark::Kept);
    column.push(&rest, Mark::Around);
    if !later.is_empty() {
        column.push_row(later, Mark::Around);
    }
    column.set(width);
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Structure};
    use crate::search::{Query, passages};

    #[test]
    fn a_match_stands_in_its_sentence_among_its_paragraph_and_those_beside() {
        let text = "Earlier.\n\nOne came. The\nold mill burned down. Two\nwent.\n\nLater.";
        let blocks = text.match_indices("\n\n").map(|(at, _)| at);
        let ends: Vec<usize> = blocks.chain([text.len()]).collect();
        let starts = [0].into_iter().chain(ends.iter().map(|end| end + 2));
        let spans = starts.zip(&ends).map(|(start, end)| Span::new(start, *end));
        let paragraph = |span| Block {
            kind: BlockKind::Paragraph,
            span,
        };
        let structure = Structure {
            blocks: spans.map(paragraph).collect(),
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a.txt"), text.into(), structure);
        let pattern = Query::new("mill").pattern().unwrap();
        let passage = passages(text, pattern.spans(text)).next().unwrap();
        let around = Around::of(&document, passage.span);
        let told = |around| {
            let column = surrounded(&passage, around, 60);
            let rows = column
                .rows
                .iter()
                .map(|row| row.of(&column.text).trim().to_owned());
            rows.collect::<Vec<_>>()
        };
        assert_eq!(told(None), ["The old mill burned down."]);
        assert_eq!(
            told(Some(&around)),
            [
                "Earlier.",
                "One came. The old mill burned down. Two went.",
                "Later."
            ]
        );
    }
}
