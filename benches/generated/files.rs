//! An article as a file in each of the formats.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Whether a paragraph of the generated article is one of its headings.
fn is_heading(paragraph: &str) -> bool {
    paragraph == "What was said before"
}

/// The paragraphs below the title and the byline.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").skip(2)
}

/// Markdown with headings, stressed words, links and notes.
pub fn markdown(text: &str) -> String {
    let mut file = String::from("---\ntitle: What the report says\nauthor: A. Writer\n---\n\n");
    for (number, paragraph) in paragraphs(text).enumerate() {
        if is_heading(paragraph) {
            writeln!(file, "## {paragraph}\n").unwrap();
        } else {
            let paragraph = paragraph.replacen("report", "[report](https://example.org/r)", 1);
            let paragraph = paragraph.replacen("government", "*government*", 1);
            writeln!(file, "{paragraph}[^{number}]\n\n[^{number}]: A source.\n").unwrap();
        }
    }
    file
}

fn body(text: &str) -> String {
    let mut body = String::new();
    for paragraph in paragraphs(text) {
        if is_heading(paragraph) {
            writeln!(body, "<h2>{paragraph}</h2>").unwrap();
        } else {
            let paragraph = paragraph.replacen("report", "<a href=\"/r\">report</a>", 1);
            let paragraph = paragraph.replacen("government", "<em>government</em>", 1);
            writeln!(body, "<p class=\"text\">{paragraph}</p>").unwrap();
        }
    }
    body
}

/// A page with a menu, scripts and share lines around the article.
pub fn html(text: &str) -> String {
    let menu = "<li><a href=\"/s\">Section</a></li>".repeat(60);
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>What the report says | The Paper</title>\
         <meta property=\"og:title\" content=\"What the report says\"><meta name=author content=\"A. Writer\">\
         <script>var a = 1;</script><style>p {{ color: black }}</style></head><body><nav><ul>{menu}</ul></nav>\
         <article><h1>What the report says</h1><p class=byline>By A. Writer</p>{}<div class=share>Share this</div></article>\
         <aside>Related</aside><footer>Copyright</footer></body></html>",
        body(text)
    )
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A book of one chapter.
pub fn epub(text: &str) -> Vec<u8> {
    let chapter = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>One</title></head><body><h1>What the report says</h1>{}</body></html>",
        body(text)
    );
    zipped(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"p.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>",
        ),
        (
            "p.opf",
            "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata><dc:title>What the report says</dc:title></metadata><manifest>\
             <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
        ),
        ("a.xhtml", &chapter),
    ])
}

/// A document of Word with headings by style.
pub fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for paragraph in paragraphs(text) {
        let style = if is_heading(paragraph) {
            "Heading1"
        } else {
            "Normal"
        };
        write!(
            body,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{paragraph}</w:t></w:r></w:p>"
        )
        .unwrap();
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let styles = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" \
                  w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    zipped(&[
        ("word/document.xml", &document),
        ("word/styles.xml", styles),
    ])
}

/// Pages of 40 lines in Helvetica, not compressed.
pub fn pdf(text: &str) -> Vec<u8> {
    let mut lines: Vec<(bool, String)> = Vec::new();
    for paragraph in paragraphs(text) {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if line.len() + word.len() > 80 {
                lines.push((false, std::mem::take(&mut line)));
            }
            line.push_str(word);
            line.push(' ');
        }
        lines.push((is_heading(paragraph), line));
    }
    let pages: Vec<String> = lines.chunks(40).map(page).collect();
    let mut kids = String::new();
    for at in 0..pages.len() {
        write!(kids, "{} 0 R ", 5 + 2 * at).unwrap();
    }
    let font =
        |name| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
            pages.len()
        ),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Contents {} 0 R>>",
            6 + 2 * at
        ));
        objects.push(format!(
            "<</Length {}>>stream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut file = String::from("%PDF-1.4\n");
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let table = file.len();
    let count = objects.len() + 1;
    write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}

/// What draws the lines of one page.
fn page(lines: &[(bool, String)]) -> String {
    let mut content = String::from("BT 60 760 Td 18 TL\n");
    for (is_heading, line) in lines {
        content.push_str(if *is_heading {
            "/F2 16 Tf ("
        } else {
            "/F1 11 Tf ("
        });
        for c in line.trim_end().chars() {
            match c {
                '“' => content.push_str("\\223"),
                '”' => content.push_str("\\224"),
                '(' | ')' | '\\' => content.extend(['\\', c]),
                c if c.is_ascii() => content.push(c),
                c => write!(content, "\\{:03o}", u32::from(c)).unwrap(),
            }
        }
        content.push_str(") Tj T*\n");
    }
    content.push_str("ET");
    content
}
