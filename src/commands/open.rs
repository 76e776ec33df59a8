//! Reading: the default command, which opens the screen.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Failure;
use super::setup::{Setup, reviewer};
use crate::app::Preferences;
use crate::app::action::Scope;
use crate::app::effect::Remembered;
use crate::app::keymap::KeyMap;
use crate::app::panes::Layout;
use crate::app::typography::Typography;
use crate::config::{Config, KeySetting};
use crate::corpus::Corpus;
use crate::model::Problem;
use crate::runtime::browser::Browser;
use crate::runtime::remembering::{self, Memory};
use crate::runtime::{self, Session};
use crate::store::{BUILT_IN, plain, state};
use crate::ui::color::detect;
use crate::ui::theme::Background;

pub fn run(setup: Setup, paths: &[PathBuf]) -> Result<ExitCode, Failure> {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if !io::stdout().is_terminal() {
        return Err(Failure::Misused(
            "reading needs a terminal; `postil list` and `postil show` need none".to_owned(),
        ));
    }
    if !io::stdin().is_terminal() && File::open("/dev/tty").is_err() {
        return Err(Failure::Misused(
            "reading needs a terminal to take keys from; `postil list` and `postil show` need none"
                .to_owned(),
        ));
    }
    if variable("TERM").as_deref() == Some("dumb") {
        return Err(Failure::Misused(
            "this terminal calls itself dumb and cannot show pages; set TERM to what it is, or use `postil show`".to_owned(),
        ));
    }
    let (corpus, gone) = corpus(&setup, paths)?;
    let memory = Memory::new(setup.folders.state.clone(), corpus.key());
    let (remembered, problem) = remembered(&memory, &corpus);
    let (recent, recent_problem) = state::load_recent(&setup.folders.state);
    let located = setup.located(&corpus);
    let publisher = setup.publisher();
    let Setup {
        config,
        mut problems,
        folders,
        settings_file,
        ..
    } = setup;
    problems.extend(gone);
    problems.extend(problem);
    problems.extend(recent_problem);
    let keymap = keymap(&config.keys, &settings_file, &mut problems);
    let layout = layout(&config);
    let likely_background = recent
        .background
        .as_deref()
        .and_then(Background::parse)
        .or_else(|| background_of(&variable("COLORFGBG")?))
        .unwrap_or(Background::Dark);
    let session = Session {
        preferences: Preferences {
            reviewer: reviewer(&config),
            layout,
            keymap,
            corpus: corpus.name(),
            remembered,
            is_builtin: corpus.key() == BUILT_IN,
        },
        first: corpus.single(),
        located,
        folders,
        problems,
        background: config.background,
        likely_background,
        colors: config.colors.unwrap_or_else(|| detect(&variable)),
        mouse: config.mouse,
        osc52: config.clipboard_osc52,
        editor: config
            .editor
            .or_else(|| variable("VISUAL"))
            .or_else(|| variable("EDITOR")),
        reopen: reopen(paths),
        publisher,
        browser: Browser::found(config.browser, &variable),
        hyperlinks: config.hyperlinks.unwrap_or_else(|| {
            let term = variable("TERM").unwrap_or_default();
            knows_hyperlinks(&term)
        }),
        corpus,
    };
    runtime::run(session)
        .map_err(|error| Failure::Failed(format!("the terminal failed: {}", plain(&error))))
}

/// What is remembered of reading `corpus`.
fn remembered(memory: &Memory, corpus: &Corpus) -> (Remembered, Option<Problem>) {
    let (mut remembered, problem) = remembering::load(memory);
    if corpus.is_passing() {
        // What was read last may be in no result any more, which only the last record would tell.
        remembered.document = None;
    }
    (remembered, problem)
}

fn layout(config: &Config) -> Layout {
    Layout {
        documents_width: config.library_width,
        sidebar_width: config.sidebar_width,
        typography: typography(config),
        ..Layout::default()
    }
}

/// How the settings have text set.
fn typography(config: &Config) -> Typography {
    Typography {
        measure: config.measure,
        margin: config.margin,
        spacing: config.spacing,
        hyphenate: config.hyphenate,
        justify: config.justify,
        numbering: config.numbers,
        folds: false,
        ambiguous_is_wide: config.ambiguous_width == 2,
        invisible: config.invisible,
    }
}

