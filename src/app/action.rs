//! What a person can ask for. The sets are closed: a new action that nobody handles does not compile.

pub use super::agreeing::Agree;
pub use super::anchors::Asked as Anchor;
pub use super::arranging::Arranging;
pub use super::claim::ClaimAction;
pub use super::codebook::Codebook;
pub use super::filtering::Filtering;
pub use super::ledger::LedgerAction;
pub use super::linking::Link;
pub use super::reviewing::Reviewing;
pub use super::searching::CorpusAction;

/// Everything a key, a command name or the mouse can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Moves the cursor of the pane that has the focus.
    Move(Move),
    /// Selects text in the reader.
    Select(Select),
    /// Changes annotations.
    Annotate(Annotate),
    /// Goes elsewhere, or looks for something.
    Go(Go),
    /// Changes which panes are shown and which has the focus.
    Pane(Pane),
    /// Changes how text is set.
    Setting(Setting),
    /// Acts on the overlay that lies on top.
    Overlay(OverlayAction),
    /// Looks at annotations whose text has changed, and says where they belong.
    Anchor(Anchor),
    /// Narrows the cards of the sidebar.
    Filter(Filtering),
    /// Decides sentence by sentence.
    Reviewing(Reviewing),
    /// Looks at the codebook, and changes it.
    Codebook(Codebook),
    /// Fills in claims and judges them.
    Claim(ClaimAction),
    /// Acts on the ledger.
    Ledger(LedgerAction),
    /// Acts on links between annotations.
    Link(Link),
    /// Lays the document list out.
    Arrange(Arranging),
    /// Searches the corpus.
    Corpus(CorpusAction),
    /// Compares reviewers, and settles what they disagree about.
    Agree(Agree),
    /// Acts on the program as a whole.
    Program(Program),
}

/// Movements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// A row down, or an item in a list.
    Down,
    /// A row up, or an item in a list.
    Up,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// The beginning.
    Top,
    /// The end.
    Bottom,
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// The next word.
    WordNext,
    /// The previous word.
    WordPrevious,
    /// The end of the word.
    WordEnd,
    /// The beginning of the row.
    RowStart,
    /// The end of the row.
    RowEnd,
    /// The next sentence.
    SentenceNext,
    /// The previous sentence.
    SentencePrevious,
    /// The next paragraph.
    ParagraphNext,
    /// The previous paragraph.
    ParagraphPrevious,
    /// The next heading.
    HeadingNext,
    /// The previous heading.
    HeadingPrevious,
    /// The next annotation.
    AnnotationNext,
    /// The previous annotation.
    AnnotationPrevious,
}

/// Ways of selecting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Select {
    /// Character by character from here.
    Characters,
    /// Paragraph by paragraph from here.
    Paragraphs,
    /// The sentence; asked again, the paragraph, then the section.
    Sentence,
}

/// Changes to annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Annotate {
    /// Gives the tag with this key.
    TagWithKey(char),
    /// Opens the tag picker.
    ChooseTags,
    /// Opens the note.
    Note,
    /// Highlights without a tag.
    Highlight,
    /// Gives the tags given last.
    Repeat,
    /// Deletes the annotation under the cursor.
    Delete,
    /// Marks the document as done, or as being read again.
    ToggleDone,
    /// Takes the last change back.
    Undo,
    /// Makes the change again that was taken back.
    Redo,
    /// Copies the selection, the annotation's quote or the sentence.
    Copy,
    /// Copies it with author, title, date and place.
    CopyWithCitation,
    /// Says what the block under the cursor, or each selected one, really is.
    Correct,
    /// Says what a fact about the document really is.
    Set(Fact),
}

/// A fact about a document that a person can put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The title.
    Title,
    /// The authors.
    Author,
    /// The date of publication.
    Date,
    /// Where it was published.
    Url,
}

impl Fact {
    /// Every fact, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Title, Self::Author, Self::Date, Self::Url];

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Date => "date",
            Self::Url => "URL",
        }
    }
}

/// Ways to go elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Go {
    /// Searches in the document as one types.
    Search,
    /// The next match.
    NextMatch,
    /// The previous match.
    PreviousMatch,
    /// Searches for the word under the cursor.
    SearchWord,
    /// Finds a document, heading, tag or annotation.
    Find,
    /// Shows the parts and headings.
    Outline,
    /// Shows what is known about the document.
    Facts,
    /// Lists the links of the document.
    Links,
    /// Back to where one was.
    Back,
    /// Forward again.
    Forward,
    /// Sets a mark with the next character typed.
    SetMark,
    /// Goes to the mark named by the next character typed.
    ToMark,
    /// Opens what is under the cursor.
    Open,
    /// The next document.
    NextDocument,
    /// The previous document.
    PreviousDocument,
    /// Leaves what one is in: a selection, a search, the pane.
    Leave,
}

/// Changes to the panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The focus goes to the next pane.
    Next,
    /// The focus goes to the previous pane.
    Previous,
    /// The reader alone, or all panes again.
    Zoom,
}

