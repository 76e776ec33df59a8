//! Reviewing: the strip that says what the keys mean and what one is at, and the queue of what is left to do.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::anchors::write_tags;
use super::overlay::{framed, more_below};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::Queue;
use crate::app::panes::NARROW;
use crate::app::reviewing::Stop;
use crate::model::{Tag, on_one_line};
use crate::review::Need;
use crate::text::cluster;
use crate::text::counted;

/// With less room than this beside the queue, in cells, what has to be done counts more than the number of the sentence.
const ROOMY: u16 = 60;

/// What stands on the strip where sentences are still being found.
const FINDING: &str = "finding the sentences…";

/// Draws the strip: what is decided on, and the keys of the codebook. In a low window what matters more of the two.
pub fn draw_strip(app: &App, theme: &Theme, strip: Rect, buffer: &mut Buffer) {
    tint(buffer, strip, theme.overlay);
    let mut lines = strip.rows();
    let is_low = strip.height < 2;
    let is_urgent = app.is_adding_tag() || app.queue_line().is_some() || app.tally().is_none();
    if (!is_low || is_urgent)
        && let Some(line) = lines.next()
    {
        draw_state(app, theme, line, buffer);
    }
    if let Some(line) = lines.next() {
        draw_keys(app, theme, line, buffer);
    }
}

/// What is decided on: where in the queue, which sentence, which tags it has, whether it is less or more than a sentence.
fn draw_state(app: &App, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    pen.skip(1);
    if app.is_adding_tag() {
        let text = "+ the key of a tag adds it, and the sentence stays";
        pen.write(text, theme.overlay_title);
        return;
    }
    if let Some(queue) = app.queue_line() {
        pen.write(&queue, theme.overlay_title).skip(2);
    }
    let Some(tally) = app.tally() else {
        pen.write(FINDING, theme.dim);
        return;
    };
    match app.sentence_number() {
        _ if app.queue_line().is_some() && pen.room() < ROOMY => {}
        Some((number, is_seen)) => {
            let seen = if is_seen { "seen" } else { "not seen" };
            let text = format!("sentence {number} of {}, {seen}", tally.sentences);
            pen.write(&text, theme.overlay);
        }
        None => _ = pen.write("no sentence to decide on", theme.dim),
    }
    pen.skip(2);
    let tags = app.given_tags();
    if tags.is_empty() {
        pen.write("no tag", theme.dim).skip(2);
    } else {
        write_tags(app, theme, tags, Modifier::empty(), &mut pen);
    }
    if app.reader.frame().is_some() {
        let widen = app.keymap.keys_of("widen").next().unwrap_or_default();
        pen.write("part of it", theme.overlay_title)
            .write(": ", theme.dim)
            .write(&widen, theme.hint_key)
            .write(" takes that back", theme.dim);
    } else {
        for command in ["trim-end", "trim-start", "grow"] {
            let key = app.keymap.keys_of(command).next().unwrap_or_default();
            pen.write(&key, theme.hint_key).skip(1);
        }
        pen.write("less or more", theme.dim).skip(2);
        let stop = app.keymap.keys_of("stop-reviewing").next();
        pen.write(&stop.unwrap_or_default(), theme.hint_key)
            .write(" stops", theme.dim);
    }
}

/// The tags that a key gives while reviewing, digits first.
fn keyed(app: &App) -> Vec<(&Tag, char)> {
    let tags = app.set().codebook().tags().iter();
    let keyed = tags
        .filter(|tag| !tag.retired)
        .filter_map(|tag| Some((tag, tag.key?)));
    let mut keyed: Vec<(&Tag, char)> = keyed.filter(|(_, key)| !app.is_own_key(*key)).collect();
    keyed.sort_by_key(|(_, key)| (!key.is_ascii_digit(), *key));
    keyed
}

