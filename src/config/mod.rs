//! Settings: a person's file laid over the defaults.
//!
//! Owns which settings there are, what they may be and what holds where one cannot be used. Reads no file and no
//! environment; what a key may be bound to is the key map's to say.

mod settings;

use std::path::PathBuf;

pub use settings::{EXPORT, EXPORTS, FIELDS, RECORDS, SETTINGS, Setting};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::corpus::records::Fields;
use crate::model::{Invisible, Numbering, Problem, on_one_line};
use crate::ui::color::ColorLevel;
use crate::ui::theme::Background;

/// What a person can set.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, and any go together"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name that annotations are made under; the system's user name where there is none.
    pub reviewer: Option<String>,
    /// The annotations file; `annotations.toml` in the corpus folder where there is none.
    pub annotations: Option<PathBuf>,
    /// How wide text is set at most, in cells, from 20 to 200.
    pub measure: u16,
    /// How many cells are left empty on either side of the text where there is room, from 0 to 20.
    pub margin: u16,
    /// How many empty rows part two paragraphs, from 0 to 2.
    pub spacing: u16,
    /// Whether words are divided at the end of a row.
    pub hyphenate: bool,
    /// Whether spaces are stretched so that rows end at one edge.
    pub justify: bool,
    /// What is counted beside the text.
    pub numbers: Numbering,
    /// What becomes of characters without width.
    pub invisible: Invisible,
    /// How many cells the terminal gives a character of ambiguous width: 1 or 2.
    pub ambiguous_width: u16,
    /// How wide the annotation sidebar is, in cells, from 16 to 120.
    pub sidebar_width: u16,
    /// How wide the document list is, in cells, from 12 to 120.
    pub library_width: u16,
    /// What the terminal's background is like; asked of the terminal where it is not said.
    pub background: Option<Background>,
    /// How many colours the terminal shows; told by the environment where it is not said.
    pub colors: Option<ColorLevel>,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Whether copying sends the text to the terminal's clipboard by the escape sequence OSC 52.
    pub clipboard_osc52: bool,
    /// The command line of the editor for notes; `$VISUAL` or `$EDITOR` where there is none.
    pub editor: Option<String>,
    /// The command line of the program that links are opened in; `$BROWSER` or the system's where there is none.
    pub browser: Option<String>,
    /// Whether links on the screen are links of the terminal too (OSC 8); told by the environment where it is not said.
    pub hyperlinks: Option<bool>,
    /// Who publishes what was found of claims.
    pub publisher: Option<String>,
    /// The address of the page that it is published on.
    pub publisher_url: Option<String>,
    /// Which fields of records are what; the usual names are tried for the others.
    pub records: Fields,
    /// The keys that are bound otherwise, in the order of the file.
    pub keys: Vec<KeySetting>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            reviewer: None,
            annotations: None,
            measure: 72,
            margin: 0,
            spacing: 1,
            hyphenate: false,
            justify: false,
            numbers: Numbering::None,
            invisible: Invisible::Marks,
            ambiguous_width: 1,
            sidebar_width: 36,
            library_width: 30,
            background: None,
            colors: None,
            mouse: true,
            clipboard_osc52: true,
            editor: None,
            browser: None,
            hyperlinks: None,
            publisher: None,
            publisher_url: None,
            records: Fields::default(),
            keys: Vec::new(),
        }
    }
}

/// A key that a person binds. Neither the keys nor the command have been looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySetting {
    /// Where the key is live: `reader` in `[keys.reader]`, nothing in `[keys]`.
    pub scope: Option<String>,
    /// The keys, as written.
    pub keys: String,
    /// The command, as written.
    pub command: String,
    /// The line it is on, counted from 1.
    pub line: usize,
}

/// The table that keys are bound in.
pub const KEYS: &str = "keys";

