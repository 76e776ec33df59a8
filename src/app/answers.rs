//! What becomes of the answers to effects.

use jiff::Timestamp;

use super::App;
use super::effect::{Answer, Effect, Loaded, Saved};
use super::going::Goal;
use super::overlay::Overlay;
use super::reader::OpenDocument;
use crate::model::{BlockKind, DocPath, Document, Problem};
use crate::text::counted;
use std::sync::Arc;

impl App {
    pub(super) fn answer(&mut self, answer: Answer, now: Timestamp) {
        match answer {
            Answer::Found(paths) => self.found(paths),
            Answer::Walked(problems) => self.walked(problems),
            Answer::Learned => {
                let path = self.reader.document().map(|document| document.path.clone());
                self.effects.extend(path.map(Effect::Renew));
            }
            Answer::Renewed(open) => self.renewed(open),
            Answer::Loaded(Ok(loaded)) => {
                self.loaded(loaded);
                self.report_missing();
                self.release();
            }
            Answer::Loaded(Err(reason)) => {
                self.annotations.read_only = Some(reason.clone());
                self.release();
                self.status.failure(reason);
            }
            Answer::Opened { number, result } if number == self.opening.number => {
                self.opened(result);
            }
            // An older request: the person has gone on to another document since.
            Answer::Opened { .. } => {}
            Answer::Described(found) => {
                self.library.describe(found);
                self.refresh_finder();
            }
            Answer::Saved(Ok(saved)) => {
                self.saved(saved);
                self.leave_when_saved(now);
            }
            Answer::Saved(Err(reason)) => {
                self.status.saving.end(Some(reason.clone()));
                self.status.failure(reason);
                self.leave_when_saved(now);
            }
            Answer::Edited(result) => self.edited(result),
            Answer::Exported(Ok(exported)) => {
                let more = if exported.dropped.is_empty() {
                    ""
                } else {
                    "; :messages tells what does not fit the format"
                };
                for sentence in exported.dropped {
                    self.status.note(sentence);
                }
                self.status.notice(format!("{}{more}", exported.sentence));
            }
            Answer::Exported(Err(reason)) | Answer::Failure(reason) => self.status.failure(reason),
        }
    }

    fn found(&mut self, paths: Vec<DocPath>) {
        self.library.add(paths);
        let nothing_open = self.reader.document().is_none() && self.opening.path.is_none();
        if nothing_open
            && let Some(first) = self
                .library
                .entries()
                .first()
                .map(|entry| entry.path.clone())
        {
            self.open(&first, Goal::Resume);
        }
        let path = self
            .opening
            .path
            .clone()
            .or_else(|| self.reader.document().map(|document| document.path.clone()));
        if let Some(index) = path.and_then(|path| self.library.index(&path))
            && self.layout.focus != super::panes::Focus::Documents
        {
            self.library.select(index);
        }
    }

    fn walked(&mut self, problems: Vec<Problem>) {
        self.library.walking = false;
        if self.library.entries().is_empty() {
            self.status.failure(format!(
                "no article in {}: postil reads .txt, .text and .md files",
                self.corpus
            ));
        }
        self.status.report(problems);
        self.report_missing();
    }

    /// Tells of annotations on documents that are not there: the list does not show them.
    fn report_missing(&mut self) {
        if self.library.walking || self.is_loading() || self.is_single {
            return;
        }
        let missing = self
            .set()
            .annotated()
            .into_iter()
            .filter(|path| self.library.index(path).is_none());
        let problem = |path: &DocPath| Problem {
            file: path.to_string(),
            line: None,
            column: None,
            message: format!(
                "is not there; {} on it: kept, and exported",
                counted(self.set().count_on(path), "annotation")
            ),
        };
        let problems = missing.map(problem).collect();
        self.status.report(problems);
    }

