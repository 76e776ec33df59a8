//! What every command begins with: settings, folders, the corpus, its annotations.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::{Failure, complain, piped};
use crate::cli::Options;
use crate::config::{self, Config};
use crate::corpus::{Corpus, builtin};
use crate::export::Publisher;
use crate::model::{AnnotationSet, Problem};
use crate::runtime::Folders;
use crate::runtime::exporting::from_home;
use crate::store::{self, Loaded, Located, Store, plain, state};

/// Settings and folders.
#[derive(Debug)]
pub struct Setup {
    /// The settings.
    pub config: Config,
    /// What was wrong with them.
    pub problems: Vec<Problem>,
    /// Where things are kept.
    pub folders: Folders,
    /// The settings file, for messages.
    pub settings_file: String,
    annotations: Option<PathBuf>,
}

impl Setup {
    /// Reads the settings and finds the folders. Settings that are wrong are problems; only a settings file that was named
    /// and cannot be read is a failure.
    pub fn new(options: &Options) -> Result<Self, Failure> {
        let project = ProjectDirs::from("", "", "postil");
        let file = options
            .config
            .clone()
            .or_else(|| Some(project.as_ref()?.config_dir().join("config.toml")));
        let (config, mut problems) = match file
            .as_deref()
            .map(|file| (file, read_settings(file, options.config.is_some())))
        {
            None => (Config::default(), Vec::new()),
            Some((file, Ok(text))) => config::parse(&text, &file.display().to_string()),
            Some((file, Err(error))) => {
                let missing = error.kind() == io::ErrorKind::NotFound
                    || error.kind() == io::ErrorKind::NotADirectory;
                let reason = format!("cannot read {}: {}", file.display(), plain(&error));
                if options.config.is_some() {
                    return Err(Failure::Misused(format!(
                        "{reason}; leave --config out to use the defaults"
                    )));
                }
                let message = format!("cannot be read: {}; the defaults hold", plain(&error));
                let problem = Problem {
                    file: file.display().to_string(),
                    line: None,
                    column: None,
                    message,
                };
                (
                    Config::default(),
                    if missing { Vec::new() } else { vec![problem] },
                )
            }
        };
        let folders = if let Some(project) = &project {
            Folders {
                data: project.data_dir().to_owned(),
                state: project
                    .state_dir()
                    .unwrap_or_else(|| project.data_local_dir())
                    .to_owned(),
                cache: project.cache_dir().to_owned(),
            }
        } else {
            let folder = env::temp_dir().join("postil");
            let message =
                "there is no home folder; what would lie there is lost when this folder is emptied"
                    .to_owned();
            problems.push(Problem {
                file: folder.display().to_string(),
                line: None,
                column: None,
                message,
            });
            Folders {
                data: folder.join("data"),
                state: folder.join("state"),
                cache: folder.join("cache"),
            }
        };
        let chosen = options.annotations.clone();
        let annotations = chosen.or_else(|| config.annotations.clone().map(from_home));
        let settings_file = file
            .map(|file| file.display().to_string())
            .unwrap_or_default();
        Ok(Self {
            config,
            problems,
            folders,
            settings_file,
            annotations,
        })
    }

    /// Who publishes what is exported.
    pub fn publisher(&self) -> Publisher {
        let config = &self.config;
        Publisher {
            name: config.publisher.clone().unwrap_or_default(),
            url: config.publisher_url.clone().unwrap_or_default(),
        }
    }

    /// Says on standard error what was wrong with the settings.
    pub fn complain_of_settings(&self) {
        for problem in &self.problems {
            complain(&problem.to_string());
        }
    }

    /// The corpus that `paths` name, or without paths the one last read, or else the built-in one.
    ///
    /// # Errors
    /// When there is no such corpus. One that was last read and is gone is never replaced in silence.
    pub fn corpus(&self, paths: &[PathBuf]) -> Result<Corpus, Failure> {
        if paths.is_empty() {
            let Some(last) = self.last() else {
                return Ok(Corpus::builtin());
            };
            return Corpus::open_with(&last, None, self.config.records.clone()).map_err(|error| {
                Failure::Failed(format!("the articles last read are gone: {error}"))
            });
        }
        if paths == [Path::new("-")] {
            return piped::corpus(
                &self.folders.cache.join("piped"),
                self.config.records.clone(),
            );
        }
        Corpus::open_with(paths, None, self.config.records.clone())
            .map_err(|error| Failure::Misused(error.to_string()))
    }

    /// The paths of the corpus that was last read.
    pub fn last(&self) -> Option<Vec<PathBuf>> {
        let (recent, _) = state::load_recent(&self.folders.state);
        recent.corpora.into_iter().next()
    }

    /// The corpora that were read before and are still there.
    pub fn remembered(&self) -> Vec<Corpus> {
        let (recent, _) = state::load_recent(&self.folders.state);
        let open =
            |paths: Vec<PathBuf>| Corpus::open_with(&paths, None, self.config.records.clone()).ok();
        recent.corpora.into_iter().filter_map(open).collect()
    }

    /// Where the annotations of `corpus` are.
    pub fn located(&self, corpus: &Corpus) -> Located {
        store::annotations_path(
            self.annotations.as_deref(),
            corpus.root(),
            &corpus.key(),
            &self.folders.data,
        )
    }

    /// The annotations of `corpus`; what of them could not be read is said on standard error.
    pub fn annotations(&self, corpus: &Corpus) -> Result<AnnotationSet, Failure> {
        let (set, problems) = self.annotations_and_problems(corpus)?;
        for problem in &problems {
            complain(&problem.to_string());
        }
        Ok(set)
    }

    /// The annotations of `corpus`, and what of them could not be read.
    pub fn annotations_and_problems(
        &self,
        corpus: &Corpus,
    ) -> Result<(AnnotationSet, Vec<Problem>), Failure> {
        let Loaded { set, problems, .. } = self.loaded(corpus)?;
        Ok((set, problems))
    }

    /// The annotations file of `corpus`.
    pub fn loaded(&self, corpus: &Corpus) -> Result<Loaded, Failure> {
        let path = self.located(corpus).path;
        if self.annotations.is_some() && !path.exists() {
            return Err(Failure::Misused(format!(
                "there is no annotations file {}",
                path.display()
            )));
        }
        let is_builtin = corpus.key() == store::BUILT_IN;
        let opened = if is_builtin {
            Store::open_with_default(&path, builtin::ANNOTATIONS)
        } else {
            Store::open(&path)
        };
        opened.map_err(Failure::failed)
    }
}

/// Who annotates: by the settings, else as the system calls whoever is logged in.
pub fn reviewer(config: &Config) -> String {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let named = config.reviewer.clone().or_else(|| variable("USER"));
    let named = named.or_else(|| variable("LOGNAME"));
    named.unwrap_or_else(|| "me".to_owned())
}

/// The settings in `file`. Where nobody named it, only a regular file is waited for.
fn read_settings(file: &Path, is_named: bool) -> io::Result<String> {
    if !is_named && !fs::metadata(file)?.is_file() {
        let what = "it is not a regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    fs::read_to_string(file)
}
