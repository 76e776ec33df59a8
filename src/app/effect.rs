//! What `App` asks the world to do, and what the world answers. Both are values: tests need no disk and no terminal.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::agreeing::{Agreed, Agreeing};
use super::elsewhere::{FoundElsewhere, Seeking};
use super::finding::{Asked, Found, Head};
use super::importing::{Brought, Importing};
use super::jumps::Marks;
use super::library::Arrangement;
use super::missing::{Missing, Tracing};
use super::pairing::Around;
use super::panes::Focus;
use super::reader::{OpenDocument, Sought, Survey, Surveyed, Sweep, Swept, WantedIn};
use super::reviewing::{Divided, Dividing, Queued, Queueing};
use super::reworking::{Reworked, Reworking};
use super::searching::{Captured, Capturing, CorpusSearch, FoundInCorpus, Query, Spot, Surrounded};
use super::tabulating::{Tabulated, Tabulating};
use super::typography::Chosen;
use crate::anchor::{Moved, Placement};
use crate::model::{
    AnnotationId, AnnotationSet, Change, Codebook, Damage, DocPath, Draft, DraftId, Edit, Problem,
    Step, Summary, TextHash,
};
use crate::review::Tally;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Walk the corpus; answered by [`Answer::Found`] as it goes and [`Answer::Walked`] at the end, and from then on by
    /// [`Answer::CorpusChanged`] and [`Answer::Described`] whenever there is something to tell.
    Walk,
    /// Find the document that stands first, before the walk is over; answered by [`Answer::First`].
    FindFirst,
    /// Read the annotations; answered by [`Answer::Loaded`], and the first time by [`Answer::Recalled`] after it.
    Load,
    /// Read a document; answered by [`Answer::Opened`] with the same number, and before that by [`Answer::Glimpsed`]
    /// where that takes a while.
    Open {
        /// Which document.
        path: DocPath,
        /// What the answer is told apart by: an older one is stale.
        number: u64,
    },
    /// Read a document again, because more is known of what is page furniture; answered by [`Answer::Renewed`].
    Renew(DocPath),
    /// Read the document that is shown again, because it has changed on disk; answered by [`Answer::Reread`], by
    /// [`Answer::Renewed`] where its text is the same, or not at all where it cannot be read.
    Reread(Arc<OpenDocument>),
    /// Look for annotations that are not where they were; answered by [`Answer::Resolved`].
    Resolve(Arc<Sought>),
    /// Find the sentences to be decided on, and which of them were seen before the text changed; answered by
    /// [`Answer::Divided`].
    Divide(Arc<Dividing>),
    /// Look through documents for annotations that a person is to look at; answered by [`Answer::Surveyed`], several
    /// times. The one before is given up.
    Survey(Arc<Survey>),
    /// Look for sentences that nearly repeat one; answered by [`Answer::FoundElsewhere`], several times. The search before
    /// is given up.
    Seek(Arc<Seeking>),
    /// Search a long document; answered by [`Answer::Swept`], several times. The search before is given up.
    Sweep(Arc<Sweep>),
    /// Give up searching a long document.
    StopSweeping,
    /// Search the corpus; answered by [`Answer::FoundInCorpus`], several times. The search before is given up.
    SearchCorpus(Arc<CorpusSearch>),
    /// Look through all there is for what is typed in the finder; answered by [`Answer::FoundByName`], unless something else
    /// is typed before.
    Find(Arc<Asked>),
    /// Find out how a document begins; answered by [`Answer::Previewed`], unless another is asked about before.
    Preview(DocPath),
    /// Look up in their documents what was found and is to be tagged; answered by [`Answer::Capturing`] as it goes and
    /// [`Answer::Captured`] at the end, unless it is given up.
    Capture(Arc<Capturing>),
    /// Give up what was to be looked up with numbers up to this.
    StopCapturing(u64),
    /// Find out what an annotation in a document that is not open stands among; answered by [`Answer::Glanced`].
    Glance(Arc<WantedIn>),
    /// Keep copies of the texts of documents that were annotated without being open.
    KeepTexts(Vec<DocPath>),
    /// Read the kept texts with these hashes, in which a document was annotated; answered by [`Answer::TextsRead`].
    ReadTexts(DocPath, Vec<TextHash>),
    /// Find out what became of documents that are not there; answered by [`Answer::Traced`], unless the corpus is walked
    /// again before.
    Trace(Arc<Tracing>),
    /// Find out which text documents have now; answered by [`Answer::TextsSeen`], several times. What was asked for
    /// before is given up.
    LookAtTexts {
        /// What the answer is told apart by: an older one is stale.
        number: u64,
        /// Which documents.
        documents: Arc<Vec<DocPath>>,
    },
    /// Keep a copy of a text that was annotated, without which annotations are harder to find again once it is edited.
    /// Only where that fails it is answered, by [`Answer::Noted`].
    KeepText(Arc<OpenDocument>),
    /// Nothing but to take in what was typed meanwhile; answered by [`Answer::CameBack`] at once.
    ComeBack,
    /// Work out what the ledger shows; answered by [`Answer::Tabulated`], unless it is asked again before.
    Tabulate(Arc<Tabulating>),
    /// Find out how far reviewers agree; answered by [`Answer::Agreed`], unless it is asked again before.
    Agree(Arc<Agreeing>),
    /// Work out what needs a person all over the corpus; answered by [`Answer::Queued`].
    Queue(Arc<Queueing>),
    /// Find out what a result of a search of the corpus stands among; answered by [`Answer::Surrounded`], unless another one
    /// is asked about before.
    Surround(Spot),
    /// Work out a change of many annotations; answered by [`Answer::Reworking`] as it goes and [`Answer::Reworked`] at the
    /// end. What was asked for before is given up.
    Rework(Arc<Reworking>),
    /// Give up working out a change.
    StopReworking,
    /// Count how often tags are used and verdicts were given; answered by [`Answer::TagsCounted`], unless it is asked again
    /// before.
    CountTags(AnnotationSet),
    /// Find out titles and authors at once, for they are to be shown; answered by [`Answer::Described`], perhaps several
    /// times. All other documents of a corpus that is walked are described without being asked about.
    Describe(Vec<DocPath>),
    /// Save this change, after those that could not be saved before; answered by [`Answer::Saved`].
    Save(Change),
    /// Save what could not be saved before; answered by [`Answer::Saved`].
    SaveAgain {
        /// Whether the person has said yes to what [`NotSaved::question`] asked.
        consents: bool,
    },
    /// Write a change that is in the file already into the journal, so that it can be taken back after a restart.
    Note(Change),
    /// Look whether another program has changed the annotations; answered by [`Answer::Changed`] when one has.
    Look,
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address, which is safe to hand on, in the program the person opens such with; answered by
    /// [`Answer::Followed`].
    Follow(String),
    /// Let the person edit a text in an editor of their own; answered by [`Answer::Edited`].
    EditExternally(String),
    /// Export the annotations; answered by [`Answer::Exported`].
    Export {
        /// The format's name as it was typed.
        format: String,
        /// What was typed after it: which annotations, and the file, whose name is made up when there is none.
        rest: String,
    },
    /// Work out what importing a file comes to; answered by [`Answer::Importing`] as it goes and [`Answer::Imported`] at the
    /// end. What was asked for before is given up, and nothing else done where there is nothing.
    Import(Option<Arc<Importing>>),
    /// Read the codebook with this name, or in this file; answered by [`Answer::Codebook`].
    ReadCodebook(String),
    /// Find what was typed and not saved in earlier runs; answered by [`Answer::Drafts`].
    FindDrafts,
    /// Keep what is being typed.
    KeepDraft(Box<Draft>),
    /// Delete what was kept: it is saved, or not wanted.
    EndDraft(DraftId),
    /// Leave what was kept to the next run.
    ReleaseDraft(DraftId),
    /// Let the person edit a file in an editor of their own; answered by [`Answer::FileEdited`].
    EditFile {
        /// The file.
        path: PathBuf,
        /// The line to begin at, counted from 1.
        line: usize,
    },
    /// Write a repaired copy of a broken annotations file; answered by [`Answer::Repaired`].
    Repair(PathBuf),
    /// Go on with another annotations file, and save there what is not saved yet; answered by [`Answer::Saved`], and then
    /// by [`Answer::Loaded`].
    GoOnWith(PathBuf),
    /// Remember where the person is, for the next start.
    Remember(Box<Remembered>),
    /// Stop until the shell continues the program.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// End the program.
    Quit,
}