    fn loaded(&mut self, loaded: Loaded) {
        let Loaded {
            set,
            problems,
            file,
            is_elsewhere,
            read_only,
        } = loaded;
        let count = set.len();
        self.annotations.set = set;
        self.annotations.is_loaded = true;
        self.annotations.history = super::History::default();
        self.annotations.read_only.clone_from(&read_only);
        self.reader.refresh(&self.annotations.set);
        self.status.report(problems);
        let annotations = counted(count, "annotation");
        let file = file.display();
        if let Some(reason) = read_only {
            self.status.failure(reason);
        } else if self.is_builtin {
            self.status
                .remark("the built-in corpus: `postil FOLDER` opens your own articles");
        } else if is_elsewhere {
            self.status.remark(format!(
                "annotations are kept in {file}: they cannot be kept beside the articles"
            ));
        } else if count > 0 {
            self.status.remark(format!("{annotations} in {file}"));
        }
    }

    fn opened(&mut self, result: Result<Arc<OpenDocument>, String>) {
        let path = self.opening.path.take();
        let goal = std::mem::take(&mut self.opening.goal);
        match result {
            Ok(open) => {
                let path = open.document.path.clone();
                let byte = match self.resume_position(&path) {
                    Some(position) => open
                        .points
                        .to_byte(&open.document.text, position)
                        .unwrap_or(0),
                    None => beginning(&open.document),
                };
                self.reader.show(open, byte, &self.annotations.set);
                self.reach(&goal);
                self.library.describe(vec![(
                    path,
                    Ok(self
                        .reader
                        .document()
                        .map(|d| d.metadata.clone())
                        .unwrap_or_default()),
                )]);
            }
            Err(reason) => {
                let kept = path.as_ref().map_or(0, |path| self.set().count_on(path));
                let reason = match kept {
                    0 => reason,
                    kept => format!(
                        "{reason}; {} on it: kept, and exported",
                        counted(kept, "annotation")
                    ),
                };
                if let Some(path) = path {
                    self.library.describe(vec![(path, Err(reason.clone()))]);
                }
                self.status.failure(reason);
            }
        }
    }

    /// Takes a document that was read again in the place of the one that is open, where its text is still the same.
    fn renewed(&mut self, open: Arc<OpenDocument>) {
        let shown = self.reader.document();
        let is_other = shown.is_some_and(|shown| {
            let new = &open.document;
            (&shown.path, &shown.hash) == (&new.path, &new.hash) && shown.blocks != new.blocks
        });
        if is_other && self.opening.path.is_none() {
            let described = (
                open.document.path.clone(),
                Ok(open.document.metadata.clone()),
            );
            self.library.describe(vec![described]);
            self.reader.renew(open, &self.annotations.set);
        }
    }

    fn saved(&mut self, saved: Saved) {
        self.status.saving.end(None);
        for edit in &saved.foreign {
            self.annotations.set.apply(edit);
        }
        if !saved.foreign.is_empty() {
            self.reader.follow(&saved.foreign);
            self.status.notice(format!(
                "{} of another program taken in",
                counted(saved.foreign.len(), "change")
            ));
        }
        if let Some(file) = saved.moved_to {
            self.status.notice(format!(
                "the corpus cannot be written to; annotations are kept in {}",
                file.display()
            ));
        }
        self.status.report(saved.problems);
    }

    fn edited(&mut self, result: Result<Option<String>, String>) {
        match result {
            Ok(Some(text)) => {
                if let Some(Overlay::Note(editor)) = self.overlays.last_mut() {
                    editor.set(&text);
                    self.status.notice("back from the editor; Ctrl-S saves");
                }
            }
            Ok(None) => self.status.notice("back from the editor; nothing changed"),
            Err(reason) => self.status.failure(reason),
        }
    }
}

/// Where reading begins: at the title, or else at the first block that is no page furniture.
fn beginning(document: &Document) -> usize {
    let title = document
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Title);
    let first = || {
        document
            .blocks
            .iter()
            .find(|block| block.kind != BlockKind::Boilerplate)
    };
    title.or_else(first).map_or(0, |block| block.span.start)
}
