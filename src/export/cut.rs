//! Annotations cut out of their documents, for formats that know a place by its position alone.

use super::{Input, Item, Place, Report, Source};
use crate::model::Document;
use crate::text::positions::CodePoints;

/// An annotation with a place in a document that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut<'a> {
    pub(super) item: &'a Item<'a>,
    /// Where it is, in code points.
    pub(super) place: Place,
    /// What the document says there.
    pub(super) text: &'a str,
}

/// A document that was read, and the annotations with a place in it, in the order of every export.
#[derive(Debug)]
pub(super) struct Cuts<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) document: &'a Document,
    pub(super) found: Vec<Cut<'a>>,
}

/// The documents of `input` that were read, with what has a place in them. What has none is told of, and not counted as
/// written; a document with none of its annotations left stays.
pub(super) fn cuts<'a>(input: &'a Input<'_>, report: &mut Report) -> Vec<Cuts<'a>> {
    let (mut unread, mut lost, mut edited) = (0, 0, 0);
    let mut found = Vec::new();
    for source in &input.documents {
        let Some(document) = source.document else {
            unread += source.annotations.len();
            report.documents -= 1;
            continue;
        };
        let points = CodePoints::new(&document.text);
        let in_order = source.in_order().into_iter();
        let cuts: Vec<Cut<'_>> = in_order
            .filter_map(|item| cut(item, document, &points))
            .collect();
        lost += source.annotations.len() - cuts.len();
        edited += cuts
            .iter()
            .filter(|cut| cut.text != cut.item.annotation.place().quote)
            .count();
        found.push(Cuts {
            source,
            document,
            found: cuts,
        });
    }
    report.annotations -= unread + lost;
    report.tell(unread, "annotation", |annotations| {
        format!("left out: {annotations} on documents that could not be read")
    });
    report.tell(lost, "annotation", |annotations| {
        format!("left out: {annotations} without a place in the text")
    });
    report.tell(edited, "annotation", |annotations| {
        format!("the quotes of {annotations} were written as the text reads now")
    });
    found
}

fn cut<'a>(item: &'a Item<'a>, document: &'a Document, points: &CodePoints) -> Option<Cut<'a>> {
    let place = item.place.filter(|place| place.start < place.end)?;
    let byte = |code_point| points.to_byte(&document.text, code_point);
    let text = document.text.get(byte(place.start)?..byte(place.end)?)?;
    Some(Cut { item, place, text })
}

/// The piece of a text that begins at its code point `start`, in as many code points as every reader counts alike: no byte
/// order mark where the whole begins, and line feeds for line ends only.
pub(super) fn countable(text: &str, start: usize) -> String {
    let letters = text.chars().enumerate();
    let counted = letters.map(|(at, c)| match c {
        '\u{feff}' if start + at == 0 => ' ',
        '\r' => ' ',
        c => c,
    });
    counted.collect()
}

#[cfg(test)]
mod tests {
    use super::countable;

    #[test]
    fn every_reader_counts_alike() {
        assert_eq!(
            countable("\u{feff}a\r\nb\rc\u{feff}\n", 0),
            " a \nb c\u{feff}\n"
        );
        assert_eq!(countable("\u{feff}a\r", 1), "\u{feff}a ");
    }
}
