//! The one table of commands. The key map, help, the palette, the hints of the status line and the key table of the
//! README are all made from it, so that none of them can be wrong.

use super::action::{
    Action, Anchor, Annotate, Arranging, ClaimAction, Codebook, CorpusAction, Fact, Filtering, Go,
    LedgerAction, Link, Move, OverlayAction, Pane, Program, Reviewing as Review, Scope, Select,
    Setting,
};
use super::overlay::ClaimField;

/// One command: a name, where and on which keys it is given, and what it does.
#[derive(Debug)]
pub struct Command {
    /// What one types after `:`, and in the settings file.
    pub name: &'static str,
    /// The keys it has unless the settings say otherwise, in the notation of [`super::keymap`].
    pub keys: &'static [&'static str],
    /// Where the keys count.
    pub scope: Scope,
    /// What it does.
    pub action: Action,
    /// What it does, as a sentence for a person. Neighbours with one sentence share a line of help.
    pub doc: &'static str,
    /// A word or two for the status line; empty where no hint is given.
    pub hint: &'static str,
}

const fn row(
    scope: Scope,
    name: &'static str,
    keys: &'static [&'static str],
    action: Action,
    hint: &'static str,
    doc: &'static str,
) -> Command {
    Command {
        name,
        keys,
        scope,
        action,
        doc,
        hint,
    }
}

/// Finds the command called `name`.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// One of the few words that a command wants after its name, and what it stands for.
pub type Argument = (&'static str, &'static str);

impl Command {
    /// The words of which the command wants one after its name; none for a command that can do without.
    #[must_use]
    pub fn arguments(&self) -> &'static [Argument] {
        match self.action {
            Action::Program(Program::Export) => &[
                ("markdown", "quotes and notes to read, document by document"),
                ("csv", "a row for each annotation, for a spreadsheet"),
                ("json", "everything there is, for another program"),
                ("jsonl", "the same, an annotation in each line"),
                (
                    "html",
                    "a page for a browser, the articles with the notes beside them",
                ),
            ],
            _ => &[],
        }
    }
}

const BY_KEY: &str = "Tag the selection, or else the sentence, with the tag on this key.";
const READY: &str = "Add the ready-made codebook with this number, where there is none yet.";
const BY_DIGIT: &str = "Give the annotation the tag with this number, and go on.";
const BY_VIEW: &str = "Show the view with this digit: the claims, or what is counted.";
const BY_RESULT: &str = "Tag what is marked, or else this result, with the tag on this key.";
const BY_NUMBER: &str = "Show the place, or the document, with this number.";

use crate::model::Relation as R;
use Scope::{
    Anchors, Anywhere, Attaching, Bulk, Claim, Claims, Corpus, CorpusLine, Counts, Damage,
    Documents, Draft, Elsewhere, Entry, Evidence, Facts, Field, Filling, Filter, Form, Ledger,
    LedgerFilter, Linking, ListFilter, Note, Page, Pair, Peek, Picker, Question, Queue, Reader,
    Relation, Results, Reviewing, Search, Sidebar, Split, Tags, Working,
};

