//! The reader pane: header, gutter, text, scrollbar.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::paint::{put, put_lines};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::{Focus, ReaderParts, reader_parts};
use crate::app::reader::{Placed, Row, RowKind, column_of, row_spacing, shown_span};
use crate::model::{BlockKind, Document, Span, TagColor};
use crate::text::cluster::clusters;

pub fn draw(app: &App, theme: &Theme, pane: Rect, frame: &mut Frame<'_>) {
    let parts = reader_parts(pane, app.layout.measure);
    let Some(document) = app.reader.document() else {
        draw_empty(app, theme, parts, frame.buffer_mut());
        return;
    };
    draw_header(app, theme, document, parts, frame.buffer_mut());
    let look = Look::of(app, theme, document);
    let mut cursor = None;
    for (y, row) in (parts.text.top()..parts.text.bottom()).zip(app.reader.visible()) {
        look.draw_row(*row, parts.text, y, frame.buffer_mut());
        look.draw_gutter(*row, parts.gutter, y, frame.buffer_mut());
        if row.kind != RowKind::Gap && row.span.contains(app.reader.cursor()) {
            let column = column_of(document, *row, app.reader.cursor());
            cursor = Some(Position::new(
                parts.text.x + column.min(parts.text.width.saturating_sub(1)),
                y,
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
    let lines: &[&str] = if app.library.walking {
        &["Looking for articles…"]
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
    if parts.header.height == 0 {
        return;
    }
    let metadata = app.metadata(&document.path);
    let mut about = metadata.authors;
    about.extend(metadata.date);
    let path = document.path.as_str();
    let about = if about.is_empty() {
        path.to_owned()
    } else {
        format!("{} · {path}", about.join(" · "))
    };
    put(
        buffer,
        parts.text.x,
        parts.header.y,
        parts.text.width,
        &about,
        theme.dim,
    );
}

/// What decides how the text looks, gathered once for all rows.
struct Look<'a> {
    app: &'a App,
    theme: &'a Theme,
    document: &'a Document,
    sentence: Option<Span>,
    selected: Option<Span>,
    current_match: Option<Span>,
}

impl<'a> Look<'a> {
    fn of(app: &'a App, theme: &'a Theme, document: &'a Document) -> Self {
        let reader = &app.reader;
        let selected = reader.selected();
        let sentence = if selected.is_none() {
            reader.sentence_at(reader.cursor())
        } else {
            None
        };
        let matched = reader.find().and_then(|find| find.from(reader.cursor()));
        let current_match = matched
            .map(|(_, span)| span)
            .filter(|span| span.contains(reader.cursor()));
        Self {
            app,
            theme,
            document,
            sentence,
            selected,
            current_match,
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

    fn draw_row(&self, row: Row, area: Rect, y: u16, buffer: &mut Buffer) {
        if row.kind == RowKind::Gap {
            return;
        }
        let kind = self
            .document
            .blocks
            .get(row.block)
            .map_or(BlockKind::Paragraph, |block| block.kind);
        if kind == BlockKind::Quotation && row.indent > 1 {
            put(
                buffer,
                area.x + row.indent - 2,
                y,
                1,
                "▏",
                self.theme.border_focus,
            );
        }
        let base = self.base(kind);
        let shown = shown_span(self.document, row);
        let places = self.app.reader.places();
        // The shortest annotation is laid on last, so that it is seen whatever lies around it.
        let mut placed: Vec<&Placed> = places.overlapping(shown).collect();
        placed.sort_by_key(|placed| std::cmp::Reverse(placed.span.len()));
        let matches: Vec<Span> = self
            .app
            .reader
            .find()
            .into_iter()
            .flat_map(|find| find.overlapping(shown))
            .collect();
        let mut x = area.x + row.indent;
        for cluster in clusters(&self.document.text, shown, row_spacing(self.document, row)) {
            if cluster.width == 0 {
                continue;
            }
            let room = area.right().saturating_sub(x);
            if cluster.width > room {
                break;
            }
            let style = base.patch(self.style_at(cluster.span.start, &placed, &matches));
            x = buffer
                .set_stringn(x, y, &cluster.symbol, usize::from(room), style)
                .0;
        }
    }

    fn style_at(&self, at: usize, placed: &[&Placed], matches: &[Span]) -> Style {
        let mut style = Style::default();
        if self.sentence.is_some_and(|sentence| sentence.contains(at)) {
            style = style.patch(self.theme.cursor_line);
        }
        let mut covered = 0;
        let mut is_current = false;
        for placed in placed.iter().filter(|placed| placed.span.contains(at)) {
            covered += 1;
            is_current |= Some(placed.id) == self.app.reader.current();
            style = style.patch(self.theme.highlight(self.color(placed)));
        }
        if covered > 1 {
            style = style.patch(self.theme.overlap);
        }
        if is_current {
            style = self.theme.current(style);
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

    fn color(&self, placed: &Placed) -> Option<TagColor> {
        color_of(self.app, placed)
    }

    /// Up to two glyphs of annotations that begin in the row, and a bar beside the current one.
    fn draw_gutter(&self, row: Row, area: Rect, y: u16, buffer: &mut Buffer) {
        if area.width < 3 || row.kind == RowKind::Gap {
            return;
        }
        let places = self.app.reader.places();
        let beginning = places
            .overlapping(row.span)
            .filter(|placed| row.span.contains(placed.span.start));
        let mut used = 0;
        for placed in beginning.take(2) {
            let tag = self
                .app
                .set()
                .get(placed.id)
                .and_then(|annotation| annotation.tags.first());
            let glyph = tag.map_or('▪', |tag| self.app.set().codebook().glyph(tag));
            put(
                buffer,
                area.x + used,
                y,
                1,
                &glyph.to_string(),
                self.theme.accent(self.color(placed)),
            );
            used += 1;
        }
        let current = self.app.reader.current().and_then(|id| places.get(id));
        if let Some(placed) = current
            && used < 2
            && placed.span.overlaps(shown_span(self.document, row))
        {
            put(
                buffer,
                area.x + 1,
                y,
                1,
                "▎",
                self.theme.accent(self.color(placed)),
            );
        }
    }
}

fn color_of(app: &App, placed: &Placed) -> Option<TagColor> {
    let annotation = app.set().get(placed.id)?;
    annotation
        .tags
        .iter()
        .find_map(|tag| app.set().codebook().color(tag))
}

fn draw_scrollbar(app: &App, theme: &Theme, document: &Document, bar: Rect, buffer: &mut Buffer) {
    let rows = app.reader.visible();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    let length = document.text.len().max(1);
    if bar.height == 0 || bar.width == 0 {
        return;
    }
    for (row, y) in (bar.top()..bar.bottom()).enumerate() {
        let share = Span::new(
            row * length / usize::from(bar.height),
            (row + 1) * length / usize::from(bar.height),
        );
        let inside =
            share.start < last.span.end.max(1) && first.span.start < share.end.max(share.start + 1);
        let track = if inside {
            theme.scrollbar_thumb
        } else {
            theme.scrollbar
        };
        match app.reader.places().overlapping(share).next() {
            Some(placed) => put(
                buffer,
                bar.x,
                y,
                1,
                if inside { "◆" } else { "◇" },
                theme.accent(color_of(app, placed)),
            ),
            None => put(buffer, bar.x, y, 1, if inside { "┃" } else { "│" }, track),
        };
    }
}
