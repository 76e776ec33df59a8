//! The codebook on the screen: the tags as a tree by their paths, and the scale of verdicts.

use std::collections::HashMap;

use super::Line;
use crate::model::{AnnotationSet, Edit, Grade, TagName, Verdict};
use crate::review::{Tally, Uses};
use crate::search::rank;

/// Of so many annotations all is counted in the time that a key may take; of more, behind the screen.
const COUNTED_AT_ONCE: usize = 5_000;

/// A name with more parts than this is listed whole and not as a part of a tree.
const DEEPEST: usize = 24;

/// What of the codebook is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shelf {
    /// The tags.
    #[default]
    Tags,
    /// The verdicts.
    Scale,
}

/// What a row of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A tag of the codebook.
    Tag,
    /// A tag that is used and not in the codebook.
    Unlisted,
    /// A part of the paths of tags that is no tag itself.
    Group,
}

/// A row of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    /// The path.
    pub name: TagName,
    /// How many parts of it are in the rows above.
    pub depth: usize,
    /// What it is.
    pub kind: RowKind,
    /// Whether it, or all that is below a group, is retired.
    pub is_retired: bool,
    /// How often the tag itself is used; `None` while that is being counted.
    pub uses: Option<Uses>,
    /// How many tags lie below it.
    pub below: usize,
}

/// A verdict of the scale, and how often it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeRow {
    /// The verdict.
    pub grade: Grade,
    /// In how many assessments it is; `None` while that is being counted.
    pub given: Option<usize>,
}

/// The codebook on the screen.
#[derive(Debug, Default)]
pub struct CodebookView {
    /// What of it is looked at.
    pub shelf: Shelf,
    /// What is typed to find a tag by.
    pub filter: Line,
    /// Whether that is being typed.
    pub is_filtering: bool,
    /// The first row on the screen of what is said of the chosen one.
    pub scroll: usize,
    /// Whether what is used how often is being counted behind the screen.
    pub is_counting: bool,
    tally: Tally,
    rows: Vec<TagRow>,
    /// The rows that match what is typed, best first.
    hits: Vec<usize>,
    grades: Vec<GradeRow>,
    tag: usize,
    grade: usize,
}

impl CodebookView {
    /// Takes in what became of `set` by `edits`; what is chosen stays chosen, and where it is gone, what stands in its
    /// place now. Whether `set` is to be counted behind the screen, for [`CodebookView::counted`].
    #[must_use]
    pub fn refresh(&mut self, set: &AnnotationSet, edits: &[Edit]) -> bool {
        let is_asked = self.is_counting;
        self.is_counting = set.len() > COUNTED_AT_ONCE;
        if self.is_counting {
            self.tally.follow(edits);
        } else {
            self.tally = Tally::of(set);
        }
        self.list(set);
        self.is_counting && !is_asked
    }

    /// Takes in what was counted in `set`.
    pub fn counted(&mut self, tally: Tally, set: &AnnotationSet) {
        self.is_counting = false;
        self.tally = tally;
        self.list(set);
    }

    fn list(&mut self, set: &AnnotationSet) {
        let (chosen, place) = (self.chosen().map(|row| row.name.clone()), self.tag);
        let grade = self.chosen_grade().map(|row| row.grade.name.clone());
        let scroll = self.scroll;
        self.rows = tree(set, &self.tally, self.is_counting);
        let row = |grade: &Grade| {
            let given = self.tally.verdicts.get(&grade.name).copied();
            GradeRow {
                grade: grade.clone(),
                given: given.or_else(|| (!self.is_counting).then_some(0)),
            }
        };
        self.grades = set.codebook().scale().iter().map(row).collect();
        self.narrow();
        if let Some(name) = chosen {
            self.tag = place.min(self.hits.len().saturating_sub(1));
            self.choose(&name);
            if self.chosen().is_some_and(|row| row.name == name) {
                self.scroll = scroll;
            }
        } else {
            let first = self.rows().position(|row| row.kind != RowKind::Group);
            self.tag = first.unwrap_or_default();
        }
        if let Some(name) = grade {
            self.choose_grade(&name);
        }
    }

