//! What is shown of the chosen thing beside the list of the finder.

use super::{Row, What};
use crate::app::App;
use crate::app::commands::Command;
use crate::app::library::Entry;
use crate::app::overlay::Finder;
use crate::model::{
    Annotation, AnnotationId, BlockKind, DocPath, Document, Span, TagName, TagText, on_one_line,
};
use crate::review::latest;
use crate::text::counted;

/// How much of a document is kept to be shown, in bytes.
const MOST: usize = 6000;

/// How a document begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which document.
    pub path: DocPath,
    /// Its first lines, or why it cannot be read.
    pub lines: Result<Vec<PreviewLine>, String>,
}

/// A line of the preview, as long as it is; where it is broken depends on the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewLine {
    /// What the chosen thing is called, or a heading.
    Heading(String),
    /// What is known of it.
    About(String),
    /// A paragraph.
    Text(String),
    /// A passage in the words around it.
    Passage(String, Span),
    /// What is wrong.
    Fault(String),
    /// Nothing.
    Gap,
}

impl Head {
    /// How the article in `document` begins.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            path: document.path.clone(),
            lines: Ok(lines_from(document, 0)),
        }
    }
}

/// The text of a document from the block on that holds the byte `at`, without its title and what is page furniture.
fn lines_from(document: &Document, at: usize) -> Vec<PreviewLine> {
    let (mut lines, mut taken) = (Vec::new(), 0);
    let blocks = document.blocks.iter();
    let blocks = blocks.skip_while(|block| block.span.end <= at);
    for block in blocks {
        if matches!(block.kind, BlockKind::Title | BlockKind::Boilerplate) {
            continue;
        }
        if taken >= MOST {
            break;
        }
        let text: String = block.span.of(&document.text).chars().take(MOST).collect();
        taken += text.len();
        if !lines.is_empty() {
            lines.push(PreviewLine::Gap);
        }
        match block.kind {
            BlockKind::Heading(_) => lines.push(PreviewLine::Heading(on_one_line(&text))),
            BlockKind::Table | BlockKind::Preformatted => {
                lines.extend(text.lines().map(|line| PreviewLine::Text(line.to_owned())));
            }
            _ => lines.push(PreviewLine::Text(on_one_line(&text))),
        }
    }
    lines
}

impl App {
    /// What is shown of the thing that is chosen in the finder.
    #[must_use]
    pub fn finder_preview(&self, finder: &Finder) -> Vec<PreviewLine> {
        let Some(Row { what, .. }) = finder.chosen() else {
            return Vec::new();
        };
        match what {
            What::Document(path) => self.preview_of_document(finder, path),
            What::Heading(at) => {
                let document = self.reader.document();
                document.map_or_else(Vec::new, |document| lines_from(document, *at))
            }
            What::Tag(name, uses) => self.preview_of_tag(name, *uses),
            What::Annotation(id) => self.preview_of_annotation(*id),
            What::Command(command) => self.preview_of_command(command),
            What::GoThere => Vec::new(),
        }
    }

    fn preview_of_document(&self, finder: &Finder, path: &DocPath) -> Vec<PreviewLine> {
        let mut lines = vec![PreviewLine::Heading(self.name_of(path))];
        let entry = self.library.get(path);
        let metadata = entry.and_then(Entry::metadata);
        let about = metadata.into_iter().flat_map(|known| {
            let authors = (!known.authors.is_empty()).then(|| known.authors.join(", "));
            [authors, known.date.clone(), known.source.clone()]
        });
        let about: Vec<String> = about.flatten().collect();
        if !about.is_empty() {
            lines.push(PreviewLine::About(about.join(" · ")));
        }
        let path_and_count = match self.set().count_on(path) {
            0 => path.to_string(),
            count => format!("{path} · {}", counted(count, "annotation")),
        };
        lines.extend([PreviewLine::About(path_and_count), PreviewLine::Gap]);
        let open = self.reader.document().filter(|open| open.path == *path);
        if let Some(open) = open {
            lines.extend(lines_from(open, 0));
        } else if let Some(head) = finder.head.as_ref().filter(|head| head.path == *path) {
            match &head.lines {
                Ok(head) => lines.extend(head.iter().cloned()),
                Err(reason) => lines.push(PreviewLine::Fault(reason.clone())),
            }
        }
        lines
    }