/// Changes to how text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Setting {
    /// Folds page furniture away, or shows it again.
    Furniture,
    /// Sets text wider.
    Wider,
    /// Sets text narrower.
    Narrower,
    /// The next space between paragraphs.
    Spacing,
    /// The next margin.
    Margin,
    /// Divides words at the end of a row, or does not.
    Hyphenate,
    /// Lets rows end at one edge, or does not.
    Justify,
    /// Counts the next thing beside the text.
    Numbers,
    /// Shows more of the characters without width, or none again.
    Invisible,
}

/// Acts on an overlay. What each means is the overlay's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OverlayAction {
    /// Takes what is chosen or typed.
    Accept,
    /// Leaves without it.
    Cancel,
    /// The next item or row.
    Down,
    /// The previous item or row.
    Up,
    /// A page of items or rows down.
    PageDown,
    /// A page of items or rows up.
    PageUp,
    /// Marks the item, to take several at once.
    Mark,
    /// Edits the definition of the tag under the cursor.
    Define,
    /// Completes what is typed with the item.
    Complete,
    /// Empties the line.
    Clear,
    /// Opens the text in an editor of the person's own.
    ExternalEditor,
    /// Writes a repaired copy.
    Repair,
    /// Drops what is offered.
    Drop,
    /// Copies what is offered.
    Copy,
    /// Answers a question with yes.
    Yes,
    /// Answers a question with no.
    No,
}

/// Acts on the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Program {
    /// Shows every command.
    Palette,
    /// Explains the pane one is in.
    Help,
    /// Shows what was said, oldest last.
    Messages,
    /// Writes the annotations out in another format.
    Export,
    /// Takes in what another program wrote.
    Import,
    /// Reads the corpus and the annotations anew.
    Reload,
    /// Saves what could not be saved before.
    Save,
    /// Shows what is wrong with the annotations file, and the ways out.
    Mend,
    /// Gives the terminal back for a while.
    Suspend,
    /// Draws everything again.
    Redraw,
    /// Ends the program.
    Quit,
}

/// Where a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// In every pane, but not while an overlay is open.
    Anywhere,
    /// In the document list.
    Documents,
    /// In the reader.
    Reader,
    /// In the annotation sidebar.
    Sidebar,
    /// While a note or a definition is written.
    Note,
    /// In lists that one narrows by typing.
    Picker,
    /// In the tag picker, beside what counts in every picker.
    Tags,
    /// At the search line.
    Search,
    /// In help, and everything else that is only read.
    Page,
    /// At a question.
    Question,
    /// In the facts of a document, beside what counts in every page.
    Facts,
    /// While a note of the article is shown over its mark, beside what counts in every page.
    Peek,
    /// While a fact is typed.
    Field,
    /// At the mistakes in the annotations file, beside what counts in every page.
    Damage,
    /// At the offer of a draft.
    Draft,
    /// While annotations whose text has changed are looked at.
    Anchors,
    /// While the place of one of them is selected by hand, beside what counts in the reader.
    Attaching,
    /// While sentences are decided on one after the other, beside what counts in the reader.
    Reviewing,
    /// At the queue of what needs a person.
    Queue,
    /// In the codebook.
    Codebook,
    /// While the tags of the codebook are narrowed by typing.
    Filter,
    /// While a line is typed for the codebook.
    Entry,
    /// While a tag is split.
    Split,
    /// In the form of a claim, beside what counts in every form.
    Claim,
    /// At a piece of evidence, beside what counts in every form.
    Evidence,
    /// In every form.
    Form,
    /// While a field of a form is filled in.
    Filling,
    /// In the ledger, whatever it shows.
    Ledger,
    /// In its table of claims.
    Claims,
    /// In its counts.
    Counts,
    /// While its filter is typed.
    LedgerFilter,
    /// While several claims are edited at once.
    Bulk,
    /// While a change of many annotations is worked out.
    Working,
    /// While the other end of a link is chosen, beside what counts in every picker.
    Linking,
    /// At the question how two annotations stand to each other.
    Relation,
    /// While two annotations are compared.
    Pair,
    /// In the list of sentences that nearly repeat one.
    Elsewhere,
    /// While the document list is narrowed by typing.
    ListFilter,
    /// Wherever one is in a search of the corpus.
    Corpus,
    /// While it is typed what the corpus is searched for.
    CorpusLine,
    /// In the results.
    Results,
    /// In the table of agreement, and in what is behind it.
    Agreement,
    /// While it is settled what reviewers disagree about.
    Adjudication,
}

