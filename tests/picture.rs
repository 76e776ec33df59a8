//! The pictures in the README, drawn from the real screen. `BLESS=1 cargo test --test picture` draws them anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use postil::app::effect::{Answer, Effect, Loaded, Remembered};
use postil::app::keymap::KeyMap;
use postil::app::panes::Layout;
use postil::app::reader::OpenDocument;
use postil::app::{App, Input, Preferences};
use postil::corpus::{Corpus, builtin};
use postil::ui::color::ColorLevel;
use postil::ui::theme::{Background, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const WIDTH: u16 = 120;
const HEIGHT: u16 = 36;
/// The keys that lead from the start to the moment shown: in the second article, the fourth annotation.
const KEYS: &str = "J]]]]";
/// The width and height of a cell, and the margin around the screen, in pixels.
const CELL: usize = 9;
const ROW: usize = 18;
const MARGIN: usize = 14;

#[test]
fn the_pictures_in_the_readme_are_what_the_screen_shows() {
    let app = app();
    // The colours that a terminal of this kind has by itself; panes have none of their own.
    for (background, ink, ground) in [
        (Background::Dark, "#d6d9e0", "#16181f"),
        (Background::Light, "#24272e", "#ffffff"),
    ] {
        let theme = Theme::load(background, ColorLevel::TrueColor);
        let mut terminal = Terminal::new(TestBackend::new(WIDTH, HEIGHT)).unwrap();
        terminal
            .draw(|frame| postil::ui::draw(&app, &theme, frame))
            .unwrap();
        let svg = svg(terminal.backend().buffer(), ink, ground);
        let name = format!("assets/picture-{}.svg", background.as_str());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &svg).unwrap();
        }
        let same = fs::read_to_string(&path).is_ok_and(|there| there == svg);
        assert!(
            same,
            "{name} is not what the screen shows; look at it after BLESS=1"
        );
    }
}

/// The built-in corpus with the keys typed.
fn app() -> App {
    let preferences = Preferences {
        reviewer: "you".into(),
        layout: Layout::default(),
        keymap: KeyMap::default(),
        corpus: Corpus::builtin().name(),
        remembered: Remembered::default(),
        is_builtin: true,
    };
    let (mut app, effects) = App::new(preferences, None, WIDTH, HEIGHT);
    carry_out(&mut app, effects);
    for (second, letter) in (0..).step_by(10).zip(KEYS.chars()) {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        let now = Timestamp::from_second(second).unwrap();
        let effects = app.handle(Input::Key(key), now);
        carry_out(&mut app, effects);
    }
    app
}

/// Does at once what the runtime would do in its own time.
fn carry_out(app: &mut App, mut effects: Vec<Effect>) {
    let corpus = Corpus::builtin();
    while let Some(effect) = effects.pop() {
        let answer = match effect {
            Effect::Walk => Answer::Found(corpus.list().0),
            Effect::FindFirst => Answer::First(corpus.first()),
            Effect::Load => Answer::Loaded(Ok(Box::new(Loaded {
                set: postil::store::parse(builtin::ANNOTATIONS, "annotations.toml").0,
                ..Loaded::default()
            }))),
            Effect::Open { path, number } => Answer::Opened {
                number,
                result: Ok(Arc::new(OpenDocument::new(corpus.read(&path).unwrap()))),
            },
            Effect::Describe(paths) => {
                let summary = |path| corpus.summary(&path).map(|found| (path, Ok(found)));
                Answer::Described(
                    paths
                        .into_iter()
                        .filter_map(|path| summary(path).ok())
                        .collect(),
                )
            }
            Effect::LookAtTexts { number, .. } => Answer::TextsSeen {
                number,
                seen: Vec::new(),
            },
            Effect::FindDrafts => Answer::Drafts(Vec::new(), Vec::new()),
            other => panic!("a picture asks for nothing else: {other:?}"),
        };
        let more = app.handle(Input::Answer(answer), Timestamp::UNIX_EPOCH);
        effects.extend(more);
    }
    app.handle(
        Input::Answer(Answer::Walked(Vec::new())),
        Timestamp::UNIX_EPOCH,
    );
}

/// The cells as a picture: a rectangle for each run with a background, and a text for each run of one look.
fn svg(buffer: &Buffer, ink: &str, ground: &str) -> String {
    let (width, height) = (
        usize::from(WIDTH) * CELL + 2 * MARGIN,
        usize::from(HEIGHT) * ROW + 2 * MARGIN,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"15\" fill=\"{ink}\" \
         font-family=\"ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{ground}\" stroke=\"#80808060\"/>\n"
    );
    for row in 0..HEIGHT {
        let cells: Vec<&Cell> = (0..WIDTH).map(|column| &buffer[(column, row)]).collect();
        let y = usize::from(row) * ROW + MARGIN;
        let mut x = MARGIN;
        for run in cells.chunk_by(|a, b| a.style() == b.style()) {
            draw_run(&mut out, run, (x, y), [ink, ground]);
            x += run.len() * CELL;
        }
    }
    out + "</svg>\n"
}

fn draw_run(out: &mut String, run: &[&Cell], (x, y): (usize, usize), own: [&str; 2]) {
    let (cell, width) = (run[0], run.len() * CELL);
    let mut colors = [color(cell.fg), color(cell.bg)];
    if cell.modifier.contains(Modifier::REVERSED) {
        let [fg, bg] = colors.map(Option::unwrap_or_default);
        let or = |color: String, own: &str| {
            Some(if color.is_empty() {
                own.to_owned()
            } else {
                color
            })
        };
        colors = [or(bg, own[1]), or(fg, own[0])];
    }
    let [fg, bg] = colors;
    if let Some(bg) = bg {
        let _ = writeln!(
            out,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{ROW}" fill="{bg}"/>"#
        );
    }
    let text: String = run.iter().map(|cell| cell.symbol()).collect();
    let underlined = cell.modifier.contains(Modifier::UNDERLINED);
    if text.trim().is_empty() && !underlined {
        return;
    }
    let mut look = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, r#" font-weight="bold""#),
        (Modifier::ITALIC, r#" font-style="italic""#),
        (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        (Modifier::DIM, r#" opacity="0.6""#),
    ] {
        if cell.modifier.contains(modifier) {
            look.push_str(attribute);
        }
    }
    if let Some(fg) = fg {
        let _ = write!(look, r#" fill="{fg}""#);
    }
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let baseline = y + ROW * 3 / 4;
    let _ = writeln!(
        out,
        r#"<text x="{x}" y="{baseline}" textLength="{width}" xml:space="preserve"{look}>{text}</text>"#
    );
}

fn color(color: Color) -> Option<String> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        other => panic!("{other} is a colour that only the terminal knows"),
    }
}
