//! Articles as they are scraped, and what their lines are.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::{LARGEST_BLOCK, structure};
use crate::model::{BlockKind, InlineKind, Metadata, Structure};

/// Every block of `text` on a line: its kind, its level, and how it begins.
fn outline(text: &str) -> Vec<String> {
    let Structure { blocks, .. } = structure(text);
    let line = |kind: BlockKind, text: &str| {
        let level = kind
            .level()
            .map_or(String::new(), |level| level.to_string());
        let head: String = text.chars().take(24).collect();
        format!("{}{level}: {}", kind.as_str(), head.replace('\n', "/"))
    };
    let lines = blocks
        .iter()
        .map(|block| line(block.kind, block.span.of(text)));
    lines.collect()
}

fn metadata(text: &str) -> Metadata {
    structure(text).metadata
}

const BODY: &str = "The committee met on Tuesday, and nobody who attended it would say afterwards what had been decided.";

#[test]
fn a_scraped_page_is_seen_through() {
    let text = format!(
        "Connect with us\n\nEconomy\n\n“Cheap Bread”: How a Slogan Outlived Its Numbers\n\nAda Lindqvist\n\nPublished\n\n\
         on\n\n{BODY}\n\nWhat was promised…\n\n{BODY}\n\n… and what was paid\n\n{BODY}\n\nContinue Reading\n\nComments\n\n\
         Economy\n\nThe Second Harvest Nobody Counted\n\nPublished\n\non\n\n{BODY}\n\nLatest\n\n© 2019 The Paper"
    );
    assert_eq!(
        outline(&text),
        [
            "boilerplate: Connect with us",
            "boilerplate: Economy",
            "title: “Cheap Bread”: How a Slo",
            "boilerplate: Ada Lindqvist",
            "boilerplate: Published",
            "boilerplate: on",
            "paragraph: The committee met on Tue",
            "heading2: What was promised…",
            "paragraph: The committee met on Tue",
            "heading2: … and what was paid",
            "paragraph: The committee met on Tue",
            "boilerplate: Continue Reading",
            "boilerplate: Comments",
            "boilerplate: Economy",
            "heading1: The Second Harvest Nobod",
            "boilerplate: Published",
            "boilerplate: on",
            "paragraph: The committee met on Tue",
            "boilerplate: Latest",
            "boilerplate: © 2019 The Paper",
        ]
    );
    let found = metadata(&text);
    assert_eq!(
        found.title.as_deref(),
        Some("“Cheap Bread”: How a Slogan Outlived Its Numbers")
    );
    assert_eq!(found.authors, ["Ada Lindqvist"]);
    assert_eq!(found.date, None);
}

#[test]
fn a_brief_has_captions_lists_and_notes() {
    let text = format!(
        "Image\nDelegates wait outside the hall before the second day of talks on January 19, 2020 in Bern, Switzerland.\n\n\
         The city’s role as a host of talks\n\nNeutral Ground? How Small Cities Came to Host Large Talks\n\nJune 2020, Number 061\n\n\
         Executive Summary\n\n  • {BODY}\n  • Three of them matter:\n    • {BODY}\n    • {BODY}\n  • {BODY}\n\nBern\n\n{BODY}\n\n\
         Portrait image\nA delegate leaves the hall.\nA delegate leaves the hall.\n\n1. The first rule is to be boring. {BODY}\n\n\
         2. The second rule is to be early. {BODY}\n\nNotes\n\n1 Ann Poe, “On Halls,” Journal of Rooms, 2006, pp. 1–4.\n\n\
         2 John Roe, Waiting, 2010.\n\nAbout the Author\n\nMara Veit is a historian of diplomacy at no university in particular."
    );
    assert_eq!(
        outline(&text),
        [
            "boilerplate: Image",
            "caption: Delegates wait outside t",
            "boilerplate: The city’s role as a hos",
            "title: Neutral Ground? How Smal",
            "boilerplate: June 2020, Number 061",
            "heading1: Executive Summary",
            "list-item0: • The committee met on T",
            "list-item0: • Three of them matter:",
            "list-item1: • The committee met on T",
            "list-item1: • The committee met on T",
            "list-item0: • The committee met on T",
            "heading1: Bern",
            "paragraph: The committee met on Tue",
            "boilerplate: Portrait image",
            "caption: A delegate leaves the ha",
            "caption: A delegate leaves the ha",
            "list-item0: 1. The first rule is to ",
            "list-item0: 2. The second rule is to",
            "heading1: Notes",
            "note: 1 Ann Poe, “On Halls,” J",
            "note: 2 John Roe, Waiting, 201",
            "heading1: About the Author",
            "paragraph: Mara Veit is a historian",
        ]
    );
    let found = metadata(&text);
    assert_eq!(found.authors, ["Mara Veit"]);
    assert_eq!(found.date.as_deref(), Some("2020-06"));
}

