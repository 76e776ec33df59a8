//! What each element of HTML means to the converter.

use dom_query::NodeRef;

use super::super::dom::{attr, has_class, is_any, text};
use super::super::metadata::plain;
use super::table::Table;
use super::{Converter, DEEPEST_ITEM, Leave, Step};
use crate::corpus::formats::composer;
use crate::model::{BlockKind, InlineKind, on_one_line};

/// The longest heading, in bytes: what is longer is a paragraph in large letters.
const LONGEST_HEADING: usize = 300;
/// How much text may stand before the title where it is said again, in bytes.
const TITLE_WITHIN: usize = 1500;
/// The smallest picture that is looked at for what it shows, in pixels.
const SMALLEST_PICTURE: u32 = 24;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 33] = [
    "address", "article", "aside", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav", "p",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "caption", "hr",
];

/// Classes of captions.
const CAPTIONS: [&str; 12] = [
    "caption",
    "caption-text",
    "figcaption",
    "figure-caption",
    "image-caption",
    "image__caption",
    "img-caption",
    "media-caption",
    "photo-caption",
    "thumbcaption",
    "wp-caption-text",
    "wp-element-caption",
];

impl<'a> Converter<'_, 'a> {
    /// Enters the element `node`, which is called `name`.
    pub(super) fn element(&mut self, node: NodeRef<'a>, name: &str) {
        let start = self.composer.position();
        let inline = |kind| Leave::Inline(kind, start);
        if is_caption(&node) {
            return self.caption(&node);
        }
        if self.is_title(&node) {
            return;
        }
        match name {
            "br" => self.line_break(),
            "img" | "amp-img" => self.picture(&node),
            "math" => self.formula(&node),
            "rt" | "rp" | "title" | "annotation" => {}
            "del" | "s" | "strike" if is_replaced(&node) => {}
            "del" | "s" | "strike" => self.through(&node, inline(InlineKind::Struck)),
            "a" => self.link(node),
            "sup" | "sub" => self.raised(&node, name == "sup"),
            "cite"
                if node
                    .parent()
                    .is_some_and(|above| is_any(&above, &["blockquote"])) =>
            {
                self.end_block();
                self.through(&node, Leave::Block);
            }
            "em" | "i" | "cite" | "dfn" | "var" => {
                self.through(&node, inline(InlineKind::Emphasis));
            }
            "b" | "strong" => self.through(&node, inline(InlineKind::Strong)),
            "code" | "kbd" | "samp" | "tt" => self.through(&node, inline(InlineKind::Code)),
            "q" => {
                self.say("“");
                self.through(&node, Leave::Quote);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(&node, name),
            "pre" | "xmp" | "listing" => self.within(&node, BlockKind::Preformatted),
            "blockquote" => self.within(&node, BlockKind::Quotation),
            "figure" => self.figure(&node),
            "ul" | "menu" | "dir" => self.list(&node, false),
            "ol" => self.list(&node, true),
            "li" => self.item(&node),
            "table" if Table::is_data(&node) && self.table.is_none() && !self.is_set_apart() => {
                self.end_block();
                self.table = Some(Table::default());
                self.through(&node, Leave::Table);
            }
            "tr" if self.table.is_some() => {
                if !text(node).is_empty() {
                    self.begin_row();
                    self.through(&node, Leave::Row);
                }
            }
            "td" | "th" if self.table.is_some() => self.cell(&node),
            "dd" if is_note_term(&node) => {
                self.contexts.push(BlockKind::Note);
                self.through(&node, Leave::Context);
            }
            "dt" if self.is_note_next => self.go_into(&node),
            "dt" if !self.is_set_apart() => self.term(&node),
            "dd" if !self.is_set_apart() && self.table.is_none() => self.description(&node),
            name if BLOCKS.contains(&name) => {
                if has_class(&node, &["wp-caption", "thumb"]) {
                    return self.figure(&node);
                }
                self.end_block();
                self.through(&node, Leave::Block);
            }
            _ if has_class(&node, &["mw-cite-backlink"]) => {}
            _ => self.go_into(&node),
        }
    }

    /// Whether `node` says the title again, in large letters and without being a heading: pages that are older than
    /// style sheets do.
    fn is_title(&self, node: &NodeRef<'_>) -> bool {
        let title = self.page.title.len();
        let is_near = self.composer.position() < TITLE_WITHIN && title > 0;
        let length = || self.article.text_in(node).unwrap_or_default();
        is_near
            && is_any(node, &["p", "div", "center", "td", "tr", "table", "h3"])
            && (title..2 * title + 10).contains(&length())
            && plain(&text(*node)) == self.page.title
    }

    /// Whether what is read is furniture or a note, in which there are no tables.
    fn is_set_apart(&self) -> bool {
        matches!(self.kind(), BlockKind::Boilerplate | BlockKind::Note)
    }

    /// Goes into `node`, whose text is of the kind `kind`.
    fn within(&mut self, node: &NodeRef<'a>, kind: BlockKind) {
        self.end_block();
        self.contexts.push(kind);
        self.through(node, Leave::Context);
    }

    fn line_break(&mut self) {
        if self.kind() == BlockKind::Preformatted && self.table.is_none() {
            self.composer.line_break();
        } else if !self.composer.is_at_start() {
            self.breaks += 1;
        }
    }

    fn heading(&mut self, node: &NodeRef<'a>, name: &str) {
        let words = text(*node);
        let is_title = !self.page.title.is_empty() && plain(&words) == self.page.title;
        if is_title && matches!(name, "h1" | "h2") {
            return;
        }
        let level = name
            .as_bytes()
            .get(1)
            .map_or(1, |digit| digit.saturating_sub(b'0'));
        let is_text = words.len() > LONGEST_HEADING
            || Some(node.id) == self.page.standfirst
            || self.table.is_some();
        let is_inside = matches!(
            self.kind(),
            BlockKind::Caption | BlockKind::Note | BlockKind::Boilerplate
        );
        if is_text || is_inside {
            self.end_block();
            return self.through(node, Leave::Block);
        }
        // A marker that waits would become part of the heading.
        self.marker = None;
        self.within(node, BlockKind::Heading(level));
    }

    fn caption(&mut self, node: &NodeRef<'a>) {
        if self.table.is_some() && !is_any(node, &["caption"]) {
            return self.go_into(node);
        }
        let table = self.table.take();
        self.end_block();
        if table.is_none() {
            return self.within(node, BlockKind::Caption);
        }
        // The caption of a table is said before its rows.
        let words = text(*node);
        self.contexts.push(BlockKind::Caption);
        if !words.is_empty() {
            self.say(&words);
        }
        self.end_block();
        self.contexts.pop();
        self.table = table;
    }

    /// A picture with its caption: the caption says what the picture shows, or else its alternative text does.
    fn figure(&mut self, node: &NodeRef<'a>) {
        self.end_block();
        let mut has_caption = false;
        super::super::dom::walk(*node, |inner| {
            has_caption |= is_caption(&inner) && !text(inner).is_empty();
            !has_caption
        });
        if has_caption {
            self.captioned += 1;
            self.through(node, Leave::Figure);
        } else {
            self.through(node, Leave::Block);
        }
    }

    fn picture(&mut self, node: &NodeRef<'_>) {
        let Some(alt) = attr(node, "alt") else { return };
        let is_inline = has_class(node, &["emoji", "wp-smiley", "emojione", "twemoji"])
            || has_class(node, &["mwe-math-fallback-image-inline", "latex", "tex"]);
        if is_inline {
            return self.say(&alt);
        }
        let side = |name| {
            attr(node, name).and_then(|side| side.trim_end_matches("px").parse::<u32>().ok())
        };
        let is_tiny = [side("width"), side("height")]
            .iter()
            .flatten()
            .any(|side| *side < SMALLEST_PICTURE);
        let is_drawn = has_class(node, &["avatar", "icon", "logo"]);
        if is_tiny || is_drawn || self.captioned > 0 || self.table.is_some() || self.is_set_apart()
        {
            return;
        }
        let words = composer::picture(&alt).map(on_one_line);
        let words =
            words.filter(|words| words.split(' ').count() > 1 && plain(words) != self.page.title);
        if let Some(words) = words
            && !self.pictures.contains(&words)
        {
            self.pictures.push(words);
        }
    }

    /// A term of a list of descriptions is a strong line, and what describes it an item below it.
    fn term(&mut self, node: &NodeRef<'a>) {
        self.end_block();
        self.steps.push(Step::Leave(Leave::Block));
        let start = self.composer.position();
        self.through(node, Leave::Inline(InlineKind::Strong, start));
    }

    fn description(&mut self, node: &NodeRef<'a>) {
        self.end_block();
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.marker = Some("– ".into());
        self.contexts
            .push(BlockKind::ListItem(depth.min(DEEPEST_ITEM)));
        self.through(node, Leave::Item);
    }

    /// A formula is its text for those who cannot see it.
    fn formula(&mut self, node: &NodeRef<'a>) {
        match attr(node, "alttext") {
            Some(words) => self.say(&words),
            None => self.go_into(node),
        }
    }

    /// Raised or lowered words. Digits that are no link become those of Unicode: `10<sup>6</sup>` is not `106`.
    fn raised(&mut self, node: &NodeRef<'a>, is_up: bool) {
        let words = node.text();
        let words = words.trim();
        let has_link = || {
            let mut around = node.ancestors_it(Some(3)).chain(node.descendants_it());
            around.any(|near| is_any(&near, &["a"]))
        };
        let may_be = !words.is_empty() && words.len() <= 8 && self.label.is_none() && !has_link();
        let all = composer::raised(words, is_up).filter(|_| may_be);
        match all {
            Some(raised) => self.say(&raised),
            None => self.go_into(node),
        }
    }

    fn begin_row(&mut self) {
        if self.composer.kind() != Some(BlockKind::Table) {
            self.composer.end();
            self.show_pictures();
            self.composer.begin(BlockKind::Table);
        }
        if let Some(table) = &mut self.table {
            table.begin_row(self.composer);
        }
    }

    fn cell(&mut self, node: &NodeRef<'a>) {
        let number = |name| {
            attr(node, name)
                .and_then(|number| number.parse::<usize>().ok())
                .unwrap_or(1)
        };
        self.through(node, Leave::Cell(number("colspan"), number("rowspan")));
    }
}

