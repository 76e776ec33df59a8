//! How the text looks: the styles of blocks, inlines, annotations, matches and the selection, laid over each other.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::color_of;
use crate::app::App;
use crate::app::reader::{Piece, Placed, Row, is_subtitle};
use crate::model::{BlockKind, Document, Inline, InlineKind, Span};
use crate::text::cluster;
use crate::ui::paint::{Pen, put};
use crate::ui::theme::Theme;

/// What decides how the text looks, gathered once for all rows.
pub struct Look<'a> {
    app: &'a App,
    theme: &'a Theme,
    document: &'a Document,
    sentence: Option<Span>,
    /// Whether the sentence is decided on.
    is_reviewed: bool,
    selected: Option<Span>,
    current_match: Option<Span>,
    current: Option<Placed>,
}

/// What lies on one row.
struct Marks<'a> {
    inlines: Vec<&'a Inline>,
    highlights: Vec<(Span, Style)>,
    matches: Vec<Span>,
}

impl<'a> Look<'a> {
    pub fn of(app: &'a App, theme: &'a Theme, document: &'a Document) -> Self {
        let reader = &app.reader;
        let selected = reader.selected();
        let sentence = reader.sentence().filter(|_| selected.is_none());
        let at_cursor = Span::new(reader.cursor(), reader.cursor() + 1);
        let current_match = reader
            .find()
            .and_then(|find| find.overlapping(at_cursor).next());
        let current = reader
            .current()
            .and_then(|id| reader.places().get(id))
            .copied();
        Self {
            app,
            theme,
            document,
            sentence,
            is_reviewed: app.is_reviewing(),
            selected,
            current_match,
            current,
        }
    }

    fn base(&self, row: &Row) -> Style {
        let Some(block) = self.document.blocks.get(row.block).copied() else {
            return self.theme.text;
        };
        match block.kind {
            BlockKind::Title => self.theme.title,
            BlockKind::Heading(0..=2) => self.theme.heading,
            BlockKind::Heading(_) => self.theme.heading_minor,
            BlockKind::Quotation => self.theme.quotation,
            BlockKind::Caption if self.is_said_again(row.block) => self.theme.dim,
            BlockKind::Caption => self.theme.caption,
            BlockKind::Boilerplate | BlockKind::Note => self.theme.dim,
            BlockKind::Table if row.is_heading => self.theme.table_head,
            BlockKind::Paragraph if is_subtitle(self.document, block) => self.theme.subtitle,
            BlockKind::Paragraph
            | BlockKind::ListItem(_)
            | BlockKind::Table
            | BlockKind::Preformatted => self.theme.text,
        }
    }

    /// Whether the block at `index` says what the one above it says, as captions often do.
    fn is_said_again(&self, index: usize) -> bool {
        let said = |index: usize| {
            let block = self.document.blocks.get(index)?;
            Some((block.kind, block.span.of(&self.document.text)))
        };
        index
            .checked_sub(1)
            .is_some_and(|above| said(above) == said(index))
    }

    pub fn draw_row(&self, row: &Row, line: Rect, buffer: &mut Buffer) {
        self.draw_rule(row, line, buffer);
        let base = self.base(row);
        let shown = row.shown(self.document);
        let find = self.app.reader.find();
        let marks = Marks {
            inlines: self.document.inlines_in(shown).collect(),
            highlights: self.highlights(shown),
            matches: find
                .into_iter()
                .flat_map(|find| find.overlapping(shown))
                .collect(),
        };
        // What looks alike stands together: a style is worked out once for all of a stretch that has it.
        let (mut alike, mut style) = (Span::default(), base);
        row.pieces(self.document, |mut piece| {
            if piece.end() > line.width {
                return;
            }
            let at = piece.cluster.span.start;
            let style = if piece.is_text() || shown.contains(at) {
                if !alike.contains(at) {
                    let inline = self.inline_at(at, &marks.inlines);
                    style = base.patch(inline).patch(self.style_at(at, &marks));
                    alike = Span::new(at, self.changes_at(at, &marks));
                }
                style
            } else {
                self.theme.dim
            };
            if piece.is_text() && !marks.inlines.is_empty() {
                self.raise(&mut piece, &marks.inlines);
                self.strike(&mut piece, &marks.inlines);
            }
            put_piece(buffer, line, &piece, style);
        });
    }

