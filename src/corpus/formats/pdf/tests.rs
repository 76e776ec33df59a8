use super::samples::{Pdf, at, lines};
use super::*;
use crate::model::InlineKind;
use proptest::prelude::*;

/// Ten lines of running text, each about 300 points wide at 10 points.
const BODY: [&str; 6] = [
    "The river had been there before the town, and it would be there",
    "when the town had gone; that is what people said when they spoke",
    "of it at all, which was seldom, for there was work to do in those",
    "years and nobody had time for a river that only ever did what all",
    "rivers do. Then the mill was closed, and they began to look at the",
    "water again.",
];

/// What a file gives, one line for each block.
fn read_as(pdf: &Pdf) -> String {
    shown(&pdf.bytes())
}

fn shown(bytes: &[u8]) -> String {
    let read = match read(bytes) {
        Ok(read) => read,
        Err(fault) => return fault.to_string(),
    };
    let blocks = read.structure.blocks.iter();
    let shown: Vec<String> = blocks
        .map(|block| format!("{}: {}", block.kind, block.span.of(&read.text)))
        .collect();
    shown.join("\n")
}

fn body(x: f64, y: f64) -> String {
    lines(x, y, "F1 10", &BODY)
}

#[test]
fn an_article_has_a_title_headings_and_paragraphs() {
    let page = at(60.0, 740.0, "F2 20", "A river and its town")
        + &at(60.0, 715.0, "F1 10", "By Jane Doe")
        + &at(60.0, 700.0, "F1 10", "3 May 2020")
        + &body(60.0, 670.0)
        + &at(60.0, 570.0, "F2 13", "What came back")
        + &body(60.0, 545.0);
    let pdf = Pdf::default()
        .page(&page)
        .info("/Title(Microsoft Word - river.doc)/Author(admin)");
    let text = BODY.join(" ");
    assert_eq!(
        read_as(&pdf),
        format!(
            "title: A river and its town\nparagraph: By Jane Doe\nparagraph: 3 May 2020\n\
             paragraph: {text}\nheading 1: What came back\nparagraph: {text}"
        )
    );
    let metadata = read(&pdf.bytes()).unwrap().structure.metadata;
    assert_eq!(metadata.title.as_deref(), Some("A river and its town"));
    assert_eq!(metadata.authors, ["Jane Doe"]);
    assert_eq!(metadata.date.as_deref(), Some("2020-05-03"));
}

#[test]
fn lines_are_joined_and_hyphens_undone_over_columns_and_pages() {
    let head = |number: &str| {
        at(60.0, 770.0, "F3 9", "The Invented Review") + &at(530.0, 770.0, "F3 9", number)
    };
    let left = [
        "It was a long time before anybody under-",
        "stood what the water had been doing to it.",
        "What they found was a self-made channel,",
        "cut by a flood that nobody remembered at",
        "the foot of the hill, where the oldest of the",
        "houses had been built by those who came",
    ];
    let right = [
        "first and had their choice of the land. It is",
        "not known why they chose so badly, for the",
        "marks of the water must have been there to",
        "see for them as they are for us today, if we",
        "only look for them along the walls of every",
        "house that stands below the church.",
    ];
    let title = at(
        60.0,
        730.0,
        "F2 20",
        "Two columns below a title that is wide enough",
    );
    let first = head("11")
        + &title
        + &lines(60.0, 690.0, "F1 10", &left)
        + &lines(320.0, 690.0, "F1 10", &right);
    let second =
        head("12") + &lines(60.0, 730.0, "F1 10", &right) + &lines(320.0, 730.0, "F1 10", &right);
    let third =
        head("13") + &lines(60.0, 730.0, "F1 10", &right) + &lines(320.0, 730.0, "F1 10", &left);
    let read = read_as(&Pdf::default().page(&first).page(&second).page(&third));
    let start = "title: Two columns below a title that is wide enough\nparagraph: It was a long time before anybody understood";
    assert!(read.starts_with(start), "{read}");
    assert!(
        read.contains("those who came first and had their choice"),
        "{read}"
    );
    assert!(read.contains("a self-made channel"), "{read}");
    assert!(!read.contains("Review") && !read.contains("12"), "{read}");
}

#[test]
fn notes_at_the_foot_are_tied_to_their_marks() {
    let page = |top: f64, number: &str, note: &str| {
        let line = format!(
            "BT /F1 10 Tf 60 {top} Td (The census counted those who stayed.) Tj /F1 6 Tf 4 Ts ({number}) Tj \
             0 Ts /F1 10 Tf ( Nobody asked the others.) Tj ET\n"
        );
        line + &body(60.0, top - 12.0)
            + &at(60.0, 103.0, "F1 5", number)
            + &at(64.0, 100.0, "F1 8", note)
    };
    let pdf = Pdf::default()
        .page(&page(740.0, "1", "See the census of 1981."))
        .page(&page(600.0, "2", "Doe, Towns, p. 12."));
    let read = read(&pdf.bytes()).unwrap();
    assert!(
        read.text
            .ends_with("1 See the census of 1981.\n\n2 Doe, Towns, p. 12."),
        "{}",
        read.text
    );
    let marks: Vec<(&str, &str)> = read
        .structure
        .inlines
        .iter()
        .filter_map(|inline| match inline.kind {
            InlineKind::Reference { note } => {
                Some((inline.span.of(&read.text), read.text.get(note..note + 5)?))
            }
            _ => None,
        })
        .collect();
    assert_eq!(marks, [("1", "1 See"), ("2", "2 Doe")]);
    assert!(read.text.contains("stayed.1 Nobody"), "{}", read.text);
}

