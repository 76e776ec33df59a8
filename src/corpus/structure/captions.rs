//! Captions: what stands under a picture, a chart or a table, told by the label it begins with, the credit it ends with,
//! the stand-in for the picture above it, or by being said twice.

use super::{blocks, looks, names};
use crate::model::{Block, BlockKind, Structure};

/// The longest caption, in bytes.
const LONGEST: usize = 700;
/// The longest caption that is told by being said twice alone, in bytes.
const TWICE: usize = 240;
/// How many blocks after a caption it may be said again.
const AGAIN: usize = 3;
/// How many lines under the stand-in for a picture are its caption at most.
const LINES: usize = 3;

/// What a caption numbers.
pub(super) struct Numbered {
    /// Whether it is a table.
    pub is_table: bool,
}

/// The words for what is numbered, in lower case, and whether they mean a table.
const LABELS: [(&str, bool); 37] = [
    ("figure", false),
    ("fig.", false),
    ("fig", false),
    ("chart", false),
    ("graph", false),
    ("map", false),
    ("plate", false),
    ("exhibit", false),
    ("image", false),
    ("photo", false),
    ("picture", false),
    ("illustration", false),
    ("diagram", false),
    ("infographic", false),
    ("box", false),
    ("table", true),
    ("abbildung", false),
    ("abb.", false),
    ("bild", false),
    ("grafik", false),
    ("tabelle", true),
    ("tab.", true),
    ("figura", false),
    ("gráfico", false),
    ("tabla", true),
    ("cuadro", true),
    ("graphique", false),
    ("carte", false),
    ("tableau", true),
    ("tabela", true),
    ("tabella", true),
    ("рис.", false),
    ("рисунок", false),
    ("таблица", true),
    ("табл.", true),
    ("rys.", false),
    ("图", false),
];

/// What `line` numbers where it is a caption such as `Figure 1: Trade by year` or `Table 3. Prices`.
pub(super) fn numbered(line: &str) -> Option<Numbered> {
    let head = looks::lower(line.get(..line.floor_char_boundary(40)).unwrap_or(line));
    let (label, is_table) = LABELS.iter().find(|(label, _)| {
        let rest = head.strip_prefix(label);
        rest.is_some_and(|rest| {
            rest.trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || "ivx".contains(c))
        })
    })?;
    let rest = head.strip_prefix(label)?.trim_start();
    let digits = rest
        .find(|c: char| !c.is_ascii_digit() && !".-–".contains(c))
        .unwrap_or(rest.len());
    let (number, after) = if digits > 0 {
        rest.split_at(digits)
    } else {
        rest.split_at(
            rest.find(|c: char| !"ivx".contains(c))
                .unwrap_or(rest.len()),
        )
    };
    let after = after
        .strip_prefix(|c: char| ('a'..='h').contains(&c))
        .unwrap_or(after);
    let is_closed =
        number.ends_with(['.', '-', '–']) || after.starts_with([':', '.', ')', '|', ']']);
    let dashed = ["—", "–", "-"]
        .iter()
        .any(|dash| after.trim_start().starts_with(dash));
    let is_alone = after.trim().is_empty();
    let is_found = if is_closed || dashed || is_alone {
        line.len() <= LONGEST
    } else {
        // `Figure 2 Trade by year` is a caption, `Figure 2 shows the trade` is not.
        let words = line.split_whitespace().nth(2).unwrap_or_default();
        after.starts_with(char::is_whitespace)
            && line.len() <= 160
            && !line.ends_with('.')
            && words.starts_with(|c: char| c.is_uppercase() || c == '“')
    };
    is_found.then_some(Numbered {
        is_table: *is_table,
    })
}

/// How captions and credits begin, in lower case.
const BEGINNINGS: [&str; 50] = [
    "photo:",
    "photos:",
    "photo by ",
    "photos by ",
    "photo credit",
    "photo courtesy",
    "photo via ",
    "photograph:",
    "photograph by ",
    "photographs by ",
    "photographs:",
    "photography by ",
    "photography:",
    "photo illustration",
    "image:",
    "images:",
    "image by ",
    "image credit",
    "image source",
    "image courtesy",
    "image via ",
    "image caption",
    "image copyright ",
    "media caption",
    "picture:",
    "picture by ",
    "picture credit",
    "pictured:",
    "pictured above",
    "pictured here",
    "credit:",
    "credits:",
    "caption:",
    "illustration:",
    "illustration by ",
    "graphic:",
    "graphic by ",
    "cartoon:",
    "file photo",
    "file -",
    "file –",
    "file —",
    "foto:",
    "фото:",
    "bild:",
    "bildnachweis",
    "crédit photo",
    "screenshot:",
    "courtesy of ",
    "courtesy photo",
];