/// The keys of the codebook with the tags they give, as many as fit; how many more there are.
fn draw_keys(app: &App, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    pen.skip(1);
    let keyed = keyed(app);
    let choose = app.keymap.keys_of("tag").next().unwrap_or_default();
    let untagged = app.keymap.keys_of("leave-untagged").next();
    if let Some(key) = untagged.filter(|_| line.width >= NARROW) {
        pen.write(&key, theme.hint_key)
            .write(" no tag", theme.dim)
            .skip(2);
    }
    if keyed.is_empty() {
        pen.write("1", theme.hint_key)
            .write(" makes a tag with that key, ", theme.dim)
            .write(&choose, theme.hint_key)
            .write(" one without", theme.dim);
        if let Some(codebook) = app.keymap.keys_of("codebook").next() {
            pen.write(", ", theme.dim)
                .write(&codebook, theme.hint_key)
                .write(" opens the codebook", theme.dim);
        }
        return;
    }
    let codebook = app.set().codebook();
    let whole: Vec<&str> = keyed.iter().map(|(tag, _)| tag.name.as_str()).collect();
    let short: Vec<&str> = whole
        .iter()
        .map(|name| name.rsplit('/').next().unwrap_or(name))
        .collect();
    let width = |name: &str| cluster::width(name) + 6;
    let is_room = whole
        .iter()
        .map(|name| width(name))
        .fold(0, u16::saturating_add)
        <= pen.room();
    let names = if is_room { whole } else { short };
    let hidden = codebook.tags().iter().filter(|tag| !tag.retired).count() - keyed.len();
    let given = app.given_tags();
    let mut left = keyed.len();
    for ((tag, key), name) in keyed.iter().zip(names) {
        let more = if left > 1 || hidden > 0 { 10 } else { 0 };
        if width(name) + more > pen.room() && left != keyed.len() {
            break;
        }
        let given = if given.contains(&tag.name) {
            Modifier::REVERSED
        } else {
            Modifier::empty()
        };
        let style = theme.accent(codebook.color(&tag.name)).add_modifier(given);
        pen.write(&key.to_string(), theme.hint_key)
            .skip(1)
            .write(&format!("{} {name}", codebook.glyph(&tag.name)), style)
            .skip(2);
        left -= 1;
    }
    if left + hidden > 0 {
        pen.write(&choose, theme.hint_key)
            .write(&format!(" {} more", left + hidden), theme.dim);
    }
}

/// Draws the queue: every group with how much there is, and below the stops of the one that is chosen.
pub fn draw_queue(app: &App, theme: &Theme, queue: &Queue, frame: &mut Frame<'_>) {
    let inner = framed(theme, "What needs you", app.queue_part(queue), frame);
    let buffer = frame.buffer_mut();
    let mut lines = inner.rows();
    let all: usize = queue.groups.iter().map(|group| group.stops.len()).sum();
    let everything = (all, "everything, stop by stop".to_owned());
    let groups = queue.groups.iter().map(|group| match group.need {
        Need::Unseen => {
            let begun = match group.stops.len() {
                0 => String::new(),
                documents => format!("in {}, ", counted(documents, "document")),
            };
            let not_begun = counted(queue.not_begun, "document");
            let text = format!("{} · {begun}{not_begun} not begun", group.need.title());
            (group.count, text)
        }
        Need::Anchor if app.is_looking_through() => {
            let text = format!("{} · looking through the documents…", group.need.title());
            (group.count, text)
        }
        need => (group.count, need.title().to_owned()),
    });
    for (row, (count, text)) in std::iter::once(everything).chain(groups).enumerate() {
        let Some(line) = lines.next() else { return };
        let style = if row == queue.chosen {
            theme.overlay.patch(theme.list_selected)
        } else {
            theme.overlay
        };
        let words = if count == 0 && row != queue.chosen {
            theme.dim
        } else {
            Style::default()
        };
        tint(buffer, line, style);
        let mut pen = Pen::new(buffer, line).over(style);
        let count = if queue.is_counting {
            "…".to_owned()
        } else {
            count.to_string()
        };
        pen.write(&format!("{count:>6}  "), words.add_modifier(Modifier::BOLD))
            .write(&text, words);
    }
    let Some(rule) = lines.next() else { return };
    put(
        buffer,
        rule,
        &"─".repeat(usize::from(rule.width)),
        theme.overlay.patch(theme.border),
    );
    let mut stops = queue.stops();
    let mut last = rule;
    for (line, stop) in lines.zip(stops.by_ref()) {
        draw_stop(app, theme, stop, line, buffer);
        last = line;
    }
    let below = stops.count();
    if below > 0 && last != rule {
        more_below(theme, below, inner, buffer);
    }
}

/// Draws a stop: in which document, and on which words or how many sentences are left.
fn draw_stop(app: &App, theme: &Theme, stop: &Stop, line: Rect, buffer: &mut Buffer) {
    /// No line is longer, in bytes.
    const LONGEST: usize = 2000;
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    let name = app.name_of(&stop.document);
    pen.skip(2)
        .write_within(line.width / 3, &name, theme.overlay)
        .skip(2);
    let annotation = stop.annotation.and_then(|id| app.set().get(id));
    let Some(annotation) = annotation else {
        let coverage = app.coverage_of(&stop.document);
        let left = coverage.map_or(0, |known| known.sentences.saturating_sub(known.decided));
        pen.write(&counted(left, "sentence"), theme.dim);
        return;
    };
    let claim = annotation.claim.as_ref();
    let statement = claim.map(|claim| claim.statement.as_str());
    let words = statement.filter(|statement| !statement.is_empty());
    let words = words.unwrap_or(&annotation.place().quote);
    let words = words
        .get(..words.floor_char_boundary(LONGEST))
        .unwrap_or(words);
    pen.write(&on_one_line(words), theme.dim);
}
