//! The terminal, taken and given back. It is given back on every way out: quitting, an error, a panic, a signal.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic;
use std::rc::Rc;
use std::sync::Once;

use crossterm::event::{DisableBracketedPaste, DisableFocusChange, DisableMouseCapture};
use crossterm::event::{EnableBracketedPaste, EnableFocusChange, EnableMouseCapture};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::linking::{Linking, send_again};
use crate::ui::links::LinkRun;

/// The bytes of a frame, gathered so that they reach the terminal in one write: what flushes in between does not count.
#[derive(Clone, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Gathered {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut output = io::stdout().lock();
        let sent = output.write_all(&bytes).and_then(|()| output.flush());
        bytes.clear();
        sent
    }
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Screen {
    terminal: Terminal<Linking<Gathered>>,
    gathered: Gathered,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal, which is `width` by `height` cells: raw mode, alternate screen, bracketed paste, focus events
    /// and, if wanted, the mouse.
    ///
    /// # Errors
    /// When the terminal cannot be written to or has no size.
    pub fn enter(mouse: bool, width: u16, height: u16) -> io::Result<Self> {
        give_back_on_panic();
        take(mouse)?;
        let gathered = Gathered::default();
        // The size is told, never asked for: what is drawn always fits what the program believes, and a window that
        // changes while it is drawn is put right by the event that tells of it.
        let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
        match Terminal::with_options(Linking::new(gathered.clone()), TerminalOptions { viewport }) {
            Ok(terminal) => Ok(Self {
                terminal,
                gathered,
                mouse,
            }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Draws a frame in which `links` are links of the terminal; only the cells that changed, or whose links did, are sent.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(
        &mut self,
        links: Vec<LinkRun>,
        draw: impl FnOnce(&mut Frame<'_>),
    ) -> io::Result<()> {
        self.terminal.backend_mut().announce(links);
        let changes = self.terminal.backend().changes();
        self.terminal.draw(|frame| {
            draw(frame);
            if let Some((before, after)) = &changes {
                send_again(frame.buffer_mut(), before, after);
            }
        })?;
        self.terminal.backend_mut().settle();
        self.gathered.send()
    }

    /// Takes the size of the window, in cells, and forgets what is on the screen, so that the next frame sends every cell.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn resize(&mut self, width: u16, height: u16) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        self.terminal.resize(Rect::new(0, 0, width, height))
    }

    /// Gives the terminal back while `other` runs, and takes it again. The window may have another size afterwards, and
    /// nothing is on it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn lend<T>(&mut self, other: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = other();
        self.take_again()?;
        Ok(result)
    }

    /// Takes the terminal again after a shell had it.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn take_again(&self) -> io::Result<()> {
        take(self.mouse)
    }

    /// Sends bytes that draw nothing: a question to the terminal.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.gathered.write_all(bytes)?;
        self.gathered.send()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // After a panic it was given back before the message was printed; once more would wipe that out.
        if !std::thread::panicking() {
            give_back();
        }
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut output = io::stdout();
    execute!(
        output,
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        cursor::Hide
    )?;
    if mouse {
        execute!(output, EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back as it was. What fails here fails because the terminal is gone; there is nobody left to tell.
fn give_back() {
    let mut output = io::stdout();
    let _ = execute!(
        output,
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// A panic message is readable only on a terminal that has been given back.
fn give_back_on_panic() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        panic::set_hook(Box::new(|info| {
            // A worker's panic is told by the worker's end; printing it would only tear the screen.
            if std::thread::current().name() == Some("main") {
                give_back();
                // It may repeat a piece of an article.
                say(&info.to_string());
            }
        }));
    });
}

/// Says something on standard error, after the terminal was given back.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{}", crate::text::visible::one_line(text));
}
