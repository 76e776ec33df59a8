//! The program as it runs: the event loop, the terminal, signals, workers and effects. The one place with a clock and a
//! terminal.

pub mod agreeing;
mod answering;
mod background;
pub mod browser;
mod capturing;
pub mod codebooks;
mod counting;
pub mod describing;
mod dividing;
mod drafting;
mod editor;
pub mod elsewhere;
pub mod exporting;
mod finding;
pub mod gathering;
mod glancing;
pub mod importing;
mod input;
mod keeper;
mod librarian;
mod linking;
pub mod missing;
mod present;
mod reading;
pub mod remembering;
mod resolving;
mod reworking;
pub mod searching;
mod signals;
pub mod spreading;
mod surveying;
mod sweeping;
mod tabulating;
mod terminal;
mod watching;
mod workers;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event;
use jiff::Timestamp;

use crate::app::effect::{Answer, Effect};
use crate::app::{App, Input, Preferences};
use crate::corpus::Corpus;
use crate::export::Publisher;
use crate::model::{DocPath, Problem};
use crate::store::Located;
use crate::ui;
use crate::ui::color::ColorLevel;
use crate::ui::theme::{Background, Theme};
use background::Asking;
use browser::Browser;
use input::{Terminal as TerminalInput, Woken};
use signals::{Signal, Signals};
use terminal::Screen;
pub use terminal::say;
use workers::{Place, Workers};

/// The folders postil keeps things in beside the corpus.
#[derive(Clone, Debug)]
pub struct Folders {
    /// Annotations that cannot lie beside their corpus.
    pub data: PathBuf,
    /// Reading positions and other things that may be lost.
    pub state: PathBuf,
    /// What was worked out from documents and can be worked out again: safe to delete at any time.
    pub cache: PathBuf,
}

/// Everything a session in the terminal needs to know.
#[derive(Debug)]
pub struct Session {
    /// What is read.
    pub corpus: Corpus,
    /// Where the annotations are.
    pub located: Located,
    /// Where else things are kept.
    pub folders: Folders,
    /// What the person prefers.
    pub preferences: Preferences,
    /// The document to begin with, when one is named.
    pub first: Option<DocPath>,
    /// What was wrong with settings and state files.
    pub problems: Vec<Problem>,
    /// The background of the terminal, where it is said.
    pub background: Option<Background>,
    /// The background to begin with while the terminal is asked.
    pub likely_background: Background,
    /// How many colours the terminal shows.
    pub colors: ColorLevel,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Whether copying sends OSC 52.
    pub osc52: bool,
    /// The command line of the editor for notes.
    pub editor: Option<String>,
    /// The paths that open the corpus again.
    pub reopen: Option<Vec<PathBuf>>,
    /// What links are opened in.
    pub browser: Browser,
    /// Who publishes what is exported.
    pub publisher: Publisher,
    /// Whether links on the screen are links of the terminal too, by the escape sequence OSC 8.
    pub hyperlinks: bool,
}

/// How long the first picture waits for its document: a first frame without one would only be drawn twice.
const FIRST_DOCUMENT: Duration = Duration::from_millis(15);

/// How long after the first key what is typed is kept: less than a second, whether or not one goes on typing.
const UNTIL_KEPT: Duration = Duration::from_millis(700);

/// How long a disk may take to save before the program stops all the same.
const BEFORE_STOPPING: Duration = Duration::from_secs(1);
/// How long answers are taken in before there is a picture and a look at the keys.
const BETWEEN_PICTURES: Duration = Duration::from_millis(5);
/// The longest text sent to the clipboard by OSC 52, in bytes: terminals cut longer ones, or choke.
const LONGEST_COPY: usize = 100_000;

