//! Notes being typed, kept in the state folder until they are saved or dropped.
//!
//! Each draft is a file of its own, with a lock beside it that its program holds for as long as it lives: what has no
//! living owner is what a program that ended left behind. Nobody but the person may read any of it.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::disk::{Machine, try_lock};
use super::error::plain;
use super::{atomic, location};
use crate::model::{
    AnnotationId, DocPath, Draft, DraftId, DraftTarget, Problem, Selector, TagName, TagText,
    Verdict,
};

/// The longest file that is taken for a draft, in bytes.
const LONGEST: u64 = 64 << 20;

/// The drafts of one corpus, as far as this program has to do with them.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    /// The locks of the drafts that are this program's own.
    held: HashMap<DraftId, File>,
}

impl Drafts {
    /// The drafts of the corpus known as `corpus_key`, in the state folder.
    #[must_use]
    pub fn new(state_dir: &Path, corpus_key: &str) -> Self {
        let folder = state_dir
            .join("drafts")
            .join(location::short_hash(corpus_key));
        Self {
            folder,
            held: HashMap::new(),
        }
    }

    /// The drafts that programs which have ended left behind, the oldest first. They are this program's from now on,
    /// until they are let go. A file that is no draft is a problem, and stays.
    pub fn find(&mut self) -> (Vec<Draft>, Vec<Problem>) {
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let name = path.file_stem().and_then(|name| name.to_str());
            let Some(id) = name.and_then(DraftId::parse) else {
                continue;
            };
            match path.extension().and_then(|kind| kind.to_str()) {
                Some("toml") if self.hold(id).unwrap_or(false) => match read(&path, id) {
                    Ok(draft) => found.extend(draft),
                    Err(message) => {
                        self.release(id);
                        problems.push(Problem {
                            file: path.display().to_string(),
                            line: None,
                            column: None,
                            message: format!("{message}; no note can be offered from it"),
                        });
                    }
                },
                // The lock of a draft that is gone, left behind by a program that was ended between the two.
                Some("lock")
                    if !self.path(id, "toml").exists() && self.hold(id).unwrap_or(false) =>
                {
                    self.release(id);
                }
                _ => {}
            }
        }
        found.sort_by_key(|draft| draft.id);
        (found, problems)
    }

    /// Removes what programs that have ended left half written here.
    pub fn sweep(&self, now: Timestamp) {
        atomic::sweep(&Machine, &self.folder, now);
    }

    /// Writes a draft; on `Ok` it is on disk.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn keep(&mut self, draft: &Draft) -> io::Result<()> {
        atomic::make_private_folder(&self.folder)?;
        self.hold(draft.id)?;
        let text = toml::to_string(&Written::from(draft)).map_err(io::Error::other)?;
        atomic::replace(&self.path(draft.id, "toml"), text.as_bytes(), true)
    }

    /// Deletes a draft: it was saved, or is not wanted any more.
    ///
    /// # Errors
    ///
    /// Whatever the system says; not where there is no such draft.
    pub fn end(&mut self, id: DraftId) -> io::Result<()> {
        let ended = fs::remove_file(self.path(id, "toml"));
        self.release(id);
        match ended {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Lets go of a draft, so that the next program to start finds it.
    pub fn release(&mut self, id: DraftId) {
        if let Some(lock) = self.held.remove(&id) {
            // While it is still held: nobody can be waiting for a name that is about to go.
            let _ = fs::remove_file(self.path(id, "lock"));
            drop(lock);
        }
    }

    /// Takes the lock of a draft; whether no other program has it. Where there are no locks, drafts are nobody's.
    fn hold(&mut self, id: DraftId) -> io::Result<bool> {
        if self.held.contains_key(&id) {
            return Ok(true);
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let lock = options.open(self.path(id, "lock"))?;
        let is_ours = try_lock(&lock).unwrap_or(true);
        if is_ours {
            self.held.insert(id, lock);
        }
        Ok(is_ours)
    }

    fn path(&self, id: DraftId, kind: &str) -> PathBuf {
        self.folder.join(format!("{id}.{kind}"))
    }
}

/// The draft in the file at `path`; nothing where somebody else has just ended it.
fn read(path: &Path, id: DraftId) -> Result<Option<Draft>, String> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(found) if !found.is_file() || found.len() > LONGEST => {
            return Err("it is no draft".to_owned());
        }
        _ => {}
    }
    let text = fs::read_to_string(path).map_err(|error| plain(&error))?;
    let written: Written = toml::from_str(&text).map_err(|error| {
        let words: Vec<&str> = error.message().lines().collect();
        words.join(", ")
    })?;
    let draft = written.into_draft(id);
    draft.map(Some).ok_or_else(|| "it is no draft".to_owned())
}

