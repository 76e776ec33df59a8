//! Colours by meaning: what each part of the screen looks like, from one file, for every kind of terminal.

use ratatui::style::{Color, Modifier, Style};

use super::color::{BLACK, ColorLevel, READABLE, Rgb, WHITE};
use crate::model::{Hue, TagColor, vocabulary};

/// The one file that colours are in.
const THEME: &str = include_str!("../../assets/theme.toml");

/// How many hues there are.
const HUES: usize = Hue::ALL.len();

/// How much of a tag's own colour is taken back for a background that text is read on.
const MUTED_PERCENT: u8 = 60;

vocabulary! {
    /// What the terminal's own background is like.
    pub enum Background {
        /// Light text on it.
        Dark = "dark",
        /// Dark text on it.
        Light = "light",
    }
}

impl Background {
    /// The background that the theme is made for, and that contrast is measured against.
    fn ground(self) -> Rgb {
        match self {
            Self::Dark => Rgb(0x16, 0x18, 0x1f),
            Self::Light => WHITE,
        }
    }

    /// The end of the scale of brightness that the background is near.
    fn pole(self) -> Rgb {
        match self {
            Self::Dark => BLACK,
            Self::Light => WHITE,
        }
    }
}

/// What one hue looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct HueStyle {
    highlight: Style,
    accent: Style,
    /// The accent of the dark theme, which says in numbers which hue it is.
    measure: Option<Rgb>,
}

/// Declares the theme with a public style for every role, and the list of all roles.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)+) => {
        /// What each part of the screen looks like. A style sets what it needs and leaves the rest as it is, so that
        /// styles can be laid over each other.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)+
            hues: [HueStyle; HUES],
            background: Background,
            level: ColorLevel,
        }

        /// The name of every role in the file.
        #[cfg(test)]
        const ROLES: &[&str] = &[$(stringify!($role),)+];

        impl Theme {
            /// The theme for a terminal with this background that shows this many colours.
            #[must_use]
            pub fn load(background: Background, level: ColorLevel) -> Self {
                let file: toml::Table = THEME.parse().unwrap_or_default();
                let section = table(&file, match level {
                    ColorLevel::None => "none",
                    ColorLevel::Ansi16 => "ansi",
                    ColorLevel::Ansi256 | ColorLevel::TrueColor => background.as_str(),
                });
                let [highlights, accents] = ["highlight", "accent"].map(|name| table(&section, name));
                let mut theme = Self {
                    $($role: style(&section, stringify!($role), level).unwrap_or_default(),)+
                    hues: [HueStyle::default(); HUES],
                    background,
                    level,
                };
                let measures = table(&table(&file, Background::Dark.as_str()), "accent");
                for (look, hue) in theme.hues.iter_mut().zip(Hue::ALL) {
                    let highlight = style(&highlights, hue.as_str(), level);
                    look.highlight = highlight.unwrap_or(theme.highlight_plain);
                    look.accent = style(&accents, hue.as_str(), level).unwrap_or_default();
                    let measure = style(&measures, hue.as_str(), ColorLevel::TrueColor);
                    look.measure = measure.and_then(|style| rgb_of(style.fg?));
                }
                theme
            }
        }
    };
}

