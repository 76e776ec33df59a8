//! The desk a reader sits at: the program without a disk, a clock or a terminal.
//!
//! It does what `runtime` does with effects, from documents in memory; keeps what was saved, as the annotations file
//! would; and steps a clock of its own by a second for each key.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crossterm::event::{KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::{SignedDuration, Timestamp};
use postil::app::action::Action;
use postil::app::agreeing::{Agreed, Agreeing};
use postil::app::effect::{
    Answer, Effect, Exported, Loaded, NotSaved, Recalled, Remembered, Repaired, Saved,
};
use postil::app::elsewhere::{FoundElsewhere, Seeking};
use postil::app::finding::{Head, Index};
use postil::app::importing::Importing;
use postil::app::keymap::{Chord, KeyMap, parse_sequence};
use postil::app::others::Read;
use postil::app::overlay::{Choice, Overlay, PickerKind};
use postil::app::panes::Layout;
use postil::app::reader::{OpenDocument, Survey, Swept, WantedIn};
use postil::app::reviewing::Dividing;
use postil::app::reworking::Reworking;
use postil::app::searching::{
    Capturing, CorpusSearch, FoundIn, FoundInCorpus, MOST_IN_ONE, Surrounded,
};
use postil::app::{App, Input, Preferences};
use postil::corpus::structure::structure;
use postil::import::{self, finding::Finding};
use postil::model::{
    AnnotationSet, BlockKind, Damage, DocPath, Document, Draft, Edit, Seal, TextHash,
};
use postil::review::Tally;
use postil::review::agreement::{Article, Raters, begun_by_several, compare};
use postil::runtime::importing::{Imported, brought};
use postil::runtime::missing::{self, Effort, Shelf};
use postil::search::similar::{Original, Rarity};
use postil::ui;
use postil::ui::color::ColorLevel;
use postil::ui::theme::{Background, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::keys::{Press, script};
use super::made;

/// What becomes of saves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// They succeed.
    #[default]
    Works,
    /// They fail, with this reason.
    Fails(String),
    /// They ask this before they succeed.
    Asks(String),
    /// No answer comes.
    Hangs,
}

/// What lies on the desk before the program starts.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Path and text of each document.
    pub documents: Vec<(String, String)>,
    /// Path of each document that cannot be read, and why.
    pub unreadable: Vec<(String, String)>,
    /// The annotations file.
    pub set: AnnotationSet,
    /// The size of the window.
    pub window: (u16, u16),
    /// Whether it is the built-in corpus.
    pub is_builtin: bool,
    /// The document that was read last, earlier on.
    pub last_read: Option<String>,
    /// Whether documents and annotations are slow to come, and the last document is found first.
    pub is_slow: bool,
    /// The mistake in the annotations file, if there is one.
    pub damage: Option<Damage>,
    /// What was typed and not saved in an earlier run.
    pub drafts: Vec<Draft>,
    /// Texts of which copies are kept.
    pub kept: Vec<String>,
    /// What other reviewers' files hold that are laid over.
    pub others: Read,
    /// Path and text of documents as they were when they were annotated.
    pub was: Vec<(String, String)>,
}

/// The documents and the kept texts of a desk.
struct InMemory<'a>(&'a [Document], &'a HashMap<TextHash, String>);

impl Shelf for InMemory<'_> {
    fn text(&self, path: &DocPath) -> Option<String> {
        let found = self.0.iter().find(|document| document.path == *path);
        found.map(|document| document.text.clone())
    }

    fn size(&self, path: &DocPath) -> Option<u64> {
        self.text(path).map(|text| text.len() as u64)
    }

    fn kept_size(&self, hash: &TextHash) -> Option<u64> {
        self.1.get(hash).map(|text| text.len() as u64)
    }

    fn kept(&self, hash: &TextHash) -> Option<String> {
        self.1.get(hash).cloned()
    }
}

