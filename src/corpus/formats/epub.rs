//! EPUB 2 and 3: a ZIP archive of pages, which the package document puts in order (EPUB 3.3, sections 4 and 5).
//!
//! The pages go through the same converter as any page, whole, since a book has no menus around its text. Pages that only
//! list others are left out; so are pages that are listed and not there. The package document and the tables of contents
//! are read with the parser of pages: it forgives what real books get wrong, and knows no entities but its own.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeRef};

use super::archive::Archive;
use super::composer::Composer;
use super::html::address::{unescaped, without_dots};
use super::html::article::Article;
use super::html::convert::{Converter, Page};
use super::html::dom::{attr, has_role, is_any, link_share, text, walk};
use super::html::metadata::{iso, plain};
use super::html::notes::Notes;
use super::html::parse::{Syntax, tree};
use super::{Extracted, html};
use crate::corpus::Fault;
use crate::model::{BlockKind, Metadata, on_one_line};

/// How messages call the format.
const FORMAT: &str = "EPUB";
/// The most pages of a book that are read.
const MOST_PAGES: usize = 10_000;
/// How much text a book may have, in megabytes.
const LARGEST_TEXT: u64 = 64;
/// Ways to make fonts unreadable, which touch no text (EPUB 3.3, section 4.3.3, and Adobe's own).
const FONT_METHODS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// Whether a file that begins with `bytes` is a book, whatever it is called (EPUB OCF 3.3, section 4.3).
pub(super) fn is_book(bytes: &[u8]) -> bool {
    let mark = b"mimetypeapplication/epub+zip";
    bytes.starts_with(b"PK\x03\x04") && bytes.get(30..30 + mark.len()) == Some(mark)
}

/// A file of the book.
#[derive(Debug)]
struct Item {
    path: String,
    is_page: bool,
    /// Whether it is the table of contents of EPUB 3, which is a page too.
    is_nav: bool,
}

/// What the package document says.
#[derive(Debug, Default)]
struct Package {
    metadata: Metadata,
    items: HashMap<String, Item>,
    /// The identifiers of the items to be read, in order.
    spine: Vec<String>,
    /// The paths of pages that are covers or tables of contents.
    guides: HashSet<String>,
    /// The path of the table of contents of EPUB 2.
    ncx: Option<String>,
    /// What is said of the titles and people: the identifier of the one, what of it, and what is said (EPUB 3).
    refined: HashMap<(String, String), String>,
}

/// Reads the book `bytes`.
pub(super) fn read(bytes: Vec<u8>) -> Result<Extracted, Fault> {
    let mut archive = Archive::open(bytes, FORMAT)?;
    check_locks(&mut archive)?;
    let path = package_path(&mut archive)?;
    let damaged = |cause: &str| Fault::Damaged {
        format: FORMAT,
        cause: cause.into(),
    };
    let package = archive
        .text(&path)?
        .ok_or_else(|| damaged("its package document is missing"))?;
    let package = package_of(&tree(&package, Syntax::Xml), &path);
    let labels = labels(&mut archive, &package)?;
    let mut composer = Composer::default();
    let title = package.metadata.title.clone().unwrap_or_default();
    composer.begin(BlockKind::Title);
    composer.text(&title);
    composer.end();
    let mut notes = Notes::default();
    let mut budget = LARGEST_TEXT << 20;
    for id in package.spine.iter().take(MOST_PAGES) {
        let Some(item) = package
            .items
            .get(id)
            .filter(|item| item.is_page && !item.is_nav)
        else {
            continue;
        };
        if package.guides.contains(&item.path) {
            continue;
        }
        let Some(page) = archive.text(&item.path)? else {
            continue;
        };
        budget = budget
            .checked_sub(page.len() as u64)
            .ok_or(Fault::Swollen(LARGEST_TEXT))?;
        let document = tree(&page, Syntax::Xml);
        if !is_contents(&document) {
            let label = labels.get(&item.path);
            chapter(
                &mut composer,
                &document,
                &item.path,
                label,
                &title,
                &mut notes,
            );
        }
    }
    let mut extracted = composer.finish(package.metadata, "UTF-8");
    html::settle(&mut extracted);
    Ok(extracted)
}

/// Makes sure that no text of the book is encrypted.
fn check_locks(archive: &mut Archive) -> Result<(), Fault> {
    let Some(list) = archive.text("META-INF/encryption.xml")? else {
        return Ok(());
    };
    let mut is_locked = false;
    let list = tree(&list, Syntax::Xml);
    walk(list.root(), |node| {
        if local(&node).as_deref() == Some("encryptionmethod") {
            let method = attr(&node, "algorithm").unwrap_or_default();
            // The key of an encrypted book is encrypted itself, by a method that tells nothing more.
            is_locked |= !FONT_METHODS.contains(&method.as_str());
        }
        true
    });
    if is_locked {
        Err(Fault::Locked)
    } else {
        Ok(())
    }
}