roles! {
    /// The text one reads.
    text,
    /// What stands beside it: page furniture, dates, counts.
    dim,
    /// Rules and separators; too faint for words.
    faint,
    /// A document's title.
    title,
    /// What stands under it and goes on with it.
    subtitle,
    /// A heading of the first or second level in a document.
    heading,
    /// A heading of any other level.
    heading_minor,
    /// Somebody else's words, set apart in a document.
    quotation,
    /// What stands under a picture or a table.
    caption,
    /// The heads of a table's columns and rows.
    table_head,
    /// Words that are stressed.
    emphasis,
    /// Words that are stressed strongly.
    strong,
    /// Words of a machine.
    code,
    /// Words that are crossed out.
    struck,
    /// Words that lead elsewhere.
    link,
    /// The mark of a note.
    reference,
    /// A number beside the text.
    number,
    /// A note on an annotation.
    note,
    /// The border of a pane.
    border,
    /// The border of the pane that keys go to.
    border_focus,
    /// The status line.
    status,
    /// The mode in it.
    status_mode,
    /// What was just done.
    status_message,
    /// What went wrong.
    status_error,
    /// A key in a hint.
    hint_key,
    /// What the key does.
    hint_text,
    /// The line or sentence the cursor is in.
    cursor_line,
    /// The sentence that is decided on.
    reviewed,
    /// What is selected.
    selection,
    /// What a search found.
    search_match,
    /// The one among them where the cursor is.
    search_current,
    /// The chosen row of a list that keys go to.
    list_selected,
    /// The chosen row of any other list.
    list_selected_unfocused,
    /// Highlighted text without a tag, or with one that has no colour.
    highlight_plain,
    /// Text under more than one highlight; laid over the first.
    overlap,
    /// What covers the panes: a list to choose from, a form, help.
    overlay,
    /// Its title.
    overlay_title,
    /// A field that is typed into.
    input,
    /// A letter that fuzzy finding matched.
    match_char,
    /// The way of a scrollbar.
    scrollbar,
    /// Its thumb.
    scrollbar_thumb,
    /// An annotation whose text was not found.
    orphan,
    /// Words of a quote that are not in the text any more.
    went,
    /// Words that have come in their place.
    came,
}

impl Theme {
    /// What text looks like that is highlighted with a tag of this colour.
    #[must_use]
    pub fn highlight(&self, color: Option<TagColor>) -> Style {
        match color {
            None => self.highlight_plain,
            Some(TagColor::Named(hue)) => self.hue(hue).highlight,
            Some(TagColor::Rgb(..)) if self.level == ColorLevel::None => self.highlight_plain,
            Some(TagColor::Rgb(red, green, blue)) => {
                let color = Rgb(red, green, blue);
                if self.level == ColorLevel::Ansi16 {
                    return self.nearest(color).highlight;
                }
                let muted = color.mixed(self.background.ground(), MUTED_PERCENT);
                let muted = self.shown(muted);
                let style = Style::new().fg(color_of(muted.ink())).bg(color_of(muted));
                at_level(style, self.level)
            }
        }
    }

    /// The colour of a tag's glyph and name: a foreground that can be read on the terminal's background.
    #[must_use]
    pub fn accent(&self, color: Option<TagColor>) -> Style {
        match color {
            None => self.dim,
            Some(TagColor::Named(hue)) => self.hue(hue).accent,
            Some(TagColor::Rgb(..)) if self.level == ColorLevel::None => Style::new(),
            Some(TagColor::Rgb(red, green, blue)) => {
                let color = Rgb(red, green, blue);
                if self.level == ColorLevel::Ansi16 {
                    return self.nearest(color).accent;
                }
                let ground = self.background.ground();
                let mut shades = (0..=100)
                    .step_by(5)
                    .map(|percent| self.shown(color.mixed(ground.ink(), percent)));
                let readable = shades.find(|shade| shade.contrast(ground) >= READABLE);
                let style = Style::new().fg(color_of(readable.unwrap_or(ground.ink())));
                at_level(style, self.level)
            }
        }
    }

    /// `style`, a highlight, for the annotation under the cursor, which is to stand out among the others.
    #[must_use]
    pub fn current(&self, style: Style) -> Style {
        match self.level {
            ColorLevel::None => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            ColorLevel::Ansi16 | ColorLevel::Ansi256 => style.add_modifier(Modifier::REVERSED),
            ColorLevel::TrueColor => {
                let mut style = style.add_modifier(Modifier::BOLD);
                let colors = style.fg.and_then(rgb_of).zip(style.bg.and_then(rgb_of));
                if let Some((ink, ground)) = colors {
                    let percent = match self.background {
                        Background::Dark => 130,
                        Background::Light => 170,
                    };
                    let strong = ground.away_from(self.background.pole(), percent);
                    style = style.bg(color_of(strong));
                    if strong.contrast(ink) < READABLE {
                        style = style.fg(color_of(strong.ink()));
                    }
                }
                style
            }
        }
    }

    fn hue(&self, hue: Hue) -> HueStyle {
        let place = Hue::ALL.iter().position(|known| *known == hue);
        let found = place.and_then(|place| self.hues.get(place));
        found.copied().unwrap_or_default()
    }

