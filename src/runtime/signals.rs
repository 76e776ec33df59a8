//! Signals: caught, remembered, and told to the event loop, which is woken through a pipe.

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level};

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// To end, by the signal of this number.
    End(u8),
    /// To stop until continued.
    Stop,
    /// The program was continued.
    Continue,
    /// The window has another size.
    Resize,
}

const CAUGHT: [(i32, Signal); 7] = [
    (SIGTERM, Signal::End(15)),
    (SIGHUP, Signal::End(1)),
    (SIGINT, Signal::End(2)),
    (SIGQUIT, Signal::End(3)),
    (SIGTSTP, Signal::Stop),
    (SIGCONT, Signal::Continue),
    (SIGWINCH, Signal::Resize),
];

/// The signals caught, and the pipe that wakes the event loop.
#[derive(Debug)]
pub struct Signals {
    caught: Vec<(Arc<AtomicBool>, Signal)>,
    reader: UnixStream,
    writer: Arc<UnixStream>,
}

impl Signals {
    /// Begins to catch signals.
    ///
    /// # Errors
    /// When the system has no more file descriptors.
    pub fn catch() -> io::Result<Self> {
        let (reader, writer) = UnixStream::pair()?;
        reader.set_nonblocking(true)?;
        writer.set_nonblocking(true)?;
        let mut caught = Vec::new();
        for (number, signal) in CAUGHT {
            let flag = Arc::new(AtomicBool::new(false));
            flag::register(number, Arc::clone(&flag))?;
            low_level::pipe::register(number, writer.try_clone()?)?;
            caught.push((flag, signal));
        }
        // That a file may grow no more is an error which saving tells of; the signal beside it would end the program.
        flag::register(
            rustix::process::Signal::XFSZ.as_raw(),
            Arc::new(AtomicBool::new(false)),
        )?;
        Ok(Self {
            caught,
            reader,
            writer: Arc::new(writer),
        })
    }

    /// What wakes the event loop from another thread.
    #[must_use]
    pub fn waker(&self) -> Waker {
        Waker {
            writer: Arc::clone(&self.writer),
        }
    }

    /// What becomes readable when the event loop is to wake up.
    pub fn readable(&self) -> impl AsFd {
        &self.reader
    }

    /// Forgets the signals that keys give to every program of the terminal: another one had it.
    pub fn forget_keys(&self) {
        let keys = self
            .caught
            .iter()
            .filter(|(_, signal)| matches!(signal, Signal::End(2 | 3)));
        keys.for_each(|(flag, _)| flag.store(false, Ordering::Relaxed));
    }

    /// The signals that came since this was asked last.
    pub fn take(&self) -> Vec<Signal> {
        let mut bytes = [0; 64];
        while matches!((&self.reader).read(&mut bytes), Ok(count) if count > 0) {}
        let came = self
            .caught
            .iter()
            .filter(|(flag, _)| flag.swap(false, Ordering::Relaxed));
        came.map(|(_, signal)| *signal).collect()
    }
}

/// Wakes the event loop. All of them share one descriptor: a program may be given few.
#[derive(Clone, Debug)]
pub struct Waker {
    writer: Arc<UnixStream>,
}

impl Waker {
    /// Wakes the event loop. A pipe that is full has woken it already.
    pub fn wake(&self) {
        let _ = (&*self.writer).write(&[0]);
    }
}

/// Stops the program, as Ctrl-Z in a shell does, until it is continued.
///
/// # Errors
/// When the signal cannot be raised.
pub fn stop() -> io::Result<()> {
    low_level::emulate_default_handler(SIGTSTP)
}