#[test]
fn lists_captions_and_tables_keep_their_kind() {
    let rows = [
        ("Alder", "1200", "900"),
        ("Birch", "3400", "4100"),
        ("Cedar", "800", "1000"),
    ];
    let mut page = body(60.0, 740.0)
        + &at(60.0, 650.0, "F1 10", "•")
        + &at(
            72.0,
            650.0,
            "F1 10",
            "The first thing is a register of houses that the towns have",
        )
        + &at(72.0, 638.0, "F1 10", "kept since then.")
        + &at(60.0, 626.0, "F1 10", "•")
        + &at(72.0, 626.0, "F1 10", "The second thing.");
    for (row, y) in rows.into_iter().zip([590.0, 578.0, 566.0]) {
        page += &(at(60.0, y, "F1 10", row.0)
            + &at(160.0, y, "F1 10", row.1)
            + &at(260.0, y, "F1 10", row.2));
    }
    page += &at(60.0, 545.0, "F1 10", "Table 1. People in three towns");
    page += &body(60.0, 515.0);
    let text = BODY.join(" ");
    assert_eq!(
        read_as(&Pdf::default().page(&page)),
        format!(
            "paragraph: {text}\nlist-item 0: • The first thing is a register of houses that the towns have kept since then.\n\
             list-item 0: • The second thing.\ntable: Alder\t1200\t900\nBirch\t3400\t4100\nCedar\t800\t1000\n\
             caption: Table 1. People in three towns\nparagraph: {text}"
        )
    );
}

#[test]
fn composite_fonts_forms_and_ligatures_are_read() {
    let map = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> <005A> <0061> endbfrange \
               1 beginbfchar <0001> <FB01> endbfchar";
    let form = "BT /F4 10 Tf 0 0 Td <00010056> Tj <00480044> Tj ET";
    let form = format!(
        "<</Type/XObject/Subtype/Form/Matrix[1 0 0 1 60 700]/Length {}>>\nstream\n{form}\nendstream",
        form.len()
    );
    let pdf = Pdf::default().map(map).object(&form).page("/X9 Do");
    assert_eq!(read_as(&pdf), "paragraph: fivhd");
}

#[test]
fn what_cannot_be_read_says_why() {
    let picture = "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\nx\nendstream";
    let scanned = Pdf::default()
        .object(picture)
        .page("q 600 0 0 800 0 0 cm /X9 Do Q");
    assert_eq!(shown(&scanned.bytes()), Fault::NoText.to_string());
    let unmapped = Pdf::default().page("BT /F4 10 Tf 60 700 Td <004100420043> Tj ET");
    assert_eq!(shown(&unmapped.bytes()), Fault::NoLetters.to_string());
    for bytes in [
        b"%PDF-1.7\n".as_slice(),
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
    ] {
        assert!(
            shown(bytes).contains("no sound PDF file"),
            "{}",
            shown(bytes)
        );
    }
}

#[test]
fn a_file_that_swells_is_not_unpacked() {
    // Every pair of bytes stands for 128 (ISO 32000-1, section 7.4.5).
    let content = "\u{1} ".repeat(1_100_000).into_bytes();
    let content: Vec<u8> = content
        .into_iter()
        .map(|byte| if byte == 1 { 129 } else { byte })
        .collect();
    let head = format!(
        "<</Filter/RunLengthDecode/Length {}>>\nstream\n",
        content.len()
    );
    let file = Pdf::default().object("@").page("").bytes();
    let file = String::from_utf8(file).unwrap();
    let (before, after) = file.split_once('@').unwrap();
    let before = before.replace("/XObject<</X9 9 0 R>>", "");
    let after = after.replace("/Contents 11 0 R", "/Contents  9 0 R");
    let after = after.split("xref\n0").next().unwrap().to_owned();
    let bytes = [
        before.as_bytes(),
        head.as_bytes(),
        &content,
        b"\nendstream",
        after.as_bytes(),
    ]
    .concat();
    assert!(
        shown(&bytes).contains("unpacks to more than"),
        "{}",
        shown(&bytes)
    );
}

#[test]
fn a_file_without_its_table_is_read_all_the_same() {
    let whole = Pdf::default().page(&body(60.0, 700.0)).bytes();
    let text = String::from_utf8(whole).unwrap();
    let cut = text.split("xref\n0").next().unwrap();
    assert_eq!(
        shown(cut.as_bytes()),
        format!("paragraph: {}", BODY.join(" "))
    );
    let moved = text.replace(
        "%PDF-1.7\n",
        "%PDF-1.7\n% something that moves every object\n",
    );
    assert_eq!(
        shown(moved.as_bytes()),
        format!("paragraph: {}", BODY.join(" "))
    );
}

#[test]
fn forms_that_draw_themselves_end() {
    let form = "/X9 Do /X9 Do /X9 Do /X9 Do /X9 Do /X9 Do /X9 Do /X9 Do";
    let form = format!(
        "<</Type/XObject/Subtype/Form/Length {}>>\nstream\n{form}\nendstream",
        form.len()
    );
    let page = body(60.0, 700.0) + "/X9 Do";
    assert_eq!(
        shown(&Pdf::default().object(&form).page(&page).bytes()),
        format!("paragraph: {}", BODY.join(" "))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damage_never_panics(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let page = at(60.0, 740.0, "F2 20", "A river") + &body(60.0, 700.0);
        let mut bytes = Pdf::default().page(&page).bytes();
        for (place, byte) in cuts {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }
}
