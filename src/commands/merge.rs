//! `postil merge`: two annotations files that began as one become one; and git is told to have it done so.

use std::env;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::setup::Setup;
use super::{Failure, complain, print_text};
use crate::cli::Merging;
use crate::corpus::Corpus;
use crate::runtime::exporting::to_stdout;
use crate::store::{self, Merged, atomic, plain};
use crate::text::counted;

/// The name of the driver, in the settings of git and in `.gitattributes`.
const DRIVER: &str = "postil";

pub fn run(setup: &Setup, files: &[PathBuf], how: &Merging) -> Result<(), Failure> {
    if how.install || how.uninstall {
        let corpus = setup.corpus(files)?;
        let repository = Repository::of(setup, &corpus)?;
        let done = if how.install {
            repository.install()?
        } else {
            repository.uninstall()?
        };
        return print_text(&done);
    }
    let [base, ours, theirs] = files else {
        return Err(Failure::Misused(format!(
            "merge takes three files, BASE OURS THEIRS, and not {}; `postil merge --install` has git do it",
            files.len()
        )));
    };
    let name = |side: &str, file: &Path| match &how.path {
        Some(path) => format!("{path} ({side})"),
        None => file.display().to_string(),
    };
    let names = [
        name("base", base),
        name("ours", ours),
        name("theirs", theirs),
    ];
    let [before, here, there] = [base, ours, theirs].map(|file| read(file));
    let (before, here, there) = (before?, here?, there?);
    let merged = store::merge(
        (&before, &names[0]),
        (&here, &names[1]),
        (&there, &names[2]),
    )
    // What git is left with is then ours as it was, and it says so itself.
    .map_err(|reason| Failure::Misused(format!("not merged: {reason}")))?;
    write(&merged, how.output.as_deref().unwrap_or(ours))?;
    tell(&merged, how.path.as_deref(), ours)
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| {
        Failure::Misused(format!("cannot read {}: {}", file.display(), plain(&error)))
    })
}

fn write(merged: &Merged, target: &Path) -> Result<(), Failure> {
    let bytes = merged.text.as_bytes();
    if target == Path::new("-") {
        return Ok(to_stdout(bytes)?);
    }
    atomic::replace(target, bytes, false).map_err(|error| {
        Failure::Misused(format!(
            "not merged: cannot write {}: {}",
            target.display(),
            plain(&error)
        ))
    })
}

/// Says what was not plain. What a person has to decide is a conflict to git too, although the file can be read: a merge,
/// a rebase or a cherry-pick stops there as with any other file, and nothing goes into the history that nobody has looked at.
fn tell(merged: &Merged, path: Option<&str>, ours: &Path) -> Result<(), Failure> {
    let name = path.map_or_else(|| ours.display().to_string(), str::to_owned);
    for sentence in &merged.told {
        complain(&format!("{name}: {sentence}"));
    }
    if merged.conflicts == 0 {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{name}: merged, with {} to decide; the file can be read as it is",
        counted(merged.conflicts, "thing")
    )))
}

/// The repository that a corpus is in.
struct Repository {
    /// Its topmost folder.
    top: PathBuf,
    /// The line of `.gitattributes`.
    line: String,
}

impl Repository {
    fn of(setup: &Setup, corpus: &Corpus) -> Result<Self, Failure> {
        let file = setup.located(corpus).path;
        let folder = match corpus.root() {
            Some(root) => root.to_path_buf(),
            None => atomic_folder(&file),
        };
        let asked = [OsStr::new("rev-parse"), OsStr::new("--show-toplevel")];
        let found = git(&folder, asked)?;
        if !found.status.success() {
            return Err(Failure::Failed(format!(
                "{} is in no git repository; `git init` makes one",
                folder.display()
            )));
        }
        let top = String::from_utf8_lossy(&found.stdout);
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name = if name.chars().all(is_plain) {
            name.into_owned()
        } else {
            return Err(Failure::Failed(format!(
                "the annotations file is called {name:?}, which .gitattributes cannot name plainly; rename it, or write the \
                 line yourself: NAME merge={DRIVER}"
            )));
        };
        Ok(Self {
            top,
            line: format!("{name} merge={DRIVER}"),
        })
    }

