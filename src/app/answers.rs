//! What becomes of the answers to effects.

use jiff::Timestamp;

use super::App;
use super::effect::{Answer, Effect, Exported, Loaded};
use super::going::{Goal, Opening, Refused};
use super::overlay::Overlay;
use super::reader::{OpenDocument, Sought};
use crate::anchor::Placement;
use crate::model::{AnnotationSet, BlockKind, DocPath, Document, Problem, Summary};
use crate::text::counted;
use std::sync::Arc;

impl App {
    pub(super) fn answer(&mut self, answer: Answer, now: Timestamp) {
        match answer {
            Answer::Found(paths) => self.found_on_walk(paths),
            Answer::Walked(problems) => {
                self.walked(problems);
                self.trace();
                self.release();
            }
            Answer::First(first) => self.first_found(first),
            Answer::CorpusChanged(change) => self.corpus_changed(change),
            Answer::Reread { was, now, moved } => self.reread(&was, now, &moved),
            Answer::Learned => self.learned(),
            Answer::Renewed(open) => self.renewed(open),
            Answer::Loaded(Ok(loaded)) => {
                self.loaded(*loaded);
                self.release();
            }
            Answer::Others(read) => self.others_read(read),
            Answer::Loaded(Err(reason)) => {
                self.annotations.read_only = Some(reason.clone());
                self.release();
                self.status.failure(reason);
            }
            Answer::Glimpsed { number, beginning } if number == self.opening.number => {
                self.glimpsed(beginning);
            }
            Answer::Opened { number, result } if number == self.opening.number => {
                self.opened(result);
                self.refresh_finder();
                self.release();
            }
            // An older request: the person has gone on to another document since.
            Answer::Glimpsed { .. } | Answer::Opened { .. } => {}
            Answer::TextsSeen { number, seen } => self.texts_seen(number, seen),
            Answer::Traced(traced) => self.traced(traced),
            Answer::Noted(problem) => self.status.report(vec![problem]),
            Answer::Resolved { sought, result } => self.resolved(&sought, result),
            Answer::Surveyed {
                number,
                found,
                is_over,
            } => self.surveyed(number, found, is_over),
            Answer::Divided { asked, divided } => self.divided(asked, *divided),
            Answer::FoundElsewhere(found) => self.repeats_found(found),
            Answer::FoundByName(found) => self.take_found(found),
            Answer::Previewed(head) => self.take_head(head),
            Answer::Surrounded(found) => self.take_surroundings(found),
            Answer::Swept { number, swept } => self.swept(number, swept),
            Answer::FoundInCorpus(found) => self.found_in_corpus(found),
            Answer::Capturing { number, done } => self.capturing(number, done),
            Answer::Captured { number, result } => self.captured(number, result, now),
            Answer::Glanced(id, found) => self.glanced(id, &found),
            Answer::TextsRead(path, texts) => self.looking.texts = Some((path, texts)),
            Answer::Queued(queued) => self.queued(queued),
            Answer::CameBack => self.go_on_gathering(),
            Answer::Tabulated(answer) => self.tabulated(answer),
            Answer::Agreed(answer) => self.agreed(&answer),
            Answer::Reworking { number, done } => self.reworking(number, done),
            Answer::Reworked { number, result } => self.reworked(number, result),
            Answer::TagsCounted { set, tally } => self.tags_counted(&set, tally),
            Answer::Described(found) => self.described(found),
            Answer::Saved(result) => self.saved(result, now),
            Answer::Changed(saved) => self.take_in(saved),
            Answer::Recalled(recalled) => {
                self.recalled(recalled);
                self.trace();
                self.release();
            }
            Answer::Codebook(result) => self.codebook_read(result),
            Answer::Drafts(found, problems) => self.drafts_found(found, problems),
            Answer::Damaged(damage) => self.damaged(damage),
            Answer::FileEdited(result) => self.file_edited(result),
            Answer::Repaired(result) => self.repaired(result),
            Answer::Edited(result) => self.edited(result),
            Answer::Followed { address, result } => self.followed(address, result),
            it @ (Answer::Importing { .. } | Answer::Imported { .. }) => self.import_answered(it),
            Answer::Exported(Ok(exported)) => self.exported(exported),
            Answer::Exported(Err(reason)) | Answer::Failure(reason) => self.status.failure(reason),
        }
    }

    /// The document is read again, with what is known now.
    fn learned(&mut self) {
        let path = self.reader.document().map(|document| document.path.clone());
        self.effects.extend(path.map(Effect::Renew));
        self.opening.is_overtaken = true;
    }

