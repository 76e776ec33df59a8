//! XML 1.0 (W3C Recommendation, fifth edition), as much as exports write of it.

use std::fmt::Write as _;

/// A piece of XML, indented by two spaces.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    /// The elements that are open, and how deep they stand.
    open: Vec<&'static str>,
    depth: usize,
    /// How many texts had a character that XML does not know.
    pub(super) replaced: usize,
}

/// The attributes of an element, in order; those without a value are left out.
pub(super) type Attributes<'a> = &'a [(&'static str, Option<&'a str>)];

impl Xml {
    /// A piece that stands `depth` elements deep.
    pub(super) fn at(depth: usize) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.begin(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text inside.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.begin(name, attributes);
        self.text.push('>');
        self.escape(text, false);
        let _ = writeln!(self.text, "</{name}>");
    }

    /// An element called `name` around `inner`, unless there is nothing in that.
    pub(super) fn around(&mut self, name: &'static str, inner: &Self) {
        if !inner.is_empty() {
            self.open(name, &[]);
            self.text.push_str(&inner.text);
            self.close();
        }
        self.replaced += inner.replaced;
    }

    /// The whole as a file whose root begins with `head`: its name and its attributes.
    pub(super) fn file(&self, head: &str) -> String {
        let name = head.split(' ').next().unwrap_or_default();
        format!("{DECLARATION}<{head}>\n{}</{name}>\n", self.text)
    }

    fn begin(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                let _ = write!(self.text, " {name}=\"");
                self.escape(value, true);
                self.text.push('"');
            }
        }
    }

    fn indent(&mut self) {
        let depth = self.depth + self.open.len();
        self.text.extend(std::iter::repeat_n("  ", depth));
    }

    fn escape(&mut self, text: &str, is_attribute: bool) {
        let (escaped, is_whole) = escaped(text, is_attribute);
        self.text.push_str(&escaped);
        self.replaced += usize::from(!is_whole);
    }
}

/// What every file begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// `text` for the content of an element or the value of an attribute, and whether all of it could be said. A character that
/// XML 1.0 does not know (production 2) is replaced by U+FFFD, one for one, so that positions stay; what a terminal would
/// obey is written by its number, and so is what a parser would take for a space or a line feed (sections 2.11, 3.3.3).
pub(super) fn escaped(text: &str, is_attribute: bool) -> (String, bool) {
    let (mut escaped, mut is_whole) = (String::with_capacity(text.len()), true);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' if !is_attribute => escaped.push(c),
            c if !is_known(c) => {
                escaped.push('\u{fffd}');
                is_whole = false;
            }
            c if crate::text::visible::is_unseen(c) => {
                let _ = write!(escaped, "&#{};", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    (escaped, is_whole)
}

fn is_known(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    /// What a parser reads from an attribute and from an element.
    fn read(text: &str) -> (String, String) {
        let mut xml = Xml::default();
        xml.leaf("a", &[("b", Some(text)), ("c", None)], text);
        let file = xml.file("r");
        let mut reader = Reader::from_str(&file);
        let (mut value, mut content) = (String::new(), String::new());
        let mut is_inside = false;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) if tag.name().as_ref() == "a" => {
                    is_inside = true;
                    let attribute = tag.attributes().next().unwrap().unwrap();
                    value = unescaped(&attribute.value);
                }
                Event::End(tag) if tag.name().as_ref() == "a" => is_inside = false,
                Event::Text(text) if is_inside => {
                    content.push_str(&text);
                }
                Event::GeneralRef(name) if is_inside => {
                    let _ = write!(content, "&{};", &*name);
                }
                Event::Eof => return (value, unescaped(&content)),
                _ => {}
            }
        }
    }

    fn unescaped(text: &str) -> String {
        quick_xml::escape::unescape(text).unwrap().into_owned()
    }

    #[test]
    fn what_was_written_is_read() {
        for (text, expected) in [
            ("a <b> & \"c\" 'd' ]]>", "a <b> & \"c\" 'd' ]]>"),
            (" \t\r\n x ", " \t\r\n x "),
            ("\u{0}\u{1b}[2J\u{fffe}", "\u{fffd}\u{fffd}[2J\u{fffd}"),
            (
                "\u{202e}\u{85}\u{2028}\u{feff}é💩",
                "\u{202e}\u{85}\u{2028}\u{feff}é💩",
            ),
        ] {
            assert_eq!(read(text), (expected.to_owned(), expected.to_owned()));
        }
    }

    #[test]
    fn what_xml_does_not_know_is_counted() {
        let mut xml = Xml::at(1);
        xml.leaf("a", &[("b", Some("\u{1}"))], "\u{1}\u{2}");
        xml.empty("c", &[("d", Some("e"))]);
        assert_eq!(xml.replaced, 2);
        let mut whole = Xml::default();
        whole.around("none", &Xml::default());
        whole.around("some", &xml);
        assert_eq!(whole.replaced, 2);
        assert_eq!(
            whole.file("r x=\"y\""),
            format!(
                "{DECLARATION}<r x=\"y\">\n<some>\n  <a b=\"\u{fffd}\">\u{fffd}\u{fffd}</a>\n  <c d=\"e\"/>\n</some>\n</r>\n"
            )
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_with_as_many_code_points(text in samples::text()) {
            let (value, content) = read(&text);
            let known: String = text.chars().map(|c| if is_known(c) { c } else { '\u{fffd}' }).collect();
            prop_assert_eq!(&value, &known);
            prop_assert_eq!(&content, &known);
        }
    }
}
