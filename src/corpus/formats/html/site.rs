//! What on a page is the name of its site and not the title of its article.

use dom_query::NodeRef;

use super::dom::{attr, has_role, is_any};
use super::metadata::plain;

/// How far above a heading the frame of the page is looked for, in elements.
const FRAME: usize = 12;
/// What parts the title of an article from the name of its site.
const SEPARATORS: [&str; 11] = [
    " -- ", " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ",
];

/// Whether the heading `node` is the name of the site: it stands in the frame of the page, or leads to its front page.
pub(super) fn is_banner(node: &NodeRef<'_>) -> bool {
    let is_article = |above: &NodeRef<'_>| is_any(above, &["article", "main"]);
    let around = node.ancestors_it(Some(FRAME)).find(|above| {
        is_article(above) || is_any(above, &["nav"]) || has_role(above, &["banner", "navigation"])
    });
    let is_framed = around.is_some_and(|around| !is_article(&around));
    let mut children = node.children_it(false);
    is_framed || children.any(|child| attr(&child, "href").is_some_and(|href| leads_home(&href)))
}

/// Whether `href` is the address of the front page of a site.
fn leads_home(href: &str) -> bool {
    match href.split_once("://") {
        Some((_, rest)) => rest.split_once('/').is_none_or(|(_, path)| path.is_empty()),
        None => matches!(href, "/" | "./" | "/index.html" | "index.html"),
    }
}

/// `title` without the name of the site before or after it.
pub(super) fn without_site(title: &str, source: Option<&str>) -> String {
    for separator in SEPARATORS {
        let Some((head, tail)) = title.rsplit_once(separator) else {
            continue;
        };
        let source = source.map(plain).unwrap_or_default();
        let is_site = |part: &str| {
            let part = plain(part);
            !part.is_empty() && (part == source || part.replace(' ', "") == source.replace(' ', ""))
        };
        if is_site(tail) {
            return without_site(head, Some(&source));
        }
        if let Some((head, tail)) = title.split_once(separator)
            && is_site(head)
        {
            return tail.trim().to_owned();
        }
        // A site that does not say its name is taken for one by its place and length.
        let words = |text: &str| text.split_whitespace().count();
        if source.is_empty() && words(tail) <= 4 && words(head) >= 3 && words(head) > words(tail) {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_from_the_names_of_sites() {
        for (title, source, expect) in [
            ("On Rivers | The Margin", None, "On Rivers | The Margin"),
            (
                "On Rivers and Ports | The Margin",
                None,
                "On Rivers and Ports",
            ),
            (
                "The Margin: On Rivers",
                Some("The Margin"),
                "The Margin: On Rivers",
            ),
            ("The Margin - On Rivers", Some("The Margin"), "On Rivers"),
            (
                "On Rivers - A part - The Margin",
                Some("TheMargin"),
                "On Rivers - A part",
            ),
        ] {
            assert_eq!(without_site(title, source), expect);
        }
    }
}
