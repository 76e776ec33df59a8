//! What holds for every setting: nothing is lost, nothing added, and every cell and its byte find each other.

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::rows::{RowPlace, Rows};
use super::{Page, Row, RowKind};
use crate::app::typography::Typography;
use crate::model::{Block, BlockKind, DocPath, Document, Span, Structure};
use crate::text::samples;

use BlockKind::{
    Boilerplate, Heading, ListItem, Note, Paragraph, Preformatted, Quotation, Table, Title,
};

/// The document whose blocks, parted by empty lines, are of these kinds.
fn document(text: &str, kinds: &[BlockKind]) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (paragraph, kind) in text.split("\n\n").zip(kinds) {
        blocks.push(Block {
            kind: *kind,
            span: Span::new(start, start + paragraph.len()),
        });
        start += paragraph.len() + 2;
    }
    let structure = Structure {
        blocks,
        ..Structure::default()
    };
    Document::new(DocPath::new("a.txt"), text.into(), structure)
}

fn rows(document: &Document, width: u16, typography: Typography) -> Vec<Row> {
    let mut rows = Rows::default();
    rows.set_page(Page {
        width,
        typography,
        ..Page::default()
    });
    rows.window(document, RowPlace::default(), 10_000)
}

/// A row as it is seen.
fn seen(document: &Document, row: &Row) -> String {
    let mut cells: Vec<String> = Vec::new();
    row.pieces(document, |piece| {
        let (start, end) = (usize::from(piece.column), usize::from(piece.end()));
        cells.resize(cells.len().max(end), " ".to_owned());
        if !piece.cluster.symbol.starts_with(' ') {
            for cell in &mut cells[start..end] {
                cell.clear();
            }
            cells[start] = piece.cluster.symbol.into_owned();
        }
    });
    cells.concat()
}

fn set(text: &str, kinds: &[BlockKind], width: u16, typography: Typography) -> Vec<String> {
    let document = document(text, kinds);
    let rows = rows(&document, width, typography);
    rows.iter().map(|row| seen(&document, row)).collect()
}

fn plainly(text: &str, kinds: &[BlockKind], width: u16) -> Vec<String> {
    set(text, kinds, width, Typography::default())
}

#[test]
fn list_items_hang_and_stand_close_together() {
    let item = ListItem(0);
    let text = "• one two three\n\n• four\n\nAfter.";
    let rows = plainly(text, &[item, item, Paragraph], 12);
    assert_eq!(rows, ["• one two", "  three", "• four", "", "After."]);
}

#[test]
fn what_goes_on_in_a_list_item_or_note_is_set_under_its_words() {
    let item = ListItem(0);
    let text = "1. one two three\n\n• deep\n\ngoes on here\n\n[1] A note\n\nof two";
    let kinds = [item, ListItem(1), item, Note, Note];
    let rows = plainly(text, &kinds, 12);
    assert_eq!(
        rows,
        [
            "1. one two",
            "   three",
            "  • deep",
            "   goes on",
            "   here",
            "",
            "[1] A note",
            "    of two"
        ]
    );
}

#[test]
fn quotations_are_set_in() {
    let rows = plainly("one two three", &[Quotation], 12);
    assert_eq!(rows, ["   one two", "   three"]);
}

#[test]
fn space_tells_what_stands_above_and_below() {
    let text = "Title\n\nOne.\n\nTwo.\n\nHead\n\nThree.\n\nSub\n\nFour.";
    let kinds = [
        Title,
        Paragraph,
        Paragraph,
        Heading(1),
        Paragraph,
        Heading(2),
        Paragraph,
    ];
    let spaced = |spacing| {
        let typography = Typography {
            spacing,
            ..Typography::default()
        };
        set(text, &kinds, 20, typography).join("/")
    };
    assert_eq!(spaced(0), "Title//One./  Two.//Head//Three.//Sub//Four.");
    assert_eq!(spaced(1), "Title//One.//Two.///Head//Three.//Sub//Four.");
    assert_eq!(
        spaced(2),
        "Title///One.///Two.////Head///Three.///Sub///Four."
    );
}

