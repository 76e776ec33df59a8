//! Paragraphs to canonical text: words of one line and of the next put together, marks of notes tied to their notes,
//! stress kept, notes moved behind the article.

use super::hyphens::{Joint, Vocabulary, is_unspaced};
use super::lines::Line;
use super::marks;
use super::notes::{Note, Notes};
use super::roles::Piece;
use crate::corpus::formats::Extracted;
use crate::corpus::formats::composer::{self, Composer};
use crate::model::{BlockKind, InlineKind, Metadata};

/// A word, put together from both sides of a line's end where it was cut there.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Token {
    text: String,
    is_spaced: bool,
    is_raised: bool,
    is_bold: bool,
    is_italic: bool,
}

/// The document that `pieces` and the `footnotes` below them are.
pub(super) fn compose(
    pieces: &[Piece],
    footnotes: &[Note],
    vocabulary: &Vocabulary,
    metadata: Metadata,
) -> Extracted {
    let ends = pieces
        .iter()
        .filter_map(|piece| Some((piece.paragraph.page, piece.label.clone()?)));
    let feet = footnotes.iter().map(|note| (note.page, note.label.clone()));
    let notes = Notes::of(ends.chain(feet));
    let mut writer = Writer {
        composer: Composer::default(),
        notes,
        vocabulary,
    };
    let mut note = 0;
    for piece in pieces {
        if piece.label.is_some() {
            writer.composer.note(&note.to_string());
            note += 1;
        }
        writer.composer.begin(piece.kind);
        if piece.kind == BlockKind::Table {
            writer.table(&piece.paragraph.rows);
        } else {
            writer.lines(&piece.paragraph.lines, piece.paragraph.page, piece.kind);
        }
    }
    for footnote in footnotes {
        writer.composer.note(&note.to_string());
        note += 1;
        writer.composer.begin(BlockKind::Note);
        writer.lines(&footnote.lines, footnote.page, BlockKind::Note);
    }
    writer.composer.finish(metadata, "UTF-8")
}

/// What `lines` say, as running text.
pub(super) fn text_of(lines: &[Line], vocabulary: &Vocabulary) -> String {
    let mut text = String::new();
    for token in tokens(lines, vocabulary)
        .into_iter()
        .filter(|token| !token.is_raised)
    {
        if token.is_spaced && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token.text);
    }
    text
}

struct Writer<'v> {
    composer: Composer,
    notes: Notes,
    vocabulary: &'v Vocabulary,
}

