//! What a page tells about its article: in JSON-LD, in the tags of its head, and in what stands around the title.
//!
//! What was made for machines is believed first, since it is exact; titles are shown as the page shows them.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::dom::{attr, has_class, has_role, is_any, is_hidden, labels, text, walk};
use super::linked::{self, Linked};
use super::site::{is_banner, without_site};
use crate::corpus::structure;
use crate::model::{Metadata, on_one_line};

/// How much text something that stands beside a title may have, in bytes.
const SHORT: usize = 300;
/// Beginnings of the class of a line that goes on with the title.
const STANDFIRSTS: [&str; 9] = [
    "standfirst",
    "subtitle",
    "sub-title",
    "subheadline",
    "dek",
    "deck",
    "sub-heading",
    "subheading",
    "article-summary",
];

/// What a page tells of its article, and where.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) metadata: Metadata,
    /// Where addresses on the page start from.
    pub(super) base: Option<String>,
    /// The element that goes on with the title, where the page shows it.
    pub(super) standfirst: Option<NodeId>,
}

/// What is collected on one way through the page.
#[derive(Default)]
struct Collected<'a> {
    /// What the `meta` tags say, by their names in lower case.
    meta: HashMap<String, Vec<String>>,
    title: Option<String>,
    canonical: Option<String>,
    base: Option<String>,
    scripts: Vec<String>,
    /// What the headings of the article say that may be its title, and those that stand for the site.
    headings: Vec<String>,
    banners: Vec<String>,
    /// What the lower headings say, as [`plain`] has it.
    subheadings: HashSet<String>,
    /// What elements say that name themselves author or byline.
    bylines: Vec<String>,
    /// The dates of `time` elements; those that are called dates of publication.
    times: Vec<String>,
    published: Vec<String>,
    standfirsts: Vec<NodeRef<'a>>,
}

/// What the page `document` tells.
pub(super) fn find(document: &Document) -> Found {
    let page = collect(document);
    let linked = linked::article(&page.scripts);
    let first = |names: &[&str]| page.first(names);
    let source = first(&["og:site_name"])
        .or_else(|| linked.source.clone())
        .or_else(|| {
            first(&[
                "citation_journal_title",
                "citation_publisher",
                "dc.publisher",
                "dcterms.publisher",
            ])
        })
        .or_else(|| first(&["publisher", "application-name", "twitter:app:name:iphone"]));
    let url = [
        page.canonical.clone(),
        first(&["og:url"]),
        linked.url.clone(),
        first(&["citation_fulltext_html_url"]),
    ];
    let url = url.into_iter().flatten().find(|url| is_web(url));
    let title = page.title(&linked, source.as_deref());
    let standfirst = page.standfirst(&linked);
    let metadata = Metadata {
        title,
        subtitle: standfirst.map(text),
        authors: page.authors(&linked, source.as_deref()),
        date: page.date(&linked),
        source,
        url: url.clone(),
    };
    let base = page.base.filter(|base| is_web(base)).or(url);
    Found {
        metadata,
        base,
        standfirst: standfirst.map(|node| node.id),
    }
}

fn collect(document: &Document) -> Collected<'_> {
    let mut page = Collected::default();
    walk(document.root(), |node| {
        if node.is_comment() {
            page.comment(&node);
            return false;
        }
        let Some(element) = node.element_ref() else {
            return true;
        };
        let name = element.name.local.clone();
        drop(element);
        match &*name {
            "meta" => page.meta(&node),
            "title" if page.title.is_none() => page.title = Some(on_one_line(&node.text())),
            "link"
                if attr(&node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                page.canonical = page.canonical.take().or_else(|| attr(&node, "href"));
            }
            "base" => page.base = page.base.take().or_else(|| attr(&node, "href")),
            "script" => {
                if attr(&node, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
                {
                    page.scripts.push(node.text().to_string());
                }
                return false;
            }
            "style" | "svg" | "template" | "noscript" => return false,
            _ if is_hidden(&node) => return false,
            _ => page.shown(node, &name),
        }
        true
    });
    page
}

impl<'a> Collected<'a> {
    fn meta(&mut self, node: &NodeRef<'_>) {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|key| attr(node, key));
        if let (Some(name), Some(content)) = (name, attr(node, "content")) {
            let content = on_one_line(&content);
            self.meta
                .entry(name.to_lowercase())
                .or_default()
                .push(content);
        }
    }

