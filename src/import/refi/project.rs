//! A project: who took part, the codebook, the sources, and what joins them.

use std::collections::HashMap;

use super::super::incoming::{Incoming, Mark};
use super::super::xml::Element;
use super::super::zipped::Archive;
use super::codes::{Codes, plain};
use super::source::{self, content};
use crate::model::{Attribution, Claim, ClaimStatus, Evidence, Relation, Stance};

/// What the parts of a project refer to.
pub struct Project {
    pub users: HashMap<String, String>,
    pub codes: Codes,
    pub notes: HashMap<String, Note>,
    /// The names of variables.
    pub variables: HashMap<String, String>,
    /// Whether postil wrote it: then some codes and cases are claims.
    pub is_ours: bool,
}

/// A note, which a project keeps beside what it is on.
#[derive(Clone, Debug, Default)]
pub struct Note {
    pub name: String,
    pub text: String,
    /// What variables say of it.
    pub values: Vec<(String, String)>,
}

/// Reads the project `root`; the texts that are not in it are in `archive`.
pub fn read(
    root: &Element,
    mut archive: Option<&mut Archive<'_>>,
    incoming: &mut Incoming,
) -> Result<(), String> {
    if root.name != "Project" {
        return Err(format!("its XML is a {:.40}, not a Project", root.name));
    }
    let mut project = Project {
        users: HashMap::new(),
        codes: Codes::default(),
        notes: HashMap::new(),
        variables: variables(root),
        is_ours: root.attribute("origin").to_lowercase().contains("postil"),
    };
    for user in inside(root, "Users", "User") {
        let name = [user.attribute("name"), user.attribute("id")];
        let name = name.into_iter().find(|name| !name.trim().is_empty());
        let guid = plain(user.attribute("guid"));
        project
            .users
            .insert(guid, name.unwrap_or_default().trim().to_owned());
    }
    for note in inside(root, "Notes", "Note") {
        let text = content(note, archive.as_deref_mut(), incoming).unwrap_or_default();
        let name = note.attribute("name").to_owned();
        let values = project.values(note).collect();
        let guid = plain(note.attribute("guid"));
        project.notes.insert(guid, Note { name, text, values });
    }
    if let Some(book) = root.child("CodeBook") {
        project.codes = Codes::read(book, project.is_ours, &project.notes, incoming);
    }
    let time = [
        root.attribute("modifiedDateTime"),
        root.attribute("creationDateTime"),
    ];
    incoming.exported = time.into_iter().find_map(super::super::fields::time);
    for sources in root.all("Sources") {
        for element in &sources.children {
            source::read(element, &project, archive.as_deref_mut(), incoming);
        }
    }
    let mut marks: HashMap<String, usize> = HashMap::new();
    for (number, mark) in incoming.marks.iter().enumerate() {
        marks.entry(plain(&mark.id)).or_insert(number);
    }
    for case in inside(root, "Cases", "Case") {
        if !(project.is_ours && claim(case, &project, &marks, incoming)) {
            incoming.drop("case", "left out", case.attribute("name"));
        }
    }
    for link in inside(root, "Links", "Link") {
        if !(project.is_ours && support(link, &project, &marks, incoming)) {
            join(link, &marks, incoming);
        }
    }
    for (list, item, thing) in [("Sets", "Set", "set"), ("Graphs", "Graph", "graph")] {
        for left in inside(root, list, item) {
            incoming.drop(thing, "left out", left.attribute("name"));
        }
    }
    if !project.is_ours {
        for variable in inside(root, "Variables", "Variable") {
            incoming.drop("variable", "left out", variable.attribute("name"));
        }
        for _ in root.all("NoteRef") {
            incoming.drop("note on the project", "left out", "");
        }
    }
    Ok(())
}

/// The elements called `item` in those of `root` called `list`.
fn inside<'e>(
    root: &'e Element,
    list: &'e str,
    item: &'e str,
) -> impl Iterator<Item = &'e Element> {
    root.all(list).flat_map(move |list| list.all(item))
}