/// The settings that `text` makes, and everything in it that could not be used, in order. `file` is what the problems
/// call it.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Config, Vec<Problem>) {
    let mut reading = Reading {
        text,
        file,
        config: Config::default(),
        problems: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reading.settings(table.get_ref()),
        Err(error) => {
            let message = error
                .message()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let at = error.span().map(|span| span.start);
            reading.tell(
                at,
                format!("{message}; none of the settings in the file counts"),
            );
        }
    }
    let Reading {
        mut config,
        mut problems,
        ..
    } = reading;
    problems.sort_by_key(|problem| (problem.line, problem.column));
    config.keys.sort_by_key(|key| key.line);
    (config, problems)
}

/// A file of settings while it is read.
struct Reading<'t> {
    text: &'t str,
    file: &'t str,
    config: Config,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn settings(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let at = name.span().start;
            let name = name.get_ref().as_ref();
            if name == KEYS {
                self.keys(value, None);
            } else if name == RECORDS {
                self.fields(RECORDS, FIELDS, value);
            } else if name == EXPORT {
                self.fields(EXPORT, EXPORTS, value);
            } else if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) {
                self.setting(setting, value);
            } else {
                let tables = [RECORDS, EXPORT, KEYS];
                self.unknown(name, at, &mut names(SETTINGS).chain(tables));
            }
        }
    }

    /// Reads the table called `table`, whose settings are `known`.
    fn fields(&mut self, table: &str, known: &'static [Setting], value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.table(table, value) else {
            return;
        };
        for (name, value) in table {
            let at = name.span().start;
            let name = name.get_ref().as_ref();
            match known.iter().find(|setting| setting.name == name) {
                Some(setting) => self.setting(setting, value),
                None => self.unknown(name, at, &mut names(known)),
            }
        }
    }

    /// The table that `value`, called `name`, has to be.
    fn table<'v>(
        &mut self,
        name: &str,
        value: &'v Spanned<DeValue<'v>>,
    ) -> Option<&'v DeTable<'v>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            let found = self.source(value);
            let message = format!("{name}: want a table, found {found}; it is left out");
            self.tell(Some(value.span().start), message);
        }
        table
    }

    fn setting(&mut self, setting: &Setting, value: &Spanned<DeValue<'_>>) {
        if !(setting.apply)(&mut self.config, value.get_ref()) {
            let Setting {
                name,
                default,
                wants,
                ..
            } = setting;
            let found = self.source(value);
            let message = format!("{name}: want {wants}, found {found}; {default} holds");
            self.tell(Some(value.span().start), message);
        }
    }

    fn unknown(&mut self, name: &str, at: usize, known: &mut dyn Iterator<Item = &'static str>) {
        let nearest = known.min_by_key(|known| edits(name, known)).unwrap_or(KEYS);
        let name = shortened(name);
        self.tell(
            Some(at),
            format!("{name}: no such setting; the nearest is {nearest}"),
        );
    }

    /// Collects the keys of `[keys]`, or of `[keys.SCOPE]`.
    fn keys(&mut self, value: &Spanned<DeValue<'_>>, scope: Option<&str>) {
        let Some(table) = self.table(KEYS, value) else {
            return;
        };
        for (keys, value) in table {
            let (at, keys) = (keys.span().start, keys.get_ref().as_ref());
            match value.get_ref() {
                DeValue::String(command) => self.config.keys.push(KeySetting {
                    scope: scope.map(str::to_owned),
                    keys: keys.to_owned(),
                    command: command.to_string(),
                    line: self.place(at).0,
                }),
                DeValue::Table(_) if scope.is_none() => self.keys(value, Some(keys)),
                _ => {
                    let (keys, found) = (shortened(keys), self.source(value));
                    let message = format!(
                        "{keys}: want the name of a command in quotation marks, found {found}; it is left out"
                    );
                    self.tell(Some(value.span().start), message);
                }
            }
        }
    }

    fn tell(&mut self, at: Option<usize>, message: String) {
        let place = at.map(|at| self.place(at));
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            message,
        });
    }

    /// The line and the column, in code points, of the byte `at`; both count from 1.
    fn place(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count();
        (before.matches('\n').count() + 1, column + 1)
    }

    /// `value` as it is written in the file, shortened.
    fn source(&self, value: &Spanned<DeValue<'_>>) -> String {
        shortened(self.text.get(value.span()).unwrap_or("nothing"))
    }
}

