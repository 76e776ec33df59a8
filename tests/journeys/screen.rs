//! Pictures of the screen with their styles, kept beside the stories.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// The symbols, then a letter for the style of each cell, then what the letters mean. Cells with no style are dots.
pub fn picture(buffer: &Buffer) -> String {
    let mut out = String::new();
    let mut styles: Vec<Style> = Vec::new();
    let mut letters = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let style = cell.style();
            if skip == 0 {
                row.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            }
            skip -= 1;
            letters.push(if is_plain(style) {
                '.'
            } else {
                let place = styles.iter().position(|known| *known == style);
                let place = place.unwrap_or_else(|| {
                    styles.push(style);
                    styles.len() - 1
                });
                LETTERS.chars().nth(place).unwrap_or('?')
            });
        }
        let _ = writeln!(out, "|{row}|");
        letters.push('\n');
    }
    let _ = write!(out, "\n{letters}\n");
    for (style, letter) in styles.iter().zip(LETTERS.chars()) {
        let _ = writeln!(out, "{letter} {}", words(*style));
    }
    out
}

fn is_plain(style: Style) -> bool {
    let is_unset = |color: Option<Color>| matches!(color, None | Some(Color::Reset));
    is_unset(style.fg) && is_unset(style.bg) && style.add_modifier.is_empty()
}

fn words(style: Style) -> String {
    let color = |color: Option<Color>| match color {
        None | Some(Color::Reset) => "-".to_owned(),
        Some(color) => color.to_string(),
    };
    let mut words = format!("{} on {}", color(style.fg), color(style.bg));
    if style
        .underline_color
        .is_some_and(|color| color != Color::Reset)
    {
        let _ = write!(words, " under {}", color(style.underline_color));
    }
    if !style.add_modifier.is_empty() {
        let _ = write!(words, " {:?}", style.add_modifier);
    }
    words
}

/// Compares a picture with the one kept under `name`; with `BLESS=1` it is kept instead.
pub fn compare(name: &str, picture: &str) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/journeys/golden")
        .join(format!("{name}.txt"));
    if env::var_os("BLESS").is_some_and(|value| value == "1") {
        return fs::write(&path, picture).map_err(|error| format!("{name}: {error}"));
    }
    let kept = fs::read_to_string(&path)
        .map_err(|error| format!("{name}: {error}; BLESS=1 makes the picture"))?;
    if kept == picture {
        return Ok(());
    }
    let rows = kept.lines().zip(picture.lines()).enumerate();
    let first = rows.filter(|(_, (one, other))| one != other).take(6);
    let shown: Vec<String> = first
        .map(|(row, (one, other))| format!("{:>4} - {one}\n     + {other}", row + 1))
        .collect();
    Err(format!(
        "{name} is another picture; look at it, and BLESS=1 keeps it:\n{}",
        shown.join("\n")
    ))
}
