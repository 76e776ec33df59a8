//! The status line: the mode, the document, the place in it, what was just done, and what can be done next.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::page::has_more;
use super::paint::{Pen, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::action::{
    Action, Anchor, Annotate, Arranging, ClaimAction, Codebook, CorpusAction, LedgerAction, Link,
    OverlayAction, Program, Reviewing, Scope,
};
use crate::app::commands::{COMMANDS, Command};
use crate::app::overlay::{Line, Overlay, PickerKind, SearchLine};
use crate::app::panes::{Focus, WIDE, inside};
use crate::app::status::{SaveState, Tone};
use crate::text::cluster;

/// What stands beside the key that shows what a person has to look at.
const HAVE_A_LOOK: &str = "have a look";

/// What is hinted at while something is selected: commands and what they do with it.
const SELECTING: [(&str, &str); 5] = [
    ("tag", "tag"),
    ("note", "note"),
    ("highlight", "highlight"),
    ("copy", "copy"),
    ("leave", "leave"),
];

/// What is hinted at in the reader, in this order; the rest comes after it. What can be done with the sentence that is read
/// counts more than how one gets about, which the arrow keys and the mouse do too.
const READING: [&str; 14] = [
    "page-down",
    "tag",
    "codebook",
    "review",
    "claim",
    "note",
    "undo",
    "link",
    "search",
    "search-corpus",
    "queue",
    "ledger",
    "select-sentence",
    "next-pane",
];

/// From this width on the way out of the program is among the hints, also beside what was done.
const ROOMY: u16 = 80;

/// The cells that what was done leaves for the ways out and to help.
const WAYS: u16 = 17;

/// The cells that a message leaves for the way out of what lies over the text.
const WAY_OUT: u16 = 14;

/// What stands on the line for as long as something is not on disk that should be.
const NOT_SAVED: &str = "NOT SAVED";

pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let whole = frame.area();
    tint(frame.buffer_mut(), area, theme.status);
    let mut pen = Pen::new(frame.buffer_mut(), area).over(theme.status);
    pen.write(&format!(" {} ", mode(app)), theme.status_mode);
    draw_state(app, theme, &mut pen);
    let typed_at = match app.overlays.last() {
        Some(Overlay::Search(line)) => Some(draw_search(app, theme, line, &mut pen)),
        Some(Overlay::ListFilter(line)) => Some(draw_list_filter(app, theme, line, &mut pen)),
        _ => None,
    };
    if let Some(cursor) = typed_at {
        draw_hints(app, theme, whole, &mut pen);
        frame.set_cursor_position(Position::new(cursor, area.y));
        return;
    }
    // In a narrow window what was just said, and what can be done, count more than what is read.
    let is_at_rest = app.status.message().is_none()
        && app.overlays.is_empty()
        && app.reader.selection().is_none();
    let is_form = matches!(app.overlays.last(), Some(Overlay::Claim(_)));
    let is_review = is_worked_on(app.scope()) || is_form || app.ledger().is_some();
    // How far the article is counts more than what it is called.
    let is_reviewing = app.tally().is_some() && area.width < WIDE;
    let room_for_name = area.width >= ROOMY && !is_review && !is_reviewing || is_at_rest;
    let is_done = app
        .status
        .message()
        .is_some_and(|said| said.tone == Tone::Notice);
    let kept = match app.overlays.is_empty() {
        true if is_done && area.width >= ROOMY => WAYS,
        true => 0,
        false => WAY_OUT,
    };
    // That something is not saved is on the line until it is.
    let kept = match app.status.saving.state() {
        SaveState::Failed(_) => kept + cluster::width(NOT_SAVED) + 2,
        SaveState::Idle | SaveState::Waiting | SaveState::Saved => kept,
    };
    if room_for_name {
        draw_name(app, theme, area.width, kept, &mut pen);
    }
    draw_tally(app, theme, area.width >= ROOMY || is_at_rest, &mut pen);
    if let Some(keys) = app.pending_keys() {
        pen.skip(2).write(&format!("{keys}…"), theme.hint_key);
    }
    let is_selecting = app.reader.selection().is_some();
    let linking = app.linking_words().filter(|_| app.overlays.is_empty());
    let is_free = app.status.message().is_none() && linking.is_none();
    if is_free && app.panes().sidebar.is_none() && !is_selecting {
        draw_current(app, theme, &mut pen);
    }
    if let Some(message) = app.status.message() {
        let style = match message.tone {
            Tone::Notice => theme.status_message,
            Tone::Failure => theme.status_error,
        };
        let room = pen.skip(2).room().saturating_sub(kept);
        draw_message(theme, &message.text, style, room, &mut pen);
    } else if let Some(words) = linking {
        pen.skip(2).write(&words, theme.status_message);
    } else if let Some(reason) = reason_of_chosen(app) {
        pen.skip(2).write(reason, theme.status_error);
    }
    match app.status.saving.state() {
        SaveState::Idle => &mut pen,
        SaveState::Waiting => pen.skip(2).write("saving…", theme.status),
        SaveState::Saved => pen.skip(2).write("saved", theme.status),
        SaveState::Failed(_) => pen.skip(2).write(NOT_SAVED, theme.status_error),
    };
    draw_hints(app, theme, whole, &mut pen);
}