fn names(settings: &'static [Setting]) -> impl Iterator<Item = &'static str> {
    settings.iter().map(|setting| setting.name)
}

/// The beginning of `text` on one line, for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = on_one_line(text);
    if line.chars().count() <= MOST {
        return line;
    }
    line.chars().take(MOST - 1).chain(['…']).collect()
}

/// How many letters have to be put in, taken out or changed to make `a` of `b`.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (above, letter) in a.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&b) {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXAMPLE: &str = include_str!("../../config.example.toml");

    fn problems(text: &str) -> Vec<String> {
        let (_, problems) = parse(text, "c.toml");
        problems.iter().map(Problem::to_string).collect()
    }

    #[test]
    fn the_example_uncommented_is_the_defaults() {
        let uncommented: Vec<&str> = EXAMPLE
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line))
            .collect();
        let (config, problems) = parse(&uncommented.join("\n"), "config.example.toml");
        assert_eq!(problems, []);
        assert_eq!(config, Config::default());
    }

    #[test]
    fn the_example_has_every_setting_explained_and_nothing_else() {
        let line = |setting: &Setting| format!("# {} = {}", setting.name, setting.default);
        let mut expected: Vec<String> = SETTINGS.iter().map(line).collect();
        expected.push(format!("# [{RECORDS}]"));
        expected.extend(FIELDS.iter().map(line));
        expected.push(format!("# [{EXPORT}]"));
        expected.extend(EXPORTS.iter().map(line));
        expected.push(format!("# [{KEYS}]"));
        let mut found = Vec::new();
        let mut above = "";
        for line in EXAMPLE.lines() {
            if line.starts_with("# ") {
                found.push(line.to_owned());
                assert!(above.starts_with("## "), "{line} is not explained");
            } else {
                assert!(line.is_empty() || line.starts_with("##"), "{line}");
            }
            above = line;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_is_laid_over_the_defaults() {
        let text = "reviewer = ' dl '\nannotations = 'a/b.toml'\nmeasure = 0x50\nmouse = false\ncolors = 256\n\
            background = 'light'\nclipboard_osc52 = false\neditor = 'hx -v'\nbrowser = 'w3m'\nhyperlinks = 'off'\nlibrary_width = 20\nsidebar_width = 40\n\
            margin = 2\nspacing = 0\nhyphenate = true\njustify = true\nnumbers = 'lines'\ninvisible = 'all'\nambiguous_width = 2\n\
            [records]\ntext = 'maintext'\nid = ''\n[export]\npublisher = 'The Checkers'\npublisher_url = 'https://c.example'\n[keys]\n'ctrl-x' = 'quit'\n[keys.reader]\nj = 'cursor-up'\n";
        let (config, problems) = parse(text, "c.toml");
        assert_eq!(problems, []);
        let key = |scope: Option<&str>, keys: &str, command: &str, line| KeySetting {
            scope: scope.map(str::to_owned),
            keys: keys.to_owned(),
            command: command.to_owned(),
            line,
        };
        assert_eq!(
            config,
            Config {
                reviewer: Some("dl".into()),
                annotations: Some("a/b.toml".into()),
                measure: 80,
                margin: 2,
                spacing: 0,
                hyphenate: true,
                justify: true,
                numbers: Numbering::Lines,
                invisible: Invisible::All,
                ambiguous_width: 2,
                sidebar_width: 40,
                library_width: 20,
                background: Some(Background::Light),
                colors: Some(ColorLevel::Ansi256),
                mouse: false,
                clipboard_osc52: false,
                editor: Some("hx -v".into()),
                browser: Some("w3m".into()),
                hyperlinks: Some(false),
                publisher: Some("The Checkers".into()),
                publisher_url: Some("https://c.example".into()),
                records: Fields {
                    text: Some("maintext".into()),
                    ..Fields::default()
                },
                keys: vec![
                    key(None, "ctrl-x", "quit", 27),
                    key(Some("reader"), "j", "cursor-up", 29),
                ],
            }
        );
    }

    #[test]
    fn what_cannot_be_used_is_told_and_the_rest_counts() {
        for (text, expected) in [
            (
                "measure = 19",
                "c.toml:1:11: measure: want a whole number from 20 to 200, found 19; 72 holds",
            ),
            (
                "measure = -1",
                "c.toml:1:11: measure: want a whole number from 20 to 200, found -1; 72 holds",
            ),
            (
                "\n\tmouse = 'yes'",
                "c.toml:2:10: mouse: want true or false, found 'yes'; true holds",
            ),
            (
                "reviewer = \"a\\nb\"",
                "c.toml:1:12: reviewer: want a name on one line, found \"a\\nb\"; \"\" holds",
            ),
            (
                "background = 'beige'",
                "c.toml:1:14: background: want \"auto\", \"dark\" or \"light\", found 'beige'; \"auto\" holds",
            ),
            (
                "mesure = 80",
                "c.toml:1:1: mesure: no such setting; the nearest is measure",
            ),
            (
                "[key]\na = 'b'",
                "c.toml:1:2: key: no such setting; the nearest is keys",
            ),
            (
                "keys = 3",
                "c.toml:1:8: keys: want a table, found 3; it is left out",
            ),
            (
                "[records]\ntext = 3\n",
                "c.toml:2:8: text: want the name of a field, found 3; \"\" holds",
            ),
            (
                "[records]\nbody = 'x'",
                "c.toml:2:1: body: no such setting; the nearest is id",
            ),
            (
                "[keys.a.b]\nc = 'd'",
                "c.toml:1:1: b: want the name of a command in quotation marks, found [keys.a.b]; it is left out",
            ),
        ] {
            assert_eq!(problems(text), [expected]);
            let (config, _) = parse(&format!("editor = 'é'\n{text}"), "c.toml");
            assert_eq!(config.editor.as_deref(), Some("é"), "{text}");
        }
    }

    #[test]
    fn problems_come_in_the_order_of_the_file() {
        let lines: Vec<_> = parse("zebra = 1\nmouse = 2\napple = 3", "c.toml").1;
        assert_eq!(
            lines
                .iter()
                .filter_map(|problem| problem.line)
                .collect::<Vec<_>>(),
            [1, 2, 3]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_leaves_the_defaults() {
        for text in [
            "measure = ",
            "mouse = true\nmouse = false",
            "\0",
            "[[[",
            "a = '\u{1b}",
        ] {
            let (config, problems) = parse(text, "c.toml");
            assert_eq!(config, Config::default());
            assert_eq!(problems.len(), 1, "{text:?}");
            assert!(problems[0].line.is_some(), "{text:?}");
            assert!(
                problems[0]
                    .message
                    .ends_with("; none of the settings in the file counts")
            );
        }
    }

    #[test]
    fn edits_are_counted() {
        for (a, b, count) in [
            ("", "", 0),
            ("ab", "", 2),
            ("kitten", "sitting", 3),
            ("a", "ab", 1),
        ] {
            assert_eq!(edits(a, b), count);
            assert_eq!(edits(b, a), count);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in r#"([a-z_]{1,8} = |[0-9]{1,6}|'é'|"\\u0000"|true|\[keys\]|\[|\n|.){0,20}"#) {
            let (config, problems) = parse(&text, "c.toml");
            prop_assert!((20..=200).contains(&config.measure));
            let lines = text.lines().count().max(1) + 1;
            prop_assert!(problems.iter().all(|problem| problem.line.is_some_and(|line| line <= lines)));
        }
    }
}
