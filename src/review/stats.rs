//! What is counted over annotations: tables of two things, each cell with the annotations it counts.

use std::collections::HashMap;
use std::hash::Hash;

use super::query::Days;
use super::{About, latest};
use crate::model::{AnnotationId, Codebook, Verdict, vocabulary};
use crate::text::loose::loosened;

vocabulary! {
    /// What can be counted.
    pub enum Count {
        /// How often each tag is given in each document.
        Tags = "tags",
        /// How often two tags are given to one annotation.
        Together = "together",
        /// How many claims the articles of a month or a year make.
        Time = "time",
        /// Which verdicts the claims of each claimant have.
        Claimants = "claimants",
    }
}

/// A row or a column of a [`Matrix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about; text of strangers.
    pub label: String,
    /// How many annotations are in it, each counted once.
    pub count: usize,
}

/// A table of two things, of which most cells may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Its rows, in order.
    pub rows: Vec<Line>,
    /// Its columns, in order.
    pub columns: Vec<Line>,
    cells: HashMap<(usize, usize), Vec<AnnotationId>>,
}

impl Matrix {
    /// The annotations that the cell at `row` and `column`, counted from 0, stands for, in the order they were given.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &[AnnotationId] {
        self.cells.get(&(row, column)).map_or(&[], Vec::as_slice)
    }

    /// The places, row and column, of the cells that count something, row by row.
    #[must_use]
    pub fn filled(&self) -> Vec<(usize, usize)> {
        let mut places: Vec<(usize, usize)> = self.cells.keys().copied().collect();
        places.sort_unstable();
        places
    }

    /// The count of the fullest cell.
    #[must_use]
    pub fn most(&self) -> usize {
        self.cells.values().map(Vec::len).max().unwrap_or(0)
    }

    /// In the table of tags that are given together: in how many of the annotations with one of these two tags there are
    /// both, from 0 to 1 (Jaccard's coefficient).
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of annotations are small"
    )]
    pub fn overlap(&self, row: usize, column: usize) -> f64 {
        let size = |at: usize| self.rows.get(at).map_or(0, |line| line.count);
        let both = self.cell(row, column).len();
        let either = (size(row) + size(column)).saturating_sub(both);
        if either == 0 {
            0.0
        } else {
            both as f64 / either as f64
        }
    }

    /// The table with its rows and columns in the order of these keys.
    fn sorted<R: Ord, C: Ord>(self, row: impl Fn(&Line) -> R, column: impl Fn(&Line) -> C) -> Self {
        let (rows, row_places) = sorted(self.rows, row);
        let (columns, column_places) = sorted(self.columns, column);
        let moved = self.cells.into_iter().filter_map(|((row, column), ids)| {
            Some(((*row_places.get(row)?, *column_places.get(column)?), ids))
        });
        Self {
            rows,
            columns,
            cells: moved.collect(),
        }
    }
}

/// The lines in order, and where each went.
fn sorted<K: Ord>(lines: Vec<Line>, key: impl Fn(&Line) -> K) -> (Vec<Line>, Vec<usize>) {
    let mut order: Vec<(usize, Line)> = lines.into_iter().enumerate().collect();
    order.sort_by_cached_key(|(_, line)| key(line));
    let mut places = vec![0; order.len()];
    for (now, (before, _)) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*before) {
            *place = now;
        }
    }
    (order.into_iter().map(|(_, line)| line).collect(), places)
}

/// The lines on one side of a table while it is filled, by what they are about.
#[derive(Debug)]
struct Side<K> {
    known: HashMap<K, usize>,
    lines: Vec<Line>,
    /// The annotation each line counted last: one that comes again is not counted again.
    last: Vec<Option<AnnotationId>>,
}

impl<K: Eq + Hash> Side<K> {
    fn new() -> Self {
        Self {
            known: HashMap::new(),
            lines: Vec::new(),
            last: Vec::new(),
        }
    }

