//! The article of a page: which part of the tree it is, and what in that part is furniture.
//!
//! Readability's scores (through `dom_smoothie`) say where the article is. What it takes out of an article is put to
//! the test again here, since it is apt to take notes, captions and lists of sources with it. Where it finds next to
//! nothing, the page is taken whole, without what surrounds every page.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};
use memchr::memmem;

use super::dom::{has_role, is_any, is_hidden, is_silent, labels, walk};
use super::notes::{self, Notes};

/// Pages with more nodes than this are taken whole: scoring clones the tree several times.
const MOST_NODES: usize = 200_000;
/// Less text than this, in bytes, is no article where the page has much more.
const LITTLE: usize = 1500;
/// From how much text on, in bytes, what stands beside a menu is an article.
const BESIDE_MENU: usize = 120;
/// How much text the sharing buttons, the newsletter box and the like have at most, in bytes.
const FURNITURE: usize = 1200;
/// The attribute that elements are found again by.
const STAMP: &str = "data-postil";

/// Words in classes and identifiers of furniture.
const FURNISHED: [&str; 84] = [
    " ad ",
    " addthis ",
    " addtoany ",
    " ads ",
    " adsense ",
    " advert ",
    " advertisement ",
    " advertising ",
    " article meta ",
    " article tools ",
    " author bio ",
    " authors ",
    " breadcrumb ",
    " breadcrumbs ",
    " byline ",
    " call to action ",
    " comment list ",
    " comments ",
    " consent ",
    " cookie ",
    " cookies ",
    " cta ",
    " dateline ",
    " donate ",
    " donation ",
    " entry footer ",
    " entry meta ",
    " entry tags ",
    " eyebrow ",
    " follow us ",
    " gdpr ",
    " hatnote ",
    " jp relatedposts ",
    " kicker ",
    " modal ",
    " more from ",
    " more stories ",
    " most read ",
    " nav links ",
    " newsletter ",
    " nocontent ",
    " outbrain ",
    " pager ",
    " pagination ",
    " paywall ",
    " popup ",
    " post footer ",
    " post meta ",
    " post tags ",
    " post ufi ",
    " postmeta ",
    " print button ",
    " promo ",
    " promotion ",
    " pull quote ",
    " pullquote ",
    " read also ",
    " read more ",
    " recirc ",
    " recommended ",
    " related ",
    " related articles ",
    " related posts ",
    " respond ",
    " share ",
    " sharedaddy ",
    " sharing ",
    " sidebar ",
    " sign up ",
    " signup ",
    " skip link ",
    " social ",
    " socials ",
    " sponsor ",
    " sponsored ",
    " subscribe ",
    " subscription ",
    " taboola ",
    " tag list ",
    " tags ",
    " teaser ",
    " toolbar ",
    " trending ",
    " widget ",
];

/// Words in classes and identifiers of menus, where there are mostly links in them.
const MENUS: [&str; 7] = [
    " menu ",
    " menus ",
    " nav ",
    " navbar ",
    " navigation ",
    " topbar ",
    " topnav ",
];

/// Words in classes and identifiers of what readers wrote below the article.
const COMMENTS: [&str; 5] = [
    " comments ",
    " comment list ",
    " commentlist ",
    " disqus ",
    " disqus thread ",
];

/// Classes and identifiers of what no reader misses.
const DROPPED: [&str; 15] = [
    "sitesub",
    "breadcrumb",
    "breadcrumbs",
    "catlinks",
    "comments",
    "disqus_thread",
    "mw-editsection",
    "mw-navigation",
    "navbox",
    "printfooter",
    "sistersitebox",
    "site-footer",
    "site-header",
    "toc",
    "vertical-navbox",
];

/// What is to be done with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is part of the article.
    Keep,
    /// It is furniture that stands in the article.
    Furniture,
    /// It is not text of the article.
    Skip,
}

/// What an element and all in it amounts to.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    /// The bytes of visible text.
    text: usize,
    /// Those of them that are in links to elsewhere.
    linked: usize,
    /// How many such links there are.
    links: usize,
    /// Whether the scores keep something in it.
    is_kept: bool,
    /// Whether a note begins in it.
    has_notes: bool,
}

