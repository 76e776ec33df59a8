//! Which document of the corpus a file is about: by path, by name, by address, by title, and at last by what it says.
//!
//! Each is tried only for what the one before it left open, and holds only where it names one document and no other.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use aho_corasick::AhoCorasick;

use super::incoming::{Article, Incoming};
use super::units::plain;
use crate::model::{DocPath, Metadata, TextHash, on_one_line};
use crate::text::fold;

/// How many pieces of a document are looked for, how long one is at least, in bytes of words without typography, and
/// which part of them has to be found, as one in so many.
const MOST_PIECES: usize = 200;
const SHORTEST: usize = 16;
const LEAST_SHARE: usize = 2;

/// How many pieces are noticed in one document, whatever it repeats.
const MOST_MATCHES: usize = 100_000;

/// The search for the documents that came in.
#[derive(Debug)]
pub struct Finding<'i> {
    incoming: &'i Incoming,
    found: Vec<Option<DocPath>>,
    pieces: Option<Pieces>,
}

/// What is looked for in the texts of the corpus.
#[derive(Debug)]
struct Pieces {
    automaton: AhoCorasick,
    /// The articles that each piece is of.
    owners: Vec<Vec<usize>>,
    hashes: HashMap<TextHash, Vec<usize>>,
}

/// What of the articles that came in one document of the corpus holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Those that have its text.
    same: HashSet<usize>,
    /// How many pieces it holds of others.
    pieces: BTreeMap<usize, usize>,
}

impl<'i> Finding<'i> {
    /// Looks among `paths`, all the documents of the corpus, by path and name.
    #[must_use]
    pub fn new(incoming: &'i Incoming, paths: &[DocPath]) -> Self {
        let by_path: HashMap<&str, &DocPath> =
            paths.iter().map(|path| (path.as_str(), path)).collect();
        let mut by_name: HashMap<String, Option<&DocPath>> = HashMap::new();
        for path in paths {
            let names: HashSet<String> = names_of(path.name()).collect();
            for name in names {
                let known = by_name.entry(name).or_insert(Some(path));
                *known = known.filter(|known| *known == path);
            }
        }
        let find = |article: &Article| {
            let name = article.name.replace('\\', "/");
            let name = name.trim_start_matches("./");
            if let Some(path) = by_path.get(name) {
                return Some((*path).clone());
            }
            let last = name.rsplit('/').next().unwrap_or(name);
            let is_address = article.uri.as_deref() == Some(article.name.as_str());
            if last.is_empty() || is_address {
                return None;
            }
            let named = names_of(last).find_map(|name| *by_name.get(&name)?);
            named.cloned()
        };
        let found = incoming.articles.iter().map(find).collect();
        Self {
            incoming,
            found,
            pieces: None,
        }
    }

