//! Where the person is, between the state folder and the program.

use std::path::PathBuf;

use crate::app::effect::Remembered;
use crate::app::jumps::Place;
use crate::app::library::{Arrangement, By, Sorting};
use crate::app::panes::Focus;
use crate::app::typography::Chosen;
use crate::model::{Invisible, Numbering, Problem};
use crate::search::{Case, Query};
use crate::store::plain;
use crate::store::state::{self, Mark, Progress, ReadingState};
use crate::ui::theme::Background;

/// Whose memory it is.
#[derive(Clone, Debug)]
pub struct Memory {
    folder: PathBuf,
    corpus: String,
}

impl Memory {
    /// The memory of the corpus known by `corpus`, in the state folder `folder`.
    #[must_use]
    pub fn new(folder: PathBuf, corpus: String) -> Self {
        Self { folder, corpus }
    }
}

/// How many documents a place is remembered in, and how many folders are remembered as folded.
const KEPT: usize = 10_000;

/// How it is written down that letter case counts in a search, or does not.
const MINDED: &str = "minded";
const IGNORED: &str = "ignored";

/// Where the person was when the corpus was last read.
#[must_use]
pub fn load(memory: &Memory) -> (Remembered, Option<Problem>) {
    let (state, problem) = state::load_reading(&memory.folder, &memory.corpus);
    let position = |(path, progress): (_, Progress)| {
        (
            path,
            progress.position,
            progress.last_read.unwrap_or_default(),
        )
    };
    let mut positions: Vec<_> = state.documents.into_iter().map(position).collect();
    positions.sort_by_key(|(.., at)| std::cmp::Reverse(*at));
    let place = |mark: Mark| Place {
        document: mark.document,
        position: mark.position,
    };
    let side = match (state.layout.library_visible, state.layout.sidebar_visible) {
        (Some(true), _) => Some(Focus::Documents),
        (_, Some(true)) => Some(Focus::Sidebar),
        _ => None,
    };
    let list_sorted = state.layout.list_sorted.as_deref().and_then(By::parse);
    let remembered = Remembered {
        document: state.last,
        positions,
        marks: state
            .marks
            .into_iter()
            .map(|(letter, mark)| (letter, place(mark)))
            .collect(),
        filters: state.filters,
        searches: state.searches.into_iter().map(query).collect(),
        documents_width: state.layout.library_width,
        sidebar_width: state.layout.sidebar_width,
        side,
        list: Arrangement {
            sorting: Sorting {
                by: list_sorted.unwrap_or(By::Name),
                is_reversed: state.layout.list_reversed.unwrap_or_default(),
            },
            is_grouped: state.layout.list_grouped.unwrap_or_default(),
            folded: state.layout.list_folded.into_iter().take(KEPT).collect(),
        },
        typography: Chosen {
            measure: state.layout.measure,
            margin: state.layout.margin,
            spacing: state.layout.spacing,
            hyphenate: state.layout.hyphenate,
            justify: state.layout.justify,
            numbering: state.layout.numbers.as_deref().and_then(Numbering::parse),
            folds: state.layout.fold_furniture,
            invisible: state.layout.invisible.as_deref().and_then(Invisible::parse),
        },
    };
    (remembered, problem)
}

/// Writes down where the person is.
///
/// # Errors
/// A sentence for the status line.
pub fn save(memory: &Memory, remembered: &Remembered) -> Result<(), String> {
    let positions = remembered.positions.iter().take(KEPT);
    let progress = |position: &usize, at| Progress {
        position: *position,
        last_read: Some(at),
    };
    let mark = |place: &Place| Mark {
        document: place.document.clone(),
        position: place.position,
    };
    let list = &remembered.list;
    let state = ReadingState {
        last: remembered.document.clone(),
        layout: state::Layout {
            library_width: remembered.documents_width,
            sidebar_width: remembered.sidebar_width,
            library_visible: remembered.side.map(|side| side == Focus::Documents),
            sidebar_visible: remembered.side.map(|side| side == Focus::Sidebar),
            measure: remembered.typography.measure,
            margin: remembered.typography.margin,
            spacing: remembered.typography.spacing,
            hyphenate: remembered.typography.hyphenate,
            justify: remembered.typography.justify,
            numbers: remembered
                .typography
                .numbering
                .map(|numbering| numbering.as_str().to_owned()),
            fold_furniture: remembered.typography.folds,
            invisible: remembered
                .typography
                .invisible
                .map(|invisible| invisible.as_str().to_owned()),
            list_sorted: Some(list.sorting.by.as_str().to_owned()),
            list_reversed: list.sorting.is_reversed.then_some(true),
            list_grouped: list.is_grouped.then_some(true),
            list_folded: list.folded.iter().take(KEPT).cloned().collect(),
        },
        documents: positions
            .map(|(path, position, at)| (path.clone(), progress(position, *at)))
            .collect(),
        marks: remembered
            .marks
            .iter()
            .map(|(letter, place)| (*letter, mark(place)))
            .collect(),
        filters: remembered.filters.clone(),
        searches: remembered.searches.iter().map(search).collect(),
    };
    let saved = state::save_reading(&memory.folder, &memory.corpus, &state);
    saved.map_err(|error| explained(memory, &error))
}

