//! Page furniture: the lines that a web page puts around every article, told by what they say. What is told here by
//! itself is never a title, a heading or a sentence of an article; what might be one is a [`Line::Menu`], which counts
//! only above an article, below it, and beside other furniture.

use super::notices::{is_notice, is_prose, speaks_of_page};
use super::phrases::{BEGINNINGS, ELSEWHERE, LINES, MENU, MENU_BEGINNINGS};
use super::{captions, date, looks, marks, names, sites, sources};

/// What a line says when it is no part of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Share lines, legal notices and the like, wherever they stand.
    Furniture,
    /// What might also be a heading.
    Menu,
    /// What a list of other articles, or of what readers say, stands under.
    Elsewhere,
    /// What stands in the place of a picture: the line below it is its caption.
    Picture,
    /// `Published`, on which a date may follow; a date that counts from today.
    Published,
    /// `By`, on which a name may follow.
    By,
    /// The authors; the date and the source where they are told too.
    Authors(Vec<String>),
    /// The date of publication.
    Date(String),
    /// When the article was last changed.
    Updated(String),
    /// The article's address.
    Url(String),
    /// Who published it.
    Source(String),
    /// Where and when it was published, told in a sentence.
    Provenance,
    /// The title, named as such.
    Title(String),
    /// What stands under the title, named as such.
    Subtitle(String),
}

impl Line {
    /// Whether it tells who published an article, or when.
    pub(super) fn is_publication(&self) -> bool {
        matches!(
            self,
            Self::Published | Self::By | Self::Authors(_) | Self::Date(_) | Self::Updated(_)
        )
    }
}

/// The names of places where pages are shared, and the words beside them.
#[rustfmt::skip]
const NETWORKS: &[&str] = &[
    "bluesky", "digg", "email", "e-mail", "facebook", "fb", "flipboard", "google+", "instagram", "linkedin",
    "mastodon", "messenger", "pinterest", "pocket", "print", "reddit", "skype", "stumbleupon", "telegram", "threads",
    "tumblr", "twitter", "viber", "vk", "vkontakte", "weibo", "whatsapp", "x", "youtube",
];
#[rustfmt::skip]
const BESIDE_NETWORKS: &[&str] = &[
    "+", "and", "article", "copy", "follow", "in", "it", "like", "line", "link", "mail", "more", "ok", "on", "pin",
    "post", "rss", "save", "send", "share", "sms", "story", "this", "to", "tweet", "url", "us", "via", "with",
];

/// What furniture a short `line` is, or `None` where it may be part of the article.
pub(super) fn of(line: &str) -> Option<Line> {
    // `3. Februar 2020` is no item of a list.
    if let Some(date) = date::of_line(line) {
        return Some(if date::is_change(line) {
            Line::Updated(date)
        } else {
            Line::Date(date)
        });
    }
    let line = marks::item_text(line).unwrap_or(line);
    let lower = looks::lower(line);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    match bare {
        _ if captions::is_picture(bare) => return Some(Line::Picture),
        "published" | "posted" | "on" | "date" | "published on" | "posted on" | "published by"
        | "publication date" | "updated" | "last updated" | "first published"
        | "date published" | "published in" => {
            return Some(Line::Published);
        }
        "by" | "author" | "authors" | "written by" | "posted by" | "von" | "par" | "por" => {
            return Some(Line::By);
        }
        _ if date::is_relative(bare)
            || is_time(line)
            || date::is_unclear(line)
            || date::is_undated(line) =>
        {
            return Some(Line::Published);
        }
        _ => {}
    }
    if lower.starts_with("[submitted on ") {
        return date::find(line).map(Line::Date);
    }
    if let Some(found) = labelled(line) {
        return Some(found);
    }
    if let Some(found) = told(line, &lower) {
        return Some(found);
    }
    // `Listen to this article now, she said` is no button.
    if lower.starts_with("listen to this ") && is_prose(line) {
        return None;
    }
    let is_followed =
        lower.starts_with("follow ") && (lower.contains(" on twitter") || lower.contains('@'));
    let is_promoted = lower.contains("your inbox") || lower.contains("our newsletter");
    if is_followed || (is_promoted && line.len() <= 200) || is_posted_by_reader(&lower) {
        return Some(Line::Furniture);
    }
    if ELSEWHERE.binary_search(&bare).is_ok() || is_comment_count(bare) {
        return Some(Line::Elsewhere);
    }
    let is_furniture = LINES.binary_search(&bare).is_ok()
        || (begins(&lower, BEGINNINGS)
            && line.split_whitespace().count() <= 40
            && speaks_of_page(line, &lower))
        || is_count(bare)
        || is_shared(&lower)
        || is_trail(line)
        || sites::is_of_site(line, &lower)
        || is_notice(line, &lower);
    if is_furniture {
        return Some(Line::Furniture);
    }
    if sites::is_beside(line) {
        return Some(Line::Menu);
    }
    let is_menu = MENU.binary_search(&bare).is_ok() || begins(&lower, MENU_BEGINNINGS);
    let is_short = || line.split_whitespace().count() <= 25;
    (is_menu && is_short() && speaks_of_page(line, &lower)).then_some(Line::Menu)
}