#[test]
fn tables_stand_in_columns_where_they_fit() {
    let cases: [(&str, u16, &[&str]); 7] = [
        (
            "Town\tPeople\nSandford\t1,240\nEly\t90",
            30,
            &["Town      People", "Sandford   1,240", "Ely           90"],
        ),
        (
            "| Town | Year |\n|---|--:|\n| Sandford | 1912 |\n| Ely | 20 |",
            30,
            &["Town     | Year", "", "Sandford | 1912", "Ely      |   20"],
        ),
        (
            "Town    Mill  \nSandford    yes",
            30,
            &["Town      Mill", "Sandford  yes"],
        ),
        (
            "Town\tPeople\tMills\nSandford\t1,240\t\nEly\t\tone",
            16,
            &[
                "Town · People",
                "Mills",
                "",
                "Sandford",
                "  People: 1,240",
                "",
                "Ely",
                "  Mills: one",
            ],
        ),
        (
            "| Town | A long heading |\n|---|---|\n| Sandford | 1912 |",
            16,
            &[
                "Town",
                "A long heading",
                "",
                "Sandford",
                "  A long",
                "  heading: 1912",
            ],
        ),
        (
            "no columns\nbut more information\nthan there is room",
            12,
            &[
                "no columns",
                "but more",
                "  informatio",
                "  n",
                "than there",
                "  is room",
            ],
        ),
        ("no columns\nhere", 30, &["no columns", "here"]),
    ];
    for (text, width, expected) in cases {
        assert_eq!(plainly(text, &[Table], width), expected, "{text:?}");
    }
}

#[test]
fn a_table_takes_the_room_beside_the_text() {
    let document = document("Town\tPeople\nSandford\t1,240", &[Table]);
    for (beside, expected) in [
        ((0, 0), None),
        ((2, 3), Some(1)),
        ((9, 9), Some(0)),
        ((9, 2), Some(2)),
    ] {
        let mut rows = Rows::default();
        rows.set_page(Page {
            width: 12,
            beside,
            ..Page::default()
        });
        let set = rows.of(&document, 0);
        assert_eq!(set.len() == 2, expected.is_some(), "{beside:?}");
        let row = set.last().unwrap();
        let (wide, line) = (seen(&document, row), Rect::new(20, 0, 12, 1));
        if let Some(outdent) = expected {
            assert_eq!(wide, "Sandford   1,240");
            assert_eq!(row.line(line), Rect::new(20 - outdent, 0, 16, 1));
        }
    }
}

#[test]
fn lines_that_are_kept_and_too_long_hang() {
    let code = "if grain > 0:\n    grind(grain, stones)\nelse: wait";
    assert_eq!(
        plainly(code, &[Preformatted], 18),
        [
            "if grain > 0:",
            "    grind(grain,",
            "      stones)",
            "else: wait"
        ]
    );
    let apart = plainly("one\n\ntwo", &[Preformatted, Preformatted], 18);
    assert_eq!(apart, ["one", "", "two"]);
}

#[test]
fn characters_of_ambiguous_width_take_the_cells_that_the_terminal_gives_them() {
    let text = "§± §± §±";
    let wide = |ambiguous_is_wide| Typography {
        ambiguous_is_wide,
        ..Typography::default()
    };
    assert_eq!(set(text, &[Paragraph], 6, wide(false)), ["§± §±", "§±"]);
    let document = document(text, &[Paragraph]);
    let rows = rows(&document, 6, wide(true));
    let shown: Vec<&str> = rows.iter().map(|row| row.span.of(text).trim()).collect();
    assert_eq!(shown, ["§±", "§±", "§±"]);
    assert_eq!(rows[0].column_of(&document, "§".len()), 2);
    assert_eq!(rows[0].at_column(&document, 3), "§".len());
}

#[test]
fn text_from_right_to_left_stands_at_the_right_edge() {
    assert_eq!(
        plainly("שלום עולם טוב", &[Paragraph], 10),
        [" םלוע םולש", "       בוט"]
    );
    let items = plainly("• שלום עולם", &[ListItem(0)], 8);
    assert_eq!(items, ["  םולש •", "  םלוע"]);
}

#[test]
fn rows_end_at_one_edge_and_words_are_divided() {
    let text = "so it is an extensive and rather typical passage";
    let typography = Typography {
        hyphenate: true,
        justify: true,
        ..Typography::default()
    };
    assert_eq!(
        set(text, &[Paragraph], 16, typography),
        [
            "so  it   is   an",
            "extensive and",
            "rather   typical",
            "passage"
        ]
        .map(str::to_owned)
        .to_vec()
    );
    let meant = set("one two\u{2028}three four", &[Paragraph], 9, typography);
    assert_eq!(meant, ["one two", "three", "four"]);
}

#[test]
fn steps_go_over_gaps_and_stop_at_the_ends() {
    let document = document("one\n\ntwo", &[Paragraph, Paragraph]);
    let mut rows = Rows::default();
    rows.set_page(Page {
        width: 10,
        ..Page::default()
    });
    let down = rows.step(&document, RowPlace::default(), 2);
    assert_eq!(down, RowPlace { block: 1, row: 0 });
    assert_eq!(rows.step(&document, down, 5), down);
    assert_eq!(rows.step(&document, down, -9), RowPlace::default());
    assert_eq!(
        rows.locate(&document, 4),
        RowPlace { block: 0, row: 1 },
        "the gap"
    );
}

