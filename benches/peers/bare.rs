//! The least that a ratatui program can do with an article: show it, scroll with `j` and `k`, leave with `q`.
//!
//! `bare FILE` breaks the lines once, before the first picture; `bare --wrapping FILE` leaves that to ratatui at each key.

use std::{env, fs, io};

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Paragraph, Wrap};

/// Columns of text.
const MEASURE: usize = 72;

fn main() -> io::Result<()> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let path = arguments.pop().ok_or(io::ErrorKind::InvalidInput)?;
    let file = fs::read_to_string(path)?;
    let lines = if arguments.is_empty() {
        broken(&file)
    } else {
        file.lines().collect()
    };
    let mut terminal = ratatui::try_init()?;
    let mut top = 0;
    loop {
        terminal.draw(|frame| {
            let area = frame.area();
            let shown = lines.iter().skip(top).take(area.height.into());
            let text: Text<'_> = shown.map(|line| Line::raw(*line)).collect();
            let paragraph = Paragraph::new(text);
            if arguments.is_empty() {
                frame.render_widget(paragraph, area);
            } else {
                frame.render_widget(paragraph.wrap(Wrap { trim: false }), area);
            }
        })?;
        let Event::Key(key) = event::read()? else {
            continue;
        };
        match key.code {
            KeyCode::Char('j') => top = (top + 1).min(lines.len()),
            KeyCode::Char('k') => top = top.saturating_sub(1),
            KeyCode::Char('q') => break,
            _ => {}
        }
    }
    ratatui::try_restore()
}

/// The lines of the file, broken at the last space before they are too long.
fn broken(file: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    for mut rest in file.lines() {
        while let Some((end, _)) = rest.char_indices().nth(MEASURE) {
            let (line, _) = rest.split_at(end);
            let (line, more) = match line.rfind(' ') {
                Some(space) => (line.split_at(space).0, rest.split_at(space + 1).1),
                None => rest.split_at(end),
            };
            lines.push(line);
            rest = more;
        }
        lines.push(rest);
    }
    lines
}
