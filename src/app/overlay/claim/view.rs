//! The rows of a claim form: what stands where, for drawing and for the mouse alike.

use ratatui::layout::Rect;

use super::{At, ClaimField, ClaimForm, Filling, Mode, Value};
use crate::app::overlay::form::{Choices, Offered};
use crate::app::sidebar::wrapped;
use crate::model::{AnnotationId, Assessment, Evidence, Stance, TagColor};
use crate::text::cluster::width;
use crate::text::visible;

/// The cells before what a field holds: a sign for where one is, its key, its name.
const LABEL: u16 = 18;

/// The cells before it where there is no room for names, and below which width that is so.
const BARE_LABEL: u16 = 6;
const CRAMPED: u16 = 34;

/// The most rows that a text takes: where one is, and elsewhere.
const MOST_HERE: usize = 8;
const MOST_ELSEWHERE: usize = 3;

/// The most assessments that are listed, the newest first.
const MOST_EARLIER: usize = 20;

/// How many cells stand before what a field holds, in a row of `width` cells.
#[must_use]
pub fn label_cells(width: u16) -> u16 {
    if width < CRAMPED { BARE_LABEL } else { LABEL }
}

/// What a piece of a row looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A key.
    Key,
    /// The name of a field.
    Label,
    /// The name of the field one is at.
    Here,
    /// What it holds.
    Value,
    /// What it could hold, and what stands beside.
    Quiet,
    /// A word that is chosen, in its colour.
    Chosen(Option<TagColor>),
    /// A word that can be chosen, in its colour.
    Open(Option<TagColor>),
    /// Something a person should know.
    Warning,
    /// What stands over rows that belong together.
    Heading,
}

/// A piece of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// What it looks like.
    pub look: Look,
    /// The number of the word that a click on it chooses.
    pub choice: Option<usize>,
}

/// A row of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormRow {
    /// The place on the form that it shows.
    pub at: Option<At>,
    /// What stands on it, from left to right.
    pub pieces: Vec<Piece>,
    /// Whether what is being typed is drawn behind its label.
    pub is_typed: bool,
}

/// Where the form is, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormView {
    /// The box with its frame.
    pub frame: Rect,
    /// All rows.
    pub rows: Vec<FormRow>,
    /// The first one that is on the screen.
    pub top: usize,
}

impl FormView {
    /// The rows on the screen, each with its line.
    pub fn shown(&self, inner: Rect) -> impl Iterator<Item = (Rect, &FormRow)> {
        inner.rows().zip(self.rows.iter().skip(self.top))
    }
}

/// What rows are made with.
pub struct Making<'a> {
    /// The key of the command with this name.
    pub key: &'a dyn Fn(&str) -> String,
    /// Whether a verdict was given on another text than there is now.
    pub is_stale: &'a dyn Fn(&Assessment) -> bool,
    /// The colour of a verdict.
    pub color: &'a dyn Fn(&str) -> Option<TagColor>,
    /// Whether an annotation is there.
    pub is_there: &'a dyn Fn(AnnotationId) -> bool,
    /// How many cells a row has.
    pub width: u16,
}

/// The rows of `form`.
#[must_use]
pub fn rows(form: &ClaimForm, making: &Making<'_>) -> Vec<FormRow> {
    let mut rows = Vec::new();
    for filling in form.shown() {
        if filling.field == ClaimField::Verdict {
            rows.push(heading("Your verdict"));
        }
        field_rows(form, filling, making, &mut rows);
    }
    if form.editing.is_none() {
        evidence_rows(form, making, &mut rows);
        earlier_rows(form, making, &mut rows);
    }
    rows
}

/// The first row to show of `rows` in `height` lines, so that the one's place is on the screen.
#[must_use]
pub fn top(form: &ClaimForm, rows: &[FormRow], height: usize) -> usize {
    let here = Some(form.here());
    let first = rows.iter().position(|row| row.at == here).unwrap_or(0);
    let last = rows.iter().rposition(|row| row.at == here).unwrap_or(first);
    let most = rows.len().saturating_sub(height);
    // A row more, where there is one, tells that the form goes on.
    let lowest = (last + 2).min(rows.len()).saturating_sub(height);
    lowest.min(first).min(most)
}

