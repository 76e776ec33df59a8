//! A source: its text, the selections in it, and who coded them as what.

use std::collections::BTreeMap;

use super::super::fields::{text_of, time};
use super::super::incoming::{Article, Incoming, Mark};
use super::super::xml::Element;
use super::super::zipped::Archive;
use super::codes::plain;
use super::project::Project;
use crate::model::{Assessment, CheckWorthy, Claim, ClaimKind, ReadingStatus, Verdict};

/// How many users' codings of one selection are told apart.
const MOST_CODERS: usize = 100;

/// Reads one of the sources: a text, or the text that represents a PDF or a picture.
pub fn read(
    source: &Element,
    project: &Project,
    archive: Option<&mut Archive<'_>>,
    incoming: &mut Incoming,
) {
    let name = source.attribute("name");
    match source.name.as_str() {
        "TextSource" => texts(source, name, project, archive, incoming),
        "PDFSource" | "PictureSource" => {
            for selection in &source.children {
                if matches!(selection.name.as_str(), "PDFSelection" | "PictureSelection") {
                    let thing = "selection of an area in a picture or PDF";
                    incoming.drop(thing, "left out", selection.attribute("name"));
                }
            }
            match source.child("Representation") {
                Some(inner) => texts(inner, name, project, archive, incoming),
                None => incoming.drop("picture or PDF without a text", "left out", name),
            }
        }
        "AudioSource" | "VideoSource" => {
            incoming.drop("recording with its transcript", "left out", name);
        }
        other => incoming.drop(&format!("{other:.40} of the sources"), "left out", name),
    }
}

/// The text of a source or a note: in the project, or in a file of the archive.
pub fn content(
    source: &Element,
    archive: Option<&mut Archive<'_>>,
    incoming: &mut Incoming,
) -> Option<String> {
    if let Some(text) = source.child("PlainTextContent") {
        return Some(text.text.clone());
    }
    let path = source.attribute("plainTextPath");
    if path.is_empty() {
        return None;
    }
    let Some(name) = path.strip_prefix("internal://") else {
        incoming.drop("text", "that lies outside of the project left out", path);
        return None;
    };
    let found = archive.map(|archive| archive.read(&format!("sources/{name}")));
    let Some(Ok(Some(bytes))) = found else {
        let fate = "that is missing or cannot be unpacked left out";
        incoming.drop("text", fate, path);
        return None;
    };
    match text_of(&bytes) {
        Ok(text) => Some(text.into_owned()),
        Err(_) => Some(encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned()),
    }
}

fn texts(
    source: &Element,
    name: &str,
    project: &Project,
    archive: Option<&mut Archive<'_>>,
    incoming: &mut Incoming,
) {
    let mut article = Article::new(name);
    article.title = Some(name.to_owned());
    article.text = content(source, archive, incoming);
    for coding in source.all("Coding") {
        let tag = code_of(coding).and_then(|guid| project.codes.get(guid));
        if let Some(tag) = tag {
            article.tag(tag.clone());
        }
    }
    for (variable, value) in project.values(source) {
        if !(project.is_ours && article.is_told(&variable, &value)) {
            incoming.drop("value of a variable", "left out", &variable);
        }
    }
    let number = incoming.add_article(article);
    for note in notes(source, project) {
        incoming.push(Mark {
            id: format!("{} note", source.attribute("guid")),
            article: number,
            note,
            reviewer: project.user(source.attribute("creatingUser")),
            created: time(source.attribute("creationDateTime")),
            ..Mark::default()
        });
    }
    for selection in source.all("PlainTextSelection") {
        select(selection, number, project, incoming);
    }
}

impl Article {
    /// Takes over what a variable of postil's own says of it; whether it is one.
    fn is_told(&mut self, variable: &str, value: &str) -> bool {
        match variable {
            "path" => value.clone_into(&mut self.name),
            "title" => self.title = Some(value.to_owned()),
            "url" => self.uri = Some(value.to_owned()),
            "reading status" => self.record.status = ReadingStatus::parse(value),
            // What the article tells itself.
            "author" | "date" => {}
            _ => return false,
        }
        true
    }
}

/// The GUID of the code that a coding gives.
fn code_of(coding: &Element) -> Option<&str> {
    Some(coding.child("CodeRef")?.attribute("targetGUID"))
}

