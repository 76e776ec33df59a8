//! How two annotations stand to each other: the question, with the two and with what each answer means.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, quiet, tinted};
use super::paint::{Pen, put};
use super::theme::Theme;
use crate::app::App;
use crate::app::linking::links_of;
use crate::app::overlay::{RELATIONS, RelationChoice, command, meaning};
use crate::app::panes::centred;
use crate::model::AnnotationId;
use crate::text::cluster::width;
use crate::text::quoted;

/// The widest box, in cells.
const WIDEST: u16 = 84;

pub fn draw(app: &App, theme: &Theme, choice: &RelationChoice, frame: &mut Frame<'_>) {
    let relations = RELATIONS;
    let height = u16::try_from(relations.len()).unwrap_or(u16::MAX);
    let area = centred(frame.area(), WIDEST, height.saturating_add(5));
    let inner = framed(theme, "How do they stand to each other?", area, frame);
    let buffer = frame.buffer_mut();
    let mut lines = inner.rows();
    // In a small window the answers count more than what is asked about.
    let is_roomy = inner.height > height + 1;
    for (name, id) in [("A", choice.one), ("B", choice.other)] {
        if let Some(line) = lines.next().filter(|_| is_roomy) {
            let mut pen = Pen::new(buffer, line).over(theme.overlay);
            let bold = Style::default().add_modifier(Modifier::BOLD);
            pen.write(name, bold).skip(1);
            let (about, name) = said_of(app, id);
            // Titles are long, and what is linked counts more.
            let most = pen.room() / 3 * 2;
            let room = pen.room().saturating_sub(width(&name)).max(most);
            pen.write_within(room, &about, Style::default());
            pen.write(&name, theme.dim);
        }
    }
    if inner.height > height + 2 {
        lines.next();
    }
    let first = if is_roomy {
        lines.collect()
    } else {
        inner.rows().collect::<Vec<Rect>>()
    };
    let top = (choice.selected + 1).saturating_sub(first.len());
    let made = links_of(app.set(), choice.one);
    let widest = relations
        .iter()
        .map(|one| width(&choice.sentence(*one)))
        .max();
    for ((index, relation), line) in relations.iter().enumerate().skip(top).zip(first) {
        let is_chosen = index == choice.selected;
        let style = tinted(theme, is_chosen, line, buffer);
        let quiet = quiet(theme, style);
        let key = app
            .keymap
            .keys_of(command(*relation))
            .next()
            .unwrap_or_default();
        let (from, to) = choice.ends();
        let is_made = made.iter().any(|linked| {
            let ends = if linked.is_from_here {
                (linked.here, linked.other)
            } else {
                (linked.other, linked.here)
            };
            linked.relation == *relation && ends == (from, to)
        });
        let mut pen = Pen::new(buffer, line).over(style);
        pen.write(&key, theme.hint_key).skip(2);
        pen.write(&choice.sentence(*relation), Style::default());
        pen.skip_to(line.x + width(&key) + widest.unwrap_or(0) + 4);
        let said = if is_made {
            "✓ linked so already"
        } else {
            meaning(*relation)
        };
        pen.write(said, quiet);
    }
    if inner.height == 0 {
        put(buffer, area, "", theme.overlay);
    }
}

/// What an annotation says, and where.
fn said_of(app: &App, id: AnnotationId) -> (String, String) {
    let Some(annotation) = app.set().get(id) else {
        return ("× an annotation that is gone".to_owned(), String::new());
    };
    let about: String = app.words_of(annotation).chars().take(120).collect();
    let name = format!(" · {}", app.name_of(&annotation.document));
    (quoted(&about), name)
}