    /// `color` as the terminal shows it, which may have but 256 to choose from.
    fn shown(&self, color: Rgb) -> Rgb {
        if self.level == ColorLevel::Ansi256 {
            Rgb::of_256(color.nearest_256())
        } else {
            color
        }
    }

    /// The hue that comes closest to `color`.
    fn nearest(&self, color: Rgb) -> HueStyle {
        let distance =
            |hue: &&HueStyle| hue.measure.map_or(u32::MAX, |known| color.distance(known));
        let found = self.hues.iter().min_by_key(distance);
        found.copied().unwrap_or_default()
    }
}

fn color_of(Rgb(red, green, blue): Rgb) -> Color {
    Color::Rgb(red, green, blue)
}

fn rgb_of(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        _ => None,
    }
}

fn table(of: &toml::Table, name: &str) -> toml::Table {
    let table = of.get(name).and_then(toml::Value::as_table);
    table.cloned().unwrap_or_default()
}

/// The style called `name`; `None` where there is none or it cannot be read.
fn style(section: &toml::Table, name: &str, level: ColorLevel) -> Option<Style> {
    let style = read_style(section.get(name)?.as_str()?)?;
    Some(at_level(style, level))
}

/// The style that `text` spells, as the head of the file explains it.
fn read_style(text: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        style = match word {
            "on" => style.bg(words.next()?.parse().ok()?),
            "bold" => style.add_modifier(Modifier::BOLD),
            "dim" => style.add_modifier(Modifier::DIM),
            "italic" => style.add_modifier(Modifier::ITALIC),
            "underlined" => style.add_modifier(Modifier::UNDERLINED),
            "crossed-out" => style.add_modifier(Modifier::CROSSED_OUT),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            color => style.fg(color.parse().ok()?),
        };
    }
    Some(style)
}