/// What the notes on something say.
fn notes<'e>(element: &'e Element, project: &'e Project) -> impl Iterator<Item = String> + 'e {
    element.all("NoteRef").filter_map(|to| {
        let note = project.notes.get(&plain(to.attribute("targetGUID")))?;
        let is_said = !note.text.trim().is_empty();
        let text = if is_said { &note.text } else { &note.name };
        (!text.is_empty()).then(|| text.clone())
    })
}

impl Project {
    fn user(&self, guid: &str) -> String {
        self.users.get(&plain(guid)).cloned().unwrap_or_default()
    }
}

/// Reads a selection: an annotation for each user who coded it.
fn select(selection: &Element, article: usize, project: &Project, incoming: &mut Incoming) {
    let number = |name: &str| selection.attribute(name).trim().parse::<usize>().ok();
    let own = selection.attribute("creatingUser");
    let mut mark = Mark {
        id: plain(selection.attribute("guid")),
        article,
        quote: selection.attribute("name").to_owned(),
        is_cut: true,
        position: Option::zip(number("startPosition"), number("endPosition")),
        created: time(selection.attribute("creationDateTime")),
        reviewer: project.user(own),
        ..Mark::default()
    };
    for note in notes(selection, project) {
        mark.say(&note);
    }
    let described = selection.said("Description").trim();
    if project.is_ours && !described.is_empty() {
        described.clone_into(&mut claim(&mut mark).statement);
    } else {
        mark.say(described);
    }
    let mut others: BTreeMap<String, Mark> = BTreeMap::new();
    for coding in selection.all("Coding") {
        let code = code_of(coding).unwrap_or_default();
        if let Some(field) = project.codes.field(code) {
            judge(coding, field, project, &mut mark, incoming);
            continue;
        }
        let Some(tag) = project.codes.get(code) else {
            incoming.drop("coding", "with a code that is missing left out", "");
            continue;
        };
        let user = project.user(coding.attribute("creatingUser"));
        let at = time(coding.attribute("creationDateTime"));
        if mark.reviewer.is_empty() && mark.tags.is_empty() {
            mark.reviewer.clone_from(&user);
        }
        let is_own = user.is_empty() || user == mark.reviewer;
        let coded = if is_own || (others.len() >= MOST_CODERS && !others.contains_key(&user)) {
            &mut mark
        } else {
            let named = format!("{} {user}", mark.id);
            others.entry(user.clone()).or_insert_with(|| Mark {
                id: named,
                article,
                quote: mark.quote.clone(),
                is_cut: true,
                position: mark.position,
                reviewer: user,
                ..Mark::default()
            })
        };
        coded.created = coded.created.or(at);
        coded.tag(tag.as_str());
        for note in notes(coding, project) {
            coded.say(&note);
        }
    }
    incoming.push(mark);
    for other in others.into_values() {
        incoming.push(other);
    }
}

fn claim(mark: &mut Mark) -> &mut Claim {
    mark.claim.get_or_insert_with(Claim::default)
}

/// Reads a coding that is part of a claim in a project of postil's own.
fn judge(
    coding: &Element,
    field: &str,
    project: &Project,
    mark: &mut Mark,
    incoming: &mut Incoming,
) {
    let claim = claim(mark);
    match field.split_once('/') {
        Some(("verdict", word)) => {
            let mut said = |wanted: &str| {
                let mut notes = coding.all("NoteRef").filter_map(|to| {
                    let note = project.notes.get(&plain(to.attribute("targetGUID")))?;
                    let is_it = note.name == wanted && incoming.affords(note.text.len());
                    is_it.then(|| note.text.clone())
                });
                notes.next().unwrap_or_default()
            };
            if let Some(at) = time(coding.attribute("creationDateTime")) {
                claim.assessments.push(Assessment {
                    reviewer: project.user(coding.attribute("creatingUser")),
                    at,
                    verdict: Verdict::parse(word),
                    confidence: said("confidence"),
                    rationale: said("rationale"),
                    hash: None,
                });
            }
        }
        Some(("checkworthy", word)) => claim.checkworthy = CheckWorthy::parse(word),
        Some(("type", word)) => claim.kinds.extend(ClaimKind::parse(word)),
        _ => {}
    }
}
