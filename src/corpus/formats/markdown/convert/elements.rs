//! The elements of raw HTML inside Markdown.

use super::super::html::{self, Token};
use super::{Converter, DEEPEST};
use crate::model::{BlockKind, InlineKind};

/// How many elements with a mark may be open inside each other; what is deeper is text without one.
const MOST_OPEN: usize = 64;

impl Converter<'_> {
    /// Reads `html`, which ends at the byte `end` of the source.
    pub(super) fn html(&mut self, html: &str, end: usize) {
        // The element that is not shown, and how many of its name are open inside it.
        let mut unseen: Option<(String, usize)> = None;
        for token in html::tokens(html) {
            if let Some((name, depth)) = &mut unseen {
                match &token {
                    Token::Open(other, _) if other == name => *depth += 1,
                    Token::Close(other) if other == name && *depth > 0 => *depth -= 1,
                    Token::Close(other) if other == name => unseen = None,
                    _ => {}
                }
                continue;
            }
            match token {
                Token::Open(name, attributes) if is_unseen(&name, attributes) => {
                    unseen = Some((name, 0));
                }
                Token::Text(words) => self.words(&words),
                Token::Open(name, attributes) => self.open(&name, attributes),
                Token::Close(name) => self.close(&name),
                Token::Hidden(name) => {
                    if self.hide(name, end) {
                        return;
                    }
                }
            }
        }
    }

    /// Hides what comes after the byte `from` of the source until the element `name` ends; whether it does. One that
    /// never ends hides nothing: better to show a script than to lose the article.
    fn hide(&mut self, name: &'static str, from: usize) -> bool {
        let source = self.source;
        let last = self.last_ends.entry(name);
        let last = *last.or_insert_with(|| html::last_end_of(source, name));
        let is_hidden = last.is_some_and(|last| last >= from);
        if is_hidden {
            let end = source.get(from..).and_then(|rest| html::end_of(rest, name));
            self.hidden_until = end.map_or(self.hidden_until, |end| from + end);
        }
        is_hidden
    }

    fn open(&mut self, name: &str, attributes: &str) {
        let attribute = |name| html::attribute(attributes, name).unwrap_or_default();
        if self.is_in_cell(name) {
            self.composer.text(" ");
            return;
        }
        match name {
            "br" => {
                let is_between_pictures = self.end_picture();
                if !is_between_pictures {
                    self.composer.line_break();
                }
            }
            "img" => {
                self.show_picture(&attribute("src"), &attribute("title"), &attribute("alt"));
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().unwrap_or(b'1') - b'0';
                self.begin(BlockKind::Heading(level));
            }
            "blockquote" => {
                self.end_paragraph();
                self.html_quotations += 1;
            }
            "figure" => {
                self.end_paragraph();
                self.in_figure = true;
            }
            "ul" | "ol" => {
                self.end_paragraph();
                self.html_lists.push((name == "ol").then_some(1));
            }
            "li" => self.begin_item(),
            "figcaption" | "caption" => {
                self.begin(BlockKind::Caption);
                self.alternatives.clear();
            }
            "table" => self.begin(BlockKind::Table),
            "pre" => self.begin(BlockKind::Preformatted),
            _ if is_block(name) && self.composer.kind() != Some(BlockKind::Table) => {
                self.end_paragraph();
            }
            _ if inline(name).is_some() && self.elements.len() < MOST_OPEN => {
                self.ready();
                let start = self.composer.position();
                let url = attribute("href").into_owned();
                self.stressed += usize::from(inline(name) == Some(InlineKind::Emphasis));
                self.elements.push((name.to_owned(), start, url));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(kind) = inline(name) {
            let open = self.elements.iter().rposition(|(open, ..)| open == name);
            if let Some(at) = open {
                let (_, start, url) = self.elements.remove(at);
                self.stressed -= usize::from(kind == InlineKind::Emphasis).min(self.stressed);
                match kind {
                    InlineKind::Link(_) => self.composer.link(&url, start),
                    kind => self.composer.inline(kind, start),
                }
            }
            return;
        }
        let is_table = self.composer.kind() == Some(BlockKind::Table);
        match name {
            "td" | "th" if is_table => self.composer.end_cell(),
            "tr" if is_table => self.composer.end_row(),
            _ if self.is_in_cell(name) => {}
            "blockquote" => {
                self.end_paragraph();
                self.html_quotations = self.html_quotations.saturating_sub(1);
            }
            "ul" | "ol" => {
                self.end_paragraph();
                self.html_lists.pop();
            }
            "figure" => {
                self.end_paragraph();
                self.end_figure();
            }
            "figcaption" | "caption" => {
                self.say_once();
                self.composer.end();
            }
            _ if is_block(name) && (!is_table || name == "table") => self.end_paragraph(),
            _ => {}
        }
    }

    /// Ends a figure; its pictures are shown as their alternative texts where it had no caption.
    pub(super) fn end_figure(&mut self) {
        self.in_figure = false;
        for words in std::mem::take(&mut self.alternatives) {
            self.composer.begin(BlockKind::Caption);
            self.composer.text(&words);
            self.composer.end();
            self.is_after_picture = true;
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.end_paragraph();
        self.composer.begin(kind);
    }

    fn begin_item(&mut self) {
        let depth = u8::try_from(self.html_lists.len().saturating_sub(1)).unwrap_or(DEEPEST);
        self.begin(BlockKind::ListItem(depth.min(DEEPEST)));
        self.marker = Some(match self.html_lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".into(),
        });
    }

    /// Whether the block `name` stands in a cell of a table, where nothing begins a block of its own.
    fn is_in_cell(&self, name: &str) -> bool {
        self.composer.kind() == Some(BlockKind::Table)
            && is_block(name)
            && !matches!(
                name,
                "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th"
            )
    }
}

/// Whether the element `name` says of itself that it is not shown. One that has no end cannot hold anything.
fn is_unseen(name: &str, attributes: &str) -> bool {
    let is_empty = matches!(
        name,
        "img" | "br" | "hr" | "input" | "meta" | "link" | "source" | "wbr"
    );
    let style = html::attribute(attributes, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    !is_empty && (style.contains("display:none") || style.contains("visibility:hidden"))
}

/// What the words in the element `name` are.
fn inline(name: &str) -> Option<InlineKind> {
    Some(match name {
        "em" | "i" | "cite" | "dfn" => InlineKind::Emphasis,
        "strong" | "b" => InlineKind::Strong,
        "code" | "kbd" | "samp" | "tt" => InlineKind::Code,
        "del" | "s" | "strike" => InlineKind::Struck,
        "a" => InlineKind::Link("".into()),
        _ => return None,
    })
}

/// Whether the element `name` is a block of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "picture"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
