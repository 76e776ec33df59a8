//! A person at work: makes annotations, looks at what the status line says of them, and reads the file afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::articles::Home;
use crate::emulator::Emulator;
use crate::session::{Left, POSTIL, Session, Start};

/// The window's columns: a message with a long path in it has room on the status line.
pub const WIDE: u16 = 400;

/// The head of an annotations file.
pub const HEAD: &str = "format = \"postil\"\nversion = 1\n";

/// What became of an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The status line said that it is saved.
    Saved,
    /// The status line said why it is not.
    Refused(String),
    /// The person was asked something.
    Asked(String),
    /// The program has ended.
    Ended,
}

impl Outcome {
    /// Fails unless it was saved.
    #[track_caller]
    pub fn expect_saved(&self) {
        assert_eq!(*self, Self::Saved);
    }

    /// What was said, where it was not saved: it names the file and the way out.
    #[track_caller]
    pub fn expect_refused(&self) -> &str {
        let Self::Refused(said) = self else {
            panic!("{self:?}");
        };
        assert!(said.contains("annotations.toml"), "names no file: {said}");
        let ways = ["Ctrl-S", "mend it", "update postil"];
        let is_way = ways.iter().any(|way| said.contains(way));
        assert!(is_way, "says no way out: {said}");
        said
    }
}

/// A session in which annotations are made on numbered paragraphs.
pub struct Desk {
    pub session: Session,
    file: PathBuf,
}

impl Desk {
    /// Opens the folder of articles.
    pub fn open(home: &Home) -> Self {
        Self::start(home, Start::reading(home))
    }

    /// Opens what `start` says, which shows the numbered paragraphs.
    pub fn start(home: &Home, start: Start<'_>) -> Self {
        let session = start.size(WIDE, 24).spawn();
        session.wait_for("one after the other");
        let file = file(home);
        Self { session, file }
    }

    /// Has a script of the shell start postil, which is its `$0`, on the folder of articles, its `$1`.
    pub fn shell(home: &Home, script: &str) -> Self {
        Self::start(home, Start::shell(home, script))
    }

    /// Writes a note on the numbered paragraph.
    #[track_caller]
    pub fn note(&self, number: usize, note: &str) -> Outcome {
        self.act(&noting(number, note))
    }

    /// Types keys that change something, and waits for what the status line says of it.
    #[track_caller]
    pub fn act(&self, keys: &str) -> Outcome {
        self.clear();
        self.session.type_keys(keys);
        self.outcome()
    }

    /// Writes the first note of a session, which what the session before left to be saved may come in between with; once it
    /// is in the file, nothing of that is still to be said.
    #[track_caller]
    pub fn first_note(&self, number: usize, note: &str) {
        self.session.type_keys(&noting(number, note));
        self.session
            .wait_for_file(&self.file, |text| text.contains(note));
    }

    /// As [`Self::act`], of an edit that the status line calls by this name: what else is said, of what the session before
    /// left to be saved say, is no outcome of it.
    #[track_caller]
    pub fn act_called(&self, keys: &str, name: &str) -> Outcome {
        self.clear();
        self.session.type_keys(keys);
        self.outcome_of(name)
    }

    /// Answers what was asked, and waits for what comes of it.
    #[track_caller]
    pub fn answer(&self, key: &str) -> Outcome {
        self.session.type_keys(key);
        self.session
            .wait_until("the end of a question", |emulator| {
                (!status_line(emulator).starts_with("QUESTION")).then_some(())
            });
        self.outcome()
    }

    /// Takes what was said of earlier edits off the status line.
    #[track_caller]
    pub fn clear(&self) {
        assert!(self.try_clear(), "it has ended");
    }

    /// The same of a program that may have ended; whether it has not.
    #[track_caller]
    pub fn try_clear(&self) -> bool {
        let mut looks = 0;
        self.session.wait_until("a free status line", |emulator| {
            // Something may have been said after the key.
            if looks % 10 == 0 {
                self.session.type_keys("0");
            }
            looks += 1;
            let line = status_line(emulator);
            let said = ["saving…", "cannot save", "is gone"]
                .iter()
                .any(|said| line.contains(said));
            let is_clear = looks > 1 && !is_saved(&line) && !said;
            (is_clear || emulator.closed).then_some(!emulator.closed)
        })
    }

    /// Asks for another attempt to save.
    #[track_caller]
    pub fn save_again(&self) {
        self.clear();
        self.session.type_keys("<C-s>");
    }

