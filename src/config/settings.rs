//! The table of settings: what each is called, what holds where it is not set, and what it may be.

use toml::de::{DeInteger, DeValue};

use super::Config;
use crate::model::{Invisible, Numbering};
use crate::ui::color::ColorLevel;
use crate::ui::theme::Background;

/// A setting: what it is called and what it may be.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What holds where it is not set, as TOML.
    pub default: &'static str,
    /// What it may be, to follow "want".
    pub wants: &'static str,
    /// Sets it; whether the value is one that it may have.
    pub(super) apply: fn(&mut Config, &DeValue<'_>) -> bool,
}

/// Every setting, in the order of `config.example.toml`. The fields of records are a table of their own, [`RECORDS`], and so
/// are what exports say, [`EXPORT`], and the keys.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "reviewer",
        default: r#""""#,
        wants: "a name on one line",
        apply: |config, value| set_line(&mut config.reviewer, value),
    },
    Setting {
        name: "annotations",
        default: r#""""#,
        wants: "the path of a file",
        apply: |config, value| set_line(&mut config.annotations, value),
    },
    Setting {
        name: "measure",
        default: "72",
        wants: "a whole number from 20 to 200",
        apply: |config, value| set(&mut config.measure, number(value, 20, 200)),
    },
    Setting {
        name: "margin",
        default: "0",
        wants: "a whole number from 0 to 20",
        apply: |config, value| set(&mut config.margin, number(value, 0, 20)),
    },
    Setting {
        name: "spacing",
        default: "1",
        wants: "a whole number from 0 to 2",
        apply: |config, value| set(&mut config.spacing, number(value, 0, 2)),
    },
    Setting {
        name: "hyphenate",
        default: "false",
        wants: "true or false",
        apply: |config, value| set(&mut config.hyphenate, value.as_bool()),
    },
    Setting {
        name: "justify",
        default: "false",
        wants: "true or false",
        apply: |config, value| set(&mut config.justify, value.as_bool()),
    },
    Setting {
        name: "numbers",
        default: r#""none""#,
        wants: r#""none", "lines" or "paragraphs""#,
        apply: |config, value| {
            let word = value.as_str();
            set(&mut config.numbers, word.and_then(Numbering::parse))
        },
    },
    Setting {
        name: "invisible",
        default: r#""marks""#,
        wants: r#""hide", "marks" or "all""#,
        apply: |config, value| {
            let word = value.as_str();
            set(&mut config.invisible, word.and_then(Invisible::parse))
        },
    },
    Setting {
        name: "ambiguous_width",
        default: "1",
        wants: "1 or 2",
        apply: |config, value| set(&mut config.ambiguous_width, number(value, 1, 2)),
    },
    Setting {
        name: "sidebar_width",
        default: "36",
        wants: "a whole number from 16 to 120",
        apply: |config, value| set(&mut config.sidebar_width, number(value, 16, 120)),
    },
    Setting {
        name: "library_width",
        default: "30",
        wants: "a whole number from 12 to 120",
        apply: |config, value| set(&mut config.library_width, number(value, 12, 120)),
    },
    Setting {
        name: "background",
        default: r#""auto""#,
        wants: r#""auto", "dark" or "light""#,
        apply: |config, value| set_choice(&mut config.background, value, Background::parse),
    },
    Setting {
        name: "colors",
        default: r#""auto""#,
        wants: r#""auto", "truecolor", "256", "16" or "none""#,
        apply: |config, value| set_choice(&mut config.colors, value, ColorLevel::parse),
    },
    Setting {
        name: "mouse",
        default: "true",
        wants: "true or false",
        apply: |config, value| set(&mut config.mouse, value.as_bool()),
    },
    Setting {
        name: "clipboard_osc52",
        default: "true",
        wants: "true or false",
        apply: |config, value| set(&mut config.clipboard_osc52, value.as_bool()),
    },
    Setting {
        name: "editor",
        default: r#""""#,
        wants: "a command on one line",
        apply: |config, value| set_line(&mut config.editor, value),
    },
    Setting {
        name: "browser",
        default: r#""""#,
        wants: "a command on one line",
        apply: |config, value| set_line(&mut config.browser, value),
    },
    Setting {
        name: "hyperlinks",
        default: r#""auto""#,
        wants: r#""auto", "on" or "off""#,
        apply: |config, value| set_choice(&mut config.hyperlinks, value, on_or_off),
    },
];

/// The table of the fields of records.
pub const RECORDS: &str = "records";

/// Every setting of [`RECORDS`], in the order of `config.example.toml`.
pub const FIELDS: &[Setting] = &[
    field("text", |config, value| {
        set_line(&mut config.records.text, value)
    }),
    field("title", |config, value| {
        set_line(&mut config.records.title, value)
    }),
    field("subtitle", |config, value| {
        set_line(&mut config.records.subtitle, value)
    }),
    field("author", |config, value| {
        set_line(&mut config.records.author, value)
    }),
    field("date", |config, value| {
        set_line(&mut config.records.date, value)
    }),
    field("source", |config, value| {
        set_line(&mut config.records.source, value)
    }),
    field("url", |config, value| {
        set_line(&mut config.records.url, value)
    }),
    field("id", |config, value| {
        set_line(&mut config.records.id, value)
    }),
];

/// The table of what exports say of who makes them.
pub const EXPORT: &str = "export";

/// Every setting of [`EXPORT`], in the order of `config.example.toml`.
pub const EXPORTS: &[Setting] = &[
    Setting {
        name: "publisher",
        default: r#""""#,
        wants: "a name on one line",
        apply: |config, value| set_line(&mut config.publisher, value),
    },
    Setting {
        name: "publisher_url",
        default: r#""""#,
        wants: "an address on one line",
        apply: |config, value| set_line(&mut config.publisher_url, value),
    },
];

/// A setting that names a field of records.
const fn field(name: &'static str, apply: fn(&mut Config, &DeValue<'_>) -> bool) -> Setting {
    Setting {
        name,
        default: r#""""#,
        wants: "the name of a field",
        apply,
    }
}

/// Puts `value` into `slot` where there is one; whether there is.
fn set<T>(slot: &mut T, value: Option<T>) -> bool {
    value.map(|value| *slot = value).is_some()
}

/// Puts a string on one line into `slot`, or nothing where it is blank.
fn set_line<T: From<String>>(slot: &mut Option<T>, value: &DeValue<'_>) -> bool {
    let line = value
        .as_str()
        .filter(|text| !text.contains(char::is_control));
    let line = line.map(str::trim);
    if let Some(line) = line {
        *slot = (!line.is_empty()).then(|| T::from(line.to_owned()));
    }
    line.is_some()
}

/// Puts what `parse` makes of a word into `slot`, or nothing for `auto`. A number may go without quotation marks.
fn set_choice<T>(slot: &mut Option<T>, value: &DeValue<'_>, parse: fn(&str) -> Option<T>) -> bool {
    let number = || value.as_integer().map(DeInteger::as_str);
    let word = value.as_str().or_else(number).unwrap_or_default();
    let chosen = parse(word);
    let is_known = chosen.is_some() || word == "auto";
    if is_known {
        *slot = chosen;
    }
    is_known
}

fn on_or_off(word: &str) -> Option<bool> {
    match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn number(value: &DeValue<'_>, least: u16, most: u16) -> Option<u16> {
    let written = value.as_integer()?;
    let number = u16::from_str_radix(written.as_str(), written.radix()).ok()?;
    (least..=most).contains(&number).then_some(number)
}