impl Measure {
    /// How much text there is that is no link, in bytes.
    fn said(self) -> usize {
        self.text.saturating_sub(self.linked)
    }
}

/// The article of a page.
pub(in crate::corpus::formats) struct Article {
    /// The elements whose content it is, in order.
    pub(super) roots: Vec<NodeId>,
    /// What the scores keep; `None` where they found no article.
    kept: Option<HashSet<NodeId>>,
    measures: HashMap<NodeId, Measure>,
    /// Whether nothing surrounds the article, so that all that can be seen is part of it.
    is_bare: bool,
}

impl Article {
    /// All that `body` holds, which is a page of a book and has no furniture.
    pub(in crate::corpus::formats) fn bare(body: NodeRef<'_>) -> Self {
        Self {
            roots: vec![body.id],
            kept: None,
            measures: HashMap::new(),
            is_bare: true,
        }
    }

    /// The article of the page `document`.
    pub(super) fn find(document: &Document, notes: &Notes) -> Self {
        let body = document.body().unwrap_or_else(|| document.root());
        let mut article = Self::whole(body, notes);
        if document.tree.len() > MOST_NODES {
            return article;
        }
        let Some(kept) = scored(document) else {
            return article;
        };
        article.kept = Some(kept);
        article.measure(body, notes);
        let (found, all) = article.weigh(body);
        let is_little = found < LITTLE && found * 3 < all;
        let root = article.root(body).filter(|_| !is_little);
        let Some(root) = root else {
            return Self::whole(body, notes);
        };
        article.roots = vec![root.id];
        article.add_notes(document, root, notes);
        article
    }

    /// All that `body` holds, as an article.
    fn whole(body: NodeRef<'_>, notes: &Notes) -> Self {
        let mut article = Self {
            roots: vec![body.id],
            kept: None,
            measures: HashMap::new(),
            is_bare: false,
        };
        article.measure(body, notes);
        article
    }

    /// Measures every element below `body`.
    fn measure(&mut self, body: NodeRef<'_>, notes: &Notes) {
        let starts: HashSet<NodeId> = notes.starts().collect();
        let mut order = Vec::new();
        walk(body, |node| {
            if is_silent(&node) || is_hidden(&node) {
                return false;
            }
            order.push(node);
            true
        });
        self.measures.clear();
        for node in order.into_iter().rev() {
            let mut own = self.measures.remove(&node.id).unwrap_or_default();
            if node.is_text() {
                own.text = node.text().trim().len();
            } else {
                let is_link = is_any(&node, &["a"])
                    && node.attr("href").is_some_and(|href| !href.starts_with('#'));
                if is_link {
                    own.linked = own.text;
                    own.links += 1;
                }
                own.is_kept |= self
                    .kept
                    .as_ref()
                    .is_some_and(|kept| kept.contains(&node.id));
                own.has_notes |= starts.contains(&node.id);
                self.measures.insert(node.id, own);
            }
            if let Some(parent) = node.parent() {
                let above = self.measures.entry(parent.id).or_default();
                above.text += own.text;
                above.linked += own.linked;
                above.links += own.links;
                above.is_kept |= own.is_kept;
                above.has_notes |= own.has_notes;
            }
        }
    }

    fn of(&self, node: &NodeRef<'_>) -> Measure {
        self.measures.get(&node.id).copied().unwrap_or_default()
    }

    /// How much text the scores keep, and how much there is beside menus and the like, in bytes.
    fn weigh(&self, body: NodeRef<'_>) -> (usize, usize) {
        let (mut found, mut all) = (0, 0);
        walk(body, |node| {
            let own = self.of(&node);
            if is_any(&node, &["nav", "header", "footer", "aside", "form"]) && !own.is_kept {
                return false;
            }
            if node.is_text() {
                let length = node.text().trim().len();
                all += length;
                let parent = node.parent().map(|parent| parent.id);
                let kept = self.kept.as_ref().zip(parent);
                found += if kept.is_some_and(|(kept, parent)| kept.contains(&parent)) {
                    length
                } else {
                    0
                };
            }
            !is_silent(&node) && !is_hidden(&node)
        });
        (found, all)
    }