/// Those who give pictures, as credits name them at the end of a caption.
#[rustfmt::skip]
const GIVERS: [&str; 24] = [
    "getty images", "pa media", "pa wire", "getty", "afp", "ap", "ap photo", "reuters", "epa", "epa-efe", "epa/efe",
    "tass", "itar-tass", "sputnik", "ria novosti", "shutterstock", "flickr", "wikimedia commons", "wikimedia",
    "istock", "unsplash", "pexels", "alamy", "dpa",
];

/// Whether `line` says by itself that it is a caption.
pub(super) fn is_caption(line: &str) -> bool {
    line.len() <= LONGEST && (is_credit(line) || numbered(line).is_some() || is_credited(line))
}

/// Whether `line` begins as credits do, and goes on like one.
fn is_credit(line: &str) -> bool {
    let lower = looks::lower(line.get(..line.floor_char_boundary(60)).unwrap_or(line));
    let inner = lower.trim_start_matches(['(', '[', '*', '_']);
    if !looks::begins_with(inner, &BEGINNINGS) {
        return false;
    }
    // A sentence may begin with `Photo by photo` too: a credit names somebody, and soon ends.
    let named = line
        .split_once(" by ")
        .or_else(|| line.split_once(" via "))
        .is_none_or(|(_, name)| {
            name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 12
        });
    // `Photos: he has thousands of them, most of his wife` is a sentence.
    let is_sentence = line.split_once(':').is_some_and(|(_, rest)| {
        let rest = rest.trim_start();
        rest.starts_with(char::is_lowercase) && rest.split_whitespace().count() >= 4
    });
    !is_sentence && (inner.contains(':') || (named && line.len() <= 240))
}

/// How many bytes at the end of a line are looked at for who gave the picture.
const END: usize = 110;

/// How a credit in brackets at the end of a caption begins, in lower case.
const IN_BRACKETS: [&str; 10] = [
    "photo",
    "image",
    "credit",
    "picture",
    "file photo",
    "via ",
    "illustration",
    "©",
    "courtesy",
    "cc by",
];

/// What stands between a caption and who gave the picture, in lower case.
const BEFORE_GIVER: [&str; 8] = [
    "photo: ",
    "photo by ",
    "photograph: ",
    "photo credit: ",
    "image: ",
    "credit: ",
    "image credit: ",
    "photo courtesy of ",
];

/// How captions end that name nobody after a slash or in brackets, in lower case.
const ENDINGS: [&str; 6] = [
    "via getty images",
    "via wikimedia commons",
    "via flickr",
    "(file photo",
    ". photo",
    ". file photo",
];

/// Whether `line` ends with who gave the picture: `… (AP Photo/Jane Doe)`, `… REUTERS/John Roe`, `… Photo: Ann Poe`.
fn is_credited(line: &str) -> bool {
    let from = line.len().saturating_sub(END);
    let end = line
        .get(line.ceil_char_boundary(from)..)
        .unwrap_or(line)
        .trim_end_matches('.');
    let end = end.trim_end_matches(", opens new tab");
    let end = end.trim_end_matches(" Acquire Licensing Rights");
    let shown = end.trim_end_matches([')', ']', ' ']);
    let lower = looks::lower(shown);
    if is_glued(end) || is_given_by_name(end) {
        return true;
    }
    let is_licensed =
        line.len() <= 200 && lower.contains("licensed under") && !lower.starts_with("this ");
    is_given_after_slash(shown, &lower)
        || (end.ends_with([')', ']']) && is_given_in_brackets(&lower))
        || is_given_after_label(&lower)
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || is_licensed
}

/// How a credit begins that scrapers glue to the caption before it.
const GLUED: [&str; 8] = [
    "Credit:",
    "Credit...",
    "Credit…",
    "Image:",
    "Photo:",
    "Photograph by ",
    "Photographs by ",
    "Illustration by ",
];

