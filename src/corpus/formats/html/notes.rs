//! Notes and their marks, told apart from other links inside a page.
//!
//! A mark is a short link, raised or in brackets or called a mark, that leads on to something; that is the note. A link
//! inside a note that leads back to a mark is no text. Identifiers are those of a whole book: `path#id`.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::dom::{attr, has_class, has_role, is_any, labels, text, walk};

/// Roles of a mark (DPUB-ARIA 1.1, EPUB Structural Semantics).
const MARK_ROLES: [&str; 2] = ["doc-noteref", "noteref"];
/// Roles of a note.
const NOTE_ROLES: [&str; 6] = [
    "doc-footnote",
    "doc-endnote",
    "footnote",
    "endnote",
    "rearnote",
    "note",
];
/// Classes of a mark, as common programs write them.
const MARK_CLASSES: [&str; 9] = [
    "footnote-ref",
    "footnote-anchor",
    "footnote-reference",
    "footnoteref",
    "noteref",
    "fnref",
    "fn-ref",
    "sdfootnoteanc",
    "sdendnoteanc",
];
/// The classes and identifiers of lists whose items are notes.
const LISTS: [&str; 9] = [
    "footnotes",
    "endnotes",
    "references",
    "reflist",
    "footnote-list",
    "wp-block-footnotes",
    "footnotes-list",
    "notes-list",
    "doc-endnotes",
];
/// Elements that a note can be.
const BLOCKS: [&str; 13] = [
    "p",
    "li",
    "div",
    "aside",
    "section",
    "article",
    "dd",
    "dt",
    "td",
    "tr",
    "table",
    "blockquote",
    "body",
];
/// The longest mark, in code points.
const LONGEST_MARK: usize = 10;

/// The notes of a page or a book.
#[derive(Debug, Default)]
pub(in crate::corpus::formats) struct Notes {
    /// The label of each note that a mark leads to, by its identifier.
    labels: HashMap<String, String>,
    /// The identifiers of marks, and of what they stand in.
    marks: HashSet<String>,
    /// The links of the page that are marks, and the identifier of the note of each.
    links: HashMap<NodeId, String>,
    /// The elements of the page that notes begin at.
    starts: HashMap<NodeId, String>,
}

