//! The numbers and bullets of a Word document's lists, which the file does not hold but tells how to count.
//!
//! ECMA-376, part 1, section 17.9.

use std::collections::{HashMap, HashSet};

use super::styles::{Numbering, Styles};
use super::xml::{self, Node};
use crate::corpus::Fault;

/// How many levels a list has.
const LEVELS: usize = 9;
/// The longest number that stands before an item, in characters.
const LONGEST: usize = 40;

/// How one level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// What stands before the item: `%1` is the number of the first level.
    text: String,
    is_legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".into(),
            text: String::new(),
            is_legal: false,
        }
    }
}

type Levels = HashMap<usize, Level>;

/// What a list changes in the definition that it follows.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<usize, u32>,
    levels: Levels,
}

/// The lists of a document, and how far each was counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    definitions: HashMap<String, Levels>,
    /// The styles that definitions leave everything to.
    linked: HashMap<String, String>,
    by_id: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// The levels of lists that were begun, each with its own start.
    begun: HashSet<(String, usize)>,
}

/// What stands before an item of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The bullet or number; empty where there is none.
    pub(super) text: String,
    /// How deep the item lies; 0 is the outermost list.
    pub(super) depth: u8,
}

impl Lists {
    /// Reads `word/numbering.xml`.
    ///
    /// # Errors
    /// Where it is no sound XML.
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut lists = Self::default();
        let mut definition: Option<(String, Levels)> = None;
        let mut list: Option<(String, List)> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut overridden = 0;
        for node in xml::nodes(text) {
            let element = match node? {
                Node::Start(element) => element,
                Node::End(name) => {
                    match (name.as_str(), &mut definition, &mut list) {
                        ("lvl", Some((_, levels)), _) => levels.extend(level.take()),
                        ("lvl", _, Some((_, list))) => list.levels.extend(level.take()),
                        ("abstractNum", ..) => lists.definitions.extend(definition.take()),
                        ("num", ..) => lists.by_id.extend(list.take()),
                        _ => {}
                    }
                    continue;
                }
                Node::Text(_) => continue,
            };
            let value = || element.value().unwrap_or_default();
            let id = |name| element.attribute(name).unwrap_or_default();
            let place = || id("ilvl").parse().unwrap_or(0_usize).min(LEVELS - 1);
            match element.name() {
                "abstractNum" => definition = Some((id("abstractNumId"), Levels::new())),
                "num" => list = Some((id("numId"), List::default())),
                "numStyleLink" => {
                    if let Some((id, _)) = &definition {
                        lists.linked.insert(id.clone(), value());
                    }
                }
                "abstractNumId" => {
                    if let Some((_, list)) = &mut list {
                        list.definition = value();
                    }
                }
                "lvlOverride" => overridden = place(),
                "startOverride" => {
                    if let (Some((_, list)), Ok(start)) = (&mut list, value().parse()) {
                        list.starts.insert(overridden, start);
                    }
                }
                "lvl" => level = Some((place(), Level::default())),
                name => {
                    if let Some((_, level)) = &mut level {
                        match name {
                            "start" => level.start = value().parse().unwrap_or(1),
                            "numFmt" => level.format = value(),
                            "lvlText" => level.text = value(),
                            "isLgl" => level.is_legal = element.is_on(),
                            _ => {}
                        }
                    }
                }
            }
        }
        Ok(lists)
    }

    /// What stands before the next item that is numbered by `numbering`; `None` where that is no list.
    pub(super) fn next(&mut self, numbering: &Numbering, styles: &Styles) -> Option<Marker> {
        let id = numbering.list.as_deref().filter(|id| *id != "0")?;
        let at = usize::from(numbering.level.unwrap_or(0)).min(LEVELS - 1);
        let depth = u8::try_from(at).unwrap_or(0);
        let list = self.by_id.get(id)?;
        let linked = self.linked.get(&list.definition);
        let linked = linked.and_then(|style| styles.numbering(style).list);
        let linked = linked.and_then(|id| self.by_id.get(&id));
        let definition = &linked.unwrap_or(list).definition;
        let defined = self.definitions.get(definition);
        let level = |at: usize| {
            let own = list.levels.get(&at);
            own.or_else(|| defined.and_then(|levels| levels.get(&at)))
        };
        let Some(own) = level(at) else {
            let text = "•".into();
            return Some(Marker { text, depth });
        };
        let start = |at: usize| {
            let start = list.starts.get(&at).copied();
            start.unwrap_or_else(|| level(at).map_or(1, |level| level.start))
        };
        let counts = self.counts.entry(definition.clone()).or_default();
        let begins = list.starts.contains_key(&at) && self.begun.insert((id.to_owned(), at));
        for (place, count) in counts.iter_mut().enumerate() {
            if place == at {
                let next = count
                    .filter(|_| !begins)
                    .map(|count| count.saturating_add(1));
                *count = Some(next.unwrap_or_else(|| start(place)));
            } else if place > at {
                *count = None;
            }
        }
        let number = |place: usize| {
            let count = counts.get(place).copied().flatten();
            let count = count.unwrap_or_else(|| start(place));
            let format = level(place).map_or("decimal", |level| level.format.as_str());
            written(count, if own.is_legal { "decimal" } else { format })
        };
        let text = match own.format.as_str() {
            "bullet" => "•".into(),
            "none" if own.text.is_empty() => String::new(),
            _ => filled(&own.text, number),
        };
        Some(Marker { text, depth })
    }
}

/// `text` with `%1` to `%9` as the numbers of the levels 0 to 8.
fn filled(text: &str, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let place = letters.peek().and_then(|c| c.to_digit(10));
        match place.filter(|place| letter == '%' && *place > 0) {
            Some(place) => {
                letters.next();
                out.push_str(&number(place as usize - 1));
            }
            None => out.push(letter),
        }
    }
    out.trim().chars().take(LONGEST).collect()
}

/// `number` in a format of section 17.18.59; those that are not known count in digits.
pub(super) fn written(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// A to Z, then AA to ZZ, and so on with one letter repeated.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else {
        return "0".into();
    };
    let letter = u8::try_from(index % 26).map_or('A', |index| char::from(b'A' + index));
    let times = (index / 26 + 1).min(8);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            rest -= value;
            out.push_str(digit);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    #[test]
    fn lists_count_as_word_does() {
        let mut lists = Lists::read(LISTS).unwrap();
        let styles = Styles::default();
        for (list, level, expected) in [
            ("1", 0, Some("1.")),
            ("1", 1, Some("1.a)")),
            ("1", 1, Some("1.b)")),
            ("2", 0, Some("•")),
            ("1", 0, Some("2.")),
            ("1", 1, Some("2.a)")),
            ("3", 0, Some("5.")),
            ("3", 0, Some("6.")),
            ("1", 0, Some("7.")),
            ("0", 0, None),
            ("9", 0, None),
        ] {
            let numbering = Numbering {
                list: Some(list.into()),
                level: Some(level),
            };
            let marker = lists.next(&numbering, &styles);
            assert_eq!(marker.map(|marker| marker.text).as_deref(), expected);
        }
    }

    #[test]
    fn numbers_are_written_in_every_format() {
        for (number, format, expected) in [
            (4, "upperRoman", "IV"),
            (1999, "lowerRoman", "mcmxcix"),
            (28, "lowerLetter", "bb"),
            (7, "decimalZero", "07"),
            (0, "upperLetter", "0"),
            (u32::MAX, "upperRoman", "4294967295"),
            (3, "chineseCounting", "3"),
        ] {
            assert_eq!(written(number, format), expected);
        }
    }
}