/// A [`Draft`] as it is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    at: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    /// What of a tag it says; a definition where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotation: Option<String>,
    #[serde(skip_serializing_if = "is_no")]
    claim: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_no(value: &bool) -> bool {
    !value
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    quote: String,
    prefix: String,
    suffix: String,
    start: usize,
    end: usize,
}

impl From<&Draft> for Written {
    fn from(draft: &Draft) -> Self {
        let place = |place: &Selector| Place {
            quote: place.quote.clone(),
            prefix: place.prefix.clone(),
            suffix: place.suffix.clone(),
            start: place.start,
            end: place.end,
        };
        let mut written = Self {
            at: draft.at.to_string(),
            text: draft.text.clone(),
            ..Self::default()
        };
        match &draft.target {
            DraftTarget::Annotation {
                id,
                document,
                place: at,
            } => {
                written.annotation = Some(id.to_string());
                written.document = Some(document.to_string());
                written.place = Some(place(at));
            }
            DraftTarget::Passage {
                document,
                place: at,
            } => {
                written.document = Some(document.to_string());
                written.place = Some(place(at));
            }
            DraftTarget::Tag(name, text) => {
                written.tag = Some(name.to_string());
                written.says = Some(text.as_str().to_owned());
            }
            DraftTarget::Verdict(name) => written.verdict = Some(name.to_string()),
            DraftTarget::Claim {
                annotation,
                document,
                place: at,
            } => {
                written.annotation = annotation.map(|id| id.to_string());
                written.document = Some(document.to_string());
                written.place = Some(place(at));
                written.claim = true;
            }
            DraftTarget::Fact { document, fact } => {
                written.document = Some(document.to_string());
                written.fact = Some(fact.clone());
            }
        }
        written
    }
}

