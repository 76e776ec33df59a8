//! DOCX: documents of Word and of the programs that write like it (ECMA-376, Office Open XML).
//!
//! What is shown is what the printed page would show: insertions are kept and deletions are not, comments, hidden text
//! and field codes are left out and the results of fields are kept, the numbers of lists are counted. Notes stand at
//! the end. Headings, quotations and captions are told by their styles; a document that uses none has headings where
//! short paragraphs are bold. Page headers and footers are not read.

mod body;
mod numbering;
mod styles;
mod write;
mod xml;

use std::collections::HashMap;

use memchr::memmem;

use super::archive::Archive;
use super::{Extracted, headings};
use crate::corpus::Fault;
use crate::model::{BlockKind, Metadata, on_one_line};
use body::NoteKind;
use numbering::Lists;
use styles::Styles;
use write::Writer;
use xml::Node;

/// What a container of old Office formats begins with ([MS-CFB], section 2.2).
const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How many blocks from the start the title that the file names is looked for in.
const HEAD: usize = 5;
/// Who is named as the author of a file when nobody said who writes it.
const NOBODY: [&str; 14] = [
    "admin",
    "administrator",
    "author",
    "default",
    "me",
    "microsoft",
    "microsoft account",
    "microsoft office user",
    "owner",
    "pc",
    "python-docx",
    "unknown",
    "user",
    "windows user",
];

