//! Markup to a tree, however it was made: `html5ever` builds it, and what would make that slow or large is kept from it.
//!
//! The tree builder looks through all open elements at every tag, opens every unclosed `<b>` anew in every paragraph, and
//! compares every attribute of a tag with all others, so that some small pages would take hours or all memory. Browsers
//! limit the depth for the same reason (512 levels in Blink). Here tags beyond the limits are left out; the text in them
//! stays.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dom_query::{Document, LocalName, NodeId};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

/// The most elements that may be open at once.
pub(super) const DEEPEST: usize = 150;
/// The most elements of the kind that is opened anew in every paragraph that may be open at once.
const MOST_STYLES: usize = 12;
/// The most elements of a page.
const MOST_ELEMENTS: usize = 1 << 20;
/// The most attributes of a tag; a tag with more is left out.
const MOST_ATTRIBUTES: usize = 1000;

/// Elements that have no end tag.
const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "link", "meta", "param", "source", "track", "wbr",
];
/// Elements that end where their like begins, so that without an end tag they do not nest.
const SELF_ENDING: [&str; 18] = [
    "a", "body", "colgroup", "dd", "dt", "head", "html", "li", "nobr", "optgroup", "option", "p",
    "rp", "rt", "tbody", "td", "th", "tr",
];
/// The formatting elements of the HTML standard (section 13.2.4.2).
const STYLES: [&str; 12] = [
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
];

/// How a document is written: which decides what `<p/>` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::formats) enum Syntax {
    /// As a browser reads HTML: a slash at the end of a tag means nothing.
    Html,
    /// As XML: a slash at the end of a tag ends the element.
    Xml,
}

/// The tree of `text`. It is never deeper than a few times [`DEEPEST`].
pub(in crate::corpus::formats) fn tree(text: &str, syntax: Syntax) -> Document {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        drop_doctype: true,
        ..TreeBuilderOpts::default()
    };
    let sink = Limiter {
        builder: TreeBuilder::new(Document::default(), options),
        syntax,
        open: RefCell::default(),
        depth: Cell::new(0),
        styles: Cell::new(0),
        elements: Cell::new(0),
        is_raw: Cell::new(false),
        has_spoken: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    feed(&tokenizer, text);
    tokenizer.end();
    tokenizer.sink.builder.sink
}

/// Hands `text` to the tokenizer piece by piece, without the tags that have too many attributes. The pieces begin at
/// angle brackets, so that it is known where the tokenizer stands at each.
fn feed(tokenizer: &Tokenizer<Limiter>, text: &str) {
    let queue = BufferQueue::default();
    let mut rest = text;
    // Whether the tokenizer is inside a comment or the like.
    let mut is_inside = false;
    while !rest.is_empty() {
        let is_tag = !is_inside && is_tag_start(rest, tokenizer.sink.is_raw.get());
        let (length, attributes) = if is_tag {
            tag_extent(rest.as_bytes())
        } else {
            let after = rest.as_bytes().get(1..).unwrap_or_default();
            (
                memchr::memchr(b'<', after).map_or(rest.len(), |at| at + 1),
                0,
            )
        };
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        if attributes > MOST_ATTRIBUTES {
            continue;
        }
        tokenizer.sink.has_spoken.set(false);
        queue.push_back(StrTendril::from_slice(piece));
        while let TokenizerResult::Script(_) = tokenizer.feed(&queue) {}
        let begins = piece.starts_with('<');
        is_inside = (is_inside || begins) && !tokenizer.sink.has_spoken.get();
    }
}

/// Whether `rest` begins with a tag; in the text of a script only an end tag can.
fn is_tag_start(rest: &str, is_raw: bool) -> bool {
    let mut bytes = rest.bytes();
    match (bytes.next(), bytes.next(), bytes.next()) {
        (Some(b'<'), Some(b'/'), Some(letter)) => letter.is_ascii_alphabetic(),
        (Some(b'<'), Some(letter), _) => !is_raw && letter.is_ascii_alphabetic(),
        _ => false,
    }
}