    fn open(&self) -> impl Iterator<Item = (usize, &'i Article)> + '_ {
        let articles = self.incoming.articles.iter().enumerate();
        articles.filter(|(number, _)| self.found.get(*number).is_some_and(Option::is_none))
    }

    /// Whether titles and addresses can help.
    #[must_use]
    pub fn wants_metadata(&self) -> bool {
        self.open()
            .any(|(_, article)| article.uri.is_some() || article.title.is_some())
    }

    /// Looks by address, then by title.
    pub fn by_metadata(&mut self, known: &[(DocPath, Metadata)]) {
        let address = |metadata: &Metadata| metadata.url.as_deref().map(plain_address);
        let title = |metadata: &Metadata| metadata.title.as_deref().map(plain_title);
        let (addresses, titles) = (unique(known, address), unique(known, title));
        let find = |article: &Article| {
            let uri = article.uri.as_deref().map(plain_address);
            let title = article.title.as_deref().map(plain_title);
            let by_address = uri.and_then(|uri| addresses.get(&uri).copied().flatten());
            by_address.or_else(|| title.and_then(|title| titles.get(&title).copied().flatten()))
        };
        let open: Vec<(usize, &Article)> = self.open().collect();
        for (number, article) in open {
            if let Some(path) = find(article) {
                self.put(number, path);
            }
        }
    }

    fn put(&mut self, number: usize, path: &DocPath) {
        if let Some(found) = self.found.get_mut(number) {
            *found = Some(path.clone());
        }
    }

    /// Whether the texts of the corpus can help. It gets ready to look at them.
    pub fn wants_texts(&mut self) -> bool {
        self.pieces = Pieces::of(self.incoming, self.open());
        self.pieces.is_some()
    }

    /// What a document with this text holds.
    #[must_use]
    pub fn look(&self, text: &str) -> Held {
        self.pieces
            .as_ref()
            .map_or_else(Held::default, |pieces| pieces.look(text))
    }

    /// Looks by what was `held` by which document.
    pub fn by_texts(&mut self, held: &[(DocPath, Held)]) {
        let Some(pieces) = self.pieces.take() else {
            return;
        };
        let mut all: HashMap<usize, usize> = HashMap::new();
        for owner in pieces.owners.iter().flatten() {
            *all.entry(*owner).or_default() += 1;
        }
        let mut same: HashMap<usize, &DocPath> = HashMap::new();
        // How many pieces of each the best document holds, and which that is, where it is but one.
        let mut best: HashMap<usize, (usize, Option<&DocPath>)> = HashMap::new();
        for (path, held) in held {
            for number in &held.same {
                same.entry(*number).or_insert(path);
            }
            for (number, count) in &held.pieces {
                let known = best.entry(*number).or_insert((0, None));
                match count.cmp(&known.0) {
                    Ordering::Greater => *known = (*count, Some(path)),
                    Ordering::Equal => known.1 = None,
                    Ordering::Less => {}
                }
            }
        }
        let open: Vec<usize> = self.open().map(|(number, _)| number).collect();
        for number in open {
            let needed = all.get(&number).copied().unwrap_or_default();
            let best = best.get(&number).copied();
            let best = best.filter(|(most, _)| most * LEAST_SHARE >= needed);
            let found = same.get(&number).copied();
            if let Some(path) = found.or_else(|| best.and_then(|(_, path)| path)) {
                self.put(number, path);
            }
        }
    }

    /// Where each article is, as far as it was found.
    #[must_use]
    pub fn found(self) -> Vec<Option<DocPath>> {
        self.found
    }
}

/// What each of `known` is by `key`, where no other is the same.
fn unique(
    known: &[(DocPath, Metadata)],
    key: impl Fn(&Metadata) -> Option<String>,
) -> HashMap<String, Option<&DocPath>> {
    let mut found: HashMap<String, Option<&DocPath>> = HashMap::new();
    for (path, metadata) in known {
        if let Some(key) = key(metadata).filter(|key| !key.is_empty()) {
            found
                .entry(key)
                .and_modify(|known| *known = None)
                .or_insert(Some(path));
        }
    }
    found
}

/// The name of a file, and the same without its extension, in small letters.
fn names_of(name: &str) -> impl Iterator<Item = String> {
    let whole = name.to_lowercase();
    let stem = whole.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    let stem = stem.filter(|stem| !stem.is_empty());
    std::iter::once(whole).chain(stem)
}

/// An address without what makes no difference to where it leads.
fn plain_address(address: &str) -> String {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split('#').next().unwrap_or_default();
    let (host, rest) = match address
        .find('/')
        .and_then(|at| address.split_at_checked(at))
    {
        Some((host, rest)) => (host, rest),
        None => (address, ""),
    };
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", rest.trim_end_matches('/'))
}

fn plain_title(title: &str) -> String {
    on_one_line(title).to_lowercase()
}

/// The words of `text` without typography, with spaces between them.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in fold::words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.spelling);
    }
    folded
}

impl Pieces {
    /// Pieces of the articles that are `open`; nothing where there are none to look for.
    fn of<'i>(
        incoming: &Incoming,
        open: impl Iterator<Item = (usize, &'i Article)>,
    ) -> Option<Self> {
        let mut pieces: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut hashes: HashMap<TextHash, Vec<usize>> = HashMap::new();
        let mut wanted: HashMap<usize, usize> = HashMap::new();
        let mut add = |number: usize, text: &str, count: &mut usize| {
            let piece = folded(text);
            let owners = (piece.len() >= SHORTEST).then(|| pieces.entry(piece).or_default());
            if let Some(owners) = owners
                && owners.last() != Some(&number)
            {
                owners.push(number);
                *count += 1;
            }
        };
        for (number, article) in open {
            let count = wanted.entry(number).or_default();
            if let Some(hash) = &article.hash {
                hashes.entry(hash.clone()).or_default().push(number);
            }
            if let Some(text) = &article.text {
                let text = plain(text);
                let hash = TextHash::of(&text);
                hashes.entry(hash).or_default().push(number);
                for line in text.lines() {
                    if *count >= MOST_PIECES / 2 {
                        break;
                    }
                    // A paragraph may have been wrapped since: its beginning is enough.
                    let begin: String = line.chars().take(80).collect();
                    add(number, &begin, count);
                }
            }
        }
        for mark in &incoming.marks {
            if let Some(count) = wanted.get_mut(&mark.article)
                && *count < MOST_PIECES
                && !mark.is_cut
            {
                add(mark.article, &mark.quote, count);
            }
        }
        if pieces.is_empty() && hashes.is_empty() {
            return None;
        }
        let (pieces, owners): (Vec<String>, Vec<Vec<usize>>) = pieces.into_iter().unzip();
        let automaton = AhoCorasick::new(pieces).ok()?;
        Some(Self {
            automaton,
            owners,
            hashes,
        })
    }

