//! REFI-QDA 1.5 (25 September 2019): codebooks (`.qdc`) and projects (`.qdpx`, a ZIP of `project.qde` and the sources).
//!
//! What other programs make of the standard is taken as it comes: empty containers, positions that count otherwise, names
//! of selections that are cut short. Section 7 of the standard wants every element that is discarded to be named.

mod codes;
mod project;
mod source;

use std::collections::HashMap;

use super::incoming::{Given, Incoming};
use super::xml;
use super::zipped::Archive;

pub use codes::Codes;

/// Reads the codebook in `file`.
pub fn read_codebook(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let root = xml::read(&file.bytes)?;
    if root.name != "CodeBook" {
        return Err(format!("its XML is a {:.40}, not a CodeBook", root.name));
    }
    Codes::read(&root, false, &HashMap::new(), incoming);
    for set in root
        .child("Sets")
        .into_iter()
        .flat_map(|sets| sets.all("Set"))
    {
        incoming.drop("set of codes", "left out", set.attribute("name"));
    }
    if incoming.tags.is_empty() {
        return Err("there is no code in it".to_owned());
    }
    Ok(())
}

/// Reads the project in `file`.
pub fn read_project(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    if file.bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        return project::read(&xml::read(&file.bytes)?, None, incoming);
    }
    let mut archive = Archive::open(&file.bytes)?;
    let names = archive.names();
    let is_project = |name: &&String| name.to_lowercase().ends_with(".qde");
    let name = names
        .iter()
        .find(is_project)
        .ok_or("there is no project.qde in it")?;
    let bytes = archive.read(name)?.unwrap_or_default();
    project::read(&xml::read(&bytes)?, Some(&mut archive), incoming)
}