/// The names of the variables by their GUIDs.
fn variables(root: &Element) -> HashMap<String, String> {
    inside(root, "Variables", "Variable")
        .map(|variable| {
            let name = variable.attribute("name").trim().to_lowercase();
            (plain(variable.attribute("guid")), name)
        })
        .collect()
}

/// Reads what a case of postil's own says of a claim; whether it is about one.
fn claim(
    case: &Element,
    project: &Project,
    marks: &HashMap<String, usize>,
    incoming: &mut Incoming,
) -> bool {
    let guids = case
        .all("SelectionRef")
        .map(|to| plain(to.attribute("targetGUID")));
    let mut numbers = guids.filter_map(|guid| marks.get(&guid).copied());
    let Some(mark) = numbers
        .next()
        .and_then(|number| incoming.marks.get_mut(number))
    else {
        return false;
    };
    let claim = mark.claim.get_or_insert_with(Claim::default);
    let said = case.said("Description").trim();
    if claim.statement.is_empty() {
        said.clone_into(&mut claim.statement);
    }
    for (name, text) in project.values(case) {
        match name.as_str() {
            "claimant" => claim.claimant = text,
            "status" => claim.status = ClaimStatus::parse(&text),
            "attribution" => claim.attribution = Attribution::parse(&text),
            _ => {}
        }
    }
    true
}

impl Project {
    /// What variables say of something, by their names.
    pub fn values<'e>(
        &'e self,
        element: &'e Element,
    ) -> impl Iterator<Item = (String, String)> + 'e {
        element.all("VariableValue").filter_map(|value| {
            let guid = plain(value.child("VariableRef")?.attribute("targetGUID"));
            let is_value = |child: &&Element| child.name.ends_with("Value");
            let text = value.children.iter().find(is_value)?.text.clone();
            Some((self.variables.get(&guid)?.clone(), text))
        })
    }
}

/// Reads a note of postil's own that is evidence, and what it is evidence of; whether it is one.
fn support(
    link: &Element,
    project: &Project,
    marks: &HashMap<String, usize>,
    incoming: &mut Incoming,
) -> bool {
    let note = project.notes.get(&plain(link.attribute("originGUID")));
    let number = marks.get(&plain(link.attribute("targetGUID"))).copied();
    let is_afforded = note.is_some_and(|note| incoming.affords(note.text.len()));
    let mark = number.and_then(|number| incoming.marks.get_mut(number));
    let (Some(note), Some(mark)) = (note, mark) else {
        return false;
    };
    if !is_afforded {
        return true;
    }
    let value = |wanted: &str| {
        let found = note.values.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let url = value("url");
    let claim = mark.claim.get_or_insert_default();
    claim.evidence.push(Evidence {
        stance: Stance::parse(link.attribute("name")),
        citation: note.name.clone(),
        url,
        quote: note.text.clone(),
        accessed: value("accessed").trim().parse().ok(),
    });
    true
}

/// Joins the two selections of a link.
fn join(link: &Element, marks: &HashMap<String, usize>, incoming: &mut Incoming) {
    let name = link.attribute("name");
    let ends = [link.attribute("originGUID"), link.attribute("targetGUID")].map(plain);
    let [from, to] = ends.each_ref().map(|guid| marks.get(guid).copied());
    let relation = Relation::parse(name.trim());
    let target = to
        .and_then(|to| incoming.marks.get(to))
        .map(|to: &Mark| to.id.clone());
    match (from.and_then(|from| incoming.marks.get_mut(from)), target) {
        (Some(from), Some(to)) => {
            from.links.push((to, relation.unwrap_or(Relation::Cites)));
            if relation.is_none() {
                incoming.drop("link", "of another kind taken for `cites`", name);
            }
        }
        _ => incoming.drop("link", "that joins no two selections left out", name),
    }
}