/// Whether a credit is glued to what stands before it: `A mill in JuneCredit...Jane Doe`.
fn is_glued(end: &str) -> bool {
    // `below the deck.JANE DOE`, `The dockyard in 1917 CREDIT: Jane Doe`
    let is_loud = end.rsplit_once('.').is_some_and(|(before, giver)| {
        before.ends_with(char::is_lowercase)
            && giver.starts_with(char::is_uppercase)
            && (2..=5).contains(&giver.split_whitespace().count())
            && looks::is_loud(giver)
    });
    // `Boote im Hafen Foto: Jan Roth / Hafenblatt`
    // Most lines have no colon, and need not be looked through for every label that has one.
    let has_colon = end.contains(':');
    let may_have = |label: &&&str| has_colon || !label.contains(':');
    let is_foreign = [" Foto: ", " Bild: ", " Photo : ", " Фото: ", " Fot. "]
        .iter()
        .filter(may_have)
        .filter_map(|label| end.rsplit_once(label))
        .any(|(_, giver)| {
            giver.split_whitespace().count() <= 7 && giver.starts_with(char::is_uppercase)
        });
    if is_loud || is_foreign || (has_colon && end.contains(" CREDIT: ")) {
        return true;
    }
    GLUED.iter().filter(may_have).any(|label| {
        end.split_once(label).is_some_and(|(before, giver)| {
            before.ends_with(|c: char| c.is_lowercase() || ".)”’".contains(c))
                && giver.trim_start().starts_with(char::is_uppercase)
        })
    })
}

/// Whether `end` ends with who took a picture, and for whom: `(Jane Doe for The Quay)`, `[Jane Doe/The Quay]`, or with a
/// line before the name, `| Jane Doe/QUAY`.
fn is_given_by_name(end: &str) -> bool {
    let inner = match end.strip_suffix([')', ']']) {
        Some(inner) => inner.rsplit_once(['(', '[']).map(|(_, inner)| inner),
        None => end.rsplit_once(" | ").map(|(_, inner)| inner),
    };
    let Some(inner) = inner else { return false };
    let (is_filed, inner) = inner
        .strip_prefix("File: ")
        .map_or((false, inner), |inner| (true, inner));
    let (name, whom) = inner
        .split_once(" for ")
        .or_else(|| inner.split_once('/'))
        .unwrap_or((inner, ""));
    let (name, whom) = (name.trim(), whom.trim());
    // `a million miles.(The Quay: Jane Doe)`
    let is_named_last = inner.split_once(": ").is_some_and(|(house, name)| {
        house.starts_with(char::is_uppercase)
            && house.split_whitespace().count() <= 4
            && names::is_name(name)
            && [".(", ".[", "!(", "?("]
                .iter()
                .any(|glue| end.contains(&format!("{glue}{inner}")))
    });
    if is_named_last {
        return true;
    }
    let is_house = whom.starts_with(char::is_uppercase)
        && whom.split_whitespace().count() <= 5
        && whom
            .split_whitespace()
            .all(|word| word.len() <= 3 || word.starts_with(char::is_uppercase));
    is_house && (is_filed || names::is_name(name))
}

/// Whether `line` is the name of those who give pictures and nothing else.
pub(super) fn is_giver(line: &str) -> bool {
    line.len() <= 24 && gives(&looks::lower(line))
}

fn gives(name: &str) -> bool {
    GIVERS.contains(&name.trim())
}

/// Whether `end`, `lower` in lower case, ends as in `REUTERS/John Roe` or `John Roe/Reuters`.
fn is_given_after_slash(end: &str, lower: &str) -> bool {
    let Some((before, last)) = lower.rsplit_once('/') else {
        return false;
    };
    if last == "file photo" && before.contains('/') {
        return is_given_after_slash(end, before);
    }
    let is_name = last.len() <= 40 && !last.contains('.') && last.split_whitespace().count() <= 5;
    if !is_name || lower.contains("://") || lower.contains("www.") {
        return false;
    }
    let giver = before.rsplit(['(', '[', ' ', '/', '.']).next();
    // Before the slash an agency is written as on its pictures: `AP` is one, `ap` is part of some path.
    let is_agency = giver.is_some_and(|giver| gives(giver) && end.contains(&giver.to_uppercase()));
    gives(last) || before.ends_with("ap photo") || before.ends_with("afp photo") || is_agency
}