impl Written {
    fn into_draft(self, id: DraftId) -> Option<Draft> {
        let document = self.document.as_deref().map(DocPath::new);
        let place = self.place.map(|place| Selector {
            quote: place.quote,
            prefix: place.prefix,
            suffix: place.suffix,
            start: place.start,
            end: place.end,
        });
        let annotation = self.annotation.as_deref().and_then(AnnotationId::parse);
        let target = match (self.tag, document, place, self.fact) {
            (Some(tag), ..) => {
                let text = self
                    .says
                    .as_deref()
                    .map_or(Some(TagText::Definition), TagText::parse);
                DraftTarget::Tag(TagName::parse(&tag)?, text?)
            }
            (None, Some(document), Some(place), _) if self.claim => DraftTarget::Claim {
                annotation,
                document,
                place,
            },
            (None, Some(document), Some(place), _) => match annotation {
                Some(id) => DraftTarget::Annotation {
                    id,
                    document,
                    place,
                },
                None => DraftTarget::Passage { document, place },
            },
            (None, Some(document), None, Some(fact)) => DraftTarget::Fact { document, fact },
            _ => DraftTarget::Verdict(Verdict::parse(&self.verdict?)?),
        };
        Some(Draft {
            id,
            target,
            text: self.text,
            at: self.at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts() -> Vec<Draft> {
        let document = DocPath::new("a/\"b\".txt");
        let place = Selector {
            quote: "one\ntwo \u{1b}[2J".into(),
            prefix: "before ".into(),
            suffix: " after".into(),
            start: 3,
            end: 9,
        };
        let at = |second: i64| Timestamp::from_second(1_790_000_000 + second).unwrap();
        let annotation = AnnotationId::new(at(0));
        [
            DraftTarget::Annotation {
                id: annotation,
                document: document.clone(),
                place: place.clone(),
            },
            DraftTarget::Passage {
                document: document.clone(),
                place: place.clone(),
            },
            DraftTarget::Claim {
                annotation: Some(annotation),
                document: document.clone(),
                place: place.clone(),
            },
            DraftTarget::Claim {
                annotation: None,
                document: document.clone(),
                place: place.clone(),
            },
            DraftTarget::Tag(TagName::parse("claim/new").unwrap(), TagText::Definition),
            DraftTarget::Tag(TagName::parse("claim/new").unwrap(), TagText::NotFor),
            DraftTarget::Verdict(Verdict::parse("half true").unwrap()),
            DraftTarget::Fact {
                document,
                fact: "title".into(),
            },
        ]
        .into_iter()
        .zip(0..)
        .map(|(target, second)| Draft {
            id: DraftId::new(at(second)),
            target,
            text: format!("\"\"\"why?\n\u{0}\u{202e}{second}"),
            at: at(second),
        })
        .collect()
    }

    #[test]
    fn what_is_left_behind_is_found_by_one_program_alone_until_it_lets_go() {
        let state = tempfile::tempdir().unwrap();
        let all = drafts();
        let mut first = Drafts::new(state.path(), "key");
        for draft in &all {
            first.keep(draft).unwrap();
            first.keep(draft).unwrap();
        }
        let mut second = Drafts::new(state.path(), "key");
        assert_eq!(second.find().0, [], "the first still lives");
        assert_eq!(Drafts::new(state.path(), "other").find().0, []);
        drop(first);
        assert_eq!(second.find(), (all.clone(), Vec::new()));
        let mut third = Drafts::new(state.path(), "key");
        assert_eq!(third.find().0, [], "the second has them");
        second.end(all[0].id).unwrap();
        second.end(all[0].id).unwrap();
        second.release(all[1].id);
        let half = third.folder.join(".postil-half.tmp");
        fs::write(&half, "half").unwrap();
        third.sweep(Timestamp::from_second(4_000_000_000).unwrap());
        assert!(!half.exists());
        assert_eq!(third.find().0, [all[1].clone()]);
        for id in all.iter().skip(1).map(|draft| draft.id) {
            second.end(id).unwrap();
            third.end(id).unwrap();
        }
        assert_eq!(fs::read_dir(&third.folder).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_them() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        let mut kept = Drafts::new(&state.path().join("new"), "key");
        kept.keep(&drafts()[0]).unwrap();
        let mut found = 0;
        for entry in fs::read_dir(&kept.folder).unwrap() {
            let mode = entry.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            found += 1;
        }
        assert_eq!(found, 2);
        for folder in kept.folder.ancestors().take(3) {
            let mode = fs::metadata(folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
        }
    }

    #[test]
    fn what_is_no_draft_stays_and_is_told() {
        let state = tempfile::tempdir().unwrap();
        let mut kept = Drafts::new(state.path(), "key");
        fs::create_dir_all(&kept.folder).unwrap();
        let id = DraftId::new(Timestamp::UNIX_EPOCH);
        let path = kept.path(id, "toml");
        for text in ["text = [", "text = 'x'\n", "text = 3\n", "\u{0}"] {
            fs::write(&path, text).unwrap();
            let (found, problems) = kept.find();
            assert_eq!((found.len(), problems.len()), (0, 1), "{text:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::write(kept.folder.join("readme.txt"), "x").unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(kept.find(), (Vec::new(), Vec::new()));
    }
}
