use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::model::InlineKind;

const STYLES: &str = r#"<w:styles xmlns:w="w">
    <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
    <w:style w:styleId="Abschnitt"><w:name w:val="Abschnitt"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:styleId="Tief"><w:name w:val="Tief"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
    <w:style w:styleId="Code"><w:name w:val="Source Code"/></w:style>
    <w:style w:styleId="Unterschrift"><w:name w:val="caption"/></w:style>
    <w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>
    <w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
    <w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
    <w:style w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
    <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"#;

const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="r1" Type="x/hyperlink" Target="https://example.org/a?b=1&amp;c" TargetMode="External"/>
    <Relationship Id="r2" Type="x/hyperlink" Target="file:///etc/passwd" TargetMode="External"/>
</Relationships>"#;

const NOTES: &str = r#"<w:footnotes xmlns:w="w">
    <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
    <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> First.</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote>
    <w:footnote w:id="3"><w:p><w:r><w:t>Second.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"#;

/// An archive with `parts`, names and texts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn extracted(body: &str) -> Result<Extracted, Fault> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    read(zipped(&[
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", NOTES),
        ("word/_rels/document.xml.rels", RELATIONS),
    ]))
}

/// The blocks of `body`, a line each: kind, words.
fn blocks(body: &str) -> Vec<String> {
    let Extracted {
        text, structure, ..
    } = extracted(body).unwrap();
    let blocks = structure.blocks.iter();
    let shown = blocks.map(|block| format!("{}: {}", block.kind, block.span.of(&text)));
    shown.collect()
}

