#![no_main]

use libfuzzer_sys::fuzz_target;
use postil::corpus::formats::Format;

const CONTAINER: &[u8] = br#"<container><rootfiles><rootfile full-path="b/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const PACKAGE: &[u8] = br#"<package><metadata><dc:title>T</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="a"/></spine></package>"#;

// The first byte says what the rest is: the whole archive, its package, a chapter.
fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let chapter: &[u8] = b"<html><body><h1>One</h1><p>Words.</p></body></html>";
    let archive = match kind % 3 {
        0 => rest.to_vec(),
        1 => held::zipped(&[("META-INF/container.xml", CONTAINER), ("b/p.opf", rest), ("b/a.xhtml", chapter)]),
        _ => held::zipped(&[("META-INF/container.xml", CONTAINER), ("b/p.opf", PACKAGE), ("b/a.xhtml", rest)]),
    };
    held::read(Format::Epub, &archive);
});