    /// The smallest element that holds all that the scores keep, and then the elements around it as long as they add
    /// little: the title, a standfirst, the notes.
    fn root<'a>(&self, body: NodeRef<'a>) -> Option<NodeRef<'a>> {
        let kept = self.kept.as_ref()?;
        let mut root = body;
        loop {
            let holding: Vec<NodeRef<'a>> = root
                .children_it(false)
                .filter(|child| self.of(child).is_kept)
                .collect();
            match holding.as_slice() {
                [only] if !kept.contains(&root.id) => root = *only,
                [] if !kept.contains(&root.id) => return None,
                _ => break,
            }
        }
        let article = root
            .ancestors_it(None)
            .find(|above| is_any(above, &["article"]));
        if let Some(article) = article {
            return Some(article);
        }
        let own = self.of(&root).text;
        while let Some(above) = root
            .parent()
            .filter(|above| !is_any(above, &["body", "html"]))
        {
            if self.of(&above).text > own + own / 5 + 400 {
                break;
            }
            root = above;
        }
        Some(root)
    }

    /// Adds what holds the notes that stand outside of `root`.
    fn add_notes(&mut self, document: &Document, root: NodeRef<'_>, notes: &Notes) {
        let mut roots = HashSet::from([root.id]);
        let mut outside: Vec<NodeRef<'_>> = notes
            .starts()
            .map(|id| NodeRef::new(id, &document.tree))
            .collect();
        outside.sort_by_key(|node| node.id);
        for node in outside {
            let is_inside = roots.contains(&node.id)
                || node
                    .ancestors_it(None)
                    .any(|above| roots.contains(&above.id));
            if !is_inside {
                roots.insert(node.id);
                self.roots.push(node.id);
            }
        }
    }

    /// How much text the element `node` holds, in bytes, as far as that was measured.
    pub(super) fn text_in(&self, node: &NodeRef<'_>) -> Option<usize> {
        self.measures.get(&node.id).map(|measure| measure.text)
    }

    /// What is to be done with the element `node` of the article.
    pub(super) fn verdict(&self, node: &NodeRef<'_>) -> Verdict {
        let is_page_number = has_role(node, &["doc-pagebreak", "pagebreak"]);
        if is_silent(node) || is_hidden(node) || is_page_number {
            return Verdict::Skip;
        }
        if self.is_bare {
            return Verdict::Keep;
        }
        let own = self.of(node);
        if own.has_notes || notes::is_list(node) || has_role(node, &["doc-footnote"]) {
            return Verdict::Keep;
        }
        let holds_most = self.holds_most(own);
        let skip_unless = |is_kept: bool| {
            if is_kept {
                Verdict::Keep
            } else {
                Verdict::Skip
            }
        };
        let is_menu = || has_role(node, &["navigation", "search", "banner", "contentinfo"]);
        if is_any(node, &["nav"]) || is_menu() || has_role(node, &["dialog", "alertdialog"]) {
            return skip_unless(holds_most);
        }
        if is_any(node, &["form", "fieldset"]) {
            return skip_unless(own.text > FURNITURE);
        }
        if is_any(node, &["header", "footer"]) {
            return self.of_frame(node, own);
        }
        if !holds_most && (is_dropped(node) || has_words(node, &COMMENTS)) {
            return Verdict::Skip;
        }
        if self.is_furniture(node, own, holds_most) {
            Verdict::Furniture
        } else {
            Verdict::Keep
        }
    }

    /// Whether `node`, which measures `own`, is furniture by what it calls itself and by the links in it.
    fn is_furniture(&self, node: &NodeRef<'_>, own: Measure, holds_most: bool) -> bool {
        if own.text == 0 {
            return false;
        }
        if is_any(node, &["aside"]) {
            return own.linked * 4 > own.text || own.text < 400 || !own.is_kept;
        }
        if holds_most || is_any(node, &["a"]) {
            return false;
        }
        let is_mostly_links = own.linked * 2 > own.text;
        if (own.text <= FURNITURE || is_mostly_links) && has_words(node, &FURNISHED) {
            return true;
        }
        let is_box = is_any(node, &["div", "section", "ul", "ol", "td"]);
        let is_left_out = self.kept.is_some() && !own.is_kept;
        let is_row_of_links =
            own.links > 1 && own.linked * 10 > own.text * 9 && is_any(node, &["td", "p"]);
        is_row_of_links || (is_box && is_mostly_links && (is_left_out || has_words(node, &MENUS)))
    }

    /// Whether something that measures `own` is most of the article. A menu may be longer than the article, and is none
    /// of it where there is text beside it.
    fn holds_most(&self, own: Measure) -> bool {
        let roots = || self.roots.iter().filter_map(|root| self.measures.get(root));
        let all: usize = roots().map(|root| root.text).sum();
        let said: usize = roots().map(|root| root.said()).sum();
        let is_menu = own.said() * 10 < own.text && said >= own.said() + BESIDE_MENU;
        own.text * 2 > all && !is_menu
    }

    /// What is to be done with a `header` or `footer`, which may be that of the page, of the article, or of a quotation.
    fn of_frame(&self, node: &NodeRef<'_>, own: Measure) -> Verdict {
        let mut above = node.ancestors_it(None);
        let around = above.find(|above| {
            is_any(
                above,
                &["article", "main", "blockquote", "figure", "section", "body"],
            )
        });
        let is_of_page = around.is_none_or(|around| is_any(&around, &["body"]));
        if self.holds_most(own) {
            Verdict::Keep
        } else if is_of_page {
            if own.is_kept && is_any(node, &["header"]) {
                Verdict::Keep
            } else {
                Verdict::Skip
            }
        } else if is_any(node, &["header"])
            || around.is_some_and(|around| is_any(&around, &["blockquote", "figure"]))
        {
            Verdict::Keep
        } else {
            Verdict::Furniture
        }
    }
}