    /// Browsers say at the top of a page where they saved it from.
    fn comment(&mut self, node: &NodeRef<'_>) {
        let html = node.html();
        let saved = html
            .split_once("saved from url=(")
            .and_then(|(_, rest)| rest.split_once(')'));
        if let Some((_, rest)) = saved
            && self.base.is_none()
        {
            let url = rest.split_whitespace().next().unwrap_or_default();
            self.base = is_web(url).then(|| url.to_owned());
        }
    }

    /// What an element of the body tells.
    fn shown(&mut self, node: NodeRef<'a>, name: &str) {
        match name {
            "h1" if is_banner(&node) => self.banners.push(text(node)),
            "h1" => self.headings.push(text(node)),
            "p" if is_styled_title(&node) => self.headings.push(text(node)),
            "h2" | "h3" => _ = self.subheadings.insert(plain(&text(node))),
            _ => {}
        }
        if name == "time" {
            self.time(&node);
        }
        let property = attr(&node, "itemprop").unwrap_or_default().to_lowercase();
        let is_author = property == "author"
            || attr(&node, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"));
        let labels = labels(&node);
        let is_byline = labels.split_whitespace().any(|label| {
            matches!(
                label,
                "byline"
                    | "author"
                    | "author-name"
                    | "byline-name"
                    | "article-author"
                    | "entry-author"
            ) || label.ends_with("__byline")
                || label.ends_with("__author")
        });
        if (is_author || is_byline) && self.bylines.len() < 50 {
            let words = text(node);
            if words.len() <= SHORT {
                self.bylines.push(words);
            }
        }
        if property == "datepublished"
            && let Some(date) = attr(&node, "datetime")
                .or_else(|| attr(&node, "content"))
                .or_else(|| Some(text(node)))
        {
            self.published.push(date);
        }
        let is_standfirst = is_any(&node, &["p", "h2", "h3", "h4", "div", "span"])
            && (STANDFIRSTS.iter().any(|known| {
                labels
                    .split(|c: char| !c.is_alphanumeric() && c != '-')
                    .any(|label| label == *known)
            }) || (is_any(&node, &["p", "h2"])
                && node
                    .ancestors_it(Some(3))
                    .any(|above| is_any(&above, &["header"]))));
        if is_standfirst && self.standfirsts.len() < 50 {
            self.standfirsts.push(node);
        }
    }

    fn time(&mut self, node: &NodeRef<'_>) {
        let date = attr(node, "datetime").unwrap_or_else(|| text(*node));
        let is_published = node.attr("pubdate").is_some()
            || has_class(
                node,
                &[
                    "published",
                    "entry-date",
                    "post-date",
                    "dt-published",
                    "article-date",
                    "date-published",
                ],
            );
        if is_published && !has_class(node, &["updated", "modified"]) {
            self.published.push(date);
        } else {
            self.times.push(date);
        }
    }

    /// What the first of `names` that a `meta` tag has says.
    fn first(&self, names: &[&str]) -> Option<String> {
        let found = names.iter().find_map(|name| self.meta.get(*name));
        found.and_then(|values| values.first()).cloned()
    }

    /// The title: the heading that the page shows, where what it says elsewhere agrees, and else what it says.
    fn title(&self, linked: &Linked, source: Option<&str>) -> Option<String> {
        let told = [
            self.first(&["og:title"]),
            linked.title.clone(),
            self.first(&[
                "citation_title",
                "dc.title",
                "dcterms.title",
                "twitter:title",
                "headline",
            ]),
            self.title.clone(),
        ];
        let told: Vec<String> = told
            .into_iter()
            .flatten()
            .filter(|title| !title.is_empty())
            .collect();
        let is_site = |title: &str| source.is_some_and(|source| plain(source) == plain(title));
        let equals = |heading: &&String| {
            let words = plain(heading);
            !words.is_empty() && !is_site(heading) && told.iter().any(|told| plain(told) == words)
        };
        let agrees = |heading: &&String| {
            let words = plain(heading);
            words.len() >= 8
                && !is_site(heading)
                && told.iter().any(|told| {
                    let told = plain(told);
                    told.contains(&words) || words.contains(&told) && words.len() < told.len() * 2
                })
        };
        let mut bare = told
            .iter()
            .map(|title| without_site(title, source))
            .filter(|title| !is_site(title));
        let headings = || self.headings.iter().filter(|heading| !heading.is_empty());
        let all = || headings().chain(&self.banners);
        let below = || {
            let mut bare = bare.clone();
            bare.find(|title| self.subheadings.contains(&plain(title)))
        };
        all()
            .find(equals)
            .cloned()
            .or_else(below)
            .or_else(|| headings().find(agrees).cloned())
            // What the page shows is what it is called, whatever shorter words its tab has.
            .or_else(|| headings().find(|heading| !is_site(heading)).cloned())
            .or_else(|| self.banners.iter().find(agrees).cloned())
            .or_else(|| bare.next())
            .or_else(|| all().find(|heading| !is_site(heading)).cloned())
            .or_else(|| told.first().cloned())
            .filter(|title| !title.is_empty())
    }

    fn authors(&self, linked: &Linked, source: Option<&str>) -> Vec<String> {
        let meta = |names: &[&str]| -> Vec<String> {
            let values = names
                .iter()
                .filter_map(|name| self.meta.get(*name))
                .flatten();
            values.cloned().collect()
        };
        let lists = [
            linked.authors.clone(),
            meta(&["citation_author"])
                .iter()
                .map(|name| in_order(name))
                .collect(),
            meta(&["dc.creator", "dcterms.creator"])
                .iter()
                .map(|name| in_order(name))
                .collect(),
            meta(&[
                "author",
                "article:author",
                "byl",
                "parsely-author",
                "sailthru.author",
                "twitter:creator:name",
            ]),
            self.bylines.clone(),
        ];
        let lists = lists.into_iter().map(|list| people(&list, source));
        lists
            .into_iter()
            .find(|list| !list.is_empty())
            .unwrap_or_default()
    }

    fn date(&self, linked: &Linked) -> Option<String> {
        let meta = [
            "article:published_time",
            "og:published_time",
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date",
            "dcterms.date",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "publish-date",
            "publishdate",
            "publication_date",
            "published",
            "pubdate",
            "date",
            "dc.date.created",
        ];
        let told = linked.date.iter().cloned();
        let told = told.chain(meta.iter().filter_map(|name| self.first(&[name])));
        let told = told
            .chain(self.published.iter().cloned())
            .chain(self.times.iter().take(1).cloned());
        let told = told.map(|date| iso(&date)).collect::<Vec<_>>();
        let bylines = self.bylines.iter().map(|line| structure::date(line));
        told.into_iter().chain(bylines).flatten().next()
    }

    /// The element that goes on with the title: it is called so, or repeats the description in large letters.
    fn standfirst(&self, linked: &Linked) -> Option<NodeRef<'a>> {
        let told = [
            self.first(&["og:description"]),
            self.first(&["description"]),
            linked.subtitle.clone(),
        ];
        let told: Vec<String> = told.iter().flatten().map(|told| plain(told)).collect();
        let mut found = self.standfirsts.iter().filter(|node| {
            let words = text(**node);
            let is_called = STANDFIRSTS.iter().any(|known| labels(node).contains(known));
            let length = words.len();
            let repeats = || told.contains(&plain(&words));
            (10..=600).contains(&length)
                && (is_called || repeats())
                && !has_role(node, &["navigation"])
                && !self
                    .headings
                    .iter()
                    .chain(&self.banners)
                    .any(|heading| plain(heading) == plain(&words))
        });
        found.next().copied()
    }
}