/// `style` with the colours that the terminal has.
fn at_level(mut style: Style, level: ColorLevel) -> Style {
    if level == ColorLevel::Ansi256 {
        for color in [&mut style.fg, &mut style.bg].into_iter().flatten() {
            if let Color::Rgb(red, green, blue) = *color {
                *color = Color::Indexed(Rgb(red, green, blue).nearest_256());
            }
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The roles that no words are written in.
    const WORDLESS: [&str; 5] = [
        "faint",
        "border",
        "border_focus",
        "scrollbar",
        "scrollbar_thumb",
    ];

    /// The roles whose background other text is drawn on.
    const GROUNDS: [&str; 3] = ["cursor_line", "list_selected_unfocused", "overlay"];

    fn rgb(color: Option<Color>) -> Option<Rgb> {
        match color? {
            Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
            Color::Indexed(index) => Some(Rgb::of_256(index)),
            other => panic!("{other} is no colour by number"),
        }
    }

    fn contrast(style: Style, ground: Rgb) -> Option<f64> {
        Some(rgb(style.fg)?.contrast(rgb(style.bg).unwrap_or(ground)))
    }

    fn section(name: &str) -> toml::Table {
        table(&THEME.parse().unwrap(), name)
    }

    #[test]
    fn every_section_has_every_role_and_nothing_else() {
        for name in ["dark", "light", "ansi", "none"] {
            let section = section(name);
            let mut expected: BTreeSet<&str> = ROLES.iter().copied().collect();
            if name != "none" {
                expected.extend(["highlight", "accent"]);
                for part in ["highlight", "accent"] {
                    let part = table(&section, part);
                    let hues: BTreeSet<_> = Hue::ALL.iter().map(|hue| hue.as_str()).collect();
                    assert_eq!(
                        part.keys().map(String::as_str).collect::<BTreeSet<_>>(),
                        hues
                    );
                    for hue in hues {
                        assert!(
                            style(&part, hue, ColorLevel::TrueColor).is_some(),
                            "{name} {hue}"
                        );
                    }
                }
            }
            let found: BTreeSet<_> = section.keys().map(String::as_str).collect();
            assert_eq!(found, expected, "{name}");
            for role in ROLES {
                assert!(
                    style(&section, role, ColorLevel::TrueColor).is_some(),
                    "{name} {role}"
                );
            }
        }
    }

    #[test]
    fn words_can_be_read_on_every_background_they_stand_on() {
        for background in Background::ALL {
            let section = section(background.as_str());
            let style = |role: &str| style(&section, role, ColorLevel::TrueColor).unwrap();
            let mut grounds = vec![background.ground()];
            grounds.extend(GROUNDS.iter().filter_map(|role| rgb(style(role).bg)));
            for role in ROLES.iter().filter(|role| !WORDLESS.contains(role)) {
                for ground in &grounds {
                    let ratio = contrast(style(role), *ground).unwrap_or(21.0);
                    assert!(
                        ratio >= READABLE,
                        "{background:?} {role} on {ground:?}: {ratio:.2}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_drawn_on_a_chosen_row_can_be_read() {
        for background in Background::ALL {
            let theme = Theme::load(*background, ColorLevel::TrueColor);
            let ground = background.ground();
            for role in [theme.text, theme.hint_key, theme.match_char] {
                let style = theme.list_selected.patch(role);
                let ratio = contrast(style, ground).unwrap();
                assert!(ratio >= READABLE, "{background:?} {style:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn highlights_and_accents_can_be_read_and_told_apart() {
        for level in [ColorLevel::Ansi256, ColorLevel::TrueColor] {
            for background in Background::ALL {
                let theme = Theme::load(*background, level);
                let ground = background.ground();
                let own = [
                    Rgb(255, 0, 0),
                    Rgb(0, 0, 90),
                    Rgb(128, 128, 128),
                    WHITE,
                    BLACK,
                ];
                let own = own.map(|Rgb(red, green, blue)| TagColor::Rgb(red, green, blue));
                let named = Hue::ALL.iter().map(|hue| TagColor::Named(*hue));
                for color in named.chain(own) {
                    let highlight = theme.highlight(Some(color));
                    let current = theme.current(highlight);
                    assert_ne!(highlight, current);
                    for style in [highlight, current, theme.accent(Some(color))] {
                        let ratio = contrast(style, ground).unwrap();
                        assert!(
                            ratio >= READABLE,
                            "{background:?} {level:?} {color}: {ratio:.2}"
                        );
                    }
                }
                let hues = || theme.hues.iter();
                let count = |colors: Vec<Option<Color>>| {
                    colors
                        .iter()
                        .map(|color| format!("{color:?}"))
                        .collect::<BTreeSet<_>>()
                        .len()
                };
                assert_eq!(
                    count(hues().map(|hue| hue.highlight.bg).collect()),
                    HUES,
                    "{level:?}"
                );
                assert_eq!(
                    count(hues().map(|hue| hue.accent.fg).collect()),
                    HUES,
                    "{level:?}"
                );
            }
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own_and_none_is_none() {
        for background in Background::ALL {
            let colors = [
                None,
                Some(TagColor::Named(Hue::Pink)),
                Some(TagColor::Rgb(240, 140, 130)),
            ];
            let theme = Theme::load(*background, ColorLevel::Ansi16);
            for color in colors {
                let style = theme.highlight(color);
                assert!(style.fg.is_some() && style.bg.is_some(), "{color:?}");
                assert!(
                    !matches!(style.bg, Some(Color::Rgb(..) | Color::Indexed(_))),
                    "{color:?}"
                );
            }
            assert_eq!(theme.accent(colors[2]).fg, Some(Color::Red));
            let theme = Theme::load(*background, ColorLevel::None);
            for color in colors {
                let highlight = theme.highlight(color);
                assert_eq!(highlight, Style::new().add_modifier(Modifier::UNDERLINED));
                assert!(
                    theme
                        .current(highlight)
                        .add_modifier
                        .contains(Modifier::BOLD)
                );
                assert_eq!(theme.accent(color).fg, None);
            }
            for role in ROLES {
                let style = style(&section("none"), role, ColorLevel::None).unwrap();
                assert_eq!((style.fg, style.bg), (None, None), "{role}");
            }
        }
    }

    #[test]
    fn a_style_that_cannot_be_read_is_none() {
        assert_eq!(
            read_style("red on #010203 bold"),
            Some(
                Style::new()
                    .fg(Color::Red)
                    .bg(Color::Rgb(1, 2, 3))
                    .add_modifier(Modifier::BOLD)
            )
        );
        for text in ["reddish", "red on", "on bold"] {
            assert_eq!(read_style(text), None, "{text}");
        }
    }
}
