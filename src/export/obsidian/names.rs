//! The names of pages: each after its document, and the one it had before where it had one.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::page;
use crate::model::DocPath;
use crate::text::visible;

/// How the name of every page ends.
pub(super) const ENDING: &str = ".md";

/// The longest part of a name, in bytes: less than any file system takes, with room for a number and the ending.
const LONGEST: usize = 180;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name of each page, relative to the folder.
pub(super) struct Names {
    by_document: HashMap<DocPath, String>,
    codebook: String,
}

impl Names {
    /// Names for the pages of `documents`; `earlier` are the pages that there are, by their names.
    pub(super) fn of<'a>(
        documents: impl Iterator<Item = &'a DocPath>,
        earlier: &BTreeMap<String, String>,
    ) -> Self {
        // A page says which document it stands for, so that it keeps its name whatever comes beside it.
        let mut before: HashMap<String, &String> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut codebook = None;
        for (name, text) in earlier {
            taken.insert(name.to_lowercase());
            match page::document_of(text) {
                Some(document) => {
                    before.entry(document).or_insert(name);
                }
                None if codebook.is_none() && page::is_page(text) => codebook = Some(name.clone()),
                None => {}
            }
        }
        let codebook = codebook.unwrap_or_else(|| free("Codebook", &mut taken));
        let mut by_document = HashMap::new();
        for path in documents {
            let name = match before.get(path.as_str()) {
                Some(name) => (*name).clone(),
                None => free(&stem(path.as_str()), &mut taken),
            };
            by_document.insert(path.clone(), name);
        }
        Self {
            by_document,
            codebook,
        }
    }

    /// The name of the page of a document.
    pub(super) fn of_document(&self, path: &DocPath) -> Option<&str> {
        self.by_document.get(path).map(String::as_str)
    }

    /// The name of the page with the codebook.
    pub(super) fn codebook(&self) -> &str {
        &self.codebook
    }
}

/// The first name made of `stem` that is not taken, on file systems that do not tell capitals from small letters either.
fn free(stem: &str, taken: &mut HashSet<String>) -> String {
    let mut name = format!("{stem}{ENDING}");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem} {number}{ENDING}");
        number += 1;
    }
    name
}

/// What the page of a document is called, without the ending: what neither a file nor a link can hold is replaced.
fn stem(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.len().saturating_sub(1);
    let parts = parts.iter().enumerate().map(|(at, part)| {
        if at == last {
            plain(without_extension(part))
        } else if part.to_lowercase().ends_with(ENDING) {
            // A folder must not be called as a page could be.
            plain(&format!("{part}-"))
        } else {
            plain(part)
        }
    });
    let stem = parts.collect::<Vec<_>>().join("/");
    if stem.is_empty() {
        "page".to_owned()
    } else {
        stem
    }
}

fn without_extension(name: &str) -> &str {
    let is_extension = |end: &str| {
        (1..=5).contains(&end.len())
            && end.chars().all(|c| c.is_ascii_alphanumeric())
            && end.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && is_extension(end) => stem,
        _ => name,
    }
}

fn plain(part: &str) -> String {
    let is_forbidden = |c: char| {
        visible::is_unseen(c)
            || matches!(
                c,
                '\\' | ':'
                    | '*'
                    | '?'
                    | '"'
                    | '<'
                    | '>'
                    | '|'
                    | '#'
                    | '^'
                    | '['
                    | ']'
                    | '%'
                    | '`'
                    | '='
            )
    };
    let mut name = String::new();
    for c in part.chars() {
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(if is_forbidden(c) { '-' } else { c });
    }
    let name = name
        .trim()
        .trim_start_matches('.')
        .trim_end_matches(['.', ' ']);
    let is_device = DEVICES.contains(&name.to_lowercase().as_str());
    match name {
        "" => "page".to_owned(),
        name if is_device => format!("{name}-"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_files_and_links_can_hold() {
        for (path, expected) in [
            ("libya/berlin.txt", "libya/berlin"),
            ("a.b.html", "a.b"),
            ("archive.jsonl/12", "archive.jsonl/12"),
            ("v1.5", "v1.5"),
            ("notes.md/x.txt", "notes.md-/x"),
            ("What? #1 [a|b]^.md", "What- -1 -a-b--"),
            (".hidden", "hidden"),
            ("con.txt", "con-"),
            ("\u{1b}\u{202e}", "--"),
            ("", "page"),
        ] {
            assert_eq!(stem(path), expected, "{path}");
        }
        assert!(stem(&"é".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn no_two_documents_share_a_page() {
        let paths = ["a.txt", "A.html", "a.md", "Codebook.txt"].map(DocPath::new);
        let names = Names::of(paths.iter(), &BTreeMap::new());
        let found: Vec<_> = paths.iter().map(|path| names.of_document(path)).collect();
        let expected = ["a.md", "A 2.md", "a 3.md", "Codebook 2.md"];
        assert_eq!(found, expected.map(Some));
    }

    #[test]
    fn a_page_keeps_the_name_it_had() {
        let earlier = "---\ndocument: \"a.md\"\npostil: \"1 0 0 document\"\n---\n";
        let earlier = BTreeMap::from([("a.md".to_owned(), earlier.to_owned())]);
        let paths = ["a.html", "a.md"].map(DocPath::new);
        let names = Names::of(paths.iter(), &earlier);
        let found: Vec<_> = paths.iter().map(|path| names.of_document(path)).collect();
        assert_eq!(found, [Some("a 2.md"), Some("a.md")]);
    }
}
