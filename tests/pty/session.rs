//! A program in a pseudo-terminal: typing into it, waiting for its screen, and what is left when it has ended.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};

use super::articles::Home;
use super::emulator::Emulator;
use super::keys;

/// How long a test waits for what it means to see.
const DEADLINE: Duration = Duration::from_secs(20);

/// How often a test that waits looks whether the program still runs.
const BREATH: Duration = Duration::from_millis(20);

/// The program under test.
pub const POSTIL: &str = env!("CARGO_BIN_EXE_postil");

/// How a program is to be started.
pub struct Start<'h> {
    home: &'h Home,
    size: (u16, u16),
    command: CommandBuilder,
}

impl<'h> Start<'h> {
    /// postil in a window of 80x24 cells, on the folder of articles.
    pub fn reading(home: &'h Home) -> Self {
        Self::postil(home).arg(home.articles())
    }

    /// postil in a window of 80x24 cells, without arguments.
    pub fn postil(home: &'h Home) -> Self {
        Self::program(home, POSTIL)
    }

    /// `script` run by a shell, with postil's path as `$0` and the folder of articles as `$1`.
    pub fn shell(home: &'h Home, script: &str) -> Self {
        let start = Self::program(home, "/bin/sh");
        start.arg("-c").arg(script).arg(POSTIL).arg(home.articles())
    }

    fn program(home: &'h Home, program: &str) -> Self {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.cwd(home.root());
        let folder = home.root().join("home");
        for (name, place) in [
            ("HOME", folder.clone()),
            ("XDG_DATA_HOME", folder.join("data")),
            ("XDG_STATE_HOME", folder.join("state")),
            ("XDG_CONFIG_HOME", folder.join("config")),
            ("TMPDIR", home.root().join("tmp")),
        ] {
            command.env(name, place);
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("USER", "tester");
        Self {
            home,
            size: (80, 24),
            command,
        }
    }

    /// With one more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// With this environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// In a window of `width` by `height` cells.
    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    /// Starts it.
    pub fn spawn(self) -> Session {
        assert!(self.home.root().is_dir());
        Session::new(self.command, self.size)
    }
}

/// What a program left behind.
#[derive(Debug)]
pub struct Left {
    /// Its exit code.
    pub code: u32,
    /// What of the terminal was not given back.
    pub taken: Vec<&'static str>,
    /// The last screen.
    pub picture: String,
}

impl Left {
    /// Fails unless the exit code is `code` and the whole terminal was given back.
    #[track_caller]
    pub fn expect(&self, code: u32) {
        assert_eq!(self.code, code, "exit code\n{}", self.picture);
        assert!(
            self.taken.is_empty(),
            "not given back: {:?}\n{}",
            self.taken,
            self.picture
        );
    }
}

type Shared = Arc<(Mutex<Emulator>, Condvar)>;
type Writer = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// A program under way.
pub struct Session {
    emulator: Shared,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Writer,
    /// Held open so that the terminal's settings can be read at any time.
    slave: Option<Box<dyn SlavePty + Send>>,
    child: Mutex<Box<dyn Child + Send + Sync>>,
    reader: Option<JoinHandle<()>>,
    reader_stops: Arc<AtomicBool>,
    settings: Termios,
}

impl Session {
    /// A session that reads the articles of `home`, once the first is on the screen and what is known of them too.
    pub fn reading(home: &Home) -> Self {
        let session = Start::reading(home).size(120, 24).spawn();
        session.wait_for("fills with mud twice a");
        session.wait_for("The last tram");
        session.wait_loaded();
        session
    }

    /// Leaves the program, which has to go well.
    pub fn quit(self) {
        self.type_keys("q");
        self.wait_end().expect(0);
    }

    fn new(command: CommandBuilder, (width, height): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(cells(width, height)).unwrap();
        let settings = settings(&pair.master.tty_name().unwrap());
        let emulator: Shared = Arc::new((Mutex::new(Emulator::new(width, height)), Condvar::new()));
        let reader_stops = Arc::new(AtomicBool::new(false));
        let writer: Writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let reader = read_into(
            Arc::clone(&emulator),
            Arc::clone(&writer),
            pair.master.try_clone_reader().unwrap(),
            Arc::clone(&reader_stops),
        );
        Self {
            emulator,
            writer,
            child: Mutex::new(pair.slave.spawn_command(command).unwrap()),
            slave: Some(pair.slave),
            master: Some(pair.master),
            reader: Some(reader),
            reader_stops,
            settings,
        }
    }