    fn attributes(&self) -> PathBuf {
        self.top.join(".gitattributes")
    }

    fn setting(&self, name: &str) -> Result<Option<String>, Failure> {
        let found = git(&self.top, ["config", "--local", "--get", name])?;
        let value = String::from_utf8_lossy(&found.stdout);
        let value = value.trim_end_matches('\n').to_owned();
        Ok(found.status.success().then_some(value))
    }

    fn install(&self) -> Result<String, Failure> {
        let mut done = String::new();
        let settings = [
            (
                "merge.postil.name",
                "annotations, by record and field".to_owned(),
            ),
            (
                "merge.postil.driver",
                format!("{} merge --path %P %O %A %B", program()?),
            ),
        ];
        for (name, value) in settings {
            if self.setting(name)?.as_ref() == Some(&value) {
                let _ = writeln!(done, "{name} is set already");
                continue;
            }
            succeed(&git(&self.top, ["config", "--local", name, &value])?)?;
            let _ = writeln!(done, "git config {name} is now: {value}");
        }
        let path = self.attributes();
        let text = attributes(&path)?;
        if text.lines().any(|line| line.trim_end() == self.line) {
            let _ = writeln!(done, "{} has its line already", path.display());
        } else {
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let border = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                end
            };
            put(&path, &format!("{text}{border}{}{end}", self.line))?;
            let _ = writeln!(done, "added to {}: {}", path.display(), self.line);
            done.push_str("commit .gitattributes; each clone needs `postil merge --install` once, for git shares no settings\n");
        }
        Ok(done)
    }

    fn uninstall(&self) -> Result<String, Failure> {
        let mut done = String::new();
        for name in ["merge.postil.driver", "merge.postil.name"] {
            if self.setting(name)?.is_some() {
                succeed(&git(&self.top, ["config", "--local", "--unset", name])?)?;
                let _ = writeln!(done, "git config {name} is no longer set");
            }
        }
        let path = self.attributes();
        let text = attributes(&path)?;
        let is_ours = |line: &&str| line.trim_end() == self.line;
        if text.split_inclusive('\n').any(|line| is_ours(&line)) {
            let rest: String = text
                .split_inclusive('\n')
                .filter(|line| !is_ours(line))
                .collect();
            if rest.is_empty() {
                fs::remove_file(&path).map_err(|error| unwritten(&path, &error))?;
            } else {
                put(&path, &rest)?;
            }
            let _ = writeln!(done, "taken out of {}: {}", path.display(), self.line);
        }
        if done.is_empty() {
            done.push_str("nothing was set up here\n");
        }
        Ok(done)
    }
}

fn atomic_folder(file: &Path) -> PathBuf {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_path_buf()
}

fn attributes(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::Failed(format!(
            "cannot read {}: {}",
            path.display(),
            plain(&error)
        ))),
    }
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    atomic::replace(path, text.as_bytes(), false).map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot write {}: {}", path.display(), plain(error)))
}

/// This program as git is to start it: by its name where that is what the shell finds, and by its path otherwise.
fn program() -> Result<String, Failure> {
    let own = env::current_exe().map_err(|error| {
        Failure::Failed(format!(
            "cannot find out where postil is: {}",
            plain(&error)
        ))
    })?;
    let is_own = |folder: PathBuf| {
        let there = folder.join("postil").canonicalize().ok();
        there.is_some() && there == own.canonicalize().ok()
    };
    let paths = env::var_os("PATH").unwrap_or_default();
    let is_first = env::split_paths(&paths).find(|folder| folder.join("postil").exists());
    if is_first.is_some_and(is_own) {
        return Ok("postil".to_owned());
    }
    let path = own.to_string_lossy();
    Ok(format!("'{}'", path.replace('\'', "'\\''")))
}

fn git<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Result<Output, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command
        .output()
        .map_err(|error| Failure::Failed(format!("cannot start git: {}", plain(&error))))
}

fn succeed(output: &Output) -> Result<(), Failure> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or_default().to_owned();
    Err(Failure::Failed(format!("git failed: {said}")))
}
