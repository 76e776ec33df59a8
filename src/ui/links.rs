//! Which cells of the screen are links, for a terminal that follows links itself. Cells know nothing of links, so this is
//! told beside the picture.

use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::reader::Row;
use crate::model::{Document, InlineKind, Span};
use crate::text::address::Address;

/// Neighbouring cells of one row that belong to one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRun {
    /// The cells.
    pub area: Rect,
    /// What the runs of one link share, and those of two do not, even where both lead to one address.
    pub link: usize,
    /// Where it leads: printable ASCII, at most 2,000 bytes.
    pub address: String,
}

/// The links on the screen, row by row from the left. While something lies over the text none of it is a link: what is
/// covered must not be, and the keys and the mouse are for what covers it.
#[must_use]
pub fn links(app: &App) -> Vec<LinkRun> {
    let is_covered = app
        .overlays
        .iter()
        .any(|overlay| !matches!(overlay, Overlay::Search(_) | Overlay::ListFilter(_)));
    let (Some(document), Some(pane)) = (app.reader.document(), app.panes().reader) else {
        return Vec::new();
    };
    if is_covered || document.inlines.is_empty() || !app.continuations().is_empty() {
        return Vec::new();
    }
    let text = app.reader_parts(pane).text;
    let mut addresses = Addresses::default();
    let mut found = Vec::new();
    for (row, line) in app.reader.visible().iter().zip(text.rows()) {
        if row.is_text() {
            row_links(document, row, row.line(line), &mut addresses, &mut found);
        }
    }
    found
}

/// The addresses of the links by their first bytes, so that one that goes over several rows is read once.
type Addresses = HashMap<usize, Option<String>>;

fn row_links(
    document: &Document,
    row: &Row,
    line: Rect,
    addresses: &mut Addresses,
    found: &mut Vec<LinkRun>,
) {
    let shown = row.shown(document);
    for inline in document.inlines_in(shown) {
        let InlineKind::Link(url) = &inline.kind else {
            continue;
        };
        let address = addresses
            .entry(inline.span.start)
            .or_insert_with(|| Some(Address::parse(url).ok()?.written().to_owned()));
        let Some(address) = address else { continue };
        let span = Span {
            start: inline.span.start.max(shown.start),
            end: inline.span.end.min(shown.end),
        };
        for area in cells(document, row, line, span) {
            found.push(LinkRun {
                area,
                link: inline.span.start,
                address: address.clone(),
            });
        }
    }
}

/// The cells of `row`, which is drawn on `line`, that show the bytes `span`: neighbours together, from the left.
fn cells(document: &Document, row: &Row, line: Rect, span: Span) -> Vec<Rect> {
    let mut columns: Vec<(u16, u16)> = Vec::new();
    row.pieces(document, |piece| {
        let is_seen = piece.cluster.width > 0 && piece.end() <= line.width;
        if is_seen && piece.is_text() && span.contains(piece.cluster.span.start) {
            columns.push((piece.column, piece.cluster.width));
        }
    });
    columns.sort_unstable();
    let mut areas: Vec<Rect> = Vec::new();
    for (column, width) in columns {
        let x = line.x + column;
        match areas.last_mut() {
            Some(area) if area.right() == x => area.width += width,
            _ => areas.push(Rect {
                x,
                width,
                height: 1,
                ..line
            }),
        }
    }
    areas
}
