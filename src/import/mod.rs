//! Import: what other programs wrote about texts, as annotations, with a report of what was dropped.
//!
//! Owns what each format looks like on its way in, telling them apart, how their positions count, which document of the
//! corpus is meant, and under which identity a thing comes in, so that importing it twice changes nothing. Pure: files
//! come as bytes, documents as they were read, and what comes out are edits. Everything is input from a stranger: nothing
//! is believed because a file says it, and whatever cannot be read is dropped by itself and told.

mod brat;
mod csv;
mod doccano;
mod fields;
pub mod finding;
mod hypothesis;
mod identity;
mod incoming;
mod label_studio;
mod own;
mod place;
mod recognise;
mod refi;
mod sqlite;
mod taguette;
#[cfg(test)]
mod tests;
mod units;
mod w3c;
mod xlsx;
mod xml;
mod zipped;

pub use incoming::{Article, Given, Incoming, Mark};
pub use place::{Outcome, Setting, place};
pub use recognise::recognise;
pub use units::{Counting, Unit};

use thiserror::Error;

use crate::model::vocabulary;

vocabulary! {
    /// What can be imported.
    pub enum Format {
        /// Postil's own export.
        Json = "json",
        /// The same with an annotation in each line.
        JsonLines = "jsonl",
        /// Annotations as the W3C Web Annotation Data Model describes them, in JSON-LD.
        W3c = "w3c",
        /// What Hypothesis exports or its service answers, in JSON or CSV.
        Hypothesis = "hypothesis",
        /// A codebook of the REFI-QDA standard.
        Qdc = "qdc",
        /// A project of the REFI-QDA standard.
        Qdpx = "qdpx",
        /// A codebook of Taguette in CSV or XLSX, or its project file.
        Taguette = "taguette",
        /// Labelled texts of doccano, a line each.
        Doccano = "doccano",
        /// Tasks of Label Studio.
        LabelStudio = "label-studio",
        /// Texts with standoff annotations of brat.
        Brat = "brat",
    }
}

impl Format {
    /// The format that a person calls `name`.
    ///
    /// # Errors
    /// A sentence that names those there are.
    pub fn named(name: &str) -> Result<Self, String> {
        Self::parse(name)
            .ok_or_else(|| format!("there is no format {name:?}; there are {}", Self::known()))
    }

    /// The names of all of them.
    #[must_use]
    pub fn known() -> String {
        let known: Vec<&str> = Self::ALL.iter().map(|format| format.as_str()).collect();
        known.join(", ")
    }

    /// What the definition of the format says that its positions count, which holds wherever they prove nothing else.
    #[must_use]
    fn documented(self) -> Counting {
        Counting::of(match self {
            Self::Json | Self::JsonLines | Self::W3c | Self::Qdc | Self::Qdpx | Self::Brat => {
                Unit::CodePoints
            }
            Self::Hypothesis | Self::LabelStudio | Self::Doccano => Unit::Utf16,
            Self::Taguette => Unit::Bytes,
        })
    }
}

/// Why nothing can be imported from a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// Nothing tells what it is.
    #[error(
        "cannot tell what {name} is; say it with --format, as one of {}",
        Format::known()
    )]
    Unknown {
        /// The file.
        name: String,
    },
    /// It is not what it is taken for, or broken.
    #[error(
        "cannot import {name} as {}: {cause}; export it anew, or say with --format what it is",
        format.as_str()
    )]
    Damaged {
        /// The file.
        name: String,
        /// What it is taken for.
        format: Format,
        /// What is wrong.
        cause: String,
    },
}

/// Reads `files`, which together are one export of another program: a file alone, or texts and what goes with them.
///
/// # Errors
/// Where they are not in `format` at all. A record that cannot be read is dropped and told instead.
pub fn read(format: Format, files: &[Given]) -> Result<Incoming, ImportError> {
    let mut incoming = Incoming::new(format);
    let first = files.first().ok_or_else(|| ImportError::Unknown {
        name: "nothing".to_owned(),
    })?;
    let done = match format {
        Format::Json => own::read(first, &mut incoming),
        Format::JsonLines => own::read_lines(first, &mut incoming),
        Format::W3c => w3c::read(first, &mut incoming),
        Format::Hypothesis => hypothesis::read(first, &mut incoming),
        Format::Qdc => refi::read_codebook(first, &mut incoming),
        Format::Qdpx => refi::read_project(first, &mut incoming),
        Format::Taguette => taguette::read(first, &mut incoming),
        Format::Doccano => doccano::read(first, &mut incoming),
        Format::LabelStudio => label_studio::read(first, &mut incoming),
        Format::Brat => brat::read(files, &mut incoming),
    };
    done.map_err(|cause| ImportError::Damaged {
        name: first.name.clone(),
        format,
        cause,
    })?;
    Ok(incoming)
}
