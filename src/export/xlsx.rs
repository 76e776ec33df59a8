//! A workbook for spreadsheets (Office Open XML, ECMA-376), with a sheet for each kind of thing.
//!
//! Every cell is a string or a number: nothing that people or documents say is ever a formula. Nothing in the file depends
//! on when it was written.

use std::io::{self, Cursor, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Input, Report, lost};
use crate::model::{Claim, TagName};
use crate::review::latest;
use crate::text::visible;

/// What a zip archive begins with: the first local file header (APPNOTE 4.3.7).
pub(super) const HEAD: &str = "PK\u{3}\u{4}";

/// The part of the archive that comes first and is not compressed, so that the first kilobyte tells who wrote it.
const FIRST: &str = "docProps/core.xml";

/// What that part says.
const REMARK: &str = "Exported by postil";

/// The most code points that are written into a cell. Excel takes 32,767 UTF-16 units.
const LONGEST: usize = 16_000;

/// The most rows of a sheet, as in Excel.
const ROWS: usize = 1 << 20;

/// Wide enough for most of what is in a column, in characters.
const WIDTH: f64 = 18.0;

/// A sheet before it is written.
struct Sheet {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

enum Cell {
    Text(String),
    Number(usize),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

/// Whether a zip archive that begins with `head` is a workbook of postil's.
pub(super) fn begins_as(head: &[u8]) -> bool {
    let says = |part: &str| memchr::memmem::find(head, part.as_bytes()).is_some();
    says(FIRST) && says(REMARK)
}

/// What could not be written as it is.
#[derive(Default)]
struct Cut {
    cells: usize,
    rows: usize,
}

/// Writes `input` as a workbook.
///
/// # Errors
/// Where the writer gives up, which it has no reason to in memory.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut cut = Cut::default();
    let bytes = workbook(input, &mut cut).map_err(io::Error::other)?;
    report.tell(cut.cells, "cell", |cells| {
        format!("{cells} longer than {LONGEST} characters were cut: a spreadsheet takes no more")
    });
    report.tell(cut.rows, "row", |rows| {
        format!("{rows} were left out: a sheet has no more than {ROWS}")
    });
    let hashes = input.sum(|claim| {
        let given = claim.assessments.iter();
        given.filter(|one| one.hash.is_some()).count()
    });
    report.tell(hashes, "assessment", |assessments| {
        format!("the hash of the text of {assessments} was left out")
    });
    let contexts = input.count(|a| !a.selector.prefix.is_empty() || !a.selector.suffix.is_empty());
    report.tell(contexts, "quote", |quotes| {
        format!("the text around {quotes} was left out")
    });
    let unseen = input.count(|a| {
        [&a.selector.quote, &a.note]
            .iter()
            .any(|it| super::has_unseen(it))
    });
    report.tell(unseen, "annotation", |annotations| {
        format!("control characters in {annotations} were replaced by visible marks")
    });
    lost::tell_of_scale(input, report);
    lost::tell_of_places(input, report);
    signed(bytes)
}

fn workbook(input: &Input<'_>, cut: &mut Cut) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(super::one_line(input.corpus))
        .set_comment(REMARK)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let header = Format::new().set_bold();
    for sheet in [
        annotations(input),
        claims(input),
        assessments(input),
        evidence(input),
        codebook(input),
        documents(input),
    ] {
        let worksheet = workbook.add_worksheet();
        fill(worksheet, &header, sheet, cut)?;
    }
    workbook.save_to_buffer()
}

fn fill(
    worksheet: &mut Worksheet,
    header: &Format,
    sheet: Sheet,
    cut: &mut Cut,
) -> Result<(), XlsxError> {
    worksheet.set_name(sheet.name)?;
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (column, name) in (0..).zip(sheet.columns) {
        worksheet.write_string_with_format(0, column, name, header)?;
        worksheet.set_column_width(column, WIDTH)?;
    }
    cut.rows += sheet.rows.len().saturating_sub(ROWS - 1);
    let mut end = 0;
    for (row, cells) in (1..).zip(sheet.rows.into_iter().take(ROWS - 1)) {
        end = row;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    let text = shortened(&text, cut);
                    worksheet.write_string(row, column, text)?;
                }
                Cell::Number(number) => {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    worksheet.write_number(row, column, number)?;
                }
            }
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.autofilter(0, 0, end, last)?;
    Ok(())
}

/// What a cell can hold of `text`, with what is not seen made visible.
fn shortened(text: &str, cut: &mut Cut) -> String {
    let text = visible::lines(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            cut.cells += 1;
            format!("{}…", text.get(..end).unwrap_or_default())
        }
        None => text.into_owned(),
    }
}