    fn preview_of_tag(&self, name: &TagName, uses: usize) -> Vec<PreviewLine> {
        let mut lines = vec![PreviewLine::Heading(name.to_string())];
        let tag = self.set().codebook().get(name);
        let key = tag.and_then(|tag| tag.key);
        let key = key.map(|key| format!("key {key} · ")).unwrap_or_default();
        let uses = counted(uses, "annotation");
        lines.extend([PreviewLine::About(format!("{key}{uses}")), PreviewLine::Gap]);
        let Some(tag) = tag else {
            return lines;
        };
        for (which, head) in [
            (TagText::Definition, ""),
            (TagText::UseFor, "Use for: "),
            (TagText::NotFor, "Not for: "),
        ] {
            let said = tag.text(which);
            if !said.trim().is_empty() {
                lines.push(PreviewLine::Text(format!("{head}{}", on_one_line(&said))));
            }
        }
        if !tag.examples.is_empty() {
            lines.extend([PreviewLine::Gap, PreviewLine::About("Examples".to_owned())]);
        }
        let examples = tag.examples.iter();
        lines.extend(examples.map(|example| PreviewLine::Text(format!("· {example}"))));
        lines
    }

    fn preview_of_annotation(&self, id: AnnotationId) -> Vec<PreviewLine> {
        let Some(annotation) = self.set().get(id) else {
            return vec![PreviewLine::Fault("that was deleted meanwhile".to_owned())];
        };
        let mut lines = vec![PreviewLine::Heading(self.name_of(&annotation.document))];
        let tags: Vec<&str> = annotation.tags.iter().map(TagName::as_str).collect();
        let tags = Some(tags.join(", ")).filter(|tags| !tags.is_empty());
        let about = [tags, Some(annotation.reviewer.clone())];
        let about = about.into_iter().flatten().filter(|one| !one.is_empty());
        let about: Vec<String> = about.collect();
        if !about.is_empty() {
            lines.push(PreviewLine::About(about.join(" · ")));
        }
        lines.push(PreviewLine::Gap);
        if let Some(claim) = &annotation.claim {
            let verdict = latest(claim).and_then(|one| one.verdict.as_ref());
            let verdict = verdict.map_or("no verdict yet".to_owned(), ToString::to_string);
            let status = claim.status.map(|status| status.as_str().to_owned());
            let claimant = Some(on_one_line(&claim.claimant)).filter(|name| !name.is_empty());
            let about = [Some(verdict), status, claimant].into_iter().flatten();
            let about: Vec<String> = about.collect();
            if !claim.statement.is_empty() {
                lines.push(PreviewLine::Heading(on_one_line(&claim.statement)));
            }
            lines.extend([PreviewLine::About(about.join(" · ")), PreviewLine::Gap]);
        }
        lines.push(self.passage(annotation));
        if !annotation.note.trim().is_empty() {
            lines.push(PreviewLine::Gap);
            let note = annotation.note.lines();
            lines.extend(note.map(|line| PreviewLine::Text(line.to_owned())));
        }
        lines
    }

    /// The quote of an annotation in the words around it: in its paragraph where its document is open, else in what was
    /// written down with it.
    fn passage(&self, annotation: &Annotation) -> PreviewLine {
        let open = self.reader.document();
        let open = open.filter(|open| open.path == annotation.document);
        let placed = self.reader.places().get(annotation.id);
        if let Some((open, span)) = open.zip(placed.map(|placed| placed.span)) {
            let blocks = open.blocks_in(span);
            let start = blocks.first().map_or(span.start, |block| block.span.start);
            let end = blocks.last().map_or(span.end, |block| block.span.end);
            let (start, end) = (start.min(span.start), end.max(span.end));
            if end - start <= MOST {
                let text = Span::new(start, end).of(&open.text).to_owned();
                return PreviewLine::Passage(text, Span::new(span.start - start, span.end - start));
            }
        }
        let place = annotation.place();
        let quote: String = place.quote.chars().take(MOST).collect();
        let start = place.prefix.len();
        let span = Span::new(start, start + quote.len());
        PreviewLine::Passage([&*place.prefix, &quote, &place.suffix].concat(), span)
    }

    fn preview_of_command(&self, command: &Command) -> Vec<PreviewLine> {
        let keys: Vec<String> = self.keymap.keys_of(command.name).collect();
        let keys = match keys.as_slice() {
            [] => "no key; Enter gives it".to_owned(),
            keys => keys.join("   "),
        };
        let mut lines = vec![
            PreviewLine::Heading(command.name.to_owned()),
            PreviewLine::About(keys),
            PreviewLine::Gap,
            PreviewLine::Text(command.doc.to_owned()),
        ];
        let arguments = command.arguments().iter();
        lines.extend(
            arguments.map(|(word, meaning)| PreviewLine::Text(format!("{word}: {meaning}"))),
        );
        lines
    }
}