impl Scope {
    /// Every scope, in the order in which help shows them.
    pub const ALL: [Scope; 43] = [
        Scope::Reader,
        Scope::Anywhere,
        Scope::Documents,
        Scope::Sidebar,
        Scope::Search,
        Scope::Picker,
        Scope::Tags,
        Scope::Note,
        Scope::Page,
        Scope::Question,
        Scope::Facts,
        Scope::Peek,
        Scope::Field,
        Scope::Damage,
        Scope::Draft,
        Scope::Adjudication,
        Scope::Agreement,
        Scope::Anchors,
        Scope::Attaching,
        Scope::Bulk,
        Scope::Claim,
        Scope::Claims,
        Scope::Codebook,
        Scope::CorpusLine,
        Scope::Results,
        Scope::Corpus,
        Scope::Counts,
        Scope::Elsewhere,
        Scope::Entry,
        Scope::Evidence,
        Scope::Filling,
        Scope::Filter,
        Scope::Form,
        Scope::Ledger,
        Scope::LedgerFilter,
        Scope::Linking,
        Scope::ListFilter,
        Scope::Pair,
        Scope::Queue,
        Scope::Relation,
        Scope::Reviewing,
        Scope::Split,
        Scope::Working,
    ];

    /// The name of the scope in the settings file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Documents => "documents",
            Self::Reader => "reader",
            Self::Sidebar => "sidebar",
            Self::Note => "note",
            Self::Picker => "picker",
            Self::Tags => "tags",
            Self::Search => "search",
            Self::Page => "page",
            Self::Question => "question",
            Self::Facts => "facts",
            Self::Peek => "peek",
            Self::Field => "field",
            Self::Damage => "damage",
            Self::Draft => "draft",
            Self::Anchors => "anchors",
            Self::Attaching => "attaching",
            Self::Reviewing => "reviewing",
            Self::Queue => "queue",
            Self::Codebook => "codebook",
            Self::Filter => "filter",
            Self::Entry => "entry",
            Self::Split => "split",
            Self::Claim => "claim",
            Self::Evidence => "evidence",
            Self::Form => "form",
            Self::Filling => "filling",
            Self::Ledger => "ledger",
            Self::Claims => "claims",
            Self::Counts => "counts",
            Self::LedgerFilter => "ledger-filter",
            Self::Bulk => "bulk",
            Self::Working => "working",
            Self::Linking => "linking",
            Self::Relation => "relation",
            Self::Pair => "pair",
            Self::Elsewhere => "elsewhere",
            Self::ListFilter => "list-filter",
            Self::Corpus => "corpus",
            Self::CorpusLine => "corpus-line",
            Self::Results => "results",
            Self::Agreement => "agreement",
            Self::Adjudication => "adjudication",
        }
    }

    /// The heading of the scope in help and in the key table.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "In every pane",
            Self::Documents => "In the document list",
            Self::Reader => "In the reader",
            Self::Sidebar => "In the annotation sidebar",
            Self::Note => "While writing a note",
            Self::Picker => "In a list that you narrow by typing",
            Self::Tags => "In the tag picker",
            Self::Search => "At the search line",
            Self::Page => "In help and messages",
            Self::Question => "At a question",
            Self::Facts => "In the facts of a document",
            Self::Peek => "At a note of the article",
            Self::Field => "While correcting a fact",
            Self::Damage => "At mistakes in the annotations file",
            Self::Draft => "At a note that was not saved",
            Self::Anchors => "While looking at annotations whose text has changed",
            Self::Attaching => "While attaching an annotation by hand",
            Self::Reviewing => "While reviewing sentence by sentence",
            Self::Queue => "At the queue of what is left to do",
            Self::Codebook => "In the codebook",
            Self::Filter => "While narrowing the codebook",
            Self::Entry => "While typing a name, a key or a number for the codebook",
            Self::Split => "While splitting a tag",
            Self::Claim => "In the form of a claim",
            Self::Evidence => "At a piece of evidence",
            Self::Form => "In every form",
            Self::Filling => "While filling in a field of a form",
            Self::Ledger => "In the ledger, whatever it shows",
            Self::Claims => "In the ledger's table of claims",
            Self::Counts => "In the ledger's counts",
            Self::LedgerFilter => "While typing the ledger's filter",
            Self::Bulk => "While editing several claims at once",
            Self::Working => "While many annotations are changed",
            Self::Linking => "While choosing what to link with",
            Self::Relation => "At the question how two annotations stand to each other",
            Self::Pair => "While comparing two annotations",
            Self::Elsewhere => "In the list of the same claim elsewhere",
            Self::ListFilter => "While narrowing the document list",
            Self::Corpus => "In a search of the corpus, wherever one is",
            Self::CorpusLine => "While typing what the corpus is searched for",
            Self::Results => "In the results of a search of the corpus",
            Self::Agreement => "In the table of agreement between reviewers",
            Self::Adjudication => "While settling what reviewers disagree about",
        }
    }

    /// Where a key is looked up when this scope does not know it.
    #[must_use]
    pub fn parent(self) -> Option<Scope> {
        match self {
            Self::Documents | Self::Reader | Self::Sidebar => Some(Self::Anywhere),
            Self::Tags | Self::Linking => Some(Self::Picker),
            Self::Facts | Self::Peek | Self::Damage => Some(Self::Page),
            Self::Attaching | Self::Reviewing => Some(Self::Reader),
            Self::Claim | Self::Evidence => Some(Self::Form),
            Self::Claims | Self::Counts => Some(Self::Ledger),
            Self::CorpusLine | Self::Results => Some(Self::Corpus),
            _ => None,
        }
    }
}