/// Whether `lower`, whose closing bracket is cut off, ends as in `(Photo by John Roe`.
fn is_given_in_brackets(lower: &str) -> bool {
    let inner = lower.rsplit(['(', '[']).next().unwrap_or_default();
    inner.len() < lower.len()
        && (IN_BRACKETS.iter().any(|known| inner.starts_with(known))
            || inner.contains("getty images")
            || inner.contains("wikimedia")
            || inner.contains("ap photo"))
}

/// Whether `lower` ends as in `The mill. Photo: John Roe` or `The mill © AFP`.
fn is_given_after_label(lower: &str) -> bool {
    // One of these is in every label.
    let has_label = ["photo", "image", "credit"]
        .iter()
        .any(|label| lower.contains(label));
    let mut labels = BEFORE_GIVER.iter().filter(|_| has_label);
    let by_label = labels.any(|label| {
        lower.rsplit_once(label).is_some_and(|(before, giver)| {
            let ends = ['.', '”', '"', '|', ')', '/', '-', '–', '—'];
            giver.split_whitespace().count() <= 6 && before.trim_end().ends_with(ends)
        })
    });
    let by_sign = lower.rsplit_once('©').is_some_and(|(_, giver)| {
        gives(giver) || giver.rsplit_once('/').is_some_and(|(_, last)| gives(last))
    });
    // `The mill at dusk. Shutterstock`, `The mill at dusk. Jane Doe, CC BY-SA`
    let by_last = lower.rsplit_once(". ").is_some_and(|(_, last)| {
        [
            "shutterstock",
            "alamy",
            "getty images",
            "unsplash",
            "istock",
            "flickr",
        ]
        .contains(&last)
            || last
                .rsplit_once(", ")
                .is_some_and(|(_, licence)| licence.starts_with("cc by") && licence.len() <= 12)
    });
    by_label || by_sign || by_last
}

/// Whether `line` stands in the place of a picture, so that what comes under it is its caption.
pub(super) fn is_picture(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    let names = [
        "image",
        "portrait image",
        "photo",
        "picture",
        "featured image",
        "enlarge image",
        "photograph",
        "main image",
        "bild",
        "image caption",
        "media caption",
    ];
    names.iter().any(|name| line.eq_ignore_ascii_case(name))
}

/// Marks the captions among the paragraphs.
pub(super) fn mark(text: &str, found: &mut Structure) {
    let blocks = &mut found.blocks;
    let line = |blocks: &[Block], at: usize| {
        let block = blocks.get(at)?;
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption);
        (is_text && block.span.len() <= LONGEST).then(|| block.span.of(text))
    };
    // How many more lines belong to the picture above.
    let mut under = 0;
    let (mut at, mut in_body) = (0, false);
    while at < blocks.len() {
        let running = |block: &Block| block.kind == BlockKind::Paragraph && block.span.len() >= 170;
        in_body |= blocks.get(at).is_some_and(running);
        let Some(shown) = line(blocks, at) else {
            at += 1;
            under = 0;
            continue;
        };
        let is_apart = blocks::is_apart(text, blocks, at);
        under = if is_apart { 0 } else { under };
        if is_picture(shown) {
            under = lines_under(text, blocks, at);
            at += 1;
            continue;
        }
        let above = at.checked_sub(1).and_then(|above| blocks.get(above));
        let is_below =
            above.is_some_and(|above| matches!(above.kind, BlockKind::Table | BlockKind::Caption));
        let is_source = is_below
            && (is_source(shown) || above.is_some_and(|above| above.span.of(text) == shown));
        let is_twice = line(blocks, at + 1)
            .is_some_and(|below| is_said_twice(shown, below, in_body))
            || above.is_some_and(|above| {
                above.kind == BlockKind::Caption && is_said_twice(above.span.of(text), shown, true)
            });
        if under > 0 || is_source || is_twice || is_caption(shown) {
            // What a number that stands alone means is on the line below it.
            let is_alone = shown.len() <= 14 && numbered(shown).is_some();
            under = if is_alone {
                1
            } else {
                usize::saturating_sub(under, 1)
            };
            let again: Vec<usize> = (at + 1..=at + AGAIN)
                .filter(|at| line(blocks, *at) == Some(shown))
                .collect();
            for at in again.into_iter().chain([at]) {
                if let Some(block) = blocks.get_mut(at) {
                    block.kind = BlockKind::Caption;
                }
            }
        }
        at += 1;
    }
}

