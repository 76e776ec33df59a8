//! Lines whose breaks count: code, verse, pictures made of characters, the address on a letter.

use super::blocks::Line;
use crate::model::{Block, BlockKind, Span, Structure};

/// The longest line of a poem or an address, in bytes.
const SHORT: usize = 90;
/// How many lines of a group are looked at, so that a group of any size takes no longer.
const LOOKED_AT: usize = 200;

/// Whether the line breaks of `lines`, which no blank line parts, count.
pub(super) fn is_preformatted(text: &str, lines: &[Line]) -> bool {
    let lines = lines.get(..LOOKED_AT).unwrap_or(lines);
    let shown = || lines.iter().map(|line| line.span.of(text));
    lines.len() >= 2
        && (shown().all(|line| line.len() <= 4 * SHORT) && is_code(lines, shown())
            || is_picture(shown())
            || is_verse(shown()))
}

/// Whether most of `lines` end or begin as lines of code do.
fn is_code<'t>(lines: &[Line], shown: impl Iterator<Item = &'t str>) -> bool {
    let begins = [
        "#include", "import ", "from ", "def ", "fn ", "let ", "const ", "var ", "return ", "$ ",
        "#!/", "//", "class ", "public ", "SELECT ", "</", "}",
    ];
    let ends = [";", "{", "}", "};", "):", "/>", "</"];
    let (mut code, mut certain) = (0, 0);
    for line in shown {
        let is_end = ends.iter().any(|end| line.ends_with(end));
        let is_begin = begins.iter().any(|begin| line.starts_with(begin));
        let has_signs = ["()", " = ", " == ", "=>", "->", "::", "&&", "[0]", "\");"]
            .iter()
            .any(|sign| line.contains(sign));
        let is_set_in = line.len() < 200 && (is_end && has_signs);
        code += usize::from(is_end || is_begin || has_signs);
        certain += usize::from(is_set_in || line.ends_with(['{', '}']));
    }
    certain >= 1 && code * 10 >= lines.len() * 7
}

/// Whether `lines` are a picture or a diagram: hardly any words, and signs that draw.
fn is_picture<'t>(shown: impl Iterator<Item = &'t str>) -> bool {
    let (mut drawn, mut other, mut lines) = (0, 0, 0);
    for line in shown {
        lines += 1;
        for c in line.chars().take(SHORT).filter(|c| !c.is_whitespace()) {
            let is_stroke =
                "/\\|_-+=<>^~*#.:'`()".contains(c) || ('\u{2500}'..='\u{259f}').contains(&c);
            *(if is_stroke { &mut drawn } else { &mut other }) += 1;
        }
    }
    lines >= 3 && drawn >= 12 && drawn > other * 2
}

/// Whether `lines` are verse: short, most begin with a capital, and many end in the middle of a sentence, but not as the
/// entries of a menu do.
fn is_verse<'t>(shown: impl Iterator<Item = &'t str>) -> bool {
    let (mut lines, mut capital, mut open, mut paused, mut words) = (0, 0, 0, 0, 0);
    let mut last = "";
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    let mut is_running_on = true;
    for line in shown {
        let begin = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        if line.len() > SHORT
            || line
                .chars()
                .any(|c| c.is_ascii_digit() || "|/@".contains(c))
        {
            return false;
        }
        let is_after_stop = last.is_empty() || last.ends_with(['.', '!', '?', '”', '"', '’']);
        is_running_on &= is_after_stop || !begin.starts_with(char::is_uppercase);
        let first = line.split_whitespace().next().unwrap_or_default();
        sizes.push((line.chars().count(), first.chars().count()));
        lines += 1;
        words += line.split_whitespace().count();
        capital += usize::from(begin.starts_with(char::is_uppercase));
        let end = line.trim_end_matches(['”', '"', '’', ')', '»']);
        open += usize::from(!end.ends_with(['.', '!', '?']));
        paused += usize::from(end.ends_with([',', ';', ':', '—', '–']));
        last = line;
    }
    // The last line ends a sentence or is left open by a comma, which a menu or a list of names is not.
    let is_ended = last.ends_with(['.', '!', '?', ',', ';', ':', '—', '”', '"', '’', '…', ')']);
    // Verse that begins its lines as prose does breaks them before they are full.
    let widest = sizes.iter().map(|(size, _)| *size).max().unwrap_or(0);
    let early = sizes
        .windows(2)
        .filter(|pair| matches!(pair, [(size, _), (_, next)] if size + 1 + next <= widest));
    let is_broken_early =
        || lines >= 4 && widest <= SHORT / 2 && is_running_on && early.count() * 3 + 3 >= lines;
    lines >= 3
        && words >= lines * 3
        && words <= lines * 11
        && open * 2 >= lines
        && paused * 4 >= lines
        && (capital * 10 >= lines * 6 || is_broken_early())
        && is_ended
}

