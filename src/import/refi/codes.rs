//! The codes of a codebook: a tree by nesting, a path of names here.

use std::collections::HashMap;

use uuid::Uuid;

use super::super::incoming::Incoming;
use super::super::xml::Element;
use super::project::Note;
use crate::model::{Tag, TagColor, TagName, TagText};

/// The tag of each code, by its GUID in small letters.
#[derive(Debug, Default)]
pub struct Codes {
    tags: HashMap<String, TagName>,
    /// The codes that are words of a claim's form.
    fields: HashMap<String, String>,
    is_ours: bool,
}

/// The name space of the GUIDs that postil makes of names (RFC 9562, section 5.5).
const OURS: Uuid = Uuid::from_u128(0x6f1d_8c52_0b7e_4c3a_9a54_2f8e_71d0_c9b6);

impl Codes {
    /// The codes in `book`, which become tags: those that can be given, and those that something is said of.
    pub fn read(
        book: &Element,
        is_ours: bool,
        notes: &HashMap<String, Note>,
        incoming: &mut Incoming,
    ) -> Self {
        let mut codes = Self {
            is_ours,
            ..Self::default()
        };
        for list in book.all("Codes") {
            for code in list.all("Code") {
                codes.take(code, "", notes, incoming);
            }
        }
        codes
    }

    /// The word of a claim's form that the code with this GUID is, such as `verdict/supported`.
    pub fn field(&self, guid: &str) -> Option<&str> {
        self.fields.get(&plain(guid)).map(String::as_str)
    }

    /// The tag of the code with this GUID.
    pub fn get(&self, guid: &str) -> Option<&TagName> {
        self.tags.get(&plain(guid))
    }

    fn take(
        &mut self,
        code: &Element,
        above: &str,
        notes: &HashMap<String, Note>,
        incoming: &mut Incoming,
    ) {
        let name = code.attribute("name").trim();
        let path = if above.is_empty() {
            name.to_owned()
        } else {
            format!("{above}/{name}")
        };
        let guid = plain(code.attribute("guid"));
        let made = || Uuid::new_v5(&OURS, format!("claim:{path}").as_bytes());
        if self.is_ours && guid == made().to_string() {
            self.fields.insert(guid, path.clone());
            for inner in code.all("Code") {
                self.take(inner, &path, notes, incoming);
            }
            return;
        }
        match TagName::parse(&path) {
            Some(tag) if !name.is_empty() => {
                self.tags.insert(guid, tag.clone());
                let definition = code.said("Description").trim();
                let is_given = code.attribute("isCodable") != "false";
                let color = color(code.attribute("color"));
                let mut tag = Tag {
                    color,
                    definition: definition.to_owned(),
                    ..Tag::new(tag)
                };
                for to in code.all("NoteRef") {
                    let note = notes.get(&plain(to.attribute("targetGUID")));
                    let is_guide = note.is_some_and(|note| {
                        self.is_ours && incoming.affords(note.text.len()) && note.guides(&mut tag)
                    });
                    if !is_guide {
                        incoming.drop("note on a code", "left out", name);
                    }
                }
                if is_given || !definition.is_empty() {
                    incoming.add_tag(tag);
                }
            }
            _ => incoming.drop("code", "without a name left out", code.attribute("guid")),
        }
        for inner in code.all("Code") {
            self.take(inner, &path, notes, incoming);
        }
    }
}

impl Note {
    /// Puts what the note says of `tag` where it belongs, as postil names such notes; whether it is one.
    fn guides(&self, tag: &mut Tag) -> bool {
        let which = match self.name.as_str() {
            "use for" => TagText::UseFor,
            "not for" => TagText::NotFor,
            "examples" => TagText::Examples,
            _ => return false,
        };
        tag.set_text(which, &self.text);
        true
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