#[test]
fn a_post_tells_its_author_above_and_its_date_below() {
    let text = format!(
        "top of page\n  • Writer's pictureAda Lindqvist\n\nWhy the harbour froze early\n\n{BODY}\n\n\
         As published at The Quay on November 2, 2017\n\nbottom of page\n"
    );
    assert_eq!(
        outline(&text),
        [
            "boilerplate: top of page",
            "boilerplate: • Writer's pictureAda Li",
            "title: Why the harbour froze ea",
            "paragraph: The committee met on Tue",
            "boilerplate: As published at The Quay",
            "boilerplate: bottom of page",
        ]
    );
    let found = metadata(&text);
    assert_eq!(found.authors, ["Ada Lindqvist"]);
    assert_eq!(found.date.as_deref(), Some("2017-11-02"));
}

#[test]
fn a_page_without_blank_lines_has_headings_too() {
    let body = BODY.repeat(2);
    let text = format!(
        "Menu\nHome\nWhy bread costs more\nMills say that they are not to blame for any of it.\nBy Ada Lindqvist\n\
         {body}\nWhat was promised\n{body}\n• One\n• Two\nWhat was paid\n{body}"
    );
    assert_eq!(
        outline(&text),
        [
            "boilerplate: Menu",
            "boilerplate: Home",
            "title: Why bread costs more",
            "paragraph: Mills say that they are ",
            "boilerplate: By Ada Lindqvist",
            "paragraph: The committee met on Tue",
            "heading1: What was promised",
            "paragraph: The committee met on Tue",
            "list-item0: • One",
            "list-item0: • Two",
            "heading1: What was paid",
            "paragraph: The committee met on Tue",
        ]
    );
}

#[test]
fn rows_of_a_table_are_not_headings() {
    let text = format!(
        "A survey of surveys\n\n{BODY}\n\nInstitute Report\nThe Bread Institute Flour and Its Enemies\n\nThe Long Table\n\n\
         The Price of Salt Project\n\nCentre for Crumbs The Coming Age of Toast\n\nThe Oven’s Trojan Loaf\nA Recipe\n\n{BODY}"
    );
    let Structure { blocks, .. } = structure(&text);
    assert!(
        !blocks
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Heading(_)))
    );
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let text = [
        "The committee met on Tuesday, and nobody who attended it would say",
        "afterwards what had been decided. The price of bread, which was 12",
        "- by some counts 14 - crowns in March, had not come up at all, said",
        "two of them.",
        "",
        "A short paragraph that was wrapped to the same width as the others in",
        "this text.",
        "",
        "Roses are red",
        "Violets are blue",
        "",
        "    Nothing was decided, and everybody knew that it would not be,",
        "    which is why they came.",
        "",
        "    let total = price * count;",
        "    print(total);",
    ]
    .join("\n");
    assert_eq!(
        outline(&text),
        [
            "paragraph: The committee met on Tue",
            "paragraph: A short paragraph that w",
            "paragraph: Roses are red",
            "paragraph: Violets are blue",
            "quotation: Nothing was decided, and",
            "preformatted: let total = price * coun",
        ]
    );
}

#[test]
fn markdown_keeps_its_marks_and_gives_levels() {
    let text = format!(
        "# On Bread\n\nBy Ada Lindqvist and John Roe\n\n2021-03-04\n\n{BODY}\n\n## Flour\n\n> {BODY}\n> And so on.\n\n### Rye\n\n\
         {BODY}\n\n```\nflour = 500\n\nwater = 350\n```\n\n* * *\n\nSalt\n----\n\n- one\n  more of one\n- two\n\n``` not closed"
    );
    assert_eq!(
        outline(&text),
        [
            "title: # On Bread",
            "boilerplate: By Ada Lindqvist and Joh",
            "boilerplate: 2021-03-04",
            "paragraph: The committee met on Tue",
            "heading1: ## Flour",
            "quotation: > The committee met on T",
            "heading2: ### Rye",
            "paragraph: The committee met on Tue",
            "preformatted: ```/flour = 500//water =",
            "boilerplate: * * *",
            "heading1: Salt/----",
            "list-item0: - one/  more of one",
            "list-item0: - two",
            "paragraph: ``` not closed",
        ]
    );
    let found = metadata(&text);
    assert_eq!(found.title.as_deref(), Some("On Bread"));
    assert_eq!(found.authors, ["Ada Lindqvist", "John Roe"]);
    assert_eq!(found.date.as_deref(), Some("2021-03-04"));
}