/// Runs a session to its end.
///
/// # Errors
/// When there is no terminal to run in, or it fails. The terminal is given back first.
pub fn run(session: Session) -> io::Result<ExitCode> {
    let signals = Signals::catch()?;
    let terminal = TerminalInput::open(&signals)?;
    let place = Place {
        corpus: session.corpus.clone(),
        located: session.located.clone(),
        folders: session.folders,
        reopen: session.reopen,
        browser: session.browser,
        publisher: session.publisher,
    };
    let (width, height) = crossterm::terminal::size()?;
    let (mut app, effects) = App::new(session.preferences, session.first, width, height);
    app.status.report(session.problems);
    let workers = Workers::start(place, signals.waker(), &effects)?;
    let background = session.background.unwrap_or(session.likely_background);
    let ask = session.background.is_none() && session.colors >= ColorLevel::Ansi256;
    let mut running = Running {
        signals,
        app,
        workers,
        screen: Screen::enter(session.mouse, width, height)?,
        theme: Theme::load(background, session.colors),
        background,
        colors: session.colors,
        osc52: session.osc52,
        hyperlinks: session.hyperlinks,
        editor: session.editor,
        asking: if ask { Asking::due() } else { Asking::never() },
        pause_due: None,
        ended: None,
    };
    let result = running
        .await_document()
        .and_then(|()| running.until_ended(&terminal));
    let result = result.or_else(|error| {
        if running.is_over(&terminal) {
            Ok(())
        } else {
            Err(error)
        }
    });
    running.finish(result)
}

/// A session under way.
struct Running {
    signals: Signals,
    app: App,
    workers: Workers,
    screen: Screen,
    theme: Theme,
    background: Background,
    colors: ColorLevel,
    osc52: bool,
    hyperlinks: bool,
    editor: Option<String>,
    asking: Asking,
    /// When what is being typed has to be kept, while something is.
    pause_due: Option<Instant>,
    ended: Option<ExitCode>,
}

impl Running {
    fn until_ended(&mut self, terminal: &TerminalInput) -> io::Result<()> {
        let mut changed = true;
        while self.ended.is_none() {
            if changed {
                let links = if self.hyperlinks {
                    ui::links::links(&self.app)
                } else {
                    Vec::new()
                };
                self.screen
                    .draw(links, |frame| ui::draw(&self.app, &self.theme, frame))?;
            }
            self.asking.ask(&mut self.screen)?;
            self.workers.begin();
            let woken = terminal.wait(self.until_pause())?;
            // Taking signals empties what woke the loop: an answer that comes in after it wakes the loop again.
            changed = self.take_signals()?;
            changed |= self.take_answers()?;
            match woken {
                Woken::HungUp => self.hang_up(),
                Woken::Ready => changed |= self.take_events()?,
                Woken::Elsewhere => {}
            }
            if self.until_pause() == Some(Duration::ZERO) {
                self.pause_due = None;
                self.take(Input::Pause)?;
            }
        }
        Ok(())
    }

    /// How long what is typed may wait to be kept; nothing while nothing is typed, so that there is no timer then.
    fn until_pause(&mut self) -> Option<Duration> {
        if !self.app.is_draft_behind() {
            self.pause_due = None;
            return None;
        }
        let now = Instant::now();
        let due = *self.pause_due.get_or_insert(now + UNTIL_KEPT);
        Some(due.saturating_duration_since(now))
    }

    /// Whether an error only tells that the terminal is gone, or that a signal has ended the program: then it is no
    /// failure of its own.
    fn is_over(&mut self, terminal: &TerminalInput) -> bool {
        let by_signal = self
            .signals
            .take()
            .into_iter()
            .find_map(|signal| match signal {
                Signal::End(number) => Some(number),
                Signal::Stop | Signal::Continue | Signal::Resize => None,
            });
        let gone = || terminal.is_gone().then_some(1);
        let number = by_signal.or_else(gone);
        if let Some(number) = number {
            self.end_by_force();
            self.ended = Some(ExitCode::from(128 + number));
        }
        number.is_some()
    }