/// Every command. Within a scope they stand in the order in which a newcomer should meet them.
// A table is read by its columns: one command a line, however long.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    // The reader: moving.
    row(Reader, "down", &["j", "Down"], Action::Move(Move::Down), "", "Move a line down."),
    row(Reader, "up", &["k", "Up"], Action::Move(Move::Up), "", "Move a line up."),
    row(Reader, "page-down", &["Space", "PageDown", "Ctrl-f"], Action::Move(Move::PageDown), "page", "Move a page down."),
    row(Reader, "page-up", &["PageUp", "Ctrl-b"], Action::Move(Move::PageUp), "", "Move a page up."),
    row(Reader, "half-page-down", &["Ctrl-d"], Action::Move(Move::HalfPageDown), "", "Move half a page down."),
    row(Reader, "half-page-up", &["Ctrl-u"], Action::Move(Move::HalfPageUp), "", "Move half a page up."),
    row(Reader, "top", &["g g", "Home"], Action::Move(Move::Top), "", "Go to the beginning."),
    row(Reader, "bottom", &["G", "End"], Action::Move(Move::Bottom), "", "Go to the end."),
    row(Reader, "left", &["h", "Left"], Action::Move(Move::Left), "", "Move a character to the left."),
    row(Reader, "right", &["l", "Right"], Action::Move(Move::Right), "", "Move a character to the right."),
    row(Reader, "next-word", &["w"], Action::Move(Move::WordNext), "", "Move to the next word."),
    row(Reader, "previous-word", &["b"], Action::Move(Move::WordPrevious), "", "Move to the previous word."),
    row(Reader, "word-end", &["e"], Action::Move(Move::WordEnd), "", "Move to the end of the word."),
    row(Reader, "line-start", &["0"], Action::Move(Move::RowStart), "", "Move to the start of the line."),
    row(Reader, "line-end", &["$"], Action::Move(Move::RowEnd), "", "Move to the end of the line."),
    row(Reader, "next-sentence", &[")"], Action::Move(Move::SentenceNext), "", "Move to the next sentence."),
    row(Reader, "previous-sentence", &["("], Action::Move(Move::SentencePrevious), "", "Move to the previous sentence."),
    row(Reader, "next-paragraph", &["}"], Action::Move(Move::ParagraphNext), "", "Move to the next paragraph."),
    row(Reader, "previous-paragraph", &["{"], Action::Move(Move::ParagraphPrevious), "", "Move to the previous paragraph."),
    row(Reader, "next-heading", &["] ]"], Action::Move(Move::HeadingNext), "", "Go to the next heading or part."),
    row(Reader, "previous-heading", &["[ ["], Action::Move(Move::HeadingPrevious), "", "Go to the previous heading or part."),
    row(Reader, "next-annotation", &["]"], Action::Move(Move::AnnotationNext), "", "Go to the next annotation."),
    row(Reader, "previous-annotation", &["["], Action::Move(Move::AnnotationPrevious), "", "Go to the previous annotation."),
    // The reader: selecting.
    row(Reader, "select-sentence", &["s"], Action::Select(Select::Sentence), "select", "Select the sentence; again: the paragraph, then the section."),
    row(Reader, "select", &["v"], Action::Select(Select::Characters), "", "Select character by character; moving extends the selection."),
    row(Reader, "select-paragraphs", &["V"], Action::Select(Select::Paragraphs), "", "Select paragraph by paragraph; moving extends the selection."),
    // The reader: annotating.
    row(Reader, "tag-1", &["1"], Action::Annotate(Annotate::TagWithKey('1')), "", BY_KEY),
    row(Reader, "tag-2", &["2"], Action::Annotate(Annotate::TagWithKey('2')), "", BY_KEY),
    row(Reader, "tag-3", &["3"], Action::Annotate(Annotate::TagWithKey('3')), "", BY_KEY),
    row(Reader, "tag-4", &["4"], Action::Annotate(Annotate::TagWithKey('4')), "", BY_KEY),
    row(Reader, "tag-5", &["5"], Action::Annotate(Annotate::TagWithKey('5')), "", BY_KEY),
    row(Reader, "tag-6", &["6"], Action::Annotate(Annotate::TagWithKey('6')), "", BY_KEY),
    row(Reader, "tag-7", &["7"], Action::Annotate(Annotate::TagWithKey('7')), "", BY_KEY),
    row(Reader, "tag-8", &["8"], Action::Annotate(Annotate::TagWithKey('8')), "", BY_KEY),
    row(Reader, "tag-9", &["9"], Action::Annotate(Annotate::TagWithKey('9')), "", BY_KEY),
    row(Reader, "tag", &["t"], Action::Annotate(Annotate::ChooseTags), "tag", "Choose tags for the selection, or else the sentence, or make new ones."),
    row(Reader, "note", &["a"], Action::Annotate(Annotate::Note), "note", "Write a note on the selection, the annotation under the cursor, or the sentence."),
    row(Reader, "highlight", &["m"], Action::Annotate(Annotate::Highlight), "", "Highlight the selection, or else the sentence, without a tag."),
    row(Reader, "repeat", &["."], Action::Annotate(Annotate::Repeat), "", "Give the tags given last once more."),
    row(Reader, "delete", &["d"], Action::Annotate(Annotate::Delete), "", "Delete the annotation under the cursor; undo brings it back."),
    row(Reader, "copy", &["y"], Action::Annotate(Annotate::Copy), "", "Copy the selection, the link's address, the annotation's quote, or the sentence."),
    row(Reader, "copy-citation", &["Y"], Action::Annotate(Annotate::CopyWithCitation), "", "Copy it with author, title, date and place."),
    // The reader: finding.
    row(Reader, "search", &["/"], Action::Go(Go::Search), "search", "Search in the document as you type."),
    row(Reader, "next-match", &["n"], Action::Go(Go::NextMatch), "", "Go to the next match."),
    row(Reader, "previous-match", &["N"], Action::Go(Go::PreviousMatch), "", "Go to the previous match."),
    row(Reader, "search-word", &["*"], Action::Go(Go::SearchWord), "", "Search for the word under the cursor."),
    row(Reader, "set-mark", &["M"], Action::Go(Go::SetMark), "", "Set a mark: type a letter after it."),
    row(Reader, "go-to-mark", &["'"], Action::Go(Go::ToMark), "", "Go to a mark: type its letter after it."),
    row(Reader, "follow", &["Enter"], Action::Go(Go::Open), "", "Show the note of the mark under the cursor, open the link there, or edit the note on it."),
    row(Reader, "links", &["U"], Action::Go(Go::Links), "", "List the links of the document, to go to one and open it."),
    row(Reader, "correct", &["="], Action::Annotate(Annotate::Correct), "", "Say what the block, or each selected one, really is: heading, title, page furniture."),
    // The reader: how text is set.
    row(Reader, "furniture", &["X"], Action::Setting(Setting::Furniture), "", "Fold page furniture away, or show it again."),
    row(Reader, "wider", &["+"], Action::Setting(Setting::Wider), "", "Set the text wider."),
    row(Reader, "narrower", &["-"], Action::Setting(Setting::Narrower), "", "Set the text narrower."),
    row(Reader, "spacing", &[], Action::Setting(Setting::Spacing), "", "Set paragraphs further apart; after the widest, without an empty line."),
    row(Reader, "margins", &[], Action::Setting(Setting::Margin), "", "Leave wider margins; after the widest, none."),
    row(Reader, "hyphenate", &[], Action::Setting(Setting::Hyphenate), "", "Divide words at the end of a line, or do not."),
    row(Reader, "justify", &[], Action::Setting(Setting::Justify), "", "Let lines end at one edge, or do not."),
    row(Reader, "numbers", &[], Action::Setting(Setting::Numbers), "", "Count lines beside the text; again: paragraphs; again: nothing."),
    row(Reader, "invisible", &[], Action::Setting(Setting::Invisible), "", "Hide characters without width; again: mark those that are astray; again: mark all of them."),
    // The document list.
    row(Documents, "list-down", &["j", "Down"], Action::Move(Move::Down), "", "Move to the next document in the list."),
    row(Documents, "list-up", &["k", "Up"], Action::Move(Move::Up), "", "Move to the previous document in the list."),
    row(Documents, "list-page-down", &["Space", "PageDown", "Ctrl-f", "Ctrl-d"], Action::Move(Move::PageDown), "", "Move a page of documents down."),
    row(Documents, "list-page-up", &["PageUp", "Ctrl-b", "Ctrl-u"], Action::Move(Move::PageUp), "", "Move a page of documents up."),
    row(Documents, "list-top", &["g g", "Home"], Action::Move(Move::Top), "", "Go to the first document."),
    row(Documents, "list-bottom", &["G", "End"], Action::Move(Move::Bottom), "", "Go to the last document."),
    row(Documents, "open", &["Enter", "l", "Right"], Action::Go(Go::Open), "open", "Read the document."),
    row(Documents, "filter-list", &["/"], Action::Arrange(Arranging::Filter), "filter", "Show only documents with these words in title, author, date or path; Esc: all."),
    row(Documents, "sort-list", &["s"], Action::Arrange(Arranging::Sort), "sort", "Sort by title, then by date and so on; :sort-list date sorts by the date."),
    row(Documents, "reverse-list", &["S"], Action::Arrange(Arranging::Reverse), "", "Sort the other way round."),
    row(Documents, "group-list", &["g f"], Action::Arrange(Arranging::Group), "folders", "Put the documents under the names of their folders, or no more."),
    row(Documents, "fold", &["h", "Left"], Action::Arrange(Arranging::Fold), "fold", "Fold the folder, or unfold it; Enter on its name does that too."),
    row(Documents, "fold-all", &["H"], Action::Arrange(Arranging::FoldAll), "", "Fold all folders, or unfold them."),
    // The sidebar.
    row(Sidebar, "sidebar-down", &["j", "Down", "]", "n"], Action::Move(Move::Down), "", "Move to the next annotation; the reader follows."),
    row(Sidebar, "sidebar-up", &["k", "Up", "[", "N"], Action::Move(Move::Up), "", "Move to the previous annotation; the reader follows."),
    row(Sidebar, "sidebar-page-down", &["Space", "PageDown", "Ctrl-f", "Ctrl-d"], Action::Move(Move::PageDown), "", "Move several annotations down."),
    row(Sidebar, "sidebar-page-up", &["PageUp", "Ctrl-b", "Ctrl-u"], Action::Move(Move::PageUp), "", "Move several annotations up."),
    row(Sidebar, "sidebar-top", &["g g", "Home"], Action::Move(Move::Top), "", "Go to the first annotation."),
    row(Sidebar, "sidebar-bottom", &["G", "End"], Action::Move(Move::Bottom), "", "Go to the last annotation."),
    row(Sidebar, "go-to-annotation", &["Enter", "h", "Left"], Action::Go(Go::Open), "read there", "Read on at the annotation."),
    row(Sidebar, "sidebar-note", &["a"], Action::Annotate(Annotate::Note), "note", "Edit the note."),
    row(Sidebar, "sidebar-tag", &["t"], Action::Annotate(Annotate::ChooseTags), "tag", "Choose the tags."),
    row(Sidebar, "sidebar-delete", &["d"], Action::Annotate(Annotate::Delete), "delete", "Delete the annotation; undo brings it back."),
    row(Sidebar, "sidebar-copy", &["y"], Action::Annotate(Annotate::Copy), "", "Copy the quote."),
    row(Sidebar, "sidebar-copy-citation", &["Y"], Action::Annotate(Annotate::CopyWithCitation), "", "Copy the quote with author, title, date and place."),
    // The sidebar: filters.
    row(Sidebar, "filter", &["/"], Action::Filter(Filtering::Begin), "filter", "Show only the annotations that a query means; Esc shows all again."),
    // Every pane.
    row(Anywhere, "next-pane", &["Tab"], Action::Pane(Pane::Next), "pane", "Go to the next pane."),
    row(Anywhere, "previous-pane", &["Shift-Tab"], Action::Pane(Pane::Previous), "", "Go to the previous pane."),
    row(Anywhere, "zoom", &["z"], Action::Pane(Pane::Zoom), "", "Show the reader alone, or all panes again."),
    row(Anywhere, "next-document", &["J"], Action::Go(Go::NextDocument), "", "Read the next document."),
    row(Anywhere, "previous-document", &["K"], Action::Go(Go::PreviousDocument), "", "Read the previous document."),
    row(Anywhere, "done", &["D"], Action::Annotate(Annotate::ToggleDone), "", "Mark the document as done, or as being read again."),
    row(Anywhere, "undo", &["u"], Action::Annotate(Annotate::Undo), "undo", "Take the last change back."),
    row(Anywhere, "redo", &["Ctrl-r"], Action::Annotate(Annotate::Redo), "", "Make the change again that was taken back."),
    row(Anywhere, "find", &["f"], Action::Go(Go::Find), "find", "Find a document, heading, tag, annotation, claim or command."),
    row(Anywhere, "search-corpus", &["F"], Action::Corpus(CorpusAction::Begin), "search all", "Search all articles, for the selection where there is one."),
    row(Anywhere, "outline", &["o"], Action::Go(Go::Outline), "", "Show the parts and headings of the document."),
    row(Anywhere, "review-anchors", &["A"], Action::Anchor(Anchor::Review), "have a look", "Look at annotations whose text has changed, here, then elsewhere."),
    row(Anywhere, "orphans", &[], Action::Anchor(Anchor::Orphans), "", "Look at annotations whose text is gone, and documents that are not there."),
    row(Anywhere, "back", &["Ctrl-o", "Backspace", "Alt-Left"], Action::Go(Go::Back), "", "Go back to where you were."),
    row(Anywhere, "forward", &["Alt-Right"], Action::Go(Go::Forward), "", "Go forward again."),
    row(Anywhere, "leave", &["Esc"], Action::Go(Go::Leave), "", "Leave the selection, the search or the pane."),
    row(Anywhere, "commands", &[":"], Action::Program(Program::Palette), "commands", "Choose from all commands by name."),
    row(Anywhere, "help", &["?", "F1"], Action::Program(Program::Help), "help", "Explain the keys of this pane."),
    row(Anywhere, "messages", &[], Action::Program(Program::Messages), "", "Show the messages of this session and every problem found."),
    row(Anywhere, "export", &[], Action::Program(Program::Export), "", "Export the annotations: export FORMAT [FILE], in one of the formats that are listed."),
    row(Anywhere, "reload", &["F5"], Action::Program(Program::Reload), "", "Read the corpus and the annotations anew."),
    row(Anywhere, "save", &["Ctrl-s"], Action::Program(Program::Save), "", "Save what could not be saved before."),
    row(Anywhere, "mend", &[], Action::Program(Program::Mend), "", "Show what is wrong with the annotations file, and the ways out."),
    row(Anywhere, "suspend", &["Ctrl-z"], Action::Program(Program::Suspend), "", "Give the terminal back to the shell; `fg` brings postil back."),
    row(Anywhere, "redraw", &["Ctrl-l"], Action::Program(Program::Redraw), "", "Draw the screen anew."),
    row(Anywhere, "quit", &["q", "Ctrl-c"], Action::Program(Program::Quit), "quit", "Leave postil; everything is saved already."),
    row(Anywhere, "facts", &["i"], Action::Go(Go::Facts), "", "Show what is known about the document, and put it right."),
    row(Anywhere, "set-title", &[], Action::Annotate(Annotate::Set(Fact::Title)), "", "Put the title right: set-title [TITLE]."),
    row(Anywhere, "set-author", &[], Action::Annotate(Annotate::Set(Fact::Author)), "", "Put the author right: set-author [NAME; NAME]."),
    row(Anywhere, "set-date", &[], Action::Annotate(Annotate::Set(Fact::Date)), "", "Put the date right: set-date [2020, 2020-06 or 2020-06-17]."),
    row(Anywhere, "set-url", &[], Action::Annotate(Annotate::Set(Fact::Url)), "", "Put the URL right: set-url [URL]."),
    // Queries: what the sidebar and the ledger are narrowed by.
    row(Anywhere, "keep-filter", &[], Action::Filter(Filtering::Keep), "", "Keep the filter of the cards or of the ledger: keep-filter NAME."),
    row(Anywhere, "drop-filter", &[], Action::Filter(Filtering::Drop), "", "Forget a filter that was kept: drop-filter NAME."),
    row(Anywhere, "queries", &[], Action::Filter(Filtering::Explain), "", "Explain what a query can ask for."),
    // The search line.
    row(Search, "search-accept", &["Enter"], Action::Overlay(OverlayAction::Accept), "stay here", "Stay at this match; n and N go on."),
    row(Search, "search-cancel", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "go back", "Leave the search and go back to where it began."),
    row(Search, "search-down", &["Down", "Ctrl-n"], Action::Overlay(OverlayAction::Down), "next", "Go to the next match."),
    row(Search, "search-up", &["Up", "Ctrl-p"], Action::Overlay(OverlayAction::Up), "previous", "Go to the previous match."),
    // Pickers.
    row(Picker, "picker-accept", &["Enter"], Action::Overlay(OverlayAction::Accept), "take", "Take the chosen item."),
    row(Picker, "picker-cancel", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "leave", "Leave the list."),
    row(Picker, "picker-down", &["Down", "Ctrl-n", "Ctrl-j"], Action::Overlay(OverlayAction::Down), "", "Move to the next item."),
    row(Picker, "picker-up", &["Up", "Ctrl-p", "Ctrl-k"], Action::Overlay(OverlayAction::Up), "", "Move to the previous item."),
    row(Picker, "picker-page-down", &["PageDown"], Action::Overlay(OverlayAction::PageDown), "", "Move a page of items down."),
    row(Picker, "picker-page-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Move a page of items up."),
    row(Picker, "picker-complete", &["Tab"], Action::Overlay(OverlayAction::Complete), "", "Complete what is typed with the chosen item."),
    // The tag picker.
    row(Tags, "mark-tag", &["Tab"], Action::Overlay(OverlayAction::Mark), "mark several", "Mark the tag, to give several at once; what is typed after it is given too."),
    row(Tags, "define-tag", &["Ctrl-e"], Action::Overlay(OverlayAction::Define), "define", "Write down what the tag means."),
    // Notes.
    row(Note, "save-note", &["Ctrl-s"], Action::Overlay(OverlayAction::Accept), "save", "Save the text and close it."),
    row(Note, "cancel-note", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "cancel", "Close without saving; asks first if something would be lost."),
    row(Note, "edit-externally", &["Ctrl-e"], Action::Overlay(OverlayAction::ExternalEditor), "editor", "Go on in the editor that $VISUAL or $EDITOR names."),
    // The facts of a document.
    row(Facts, "facts-title", &["t"], Action::Annotate(Annotate::Set(Fact::Title)), "title", "Put the title right."),
    row(Facts, "facts-author", &["a"], Action::Annotate(Annotate::Set(Fact::Author)), "author", "Put the author right."),
    row(Facts, "facts-date", &["d"], Action::Annotate(Annotate::Set(Fact::Date)), "date", "Put the date right."),
    row(Facts, "facts-url", &["u"], Action::Annotate(Annotate::Set(Fact::Url)), "URL", "Put the URL right."),
    // A note of the article.
    row(Peek, "go-to-note", &["Enter"], Action::Overlay(OverlayAction::Accept), "go there", "Go to the note; Ctrl-o comes back."),
    // Pages.
    row(Page, "page-close", &["Esc", "q", "?", "Enter", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "close", "Close the page."),
    row(Page, "page-scroll-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Scroll a line down."),
    row(Page, "page-scroll-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Scroll a line up."),
    row(Page, "page-scroll-page-down", &["Space", "PageDown"], Action::Overlay(OverlayAction::PageDown), "more", "Scroll a page down."),
    row(Page, "page-scroll-page-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Scroll a page up."),
    // Questions.
    row(Question, "answer-yes", &["y"], Action::Overlay(OverlayAction::Yes), "yes", "Yes."),
    row(Question, "answer-no", &["n", "Esc", "Ctrl-c"], Action::Overlay(OverlayAction::No), "no", "No."),
    // A fact that is typed.
    row(Field, "field-save", &["Enter"], Action::Overlay(OverlayAction::Accept), "save", "Save it; an empty line goes back to what the article says."),
    row(Field, "field-clear", &["Ctrl-u"], Action::Overlay(OverlayAction::Clear), "clear", "Empty the line; typing at once does that too."),
    row(Field, "field-cancel", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "cancel", "Leave it as it was."),
    // Mistakes in the annotations file.
    row(Damage, "mend-edit", &["e"], Action::Overlay(OverlayAction::ExternalEditor), "edit", "Mend the file in the editor that $VISUAL or $EDITOR names, then read it again."),
    row(Damage, "mend-copy", &["s"], Action::Overlay(OverlayAction::Repair), "save a copy", "Write a repaired copy beside the file; what cannot be read stays in it as comments."),
    row(Damage, "mend-later", &["r", "Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "read only", "Read without writing anything; `:mend` asks again."),
    // A draft that an earlier run left behind.
    row(Draft, "draft-go-on", &["Enter"], Action::Overlay(OverlayAction::Accept), "go on writing", "Go on writing the note."),
    row(Draft, "draft-copy", &["y"], Action::Overlay(OverlayAction::Copy), "copy", "Copy what was written."),
    row(Draft, "draft-drop", &["d"], Action::Overlay(OverlayAction::Drop), "drop", "Drop it for good."),
    row(Draft, "draft-later", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "later", "Leave it for the next start."),
    // Annotations whose text has changed.
    row(Anchors, "accept-place", &["Enter", "y"], Action::Anchor(Anchor::Accept), "accept", "Accept the place shown, or the document chosen for one that is not there."),
    row(Anchors, "next-place", &["Tab"], Action::Anchor(Anchor::NextPlace), "another", "Show the next place, or document, to choose from."),
    row(Anchors, "previous-place", &["Shift-Tab"], Action::Anchor(Anchor::PreviousPlace), "", "Show the previous place, or document."),
    row(Anchors, "place-1", &["1"], Action::Anchor(Anchor::Place('1')), "", BY_NUMBER),
    row(Anchors, "place-2", &["2"], Action::Anchor(Anchor::Place('2')), "", BY_NUMBER),
    row(Anchors, "place-3", &["3"], Action::Anchor(Anchor::Place('3')), "", BY_NUMBER),
    row(Anchors, "place-4", &["4"], Action::Anchor(Anchor::Place('4')), "", BY_NUMBER),
    row(Anchors, "place-5", &["5"], Action::Anchor(Anchor::Place('5')), "", BY_NUMBER),
    row(Anchors, "place-6", &["6"], Action::Anchor(Anchor::Place('6')), "", BY_NUMBER),
    row(Anchors, "place-7", &["7"], Action::Anchor(Anchor::Place('7')), "", BY_NUMBER),
    row(Anchors, "place-8", &["8"], Action::Anchor(Anchor::Place('8')), "", BY_NUMBER),
    row(Anchors, "place-9", &["9"], Action::Anchor(Anchor::Place('9')), "", BY_NUMBER),
    row(Anchors, "attach-by-hand", &["a"], Action::Anchor(Anchor::ByHand), "by hand", "Go to the article to select where the annotation belongs."),
    row(Anchors, "leave-for-now", &["n", "Space"], Action::Anchor(Anchor::Leave), "leave", "Leave it as it is, and go on to the next one."),
    row(Anchors, "back-to-previous", &["p", "Backspace"], Action::Anchor(Anchor::Previous), "", "Go back to the one before."),
    row(Anchors, "accept-edited", &["E"], Action::Anchor(Anchor::AcceptEdited), "", "Accept all that were merely edited here, save claims with a verdict."),
    row(Anchors, "take-back-decision", &["u"], Action::Anchor(Anchor::TakeBack), "undo", "Take the last decision back, and return to it."),
    row(Anchors, "anchors-down", &["j", "Down"], Action::Anchor(Anchor::Down), "", "Scroll a line down."),
    row(Anchors, "anchors-up", &["k", "Up"], Action::Anchor(Anchor::Up), "", "Scroll a line up."),
    row(Anchors, "anchors-page-down", &["PageDown"], Action::Anchor(Anchor::PageDown), "", "Scroll a page down."),
    row(Anchors, "anchors-page-up", &["PageUp"], Action::Anchor(Anchor::PageUp), "", "Scroll a page up."),
    row(Anchors, "close-anchors", &["Esc", "q", "Ctrl-c"], Action::Anchor(Anchor::Close), "close", "Stop looking; what was not decided can be looked at again."),
    row(Anchors, "help-on-anchors", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    // Attaching by hand.
    row(Attaching, "attach-here", &["Enter"], Action::Anchor(Anchor::Attach), "attach", "Attach the annotation to the selection."),
    row(Attaching, "stop-attaching", &["Esc"], Action::Anchor(Anchor::Return), "back", "Go back without attaching it."),
    // Reviewing, and the queue.
    row(Anywhere, "review", &["R"], Action::Reviewing(Review::Toggle), "review", "Decide sentence by sentence which tags it gets, or stop doing so."),
    row(Anywhere, "queue", &["Q"], Action::Reviewing(Review::Queue), "to do", "Show what needs a person, to walk through it."),
    row(Reviewing, "leave-untagged", &["Space"], Action::Reviewing(Review::Untagged), "untagged", "Leave the sentence without a tag, and go on to the next."),
    row(Reviewing, "tag-again", &["."], Action::Annotate(Annotate::Repeat), "again", "Give the tags given last once more, and go on."),
    row(Reviewing, "add-tag", &["+"], Action::Reviewing(Review::Add), "add", "Add the tag of the next key and stay; Shift with the key does the same."),
    row(Reviewing, "previous-decision", &[","], Action::Reviewing(Review::Back), "back", "Go back one decision."),
    row(Reviewing, "next-unseen", &[";"], Action::Reviewing(Review::NextUnseen), "next unseen", "Go to the next sentence that was not seen yet."),
    row(Reviewing, "next-work", &["Ctrl-n"], Action::Reviewing(Review::NextWork), "", "Go on in the queue, or else to the next document with work."),
    row(Reviewing, "previous-stop", &["Ctrl-p"], Action::Reviewing(Review::PreviousStop), "", "Go back to the stop of the queue before."),
    row(Reviewing, "review-next", &["j", "Down"], Action::Reviewing(Review::Next), "", "Move to the next sentence."),
    row(Reviewing, "review-previous", &["k", "Up"], Action::Reviewing(Review::Previous), "", "Move to the previous sentence."),
    row(Reviewing, "review-paragraph", &["J"], Action::Reviewing(Review::NextParagraph), "", "Move to the next paragraph."),
    row(Reviewing, "review-paragraph-up", &["K"], Action::Reviewing(Review::PreviousParagraph), "", "Move to the beginning of the paragraph, or of the one before."),
    row(Reviewing, "grow", &["v"], Action::Reviewing(Review::Grow), "", "Take the next sentence in as well."),
    row(Reviewing, "trim-end", &["<"], Action::Reviewing(Review::TrimEnd), "", "Leave the last word out."),
    row(Reviewing, "trim-start", &[">"], Action::Reviewing(Review::TrimStart), "", "Leave the first word out."),
    row(Reviewing, "widen", &["Backspace"], Action::Reviewing(Review::Widen), "", "Take back what was left out or taken in last."),
    row(Reviewing, "stop-reviewing", &["Esc"], Action::Reviewing(Review::Leave), "stop", "Have the whole sentence again; again: stop reviewing."),
    row(Queue, "walk-queue", &["Enter"], Action::Overlay(OverlayAction::Accept), "begin", "Walk through what is chosen."),
    row(Queue, "queue-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Move down."),
    row(Queue, "queue-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Move up."),
    row(Queue, "close-queue", &["Esc", "q", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "close", "Leave the queue for now."),
    row(Queue, "help-on-queue", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    // The codebook.
    row(Anywhere, "codebook", &["T"], Action::Codebook(Codebook::Open), "codebook", "Open the codebook; codebook NAME adds a ready-made one or a file."),
    row(Scope::Codebook, "codebook-down", &["j", "Down"], Action::Codebook(Codebook::Down), "", "Move to the next tag or verdict."),
    row(Scope::Codebook, "codebook-up", &["k", "Up"], Action::Codebook(Codebook::Up), "", "Move to the previous tag or verdict."),
    row(Scope::Codebook, "codebook-page-down", &["Space", "PageDown"], Action::Codebook(Codebook::PageDown), "", "Move a page down."),
    row(Scope::Codebook, "codebook-page-up", &["PageUp"], Action::Codebook(Codebook::PageUp), "", "Move a page up."),
    row(Scope::Codebook, "codebook-top", &["Home"], Action::Codebook(Codebook::Top), "", "Go to the first one."),
    row(Scope::Codebook, "codebook-bottom", &["G", "End"], Action::Codebook(Codebook::Bottom), "", "Go to the last one."),
    row(Scope::Codebook, "codebook-read-on", &["Ctrl-d"], Action::Codebook(Codebook::ReadOn), "", "Scroll what is said of it down."),
    row(Scope::Codebook, "codebook-read-back", &["Ctrl-u"], Action::Codebook(Codebook::ReadBack), "", "Scroll what is said of it up."),
    row(Scope::Codebook, "codebook-add", &["a"], Action::Codebook(Codebook::Add), "add", "Add a tag, or a verdict."),
    row(Scope::Codebook, "codebook-define", &["e", "Enter"], Action::Codebook(Codebook::Define), "define", "Write down what it means."),
    row(Scope::Codebook, "codebook-use-for", &["+"], Action::Codebook(Codebook::UseFor), "use for", "Write down what the tag is to be used for."),
    row(Scope::Codebook, "codebook-not-for", &["-"], Action::Codebook(Codebook::NotFor), "not for", "Write down what the tag is not to be used for."),
    row(Scope::Codebook, "codebook-examples", &["x"], Action::Codebook(Codebook::Examples), "examples", "Write down passages that the tag is right for."),
    row(Scope::Codebook, "codebook-key", &["K"], Action::Codebook(Codebook::Key), "key", "Give the tag a key."),
    row(Scope::Codebook, "codebook-color", &["c"], Action::Codebook(Codebook::Color), "colour", "Choose its colour."),
    row(Scope::Codebook, "codebook-glyph", &["g"], Action::Codebook(Codebook::Glyph), "glyph", "Give the tag a glyph, which tells it apart without colour."),
    row(Scope::Codebook, "codebook-rename", &["r"], Action::Codebook(Codebook::Rename), "rename", "Call it otherwise, on every annotation too."),
    row(Scope::Codebook, "codebook-move", &["m"], Action::Codebook(Codebook::Move), "move", "Put the tag, with those below it, elsewhere in the tree."),
    row(Scope::Codebook, "codebook-merge", &["M"], Action::Codebook(Codebook::Merge), "merge", "Make the tag a part of another one."),
    row(Scope::Codebook, "codebook-split", &["s"], Action::Codebook(Codebook::Split), "split", "Share the annotations of the tag out to several tags."),
    row(Scope::Codebook, "codebook-retire", &["R"], Action::Codebook(Codebook::Retire), "retire", "Give the tag no longer, or bring it back; what has it keeps it."),
    row(Scope::Codebook, "codebook-delete", &["d"], Action::Codebook(Codebook::Delete), "delete", "Delete it, where nothing carries it."),
    row(Scope::Codebook, "codebook-rating", &["n"], Action::Codebook(Codebook::Rating), "number", "Say what the verdict is as a number."),
    row(Scope::Codebook, "codebook-earlier", &["["], Action::Codebook(Codebook::Earlier), "up", "Move the verdict up the scale."),
    row(Scope::Codebook, "codebook-later", &["]"], Action::Codebook(Codebook::Later), "down", "Move the verdict down the scale."),
    row(Scope::Codebook, "codebook-filter", &["/"], Action::Codebook(Codebook::Filter), "find", "Find a tag by a few letters."),
    row(Scope::Codebook, "codebook-other", &["Tab"], Action::Codebook(Codebook::Turn), "tags, verdicts", "Turn from the tags to the scale of verdicts, and back."),
    row(Scope::Codebook, "codebook-load", &["l"], Action::Codebook(Codebook::Load), "load", "Add a codebook that is ready-made, or in a file."),
    row(Scope::Codebook, "codebook-ready-1", &["1"], Action::Codebook(Codebook::Ready('1')), "", READY),
    row(Scope::Codebook, "codebook-ready-2", &["2"], Action::Codebook(Codebook::Ready('2')), "", READY),
    row(Scope::Codebook, "codebook-ready-3", &["3"], Action::Codebook(Codebook::Ready('3')), "", READY),
    row(Scope::Codebook, "codebook-undo", &["u"], Action::Codebook(Codebook::Undo), "undo", "Take the last change back."),
    row(Scope::Codebook, "codebook-redo", &["Ctrl-r"], Action::Codebook(Codebook::Redo), "", "Make the change again that was taken back."),
    row(Scope::Codebook, "codebook-commands", &[":"], Action::Program(Program::Palette), "", "Choose from all commands by name."),
    row(Scope::Codebook, "codebook-close", &["Esc", "q", "T", "Ctrl-c"], Action::Codebook(Codebook::Close), "close", "Close the codebook."),
    row(Scope::Codebook, "codebook-help", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    row(Filter, "filter-accept", &["Enter"], Action::Codebook(Codebook::Narrowed), "take", "Stay with the tags that are listed."),
    row(Filter, "filter-cancel", &["Esc", "Ctrl-c"], Action::Codebook(Codebook::All), "all tags", "List all tags again."),
    row(Filter, "filter-down", &["Down", "Ctrl-n"], Action::Codebook(Codebook::Down), "", "Move to the next tag."),
    row(Filter, "filter-up", &["Up", "Ctrl-p"], Action::Codebook(Codebook::Up), "", "Move to the previous tag."),
    row(Entry, "entry-accept", &["Enter"], Action::Overlay(OverlayAction::Accept), "save", "Take what is typed."),
    row(Entry, "entry-cancel", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "cancel", "Leave it as it was."),
    row(Split, "split-1", &["1"], Action::Codebook(Codebook::Choose('1')), "", BY_DIGIT),
    row(Split, "split-2", &["2"], Action::Codebook(Codebook::Choose('2')), "", BY_DIGIT),
    row(Split, "split-3", &["3"], Action::Codebook(Codebook::Choose('3')), "", BY_DIGIT),
    row(Split, "split-4", &["4"], Action::Codebook(Codebook::Choose('4')), "", BY_DIGIT),
    row(Split, "split-5", &["5"], Action::Codebook(Codebook::Choose('5')), "", BY_DIGIT),
    row(Split, "split-6", &["6"], Action::Codebook(Codebook::Choose('6')), "", BY_DIGIT),
    row(Split, "split-7", &["7"], Action::Codebook(Codebook::Choose('7')), "", BY_DIGIT),
    row(Split, "split-8", &["8"], Action::Codebook(Codebook::Choose('8')), "", BY_DIGIT),
    row(Split, "split-9", &["9"], Action::Codebook(Codebook::Choose('9')), "", BY_DIGIT),
    row(Split, "split-several", &["+"], Action::Codebook(Codebook::Several), "several", "Give it several tags: each digit gives one or takes it away, until you go on."),
    row(Split, "split-leave", &["Space", "j", "Down"], Action::Codebook(Codebook::LeaveStop), "leave as it is", "Leave the annotation as it is, or go on once it has several tags."),
    row(Split, "split-back", &["k", "Up", "Backspace", ","], Action::Codebook(Codebook::BackStop), "back", "Go back to the annotation before."),
    row(Split, "split-save", &["Enter"], Action::Codebook(Codebook::EndSplit), "save", "Save what was chosen, in one step."),
    row(Split, "split-cancel", &["Esc", "Ctrl-c"], Action::Codebook(Codebook::DropSplit), "cancel", "Leave everything as it was; asks first if something was chosen."),
    // The document list, while it is narrowed.
    row(ListFilter, "list-filter-accept", &["Enter"], Action::Overlay(OverlayAction::Accept), "keep it", "Stay with the documents that are listed."),
    row(ListFilter, "list-filter-cancel", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "all", "List all documents again."),
    row(ListFilter, "list-filter-down", &["Down", "Ctrl-n"], Action::Overlay(OverlayAction::Down), "", "Move to the next document."),
    row(ListFilter, "list-filter-up", &["Up", "Ctrl-p"], Action::Overlay(OverlayAction::Up), "", "Move to the previous document."),
    // Claims.
    row(Reader, "claim", &["c"], Action::Claim(ClaimAction::Begin), "claim", "Fill in the claim of the selection, the annotation under the cursor, or the sentence."),
    row(Sidebar, "sidebar-claim", &["c"], Action::Claim(ClaimAction::Begin), "claim", "Fill in what the annotation claims, and judge it."),
    row(Claim, "claim-statement", &["s"], Action::Claim(ClaimAction::Field(ClaimField::Statement)), "", "Write down the claim so that it stands on its own."),
    row(Claim, "claim-claimant", &["c"], Action::Claim(ClaimAction::Field(ClaimField::Claimant)), "", "Write down who claims it."),
    row(Claim, "claim-attribution", &["a"], Action::Claim(ClaimAction::Field(ClaimField::Attribution)), "", "Choose whose words it is in."),
    row(Claim, "claim-kinds", &["k"], Action::Claim(ClaimAction::Field(ClaimField::Kinds)), "", "Choose what kinds of thing it asserts."),
    row(Claim, "claim-checkworthy", &["w"], Action::Claim(ClaimAction::Field(ClaimField::CheckWorthy)), "", "Choose whether it is worth checking."),
    row(Claim, "claim-status", &["t"], Action::Claim(ClaimAction::Field(ClaimField::Status)), "", "Choose how far its review is."),
    row(Claim, "claim-verdict", &["v"], Action::Claim(ClaimAction::Field(ClaimField::Verdict)), "verdict", "Choose your verdict; earlier ones stay."),
    row(Claim, "claim-confidence", &["f"], Action::Claim(ClaimAction::Field(ClaimField::Confidence)), "", "Choose how sure you are of the verdict."),
    row(Claim, "claim-rationale", &["r"], Action::Claim(ClaimAction::Field(ClaimField::Rationale)), "", "Write down why."),
    row(Claim, "add-evidence", &["e"], Action::Claim(ClaimAction::AddEvidence), "evidence", "Add a piece of evidence."),
    row(Claim, "annotation-as-evidence", &["o"], Action::Claim(ClaimAction::FromAnnotation), "", "Choose another annotation as evidence."),
    row(Claim, "edit-evidence", &["i"], Action::Claim(ClaimAction::EditEvidence), "", "Fill in the piece of evidence you are at."),
    row(Claim, "remove-evidence", &["d", "Delete"], Action::Claim(ClaimAction::RemoveEvidence), "", "Remove the piece of evidence you are at."),
    row(Claim, "remove-claim", &["D"], Action::Claim(ClaimAction::Remove), "", "Take the claim away; the annotation stays, and undo brings it back."),
    row(Evidence, "evidence-stance", &["s"], Action::Claim(ClaimAction::Field(ClaimField::Stance)), "stance", "Choose what the evidence says about the claim."),
    row(Evidence, "evidence-citation", &["c"], Action::Claim(ClaimAction::Field(ClaimField::Citation)), "", "Write down the source, as one would cite it."),
    row(Evidence, "evidence-url", &["u"], Action::Claim(ClaimAction::Field(ClaimField::Url)), "", "Write down where it can be read."),
    row(Evidence, "evidence-quote", &["q"], Action::Claim(ClaimAction::Field(ClaimField::Quote)), "", "Write down the words that matter."),
    row(Evidence, "evidence-accessed", &["a"], Action::Claim(ClaimAction::Field(ClaimField::Accessed)), "", "Write down when you looked at it: 2026-11-20."),
    row(Form, "save-form", &["Ctrl-s"], Action::Claim(ClaimAction::Save), "save", "Save the whole form as one step."),
    row(Form, "fill-in", &["Enter"], Action::Claim(ClaimAction::Fill), "fill in", "Fill in the field, or the piece of evidence, you are at; go to an annotation that is evidence."),
    row(Form, "follow-evidence", &["g"], Action::Claim(ClaimAction::Follow), "", "Go to where the evidence can be read: the annotation, or its address; Ctrl-o comes back."),
    row(Form, "form-down", &["Down", "Tab"], Action::Claim(ClaimAction::Next), "", "Go to the next field."),
    row(Form, "form-up", &["Up", "Shift-Tab"], Action::Claim(ClaimAction::Previous), "", "Go to the field before."),
    row(Form, "form-right", &["Right"], Action::Claim(ClaimAction::TurnRight), "", "Choose the next word in the field."),
    row(Form, "form-left", &["Left"], Action::Claim(ClaimAction::TurnLeft), "", "Choose the word before in the field."),
    row(Form, "leave-form", &["Esc", "Ctrl-c"], Action::Claim(ClaimAction::Back), "leave", "Leave the form; asks first if something would be lost."),
    row(Form, "help-on-form", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    row(Filling, "fill-next", &["Enter"], Action::Claim(ClaimAction::FillNext), "next field", "Go on to the next field, and fill it in."),
    row(Filling, "fill-previous", &["Shift-Tab"], Action::Claim(ClaimAction::FillPrevious), "", "Go back to the field before, and fill it in."),
    row(Filling, "complete-field", &["Tab"], Action::Claim(ClaimAction::Complete), "", "Complete the name with the one offered, or else go on to the next field."),
    row(Filling, "edit-field", &["Ctrl-e"], Action::Claim(ClaimAction::Editor), "", "Go on in the editor that $VISUAL or $EDITOR names."),
    row(Filling, "save-filled", &["Ctrl-s"], Action::Claim(ClaimAction::Save), "save", "Save the whole form as one step."),
    row(Filling, "field-done", &["Esc", "Ctrl-c"], Action::Claim(ClaimAction::Back), "done", "Leave the field; a letter goes to another one then."),
    // The ledger.
    row(Anywhere, "ledger", &["L"], Action::Ledger(LedgerAction::Open), "claims", "Show the ledger: every claim in one table, and what is counted over them."),
    row(Claims, "read-claim", &["Enter"], Action::Ledger(LedgerAction::Take), "read there", "Read the claim in its place; Ctrl-o comes back."),
    row(Claims, "sort-claims", &["s"], Action::Ledger(LedgerAction::Sort), "sort", "Sort by the chosen column; again: the other way round."),
    row(Claims, "mark-claim", &["v", "Space"], Action::Ledger(LedgerAction::Mark), "mark", "Mark the claim, to edit several at once, or take its mark away."),
    row(Claims, "mark-all-claims", &["V"], Action::Ledger(LedgerAction::MarkAll), "", "Mark all claims that are listed, or take all marks away."),
    row(Claims, "edit-claim", &["c"], Action::Ledger(LedgerAction::Form), "claim", "Fill in the chosen claim in its form, and judge it."),
    row(Claims, "edit-claims", &["e"], Action::Ledger(LedgerAction::Edit), "edit", "Edit the marked claims, or else the chosen one, and see what would change."),
    row(Claims, "back-to-counts", &["Backspace"], Action::Ledger(LedgerAction::Back), "", "Go back to the counts that these claims were opened from."),
    row(Counts, "open-cell", &["Enter"], Action::Ledger(LedgerAction::Take), "list them", "List what the cell counts; Esc comes back."),
    row(Ledger, "ledger-down", &["j", "Down"], Action::Ledger(LedgerAction::Down), "", "Move a row down."),
    row(Ledger, "ledger-up", &["k", "Up"], Action::Ledger(LedgerAction::Up), "", "Move a row up."),
    row(Ledger, "ledger-right", &["l", "Right"], Action::Ledger(LedgerAction::Right), "", "Move a column to the right; columns that do not fit scroll into view."),
    row(Ledger, "ledger-left", &["h", "Left"], Action::Ledger(LedgerAction::Left), "", "Move a column to the left."),
    row(Ledger, "ledger-page-down", &["PageDown", "Ctrl-f", "Ctrl-d"], Action::Ledger(LedgerAction::PageDown), "", "Move a page of rows down."),
    row(Ledger, "ledger-page-up", &["PageUp", "Ctrl-b", "Ctrl-u"], Action::Ledger(LedgerAction::PageUp), "", "Move a page of rows up."),
    row(Ledger, "ledger-top", &["g g", "Home"], Action::Ledger(LedgerAction::Top), "", "Go to the first row."),
    row(Ledger, "ledger-bottom", &["G", "End"], Action::Ledger(LedgerAction::Bottom), "", "Go to the last row."),
    row(Ledger, "filter-ledger", &["/"], Action::Ledger(LedgerAction::Filter), "filter", "Filter as you type: words, or conditions such as tag:claim or verdict:none."),
    row(Ledger, "next-view", &["Tab"], Action::Ledger(LedgerAction::NextView), "view", "Show the next view."),
    row(Ledger, "previous-view", &["Shift-Tab"], Action::Ledger(LedgerAction::PreviousView), "", "Show the view before."),
    row(Ledger, "view-1", &["1"], Action::Ledger(LedgerAction::View('1')), "", BY_VIEW),
    row(Ledger, "view-2", &["2"], Action::Ledger(LedgerAction::View('2')), "", BY_VIEW),
    row(Ledger, "view-3", &["3"], Action::Ledger(LedgerAction::View('3')), "", BY_VIEW),
    row(Ledger, "view-4", &["4"], Action::Ledger(LedgerAction::View('4')), "", BY_VIEW),
    row(Ledger, "view-5", &["5"], Action::Ledger(LedgerAction::View('5')), "", BY_VIEW),
    row(Ledger, "undo-in-ledger", &["u"], Action::Annotate(Annotate::Undo), "undo", "Take the last change back."),
    row(Ledger, "redo-in-ledger", &["Ctrl-r"], Action::Annotate(Annotate::Redo), "", "Make the change again that was taken back."),
    row(Ledger, "leave-in-ledger", &["Esc"], Action::Ledger(LedgerAction::Leave), "back", "Leave the nearest thing: the cell, the marks, the filter, the ledger."),
    row(Ledger, "close-ledger", &["q", "L", "Ctrl-c"], Action::Ledger(LedgerAction::Close), "close", "Close the ledger; it comes back as it was left."),
    row(Ledger, "commands-in-ledger", &[":"], Action::Program(Program::Palette), "", "Choose from the commands by name."),
    row(Ledger, "help-on-ledger", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    row(LedgerFilter, "accept-filter", &["Enter"], Action::Overlay(OverlayAction::Accept), "keep it", "Keep the filter and go back to the rows."),
    row(LedgerFilter, "complete-filter", &["Tab"], Action::Overlay(OverlayAction::Complete), "complete", "Complete what is typed with the chosen word."),
    row(LedgerFilter, "next-word-of-filter", &["Down", "Ctrl-n"], Action::Overlay(OverlayAction::Down), "", "Choose the next word that could be typed."),
    row(LedgerFilter, "previous-word-of-filter", &["Up", "Ctrl-p"], Action::Overlay(OverlayAction::Up), "", "Choose the word before."),
    row(LedgerFilter, "cancel-filter", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "cancel", "Go back to the filter there was before."),
    row(Bulk, "make-edit", &["Enter"], Action::Overlay(OverlayAction::Accept), "take", "Choose what is to change; then, make the change that is shown."),
    row(Bulk, "leave-edit", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "back", "Go back to what is to change, or leave everything as it is."),
    row(Bulk, "next-value", &["Down", "Ctrl-n"], Action::Overlay(OverlayAction::Down), "", "Choose the next one of the list."),
    row(Bulk, "previous-value", &["Up", "Ctrl-p"], Action::Overlay(OverlayAction::Up), "", "Choose the one before."),
    row(Bulk, "scroll-edit-down", &["PageDown"], Action::Overlay(OverlayAction::PageDown), "more", "Scroll what would change a page down."),
    row(Bulk, "scroll-edit-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Scroll what would change a page up."),
    row(Working, "stop-change", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "stop", "Stop, and leave everything as it is."),
    // Links between annotations, and the same claim elsewhere.
    row(Anywhere, "link", &["x"], Action::Link(Link::Begin), "link", "Link the annotation with another: choose it, or go there and press this again."),
    row(Anywhere, "same-claim", &["S"], Action::Link(Link::Elsewhere), "", "Look for the same claim elsewhere: sentences that nearly repeat this one."),
    row(Sidebar, "compare", &["="], Action::Link(Link::Compare), "", "Compare the annotation with the one it is linked with, side by side."),
    row(Linking, "compare-chosen", &["Tab"], Action::Link(Link::Compare), "compare", "Compare the two, side by side, before linking them."),
    // How two annotations stand to each other.
    row(Relation, "relate-supports", &["s"], Action::Link(Link::Relate(R::Supports)), "", "It is a reason to believe the other."),
    row(Relation, "relate-contradicts", &["c"], Action::Link(Link::Relate(R::Contradicts)), "", "It cannot be true if the other is."),
    row(Relation, "relate-repeats", &["r"], Action::Link(Link::Relate(R::Repeats)), "", "It says the same again."),
    row(Relation, "relate-updates", &["u"], Action::Link(Link::Relate(R::Updates)), "", "It replaces the other with something newer."),
    row(Relation, "relate-undercuts", &["n"], Action::Link(Link::Relate(R::Undercuts)), "", "It takes away the ground that the other stands on."),
    row(Relation, "relate-cites", &["i"], Action::Link(Link::Relate(R::Cites)), "", "It refers to the other."),
    row(Relation, "relate", &["Enter"], Action::Overlay(OverlayAction::Accept), "link", "Link them as chosen."),
    row(Relation, "other-way", &["Tab"], Action::Link(Link::Swap), "swap", "Let the link go the other way."),
    row(Relation, "relation-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Move to the next answer."),
    row(Relation, "relation-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Move to the previous answer."),
    row(Relation, "leave-relation", &["Esc", "q", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "leave", "Link nothing."),
    row(Relation, "help-on-relation", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    // Two annotations compared.
    row(Pair, "go-to-first", &["1", "h", "Left"], Action::Link(Link::First), "go to A", "Go to the first annotation; Ctrl-o comes back."),
    row(Pair, "go-to-second", &["2", "l", "Right"], Action::Link(Link::Second), "go to B", "Go to the second annotation; Ctrl-o comes back."),
    row(Pair, "set-relation", &["x"], Action::Link(Link::Begin), "link", "Say how they stand to each other."),
    row(Pair, "swap", &["Tab"], Action::Link(Link::Swap), "swap", "Exchange the two."),
    row(Pair, "undo-in-pair", &["u"], Action::Annotate(Annotate::Undo), "", "Take the last change back."),
    row(Pair, "pair-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Scroll a line down."),
    row(Pair, "pair-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Scroll a line up."),
    row(Pair, "pair-page-down", &["Space", "PageDown"], Action::Overlay(OverlayAction::PageDown), "", "Scroll a page down."),
    row(Pair, "pair-page-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Scroll a page up."),
    row(Pair, "close-pair", &["Esc", "q", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "close", "Stop comparing."),
    row(Pair, "help-on-pair", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    // The same claim elsewhere.
    row(Elsewhere, "go-to-found", &["Enter"], Action::Overlay(OverlayAction::Accept), "go there", "Go to the sentence; Ctrl-o comes back."),
    row(Elsewhere, "mark-found", &["Space", "m"], Action::Overlay(OverlayAction::Mark), "mark", "Mark the sentence, to act on several at once."),
    row(Elsewhere, "tag-found", &["t"], Action::Link(Link::TagFound), "tag", "Tag what is marked, or else this sentence, like the one looked for."),
    row(Elsewhere, "link-found", &["l"], Action::Link(Link::LinkFound), "link", "Link this sentence, tagged alike, as one that repeats the other."),
    row(Elsewhere, "link-all-found", &["L"], Action::Link(Link::LinkAllFound), "link all", "Link what is marked, or else all, tagged alike."),
    row(Elsewhere, "found-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Move to the next sentence."),
    row(Elsewhere, "found-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Move to the previous sentence."),
    row(Elsewhere, "found-page-down", &["PageDown"], Action::Overlay(OverlayAction::PageDown), "", "Move a page of sentences down."),
    row(Elsewhere, "found-page-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Move a page of sentences up."),
    row(Elsewhere, "undo-found", &["u"], Action::Annotate(Annotate::Undo), "", "Take the last change back."),
    row(Elsewhere, "close-same-claim", &["Esc", "q", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "close", "Stop looking; again: close the list."),
    row(Elsewhere, "help-on-same-claim", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    // Searching the corpus.
    row(CorpusLine, "corpus-accept", &["Enter"], Action::Overlay(OverlayAction::Accept), "results", "Go to the results."),
    row(CorpusLine, "earlier-search", &["Up", "Ctrl-p"], Action::Overlay(OverlayAction::Up), "earlier", "Bring back what was searched for before."),
    row(CorpusLine, "later-search", &["Down", "Ctrl-n"], Action::Overlay(OverlayAction::Down), "", "Bring back what was searched for after that."),
    row(Results, "read-result", &["Enter"], Action::Overlay(OverlayAction::Accept), "read", "Read the article at the match; n and N go on through all results, Ctrl-o comes back."),
    row(Results, "tag-result", &["t"], Action::Corpus(CorpusAction::ChooseTags), "tag", "Choose tags for what is marked, or else for this result."),
    row(Results, "tag-all-results", &["T"], Action::Corpus(CorpusAction::TagAll), "tag all", "Choose tags for what is marked, or else for all results; how many that is is asked first."),
    row(Results, "mark-result", &["Space", "m"], Action::Overlay(OverlayAction::Mark), "mark", "Mark the result, to tag several at once."),
    row(Results, "results-view", &["v"], Action::Corpus(CorpusAction::View), "view", "Set the matches under each other, or list their sentences."),
    row(Results, "results-unit", &["s"], Action::Corpus(CorpusAction::Unit), "", "Tag the sentences of the matches, or the matches alone."),
    row(Results, "edit-corpus-search", &["/", "F"], Action::Corpus(CorpusAction::Switch), "search", "Go back to the line, to search for something else."),
    row(Results, "tag-result-1", &["1"], Action::Corpus(CorpusAction::Tag('1')), "", BY_RESULT),
    row(Results, "tag-result-2", &["2"], Action::Corpus(CorpusAction::Tag('2')), "", BY_RESULT),
    row(Results, "tag-result-3", &["3"], Action::Corpus(CorpusAction::Tag('3')), "", BY_RESULT),
    row(Results, "tag-result-4", &["4"], Action::Corpus(CorpusAction::Tag('4')), "", BY_RESULT),
    row(Results, "tag-result-5", &["5"], Action::Corpus(CorpusAction::Tag('5')), "", BY_RESULT),
    row(Results, "tag-result-6", &["6"], Action::Corpus(CorpusAction::Tag('6')), "", BY_RESULT),
    row(Results, "tag-result-7", &["7"], Action::Corpus(CorpusAction::Tag('7')), "", BY_RESULT),
    row(Results, "tag-result-8", &["8"], Action::Corpus(CorpusAction::Tag('8')), "", BY_RESULT),
    row(Results, "tag-result-9", &["9"], Action::Corpus(CorpusAction::Tag('9')), "", BY_RESULT),
    row(Results, "result-down", &["j", "Down"], Action::Overlay(OverlayAction::Down), "", "Move to the next result."),
    row(Results, "result-up", &["k", "Up"], Action::Overlay(OverlayAction::Up), "", "Move to the previous result."),
    row(Results, "results-next-document", &["J"], Action::Corpus(CorpusAction::NextDocument), "", "Move to the next article with results."),
    row(Results, "results-previous-document", &["K"], Action::Corpus(CorpusAction::PreviousDocument), "", "Move to the first result of the article, or of the one before."),
    row(Results, "results-top", &["g g", "Home"], Action::Corpus(CorpusAction::Top), "", "Move to the first result."),
    row(Results, "results-bottom", &["G", "End"], Action::Corpus(CorpusAction::Bottom), "", "Move to the last result."),
    row(Results, "undo-result", &["u"], Action::Annotate(Annotate::Undo), "", "Take the last change back."),
    row(Results, "results-leave", &["q"], Action::Overlay(OverlayAction::Cancel), "", "Stop searching; again: leave the results."),
    row(Results, "help-on-results", &["?", "F1"], Action::Program(Program::Help), "help", "Explain these keys."),
    row(Corpus, "corpus-page-down", &["PageDown"], Action::Overlay(OverlayAction::PageDown), "", "Move a page of results down."),
    row(Corpus, "corpus-page-up", &["PageUp"], Action::Overlay(OverlayAction::PageUp), "", "Move a page of results up."),
    row(Corpus, "corpus-switch", &["Tab"], Action::Corpus(CorpusAction::Switch), "", "Go from the line to the results, or back."),
    row(Corpus, "corpus-words", &["Alt-w"], Action::Corpus(CorpusAction::WholeWords), "", "Find whole words only, or parts of words too."),
    row(Corpus, "corpus-regex", &["Alt-r"], Action::Corpus(CorpusAction::Regex), "", "Search for a regular expression, or for what stands in the text."),
    row(Corpus, "corpus-case", &["Alt-c"], Action::Corpus(CorpusAction::Case), "", "Count upper case where some is typed; again: always; again: never."),
    row(Corpus, "close-corpus-search", &["Esc", "Ctrl-c"], Action::Overlay(OverlayAction::Cancel), "close", "Stop searching; again: leave the search. It comes back as it was."),
    row(CorpusLine, "help-on-corpus-search", &["F1"], Action::Program(Program::Help), "help", "Explain these keys."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_docs_are_sentences() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            assert!(seen.insert(command.name), "{} stands twice", command.name);
            assert!(
                command.doc.ends_with('.'),
                "{}: {}",
                command.name,
                command.doc
            );
            assert!(!command.name.contains(' '), "{}", command.name);
            let keys: usize = command.keys.iter().map(|key| key.len() + 1).sum();
            let told = command.name.len() + keys + command.doc.len();
            assert!(told <= 120, "{} is cut in the palette", command.name);
        }
    }
}