#[test]
fn labels_tell_what_they_say() {
    let text = format!(
        "Title: The price of salt\nAuthor: Ada Lindqvist\nDate: 2019\nSource: https://example.org/salt\n\n{BODY}"
    );
    let expected = Metadata {
        title: Some("The price of salt".into()),
        authors: vec!["Ada Lindqvist".into()],
        date: Some("2019".into()),
        url: Some("https://example.org/salt".into()),
        ..Metadata::default()
    };
    assert_eq!(metadata(&text), expected);
}

#[test]
fn authors_and_dates_stand_in_many_ways_below_a_title() {
    for lines in [
        "By Ada Lindqvist\n\n2 March 2026",
        "By Ada Lindqvist | 2 March 2026",
        "2 March 2026\n\nAda Lindqvist",
        "Ada Lindqvist\n2 March 2026",
        "By\n\nAda Lindqvist\n\nPublished on March 2, 2026\n\nUpdated 5 March 2026",
    ] {
        let found = metadata(&format!("Why bread costs more\n\n{lines}\n\n{BODY}"));
        assert_eq!(
            found.title.as_deref(),
            Some("Why bread costs more"),
            "{lines}"
        );
        assert_eq!(found.authors, ["Ada Lindqvist"], "{lines}");
        assert_eq!(found.date.as_deref(), Some("2026-03-02"), "{lines}");
    }
}

#[test]
fn titles_are_found_or_left_alone() {
    for (text, title) in [
        (String::new(), None),
        (" \n\t\n".into(), None),
        (BODY.into(), None),
        (
            format!("{BODY}\n\nA title that comes too late\n\n{BODY}"),
            None,
        ),
        (
            format!("Corrections\n\nBy Ada Lindqvist\n\n{BODY}"),
            Some("Corrections"),
        ),
        (
            format!("Trade Wars\n\nBy Ada Lindqvist\n\n12 March 2026\n\n{BODY}"),
            Some("Trade Wars"),
        ),
        (
            format!("Press Freedom\n\n12 March 2026\n\n{BODY}"),
            Some("Press Freedom"),
        ),
        (
            format!("Skip to content\nMenu\nHome\nAbout\n\nIs the price right?\n\n{BODY}"),
            Some("Is the price right?"),
        ),
        (
            format!(
                "Why Bread Costs More\n\nA long look at a short list of mills and their owners\n\n12 March 2020\n\n{BODY}"
            ),
            Some("Why Bread Costs More"),
        ),
        ("milk\neggs\nbread\n".into(), None),
        (
            format!(
                "今天的新闻标题\n\n{}",
                "这是一个很长的句子,".repeat(12) + "结束了。"
            ),
            Some("今天的新闻标题"),
        ),
    ] {
        assert_eq!(metadata(&text).title.as_deref(), title, "{text}");
    }
}

#[test]
fn sentences_are_no_headings() {
    for line in [
        "He did not answer.",
        "Then it rained!",
        "these are the facts",
        "Three things matter:",
        "see https://example.org",
        "“We shall never again be asked to wait like this”",
    ] {
        let text = format!("A title of some words\n\n{BODY}\n\n{line}\n\n{BODY}");
        let Structure { blocks, .. } = structure(&text);
        assert_eq!(
            blocks.get(2).map(|block| block.kind),
            Some(BlockKind::Paragraph),
            "{line}"
        );
    }
}

#[test]
fn numbers_give_headings_their_level() {
    let text = format!(
        "A title of some words\n\n1. Scope\n\n{BODY}\n\n1.2 What is left out\n\n{BODY}\n\n2 Method\n\n{BODY}"
    );
    let kinds: Vec<BlockKind> = structure(&text)
        .blocks
        .iter()
        .map(|block| block.kind)
        .collect();
    assert_eq!(
        kinds.into_iter().step_by(2).skip(1).collect::<Vec<_>>(),
        [
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            BlockKind::Paragraph
        ]
    );
    assert_eq!(
        outline(&text)
            .into_iter()
            .skip(1)
            .step_by(2)
            .collect::<Vec<_>>(),
        [
            "heading1: 1. Scope",
            "heading2: 1.2 What is left out",
            "heading1: 2 Method"
        ]
    );
}