    fn described(&mut self, found: Vec<(DocPath, Result<Summary, String>)>) {
        let paths = found.iter().map(|(path, _)| path.clone());
        let named: Vec<DocPath> = paths.filter(|_| self.finder().is_some()).collect();
        let told: Vec<DocPath> = found.iter().map(|(path, _)| path.clone()).collect();
        self.library.describe(found);
        self.articles_told(&told);
        self.articles_known();
        self.rename_in_finder(&named);
        self.refresh_messages();
    }

    fn exported(&mut self, exported: Exported) {
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

    /// Takes in documents that a walk has found, and goes on to one of them where that was waited for.
    fn found_on_walk(&mut self, paths: Vec<DocPath>) {
        self.found(paths);
        if self.typing.is_held() {
            self.arrange_list();
            self.release();
        }
    }

    pub(super) fn found(&mut self, paths: Vec<DocPath>) {
        self.trail
            .expected
            .take_if(|expected| paths.contains(expected));
        let named = self.finder().map(|_| paths.clone());
        self.library.add(paths);
        self.rename_in_finder(&named.unwrap_or_default());
        if !self.library.walking {
            self.open_first();
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

    /// Opens the first document that can be read, where nothing is shown and nobody asked for another, now that it is known
    /// which one that is; where none can be read, the first of all tells why.
    fn open_first(&mut self) {
        if self.reader.document().is_some() || self.opening.path.is_some() || self.refused.is_some()
        {
            return;
        }
        let all = self.library.entries().first().map(|entry| &entry.path);
        if let Some(first) = self.library.readable(0, 1).or(all).cloned() {
            self.open_any(&first, 1);
        }
    }

    fn walked(&mut self, problems: Vec<Problem>) {
        self.library.walked();
        self.open_first();
        if self.library.entries().is_empty() {
            self.status.failure(format!(
                "no article in {}: postil reads text, Markdown, HTML, EPUB, PDF, DOCX, JSON Lines and CSV",
                self.corpus
            ));
        }
        self.status.report(problems);
    }

    fn loaded(&mut self, loaded: Loaded) {
        let Loaded {
            set,
            problems,
            remarks,
            file,
            is_elsewhere,
            read_only,
            damage,
        } = loaded;
        let count = set.len();
        self.annotations.set = set;
        self.lay();
        self.forget_articles();
        self.sidebar.forget();
        self.library.order_anew();
        self.annotations.is_loaded = true;
        self.annotations.read_only.clone_from(&read_only);
        self.forget_damage();
        self.damaged(damage.map(|damage| *damage));
        if !self.opening.is_glimpsed {
            self.reader.refresh(&self.annotations.set);
            self.keep_text_shown();
        }
        self.look_at_texts();
        self.refresh_facts();
        self.refresh_finder();
        self.refresh_codebook(&[]);
        self.status.keep(remarks.into_vec());
        self.status.report(problems);
        let annotations = counted(count, "annotation");
        let file = file.display();
        if self.damage().is_some() {
            // What the question says need not be said on the line beneath it.
            self.status.clear();
        } else if let Some(reason) = read_only {
            self.status.failure(reason);
        } else if self.is_builtin {
            self.status
                .remark("built-in articles; `postil FOLDER` opens your own");
        } else if is_elsewhere {
            self.status.remark(format!(
                "annotations are kept in {file}: they cannot be kept beside the articles"
            ));
        } else if count > 0 {
            self.status.remark(format!("{annotations} in {file}"));
        }
        self.trace();
    }

    /// Shows the beginning of a document whose rest is still being read, where that is what the person will see of it.
    /// No annotations are looked for in it: those further down would seem to be lost.
    fn glimpsed(&mut self, beginning: Arc<OpenDocument>) {
        let document = &beginning.document;
        let shown = self.reader.document().map(|document| &document.path);
        if shown == Some(&document.path)
            || matches!(self.opening.goal, Goal::Annotation(_) | Goal::Draft(_))
        {
            return;
        }
        let at = match &self.opening.goal {
            Goal::Place(place) => beginning.points.to_byte(&document.text, place.position),
            Goal::Resume | Goal::Annotation(_) | Goal::Draft(_) => self.byte_to_resume(&beginning),
        };
        // A place in the second half may have rows under it that are not there yet.
        if let Some(at) = at.filter(|at| *at <= document.text.len() / 2) {
            self.reader.show(beginning, at, &AnnotationSet::default());
            self.opening.is_glimpsed = true;
        }
    }

    /// Where reading goes on in a document, or else begins; `None` where that is past its end.
    fn byte_to_resume(&self, open: &OpenDocument) -> Option<usize> {
        let document = &open.document;
        match self.resume_position(&document.path) {
            Some(position) => open.points.to_byte(&document.text, position),
            None => Some(beginning(document)),
        }
    }

    fn opened(&mut self, result: Result<Arc<OpenDocument>, String>) {
        let opening = Opening {
            number: self.opening.number,
            ..Opening::default()
        };
        let opening = std::mem::replace(&mut self.opening, opening);
        if opening.is_glimpsed && result.is_err() {
            self.reader.close();
        }
        if let (Goal::Draft(draft), Err(reason)) = (&opening.goal, &result) {
            self.offer_again((**draft).clone(), reason);
        }
        match result {
            Ok(mut open) => {
                self.refused = None;
                let path = open.document.path.clone();
                OpenDocument::correct(&mut open, self.set().document(&path));
                let byte = self.byte_to_resume(&open).unwrap_or(0);
                let metadata = open.document.metadata.clone();
                self.keep_parts();
                self.reader.show(open, byte, &self.annotations.set);
                self.note_text();
                self.keep_text_shown();
                self.reach(&opening.goal);
                self.mark_found();
                self.library
                    .describe(vec![(path.clone(), Ok(metadata.into()))]);
                self.articles_told(&[path]);
                if opening.is_overtaken {
                    self.read_again();
                }
            }
            Err(reason) => match opening.path {
                Some(path) if opening.is_first && self.library.walking => {
                    // Which one is the next is known once all are.
                    self.library.describe(vec![(path, Err(reason))]);
                }
                Some(path) => self.not_opened(&path, reason, opening.step),
                None => self.status.failure(reason),
            },
        }
    }

    /// Shows why a document cannot be read; or reads the next one, where it was not meant in particular.
    fn not_opened(&mut self, path: &DocPath, reason: String, step: Option<isize>) {
        let reason = match self.set().count_on(path) {
            0 => reason,
            kept => format!(
                "{reason}; {} on it: kept, and exported",
                counted(kept, "annotation")
            ),
        };
        self.library
            .describe(vec![(path.clone(), Err(reason.clone()))]);
        if step.is_some_and(|step| self.go_on_from(path, step)) {
            return;
        }
        self.status.failure(reason.clone());
        let shown = self.reader.document().map(|document| document.path.clone());
        match shown {
            // What is on the screen is still there to be read, and so is what was read before one stepped on.
            Some(shown) if shown == *path || step.is_some() => {
                if let Some(index) = self.library.index(&shown) {
                    self.library.select(index);
                }
            }
            // The walk may still find one that can be read.
            None if step.is_some() && self.library.walking => {}
            _ => {
                self.reader.close();
                let path = path.clone();
                self.refused = Some(Refused { path, reason });
            }
        }
    }

    /// Takes a document that was read again in the place of the one that is open, where its text is still the same.
    fn renewed(&mut self, mut open: Arc<OpenDocument>) {
        let path = open.document.path.clone();
        OpenDocument::correct(&mut open, self.set().document(&path));
        let shown = self.reader.document();
        let is_other = shown.is_some_and(|shown| {
            let new = &open.document;
            (&shown.path, &shown.hash) == (&new.path, &new.hash) && shown.blocks != new.blocks
        });
        if is_other && self.opening.path.is_none() {
            let described = (
                open.document.path.clone(),
                Ok(open.document.metadata.clone().into()),
            );
            self.library.describe(vec![described]);
            self.reader.renew(open);
        }
    }

    /// Takes in where annotations are that were looked for. Where that failed none of them has a place.
    fn resolved(&mut self, sought: &Sought, result: Result<Vec<Placement>, String>) {
        let found = result.unwrap_or_else(|reason| {
            self.status.failure(reason);
            vec![Placement::orphan(); sought.wanted.len()]
        });
        let awaited = self.reader.awaited();
        self.reader.take_in(sought, found, &self.annotations.set);
        self.look_for_orphans();
        if let Goal::Annotation(id) = self.opening.goal
            && self.opening.path.is_none()
            && !self.reader.places().is_sought(id)
        {
            let goal = std::mem::take(&mut self.opening.goal);
            if awaited == Some(id) {
                self.reach(&goal);
            }
        }
    }

    fn edited(&mut self, result: Result<Option<String>, String>) {
        match result {
            Ok(Some(text)) => {
                if self.claim_edited(&text) {
                    self.status.notice("back from the editor; Ctrl-S saves");
                } else if let Some(Overlay::Note(editor)) = self.overlays.last_mut() {
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
