//! The codes of a codebook: a tree by nesting, a path of names here.

use std::collections::HashMap;

use super::super::incoming::Incoming;
use super::super::xml::Element;
use crate::model::{Tag, TagColor, TagName};

/// The tag of each code, by its GUID in small letters.
#[derive(Debug, Default)]
pub struct Codes(HashMap<String, TagName>);

impl Codes {
    /// The codes in `book`, which become tags: those that can be given, and those that something is said of.
    pub fn read(book: &Element, incoming: &mut Incoming) -> Self {
        let mut codes = Self::default();
        for list in book.all("Codes") {
            for code in list.all("Code") {
                codes.take(code, "", incoming);
            }
        }
        codes
    }

    /// The tag of the code with this GUID.
    pub fn get(&self, guid: &str) -> Option<&TagName> {
        self.0.get(&plain(guid))
    }

    fn take(&mut self, code: &Element, above: &str, incoming: &mut Incoming) {
        let name = code.attribute("name").trim();
        let path = if above.is_empty() {
            name.to_owned()
        } else {
            format!("{above}/{name}")
        };
        match TagName::parse(&path) {
            Some(tag) if !name.is_empty() => {
                self.0.insert(plain(code.attribute("guid")), tag.clone());
                let definition = code.said("Description").trim();
                let is_given = code.attribute("isCodable") != "false";
                let color = color(code.attribute("color"));
                if is_given || !definition.is_empty() {
                    incoming.add_tag(Tag {
                        color,
                        definition: definition.to_owned(),
                        ..Tag::new(tag)
                    });
                }
            }
            _ => incoming.drop("code", "without a name left out", code.attribute("guid")),
        }
        for _ in code.all("NoteRef") {
            incoming.drop("note on a code", "left out", name);
        }
        for inner in code.all("Code") {
            self.take(inner, &path, incoming);
        }
    }
}

/// `#RRGGBB` or `#RGB`.
fn color(text: &str) -> Option<TagColor> {
    let short = text.strip_prefix('#').filter(|digits| digits.len() == 3);
    let doubled = |digits: &str| {
        let digits = digits.chars().flat_map(|digit| [digit, digit]);
        format!("#{}", digits.collect::<String>())
    };
    TagColor::parse(&short.map_or_else(|| text.to_owned(), doubled))
}

/// A GUID as it is compared: in small letters, without braces.
pub fn plain(guid: &str) -> String {
    let guid = guid.trim().trim_start_matches('{').trim_end_matches('}');
    guid.to_lowercase()
}
