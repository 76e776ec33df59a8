//! An article: its head, its blocks with the highlights in them, and after each block the notes that begin in it.

use super::runs::{DEEPEST, Flow, Highlight, bury};
use super::table::Table;
use super::{Page, facts};
use crate::export::Source;
use crate::model::{Block, BlockKind, Document, Span, on_one_line};
use crate::text::counted;

/// Writes the article with this index.
pub(super) fn write(page: &mut Page<'_>, article: usize) {
    let Some(source) = page.index.articles.get(article) else {
        return;
    };
    let number = (article + 1).to_string();
    page.out.open(
        "article",
        &[
            ("id", &format!("d{number}")),
            ("aria-labelledby", &format!("t{number}")),
            ("data-d", &article.to_string()),
            ("tabindex", "-1"),
        ],
    );
    page.out.raw("\n<div class=\"body\" lang=\"\">\n");
    if let Some(document) = source.document {
        Body::new(page, source, document, article).write();
    } else {
        page.tally.unread += 1;
        head(page, source, article, |page| page.out.line(source.name()));
    }
    page.out.raw("</div>\n");
    write_lost(page, source, article);
    page.out.raw("</article>\n\n");
}

/// The head of an article, in which `title` writes the title.
fn head(
    page: &mut Page<'_>,
    source: &Source<'_>,
    article: usize,
    title: impl FnOnce(&mut Page<'_>),
) {
    let id = format!("t{}", article + 1);
    page.out.raw("<header>\n");
    page.out.open("h2", &[("id", &id), ("dir", "auto")]);
    title(page);
    page.out.raw("</h2>\n");
    let metadata = &source.metadata;
    if let Some(subtitle) = &metadata.subtitle {
        let dressed = [("class", "subtitle"), ("dir", "auto")];
        page.out.element("p", &dressed, subtitle);
    }
    let status = source.status.map_or("", |status| status.as_str());
    let notes = counted(page.index.notes_on(article).len(), "annotation");
    page.out.raw("<p class=\"facts\">");
    let line = [
        metadata.authors.join(", "),
        metadata.source.clone().unwrap_or_default(),
        metadata.date.clone().unwrap_or_default(),
        status.to_owned(),
        notes,
    ];
    facts(&mut page.out, &line.each_ref().map(String::as_str));
    page.out.raw("</p>\n<p class=\"facts\">");
    let url = metadata.url.as_deref().unwrap_or_default();
    if url.is_empty() {
        page.out.element("code", &[], source.path.as_str());
    } else {
        page.address(url, "out");
    }
    for tag in source.tags {
        page.out.raw(" ");
        page.tag(tag);
    }
    page.out.raw("</p>\n</header>\n");
}

/// What is on the article and has no place in it, with the words it was made on.
fn write_lost(page: &mut Page<'_>, source: &Source<'_>, article: usize) {
    let notes = page.index.notes_on(article);
    let lost: Vec<usize> = notes
        .iter()
        .map(|note| note.number)
        .filter(|number| !page.is_begun(*number))
        .collect();
    if lost.is_empty() {
        return;
    }
    page.out.raw("<section class=\"lost\">\n<h3>");
    page.out.raw(if source.document.is_some() {
        "Not found in the text"
    } else {
        "The article could not be read"
    });
    page.out.raw("</h3>\n<div class=\"notes\">\n");
    for number in lost {
        page.card(number, true);
    }
    page.out.raw("</div>\n</section>\n");
}

/// The text of an article while it is written.
struct Body<'w, 'p, 'd> {
    page: &'w mut Page<'p>,
    source: &'d Source<'d>,
    document: &'d Document,
    /// The index of the article.
    article: usize,
    highlights: Vec<Highlight>,
}

