//! A project, `.qdpx`: a ZIP file with `project.qde` and the texts in `sources/`.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Cursor, Write};

use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Codes, is_guided, tell_of_characters, tell_of_tags};
use crate::export::cut::{Cut, Cuts, countable, cuts};
use crate::export::guid::guid;
use crate::export::xml::{Attributes, Xml};
use crate::export::{Input, Report, Source};
use crate::model::{Annotation, AnnotationId, Metadata, TagName};

/// The root of a project, with the attributes that never change.
const ROOT: &str = "Project xmlns=\"urn:QDA-XML:project:1.0\" origin=\"postil\"";

/// The file in the archive that tells what is in it.
const PROJECT: &str = "project.qde";

/// What marks the first entry of the archive as postil's: an extra field (APPNOTE 6.3.10, section 4.5) that others skip.
const MARK: (u16, &[u8]) = (0x7470, b"postil");

/// Where the name of the first entry stands in an archive, in bytes (section 4.3.7).
const NAME: usize = 30;

/// Whether a file that begins with `head` is a project that postil wrote.
pub(in crate::export) fn begins_as(head: &[u8]) -> bool {
    let (id, mark) = MARK;
    let mut expected = PROJECT.as_bytes().to_vec();
    expected.extend(id.to_le_bytes());
    expected.extend(u16::try_from(mark.len()).unwrap_or(0).to_le_bytes());
    expected.extend(mark);
    head.get(NAME..)
        .is_some_and(|rest| rest.starts_with(&expected))
}

/// The parts of a project while it is written. Each has its place in the file, and what is in one names what is in others.
pub(super) struct Project {
    /// Names of reviewers, and who they are.
    users: BTreeMap<String, Uuid>,
    pub(super) codes: Codes,
    /// Variables in use.
    variables: BTreeMap<&'static str, &'static str>,
    pub(super) cases: Xml,
    sources: Xml,
    notes: Xml,
    pub(super) links: Xml,
    /// The names, in small letters, that several documents have.
    shared: BTreeSet<String>,
    /// What a link can lead to.
    known: HashSet<AnnotationId>,
    /// How many links lead to nothing that is exported.
    adrift: usize,
}