    fn place(&mut self, key: K, label: &str) -> usize {
        let next = self.lines.len();
        let place = *self.known.entry(key).or_insert(next);
        if place == next {
            self.lines.push(Line {
                label: label.to_owned(),
                count: 0,
            });
            self.last.push(None);
        }
        place
    }

    fn count(&mut self, place: usize, id: AnnotationId) {
        if let (Some(line), Some(last)) = (self.lines.get_mut(place), self.last.get_mut(place))
            && last.replace(id) != Some(id)
        {
            line.count += 1;
        }
    }
}

#[derive(Debug)]
struct Tally<R, C> {
    rows: Side<R>,
    columns: Side<C>,
    cells: HashMap<(usize, usize), Vec<AnnotationId>>,
}

impl<R: Eq + Hash, C: Eq + Hash> Tally<R, C> {
    fn new() -> Self {
        Self {
            rows: Side::new(),
            columns: Side::new(),
            cells: HashMap::new(),
        }
    }

    fn add(&mut self, row: (R, &str), column: (C, &str), id: AnnotationId) {
        let row = self.rows.place(row.0, row.1);
        let column = self.columns.place(column.0, column.1);
        self.rows.count(row, id);
        self.columns.count(column, id);
        self.cells.entry((row, column)).or_default().push(id);
    }

    fn matrix(self) -> Matrix {
        Matrix {
            rows: self.rows.lines,
            columns: self.columns.lines,
            cells: self.cells,
        }
    }
}

/// What `count` counts among the annotations given, in the order of `codebook` where that has one.
#[must_use]
pub fn counted<'a>(
    count: Count,
    all: impl Iterator<Item = About<'a>>,
    codebook: &Codebook,
) -> Matrix {
    match count {
        Count::Tags => tags(all, codebook),
        Count::Together => together(all, codebook),
        Count::Time => time(all),
        Count::Claimants => claimants(all, codebook),
    }
}

/// Where a tag stands in the codebook; those that only annotations know come after, by name.
fn tag_order(codebook: &Codebook) -> impl Fn(&Line) -> (usize, String) {
    let tags = codebook.tags().iter().enumerate();
    let places: HashMap<String, usize> = tags.map(|(at, tag)| (tag.name.to_string(), at)).collect();
    move |line| {
        let place = places.get(&line.label).copied();
        (place.unwrap_or(usize::MAX), line.label.clone())
    }
}

/// Documents by tags.
fn tags<'a>(all: impl Iterator<Item = About<'a>>, codebook: &Codebook) -> Matrix {
    let mut tally = Tally::new();
    for About { annotation, .. } in all {
        let document = &annotation.document;
        for tag in &annotation.tags {
            tally.add(
                (document, document.as_str()),
                (tag, tag.as_str()),
                annotation.id,
            );
        }
    }
    let path = |line: &Line| crate::model::DocPath::new(&line.label);
    tally.matrix().sorted(path, tag_order(codebook))
}

/// How many tags of one annotation are paired: a stranger's file may give one thousands.
const PAIRED: usize = 64;

/// Tags by tags; where a tag meets itself, all that have it are counted.
fn together<'a>(all: impl Iterator<Item = About<'a>>, codebook: &Codebook) -> Matrix {
    let mut tally = Tally::new();
    for About { annotation, .. } in all {
        let tags = annotation.tags.get(..PAIRED).unwrap_or(&annotation.tags);
        for one in tags {
            for other in tags {
                tally.add((one, one.as_str()), (other, other.as_str()), annotation.id);
            }
        }
    }
    tally
        .matrix()
        .sorted(tag_order(codebook), tag_order(codebook))
}

/// Up to how many months are counted one by one.
const MONTHS: i32 = 36;

/// Up to how many years, so that those in which nothing was claimed can be seen.
const YEARS: i32 = 200;

/// The label of the claims of which the date of the article is not known.
pub const UNDATED: &str = "no date";

/// The label of the claims without a verdict.
pub const UNJUDGED: &str = "no verdict";

/// The label of the claims without a claimant.
pub const UNCLAIMED: &str = "no claimant";

