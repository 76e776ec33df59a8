//! Help and messages: pages made from the command table and the log.

use super::App;
use super::action::Scope;
use super::keymap::key_lines;
use super::library::Entry;
use super::overlay::{Overlay, Page, PageKind, PageLine};
use super::status::Tone;
use crate::model::Problem;

/// What the place is for that help is asked in, a paragraph each; nothing where the keys say it.
fn about(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Anywhere | Scope::Documents | Scope::Reader | Scope::Sidebar => &[
            "A digit tags the sentence under the cursor, t chooses or makes tags, a writes a note, u takes back whatever \
             you did. Everything is saved as you do it.",
            "To review, choose a codebook with T, decide sentence by sentence with R, fill in a claim with c, see with Q \
             what is left to do, and look over all claims with L.",
        ],
        Scope::Reviewing => &[
            "The key of a tag gives it to the marked sentence and goes on; Space leaves the sentence untagged. The strip \
             above the status line shows the keys, T the codebook they come from. What you have seen is remembered.",
        ],
        Scope::Queue => &[
            "Everything that waits for you in all articles, by kind and by article. What is done falls out; an article \
             comes in when you begin to review it.",
        ],
        Scope::Codebook => &[
            "The tags, with their keys and with what they are for. A change here goes through all annotations and is one \
             step, which u takes back.",
        ],
        Scope::Split => &[
            "Each annotation of the tag is given one of the others; nothing changes before you save.",
        ],
        Scope::Claim => &[
            "What the sentence asserts, and your verdict on it. A letter in brackets goes to its field, and chooses a \
             word there; what the sentence tells is filled in. Nothing changes before you save.",
        ],
        Scope::Evidence => &[
            "What speaks for the claim or against it. A letter in brackets goes to its field, and chooses a word there.",
        ],
        Scope::Claims => &[
            "Every claim of all articles, a row each; the chosen one is told in full below. What is filtered with / can \
             be kept: :keep-filter NAME, and :filter NAME brings it back; :queries explains what can be asked for.",
        ],
        Scope::Counts => &[
            "What is counted over all articles, or over what the filter leaves. The fuller a cell the darker its shade, \
             and its number stands beside it.",
        ],
        Scope::Relation => {
            &["A is the annotation you came from, B the one you chose; Tab exchanges them."]
        }
        Scope::Pair => &["Two annotations with what stands around them in their articles."],
        Scope::CorpusLine | Scope::Results => &[
            "What all articles say of something: each match with the sentence around it. What is typed is searched for at \
             once; the results stand in the order of the articles. Reading one, n and N go on through all of them.",
        ],
        Scope::Agreement => &[
            "How far the reviewers agree, tag by tag over the sentences that at least two have seen, and on the claims that \
             several marked. 1 is full agreement; Cohen, Fleiss and α are 0 where chance would agree as well. α-u and F1 \
             compare the marked stretches of text themselves. A dash says that there is no figure, and below stands why.",
        ],
        Scope::Adjudication => &[
            "What reviewers disagree about, the dearest first: verdicts, then what is a claim, then the rest. What you decide \
             is an annotation of your own that names those it decides between; theirs stay as they are.",
        ],
        Scope::Elsewhere => &[
            "Sentences of all articles that nearly repeat this one, the nearest first; the words that differ are marked.",
        ],
        _ => &[],
    }
}

impl App {
    pub(super) fn show_help(&mut self) {
        let here = self.scope();
        let mut lines: Vec<PageLine> = about(here)
            .iter()
            .map(|text| PageLine::Text((*text).to_owned()))
            .collect();
        let nearest = [Some(here), here.parent(), Some(Scope::Anywhere)];
        let scopes = nearest.into_iter().flatten().chain(Scope::ALL);
        let mut shown: Vec<Scope> = Vec::new();
        for scope in scopes {
            if shown.contains(&scope) {
                continue;
            }
            shown.push(scope);
            if !lines.is_empty() {
                lines.push(PageLine::Text(String::new()));
            }
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

    /// Shows what was said and every problem. Documents that nobody has looked at yet are tried behind the screen, and
    /// their problems come along.
    pub(super) fn show_messages(&mut self) {
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