/// A paragraph in `style` with `text` and nothing else.
fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn plain(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn styles_tell_what_paragraphs_are() {
    let body = [
        styled("Titel", "A title"),
        styled("Titel", "in two lines"),
        styled("Untertitel", "And more"),
        plain("By Jane Doe, 3 March 2020"),
        styled("V1", "Contents 3"),
        styled("Abschnitt", "One"),
        styled("Tief", "Deeper"),
        styled("Zitat", "Somebody said."),
        styled("Code", "let a"),
        styled("Code", "  = 1;"),
        styled("Unterschrift", "Figure 1: Boats"),
        styled("A", "A &amp; B &#233; &nonsense;"),
        styled("Weg", "Never seen"),
        styled("Heading2", "Named only"),
    ];
    let expected = [
        "title: A title\u{2028}in two lines",
        "paragraph: And more",
        "boilerplate: By Jane Doe, 3 March 2020",
        "boilerplate: Contents 3",
        "heading 1: One",
        "heading 2: Deeper",
        "quotation: Somebody said.",
        "preformatted: let a\n  = 1;",
        "caption: Figure 1: Boats",
        "paragraph: A & B é",
        "heading 2: Named only",
    ];
    assert_eq!(blocks(&body.concat()), expected);
    let Extracted { structure, .. } = extracted(&body.concat()).unwrap();
    let expected = Metadata {
        title: Some("A title in two lines".into()),
        subtitle: Some("And more".into()),
        authors: vec!["Jane Doe".into()],
        date: Some("2020-03-03".into()),
        ..Metadata::default()
    };
    assert_eq!(structure.metadata, expected);
}

#[test]
fn what_the_page_shows_is_kept_and_nothing_else() {
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", plain(text));
    for (body, expected) in [
        (
            [item(0, "One"), item(1, "two"), item(0, "Three")].concat(),
            &["list-item 0: 1. One", "list-item 1: • two", "list-item 0: 2. Three"][..],
        ),
        (
            format!(
                "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}{}</w:tc></w:tr></w:tbl>{}",
                cell("A"), cell("B"), plain("one"), plain("two"), plain("After")
            ),
            &["table: A\tB\none two", "paragraph: After"],
        ),
        (
            format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", plain("A box."), plain("With two.")),
            &["paragraph: A box.", "paragraph: With two."],
        ),
        (
            "<w:p><w:r><w:t>• 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>6</w:t></w:r><w:r><w:t xml:space=\"preserve\"> of H</w:t></w:r>\
             <w:r><w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>O</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>th</w:t></w:r></w:p>".into(),
            &["list-item 0: • 10⁶ of H₂Oth"],
        ),
        (
            "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>was</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\"> is </w:t></w:r></w:ins>\
             <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:commentReference w:id=\"1\"/><w:t>here</w:t></w:r></w:p>".into(),
            &["paragraph: It is here"],
        ),
        (
            "<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\"> 7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
             <w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type=\"page\"/><w:softHyphen/><w:t>d</w:t></w:r></w:p>".into(),
            &["paragraph: Page 7 a\u{2011}b\u{2028}c \u{ad}d"],
        ),
        (
            format!(
                "<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr=\"Box\"/><wps:txbx><w:txbxContent>{box_}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{box_}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t xml:space=\"preserve\"> after</w:t></w:r></w:p>",
                box_ = plain("In the box")
            ),
            &["paragraph: Before after", "paragraph: In the box"],
        ),
        (
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"A boat at night\"/></wp:inline></w:drawing></w:r></w:p><w:p><w:r><w:drawing><wp:docPr descr=\"img.png\"/></w:drawing></w:r></w:p>".into(),
            &["caption: A boat at night"],
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Seen</w:t></w:r></w:p></w:sdtContent></w:sdt>".into(),
            &["paragraph: Seen"],
        ),
        (
            format!(
                "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>By hand</w:t></w:r></w:p>{}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A pa</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>rt</w:t></w:r></w:p>{}",
                plain("Text."), plain("Text.")
            ),
            &["title: By hand", "paragraph: Text.", "heading 1: A part", "paragraph: Text."],
        ),
        (String::new(), &[]),
    ] {
        assert_eq!(blocks(&body), expected, "{body}");
    }
}

#[test]
fn inlines_and_notes_are_tied() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">A </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bo</w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>ld</w:t></w:r>\
        <w:r><w:footnoteReference w:id=\"3\"/></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>link</w:t></w:r></w:hyperlink><w:hyperlink r:id=\"r2\"><w:r><w:t>file</w:t></w:r></w:hyperlink>\
        <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"https://example.org/f\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let expected = [
        "paragraph: A bold[1]linkfile[2]field",
        "note: 1. Second.",
        "note: 2. First.",
        "note: More.",
    ];
    assert_eq!(blocks(body), expected);
    let Extracted {
        text, structure, ..
    } = extracted(body).unwrap();
    let shown = structure.inlines.iter().map(|inline| {
        let words = inline.span.of(&text);
        match &inline.kind {
            InlineKind::Reference { note } => {
                format!("{words} -> {}", text.get(*note..*note + 4).unwrap())
            }
            InlineKind::Link(url) => format!("{url} {words}"),
            kind => format!("{kind:?} {words}"),
        }
    });
    let expected = [
        "Strong bold",
        "Emphasis ld",
        "[1] -> 1. S",
        "https://example.org/a?b=1&c link",
        "[2] -> 2. F",
        "https://example.org/f field",
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn what_the_file_says_of_itself_is_believed_where_a_person_said_it() {
    let core = |title: &str, creator: &str| {
        format!(
            "<cp:coreProperties><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>2021-05-06T07:08:09Z</dcterms:created></cp:coreProperties>"
        )
    };
    let body = format!(
        "<w:document>{}{}</w:document>",
        plain("On boats"),
        plain("Text.")
    );
    for (title, creator, expected) in [
        (
            "On Boats",
            "Jane Doe; John Roe",
            (Some("On boats"), "Jane Doe+John Roe"),
        ),
        ("Document1", "Microsoft Office User", (None, "")),
        ("Microsoft Word - draft.docx", "jd", (None, "")),
    ] {
        let file = zipped(&[
            ("word/document.xml", &body),
            ("docProps/core.xml", &core(title, creator)),
        ]);
        let metadata = read(file).unwrap().structure.metadata;
        assert_eq!(
            (
                metadata.title.as_deref(),
                metadata.authors.join("+").as_str()
            ),
            expected
        );
        assert_eq!(metadata.date, None, "that is when the file was made");
    }
}

#[test]
fn what_is_no_document_says_why() {
    let encrypted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    let doctype = "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document/>";
    for (bytes, expected) in [
        ([CONTAINER, &encrypted].concat(), Fault::Locked),
        (
            [CONTAINER, b"WordDocument"].concat(),
            Fault::Foreign("old Word", "DOCX"),
        ),
        (
            zipped(&[("word/document.xml", doctype)]),
            xml::damaged("it declares a document type".into()),
        ),
        (
            zipped(&[("a.txt", "")]),
            xml::damaged("it has no text in it".into()),
        ),
    ] {
        assert_eq!(read(bytes), Err(expected));
    }
    assert!(matches!(
        read(b"PK\x03\x04no".to_vec()),
        Err(Fault::Damaged { .. })
    ));
    assert!(matches!(
        extracted("<w:p></w:r>"),
        Err(Fault::Damaged { .. })
    ));
}

#[test]
fn hostile_documents_are_read_in_time() {
    let nested = |tags: &str, ends: &str, depth: usize| {
        format!("{}{}", tags.repeat(depth), ends.repeat(depth))
    };
    for body in [
        nested("<w:p><w:r>", "</w:r></w:p>", 20_000),
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 20_000),
        nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000),
        nested("<w:del>", "</w:del>", 100_000),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>a</w:t></w:r></w:p>".repeat(20_000),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr></w:tc><w:tc/></w:tr></w:tbl>".repeat(1000),
        format!("<w:p><w:r>{}</w:r></w:p>", "<w:footnoteReference w:id=\"2\"/>".repeat(20_000)),
    ] {
        extracted(&body).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn blocks_cover_the_text(parts in prop::collection::vec("<w:p>|</w:p>|<w:r>|</w:r>|<w:t>a b</w:t>|<w:br/>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:hyperlink r:id=\"r1\">|</w:hyperlink>|<w:footnoteReference w:id=\"2\"/>|<w:txbxContent>|</w:txbxContent>", 0..40)) {
        // Ends without a start are dropped and starts without an end are closed, so that the XML is sound.
        let mut open: Vec<String> = Vec::new();
        let mut body = String::new();
        for part in parts {
            if let Some(name) = part.strip_prefix("</") {
                if open.last().is_some_and(|last| name.trim_end_matches('>') == last) {
                    open.pop();
                    body.push_str(&part);
                }
            } else {
                if !part.ends_with("/>") && !part.contains("</") {
                    let name: String = part.trim_start_matches('<').chars().take_while(|c| !" >".contains(*c)).collect();
                    open.push(name);
                }
                body.push_str(&part);
            }
        }
        while let Some(name) = open.pop() {
            body.extend(["</", &name, ">"]);
        }
        let Extracted { text, structure, .. } = extracted(&body).unwrap();
        let mut at = 0;
        for block in &structure.blocks {
            prop_assert!(text.get(at..block.span.start).is_some_and(|gap| gap.trim().is_empty()));
            prop_assert!(!block.span.of(&text).trim().is_empty());
            at = block.span.end;
        }
        prop_assert!(text.get(at..).is_some_and(|rest| rest.trim().is_empty()));
    }
}