/// Claims by the date of their article: by month where these are few, else by year. Every month or year from the first to
/// the last has its row.
fn time<'a>(all: impl Iterator<Item = About<'a>>) -> Matrix {
    let dated = |about: &About<'_>| {
        Days::of(about.date?.trim())?
            .first
            .map(|day| (about_exactness(about), day))
    };
    let claims: Vec<_> = all
        .filter(|about| about.annotation.claim.is_some())
        .map(|about| (about.annotation.id, dated(&about)))
        .collect();
    let months = claims.iter().filter_map(|(_, date)| {
        date.map(|(_, day)| i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    });
    let (first, last) = (
        months.clone().min().unwrap_or(0),
        months.clone().max().unwrap_or(-1),
    );
    let by_month = last - first < MONTHS;
    let month = |at: i32| format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1);
    let year = |at: i32| format!("{at:04}");
    let mut tally: Tally<String, ()> = Tally::new();
    if by_month {
        for at in first..=last {
            tally.rows.place(month(at), &month(at));
        }
    } else if last / 12 - first / 12 < YEARS {
        for at in first / 12..=last / 12 {
            tally.rows.place(year(at), &year(at));
        }
    }
    for (id, date) in claims {
        let label = match date {
            None => UNDATED.to_owned(),
            Some((true, day)) if by_month => day.strftime("%Y-%m").to_string(),
            Some((_, day)) => year(i32::from(day.year())),
        };
        tally.add((label.clone(), &label), ((), "claims"), id);
    }
    tally
        .matrix()
        .sorted(|line| (line.label == UNDATED, line.label.clone()), |_| ())
}

/// Whether the date tells more than the year.
fn about_exactness(about: &About<'_>) -> bool {
    about.date.is_some_and(|date| date.trim().len() > 4)
}

