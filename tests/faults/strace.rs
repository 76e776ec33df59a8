//! Faults in the system calls of the running program, made by strace where the machine has it.
//!
//! It is attached once the program has come to rest, to one thread: what it counts are then the calls of the edit under
//! test, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::desk::say;
use crate::articles::Home;
use crate::session::Session;

/// The calls that read or change files. Those with a question mark are not there on every machine.
const FILE_CALLS: &str = "openat,read,write,close,fsync,fdatasync,flock,fcntl,fchmod,fchown,ftruncate,unlinkat,mkdirat,\
    linkat,renameat,renameat2,statx,readlinkat,lseek,pwrite64,pread64,copy_file_range,?open,?creat,?rename,?unlink,?mkdir,\
    ?link,?chmod,?fchmodat,?readlink,?stat,?lstat,?fstat,?newfstatat,?access,?faccessat2";

/// The calls that tell the thread that writes from those that do not.
const WRITERS_CALLS: [&str; 6] = [
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "flock",
];

/// Whether strace is there and may attach to a running program; where it may not, that is said.
pub fn is_there() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| {
        let Ok(mut sleeper) = Command::new("sleep").arg("60").spawn() else {
            return false;
        };
        let folder = tempfile::tempdir().unwrap();
        let tracer = Strace::spawn(
            sleeper.id(),
            &["-e", "trace=none"],
            &folder.path().join("l"),
        );
        let found = tracer.is_some();
        drop(tracer);
        let _ = sleeper.kill();
        let _ = sleeper.wait();
        found
    });
    if !found {
        say("skipped: no strace that may attach to a running program");
    }
    found
}

/// strace at work.
pub struct Strace {
    child: Child,
    log: PathBuf,
}

impl Strace {
    /// Attaches to the thread `tid` with more arguments; `None` where that is not to be had.
    fn spawn(tid: u32, arguments: &[&str], log: &Path) -> Option<Self> {
        let mut child = Command::new("strace")
            .args(arguments)
            .arg("-o")
            .arg(log)
            .arg("-p")
            .arg(tid.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut said = BufReader::new(child.stderr.take()?);
        let mut line = String::new();
        while said.read_line(&mut line).is_ok_and(|count| count > 0) {
            if line.contains(" attached") {
                // Whatever else it says is read, or it would wait for that.
                thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                let log = log.to_path_buf();
                return Some(Self { child, log });
            }
            line.clear();
        }
        let _ = child.wait();
        None
    }

    /// Makes `fault` of the `number`th and, where `more`, every later call of this name in the thread.
    pub fn inject(
        tid: u32,
        call: &str,
        fault: &str,
        (number, more): (usize, bool),
        home: &Home,
    ) -> Self {
        let more = if more { "+" } else { "" };
        let fault = format!("inject={call}:{fault}:when={number}{more}");
        let trace = format!("trace={call}");
        let log = home.root().join("tmp/strace");
        let arguments = ["-y", "-e", trace.as_str(), "-e", fault.as_str()];
        Self::spawn(tid, &arguments, &log).expect("it could be attached before")
    }

    /// Makes every sync in the thread fail, and notes which files are opened, synced and closed.
    pub fn failing_syncs(tid: u32, home: &Home) -> Self {
        let arguments = [
            "-y",
            "-e",
            "trace=openat,close,fsync,fdatasync",
            "-e",
            "inject=fsync,fdatasync:error=EIO:when=1+",
        ];
        let log = home.root().join("tmp/strace");
        Self::spawn(tid, &arguments, &log).expect("it could be attached before")
    }

    /// Notes the calls of all threads of a process.
    fn record(pid: u32, home: &Home) -> Self {
        let trace = format!("trace={FILE_CALLS}");
        let log = home.root().join("tmp/strace");
        Self::spawn(pid, &["-f", "-y", "-e", trace.as_str()], &log)
            .expect("it could be attached before")
    }

    /// Waits until `text` is noted.
    pub fn wait_for(&self, text: &str) {
        for _ in 0..2_000 {
            if fs::read_to_string(&self.log).is_ok_and(|log| log.contains(text)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{text} never came: {:?}", fs::read_to_string(&self.log));
    }

    /// Lets go of the program, and gives what was noted.
    pub fn end(mut self) -> String {
        self.let_go();
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn let_go(&mut self) {
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
            && self.child.try_wait().is_ok_and(|ended| ended.is_none())
        {
            let _ = kill_process(pid, Signal::INT);
        }
        let _ = self.child.wait();
    }
}

impl Drop for Strace {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// A system call of the thread that writes, as it was made once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name of its thread.
    pub thread: String,
    /// Its own name.
    pub name: String,
    /// How many of this name there were in the thread, with it.
    pub number: usize,
    /// As strace shows it.
    pub shown: String,
}

/// The process of a session.
pub fn process(session: &Session) -> u32 {
    u32::try_from(session.foreground().as_raw_nonzero().get()).unwrap()
}

/// The number of the thread called `name`. Threads take their names after they were made.
pub fn thread_called(pid: u32, name: &str) -> u32 {
    for _ in 0..200 {
        if let Some((tid, _)) = threads(pid).into_iter().find(|(_, known)| known == name) {
            return tid;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("there is no thread called {name} in {:?}", threads(pid));
}

fn threads(pid: u32) -> BTreeMap<u32, String> {
    let Ok(tasks) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return BTreeMap::new();
    };
    let name = |task: fs::DirEntry| {
        let name = fs::read_to_string(task.path().join("comm")).ok()?;
        let tid = task.file_name().to_str()?.parse().ok()?;
        Some((tid, name.trim().to_owned()))
    };
    tasks.flatten().filter_map(name).collect()
}

/// The calls that `work` makes a session do with files, in the threads that write.
pub fn calls_of(session: &Session, home: &Home, work: impl FnOnce()) -> Vec<Call> {
    let pid = process(session);
    let tracer = Strace::record(pid, home);
    let threads = threads(pid);
    work();
    let log = tracer.end();
    let mut counts = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((tid, shown)) = line.split_once(' ') else {
            continue;
        };
        let shown = shown.trim_start();
        let thread = tid.parse().ok().and_then(|tid: u32| threads.get(&tid));
        let name = shown.split_once('(').map(|(name, _)| name);
        let (Some(thread), Some(name)) = (thread, name) else {
            continue;
        };
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name || shown.starts_with("---") {
            continue;
        }
        let count: &mut usize = counts.entry((thread.clone(), name.to_owned())).or_default();
        *count += 1;
        calls.push(Call {
            thread: thread.clone(),
            name: name.to_owned(),
            number: *count,
            shown: shown.to_owned(),
        });
    }
    let is_writer = |thread: &String| {
        let mut theirs = calls.iter().filter(|call| call.thread == *thread);
        theirs.any(|call| WRITERS_CALLS.contains(&call.name.as_str()))
    };
    let those: Vec<String> = threads.into_values().filter(is_writer).collect();
    calls.retain(|call| those.contains(&call.thread));
    assert!(!calls.is_empty(), "nothing was recorded:\n{log}");
    calls
}
