//! Cells that are links of the terminal: what is drawn in them goes out inside the escape sequence OSC 8.
//!
//! The sequence is that of <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>: `OSC 8 ; id=ID ; ADDRESS
//! ST` begins a link and `OSC 8 ; ; ST` ends it. A terminal keeps a link with each cell until the cell is written again,
//! so a cell whose link changes has to be sent although what it shows does not; and a link never stays begun.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};

use crate::ui::links::LinkRun;

/// A backend that draws some cells as links.
pub struct Linking<W: Write> {
    inner: CrosstermBackend<W>,
    /// The links of the frame that is drawn, sorted by row and column.
    links: Vec<LinkRun>,
    /// The links that the terminal has.
    shown: Vec<LinkRun>,
}

impl<W: Write> Linking<W> {
    /// A backend that writes to `output`, on a terminal that has no links.
    pub fn new(output: W) -> Self {
        Self {
            inner: CrosstermBackend::new(output),
            links: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// Tells the links of the next frame.
    pub fn announce(&mut self, mut links: Vec<LinkRun>) {
        links.sort_by_key(|run| (run.area.y, run.area.x));
        self.links = links;
    }

    /// The frame is drawn: the terminal has its links now. They are handed back for the next frame to be compared with.
    pub fn settle(&mut self) {
        self.shown = std::mem::take(&mut self.links);
    }

    /// The screen was cleared, and its links with it.
    pub fn forget(&mut self) {
        self.shown.clear();
    }

    /// The links that the terminal has, and those of the next frame.
    pub fn changes(&self) -> Option<(Vec<LinkRun>, Vec<LinkRun>)> {
        (self.shown != self.links).then(|| (self.shown.clone(), self.links.clone()))
    }
}

/// Has the cells of `buffer` sent again, now and once more with the next frame, that are in a link of one of the lists and
/// not in the same link of the other.
pub fn send_again(buffer: &mut Buffer, before: &[LinkRun], after: &[LinkRun]) {
    for (these, others) in [(before, after), (after, before)] {
        for run in these.iter().filter(|run| !others.contains(run)) {
            let mut x = run.area.x;
            while x < run.area.right()
                && let Some(cell) = buffer.cell_mut((x, run.area.y))
            {
                x += cell.cell_width().max(1);
                // A cell whose width is told already goes without: it would lose that.
                if cell.diff_option == CellDiffOption::None {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
    }
}

/// The run that holds the cell, of runs sorted by row and column.
fn run_at(links: &[LinkRun], (x, y): (u16, u16)) -> Option<usize> {
    let after = links.partition_point(|run| (run.area.y, run.area.x) <= (y, x));
    let index = after.checked_sub(1)?;
    let run = links.get(index)?;
    run.area.contains(Position::new(x, y)).then_some(index)
}

impl<W: Write> Backend for Linking<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if self.links.is_empty() {
            return self.inner.draw(content);
        }
        let content: Vec<(u16, u16, &Cell)> = content.collect();
        let links = std::mem::take(&mut self.links);
        for cells in content.chunk_by(|one, other| {
            run_at(&links, (one.0, one.1)) == run_at(&links, (other.0, other.1))
        }) {
            let first = cells.first().map(|(x, y, _)| (*x, *y));
            let run = first
                .and_then(|first| run_at(&links, first))
                .and_then(|index| links.get(index));
            if let Some(run) = run {
                write!(self.inner, "\x1b]8;id={};{}\x1b\\", run.link, run.address)?;
            }
            self.inner.draw(cells.iter().copied())?;
            if run.is_some() {
                write!(self.inner, "\x1b]8;;\x1b\\")?;
            }
        }
        self.links = links;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::effect::{Answer, Loaded, Remembered};
    use crate::app::keymap::KeyMap;
    use crate::app::panes::Layout;
    use crate::app::reader::OpenDocument;
    use crate::app::{App, Input, Preferences};
    use crate::model::{Block, BlockKind, DocPath, Document, Inline, InlineKind, Span, Structure};
    use crate::text::cluster;
    use crate::ui::color::ColorLevel;
    use crate::ui::links::links;
    use crate::ui::theme::{Background, Theme};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{Terminal, TerminalOptions, Viewport};
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::sync::Arc;

    #[derive(Clone, Default)]
    struct Output(Rc<RefCell<Vec<u8>>>);

    impl Write for Output {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn run((x, y, width): (u16, u16, u16), link: usize, address: &str) -> LinkRun {
        LinkRun {
            area: Rect::new(x, y, width, 1),
            link,
            address: address.to_owned(),
        }
    }

    /// Draws frames of text, each with its links; what was sent for each, with escape sequences other than links left out.
    fn sent(frames: &[(&str, Vec<LinkRun>)]) -> Vec<String> {
        let output = Output::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 20, 2));
        let backend = Linking::new(output.clone());
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let csi = regex::Regex::new("\x1b\\[[0-9;?]*[a-zA-Z]").unwrap();
        let mut sent = Vec::new();
        for (text, links) in frames {
            terminal.backend_mut().announce(links.clone());
            let changes = terminal.backend().changes();
            terminal
                .draw(|frame| {
                    frame.buffer_mut().set_string(0, 0, text, Style::default());
                    if let Some((before, after)) = &changes {
                        send_again(frame.buffer_mut(), before, after);
                    }
                })
                .unwrap();
            terminal.backend_mut().settle();
            let bytes = std::mem::take(&mut *output.0.borrow_mut());
            let text = String::from_utf8(bytes).unwrap();
            let text = csi.replace_all(&text, "").replace('\x1b', "");
            sent.push(text.replace("]8;;\\", ">").replace("]8;", "<"));
        }
        sent
    }

    #[test]
    fn links_begin_and_end_around_their_cells() {
        let link = || run((3, 0, 5), 7, "https://a.org/");
        assert_eq!(
            sent(&[
                ("go there now", vec![link()]),
                ("go there now", vec![link()]),
                ("go there now", vec![link()]),
                ("go there now", vec![]),
                ("go there now", vec![run((3, 0, 5), 7, "https://b.org/")]),
            ]),
            [
                "go<id=7;https://a.org/\\there>now",
                "<id=7;https://a.org/\\there>",
                "",
                "there",
                "<id=7;https://b.org/\\there>",
            ]
        );
    }

    #[test]
    fn neighbours_and_wide_characters_keep_their_own_links() {
        let links = vec![
            run((4, 0, 2), 9, "https://b.org"),
            run((0, 0, 4), 2, "https://a.org"),
        ];
        assert_eq!(
            sent(&[
                ("漢字ab", links.clone()),
                ("漢字ab", links.clone()),
                ("漢字ac", links)
            ]),
            [
                "<id=2;https://a.org\\漢字><id=9;https://b.org\\ab>",
                "<id=2;https://a.org\\漢字><id=9;https://b.org\\ab>",
                "<id=9;https://b.org\\c>",
            ]
        );
    }

    /// A terminal that knows as much as this needs: where the cursor is, what stands in each cell, and its link.
    struct Emulated {
        cells: Vec<(String, Option<String>)>,
        at: (u16, u16),
        link: Option<String>,
    }

    impl Emulated {
        fn feed(&mut self, sent: &str) {
            let token = "\x1b\\[([0-9;?]*)([a-zA-Z])|\x1b\\]8;[^;]*;([ -~]*?)\x1b\\\\|([^\x1b])";
            let tokens = regex::Regex::new(token).unwrap();
            let mut read = 0;
            for found in tokens.captures_iter(sent) {
                assert_eq!(
                    found.get(0).unwrap().start(),
                    read,
                    "what is sent is understood"
                );
                read = found.get(0).unwrap().end();
                if let Some(address) = found.get(3) {
                    let address = address.as_str();
                    self.link = (!address.is_empty()).then(|| address.to_owned());
                } else if let Some(shown) = found.get(4) {
                    let (x, y) = self.at;
                    let place = usize::from(y) * usize::from(WIDTH) + usize::from(x);
                    self.cells[place] = (shown.as_str().to_owned(), self.link.clone());
                    self.at.0 += cluster::width(shown.as_str());
                } else if &found[2] == "H" {
                    let (y, x) = found[1].split_once(';').unwrap();
                    self.at = (x.parse::<u16>().unwrap() - 1, y.parse::<u16>().unwrap() - 1);
                }
            }
            assert_eq!(
                (read, &self.link),
                (sent.len(), &None),
                "no link stays begun"
            );
        }
    }

    const WIDTH: u16 = 50;
    const HEIGHT: u16 = 14;

    /// A document with many links, two of them over the end of a row, one that is no web address.
    fn document() -> Document {
        let mut text = String::new();
        let mut structure = Structure::default();
        for number in 0..30 {
            let start = text.len();
            text.push_str(&"words before the link ".repeat(number % 3));
            let link = text.len();
            text.push_str("a link that goes over the end of its row");
            structure.inlines.push(Inline {
                kind: InlineKind::Link(match number {
                    3 => "javascript:alert(1)".into(),
                    _ => format!("https://a.example/{number}\u{1b}]0;x\u{7}").into(),
                }),
                span: Span::new(link, text.len()),
            });
            text.push_str(" and after it.");
            structure.blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(start, text.len()),
            });
            text.push_str("\n\n");
        }
        Document::new(DocPath::new("a.txt"), text, structure)
    }

    fn app() -> App {
        let preferences = Preferences {
            reviewer: "me".into(),
            layout: Layout::default(),
            keymap: KeyMap::default(),
            corpus: "a".into(),
            remembered: Remembered::default(),
            is_builtin: false,
        };
        let (mut app, _) = App::new(preferences, Some(DocPath::new("a.txt")), WIDTH, HEIGHT);
        let now = jiff::Timestamp::UNIX_EPOCH;
        let opened = Answer::Opened {
            number: 1,
            result: Ok(Arc::new(OpenDocument::new(document()))),
        };
        app.handle(
            Input::Answer(Answer::Loaded(Ok(Box::new(Loaded::default())))),
            now,
        );
        app.handle(Input::Answer(opened), now);
        app
    }

    #[test]
    fn every_cell_has_the_link_it_should_whatever_is_done() {
        let mut app = app();
        let theme = Theme::load(Background::Dark, ColorLevel::TrueColor);
        let output = Output::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, WIDTH, HEIGHT));
        let backend = Linking::new(output.clone());
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let mut emulated = Emulated {
            cells: vec![(" ".to_owned(), None); usize::from(WIDTH) * usize::from(HEIGHT)],
            at: (0, 0),
            link: None,
        };
        let mut linked = 0;
        for (second, key) in
            (0..).zip("jj dvj\u{1b}jif\u{1b}\u{1b}GkkU\u{1b}ggjjj/link\u{1b}:\u{1b}jz}}s}M".chars())
        {
            let code = match key {
                '\u{1b}' => KeyCode::Esc,
                letter => KeyCode::Char(letter),
            };
            let now = jiff::Timestamp::from_second(second).unwrap();
            app.handle(Input::Key(KeyEvent::new(code, KeyModifiers::NONE)), now);
            let links = links(&app);
            terminal.backend_mut().announce(links.clone());
            let changes = terminal.backend().changes();
            let drawn = terminal
                .draw(|frame| {
                    crate::ui::draw(&app, &theme, frame);
                    if let Some((before, after)) = &changes {
                        send_again(frame.buffer_mut(), before, after);
                    }
                })
                .unwrap();
            let expected: Vec<(String, Option<String>)> = (0..HEIGHT)
                .flat_map(|y| (0..WIDTH).map(move |x| (x, y)))
                .map(|at| {
                    let run = links.iter().find(|run| run.area.contains(at.into()));
                    let symbol = drawn.buffer[at].symbol().to_owned();
                    (symbol, run.map(|run| run.address.clone()))
                })
                .collect();
            terminal.backend_mut().settle();
            let sent = String::from_utf8(std::mem::take(&mut *output.0.borrow_mut())).unwrap();
            emulated.feed(&sent);
            linked += expected.iter().filter(|(_, link)| link.is_some()).count();
            for (place, (shown, expected)) in emulated.cells.iter().zip(&expected).enumerate() {
                assert_eq!(shown, expected, "cell {place} after {key:?}");
            }
        }
        assert!(linked > 1_000, "{linked} cells were links");
    }
}
