//! A disk in memory for tests, of which every call can fail, and which can lose its power.
//!
//! What is not synced is lost when the power goes, or part of it is, in any order: the content of a file since its last
//! sync, and each name that was made, changed or removed since its folder was synced last. That is less than most file
//! systems promise, and no more than POSIX does.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::atomic::folder_of;
use super::disk::{DRAFT, Disk, Draft, Held, Open, Stamp, Status};

/// What happens at the call with the number that was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It fails once.
    Once(io::ErrorKind),
    /// It and all that come after it fail.
    From(io::ErrorKind),
    /// Where it writes, it writes one byte; else it is interrupted, where a call may be.
    Short,
    /// The program is killed: no call does anything any more.
    Crash,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
struct Node {
    now: Vec<u8>,
    synced: Vec<u8>,
    /// How often it was changed.
    changes: u64,
    locked_by: Option<u64>,
}

/// What became of a name since its folder was synced.
#[derive(Clone, Debug)]
struct Pending {
    folder: PathBuf,
    path: PathBuf,
    node: Option<usize>,
}

#[derive(Debug, Default)]
struct World {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    synced: BTreeMap<PathBuf, usize>,
    /// Folders, and whether their own names are synced.
    folders: BTreeMap<PathBuf, bool>,
    pending: Vec<Pending>,
    calls: usize,
    fault: Option<(usize, Fault)>,
    /// Which program runs; a lock of one that is gone counts for nothing.
    program: u64,
    drafts: usize,
    clock: u64,
}

/// A disk in memory.
#[derive(Clone, Debug, Default)]
pub struct Faulty {
    world: Arc<Mutex<World>>,
}

/// A source of numbers that looks random and is the same every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        // Splitmix64 (Steele, Lea and Flood, 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }
}

impl Faulty {
    /// A disk with these folders on it.
    pub fn new(folders: &[&str]) -> Self {
        let disk = Self::default();
        let named = folders.iter().map(|folder| (PathBuf::from(folder), true));
        disk.world().folders.extend(named);
        disk
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Lets `fault` happen at the call that is the `at`th from now, counted from 0.
    pub fn set(&self, at: usize, fault: Fault) {
        let mut world = self.world();
        (world.calls, world.fault) = (0, Some((at, fault)));
    }

    /// Lets nothing happen any more; whether the fault had happened.
    pub fn mend(&self) -> bool {
        let mut world = self.world();
        let fault = world.fault.take();
        fault.is_some_and(|(at, _)| world.calls > at)
    }

    /// The program is gone, and with it its locks and what it had open; the disk keeps what it has.
    pub fn restart(&self) {
        let mut world = self.world();
        world.fault = None;
        world.program += 1;
    }

    /// The power is gone: of what was not synced, some is lost.
    pub fn lose_power(&self, dice: &mut Dice) {
        self.restart();
        let mut world = self.world();
        let mut names = world.synced.clone();
        for change in std::mem::take(&mut world.pending) {
            if dice.roll(2) == 0 {
                match change.node {
                    Some(node) => _ = names.insert(change.path, node),
                    None => _ = names.remove(&change.path),
                }
            }
        }
        let folders = world.folders.clone();
        let lost: Vec<PathBuf> = folders
            .into_iter()
            .filter(|(_, synced)| !synced && dice.roll(2) == 0)
            .map(|(folder, _)| folder)
            .collect();
        let is_lost = |path: &Path| lost.iter().any(|folder| path.starts_with(folder));
        names.retain(|path, _| !is_lost(path));
        world.folders.retain(|folder, _| !is_lost(folder));
        world.folders.values_mut().for_each(|synced| *synced = true);
        for node in &mut world.nodes {
            if node.now != node.synced {
                let common = node.now.iter().zip(&node.synced);
                let same = common.take_while(|(now, synced)| now == synced).count();
                let more = node.now.len() - same;
                match dice.roll(4) {
                    0 => node.now.clone_from(&node.synced),
                    1 => {}
                    2 => node.now.truncate(same + dice.roll(more + 1)),
                    _ => node.now[same..].fill(0),
                }
            }
            node.synced.clone_from(&node.now);
        }
        world.synced.clone_from(&names);
        world.names = names;
    }

    /// What another program reads.
    pub fn text(&self, path: &str) -> Option<String> {
        let world = self.world();
        let node = world.names.get(Path::new(path))?;
        Some(String::from_utf8(world.nodes[*node].now.clone()).unwrap())
    }

    /// Another program replaces a file, and brings that to the disk.
    pub fn put(&self, path: &str, text: &str) {
        let mut world = self.world();
        let path = PathBuf::from(path);
        let node = world.node(text.as_bytes());
        world.nodes[node].synced = text.as_bytes().to_vec();
        world.pending.retain(|change| change.path != path);
        world.names.insert(path.clone(), node);
        world.synced.insert(path, node);
    }

    /// The names of all files.
    pub fn all(&self) -> Vec<PathBuf> {
        self.world().names.keys().cloned().collect()
    }

    fn call(&self) -> io::Result<MutexGuard<'_, World>> {
        let mut world = self.world();
        world.calls += 1;
        let (number, fault) = (world.calls - 1, world.fault);
        match fault {
            Some((at, Fault::Once(kind))) if number == at => Err(kind.into()),
            Some((at, Fault::From(kind))) if number >= at => Err(kind.into()),
            Some((at, Fault::Crash)) if number >= at => Err(io::ErrorKind::BrokenPipe.into()),
            _ => Ok(world),
        }
    }
}

