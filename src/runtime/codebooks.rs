//! Reading a codebook that a person asks for by name: one that comes with the program, or a file of theirs.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::exporting::from_home;
use crate::app::effect::Offered;
use crate::model::ReadyMade;
use crate::store::{codebooks, plain};

/// What is larger than this, in bytes, is no codebook.
const LARGEST: u64 = 16 << 20;

/// The codebook that `name` names.
///
/// # Errors
/// Why it cannot be read, and what can be typed instead, as a sentence.
pub fn read(name: &str) -> Result<Offered, String> {
    let (codebook, problems) = match ReadyMade::parse(name) {
        Some(which) => codebooks::read(codebooks::ready_made(which), name),
        None => codebooks::read(&text_of(&from_home(name.into()))?, name),
    };
    if codebook.tags().is_empty() && codebook.grades().is_empty() {
        let why = problems.first().map_or_else(
            || "there is no [[tag]] in it".to_owned(),
            ToString::to_string,
        );
        return Err(format!("{name} holds no codebook: {why}"));
    }
    Ok(Offered {
        name: name.to_owned(),
        codebook,
        problems,
    })
}

fn text_of(path: &Path) -> Result<String, String> {
    let known = ReadyMade::ALL.iter().map(|which| which.as_str());
    let known = known.collect::<Vec<_>>().join(", ");
    let failed = |error: &io::Error| {
        format!(
            "cannot read the codebook {}: {}; name a file, or one of {known}",
            path.display(),
            plain(error)
        )
    };
    // A pipe would keep one waiting for ever.
    let is_file = std::fs::metadata(path)
        .map_err(|error| failed(&error))?
        .is_file();
    if !is_file {
        return Err(failed(&io::Error::other("it is not a regular file")));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| failed(&error))?;
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(&io::Error::other("it is too large for a codebook")));
    }
    String::from_utf8(bytes).map_err(|_| failed(&io::Error::other("it is not in UTF-8")))
}
