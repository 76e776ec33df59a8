//! The one table of commands. The key map, help, the palette, the hints of the status line and the key table of the
//! README are all made from it, so that none of them can be wrong.

use super::action::{
    Action, Anchor, Annotate, Fact, Go, Link, Move, OverlayAction, Pane, Program, Scope, Select,
    Setting,
};

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
            ],
            _ => &[],
        }
    }
}

const BY_KEY: &str = "Tag the selection, or else the sentence, with the tag on this key.";
const BY_NUMBER: &str = "Show the place, or the document, with this number.";

use crate::model::Relation as R;
use Scope::{
    Anchors, Anywhere, Attaching, Damage, Documents, Draft, Elsewhere, Facts, Field, Linking, Note,
    Page, Pair, Peek, Picker, Question, Reader, Relation, Search, Sidebar, Tags,
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
    row(Documents, "find-document", &["/"], Action::Go(Go::Find), "", "Find a document by its title."),
    // The sidebar.
    row(Sidebar, "sidebar-down", &["j", "Down", "]"], Action::Move(Move::Down), "", "Move to the next annotation; the reader follows."),
    row(Sidebar, "sidebar-up", &["k", "Up", "["], Action::Move(Move::Up), "", "Move to the previous annotation; the reader follows."),
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
    // Every pane.
    row(Anywhere, "next-pane", &["Tab"], Action::Pane(Pane::Next), "pane", "Go to the next pane."),
    row(Anywhere, "previous-pane", &["Shift-Tab"], Action::Pane(Pane::Previous), "", "Go to the previous pane."),
    row(Anywhere, "zoom", &["z"], Action::Pane(Pane::Zoom), "", "Show the reader alone, or all panes again."),
    row(Anywhere, "next-document", &["J"], Action::Go(Go::NextDocument), "", "Read the next document."),
    row(Anywhere, "previous-document", &["K"], Action::Go(Go::PreviousDocument), "", "Read the previous document."),
    row(Anywhere, "done", &["D"], Action::Annotate(Annotate::ToggleDone), "", "Mark the document as done, or as being read again."),
    row(Anywhere, "undo", &["u"], Action::Annotate(Annotate::Undo), "undo", "Take the last change back."),
    row(Anywhere, "redo", &["Ctrl-r"], Action::Annotate(Annotate::Redo), "", "Make the change again that was taken back."),
    row(Anywhere, "find", &["f"], Action::Go(Go::Find), "find", "Find a document, heading, tag or annotation."),
    row(Anywhere, "outline", &["o"], Action::Go(Go::Outline), "", "Show the parts and headings of the document."),
    row(Anywhere, "review-anchors", &["A"], Action::Anchor(Anchor::Review), "have a look", "Look at annotations whose text has changed, here, then elsewhere."),
    row(Anywhere, "orphans", &[], Action::Anchor(Anchor::Orphans), "", "Look at annotations whose text is gone, and documents that are not there."),
    row(Anywhere, "back", &["Ctrl-o", "Backspace", "Alt-Left"], Action::Go(Go::Back), "", "Go back to where you were."),
    row(Anywhere, "forward", &["Alt-Right"], Action::Go(Go::Forward), "", "Go forward again."),
    row(Anywhere, "leave", &["Esc"], Action::Go(Go::Leave), "", "Leave the selection, the search or the pane."),
    row(Anywhere, "commands", &[":"], Action::Program(Program::Palette), "commands", "Choose from all commands by name."),
    row(Anywhere, "help", &["?", "F1"], Action::Program(Program::Help), "help", "Explain the keys of this pane."),
    row(Anywhere, "messages", &[], Action::Program(Program::Messages), "", "Show the messages of this session and every problem found."),
    row(Anywhere, "export", &[], Action::Program(Program::Export), "", "Export the annotations: export FORMAT [FILE], with markdown, json or csv."),
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
    // Links between annotations, and the same claim elsewhere.
    row(Anywhere, "link", &["x"], Action::Link(Link::Begin), "", "Link the annotation with another: choose it, or go there and press this again."),
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