/// The corpus to read. Where the one last read is gone, there is still something to read, and it is said.
fn corpus(setup: &Setup, paths: &[PathBuf]) -> Result<(Corpus, Option<Problem>), Failure> {
    match (setup.corpus(paths), setup.last()) {
        (Err(Failure::Failed(reason)), Some(last)) if paths.is_empty() => {
            let file = last
                .first()
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            let problem = Problem {
                file,
                line: None,
                column: None,
                message: reason,
            };
            Ok((Corpus::builtin(), Some(problem)))
        }
        (result, _) => result.map(|corpus| (corpus, None)),
    }
}

/// The paths that open the corpus again, from wherever postil is started; standard input has none.
fn reopen(paths: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let piped = paths.iter().any(|path| path == Path::new("-"));
    let absolute = paths
        .iter()
        .map(|path| absolute(path))
        .collect::<Result<Vec<_>, _>>();
    absolute.ok().filter(|paths| !paths.is_empty() && !piped)
}

/// `path` from wherever postil is started. A record is no file of its own: the file that it is in has to be there.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|error| {
        let (file, record) = (path.parent(), path.file_name());
        let (file, record) = file.zip(record).ok_or(error)?;
        let file = file.canonicalize()?;
        Ok(file.join(record))
    })
}

/// The default keys with those of the settings laid over them.
fn keymap(settings: &[KeySetting], file: &str, problems: &mut Vec<Problem>) -> KeyMap {
    let mut keymap = KeyMap::default();
    for setting in settings {
        let scope = setting.scope.as_deref().map(|name| {
            let found = Scope::ALL.into_iter().find(|scope| scope.as_str() == name);
            found.ok_or_else(|| {
                let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
                format!(
                    "there is no place called {name:?} for keys; there are {}",
                    known.join(", ")
                )
            })
        });
        let bound = scope
            .transpose()
            .and_then(|scope| keymap.bind(scope, &setting.keys, &setting.command));
        if let Err(reason) = bound {
            problems.push(Problem {
                file: file.to_owned(),
                line: Some(setting.line),
                column: None,
                message: format!("{reason}; the key keeps what it had"),
            });
        }
    }
    keymap
}

/// Whether a terminal of this kind can be sent OSC 8: most take it for a link and the others leave it out, but the
/// consoles of Linux and the terminals of hardware print what they do not know.
fn knows_hyperlinks(term: &str) -> bool {
    let beginnings = ["dumb", "linux", "vt", "cons", "eterm"];
    !term.is_empty() && !beginnings.iter().any(|known| term.starts_with(known))
}

/// What `$COLORFGBG` says of the background: rxvt and others put its number of the sixteen colours last.
fn background_of(colors: &str) -> Option<Background> {
    let number: u8 = colors.rsplit(';').next()?.parse().ok()?;
    Some(if number == 7 || number == 15 {
        Background::Light
    } else {
        Background::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_settings_count_and_wrong_ones_are_told_with_their_line() {
        let setting = |scope: Option<&str>, keys: &str, command: &str, line| KeySetting {
            scope: scope.map(str::to_owned),
            keys: keys.to_owned(),
            command: command.to_owned(),
            line,
        };
        let mut problems = Vec::new();
        let settings = [
            setting(None, "x", "next-document", 2),
            setting(Some("nowhere"), "x", "quit", 3),
            setting(None, "Hyper-x", "quit", 4),
        ];
        let keymap = keymap(&settings, "my.toml", &mut problems);
        assert_eq!(
            keymap.keys_of("next-document").collect::<Vec<_>>(),
            ["J", "x"]
        );
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(3), Some(4)]);
    }

    #[test]
    fn terminals_that_would_print_links_get_none() {
        for (term, expect) in [
            ("xterm-256color", true),
            ("tmux-256color", true),
            ("linux", false),
            ("vt220", false),
            ("dumb", false),
            ("", false),
        ] {
            assert_eq!(knows_hyperlinks(term), expect, "{term}");
        }
    }

    #[test]
    fn the_environment_tells_the_background() {
        assert_eq!(background_of("0;15"), Some(Background::Light));
        assert_eq!(background_of("15;default;0"), Some(Background::Dark));
        assert_eq!(background_of("default"), None);
    }
}
