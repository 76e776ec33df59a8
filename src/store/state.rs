//! What postil remembers between two runs that is no annotation: where one was, how the panes lay, what was open.
//!
//! Everything here may be deleted at any time. A file that cannot be read costs what is in it and is reported; the next
//! save replaces it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error::plain;
use super::{atomic, location};
use crate::model::{DocPath, Problem};

/// How many corpora are remembered.
const MAX_RECENT: usize = 20;

/// What is remembered whatever is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    /// The background of the terminal, `dark` or `light`, as it was last found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The paths of the corpora that were opened: those of one command line together, the most recent first.
    pub corpora: Vec<Vec<PathBuf>>,
}

impl Recent {
    /// Notes that the corpus made of `paths` was opened; not where a path has no spelling in Unicode, which the file is in.
    pub fn opened(&mut self, paths: &[PathBuf]) {
        if paths.iter().any(|path| path.to_str().is_none()) {
            return;
        }
        self.corpora.retain(|known| known != paths);
        self.corpora.insert(0, paths.to_vec());
        self.corpora.truncate(MAX_RECENT);
    }
}

/// A place in a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The document.
    pub document: DocPath,
    /// The code point of its text.
    pub position: usize,
}

/// Where one is in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The code point of the text that the cursor is on.
    pub position: usize,
    /// When it was last read.
    pub last_read: Option<Timestamp>,
}

/// How the panes lie and how text is set. What is `None` is as the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// The width of the document list, in cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library_width: Option<u16>,
    /// The width of the sidebar, in cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sidebar_width: Option<u16>,
    /// Whether the document list is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library_visible: Option<bool>,
    /// Whether the sidebar is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sidebar_visible: Option<bool>,
    /// How wide text is set at most, in cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<u16>,
    /// How many cells are left empty beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<u16>,
    /// How many empty rows part two paragraphs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spacing: Option<u16>,
    /// Whether words are divided at the end of a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hyphenate: Option<bool>,
    /// Whether rows end at one edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justify: Option<bool>,
    /// What is counted beside the text, by its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<String>,
    /// Whether page furniture is folded away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fold_furniture: Option<bool>,
    /// What becomes of characters without width, by its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invisible: Option<String>,
    /// What the document list is sorted by, by its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_sorted: Option<String>,
    /// Whether the other way round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_reversed: Option<bool>,
    /// Whether documents stand under their folders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_grouped: Option<bool>,
    /// The folders that are folded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub list_folded: Vec<String>,
}

/// What is remembered of one corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingState {
    /// The document that was read last.
    pub last: Option<DocPath>,
    /// How the panes lie.
    pub layout: Layout,
    /// Where one is in each document that was opened.
    pub documents: BTreeMap<DocPath, Progress>,
    /// The marks, by their letter.
    pub marks: BTreeMap<char, Mark>,
    /// The queries of the filters that were kept, by their name.
    pub filters: BTreeMap<String, String>,
    /// What the corpus was searched for, the last search first.
    pub searches: Vec<Search>,
}

/// A search of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// Whether that is a regular expression.
    #[serde(skip_serializing_if = "is_not")]
    pub regex: bool,
    /// Whether only whole words match.
    #[serde(skip_serializing_if = "is_not")]
    pub words: bool,
    /// Whether letter case counts: `minded` or `ignored`; empty where only typed upper case makes it count.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub case: String,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands it over by reference"
)]
fn is_not(value: &bool) -> bool {
    !value
}

/// What is remembered whatever is open; empty where nothing is.
#[must_use]
pub fn load_recent(state_dir: &Path) -> (Recent, Option<Problem>) {
    load(&recent_path(state_dir))
}

/// Remembers `recent`.
///
/// # Errors
///
/// Whatever the system says when the file cannot be written.
pub fn save_recent(state_dir: &Path, recent: &Recent) -> io::Result<()> {
    save(&recent_path(state_dir), recent)
}

/// What is remembered of the corpus known as `corpus_key`; empty where nothing is.
#[must_use]
pub fn load_reading(state_dir: &Path, corpus_key: &str) -> (ReadingState, Option<Problem>) {
    let (written, problem) = load::<Written>(&reading_path(state_dir, corpus_key));
    (written.into(), problem)
}

/// Remembers `state` of the corpus known as `corpus_key`.
///
/// # Errors
///
/// Whatever the system says when the file cannot be written.
pub fn save_reading(state_dir: &Path, corpus_key: &str, state: &ReadingState) -> io::Result<()> {
    save(&reading_path(state_dir, corpus_key), &Written::from(state))
}

fn recent_path(state_dir: &Path) -> PathBuf {
    state_dir.join("recent.toml")
}

fn reading_path(state_dir: &Path, corpus_key: &str) -> PathBuf {
    let name = format!("{}.toml", location::short_hash(corpus_key));
    state_dir.join("corpora").join(name)
}

fn load<T: DeserializeOwned + Default>(path: &Path) -> (T, Option<Problem>) {
    let problem = |line, message: String| {
        let problem = Problem {
            file: path.display().to_string(),
            line,
            column: None,
            message: format!("{message}; what was remembered there is not used"),
        };
        (T::default(), Some(problem))
    };
    // A pipe in its place would keep one waiting for ever.
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => return problem(None, "it is not a regular file".into()),
        _ => {}
    }
    match fs::read_to_string(path) {
        Ok(text) => match toml::from_str(&text) {
            Ok(state) => (state, None),
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start));
                let line = before.map(|before| before.matches('\n').count() + 1);
                problem(line, error.message().to_owned())
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => (T::default(), None),
        Err(error) => problem(None, plain(&error)),
    }
}