impl Writer<'_> {
    fn table(&mut self, rows: &[Vec<String>]) {
        for row in rows {
            for cell in row {
                self.composer.text(cell);
                self.composer.end_cell();
            }
            self.composer.end_row();
        }
    }

    fn lines(&mut self, lines: &[Line], page: usize, kind: BlockKind) {
        let mut tokens = tokens(lines, self.vocabulary);
        mark_beginning(&mut tokens, kind);
        let is_running = !matches!(kind, BlockKind::Title | BlockKind::Heading(_));
        let stressed = |is: fn(&Token) -> bool| is_running && !tokens.iter().all(is);
        let (some_bold, some_italic) = (
            stressed(|token| token.is_bold),
            stressed(|token| token.is_italic),
        );
        let (mut bold, mut italic) = (None, None);
        let mut before = ' ';
        for (at, token) in tokens.iter().enumerate() {
            if token.is_spaced && at > 0 {
                self.composer.text(" ");
            }
            let start = self.composer.position();
            if !token.is_raised {
                self.stress(
                    &mut bold,
                    some_bold && token.is_bold,
                    start,
                    InlineKind::Strong,
                );
                self.stress(
                    &mut italic,
                    some_italic && token.is_italic,
                    start,
                    InlineKind::Emphasis,
                );
            }
            if token.is_raised && (at > 0 || kind != BlockKind::Note) {
                self.raised(&token.text, page, before);
            } else {
                self.word(&token.text, page, kind);
            }
            before = token.text.chars().next_back().unwrap_or(' ');
        }
        let end = self.composer.position();
        self.stress(&mut bold, false, end, InlineKind::Strong);
        self.stress(&mut italic, false, end, InlineKind::Emphasis);
    }

    /// Begins or ends a stretch of stressed words.
    fn stress(&mut self, open: &mut Option<usize>, is_stressed: bool, at: usize, kind: InlineKind) {
        match (*open, is_stressed) {
            (None, true) => *open = Some(at),
            (Some(start), false) => {
                *open = None;
                self.composer.inline(kind, start);
            }
            _ => {}
        }
    }

    /// Writes a word, of which `[3]` may be the mark of a note.
    fn word(&mut self, text: &str, page: usize, kind: BlockKind) {
        let mark = text.split_once('[').and_then(|(head, rest)| {
            let (label, tail) = rest.split_once(']')?;
            let is_label =
                (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
            is_label.then_some((head, label, tail))
        });
        let bracketed = mark.filter(|_| kind != BlockKind::Note);
        if let Some((head, label, tail)) = bracketed
            && let Some(note) = self.notes.find(page, label)
        {
            self.composer.text(head);
            self.reference(&format!("[{label}]"), note);
            self.composer.text(tail);
        } else if let Some((head, label)) = marks::glued_mark(text)
            && let Some(note) = self.notes.on(page, label)
        {
            self.composer.text(head);
            self.reference(label, note);
        } else {
            self.composer.text(text);
        }
    }

    fn reference(&mut self, mark: &str, note: usize) {
        let start = self.composer.position();
        self.composer.text(mark);
        self.composer.reference(&note.to_string(), start);
    }

    /// Writes a raised word: the marks of notes as they are, other digits raised.
    fn raised(&mut self, text: &str, page: usize, before: char) {
        let is_mark = |c: char| c.is_ascii_digit() || marks::is_symbol(c);
        let chars: Vec<char> = text.chars().collect();
        for run in chars
            .chunk_by(|a, b| is_mark(*a) == is_mark(*b) && a.is_ascii_digit() == b.is_ascii_digit())
        {
            let label: String = run.iter().collect();
            let note = run
                .first()
                .filter(|c| is_mark(**c))
                .and_then(|_| self.notes.find(page, &label));
            match note.filter(|_| !before.is_ascii_digit()) {
                Some(note) => self.reference(&label, note),
                None => self
                    .composer
                    .text(&composer::raised(&label, true).unwrap_or(label)),
            }
        }
    }
}

/// Gives a list item its usual bullet, and a note's label the space after it.
fn mark_beginning(tokens: &mut [Token], kind: BlockKind) {
    let [first, second, ..] = tokens else { return };
    let is_bullet = || marks::marker(&first.text, Some("")) == Some(marks::Marker::Bullet);
    match kind {
        BlockKind::ListItem(_) if is_bullet() => first.text = "•".into(),
        BlockKind::Note => second.is_spaced = true,
        _ => {}
    }
}

fn tokens(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for line in lines {
        let mut is_first = true;
        for word in &line.words {
            let mut is_spaced = !word.is_glued;
            let mut text = word.text.clone();
            if let Some(last) = tokens.last_mut() {
                let (end, start) = (last.text.chars().next_back(), text.chars().next());
                if std::mem::take(&mut is_first) && !word.is_raised {
                    match vocabulary.joint(&last.text, &text) {
                        Joint::Space => is_spaced = true,
                        Joint::Nothing => is_spaced = false,
                        Joint::NoHyphen => {
                            last.text.pop();
                            is_spaced = false;
                        }
                    }
                } else if end.is_some_and(is_unspaced) && start.is_some_and(is_unspaced) {
                    is_spaced = false;
                }
                if !is_spaced && !word.is_raised && !last.is_raised {
                    last.text.push_str(&visible(&text));
                    continue;
                }
            }
            is_first = false;
            text = visible(&text);
            tokens.push(Token {
                text,
                is_spaced,
                is_raised: word.is_raised,
                is_bold: word.is_bold,
                is_italic: word.is_italic,
            });
        }
    }
    if let Some(last) = tokens.last_mut() {
        last.text = last.text.replace('\u{ad}', "-");
    }
    tokens
}

/// `text` with hyphens that are drawn inside a line as what they look like; one at its end is left to the next line.
fn visible(text: &str) -> String {
    match text.strip_suffix('\u{ad}') {
        Some(head) => format!("{}\u{ad}", head.replace('\u{ad}', "-")),
        None => text.replace('\u{ad}', "-"),
    }
}