/// The program and its surroundings.
pub struct Desk {
    /// The program.
    pub app: App,
    /// The documents.
    pub documents: Vec<Document>,
    /// The documents as they were when it was last noticed which there are.
    pub shelf: BTreeMap<DocPath, Option<TextHash>>,
    /// Documents that cannot be read, and why.
    pub unreadable: Vec<(DocPath, String)>,
    /// What is in the annotations file.
    pub disk: AnnotationSet,
    /// What was in it at the beginning.
    pub base: AnnotationSet,
    /// What becomes of saves.
    pub saving: Saving,
    /// Why links cannot be opened, if so.
    pub browser_fails: Option<String>,
    /// What an external editor leaves behind; `None` when it changes nothing.
    pub editor: Option<String>,
    /// What was done outside since it was last looked at, a line each.
    pub did: Vec<String>,
    /// What was to be saved, a step each.
    pub written: Vec<Vec<Edit>>,
    /// The commands given so far, each with the key it was given by.
    pub given: BTreeSet<(&'static str, String)>,
    /// The texts that were kept.
    pub kept: HashMap<TextHash, String>,
    /// Whether documents and annotations are slow to come.
    pub is_slow: bool,
    /// The mistake in the annotations file, if there is one.
    pub damage: Option<Damage>,
    /// What was typed and not saved in an earlier run.
    pub drafts: Vec<Draft>,
    /// How many lines of a document are shown before it is there; none where it comes whole.
    pub glimpsed: Option<usize>,
    /// What other reviewers' files hold that are laid over.
    pub others: Read,
    /// What the finder knows behind the screen.
    finding: Index,
    late: Vec<Answer>,
    has_recalled: bool,
    unsaved: Vec<Edit>,
    now: Timestamp,
    last: Option<(Timestamp, Chord)>,
    pending: Vec<Chord>,
    theme: Theme,
    size: (u16, u16),
}

/// The document at `path` that a file with `text` gives.
pub fn document(path: &str, text: &str) -> Document {
    if path
        .rsplit_once('.')
        .is_some_and(|(_, kind)| kind == "made")
    {
        return made::document(path, text);
    }
    Document::new(DocPath::new(path), text.to_owned(), structure(text))
}

impl Desk {
    /// Starts the program.
    pub fn new(given: &Given) -> Self {
        let (width, height) = given.window;
        let preferences = Preferences {
            reviewer: "me".into(),
            layout: Layout::default(),
            keymap: KeyMap::default(),
            corpus: "articles".into(),
            remembered: Remembered {
                document: given.last_read.as_deref().map(DocPath::new),
                ..Remembered::default()
            },
            is_builtin: given.is_builtin,
        };
        let (app, effects) = App::new(preferences, None, width, height);
        let documents = given.documents.iter();
        let mut desk = Self {
            app,
            documents: documents.map(|(path, text)| document(path, text)).collect(),
            unreadable: given
                .unreadable
                .iter()
                .map(|(path, why)| (DocPath::new(path), why.clone()))
                .collect(),
            shelf: BTreeMap::new(),
            disk: given.set.clone(),
            base: given.set.clone(),
            saving: Saving::default(),
            browser_fails: None,
            editor: None,
            did: Vec::new(),
            written: Vec::new(),
            given: BTreeSet::new(),
            kept: given
                .kept
                .iter()
                .map(|text| (TextHash::of(text), text.clone()))
                .collect(),
            is_slow: given.is_slow,
            glimpsed: None,
            damage: given.damage.clone(),
            drafts: given.drafts.clone(),
            others: given.others.clone(),
            finding: Index::default(),
            late: Vec::new(),
            has_recalled: false,
            unsaved: Vec::new(),
            now: "2026-11-21T22:30:00Z".parse().unwrap(),
            last: None,
            pending: Vec::new(),
            theme: Theme::load(Background::Dark, ColorLevel::TrueColor),
            size: (width, height),
        };
        desk.perform(effects);
        desk
    }

    /// The annotations without those of others that are laid over them.
    pub fn own(&self) -> AnnotationSet {
        let mut own = self.app.set().clone();
        own.take_off();
        own
    }

    /// Hands an input to the program and does what it asks for.
    pub fn handle(&mut self, input: Input) {
        let effects = self.app.handle(input, self.now);
        self.perform(effects);
    }

    /// Does an action and what it asks for.
    pub fn update(&mut self, action: Action) {
        let effects = self.app.update(action, self.now);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            for answer in self.answers(effect) {
                self.handle(Input::Answer(answer));
            }
        }
    }

