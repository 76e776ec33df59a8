//! Questions to the tree of a page: names, attributes, text, and what is never shown.

use dom_query::{LocalName, NodeRef};

use crate::model::on_one_line;

/// Elements whose content is not text to be read.
const SILENT: [&str; 26] = [
    "applet", "area", "audio", "button", "canvas", "datalist", "dialog", "embed", "frame",
    "frameset", "head", "iframe", "input", "link", "map", "meta", "noscript", "object", "optgroup",
    "script", "select", "style", "svg", "template", "textarea", "video",
];

/// Classes of text that is there for screen readers and machines only, or shows when the mouse is over it.
const UNSEEN: [&str; 14] = [
    "anchorjs-link",
    "assistive-text",
    "header-anchor",
    "headerlink",
    "hidden",
    "is-hidden",
    "mw-editsection",
    "mw-jump-link",
    "offscreen",
    "screen-reader-text",
    "sr-only",
    "u-hidden",
    "visually-hidden",
    "visuallyhidden",
];

/// Text longer than this is not decoration, whatever `aria-hidden` says, in bytes: pages that were saved while a dialog
/// was open hide all else from screen readers.
const DECORATION: usize = 300;

/// The name of the element `node`; `None` for what is no element.
pub(in crate::corpus::formats) fn name(node: &NodeRef<'_>) -> Option<LocalName> {
    node.element_ref().map(|element| element.name.local.clone())
}

/// Whether `node` is an element with one of `names`.
pub(in crate::corpus::formats) fn is_any(node: &NodeRef<'_>, names: &[&str]) -> bool {
    let element = node.element_ref();
    element.is_some_and(|element| names.contains(&&*element.name.local))
}

/// The attribute `name` of `node` without white space around it; `None` where it says nothing.
pub(in crate::corpus::formats) fn attr(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The classes and the identifier of `node`, in lower case.
pub(in crate::corpus::formats) fn labels(node: &NodeRef<'_>) -> String {
    let both = [node.attr("class"), node.attr("id")];
    let both: Vec<String> = both
        .iter()
        .flatten()
        .map(|label| label.to_lowercase())
        .collect();
    both.join(" ")
}

/// Whether one of the classes of `node` is one of `classes`, which are in lower case.
pub(in crate::corpus::formats) fn has_class(node: &NodeRef<'_>, classes: &[&str]) -> bool {
    let own = node.attr("class");
    own.is_some_and(|own| {
        own.split_ascii_whitespace().any(|class| {
            classes
                .iter()
                .any(|known| class.eq_ignore_ascii_case(known))
        })
    })
}

/// Whether `node` says by `role` or `epub:type` that it is one of `roles`.
pub(in crate::corpus::formats) fn has_role(node: &NodeRef<'_>, roles: &[&str]) -> bool {
    ["role", "epub:type"].iter().any(|name| {
        node.attr(name).is_some_and(|own| {
            own.split_ascii_whitespace()
                .any(|role| roles.iter().any(|known| role.eq_ignore_ascii_case(known)))
        })
    })
}

/// Visits `root` and what it holds in document order; `visit` says whether to go into a node.
pub(in crate::corpus::formats) fn walk<'a>(
    root: NodeRef<'a>,
    mut visit: impl FnMut(NodeRef<'a>) -> bool,
) {
    let mut node = root;
    loop {
        let child = if visit(node) {
            node.first_child()
        } else {
            None
        };
        if let Some(child) = child {
            node = child;
            continue;
        }
        loop {
            if node.id == root.id {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
        }
    }
}

/// The visible text of `root`, every run of white space one space.
pub(in crate::corpus::formats) fn text(root: NodeRef<'_>) -> String {
    let mut text = String::new();
    walk(root, |node| {
        if node.is_text() {
            text.push_str(&node.text());
        } else if is_any(&node, &["br", "p", "div", "li", "td", "h1", "h2", "h3"]) {
            text.push(' ');
        }
        !is_silent(&node) && (node.id == root.id || !is_hidden(&node))
    });
    on_one_line(&text)
}

/// Whether what is inside `node` is no text, whoever looks at it.
pub(in crate::corpus::formats) fn is_silent(node: &NodeRef<'_>) -> bool {
    node.is_comment() || is_any(node, &SILENT)
}

/// Whether `node` says that it is not to be seen. A formula says so of its machine-readable half, which is the better
/// text.
pub(in crate::corpus::formats) fn is_hidden(node: &NodeRef<'_>) -> bool {
    if !node.is_element() || has_class(node, &["mwe-math-mathml-a11y", "katex-mathml"]) {
        return false;
    }
    let is_marked = node
        .attr("hidden")
        .is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    is_marked
        || has_class(node, &UNSEEN)
        || node
            .attr("style")
            .is_some_and(|style| is_unseen_style(&style))
        || (node
            .attr("aria-hidden")
            .is_some_and(|value| value.trim() == "true")
            && node.text().trim().len() <= DECORATION)
}

/// Whether a `style` attribute hides its element.
fn is_unseen_style(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    let declarations = || {
        style
            .split(';')
            .map(|one| one.trim_end_matches("!important"))
    };
    let has = |wanted: &[&str]| declarations().any(|one| wanted.contains(&one));
    has(&[
        "display:none",
        "visibility:hidden",
        "font-size:0",
        "font-size:0px",
        "mso-hide:all",
    ]) || (has(&["width:0", "width:0px", "width:1px"])
        && has(&["height:0", "height:0px", "height:1px"]))
}

/// The share of the text of `node` that is in links, and the length of all its text in bytes.
pub(in crate::corpus::formats) fn link_share(root: NodeRef<'_>) -> (f64, usize) {
    let (mut all, mut linked) = (0_usize, 0_usize);
    walk(root, |node| {
        if node.is_text() {
            let length = node.text().trim().len();
            all += length;
            let in_link = node.ancestors_it(Some(4)).any(|above| {
                is_any(&above, &["a"])
                    && above
                        .attr("href")
                        .is_some_and(|href| !href.starts_with('#'))
            });
            linked += if in_link { length } else { 0 };
        }
        !is_silent(&node)
    });
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
    let share = if all == 0 {
        0.0
    } else {
        linked as f64 / all as f64
    };
    (share, all)
}
