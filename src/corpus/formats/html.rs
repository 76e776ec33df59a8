//! HTML: the article of a page, not the page.
//!
//! `decode` makes text of the bytes, `parse` a tree of the text, `metadata` and `linked` read what the page tells about
//! its article (`site` what is not its title), `article` finds it, `notes` tells notes and their marks from other links, and `convert` writes it down.
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
mod site;

use dom_query::{Document, NodeRef};

use super::composer::Composer;
use super::{Extracted, furniture, headings};
use crate::corpus::Fault;
use crate::model::BlockKind;

use article::Article;
use convert::{Converter, Page};
use notes::Notes;
use parse::Syntax;

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
    furniture::mark(extracted, false);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::InlineKind;

    /// What tag soup is made of.
    const SOUP: [&str; 40] = [
        "<p>",
        "</p>",
        "<div class=share>",
        "</div>",
        "<table>",
        "<tr>",
        "<td rowspan=3>",
        "<th colspan=9>",
        "</table>",
        "<caption>",
        "<ul>",
        "<ol type=i start=-3>",
        "<li>",
        "</ol>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<img alt='a picture of'>",
        "<a href='#n'>",
        "<sup>1</sup>",
        "</a>",
        "<a id=n>",
        "<p id=n>1. ",
        "<h1>",
        "<h2>T</h2>",
        "</h1>",
        "<br>",
        "<b>",
        "</b>",
        "<dt>",
        "<dd>",
        "<q>",
        "<nav>",
        "<article>",
        " some words, and more ",
        "é\u{a0}\t",
    ];

    proptest! {
        #[test]
        fn tag_soup_gives_blocks_in_order(pieces in prop::collection::vec(prop::sample::select(SOUP.to_vec()), 0..80)) {
            let page = format!("<title>T</title>{}", pieces.concat());
            let Extracted { text, structure, .. } = read(page.into_bytes()).unwrap();
            let mut end = 0;
            for block in &structure.blocks {
                prop_assert!(block.span.start >= end && block.span.trimmed(&text) == block.span);
                prop_assert!(!block.span.is_empty());
                end = block.span.end;
            }
            for inline in &structure.inlines {
                prop_assert!(!inline.span.of(&text).is_empty());
            }
        }

        #[test]
        fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read([b"<html>".to_vec(), bytes].concat());
        }
    }

    /// What a page comes to that has `body` in it: its date, and its blocks.
    fn blocks(body: &str) -> (Option<String>, Vec<String>) {
        let page = format!("<html><h1>On the silt</h1>{body}<p>Boats lay there for years.</p>");
        let Extracted {
            text, structure, ..
        } = read(page.into_bytes()).unwrap();
        let blocks = structure.blocks.iter();
        let blocks = blocks.map(|block| format!("{}: {}", block.kind, block.span.of(&text)));
        (structure.metadata.date, blocks.skip(1).collect())
    }

    #[test]
    fn who_posted_it_may_be_nobody_and_still_tells_when() {
        let (date, found) = blocks("<p>Posted by admin on 3 May 2023</p>");
        assert_eq!(date.as_deref(), Some("2023-05-03"));
        assert_eq!(found[0], "boilerplate: Posted by admin on 3 May 2023");
    }

    #[test]
    fn what_heads_text_is_a_heading_and_what_heads_a_list_is_none() {
        let text =
            "Most of what was found in the silt had been known to those who live there. ".repeat(3);
        let (_, found) = blocks(&format!(
            "<h2>Discussion</h2><p>{text}</p><h2>Related</h2><ul><li>Boats"
        ));
        assert_eq!(found[0], "heading 1: Discussion");
        assert_eq!(found[2], "boilerplate: Related");
        let (_, found) = blocks(
            &format!("<h2>A post</h2><p>Posted by admin on 3 May 2023</p><p>{text}</p>").repeat(4),
        );
        assert_eq!(found[10], "boilerplate: Posted by admin on 3 May 2023");
    }

    #[test]
    fn a_menu_longer_than_the_article_is_no_article() {
        let menu = "<a href=/a>A section of the site</a><br>".repeat(60);
        let text = "Most of what was found in the silt had been known to those who live there.";
        let (_, found) = blocks(&format!(
            "<table><tr><td>{menu}</td><td><p>{text}</p><p>{text}</p></td></tr></table>"
        ));
        assert!(found[0].starts_with("boilerplate: A section"), "{found:?}");
        assert_eq!(found[1], format!("paragraph: {text}"));
    }

    #[test]
    fn what_word_and_google_docs_style_as_the_title_is_one() {
        for page in [
            "<html><title>doc1</title><p class=MsoTitle>On the silt</p><h1>Boats</h1><p>They lay there.</p>",
            "<html><body class=doc-content><p class='c1 title'>On the silt</p><h1>Boats</h1><p>They lay there.</p>",
        ] {
            let Extracted {
                text, structure, ..
            } = read(page.as_bytes().to_vec()).unwrap();
            assert_eq!(structure.metadata.title.as_deref(), Some("On the silt"));
            assert_eq!(text, "On the silt\n\nBoats\n\nThey lay there.");
        }
    }

    #[test]
    fn what_is_crossed_out_goes_where_something_else_stands_for_it() {
        for (body, expect) in [
            (
                "<p>It has <del>nine</del> <ins>ten</ins> berths.</p>",
                "It has ten berths.",
            ),
            ("<p>It has <s>nine</s> berths.</p>", "It has nine berths."),
        ] {
            assert_eq!(blocks(body).1[0], format!("paragraph: {expect}"));
        }
    }

    #[test]
    fn descriptions_are_items_below_their_terms() {
        let (_, found) = blocks("<dl><dt>Berth<dd>A place to lie.<dd>A job.</dl>");
        let expect = [
            "paragraph: Berth",
            "list-item 0: – A place to lie.",
            "list-item 0: – A job.",
        ];
        assert_eq!(found[..3], expect);
    }

    #[test]
    fn raised_numbers_find_notes_that_no_link_leads_to() {
        let page = "<html><h1>On the silt</h1><p>Nine boats<sup>1</sup> lay there.</p><p>Ten<sup>2</sup> came.</p>\
            <ol class=footnotes><li>A count of boats.</li><li>Another, see https://boats.example/count.</li></ol>";
        let Extracted {
            text, structure, ..
        } = read(page.as_bytes().to_vec()).unwrap();
        let inlines = structure.inlines.iter();
        let inlines = inlines.map(|inline| (inline.span.of(&text), inline.kind.clone()));
        let reference = |words: &str| InlineKind::Reference {
            note: text.find(words).unwrap(),
        };
        let expect = [
            ("¹", reference("1. A count")),
            ("²", reference("2. Another")),
            (
                "https://boats.example/count",
                InlineKind::Link("https://boats.example/count".into()),
            ),
        ];
        assert_eq!(inlines.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn pages_and_books_are_told_by_their_first_bytes() {
        for (bytes, is) in [
            (&b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC>"[..], true),
            (b"<html lang=en>", true),
            (b"<p>text", false),
            (b"", false),
        ] {
            assert_eq!(is_page(bytes), is);
        }
    }
}
