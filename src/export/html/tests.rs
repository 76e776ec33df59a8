//! What the page is made of; what it does is tried in a browser, in `tests/report.rs`.

use std::sync::Arc;

use crate::export::fixture::{Fixture, bare, tag, written};
use crate::export::{Format, Input, Item, Place, Report, Source, Wishes};
use crate::model::{
    Annotation, AnnotationId, Block, BlockKind, Codebook, DocPath, Document, Inline, InlineKind,
    Metadata, Span, Structure,
};

/// The document that says `blocks`, and what is told of each is its kind.
fn document(blocks: &[(BlockKind, &str)], inlines: &[(InlineKind, &str)]) -> Document {
    let (mut text, mut structure) = (String::new(), Structure::default());
    for (kind, words) in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let span = Span::new(text.len(), text.len() + words.len());
        text.push_str(words);
        structure.blocks.push(Block { kind: *kind, span });
    }
    for (kind, words) in inlines {
        let span = find(&text, words);
        let kind = kind.clone();
        structure.inlines.push(Inline { kind, span });
    }
    Document::new(DocPath::new("a.md"), text, structure)
}

fn find(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Span::new(at, at + words.len())
}

/// The body of the page for `document` with a note on each of `quotes`, without the notes, and the report.
fn body(document: &Document, quotes: &[&str]) -> (String, Report) {
    let made = |(number, quote): (usize, &&str)| Annotation {
        id: AnnotationId::parse(&format!("01994f0e-0000-7000-8000-{number:012}")).unwrap(),
        ..bare(1, "a.md", 0, quote)
    };
    let annotations: Vec<Annotation> = (1..).zip(quotes).map(made).collect();
    let item = |annotation| {
        let quote: &Annotation = annotation;
        let span = document
            .text
            .find(&quote.selector.quote)
            .map(|_| find(&document.text, &quote.selector.quote));
        let points = |byte: usize| document.text.get(..byte).unwrap().chars().count();
        Item {
            annotation,
            state: if span.is_some() { "exact" } else { "orphan" },
            place: span.map(|span| Place {
                start: points(span.start),
                end: points(span.end),
                line: 1,
                paragraph: None,
            }),
            part: None,
            around: None,
        }
    };
    let path = DocPath::new("a.md");
    let codebook = Codebook::default();
    let input = Input {
        corpus: "corpus",
        codebook: &codebook,
        documents: vec![Source {
            record: None,
            path: &path,
            metadata: Metadata {
                title: Some("Title".into()),
                ..Metadata::default()
            },
            status: None,
            tags: &[],
            hash: None,
            document: Some(document),
            annotations: annotations.iter().map(item).collect(),
        }],
        wishes: Wishes::default(),
    };
    let (bytes, report) = written(Format::Html, &input);
    let page = String::from_utf8(bytes).unwrap();
    let (_, rest) = page.split_once("<article ").unwrap();
    let (_, rest) = rest.split_once("<header>\n").unwrap();
    let (body, _) = rest.split_once("</article>").unwrap();
    let short = body
        .replace(" dir=\"auto\"", "")
        .replace(" class=\"h-plain\"", "")
        .replace(" rel=\"noopener noreferrer nofollow\"", "");
    (short, report)
}

/// The first paragraph of `body`.
fn paragraph(body: &str) -> &str {
    let (_, rest) = body.split_once("</header>\n<p>").unwrap();
    rest.split_once("</p>").unwrap().0
}

/// Highlights by their numbers and nothing else of their attributes.
fn bones(paragraph: &str) -> String {
    let mut bones = paragraph.to_owned();
    for number in 1..=9 {
        let mark = format!("<mark data-n=\"{number}\"");
        bones = bones
            .replace(&format!("{mark} id=\"a{number}\">"), &format!("[{number}:"))
            .replace(&format!("{mark}>"), &format!("[{number}+"))
            .replace(
                &format!(
                    "<a href=\"#n{number}\" class=\"ref h-plain\" data-n=\"{number}\" aria-label=\"Note {number}\">{number}</a>"
                ),
                &format!("^{number}"),
            );
    }
    bones.replace("</mark>", "]")
}

#[test]
fn highlights_nest_rightly_where_they_cross_too() {
    let link = || InlineKind::Link(Arc::from("https://a.example/"));
    let away = "<a href=\"https://a.example/\" class=\"out\">";
    for (inlines, quotes, expected) in [
        (vec![], vec!["two"], "One [1:two]^1 three four."),
        (
            vec![],
            vec!["two three", "three"],
            "One [1:two [2:three]]^1^2 four.",
        ),
        (
            vec![],
            vec!["One two", "two three"],
            "[1:One [2:two]]^1[2+ three]^2 four.",
        ),
        (
            vec![(InlineKind::Strong, "two three")],
            vec!["three four"],
            "One <strong>two [1:three]</strong>[1+ four]^1.",
        ),
        (
            vec![(link(), "two three")],
            vec!["two"],
            &format!("One {away}[1:two] three</a>^1 four."),
        ),
        (
            vec![(InlineKind::Link(Arc::from("javascript:x")), "two")],
            vec![],
            "One two three four.",
        ),
    ] {
        let document = document(&[(BlockKind::Paragraph, "One two three four.")], &inlines);
        let (body, _) = body(&document, &quotes);
        assert_eq!(bones(paragraph(&body)), expected, "{quotes:?}");
    }
}