/// Where the person is and how the window is laid out: what lives in the state folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The document last read.
    pub document: Option<DocPath>,
    /// The cursor in each document read, in code points, and when it was read last.
    pub positions: Vec<(DocPath, usize, Timestamp)>,
    /// The marks.
    pub marks: Marks,
    /// The filters that were kept: their queries, by name.
    pub filters: BTreeMap<String, String>,
    /// What the corpus was searched for, the last search first.
    pub searches: Vec<Query>,
    /// The width of the document list in cells.
    pub documents_width: Option<u16>,
    /// The width of the sidebar in cells.
    pub sidebar_width: Option<u16>,
    /// The side pane last in use.
    pub side: Option<Focus>,
    /// How the document list is laid out.
    pub list: Arrangement,
    /// How text is set, as far as it was chosen while reading.
    pub typography: Chosen,
}

/// An answer to an [`Effect`].
#[derive(Debug)]
pub enum Answer {
    /// Documents were found.
    Found(Vec<DocPath>),
    /// The walk is over.
    Walked(Vec<Problem>),
    /// The document that stands first, if there is one.
    First(Option<DocPath>),
    /// Other programs did something to the documents.
    CorpusChanged(CorpusChange),
    /// The document that was shown was read again, and its text is another one.
    Reread {
        /// What was shown.
        was: Arc<OpenDocument>,
        /// What it is now.
        now: Arc<OpenDocument>,
        /// Where its places went.
        moved: Moved,
    },
    /// The corpus knows better now what is page furniture.
    Learned,
    /// A document was read again, without anything else having happened to it.
    Renewed(Arc<OpenDocument>),
    /// The annotations were read, or could not be.
    Loaded(Result<Box<Loaded>, String>),
    /// The beginning of a long document was read; the document itself follows.
    Glimpsed {
        /// The number it was asked for with.
        number: u64,
        /// As much of it as there is.
        beginning: Arc<OpenDocument>,
    },
    /// A document was read, or could not be.
    Opened {
        /// The number it was asked for with.
        number: u64,
        /// The document, or why there is none.
        result: Result<Arc<OpenDocument>, String>,
    },
    /// Annotations were looked for.
    Resolved {
        /// What was asked for.
        sought: Arc<Sought>,
        /// How each of them was found, in their order; or why they could not be looked for.
        result: Result<Vec<Placement>, String>,
    },
    /// The sentences of a document were found.
    Divided {
        /// What was asked for.
        asked: Arc<Dividing>,
        /// What was found.
        divided: Box<Divided>,
    },
    /// What there is to look at in further documents.
    Surveyed {
        /// The number it was asked for with.
        number: u64,
        /// The documents with something to look at.
        found: Vec<Surveyed>,
        /// Whether that was all.
        is_over: bool,
    },
    /// Sentences that nearly repeat the one that is looked for.
    FoundElsewhere(FoundElsewhere),
    /// What a search of a long document has found by now.
    Swept {
        /// The number of the search.
        number: u64,
        /// What it has found.
        swept: Swept,
    },
    /// What a search of the corpus has come to.
    FoundInCorpus(FoundInCorpus),
    /// What the finder has found.
    FoundByName(Found),
    /// How a document begins, or why it cannot be read.
    Previewed(Head),
    /// How many documents were looked into for what is to be tagged.
    Capturing {
        /// The number it was asked for with.
        number: u64,
        /// How many.
        done: usize,
    },
    /// What is to be tagged was looked up, or why it could not be.
    Captured {
        /// The number it was asked for with.
        number: u64,
        /// What came of it.
        result: Result<Box<Captured>, String>,
    },
    /// What an annotation stands among, or why that is not known.
    Glanced(AnnotationId, Result<Around, String>),
    /// The texts in which a document was annotated, as far as they are kept, in the order that was asked for.
    TextsRead(DocPath, Vec<String>),
    /// Which text documents have now, as far as they can be read.
    TextsSeen {
        /// The number it was asked for with.
        number: u64,
        /// The hash of the text of each.
        seen: Vec<(DocPath, TextHash)>,
    },
    /// What became of the documents that are not there.
    Traced(Vec<Missing>),
    /// Something a person should know of, and that hinders nothing.
    Noted(Problem),
    /// What was typed meanwhile is taken in.
    CameBack,
    /// What the ledger shows was worked out.
    Tabulated(Tabulated),
    /// How far reviewers agree was found out.
    Agreed(Agreed),
    /// What needs a person was worked out.
    Queued(Queued),
    /// What a result of a search of the corpus stands among.
    Surrounded(Surrounded),
    /// How far the change is that is being worked out.
    Reworking {
        /// The number of the question.
        number: u64,
        /// How much was gone through, of [`Rework::size`](super::reworking::Rework::size).
        done: usize,
    },
    /// A change of many annotations was worked out, or why it could not be.
    Reworked {
        /// The number of the question.
        number: u64,
        /// What came of it.
        result: Result<Box<Reworked>, String>,
    },
    /// What is used how often was counted.
    TagsCounted {
        /// The annotations it was counted in.
        set: AnnotationSet,
        /// The counts.
        tally: Tally,
    },
    /// Titles and authors, or why they are not known.
    Described(Vec<(DocPath, Result<Summary, String>)>),
    /// What was done in an earlier session.
    Recalled(Recalled),
    /// Everything asked for so far is on disk, or nothing of what was asked for last is.
    Saved(Result<Saved, NotSaved>),
    /// Other programs changed the annotations file.
    Changed(Saved),
    /// The text as the editor left it; `None` when it was left unchanged.
    Edited(Result<Option<String>, String>),
    /// A codebook was read, or why it could not be.
    Codebook(Result<Box<Offered>, String>),
    /// What was typed and not saved in earlier runs, and what of it cannot be read.
    Drafts(Vec<Draft>, Vec<Problem>),
    /// What is wrong with the annotations file now, if it is so broken that nothing is written to it.
    Damaged(Option<Damage>),
    /// The editor has ended, or why there was none.
    FileEdited(Result<(), String>),
    /// A repaired copy was written, or why it was not.
    Repaired(Result<Repaired, String>),
    /// The address was handed on, or why it could not be.
    Followed {
        /// The address.
        address: String,
        /// Why not, as a sentence.
        result: Result<(), String>,
    },
    /// What was exported, or why nothing was.
    Exported(Result<Exported, String>),
    /// How far an import is.
    Importing {
        /// The number of the import.
        number: u64,
        /// How many annotations have their place.
        done: usize,
        /// How many there are in all.
        all: usize,
    },
    /// What an import comes to, or why nothing can be imported.
    Imported {
        /// The number of the import.
        number: u64,
        /// What came of it.
        result: Result<Box<Brought>, String>,
    },
    /// Something went wrong.
    Failure(String),
}

