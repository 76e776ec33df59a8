//! What a session talks to: the annotations file, the journal in front of it and the backups behind it.
//!
//! Owns the order in which a change goes to each of them: first into the journal, then into the file, then it is told as
//! saved, and only then comes what can wait. What could not be saved stays here, and in the journal, until it is.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::disk::{Disk, Machine};
use super::journal::{self, ENDING, Held, Journal};
use super::value::{Chain, Key};
use super::{Loaded, Saved, Store, StoreError, atomic, backup, location, plain};
use crate::model::{AnnotationId, AnnotationSet, Change, Damage, Edit, Problem, Step, Turn};

/// How many journals without anything that is not saved are left lying beside the one in use.
const LEFT: usize = 5;

/// Where the files of a session are.
#[derive(Clone, Debug)]
pub struct Places {
    /// The annotations file.
    pub annotations: PathBuf,
    /// The user's state folder, for journals and backups.
    pub state: PathBuf,
}

/// An annotations file that is being worked on.
#[derive(Debug)]
pub struct Keeping {
    store: Store,
    state: PathBuf,
    /// The journal, once it is known which (see [`Keeping::recall`]).
    journal: Option<Journal>,
    /// Why the journal could not be written, if so.
    failure: Option<String>,
    is_failure_told: bool,
    /// What is not in the file yet, in the order it was made.
    unsaved: Vec<Edit>,
    last_backup: Option<Timestamp>,
    disk: Arc<dyn Disk>,
}

/// An annotations file that has been read.
#[derive(Debug)]
pub struct Opened {
    /// What saves changes to it.
    pub keeping: Keeping,
    /// What it holds.
    pub set: AnnotationSet,
    /// What was wrong in it; the records in question are kept.
    pub problems: Vec<Problem>,
    /// What others put there that costs nothing (see [`Loaded::remarks`]).
    pub remarks: Vec<Problem>,
    /// Why it cannot be saved to, if so (see [`Loaded::read_only`]).
    pub read_only: Option<String>,
    /// What is wrong with it, where that is why and a person has to choose what becomes of it.
    pub damage: Option<Damage>,
}

/// What earlier sessions left behind.
#[derive(Debug, Default)]
pub struct Recalled {
    /// What can be taken back, the oldest first.
    pub done: Vec<Step>,
    /// What can be made again, that which was taken back first first.
    pub undone: Vec<Step>,
    /// What was not saved, and is waiting to be (see [`Keeping::save`]).
    pub unsaved: Vec<Edit>,
    /// In how many changes it was made.
    pub changes: usize,
    /// What a person should know about it.
    pub problems: Vec<Problem>,
}