impl Notes {
    /// Looks through the page at `path`, whose tree is `root`; what was found on the pages before it is kept, since notes
    /// may stand on a page of their own behind them. `place` makes a reference on the page an identifier.
    pub(in crate::corpus::formats) fn gather<'a>(
        &mut self,
        root: NodeRef<'a>,
        path: &str,
        place: impl Fn(&str) -> Option<String>,
    ) {
        self.links.clear();
        self.starts.clear();
        let mut places: HashMap<String, (usize, NodeRef<'a>)> = HashMap::new();
        let mut links = Vec::new();
        let mut order = 0;
        walk(root, |node| {
            order += 1;
            for name in ["id", "name"] {
                if let Some(id) =
                    attr(&node, name).filter(|_| name == "id" || is_any(&node, &["a"]))
                {
                    places
                        .entry(format!("{path}#{id}"))
                        .or_insert((order, node));
                }
            }
            if is_any(&node, &["a"])
                && let Some(href) = attr(&node, "href").filter(|href| href.contains('#'))
                && let Some(target) = place(&href)
            {
                links.push((order, node, target));
            }
            true
        });
        for (order, node, target) in links {
            let there = places.get(&target);
            let Some(label) = mark(&node) else { continue };
            let is_known = self.labels.contains_key(&target);
            let is_mark = match there {
                Some((at, note)) => {
                    *at > order && !is_any(note, &["h1", "h2", "h3", "h4", "h5", "h6"])
                }
                None => !target.starts_with(&format!("{path}#")) && !self.marks.contains(&target),
            };
            // A mark that leads back is the number of a note.
            if !is_mark && !is_known {
                continue;
            }
            for place in [Some(node), node.parent(), node.first_child()]
                .iter()
                .flatten()
            {
                let id = attr(place, "id").or_else(|| attr(place, "name"));
                self.marks.extend(id.map(|id| format!("{path}#{id}")));
            }
            self.labels.entry(target.clone()).or_insert(label);
            self.links.insert(node.id, target);
        }
        let mut found: Vec<(usize, NodeRef<'a>, String)> = places
            .into_iter()
            .filter(|(id, (_, node))| self.labels.contains_key(id) || has_role(node, &NOTE_ROLES))
            .map(|(id, (order, node))| (order, node, id))
            .collect();
        // Where one element has two identifiers, the one that a mark leads to is that of the note.
        found.sort_by_key(|(order, _, id)| (*order, self.labels.contains_key(id)));
        self.place(found.into_iter().map(|(_, node, id)| (node, id)).collect());
    }

    /// Finds the block that each of the notes `found` is: where what a mark leads to is only a word, the block around
    /// it, unless that holds several notes.
    fn place(&mut self, found: Vec<(NodeRef<'_>, String)>) {
        let mut blocks: HashMap<NodeId, usize> = HashMap::new();
        let around = |node: &NodeRef<'_>| {
            if is_any(node, &BLOCKS) {
                return node.id;
            }
            let mut above = node
                .ancestors_it(None)
                .take_while(|above| !is_any(above, &["body"]));
            above
                .find(|above| is_any(above, &BLOCKS))
                .map_or(node.id, |above| above.id)
        };
        for (node, _) in &found {
            *blocks.entry(around(node)).or_default() += 1;
        }
        for (node, id) in found {
            let block = around(&node);
            let start = if blocks.get(&block).is_some_and(|count| *count > 1) {
                node.id
            } else {
                block
            };
            self.starts.insert(start, id);
        }
    }

    /// The identifier of the note whose mark `node` is.
    pub(super) fn of_mark(&self, node: &NodeRef<'_>) -> Option<&str> {
        self.links.get(&node.id).map(String::as_str)
    }

    /// The identifier of the note that begins at `node`.
    pub(super) fn at(&self, node: &NodeRef<'_>) -> Option<&str> {
        self.starts.get(&node.id).map(String::as_str)
    }

    /// The elements that notes begin at.
    pub(super) fn starts(&self) -> impl Iterator<Item = NodeId> {
        self.starts.keys().copied()
    }

    /// What the mark of the note `id` shows.
    pub(super) fn label(&self, id: &str) -> Option<&str> {
        self.labels.get(id).map(String::as_str)
    }

    /// Whether the link `node`, inside a note, only leads back: `target` is its identifier.
    pub(super) fn is_back(&self, node: &NodeRef<'_>, target: Option<&str>) -> bool {
        let is_called = has_role(node, &["doc-backlink"])
            || has_class(
                node,
                &[
                    "footnote-backref",
                    "footnote-back",
                    "reversefootnote",
                    "fn-backref",
                    "backlink",
                ],
            )
            || attr(node, "rev").is_some_and(|rev| rev == "footnote");
        is_called
            || target.is_some_and(|target| self.marks.contains(target))
            || is_arrow(&node.text())
    }
}

/// Whether `text` is nothing but an arrow back.
pub(super) fn is_arrow(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text
            .chars()
            .all(|c| "↩↑⇑⏎↵⤴^\u{fe0e}\u{fe0f}\u{a0} ".contains(c))
}

/// What the link `node` shows, without brackets, where it looks like the mark of a note.
fn mark(node: &NodeRef<'_>) -> Option<String> {
    let shown = text(*node);
    let label = shown.trim_matches(|c: char| "[](){}".contains(c) || c.is_whitespace());
    if label.is_empty() || shown.chars().count() > LONGEST_MARK || is_arrow(label) {
        return None;
    }
    let is_called = has_role(node, &MARK_ROLES)
        || has_class(node, &MARK_CLASSES)
        || attr(node, "rel").is_some_and(|rel| rel == "footnote");
    let is_raised = || {
        let is_raised = |node: &NodeRef<'_>| is_any(node, &["sup"]);
        node.ancestors_it(Some(2))
            .any(|above| is_raised(&above) || has_class(&above, &MARK_CLASSES))
            || node.first_child().is_some_and(|child| is_raised(&child))
    };
    let is_bracketed =
        || shown.starts_with(['[', '(']) && label.bytes().all(|byte| byte.is_ascii_digit());
    let is_sign = || label.chars().all(|c| "*†‡§¶".contains(c));
    (is_called || is_raised() || is_bracketed() || is_sign()).then(|| label.to_owned())
}

/// Whether `node` is, or calls itself, a list of notes.
pub(super) fn is_list(node: &NodeRef<'_>) -> bool {
    is_any(node, &["ol", "ul", "div", "section", "aside"])
        && (has_role(
            node,
            &[
                "doc-endnotes",
                "doc-footnotes",
                "footnotes",
                "endnotes",
                "rearnotes",
            ],
        ) || labels(node)
            .split_whitespace()
            .any(|label| LISTS.contains(&label)))
}
