//! Codebooks by themselves: those that come with the program, and those that people hand on. Each is an annotations file
//! without annotations.

use super::value::Value;
use super::{file, parse, write};
use crate::model::{Codebook, Problem, ReadyMade};

/// The text of a codebook that comes with the program.
#[must_use]
pub fn ready_made(which: ReadyMade) -> &'static str {
    match which {
        ReadyMade::Claims => include_str!("../../assets/codebooks/claims.toml"),
        ReadyMade::Argument => include_str!("../../assets/codebooks/argument.toml"),
        ReadyMade::Sources => include_str!("../../assets/codebooks/sources.toml"),
    }
}

/// The codebook in the text of an annotations file, and what of it cannot be read. `name` is what the problems call it.
#[must_use]
pub fn read(text: &str, name: &str) -> (Codebook, Vec<Problem>) {
    let (set, problems) = parse(text, name);
    (set.codebook().clone(), problems)
}

/// A codebook as an annotations file without annotations.
#[must_use]
pub fn text(codebook: &Codebook) -> String {
    let tags = codebook.tags().iter().cloned().map(Value::Tag);
    let grades = codebook.grades().iter().cloned().map(Value::Grade);
    let mut text = file::AnnotationFile::new().text();
    for value in tags.chain(grades) {
        text.push('\n');
        text.push_str(&write::record(&value));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_codebooks_that_come_with_the_program_are_whole() {
        let mut names = HashSet::new();
        for which in ReadyMade::ALL {
            let name = which.as_str();
            let (codebook, problems) = read(ready_made(*which), name);
            assert_eq!(problems, [], "{name}");
            assert!(codebook.tags().len() >= 6, "{name}");
            let mut keys = HashSet::new();
            for tag in codebook.tags() {
                assert!(names.insert(tag.name.clone()), "{} stands twice", tag.name);
                assert!(tag.key.is_some_and(|key| keys.insert(key)), "{}", tag.name);
                assert!(tag.color.is_some() && tag.glyph.is_some(), "{}", tag.name);
                for text in [&tag.definition, &tag.use_for, &tag.not_for] {
                    assert!(text.ends_with('.') && text.len() > 10, "{}", tag.name);
                }
                assert!(!tag.examples.is_empty(), "{}", tag.name);
            }
        }
    }

    #[test]
    fn a_codebook_is_written_and_read_again() {
        for which in ReadyMade::ALL {
            let (codebook, _) = read(ready_made(*which), "x");
            assert_eq!(read(&text(&codebook), "x"), (codebook, Vec::new()));
        }
    }
}