    fn look(&self, text: &str) -> Held {
        let same = self.hashes.get(&TextHash::of(text)).cloned();
        let mut held = Held {
            same: same.into_iter().flatten().collect(),
            pieces: BTreeMap::new(),
        };
        if self.owners.is_empty() {
            return held;
        }
        let folded = folded(text);
        let mut seen = HashSet::new();
        let matches = self.automaton.find_overlapping_iter(&folded);
        for found in matches.take(MOST_MATCHES) {
            if seen.insert(found.pattern()) {
                let owners = self.owners.get(found.pattern().as_usize());
                for owner in owners.into_iter().flatten() {
                    *held.pieces.entry(*owner).or_default() += 1;
                }
            }
        }
        held
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Mark};
    use super::*;

    fn paths(names: &[&str]) -> Vec<DocPath> {
        names.iter().map(|name| DocPath::new(name)).collect()
    }

    fn about(article: Article) -> Incoming {
        let mut incoming = Incoming::new(Format::W3c);
        incoming.add_article(article);
        incoming
    }

    #[test]
    fn documents_are_found_by_path_and_by_a_name_that_is_the_only_one() {
        let corpus = paths(&["libya/berlin.txt", "libya/rome.txt", "old/rome.txt", "x.md"]);
        for (name, expect) in [
            ("libya/berlin.txt", Some("libya/berlin.txt")),
            ("elsewhere\\Berlin.TXT", Some("libya/berlin.txt")),
            ("berlin", Some("libya/berlin.txt")),
            ("berlin.html", Some("libya/berlin.txt")),
            ("old/rome.txt", Some("old/rome.txt")),
            ("rome.txt", None),
            ("paris", None),
            ("", None),
        ] {
            let incoming = about(Article::new(name));
            let found = Finding::new(&incoming, &corpus).found();
            let found = found[0].as_ref().map(DocPath::as_str);
            assert_eq!(found, expect, "{name}");
        }
    }

    #[test]
    fn documents_are_found_by_address_and_title() {
        let metadata = |title: &str, url: &str| Metadata {
            title: Some(title.into()),
            url: Some(url.into()),
            ..Metadata::default()
        };
        let known = [
            (
                DocPath::new("a.txt"),
                metadata("Rivers", "https://www.Example.org/a/"),
            ),
            (
                DocPath::new("b.txt"),
                metadata("Mills", "https://example.org/b?c=1"),
            ),
            (
                DocPath::new("c.txt"),
                metadata("Mills", "https://example.org/c"),
            ),
        ];
        for (uri, title, expect) in [
            (Some("http://example.org/a#top"), None, Some("a.txt")),
            (
                Some("https://example.org/b?c=1"),
                Some("Rivers"),
                Some("b.txt"),
            ),
            (None, Some("  rivers "), Some("a.txt")),
            (None, Some("Mills"), None),
            (Some("https://example.org/b"), None, None),
        ] {
            let mut article = Article::new("elsewhere");
            article.uri = uri.map(str::to_owned);
            article.title = title.map(str::to_owned);
            let incoming = about(article);
            let mut finding = Finding::new(&incoming, &paths(&["a.txt", "b.txt", "c.txt"]));
            assert!(finding.wants_metadata());
            finding.by_metadata(&known);
            let found = finding.found();
            assert_eq!(found[0].as_ref().map(DocPath::as_str), expect);
        }
    }

    #[test]
    fn documents_are_found_by_what_was_quoted_from_them() {
        let mut incoming = about(Article::new("https://example.org/nowhere"));
        for quote in [
            "the ferry left at “six”",
            "nobody at the mill was told",
            "short",
        ] {
            incoming.push(Mark {
                quote: quote.into(),
                ..Mark::default()
            });
        }
        let texts = [
            (
                "a.txt",
                "At dawn the ferry\nleft at \"six\", and nobody at the mill was told.",
            ),
            ("b.txt", "Nobody said why the ferry left at seven."),
        ];
        let corpus = paths(&["a.txt", "b.txt"]);
        let mut finding = Finding::new(&incoming, &corpus);
        assert!(!finding.wants_metadata());
        assert!(finding.wants_texts());
        let held: Vec<(DocPath, Held)> = texts
            .iter()
            .map(|(name, text)| (DocPath::new(name), finding.look(text)))
            .collect();
        finding.by_texts(&held);
        assert_eq!(finding.found(), [Some(DocPath::new("a.txt"))]);
    }
}