    /// The terminal as it is now.
    pub fn emulator(&self) -> MutexGuard<'_, Emulator> {
        self.emulator
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Types keys in the notation of [`keys::bytes`], all in one write.
    pub fn type_keys(&self, keys: &str) {
        self.send(&keys::bytes(keys));
    }

    /// Pastes text, in the brackets that tell it from typing.
    pub fn paste(&self, text: &str) {
        self.send(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    }

    /// Presses (or drags with, or turns) button `button` of the mouse over a cell counted from 0, as SGR mode tells it.
    pub fn mouse(&self, button: u8, (column, row): (u16, u16), pressed: bool) {
        let end = if pressed { 'M' } else { 'm' };
        self.send(format!("\x1b[<{button};{};{}{end}", column + 1, row + 1).as_bytes());
    }

    /// Clicks on the first place where `text` is on the screen.
    pub fn click(&self, text: &str) {
        let place = self.wait_until(&format!("{text:?} to click on"), |emulator| {
            let rows = emulator.rows();
            let row = rows.iter().position(|row| row.contains(text))?;
            let column = rows[row].split(text).next()?.chars().count();
            Some((u16::try_from(column).ok()?, u16::try_from(row).ok()?))
        });
        self.mouse(0, place, true);
        self.mouse(0, place, false);
    }

    /// Sends bytes as a terminal would.
    pub fn send(&self, bytes: &[u8]) {
        write(&self.writer, bytes).unwrap();
    }

    fn tty_name(&self) -> PathBuf {
        self.master.as_ref().unwrap().tty_name().unwrap()
    }

    /// Answers the question for the background colour, once it was asked.
    pub fn answer_background(&self, color: &str) {
        self.wait_until("the question for the background", |emulator| {
            let commands = &emulator.doings().commands;
            commands
                .iter()
                .any(|command| command == "11;?")
                .then_some(())
        });
        self.send(format!("\x1b]11;{color}\x1b\\").as_bytes());
    }

    /// Gives the window another size.
    pub fn resize(&self, width: u16, height: u16) {
        self.emulator().resize(width, height);
        self.master
            .as_ref()
            .unwrap()
            .resize(cells(width, height))
            .unwrap();
    }

    /// Sends a signal to the process that has the terminal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.foreground(), signal).unwrap();
    }

    /// The process that has the terminal.
    pub fn foreground(&self) -> Pid {
        let leader = self.master.as_ref().unwrap().process_group_leader();
        Pid::from_raw(leader.unwrap()).unwrap()
    }

