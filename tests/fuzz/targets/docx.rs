#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::corpus::formats::Format;

const DOCUMENT: &[u8] = br#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>Words</w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:body></w:document>"#;

// The first byte says what the rest is: the whole archive, or one of its parts.
fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let archive = match kind % 5 {
        0 => rest.to_vec(),
        1 => held::zipped(&[("word/document.xml", rest)]),
        2 => held::zipped(&[("word/document.xml", DOCUMENT), ("word/styles.xml", rest)]),
        3 => held::zipped(&[("word/document.xml", DOCUMENT), ("word/numbering.xml", rest)]),
        _ => held::zipped(&[("word/document.xml", DOCUMENT), ("word/footnotes.xml", rest)]),
    };
    held::read(Format::Docx, &archive);
});