    /// Lists what matches what is typed; the best is chosen.
    pub fn narrow(&mut self) {
        let query = self.filter.text().trim();
        self.hits = if query.is_empty() {
            (0..self.rows.len()).collect()
        } else {
            let is_tag = |row: &&TagRow| row.kind != RowKind::Group;
            let tags: Vec<(usize, &str)> = self
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| is_tag(row))
                .map(|(index, row)| (index, row.name.as_str()))
                .collect();
            let hits = rank(query, tags.iter().map(|(_, name)| *name));
            let row = |hit: crate::search::Hit| tags.get(hit.index).map(|(index, _)| *index);
            hits.into_iter().filter_map(row).collect()
        };
        self.tag = 0;
        self.scroll = 0;
        self.grade = self.grade.min(self.grades.len().saturating_sub(1));
    }

    /// Whether only some of the tags are listed, flat and with their whole paths.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.filter.text().trim().is_empty()
    }

    /// Every tag that there is, as far as that is known, whether it is listed or not.
    pub fn tags(&self) -> impl Iterator<Item = &TagName> {
        let tags = self.rows.iter().filter(|row| row.kind != RowKind::Group);
        tags.map(|row| &row.name)
    }

    /// The rows of tags that are listed.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &TagRow> {
        self.hits.iter().map(|index| &self.rows[*index])
    }

    /// The row with this number among those listed, counted from 0.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<&TagRow> {
        self.rows.get(*self.hits.get(index)?)
    }

    /// The verdicts, in the order of the scale.
    #[must_use]
    pub fn grades(&self) -> &[GradeRow] {
        &self.grades
    }

    /// The number of the chosen one among those listed, counted from 0.
    #[must_use]
    pub fn selected(&self) -> usize {
        match self.shelf {
            Shelf::Tags => self.tag,
            Shelf::Scale => self.grade,
        }
    }

    /// The chosen row of the tree.
    #[must_use]
    pub fn chosen(&self) -> Option<&TagRow> {
        self.row(self.tag)
    }

    /// The chosen verdict.
    #[must_use]
    pub fn chosen_grade(&self) -> Option<&GradeRow> {
        self.grades.get(self.grade)
    }

    /// How many are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.shelf {
            Shelf::Tags => self.hits.len(),
            Shelf::Scale => self.grades.len(),
        }
    }

    /// Whether none is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is no tag at all, as far as that is known.
    #[must_use]
    pub fn has_no_tags(&self) -> bool {
        self.rows.is_empty() && !self.is_counting
    }

    /// The number of the first one on the screen where `height` of them fit.
    #[must_use]
    pub fn top(&self, height: u16) -> usize {
        (self.selected() + 1).saturating_sub(usize::from(height.max(1)))
    }

    /// Goes `count` rows down, or up.
    pub fn step(&mut self, count: isize) {
        let to = self.selected().saturating_add_signed(count);
        self.select(to.min(self.len().saturating_sub(1)));
    }

    /// Chooses the one with this number; whether there is one.
    pub fn select(&mut self, index: usize) -> bool {
        let is_there = index < self.len();
        if is_there {
            self.scroll = 0;
            match self.shelf {
                Shelf::Tags => self.tag = index,
                Shelf::Scale => self.grade = index,
            }
        }
        is_there
    }

    /// Chooses the tag called `name`, where it is listed.
    pub fn choose(&mut self, name: &TagName) {
        let place = self.rows().position(|row| row.name == *name);
        self.tag = place.unwrap_or(self.tag);
    }

    /// Chooses the verdict called `name`.
    pub fn choose_grade(&mut self, name: &Verdict) {
        let place = self.grades.iter().position(|row| row.grade.name == *name);
        self.grade = place.unwrap_or(self.grade);
    }
}

/// A place in the tree while it is built.
#[derive(Default)]
struct Node {
    children: Vec<TagName>,
    own: Option<(RowKind, bool, Option<Uses>)>,
    is_retired: bool,
    below: usize,
}

/// The tags as a tree: in the order of the codebook, then those that are used without being in it, by name; what is retired
/// behind what is not.
fn tree(set: &AnnotationSet, tally: &Tally, is_counting: bool) -> Vec<TagRow> {
    let parts = |name: &TagName| name.as_str().matches('/').count();
    let parent = |name: &TagName| name.parent().filter(|_| parts(name) < DEEPEST);
    let mut nodes: HashMap<TagName, Node> = HashMap::new();
    let mut roots: Vec<TagName> = Vec::new();
    let unused = (!is_counting).then(Uses::default);
    let codebook = set.codebook();
    let listed = codebook.tags().iter().map(|tag| {
        let uses = tally.tags.get(&tag.name).copied().or(unused);
        (tag.name.clone(), (RowKind::Tag, tag.retired, uses))
    });
    let is_unlisted = |(name, _): &(&TagName, &Uses)| codebook.get(name).is_none();
    let unlisted = tally.tags.iter().filter(is_unlisted);
    let unlisted =
        unlisted.map(|(name, uses)| (name.clone(), (RowKind::Unlisted, false, Some(*uses))));
    for (mut child, own) in listed.chain(unlisted) {
        let mut is_new = !nodes.contains_key(&child);
        nodes.entry(child.clone()).or_default().own = Some(own);
        while is_new {
            let Some(above) = parent(&child) else {
                roots.push(child);
                break;
            };
            is_new = !nodes.contains_key(&above);
            nodes.entry(above.clone()).or_default().children.push(child);
            child = above;
        }
    }
    sum_up(&mut nodes, parts);
    let sorted = |mut names: Vec<TagName>| {
        names.sort_by_key(|name| nodes.get(name).is_some_and(|node| node.is_retired));
        names.reverse();
        names
    };
    let mut rows = Vec::with_capacity(nodes.len());
    let mut next: Vec<(TagName, usize)> = sorted(roots).into_iter().map(|name| (name, 0)).collect();
    while let Some((name, depth)) = next.pop() {
        let Some(node) = nodes.get(&name) else {
            continue;
        };
        let children = sorted(node.children.clone()).into_iter();
        next.extend(children.map(|child| (child, depth + 1)));
        let (kind, _, uses) = node.own.unwrap_or((RowKind::Group, false, None));
        rows.push(TagRow {
            name,
            depth,
            kind,
            is_retired: node.is_retired,
            uses,
            below: node.below,
        });
    }
    rows
}