/// Words that stand in addresses on letters.
const IN_ADDRESSES: [&str; 22] = [
    "tel", "tel.", "tel:", "phone", "phone:", "fax", "fax:", "fax.", "e-mail", "e-mail:", "email:",
    "street", "avenue", "road", "ave.", "ave,", "street,", "st.,", "p.o.", "suite", "postfach",
    "floor,",
];

/// Puts the lines of an address on a letter back together: three or more short lines, at least two of which say so.
pub(super) fn mark_addresses(text: &str, found: &mut Structure) {
    let is_line = |block: &Block| {
        let line = block.span.of(text);
        block.kind == BlockKind::Paragraph && line.len() <= SHORT && !line.contains('\n')
    };
    let mut blocks: Vec<Block> = Vec::with_capacity(found.blocks.len());
    let mut rest = found.blocks.as_slice();
    while let [first, after @ ..] = rest {
        let mut taken = 1;
        if is_line(first) {
            let pairs = rest.windows(2).take_while(|pair| {
                let [above, below] = pair else { return false };
                let gap = Span::new(above.span.end, below.span.start).of(text);
                is_line(below) && gap.bytes().filter(|b| *b == b'\n').count() == 1
            });
            taken += pairs.count();
        }
        let lines = rest.get(..taken).unwrap_or(rest);
        let saying = lines
            .iter()
            .filter(|line| is_of_address(line.span.of(text)));
        if let [first, _, .., last] = lines
            && (3..=10).contains(&lines.len())
            && saying.count() >= 2
        {
            let span = first.span.union(last.span);
            blocks.push(Block {
                kind: BlockKind::Preformatted,
                span,
            });
        } else {
            blocks.extend_from_slice(lines);
        }
        rest = after.get(taken - 1..).unwrap_or_default();
    }
    found.blocks = blocks;
}

/// Whether `line` says a street, a telephone number or the like.
fn is_of_address(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace();
    let has_digit = line.bytes().any(|b| b.is_ascii_digit());
    let is_mail = line.contains('@') && !line.starts_with('@');
    let is_postal = line
        .split_whitespace()
        .any(|word| word.len() >= 5 && word.bytes().all(|b| b.is_ascii_digit()));
    is_mail || (has_digit && (is_postal || words.any(|word| IN_ADDRESSES.contains(&word))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::structure::blocks;

    #[test]
    fn lines_whose_breaks_count_are_told_from_those_that_stand_under_each_other() {
        for (text, expect) in [
            (
                "The harbour sleeps beneath the frost,\nThe lamps are out, the ropes are slack,\nAnd what we loaded, what we lost,\nNo tide will ever carry back.",
                true,
            ),
            (
                "The mill stood dry for nine long years\nand nobody would buy,\nbut still we heard the water wheels\nturn over with a sigh.",
                true,
            ),
            (
                "The mill stood dry for nine long years,\nand nobody would buy it, or say why it\nhad been shut; the water turned the\nwheel, and that was all it did there.",
                false,
            ),
            ("fn main() {\n    let bread = 2;\n    bake(bread);\n}", true),
            (
                "+-----+     +-----+\n| one |---->| two |\n+-----+     +-----+",
                true,
            ),
            ("Home\nAbout us\nContact the newsroom\nPrivacy", false),
            (
                "Ann Poe, editor\nJohn Roe, writer\nMara Veit, historian",
                false,
            ),
            (
                "The mill was sold in March.\nThe bakery closed in May.\nNobody was asked.",
                false,
            ),
            (
                "Why the mills closed\nWhat the bakers said, and when\nWho paid in the end",
                false,
            ),
        ] {
            assert_eq!(
                is_preformatted(text, &blocks::lines(text)),
                expect,
                "{text}"
            );
        }
    }
}