/// Reads `bytes` as a DOCX file.
pub(super) fn read(bytes: Vec<u8>) -> Result<Extracted, Fault> {
    if bytes.starts_with(CONTAINER) {
        // [MS-OFFCRYPTO], section 2.3: an encrypted document lies in a stream with this name.
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        return Err(match memmem::find(&bytes, &name) {
            Some(_) => Fault::Locked,
            None => Fault::Foreign("old Word", "DOCX"),
        });
    }
    let mut archive = Archive::open(bytes, "DOCX")?;
    let main = main_part(&mut archive)?;
    let text = archive.text(&main)?;
    let text = text.ok_or_else(|| xml::damaged("it has no text in it".into()))?;
    let parts = relations(&mut archive, &main)?;
    let styles = match part(&mut archive, &parts, "styles")? {
        Some((_, text)) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let lists = match part(&mut archive, &parts, "numbering")? {
        Some((_, text)) => Lists::read(&text)?,
        None => Lists::default(),
    };
    let mut notes = HashMap::new();
    let mut kinds = 0;
    for (kind, name) in [(NoteKind::Foot, "footnotes"), (NoteKind::End, "endnotes")] {
        if let Some((name, text)) = part(&mut archive, &parts, name)? {
            let links = links(&relations(&mut archive, &name)?);
            let story = body::read(&text, &styles, &links)?;
            kinds += usize::from(!story.notes.is_empty());
            let placed = story
                .notes
                .into_iter()
                .map(|(id, items)| ((kind, id), items));
            notes.extend(placed);
        }
    }
    let story = body::read(&text, &styles, &links(&parts))?;
    let mut writer = Writer::new(&styles, lists, kinds == 2);
    writer.body(&story.items);
    writer.notes(&notes);
    let metadata = Metadata {
        subtitle: writer.subtitle.take(),
        ..Metadata::default()
    };
    let mut extracted = writer.composer.finish(metadata, "UTF-8");
    let told = properties(&mut archive)?;
    mark_title(&mut extracted, told.title.as_deref());
    headings::settle(&mut extracted, &[]);
    let metadata = &mut extracted.structure.metadata;
    metadata.title = metadata.title.take().or(told.title);
    if metadata.authors.is_empty() {
        metadata.authors = told.authors;
    }
    Ok(extracted)
}

/// A relation of one part to another or to an address: its kind and where it leads.
struct Relation {
    kind: String,
    target: String,
    is_outside: bool,
}

/// The relations of the part called `name`, by their identifiers (ECMA-376, part 2, section 6.5).
fn relations(archive: &mut Archive, name: &str) -> Result<HashMap<String, Relation>, Fault> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut relations = HashMap::new();
    let Some(text) = archive.text(&format!("{folder}{slash}_rels/{file}.rels"))? else {
        return Ok(relations);
    };
    for node in xml::nodes(&text) {
        let Node::Start(element) = node? else {
            continue;
        };
        let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
        else {
            continue;
        };
        let kind = element.attribute("Type").unwrap_or_default();
        let is_outside = element.attribute("TargetMode").as_deref() == Some("External");
        let target = match target.strip_prefix('/') {
            _ if is_outside => target,
            Some(target) => target.to_owned(),
            None => format!("{folder}{slash}{target}"),
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let relation = Relation {
            kind,
            target,
            is_outside,
        };
        relations.insert(id, relation);
    }
    Ok(relations)
}

/// The name of the part with the text of the document.
fn main_part(archive: &mut Archive) -> Result<String, Fault> {
    let relations = relations(archive, "")?;
    let mut relations = relations.into_values();
    let main = relations.find(|relation| relation.kind == "officeDocument");
    Ok(main.map_or_else(|| "word/document.xml".into(), |main| main.target))
}

/// The name and the text of the part of this `kind`, where there is one.
fn part(
    archive: &mut Archive,
    relations: &HashMap<String, Relation>,
    kind: &str,
) -> Result<Option<(String, String)>, Fault> {
    let mut relations = relations.values();
    let related = relations.find(|relation| relation.kind == kind && !relation.is_outside);
    let name = related.map_or_else(
        || format!("word/{kind}.xml"),
        |relation| relation.target.clone(),
    );
    Ok(archive.text(&name)?.map(|text| (name, text)))
}

/// The addresses among `relations`.
fn links(relations: &HashMap<String, Relation>) -> HashMap<String, String> {
    let outside = relations.iter().filter(|(_, relation)| relation.is_outside);
    let links = outside.map(|(id, relation)| (id.clone(), relation.target.clone()));
    links.collect()
}

/// What the file tells about itself (ECMA-376, part 2, section 8). When it was created is not told to anyone: that is
/// the day it was first saved, or that of the template it was made from, and not when the article came out.
fn properties(archive: &mut Archive) -> Result<Metadata, Fault> {
    let mut metadata = Metadata::default();
    let Some(text) = archive.text("docProps/core.xml")? else {
        return Ok(metadata);
    };
    let mut open = String::new();
    let mut value = String::new();
    let mut creator = String::new();
    for node in xml::nodes(&text) {
        match node? {
            Node::Start(element) => {
                element.name().clone_into(&mut open);
                value.clear();
            }
            Node::Text(text) => value.push_str(&text),
            Node::End(name) => {
                let told = on_one_line(&value);
                match name.as_str() {
                    _ if name != open || told.is_empty() => {}
                    "title" => metadata.title = Some(told).filter(|title| is_title(title)),
                    "creator" => creator = told,
                    _ => {}
                }
            }
        }
    }
    let is_somebody = |name: &&str| !NOBODY.contains(&name.to_lowercase().as_str());
    let authors = creator.split(';').map(str::trim);
    let authors = authors
        .filter(|name| name.contains(' '))
        .filter(is_somebody);
    metadata.authors = authors.map(str::to_owned).collect();
    Ok(metadata)
}

/// Whether `title` was given by a person: programs name files, and themselves.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".rtf", ".odt", ".pdf", ".txt"]
        .iter()
        .any(|extension| lower.ends_with(extension));
    let is_default = [
        "microsoft word",
        "word document",
        "untitled",
        "document",
        "powerpoint",
    ]
    .iter()
    .any(|name| {
        let rest = lower.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(" -") || rest.bytes().all(|b| b.is_ascii_digit()))
    });
    !is_file && !is_default
}

/// Marks the title that the file names, where it stands near the start of a text without one.
fn mark_title(extracted: &mut Extracted, title: Option<&str>) {
    let Extracted {
        text, structure, ..
    } = extracted;
    let has_title = structure
        .blocks
        .iter()
        .any(|block| block.kind == BlockKind::Title);
    let Some(title) = title.filter(|_| !has_title) else {
        return;
    };
    let letters = |words: &str| -> String {
        let letters = words.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let title = letters(title);
    let head = structure.blocks.iter_mut().take(HEAD);
    let mut lines = head.filter(|block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_))
            && block.span.len() <= 4 * title.len()
    });
    if let Some(block) = lines.find(|block| letters(block.span.of(text)) == title) {
        block.kind = BlockKind::Title;
    }
}

#[cfg(test)]
mod tests;