    /// Everything typed so far is taken in before anything is drawn: frames are skipped, keys are not.
    fn take_events(&mut self) -> io::Result<bool> {
        let mut changed = false;
        while self.ended.is_none() && input::is_event_ready()? {
            let event = crossterm::event::read()?;
            for event in self.asking.sift(event) {
                changed |= self.take_event(event)?;
            }
            if let Some(background) = self.asking.answer()
                && background != self.background
            {
                self.background = background;
                self.theme = Theme::load(background, self.colors);
                self.workers.remember_background(background);
                changed = true;
            }
        }
        Ok(changed)
    }

    fn take_event(&mut self, event: Event) -> io::Result<bool> {
        let input = match event {
            Event::Key(key) => Input::Key(key),
            Event::Mouse(mouse) => Input::Mouse(mouse),
            Event::Paste(text) => Input::Paste(text),
            // Where the file system does not tell of changes, a person who comes back may have made one.
            Event::FocusGained => {
                self.workers.give(&Effect::Look);
                return Ok(false);
            }
            // The signal tells of every new size, this only of those since the first key.
            Event::Resize(..) | Event::FocusLost => return Ok(false),
        };
        self.take(input)?;
        Ok(true)
    }

    fn take_answers(&mut self) -> io::Result<bool> {
        let mut changed = false;
        let begun = Instant::now();
        while let Some(answer) = self.workers.answer() {
            changed = true;
            self.take(Input::Answer(answer))?;
            if begun.elapsed() > BETWEEN_PICTURES {
                self.workers.wake();
                break;
            }
        }
        Ok(changed)
    }

    fn take_signals(&mut self) -> io::Result<bool> {
        let mut changed = false;
        for signal in self.signals.take() {
            match signal {
                Signal::End(number) => {
                    self.end_by_force();
                    self.ended = Some(ExitCode::from(128 + number));
                }
                Signal::Stop => {
                    self.suspend()?;
                    changed = true;
                }
                Signal::Continue => {
                    self.screen.take_again()?;
                    self.refit()?;
                    changed = true;
                }
                Signal::Resize => {
                    self.refit()?;
                    changed = true;
                }
            }
        }
        Ok(changed)
    }

    /// The terminal is gone: nothing can be drawn or asked any more.
    fn hang_up(&mut self) {
        self.end_by_force();
        self.ended = Some(ExitCode::from(129));
    }

    fn end_by_force(&mut self) {
        for effect in self.app.leave_by_force(Timestamp::now()) {
            self.workers.give(&effect);
        }
    }

    fn take(&mut self, input: Input) -> io::Result<()> {
        // One that fails does not keep the others, a save among them, from being carried out.
        let effects = self.app.handle(input, Timestamp::now());
        effects
            .into_iter()
            .map(|effect| self.perform(effect))
            .fold(Ok(()), Result::and)
    }

