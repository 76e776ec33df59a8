//! What each part of the house may use.

use super::source::File;

/// The house from the roof down: who stands higher may use who stands lower.
const HOUSE: &[&str] = &[
    "main", "lib", "commands", "cli", "config", "runtime", "ui", "app", "store", "corpus",
    "export", "import", "review", "search", "anchor", "text", "model",
];

/// Those who may use less than all that stands below them, and what.
const NARROW: &[(&str, &[&str])] = &[
    ("main", &["lib"]),
    ("config", &["ui", "corpus", "model"]),
    (
        "ui",
        &["app", "review", "search", "anchor", "text", "model"],
    ),
    ("app", &["review", "search", "anchor", "text", "model"]),
];

/// Names of the world outside, and who may speak them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::fs", &["commands", "runtime", "store", "corpus"]),
    ("std::env", &["main", "commands", "runtime"]),
    ("std::process", &["main", "lib", "commands", "runtime"]),
    ("std::net", &[]),
    ("std::thread", &["commands", "runtime", "store", "corpus"]),
    (
        "std::io",
        &[
            "lib", "commands", "runtime", "store", "corpus", "export", "import",
        ],
    ),
    ("std::time::Instant", &["commands", "runtime"]),
    ("std::time::SystemTime", &["commands", "runtime"]),
    ("jiff::Timestamp::now", &["commands", "runtime"]),
    ("jiff::Zoned::now", &["commands", "runtime"]),
    ("crossterm::terminal", &["runtime"]),
    ("crossterm::execute", &["runtime"]),
    ("crossterm::queue", &["runtime"]),
    ("crossterm::cursor", &["runtime"]),
    ("crossterm::tty", &["runtime"]),
    ("crossterm::event::read", &["runtime"]),
    ("crossterm::event::poll", &["runtime"]),
    (
        "serde",
        &["commands", "config", "runtime", "store", "export", "import"],
    ),
];

/// Methods of paths that ask the disk without naming it.
const ASKING: &[&str] = &[
    "canonicalize",
    "exists",
    "try_exists",
    "is_dir",
    "read_dir",
    "read_link",
    "symlink_metadata",
];

/// Macros and methods that are left behind by mistake.
const LEFT_BEHIND: &[&str] = &["todo", "unimplemented", "dbg"];
const PANICKING: &[&str] = &["unwrap", "expect", "unwrap_err", "expect_err"];

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 80;

/// What is longer than it should be, and why that is right.
const EXCUSED: &[(&str, &str)] = &[];

/// Everything that is wrong with `file`, each with its place.
pub fn complaints(file: &File) -> Vec<String> {
    let own = part(&file.module).to_owned();
    let mut found = Vec::new();
    let mut say = |line: usize, what: String| found.push(format!("{}:{line}: {what}", file.name));
    let Some(rank) = rank(&own) else {
        say(
            1,
            format!("{own} has no place in the house: add it to HOUSE"),
        );
        return found;
    };
    for (path, line) in &file.paths {
        if let Some(used) = house_part(path)
            && used != own
            && !may_use(&own, rank, used)
        {
            say(
                *line,
                format!("{own} must not use {used}: {}", path.join("::")),
            );
        }
        let name = path.join("::");
        for (outside, who) in OUTSIDE {
            let is_it = name
                .strip_prefix(outside)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
            if is_it && !who.contains(&own.as_str()) {
                say(*line, format!("{own} must not name {outside}"));
            }
        }
    }
    let may_ask = OUTSIDE[0].1.contains(&own.as_str());
    for (call, line) in &file.calls {
        if ASKING.contains(&call.as_str()) && !may_ask {
            say(*line, format!("{own} must not ask the disk: {call}()"));
        }
        if PANICKING.contains(&call.as_str()) {
            say(*line, format!(".{call}() outside of tests"));
        }
    }
    for (name, line) in &file.macros {
        if LEFT_BEHIND.contains(&name.as_str()) {
            say(*line, format!("{name}! was left behind"));
        }
    }
    for (line, what) in lengths(file) {
        if excuse(file).is_none() {
            say(line, what);
        }
    }
    found
}

/// The excuses of `EXCUSED` that no file needs any more.
pub fn unneeded_excuses(files: &[File]) -> Vec<String> {
    let needed = |name: &&str| {
        files
            .iter()
            .any(|file| file.name == **name && !lengths(file).is_empty())
    };
    let names = EXCUSED.iter().map(|(name, _)| name);
    names
        .filter(|name| !needed(name))
        .map(|name| (*name).to_owned())
        .collect()
}

fn excuse(file: &File) -> Option<&'static str> {
    let found = EXCUSED.iter().find(|(name, _)| *name == file.name);
    found.map(|(_, reason)| *reason)
}

fn lengths(file: &File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    if file.lines > LONGEST_FILE {
        found.push((1, format!("{} lines without its tests", file.lines)));
    }
    let long = file
        .functions
        .iter()
        .filter(|(.., lines)| *lines > LONGEST_FUNCTION);
    found.extend(long.map(|(name, line, lines)| (*line, format!("{name} has {lines} lines"))));
    found
}

/// The part of the house that a module belongs to.
fn part(module: &[String]) -> &str {
    module.first().map_or("lib", String::as_str)
}

/// The part of the house that a path leads to, if it does.
fn house_part(path: &[String]) -> Option<&str> {
    let [first, second, ..] = path else {
        return None;
    };
    match first.as_str() {
        "crate" => rank(second).map(|_| second.as_str()),
        "postil" => Some("lib"),
        _ => None,
    }
}

fn rank(part: &str) -> Option<usize> {
    HOUSE.iter().position(|known| *known == part)
}

fn may_use(own: &str, own_rank: usize, used: &str) -> bool {
    match NARROW.iter().find(|(part, _)| *part == own) {
        Some((_, allowed)) => allowed.contains(&used),
        None => rank(used).is_some_and(|rank| rank > own_rank),
    }
}
