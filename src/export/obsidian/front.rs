//! Front matter: what postil sets in it, and what a person has set beside that.
//!
//! It is YAML, but only as much of it is read as tells one entry from the next: whatever else a person wrote is passed on
//! byte for byte.

/// What postil sets.
pub(super) struct Property {
    pub(super) key: &'static str,
    pub(super) value: Value,
    /// Whether a person may add to the list under the same key.
    pub(super) is_shared: bool,
}

/// The value of a property. An empty one is not written.
pub(super) enum Value {
    Text(String),
    List(Vec<String>),
}

impl Property {
    pub(super) fn new(key: &'static str, value: Value) -> Self {
        let is_shared = false;
        Self {
            key,
            value,
            is_shared,
        }
    }

    pub(super) fn shared(key: &'static str, values: impl Iterator<Item = String>) -> Self {
        Self {
            key,
            value: Value::List(values.collect()),
            is_shared: true,
        }
    }

    /// The entry with its line breaks; empty where there is no value.
    pub(super) fn entry(&self) -> String {
        match &self.value {
            Value::Text(text) => {
                let text = quoted(text);
                text.map_or_else(String::new, |text| format!("{}: {text}\n", self.key))
            }
            Value::List(items) => list(self.key, items),
        }
    }
}

/// A list as an entry; empty where it is.
pub(super) fn list(key: &str, items: &[String]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for item in items.iter().filter_map(|item| quoted(item)) {
        let line = format!("  - {item}\n");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    format!("{key}:\n{}", lines.concat())
}

/// `text` on one line as a double-quoted scalar (YAML 1.2, section 7.3.1); none where there is nothing to say.
pub(super) fn quoted(text: &str) -> Option<String> {
    let text = super::super::one_line(text);
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    (!text.is_empty()).then(|| format!("\"{escaped}\""))
}

/// The front matter of a page without its fences, and what follows it. A page need not have any.
pub(super) fn parted(page: &str) -> (Option<&str>, &str) {
    let is_fence = |line: &str| matches!(line.trim_end(), "---" | "...");
    let mut lines = page.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (None, page);
    };
    let mut end = first.len();
    for line in lines {
        let after = end + line.len();
        if is_fence(line) {
            return (
                page.get(first.len()..end),
                page.get(after..).unwrap_or_default(),
            );
        }
        end = after;
    }
    (None, page)
}

/// A key with everything that belongs to it; what belongs to no key has an empty one.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    pub(super) key: &'t str,
    pub(super) text: &'t str,
}

/// The entries of front matter. Together they are all of it.
pub(super) fn entries(front: &str) -> Vec<Entry<'_>> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        match key_of(line) {
            Some(key) => starts.push((at, key)),
            None if starts.is_empty() || is_beside(line) => starts.push((at, "")),
            None => {}
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start);
    let ends = ends.chain([front.len()]);
    let entries = starts.iter().zip(ends);
    entries
        .map(|((start, key), end)| Entry {
            key,
            text: front.get(*start..end).unwrap_or_default(),
        })
        .collect()
}

/// Whether a line belongs to no entry: an empty one, or a comment.
fn is_beside(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

fn key_of(line: &str) -> Option<&str> {
    let is_inside = line.starts_with(|c: char| c.is_whitespace() || matches!(c, '#' | '-'));
    let (key, rest) = line.split_once(':').filter(|_| !is_inside)?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let key = key.trim().trim_matches(['"', '\'']);
    (ends && !key.is_empty()).then_some(key)
}

/// The values of an entry, be it one or a list in either of the two ways to write lists.
pub(super) fn values(entry: Entry<'_>) -> Vec<String> {
    let rest = entry.text.split_once(':').map_or("", |(_, rest)| rest);
    let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let line = line.trim();
    if let Some(inside) = line.strip_prefix('[') {
        let inside = inside.strip_suffix(']').unwrap_or(inside);
        return items(inside.split(','));
    }
    if !line.is_empty() {
        return items([line].into_iter());
    }
    let below = below.lines().map(str::trim);
    items(below.filter_map(|line| line.strip_prefix('-')))
}

fn items<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    texts.map(plain).filter(|text| !text.is_empty()).collect()
}

/// A scalar without its quotation marks.
fn plain(text: &str) -> String {
    let text = text.trim();
    let within = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    match (within('"'), within('\'')) {
        (Some(inside), _) => {
            let mut plain = String::new();
            let mut chars = inside.chars();
            while let Some(c) = chars.next() {
                plain.push(if c == '\\' {
                    chars.next().unwrap_or(c)
                } else {
                    c
                });
            }
            plain
        }
        (_, Some(inside)) => inside.replace("''", "'"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_are_told_apart_whatever_is_in_them() {
        let front = "# a comment\ntitle: \"a: b\"\nlist:\n  - one\n- two\n\nmine: |\n  x: y\n\n  z\n'odd key': 1\nhttp://x\n";
        let found = entries(front);
        let keys: Vec<_> = found.iter().map(|entry| entry.key).collect();
        assert_eq!(keys, ["", "title", "list", "", "mine", "", "odd key"]);
        let texts: String = found.iter().map(|entry| entry.text).collect();
        assert_eq!(texts, front);
        assert_eq!(values(found[2]), ["one", "two"]);
        assert_eq!(values(found[1]), ["a: b"]);
    }

    #[test]
    fn values_are_read_as_people_and_programs_write_them() {
        for (text, expected) in [
            ("tags: [a, \"b c\", 'd''e']\n", &["a", "b c", "d'e"][..]),
            ("tags: a\n", &["a"]),
            ("tags:\n- a\n-  b\n", &["a", "b"]),
            ("tags:\n", &[]),
            ("tags: []\n", &[]),
            ("title: \"say \\\"x\\\" \\\\\"", &["say \"x\" \\"]),
        ] {
            assert_eq!(values(Entry { key: "tags", text }), expected, "{text}");
        }
    }

    #[test]
    fn front_matter_ends_at_its_fence() {
        for (page, front, body) in [
            ("---\na: 1\n---\nb", Some("a: 1\n"), "b"),
            ("---\r\na: 1\r\n---\r\nb", Some("a: 1\r\n"), "b"),
            ("---\n---", Some(""), ""),
            ("---\na: 1\n", None, "---\na: 1\n"),
            ("text", None, "text"),
            ("", None, ""),
        ] {
            assert_eq!(parted(page), (front, body), "{page:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_as_it_was(text in r#"[ab"'\\:#\[\],{}&*!|>%@` -]{0,30}"#) {
            let text = super::super::super::one_line(&text);
            let entry = Property::new("k", Value::Text(text.clone())).entry();
            let found = values(Entry { key: "k", text: &entry });
            let expected: Vec<String> = Some(text).filter(|text| !text.is_empty()).into_iter().collect();
            prop_assert_eq!(found, expected);
        }
    }
}