/// Whether `node` is the title by its style, in a page that Word or Google Docs saved.
fn is_styled_title(node: &NodeRef<'_>) -> bool {
    let is_of_docs = || {
        let above = node.parent();
        above.is_some_and(|above| is_any(&above, &["body"]) && has_class(&above, &["doc-content"]))
    };
    has_class(node, &["MsoTitle"]) || (has_class(node, &["title"]) && is_of_docs())
}

/// `text` in lower case with nothing but letters, digits and single spaces: what two ways to write a title share.
pub(in crate::corpus::formats) fn plain(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The people in `list`, each once: entries may hold several names and the words around them.
fn people(list: &[String], source: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in list {
        let entry = on_one_line(entry);
        let beginnings = [
            "By ",
            "by ",
            "BY ",
            "Written by ",
            "Author: ",
            "Por ",
            "Par ",
            "Von ",
        ];
        let bare = beginnings
            .iter()
            .find_map(|by| entry.strip_prefix(by))
            .unwrap_or(&entry)
            .trim();
        let several = structure::names_in(bare);
        let names = if several.is_empty() {
            vec![bare.to_owned()]
        } else {
            several
        };
        for name in names {
            let lower = name.to_lowercase();
            let is_name = (2..=80).contains(&name.len())
                && !lower.contains("http")
                && !lower.contains("www.")
                && !name.contains(['@', '|', '{'])
                && name.split_whitespace().count() <= 8
                && !matches!(
                    lower.as_str(),
                    "admin" | "administrator" | "author" | "editor" | "staff" | "guest" | "by"
                )
                && structure::date(&name).is_none()
                && source.is_none_or(|source| plain(source) != plain(&name));
            if is_name && !found.iter().any(|known| plain(known) == plain(&name)) {
                found.push(name);
            }
        }
    }
    found
}

/// `name` with the family name last: catalogues put it first.
fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') && !family.contains(" and ") => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// The date that `text` tells, in ISO 8601.
pub(in crate::corpus::formats) fn iso(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.trim();
    // Dates without dashes, and with slashes after the year, are as exact.
    if text.len() == 8 && digits(text) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return structure::date(&format!("{year}-{month}-{day}"));
    }
    if text.get(..4).is_some_and(digits) && text.get(4..5) == Some("/") {
        let padded: Vec<String> = text
            .split(['/', ' ', 'T'])
            .take(3)
            .map(|part| format!("{part:0>2}"))
            .collect();
        return structure::date(&padded.join("-"));
    }
    let day = text
        .get(..10)
        .filter(|day| structure::date(day).is_some_and(|date| date == *day));
    day.map(str::to_owned).or_else(|| structure::date(text))
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::super::parse::{Syntax, tree};
    use super::*;

    #[test]
    fn pages_tell_about_themselves_in_many_ways() {
        for (page, expect) in [
            (
                "<title>On Rivers | The Margin</title><h1>On Rivers</h1>",
                "On Rivers||||",
            ),
            (
                "<title>On Rivers and Ports - The Margin</title><meta property=og:site_name content='The Margin'><h1>The Margin</h1>",
                "On Rivers and Ports|||The Margin|",
            ),
            (
                "<meta property='og:title' content='A - B'><meta name=author content='By Jane Doe and John Roe'><meta property='article:published_time' content='2020-06-17T23:00:00+02:00'><link rel=canonical href='https://a.example/x'>",
                "A - B|Jane Doe, John Roe|2020-06-17||https://a.example/x",
            ),
            (
                "<meta name=citation_title content=T><meta name=citation_author content='Doe, Jane'><meta name=citation_author content='Roe, John'><meta name=citation_publication_date content='2019/3/4'><meta name=citation_journal_title content=J>",
                "T|Jane Doe, John Roe|2019-03-04|J|",
            ),
            (
                "<h1>Title of it</h1><p class=byline>By Jane Doe</p><time datetime='2021-02'>February</time>",
                "Title of it|Jane Doe|2021-02||",
            ),
            (
                "<title>Ten things - Blog</title><h1>Ten things about silt</h1>",
                "Ten things about silt||||",
            ),
            (
                "<title>Words for the tab</title><meta property=og:title content='Words to share'><h1>What it is called</h1>",
                "What it is called||||",
            ),
            (
                "<title>A day on the silt | Mudlarks</title><h1><a href='/'>Mudlarks</a></h1><h2>A day on the silt</h2>",
                "A day on the silt||||",
            ),
            (
                "<title>A day on the silt</title><h1><a href='https://m.example'>Mudlarks</a></h1>",
                "A day on the silt||||",
            ),
            (
                "<meta name=author content='https://facebook.com/x'><meta name=date content='20200102'>",
                "||2020-01-02||",
            ),
            ("<meta name=author content='admin'><title></title>", "||||"),
        ] {
            let Metadata {
                title,
                authors,
                date,
                source,
                url,
                ..
            } = find(&tree(page, Syntax::Html)).metadata;
            let found = [
                title.unwrap_or_default(),
                authors.join(", "),
                date.unwrap_or_default(),
                source.unwrap_or_default(),
                url.unwrap_or_default(),
            ];
            assert_eq!(found.join("|"), expect, "{page}");
        }
    }
}