/// How many lines under the picture at `at` are its caption: all up to a blank line where that comes soon, else one.
fn lines_under(text: &str, blocks: &[Block], at: usize) -> usize {
    let together = (at + 1..=at + 1 + LINES)
        .take_while(|at| *at < blocks.len() && !blocks::is_apart(text, blocks, *at));
    let count = together.count();
    if count > LINES { 1 } else { count }
}

/// Whether `line` under a table or a caption tells where it comes from, or explains it.
fn is_source(line: &str) -> bool {
    let lower = line
        .get(..line.floor_char_boundary(20))
        .unwrap_or(line)
        .to_lowercase();
    let beginnings = [
        "source:",
        "sources:",
        "note:",
        "notes:",
        "quelle:",
        "quellen:",
        "fuente:",
        "источник:",
        "data:",
        "fonte:",
    ];
    beginnings.iter().any(|known| lower.starts_with(known)) || lower.starts_with("source :")
}

/// Whether `line` and the one `below` it, which says the same and perhaps who gave the picture, are captions. A title
/// is said twice too, but before the article begins and without a full stop.
fn is_said_twice(line: &str, below: &str, in_body: bool) -> bool {
    let is_again = below
        .strip_prefix(line.trim_end_matches('.'))
        .is_some_and(|rest| {
            let credit = rest.trim_start_matches('.').trim_start();
            credit.is_empty() || (rest.len() <= 120 && credit.starts_with(['(', '[', '|', '©']))
        });
    if !is_again {
        return false;
    }
    let words = line.split_whitespace().count();
    let is_caption = in_body && words >= 4 || words >= 8 && line.ends_with(['.', ')', ']', '”']);
    // A paragraph is copied twice now and then.
    is_caption && (line.len() <= TWICE || self::is_caption(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_say_what_they_are() {
        for line in [
            "Figure 1: Trade by year",
            "Fig. 2. The old mill",
            "FIGURE 3 The Price of Bread",
            "Table 4",
            "Table II. Prices",
            "Figure 1.2 — Trade",
            "Abb. 3: Die Mühle",
            "Рис. 1. Мельница",
            "Photo: Jane Doe",
            "(Photo by Jane Doe)",
            "Delegates at the hall on Monday. (AP Photo/Jane Doe)",
            "Delegates wait. REUTERS/John Roe",
            "Ships in the bay [Jane Doe/Reuters]",
            "The mill. Photograph: Ann Poe/The Paper",
            "The mill © AFP",
            "A baker at work. Jane Doe/Getty Images",
            "Soldiers march (Image: Jane Doe)",
            "FILE - The mill in 2019.",
            "View of the harbour from the east. Photo",
            "Image source, Getty Images",
            "The hall. Credit: Ann Poe",
            "A farmer in a field. | Photo: Jane Doe",
            "by Ann Poe from North Quay [cropped] licensed under Creative Commons",
            "Jane Doe/Reuters",
            "AFP PHOTO / JANE DOE (Photo credit should read JANE DOE/AFP via Getty Images)",
            "Image Credits: Jane Doe / Staff / Getty Images",
            "The old mill by night, Wikimedia Commons (CC BY-SA)",
            "Leaders meet in Bern. Pool/AFP via Getty Images",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "This work is licensed under a Creative Commons licence.",
            "Figure 2 shows that the trade grew.",
            "Table talk",
            "He told Reuters.",
            "The photo was taken in May.",
            "Prices rose again, he said. (Reuters)",
            "See https://example.org/a/ap",
            "Photo by photo the story came together, and nobody who saw it could say afterwards that it was anything but a careful piece of invention by those who were there.",
            "Image is everything in politics.",
            "Mapping the war",
            "Figures released in May",
            "Either/or",
            "Table 3 lists them",
            "Fig trees",
        ] {
            assert!(!is_caption(line), "{line}");
        }
    }
}