    /// The rule beside a quotation, on the side that it begins at.
    fn draw_rule(&self, row: &Row, line: Rect, buffer: &mut Buffer) {
        let block = self.document.blocks.get(row.block);
        if row.indent < 2 || block.is_none_or(|block| block.kind != BlockKind::Quotation) {
            return;
        }
        let (x, rule) = if row.is_right_to_left() {
            ((line.right() + 1).saturating_sub(row.indent), "▕")
        } else {
            (line.x + row.indent - 2, "▏")
        };
        let cell = Rect {
            x,
            width: 1,
            ..line
        };
        put(buffer, cell, rule, self.theme.border_focus);
    }

    /// The mark of a note that is nothing but digits is set as printers set it, raised.
    fn raise(&self, piece: &mut Piece<'_>, inlines: &[&Inline]) {
        let at = piece.cluster.span.start;
        let is_mark = |inline: &&&Inline| {
            matches!(inline.kind, InlineKind::Reference { .. })
                && inline.span.contains(at)
                && inline
                    .span
                    .of(&self.document.text)
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
        };
        // Some raised digits have an ambiguous width, others have not: in two cells they would stand apart.
        if self.app.layout.typography.ambiguous_is_wide
            || !inlines.iter().any(|inline| is_mark(&inline))
        {
            return;
        }
        let digit = piece.cluster.symbol.parse().ok();
        if let Some(raised) = digit.and_then(|digit: usize| RAISED.get(digit)) {
            piece.cluster.symbol = (*raised).into();
        }
    }

    /// Words that are crossed out have a stroke of their own: they must not read as plain where a terminal has no style
    /// for them.
    fn strike(&self, piece: &mut Piece<'_>, inlines: &[&Inline]) {
        /// The combining long stroke overlay, which takes no cell.
        const STROKE: char = '\u{336}';
        let at = piece.cluster.span.start;
        let is_struck =
            |inline: &&Inline| inline.kind == InlineKind::Struck && inline.span.contains(at);
        // The stroke has an ambiguous width itself.
        if !self.app.layout.typography.ambiguous_is_wide
            && piece.cluster.width == 1
            && inlines.iter().any(is_struck)
        {
            piece.cluster.symbol.to_mut().push(STROKE);
        }
    }

    fn inline_at(&self, at: usize, inlines: &[&Inline]) -> Style {
        let mut style = Style::default();
        for inline in inlines.iter().filter(|inline| inline.span.contains(at)) {
            style = style.patch(match inline.kind {
                InlineKind::Emphasis => self.theme.emphasis,
                InlineKind::Strong => self.theme.strong,
                InlineKind::Code => self.theme.code,
                InlineKind::Struck => self.theme.struck,
                InlineKind::Link(_) => self.theme.link,
                InlineKind::Reference { .. } => self.theme.reference,
            });
        }
        style
    }

    /// The annotations that share a byte with `span`, with what each looks like. The shortest comes last, so that it is
    /// seen whatever lies around it.
    fn highlights(&self, span: Span) -> Vec<(Span, Style)> {
        let mut annotated: Vec<&Placed> = self.app.reader.places().overlapping(span).collect();
        annotated.sort_by_key(|placed| std::cmp::Reverse(placed.span.len()));
        let look = |placed: &Placed| {
            (
                placed.span,
                self.theme.highlight(color_of(self.app, placed)),
            )
        };
        annotated.into_iter().map(look).collect()
    }

    /// The first byte after `at` that may look otherwise.
    fn changes_at(&self, at: usize, marks: &Marks<'_>) -> usize {
        let current = self.current.map(|placed| placed.span);
        let one = [self.sentence, self.selected, self.current_match, current];
        let inlines = marks.inlines.iter().map(|inline| inline.span);
        let highlights = marks.highlights.iter().map(|(span, _)| *span);
        let matches = marks.matches.iter().copied();
        let all = one.into_iter().flatten().chain(inlines);
        let ends = all.chain(highlights).chain(matches);
        let ends = ends.flat_map(|span| [span.start, span.end]);
        ends.filter(|end| *end > at).min().unwrap_or(usize::MAX)
    }

