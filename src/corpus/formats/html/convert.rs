//! From the tree of a page to canonical text: walks the article and hands its pieces to the composer.
//!
//! The walk keeps its own stack, so that no page is too deep for it. What surrounds a piece of text (a quotation, a
//! note, an item of a list) says of which kind its block is; a block begins with the first word that belongs to it.

mod elements;
mod table;

use dom_query::{NodeId, NodeRef};

use super::address::resolve;
use super::article::{Article, Verdict};
use super::dom::{attr, has_class, is_any, name};
use super::notes::{self, Notes};
use crate::corpus::formats::composer::Composer;
use crate::model::{BlockKind, InlineKind};
use table::Table;

/// The deepest list item told apart.
const DEEPEST_ITEM: u8 = 9;

/// What the converter needs to know of the page.
pub(in crate::corpus::formats) struct Page<'c> {
    /// Where addresses start from.
    pub(in crate::corpus::formats) base: Option<String>,
    /// The title without punctuation and in lower case: the heading that says it again is left out.
    pub(in crate::corpus::formats) title: String,
    /// The element that goes on with the title.
    pub(in crate::corpus::formats) standfirst: Option<NodeId>,
    /// The notes of the page.
    pub(in crate::corpus::formats) notes: &'c Notes,
    /// Makes a reference on the page an identifier of a note.
    pub(in crate::corpus::formats) place: &'c dyn Fn(&str) -> Option<String>,
}

/// What is done when an element was walked through.
enum Leave {
    /// The block ends.
    Block,
    /// The block ends, and what surrounded it.
    Context,
    /// The item of a list ends.
    Item,
    /// The list ends.
    List,
    /// The element was so from the byte that stands here.
    Inline(InlineKind, usize),
    /// The element was the mark of a note.
    Mark(String, usize),
    /// The picture's own caption was said.
    Figure,
    /// The element was a cell that reaches over so many columns and rows.
    Cell(usize, usize),
    Row,
    Table,
    /// The words were in quotation marks.
    Quote,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Leave),
}

/// A list that is open.
struct List {
    /// The number of the next item; `None` where items have bullets.
    next: Option<i64>,
    /// How the numbers are written: `1`, `a`, `A`, `i` or `I`.
    style: char,
    /// Whether the items are notes.
    is_notes: bool,
}

pub(in crate::corpus::formats) struct Converter<'c, 'a> {
    composer: &'c mut Composer,
    article: &'c Article,
    page: Page<'c>,
    steps: Vec<Step<'a>>,
    /// The kinds of block that surround what is read, outermost first.
    contexts: Vec<BlockKind>,
    lists: Vec<List>,
    table: Option<Table>,
    /// The bullet or number that the next word comes after.
    marker: Option<String>,
    /// Where the last bullet or number was put: the position before it, and the one behind it.
    marked: (usize, usize),
    /// The number of the note that begins, as long as it may be said once more, and whether it must stand alone.
    label: Option<(String, bool)>,
    /// Whether a note begins with the next block.
    is_note_next: bool,
    /// How many line breaks were met since the last word.
    breaks: usize,
    /// What stands for the pictures since the last block.
    pictures: Vec<String>,
    /// How many elements with a caption of their own are open.
    captioned: usize,
}

impl<'c, 'a> Converter<'c, 'a> {
    pub(in crate::corpus::formats) fn new(
        composer: &'c mut Composer,
        article: &'c Article,
        page: Page<'c>,
    ) -> Self {
        Self {
            composer,
            article,
            page,
            steps: Vec::new(),
            contexts: Vec::new(),
            lists: Vec::new(),
            table: None,
            marker: None,
            marked: (0, 0),
            label: None,
            is_note_next: false,
            breaks: 0,
            pictures: Vec::new(),
            captioned: 0,
        }
    }

    /// Converts the article, whose `roots` are nodes of one tree.
    pub(in crate::corpus::formats) fn run(mut self, roots: impl Iterator<Item = NodeRef<'a>>) {
        for root in roots {
            self.end_block();
            self.enter_root(root);
            while let Some(step) = self.steps.pop() {
                match step {
                    Step::Enter(node) => self.enter(node),
                    Step::Leave(leave) => self.leave(leave),
                }
            }
        }
        self.end_block();
        self.show_pictures();
    }

    /// A note that stands apart from the article is a root itself.
    fn enter_root(&mut self, root: NodeRef<'a>) {
        if is_any(&root, &["body", "div", "section", "article", "main"])
            && self.page.notes.at(&root).is_none()
        {
            self.go_into(&root);
        } else {
            self.enter(root);
        }
    }

    fn go_into(&mut self, node: &NodeRef<'a>) {
        self.steps.extend(node.children_it(true).map(Step::Enter));
    }