#[test]
fn folded_runs_are_one_row_that_is_stepped_over() {
    let text = "One.\n\nShare\n\nPrint\n\nTwo.";
    let document = document(text, &[Paragraph, Boilerplate, Boilerplate, Paragraph]);
    let mut rows = Rows::default();
    rows.set_page(Page {
        width: 10,
        ..Page::default()
    });
    rows.fold(std::iter::once(1..3).collect());
    let kinds: Vec<RowKind> = rows
        .window(&document, RowPlace::default(), 9)
        .iter()
        .map(|row| row.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            RowKind::First,
            RowKind::Gap,
            RowKind::Folded,
            RowKind::Gap,
            RowKind::First
        ]
    );
    let place = rows.locate(&document, text.find("Print").unwrap());
    assert_eq!(place, RowPlace { block: 1, row: 0 });
    assert_eq!(
        rows.text_from(&document, place, true),
        Some(RowPlace { block: 3, row: 0 })
    );
    assert_eq!(
        rows.text_from(&document, place, false),
        Some(RowPlace { block: 0, row: 0 })
    );
}

fn kind() -> impl Strategy<Value = BlockKind> {
    prop::sample::select(vec![
        Paragraph,
        Paragraph,
        ListItem(0),
        ListItem(3),
        Quotation,
        Note,
        Table,
        Table,
        Preformatted,
        Title,
    ])
}

fn typography() -> impl Strategy<Value = Typography> {
    (0u16..3, any::<[bool; 3]>()).prop_map(|(spacing, [hyphenate, justify, ambiguous_is_wide])| {
        Typography {
            spacing,
            hyphenate,
            justify,
            ambiguous_is_wide,
            ..Typography::default()
        }
    })
}

/// Texts with blocks of all kinds, tables with every separator among them.
fn article() -> impl Strategy<Value = Document> {
    let line = (
        samples::text(),
        samples::text(),
        samples::text(),
        prop::sample::select(vec!["\t", " | ", "   "]),
    );
    let lines = line.prop_map(|(one, two, three, separator)| {
        let cells = [one, two, three].map(|cell| cell.replace(['\n', '\r'], " "));
        format!(
            "12{separator}{}\n| {} |",
            cells.join(separator),
            cells.join(separator)
        )
    });
    let text = prop_oneof![samples::text(), lines, "[a-z ]{0,200}", "• [א-ת ]{0,90}"];
    prop::collection::vec((text, kind()), 1..4).prop_map(|blocks| {
        let (texts, kinds): (Vec<String>, Vec<BlockKind>) = blocks
            .into_iter()
            .map(|(text, kind)| (one_block(&text), kind))
            .unzip();
        document(&texts.join("\n\n"), &kinds)
    })
}

/// `text` without empty lines.
fn one_block(text: &str) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n").trim().to_owned() + "x"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn rows_together_are_the_text_and_fit(document in article(), width in 1u16..200, typography in typography()) {
        let mut at = 0;
        let mut gap = None;
        for row in rows(&document, width, typography) {
            if row.kind == RowKind::Gap && gap == Some(row.span) {
                continue;
            }
            gap = (row.kind == RowKind::Gap).then_some(row.span);
            // Blocks that stand close together have no row for the white space between them.
            let skipped = document.text.get(at..row.span.start).unwrap_or("x");
            prop_assert!(skipped.trim().is_empty(), "{:?} is lost", skipped);
            at = row.span.end;
            let (mut pieces, mut right) = (0, 0);
            let mut taken = Vec::new();
            row.pieces(&document, |piece| {
                pieces += 1;
                right = right.max(piece.end());
                taken.extend(piece.column..piece.end());
            });
            prop_assert!(right <= width || pieces == 1, "{:?} is {} wide in {}", row.span.of(&document.text), right, width);
            let count = taken.len();
            taken.sort_unstable();
            taken.dedup();
            prop_assert_eq!(taken.len(), count, "two pieces in one cell");
        }
        prop_assert_eq!(at, document.text.len());
    }

    #[test]
    fn a_byte_leads_to_its_cell_and_back(document in article(), width in 1u16..200, typography in typography()) {
        for row in rows(&document, width, typography) {
            let mut found = Vec::new();
            row.pieces(&document, |piece| {
                if piece.is_text() && piece.cluster.width > 0 {
                    found.push((piece.cluster.span, piece.column, piece.end()));
                }
            });
            for (span, left, right) in found {
                prop_assert_eq!(row.column_of(&document, span.start), left);
                for column in left..right {
                    prop_assert_eq!(row.at_column(&document, column), span.start);
                }
            }
            for at in row.span.start..=row.span.end {
                prop_assert!(row.column_of(&document, at) <= width.max(3));
            }
            for column in [0, width, u16::MAX] {
                let at = row.at_column(&document, column);
                prop_assert!(row.span.contains(at) || at == row.span.start);
            }
        }
    }
}
