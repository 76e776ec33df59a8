//! HTML: the article of a page, not the page.
//!
//! `decode` makes text of the bytes, `parse` a tree of the text, `metadata` and `linked` read what the page tells about
//! its article, `article` finds it, `notes` tells notes and their marks from other links, and `convert` writes it down.
//! Nothing here reads another file or follows an address.
//!
//! A picture is its caption or else its alternative text, as a caption. The title comes first, and is not said again
//! where the page shows it. What is hidden, drawn by scripts or meant for machines is left out; furniture that stands
//! between the paragraphs is marked as such.

pub(super) mod address;
pub(super) mod article;
pub(super) mod convert;
mod decode;
pub(super) mod dom;
mod linked;
pub(super) mod metadata;
pub(super) mod notes;
pub(super) mod parse;

use dom_query::{Document, NodeRef};

use super::composer::Composer;
use super::{Extracted, headings};
use crate::corpus::{Fault, structure};
use crate::model::BlockKind;

use article::Article;
use convert::{Converter, Page};
use notes::Notes;
use parse::Syntax;

/// The longest line that is furniture by its words, in bytes.
const LONGEST_FURNITURE: usize = 100;

/// How many blocks the authors are looked for in.
const BYLINES: usize = 8;

/// Whether a file that begins with `bytes` is a page, whatever it is called.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.trim_ascii_start();
    let begins = |mark: &[u8]| {
        let start = head.get(..mark.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(mark))
    };
    begins(b"<!doctype html") || begins(b"<html")
}

/// Reads the page `bytes`.
pub(super) fn read(bytes: Vec<u8>) -> Result<Extracted, Fault> {
    let (text, encoding) = decode::decode(bytes)?;
    let is_xml = text.trim_start().starts_with("<?xml");
    let document = parse::tree(&text, if is_xml { Syntax::Xml } else { Syntax::Html });
    drop(text);
    let found = metadata::find(&document);
    let place = |href: &str| {
        href.strip_prefix('#')
            .map(|id| format!("#{}", address::unescaped(id)))
    };
    let mut notes = Notes::default();
    notes.gather(document.root(), "", place);
    let article = Article::find(&document, &notes);
    let mut composer = Composer::default();
    let title = found.metadata.title.as_deref().unwrap_or_default();
    composer.begin(BlockKind::Title);
    composer.text(title);
    composer.end();
    let page = Page {
        base: found.base,
        title: metadata::plain(title),
        standfirst: found.standfirst,
        notes: &notes,
        place: &place,
    };
    let standfirst = found.standfirst.map(|id| NodeRef::new(id, &document.tree));
    let standfirst = standfirst.filter(|node| !is_in(node, &article, &document));
    let roots = article
        .roots
        .iter()
        .map(|id| NodeRef::new(*id, &document.tree));
    Converter::new(&mut composer, &article, page).run(standfirst.into_iter().chain(roots));
    let mut extracted = composer.finish(found.metadata, encoding);
    settle(&mut extracted);
    Ok(extracted)
}

/// Whether `node` is part of `article`.
fn is_in(node: &NodeRef<'_>, article: &Article, document: &Document) -> bool {
    let mut above =
        std::iter::once(NodeRef::new(node.id, &document.tree)).chain(node.ancestors_it(None));
    above.any(|above| article.roots.contains(&above.id))
}

/// Levels the headings and marks the lines that are furniture by their words.
pub(super) fn settle(extracted: &mut Extracted) {
    headings::settle(extracted, &[]);
    let Extracted {
        text,
        structure: found,
        ..
    } = extracted;
    let authors = metadata::plain(&found.metadata.authors.join(" "));
    for (at, block) in found.blocks.iter_mut().enumerate() {
        let is_judged = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::ListItem(_)
        );
        let words = block.words(text);
        if is_judged && words.len() <= LONGEST_FURNITURE && structure::is_furniture(words.of(text))
        {
            block.kind = BlockKind::Boilerplate;
        }
    }
}