impl<'w, 'p, 'd> Body<'w, 'p, 'd> {
    fn new(
        page: &'w mut Page<'p>,
        source: &'d Source<'d>,
        document: &'d Document,
        article: usize,
    ) -> Self {
        let placed = page.index.notes_on(article).iter();
        let placed = placed.filter_map(|note| {
            Some(Highlight {
                number: note.number,
                span: note.place?,
                is_buried: false,
            })
        });
        let mut highlights: Vec<Highlight> = placed.collect();
        highlights.sort_by_key(|one| (one.span.start, usize::MAX - one.span.end));
        page.tally.buried += bury(&mut highlights);
        Self {
            page,
            source,
            document,
            article,
            highlights,
        }
    }

    fn write(mut self) {
        let highlights = std::mem::take(&mut self.highlights);
        let document = self.document;
        let name = self.source.name();
        let first = document
            .blocks
            .iter()
            .find(|one| one.kind == BlockKind::Title);
        let title = first.filter(|one| on_one_line(one.span.of(&document.text)) == name);
        let mut begun = Vec::new();
        let number = self.article + 1;
        head(self.page, self.source, self.article, |page| match title {
            Some(block) => {
                let mut flow = Flow::new(document, number, highlights.clone());
                flow.write(block.span, page, &mut begun);
            }
            None => page.out.line(name),
        });
        self.notes(&begun);
        let mut flow = Flow::new(document, number, highlights);
        let deeper = if document.parts.len() < 2 { 2 } else { 3 };
        let mut blocks = document.blocks.as_slice();
        while let Some(block) = blocks.first() {
            let alike = |one: &&Block| match block.kind {
                BlockKind::ListItem(_) => matches!(one.kind, BlockKind::ListItem(_)),
                BlockKind::Quotation | BlockKind::Boilerplate | BlockKind::Note => {
                    one.kind == block.kind
                }
                _ => false,
            };
            let length = blocks.iter().take_while(alike).count().max(1);
            let (group, rest) = blocks.split_at(length);
            blocks = rest;
            if title != Some(block) {
                self.group(group, &mut flow, deeper);
            }
        }
    }

    /// Blocks of one kind that stand together.
    fn group(&mut self, group: &[Block], flow: &mut Flow<'d>, deeper: u8) {
        let Some(first) = group.first() else {
            return;
        };
        match first.kind {
            BlockKind::ListItem(_) => self.list(group, flow),
            BlockKind::Quotation => {
                self.page.out.raw("<blockquote>\n");
                self.each(group, flow, "p", "");
                self.page.out.raw("</blockquote>\n");
            }
            BlockKind::Boilerplate => self.furniture(group, flow),
            BlockKind::Note => {
                self.page.out.raw("<div class=\"footnotes\">\n");
                self.each(group, flow, "p", "");
                self.page.out.raw("</div>\n");
            }
            BlockKind::Table => self.table(first, flow),
            BlockKind::Preformatted => self.each(group, flow, "pre", ""),
            BlockKind::Caption => self.each(group, flow, "p", "caption"),
            BlockKind::Title => self.each(group, flow, "h3", "title"),
            BlockKind::Heading(level) => {
                let name = match level.saturating_add(deeper) {
                    0..=3 => "h3",
                    4 => "h4",
                    5 => "h5",
                    _ => "h6",
                };
                self.each(group, flow, name, "");
            }
            BlockKind::Paragraph => self.each(group, flow, "p", ""),
        }
    }

    /// Each of `blocks` as an element, followed by the notes that begin in it.
    fn each(
        &mut self,
        blocks: &[Block],
        flow: &mut Flow<'d>,
        name: &'static str,
        class: &'static str,
    ) {
        for block in blocks {
            let id = format!("f{}-{}", self.article + 1, block.span.start);
            let mut attributes = vec![("dir", "auto")];
            if !class.is_empty() {
                attributes.push(("class", class));
            }
            if block.kind == BlockKind::Note {
                attributes.push(("id", &id));
            }
            if name == "pre" {
                attributes.extend([
                    ("tabindex", "0"),
                    ("role", "region"),
                    ("aria-label", "Preformatted text"),
                ]);
            }
            let mut begun = Vec::new();
            self.page.out.open(name, &attributes);
            flow.write(block.span, self.page, &mut begun);
            self.page.out.close(name);
            self.page.out.raw("\n");
            self.notes(&begun);
        }
    }