fn piece(text: impl Into<String>, look: Look) -> Piece {
    Piece {
        text: text.into(),
        look,
        choice: None,
    }
}

fn heading(text: &str) -> FormRow {
    FormRow {
        pieces: vec![piece(text, Look::Heading)],
        ..FormRow::default()
    }
}

/// The label of a row in `cells` cells: where one is, the key, the name.
fn label(is_here: bool, key: &str, name: &str, cells: u16) -> Vec<Piece> {
    let key = if key.is_empty() {
        "   ".to_owned()
    } else {
        format!("[{key}]")
    };
    let name = if cells < LABEL { "" } else { name };
    let used = 2 + width(&key) + 1 + width(name);
    let gap = " ".repeat(usize::from(cells.saturating_sub(used)));
    let look = if is_here { Look::Here } else { Look::Label };
    vec![
        piece(if is_here { "▸ " } else { "  " }, Look::Key),
        piece(key, Look::Key),
        piece(format!(" {name}{gap}"), look),
    ]
}

fn indent(cells: u16) -> Piece {
    piece(" ".repeat(usize::from(cells)), Look::Label)
}

/// Rows of `contents`, the first of which stands behind `label`.
fn put(rows: &mut Vec<FormRow>, at: At, label: Vec<Piece>, contents: Vec<Vec<Piece>>) {
    let cells = label.iter().map(|piece| width(&piece.text)).sum();
    let mut label = Some(label);
    for content in contents {
        let mut pieces = label.take().unwrap_or_else(|| vec![indent(cells)]);
        pieces.extend(content);
        rows.push(FormRow {
            at: Some(at),
            pieces,
            is_typed: false,
        });
    }
}

fn field_rows(form: &ClaimForm, filling: &Filling, making: &Making<'_>, rows: &mut Vec<FormRow>) {
    let at = At::Field(filling.field);
    let is_here = form.here() == at;
    let is_filled = is_here && form.mode == Mode::Filling;
    let (name, command) = filling.field.names();
    let cells = label_cells(making.width);
    let label = label(is_here, &(making.key)(command), name, cells);
    let room = making.width.saturating_sub(cells).max(1);
    match &filling.value {
        Value::Words(words) if is_filled => {
            let count = wrapped(&words.text(), room.saturating_sub(1).max(1), MOST_HERE).len();
            let lines = words.area.lines().len().min(MOST_HERE);
            put(rows, at, label, vec![Vec::new(); count.max(lines).max(1)]);
            let first = rows.len() - count.max(lines).max(1);
            for row in rows.iter_mut().skip(first) {
                row.is_typed = true;
            }
            offer_rows(form, at, cells, rows);
        }
        Value::Words(words) => {
            let most = if is_here { MOST_HERE } else { MOST_ELSEWHERE };
            let text = wrapped(&words.text(), room, most);
            let mut contents: Vec<Vec<Piece>> = text
                .into_iter()
                .map(|row| vec![piece(row, Look::Value)])
                .collect();
            if contents.is_empty() {
                contents.push(vec![piece(wanted(filling.field), Look::Quiet)]);
            }
            put(rows, at, label, contents);
        }
        Value::Choice(choices) if is_here => {
            put(rows, at, label, options(choices, room, is_filled));
        }
        Value::Choice(choices) => {
            let chosen = choices
                .chosen
                .iter()
                .filter_map(|index| choices.options.get(*index));
            let mut pieces: Vec<Piece> = chosen
                .map(|offered| {
                    piece(
                        format!("{}  ", visible::one_line(&offered.word)),
                        Look::Chosen(offered.color),
                    )
                })
                .collect();
            if pieces.is_empty() {
                pieces.push(piece(wanted(filling.field), Look::Quiet));
            }
            put(rows, at, label, vec![pieces]);
        }
    }
}

