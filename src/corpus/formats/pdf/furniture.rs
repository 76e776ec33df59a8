//! Running heads and feet and page numbers: what recurs at the edge of several pages, numbers aside, and what counts
//! the pages.
//!
//! Only the outermost rows of a page are looked at. What stands in them on one page only is text.

use std::collections::{HashMap, HashSet};

use super::words::Word;

/// How many rows at the top and at the bottom of a page are looked at.
const OUTER: usize = 4;
/// How far a running head may move from page to page, in points.
const MOVES: f64 = 9.0;

/// A page's words and its height in points.
pub(super) struct PageWords {
    /// The words, from top to bottom.
    pub(super) words: Vec<Word>,
    /// How high the page is, in points.
    pub(super) height: f64,
}

/// A stretch of an outer row.
struct Piece {
    page: usize,
    /// The words, as indices into the page's.
    words: Vec<usize>,
    y: f64,
    size: f64,
    is_top: bool,
    /// How many rows stand between it and the edge of the text.
    depth: usize,
    text: String,
    /// The text without what changes from page to page.
    key: String,
    /// Whether it begins with a raised label.
    is_note: bool,
    /// The number that it begins or ends with, and whether it is nothing else.
    number: Option<(i64, bool)>,
}

impl Piece {
    /// Whether it stands where running heads do and reads like one.
    fn is_head(&self) -> bool {
        self.is_top && self.depth == 0 && self.text.len() < 100 && !self.text.ends_with('.')
    }
}

/// Takes the furniture off `pages`, and gives what was taken off the first one, line by line.
pub(super) fn strip(pages: &mut [PageWords]) -> Vec<String> {
    let mut taken = strip_artifacts(pages);
    let pieces: Vec<Piece> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| outer(at, page))
        .collect();
    let recurring = recurring(&pieces, pages.len());
    let offsets = numbering(&pieces, pages.len());
    let is_long = pages.len() >= 3;
    let mut heads: HashMap<(bool, i64), HashSet<usize>> = HashMap::new();
    let mut is_taken: Vec<bool> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let counts = piece.number.is_some_and(|(number, is_alone)| {
            let fits = offsets.contains(&(number - i64::try_from(piece.page).unwrap_or(0)));
            fits && (is_alone || (is_long && piece.is_head()))
        });
        let is_gone = counts || recurring.contains(&at);
        if is_gone {
            let place = (piece.is_top, super::whole(piece.y));
            heads.entry(place).or_default().insert(piece.page);
        }
        is_taken.push(is_gone);
    }
    // The rest of a row that is a running head on several pages is one as well: the name of a chapter.
    for (piece, is_taken) in pieces.iter().zip(&mut is_taken) {
        let near = (-1..=1).filter_map(|by| heads.get(&(piece.is_top, super::whole(piece.y) + by)));
        let pages: usize = near.map(HashSet::len).max().unwrap_or(0);
        *is_taken |= pages >= 3
            && piece.page > 0
            && piece.depth == 0
            && piece.text.len() < 100
            && pieces_size(&pieces, piece);
    }
    let mut gone: Vec<HashSet<usize>> = pages.iter().map(|_| HashSet::new()).collect();
    for (piece, _) in pieces
        .iter()
        .zip(is_taken)
        .filter(|(_, is_taken)| *is_taken)
    {
        if piece.page == 0 {
            taken.push(piece.text.clone());
        }
        if let Some(gone) = gone.get_mut(piece.page) {
            gone.extend(&piece.words);
        }
    }
    for (page, gone) in pages.iter_mut().zip(gone) {
        let mut at = 0;
        page.words.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    taken
}

/// Whether `piece` is not set larger than what surrounds it usually is.
fn pieces_size(pieces: &[Piece], piece: &Piece) -> bool {
    let mut others = pieces
        .iter()
        .filter(|other| other.page != piece.page)
        .take(200);
    others.any(|other| (other.y - piece.y).abs() < 2.0 && (other.size - piece.size).abs() < 0.6)
}

/// Takes off what the file says is no part of the article, unless that is much of it.
fn strip_artifacts(pages: &mut [PageWords]) -> Vec<String> {
    let words = || pages.iter().flat_map(|page| &page.words);
    let (all, artifacts) = (
        words().count(),
        words().filter(|word| word.is_artifact).count(),
    );
    if artifacts * 5 > all {
        return Vec::new();
    }
    let first = pages
        .first()
        .map(|page| page.words.as_slice())
        .unwrap_or_default();
    let taken: Vec<&str> = first
        .iter()
        .filter(|word| word.is_artifact)
        .map(|word| word.text.as_str())
        .collect();
    let taken = if taken.is_empty() {
        Vec::new()
    } else {
        vec![taken.join(" ")]
    };
    for page in pages {
        page.words.retain(|word| !word.is_artifact);
    }
    taken
}