fn annotations(input: &Input<'_>) -> Sheet {
    let has_context = input.items().any(|item| item.around.is_some());
    let mut columns = super::csv::HEADER.to_vec();
    if has_context {
        columns.extend(["before", "after"]);
    }
    let is_number =
        |column: usize| matches!(super::csv::HEADER.get(column), Some(&("start" | "end")));
    let mut rows = Vec::new();
    for source in &input.documents {
        for item in source.in_order() {
            let cells = super::csv::row(source, item).into_iter().enumerate();
            let mut row: Vec<Cell> = cells
                .map(|(column, text)| match text.parse::<usize>() {
                    Ok(number) if is_number(column) => number.into(),
                    _ => text.into(),
                })
                .collect();
            if let Some(around) = item.around {
                row.extend([around.before.into(), around.after.into()]);
            }
            rows.push(row);
        }
    }
    Sheet {
        name: "annotations",
        columns,
        rows,
    }
}

/// Rows for the claims of `input`, each of which begins with the identity of its annotation and the claim.
fn rows_of_claims<'a>(
    input: &'a Input<'a>,
    rows_of: impl Fn(&'a Claim) -> Vec<Vec<Cell>>,
) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for source in &input.documents {
        for item in source.in_order() {
            let Some(claim) = &item.annotation.claim else {
                continue;
            };
            for more in rows_of(claim) {
                let mut row: Vec<Cell> = vec![
                    item.annotation.id.to_string().into(),
                    source.path.as_str().into(),
                    said(claim, &item.annotation.selector.quote).into(),
                ];
                row.extend(more);
                rows.push(row);
            }
        }
    }
    rows
}

fn said<'a>(claim: &'a Claim, quote: &'a str) -> &'a str {
    if claim.statement.is_empty() {
        quote
    } else {
        &claim.statement
    }
}

fn claims(input: &Input<'_>) -> Sheet {
    let rows = rows_of_claims(input, |claim| {
        let last = latest(claim);
        let verdict = last.and_then(|last| last.verdict.as_ref());
        vec![vec![
            claim.claimant.as_str().into(),
            claim.attribution.map_or("", |one| one.as_str()).into(),
            super::csv::kinds(claim).into(),
            claim.checkworthy.map_or("", |one| one.as_str()).into(),
            claim.status.map_or("", |one| one.as_str()).into(),
            verdict.map_or("", |verdict| verdict.as_str()).into(),
            last.map_or("", |last| last.confidence.as_str()).into(),
            last.map_or("", |last| last.reviewer.as_str()).into(),
            claim.assessments.len().into(),
            claim.evidence.len().into(),
        ]]
    });
    Sheet {
        name: "claims",
        columns: vec![
            "id",
            "document",
            "claim",
            "claimant",
            "attribution",
            "kinds",
            "checkworthy",
            "status",
            "verdict",
            "confidence",
            "judged by",
            "assessments",
            "evidence",
        ],
        rows,
    }
}

fn assessments(input: &Input<'_>) -> Sheet {
    let rows = rows_of_claims(input, |claim| {
        let given = claim.assessments.iter();
        given
            .map(|one| {
                vec![
                    one.verdict.as_ref().map_or("", |it| it.as_str()).into(),
                    one.confidence.as_str().into(),
                    one.reviewer.as_str().into(),
                    one.at.to_string().into(),
                    one.rationale.as_str().into(),
                ]
            })
            .collect()
    });
    Sheet {
        name: "assessments",
        columns: vec![
            "id",
            "document",
            "claim",
            "verdict",
            "confidence",
            "reviewer",
            "at",
            "rationale",
        ],
        rows,
    }
}

fn evidence(input: &Input<'_>) -> Sheet {
    let rows = rows_of_claims(input, |claim| {
        let pieces = claim.evidence.iter();
        pieces
            .map(|piece| {
                let accessed = piece.accessed.map(|day| day.to_string());
                vec![
                    piece.stance.map_or("", |stance| stance.as_str()).into(),
                    piece.citation.as_str().into(),
                    piece.url.as_str().into(),
                    piece.quote.as_str().into(),
                    accessed.unwrap_or_default().into(),
                ]
            })
            .collect()
    });
    Sheet {
        name: "evidence",
        columns: vec![
            "id", "document", "claim", "stance", "citation", "url", "quote", "accessed",
        ],
        rows,
    }
}

fn codebook(input: &Input<'_>) -> Sheet {
    let tags = input.codebook.tags().iter();
    let rows = tags.map(|tag| {
        let given = input.count(|annotation| annotation.tags.contains(&tag.name));
        let sign = |c: Option<char>| c.map(String::from).unwrap_or_default();
        vec![
            tag.name.as_str().into(),
            sign(tag.key).into(),
            tag.color
                .map(|color| color.to_string())
                .unwrap_or_default()
                .into(),
            sign(tag.glyph).into(),
            tag.definition.as_str().into(),
            tag.use_for.as_str().into(),
            tag.not_for.as_str().into(),
            tag.examples.join("\n").into(),
            if tag.retired { "retired" } else { "" }.into(),
            given.into(),
        ]
    });
    Sheet {
        name: "codebook",
        columns: vec![
            "tag",
            "key",
            "colour",
            "sign",
            "definition",
            "use for",
            "not for",
            "examples",
            "retired",
            "annotations",
        ],
        rows: rows.collect(),
    }
}