/// What is read, and how far the reader is with it, unless what was just said needs the room; `kept` cells are for others.
/// What holds for the whole file: that nothing can be saved to it, that it is sealed.
fn draw_state(app: &App, theme: &Theme, pen: &mut Pen<'_>) {
    if app.read_only().is_some() {
        let words = if app.damage().is_some() {
            "READ ONLY · :mend"
        } else {
            "READ ONLY"
        };
        pen.skip(1).write(words, theme.status_error);
    }
    if let Some(words) = app.sealed() {
        pen.skip(1).write(&words, theme.status_message);
    }
}

fn draw_name(app: &App, theme: &Theme, width: u16, kept: u16, pen: &mut Pen<'_>) {
    let Some(document) = app.reader.document() else {
        return;
    };
    let name = app.name_of(&document.path);
    let most = (width / 4).max(8);
    let percent = format!(" · {}%", app.reader.percent());
    let taken = cluster::width(&name).min(most) + cluster::width(&percent) + 3 + kept;
    let is_room = |text: &str| cluster::width(text) <= pen.room().saturating_sub(taken);
    if app.status.message().is_none_or(|said| is_room(&said.text)) {
        pen.skip(1).write_within(most, &name, theme.status);
        pen.write(&percent, theme.status);
    }
}

/// How much of the article was reviewed; where there is room, also how many sentences have a tag.
fn draw_tally(app: &App, theme: &Theme, is_room: bool, pen: &mut Pen<'_>) {
    let Some(tally) = app.tally().filter(|_| app.overlays.is_empty()) else {
        return;
    };
    let text = format!("reviewed {} of {}", tally.decided, tally.sentences);
    pen.skip(2).write(&text, theme.status_message);
    if is_room {
        pen.write(&format!(" · {} tagged", tally.tagged), theme.status);
    }
}

/// What was said, in at most `room` cells; where the whole of it can be read, if it is longer.
fn draw_message(theme: &Theme, text: &str, style: Style, room: u16, pen: &mut Pen<'_>) {
    const REST: &str = " :messages";
    /// A message that has no more room than this is worth more than the way to its rest.
    const SHORT: u16 = 40;
    let text = with_short_paths(text, room);
    let rest = cluster::width(REST);
    if cluster::width(&text) <= room || room < SHORT {
        pen.write_within(room, &text, style);
    } else {
        pen.write_within(room - rest, &text, style)
            .write(REST, theme.hint_key);
    }
}

/// `text` with as many folders left out of the paths in it, from the front, as it takes to fit in `room` cells: a file's
/// name tells more than where it lies.
fn with_short_paths(text: &str, room: u16) -> String {
    const LEFT_OUT: &str = "…/";
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let further = |word: &str| {
        let known = word.strip_prefix(LEFT_OUT).unwrap_or(word);
        let known = known.strip_prefix('/').unwrap_or(known);
        let rest = known.split_once('/').map(|(_, rest)| rest);
        rest.filter(|rest| !rest.is_empty() && !word.contains("://"))
            .map(|rest| format!("{LEFT_OUT}{rest}"))
    };
    while cluster::width(&words.join(" ")) > room {
        let shorter = words.iter().enumerate();
        let shorter = shorter.filter_map(|(place, word)| Some((place, further(word)?)));
        let Some((place, word)) = shorter.max_by_key(|(_, word)| word.len()) else {
            break;
        };
        words[place] = word;
    }
    words.join(" ")
}

/// Whether what lies over the text is worked on with many keys: they count more than what is read.
fn is_worked_on(scope: Scope) -> bool {
    use Scope::{Adjudication, Agreement, Anchors, CorpusLine, Elsewhere, Pair, Relation, Results};
    matches!(
        scope,
        Adjudication | Agreement | Anchors | CorpusLine | Elsewhere | Pair | Relation | Results
    )
}

/// Why the document chosen in the list cannot be read.
fn reason_of_chosen(app: &App) -> Option<&str> {
    let is_chosen = app.scope() == Scope::Documents;
    app.library.chosen().filter(|_| is_chosen)?.reason()
}

