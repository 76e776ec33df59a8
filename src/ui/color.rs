//! Colours as numbers: contrast, mixing, and the nearest one a terminal has.

use crate::model::vocabulary;

vocabulary! {
    /// How many colours the terminal shows, fewest first.
    pub enum ColorLevel {
        /// None: bold, dim, underlined and reversed only.
        None = "none",
        /// The sixteen of the terminal's own palette.
        Ansi16 = "16",
        /// The 256 of xterm.
        Ansi256 = "256",
        /// All of 24 bits.
        TrueColor = "truecolor",
    }
}

/// How many colours a terminal shows that has these environment variables; `var` gives the value of one by its name.
pub fn detect(var: &dyn Fn(&str) -> Option<String>) -> ColorLevel {
    let get = |name| var(name).unwrap_or_default().to_lowercase();
    let (term, colorterm) = (get("TERM"), get("COLORTERM"));
    let deep = [
        "-direct",
        "kitty",
        "ghostty",
        "alacritty",
        "foot",
        "wezterm",
    ];
    if !get("NO_COLOR").is_empty() || term == "dumb" || term.starts_with("vt") {
        ColorLevel::None
    } else if matches!(colorterm.as_str(), "truecolor" | "24bit")
        || deep.iter().any(|name| term.contains(name))
        || !get("WT_SESSION").is_empty()
    {
        ColorLevel::TrueColor
    } else if term.contains("256") {
        ColorLevel::Ansi256
    } else {
        ColorLevel::Ansi16
    }
}

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub u8, pub u8, pub u8);

pub(super) const BLACK: Rgb = Rgb(0, 0, 0);
pub(super) const WHITE: Rgb = Rgb(255, 255, 255);

/// The contrast that WCAG 2 asks of text at level AA.
pub(super) const READABLE: f64 = 4.5;

/// The brightness of each step of xterm's colour cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// How far the channels of a colour lie apart for it to be a hue, which the 256 colours must not turn into a grey.
const HUE_SPREAD: u8 = 32;

impl Rgb {
    fn channels(self) -> [u8; 3] {
        [self.0, self.1, self.2]
    }

    fn map(self, change: impl Fn(u8) -> u8) -> Self {
        Self(change(self.0), change(self.1), change(self.2))
    }

    /// The colour `percent` of the way to `other`.
    pub(super) fn mixed(self, other: Self, percent: u8) -> Self {
        let share = |from: u8, to: u8| {
            let sum = u16::from(from) * u16::from(100 - percent.min(100))
                + u16::from(to) * u16::from(percent.min(100));
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self(
            share(self.0, other.0),
            share(self.1, other.1),
            share(self.2, other.2),
        )
    }

    /// The same hue, `percent` times as far from `pole`, which is black or white.
    pub(super) fn away_from(self, pole: Self, percent: u16) -> Self {
        let far =
            |distance: u8| u8::try_from(u16::from(distance) * percent / 100).unwrap_or(u8::MAX);
        if pole == WHITE {
            self.map(|channel| 255 - far(255 - channel))
        } else {
            self.map(far)
        }
    }

    /// The relative luminance of WCAG 2, from 0 (black) to 1 (white).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.channels().map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever reads better on this colour; the contrast is never below [`READABLE`].
    pub(super) fn ink(self) -> Self {
        if self.contrast(BLACK) > self.contrast(WHITE) {
            BLACK
        } else {
            WHITE
        }
    }

    /// How unlike the two colours are.
    pub(super) fn distance(self, other: Self) -> u32 {
        let pairs = self.channels().into_iter().zip(other.channels());
        pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    }

    /// The most similar of xterm's 256 colours, as its index: the sixteen that users redefine are left out, and so are
    /// the greys where the colour has a hue.
    pub(super) fn nearest_256(self) -> u8 {
        let channels = self.channels();
        let spread = channels.iter().max().zip(channels.iter().min());
        let is_hue = spread.is_some_and(|(high, low)| high - low >= HUE_SPREAD);
        let candidates = (16..=u8::MAX).filter(|index| !is_hue || !Self::of_256(*index).is_grey());
        candidates
            .min_by_key(|index| self.distance(Self::of_256(*index)))
            .unwrap_or(16)
    }

    fn is_grey(self) -> bool {
        self.0 == self.1 && self.1 == self.2
    }

    /// The colour with the index `index`, from 16 on, in xterm's palette: first the cube, then the ramp of greys.
    pub(super) fn of_256(index: u8) -> Self {
        let place = index.saturating_sub(16);
        if place < 216 {
            let step = |part: u8| CUBE.get(usize::from(part % 6)).copied().unwrap_or(0);
            Self(step(place / 36), step(place / 6), step(place))
        } else {
            let grey = 8 + 10 * (place - 216);
            Self(grey, grey, grey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        for (variables, level) in [
            (&[][..], ColorLevel::Ansi16),
            (&[("TERM", "xterm")], ColorLevel::Ansi16),
            (&[("TERM", "tmux-256color")], ColorLevel::Ansi256),
            (
                &[("TERM", "xterm"), ("COLORTERM", "truecolor")],
                ColorLevel::TrueColor,
            ),
            (&[("TERM", "xterm-kitty")], ColorLevel::TrueColor),
            (
                &[("COLORTERM", "24bit"), ("NO_COLOR", "1")],
                ColorLevel::None,
            ),
            (
                &[("COLORTERM", "24bit"), ("NO_COLOR", "")],
                ColorLevel::TrueColor,
            ),
            (
                &[("TERM", "dumb"), ("COLORTERM", "24bit")],
                ColorLevel::None,
            ),
        ] {
            let var = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(detect(&var), level, "{variables:?}");
        }
    }

    #[test]
    fn each_of_the_256_is_nearest_to_itself_and_a_hue_stays_one() {
        for index in 16..=u8::MAX {
            let colour = Rgb::of_256(index);
            assert_eq!(Rgb::of_256(colour.nearest_256()), colour, "{index}");
        }
        for (colour, index) in [
            (Rgb(255, 0, 0), 196),
            (WHITE, 231),
            (Rgb(127, 128, 129), 244),
            (Rgb(29, 79, 42), 22),
        ] {
            assert_eq!(colour.nearest_256(), index);
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let known = |a: Rgb, b, ratio: f64| (a.contrast(b) - ratio).abs() < 0.01;
        assert!(known(BLACK, WHITE, 21.0));
        assert!(known(Rgb(0x76, 0x76, 0x76), WHITE, 4.54));
        for value in 0..=u8::MAX {
            let colour = Rgb(value, value / 2, 255 - value);
            assert!(colour.ink().contrast(colour) >= READABLE, "{colour:?}");
        }
    }

    #[test]
    fn colours_mix_and_move_without_overflowing() {
        assert_eq!(BLACK.mixed(WHITE, 50), Rgb(127, 127, 127));
        assert_eq!(WHITE.mixed(BLACK, 0), WHITE);
        assert_eq!(Rgb(100, 200, 0).away_from(BLACK, 130), Rgb(130, 255, 0));
        assert_eq!(Rgb(155, 55, 255).away_from(WHITE, 130), Rgb(125, 0, 255));
    }
}
