//! How single characters may be shown: as they are, as a mark, or not at all.

use crate::model::Invisible;

/// What stands for a character that has no picture of its own.
pub(super) const UNPRINTABLE: &str = "\u{fffd}";

/// What stands for a character that takes no room and does no harm.
const SPECK: char = '◦';
/// What stands for a soft hyphen.
const HYPHENATION_POINT: char = '‧';

/// What is shown for `c`, where it stands by itinvisible and is not shown as it is.
pub(super) fn mark_of(c: char, invisible: Invisible) -> Option<char> {
    match Look::of(c) {
        Look::Plain => None,
        Look::Mark(mark) => (invisible != Invisible::Hide || !is_direction(c)).then_some(mark),
        Look::Nothing if invisible == Invisible::All && c == '\u{ad}' => Some(HYPHENATION_POINT),
        Look::Nothing | Look::Joiner | Look::Selector => (invisible == Invisible::All
            || invisible == Invisible::Marks && is_stray(c))
        .then_some(SPECK),
    }
}

/// Whether `c` is not shown at all where it stands by itself.
pub(super) fn skips(c: char, invisible: Invisible) -> bool {
    Look::of(c) != Look::Plain && mark_of(c, invisible).is_none()
}

/// Whether `c` only says which way its neighbours run, and turns nothing else around.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Whether `c` takes no room and has nothing to do in running text.
fn is_stray(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// How a character may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As it is.
    Plain,
    /// As another character, because a terminal would obey it or a reader be deceived by it.
    Mark(char),
    /// Not at all: it takes no room and means nothing on a grid of cells.
    Nothing,
    /// The zero width joiner: as it is where it joins two pictures, otherwise not at all.
    Joiner,
    /// A choice between text and emoji style: as it is right after what it styles, otherwise not at all.
    Selector,
}

impl Look {
    /// How `c` may be shown.
    pub(super) fn of(c: char) -> Self {
        match c {
            ' '..='~' => Self::Plain,
            '\0'..='\u{1f}' => Self::Mark(picture(c)),
            '\u{7f}' => Self::Mark('␡'),
            '\u{2028}' => Self::Mark('␤'),
            '\u{2029}' => Self::Mark('¶'),
            '\u{200d}' => Self::Joiner,
            '\u{fe0e}' | '\u{fe0f}' => Self::Selector,
            // Soft hyphen, grapheme joiner, Mongolian selectors.
            '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}'
            // Spaces and joiners without width, invisible operators.
            | '\u{200b}' | '\u{200c}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            // Variation selectors.
            | '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => Self::Nothing,
            // C1 controls.
            '\u{80}'..='\u{9f}'
            // Bidirectional controls.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Interlinear marks, noncharacters, tags.
            | '\u{fff0}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e0fff}' => {
                Self::Mark('\u{fffd}')
            }
            _ if u32::from(c) & 0xfffe == 0xfffe => Self::Mark('\u{fffd}'),
            _ => Self::Plain,
        }
    }

    /// Whether the character takes no room when it stands by itself.
    pub(super) fn is_nothing(self) -> bool {
        matches!(self, Self::Nothing | Self::Joiner | Self::Selector)
    }
}

/// The control picture of a C0 control character.
fn picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_becomes_a_mark() {
        let marks = [
            ('\u{1b}', '␛'),
            ('\0', '␀'),
            ('\u{7f}', '␡'),
            ('\u{9b}', '\u{fffd}'),
            ('\u{202e}', '\u{fffd}'),
            ('\u{2067}', '\u{fffd}'),
            ('\u{61c}', '\u{fffd}'),
            ('\u{2028}', '␤'),
            ('\u{fff9}', '\u{fffd}'),
            ('\u{e0041}', '\u{fffd}'),
            ('\u{ffff}', '\u{fffd}'),
            ('\u{10fffe}', '\u{fffd}'),
        ];
        for (given, mark) in marks {
            assert_eq!(Look::of(given), Look::Mark(mark), "{given:?}");
            assert_eq!(Look::of(mark), Look::Plain, "{mark:?}");
        }
        assert_eq!(Look::of('é'), Look::Plain);
        assert_eq!(Look::of('\u{a0}'), Look::Plain);
        assert_eq!(Look::of('\u{200b}'), Look::Nothing);
    }
}