/// Whether `node` calls itself something that no reader misses.
fn is_dropped(node: &NodeRef<'_>) -> bool {
    let labels = labels(node);
    labels
        .split_whitespace()
        .any(|label| DROPPED.contains(&label))
}

/// Whether the classes or the identifier of `node` hold one of `known`, which are words between spaces. The classes of
/// an article are those of its subject; a word in a sentence is no furniture, whatever its class.
fn has_words(node: &NodeRef<'_>, known: &[&str]) -> bool {
    let never = [
        "body", "article", "main", "a", "em", "strong", "b", "i", "figure", "img", "tr", "sup",
        "code",
    ];
    let is_word = || {
        let running = [
            "p",
            "li",
            "td",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "em",
            "strong",
            "a",
            "figcaption",
        ];
        is_any(node, &["span"]) && node.parent().is_some_and(|above| is_any(&above, &running))
    };
    let labels = labels(node);
    if labels.is_empty() || is_any(node, &never) || is_word() {
        return false;
    }
    let mut words = String::from(" ");
    for word in labels
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        words.push_str(word);
        words.push(' ');
    }
    known.iter().any(|known| words.contains(known))
}

/// The elements of `document` that Readability keeps.
fn scored(document: &Document) -> Option<HashSet<NodeId>> {
    let copy = document.clone();
    let mut elements = Vec::new();
    walk(copy.root(), |node| {
        if node.is_element() {
            node.set_attr(STAMP, &elements.len().to_string());
            elements.push(node.id);
        }
        true
    });
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::with_document(copy, None, Some(config))
        .ok()?
        .parse()
        .ok()?;
    let content = article.content.as_bytes();
    let stamp = format!("{STAMP}=\"");
    let kept: HashSet<NodeId> = memmem::find_iter(content, stamp.as_bytes())
        .filter_map(|at| {
            let digits = content
                .get(at + stamp.len()..)?
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let index = digits.fold(0_usize, |index, digit| {
                index
                    .saturating_mul(10)
                    .saturating_add(usize::from(digit - b'0'))
            });
            elements.get(index).copied()
        })
        .collect();
    (!kept.is_empty()).then_some(kept)
}