/// The names that complete the one that is typed.
fn offer_rows(form: &ClaimForm, at: At, cells: u16, rows: &mut Vec<FormRow>) {
    for (index, name) in form.offers().into_iter().enumerate() {
        let is_chosen = form.offer == Some(index);
        let sign = if is_chosen || form.offer.is_none() && index == 0 {
            "⇥ "
        } else {
            "  "
        };
        let look = if is_chosen { Look::Here } else { Look::Quiet };
        rows.push(FormRow {
            at: Some(at),
            pieces: vec![indent(cells), piece(sign, Look::Key), piece(name, look)],
            is_typed: false,
        });
    }
}

/// What belongs into a field that is empty.
fn wanted(field: ClaimField) -> &'static str {
    match field {
        ClaimField::Statement => "the claim, so that it stands on its own",
        ClaimField::Claimant => "who claims it",
        ClaimField::Attribution => "whose words it is in",
        ClaimField::Kinds => "what kinds of thing it asserts",
        ClaimField::CheckWorthy => "whether it is worth checking",
        ClaimField::Status => "how far its review is",
        ClaimField::Verdict => "none given now",
        ClaimField::Confidence => "how sure you are",
        ClaimField::Rationale => "why",
        ClaimField::Stance => "what it says about the claim",
        ClaimField::Citation => "the source, as one would cite it",
        ClaimField::Url => "where it can be read",
        ClaimField::Quote => "the words that matter",
        ClaimField::Accessed => "when you looked at it: 2026-11-20",
    }
}

/// The words to choose from in rows of `room` cells, with their letters where a letter chooses one.
fn options(choices: &Choices, room: u16, has_letters: bool) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    for (index, offered) in choices.options.iter().enumerate() {
        let is_chosen = choices.chosen.contains(&index);
        let sign = match (choices.is_several, is_chosen) {
            (false, true) => "● ",
            (false, false) => "○ ",
            (true, true) => "■ ",
            (true, false) => "□ ",
        };
        let text = format!("{sign}{}", with_letter(offered, index, has_letters));
        let cells = width(&text);
        if used > 0 && used + 2 + cells > room {
            rows.push(Vec::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut().filter(|row| !row.is_empty()) {
            row.push(piece("  ", Look::Quiet));
            used += 2;
        }
        used += cells;
        let look = if is_chosen {
            Look::Chosen(offered.color)
        } else {
            Look::Open(offered.color)
        };
        if let Some(row) = rows.last_mut() {
            row.push(Piece {
                choice: Some(index),
                ..piece(text, look)
            });
        }
    }
    rows
}

/// The word with the letter that chooses it in brackets, or else with its number.
fn with_letter(offered: &Offered, index: usize, has_letters: bool) -> String {
    let word = visible::one_line(&offered.word);
    if !has_letters {
        return word.into_owned();
    }
    let parts = offered.letter.and_then(|at| {
        let (before, rest) = word.split_at_checked(at)?;
        let letter = rest.chars().next()?;
        Some(format!(
            "{before}[{letter}]{}",
            rest.get(letter.len_utf8()..)?
        ))
    });
    parts.unwrap_or_else(|| format!("[{}]{word}", index + 1))
}

fn evidence_rows(form: &ClaimForm, making: &Making<'_>, rows: &mut Vec<FormRow>) {
    rows.push(heading("Evidence"));
    let cells = label_cells(making.width);
    let room = making.width.saturating_sub(cells).max(1);
    for (index, evidence) in form.evidence.iter().enumerate() {
        let at = At::Evidence(index);
        let is_here = form.here() == at;
        let stance = evidence.stance.map_or("evidence", Stance::as_str);
        let text = wrapped(
            &told(evidence, making.is_there),
            room,
            if is_here { MOST_HERE } else { 2 },
        );
        let contents = text
            .into_iter()
            .map(|row| vec![piece(row, Look::Value)])
            .collect();
        put(rows, at, label(is_here, "", stance, cells), contents);
    }
    let (add, other) = (
        (making.key)("add-evidence"),
        (making.key)("annotation-as-evidence"),
    );
    let mut contents = vec![vec![
        piece("add what you found; ", Look::Quiet),
        piece(format!("[{other}]"), Look::Key),
        piece(" choose an annotation", Look::Quiet),
    ]];
    if let At::Evidence(index) = form.at {
        let here = form.evidence.get(index);
        let is_annotation = here.is_some_and(|here| here.annotation().is_some());
        let leads_on = here.is_some_and(|here| !here.url.trim().is_empty());
        let offered: &[(&str, &str)] = match (is_annotation, leads_on) {
            (true, _) => &[("fill-in", "goes there"), ("edit-evidence", "fills it in")],
            (false, true) => &[
                ("fill-in", "fills it in"),
                ("follow-evidence", "opens its URL"),
            ],
            (false, false) => &[("fill-in", "fills it in")],
        };
        let offered = offered.iter().chain(&[("remove-evidence", "removes it")]);
        contents.extend(hints(offered, making, room));
    }
    put(
        rows,
        At::Add,
        label(form.here() == At::Add, &add, "more", cells),
        contents,
    );
}

/// What keys do, in rows of `room` cells.
fn hints<'a>(
    offered: impl Iterator<Item = &'a (&'a str, &'a str)>,
    making: &Making<'_>,
    room: u16,
) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut used = 0;
    for (command, does) in offered {
        let pieces = [
            piece(format!("[{}]", (making.key)(command)), Look::Key),
            piece(format!(" {does}  "), Look::Quiet),
        ];
        let cells: u16 = pieces.iter().map(|piece| width(&piece.text)).sum();
        // The two cells that hold one from the next may be cut.
        let row = rows.last_mut().filter(|_| used + cells <= room + 2);
        used = if row.is_some() { used + cells } else { cells };
        match row {
            Some(row) => row.extend(pieces),
            None => rows.push(pieces.into()),
        }
    }
    rows
}