/// Whether `line`, which heads lists of other articles or what readers say, heads a section of some articles too.
pub(super) fn is_doubtful(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let names = [
        "comments",
        "discussion",
        "recommended",
        "related",
        "responses",
    ];
    names.iter().any(|name| bare.eq_ignore_ascii_case(name))
}

/// Who wrote it, when, and where, as a line tells that is nothing else.
fn told(line: &str, lower: &str) -> Option<Line> {
    if let Some((authors, rest)) = names::of_byline(line)
        && !(rest.len() > 60 && rest.ends_with('.'))
    {
        return Some(Line::Authors(authors));
    }
    if let Some((authors, _)) = posted_by(line, lower) {
        return Some(Line::Authors(authors));
    }
    if let Some(date) = date::of_placed_line(line) {
        return Some(Line::Date(date));
    }
    if let Some(name) = line.strip_prefix("by ").filter(|name| is_pen_name(name)) {
        return Some(Line::Authors(vec![name.to_owned()]));
    }
    if is_url(line) {
        return Some(Line::Url(line.to_owned()));
    }
    if sources::is_provenance(line) {
        return Some(Line::Provenance);
    }
    let byline = lower.strip_prefix("by ").unwrap_or(lower);
    sources::agency(byline).map(|agency| Line::Source(agency.to_owned()))
}

/// Whether `lower` tells which reader posted something, and how long ago.
fn is_posted_by_reader(lower: &str) -> bool {
    lower.starts_with("posted by ") && lower.ends_with(" ago") && lower.len() <= 80
}

/// The people in a line such as `Posted on 3 May 2020 by Jane Doe`.
fn posted_by<'l>(line: &'l str, lower: &str) -> Option<(Vec<String>, &'l str)> {
    let is_posted = [
        "posted ",
        "published ",
        "written ",
        "uploaded ",
        "submitted ",
    ];
    if line.len() > 160 || !is_posted.iter().any(|word| lower.starts_with(word)) {
        return None;
    }
    let at = line.rfind(" by ")?;
    date::find(line.get(..at)?)?;
    names::of_byline(line.get(at + 1..)?)
}

/// A line such as `Source: https://…`.
fn labelled(line: &str) -> Option<Line> {
    let (key, value) = line.split_once(':')?;
    if key.len() > 40 {
        return None;
    }
    let (key, value) = (key.trim().to_lowercase(), value.trim().trim_matches('"'));
    match key.as_str() {
        "title" | "headline" | "titel" | "titre" | "título" | "subject" => {
            (!value.is_empty()).then(|| Line::Title(value.to_owned()))
        }
        "subtitle" | "subheading" | "standfirst" | "deck" => {
            (!value.is_empty()).then(|| Line::Subtitle(value.to_owned()))
        }
        "author" | "authors" | "by" | "byline" | "autor" | "auteur" | "author(s)"
        | "written by" | "creator" => {
            let authors = names::list(value);
            (!authors.is_empty()).then_some(Line::Authors(authors))
        }
        "date"
        | "published"
        | "posted"
        | "publication date"
        | "date published"
        | "published on"
        | "posted on"
        | "first published"
        | "publish date"
        | "pub date"
        | "created"
        | "datum"
        | "fecha"
        | "дата"
        | "date written"
        | "release date"
        | "date of publication" => date::find(value)
            .or_else(|| date::year_of(value))
            .map(Line::Date),
        "updated" | "last updated" | "last modified" | "modified" | "last update"
        | "last reviewed" => date::find(value).map(Line::Updated),
        "source" | "publisher" | "publication" | "site" | "website" | "newspaper" | "outlet"
        | "site name" | "quelle" | "fuente" | "url" | "link" | "retrieved from" | "permalink"
        | "permanent link" | "direct link" | "available at" | "original" | "original article"
        | "original url" | "original source" | "canonical" | "web" | "short url" => {
            let address = address(value);
            let is_name = !key.contains("link") && !value.is_empty() && sources::is_source(value);
            address.map(Line::Url).or_else(|| {
                let known = [
                    "source",
                    "publisher",
                    "publication",
                    "site",
                    "newspaper",
                    "outlet",
                    "site name",
                ];
                (is_name && known.contains(&key.as_str()))
                    .then(|| Line::Source(sources::named(value)))
            })
        }
        "written at" | "written for" | "doi" | "issn" | "orcid" | "labels" | "tel" | "phone"
        | "fax" | "e-mail" | "email" | "keywords" | "key words" | "media contact" | "contact" => {
            (value.len() <= 200).then_some(Line::Furniture)
        }
        _ => None,
    }
}

