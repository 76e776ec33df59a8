//! Changing how text is set while one reads. The place in the text stays where it is.

use super::App;
use super::action::Setting;
use super::typography::{MARGINS, NARROWEST, STEP, WIDEST, WIDEST_SPACING};
use crate::model::Numbering;
use crate::text::counted;

impl App {
    pub(super) fn set_text(&mut self, setting: Setting) {
        let typography = &mut self.layout.typography;
        let said = match setting {
            Setting::Furniture => {
                typography.folds = !typography.folds;
                let shown = if typography.folds {
                    "folded away"
                } else {
                    "shown"
                };
                format!("page furniture is {shown}")
            }
            Setting::Wider | Setting::Narrower => {
                let measure = typography.measure;
                // Steps lead to multiples, whatever the settings say.
                let wished = if setting == Setting::Wider {
                    (measure / STEP + 1) * STEP
                } else {
                    measure.saturating_sub(1) / STEP * STEP
                };
                typography.measure = wished.clamp(NARROWEST, WIDEST);
                format!("text is at most {} columns wide", typography.measure)
            }
            Setting::Spacing => {
                typography.spacing = (typography.spacing + 1) % (WIDEST_SPACING + 1);
                match typography.spacing {
                    0 => "paragraphs are set in, without an empty line".to_owned(),
                    rows => format!("{} between paragraphs", counted(rows.into(), "empty line")),
                }
            }
            Setting::Margin => {
                let wider = MARGINS
                    .into_iter()
                    .find(|margin| *margin > typography.margin);
                typography.margin = wider.unwrap_or(0);
                format!("margins of {}", counted(typography.margin.into(), "column"))
            }
            Setting::Hyphenate => {
                typography.hyphenate = !typography.hyphenate;
                let divided = if typography.hyphenate {
                    "divided"
                } else {
                    "kept whole"
                };
                format!("words are {divided} at the end of a line")
            }
            Setting::Justify => {
                typography.justify = !typography.justify;
                let end = if typography.justify {
                    "end at one edge"
                } else {
                    "end where they end"
                };
                format!("lines {end}")
            }
            Setting::Numbers => {
                typography.numbering = typography.numbering.next();
                match typography.numbering {
                    Numbering::None => "nothing is counted".to_owned(),
                    numbering => format!("{} are counted", numbering.as_str()),
                }
            }
        };
        self.status.notice(said);
    }
}
