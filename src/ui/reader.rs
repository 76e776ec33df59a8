//! The reader pane: header, gutter, text, scrollbar.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint::{Pen, put, put_lines};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::{Focus, ReaderParts, reader_parts};
use crate::app::reader::{Placed, Row, RowKind, column_of, row_spacing, shown_span};
use crate::model::{BlockKind, Document, Span, TagColor};
use crate::text::cluster::{Cluster, clusters};

pub fn draw(app: &App, theme: &Theme, pane: Rect, frame: &mut Frame<'_>) {
    let parts = reader_parts(pane, app.layout.measure);
    let Some(document) = app.reader.document() else {
        draw_empty(app, theme, parts, frame.buffer_mut());
        return;
    };
    draw_header(app, theme, document, parts, frame.buffer_mut());
    let look = Look::of(app, theme, document);
    let mut cursor = None;
    for ((line, gutter), row) in parts
        .text
        .rows()
        .zip(parts.gutter.rows())
        .zip(app.reader.visible())
    {
        if row.kind == RowKind::Gap {
            continue;
        }
        look.draw_row(*row, line, frame.buffer_mut());
        look.draw_gutter(*row, gutter, frame.buffer_mut());
        if row.span.contains(app.reader.cursor()) {
            let column = column_of(document, *row, app.reader.cursor());
            cursor = Some(Position::new(
                line.x + column.min(line.width.saturating_sub(1)),
                line.y,
            ));
        }
    }
    draw_scrollbar(app, theme, document, parts.scrollbar, frame.buffer_mut());
    if let Some(cursor) = cursor
        && app.overlays.is_empty()
        && app.layout.focus == Focus::Reader
    {
        frame.set_cursor_position(cursor);
    }
}

fn draw_empty(app: &App, theme: &Theme, parts: ReaderParts, buffer: &mut Buffer) {
    let lines: &[&str] = if app.is_waiting_for_document() {
        &["Reading…"]
    } else if app.library.entries().is_empty() {
        &[
            "There is nothing to read here.",
            "",
            "postil FOLDER opens a folder of articles,",
            "postil FILE a single one.",
            "",
            "q leaves.",
        ]
    } else {
        &[
            "No document is open.",
            "",
            "Tab goes to the list, Enter reads a document,",
            "f finds one by its title.",
        ]
    };
    put_lines(
        buffer,
        parts.text,
        lines.iter().map(|line| (*line, theme.dim)),
    );
}

fn draw_header(
    app: &App,
    theme: &Theme,
    document: &Document,
    parts: ReaderParts,
    buffer: &mut Buffer,
) {
    let metadata = app.metadata_at(document, app.reader.cursor());
    let mut about: Vec<String> = part_of(app, document, metadata.title).into_iter().collect();
    about.extend(metadata.authors);
    about.extend(metadata.date);
    about.push(document.path.to_string());
    let line = Rect {
        x: parts.text.x,
        width: parts.text.width,
        ..parts.header
    };
    put(buffer, line, &about.join(" · "), theme.dim);
}

/// Which of several parts the cursor is in, and what it is called.
fn part_of(app: &App, document: &Document, title: Option<String>) -> Option<String> {
    let here = document.part_at(app.reader.cursor())?;
    let number = document.parts.iter().position(|part| part == here)? + 1;
    let count = document.parts.len();
    let place = format!("part {number} of {count}");
    (count > 1).then(|| match title {
        Some(title) => format!("{place} · {title}"),
        None => place,
    })
}

/// What decides how the text looks, gathered once for all rows.
struct Look<'a> {
    app: &'a App,
    theme: &'a Theme,
    document: &'a Document,
    sentence: Option<Span>,
    selected: Option<Span>,
    current_match: Option<Span>,
    current: Option<Placed>,
}