/// The pieces of the outer rows of a page.
fn outer(page_at: usize, page: &PageWords) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..page.words.len()).collect();
    let word = |at: usize| page.words.get(at);
    let place = |at: usize| word(at).map_or(0.0, |word| word.y);
    order.sort_by(|a, b| place(*b).total_cmp(&place(*a)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let row = rows.last_mut().filter(|row| {
            let first = row.first().copied().unwrap_or(at);
            place(first) - place(at) < 2.5
        });
        if let Some(row) = row {
            row.push(at);
        } else {
            rows.push(vec![at]);
        }
    }
    let count = rows.len();
    let mut pieces = Vec::new();
    for (row_at, mut row) in rows.into_iter().enumerate() {
        let (depth, is_top) = if row_at < OUTER && row_at * 2 < count.max(2) {
            (row_at, true)
        } else if count - row_at <= OUTER {
            (count - row_at - 1, false)
        } else {
            continue;
        };
        row.sort_by(|a, b| {
            let x = |at: usize| word(at).map_or(0.0, |word| word.x);
            x(*a).total_cmp(&x(*b))
        });
        let y = place(row.first().copied().unwrap_or(0));
        let is_edge = if is_top {
            y > page.height * 0.8
        } else {
            y < page.height * 0.2
        };
        if is_edge {
            let groups = row.chunk_by(|a, b| {
                let (Some(a), Some(b)) = (word(*a), word(*b)) else {
                    return true;
                };
                b.x - a.end < 2.0 * a.size
            });
            pieces.extend(groups.map(|group| piece(page_at, page, group, (is_top, depth))));
        }
    }
    pieces
}

fn piece(
    page_at: usize,
    page: &PageWords,
    group: &[usize],
    (is_top, depth): (bool, usize),
) -> Piece {
    let words: Vec<&Word> = group.iter().filter_map(|at| page.words.get(*at)).collect();
    let text = words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut key = String::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        if !c.is_numeric() {
            key.extend(c.to_lowercase());
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    Piece {
        page: page_at,
        words: group.to_vec(),
        y: words.first().map_or(0.0, |word| word.y),
        size: words.first().map_or(0.0, |word| word.size),
        is_top,
        depth,
        is_note: words.first().is_some_and(|word| word.is_raised),
        number: number(&text),
        text,
        key,
    }
}

/// The page number in `text`, and whether it says nothing else.
fn number(text: &str) -> Option<(i64, bool)> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (first, last) = (words.next()?, words.next_back());
    let parse = |word: &str| word.parse::<i64>().ok().filter(|_| word.len() <= 4);
    let is_word = |word: &str| {
        let word = word.to_lowercase();
        ["page", "p", "pg", "seite", "página", "pagina", "strona"].contains(&word.as_str())
    };
    match (parse(first), last) {
        (Some(number), None) => Some((number, true)),
        (None, None) => roman(first).map(|number| (number, true)),
        // `3 of 12`, `3/12`, `Page 3 of 12`
        (Some(number), Some(total)) if parse(total).is_some() && bare.len() < 12 => {
            Some((number, true))
        }
        (None, Some(_)) if is_word(first) => {
            let mut numbers = bare
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|word| word.parse().ok());
            numbers.next().map(|number| (number, bare.len() < 20))
        }
        (Some(number), Some(_)) => Some((number, false)),
        (None, Some(last)) => parse(last).map(|number| (number, false)),
    }
}

/// The value of a small roman number.
fn roman(word: &str) -> Option<i64> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let values: Option<Vec<i64>> = word.chars().map(value).collect();
    let values = values.filter(|values| (1..=7).contains(&values.len()))?;
    let after = values.iter().skip(1).chain([&0]);
    Some(
        values
            .iter()
            .zip(after)
            .map(|(one, next)| if one < next { -one } else { *one })
            .sum(),
    )
}

/// How much more than their place the page numbers say, where several agree. A page of a journal may have two: its own
/// and the journal's.
fn numbering(pieces: &[Piece], pages: usize) -> HashSet<i64> {
    let mut offsets: HashMap<i64, HashSet<usize>> = HashMap::new();
    for piece in pieces {
        if let Some((number, _)) = piece.number {
            let offset = number - i64::try_from(piece.page).unwrap_or(0);
            offsets.entry(offset).or_default().insert(piece.page);
        }
    }
    let best = offsets
        .iter()
        .max_by_key(|(offset, on)| (on.len(), -offset.abs(), **offset));
    let Some((offset, on)) = best.map(|(offset, on)| (*offset, on.len())) else {
        return HashSet::new();
    };
    let alone = pages == 1
        && pieces.iter().any(|piece| {
            !piece.is_top
                && piece.depth == 0
                && piece
                    .number
                    .is_some_and(|(number, is_alone)| is_alone && number == offset)
        });
    let is_best = alone || (on >= 2 && on * 3 >= pages);
    let others = offsets
        .iter()
        .filter(|(_, on)| on.len() >= 3 && on.len() * 2 >= pages);
    let others = others.map(|(offset, _)| *offset);
    others.chain(is_best.then_some(offset)).collect()
}