/// A piece of evidence in a line.
fn told(evidence: &Evidence, is_there: &dyn Fn(AnnotationId) -> bool) -> String {
    let url = match evidence.annotation() {
        Some(id) if is_there(id) => "an annotation here".to_owned(),
        Some(_) => "× an annotation that is gone".to_owned(),
        None => evidence.url.clone(),
    };
    let quote = Some(&evidence.quote)
        .filter(|quote| !quote.is_empty())
        .map(|quote| crate::text::quoted(quote));
    let accessed = evidence.accessed.map(|day| format!("looked at {day}"));
    let parts = [Some(evidence.citation.clone()), quote, Some(url), accessed];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join(" · ")
    }
}

fn earlier_rows(form: &ClaimForm, making: &Making<'_>, rows: &mut Vec<FormRow>) {
    if form.earlier.is_empty() {
        return;
    }
    rows.push(heading("Given so far, the latest first"));
    let room = making.width.saturating_sub(2).max(1);
    for assessment in form.earlier.iter().rev().take(MOST_EARLIER) {
        let day = assessment.at.strftime("%Y-%m-%d");
        let verdict = assessment
            .verdict
            .as_ref()
            .map_or("no verdict", |verdict| verdict.as_str());
        let color = (making.color)(verdict);
        let mut pieces = vec![
            piece(
                format!("  {day} {} ", visible::one_line(&assessment.reviewer)),
                Look::Quiet,
            ),
            piece(visible::one_line(verdict), Look::Chosen(color)),
        ];
        if !assessment.confidence.is_empty() {
            let confidence = format!(", {} confidence", visible::one_line(&assessment.confidence));
            pieces.push(piece(confidence, Look::Quiet));
        }
        if (making.is_stale)(assessment) {
            pieces.push(piece(" · stale: the text has changed since", Look::Warning));
        }
        rows.push(FormRow {
            pieces,
            ..FormRow::default()
        });
        for row in wrapped(&assessment.rationale, room, MOST_ELSEWHERE) {
            rows.push(FormRow {
                pieces: vec![piece(format!("  {row}"), Look::Value)],
                ..FormRow::default()
            });
        }
    }
}