    fn style_at(&self, at: usize, marks: &Marks<'_>) -> Style {
        let mut style = Style::default();
        if self.sentence.is_some_and(|sentence| sentence.contains(at)) {
            style = style.patch(if self.is_reviewed {
                self.theme.reviewed
            } else {
                self.theme.cursor_line
            });
        }
        let mut covered = 0;
        for (_, highlight) in marks
            .highlights
            .iter()
            .filter(|(span, _)| span.contains(at))
        {
            covered += 1;
            style = style.patch(*highlight);
        }
        if self.current.is_some_and(|placed| placed.span.contains(at)) {
            style = self.theme.current(style);
        }
        if covered > 1 {
            style = style.patch(self.theme.overlap);
        }
        if self.current_match.is_some_and(|found| found.contains(at)) {
            style = style.patch(self.theme.search_current);
        } else if marks.matches.iter().any(|found| found.contains(at)) {
            style = style.patch(self.theme.search_match);
        }
        if self.selected.is_some_and(|selected| selected.contains(at)) {
            style = style.patch(self.theme.selection);
        }
        style
    }

    /// Up to two glyphs of annotations that begin in the row, a bar beside the current one, and one beside what is
    /// decided on.
    pub fn draw_gutter(&self, row: &Row, line: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(
            buffer,
            Rect {
                width: line.width.saturating_sub(1),
                ..line
            },
        );
        let places = self.app.reader.places();
        for placed in places
            .overlapping(row.span)
            .filter(|placed| row.span.contains(placed.span.start))
        {
            let tag = self
                .app
                .set()
                .get(placed.id)
                .and_then(|annotation| annotation.tags.first());
            // What another reviewer wrote has their initial.
            if let Some((name, color)) = self.app.reviewer_of(placed.id) {
                pen.write_within(1, &initial(name), self.theme.accent(Some(color)));
                continue;
            }
            let glyph = tag.map_or('▪', |tag| self.app.set().codebook().glyph(tag));
            pen.write_within(
                1,
                glyph.encode_utf8(&mut [0; 4]),
                self.theme.accent(color_of(self.app, placed)),
            );
        }
        let shown = row.shown(self.document);
        if let Some(placed) = self.current.filter(|placed| placed.span.overlaps(shown)) {
            let style = self.theme.accent(color_of(self.app, &placed));
            pen.skip_to(line.x + 1).write_within(1, "▎", style);
        }
        let acted_on = self.selected.or(self.sentence);
        let is_acted_on = acted_on.is_some_and(|span| span.overlaps(shown));
        if self.is_reviewed && is_acted_on && line.width > 2 {
            let cell = Rect {
                x: line.x + 2,
                width: 1,
                ..line
            };
            put(buffer, cell, "┃", self.theme.hint_key);
        }
    }
}

/// The digits, raised.
const RAISED: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/// Puts a piece, which is safe to print as it is, into its cells of `line`.
fn put_piece(buffer: &mut Buffer, line: Rect, piece: &Piece<'_>, style: Style) {
    let (cluster, y) = (&piece.cluster, line.y);
    let (x, end) = (line.x + piece.column, line.x + piece.end());
    // A space is as many spaces as it has cells; everything else is one grapheme, which may hide the cells after its own.
    if cluster.symbol.starts_with(' ') {
        for x in x..end {
            buffer[(x, y)].set_char(' ').set_style(style);
        }
    } else if cluster.width > 0 {
        let cell = buffer[(x, y)].set_symbol(&cluster.symbol).set_style(style);
        if cluster.symbol.len() > 1
            && cell.cell_width() != cluster.width
            && let Some(width) = NonZeroU16::new(cluster.width)
        {
            // The terminal gives it more cells than ratatui counts: a character of ambiguous width.
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
        for x in x + 1..end {
            buffer[(x, y)].reset();
        }
    }
}

/// The first character of a reviewer's name as a capital, where that takes one cell.
fn initial(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    let capital: String = first
        .into_iter()
        .flat_map(char::to_uppercase)
        .take(1)
        .collect();
    if cluster::width(&capital) == 1 {
        capital
    } else {
        "«".to_owned()
    }
}