/// The pieces that say the same at the same place on several pages.
fn recurring(pieces: &[Piece], pages: usize) -> HashSet<usize> {
    let mut groups: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        if piece.key.chars().any(char::is_alphabetic) && !piece.is_note {
            groups
                .entry((piece.is_top, &piece.key))
                .or_default()
                .push(at);
        }
    }
    let mut found = HashSet::new();
    let least = if pages <= 4 { 2 } else { 3 };
    for ((_, key), group) in groups {
        let of = |at: &usize| pieces.get(*at);
        let mut places: Vec<f64> = group.iter().filter_map(of).map(|piece| piece.y).collect();
        places.sort_by(f64::total_cmp);
        let usual = places.get(places.len() / 2).copied().unwrap_or(0.0);
        let same = || {
            let pieces = group.iter().filter_map(|at| Some((*at, pieces.get(*at)?)));
            pieces.filter(|(_, piece)| (piece.y - usual).abs() < MOVES)
        };
        let is_outermost = || same().all(|(_, piece)| piece.depth <= 1);
        let on: HashSet<usize> = same().map(|(_, piece)| piece.page).collect();
        let is_few = on.len() < 3;
        let is_enough = on.len() >= least && (!is_few || (key.len() >= 4 && is_outermost()));
        let ends = group
            .iter()
            .filter_map(of)
            .any(|piece| piece.text.ends_with('.'));
        // A running head is on every page of its chapter or on every other one. What recurs here and there is text, as
        // `Ibid.` is; so is a sentence that few pages share.
        let (head, tail) = (on.iter().min().copied(), on.iter().max().copied());
        let reach = tail.unwrap_or(0) - head.unwrap_or(0) + 1;
        let is_steady = reach * 2 <= on.len() * 5 + 2;
        let is_enough = is_enough && is_steady && (!ends || on.len() * 3 >= pages);
        if is_enough {
            found.extend(same().map(|(at, _)| at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: &[(&str, f64)]) -> PageWords {
        let words = rows.iter().flat_map(|(text, y)| Word::line(text, 50.0, *y));
        PageWords {
            words: words.collect(),
            height: 800.0,
        }
    }

    #[test]
    fn heads_and_numbers_go_and_text_stays() {
        let mut pages: Vec<PageWords> = (0..5)
            .map(|at| {
                let head = if at % 2 == 0 {
                    "The Invented Review"
                } else {
                    "A. Writer and others"
                };
                let body = [
                    "one first",
                    "two second",
                    "three third",
                    "four fourth",
                    "five fifth",
                ];
                page(&[
                    (head, 770.0),
                    (body[at], 740.0),
                    ("the same words each time", 400.0),
                    (&format!("{}", at + 101), 30.0),
                ])
            })
            .collect();
        // The other running head stands on two pages only, in a row that is one on the others.
        let taken = strip(&mut pages);
        assert_eq!(taken, ["The Invented Review", "101"]);
        for page in &pages {
            let said: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(said.len(), 7, "{said:?}");
        }
    }

    #[test]
    fn the_numbers_of_a_journal_go_beside_those_of_the_file() {
        let mut pages: Vec<PageWords> = (0..3)
            .map(|at| {
                let mut page = page(&[
                    (["Review", "A. Writer", "Review"][at], 770.0),
                    (["one first", "two second", "three third"][at], 400.0),
                    (&format!("Page {} of 3", at + 1), 30.0),
                ]);
                page.words
                    .extend(Word::line(&(at + 101).to_string(), 500.0, 770.0));
                page
            })
            .collect();
        strip(&mut pages);
        let said = pages.iter().flat_map(|page| &page.words);
        let said: Vec<&str> = said.map(|word| word.text.as_str()).collect();
        assert_eq!(said, ["one", "first", "two", "second", "three", "third"]);
    }

    #[test]
    fn page_numbers_are_told_in_every_form() {
        for (text, expected) in [
            ("12", Some((12, true))),
            ("– 12 –", Some((12, true))),
            ("Page 3 of 12", Some((3, true))),
            ("3/12", Some((3, true))),
            ("xiv", Some((14, true))),
            ("The Review 12", Some((12, false))),
            ("Some words", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