    /// Goes into `node`, and does `leave` when it comes out.
    fn through(&mut self, node: &NodeRef<'a>, leave: Leave) {
        self.steps.push(Step::Leave(leave));
        self.go_into(node);
    }

    fn enter(&mut self, node: NodeRef<'a>) {
        if node.is_text() {
            let text = node.text();
            return self.text(&text);
        }
        let Some(name) = name(&node) else { return };
        if Some(node.id) != self.page.standfirst {
            match self.article.verdict(&node) {
                Verdict::Keep => {}
                Verdict::Skip => return,
                Verdict::Furniture => {
                    self.end_block();
                    self.contexts.push(BlockKind::Boilerplate);
                    return self.through(&node, Leave::Context);
                }
            }
        }
        if let Some(id) = self.page.notes.at(&node) {
            let id = id.to_owned();
            return self.begin_note(&node, &name, &id);
        }
        self.element(node, &name);
    }

    fn leave(&mut self, leave: Leave) {
        match leave {
            Leave::Block => self.end_block(),
            Leave::Context => {
                self.end_block();
                self.contexts.pop();
            }
            Leave::Item => {
                self.end_block();
                self.contexts.pop();
                self.marker = None;
                self.label = None;
            }
            Leave::List => {
                self.end_block();
                self.lists.pop();
            }
            Leave::Inline(InlineKind::Link(url), start) => {
                self.composer.link(&url, self.first_word(start));
            }
            Leave::Inline(kind, start) => self.composer.inline(kind, self.first_word(start)),
            Leave::Mark(id, start) => self.composer.reference(&id, self.first_word(start)),
            Leave::Figure => {
                self.end_block();
                self.captioned -= 1;
            }
            Leave::Cell(columns, rows) => {
                if let Some(table) = &mut self.table {
                    table.end_cell(self.composer, columns, rows);
                }
            }
            Leave::Row => self.composer.end_row(),
            Leave::Table => {
                self.table = None;
                self.end_block();
            }
            Leave::Quote => self.say("”"),
        }
    }

    /// What kind of block the words that come next belong to.
    fn kind(&self) -> BlockKind {
        if self.contexts.contains(&BlockKind::Boilerplate) {
            BlockKind::Boilerplate
        } else if self.is_in_note() {
            BlockKind::Note
        } else {
            self.contexts
                .last()
                .copied()
                .unwrap_or(BlockKind::Paragraph)
        }
    }

    fn is_in_note(&self) -> bool {
        self.is_note_next || self.contexts.contains(&BlockKind::Note)
    }

    /// Ends the block; in a table that is only a gap between words.
    fn end_block(&mut self) {
        self.breaks = 0;
        if self.table.is_some() {
            self.composer.text(" ");
            return;
        }
        if !self.composer.is_at_start() {
            self.is_note_next = false;
        }
        self.composer.end();
    }

    /// Makes sure that there is a block for a word.
    fn begin_block(&mut self) {
        let before = self.composer.position();
        let breaks = std::mem::take(&mut self.breaks);
        if self.table.is_none() {
            let is_heading = matches!(self.composer.kind(), Some(BlockKind::Heading(_)));
            if breaks == 1 || (breaks > 1 && is_heading) {
                self.composer.line_break();
            } else if breaks > 1 {
                self.end_block();
            }
            if self.composer.kind().is_none() {
                let kind = self.kind();
                if kind == BlockKind::Caption {
                    self.pictures.clear();
                }
                self.show_pictures();
                self.composer.begin(kind);
            }
        } else if breaks > 0 {
            self.composer.text(" ");
        }
        if let Some(marker) = self.marker.take() {
            self.composer.text(&marker);
            self.marked = (before, self.composer.position());
        }
    }

    /// Where the words begin that an element holds which was entered at `start`: a bullet is none of them.
    fn first_word(&self, start: usize) -> usize {
        let (before, behind) = self.marked;
        if start == before && before < behind {
            behind
        } else {
            start
        }
    }

    fn show_pictures(&mut self) {
        for words in std::mem::take(&mut self.pictures) {
            self.composer.begin(BlockKind::Caption);
            self.composer.text(&words);
            self.composer.end();
        }
    }

    /// The text of a node.
    fn text(&mut self, text: &str) {
        if self.kind() == BlockKind::Preformatted && self.table.is_none() {
            if self.composer.kind().is_some() || !text.trim().is_empty() {
                self.begin_block();
                self.composer.text(text);
            }
        } else if text.trim().is_empty() {
            // A no-break space is white to `trim` and not to the composer, which then keeps it where it parts words.
            if !self.composer.is_at_start() {
                self.composer.text(" ");
            }
        } else {
            self.say(text);
        }
    }

