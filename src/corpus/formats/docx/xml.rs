//! XML as a flat stream of elements and text, by local names: what the parts of a DOCX file are read with.
//!
//! Documents that declare a type are refused, so there are no entities but XML's own five and numbers, and nothing is
//! ever expanded. The depth of elements costs a few bytes a level and no stack.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::corpus::Fault;

/// A piece of XML.
pub(super) enum Node<'x> {
    /// The start of an element; one without content is started and ended.
    Start(Element<'x>),
    /// The end of the element with this local name.
    End(String),
    /// Text as it is meant.
    Text(Cow<'x, str>),
}

/// The start of an element.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.filter_map(Result::ok);
        let mut found = found.filter(|found| found.key.local_name().into_inner() == name);
        let value = found.next()?.normalized_value(XmlVersion::Implicit1_0);
        value.ok().map(Cow::into_owned)
    }

    /// The value of the attribute `val`, in which most of what Word says stands.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a property that is on or off is on: it is when nothing more is said (ECMA-376, part 1, section 17.17.4).
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.value().as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// The pieces of `xml` in order.
pub(super) fn nodes(xml: &str) -> Nodes<'_> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    Nodes { reader }
}

/// The pieces of XML that are left.
pub(super) struct Nodes<'x> {
    reader: Reader<&'x [u8]>,
}

impl<'x> Iterator for Nodes<'x> {
    type Item = Result<Node<'x>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(err) => return Some(Err(damaged(format!("its XML is broken ({err})")))),
            };
            return Some(Ok(match event {
                Event::Start(start) | Event::Empty(start) => Node::Start(Element(start)),
                Event::End(end) => Node::End(end.local_name().into_inner().to_owned()),
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(entity) => {
                    let letter = match entity.resolve_char_ref() {
                        Ok(Some(letter)) => Some(letter),
                        _ => predefined(&entity),
                    };
                    match letter {
                        Some(letter) => Node::Text(letter.to_string().into()),
                        None => continue,
                    }
                }
                Event::DocType(_) => {
                    return Some(Err(damaged("it declares a document type".into())));
                }
                Event::Eof => return None,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }
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

/// The fault of a file in which something is not as it must be.
pub(super) fn damaged(cause: String) -> Fault {
    Fault::Damaged {
        format: "DOCX",
        cause,
    }
}