    /// Waits for what the status line says of an edit, whatever it is called.
    #[track_caller]
    pub fn outcome(&self) -> Outcome {
        self.outcome_of("")
    }

    /// Waits for what the status line says of an edit that it calls by this name.
    #[track_caller]
    pub fn outcome_of(&self, name: &str) -> Outcome {
        self.session.wait_until("an outcome", |emulator| {
            let line = status_line(emulator);
            if line.starts_with("QUESTION") {
                return Some(Outcome::Asked(emulator.screen().contents()));
            }
            // Of a folder that is away either the save may tell first or the watch over it.
            let is_refused = ["cannot save", "is gone"]
                .iter()
                .any(|said| line.contains(said));
            if line.contains("NOT SAVED") && is_refused {
                return Some(Outcome::Refused(line));
            }
            if is_saved(&line) && line.contains(name) {
                return Some(Outcome::Saved);
            }
            emulator.closed.then_some(Outcome::Ended)
        })
    }

    /// Asks to leave, is asked back, and stays.
    #[track_caller]
    pub fn stay_after_all(&self) {
        self.session.type_keys("q");
        self.session.wait_for("Leave all the same?");
        self.session.type_keys("n");
        self.session.wait_gone("Leave all the same?");
    }

    /// Leaves, and fails unless nothing stood in the way.
    #[track_caller]
    pub fn quit(self) {
        self.session.type_keys("q");
        self.end().expect(0);
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(self) -> Left {
        self.session.wait_end()
    }

    /// The annotations file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// Says something that is read even when nothing failed, which what tests print is not.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "faults: {text}");
}

/// The keys that go to the numbered paragraph.
pub fn going(number: usize) -> String {
    format!("gg{}", "}".repeat(number))
}

/// The keys that write a note on the numbered paragraph.
pub fn noting(number: usize, note: &str) -> String {
    format!("{}a{note}<C-s>", going(number))
}

/// The last row of the screen, without the spaces before it.
pub fn status_line(emulator: &Emulator) -> String {
    let line = emulator.rows().pop().unwrap_or_default();
    line.trim_start().to_owned()
}

/// Whether the status line says that everything is saved.
pub fn is_saved(line: &str) -> bool {
    line.contains("  saved  ") || line.ends_with("  saved")
}

/// postil on a command line, with the folders of this home.
pub fn command(home: &Home) -> Command {
    let folder = home.root().join("home");
    let mut command = Command::new(POSTIL);
    command
        .env_clear()
        .current_dir(home.root())
        .env("HOME", &folder);
    for (name, part) in [("DATA", "data"), ("STATE", "state"), ("CONFIG", "config")] {
        command.env(format!("XDG_{name}_HOME"), folder.join(part));
    }
    command
}

/// The annotations file of the articles.
pub fn file(home: &Home) -> PathBuf {
    home.articles().join("annotations.toml")
}

/// What a person would miss of an annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kept {
    pub note: String,
    pub tags: BTreeSet<String>,
}

/// What stands in an annotations file, by the quote of each annotation. Nothing is wrong in it.
#[track_caller]
pub fn kept_in(file: &Path) -> BTreeMap<String, Kept> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let (set, problems) = postil::store::parse(&text, "annotations.toml");
    assert_eq!(problems, [], "{text}");
    let kept = set.annotations().map(|found| {
        let tags = found.tags.iter().map(|tag| tag.as_str().to_owned());
        let kept = Kept {
            note: found.note.clone(),
            tags: tags.collect(),
        };
        (found.selector.quote.clone(), kept)
    });
    let by_quote: BTreeMap<_, _> = kept.collect();
    assert_eq!(by_quote.len(), set.len(), "one sentence, two annotations");
    by_quote
}

/// The notes in the annotations file of the articles, sorted.
#[track_caller]
pub fn notes(home: &Home) -> Vec<String> {
    let mut notes: Vec<String> = kept_in(&file(home))
        .into_values()
        .map(|kept| kept.note)
        .collect();
    notes.sort();
    notes
}

/// Fails unless each of `expected` is a note in the annotations file of the articles.
#[track_caller]
pub fn expect_notes<'n>(home: &Home, expected: impl IntoIterator<Item = &'n String>) {
    let found = notes(home);
    let lost: Vec<&String> = expected
        .into_iter()
        .filter(|note| !found.contains(note))
        .collect();
    assert!(lost.is_empty(), "lost {lost:?}; there are {found:?}");
}