/// A search as it is written down.
fn search(query: &Query) -> state::Search {
    let case = match query.case {
        Case::Smart => "",
        Case::Minded => MINDED,
        Case::Ignored => IGNORED,
    };
    state::Search {
        text: query.text.clone(),
        regex: query.is_regex,
        words: query.whole_words,
        case: case.to_owned(),
    }
}

/// A search that was written down.
fn query(search: state::Search) -> Query {
    Query {
        text: search.text,
        is_regex: search.regex,
        whole_words: search.words,
        case: match search.case.as_str() {
            MINDED => Case::Minded,
            IGNORED => Case::Ignored,
            _ => Case::Smart,
        },
    }
}

/// Remembers the terminal's background.
///
/// # Errors
/// A sentence for the status line.
pub fn save_background(memory: &Memory, background: Background) -> Result<(), String> {
    let (mut recent, _) = state::load_recent(&memory.folder);
    recent.background = Some(background.as_str().to_owned());
    state::save_recent(&memory.folder, &recent).map_err(|error| explained(memory, &error))
}

/// Remembers that the corpus was opened, so that it can be opened again without its paths.
///
/// # Errors
/// A sentence for the status line.
pub fn save_opened(memory: &Memory, paths: &[PathBuf]) -> Result<(), String> {
    let (mut recent, _) = state::load_recent(&memory.folder);
    let before = recent.clone();
    recent.opened(paths);
    if recent == before {
        return Ok(());
    }
    state::save_recent(&memory.folder, &recent).map_err(|error| explained(memory, &error))
}

fn explained(memory: &Memory, error: &std::io::Error) -> String {
    format!(
        "cannot remember the place in {}: {}",
        memory.folder.display(),
        plain(error)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocPath;
    use jiff::Timestamp;

    #[test]
    fn what_is_remembered_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(folder.path().to_path_buf(), "corpus".into());
        let at = |second| Timestamp::from_second(second).unwrap();
        let path = |name| DocPath::new(name);
        let remembered = Remembered {
            document: Some(path("b.txt")),
            positions: vec![(path("b.txt"), 7, at(20)), (path("a.txt"), 3, at(10))],
            marks: [(
                'x',
                Place {
                    document: path("a.txt"),
                    position: 9,
                },
            )]
            .into(),
            filters: [("open".to_owned(), "-status:final".to_owned())].into(),
            searches: [Case::Smart, Case::Ignored, Case::Minded]
                .map(|case| Query {
                    case,
                    is_regex: true,
                    ..Query::new("mill")
                })
                .into(),
            documents_width: Some(31),
            sidebar_width: Some(40),
            side: Some(Focus::Sidebar),
            list: Arrangement {
                sorting: Sorting {
                    by: By::LastRead,
                    is_reversed: true,
                },
                is_grouped: true,
                folded: ["a/b".to_owned()].into(),
            },
            typography: Chosen {
                measure: Some(80),
                margin: Some(4),
                spacing: Some(0),
                hyphenate: Some(true),
                justify: Some(false),
                numbering: Some(Numbering::Lines),
                folds: Some(true),
                invisible: Some(Invisible::All),
            },
        };
        save(&memory, &remembered).unwrap();
        assert_eq!(load(&memory), (remembered, None));
        save_background(&memory, Background::Light).unwrap();
        assert_eq!(
            state::load_recent(folder.path()).0.background.as_deref(),
            Some("light")
        );
    }
}
