//! What was wrong with something a person wrote, said so that the person can mend it.

use std::fmt;
use std::path::PathBuf;

/// A record, setting or file that could not be used. What is around it still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file it is in, as one would type it.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The column in code points, counted from 1, where it is known.
    pub column: Option<usize>,
    /// What is wrong and what was done about it; lower case, no full stop.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for place in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A mistake that keeps a file from being written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is and what it is.
    pub problem: Problem,
    /// The line that it is in, or the beginning of a long one, as it stands in the file.
    pub source: String,
}

/// What is wrong with an annotations file to which nothing is written until a person has chosen what is to become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub file: PathBuf,
    /// Why nothing is written to it, as a sentence that names it.
    pub reason: String,
    /// The mistakes in it, the first ones where there are many.
    pub mistakes: Vec<Mistake>,
    /// How many there are in all.
    pub count: usize,
}

impl Damage {
    /// The line to begin with when mending it, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        let first = self.mistakes.first();
        first.and_then(|mistake| mistake.problem.line).unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_like_a_compilers_message() {
        let mut problem = Problem {
            file: "notes.toml".into(),
            line: Some(3),
            column: Some(7),
            message: "no id".into(),
        };
        assert_eq!(problem.to_string(), "notes.toml:3:7: no id");
        (problem.line, problem.column) = (None, None);
        assert_eq!(problem.to_string(), "notes.toml: no id");
    }
}
