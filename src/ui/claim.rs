//! The form of a claim.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use super::overlay::{framed, more_below};
use super::paint::{Pen, guard, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{ClaimForm, Look, Mode, Value, label_cells};
use crate::app::panes::inside;
use crate::model::on_one_line;
use crate::text::quoted;

/// Draws the form beside the sentence it is about.
pub fn draw_claim(app: &App, theme: &Theme, form: &ClaimForm, frame: &mut Frame<'_>) {
    let view = app.claim_view(form);
    let about: String = form.quote.chars().take(200).collect();
    let title = match &form.editing {
        Some(editing) => format!(
            "Evidence {} on {}",
            editing.index + 1,
            quoted(&on_one_line(&about))
        ),
        None => format!("Claim: {}", quoted(&on_one_line(&about))),
    };
    framed(theme, &title, view.frame, frame);
    let inner = inside(view.frame);
    let mut typed: Option<Rect> = None;
    for (line, row) in view.shown(inner) {
        let mut pen = Pen::new(frame.buffer_mut(), line).over(theme.overlay);
        for piece in &row.pieces {
            pen.write(&piece.text, style(theme, piece.look));
        }
        if row.is_typed {
            let label = label_cells(line.width).min(line.width);
            let part = Rect {
                x: line.x + label,
                width: line.width - label,
                ..line
            };
            typed = Some(typed.map_or(part, |above: Rect| above.union(part)));
        }
    }
    if let Some(part) = typed
        && form.mode == Mode::Filling
        && let Some(Value::Words(words)) = form.value()
    {
        tint(frame.buffer_mut(), part, theme.overlay.patch(theme.input));
        words.area.render(part, frame.buffer_mut());
        guard(frame.buffer_mut(), part);
    }
    let below = view
        .rows
        .len()
        .saturating_sub(view.top + usize::from(inner.height));
    if below > 0 && inner != view.frame {
        more_below(theme, below, inner, frame.buffer_mut());
    }
}

fn style(theme: &Theme, look: Look) -> Style {
    match look {
        Look::Key => theme.hint_key,
        Look::Label => Style::default(),
        Look::Here => Style::default().add_modifier(Modifier::BOLD),
        Look::Value => theme.text,
        Look::Quiet => theme.dim,
        Look::Chosen(color) => accent(theme, color).add_modifier(Modifier::BOLD),
        Look::Open(color) => accent(theme, color),
        Look::Warning => theme.orphan,
        Look::Heading => theme.heading,
    }
}

fn accent(theme: &Theme, color: Option<crate::model::TagColor>) -> Style {
    color.map_or_else(Style::default, |color| theme.accent(Some(color)))
}