    fn answers(&mut self, effect: Effect) -> Vec<Answer> {
        match effect {
            Effect::Walk => self.walked(),
            Effect::FindFirst => {
                let first = self.on_the_shelf().into_keys().next();
                self.now_or_late(Answer::First(first))
            }
            Effect::Reread(was) => self.reread(&was),
            Effect::Load => self.loaded(),
            Effect::Open { path, number } => self.opened(&path, number),
            Effect::Renew(path) => self.renewed(&path),
            Effect::LookAtTexts { number, documents } => {
                let hash = |path: &DocPath| self.find(path).map(|found| found.hash.clone());
                let seen = documents.iter();
                let seen = seen.filter_map(|path| Some((path.clone(), hash(path).ok()?)));
                let seen = seen.collect();
                self.now_or_late(Answer::TextsSeen { number, seen })
            }
            Effect::Resolve(_) | Effect::Trace(_) | Effect::KeepText(_) => self.found_again(effect),
            Effect::Survey(survey) => self.surveyed(&survey),
            Effect::Divide(asked) => self.divided(asked),
            Effect::Queue(question) => self.now_or_late(Answer::Queued(question.work())),
            Effect::ComeBack => self.now_or_late(Answer::CameBack),
            Effect::Tabulate(question) => self.now_or_late(Answer::Tabulated(question.work())),
            Effect::Agree(asked) => self.compared(asked),
            Effect::Rework(question) => self.reworked(&question),
            Effect::Sweep(sweep) => {
                let found = sweep.search(|_| true).unwrap_or_default();
                self.now_or_late(Answer::Swept {
                    number: sweep.number,
                    swept: Swept::Over(Arc::new(found)),
                })
            }
            Effect::Find(_) | Effect::Preview(_) | Effect::Surround(_) => {
                self.found_by_name(effect)
            }
            Effect::CountTags(set) => {
                let tally = Tally::of(&set);
                self.now_or_late(Answer::TagsCounted { set, tally })
            }
            Effect::Seek(seeking) => self.sought_elsewhere(&seeking),
            Effect::SearchCorpus(asked) => self.searched(&asked),
            Effect::Capture(asked) => self.captured(&asked),
            Effect::Glance(wanted) => self.glanced(&wanted),
            Effect::KeepTexts(paths) => self.texts_kept(&paths),
            Effect::ReadTexts(path, hashes) => {
                let texts = self.kept_texts(&hashes);
                self.now_or_late(Answer::TextsRead(path, texts))
            }
            Effect::Describe(paths) => self.described(paths),
            Effect::Save(change) => self
                .save(change.step.edits.clone(), false)
                .into_iter()
                .collect(),
            Effect::SaveAgain { consents } => self.save(Vec::new(), consents).into_iter().collect(),
            Effect::Note(change) => self.note(format!("note {}", change.step.label)),
            Effect::Look => self.note("look".into()),
            Effect::EditExternally(text) => {
                self.did.push(format!("edit {text}"));
                vec![Answer::Edited(Ok(self.editor.clone()))]
            }
            Effect::Copy(text) => self.note(format!("copy {text}")),
            Effect::Follow(address) => {
                self.did.push(format!("follow {address}"));
                let result = self.browser_fails.clone().map_or(Ok(()), Err);
                vec![Answer::Followed { address, result }]
            }
            Effect::Export { format, rest } => {
                self.note(format!("export {format} {rest}").trim_end().to_owned());
                vec![Answer::Exported(Ok(Exported {
                    sentence: format!("exported as {format}"),
                    dropped: Vec::new(),
                }))]
            }
            Effect::Import(Some(asked)) => self.imported(&asked),
            Effect::StopReworking
            | Effect::StopCapturing(_)
            | Effect::StopSweeping
            | Effect::Import(None) => Vec::new(),
            Effect::Remember(remembered) => {
                let place = remembered.positions.first();
                let place = place.map(|(path, position, _)| format!("remember {path} {position}"));
                self.note(place.unwrap_or_else(|| "remember nothing".into()))
            }
            Effect::ReadCodebook(name) => {
                let read = postil::runtime::codebooks::read(&name);
                vec![Answer::Codebook(read.map(Box::new))]
            }
            Effect::Seal { .. }
            | Effect::FindDrafts
            | Effect::KeepDraft(_)
            | Effect::EndDraft(_)
            | Effect::ReleaseDraft(_)
            | Effect::EditFile { .. }
            | Effect::Repair(_)
            | Effect::GoOnWith(_) => self.rescued(effect),
            Effect::Suspend => self.note("suspend".into()),
            Effect::Redraw => self.note("redraw".into()),
            Effect::Quit => self.note("quit".into()),
        }
    }

