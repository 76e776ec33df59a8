use proptest::prelude::*;

use super::*;
use crate::model::{InlineKind, Metadata};

fn extracted(text: &str) -> Extracted {
    read(text.as_bytes().to_vec()).expect("it is text")
}

/// The blocks of `text`, a line each: kind, words.
fn blocks(text: &str) -> Vec<String> {
    let Extracted {
        text, structure, ..
    } = extracted(text);
    let blocks = structure.blocks.iter();
    let shown = blocks.map(|block| format!("{}: {}", block.kind, block.span.of(&text)));
    shown.collect()
}

/// The inlines of `text`, a line each: kind, words.
fn inlines(text: &str) -> Vec<String> {
    let Extracted {
        text, structure, ..
    } = extracted(text);
    let shown = structure.inlines.iter().map(|inline| {
        let words = inline.span.of(&text);
        match &inline.kind {
            InlineKind::Emphasis => format!("emphasis {words}"),
            InlineKind::Strong => format!("strong {words}"),
            InlineKind::Code => format!("code {words}"),
            InlineKind::Struck => format!("struck {words}"),
            InlineKind::Link(url) => format!("{url} {words}"),
            InlineKind::Reference { note } => {
                let note = structure
                    .blocks
                    .iter()
                    .find(|block| block.span.start == *note);
                format!("{words} -> {}", note.map_or("", |note| note.span.of(&text)))
            }
        }
    });
    shown.collect()
}

