//! Page furniture: the lines that a web page puts around every article. What is listed here is never a title, a
//! heading or a sentence, so a line is listed only where it is furniture wherever it stands alone.

use super::{date, names};

/// What a line says when it is no part of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Menus, share lines, legal notices.
    Furniture,
    /// What stands in the place of a picture: the line below it is its caption.
    Picture,
    /// `Published`, on which a date may follow.
    Published,
    /// `By`, on which a name may follow.
    By,
    /// The authors.
    Authors(Vec<String>),
    /// The date of publication.
    Date(String),
    /// When the article was last changed.
    Updated,
    /// The article's address.
    Url(String),
    /// The title, named as such.
    Title(String),
}

/// Whole lines, in lower case and in order.
const LINES: [&str; 99] = [
    "about us",
    "accept all cookies",
    "accept cookies",
    "ad",
    "advertisement",
    "all rights reserved",
    "back to top",
    "bottom of page",
    "categories",
    "click to comment",
    "close",
    "comments",
    "connect with us",
    "contact us",
    "continue reading",
    "continue reading below",
    "cookie policy",
    "copy link",
    "don't miss",
    "don’t miss",
    "download pdf",
    "email",
    "email this",
    "facebook",
    "follow us",
    "hide caption",
    "home",
    "instagram",
    "latest",
    "latest news",
    "latest posts",
    "leave a comment",
    "leave a reply",
    "linkedin",
    "listen to this article",
    "loading",
    "log in",
    "login",
    "main menu",
    "menu",
    "more from this author",
    "more stories",
    "most popular",
    "most read",
    "newsletter",
    "next",
    "next article",
    "next post",
    "no comments",
    "open menu",
    "pinterest",
    "popular",
    "post a comment",
    "previous",
    "previous article",
    "previous post",
    "print",
    "print this page",
    "privacy policy",
    "read more",
    "recent posts",
    "recommended",
    "recommended for you",
    "reddit",
    "register",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related topics",
    "save",
    "search",
    "see all",
    "share",
    "share this",
    "share this article",
    "share this page",
    "share this post",
    "share this story",
    "show more",
    "sign in",
    "sign up",
    "site map",
    "sitemap",
    "skip to content",
    "skip to main content",
    "subscribe",
    "subscribe now",
    "tags",
    "telegram",
    "terms of service",
    "terms of use",
    "toggle navigation",
    "top of page",
    "trending",
    "tweet",
    "twitter",
    "up next",
    "whatsapp",
];

/// How furniture begins that goes on in many ways.
const BEGINNINGS: [&str; 26] = [
    "accept our cookies",
    "all rights reserved",
    "copyright ©",
    "copyright (c)",
    "copyright 2",
    "filed under",
    "follow us on",
    "posted in",
    "powered by",
    "read also:",
    "read more:",
    "related:",
    "see also:",
    "share on ",
    "share to ",
    "share via ",
    "sign up for our",
    "sign up to our",
    "skip to ",
    "subscribe to our",
    "tags:",
    "this site uses cookies",
    "this website uses cookies",
    "we use cookies",
    "©",
    "(c) 2",
];

/// What furniture a short `line` is, or `None` where it may be part of the article.
pub(super) fn of(line: &str) -> Option<Line> {
    let line = super::marks::item_text(line).unwrap_or(line);
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = |beginnings: &[&str]| beginnings.iter().any(|known| lower.starts_with(known));
    match bare {
        "image" | "portrait image" | "photo" | "picture" | "featured image" | "enlarge image" => {
            return Some(Line::Picture);
        }
        "published" | "posted" | "on" | "date" | "published on" | "posted on" => {
            return Some(Line::Published);
        }
        "by" | "author" | "written by" => return Some(Line::By),
        _ => {}
    }
    if let Some((key, value)) = line.split_once(':')
        && let Some(found) = labelled(&key.to_lowercase(), value.trim())
    {
        return Some(found);
    }
    let authors = names::of_byline(line);
    if !authors.is_empty() {
        return Some(Line::Authors(authors));
    }
    if let Some(date) = date::of_line(line) {
        let is_update = begins(&["updated", "last ", "modified"]);
        return Some(if is_update {
            Line::Updated
        } else {
            Line::Date(date)
        });
    }
    if is_url(line) {
        return Some(Line::Url(line.to_owned()));
    }
    let is_listed = LINES.binary_search(&bare).is_ok();
    let is_furniture = is_listed || begins(&BEGINNINGS) || is_count(bare) || is_provenance(line);
    is_furniture.then_some(Line::Furniture)
}