    /// Words of running text.
    fn say(&mut self, text: &str) {
        let mut text = text;
        if self.is_in_note() {
            if notes::is_arrow(text) {
                return;
            }
            if let Some((label, is_alone)) = &self.label {
                text = without_label(text, label, *is_alone);
                if text.trim().is_empty() {
                    return;
                }
                self.label = None;
            }
        }
        if self.composer.is_at_start() {
            text = text.trim_start();
        }
        self.begin_block();
        self.composer.text(text);
    }

    /// A note begins at `node`.
    fn begin_note(&mut self, node: &NodeRef<'a>, name: &str, id: &str) {
        if self.table.is_some() {
            return self.element(*node, name);
        }
        self.end_block();
        let number = if name == "li" { self.number() } else { None };
        let label = self.page.notes.label(id).map(str::to_owned);
        let label = label.or_else(|| {
            number
                .as_deref()
                .map(|number| number.trim_end_matches(['.', ' ']).to_owned())
        });
        self.marker = label.as_ref().map(|label| {
            if label.chars().all(char::is_alphanumeric) {
                format!("{label}. ")
            } else {
                format!("{label} ")
            }
        });
        self.label = label.map(|label| (label, number.is_some()));
        self.composer.note(id);
        if is_any(
            node,
            &["a", "span", "sup", "b", "strong", "em", "i", "small", "dt"],
        ) {
            self.is_note_next = true;
            self.element(*node, name);
        } else {
            self.contexts.push(BlockKind::Note);
            self.through(node, Leave::Item);
        }
    }

    /// The number of the item that begins, with what follows it; `None` in a list with bullets.
    fn number(&mut self) -> Option<String> {
        let list = self.lists.last_mut()?;
        let number = list.next?;
        list.next = Some(number.saturating_add(1));
        Some(format!("{}. ", elements::numeral(number, list.style)))
    }

    /// A link, or the mark of a note.
    fn link(&mut self, node: NodeRef<'a>) {
        let start = self.composer.position();
        let href = attr(&node, "href");
        if let Some(id) = self.page.notes.of_mark(&node)
            && !self.is_in_note()
        {
            let id = id.to_owned();
            return self.through(&node, Leave::Mark(id, start));
        }
        let target = href
            .as_deref()
            .filter(|href| href.contains('#'))
            .and_then(self.page.place);
        if self.is_in_note() && self.page.notes.is_back(&node, target.as_deref()) {
            return;
        }
        let url = href.filter(|href| !href.starts_with('#'));
        match url.and_then(|href| resolve(self.page.base.as_deref(), &href)) {
            Some(url) => self.through(&node, Leave::Inline(InlineKind::Link(url.into()), start)),
            None => self.go_into(&node),
        }
    }

    fn list(&mut self, node: &NodeRef<'a>, is_numbered: bool) {
        self.end_block();
        let start = attr(node, "start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        let style = attr(node, "type")
            .and_then(|style| style.chars().next())
            .filter(|style| "1aAiI".contains(*style));
        let is_notes = self.lists.last().is_some_and(|list| list.is_notes)
            || notes::is_list(node)
            || node
                .ancestors_it(Some(3))
                .any(|above| notes::is_list(&above));
        self.lists.push(List {
            next: is_numbered.then_some(start),
            style: style.unwrap_or('1'),
            is_notes,
        });
        self.through(node, Leave::List);
    }

    fn item(&mut self, node: &NodeRef<'a>) {
        self.end_block();
        let value = attr(node, "value").and_then(|value| value.parse().ok());
        if let (Some(list), Some(value)) = (self.lists.last_mut(), value) {
            list.next = list.next.map(|_| value);
        }
        let number = self.number();
        let is_note = self.lists.last().is_some_and(|list| list.is_notes) && number.is_some();
        let depth = u8::try_from(self.lists.len().saturating_sub(1))
            .unwrap_or(u8::MAX)
            .min(DEEPEST_ITEM);
        let kind = if is_note {
            BlockKind::Note
        } else {
            BlockKind::ListItem(depth)
        };
        self.marker = Some(number.unwrap_or_else(|| "• ".into()))
            .filter(|_| !has_class(node, &["blocks-gallery-item"]));
        self.contexts.push(kind);
        self.through(node, Leave::Item);
    }
}

/// `text` without the number `label` that a note begins with; one that must stand alone is all of the text.
fn without_label<'t>(text: &'t str, label: &str, is_alone: bool) -> &'t str {
    let is_mark = |c: char| "[]().:\u{a0}".contains(c);
    let bare = text.trim_start().trim_start_matches(is_mark);
    let Some(rest) = bare.strip_prefix(label) else {
        // The number itself was a link back.
        return if is_alone { text } else { bare.trim_start() };
    };
    let after = rest.trim_start_matches(is_mark);
    let is_whole = after.trim().is_empty();
    let is_apart = after.len() < rest.len() || rest.starts_with(char::is_whitespace);
    if is_whole || (is_apart && !is_alone) {
        after.trim_start()
    } else {
        text
    }
}