/// The annotation under the cursor in a few words, where no sidebar shows it.
fn draw_current(app: &App, theme: &Theme, pen: &mut Pen<'_>) {
    let current = app.reader.current().filter(|_| app.overlays.is_empty());
    let Some(annotation) = current.and_then(|id| app.set().get(id)) else {
        return;
    };
    let codebook = app.set().codebook();
    for tag in &annotation.tags {
        let style = theme.accent(codebook.color(tag));
        pen.skip(2)
            .write(&format!("{} {tag}", codebook.glyph(tag)), style);
    }
    pen.skip(2).write(&annotation.note, theme.note);
}

/// The search line, with how many matches there are; the column of its cursor.
fn draw_search(app: &App, theme: &Theme, line: &SearchLine, pen: &mut Pen<'_>) -> u16 {
    let text = line.input.text();
    pen.write(" /", theme.input);
    // In a narrow window what is typed counts more than how often it is found.
    let kept = if pen.room() > 30 { 12 } else { 0 };
    let room = pen.room().saturating_sub(kept);
    let cursor = pen.write_typed(room, &line.input, theme.input);
    let find = app.reader.find().filter(|_| !text.trim().is_empty());
    let count = find.map(|find| find.told(app.reader.cursor()));
    pen.skip(2).write(&count.unwrap_or_default(), theme.status);
    cursor
}

/// What the document list is narrowed by, with how many fit; the column of its cursor.
fn draw_list_filter(app: &App, theme: &Theme, line: &Line, pen: &mut Pen<'_>) -> u16 {
    pen.write(" /", theme.input);
    let kept = if pen.room() > 30 { 18 } else { 0 };
    let room = pen.room().saturating_sub(kept);
    let cursor = pen.write_typed(room, line, theme.input);
    let all = app.library.entries().len();
    let count = app.library.fitting().map_or_else(
        || "words of a title".to_owned(),
        |fitting| format!("{fitting} of {all}"),
    );
    pen.skip(2).write(&count, theme.status);
    cursor
}

fn mode(app: &App) -> String {
    if app.linking_from().is_some() && app.overlays.is_empty() {
        return "LINK".to_owned();
    }
    match (app.scope(), app.layout.focus) {
        (Scope::Documents, _) => "DOCUMENTS".to_owned(),
        (Scope::Sidebar, _) => "ANNOTATIONS".to_owned(),
        (Scope::Note, _) => "NOTE".to_owned(),
        (Scope::Picker, _) if matches!(app.overlays.last(), Some(Overlay::Finder(_))) => {
            "FIND".to_owned()
        }
        (Scope::Picker, _) => "CHOOSE".to_owned(),
        (Scope::Tags, _) => "TAGS".to_owned(),
        (Scope::Search, _) => "SEARCH".to_owned(),
        (Scope::Page, _) => "PAGE".to_owned(),
        (Scope::Question, _) => "QUESTION".to_owned(),
        (Scope::Facts, _) => "FACTS".to_owned(),
        (Scope::Peek, _) => "FOOTNOTE".to_owned(),
        (Scope::Field, _) => "PUT RIGHT".to_owned(),
        (Scope::Damage, _) => "BROKEN FILE".to_owned(),
        (Scope::Draft, _) => "DRAFT".to_owned(),
        (Scope::Anchors, _) => "LOOK".to_owned(),
        (Scope::Reviewing, _) => "REVIEW".to_owned(),
        (Scope::Queue, _) => "QUEUE".to_owned(),
        (Scope::Codebook | Scope::Filter | Scope::Entry, _) => "CODEBOOK".to_owned(),
        (Scope::Split, _) => "SPLIT".to_owned(),
        (Scope::Claim | Scope::Form, _) => "CLAIM".to_owned(),
        (Scope::Evidence, _) => "EVIDENCE".to_owned(),
        (Scope::Filling, _) => "FILL IN".to_owned(),
        (Scope::Ledger | Scope::Claims | Scope::Counts, _) => "LEDGER".to_owned(),
        (Scope::LedgerFilter | Scope::ListFilter, _) => "FILTER".to_owned(),
        (Scope::Bulk | Scope::Working, _) => "EDIT".to_owned(),
        (Scope::Linking, _) => "LINK".to_owned(),
        (Scope::Relation, _) => "RELATION".to_owned(),
        (Scope::Pair, _) => "COMPARE".to_owned(),
        (Scope::Elsewhere, _) => "ELSEWHERE".to_owned(),
        (Scope::Agreement, _) => "AGREEMENT".to_owned(),
        (Scope::Adjudication, _) => "SETTLE".to_owned(),
        (Scope::Corpus | Scope::CorpusLine | Scope::Results, _) => "CORPUS".to_owned(),
        (Scope::Attaching, _) if app.reader.selection().is_none() => "ATTACH".to_owned(),
        (
            Scope::Reader | Scope::Anywhere | Scope::Attaching,
            Focus::Reader | Focus::Documents | Focus::Sidebar,
        ) => {
            let selection = app.reader.selection();
            selection.map_or_else(
                || "READ".to_owned(),
                |selection| format!("SELECT {}", selection.unit.as_str()),
            )
        }
    }
}