/// Whether `line` is a time of day, or counts pictures: `17:30`, `1 of 6`.
fn is_time(line: &str) -> bool {
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let parts = line.split_once(':').or_else(|| line.split_once(" of "));
    parts.is_some_and(|(one, other)| is_number(one) && is_number(other))
}

/// Whether `name` is one word that somebody may write under.
fn is_pen_name(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        && name.len() <= 24
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether `line` is an address and nothing else.
fn is_url(line: &str) -> bool {
    let is_address = line.starts_with("https://") || line.starts_with("http://");
    is_address && line.len() > 10 && !line.contains(char::is_whitespace)
}

/// The address that `value` is, which may do without its scheme.
fn address(value: &str) -> Option<String> {
    let value = value.trim_matches(['<', '>', '"', '“', '”']);
    if is_url(value) {
        return Some(value.to_owned());
    }
    let (host, path) = value.split_once('/')?;
    let is_host = host.contains('.')
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    (is_host && !path.contains(char::is_whitespace)).then(|| format!("https://{value}"))
}

/// Whether `lower` begins with one of `beginnings`, which are in order and of which none begins with another.
fn begins(lower: &str, beginnings: &[&str]) -> bool {
    let after = beginnings.partition_point(|known| *known <= lower);
    after
        .checked_sub(1)
        .and_then(|at| beginnings.get(at))
        .is_some_and(|known| lower.starts_with(known))
}

/// Whether `line` counts something: `5 min read`, `1.2K views`.
fn is_count(line: &str) -> bool {
    let Some((number, what)) = line.split_once([' ', '-']) else {
        return false;
    };
    let what = what.trim_start_matches('-').trim();
    let known = [
        "claps",
        "followers",
        "likes",
        "min",
        "min read",
        "mins",
        "mins read",
        "minute read",
        "minutes read",
        "read",
        "reactions",
        "retweets",
        "shares",
        "share",
        "views",
        "view",
        "view comments",
        "accesses",
        "altmetric",
        "citations",
        "minute listen",
        "min listen",
        "votes",
        "likes this",
        "people like this",
        "min de lecture",
        "minutes de lecture",
        "min lesezeit",
        "subscribers",
        "minuti di lettura",
        "min di lettura",
        "minutos de leitura",
        "min de leitura",
        "minutos de lectura",
        "minuten lesezeit",
        "minuten leestijd",
        "minut czytania",
    ];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || b",.kKmM+".contains(&b));
    is_number && known.contains(&what)
}

/// Whether `line` counts what readers said: `12 Comments`, `3 responses to “Bread”`.
fn is_comment_count(line: &str) -> bool {
    let line = line
        .strip_prefix("comments (")
        .map_or(line, |_| "0 comments");
    let Some((number, what)) = line.split_once(' ') else {
        return false;
    };
    let is_number = number.bytes().all(|b| b.is_ascii_digit() || b == b',')
        || ["one", "two", "three"].contains(&number);
    let known = [
        "comment",
        "comments",
        "responses",
        "response",
        "replies",
        "thoughts on",
        "kommentare",
        "commentaires",
    ];
    is_number
        && !number.is_empty()
        && known.iter().any(|known| {
            let rest = what.strip_prefix(known);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '↓']))
        })
        && line.split_whitespace().count() <= 14
}

/// Whether `line` names the places where the page can be shared, and nothing else.
fn is_shared(lower: &str) -> bool {
    let mut networks = 0;
    let mut words = 0;
    for word in lower
        .split(|c: char| c.is_whitespace() || ",|/·•:()".contains(c))
        .filter(|word| !word.is_empty())
    {
        words += 1;
        if NETWORKS.contains(&word) {
            networks += 1;
        } else if !BESIDE_NETWORKS.contains(&word) && !word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
    }
    networks > 0 && words <= 24
}