#[test]
fn blocks_are_what_their_marks_say() {
    for (text, expected) in [
        (
            "# Title\n\nOne\ntwo  \nthree.\n\n## Head\n### Lower\nText\n",
            &[
                "title: Title",
                "paragraph: One two\u{2028}three.",
                "heading 1: Head",
                "heading 2: Lower",
                "paragraph: Text",
            ][..],
        ),
        (
            "- one\n  - two\n\n    more\n- three\n\n4) four\n5) five\n",
            &[
                "list-item 0: • one",
                "list-item 1: • two",
                "list-item 1: more",
                "list-item 0: • three",
                "list-item 0: 4) four",
                "list-item 0: 5) five",
            ],
        ),
        (
            "- [ ] open\n- [x] done\n1. [x] both\n",
            &[
                "list-item 0: ☐ open",
                "list-item 0: ☑ done",
                "list-item 0: 1. ☑ both",
            ],
        ),
        (
            "> One\n>\n> > two\n>\n> - three\n\n***\n\nFour",
            &[
                "quotation: One",
                "quotation: two",
                "list-item 0: • three",
                "paragraph: Four",
            ],
        ),
        (
            "> [!warning]- Mind this\n> It bites.\n",
            &["quotation: Mind this\u{2028}It bites."],
        ),
        (
            "```rust\nfn main() {\n    x\n}\n```\n\n    set in\n      more\n",
            &[
                "preformatted: fn main() {\n    x\n}",
                "preformatted: set in\n  more",
            ],
        ),
        (
            "| A | B |\n|---|--:|\n| one *two* | 3 |\n|  | a<br>b |\n",
            &["table: A\tB\none two\t3\n\ta b"],
        ),
        (
            "![A boat](b.png)\n\nText ![a star](s.png) here.\n\n![](IMG_1.jpg)\n",
            &["caption: A boat", "paragraph: Text a star here."],
        ),
        (
            "![A boat](b.png)\n*A boat at night. Photo: Jane Doe*\n\nText\n\n![](c.png)\n\n*Another one.*\n\n*Stressed.*\n",
            &[
                "caption: A boat",
                "caption: A boat at night. Photo: Jane Doe",
                "paragraph: Text",
                "caption: Another one.",
                "paragraph: Stressed.",
            ],
        ),
        (
            "[![CI](https://ci.example.org/badge.svg)](https://ci.example.org)\n\nText",
            &["boilerplate: CI", "paragraph: Text"],
        ),
        ("", &[]),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn what_other_dialects_leave_is_read_or_set_aside() {
    for (text, expected) in [
        (
            "Term\n: What it means.\n\nOther\n: That.\n: And this.\n",
            &[
                "paragraph: Term",
                "list-item 0: – What it means.",
                "paragraph: Other",
                "list-item 0: – That.",
                "list-item 0: – And this.",
            ][..],
        ),
        (
            "Before\n\n::: warning\nMind this.\n:::\n\nAfter",
            &[
                "paragraph: Before",
                "paragraph: Mind this.",
                "paragraph: After",
            ],
        ),
        (
            "{{< figure src=\"a.png\" >}}\n\nText\n",
            &[
                "boilerplate: {{< figure src=\"a.png\" >}}",
                "paragraph: Text",
            ],
        ),
        (
            "See [[Other note]], [[Note|these words]], ![[picture.png]] and [[12]]. `[[x]]`\n",
            &["paragraph: See Other note, these words, and [12]. [[x]]"],
        ),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn raw_html_shows_what_a_page_would() {
    for (text, expected) in [
        (
            "<p align=\"center\">\n  <img src=\"x.png\" alt=\"A map\">\n</p>\n\n<!-- a\n\nb -->\n\nText<!-- c --> &amp; H<sub>2</sub>O &copy;\n",
            &["caption: A map", "paragraph: Text & H2O ©"][..],
        ),
        (
            "<figure>\n<img src=x.png alt=\"A map\">\n<figcaption>A map</figcaption>\n</figure>\n\n<blockquote>\n\nOne *two*\n\n</blockquote>\n\nThree\n",
            &["caption: A map", "quotation: One two", "paragraph: Three"],
        ),
        (
            "<div>\n<script>\nlet a = 1;\n\nlet b = '*x*';\n</script>\n</div>\n\nSeen\n\n<style>\np { }\n</style>\n",
            &["paragraph: Seen"],
        ),
        (
            "<h2>Head</h2>\n<ol><li>One</li><li>Two<ul><li>Three</li></ul></li></ol>\n<table><tr><td>A</td><td>B</td></tr></table>\nEnd<br>line\n",
            &[
                "heading 1: Head",
                "list-item 0: 1. One",
                "list-item 0: 2. Two",
                "list-item 1: • Three",
                "table: A\tB",
                "paragraph: End\u{2028}line",
            ],
        ),
        (
            "<script>\nIt never ends, but the article does.\n\nText\n",
            &["paragraph: It never ends, but the article does. Text"],
        ),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn inlines_cover_their_words() {
    let text = "*One* **two *three*** `four` [five](https://example.org/a) <mailto:a@example.org>\n\
                [six](/local) <b@example.org> <em>seven</em> <a href=\"http://example.org\">eight</a>";
    let expected = [
        "emphasis One",
        "strong two three",
        "emphasis three",
        "code four",
        "https://example.org/a five",
        "mailto:a@example.org mailto:a@example.org",
        "mailto:b@example.org b@example.org",
        "emphasis seven",
        "http://example.org eight",
    ];
    assert_eq!(inlines(text), expected);
    assert_eq!(inlines("- *One* two\n"), ["emphasis One"]);
}

#[test]
fn notes_are_numbered_by_their_first_marks_and_stand_at_the_end() {
    let text = "One[^b] two[^a]. Three[^b], four[^none].\n\n[^a]: First *a*.\n\n    Second.\n\n[^c]: Never marked[^d].\n[^b]: See b.\n[^d]: Deep.\n\nEnd.\n";
    let expected = [
        "paragraph: One[1] two[2]. Three[1], four[^none].",
        "paragraph: End.",
        "note: 1. See b.",
        "note: 2. First a.",
        "note: Second.",
        "note: 3. Never marked[4].",
        "note: 4. Deep.",
    ];
    assert_eq!(blocks(text), expected);
    let expected = [
        "[1] -> 1. See b.",
        "[2] -> 2. First a.",
        "[1] -> 1. See b.",
        "emphasis a",
        "[4] -> 4. Deep.",
    ];
    assert_eq!(inlines(text), expected);
}

#[test]
fn a_title_is_told_once_and_levels_begin_below_it() {
    for (text, expected) in [
        (
            "---\ntitle: One & Two\n---\n# One &amp; *Two*\n\n## A\n",
            &["title: One & Two", "heading 1: A"][..],
        ),
        (
            "---\ntitle: One\n---\nText\n\n## A\n\n### B\n",
            &[
                "title: One",
                "paragraph: Text",
                "heading 1: A",
                "heading 2: B",
            ],
        ),
        (
            "---\ntitle: One\n---\n# A\n\n# B\n",
            &["title: One", "heading 1: A", "heading 1: B"],
        ),
        (
            "# A\n\nText\n\n# B\n\n## C\n",
            &[
                "heading 1: A",
                "paragraph: Text",
                "heading 1: B",
                "heading 2: C",
            ],
        ),
        (
            "Title\n=====\n\nPart\n----\n",
            &["title: Title", "heading 1: Part"],
        ),
        (
            "**Bold head**\n\nText one.\n\n**Other head**\n\n**It is bold, and a sentence.**\n\nText.\n",
            &[
                "title: Bold head",
                "paragraph: Text one.",
                "heading 1: Other head",
                "paragraph: It is bold, and a sentence.",
                "paragraph: Text.",
            ],
        ),
    ] {
        assert_eq!(blocks(text), expected, "{text}");
    }
}

#[test]
fn bylines_tell_who_and_when() {
    for text in [
        "# Title\n\n*By Jane Doe, 3 March 2020*\n\nText.\n",
        "# Title\n\n**By Jane Doe**  \n3 March 2020\n\nText.\n",
        "# Title\n\n**Author:** Jane Doe\n**Date:** 3 March 2020\n\nText.\n",
        "# Title\n\n- Author: Jane Doe\n- Published: March 3, 2020\n\nText.\n",
        "---\nauthor: Jane Doe\n---\n# Title\n\n3 March 2020\n\nText.\n",
    ] {
        let Extracted { structure, .. } = extracted(text);
        let expected = Metadata {
            title: Some("Title".into()),
            authors: vec!["Jane Doe".into()],
            date: Some("2020-03-03".into()),
            ..Metadata::default()
        };
        assert_eq!(structure.metadata, expected, "{text}");
    }
    let plain = "# Title\n\nBy the river it was quiet.\n\nText.\n";
    assert_eq!(blocks(plain)[1], "paragraph: By the river it was quiet.");
}

#[test]
fn hostile_files_are_read_in_time() {
    let indents = (0..2000).map(|depth| "  ".repeat(depth % 500) + "- a\n");
    let deep_list: String = indents.collect();
    for text in [
        "> ".repeat(20_000),
        "[".repeat(50_000),
        "![".repeat(50_000),
        "*a_ ".repeat(50_000),
        "<a ".repeat(50_000),
        "<script>\n\n".repeat(20_000),
        "[^1]: ".repeat(20_000),
        "&amp;&".repeat(20_000),
        "[[a|".repeat(20_000),
        format!("[x]: {}\n{}", "x".repeat(1000), "[x]\n".repeat(10_000)),
        format!("{}\n{}", "|a".repeat(5000), "|-".repeat(5000)),
        "- ".repeat(10_000),
        "a\n: ".repeat(10_000),
        deep_list,
    ] {
        let Extracted {
            text, structure, ..
        } = extracted(&text);
        let ordered = structure
            .blocks
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(
            ordered
                && structure
                    .blocks
                    .iter()
                    .all(|block| block.span.end <= text.len())
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_letter_is_in_one_block(text in "([-#>*_`~|:\\[\\]()!^<>&;/ a1.+=x]|\n|  |\n\n|<p>|</p>|\\[\\^1\\]|<li>|<!--|```|    ){0,60}") {
        let Extracted { text, structure, .. } = extracted(&text);
        let mut at = 0;
        for block in &structure.blocks {
            prop_assert!(text.get(at..block.span.start).is_some_and(|gap| gap.trim().is_empty()));
            let words = block.span.of(&text);
            prop_assert!(!words.is_empty() && words.trim() == words);
            at = block.span.end;
        }
        prop_assert!(text.get(at..).is_some_and(|rest| rest.trim().is_empty()));
        for inline in &structure.inlines {
            let holds = |span: crate::model::Span| span.start <= inline.span.start && inline.span.end <= span.end;
            prop_assert!(structure.blocks.iter().any(|block| holds(block.span)));
        }
    }
}

#[test]
fn what_is_crossed_out_is_told_apart() {
    for text in [
        "It has ~~nine *old*~~ berths.",
        "It has <s>nine *old*</s> berths.",
    ] {
        assert_eq!(inlines(text), ["struck nine old", "emphasis old"], "{text}");
    }
}
