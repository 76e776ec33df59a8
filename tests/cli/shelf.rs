//! A corpus in a temporary folder, and the built program run on it with a home of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The corpus and the home of one test.
pub struct Shelf {
    /// Both of them.
    pub folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The program with nothing of the person's own in its environment.
pub fn postil(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
    command
        .env_clear()
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("USER", "me")
        .current_dir(home);
    command
}

/// What a run gave.
pub fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout.clone()).expect("Unicode on standard output"),
        err: String::from_utf8(output.stderr.clone()).expect("Unicode on standard error"),
    }
}

impl Shelf {
    /// A shelf with these files in the corpus.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("corpus")).unwrap();
        fs::create_dir_all(folder.path().join("home")).unwrap();
        let shelf = Self { folder };
        for (name, text) in files {
            let path = shelf.corpus().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        shelf
    }

    /// The shelf most tests use: two articles and three annotations, of which one is where it was, one has moved and one
    /// is gone.
    pub fn usual() -> Self {
        Self::new(&[
            ("a.txt", include_str!("a.txt")),
            ("more/b.txt", include_str!("b.txt")),
            ("annotations.toml", include_str!("annotations.toml")),
        ])
    }

    pub fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Runs the program in the corpus folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = postil(&self.home());
        command.current_dir(self.corpus()).args(arguments);
        ran(&command.output().unwrap())
    }
}

/// The keys of a JSON object, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}