/// Claimants by verdicts: those with the most claims first, the verdicts in the order of the scale.
fn claimants<'a>(all: impl Iterator<Item = About<'a>>, codebook: &Codebook) -> Matrix {
    let mut tally = Tally::new();
    for About { annotation, .. } in all {
        let Some(claim) = &annotation.claim else {
            continue;
        };
        let name = match claim.claimant.trim() {
            "" => UNCLAIMED,
            name => name,
        };
        let verdict = latest(claim).and_then(|one| one.verdict.as_ref());
        let verdict = verdict.map_or(UNJUDGED, Verdict::as_str);
        tally.add((loosened(name), name), (verdict, verdict), annotation.id);
    }
    let scale = codebook.scale();
    let place = |line: &Line| {
        let known = || {
            scale
                .iter()
                .position(|grade| grade.name.as_str() == line.label)
        };
        let is_none = line.label == UNJUDGED;
        (is_none, known().unwrap_or(scale.len()), line.label.clone())
    };
    let most_first = |line: &Line| {
        let is_none = line.label == UNCLAIMED;
        (
            is_none,
            std::cmp::Reverse(line.count),
            loosened(&line.label),
        )
    };
    tally.matrix().sorted(most_first, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotation, Assessment, Claim, DocPath, Selector, Tag, TagName};
    use jiff::Timestamp;

    fn annotation(
        second: i64,
        document: &str,
        tags: &[&str],
        claimant: Option<(&str, &str)>,
    ) -> Annotation {
        let created = Timestamp::from_second(second).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new(document),
            selector: Selector::default(),
            anchors: Vec::new(),
            tags: tags.iter().filter_map(|tag| TagName::parse(tag)).collect(),
            note: String::new(),
            reviewer: "dl".into(),
            created,
            claim: claimant.map(|(claimant, verdict)| Claim {
                claimant: claimant.into(),
                assessments: vec![Assessment {
                    reviewer: "dl".into(),
                    at: created,
                    verdict: Verdict::parse(verdict),
                    confidence: String::new(),
                    rationale: String::new(),
                    hash: None,
                }],
                ..Claim::default()
            }),
            links: Vec::new(),
        }
    }

    /// The table as rows of counts: `a=2: x1 y0`.
    fn shown(matrix: &Matrix) -> String {
        let row = |(at, row): (usize, &Line)| {
            let columns = matrix.columns.iter().enumerate();
            let cells = columns
                .map(|(column, line)| format!("{}{}", line.label, matrix.cell(at, column).len()));
            format!(
                "{}={}: {}",
                row.label,
                row.count,
                cells.collect::<Vec<_>>().join(" ")
            )
        };
        matrix
            .rows
            .iter()
            .enumerate()
            .map(row)
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn codebook(tags: &[&str]) -> Codebook {
        let mut codebook = Codebook::default();
        for tag in tags {
            codebook.put(Tag::new(TagName::parse(tag).unwrap()));
        }
        codebook
    }

    #[test]
    fn tags_are_counted_by_document_and_together() {
        let all = [
            annotation(1, "b10", &["x", "y"], None),
            annotation(2, "b2", &["y"], None),
            annotation(3, "b2", &["y", "x"], None),
            annotation(4, "b2", &[], None),
        ];
        let codebook = codebook(&["y"]);
        let about = || all.iter().map(About::new);
        let tags = counted(Count::Tags, about(), &codebook);
        assert_eq!(shown(&tags), "b2=2: y2 x1; b10=1: y1 x1");
        assert_eq!(tags.cell(0, 0), [all[1].id, all[2].id]);
        assert_eq!((tags.columns[0].count, tags.most()), (3, 2));
        let together = counted(Count::Together, about(), &codebook);
        assert_eq!(shown(&together), "y=3: y3 x2; x=2: y2 x2");
        assert!((together.overlap(0, 1) - 2.0 / 3.0).abs() < 1e-9);
        assert!(together.overlap(9, 9).abs() < 1e-9);
    }

    #[test]
    fn claims_are_counted_by_month_or_by_year() {
        let all = [1, 2, 3].map(|second| annotation(second, "a", &[], Some(("", ""))));
        let plain = annotation(9, "a", &[], None);
        for (dates, expected) in [
            (
                ["2020-01-31", "2020-03", "?"],
                "2020-01=1: claims1; 2020-02=0: claims0; 2020-03=1: claims1; no date=1: claims1",
            ),
            (
                ["2019", "2020-02-01T10:00", "2020-02"],
                "2019=1: claims1; 2019-01=0: claims0;",
            ),
            (
                ["1999-12-31", "2020", "2020-02"],
                "1999=1: claims1; 2000=0: claims0;",
            ),
            (
                ["0001", "9999", ""],
                "0001=1: claims1; 9999=1: claims1; no date=1: claims1",
            ),
            (["", "", ""], "no date=3: claims3"),
        ] {
            let about = all.iter().zip(dates).map(|(annotation, date)| About {
                date: Some(date),
                ..About::new(annotation)
            });
            let matrix = counted(
                Count::Time,
                about.chain([About::new(&plain)]),
                &Codebook::default(),
            );
            assert!(shown(&matrix).starts_with(expected), "{}", shown(&matrix));
        }
    }

    #[test]
    fn claimants_are_counted_by_verdict() {
        let all = [
            annotation(1, "a", &[], Some(("", "refuted"))),
            annotation(2, "a", &[], Some(("Ada Prose", "odd"))),
            annotation(3, "a", &[], Some(("ada prose", "refuted"))),
            annotation(4, "a", &[], Some(("Zoë", ""))),
            annotation(5, "a", &[], Some((" Zoe ", "supported"))),
            annotation(6, "a", &[], Some(("Ben", "supported"))),
            annotation(7, "a", &[], None),
        ];
        let matrix = counted(
            Count::Claimants,
            all.iter().map(About::new),
            &Codebook::default(),
        );
        let expected = "Ada Prose=2: supported0 refuted1 odd1 no verdict0; \
                        Zoë=2: supported1 refuted0 odd0 no verdict1; \
                        Ben=1: supported1 refuted0 odd0 no verdict0; \
                        no claimant=1: supported0 refuted1 odd0 no verdict0";
        assert_eq!(shown(&matrix), expected);
    }
}