impl Keeping {
    /// Opens the annotations file; while there is none, it is what the text `default` holds.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(places: &Places, default: Option<&str>) -> Result<Opened, StoreError> {
        Self::open_on(Machine::disk(), places, default)
    }

    pub(super) fn open_on(
        disk: Arc<dyn Disk>,
        places: &Places,
        default: Option<&str>,
    ) -> Result<Opened, StoreError> {
        let Loaded {
            store,
            set,
            problems,
            remarks,
            read_only,
            damage,
        } = Store::open_on(Arc::clone(&disk), &places.annotations, default)?;
        Ok(Opened {
            keeping: Self {
                store,
                state: places.state.clone(),
                journal: None,
                failure: None,
                is_failure_told: false,
                unsaved: Vec::new(),
                last_backup: None,
                disk,
            },
            set,
            problems,
            remarks,
            read_only,
            damage,
        })
    }

    /// Goes on with what `earlier` had begun, this being the same file read anew.
    pub fn continue_from(&mut self, earlier: Self) {
        self.journal = earlier.journal;
        self.unsaved = earlier.unsaved;
        self.last_backup = earlier.last_backup;
        self.failure = earlier.failure;
    }

    /// What was wrong with the file when it was last looked at (see [`Store::damage`]).
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        self.store.damage()
    }

    /// Whether something is not in the file.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// What is not in the file, in the order it was made.
    #[must_use]
    pub fn unsaved(&self) -> &[Edit] {
        &self.unsaved
    }

    /// Whether it is known what earlier sessions left behind.
    #[must_use]
    pub fn has_recalled(&self) -> bool {
        self.journal.is_some()
    }

    /// Finds the journals that sessions which have ended left behind: goes on with the latest, and gathers from all what
    /// was not saved.
    pub fn recall(&mut self, now: Timestamp) -> Recalled {
        let folder = self.journals();
        atomic::sweep(&*self.disk, &folder, now);
        let (mut found, problems) = journal::abandoned(&self.disk, &folder);
        let mut recalled = Recalled {
            problems,
            ..Recalled::default()
        };
        let mut own = match found.pop() {
            Some(mut journal) => {
                self.go_on_with(&mut journal, &mut recalled);
                journal
            }
            None => self.new_journal(now),
        };
        let mut old = Vec::new();
        for mut journal in found {
            let held = journal.held();
            if held.unsaved.is_empty() {
                old.extend((held.damaged == 0).then_some(journal));
                continue;
            }
            let label = "what could not be saved in an earlier session".to_owned();
            let (changes, edits) = self.fitting(held, &mut recalled, journal.path());
            let step = Step { label, edits };
            let mut is_kept = true;
            if !step.edits.is_empty() {
                recalled.unsaved.extend(step.edits.iter().cloned());
                recalled.done.push(step.clone());
                let turn = Turn::Made;
                let step = step.into();
                is_kept = own.write(&Change { turn, step }).is_ok();
            }
            recalled.changes += changes;
            // Until it is written there it stays here too.
            if is_kept {
                journal.mark_saved(0);
            }
        }
        let surplus = old.len().saturating_sub(LEFT);
        old.drain(..surplus).for_each(Journal::remove);
        own.tidy();
        self.journal = Some(own);
        self.unsaved.extend(recalled.unsaved.iter().cloned());
        recalled
    }

    /// Takes from the journal that this session goes on with what it holds.
    fn go_on_with(&mut self, journal: &mut Journal, recalled: &mut Recalled) {
        let mut held = journal.held();
        if held.damaged > 0 {
            recalled.problems.push(Problem {
                file: journal.path().display().to_string(),
                line: None,
                column: None,
                message: format!(
                    "{} of this journal cannot be read; what was done there may not all be saved or taken back",
                    crate::text::counted(held.damaged, "line")
                ),
            });
        }
        // What was done to a file that is gone, or to another one in its place, is nothing to take back in this one.
        if held.records > 0 && (!self.store.was_there || self.is_another(&held.done)) {
            // What was not saved then would make it anew, which only a yes may do.
            self.store.is_gone = !self.store.was_there && !held.unsaved.is_empty();
            held.done.clear();
            held.undone.clear();
            journal.forget();
        }
        recalled.done = std::mem::take(&mut held.done);
        recalled.undone = std::mem::take(&mut held.undone);
        let (changes, edits) = self.fitting(held, recalled, journal.path());
        (recalled.changes, recalled.unsaved) = (changes, edits);
        if recalled.unsaved.is_empty() {
            journal.mark_saved(self.store.records());
        }
    }

    /// What of unsaved changes still means something: one to a record that the file does not hold any more would bring back
    /// what somebody deleted. It is left in the journal, and told.
    fn fitting(&self, held: Held, recalled: &mut Recalled, journal: &Path) -> (usize, Vec<Edit>) {
        let changes = held.unsaved.len();
        let edits: Vec<Edit> = held
            .unsaved
            .into_iter()
            .flat_map(|step| step.edits)
            .collect();
        // Of what was made and changed in one go, the making is what counts.
        let mut first: HashMap<Key, bool> = HashMap::new();
        for chain in Chain::all(&edits) {
            let is_change = chain.change.before.is_some() && chain.change.after.is_some();
            first.entry(chain.change.key).or_insert(is_change);
        }
        let there = self.store.file.by_key();
        // Of a file with a mistake in it only a part can be read: what is missing was not deleted.
        let is_whole = !self.store.is_gone && self.store.barrier.is_none();
        let lost: Vec<Key> = first
            .into_iter()
            .filter(|(key, is_change)| *is_change && is_whole && !there.contains_key(key))
            .map(|(key, _)| key)
            .collect();
        if !lost.is_empty() {
            recalled.problems.push(Problem {
                file: journal.display().to_string(),
                line: None,
                column: None,
                message: format!(
                    "holds {} that could not be saved; what they are about has been deleted since, so they are left there",
                    crate::text::counted(lost.len(), "change")
                ),
            });
        }
        let is_kept = |edit: &Edit| {
            let change = super::value::Change::of(edit);
            change.is_none_or(|change| !lost.contains(&change.key))
        };
        (changes, edits.into_iter().filter(is_kept).collect())
    }

    /// Takes a change that is to be saved: on the way out of here it is in the journal, if that can be written.
    pub fn take(&mut self, change: &Change, now: Timestamp) {
        self.note(change, now);
        self.unsaved.extend(change.step.edits.iter().cloned());
    }

    /// Writes a change that is in the file already into the journal alone.
    pub fn note(&mut self, change: &Change, now: Timestamp) {
        let mut journal = self.journal.take().unwrap_or_else(|| self.new_journal(now));
        self.failure = journal.write(change).err().map(|error| plain(&error));
        self.journal = Some(journal);
    }

    /// Saves everything that was taken. With `consents`, the person has said yes to [`StoreError::question`].
    ///
    /// # Errors
    /// As [`Store::save`]. Nothing is lost by it: the next save tries again.
    pub fn save(&mut self, consents: bool) -> Result<Saved, StoreError> {
        let mut saved = if consents {
            self.store.save_anyway(&self.unsaved)?
        } else {
            self.store.save(&self.unsaved)?
        };
        self.unsaved.clear();
        if let Some(journal) = &mut self.journal {
            journal.mark_saved(self.store.records());
        }
        if let (Some(reason), false) = (&self.failure, self.is_failure_told) {
            self.is_failure_told = true;
            saved.problems.push(Problem {
                file: self.journals().display().to_string(),
                line: None,
                column: None,
                message: format!(
                    "the journal there cannot be written: {reason}; what you do is saved, but cannot be taken back after a restart"
                ),
            });
        }
        Ok(saved)
    }

    /// What other programs made of the file, if anything. While something is not saved that waits for the next save.
    ///
    /// # Errors
    /// As [`Store::look`].
    pub fn look(&mut self) -> Result<Option<Saved>, StoreError> {
        if self.is_unsaved() {
            return Ok(None);
        }
        self.store.look()
    }

    /// Goes over to another file (see [`Store::relocate`]), and the journal with it.
    ///
    /// # Errors
    /// As [`Store::relocate`].
    pub fn relocate(&mut self, path: &Path) -> Result<Saved, StoreError> {
        let saved = self.store.relocate(path)?;
        self.move_journal();
        Ok(saved)
    }

    /// Goes over to the file at `path`, which a person has chosen instead, and the journal and the backups with it. What is
    /// not saved yet is for that file now.
    ///
    /// # Errors
    /// As [`Store::open`]; everything then stays as it was.
    pub fn change_to(&mut self, path: &Path) -> Result<(), StoreError> {
        self.store = Store::open_on(Arc::clone(&self.disk), path, None)?.store;
        self.last_backup = None;
        self.move_journal();
        Ok(())
    }

    fn move_journal(&mut self) {
        let folder = self.journals();
        if let Some(journal) = &mut self.journal {
            journal.move_to(&folder, self.store.path());
        }
    }

    /// Does what can wait until a change was told as saved: a backup of the file as it was before, and keeping the journal
    /// small.
    ///
    /// # Errors
    /// When a backup that is due cannot be made. Nothing else is the worse for it.
    pub fn rest(&mut self, now: Timestamp) -> io::Result<()> {
        if let Some(journal) = &mut self.journal {
            journal.tidy();
        }
        let Some(replaced) = self.store.take_replaced() else {
            return Ok(());
        };
        if !backup::is_due(self.last_backup, now) {
            return Ok(());
        }
        // One that fails is tried again when it would be due again: a full disk is not asked with every key.
        self.last_backup = Some(now);
        let folder = backup::folder(&self.state, self.store.path());
        atomic::sweep(&*self.disk, &folder, now);
        backup::keep(&*self.disk, &folder, &replaced, now)
    }

    /// Removes what programs that have ended left half written beside the annotations file.
    pub fn sweep(&self, now: Timestamp) {
        let target = atomic::resolve_on(&*self.disk, self.store.path());
        if let Ok(target) = target {
            atomic::sweep(&*self.disk, atomic::folder_of(&target), now);
        }
    }

    /// Where what is not saved is kept beside memory, or why nowhere.
    ///
    /// # Errors
    /// Why the journal could not be written, as a few words.
    pub fn kept_in(&self) -> Result<PathBuf, String> {
        match (&self.failure, &self.journal) {
            (Some(reason), _) => Err(reason.clone()),
            (None, Some(journal)) => Ok(journal.path().to_path_buf()),
            (None, None) => Err("it was not opened".to_owned()),
        }
    }

    /// Tries once more to write the journal, where that failed.
    pub fn write_journal(&mut self) {
        if let (Some(journal), Some(_)) = (&mut self.journal, &self.failure) {
            self.failure = journal.sync().err().map(|error| plain(&error));
        }
    }

    fn journals(&self) -> PathBuf {
        let name = location::short_hash(&location::identity(self.store.path()));
        self.state.join("journals").join(name)
    }

    fn new_journal(&self, now: Timestamp) -> Journal {
        let name = format!("{}.{ENDING}", AnnotationId::new(now));
        Journal::new(&self.disk, &self.journals().join(name), self.store.path())
    }

    /// Whether the file is not what `steps` were made to: of all the annotations that they left, none is there. Of a file
    /// with a mistake in it, of which only a part can be read, that is not known.
    fn is_another(&self, steps: &[Step]) -> bool {
        if self.store.barrier.is_some() {
            return false;
        }
        let edits: Vec<Edit> = steps.iter().flat_map(|step| step.edits.clone()).collect();
        let there = self.store.file.by_key();
        let mut left = Chain::all(&edits)
            .into_iter()
            .filter(|chain| chain.change.after.is_some())
            .map(|chain| chain.change.key)
            .filter(|key| matches!(key, Key::Annotation(_)))
            .peekable();
        left.peek().is_some() && left.all(|key| !there.contains_key(&key))
    }
}