fn documents(input: &Input<'_>) -> Sheet {
    let rows = input.documents.iter().map(|source| {
        let metadata = &source.metadata;
        let tags: Vec<&str> = source.tags.iter().map(TagName::as_str).collect();
        vec![
            source.path.as_str().into(),
            metadata.title.as_deref().unwrap_or_default().into(),
            metadata.authors.join("; ").into(),
            metadata.date.as_deref().unwrap_or_default().into(),
            metadata.url.as_deref().unwrap_or_default().into(),
            source.status.map_or("", |status| status.as_str()).into(),
            tags.join("; ").into(),
            source.hash.map_or("", |hash| hash.as_str()).into(),
            source.annotations.len().into(),
        ]
    });
    Sheet {
        name: "documents",
        columns: vec![
            "document",
            "title",
            "author",
            "date",
            "url",
            "status",
            "tags",
            "hash",
            "annotations",
        ],
        rows: rows.collect(),
    }
}

/// The same archive, with the part that tells who wrote it first and not compressed.
fn signed(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file(FIRST, plain)?;
    let mut remark = Vec::new();
    io::Read::read_to_end(&mut archive.by_name(FIRST)?, &mut remark)?;
    writer.write_all(&remark)?;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at)?;
        if part.name()? != FIRST {
            writer.raw_copy_file(part)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::export::Format as Wanted;
    use crate::export::context::Around;
    use crate::export::fixture::{Fixture, bare, golden, written};
    use crate::model::Tag;

    fn export(input: &Input<'_>) -> (Vec<u8>, Vec<String>) {
        let (bytes, report) = written(Wanted::Xlsx, input);
        (bytes, report.dropped)
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    /// The strings of a workbook, as they are in the file.
    fn strings(bytes: &[u8]) -> Vec<String> {
        let text = part(bytes, "xl/sharedStrings.xml");
        let found = regex::Regex::new("(?s)<t[^>]*>(.*?)</t>").unwrap();
        found
            .captures_iter(&text)
            .map(|found| found[1].to_owned())
            .collect()
    }

    #[test]
    fn everything_a_person_wrote_is_in_a_cell() {
        let (bytes, dropped) = export(&Fixture::rich().input());
        golden("xlsx.txt", &strings(&bytes).join("\n"));
        assert_eq!(
            dropped,
            [
                "the hash of the text of 1 assessment was left out",
                "the text around 1 quote was left out",
            ]
        );
        assert!(Wanted::Xlsx.is_earlier(&bytes[..1024]));
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        for there in [
            "state=\"frozen\"",
            "<autoFilter ref=\"A1:AA6\"",
            "<c r=\"M4\"><v>1024</v>",
        ] {
            assert!(sheet.contains(there), "{there}\n{sheet}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let notes = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "{=1}",
            "http://x",
            "_x003D_1",
            "=\u{1b}",
            "]]><f>1</f>",
        ];
        let annotations = notes.iter().map(|note| {
            let mut annotation = bare(1, "a.txt", 0, "q");
            (*note).clone_into(&mut annotation.note);
            annotation
        });
        let mut fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        fixture.annotations = annotations.collect();
        fixture.codebook.put(Tag {
            definition: "=cmd|' /C calc'!A0".into(),
            ..Tag::new(crate::export::fixture::tag("d"))
        });
        let (bytes, _) = export(&fixture.input());
        for number in 1..=6 {
            let sheet = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(
                !sheet.contains("<f>") && !sheet.contains("<hyperlink"),
                "{sheet}"
            );
        }
        let strings = strings(&bytes);
        assert!(strings.iter().any(|text| text == "=1+1"), "{strings:?}");
        assert!(
            strings.iter().any(|text| text == "_x005F_x003D_1"),
            "{strings:?}"
        );
        assert!(!strings.concat().contains('\u{1b}'));
    }

    #[test]
    fn what_a_cell_cannot_hold_is_told() {
        let mut annotation = bare(1, "a.txt", 0, "q");
        annotation.note = "é".repeat(40_000);
        let (bytes, dropped) = export(&Fixture::one(annotation).input());
        assert_eq!(
            dropped,
            ["1 cell longer than 16000 characters were cut: a spreadsheet takes no more"]
        );
        let longest = strings(&bytes)
            .iter()
            .map(|text| text.chars().count())
            .max();
        assert_eq!(longest, Some(LONGEST + 1));
    }

    #[test]
    fn the_sentences_around_have_columns() {
        let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        let mut input = fixture.input();
        input.documents[0].annotations[0].around = Some(Around {
            before: "Before.",
            after: "After.",
        });
        let strings = strings(&export(&input).0);
        for there in ["before", "after", "Before.", "After."] {
            assert!(strings.iter().any(|text| text == there), "{there}");
        }
    }

    #[test]
    fn other_archives_are_no_workbooks_of_ours() {
        assert!(!Wanted::Xlsx.is_earlier(b"PK\x03\x04docProps/core.xml"));
        assert!(!crate::export::is_export(b"PK\x03\x04word/document.xml"));
    }
}