/// The length in bytes of the tag that `bytes` begin with, and how many attributes it has, as the tokenizer counts them
/// (HTML standard, sections 13.2.5.8 and 13.2.5.32 to 13.2.5.40).
fn tag_extent(bytes: &[u8]) -> (usize, usize) {
    /// Where in the tag a byte stands.
    enum At {
        Name,
        Gap,
        Attribute,
        BeforeValue,
        Value,
        Quoted(u8),
    }
    let (mut at, mut attributes) = (At::Name, 0);
    let name = if bytes.starts_with(b"</") { 2 } else { 1 };
    for (index, byte) in bytes.iter().enumerate().skip(name) {
        let is_gap = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc);
        at = match (at, byte) {
            (At::Quoted(quote), byte) if quote == *byte => At::Gap,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => return (index + 1, attributes),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(*byte),
            (At::BeforeValue, _) if is_gap => At::BeforeValue,
            (At::BeforeValue | At::Value, _) if !is_gap => At::Value,
            (At::Attribute, b'=') => At::BeforeValue,
            // A value may stand apart from the name, as in `a = b`.
            (At::Gap, b'=') if attributes > 0 => At::BeforeValue,
            (_, b'/') => At::Gap,
            (_, _) if is_gap => At::Gap,
            (At::Gap, _) => {
                attributes += 1;
                At::Attribute
            }
            (at, _) => at,
        };
    }
    (bytes.len(), attributes)
}

/// What stands between the tokenizer and the tree builder.
struct Limiter {
    builder: TreeBuilder<NodeId, Document>,
    syntax: Syntax,
    /// How many elements of each name are open.
    open: RefCell<HashMap<LocalName, usize>>,
    /// How many elements other than those below are open, those left out among them.
    depth: Cell<usize>,
    /// How many elements that are opened anew in every paragraph are open, those left out among them.
    styles: Cell<usize>,
    /// About how many elements the tree has.
    elements: Cell<usize>,
    /// Whether the tokenizer was told to take what follows for text.
    is_raw: Cell<bool>,
    /// Whether a token came since this was last set to false.
    has_spoken: Cell<bool>,
}

impl Limiter {
    /// Whether the builder is to know of `tag`.
    fn admits(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        let (depth, styles) = (self.depth.get(), self.styles.get());
        if tag.kind == StartTag {
            let again = styles.min(MOST_STYLES);
            self.elements.set(self.elements.get() + 1 + again);
        }
        if VOID.contains(&name) || SELF_ENDING.contains(&name) {
            return self.elements.get() <= MOST_ELEMENTS;
        }
        // Of what is left out only the number is counted, so that its end tag is left out too.
        let counter = if STYLES.contains(&name) {
            &self.styles
        } else {
            &self.depth
        };
        let limit = if STYLES.contains(&name) {
            MOST_STYLES
        } else {
            DEEPEST
        };
        let mut open = self.open.borrow_mut();
        let count = open.entry(tag.name.clone()).or_default();
        match tag.kind {
            StartTag => {
                *count += 1;
                counter.set(counter.get() + 1);
                counter.get() <= limit && self.elements.get() <= MOST_ELEMENTS
            }
            EndTag if *count == 0 => depth < DEEPEST,
            EndTag => {
                *count -= 1;
                counter.set(counter.get() - 1);
                counter.get() < limit
            }
        }
    }