/// Whether `node` says what a picture or a table shows.
fn is_caption(node: &NodeRef<'_>) -> bool {
    is_any(node, &["figcaption", "caption"])
        || (is_any(node, &["p", "div", "span", "dd", "small"]) && has_class(node, &CAPTIONS))
}

/// Whether the crossed out `node` stands right before what was put in its place.
fn is_replaced(node: &NodeRef<'_>) -> bool {
    let mut next = node.next_sibling();
    while let Some(between) = next.filter(|next| next.is_text() && next.text().trim().is_empty()) {
        next = between.next_sibling();
    }
    next.is_some_and(|next| is_any(&next, &["ins"]))
}

/// Whether `node` says what the note means whose number is the term before it.
fn is_note_term(node: &NodeRef<'_>) -> bool {
    let term = node.prev_element_sibling();
    term.is_some_and(|term| is_any(&term, &["dt"]) && has_class(&term, &["label"]))
        || node
            .parent()
            .is_some_and(|list| has_class(&list, &["footnote", "footnotes", "citation"]))
}

/// `number` as the items of a list are numbered in `style`: `1`, `a`, `A`, `i` or `I`.
pub(super) fn numeral(number: i64, style: char) -> String {
    let written = match (style, u32::try_from(number)) {
        ('a' | 'A', Ok(number @ 1..=26)) => {
            let letter = char::from_u32('a' as u32 + number - 1);
            letter.map(String::from)
        }
        ('i' | 'I', Ok(number @ 1..=399)) => Some(roman(number)),
        _ => None,
    };
    let written = written.unwrap_or_else(|| number.to_string());
    if style.is_ascii_uppercase() {
        written.to_uppercase()
    } else {
        written
    }
}

fn roman(mut number: u32) -> String {
    let mut written = String::new();
    for (value, letters) in [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while number >= value {
            written.push_str(letters);
            number -= value;
        }
    }
    written
}
