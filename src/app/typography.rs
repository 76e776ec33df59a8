//! How text is set, as far as a person chooses it: what the settings say, and what was chosen otherwise while reading.

use crate::model::{Invisible, Numbering};

/// The narrowest and the widest measure that can be chosen while reading, and the step between two, in cells.
pub const NARROWEST: u16 = 40;
/// The widest measure.
pub const WIDEST: u16 = 120;
/// The step between two measures.
pub const STEP: u16 = 4;

/// The margins that are gone through, in cells.
pub const MARGINS: [u16; 4] = [0, 2, 4, 8];

/// The greatest number of empty rows between two paragraphs.
pub const WIDEST_SPACING: u16 = 2;

/// How text is set.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, and any go together"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typography {
    /// The longest row of text, in cells.
    pub measure: u16,
    /// How many cells are at least left empty on either side of the text.
    pub margin: u16,
    /// How many empty rows part two paragraphs; where it is none, the first row of a paragraph is set in instead.
    pub spacing: u16,
    /// Whether words are divided at the end of a row.
    pub hyphenate: bool,
    /// Whether spaces are stretched so that rows end at one edge.
    pub justify: bool,
    /// What is counted beside the text.
    pub numbering: Numbering,
    /// Whether page furniture is folded away.
    pub folds: bool,
    /// Whether the terminal gives characters of ambiguous width two cells.
    pub ambiguous_is_wide: bool,
    /// What becomes of characters without width.
    pub invisible: Invisible,
}

impl Default for Typography {
    fn default() -> Self {
        Self {
            measure: 72,
            margin: 0,
            spacing: 1,
            hyphenate: false,
            justify: false,
            numbering: Numbering::None,
            folds: false,
            ambiguous_is_wide: false,
            invisible: Invisible::default(),
        }
    }
}

/// What a person chose otherwise than the settings have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The measure.
    pub measure: Option<u16>,
    /// The margin.
    pub margin: Option<u16>,
    /// The space between paragraphs.
    pub spacing: Option<u16>,
    /// Hyphenation.
    pub hyphenate: Option<bool>,
    /// Justification.
    pub justify: Option<bool>,
    /// What is counted.
    pub numbering: Option<Numbering>,
    /// Whether furniture is folded.
    pub folds: Option<bool>,
    /// What becomes of characters without width.
    pub invisible: Option<Invisible>,
}

impl Typography {
    /// The same with what was chosen otherwise.
    #[must_use]
    pub fn with(self, chosen: Chosen) -> Self {
        Self {
            measure: chosen.measure.unwrap_or(self.measure).clamp(20, 200),
            margin: chosen.margin.unwrap_or(self.margin).min(20),
            spacing: chosen.spacing.unwrap_or(self.spacing).min(WIDEST_SPACING),
            hyphenate: chosen.hyphenate.unwrap_or(self.hyphenate),
            justify: chosen.justify.unwrap_or(self.justify),
            numbering: chosen.numbering.unwrap_or(self.numbering),
            folds: chosen.folds.unwrap_or(self.folds),
            ambiguous_is_wide: self.ambiguous_is_wide,
            invisible: chosen.invisible.unwrap_or(self.invisible),
        }
    }

    /// What is otherwise than `settings` have it.
    #[must_use]
    pub fn chosen_over(self, settings: Self) -> Chosen {
        fn other<T: PartialEq + Copy>(now: T, settings: T) -> Option<T> {
            (now != settings).then_some(now)
        }
        Chosen {
            measure: other(self.measure, settings.measure),
            margin: other(self.margin, settings.margin),
            spacing: other(self.spacing, settings.spacing),
            hyphenate: other(self.hyphenate, settings.hyphenate),
            justify: other(self.justify, settings.justify),
            numbering: other(self.numbering, settings.numbering),
            folds: other(self.folds, settings.folds),
            invisible: other(self.invisible, settings.invisible),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_chosen_otherwise_is_kept_and_laid_over_the_settings_again() {
        let settings = Typography {
            measure: 60,
            justify: true,
            ..Typography::default()
        };
        let now = Typography {
            measure: 64,
            justify: false,
            numbering: Numbering::Lines,
            ..settings
        };
        let chosen = now.chosen_over(settings);
        assert_eq!((chosen.measure, chosen.justify), (Some(64), Some(false)));
        assert_eq!(chosen.margin, None);
        assert_eq!(settings.with(chosen), now);
        assert_eq!(settings.with(settings.chosen_over(settings)), settings);
        let wild = Chosen {
            measure: Some(60_000),
            margin: Some(60_000),
            spacing: Some(9),
            ..Chosen::default()
        };
        let tamed = settings.with(wild);
        assert_eq!((tamed.measure, tamed.margin, tamed.spacing), (200, 20, 2));
    }
}
