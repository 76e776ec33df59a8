//! Standard input as a corpus: records, where it is JSON Lines, or else one text.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::path::Path;

use super::Failure;
use crate::corpus::records::{Fields, are_lines};
use crate::corpus::{Corpus, LARGEST};
use crate::store::{plain, spool};

/// How much is read at once, in bytes.
const BUFFER: usize = 64 << 10;
/// How much is looked at to tell what it is, in bytes.
const LARGEST_HEAD: usize = 128 << 20;

/// The corpus that is piped in. Records need not all have come when it is returned; they are kept in a file in `folder`.
///
/// # Errors
/// When standard input cannot be read, or is one text that cannot.
pub fn corpus(folder: &Path, fields: Fields) -> Result<Corpus, Failure> {
    let failed = |error: io::Error| {
        Failure::Failed(format!("cannot read standard input: {}", plain(&error)))
    };
    // Keys come from the terminal once there is a screen, which takes the place of standard input.
    let input = io::stdin().as_fd().try_clone_to_owned().map_err(failed)?;
    let mut input = File::from(input);
    let (mut bytes, are_records) = head(&mut input, &fields).map_err(failed)?;
    if are_records {
        let piped = spool::keep(&bytes, input, folder).map_err(failed)?;
        return Ok(Corpus::of_records(piped, fields));
    }
    let rest = (LARGEST + 1).saturating_sub(bytes.len() as u64);
    input.take(rest).read_to_end(&mut bytes).map_err(failed)?;
    Corpus::open_with(&["-".into()], Some(bytes), fields)
        .map_err(|error| Failure::Misused(error.to_string()))
}

/// As much of `input` as tells whether it is records, and whether it is.
fn head(input: &mut impl Read, fields: &Fields) -> io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = match input.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let new = buffer.get(..read).unwrap_or_default();
        head.extend_from_slice(new);
        // Only a line that has ended, or grown beyond all measure, tells anything.
        let is_telling = read == 0 || new.contains(&b'\n') || head.len() > LARGEST_HEAD;
        let told = is_telling.then(|| are_lines(&head, read == 0, fields));
        if let Some(are_records) = told.flatten() {
            return Ok((head, are_records));
        }
        if head.len() > LARGEST_HEAD {
            return Ok((head, false));
        }
    }
}