/// Whether `line` says where the article appeared first.
pub(super) fn is_provenance(line: &str) -> bool {
    let lower = line.to_lowercase();
    let beginnings = [
        "first published",
        "originally published",
        "as published",
        "this article was first published",
        "this article was originally published",
        "this article first appeared",
        "republished from",
    ];
    beginnings.iter().any(|known| lower.starts_with(known))
        && line.split_whitespace().count() <= 15
        && !line.ends_with('.')
}

/// A line such as `Source: https://…`.
fn labelled(key: &str, value: &str) -> Option<Line> {
    match key.trim() {
        "title" | "headline" => {
            (!value.is_empty()).then(|| Line::Title(value.trim_matches('"').to_owned()))
        }
        "author" | "authors" | "by" | "byline" => {
            let authors = names::list(value.trim_matches('"'));
            (!authors.is_empty()).then_some(Line::Authors(authors))
        }
        "date" | "published" | "posted" | "publication date" => date::find(value)
            .or_else(|| date::year_of(value))
            .map(Line::Date),
        "updated" | "last updated" | "last modified" => date::find(value).map(|_| Line::Updated),
        "source" | "url" | "link" | "retrieved from" => {
            is_url(value).then(|| Line::Url(value.to_owned()))
        }
        _ => None,
    }
}

/// Whether `line` is an address and nothing else.
fn is_url(line: &str) -> bool {
    let is_address = line.starts_with("https://") || line.starts_with("http://");
    is_address && line.len() > 10 && !line.contains(char::is_whitespace)
}

/// Whether `line` counts something: `5 min read`, `12 comments`.
fn is_count(line: &str) -> bool {
    let Some((number, what)) = line.split_once(' ') else {
        return false;
    };
    let what = what.trim_start_matches('-');
    number.bytes().all(|b| b.is_ascii_digit())
        && [
            "min read",
            "mins read",
            "minute read",
            "minutes read",
            "comment",
            "comments",
            "shares",
            "views",
        ]
        .contains(&what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(LINES.is_sorted());
    }

    #[test]
    fn furniture_is_told_from_what_an_article_says() {
        let authors = |name: &str| Some(Line::Authors(vec![name.into()]));
        for (line, is) in [
            ("Connect with us", Some(Line::Furniture)),
            ("Skip to content", Some(Line::Furniture)),
            ("Continue Reading →", Some(Line::Furniture)),
            ("• Writer's pictureOlga Krasnyak", authors("Olga Krasnyak")),
            ("Portrait image", Some(Line::Picture)),
            ("Published", Some(Line::Published)),
            ("June 2020, Number 061", Some(Line::Date("2020-06".into()))),
            ("Published: 2017", Some(Line::Date("2017".into()))),
            ("Updated 3 May 2021", Some(Line::Updated)),
            ("5 min read", Some(Line::Furniture)),
            (
                "Source: https://example.org/a",
                Some(Line::Url("https://example.org/a".into())),
            ),
            (
                "Title: On Corrections",
                Some(Line::Title("On Corrections".into())),
            ),
            (
                "© The Margin, 2026. All rights reserved.",
                Some(Line::Furniture),
            ),
            ("Russia and North Korea: Key areas for cooperation", None),
            ("Conclusion", None),
            ("By the river it was quiet.", None),
            ("Source: the ministry", None),
            ("It was published in March 2011 by the ministry.", None),
        ] {
            assert_eq!(of(line), is, "{line}");
        }
    }
}