    fn notes(&mut self, begun: &[usize]) {
        if begun.is_empty() {
            return;
        }
        self.page.out.raw("<div class=\"notes\">\n");
        for number in begun {
            self.page.card(*number, false);
        }
        self.page.out.raw("</div>\n");
    }

    fn list(&mut self, group: &[Block], flow: &mut Flow<'d>) {
        const DEEPEST_LIST: u8 = 9;
        let mut open: Vec<u8> = Vec::new();
        for block in group {
            let depth = block.kind.level().unwrap_or(0).min(DEEPEST_LIST);
            while open.last().is_some_and(|last| *last > depth) {
                open.pop();
                self.page.out.raw("</li>\n</ul>\n");
            }
            if open.last() == Some(&depth) {
                self.page.out.raw("</li>\n");
            } else {
                open.push(depth);
                self.page.out.raw("<ul role=\"list\">\n");
            }
            let words = block.words(&self.document.text);
            let has_marker = words.start > block.span.start;
            let class = if has_marker { "marked" } else { "plain" };
            let mut begun = Vec::new();
            self.page.out.open("li", &[("class", class)]);
            self.page.out.raw("<div dir=\"auto\">");
            flow.write(block.span, self.page, &mut begun);
            self.page.out.raw("</div>\n");
            self.notes(&begun);
        }
        for _ in open {
            self.page.out.raw("</li>\n</ul>\n");
        }
    }

    /// Page furniture, folded away unless somebody annotated it.
    fn furniture(&mut self, group: &[Block], flow: &mut Flow<'d>) {
        let span = |block: Option<&Block>| block.map_or_else(Span::default, |block| block.span);
        let whole = span(group.first()).union(span(group.last()));
        let notes = self.page.index.notes_on(self.article).iter();
        let is_annotated = notes
            .filter_map(|note| note.place)
            .any(|place| place.overlaps(whole));
        self.page.out.raw(if is_annotated {
            "<details class=\"furniture\" open>\n<summary>"
        } else {
            "<details class=\"furniture\">\n<summary>"
        });
        let count = counted(group.len(), "paragraph");
        self.page.out.line(&format!("Page furniture: {count}"));
        self.page.out.raw("</summary>\n");
        self.each(group, flow, "p", "");
        self.page.out.raw("</details>\n");
    }

    fn table(&mut self, block: &Block, flow: &mut Flow<'d>) {
        let Some(table) = Table::find(&self.document.text, block.span) else {
            return self.each(std::slice::from_ref(block), flow, "pre", "");
        };
        let mut begun = Vec::new();
        self.page.out.raw(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table dir=\"auto\">\n",
        );
        for (index, row) in table.rows.iter().enumerate() {
            let is_heading = index == 0 && table.has_headings;
            self.page.out.raw("<tr>");
            for cell in row {
                let attributes: &[(&str, &str)] =
                    if is_heading { &[("scope", "col")] } else { &[] };
                let name = if is_heading { "th" } else { "td" };
                self.page.out.open(name, attributes);
                if !cell.is_empty() {
                    flow.write(*cell, self.page, &mut begun);
                }
                self.page.out.close(name);
            }
            self.page.out.raw("</tr>\n");
        }
        self.page.out.raw("</table></div>\n");
        self.notes(&begun);
    }
}

/// What the page cannot show of highlights that lie over each other.
pub(super) fn buried(highlights: &str) -> String {
    format!(
        "the colour of {highlights} under {DEEPEST} others was left out: its number is in the text"
    )
}