/// Says of every place how many tags lie below it, and whether all there is, is retired.
fn sum_up(nodes: &mut HashMap<TagName, Node>, parts: impl Fn(&TagName) -> usize) {
    let mut deepest_first: Vec<TagName> = nodes.keys().cloned().collect();
    deepest_first.sort_by_key(|name| std::cmp::Reverse(parts(name)));
    for name in deepest_first {
        let Some(node) = nodes.get(&name) else {
            continue;
        };
        let children = node.children.iter().filter_map(|child| nodes.get(child));
        let (mut below, mut is_retired) = (0, node.own.is_none_or(|(_, retired, _)| retired));
        for child in children {
            below += child.below + usize::from(child.own.is_some());
            is_retired &= child.is_retired;
        }
        if let Some(node) = nodes.get_mut(&name) {
            (node.below, node.is_retired) = (below, is_retired);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edit, Tag};

    fn view(tags: &[&str]) -> CodebookView {
        let mut set = AnnotationSet::default();
        for text in tags {
            let name = TagName::parse(text.trim_start_matches('!')).unwrap();
            let tag = Tag {
                retired: text.starts_with('!'),
                ..Tag::new(name)
            };
            set.apply(&Edit::Tag {
                before: None,
                after: Some(tag),
            });
        }
        let mut view = CodebookView::default();
        assert!(!view.refresh(&set, &[]));
        view
    }

    fn listed(view: &CodebookView) -> Vec<String> {
        let row = |row: &TagRow| {
            let sign = match row.kind {
                RowKind::Group => "+",
                _ if row.is_retired => "!",
                _ => "",
            };
            format!("{}{sign}{}", " ".repeat(row.depth), row.name.last())
        };
        view.rows().map(row).collect()
    }

    #[test]
    fn tags_are_a_tree_in_the_order_of_the_codebook_with_what_is_retired_last() {
        let view = view(&["b/y", "!a", "!b/z", "c", "b/x/deep", "!d/e", "b"]);
        let expected = ["b", " y", " +x", "  deep", " !z", "c", "!a", "+d", " !e"];
        assert_eq!(listed(&view), expected);
    }

    #[test]
    fn what_is_typed_lists_tags_by_their_whole_paths() {
        let mut view = view(&["claim/number", "claim/cause", "source/named"]);
        view.filter = Line::new("num");
        view.narrow();
        assert_eq!(view.chosen().unwrap().name.as_str(), "claim/number");
        assert_eq!(view.len(), 1);
        view.filter = Line::new("zzz");
        view.narrow();
        assert!(view.is_empty() && view.chosen().is_none());
    }

    #[test]
    fn many_annotations_are_counted_behind_the_screen() {
        use crate::model::{Annotation, AnnotationId, DocPath, Selector};
        let mut set = AnnotationSet::default();
        let tag = |text: &str| Tag::new(TagName::parse(text).unwrap());
        let (before, after) = (None, Some(tag("a")));
        set.apply(&Edit::Tag { before, after });
        for second in 0..=i64::try_from(COUNTED_AT_ONCE).unwrap() {
            let created = jiff::Timestamp::from_second(second).unwrap();
            let annotation = Annotation {
                id: AnnotationId::new(created),
                document: DocPath::new("a.txt"),
                selector: Selector::default(),
                anchors: Vec::new(),
                tags: vec![tag("a").name],
                note: String::new(),
                reviewer: "dl".into(),
                created,
                claim: None,
                links: Vec::new(),
            };
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation)),
            });
        }
        let mut view = CodebookView::default();
        assert!(view.refresh(&set, &[]), "asked for");
        assert!(!view.refresh(&set, &[]), "asked for already");
        assert_eq!(view.row(0).unwrap().uses, None);
        assert_eq!(view.grades()[0].given, None);
        view.counted(Tally::of(&set), &set);
        let uses = view.row(0).unwrap().uses;
        assert_eq!(uses.map(|uses| uses.annotations), Some(set.len()));
        assert_eq!(view.grades()[0].given, Some(0));
        // What was counted stays with the tag until it is counted again.
        let renamed = Edit::Tag {
            before: Some(tag("a")),
            after: Some(tag("b")),
        };
        set.apply(&renamed);
        assert!(view.refresh(&set, &[renamed]));
        assert_eq!(view.len(), 1);
        assert_eq!(view.row(0).unwrap().uses, uses);
    }

    #[test]
    fn a_path_without_end_is_no_tree_without_end() {
        let long = "a/".repeat(20_000);
        let view = view(&[&long, "a/b"]);
        assert_eq!(view.len(), 3);
    }
}