    fn renewed(&self, path: &DocPath) -> Vec<Answer> {
        let found = self.find(path).cloned();
        let renewed = found.map(|document| Answer::Renewed(Arc::new(OpenDocument::new(document))));
        renewed.into_iter().collect()
    }

    /// Imports a file from the folder `imports`.
    fn imported(&mut self, asked: &Importing) -> Vec<Answer> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/imports");
        let number = asked.number;
        let Ok(bytes) = fs::read(folder.join(&asked.typed)) else {
            let result = Err(format!("cannot import {}: no such file", asked.typed));
            return vec![Answer::Imported { number, result }];
        };
        let name = asked.typed.clone();
        let files = [import::Given { name, bytes }];
        let format = import::recognise(&files).expect("a format");
        let incoming = import::read(format, &files).expect("something to import");
        let paths: Vec<DocPath> = self.documents.iter().map(|one| one.path.clone()).collect();
        let found = Finding::new(&incoming, &paths).found();
        let setting = import::Setting {
            set: &asked.set,
            found: &found,
            read: &|path| self.find(path).ok().cloned(),
            reviewer: &asked.reviewer,
            now: asked.now,
            goes_on: &|_, _| true,
        };
        let outcome = import::place(&incoming, &setting).expect("an outcome");
        let imported = Imported { format, outcome };
        let mut brought = brought(&imported, Path::new(&asked.typed));
        brought.edits = imported.outcome.edits;
        let result = Ok(Box::new(brought));
        self.now_or_late(Answer::Imported { number, result })
    }

    fn divided(&mut self, asked: Arc<Dividing>) -> Vec<Answer> {
        let kept = |hash: &TextHash| {
            let text = self.kept.get(hash)?.clone();
            let structure = structure(&text);
            let path = asked.open.document.path.clone();
            Some(Document::new(path, text, structure))
        };
        let divided = Box::new(asked.divide(kept));
        self.now_or_late(Answer::Divided { asked, divided })
    }

    fn compared(&mut self, asked: Arc<Agreeing>) -> Vec<Answer> {
        let set = &asked.set;
        let raters = Raters::of(set);
        let begun = begun_by_several(set, &raters);
        let read = |document: &Document| {
            let kept = |hash: &TextHash| {
                let text = self.kept.get(hash)?.clone();
                let structure = structure(&text);
                Some(Document::new(document.path.clone(), text, structure))
            };
            Article::read(document, (set, &raters), asked.is_whole, &[], kept).0
        };
        let documents = self.documents.iter();
        let begun = documents.filter(|document| begun.contains(&document.path));
        let articles: Vec<Article> = begun.map(read).collect();
        let agreement = Arc::new(compare(set, &raters, &articles));
        self.now_or_late(Answer::Agreed(Agreed { asked, agreement }))
    }

    fn loaded(&mut self) -> Vec<Answer> {
        let answer = Answer::Loaded(Ok(Box::new(Loaded {
            set: self.disk.clone(),
            file: "articles/annotations.toml".into(),
            read_only: self.damage.as_ref().map(|damage| damage.reason.clone()),
            damage: self.damage.clone().map(Box::new),
            ..Loaded::default()
        })));
        let mut answers = self.now_or_late(answer);
        if !std::mem::replace(&mut self.has_recalled, true) {
            let recalled = Answer::Recalled(Recalled::default());
            answers.extend(self.now_or_late(recalled));
        }
        if self.others != Read::default() {
            let others = Answer::Others(self.others.clone());
            answers.extend(self.now_or_late(others));
        }
        answers
    }

    fn opened(&mut self, path: &DocPath, number: u64) -> Vec<Answer> {
        let result = self.find(path).cloned();
        let result = result.map(|document| Arc::new(OpenDocument::new(document)));
        let answer = Answer::Opened { number, result };
        let mut answers = self.now_or_late(answer);
        if let Some(lines) = self.glimpsed
            && let Ok(document) = self.find(path)
        {
            let text: String = document.text.split_inclusive('\n').take(lines).collect();
            let beginning = Arc::new(OpenDocument::new(self::document(path.as_str(), &text)));
            answers.insert(0, Answer::Glimpsed { number, beginning });
        }
        answers
    }

    fn walked(&mut self) -> Vec<Answer> {
        self.shelf = self.on_the_shelf();
        let readable = self.documents.iter().map(|document| &document.path);
        let others = self.unreadable.iter().map(|(path, _)| path);
        let mut paths: Vec<_> = readable.chain(others).cloned().collect();
        let first = if self.is_slow {
            paths.split_off(paths.len().saturating_sub(1))
        } else {
            Vec::new()
        };
        // What each is called is found out behind the screen.
        let all = first.iter().chain(&paths).cloned().collect();
        let described = self.described(all);
        let walk = [
            Answer::Found(first),
            Answer::Found(paths),
            Answer::Walked(Vec::new()),
        ];
        walk.into_iter().chain(described).collect()
    }

    /// The answers to effects on drafts and on a broken file.
    fn rescued(&mut self, effect: Effect) -> Vec<Answer> {
        match effect {
            Effect::Seal { reviewer, is_done } => {
                let at = self.now;
                let seal = self.others.own_seal.get_or_insert(Seal {
                    reviewer,
                    at,
                    done: None,
                });
                seal.done = is_done.then_some(at);
                vec![Answer::Others(self.others.clone())]
            }
            Effect::FindDrafts => {
                vec![Answer::Drafts(std::mem::take(&mut self.drafts), Vec::new())]
            }
            Effect::KeepDraft(draft) => {
                let text = draft.text.trim_end().replace('\n', " / ");
                self.note(format!("keep {}: {text}", draft.what()))
            }
            Effect::EndDraft(_) => self.note("end draft".into()),
            Effect::ReleaseDraft(_) => self.note("release draft".into()),
            Effect::EditFile { path, line } => {
                self.did.push(format!("edit {}:{line}", path.display()));
                vec![Answer::FileEdited(Ok(()))]
            }
            Effect::Repair(path) => {
                self.did.push(format!("repair {}", path.display()));
                vec![Answer::Repaired(Ok(Repaired {
                    file: "articles/annotations.repaired.toml".into(),
                    kept: 3,
                    set_aside: 1,
                }))]
            }
            Effect::GoOnWith(path) => {
                self.did.push(format!("go on with {}", path.display()));
                self.damage = None;
                let saved = self.save(Vec::new(), false);
                saved
                    .into_iter()
                    .chain(self.answers(Effect::Load))
                    .collect()
            }
            other => panic!("{other:?} is another's"),
        }
    }

    /// What finds annotations again, and documents.
    fn found_again(&mut self, effect: Effect) -> Vec<Answer> {
        match effect {
            Effect::Resolve(sought) => {
                let earlier = sought.texts.iter().filter_map(|hash| self.kept.get(hash));
                let earlier: Vec<&str> = earlier.map(String::as_str).collect();
                let result = Ok(sought.find(&earlier));
                self.now_or_late(Answer::Resolved { sought, result })
            }
            Effect::Trace(tracing) => {
                let effort = Effort {
                    threads: 1,
                    goes_on: &|| true,
                };
                let traced =
                    missing::trace(&tracing, &InMemory(&self.documents, &self.kept), &effort);
                self.now_or_late(Answer::Traced(traced))
            }
            Effect::KeepText(open) => {
                let document = &open.document;
                self.kept
                    .insert(document.hash.clone(), document.text.clone());
                Vec::new()
            }
            other => panic!("it finds nothing again: {other:?}"),
        }
    }

    /// What the finder asks for.
    fn found_by_name(&mut self, effect: Effect) -> Vec<Answer> {
        match effect {
            Effect::Find(asked) => {
                let found = self.finding.find_here(&asked);
                self.now_or_late(Answer::FoundByName(found))
            }
            Effect::Preview(path) => {
                let head = match self.find(&path) {
                    Ok(document) => Head::of(document),
                    Err(reason) => Head {
                        path,
                        lines: Err(reason),
                    },
                };
                self.now_or_late(Answer::Previewed(head))
            }
            Effect::Surround(spot) => {
                let document = self.find(&spot.document).ok();
                let around = document.and_then(|document| spot.around(document));
                self.now_or_late(Answer::Surrounded(Surrounded { spot, around }))
            }
            other => panic!("the finder does not ask for it: {other:?}"),
        }
    }

    fn sought_elsewhere(&mut self, seeking: &Seeking) -> Vec<Answer> {
        let mut rarity = Rarity::default();
        for path in &seeking.documents {
            rarity.learn(self.find(path).map_or("", |document| &document.text));
        }
        let Some(original) = Original::new(&seeking.text, &rarity) else {
            return Vec::new();
        };
        let sieve = original.sieve().expect("words to sift for");
        let mut answers = Vec::new();
        for (index, path) in seeking.documents.iter().enumerate() {
            let open = self
                .find(path)
                .map(|document| OpenDocument::new(document.clone()));
            let found = open.map(|open| seeking.look(&open, &original, &rarity, &sieve));
            let answer = Answer::FoundElsewhere(FoundElsewhere {
                number: seeking.number,
                found: found.unwrap_or_default(),
                looked: index + 1,
                is_over: index + 1 == seeking.documents.len(),
            });
            answers.extend(self.now_or_late(answer));
        }
        answers
    }

    /// Searches the documents, with an answer after each, as if all took long.
    fn searched(&mut self, asked: &CorpusSearch) -> Vec<Answer> {
        let Ok(pattern) = asked.query.pattern() else {
            return Vec::new();
        };
        let all = || self.documents.iter().map(|document| document.path.clone());
        let paths: Arc<[DocPath]> = asked.documents.clone().unwrap_or_else(|| all().collect());
        let (of, mut unread) = (paths.len(), 0);
        let mut answers = Vec::new();
        for (index, path) in paths.iter().enumerate() {
            let text = self.find(path).map(|document| document.text.as_str());
            let found = text.map(|text| FoundIn::of(path, text, &pattern, MOST_IN_ONE));
            unread += usize::from(found.is_err());
            let answer = Answer::FoundInCorpus(FoundInCorpus {
                number: asked.number,
                found: found.ok().flatten().into_iter().collect(),
                looked: index + 1,
                of,
                unread,
                is_over: index + 1 == of,
            });
            answers.extend(self.now_or_late(answer));
        }
        answers
    }

    fn reworked(&mut self, question: &Reworking) -> Vec<Answer> {
        let (number, result) = (question.number, question.work(&|_| true));
        let result = Ok(Box::new(result.expect("nobody stops it")));
        self.now_or_late(Answer::Reworked { number, result })
    }

    fn described(&self, paths: Vec<DocPath>) -> Vec<Answer> {
        let described = paths.into_iter().map(|path| {
            let found = self.find(&path);
            let found = found.map(|document| document.metadata.clone().into());
            (path, found)
        });
        vec![Answer::Described(described.collect())]
    }

    fn captured(&mut self, asked: &Capturing) -> Vec<Answer> {
        let read = |path: &DocPath| {
            let document = self.find(path).ok()?.clone();
            Some(Arc::new(OpenDocument::new(document)))
        };
        let captured = asked.work(&read, &|_| true).expect("nobody stops it");
        let (number, done) = (asked.number, asked.picked.len());
        let mut answers = self.now_or_late(Answer::Capturing { number, done });
        let result = Ok(Box::new(captured));
        answers.extend(self.now_or_late(Answer::Captured { number, result }));
        answers
    }

    fn glanced(&mut self, wanted: &WantedIn) -> Vec<Answer> {
        let id = wanted.wanted[0].id;
        let found = self.find(&wanted.path).map(|document| {
            let open = Arc::new(OpenDocument::new(document.clone()));
            wanted.around(&open, |hashes| self.kept_texts(hashes))
        });
        let found = found.and_then(|found| found.ok_or_else(|| "its text is gone".to_owned()));
        self.now_or_late(Answer::Glanced(id, found))
    }

    fn texts_kept(&mut self, paths: &[DocPath]) -> Vec<Answer> {
        for path in paths {
            let kept = self
                .find(path)
                .map(|document| (document.hash.clone(), document.text.clone()));
            self.kept.extend(kept);
        }
        self.note(format!("keep {} texts", paths.len()))
    }

    fn surveyed(&mut self, survey: &Survey) -> Vec<Answer> {
        let mut found = Vec::new();
        for wanted in &survey.documents {
            if let Ok(document) = self.find(&wanted.path) {
                let open = Arc::new(OpenDocument::new(document.clone()));
                found.push(wanted.look(&open, |hashes| self.kept_texts(hashes)));
            }
        }
        self.now_or_late(Answer::Surveyed {
            number: survey.number,
            found,
            is_over: true,
        })
    }

    fn kept_texts(&self, hashes: &[TextHash]) -> Vec<String> {
        let kept = hashes.iter().filter_map(|hash| self.kept.get(hash));
        kept.cloned().collect()
    }

    pub fn now_or_late(&mut self, answer: Answer) -> Vec<Answer> {
        if self.is_slow {
            self.late.push(answer);
            return Vec::new();
        }
        vec![answer]
    }

    fn note(&mut self, what: String) -> Vec<Answer> {
        self.did.push(what);
        Vec::new()
    }

    pub fn find(&self, path: &DocPath) -> Result<&Document, String> {
        let mut unreadable = self.unreadable.iter();
        if let Some((_, why)) = unreadable.find(|(unreadable, _)| unreadable == path) {
            return Err(format!("cannot read {path}: {why}"));
        }
        let mut documents = self.documents.iter();
        let found = documents.find(|document| document.path == *path);
        found.ok_or_else(|| format!("{path} is gone"))
    }

    fn save(&mut self, edits: Vec<Edit>, consents: bool) -> Option<Answer> {
        self.written.push(edits.clone());
        self.unsaved.extend(edits);
        if consents && matches!(self.saving, Saving::Asks(_)) {
            self.saving = Saving::Works;
        }
        match &self.saving {
            Saving::Works => {
                for edit in self.unsaved.drain(..) {
                    self.disk.apply(&edit);
                }
                Some(Answer::Saved(Ok(Saved::default())))
            }
            Saving::Fails(reason) => Some(Answer::Saved(Err(reason.clone().into()))),
            Saving::Asks(question) => Some(Answer::Saved(Err(NotSaved {
                reason: "not saved".into(),
                question: Some(question.clone()),
            }))),
            Saving::Hangs => None,
        }
    }

    /// The documents that were slow come now.
    pub fn catch_up(&mut self) {
        self.is_slow = false;
        for answer in std::mem::take(&mut self.late) {
            self.handle(Input::Answer(answer));
        }
    }

    /// The answer to the oldest save that hangs: everything up to it is in the file, and with it what another program
    /// changed there.
    pub fn saved(&mut self, foreign: Vec<Edit>) {
        for edit in self.unsaved.drain(..).chain(foreign.clone()) {
            self.disk.apply(&edit);
        }
        let saved = Saved {
            foreign,
            ..Saved::default()
        };
        self.handle(Input::Answer(Answer::Saved(Ok(saved))));
    }

    /// Another program changes the file, and is noticed.
    pub fn changed(&mut self, foreign: Vec<Edit>) {
        for edit in &foreign {
            self.disk.apply(edit);
        }
        let saved = Saved {
            foreign,
            ..Saved::default()
        };
        self.handle(Input::Answer(Answer::Changed(saved)));
    }

    /// An earlier session left behind what this one did so far.
    pub fn recalled(&mut self, recalled: Recalled) {
        self.handle(Input::Answer(Answer::Recalled(recalled)));
    }

    /// The oldest save that hangs fails.
    pub fn not_saved(&mut self, reason: &str) {
        self.handle(Input::Answer(Answer::Saved(Err(reason.to_owned().into()))));
    }

    /// It has become known that every block that says `text` is page furniture.
    pub fn learned(&mut self, text: &str) {
        for document in &mut self.documents {
            let blocks = document.blocks.iter_mut();
            for block in blocks.filter(|block| block.span.of(&document.text) == text) {
                block.kind = BlockKind::Boilerplate;
            }
        }
        self.handle(Input::Answer(Answer::Learned));
    }

    /// Another program writes `text` to the document at `path`, which need not be there.
    pub fn rewrite(&mut self, path: &str, text: &str) {
        self.remove(path);
        self.documents.push(document(path, text));
        self.documents
            .sort_by(|one, other| one.path.cmp(&other.path));
    }

    /// Another program deletes the document at `path`; its text, if it was there.
    pub fn remove(&mut self, path: &str) -> Option<String> {
        let found = self
            .documents
            .iter()
            .position(|document| document.path.as_str() == path);
        found.map(|found| self.documents.remove(found).text)
    }

    /// Types a script.
    pub fn keys(&mut self, text: &str) {
        let mut step = SignedDuration::from_secs(1);
        for press in script(text) {
            match press {
                Press::Quick => step = SignedDuration::from_millis(50),
                Press::Key(event) => {
                    self.now += step;
                    step = SignedDuration::from_secs(1);
                    self.press(event);
                }
            }
        }
    }

    /// Presses one key now.
    pub fn press(&mut self, event: KeyEvent) {
        self.take_note_of(event);
        self.handle(Input::Key(event));
        if self.app.pending_keys().is_none() {
            self.pending.clear();
        }
    }

    /// Works out which command the key gives, in the way a person would: from the key table and what is on the screen.
    fn take_note_of(&mut self, event: KeyEvent) {
        let waits_for_letter = self.app.pending_keys().is_some() && self.pending.is_empty();
        if waits_for_letter {
            self.last = None;
            return;
        }
        let (chord, scope) = (Chord::of(event), self.app.scope());
        let quick = self
            .last
            .filter(|(at, _)| self.now.duration_since(*at) < SignedDuration::from_millis(350));
        self.pending.push(chord);
        let longer = quick.map(|(_, earlier)| vec![earlier, chord]);
        let longer = longer.filter(|keys| self.app.keymap.lookup(scope, keys).command.is_some());
        let sequence = longer.unwrap_or_else(|| self.pending.clone());
        self.last = Some((self.now, chord));
        let found = self.app.keymap.lookup(scope, &sequence);
        if let Some(command) = found.command {
            let keys = command.keys.iter().copied();
            let key = keys
                .filter(|keys| parse_sequence(keys).is_ok_and(|keys| keys == sequence))
                .collect();
            self.given.insert((command.name, key));
            self.pending.clear();
            if command.name == "picker-accept" {
                self.take_note_of_choice();
            }
        } else if !found.more {
            self.pending.clear();
        }
    }

    fn take_note_of_choice(&mut self) {
        if let Some(Overlay::Picker(picker)) = self.app.overlays.last()
            && matches!(picker.kind, PickerKind::Commands)
            && let Some(Choice::Command(command)) = picker.chosen().map(|item| &item.choice)
        {
            self.given
                .insert((command.name, format!(":{}", command.name)));
        }
    }

    /// Moves the clock on by `milliseconds`, and does with the mouse what `kind` says at a cell.
    pub fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16), milliseconds: i64) {
        self.now += SignedDuration::from_millis(milliseconds);
        self.handle(Input::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    }

    /// Clicks a cell `times` times in a row.
    pub fn click(&mut self, at: (u16, u16), times: u32) {
        for time in 0..times {
            let pause = if time == 0 { 1000 } else { 60 };
            self.mouse(MouseEventKind::Down(MouseButton::Left), at, pause);
            self.mouse(MouseEventKind::Up(MouseButton::Left), at, 40);
        }
    }

    /// Presses the button at one cell and lets it go at another.
    pub fn drag(&mut self, from: (u16, u16), to: (u16, u16)) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), from, 1000);
        self.mouse(MouseEventKind::Drag(MouseButton::Left), to, 50);
        self.mouse(MouseEventKind::Up(MouseButton::Left), to, 50);
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.handle(Input::Resize(width, height));
    }

    /// Draws for a terminal with this background that shows this many colours.
    pub fn draw_for(&mut self, background: Background, level: ColorLevel) {
        self.theme = Theme::load(background, level);
    }

    /// What is on the screen.
    pub fn screen(&self) -> Buffer {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| ui::draw(&self.app, &self.theme, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// The rows of the screen as text.
    pub fn rows(&self) -> Vec<String> {
        let buffer = self.screen();
        let row = |y| (0..buffer.area.width).map(move |x| (x, y));
        (0..buffer.area.height)
            .map(|y| row(y).map(|at| buffer[at].symbol().to_owned()).collect())
            .collect()
    }

    /// The cell at which `text` begins on the screen, in the reader when it is shown, else anywhere.
    pub fn cell(&self, text: &str) -> (u16, u16) {
        let left = self.app.panes().reader.map_or(0, |pane| pane.x);
        let rows = self.rows();
        for from in [left, 0] {
            for (y, row) in rows.iter().enumerate() {
                let skipped: usize = row
                    .chars()
                    .take(usize::from(from))
                    .map(char::len_utf8)
                    .sum();
                if let Some(at) = row[skipped..].find(text) {
                    let x = row[..skipped + at].chars().count();
                    return (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
                }
            }
        }
        panic!("{text:?} is not on the screen:\n{}", rows.join("\n"));
    }
}

/// Whether two sets hold the same, in the same order.
pub fn same(one: &AnnotationSet, other: &AnnotationSet) -> bool {
    one.annotations().eq(other.annotations())
        && one.documents().eq(other.documents())
        && one.codebook() == other.codebook()
}
