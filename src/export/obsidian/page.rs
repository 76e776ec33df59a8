//! One page: what postil writes on it, laid over what is on it.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::front::{Entry, Property, Value, entries, list, parted, values};

const BEGIN: &str = "%% postil begin %%";
const END: &str = "%% postil end %%";

/// What stands above what was moved out of the marks.
const MOVED: &str = "> [!note] Moved here by postil\n\
    > These lines stood between its marks, or in its fields above, where it writes everything anew.\n";

/// The key of the record by which postil knows what it wrote: the version of the record, checksums of its fields and of the
/// marked part, and the keys of its fields.
const RECORD: &str = "postil";

/// What postil writes.
pub(super) struct Page {
    pub(super) front: Vec<Property>,
    /// What stands between the marks.
    pub(super) part: String,
}

/// What became of what a person wrote.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// Whether something was moved out of the marked part.
    pub(super) is_moved: bool,
    /// Whether there was a page without the marks.
    pub(super) is_unmarked: bool,
    /// How many fields were not written, since a person has set them.
    pub(super) clashing: usize,
}

/// Whether postil wrote on this page.
pub(super) fn is_page(text: &str) -> bool {
    text.lines().any(|line| line.trim() == BEGIN)
}

/// The document that the page stands for.
pub(super) fn document_of(text: &str) -> Option<String> {
    let front = entries(parted(text).0?);
    let is_ours = front.iter().any(|entry| entry.key == RECORD) || is_page(text);
    let entry = front.iter().find(|entry| entry.key == "document");
    values(*entry.filter(|_| is_ours)?).into_iter().next()
}

/// What postil wrote the last time.
#[derive(Default)]
struct Record {
    front: String,
    part: String,
    keys: Vec<String>,
}