#[test]
fn every_kind_of_block_is_set_as_what_it_is() {
    let kinds = [
        (BlockKind::Title, "Title"),
        (BlockKind::Heading(1), "Part"),
        (BlockKind::Paragraph, "Some <words>\u{2028}in lines.1"),
        (BlockKind::ListItem(0), "• one"),
        (BlockKind::ListItem(1), "deeper"),
        (BlockKind::ListItem(0), "• two"),
        (BlockKind::Quotation, "Theirs."),
        (BlockKind::Table, "Year\tDead\n2017\t2"),
        (BlockKind::Preformatted, "a  b"),
        (BlockKind::Caption, "A picture."),
        (BlockKind::Boilerplate, "Share this"),
        (BlockKind::Note, "1 A source."),
    ];
    let mut document = document(&kinds, &[]);
    let note = find(&document.text, "1 A source.").start;
    let mark = find(&document.text, ".1");
    document.inlines.push(Inline {
        kind: InlineKind::Reference { note },
        span: Span::new(mark.start + 1, mark.end),
    });
    let (body, _) = body(&document, &["Title", "Dead", "gone"]);
    for part in [
        // The title is the head of the article, with its highlight, and does not come twice.
        "<h2 id=\"t1\"><mark data-n=\"1\" id=\"a1\">Title</mark>",
        "<h3>Part</h3>",
        &format!(
            "<p>Some &lt;words&gt;<br>in lines.<a class=\"mark-of-note\" href=\"#f1-{note}\">1</a></p>"
        ),
        "<ul role=\"list\">\n<li class=\"marked\"><div>• one</div>\n<ul role=\"list\">\n<li class=\"plain\"><div>deeper</div>\n\
         </li>\n</ul>\n</li>\n<li class=\"marked\"><div>• two</div>\n</li>\n</ul>\n",
        "<blockquote>\n<p>Theirs.</p>\n</blockquote>",
        "<tr><th scope=\"col\">Year</th><th scope=\"col\"><mark data-n=\"2\" id=\"a2\">Dead</mark>",
        "<tr><td>2017</td><td>2</td></tr>",
        ">a  b</pre>",
        "<p class=\"caption\">A picture.</p>",
        "<details class=\"furniture\">\n<summary>Page furniture: 1 paragraph</summary>\n<p>Share this</p>",
        &format!("<p id=\"f1-{note}\">1 A source.</p>"),
        "<h3>Not found in the text</h3>",
    ] {
        assert!(body.contains(part), "{part} is not in:\n{body}");
    }
    assert_eq!(body.matches("Title</mark>").count(), 1);
    let (_, lost) = body.split_once("<section class=\"lost\">").unwrap();
    assert!(lost.contains("<mark>gone</mark>"), "{lost}");
}

#[test]
fn what_the_page_cannot_hold_is_told() {
    let words = "One two three four.";
    let document = document(&[(BlockKind::Paragraph, words)], &[]);
    let (body, report) = body(&document, &[words; 9]);
    assert_eq!(body.matches("class=\"ref ").count(), 9);
    assert_eq!(body.matches(" id=\"a9\"").count(), 1);
    assert_eq!(
        report.dropped,
        [
            "the identity, code points and time of day of 9 annotations were left out",
            "the colour of 1 highlight under 8 others was left out: its number is in the text",
        ]
    );
    let (_, report) = written(Format::Html, &Fixture::rich().input());
    assert_eq!(
        report.dropped,
        [
            "the text of 2 documents could not be read: only what was said of it is there",
            "the identity, code points and time of day of 5 annotations were left out",
            "the hash of 1 document was left out",
            "the key of 1 tag was left out",
        ]
    );
}

#[test]
fn many_highlights_over_each_other_stay_a_page() {
    let text = "word ".repeat(2000);
    let document = document(&[(BlockKind::Paragraph, text.trim_end())], &[]);
    let quotes: Vec<String> = (1..200).map(|count| "word ".repeat(count * 10)).collect();
    let quotes: Vec<&str> = quotes.iter().map(|quote| quote.trim_end()).collect();
    let (body, _) = body(&document, &quotes);
    assert!(body.matches("<mark ").count() < 100, "{}", body.len());
}

#[test]
fn a_claim_is_told_with_what_was_found_and_where_it_leads() {
    let (bytes, _) = written(Format::Html, &Fixture::rich().input());
    let page = String::from_utf8(bytes).unwrap();
    for part in [
        "Russia has 1,000 contractors",
        "<span class=\"label\">contradicts</span> <a href=\"#n",
        "<span class=\"label\">contradicted by</span> <a href=\"#n",
        "an annotation that is not here",
        "href=\"https://example.org/panel\"",
        "“between 800 and 1,200”",
        "accessed 2026-11-20",
        &format!("data-tag=\"{}\"", tag("claim/statistic")),
    ] {
        assert!(page.contains(part), "{part}");
    }
}