/// Whether `line` is the way to the page, or a row of links: `Home > News > World`, `Home | About | Contact`.
fn is_trail(line: &str) -> bool {
    if line.len() > 200 || !line.contains(['>', '»', '›', '/', '|', '·', '•', '→']) {
        return false;
    }
    let pieces = |mark: &str| -> Vec<usize> {
        line.split(mark)
            .map(|piece| piece.split_whitespace().count())
            .collect()
    };
    let is_field = |piece: &str| {
        piece.starts_with(char::is_uppercase)
            && piece.len() >= 6
            && piece.split_whitespace().count() <= 4
            && !piece.ends_with(['.', '!', '?', ':'])
    };
    // `CROSSROADS | ECONOMY | ASIA`
    if line.matches(" | ").nth(1).is_some() && line.len() <= 80 && looks::is_loud(line) {
        return true;
    }
    // `Mathematics > Combinatorics`
    let is_filed = line
        .split_once(" > ")
        .is_some_and(|(field, part)| is_field(field) && is_field(part));
    if is_filed {
        return true;
    }
    [" > ", " » ", " › ", " / ", " | ", " · ", " • ", " → "]
        .iter()
        .any(|mark| {
            let pieces = pieces(mark);
            let is_short = pieces.iter().all(|words| (1..=4).contains(words));
            let is_home = line
                .get(..5)
                .is_some_and(|head| head.eq_ignore_ascii_case("home "));
            let is_way = matches!(*mark, " > " | " » " | " › ");
            (is_short
                && (pieces.len() >= 4
                    || (pieces.len() >= 3 && (is_way || is_home))
                    || (pieces.len() == 2 && is_home)))
                || (is_home && is_way && pieces.len() >= 2)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(LINES.is_sorted() && MENU.is_sorted() && ELSEWHERE.is_sorted());
        for list in [BEGINNINGS, MENU_BEGINNINGS] {
            assert!(list.is_sorted());
            for (at, one) in list.iter().enumerate() {
                let other = list
                    .iter()
                    .skip(at + 1)
                    .find(|other| other.starts_with(one));
                assert_eq!(other, None, "{one} is enough");
            }
        }
    }

    #[test]
    fn furniture_is_told_from_what_an_article_says() {
        let authors = |name: &str| Some(Line::Authors(vec![name.into()]));
        for (line, is) in [
            ("Connect with us", Some(Line::Furniture)),
            ("Skip to content", Some(Line::Furniture)),
            ("Continue Reading →", Some(Line::Furniture)),
            ("• Writer's pictureOlga Krasnyak", authors("Olga Krasnyak")),
            ("Posted on March 2, 2020 by Jane Doe", authors("Jane Doe")),
            ("Portrait image", Some(Line::Picture)),
            ("Published", Some(Line::Published)),
            ("7 years ago", Some(Line::Published)),
            ("June 2020, Number 061", Some(Line::Date("2020-06".into()))),
            ("Published: 2017", Some(Line::Date("2017".into()))),
            (
                "Updated 3 May 2021",
                Some(Line::Updated("2021-05-03".into())),
            ),
            ("5 min read", Some(Line::Furniture)),
            ("12 Comments", Some(Line::Elsewhere)),
            ("Related stories", Some(Line::Elsewhere)),
            ("Share on Facebook", Some(Line::Furniture)),
            ("Facebook Twitter LinkedIn 12", Some(Line::Furniture)),
            ("Home > News > World", Some(Line::Furniture)),
            ("Mathematics > Combinatorics", Some(Line::Furniture)),
            ("A > B", None),
            ("CROSSROADS | ECONOMY | ASIA", Some(Line::Furniture)),
            (
                "Publié aujourd’hui à 05h45, mis à jour à 10h20",
                Some(Line::Published),
            ),
            ("Published today, the report says nothing", None),
            ("Home | About | Contact", Some(Line::Furniture)),
            ("Sign up for our newsletter!", Some(Line::Furniture)),
            (
                "The views expressed are the author’s own and do not reflect those of the Institute.",
                Some(Line::Furniture),
            ),
            (
                "Source: https://example.org/a",
                Some(Line::Url("https://example.org/a".into())),
            ),
            (
                "Direct link: en.example.org/d/62944",
                Some(Line::Url("https://en.example.org/d/62944".into())),
            ),
            ("Source: The Quay", Some(Line::Source("The Quay".into()))),
            ("By Reuters", Some(Line::Source("Reuters".into()))),
            (
                "Author’s note: first published in The Quay",
                Some(Line::Provenance),
            ),
            (
                "First published in our partner The Quay",
                Some(Line::Provenance),
            ),
            (
                "Title: On Corrections",
                Some(Line::Title("On Corrections".into())),
            ),
            (
                "© The Margin, 2026. All rights reserved.",
                Some(Line::Furniture),
            ),
            ("Back to the harbour", Some(Line::Menu)),
            ("Russia and North Korea: Key areas for cooperation", None),
            ("Conclusion", None),
            ("By the river it was quiet.", None),
            ("Source: the ministry", None),
            ("It was published in March 2011 by the ministry.", None),
            ("Her views were expressed in three letters.", None),
            ("bread / butter", None),
        ] {
            assert_eq!(of(line), is, "{line}");
        }
    }
}