impl Record {
    fn of(front: &[Entry<'_>]) -> Option<Self> {
        let entry = front.iter().find(|entry| entry.key == RECORD)?;
        let value = values(*entry).into_iter().next()?;
        let mut words = value.split_whitespace().map(str::to_owned);
        words.next().filter(|version| version == "1")?;
        Some(Self {
            front: words.next()?,
            part: words.next()?,
            keys: words.collect(),
        })
    }
}

impl Page {
    /// The page with what is on it already, `earlier`.
    pub(super) fn over(&self, earlier: Option<&str>) -> (String, Kept) {
        let earlier = earlier.unwrap_or_default();
        let (front, body) = parted(earlier);
        let front = entries(front.unwrap_or_default());
        let record = Record::of(&front);
        let mut kept = Kept::default();
        let (own, shared) = self.fields(&front, record.as_ref(), &mut kept);
        let marked = Marked::of(body);
        kept.is_unmarked = marked.part.is_none() && !earlier.trim().is_empty();
        let mut moved = Vec::new();
        if let Some(record) = &record {
            let written = front
                .iter()
                .filter(|entry| record.keys.iter().any(|key| key == entry.key));
            let written: Vec<&str> = written.map(|entry| entry.text).collect();
            if checksum(&letters(&written.concat())) != record.front {
                let now: HashSet<String> = own.iter().map(|(_, text)| letters(text)).collect();
                let changed = written.iter().filter(|text| !now.contains(&letters(text)));
                moved.extend(changed.map(|text| format!("{}\n", text.trim_end())));
            }
        }
        if let Some(part) = marked.part
            && record
                .as_ref()
                .is_none_or(|record| checksum(part) != record.part)
        {
            moved.extend(missing(part, &self.part));
        }
        kept.is_moved = !moved.is_empty();
        let mut text = String::from("---\n");
        text.extend(own.iter().map(|(_, text)| text.as_str()));
        text.push_str(&shared);
        let keys: Vec<&str> = own.iter().map(|(key, _)| *key).collect();
        let written: String = own.iter().map(|(_, text)| text.as_str()).collect();
        let part = format!("\n{}\n\n", self.part);
        let record_now = format!(
            "1 {} {} {}",
            checksum(&letters(&written)),
            checksum(&part),
            keys.join(" ")
        );
        text.push_str(&Property::new(RECORD, Value::Text(record_now)).entry());
        let replaced = self.replaced(&front, record.as_ref());
        for entry in front.iter().filter(|entry| !replaced.contains(entry.key)) {
            text.push_str(entry.text);
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str("---\n");
        text.push_str(marked.before);
        _ = writeln!(text, "{BEGIN}\n{part}{END}");
        if kept.is_moved {
            _ = writeln!(text, "\n{MOVED}\n{}", moved.concat());
        }
        text.push_str(marked.after);
        (text, kept)
    }

    /// The fields that are postil's own, by their keys, and those it shares.
    fn fields(
        &self,
        front: &[Entry<'_>],
        record: Option<&Record>,
        kept: &mut Kept,
    ) -> (Vec<(&'static str, String)>, String) {
        let (mut own, mut shared) = (Vec::new(), String::new());
        let there = |key: &str| front.iter().find(|entry| entry.key == key).copied();
        for property in &self.front {
            let key = property.key;
            let ours = match &property.value {
                Value::List(ours) if property.is_shared => ours,
                _ => {
                    add_own(property, there(key), record, kept, &mut own);
                    continue;
                }
            };
            if !is_rewritten(property, front) {
                continue;
            }
            let before = there(&noted(key)).map(values).unwrap_or_default();
            let theirs = there(key).map(values).unwrap_or_default().into_iter();
            let theirs = theirs.filter(|value| !before.contains(value));
            let all: Vec<String> = ours.iter().cloned().chain(theirs).collect();
            shared.push_str(&list(key, &all));
            shared.push_str(&list(&noted(key), ours));
        }
        (own, shared)
    }

    /// The keys of what is not passed on, since it is written anew or is not to be written any more.
    fn replaced(&self, front: &[Entry<'_>], record: Option<&Record>) -> HashSet<String> {
        let shared = self.front.iter().filter(|property| property.is_shared);
        let shared = shared.filter(|property| is_rewritten(property, front));
        let shared = shared.flat_map(|property| [property.key.to_owned(), noted(property.key)]);
        let recorded = record
            .into_iter()
            .flat_map(|record| record.keys.iter().cloned());
        shared.chain(recorded).chain([RECORD.to_owned()]).collect()
    }
}

/// Adds a field of postil's, unless a person has set one of that name.
fn add_own(
    property: &Property,
    there: Option<Entry<'_>>,
    record: Option<&Record>,
    kept: &mut Kept,
    own: &mut Vec<(&'static str, String)>,
) {
    let text = property.entry();
    if text.is_empty() {
        return;
    }
    let is_ours = |record: &Record| record.keys.iter().any(|key| key == property.key);
    if there.is_some() && !record.is_some_and(is_ours) {
        let same = there.is_some_and(|entry| letters(entry.text) == letters(&text));
        kept.clashing += usize::from(!same);
    } else {
        own.push((property.key, text));
    }
}

/// Whether a list that is shared has to be written: where postil has something in it, or had.
fn is_rewritten(property: &Property, front: &[Entry<'_>]) -> bool {
    let noted = noted(property.key);
    !property.entry().is_empty() || front.iter().any(|entry| entry.key == noted)
}

/// The key under which postil notes what it put into a shared list.
fn noted(key: &str) -> String {
    format!("{RECORD}-{key}")
}

/// What lies before, between and after the marks.
struct Marked<'t> {
    before: &'t str,
    part: Option<&'t str>,
    after: &'t str,
}

impl<'t> Marked<'t> {
    fn of(body: &'t str) -> Self {
        let unmarked = Self {
            before: "",
            part: None,
            after: body,
        };
        let mut at = 0;
        let mut opening: Option<(usize, usize)> = None;
        for line in body.split_inclusive('\n') {
            let (start, end) = (at, at + line.len());
            at = end;
            match opening {
                None if line.trim() == BEGIN => opening = Some((start, end)),
                Some((begin, inside)) if line.trim() == END => {
                    return Self {
                        before: body.get(..begin).unwrap_or_default(),
                        part: body.get(inside..start),
                        after: body.get(end..).unwrap_or_default(),
                    };
                }
                _ => {}
            }
        }
        unmarked
    }
}

/// The lines of `earlier` that are not in `now`, with the gaps between them.
fn missing(earlier: &str, now: &str) -> Vec<String> {
    let now: HashSet<&str> = now.lines().map(str::trim).collect();
    let mut lines: Vec<String> = Vec::new();
    let mut gap = false;
    for line in earlier.lines() {
        if now.contains(line.trim()) || line.trim().is_empty() {
            gap = !lines.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            lines.push("\n".to_owned());
        }
        lines.push(format!("{}\n", line.trim_end_matches('\r')));
    }
    lines
}

/// What does not change where an editor quotes or indents in its own way.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A checksum by which a change is noticed. It holds over other line ends.
fn checksum(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!(
        "{:08x}",
        crc32fast::hash(lines.join("\n").trim().as_bytes())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(title: &str, part: &str) -> Page {
        Page {
            front: vec![
                Property::new("document", Value::Text("a.txt".into())),
                Property::new("title", Value::Text(title.into())),
                Property::shared("tags", ["todo".to_owned()].into_iter()),
            ],
            part: part.to_owned(),
        }
    }

    #[test]
    fn a_page_over_itself_is_itself() {
        let (first, kept) = page("A", "one\n\ntwo").over(None);
        assert_eq!(kept, Kept::default());
        assert_eq!(document_of(&first).as_deref(), Some("a.txt"));
        let (again, kept) = page("A", "one\n\ntwo").over(Some(&first));
        assert_eq!((again, kept), (first, Kept::default()));
    }

    #[test]
    fn what_a_person_wrote_around_the_marks_stays() {
        let (first, _) = page("A", "one").over(None);
        let edited = first
            .replace(
                "---\n%%",
                "# theirs\nrating: 5   # stars\nlist: [x,  y]\n---\nabove \n\n%%",
            )
            .replace(
                "  - \"todo\"\npostil-tags",
                "  - \"todo\"\n  - mine\npostil-tags",
            )
            + "\r\nbelow\t\r\n%% mine %%";
        let (next, kept) = page("B", "two").over(Some(&edited));
        assert_eq!(kept, Kept::default());
        for part in [
            "# theirs\nrating: 5   # stars\nlist: [x,  y]\n---\nabove \n\n%% postil begin %%\n\ntwo\n",
            "title: \"B\"",
            "tags:\n  - \"todo\"\n  - \"mine\"\npostil-tags:\n  - \"todo\"\n",
        ] {
            assert!(next.contains(part), "{part}\n{next}");
        }
        assert!(
            next.ends_with("%% postil end %%\n\r\nbelow\t\r\n%% mine %%"),
            "{next}"
        );
        assert_eq!(page("B", "two").over(Some(&next)).0, next);
    }

    #[test]
    fn what_a_person_wrote_between_the_marks_is_moved_below_them() {
        let (first, _) = page("A", "one\n\ntwo").over(None);
        let edited = first
            .replace("one", "one\nmy thought\n\n[[x]]")
            .replace("\"A\"", "Mine");
        let (next, kept) = page("B", "two\n\nthree").over(Some(&edited));
        assert!(kept.is_moved);
        let moved = format!("{END}\n\n{MOVED}\ntitle: Mine\none\nmy thought\n\n[[x]]\n");
        assert!(next.contains(&moved), "{next}");
        let (again, kept) = page("B", "two\n\nthree").over(Some(&next));
        assert_eq!((again, kept), (next, Kept::default()));
        // An editor that quotes and breaks lines in its own way has changed nothing.
        let retyped = first.replace('"', "").replace('\n', "\r\n");
        assert!(!page("A", "three").over(Some(&retyped)).1.is_moved);
    }

    #[test]
    fn pages_without_marks_are_kept_whole() {
        for earlier in [
            "my page\n",
            "%% postil begin %%\nhalf",
            "---\nx: 1\n---\nmine",
            "---\nno end",
        ] {
            let (text, kept) = page("A", "one").over(Some(earlier));
            assert!(kept.is_unmarked, "{earlier}");
            let body = parted(earlier).1;
            assert!(text.ends_with(&format!("{END}\n{body}")), "{text}");
            let (again, _) = page("A", "two").over(Some(&text));
            assert!(again.ends_with(&format!("two\n\n{END}\n{body}")), "{again}");
        }
    }

    #[test]
    fn a_field_that_a_person_has_set_stays() {
        let (text, kept) = page("A", "one").over(Some("---\ntitle: Mine\n---\n"));
        assert_eq!(kept.clashing, 1);
        assert!(
            text.contains("\ntitle: Mine\n") && !text.contains("\"A\""),
            "{text}"
        );
    }
}