/// Writes `input` as a project.
///
/// # Errors
/// Where the ZIP writer gives up: on texts of more than 4 GB.
pub(in crate::export) fn project(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let found = cuts(input, report);
    let mut project = Project {
        users: BTreeMap::new(),
        codes: Codes::of_tags(input),
        variables: BTreeMap::new(),
        cases: Xml::at(2),
        sources: Xml::at(2),
        notes: Xml::at(2),
        links: Xml::at(2),
        shared: shared(&found),
        known: found
            .iter()
            .flat_map(|one| &one.found)
            .map(|cut| cut.item.annotation.id)
            .collect(),
        adrift: 0,
    };
    project.guide(input);
    for one in &found {
        project.source(one);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    let (id, mark) = MARK;
    let mut marked = plain.into_full_options();
    marked.add_extra_field(id, mark, false)?;
    zip.start_file(PROJECT, marked)?;
    zip.write_all(project.file(input.corpus, report).as_bytes())?;
    for one in &found {
        zip.start_file(format!("sources/{}.txt", document(one.source)), plain)?;
        zip.write_all(countable(&one.document.text, 0).as_bytes())?;
    }
    tell(input, &project, report);
    Ok(zip.finish()?.into_inner())
}

fn shared(found: &[Cuts<'_>]) -> BTreeSet<String> {
    let mut once = BTreeSet::new();
    let names = found
        .iter()
        .map(|one| one.source.path.name().to_lowercase());
    names.filter(|name| !once.insert(name.clone())).collect()
}

fn tell(input: &Input<'_>, project: &Project, report: &mut Report) {
    report.tell(project.adrift, "link", |links| {
        format!("left out: {links} to annotations that are not exported")
    });
    let contexts = input.count(|a| !a.selector.prefix.is_empty() || !a.selector.suffix.is_empty());
    report.tell(contexts, "quote", |quotes| {
        format!("the text around {quotes} was left out, since the whole text is there")
    });
    input.tell_of_earlier_places(report);
    input.tell_of_parts(report);
    input.tell_of_hashes(report);
    let hashes = input.sum(|claim| {
        claim
            .assessments
            .iter()
            .filter(|a| a.hash.is_some())
            .count()
    });
    report.tell(hashes, "assessment", |assessments| {
        format!("the hash of the text of {assessments} was left out")
    });
    tell_of_tags(input.codebook, &project.codes, report);
    input.tell_of_scale(report);
}

/// The identity of a document: of its path, since that is what it is called by.
fn document(source: &Source<'_>) -> Uuid {
    guid("document", source.path.as_str())
}

impl Project {
    /// What the codebook says of tags beside their definitions, as notes on codes.
    fn guide(&mut self, input: &Input<'_>) {
        for tag in input.codebook.tags().iter().filter(|tag| is_guided(tag)) {
            let examples = tag.examples.join("\n");
            for (name, text) in [
                ("use for", &tag.use_for),
                ("not for", &tag.not_for),
                ("examples", &examples),
            ] {
                if !text.is_empty() {
                    let note = guid("guide", &format!("{name}:{}", tag.name));
                    self.note(note, Some(name), None, text, &[]);
                    let parts: Vec<&str> = tag.name.as_str().splitn(super::DEEPEST, '/').collect();
                    self.codes.put("tag", &parts).notes.push(note);
                }
            }
        }
    }

    /// A document: its text lies beside the project, and its selections in the order of the text.
    fn source(&mut self, one: &Cuts<'_>) {
        let source = one.source;
        let id = document(source).to_string();
        let path = format!("internal://{id}.txt");
        let name = self.name(source);
        let attributes = [
            ("guid", Some(id.as_str())),
            ("name", Some(name.as_str())),
            ("plainTextPath", Some(&path)),
        ];
        let values = self.values_of(source);
        self.sources.open("TextSource", &attributes);
        for cut in &one.found {
            self.selection(cut);
        }
        for tag in source.tags {
            let coding = guid("coding", &format!("{}:{tag}", source.path));
            self.coding(coding, code(tag), None, &[]);
        }
        values.write(&mut self.sources);
        self.sources.close();
    }

    /// What a document is called, which programs make a file name of: its own, or else its whole path on one level.
    fn name(&self, source: &Source<'_>) -> String {
        let name = source.path.name();
        if self.shared.contains(&name.to_lowercase()) {
            source.path.as_str().replace('/', "_")
        } else {
            name.to_owned()
        }
    }

    fn values_of(&mut self, source: &Source<'_>) -> Values {
        let Metadata {
            title,
            authors,
            date,
            url,
            ..
        } = &source.metadata;
        let authors = authors.join("; ");
        self.values(&[
            ("path", source.path.as_str()),
            ("title", title.as_deref().unwrap_or_default()),
            ("author", &authors),
            ("date", date.as_deref().unwrap_or_default()),
            ("url", url.as_deref().unwrap_or_default()),
            ("reading status", source.status.map_or("", |it| it.as_str())),
        ])
    }

    fn selection(&mut self, cut: &Cut<'_>) {
        let annotation = cut.item.annotation;
        let id = annotation.id.to_string();
        let user = self.user(&annotation.reviewer);
        let created = annotation.created.to_string();
        let (start, end) = (cut.place.start.to_string(), cut.place.end.to_string());
        let name = countable(cut.text, cut.place.start);
        self.sources.open(
            "PlainTextSelection",
            &[
                ("guid", Some(&id)),
                ("name", Some(name.as_str())),
                ("startPosition", Some(&start)),
                ("endPosition", Some(&end)),
                ("creatingUser", user.as_deref()),
                ("creationDateTime", Some(&created)),
            ],
        );
        let statement = annotation.claim.as_ref().map(|it| it.statement.as_str());
        if let Some(statement) = statement.filter(|it| !it.is_empty()) {
            self.sources.leaf("Description", &[], statement);
        }
        let made = (annotation.reviewer.as_str(), created.as_str());
        for tag in &annotation.tags {
            let coding = guid("coding", &format!("{id}:{tag}"));
            self.coding(coding, code(tag), Some(made), &[]);
        }
        let mut notes = Vec::new();
        if !annotation.note.is_empty() {
            let note = guid("note", &id);
            self.note(note, Some("note"), Some(made), &annotation.note, &[]);
            notes.push(note);
        }
        if let Some(claim) = &annotation.claim {
            notes.extend(self.claim(annotation, claim));
        }
        for note in notes {
            self.sources
                .empty("NoteRef", &[("targetGUID", Some(&note.to_string()))]);
        }
        self.sources.close();
        self.leads(annotation);
    }

    fn leads(&mut self, annotation: &Annotation) {
        for (number, link) in annotation.links.iter().enumerate() {
            if !self.known.contains(&link.to) {
                self.adrift += 1;
                continue;
            }
            let id = guid("link", &format!("{}:{number}", annotation.id));
            let (from, to) = (annotation.id.to_string(), link.to.to_string());
            self.link(id, link.relation.as_str(), &from, &to);
        }
    }

    pub(super) fn link(&mut self, id: Uuid, name: &str, from: &str, to: &str) {
        self.links.empty(
            "Link",
            &[
                ("guid", Some(&id.to_string())),
                ("name", Some(name)),
                ("direction", Some("OneWay")),
                ("originGUID", Some(from)),
                ("targetGUID", Some(to)),
            ],
        );
    }

    /// That a code is given to the selection or the source that is being written.
    pub(super) fn coding(
        &mut self,
        id: Uuid,
        code: Uuid,
        made: Option<(&str, &str)>,
        notes: &[Uuid],
    ) {
        let user = made.and_then(|(user, _)| self.user(user));
        let xml = &mut self.sources;
        xml.open(
            "Coding",
            &[
                ("guid", Some(&id.to_string())),
                ("creatingUser", user.as_deref()),
                ("creationDateTime", made.map(|(_, at)| at)),
            ],
        );
        xml.empty("CodeRef", &[("targetGUID", Some(&code.to_string()))]);
        for note in notes {
            xml.empty("NoteRef", &[("targetGUID", Some(&note.to_string()))]);
        }
        xml.close();
    }

    /// A note, who wrote it and when, and what else is known of it.
    pub(super) fn note(
        &mut self,
        id: Uuid,
        name: Option<&str>,
        made: Option<(&str, &str)>,
        text: &str,
        values: &[(&'static str, &str)],
    ) {
        let user = made.and_then(|(user, _)| self.user(user));
        let values = self.values(values);
        let id = id.to_string();
        let attributes: Attributes<'_> = &[
            ("guid", Some(&id)),
            ("name", name),
            ("creatingUser", user.as_deref()),
            ("creationDateTime", made.map(|(_, at)| at)),
        ];
        self.notes.open("Note", attributes);
        self.notes.leaf("PlainTextContent", &[], text);
        values.write(&mut self.notes);
        self.notes.close();
    }

    /// The identity of the reviewer called `name`; none for nobody.
    fn user(&mut self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let id = guid("user", name);
        self.users.insert(name.to_owned(), id);
        Some(id.to_string())
    }

    /// Those of `values` that say something.
    pub(super) fn values(&mut self, values: &[(&'static str, &str)]) -> Values {
        let mut said = Vec::new();
        for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            let kind = if *name == ACCESSED { "Date" } else { "Text" };
            self.variables.insert(name, kind);
            said.push((*name, (*value).to_owned()));
        }
        Values(said)
    }

    /// The whole, in the order that the schema demands. A part with nothing in it is left out, as it demands as well.
    fn file(&self, corpus: &str, report: &mut Report) -> String {
        let mut xml = Xml::at(1);
        let mut users = Xml::at(2);
        for (name, id) in &self.users {
            users.empty(
                "User",
                &[("guid", Some(&id.to_string())), ("name", Some(name))],
            );
        }
        let mut codes = Xml::at(2);
        self.codes.write(&mut codes);
        let mut variables = Xml::at(2);
        for (name, kind) in &self.variables {
            let attributes = [
                ("guid", Some(&*variable(name).to_string())),
                ("name", Some(*name)),
                ("typeOfVariable", Some(*kind)),
            ];
            variables.empty("Variable", &attributes);
        }
        for (name, part) in [
            ("Users", &users),
            ("CodeBook", &codes),
            ("Variables", &variables),
            ("Cases", &self.cases),
            ("Sources", &self.sources),
            ("Notes", &self.notes),
            ("Links", &self.links),
        ] {
            xml.around(name, part);
        }
        let (name, is_whole) = crate::export::xml::escaped(corpus, true);
        xml.replaced += usize::from(!is_whole);
        tell_of_characters(&xml, report);
        xml.file(&format!("{ROOT} name=\"{name}\""))
    }
}

/// When evidence was looked at: the one variable that is no text.
pub(super) const ACCESSED: &str = "accessed";

/// What variables say of something.
pub(super) struct Values(Vec<(&'static str, String)>);

impl Values {
    pub(super) fn write(&self, xml: &mut Xml) {
        for (name, value) in &self.0 {
            let element = if *name == ACCESSED {
                "DateValue"
            } else {
                "TextValue"
            };
            xml.open("VariableValue", &[]);
            let id = variable(name).to_string();
            xml.empty("VariableRef", &[("targetGUID", Some(&id))]);
            xml.leaf(element, &[], value);
            xml.close();
        }
    }
}

fn variable(name: &str) -> Uuid {
    guid("variable", name)
}

/// The identity of the code that stands for a tag.
fn code(tag: &TagName) -> Uuid {
    guid("tag", tag.as_str())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;
    use crate::text::samples;
    use proptest::prelude::*;
    use zip::ZipArchive;

    /// The files of a project, by their names, in order.
    fn files(bytes: &[u8]) -> Vec<(String, String)> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names = 0..zip.len();
        let read = names.map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        });
        read.collect()
    }

    /// Checks that every selection's positions cut its name out of its text; how many there are.
    fn check(files: &[(String, String)]) -> usize {
        let attribute = |line: &str, name: &str| {
            let (_, rest) = line.split_once(&format!(" {name}=\"")).unwrap();
            let value = rest.split('"').next().unwrap();
            quick_xml::escape::unescape(value).unwrap().into_owned()
        };
        let (mut text, mut selections) = (String::new(), 0);
        for line in files[0].1.lines() {
            if line.contains("<TextSource ") {
                let name = attribute(line, "plainTextPath").replace("internal://", "sources/");
                let found = files.iter().find(|(known, _)| *known == name).unwrap();
                text.clone_from(&found.1);
            }
            if line.contains("<PlainTextSelection ") {
                let at = |name| attribute(line, name).parse::<usize>().unwrap();
                let (start, end) = (at("startPosition"), at("endPosition"));
                let cut: String = text.chars().skip(start).take(end - start).collect();
                let known = crate::export::xml::escaped(&cut, true).0;
                let known = quick_xml::escape::unescape(&known).unwrap().into_owned();
                assert_eq!(attribute(line, "name"), known);
                selections += 1;
            }
        }
        selections
    }

    #[test]
    fn a_project_holds_texts_codes_claims_and_links() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Qdpx, &articles.input());
        assert!(begins_as(&bytes[..1024]));
        let files = files(&bytes);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[0], "project.qde");
        assert!(names[1..].iter().all(|name| name.starts_with("sources/")));
        assert_eq!(check(&files), 6);
        golden("project.qde", files[0].1.as_bytes(), &report);
    }

    #[test]
    fn projects_of_others_are_not_ours() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(PROJECT, SimpleFileOptions::default())
            .unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        assert!(!begins_as(&bytes));
        assert!(!begins_as(b"PK"));
    }

    proptest! {
        #[test]
        fn any_text_is_cut_rightly(text in samples::text(), start in 0_usize..40, length in 1_usize..40) {
            let total = text.chars().count();
            prop_assume!(start < total);
            let articles = Articles::cut(&text, start, (start + length).min(total));
            let (bytes, _) = written(Format::Qdpx, &articles.input());
            let files = files(&bytes);
            prop_assert_eq!(check(&files), 1);
            prop_assert_eq!(files[1].1.chars().count(), total);
            let is_plain = !files[1].1.contains('\r') && !files[1].1.starts_with('\u{feff}');
            prop_assert!(is_plain);
        }
    }
}