/// The path of the package document: the one that the container names, else the first that there is.
fn package_path(archive: &mut Archive) -> Result<String, Fault> {
    let mut found = None;
    if let Some(container) = archive.text("META-INF/container.xml")? {
        let container = tree(&container, Syntax::Xml);
        walk(container.root(), |node| {
            if found.is_none() && local(&node).as_deref() == Some("rootfile") {
                found = attr(&node, "full-path");
            }
            true
        });
    }
    let known = |path: &String| archive.names().any(|name| name == path);
    let found = found.map(|path| without_dots(&path)).filter(known);
    let found = found.or_else(|| {
        archive
            .names()
            .find(|name| name.rsplit('.').next() == Some("opf"))
            .map(str::to_owned)
    });
    found.ok_or_else(|| Fault::Damaged {
        format: FORMAT,
        cause: "it has no package document".into(),
    })
}

/// The name of an element without the prefix of its namespace, in lower case.
fn local(node: &NodeRef<'_>) -> Option<String> {
    let name = node.node_name()?;
    let name = name.rsplit(':').next().unwrap_or_default();
    Some(name.to_ascii_lowercase())
}

/// What the package document at `path` says.
fn package_of(document: &Document, path: &str) -> Package {
    let mut package = Package::default();
    let (mut toc, mut is_dated) = (None, false);
    walk(document.root(), |node| {
        package.refine(&node);
        true
    });
    walk(document.root(), |node| {
        let name = node.node_name().unwrap_or_default();
        let words = || Some(on_one_line(&node.text())).filter(|words| !words.is_empty());
        match &*name {
            "dc:title" => package.title(&node, words()),
            "dc:creator" => {
                let role = attr(&node, "opf:role").or_else(|| package.said(&node, "role").cloned());
                let is_author = role.is_none_or(|role| role == "aut");
                package
                    .metadata
                    .authors
                    .extend(words().filter(|_| is_author));
            }
            "dc:publisher" => {
                package.metadata.source = package.metadata.source.take().or_else(words);
            }
            "dc:date" => {
                let is_publication =
                    attr(&node, "opf:event").is_some_and(|event| event == "publication");
                let date = words().and_then(|date| iso(&date));
                if date.is_some()
                    && (package.metadata.date.is_none() || (is_publication && !is_dated))
                {
                    package.metadata.date = date;
                    is_dated |= is_publication;
                }
            }
            "dc:source" | "dc:identifier" => {
                let url =
                    words().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
                package.metadata.url = package.metadata.url.take().or(url);
            }
            _ => match local(&node).as_deref() {
                Some("item") => package.item(&node, path),
                Some("itemref") => package.spine.extend(attr(&node, "idref")),
                Some("spine") => toc = attr(&node, "toc"),
                Some("reference") => {
                    let kind = attr(&node, "type").unwrap_or_default();
                    let href =
                        attr(&node, "href").filter(|_| matches!(kind.as_str(), "cover" | "toc"));
                    package
                        .guides
                        .extend(href.map(|href| beside(path, &href).0));
                }
                _ => {}
            },
        }
        true
    });
    let toc = toc
        .and_then(|id| package.items.get(&id))
        .map(|item| item.path.clone());
    package.ncx = toc.or(package.ncx);
    package
}

impl Package {
    /// Takes over what `node` says of a title or a person (EPUB 3.3, section 5.4.3).
    fn refine(&mut self, node: &NodeRef<'_>) {
        let known = ["role", "title-type"];
        let property = attr(node, "property").filter(|property| known.contains(&property.as_str()));
        if let (Some(property), Some(id)) = (property, attr(node, "refines")) {
            let id = id.trim_start_matches('#').to_owned();
            // In pages, a `meta` holds nothing: what is said comes after it.
            let said = node.next_sibling().filter(NodeRef::is_text);
            let said = said.map_or_else(|| node.text(), |said| said.text());
            self.refined.insert((id, property), on_one_line(&said));
        }
    }

    /// What is said of `node` under the name `property`.
    fn said(&self, node: &NodeRef<'_>, property: &str) -> Option<&String> {
        let id = attr(node, "id")?;
        self.refined.get(&(id, property.to_owned()))
    }

    /// Takes over the title `words` of `node`: the first one that is not said to be of another kind, or the one that is
    /// said to be the main one.
    fn title(&mut self, node: &NodeRef<'_>, words: Option<String>) {
        let metadata = &self.metadata;
        let (title, subtitle) = (metadata.title.clone(), metadata.subtitle.clone());
        match self.said(node, "title-type").map(String::as_str) {
            Some("main") => self.metadata.title = words.or(title),
            Some("subtitle") => self.metadata.subtitle = subtitle.or(words),
            None => self.metadata.title = title.or(words),
            Some(_) => {}
        }
    }

