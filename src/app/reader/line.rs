//! Where everything on a row stands: the one geometry that drawing, the cursor and the mouse share.
//!
//! A row is a list of pieces, each a cluster at a cell. What the setting adds (a hyphen, a label of a table, stretched
//! spaces) and the order it gives (from right to left, in columns) is settled here and nowhere else.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::rows::{Row, RowKind};
use crate::model::{Document, Span};
use crate::text::bidi::mirrored;
use crate::text::cluster::{self, Cluster, Clusters, clusters};
use crate::text::visible::without_hanging;

/// A cluster at its place on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The cell it begins at, counted from the left edge of the text.
    pub column: u16,
    /// What it is and how wide; its span is empty where it is drawn without being text.
    pub cluster: Cluster<'t>,
}

impl Piece<'_> {
    /// Whether it is text, and no hyphen or label.
    #[must_use]
    pub fn is_text(&self) -> bool {
        !self.cluster.span.is_empty()
    }

    /// The cell after it.
    #[must_use]
    pub fn end(&self) -> u16 {
        self.column.saturating_add(self.cluster.width)
    }
}

impl Row {
    /// Whether it shows text, and is no gap and no folded run.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self.kind, RowKind::First | RowKind::More)
    }

    /// The cells it is drawn on, where `line` is what rows of text are.
    #[must_use]
    pub fn line(&self, line: Rect) -> Rect {
        Rect {
            x: line.x.saturating_sub(self.outdent),
            width: line.width.max(self.width),
            ..line
        }
    }

    /// Whether it is of a block that runs from right to left, and is set from the right edge.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let levels = self.levels.as_deref();
        levels.is_some_and(crate::text::bidi::Levels::is_right_to_left)
    }

    /// What of the row is seen: the white space at its end is not, nor are the rules around a row of a table.
    #[must_use]
    pub fn shown(&self, document: &Document) -> Span {
        let text = self.span.of(&document.text);
        let hangs = |c: char| c.is_whitespace() || c == '|' && self.hides_rules;
        let end = self.span.start + without_hanging(text, hangs).len();
        let start = if self.hides_rules {
            self.span.end - text.trim_start_matches(hangs).len()
        } else {
            self.span.start
        };
        Span {
            start: start.min(end),
            end,
        }
    }

    /// The clusters of `span` as they are set in this row.
    pub(super) fn clusters<'d>(&self, document: &'d Document, span: Span) -> Clusters<'d> {
        clusters(&document.text, span, self.spacing)
            .with_ambiguous(self.ambiguous_is_wide)
            .with_invisible(self.invisible)
    }

    /// The cells that `span` takes on one row like this.
    pub(super) fn width_of(&self, document: &Document, span: Span) -> u16 {
        self.clusters(document, span)
            .fold(0, |sum, cluster| sum.saturating_add(cluster.width))
    }

    /// Hands out everything that is drawn on the row, from left to right within each column of a table.
    pub fn pieces<'d>(&self, document: &'d Document, mut put: impl FnMut(Piece<'d>)) {
        if !self.is_text() && self.kind != RowKind::Name {
            return;
        }
        let shown = self.shown(document);
        if let Some(columns) = &self.columns {
            columns.pieces(self, document, &mut put);
        } else if self.is_plain() {
            let mut column = self.indent;
            for cluster in self.clusters(document, shown) {
                let width = cluster.width;
                put(Piece { column, cluster });
                column = column.saturating_add(width);
            }
        } else {
            self.set(document, shown, &mut put);
        }
    }

    /// Whether its clusters stand one after the other from the indent on, as on nearly every row.
    fn is_plain(&self) -> bool {
        self.levels.is_none() && self.label.is_none() && !self.hyphen && self.stretch == 0
    }

    fn set<'d>(&self, document: &'d Document, shown: Span, put: &mut impl FnMut(Piece<'d>)) {
        let mut line: Vec<Cluster<'d>> = Vec::new();
        if let Some(label) = self.label {
            line.extend(
                self.clusters(document, label.span)
                    .map(|cluster| drawn(&cluster, None)),
            );
            for symbol in [":", " "].into_iter().filter(|_| label.ends) {
                line.push(Cluster {
                    span: Span::new(label.span.end, label.span.end),
                    width: 1,
                    symbol: Cow::Borrowed(symbol),
                });
            }
        }
        line.extend(self.clusters(document, shown));
        self.stretch_spaces(&mut line);
        if self.hyphen
            && let Some(last) = line.last()
        {
            let hyphen = drawn(last, Some("-"));
            line.push(hyphen);
        }
        let total = line
            .iter()
            .fold(0u16, |sum, cluster| sum.saturating_add(cluster.width));
        let left = if self.is_right_to_left() {
            self.width.saturating_sub(self.indent).saturating_sub(total)
        } else {
            self.indent
        };
        self.put_in_order(line, left, put);
    }

    /// Puts clusters one after the other from `column` on, in the order they are drawn in.
    pub(super) fn put_in_order<'d>(
        &self,
        line: Vec<Cluster<'d>>,
        mut column: u16,
        put: &mut impl FnMut(Piece<'d>),
    ) {
        let mut next = |mut cluster: Cluster<'d>, is_mirrored: bool| {
            if is_mirrored {
                cluster.symbol = mirrored(cluster.symbol);
            }
            let width = cluster.width;
            put(Piece { column, cluster });
            column = column.saturating_add(width);
        };
        let Some(levels) = &self.levels else {
            return line.into_iter().for_each(|cluster| next(cluster, false));
        };
        for index in levels.order(&line) {
            if let Some(cluster) = line.get(index) {
                next(cluster.clone(), levels.is_mirrored(cluster.span.start));
            }
        }
    }

    /// Shares the cells that the row is short of among its spaces, as evenly as whole cells allow.
    fn stretch_spaces(&self, line: &mut [Cluster<'_>]) {
        let spaces: Vec<&mut Cluster<'_>> = line
            .iter_mut()
            .filter(|cluster| self.is_stretched(cluster))
            .collect();
        let (gaps, stretch) = (spaces.len(), usize::from(self.stretch));
        for (number, space) in spaces.into_iter().enumerate() {
            let share = stretch * (number + 1) / gaps - stretch * number / gaps;
            space.width = space
                .width
                .saturating_add(u16::try_from(share).unwrap_or(0));
        }
    }

    /// Whether a cluster is a space that may be stretched: between words, not after a bullet.
    pub(super) fn is_stretched(&self, cluster: &Cluster<'_>) -> bool {
        cluster.symbol == " " && cluster.span.start >= self.stretched_from
    }

    /// The cell, counted from the left edge of the text, at which the byte `at` is drawn; for the white space that hangs
    /// past the end of the row, the cell after its text.
    #[must_use]
    pub fn column_of(&self, document: &Document, at: usize) -> u16 {
        let (mut found, mut first) = (None, None::<(usize, u16)>);
        let mut edges = None::<(u16, u16)>;
        self.pieces(document, |piece| {
            let (left, right) = edges.unwrap_or((piece.column, 0));
            edges = Some((left.min(piece.column), right.max(piece.end())));
            if piece.is_text() {
                let start = piece.cluster.span.start;
                if piece.cluster.span.contains(at) {
                    found = Some(piece.column);
                }
                if first.is_none_or(|(earliest, _)| start < earliest) {
                    first = Some((start, piece.column));
                }
            }
        });
        let before = first
            .filter(|(start, _)| at < *start)
            .map(|(_, column)| column);
        found
            .or(before)
            .unwrap_or_else(|| match (edges, self.is_right_to_left()) {
                (Some((_, right)), false) => right,
                (Some((left, _)), true) => left.saturating_sub(1),
                (None, false) => self.indent,
                (None, true) => self.width.saturating_sub(self.indent).saturating_sub(1),
            })
    }

    /// The byte of the text that is drawn at `column` cells from the left edge of the text, or nearest to it.
    #[must_use]
    pub fn at_column(&self, document: &Document, column: u16) -> usize {
        let mut nearest = None::<(u16, usize)>;
        self.pieces(document, |piece| {
            if !piece.is_text() || piece.cluster.width == 0 {
                return;
            }
            let last = piece.end().saturating_sub(1);
            let distance = piece
                .column
                .saturating_sub(column)
                .max(column.saturating_sub(last));
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, piece.cluster.span.start));
            }
        });
        nearest.map_or(self.span.start, |(_, at)| at)
    }

    /// The first byte of the row's last character.
    #[must_use]
    pub fn last(&self, document: &Document) -> usize {
        let shown = self.shown(document);
        cluster::previous(&document.text, shown.end).max(shown.start)
    }
}

/// What `cluster` looks like where it is drawn without being text, or `symbol` in its place.
fn drawn<'t>(cluster: &Cluster<'t>, symbol: Option<&'static str>) -> Cluster<'t> {
    Cluster {
        span: Span::new(cluster.span.start, cluster.span.start),
        width: symbol.map_or(cluster.width, |_| 1),
        symbol: symbol.map_or_else(|| cluster.symbol.clone(), Cow::Borrowed),
    }
}
