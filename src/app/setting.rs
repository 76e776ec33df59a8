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
                let here = if self.reader.has_furniture() {
                    ""
                } else {
                    "; there is none to fold here"
                };
                format!("page furniture is {shown}{here}")
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
                spacing_said(typography.spacing)
            }
            Setting::Margin => {
                let wider = MARGINS
                    .into_iter()
                    .find(|margin| *margin > typography.margin);
                self.set_margin(wider.unwrap_or(0))
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
            Setting::Invisible => {
                typography.invisible = typography.invisible.next();
                typography.invisible.said().to_owned()
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

    /// Sets what a number was typed for after the command's name.
    ///
    /// # Errors
    /// What is wanted instead of what was typed.
    pub(super) fn set_text_to(&mut self, setting: Setting, typed: &str) -> Result<(), String> {
        let typography = &mut self.layout.typography;
        let number = typed.parse::<u16>().ok();
        match (setting, number) {
            (Setting::Spacing, Some(rows @ 0..=WIDEST_SPACING)) => {
                typography.spacing = rows;
                self.status.notice(spacing_said(rows));
            }
            (Setting::Margin, Some(cells @ 0..=20)) => {
                let said = self.set_margin(cells);
                self.status.notice(said);
            }
            (Setting::Spacing, _) => {
                return Err("want 0, 1 or 2: the empty lines between paragraphs".to_owned());
            }
            (Setting::Margin, _) => {
                return Err("want the columns of a margin, 0 to 20".to_owned());
            }
            (other, _) => self.set_text(other),
        }
        Ok(())
    }

    /// Sets the margin; what is said about it, and why it changes nothing where it does not.
    fn set_margin(&mut self, cells: u16) -> String {
        let text = |app: &Self| Some(app.reader_parts(app.panes().reader?).text);
        let (margin, before) = (self.layout.typography.margin, text(self));
        self.layout.typography.margin = cells;
        let measure = self.layout.typography.measure;
        let said = format!("margins of {}", counted(cells.into(), "column"));
        match text(self).filter(|after| margin != cells && before == Some(*after)) {
            Some(after) if after.width == measure => {
                format!("{said} change nothing: text of {measure} columns leaves more")
            }
            Some(_) => format!("{said} change nothing: the window is too narrow"),
            None => said,
        }
    }
}

fn spacing_said(rows: u16) -> String {
    match rows {
        0 => "paragraphs are set in, without an empty line".to_owned(),
        rows => format!("{} between paragraphs", counted(rows.into(), "empty line")),
    }
}