    /// Takes over an item of the manifest.
    fn item(&mut self, node: &NodeRef<'_>, path: &str) {
        let (Some(id), Some(href)) = (attr(node, "id"), attr(node, "href")) else {
            return;
        };
        let kind = attr(node, "media-type").unwrap_or_default();
        let properties = attr(node, "properties").unwrap_or_default();
        let (path, _) = beside(path, &href);
        if kind == "application/x-dtbncx+xml" {
            self.ncx = Some(path.clone());
        }
        let item = Item {
            path,
            is_page: matches!(
                kind.as_str(),
                "application/xhtml+xml" | "text/html" | "text/x-oeb1-document"
            ),
            is_nav: properties
                .split_whitespace()
                .any(|property| property == "nav"),
        };
        self.items.insert(id, item);
    }
}

/// The path and the fragment that `href` means in the file at `path`.
fn beside(path: &str, href: &str) -> (String, Option<String>) {
    let (target, fragment) = match href.split_once('#') {
        Some((target, fragment)) => (target, Some(unescaped(fragment))),
        None => (href, None),
    };
    if target.is_empty() {
        return (path.to_owned(), fragment);
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = unescaped(target);
    let joined = if folder.is_empty() {
        target
    } else {
        format!("{folder}/{target}")
    };
    (without_dots(&joined), fragment)
}

/// What the tables of contents call each page.
fn labels(archive: &mut Archive, package: &Package) -> Result<HashMap<String, String>, Fault> {
    let mut labels = HashMap::new();
    let nav = package.items.values().find(|item| item.is_nav);
    if let Some(nav) = nav
        && let Some(page) = archive.text(&nav.path)?
    {
        let page = tree(&page, Syntax::Xml);
        walk(page.root(), |node| {
            if is_any(&node, &["nav"]) {
                return has_role(&node, &["toc", "doc-toc"]);
            }
            if is_any(&node, &["a"])
                && let Some(href) = attr(&node, "href")
            {
                labels
                    .entry(beside(&nav.path, &href).0)
                    .or_insert_with(|| text(node));
            }
            true
        });
    }
    if let Some(ncx) = package.ncx.as_ref().filter(|_| labels.is_empty())
        && let Some(list) = archive.text(ncx)?
    {
        let list = tree(&list, Syntax::Xml);
        let mut label = String::new();
        walk(list.root(), |node| {
            match local(&node).as_deref() {
                Some("navlabel") => label = on_one_line(&node.text()),
                Some("content") => {
                    let source = attr(&node, "src").unwrap_or_default();
                    labels
                        .entry(beside(ncx, &source).0)
                        .or_insert_with(|| label.clone());
                }
                _ => {}
            }
            true
        });
    }
    Ok(labels)
}

/// Whether the page only lists others.
fn is_contents(document: &Document) -> bool {
    let Some(body) = document.body() else {
        return false;
    };
    let mut is_called = has_role(
        &body,
        &["toc", "doc-toc", "cover", "doc-cover", "landmarks"],
    );
    let mut heading = None;
    walk(body, |node| {
        is_called |= node.parent().is_some_and(|parent| parent.id == body.id)
            && has_role(&node, &["toc", "doc-toc"]);
        if heading.is_none() && is_any(&node, &["h1", "h2", "h3"]) {
            heading = Some(plain(&text(node)));
        }
        true
    });
    let is_titled = matches!(
        heading.as_deref(),
        Some("contents" | "table of contents" | "toc")
    );
    is_called || (is_titled && link_share(body).0 > 0.5)
}

/// Converts the page `document` at `path`, which the table of contents calls `label`.
fn chapter(
    composer: &mut Composer,
    document: &Document,
    path: &str,
    label: Option<&String>,
    title: &str,
    notes: &mut Notes,
) {
    let Some(body) = document.body() else { return };
    let place = |href: &str| {
        let (target, fragment) = beside(path, href);
        fragment.map(|fragment| format!("{target}#{fragment}"))
    };
    notes.gather(document.root(), path, place);
    let mut has_heading = false;
    walk(body, |node| {
        has_heading |= is_any(&node, &["h1", "h2", "h3", "h4", "h5", "h6"]);
        !has_heading
    });
    let title = plain(title);
    let label =
        label.filter(|label| !has_heading && plain(label) != title && !text(body).is_empty());
    if let Some(label) = label {
        composer.begin(BlockKind::Heading(1));
        composer.text(label);
        composer.end();
    }
    let article = Article::bare(body);
    let page = Page {
        base: None,
        title,
        standfirst: None,
        notes,
        place: &place,
    };
    Converter::new(composer, &article, page).run(std::iter::once(body));
}