/// Whether a command is worth a hint now: there is something for it to do.
fn is_of_use(app: &App, command: &Command) -> bool {
    match (command.action, app.overlays.last()) {
        (Action::Anchor(Anchor::Review), _) => {
            app.all_to_look_at() > 0 && app.scope() != Scope::Attaching
        }
        (Action::Anchor(Anchor::Accept), Some(Overlay::Anchors(review))) => {
            review.shown.choices > 0
        }
        (Action::Anchor(Anchor::ByHand), Some(Overlay::Anchors(review))) => {
            review.stop().is_some_and(|stop| stop.annotation.is_some())
        }
        (Action::Anchor(Anchor::NextPlace), Some(Overlay::Anchors(review))) => {
            review.shown.choices > 1
        }
        // The codebook has room for its keys itself.
        (Action::Codebook(action), Some(Overlay::Codebook(view))) => {
            view.is_filtering || action == Codebook::Close
        }
        (
            Action::Link(_) | Action::Overlay(OverlayAction::Accept | OverlayAction::Mark),
            Some(Overlay::Elsewhere(shown)),
        ) => !shown.found().is_empty(),
        (
            Action::Corpus(CorpusAction::ChooseTags | CorpusAction::TagAll | CorpusAction::View)
            | Action::Overlay(OverlayAction::Accept | OverlayAction::Mark),
            Some(Overlay::Corpus(view)),
        ) => !view.results.is_empty(),
        (Action::Link(Link::Begin), None) => {
            matches!(app.scope(), Scope::Reader | Scope::Sidebar)
                && app.current_annotation().is_some()
        }
        // Whoever has tags has met the codebook; who reviews is in it already.
        (Action::Codebook(Codebook::Open), None) => app.set().codebook().tags().is_empty(),
        (Action::Reviewing(Reviewing::Toggle), None) => app.scope() == Scope::Reader,
        (Action::Arrange(Arranging::Fold), None) => app.library.arrangement().is_grouped,
        (Action::Anchor(_) | Action::Select(_), _) => true,
        _ => app.scope() != Scope::Attaching,
    }
}

/// The keys of a command, what they do, and whether that is the last to be left out.
type Hint<'a> = (String, Cow<'a, str>, bool);

/// The hint of a command, as exact as it can be here.
fn said_of(app: &App, command: &Command) -> Cow<'static, str> {
    match app.overlays.last() {
        Some(Overlay::Picker(picker))
            if matches!(picker.kind, PickerKind::Tags { .. })
                && command.action == Action::Overlay(OverlayAction::Accept) =>
        {
            match picker.given().as_slice() {
                [] => "give none".into(),
                [name] => format!("give {name}").into(),
                given => format!("give {} tags", given.len()).into(),
            }
        }
        Some(Overlay::Bulk(bulk)) if command.action == Action::Overlay(OverlayAction::Accept) => {
            let changes = bulk.plan.as_ref().map(|plan| plan.changes.len());
            changes.map_or("choose".into(), |changes| {
                format!("change {changes}").into()
            })
        }
        _ => {
            let selecting = SELECTING.iter().find(|(name, _)| *name == command.name);
            let selecting = selecting.filter(|_| app.reader.selection().is_some());
            selecting.map_or(command.hint, |(_, hint)| *hint).into()
        }
    }
}

/// The scopes whose commands are hinted at in `scope`. While reviewing many keys of the reader mean something else.
fn hinted(scope: Scope) -> [Option<Scope>; 2] {
    match scope {
        Scope::Reviewing => [Some(scope), Some(Scope::Anywhere)],
        _ => [Some(scope), scope.parent()],
    }
}

/// Every command in the order in which it is hinted at: while reviewing its own come first.
fn hintable(scope: Scope) -> Vec<&'static Command> {
    let mut commands: Vec<_> = COMMANDS.iter().collect();
    commands.sort_by_key(|command| match scope {
        Scope::Reviewing => usize::from(command.scope != scope),
        Scope::Reader => READING
            .iter()
            .position(|name| *name == command.name)
            .unwrap_or(READING.len()),
        _ => 0,
    });
    commands
}