#[test]
fn a_text_on_one_line_is_cut_into_blocks_that_can_be_wrapped() {
    for text in [
        "Words and words. ".repeat(20_000),
        "x".repeat(300_000),
        "文".repeat(100_000),
        " a".repeat(100_000),
    ] {
        let Structure { blocks, .. } = structure(&text);
        assert!(blocks.len() > 2);
        check(&text);
    }
}

/// What holds for the blocks and inlines of every text.
fn check(text: &str) {
    let Structure {
        blocks, inlines, ..
    } = structure(text);
    let mut at = 0;
    for block in &blocks {
        let between = text
            .get(at..block.span.start)
            .expect("blocks are in order, on character boundaries");
        assert!(between.trim().is_empty(), "left out: {between:?}");
        assert!(!block.span.is_empty() && block.span.len() <= LARGEST_BLOCK);
        assert_eq!(block.span.trimmed(text), block.span);
        at = block.span.end;
    }
    assert!(
        text.get(at..)
            .expect("on a character boundary")
            .trim()
            .is_empty()
    );
    assert!(inlines.is_sorted_by_key(|inline| (inline.span.start, Reverse(inline.span.end))));
    for inline in &inlines {
        let at = blocks.partition_point(|block| block.span.end <= inline.span.start);
        let inside = blocks.get(at).is_some_and(|block| {
            block.span.start <= inline.span.start && inline.span.end <= block.span.end
        });
        assert!(inside && !inline.span.of(text).is_empty(), "{inline:?}");
        if let InlineKind::Reference { note } = inline.kind {
            let note = blocks.binary_search_by_key(&note, |block| block.span.start);
            let note = note.ok().and_then(|note| blocks.get(note));
            assert_eq!(note.map(|note| note.kind), Some(BlockKind::Note));
        }
    }
    assert_eq!(structure(text).blocks, blocks);
}

#[test]
fn hostile_texts_take_no_longer_than_others() {
    for line in [
        "a1",
        "[1] ",
        "1. a\n",
        "(a) b\n",
        "“a”:\n\n",
        "> \n",
        "12\n\n",
        "| a ",
        "\ta\n",
        "Notes\n\n1 a\n\n",
        "* a*\n",
        "a@",
        "http://",
        "10.1000/",
        "Image\n",
        "Table 1. a\n\n",
        "a said:\n\n“b\n\n",
        "[^1]: a\n",
        "•",
        "— A B\n\n",
        "word.1 ",
        "i) a\n",
        "¹",
        "A long line that is said again and again and again.\n\n",
        "1,2,3,",
        "[1, 2, 3",
        "(((",
        "….",
        "/Getty Images\n",
        "  \u{a0}",
    ] {
        check(&line.repeat(50_000 / line.len()));
    }
}

proptest! {
    #[test]
    fn blocks_hold_every_character_of_any_text(text in "\\PC{0,40}([\n\t \u{a0}#>*•=~`0-9.a-zA-Zé”|-]|Image\n|By |Notes\n|Published\n|\\. ){0,120}") {
        check(&text);
    }

    #[test]
    fn blocks_hold_every_line_of_any_page(lines in prop::collection::vec(prop::sample::select(vec![
        "", "", "Image", "Published", "By Ada Lindqvist", "Ada Lindqvist", "# A", "> b", "```", "  • c", "    d e f g h",
        "12. e", "1 f", "Notes", "It was said.1 And said,2 too.[3]", "1. See a@b.org", "[3] See www.example.org/a_(b).", "a) g", "b) h",
        "i) j", "He said:", "“Nobody knew of it.”", "— Ann Poe", "Table 1. Bread", "12", "13%", "a\tb", "| c | d |", "Source: e",
        "Photo: Jane Doe/AFP", "* Not so.", "word* and word†", "† So.", "References", "[^1]: k", "said[^1]", "¹ l", "m²", "n¹", "A short heading", "3 May 2020", "---", "Title: x", BODY,
    ]), 0..40)) {
        check(&lines.join("\n"));
    }
}
