//! Help and messages: pages made from the command table and the log.

use super::App;
use super::action::Scope;
use super::effect::Effect;
use super::keymap::key_lines;
use super::library::Entry;
use super::overlay::{Overlay, Page, PageKind, PageLine};
use super::status::Tone;
use crate::model::Problem;

impl App {
    pub(super) fn show_help(&mut self) {
        let here = self.scope();
        let mut lines = vec![PageLine::Text(
            "A digit tags the sentence under the cursor, t chooses or makes tags, a writes a note, \
             u takes back whatever you did. Everything is saved as you do it."
                .to_owned(),
        )];
        let nearest = [Some(here), here.parent(), Some(Scope::Anywhere)];
        let scopes = nearest.into_iter().flatten().chain(Scope::ALL);
        let mut shown: Vec<Scope> = Vec::new();
        for scope in scopes {
            if shown.contains(&scope) {
                continue;
            }
            shown.push(scope);
            lines.push(PageLine::Text(String::new()));
            lines.push(PageLine::Heading(scope.title().to_owned()));
            let entries = key_lines(&self.keymap, scope);
            lines.extend(
                entries
                    .into_iter()
                    .map(|line| PageLine::Entry(line.keys, line.doc.to_owned())),
            );
        }
        self.overlays.push(Overlay::Page(Page {
            title: "Help".to_owned(),
            lines,
            top: 0,
            kind: PageKind::Help,
        }));
    }

    /// Shows what was said and every problem, also of documents that nobody has looked at yet: they are tried now.
    pub(super) fn show_messages(&mut self) {
        let wanted = self.library.all_undescribed();
        if !wanted.is_empty() {
            self.effects.push(Effect::Describe(wanted));
        }
        self.overlays.push(Overlay::Page(Page {
            title: "Messages".to_owned(),
            lines: self.messages(),
            top: 0,
            kind: PageKind::Messages,
        }));
    }

    /// Shows problems that have become known where messages are shown.
    pub(super) fn refresh_messages(&mut self) {
        let is_shown = |overlay: &Overlay| matches!(overlay, Overlay::Page(page) if page.kind == PageKind::Messages);
        if let Some(place) = self.overlays.iter().position(is_shown) {
            let lines = self.messages();
            if let Some(Overlay::Page(page)) = self.overlays.get_mut(place) {
                page.lines = lines;
            }
        }
    }

    fn messages(&self) -> Vec<PageLine> {
        let unreadable = self.library.entries().iter().filter_map(Entry::reason);
        let found = self.status.problems().iter().map(Problem::to_string);
        let mut lines: Vec<PageLine> = found
            .chain(unreadable.map(str::to_owned))
            .map(PageLine::Text)
            .collect();
        if !lines.is_empty() {
            lines.insert(0, PageLine::Heading("Problems".to_owned()));
            lines.push(PageLine::Text(String::new()));
        }
        let said = self.status.log().iter().rev();
        let mut said = said
            .map(|message| match message.tone {
                Tone::Notice => PageLine::Text(message.text.clone()),
                Tone::Failure => PageLine::Entry("!".to_owned(), message.text.clone()),
            })
            .peekable();
        if said.peek().is_some() {
            lines.push(PageLine::Heading("Messages, newest first".to_owned()));
            lines.extend(said);
        }
        if lines.is_empty() {
            lines.push(PageLine::Text("There is nothing to tell.".to_owned()));
        }
        lines
    }
}