/// What other programs did to the documents of the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorpusChange {
    /// Documents that were not there before.
    pub found: Vec<DocPath>,
    /// Documents that are not there any more.
    pub gone: Vec<DocPath>,
    /// Documents whose files were written again. They are described anew without being asked about.
    pub changed: Vec<DocPath>,
}

impl CorpusChange {
    /// Whether everything is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// The annotations of a corpus.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What the file holds, and what is still to be saved to it.
    pub set: AnnotationSet,
    /// What of it could not be read.
    pub problems: Vec<Problem>,
    /// What others put there, and what the codebook lacks: worth knowing, and nothing to worry about.
    pub remarks: Box<[Problem]>,
    /// The file, for the status line.
    pub file: PathBuf,
    /// Whether it lies elsewhere than beside the corpus, where one would look for it.
    pub is_elsewhere: bool,
    /// Why nothing can be written to it, as a sentence.
    pub read_only: Option<String>,
    /// What is wrong with it, where that is why and the person has to choose.
    pub damage: Option<Box<Damage>>,
}

/// A codebook to take over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// What was asked for: the name of one that comes with the program, or a file.
    pub name: String,
    /// The codebook.
    pub codebook: Codebook,
    /// What of it cannot be read.
    pub problems: Vec<Problem>,
}