    fn pass(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match self.builder.process_token(token, line) {
            TokenSinkResult::RawData(kind) => {
                self.is_raw.set(true);
                TokenSinkResult::RawData(kind)
            }
            TokenSinkResult::Plaintext => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

impl TokenSink for Limiter {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            Token::TagToken(tag) => {
                self.has_spoken.set(true);
                if tag.kind == EndTag {
                    self.is_raw.set(false);
                }
                if !self.admits(&tag) {
                    return TokenSinkResult::Continue;
                }
                let ends = self.syntax == Syntax::Xml
                    && tag.self_closing
                    && tag.kind == StartTag
                    && !VOID.contains(&&*tag.name);
                if !ends {
                    return self.pass(Token::TagToken(tag), line);
                }
                let end = Tag {
                    kind: EndTag,
                    name: tag.name.clone(),
                    self_closing: false,
                    attrs: Vec::new(),
                    had_duplicate_attributes: false,
                };
                // What the builder says of the text that follows is void: there is none.
                let _ = self.builder.process_token(Token::TagToken(tag), line);
                if self.admits(&end) {
                    let _ = self.builder.process_token(Token::TagToken(end), line);
                }
                TokenSinkResult::Continue
            }
            token => {
                self.has_spoken.set(true);
                self.pass(token, line)
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many levels the tree of `text` has.
    fn depth(text: &str) -> usize {
        let tree = tree(text, Syntax::Html);
        let mut deepest = 0;
        let mut open = vec![(tree.root().id, 0)];
        while let Some((id, depth)) = open.pop() {
            deepest = deepest.max(depth);
            open.extend(
                tree.tree
                    .child_ids_of(&id)
                    .into_iter()
                    .map(|id| (id, depth + 1)),
            );
        }
        deepest
    }

    #[test]
    fn hostile_markup_gives_a_small_tree_with_its_text() {
        let many = 20_000;
        let numbered = |piece: &dyn Fn(usize) -> String| {
            let pieces: Vec<String> = (0..many).map(piece).collect();
            pieces.concat()
        };
        for (name, text) in [
            ("deep", "<div>".repeat(many) + "word"),
            ("deep with stray ends", "<div></b>".repeat(many) + "word"),
            (
                "deep with blocked ends",
                "<span><div></span>".repeat(many) + "word",
            ),
            ("tables", "<table><tr><td>".repeat(many) + "word"),
            ("styles", numbered(&|n| format!("<p><b id=x{n}>")) + "word"),
            ("links", "<a href=x><table>".repeat(many) + "word"),
            ("lists", "<ul><li>".repeat(many) + "word"),
            ("attributes", format!("<p{}>word", " a=b c".repeat(many))),
            (
                "attributes behind a comment",
                format!("<!-- <p a=\" --><p{}>word", numbered(&|n| format!(" a{n}"))),
            ),
            (
                "attributes behind an entity",
                format!("&am<p x='>'{}>word", numbered(&|n| format!("/a{n}"))),
            ),
            (
                "attributes of an end tag",
                format!(
                    "<script>x='</script{}>word",
                    numbered(&|n| format!(" a{n}='>'"))
                ),
            ),
            ("unclosed", "<".repeat(many) + " word"),
            ("entities", "&amp".repeat(many) + "word"),
            ("elements", "<p>".repeat(many * 60) + "word"),
        ] {
            assert!(depth(&text) <= DEEPEST * 5, "{name}");
            let tree = tree(&text, Syntax::Html);
            assert!(tree.tree.len() < 3 << 20, "{name}");
            assert!(
                name == "attributes of an end tag" || tree.root().text().contains("word"),
                "{name}"
            );
        }
    }

    #[test]
    fn an_end_in_the_tag_counts_in_xml_only() {
        let text = "<title/><p><a id='x'/>One</p><script/><p>Two</p>";
        assert_eq!(tree(text, Syntax::Xml).root().text().as_ref(), "OneTwo");
        assert!(tree(text, Syntax::Html).root().text().contains("<p>"));
    }

    #[test]
    fn tags_end_where_the_standard_says() {
        for (text, length, attributes) in [
            ("<p>x", 3, 0),
            ("<p a b=c d = 'e>' f>x", 20, 4),
            ("<p a/b/c>x", 9, 3),
            ("<p a=\"b\"c>x", 10, 2),
            ("<p =a>x", 6, 1),
            ("<p a=b/c>x", 9, 1),
            ("</p x>y", 6, 1),
            ("<p a='", 6, 1),
        ] {
            assert_eq!(tag_extent(text.as_bytes()), (length, attributes), "{text}");
        }
    }
}
