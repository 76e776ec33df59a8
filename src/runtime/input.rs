//! Waiting for the terminal. The loop sleeps here, and nowhere else, until there is something to do.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::signals::Signals;

/// Why the loop woke up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Something was typed.
    Ready,
    /// A worker answered, or a signal came.
    Elsewhere,
    /// The terminal is gone.
    HungUp,
}

/// The terminal as a thing to wait for, together with what wakes the loop from elsewhere.
#[derive(Debug)]
pub struct Terminal {
    tty: OwnedFd,
    wake: OwnedFd,
}

impl Terminal {
    /// The terminal that keys come from: standard input, or the controlling terminal when articles come from there.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open(signals: &Signals) -> io::Result<Self> {
        let stdin = io::stdin();
        let tty = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            OwnedFd::from(File::open("/dev/tty")?)
        };
        let wake = signals.readable().as_fd().try_clone_to_owned()?;
        Ok(Self { tty, wake })
    }

    /// Sleeps until there is something to do. crossterm's own waiting would never come back from a terminal that is gone
    /// (crossterm issue 793), so that the terminal is watched here and crossterm only reads what is there.
    ///
    /// # Errors
    /// When the system cannot wait.
    pub fn wait(&self) -> io::Result<Woken> {
        if is_event_ready()? {
            return Ok(Woken::Ready);
        }
        let mut watched = [
            PollFd::new(&self.tty, PollFlags::IN),
            PollFd::new(&self.wake, PollFlags::IN),
        ];
        match poll(&mut watched, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Woken::Elsewhere),
            Err(error) => return Err(error.into()),
        }
        let tty = watched[0].revents();
        Ok(
            if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                Woken::HungUp
            } else if tty.contains(PollFlags::IN) {
                Woken::Ready
            } else {
                Woken::Elsewhere
            },
        )
    }
}

/// Whether an event can be read without waiting. crossterm looks at nothing at all when it is given no time, so it is
/// given a moment.
///
/// # Errors
/// When the terminal cannot be read.
pub fn is_event_ready() -> io::Result<bool> {
    crossterm::event::poll(Duration::from_micros(50))
}