    /// Whether the terminal hands over whole lines and echoes what is typed, as shells want it.
    pub fn is_cooked(&self) -> bool {
        let modes = self.terminal_settings().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    fn terminal_settings(&self) -> Termios {
        settings(&self.tty_name())
    }

    /// Waits until `find` finds something in the terminal, and says what.
    #[track_caller]
    pub fn wait_until<T>(&self, what: &str, mut find: impl FnMut(&Emulator) -> Option<T>) -> T {
        let end = Instant::now() + DEADLINE;
        let mut emulator = self.emulator();
        loop {
            if let Some(found) = find(&emulator) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            // What was sent last may come in after the end; nothing new does.
            let over = emulator.closed || left.is_zero();
            emulator.closed = self.ended().is_some();
            assert!(!over, "waited in vain for {what}\n{}", emulator.picture());
            let (locked, _) = self
                .emulator
                .1
                .wait_timeout(emulator, left.min(BREATH))
                .unwrap_or_else(PoisonError::into_inner);
            emulator = locked;
        }
    }

    /// Waits until `text` is on a row of the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?}"), |emulator| {
            emulator
                .rows()
                .iter()
                .any(|row| row.contains(text))
                .then_some(())
        });
    }

    /// Waits until the annotations were read: until then nothing can be annotated, and nothing on the screen tells.
    #[track_caller]
    pub fn wait_loaded(&self) {
        let is_loaded = |emulator: &Emulator| {
            let status = emulator.rows().pop()?;
            let loaded = status.contains("nothing to make again");
            (loaded || status.contains("still being read")).then_some(loaded)
        };
        loop {
            self.type_keys("<C-r>");
            if self.wait_until("an answer to redo", is_loaded) {
                return;
            }
            // The message goes with the next key, so that the next answer is a new one.
            self.type_keys("0");
            self.wait_gone("still being read");
        }
    }

    /// Waits until `text` is on no row of the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |emulator| {
            (!emulator.rows().iter().any(|row| row.contains(text))).then_some(())
        });
    }

    /// Waits until `holds` of the file's content.
    #[track_caller]
    pub fn wait_for_file(&self, file: &Path, holds: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + DEADLINE;
        loop {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            if holds(&text) {
                return text;
            }
            assert!(
                Instant::now() < end,
                "waited in vain for {}:\n{text}\n{}",
                file.display(),
                self.emulator().picture()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the end, and says what was left.
    #[track_caller]
    pub fn wait_end(mut self) -> Left {
        let code = self.exit_code();
        let now = self.terminal_settings();
        // With the last hand on the terminal gone, its reader comes to the end of what was sent.
        self.slave = None;
        self.reader.take().unwrap().join().unwrap();
        let emulator = self.emulator();
        let mut taken = emulator.taken();
        let before = &self.settings;
        if (
            before.input_modes,
            before.output_modes,
            before.control_modes,
            before.local_modes,
        ) != (
            now.input_modes,
            now.output_modes,
            now.control_modes,
            now.local_modes,
        ) {
            taken.push("line settings");
        }
        Left {
            code,
            taken,
            picture: emulator.picture(),
        }
    }

    /// Takes the terminal away while the program runs, and waits for its exit code.
    ///
    /// The reader only lets go of the terminal when something comes, so the cursor is moved. What writes to the terminal
    /// says goodbye with a line break and the end-of-file character, which come in as two keys.
    #[track_caller]
    pub fn hang_up(mut self) -> u32 {
        self.reader_stops.store(true, Ordering::SeqCst);
        self.type_keys("l");
        self.reader.take().unwrap().join().unwrap();
        *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        (self.master, self.slave) = (None, None);
        self.exit_code()
    }

    /// Ends the program as a power cut would, giving it no time for anything, and gives the rows of its last screen.
    #[track_caller]
    pub fn kill(self) -> Vec<String> {
        let _ = kill_process(self.foreground(), Signal::KILL);
        self.wait_killed()
    }

    /// Waits until the program was killed, and gives the rows of its last screen.
    #[track_caller]
    pub fn wait_killed(mut self) -> Vec<String> {
        let status = self.status();
        assert!(status.signal().is_some(), "ended by itself: {status:?}");
        self.slave = None;
        self.reader.take().unwrap().join().unwrap();
        self.emulator().rows()
    }

    /// Waits for the end, and says whether it came by a signal that could not be caught.
    #[track_caller]
    pub fn was_killed(&self) -> bool {
        self.status().signal().is_some()
    }

    fn ended(&self) -> Option<ExitStatus> {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        child.try_wait().unwrap()
    }

    #[track_caller]
    fn exit_code(&self) -> u32 {
        let status = self.status();
        assert_eq!(status.signal(), None, "ended by a signal");
        status.exit_code()
    }

    /// Waits for the end, however it comes.
    #[track_caller]
    fn status(&self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.ended() {
                return status;
            }
            assert!(
                Instant::now() < end,
                "does not end\n{}",
                self.emulator().picture()
            );
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn write(writer: &Writer, bytes: &[u8]) -> io::Result<()> {
    let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
    let writer = writer.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
    writer.write_all(bytes)?;
    writer.flush()
}

/// Reads everything into the emulator until there is no more, or until it is to stop. As every terminal, it says where its
/// cursor is when it is asked.
fn read_into(
    shared: Shared,
    writer: Writer,
    mut master: Box<dyn Read + Send>,
    stops: Arc<AtomicBool>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut bytes = vec![0; 64 * 1024];
        let (emulator, changed) = &*shared;
        loop {
            let count = master.read(&mut bytes).unwrap_or(0);
            let mut emulator = emulator.lock().unwrap_or_else(PoisonError::into_inner);
            let asked = emulator.doings().cursor_questions;
            emulator.process(bytes.get(..count).unwrap_or_default());
            if emulator.doings().cursor_questions > asked {
                let (row, column) = emulator.screen().cursor_position();
                let _ = write(
                    &writer,
                    format!("\x1b[{};{}R", row + 1, column + 1).as_bytes(),
                );
            }
            changed.notify_all();
            if count == 0 || stops.load(Ordering::SeqCst) {
                return;
            }
        }
    })
}

fn cells(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn settings(tty: &Path) -> Termios {
    let tty = File::open(tty).unwrap();
    tcgetattr(&tty).unwrap()
}