fn save(path: &Path, state: &impl Serialize) -> io::Result<()> {
    let text = toml::to_string(state).map_err(io::Error::other)?;
    atomic::make_private_folder(atomic::folder_of(path))?;
    atomic::replace(path, text.as_bytes(), true)
}

/// A [`ReadingState`] as it is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    layout: Layout,
    #[serde(rename = "document")]
    documents: Vec<WrittenDocument>,
    #[serde(rename = "mark")]
    marks: Vec<WrittenMark>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    filters: BTreeMap<String, String>,
    #[serde(rename = "search", skip_serializing_if = "Vec::is_empty")]
    searches: Vec<Search>,
}

#[derive(Serialize, Deserialize)]
struct WrittenDocument {
    path: String,
    #[serde(default)]
    position: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_read: Option<toml::value::Datetime>,
}

#[derive(Serialize, Deserialize)]
struct WrittenMark {
    name: char,
    document: String,
    #[serde(default)]
    position: usize,
}

impl From<Written> for ReadingState {
    fn from(written: Written) -> Self {
        let progress = |document: WrittenDocument| {
            let last_read = document
                .last_read
                .and_then(|at| at.to_string().parse().ok());
            let position = document.position;
            (
                DocPath::new(&document.path),
                Progress {
                    position,
                    last_read,
                },
            )
        };
        let mark = |mark: WrittenMark| {
            let document = DocPath::new(&mark.document);
            let position = mark.position;
            (mark.name, Mark { document, position })
        };
        Self {
            last: written.last.as_deref().map(DocPath::new),
            layout: written.layout,
            documents: written.documents.into_iter().map(progress).collect(),
            marks: written.marks.into_iter().map(mark).collect(),
            filters: written.filters,
            searches: written.searches,
        }
    }
}

impl From<&ReadingState> for Written {
    fn from(state: &ReadingState) -> Self {
        let document = |(path, progress): (&DocPath, &Progress)| WrittenDocument {
            path: path.as_str().to_owned(),
            position: progress.position,
            last_read: progress
                .last_read
                .and_then(|at| at.to_string().parse().ok()),
        };
        let mark = |(name, mark): (&char, &Mark)| WrittenMark {
            name: *name,
            document: mark.document.as_str().to_owned(),
            position: mark.position,
        };
        Self {
            last: state.last.as_ref().map(|path| path.as_str().to_owned()),
            layout: state.layout.clone(),
            documents: state.documents.iter().map(document).collect(),
            marks: state.marks.iter().map(mark).collect(),
            filters: state.filters.clone(),
            searches: state.searches.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_loaded_and_nothing_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("state");
        assert_eq!(load_recent(&dir), (Recent::default(), None));
        assert_eq!(load_reading(&dir, "key"), (ReadingState::default(), None));
        let mut recent = Recent {
            background: Some("dark".into()),
            ..Recent::default()
        };
        for number in 0..25 {
            recent.opened(&[PathBuf::from(format!("corpus {number}"))]);
        }
        recent.opened(&[PathBuf::from("corpus 20")]);
        assert_eq!(recent.corpora.len(), MAX_RECENT);
        assert_eq!(recent.corpora[0], [PathBuf::from("corpus 20")]);
        save_recent(&dir, &recent).unwrap();
        assert_eq!(load_recent(&dir), (recent, None));

        let document = DocPath::new("a/\"b\".txt");
        let mut state = ReadingState {
            last: Some(document.clone()),
            ..ReadingState::default()
        };
        state.layout.sidebar_width = Some(32);
        state.layout.library_visible = Some(false);
        state.layout.numbers = Some("paragraphs".into());
        state.layout.list_folded = vec!["a/\"b\"".into()];
        let progress = Progress {
            position: 7,
            last_read: Some(Timestamp::from_second(1_763_764_267).unwrap()),
        };
        state.documents.insert(document.clone(), progress);
        let position = 3;
        state.marks.insert('ä', Mark { document, position });
        let query = "tag:claim note~\"a b\"".to_owned();
        state.filters.insert("to do".into(), query);
        for (text, regex) in [("\\bmill\\b \"x\"", true), ("mill", false)] {
            state.searches.push(Search {
                text: text.into(),
                regex,
                words: !regex,
                case: "minded".into(),
            });
        }
        save_reading(&dir, "key", &state).unwrap();
        assert_eq!(load_reading(&dir, "key"), (state, None));
        assert_eq!(load_reading(&dir, "other"), (ReadingState::default(), None));
    }

    #[test]
    fn a_broken_file_is_reported_and_replaced_by_the_next_save() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("recent.toml"),
            "background = 'dark'\ncorpora = 3\n",
        )
        .unwrap();
        let (recent, problem) = load_recent(folder.path());
        assert_eq!(recent, Recent::default());
        assert_eq!(problem.unwrap().line, Some(2));
        save_recent(folder.path(), &recent).unwrap();
        assert_eq!(load_recent(folder.path()), (recent, None));
    }
}