/// Whether a command leads out of what lies over the text without taking anything.
fn is_way_back(command: &Command) -> bool {
    command.action == Action::Overlay(OverlayAction::Cancel)
}

/// Whether the hint of a command is among the last to be left out where there is little room.
fn is_last_to_go(command: &Command, window: Rect) -> bool {
    let is_quit = command.action == Action::Program(Program::Quit);
    let is_way_out = matches!(
        command.action,
        Action::Overlay(OverlayAction::No)
            | Action::Anchor(Anchor::Close | Anchor::Return)
            | Action::Codebook(Codebook::Close | Codebook::DropSplit)
            | Action::Claim(ClaimAction::Back)
            | Action::Ledger(LedgerAction::Close)
    );
    is_quit && window.width >= ROOMY || command.hint == "help" || is_way_back(command) || is_way_out
}

/// As many hints as fit, at the right end: what can be done where one is. Help stands last; it and the way out of what lies
/// over the text are the last to go.
fn draw_hints(app: &App, theme: &Theme, whole: Rect, pen: &mut Pen<'_>) {
    let scope = app.scope();
    let scopes = hinted(scope);
    let has_more = match app.overlays.last() {
        Some(Overlay::Page(page) | Overlay::Damage(page)) => has_more(page, whole),
        Some(Overlay::Peek(peek)) => app
            .peek_part(peek)
            .is_some_and(|(part, rows)| rows.len() > peek.top + usize::from(inside(part).height)),
        _ => true,
    };
    let has_cards = !app.reader.places().is_empty();
    let has_match = app.reader.find().is_some_and(|find| !find.is_in_vain());
    let is_selecting = scope == Scope::Reader && app.reader.selection().is_some();
    let is_given = |command: &&Command| {
        let is_here = if is_selecting {
            SELECTING.iter().any(|(name, _)| *name == command.name)
        } else {
            !command.hint.is_empty() && scopes.contains(&Some(command.scope))
        };
        is_here
            && is_of_use(app, command)
            && (has_cards || command.scope != Scope::Sidebar)
            && (app.can_undo() || command.action != Action::Annotate(Annotate::Undo))
            && (has_match || command.scope != Scope::Search || is_way_back(command))
            && (has_more || command.action != Action::Overlay(OverlayAction::PageDown))
    };
    let hints = hintable(scope)
        .into_iter()
        .filter(is_given)
        .filter_map(|command| {
            let keys = app.keymap.keys_of(command.name).next()?;
            let hint = said_of(app, command);
            Some((keys, hint, is_last_to_go(command, whole)))
        });
    let mut hints: Vec<Hint<'_>> = hints.collect();
    // What waits for the person comes first, the way out of the program and help last.
    let last = |hint: &str| ["quit", "help"].iter().position(|word| *word == hint);
    hints.sort_by_key(|(_, hint, _)| (last(hint), *hint != HAVE_A_LOOK));
    let width = |(keys, hint, _): &Hint<'_>| cluster::width(keys) + cluster::width(hint) + 3;
    let mut room = pen.room().saturating_sub(1);
    let mut shown = vec![false; hints.len()];
    for last_to_go in [true, false] {
        for (hint, shown) in hints.iter().zip(&mut shown) {
            if hint.2 == last_to_go {
                *shown = width(hint) <= room;
                if !*shown {
                    break;
                }
                room -= width(hint);
            }
        }
    }
    let shown: Vec<_> = hints
        .iter()
        .zip(shown)
        .filter_map(|(hint, shown)| shown.then_some(hint))
        .collect();
    let total: u16 = shown.iter().map(|hint| width(hint)).sum();
    pen.skip(pen.room().saturating_sub(total));
    for (keys, hint, _) in shown {
        pen.skip(1)
            .write(keys, theme.hint_key)
            .skip(1)
            .write(hint, theme.hint_text)
            .skip(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_their_folders_before_a_message_is_cut() {
        for (text, room, expected) in [
            (
                "wrote /home/ada/notes/out.md",
                60,
                "wrote /home/ada/notes/out.md",
            ),
            ("wrote /home/ada/notes/out.md", 19, "wrote …/out.md"),
            ("wrote /home/ada/notes/out.md", 20, "wrote …/notes/out.md"),
            (
                "opened https://a.example/b/c",
                9,
                "opened https://a.example/b/c",
            ),
            ("a and/or b", 3, "a …/or b"),
        ] {
            assert_eq!(with_short_paths(text, room), expected);
        }
    }
}
