//! Settling what reviewers disagree about: the words in their surroundings, and under them what each says.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, more_below, wrapped};
use super::paint::{Pen, put};
use super::theme::Theme;
use crate::app::App;
use crate::app::agreeing::named;
use crate::app::overlay::{Adjudication, Said, told};
use crate::model::{AnnotationSet, Selector, on_one_line};
use crate::review::agreement::{Dispute, settled};
use crate::text::{cluster, counted, visible};

/// From this width on versions stand beside each other.
const BESIDE: u16 = 34;

/// The cells of what a line of a version is about.
const LABEL: u16 = 13;

type Line = Vec<(String, Style)>;

pub fn draw(app: &App, theme: &Theme, walk: &Adjudication, frame: &mut Frame<'_>) {
    let (area, inner) = walk.parts();
    let (done, all) = walk.progress();
    let title = match walk.agreement {
        None => "Disagreements".to_owned(),
        Some(_) => format!("Disagreements · {done} of {all} settled"),
    };
    framed(theme, &title, area, frame);
    let buffer = frame.buffer_mut();
    let Some(dispute) = walk.shown() else {
        let text = match walk.agreement {
            None => "comparing…".to_owned(),
            Some(_) if done > 0 => {
                format!("Everything is settled: {}.", counted(done, "disagreement"))
            }
            Some(_) => nothing(walk).to_owned(),
        };
        for (line, row) in inner.rows().zip(wrapped(&text, inner.width)) {
            put(buffer, line, &row, theme.overlay.patch(theme.dim));
        }
        return;
    };
    let mut lines = heading(app, theme, walk, dispute);
    lines.push(Line::new());
    lines.extend(surroundings(app.set(), theme, dispute, inner));
    lines.push(Line::new());
    lines.extend(versions(app, theme, walk, dispute, inner.width));
    let shown = usize::from(inner.height);
    let top = walk.top.min(lines.len().saturating_sub(shown));
    for (line, words) in inner.rows().zip(lines.iter().skip(top)) {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        for (text, style) in words {
            pen.write(text, *style);
        }
    }
    let below = lines.len().saturating_sub(top + shown);
    if below > 0 {
        more_below(theme, below, inner, buffer);
    }
}

/// Why there is nothing to settle.
fn nothing(walk: &Adjudication) -> &'static str {
    let found = walk.agreement.as_ref();
    match found.map_or(0, |found| found.reviewers.len()) {
        0 | 1 => "There is only one reviewer: nothing to settle.",
        _ if found.is_some_and(|found| found.documents == 0) => {
            "No article was begun by two reviewers: nothing to settle."
        }
        _ => "The reviewers disagree about nothing that more than one of them has seen.",
    }
}

/// Where it is, what it is about, and whether it was decided.
fn heading(app: &App, theme: &Theme, walk: &Adjudication, dispute: &Dispute) -> Vec<Line> {
    let place = format!("{} of {}", walk.at + 1, walk.disputes().len());
    let about = dispute.about.join(", ");
    let mut first = vec![
        (place, theme.dim),
        (format!(" · they differ in: {about}"), theme.strong),
    ];
    if walk.is_decided() {
        let by = decided_by(app.set(), dispute);
        first.push((format!(" · settled by {by}"), theme.hint_key));
    }
    vec![first, vec![(app.name_of(&dispute.document), theme.dim)]]
}

/// Who decided it.
fn decided_by(set: &AnnotationSet, dispute: &Dispute) -> String {
    let done = settled(set);
    let ids = dispute.annotations();
    let decisions = ids
        .first()
        .and_then(|id| done.get(id))
        .into_iter()
        .flatten();
    let by = decisions
        .filter_map(|id| set.get(*id))
        .max_by_key(|one| one.created);
    by.map_or_else(String::new, |one| named(&one.reviewer).to_owned())
}

