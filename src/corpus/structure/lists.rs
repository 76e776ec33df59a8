//! Which lines begin an item of a list, told from the lines around them: a bullet is one wherever it stands, but a `b)`
//! needs an `a)` before it or a `c)` after it, and a `62.` is most often the end of a sentence that was wrapped.

use std::collections::{HashMap, HashSet};

use super::marks::{self, Frame, Mark, Style};

/// How many lines further on the next letter, Roman numeral or number in brackets stands at most.
const REACH: usize = 200;
/// How many lines further on the next dash stands at most.
const NEAR: usize = 12;

/// The lines of a text that begin an item of a list.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The first byte of each line, white space left out, and what it begins with; in order.
    items: Vec<(usize, Mark)>,
}

/// A line that may begin an item.
struct Candidate {
    start: usize,
    line: usize,
    /// What it begins with, and whether that is known for certain.
    readings: [Option<(Mark, bool)>; 2],
}

impl Lists {
    /// Looks through `text` once.
    pub(super) fn of(text: &str) -> Self {
        let mut candidates = Vec::new();
        let (mut start, mut spoken) = (0, Vec::new());
        for (number, line) in text.split('\n').enumerate() {
            let shown = line.trim();
            let at = start + (line.len() - line.trim_start().len());
            start += line.len() + 1;
            let readings = marks::items(shown);
            if readings.iter().all(Option::is_none) {
                continue;
            }
            spoken.extend(spoken_after(shown).filter(|dash| !spoken.contains(dash)));
            candidates.push(Candidate {
                start: at,
                line: number,
                readings: readings.map(|mark| mark.map(|mark| (mark, mark.is_sure()))),
            });
        }
        confirm(candidates.iter_mut(), false);
        confirm(candidates.iter_mut().rev(), true);
        let sure: HashSet<(Style, u32)> = candidates
            .iter()
            .flat_map(|candidate| candidate.readings.iter().flatten())
            .filter_map(|(mark, is_sure)| is_sure.then_some((mark.style, mark.value)))
            .collect();
        let found = candidates.iter().filter_map(|candidate| {
            let mut marks = candidate.readings.iter().flatten();
            let (mark, _) =
                marks.find(|(mark, is_sure)| *is_sure && is_no_initial(*mark, &sure))?;
            let is_spoken = spoken.iter().any(|dash| mark.style == Style::Bullet(*dash));
            Some((candidate.start, *mark)).filter(|_| !is_spoken)
        });
        Self {
            items: found.collect(),
        }
    }

    /// What the line that begins at the byte `start`, white space left out, begins with, where it is an item.
    pub(super) fn item(&self, start: usize) -> Option<Mark> {
        let at = self
            .items
            .binary_search_by_key(&start, |(at, _)| *at)
            .ok()?;
        self.items.get(at).map(|(_, mark)| *mark)
    }
}

/// Whether `mark` is more than the initial of a name: a capital letter with a full stop counts only where three in a row
/// are among the `sure` ones.
fn is_no_initial(mark: Mark, sure: &HashSet<(Style, u32)>) -> bool {
    let Style::Letter(Frame::Dot, true) = mark.style else {
        return true;
    };
    let has = |value: Option<u32>| value.is_some_and(|value| sure.contains(&(mark.style, value)));
    let (before, after) = (mark.value.checked_sub(1), mark.value.checked_add(1));
    (has(before) && has(after))
        || (has(before) && has(mark.value.checked_sub(2)))
        || (has(after) && has(mark.value.checked_add(2)))
}

/// The dash that `line` begins with where somebody speaks after it, as novels and interviews in many languages set it.
fn spoken_after(line: &str) -> Option<char> {
    let dash = line.chars().next().filter(|c| "–-".contains(*c))?;
    let mut inserted = line.match_indices(dash).skip(1);
    let is_spoken = inserted.any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let ends = [", ", "! ", "? ", "… ", ". "];
        let goes_on = line
            .get(at + dash.len_utf8()..)
            .is_some_and(|rest| rest.starts_with(' '));
        goes_on && ends.iter().any(|end| before.ends_with(end))
    });
    is_spoken.then_some(dash)
}

/// Makes sure of what has its predecessor before it or, backwards, its successor after it.
fn confirm<'c>(candidates: impl Iterator<Item = &'c mut Candidate>, is_backwards: bool) {
    let mut seen: HashMap<(Style, u32), usize> = HashMap::new();
    for candidate in candidates {
        for (mark, is_sure) in candidate.readings.iter_mut().flatten() {
            let neighbour = match mark.style {
                Style::Bullet(_) => Some(0),
                _ if is_backwards => mark.value.checked_add(1),
                _ => mark.value.checked_sub(1),
            };
            let reach = match mark.style {
                Style::Bullet(_) => NEAR,
                Style::Number(Frame::Dot | Frame::Close) => usize::MAX,
                _ => REACH,
            };
            let known = neighbour.and_then(|value| seen.get(&(mark.style, value)));
            *is_sure |= known.is_some_and(|line| line.abs_diff(candidate.line) <= reach);
            seen.insert((mark.style, mark.value), candidate.line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_alone_is_no_item() {
        for (text, expect) in [
            ("a) one\nb) two", "a) b)"),
            ("a) one", ""),
            ("1. one", "1."),
            ("He was\n62. She was not.", ""),
            ("3. three\n\ntext\n\n4. four", "3. 4."),
            ("A. Smith said so.\n\nB. Smith did not.\n", ""),
            ("A. one\nB. two\nC. three", "A. B. C."),
            ("A. Smith said so.\n\nT. Smith did not.\n", ""),
            ("(i) one\n(ii) two\n(iii) three", "(i) (ii) (iii)"),
            ("h. one\ni. two\nj. three", "h. i. j."),
            ("– one\n– two", "– –"),
            ("– No, – she said.\n– Yes.", ""),
            ("- Tak, - powiedziała.\n- Nie.", ""),
            ("o one\no two", "o o"),
            ("o homem", ""),
            ("•one\n•\ntwo", "• •"),
        ] {
            let lists = Lists::of(text);
            let marks = lists.items.iter().map(|(start, mark)| {
                text.get(*start..start + mark.len)
                    .unwrap_or_default()
                    .trim()
            });
            assert_eq!(marks.collect::<Vec<_>>().join(" "), expect, "{text}");
        }
    }
}
