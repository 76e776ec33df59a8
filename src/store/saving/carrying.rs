//! What the other side wrote around the values that postil knows: its comments, and keys of other programs.

use toml_edit::{DocumentMut, Item, Table};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::{Kind, Value, edit, record, write};

/// The record `source`, which says `merged`, with what `theirs` has of comments and unknown keys and `base` had not. Nothing
/// is carried that would change what it says.
pub(super) fn carried(
    kind: Kind,
    base: Option<&str>,
    source: String,
    theirs: &str,
    merged: &Value,
) -> String {
    let base = record::unix_lines(base.unwrap_or_default());
    let theirs = record::unix_lines(theirs);
    let keyed = with_keys(&base, &source, &theirs, merged).filter(|text| {
        let read = record::read(kind, &record::unix_lines(text)).value;
        read.as_ref() == Some(merged)
    });
    let mut text = keyed.unwrap_or(source);
    let old = comments(&base);
    for comment in comments(&theirs).into_iter().rev() {
        if !old.contains(&comment) && !comments(&record::unix_lines(&text)).contains(&comment) {
            text = edit::comment(&text, comment.trim_start_matches('#').trim());
        }
    }
    text
}

/// The comments in a record, the hash included.
fn comments(text: &str) -> Vec<&str> {
    let tokens = Source::new(text).lex();
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    let texts = comments.filter_map(|token| text.get(token.span().start()..token.span().end()));
    texts.map(str::trim_end).collect()
}

fn with_keys(base: &str, source: &str, theirs: &str, merged: &Value) -> Option<String> {
    let fields = write::fields(merged);
    let mut known: Vec<&str> = fields.own.iter().map(|(key, _)| *key).collect();
    known.extend(fields.tables.iter().map(|(key, _)| *key));
    known.push("claim");
    let theirs: DocumentMut = theirs.parse().ok()?;
    let base: Option<DocumentMut> = base.parse().ok();
    let plain = record::unix_lines(source);
    let mut document: DocumentMut = plain.parse().ok()?;
    let word = fields.word;
    let (there, before) = (
        first(&theirs, word)?,
        base.as_ref().and_then(|base| first(base, word)),
    );
    let here = document
        .get_mut(word)?
        .as_array_of_tables_mut()?
        .get_mut(0)?;
    let mut lost = Vec::new();
    let is_changed = carry(&known, before, here, there, &mut lost);
    if !is_changed && lost.is_empty() {
        return None;
    }
    let mut text = document.to_string();
    for line in lost {
        text = edit::comment(&text, &format!("the other side wrote: {line}"));
    }
    Some(if source.contains("\r\n") {
        super::dos_lines(&text)
    } else {
        text
    })
}

fn first<'d>(document: &'d DocumentMut, word: &str) -> Option<&'d Table> {
    document.get(word)?.as_array_of_tables()?.get(0)
}

/// Makes the unknown keys of `here` what both sides made of them; what could not be is `lost`, a line each.
fn carry(
    known: &[&str],
    before: Option<&Table>,
    here: &mut Table,
    there: &Table,
    lost: &mut Vec<String>,
) -> bool {
    let spelled = |item: Option<&Item>| item.map(|item| item.to_string().trim().to_owned());
    let mut is_changed = false;
    for (key, item) in there {
        if known.contains(&key) {
            continue;
        }
        let was = spelled(before.and_then(|before| before.get(key)));
        let (ours, theirs) = (spelled(here.get(key)), spelled(Some(item)));
        if ours == theirs || was == theirs {
            continue;
        }
        if ours == was || ours.is_none() {
            here.insert(key, item.clone());
            is_changed = true;
        } else {
            let line = theirs.unwrap_or_default().replace('\n', " ");
            lost.push(format!("{key} = {line}"));
        }
    }
    let gone = before.into_iter().flatten().filter(|(key, item)| {
        let is_theirs = !known.contains(key) && there.get(key).is_none();
        is_theirs && spelled(here.get(key)) == spelled(Some(item))
    });
    let gone: Vec<String> = gone.map(|(key, _)| key.to_owned()).collect();
    for key in gone {
        here.remove(&key);
        is_changed = true;
    }
    is_changed
}

/// A record that is no TOML as comments, in full.
pub(super) fn commented(text: &str) -> String {
    let mut lines = vec!["# kept from the other side, where it is broken:".to_owned()];
    let spelled = |c: char| {
        if c.is_control() && c != '\t' {
            format!("\\u{:04X}", u32::from(c))
        } else {
            c.to_string()
        }
    };
    for line in text.trim_matches('\n').lines() {
        let line: String = line.chars().map(spelled).collect();
        lines.push(if line.is_empty() {
            "#".to_owned()
        } else {
            format!("# {line}")
        });
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What stands around the records: the lines of the side that changed it; where both did, ours with the lines that they
/// added, those that are no comments as such.
pub(super) fn line_wise(base: &str, ours: &str, theirs: &str) -> String {
    let plain = [base, ours, theirs].map(|text| record::unix_lines(text));
    let [base, here, there] = &plain;
    if here == there || base == there {
        return ours.to_owned();
    }
    if base == here || here.trim().is_empty() {
        return theirs.to_owned();
    }
    let mut text = ours.to_owned();
    let added = there.lines().filter(|line| {
        let is_known = |all: &str| all.lines().any(|known| known.trim() == line.trim());
        !line.trim().is_empty() && !is_known(base) && !is_known(here)
    });
    for line in added {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !line.trim_start().starts_with('#') {
            text.push_str("# the other side wrote: ");
        }
        text.push_str(line);
        text.push('\n');
    }
    if ours.contains("\r\n") {
        super::dos_lines(&text)
    } else {
        text
    }
}