/// A repaired copy of a broken annotations file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The copy.
    pub file: PathBuf,
    /// How many records stand in it as they were.
    pub kept: usize,
    /// How many pieces stand in it as comments.
    pub set_aside: usize,
}

/// What was done in an earlier session, and what of it was not saved then.
#[derive(Debug, Default)]
pub struct Recalled {
    /// The steps that can be taken back, the oldest first.
    pub done: Vec<Step>,
    /// The steps that were taken back, the one taken back first first.
    pub undone: Vec<Step>,
    /// What was not saved then: it is to be made in the set, and a save of it is under way.
    pub unsaved: Vec<Edit>,
    /// What of it could not be read or made.
    pub problems: Vec<Problem>,
}

/// Why something is not on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// The reason, where the changes are kept meanwhile, and the way out: a sentence.
    pub reason: String,
    /// What has to be asked before it is saved, where a yes is all that is missing.
    pub question: Option<String>,
}

impl From<String> for NotSaved {
    fn from(reason: String) -> Self {
        Self {
            reason,
            question: None,
        }
    }
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How much, and where to, as a sentence.
    pub sentence: String,
    /// What the format cannot hold: a sentence for each kind.
    pub dropped: Vec<String>,
}

/// What a save brought to light.
#[derive(Debug, Default)]
pub struct Saved {
    /// What other programs changed meanwhile.
    pub foreign: Vec<Edit>,
    /// What of their changes could not be read.
    pub problems: Vec<Problem>,
    /// Where the file lies now, when it had to move.
    pub moved_to: Option<PathBuf>,
    /// What else was done, a sentence each.
    pub said: Vec<String>,
}
