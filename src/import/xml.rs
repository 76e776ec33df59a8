//! XML of strangers as a tree, by local names.
//!
//! Documents that declare a type are refused, so that there are no entities but XML's own five and numbers. How deep
//! elements lie and how many there are is bounded.

use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may lie, and how many there may be.
const DEEPEST: usize = 200;
const MOST: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    /// The name, without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text in it, but for that of other elements.
    pub text: String,
}

impl Element {
    fn started(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).filter_map(Result::ok);
        let attributes = attributes.filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let name = attribute.key.local_name().into_inner().to_owned();
            Some((name, value.into_owned()))
        });
        Self {
            name: start.local_name().into_inner().to_owned(),
            attributes: attributes.take(100).collect(),
            ..Self::default()
        }
    }

    /// The attribute called `name`; empty where there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The first element in it that is called `name`.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements in it that are called `name`.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the element called `name` in it; empty where there is none.
    pub fn said(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| &child.text)
    }
}

/// The outermost element of the document in `bytes`.
///
/// # Errors
/// Where it is no XML, declares a document type, or is deeper or larger than anything that is meant to be read.
pub fn read(bytes: &[u8]) -> Result<Element, String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => String::from_utf8_lossy(bytes),
    };
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("its XML is broken ({error})"))?;
        let said = |open: &mut Vec<Element>, text: &str| {
            if let Some(inner) = open.last_mut() {
                inner.text.push_str(text);
            }
        };
        match event {
            Event::Start(start) | Event::Empty(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err("its XML is larger or deeper than any that is meant".to_owned());
                }
                open.push(Element::started(&start));
            }
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                match open.last_mut() {
                    Some(outer) => outer.children.push(done),
                    None => return Err("its XML ends before it begins".to_owned()),
                }
            }
            Event::Text(text) => said(&mut open, &text.into_inner()),
            Event::CData(text) => said(&mut open, &text.into_inner()),
            Event::GeneralRef(entity) => {
                let letter = entity.resolve_char_ref().ok().flatten();
                let letter = letter.or_else(|| predefined(&entity));
                said(&mut open, &letter.map(String::from).unwrap_or_default());
            }
            Event::DocType(_) => return Err("it declares a document type".to_owned()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let outer = open.pop().unwrap_or_default();
    if !open.is_empty() {
        return Err("its XML ends too early".to_owned());
    }
    let mut children = outer.children.into_iter();
    children.next().ok_or("there is no XML in it".to_owned())
}

/// The character that an entity of XML's own stands for (XML 1.0, section 4.6).
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_and_bombs_refused() {
        let tree = read(b"<a x:b='1 &amp; 2'><c>d &lt;<e/>&#33;</c></a>").unwrap();
        assert_eq!((tree.name.as_str(), tree.attribute("b")), ("a", "1 & 2"));
        assert_eq!(tree.said("c"), "d <!");
        let deep = "<a>".repeat(5000) + &"</a>".repeat(5000);
        for wrong in [
            "",
            "plain",
            "<a>",
            "</a>",
            "<a></b>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            &deep,
        ] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong:.60}");
        }
    }
}