impl<'a> Look<'a> {
    fn of(app: &'a App, theme: &'a Theme, document: &'a Document) -> Self {
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
            selected,
            current_match,
            current,
        }
    }

    fn base(&self, kind: BlockKind) -> Style {
        match kind {
            BlockKind::Title => self.theme.title,
            BlockKind::Heading(_) => self.theme.heading,
            BlockKind::Quotation => self.theme.quotation,
            BlockKind::Caption | BlockKind::Boilerplate | BlockKind::Note => self.theme.dim,
            BlockKind::Paragraph
            | BlockKind::ListItem(_)
            | BlockKind::Table
            | BlockKind::Preformatted => self.theme.text,
        }
    }

    fn draw_row(&self, row: Row, line: Rect, buffer: &mut Buffer) {
        let kind = self
            .document
            .blocks
            .get(row.block)
            .map_or(BlockKind::Paragraph, |block| block.kind);
        let mut x = line.x.saturating_add(row.indent);
        if kind == BlockKind::Quotation && row.indent > 1 {
            put(
                buffer,
                Rect {
                    x: x - 2,
                    width: 1,
                    ..line
                },
                "▏",
                self.theme.border_focus,
            );
        }
        let base = self.base(kind);
        let shown = shown_span(self.document, row);
        let highlights = self.highlights(shown);
        let find = self.app.reader.find();
        let matches: Vec<Span> = find
            .into_iter()
            .flat_map(|find| find.overlapping(shown))
            .collect();
        for cluster in clusters(&self.document.text, shown, row_spacing(self.document, row)) {
            if cluster.width > line.right().saturating_sub(x) {
                break;
            }
            let style = base.patch(self.style_at(cluster.span.start, &highlights, &matches));
            x = put_cluster(buffer, (x, line.y), &cluster, style);
        }
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

    fn style_at(&self, at: usize, highlights: &[(Span, Style)], matches: &[Span]) -> Style {
        let mut style = Style::default();
        if self.sentence.is_some_and(|sentence| sentence.contains(at)) {
            style = style.patch(self.theme.cursor_line);
        }
        let mut covered = 0;
        for (_, highlight) in highlights.iter().filter(|(span, _)| span.contains(at)) {
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
        } else if matches.iter().any(|found| found.contains(at)) {
            style = style.patch(self.theme.search_match);
        }
        if self.selected.is_some_and(|selected| selected.contains(at)) {
            style = style.patch(self.theme.selection);
        }
        style
    }

    /// Up to two glyphs of annotations that begin in the row, and a bar beside the current one.
    fn draw_gutter(&self, row: Row, line: Rect, buffer: &mut Buffer) {
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
            let glyph = tag.map_or('▪', |tag| self.app.set().codebook().glyph(tag));
            pen.write_within(
                1,
                glyph.encode_utf8(&mut [0; 4]),
                self.theme.accent(color_of(self.app, placed)),
            );
        }
        let shown = shown_span(self.document, row);
        if let Some(placed) = self.current.filter(|placed| placed.span.overlaps(shown)) {
            let style = self.theme.accent(color_of(self.app, &placed));
            pen.skip_to(line.x + 1).write_within(1, "▎", style);
        }
    }
}

/// Puts a cluster, which is safe to print as it is, into its cells; the column after it.
fn put_cluster(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    cluster: &Cluster<'_>,
    style: Style,
) -> u16 {
    let end = x + cluster.width;
    // A tab is as many spaces as it has cells; everything else is one grapheme, which may hide the cells after its own.
    if cluster.symbol.starts_with(' ') {
        for x in x..end {
            buffer[(x, y)].set_char(' ').set_style(style);
        }
    } else if cluster.width > 0 {
        buffer[(x, y)].set_symbol(&cluster.symbol).set_style(style);
        for x in x + 1..end {
            buffer[(x, y)].reset();
        }
    }
    end
}

/// The colour of an annotation: that of its first tag that has one.
fn color_of(app: &App, placed: &Placed) -> Option<TagColor> {
    let annotation = app.set().get(placed.id)?;
    annotation
        .tags
        .iter()
        .find_map(|tag| app.set().codebook().color(tag))
}

/// Where in the document the window is, and where the annotations are: each row stands for a share of the text.
fn draw_scrollbar(app: &App, theme: &Theme, document: &Document, bar: Rect, buffer: &mut Buffer) {
    let rows = app.reader.visible();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    let share = |row: usize| row * document.text.len() / usize::from(bar.height.max(1));
    for (row, line) in bar.rows().enumerate() {
        let span = Span::new(share(row), share(row + 1).max(share(row) + 1));
        let inside = span.start < last.span.end && first.span.start < span.end;
        let (glyph, style) = match (app.reader.places().overlapping(span).next(), inside) {
            (Some(placed), true) => ("◆", theme.accent(color_of(app, placed))),
            (Some(placed), false) => ("◇", theme.accent(color_of(app, placed))),
            (None, true) => ("┃", theme.scrollbar_thumb),
            (None, false) => (" ", theme.scrollbar),
        };
        put(buffer, line, glyph, style);
    }
}
