//! Waiting for the terminal. The loop sleeps here, and nowhere else, until there is something to do.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use super::signals::Signals;

/// What a terminal that is gone answers.
const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

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
    /// The terminal that keys come from, which becomes standard input: it may have been a pipe with articles until now.
    ///
    /// It is opened anew and does not block: crossterm reads on after the first bytes of an escape sequence, and a sequence
    /// that never ends would stop the program with all its signals. Were standard input itself made not to block, the shell
    /// that shares it would be left so.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open(signals: &Signals) -> io::Result<Self> {
        let wake = signals.readable().as_fd().try_clone_to_owned()?;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let tty = match OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(flags.bits().cast_signed())
            .open("/dev/tty")
        {
            Ok(tty) => {
                let tty = OwnedFd::from(tty);
                rustix::stdio::dup2_stdin(&tty)?;
                tty
            }
            Err(_) if io::stdin().is_terminal() => io::stdin().as_fd().try_clone_to_owned()?,
            Err(error) => return Err(error),
        };
        // With its first look crossterm takes what it needs of the system, and what it does not get then it never gets: so
        // it looks before the workers, which can do with less.
        is_event_ready()?;
        Ok(Self { tty, wake })
    }

    /// Whether the terminal is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        let mut watched = [PollFd::new(&self.tty, PollFlags::IN)];
        let asked = poll(
            &mut watched,
            Some(&Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            }),
        );
        asked.is_err() || watched[0].revents().intersects(GONE)
    }

    /// Sleeps until there is something to do, or `most` has gone by. crossterm's own waiting would never come back from a terminal that is gone
    /// (crossterm issue 793), so that the terminal is watched here and crossterm only reads what is there.
    ///
    /// # Errors
    /// When the system cannot wait.
    pub fn wait(&self, most: Option<Duration>) -> io::Result<Woken> {
        if is_event_ready()? {
            return Ok(Woken::Ready);
        }
        let mut watched = [
            PollFd::new(&self.tty, PollFlags::IN),
            PollFd::new(&self.wake, PollFlags::IN),
        ];
        let most = most.map(|most| Timespec {
            tv_sec: i64::try_from(most.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(most.subsec_nanos()),
        });
        match poll(&mut watched, most.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Woken::Elsewhere),
            Err(error) => return Err(error.into()),
        }
        let tty = watched[0].revents();
        Ok(if tty.intersects(GONE) {
            Woken::HungUp
        } else if tty.contains(PollFlags::IN) {
            Woken::Ready
        } else {
            Woken::Elsewhere
        })
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
