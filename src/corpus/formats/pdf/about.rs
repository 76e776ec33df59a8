//! What a file tells about itself: its information dictionary, as far as it makes sense, and its first page.

use lopdf::Object;

use super::compose::text_of;
use super::file::File;
use super::hyphens::Vocabulary;
use super::roles::{Piece, bare};
use crate::corpus::structure;
use crate::model::{BlockKind, Metadata};

/// What the information dictionary tells.
#[derive(Debug, Default)]
pub(super) struct About {
    /// The title, where it looks like one.
    pub(super) title: Option<String>,
    author: Option<String>,
}

/// How many paragraphs of the first page are looked at for names and dates.
const HEAD: usize = 14;

/// What the information dictionary of `file` tells (ISO 32000-1, section 14.3.3). Its `CreationDate` is left out: that is
/// when the file was made, which for what was printed from a page or scanned is years after the article.
pub(super) fn told(file: &File) -> About {
    let info = file.document.trailer.get(b"Info").ok();
    let Some(Object::Dictionary(info)) = info.and_then(|info| file.follow(info)) else {
        return About::default();
    };
    About {
        title: file.text(info, "Title").filter(|title| is_title(title)),
        author: file
            .text(info, "Author")
            .filter(|author| author.len() < 300),
    }
}

/// Whether `title` is one, and not what a program or a file is called.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [
        ".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex", ".dvi", ".rtf", ".odt", ".pages", ".ppt",
        ".pptx", ".html",
    ]
    .iter()
    .any(|end| lower.ends_with(end));
    let is_program = [
        "microsoft word",
        "untitled",
        "document",
        "print",
        "layout",
        "powerpoint",
        "slide 1",
        "title",
    ]
    .iter()
    .any(|known| {
        lower == *known
            || lower.starts_with(&format!("{known} -"))
            || lower.starts_with(&format!("{known}1"))
    });
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let is_named = is_file || is_program;
    !is_named
        && letters >= 3
        && letters * 2 > title.chars().count()
        && title.len() < 400
        && (!title.contains('_') || title.contains(' '))
}

impl About {
    /// The metadata: what the first page says wins over what the file was made with. `taken` is what was taken off the
    /// first page as furniture.
    pub(super) fn completed(
        &self,
        pieces: &[Piece],
        taken: &[String],
        vocabulary: &Vocabulary,
    ) -> Metadata {
        let title_at = pieces
            .iter()
            .position(|piece| piece.kind == BlockKind::Title);
        let said = |piece: &Piece| text_of(&piece.paragraph.lines, vocabulary);
        let title = title_at.and_then(|at| pieces.get(at)).map(said);
        let head = pieces.iter().take(title_at.unwrap_or(0) + HEAD);
        let head = head.take_while(|piece| {
            piece.paragraph.page == 0 && !matches!(piece.kind, BlockKind::Table)
        });
        let lines: Vec<String> = head
            .flat_map(|piece| match piece.paragraph.lines.len() {
                0..=3 => piece
                    .paragraph
                    .lines
                    .iter()
                    .map(|line| text_of(std::slice::from_ref(line), vocabulary))
                    .collect(),
                _ => vec![said(piece)],
            })
            .chain(taken.iter().cloned())
            .collect();
        let found = structure::structure(&lines.join("\n\n")).metadata;
        let date = found.date.or_else(|| {
            let mut lines = lines.iter().filter(|line| line.len() < 200);
            lines.find_map(|line| structure::date_in(line))
        });
        let title = match (&title, &self.title) {
            // Capitals are how a title is set, not how it is spelled.
            (Some(set), Some(told)) if bare(set) == bare(told) => Some(told.clone()),
            _ => title.or_else(|| self.title.clone()),
        };
        Metadata {
            title,
            subtitle: None,
            authors: self.authors(pieces, title_at, found.authors, vocabulary),
            date,
            source: found.source,
            url: found.url,
        }
    }

    /// The authors: those that the file and its first page agree on, else those of the line below the title or of a
    /// byline, else those of the file alone where they are names.
    fn authors(
        &self,
        pieces: &[Piece],
        title_at: Option<usize>,
        byline: Vec<String>,
        vocabulary: &Vocabulary,
    ) -> Vec<String> {
        let told = self
            .author
            .as_deref()
            .map(structure::names_in)
            .unwrap_or_default();
        let page: String = pieces
            .iter()
            .take_while(|piece| piece.paragraph.page == 0)
            .map(|piece| bare(&piece.paragraph.text()))
            .collect();
        if !told.is_empty() && told.iter().all(|name| page.contains(&bare(name))) {
            return told;
        }
        if !byline.is_empty() {
            return byline;
        }
        let below = pieces.iter().skip(title_at.map_or(0, |at| at + 1)).take(4);
        for piece in
            below.filter(|piece| piece.paragraph.page == 0 && piece.paragraph.lines.len() <= 4)
        {
            let names: Vec<String> = piece
                .paragraph
                .lines
                .iter()
                .map(|line| text_of(std::slice::from_ref(line), vocabulary))
                .flat_map(|line| all_names(&line))
                .collect();
            if !names.is_empty() {
                return names;
            }
        }
        told
    }
}

/// The names in `line`, where it says nothing else.
fn all_names(line: &str) -> Vec<String> {
    let plain: String = line
        .chars()
        .filter(|c| !c.is_numeric() && !"*†‡§¶∗".contains(*c))
        .collect();
    let names = structure::names_in(&plain);
    let said: usize = names.iter().map(|name| bare(name).len()).sum();
    let all = bare(&plain.replace(" and ", " ")).len();
    if said == all { names } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_names_of_files() {
        for (title, expected) in [
            ("Rivers and their towns", true),
            ("Microsoft Word - final.doc", false),
            ("paper_v3", false),
            ("untitled", false),
            ("report.indd", false),
            ("12-345", false),
            ("Documents of an age", true),
        ] {
            assert_eq!(is_title(title), expected, "{title}");
        }
    }

    #[test]
    fn a_line_of_names_is_one_of_authors() {
        assert_eq!(
            all_names("Jane Doe1, John Roe2 and Ann Poe*"),
            ["Jane Doe", "John Roe", "Ann Poe"]
        );
        assert!(all_names("Jane Doe is a fellow").is_empty());
    }
}
