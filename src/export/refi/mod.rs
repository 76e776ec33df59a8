//! REFI-QDA 1.5 (Rotterdam Exchange Format Initiative, 2019): a codebook, `.qdc`, and a project, `.qdpx`.
//!
//! Identities are those of annotations, and made of names for everything else, so that they stay from one export to the next.

mod claims;
mod project;

pub(super) use project::{begins_as, project};

use std::collections::BTreeSet;

use uuid::Uuid;

use super::guid::guid;
use super::xml::Xml;
use super::{Input, Report};
use crate::model::{Codebook, Hue, Tag, TagColor, TagName};
use crate::text::counted;

/// What every codebook begins with.
pub(super) const CODEBOOK: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"postil\"";

/// What every archive begins with: the signature of an entry of a ZIP file.
pub(super) const ARCHIVE: &str = "PK\u{3}\u{4}";

/// How deep codes are nested: what lies deeper keeps the rest of its path as its name.
const DEEPEST: usize = 16;

/// A code and those under it.
#[derive(Debug)]
struct Code {
    name: String,
    guid: Uuid,
    /// Whether it is given to anything; a folder is not.
    is_codable: bool,
    color: Option<String>,
    description: String,
    /// Notes on it.
    notes: Vec<Uuid>,
    children: Vec<Code>,
}

/// The tree of all codes.
#[derive(Debug, Default)]
struct Codes {
    roots: Vec<Code>,
}

impl Codes {
    /// The tags of the codebook, in its order, and those in use that it does not know, by name.
    fn of_tags(input: &Input<'_>) -> Self {
        let mut codes = Self::default();
        for tag in input.codebook.tags() {
            codes.put_tag(&tag.name, Some(tag));
        }
        for name in unknown(input) {
            codes.put_tag(name, None);
        }
        codes
    }

    fn put_tag(&mut self, name: &TagName, tag: Option<&Tag>) {
        let parts: Vec<&str> = name.as_str().splitn(DEEPEST, '/').collect();
        let code = self.put("tag", &parts);
        code.is_codable = true;
        if let Some(tag) = tag {
            code.color = tag.color.map(color);
            code.description.clone_from(&tag.definition);
        }
    }

    /// The code at the end of this path, whose identities are of this `kind`; made where it is not there, and all above it.
    fn put(&mut self, kind: &str, parts: &[&str]) -> &mut Code {
        let (last, folders) = parts.split_last().unwrap_or((&"", &[]));
        let mut path = String::new();
        let mut level = &mut self.roots;
        for folder in folders {
            path.push_str(folder);
            let at = place(level, kind, &path, folder);
            path.push('/');
            level = &mut level[at].children;
        }
        path.push_str(last);
        let at = place(level, kind, &path, last);
        &mut level[at]
    }

    fn write(&self, xml: &mut Xml) {
        if !self.roots.is_empty() {
            xml.open("Codes", &[]);
            self.roots.iter().for_each(|code| code.write(xml));
            xml.close();
        }
    }

    /// How many codes share their name with another one.
    fn doubled(&self) -> usize {
        fn names<'c>(codes: &'c [Code], all: &mut Vec<&'c str>) {
            for code in codes {
                all.push(&code.name);
                names(&code.children, all);
            }
        }
        let mut all = Vec::new();
        names(&self.roots, &mut all);
        let different: BTreeSet<&str> = all.iter().copied().collect();
        all.len() - different.len()
    }
}

/// Where the code with this path is in `level`; made where it is not there.
fn place(level: &mut Vec<Code>, kind: &str, path: &str, name: &str) -> usize {
    let guid = guid(kind, path);
    level
        .iter()
        .position(|code| code.guid == guid)
        .unwrap_or_else(|| {
            level.push(Code {
                name: name.to_owned(),
                guid,
                is_codable: false,
                color: None,
                description: String::new(),
                notes: Vec::new(),
                children: Vec::new(),
            });
            level.len() - 1
        })
}

impl Code {
    fn write(&self, xml: &mut Xml) {
        let guid = self.guid.to_string();
        let codable = if self.is_codable { "true" } else { "false" };
        let attributes = [
            ("guid", Some(guid.as_str())),
            ("name", Some(&self.name)),
            ("isCodable", Some(codable)),
            ("color", self.color.as_deref()),
        ];
        if self.description.is_empty() && self.notes.is_empty() && self.children.is_empty() {
            xml.empty("Code", &attributes);
            return;
        }
        xml.open("Code", &attributes);
        if !self.description.is_empty() {
            xml.leaf("Description", &[], &self.description);
        }
        for note in &self.notes {
            xml.empty("NoteRef", &[("targetGUID", Some(&note.to_string()))]);
        }
        self.children.iter().for_each(|child| child.write(xml));
        xml.close();
    }
}