    /// Lets the person edit a text in an editor of their own.
    fn edit_externally(&mut self, text: &str) -> io::Result<()> {
        let editor = self.editor.clone();
        let edit = || editor::edit(editor.as_deref(), text);
        let result = self.screen.lend(edit)?;
        // Ctrl-C in the editor was meant for the editor.
        self.signals.forget_keys();
        self.refit()?;
        self.take(Input::Answer(Answer::Edited(result)))
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Copy(text) => self.copy(&text),
            Effect::EditExternally(text) => self.edit_externally(&text),
            Effect::EditFile { path, line } => {
                let editor = self.editor.clone();
                let edit = || editor::edit_file(editor.as_deref(), &path, line);
                let result = self.screen.lend(edit)?;
                self.signals.forget_keys();
                self.refit()?;
                self.take(Input::Answer(Answer::FileEdited(result)))
            }
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.refit(),
            Effect::Quit => {
                self.ended = Some(self.ended.unwrap_or(ExitCode::SUCCESS));
                Ok(())
            }
            Effect::Export { format, rest } => {
                self.workers.export(format, rest, self.app.set().clone());
                Ok(())
            }
            Effect::Walk
            | Effect::FindFirst
            | Effect::Reread(_)
            | Effect::Load
            | Effect::Open { .. }
            | Effect::Renew(_)
            | Effect::Resolve(_)
            | Effect::Divide(_)
            | Effect::Survey(_)
            | Effect::ComeBack
            | Effect::Queue(_)
            | Effect::Tabulate(_)
            | Effect::Agree(_)
            | Effect::Rework(_)
            | Effect::StopReworking
            | Effect::Sweep(_)
            | Effect::StopSweeping
            | Effect::CountTags(_)
            | Effect::ReadTexts(..)
            | Effect::LookAtTexts { .. }
            | Effect::Trace(_)
            | Effect::Find(_)
            | Effect::Preview(_)
            | Effect::Surround(_)
            | Effect::Seek(_)
            | Effect::SearchCorpus(_)
            | Effect::Capture(_)
            | Effect::StopCapturing(_)
            | Effect::Glance(_)
            | Effect::KeepTexts(_)
            | Effect::KeepText(_)
            | Effect::Describe(_)
            | Effect::Follow(_)
            | Effect::ReadCodebook(_)
            | Effect::Import(_)
            | Effect::Save(_)
            | Effect::SaveAgain { .. }
            | Effect::Note(_)
            | Effect::Look
            | Effect::FindDrafts
            | Effect::KeepDraft(_)
            | Effect::EndDraft(_)
            | Effect::ReleaseDraft(_)
            | Effect::Repair(_)
            | Effect::GoOnWith(_)
            | Effect::Remember(_) => {
                self.workers.give(&effect);
                Ok(())
            }
        }
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        if !self.osc52 {
            let answer = Answer::Failure(
                "copying is off: the setting clipboard_osc52 turns it on".to_owned(),
            );
            return self.take(Input::Answer(answer));
        }
        if text.len() > LONGEST_COPY {
            let answer =
                Answer::Failure("too much to copy at once: terminals take about 100 kB".to_owned());
            return self.take(Input::Answer(answer));
        }
        crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Stops until the shell says otherwise, every change being on disk if the disk is quick enough: whoever looks at
    /// the file meanwhile, or ends the program, is to find all of them.
    fn suspend(&mut self) -> io::Result<()> {
        self.await_answers(BEFORE_STOPPING, App::is_saving)?;
        self.screen.lend(signals::stop)??;
        self.refit()
    }

    /// Fits everything to the window as it is now, and draws it anew.
    fn refit(&mut self) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size()?;
        self.screen.resize(width, height)?;
        self.take(Input::Resize(width, height))
    }

    fn await_document(&mut self) -> io::Result<()> {
        self.await_answers(FIRST_DOCUMENT, App::is_waiting)?;
        self.take_answers()?;
        Ok(())
    }

    /// Takes answers in as long as `is_waiting` says so, but not for longer than `time`.
    fn await_answers(&mut self, time: Duration, is_waiting: fn(&App) -> bool) -> io::Result<()> {
        let end = Instant::now() + time;
        while is_waiting(&self.app) {
            let left = end.saturating_duration_since(Instant::now());
            let Some(answer) = self.workers.answer_within(left) else {
                break;
            };
            self.take(Input::Answer(answer))?;
        }
        Ok(())
    }

    /// Gives the terminal back, then waits until everything is on disk, and says so when it is not.
    fn finish(mut self, result: io::Result<()>) -> io::Result<ExitCode> {
        if result.is_err() {
            self.end_by_force();
        }
        drop(self.screen);
        let unsaved = self.workers.finish();
        if let Some(reason) = unsaved {
            say(&format!("postil: {reason}"));
            self.ended = Some(ExitCode::FAILURE);
        }
        result?;
        Ok(self.ended.unwrap_or(ExitCode::SUCCESS))
    }
}