impl World {
    fn node(&mut self, bytes: &[u8]) -> usize {
        self.clock += 1;
        self.nodes.push(Node {
            now: bytes.to_vec(),
            changes: self.clock,
            ..Node::default()
        });
        self.nodes.len() - 1
    }

    fn name(&mut self, path: &Path, node: Option<usize>) {
        match node {
            Some(node) => _ = self.names.insert(path.to_path_buf(), node),
            None => _ = self.names.remove(path),
        }
        self.pending.push(Pending {
            folder: folder_of(path).to_path_buf(),
            path: path.to_path_buf(),
            node,
        });
    }

    fn lock(&mut self, node: usize) -> bool {
        let program = self.program;
        let lock = &mut self.nodes[node].locked_by;
        match lock {
            Some(by) if *by == program => false,
            _ => {
                *lock = Some(program);
                true
            }
        }
    }

    fn stamp(&self, node: usize) -> Stamp {
        let found = &self.nodes[node];
        (
            0,
            node as u64,
            found.now.len() as u64,
            0,
            i128::from(found.changes),
        )
    }
}

impl Disk for Faulty {
    fn status(&self, path: &Path) -> io::Result<Status> {
        let world = self.call()?;
        let node = world.names.get(path).copied();
        if node.is_none() && !world.folders.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Status {
            is_file: node.is_some(),
            is_readonly: false,
            is_private: false,
            len: node.map_or(0, |node| world.nodes[node].now.len() as u64),
            modified: node.map(|node| {
                let changes = i64::try_from(world.nodes[node].changes).unwrap();
                jiff::Timestamp::from_second(1_790_000_000 + changes).unwrap()
            }),
            stamp: node.map(|node| world.stamp(node)),
            metadata: None,
        })
    }

    fn link(&self, _: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let world = self.call()?;
        let node = world.names.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(world.nodes[*node].now.clone())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let world = self.call()?;
        if !world.folders.contains_key(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let inside = world.names.keys().filter(|path| folder_of(path) == folder);
        Ok(inside
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        if !world.folders.contains_key(folder_of(folder)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        world.folders.entry(folder.to_path_buf()).or_insert(false);
        Ok(())
    }

    fn begin(&self, folder: &Path, _: Option<&Status>, _: bool) -> io::Result<Box<dyn Draft>> {
        let mut world = self.call()?;
        if !world.folders.contains_key(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        world.drafts += 1;
        let path = folder.join(format!("{}{}{}", DRAFT.0, world.drafts, DRAFT.1));
        let node = world.node(&[]);
        world.name(&path, Some(node));
        world.lock(node);
        let program = world.program;
        Ok(Box::new(Handle {
            disk: self.clone(),
            node,
            draft: Some(path),
            program,
        }))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Open>> {
        let world = self.call()?;
        let node = *world.names.get(path).ok_or(io::ErrorKind::NotFound)?;
        let program = world.program;
        Ok(Box::new(Handle {
            disk: self.clone(),
            node,
            draft: None,
            program,
        }))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        if !world.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        world.name(path, None);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.call()?;
        if !world.folders.contains_key(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let pending = std::mem::take(&mut world.pending);
        let (here, elsewhere) = pending
            .into_iter()
            .partition(|change| change.folder == folder);
        world.pending = elsewhere;
        let here: Vec<Pending> = here;
        for change in here {
            match change.node {
                Some(node) => _ = world.synced.insert(change.path, node),
                None => _ = world.synced.remove(&change.path),
            }
        }
        for (path, synced) in &mut world.folders {
            *synced |= folder_of(path) == folder;
        }
        Ok(())
    }

    fn lock(&self, _: &Path, _: bool) -> io::Result<Option<Held>> {
        // One program at a time runs on this disk.
        self.call().map(|_| Some(Box::new(()) as Held))
    }
}

#[derive(Debug)]
struct Handle {
    disk: Faulty,
    node: usize,
    draft: Option<PathBuf>,
    program: u64,
}

impl Open for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let short = {
            let world = self.disk.world();
            world
                .fault
                .is_some_and(|(at, fault)| fault == Fault::Short && world.calls == at)
        };
        let mut world = self.disk.call()?;
        let count = if short {
            bytes.len().min(1)
        } else {
            bytes.len()
        };
        world.clock += 1;
        let clock = world.clock;
        let node = &mut world.nodes[self.node];
        node.now.extend_from_slice(&bytes[..count]);
        node.changes = clock;
        Ok(count)
    }

    fn sync(&mut self) -> io::Result<()> {
        let called = self.disk.call().map(|_| ());
        let mut world = self.disk.world();
        let node = &mut world.nodes[self.node];
        if called.is_ok() {
            node.synced.clone_from(&node.now);
        }
        called
    }

    fn lock(&self) -> io::Result<bool> {
        Ok(self.disk.call()?.lock(self.node))
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(self.disk.world().stamp(self.node))
    }
}

impl Draft for Handle {
    fn put(mut self: Box<Self>, path: &Path) -> io::Result<Box<dyn Open>> {
        let mut world = self.disk.call()?;
        let draft = self.draft.take().unwrap();
        world.name(&draft, None);
        world.name(path, Some(self.node));
        drop(world);
        Ok(self)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let Ok(mut world) = self.disk.call() else {
            return;
        };
        if world.program == self.program {
            world.nodes[self.node].locked_by = None;
            if let Some(draft) = self.draft.take() {
                world.name(&draft, None);
            }
        }
    }
}
