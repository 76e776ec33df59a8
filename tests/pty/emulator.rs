//! The terminal that postil believes to be in: its screen, and what it was asked to do beside drawing.

use std::fmt::Write as _;
use std::num::NonZeroU16;

use vt100::{Callbacks, Cell, MouseProtocolMode, Parser, Screen};

/// How many of the last bytes are shown where a test failed.
const TAIL: usize = 1_000;

/// What a terminal does that is not on its screen.
#[derive(Debug, Default)]
pub struct Doings {
    /// How often it rang.
    pub bells: usize,
    /// The titles, icon names and clipboard contents it was given.
    pub set: Vec<String>,
    /// The operating system commands it does not know, OSC 11 among them.
    pub commands: Vec<String>,
    /// Control characters it was sent that no terminal needs.
    pub controls: Vec<char>,
    /// How often it was asked where the cursor is.
    pub cursor_questions: usize,
}

impl Callbacks for Doings {
    fn audible_bell(&mut self, _: &mut Screen) {
        self.bells += 1;
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.bells += 1;
    }

    fn resize(&mut self, _: &mut Screen, request: (u16, u16)) {
        self.set.push(format!("size {request:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.set
            .push(format!("icon {}", String::from_utf8_lossy(name)));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.set
            .push(format!("title {}", String::from_utf8_lossy(title)));
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.set
            .push(format!("clipboard {}", String::from_utf8_lossy(data)));
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.set.push("the clipboard was asked for".to_owned());
    }

    fn unhandled_char(&mut self, _: &mut Screen, c: char) {
        // The emulator takes the replacement character for broken UTF-8; here it is what a control character is shown as.
        if c != char::REPLACEMENT_CHARACTER {
            self.controls.push(c);
        }
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.controls.push(byte.into());
    }

    fn unhandled_csi(
        &mut self,
        _: &mut Screen,
        first: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        end: char,
    ) {
        if end == 'n' && first.is_none() && parameters == [[6]] {
            self.cursor_questions += 1;
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parameters: &[&[u8]]) {
        let parts: Vec<_> = parameters
            .iter()
            .map(|part| String::from_utf8_lossy(part))
            .collect();
        self.commands.push(parts.join(";"));
    }
}

/// A terminal emulator of some size.
pub struct Emulator {
    parser: Parser<Doings>,
    /// How many bytes it was sent.
    pub received: usize,
    /// Whether the program has ended.
    pub closed: bool,
    /// Everything that it was sent.
    pub sent: Vec<u8>,
}

impl Emulator {
    /// A terminal of `width` by `height` cells. No emulator has none; a window that says so gets one.
    pub fn new(width: u16, height: u16) -> Self {
        let (width, height) = (at_least_one(width), at_least_one(height));
        Self {
            parser: Parser::new_with_callbacks(height, width, 0, Doings::default()),
            received: 0,
            closed: false,
            sent: Vec::new(),
        }
    }

    /// Takes in what postil sent.
    pub fn process(&mut self, bytes: &[u8]) {
        self.received += bytes.len();
        self.sent.extend(bytes);
        self.parser.process(bytes);
    }

    /// Gives the window another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.parser
            .set_size(at_least_one(height), at_least_one(width));
    }

    /// What is on the screen.
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// What it was asked to do beside drawing.
    pub fn doings(&self) -> &Doings {
        self.parser.callbacks()
    }

    /// The rows of the screen as text, without the spaces at their ends: a cell that was cleared and one that a space was
    /// written to look the same.
    pub fn rows(&self) -> Vec<String> {
        let width = self.screen().size().1.get();
        let rows = self.screen().rows(0, width);
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    /// Every cell of the screen that shows something.
    pub fn cells(&self) -> Vec<Cell> {
        let (height, width) = self.screen().size();
        let places =
            (0..height.get()).flat_map(|row| (0..width.get()).map(move |column| (row, column)));
        places
            .filter_map(|(row, column)| self.screen().cell(row, column).cloned())
            .collect()
    }

    /// The cells under the first place where `text` stands on one row.
    pub fn cells_of(&self, text: &str) -> Option<Vec<Cell>> {
        let (height, width) = self.screen().size();
        (0..height.get()).find_map(|row| {
            let cells: Vec<Cell> = (0..width.get())
                .filter_map(|column| self.screen().cell(row, column).cloned())
                .collect();
            let length = text.chars().count();
            let shown = |cell: &Cell| match cell.contents() {
                "" => " ".to_owned(),
                contents => contents.to_owned(),
            };
            cells
                .windows(length)
                .find(|window| window.iter().map(shown).collect::<String>() == text)
                .map(<[Cell]>::to_vec)
        })
    }

    /// What of the terminal is still taken: nothing, once it was given back.
    pub fn taken(&self) -> Vec<&'static str> {
        let screen = self.screen();
        let modes = [
            (screen.alternate_screen(), "alternate screen"),
            (screen.hide_cursor(), "hidden cursor"),
            (screen.bracketed_paste(), "bracketed paste"),
            (
                screen.mouse_protocol_mode() != MouseProtocolMode::None,
                "mouse",
            ),
        ];
        modes
            .into_iter()
            .filter_map(|(taken, name)| taken.then_some(name))
            .collect()
    }

    /// The screen as a person would see it, for a test that failed.
    pub fn picture(&self) -> String {
        let (height, width) = self.screen().size();
        let mut picture = format!("{width}x{height}, taken: {:?}\n", self.taken());
        for row in self.rows() {
            let _ = writeln!(picture, "|{row}");
        }
        if self.closed {
            let _ = writeln!(
                picture,
                "it ended with {:?}",
                String::from_utf8_lossy(&self.sent[self.sent.len().saturating_sub(TAIL)..])
            );
        }
        picture
    }
}

fn at_least_one(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap_or(NonZeroU16::MIN)
}