/// The words with what stands around them.
fn surroundings(set: &AnnotationSet, theme: &Theme, dispute: &Dispute, inner: Rect) -> Vec<Line> {
    let found = dispute.annotations();
    let place = found.first().and_then(|id| set.get(*id));
    let place = place.map_or_else(Selector::default, |one| one.place().clone());
    let before = on_one_line(&place.prefix);
    let after = on_one_line(&place.suffix);
    let most = usize::from(inner.height / 3).max(1);
    let dim = |text: &str| {
        wrapped(text, inner.width.saturating_sub(2))
            .into_iter()
            .map(|row| vec![("  ".to_owned(), theme.dim), (row, theme.dim)])
            .collect::<Vec<Line>>()
    };
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let words = wrapped(&dispute.quote, inner.width.saturating_sub(2));
    let words = words.into_iter().take(most);
    let own = words.map(|row| vec![("▎ ".to_owned(), theme.hint_key), (row, bold)]);
    let mut lines = Vec::new();
    if inner.height >= 16 && !before.is_empty() {
        lines.extend(dim(&format!("…{before}")));
    }
    lines.extend(own);
    if inner.height >= 16 && !after.is_empty() {
        lines.extend(dim(&format!("{after}…")));
    }
    lines
}

/// What each reviewer says: beside each other where there is room.
fn versions(
    app: &App,
    theme: &Theme,
    walk: &Adjudication,
    dispute: &Dispute,
    width: u16,
) -> Vec<Line> {
    let said = told(app.set(), dispute);
    let count = u16::try_from(said.len()).unwrap_or(u16::MAX).max(1);
    let is_beside = width / count >= BESIDE;
    let column = if is_beside { width / count } else { width };
    // Where they stand under each other, what is the same in all of them would only part what is not.
    let is_told = |said: &&Said| is_beside || said.differs || said.is_own && !said.words.is_empty();
    let blocks = said.iter().enumerate().map(|(number, said)| {
        let said: Vec<&Said> = said.iter().filter(is_told).collect();
        block(theme, walk, dispute, number, &said, column)
    });
    let blocks: Vec<Vec<Line>> = blocks.collect();
    if !is_beside {
        return blocks.join(&Line::new());
    }
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let mut line = Line::new();
        for block in &blocks {
            let words = block.get(at).cloned().unwrap_or_default();
            let used: u16 = words.iter().map(|(text, _)| cluster::width(text)).sum();
            line.extend(words);
            let gap = usize::from(column.saturating_sub(used));
            line.push((" ".repeat(gap), Style::default()));
        }
        line
    };
    (0..height).map(row).collect()
}

/// What one reviewer says, in `width` cells.
fn block(
    theme: &Theme,
    walk: &Adjudication,
    dispute: &Dispute,
    number: usize,
    said: &[&Said],
    width: u16,
) -> Vec<Line> {
    let width = width.saturating_sub(2);
    let is_chosen = walk.chosen == number;
    let version = dispute.versions.get(number);
    let name = version.map_or("", |one| named(&one.reviewer));
    let name = cluster::truncate(&visible::one_line(name), width.saturating_sub(6)).into_owned();
    let head = if is_chosen {
        theme.list_selected
    } else {
        theme.strong
    };
    let mark = if is_chosen { "▸ " } else { "  " };
    let mut lines = vec![vec![
        (mark.to_owned(), theme.hint_key),
        (format!("{} ", number + 1), theme.hint_key),
        (format!(" {name} "), head),
    ]];
    if version.is_some_and(|one| one.annotation.is_none()) {
        let text = "has seen it and left it be";
        let rows = wrapped(text, width.saturating_sub(2));
        lines.extend(
            rows.into_iter()
                .map(|row| vec![("  ".to_owned(), theme.dim), (row, theme.dim)]),
        );
        return lines;
    }
    for Said {
        label,
        words,
        differs,
        ..
    } in said.iter().copied()
    {
        let sign = if *differs { "≠ " } else { "  " };
        let words = if words.is_empty() { "—" } else { words };
        let style = if *differs {
            theme.strong
        } else {
            Style::default()
        };
        let rows = wrapped(
            &visible::one_line(&on_one_line(words)),
            width.saturating_sub(LABEL + 2),
        );
        for (at, row) in rows.iter().enumerate() {
            let (sign, label) = if at == 0 { (sign, *label) } else { ("  ", "") };
            let used = usize::from(LABEL);
            lines.push(vec![
                (sign.to_owned(), theme.hint_key),
                (format!("{label:<used$}"), theme.dim),
                (row.clone(), style),
            ]);
        }
    }
    lines
}
