//! Help and messages: pages made from the command table and the log.

use super::App;
use super::action::Scope;
use super::keymap::key_lines;
use super::overlay::{Overlay, Page, PageLine};
use super::status::Tone;

impl App {
    pub(super) fn show_help(&mut self) {
        let here = self.scope();
        let mut lines = vec![PageLine::Text(
            "A digit tags the sentence under the cursor, t chooses or makes tags, a writes a note, \
             u takes back whatever you did. Everything is saved as you do it."
                .to_owned(),
        )];
        let scopes = [here, Scope::Anywhere].into_iter().chain(Scope::ALL);
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
            about: None,
        }));
    }

    pub(super) fn show_messages(&mut self) {
        let mut lines = Vec::new();
        if !self.status.problems().is_empty() {
            lines.push(PageLine::Heading("Problems".to_owned()));
            lines.extend(
                self.status
                    .problems()
                    .iter()
                    .map(|problem| PageLine::Text(problem.to_string())),
            );
            lines.push(PageLine::Text(String::new()));
        }
        lines.push(PageLine::Heading("Messages, newest first".to_owned()));
        lines.extend(
            self.status
                .log()
                .iter()
                .rev()
                .map(|message| match message.tone {
                    Tone::Notice => PageLine::Text(message.text.clone()),
                    Tone::Failure => PageLine::Entry("!".to_owned(), message.text.clone()),
                }),
        );
        self.overlays.push(Overlay::Page(Page {
            title: "Messages".to_owned(),
            lines,
            top: 0,
            about: None,
        }));
    }
}