/// The tags in use that the codebook does not know, by name.
fn unknown<'a>(input: &'a Input<'_>) -> BTreeSet<&'a TagName> {
    let on_documents = input.documents.iter().flat_map(|source| source.tags);
    let on_annotations = input.items().flat_map(|item| &item.annotation.tags);
    on_documents
        .chain(on_annotations)
        .filter(|name| input.codebook.get(name).is_none())
        .collect()
}

/// The colour as a number: `#RRGGBB`, the only form that all validators take.
pub(super) fn color(color: TagColor) -> String {
    match color {
        TagColor::Rgb(red, green, blue) => format!("#{red:02X}{green:02X}{blue:02X}"),
        TagColor::Named(hue) => match hue {
            Hue::Yellow => "#E6B800",
            Hue::Green => "#2E9E5B",
            Hue::Blue => "#2F6FDE",
            Hue::Red => "#D64545",
            Hue::Purple => "#8A56C9",
            Hue::Cyan => "#1FA3B5",
            Hue::Orange => "#E67E22",
            Hue::Pink => "#D9579B",
        }
        .to_owned(),
    }
}

/// Writes the codebook of `input`.
pub(super) fn codebook(input: &Input<'_>, report: &mut Report) -> Vec<u8> {
    let codes = Codes::of_tags(input);
    let mut xml = Xml::at(1);
    codes.write(&mut xml);
    let count = input.codebook.tags().len() + unknown(input).len();
    report.instead = Some(counted(count, "tag"));
    let annotations = std::mem::take(&mut report.annotations);
    report.tell(annotations, "annotation", |annotations| {
        format!("left out of a codebook, which holds none: {annotations}")
    });
    tell_of_tags(input.codebook, &codes, report);
    let guided = input.codebook.tags().iter();
    let guided = guided.filter(|tag| is_guided(tag));
    report.tell(guided.count(), "tag", |tags| {
        format!("uses, misuses and examples of {tags} were left out")
    });
    input.tell_of_scale(report);
    tell_of_characters(&xml, report);
    if codes.roots.is_empty() {
        let reason = "there are no tags, and the schema demands one code at least";
        report.dropped.push(reason.to_owned());
    }
    xml.file(ROOT).into_bytes()
}

/// The root of a codebook, with its attributes.
const ROOT: &str = "CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"postil\"";

fn is_guided(tag: &Tag) -> bool {
    !tag.use_for.is_empty() || !tag.not_for.is_empty() || !tag.examples.is_empty()
}

/// Tells of what REFI-QDA cannot hold of tags.
fn tell_of_tags(codebook: &Codebook, codes: &Codes, report: &mut Report) {
    let tags = codebook.tags();
    let keyed = tags
        .iter()
        .filter(|tag| tag.key.is_some() || tag.glyph.is_some());
    report.tell(keyed.count(), "tag", |tags| {
        format!("the key and glyph of {tags} were left out")
    });
    let named = tags
        .iter()
        .filter(|tag| matches!(tag.color, Some(TagColor::Named(_))));
    report.tell(named.count(), "tag", |tags| {
        format!("the colours of {tags} that had a name were written as numbers")
    });
    let retired = tags.iter().filter(|tag| tag.retired);
    report.tell(retired.count(), "tag", |tags| {
        format!("no longer given, which was left out: {tags}")
    });
    report.tell(codes.doubled(), "code", |codes| {
        format!("called like a code elsewhere, and the same to programs that go by names: {codes}")
    });
}

fn tell_of_characters(xml: &Xml, report: &mut Report) {
    report.tell(xml.replaced, "text", |texts| {
        format!("control characters in {texts}, which XML cannot hold, were replaced by U+FFFD")
    });
}

#[cfg(test)]
mod tests {
    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::{Fixture, bare, tag, written};

    #[test]
    fn every_tag_is_a_code() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Qdc, &articles.input());
        golden("codes.qdc", &bytes, &report);
    }

    #[test]
    fn no_path_is_too_deep() {
        let mut annotation = bare(1, "a.txt", 0, "q");
        annotation.tags = vec![tag(&"a/".repeat(50_000))];
        let fixture = Fixture::one(annotation);
        let (bytes, _) = written(Format::Qdc, &fixture.input());
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("<Code ").count(), super::DEEPEST);
    }
}
