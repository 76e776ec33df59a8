//! CSV for spreadsheets: RFC 4180 in UTF-8, one row for each annotation.

use std::io;

use ::csv::{Terminator, Writer, WriterBuilder};

use super::{Input, Item, Report, Source, one_line};
use crate::model::{Attribution, CheckWorthy, Claim, Evidence, Stance, TagName};
use crate::review::latest;
use crate::text::visible;

/// The columns. New ones come last, so that what reads the old ones by their place goes on.
const HEADER: [&str; 27] = [
    "id",
    "document",
    "title",
    "author",
    "date",
    "url",
    "tags",
    "quote",
    "note",
    "reviewer",
    "created",
    "state",
    "start",
    "end",
    "claim",
    "claimant",
    "status",
    "verdict",
    "confidence",
    "links",
    "attribution",
    "kinds",
    "checkworthy",
    "judged by",
    "judged",
    "rationale",
    "evidence",
];

/// How many columns the first exports had.
const FIRST: usize = 20;

/// Whether a file that begins with `head` has the columns of an export, of today's or of an earlier one.
pub(super) fn begins_as(head: &[u8]) -> bool {
    let first = HEADER.get(..FIRST).unwrap_or_default().join(",");
    head.strip_prefix(first.as_bytes()).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(b",attribution,") || rest.starts_with(b"\r\n")
    })
}

/// Writes `input` as CSV.
///
/// # Errors
/// Where the writer gives up, which it has no reason to in memory.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut writer = writer();
    // Two more columns for those who asked for the sentences around.
    let has_context = input.items().any(|item| item.around.is_some());
    let context: &[&str] = if has_context {
        &["before", "after"]
    } else {
        &[]
    };
    writer.write_record(HEADER.iter().chain(context))?;
    let mut defused = 0;
    for source in &input.documents {
        for item in source.in_order() {
            let around =
                has_context.then(|| item.around.map_or(["", ""], |it| [it.before, it.after]));
            let around = around.into_iter().flatten().map(str::to_owned);
            let row = row(source, item).into_iter().chain(around).map(|cell| {
                let (cell, is_formula) = harmless(&cell);
                defused += usize::from(is_formula);
                cell
            });
            writer.write_record(row.collect::<Vec<_>>())?;
        }
    }
    tell_of_formulas(defused, report);
    tell(input, report);
    written(writer)
}

fn tell_of_formulas(defused: usize, report: &mut Report) {
    report.tell(defused, "cell", |cells| {
        format!("an apostrophe was put before {cells} that a spreadsheet would take for a formula")
    });
}

/// Rows as CSV, of which `report` tells what had to be changed in them.
///
/// # Errors
/// As [`table`].
pub(super) fn counted_table(
    rows: impl IntoIterator<Item = Vec<String>>,
    report: &mut Report,
) -> io::Result<Vec<u8>> {
    let mut writer = writer();
    let mut defused = 0;
    for row in rows {
        let cells = row.iter().map(|cell| {
            let (cell, is_formula) = harmless(cell);
            defused += usize::from(is_formula);
            cell
        });
        writer.write_record(cells.collect::<Vec<_>>())?;
    }
    tell_of_formulas(defused, report);
    written(writer)
}

/// A table as CSV, its first row the header. Cells are made harmless as those of an export are, save plain numbers.
///
/// # Errors
/// Where the writer gives up, which it has no reason to in memory, or rows differ in length.
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = writer();
    for row in rows {
        writer.write_record(row.iter().map(|cell| {
            if is_number(cell) {
                cell.clone()
            } else {
                harmless(cell).0
            }
        }))?;
    }
    written(writer)
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new())
}

fn written(writer: Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    writer
        .into_inner()
        .map_err(|error| io::Error::from(error.error().kind()))
}

/// The cell with what is not seen made visible, and whether an apostrophe had to be put before a formula.
fn harmless(cell: &str) -> (String, bool) {
    let cell = visible::lines(cell).into_owned();
    let is_formula = is_formula(&cell);
    let cell = if is_formula { format!("'{cell}") } else { cell };
    (cell, is_formula)
}

fn tell(input: &Input<'_>, report: &mut Report) {
    input.tell_of_documents(report, "row");
    input.tell_of_plain_text(report);
    let tags = input.codebook.tags().iter();
    let described =
        tags.filter(|tag| tag.key.is_some() || tag.color.is_some() || !tag.definition.is_empty());
    report.tell(described.count(), "tag", |tags| {
        format!("the key, colour and definition of {tags} were left out")
    });
    let earlier = input.sum(|claim| usize::from(claim.assessments.len() > 1));
    report.tell(earlier, "claim", |claims| {
        format!("all assessments but the last of {claims} were left out")
    });
}

fn row(source: &Source<'_>, item: &Item<'_>) -> [String; HEADER.len()] {
    let annotation = item.annotation;
    let metadata = item.part.unwrap_or(&source.metadata);
    let (start, end) = item.range();
    let claim = annotation.claim.as_ref();
    let last = claim.and_then(latest);
    let tags: Vec<_> = annotation.tags.iter().map(TagName::as_str).collect();
    let links = annotation.links.iter();
    let links: Vec<_> = links
        .map(|link| format!("{} {}", link.relation.as_str(), link.to))
        .collect();
    [
        annotation.id.to_string(),
        annotation.document.as_str().to_owned(),
        metadata.title.clone().unwrap_or_default(),
        metadata.authors.join("; "),
        metadata.date.clone().unwrap_or_default(),
        metadata.url.clone().unwrap_or_default(),
        tags.join("; "),
        annotation.selector.quote.clone(),
        annotation.note.clone(),
        annotation.reviewer.clone(),
        annotation.created.to_string(),
        item.state.to_owned(),
        start.to_string(),
        end.to_string(),
        claim
            .map(|claim| claim.statement.clone())
            .unwrap_or_default(),
        claim
            .map(|claim| claim.claimant.clone())
            .unwrap_or_default(),
        claim
            .and_then(|claim| claim.status)
            .map_or("", |status| status.as_str())
            .to_owned(),
        last.and_then(|last| last.verdict.as_ref())
            .map_or("", |verdict| verdict.as_str())
            .to_owned(),
        last.map(|last| last.confidence.clone()).unwrap_or_default(),
        links.join("; "),
        word(
            claim
                .and_then(|claim| claim.attribution)
                .map(Attribution::as_str),
        ),
        claim.map(kinds).unwrap_or_default(),
        word(
            claim
                .and_then(|claim| claim.checkworthy)
                .map(CheckWorthy::as_str),
        ),
        word(last.map(|last| last.reviewer.as_str())),
        last.map(|last| last.at.to_string()).unwrap_or_default(),
        word(last.map(|last| last.rationale.as_str())),
        claim.map(evidence).unwrap_or_default(),
    ]
}

fn word(word: Option<&str>) -> String {
    word.unwrap_or_default().to_owned()
}

fn kinds(claim: &Claim) -> String {
    let kinds: Vec<&str> = claim.kinds.iter().map(|kind| kind.as_str()).collect();
    kinds.join("; ")
}

/// The evidence, a line for each piece: its stance, and what else is known of it.
fn evidence(claim: &Claim) -> String {
    let piece = |piece: &Evidence| {
        let quote = match one_line(&piece.quote) {
            quote if quote.is_empty() => quote,
            quote => format!("“{quote}”"),
        };
        let accessed = piece.accessed.map(|day| format!("accessed {day}"));
        let said = [
            one_line(&piece.citation),
            one_line(&piece.url),
            quote,
            accessed.unwrap_or_default(),
        ];
        let said: Vec<&str> = said
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let stance = piece.stance.map_or("evidence", Stance::as_str);
        format!("{stance}: {}", said.join(", "))
    };
    let pieces: Vec<String> = claim.evidence.iter().map(piece).collect();
    pieces.join("\n")
}

/// Whether a spreadsheet takes `cell` for a number, with a minus or without.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    is_plain(whole) && is_plain(part)
}

/// Whether a spreadsheet could run `cell`: its first character, or the first after white space and quotes, is one of
/// those that OWASP lists under CSV injection. An apostrophe counts as a quote, so that taking one away from every cell
/// that this function holds for gives the cells back as they were.
fn is_formula(cell: &str) -> bool {
    let is_wrapping =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '\u{feff}');
    let core = cell.trim_start_matches(is_wrapping);
    cell.starts_with(['\t', '\r']) || core.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;
    use crate::export::fixture::{Fixture, bare, written};
    use proptest::prelude::*;

    fn export(fixture: &Fixture) -> (String, Report) {
        let (bytes, report) = written(Format::Csv, &fixture.input());
        (String::from_utf8(bytes).unwrap(), report)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn tables_are_as_harmless_as_exports() {
        let rows = [["a", "=b\u{1b}"], ["\"c\"", "d,\ne"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let text = String::from_utf8(table(rows).unwrap()).unwrap();
        assert_eq!(text, "a,'=b␛\r\n\"\"\"c\"\"\",\"d,\ne\"\r\n");
    }

    #[test]
    fn one_row_for_each_annotation() {
        let (text, report) = export(&Fixture::rich());
        let head = "id,document,title,author,date,url,tags,quote,note,reviewer,created,state,start,end,claim,claimant,\
            status,verdict,confidence,links,attribution,kinds,checkworthy,judged by,judged,rationale,evidence\r\n";
        let berlin = "libya/berlin.txt,What Berlin *agreed*,Jane Roe; A. N. Other,2020-01,\
            https://example.org/berlin_2020?a=1&b=2";
        let (id, none) = ("01994f0e-0000-7000-8000-00000000000", ",".repeat(7));
        let expected = [
            head.to_owned(),
            format!(
                "{id}2,{berlin},,\"Two lines\nof one paragraph.\n\nAnother, “quoted”.\",,dl,2026-11-21T22:31:07Z,\
                exact,40,87,,,,,,{none}\r\n"
            ),
            format!(
                "{id}3,{berlin},todo,A second look.,,dl,2026-11-22T22:31:07Z,moved,307,321,,,,,,{none}\r\n"
            ),
            format!(
                "{id}1,{berlin},claim/statistic; checked twice,\"Russia has at least 1,000 contractors in Libya\",\
                \"Where does this number come from?\nIt is in no report.\n\n- ask Roe\n\",dl,2026-11-21T22:31:07Z,exact,\
                1024,1070,\"Russia has 1,000 contractors\",a UN panel,in-progress,supported,,\
                contradicts {id}3; cites {id}9,quoted,numerical; event,yes,mk,2026-11-23T08:00:00Z,,\
                \"refutes: Panel of Experts, S/2019/914, https://example.org/panel, “between 800 and 1,200”, \
                accessed 2026-11-20\"\r\n"
            ),
            format!(
                "{id}4,{berlin},,It is gone.,,dl,2026-11-22T22:31:07Z,orphan,10,21,,,,,,{none}\r\n"
            ),
            format!(
                "{id}5,plain.txt,,,,,,Plain.,,mk,2026-11-23T22:31:07Z,unchecked,0,6,,,,,,{none}\r\n"
            ),
        ];
        assert_eq!(text, expected.concat());
        assert!(rows(&text).iter().all(|row| row.len() == HEADER.len()));
        assert_eq!((report.documents, report.annotations), (2, 5));
        assert_eq!(
            report.dropped,
            [
                "the reading status and tags of 1 document were left out",
                "the text around 1 quote was left out",
                "the hash of 1 document was left out",
                "the key, colour and definition of 1 tag were left out",
                "all assessments but the last of 1 claim were left out",
            ]
        );
    }

    #[test]
    fn a_row_names_the_article_among_several_in_its_document() {
        let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        let mut input = fixture.input();
        let part = crate::model::Metadata {
            title: Some("The second".into()),
            authors: vec!["Ben Fact".into()],
            ..crate::model::Metadata::default()
        };
        input.documents[0].annotations[0].part = Some(&part);
        let (bytes, _) = written(Format::Csv, &input);
        let rows = rows(&String::from_utf8(bytes).unwrap());
        assert_eq!(rows[1][1..4], ["a.txt", "The second", "Ben Fact"]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for note in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\n=1",
            "\r\n=1",
            "\"=1",
            " =1",
            "'=1",
            "\"\n\t+1",
            "＝1",
            "\u{feff}=1",
        ] {
            let mut annotation = bare(1, "a.txt", 0, "q");
            annotation.note = note.to_owned();
            let (text, report) = export(&Fixture::one(annotation));
            let rows = rows(&text);
            assert_eq!(rows[1][8], format!("'{}", visible::lines(note)));
            assert_eq!(
                report.dropped[0],
                "an apostrophe was put before 1 cell that a spreadsheet would take for a formula"
            );
        }
    }

    #[test]
    fn ordinary_cells_stay_as_they_are() {
        for note in ["a\n=1", "1-2", "", "'tis", "a,\"b\"\nc", "“=”", "␀=1"] {
            let mut annotation = bare(1, "a.txt", 0, "q");
            annotation.note = note.to_owned();
            let (text, report) = export(&Fixture::one(annotation));
            assert_eq!(rows(&text)[1][8], note);
            assert_eq!(report.dropped, [""; 0], "{note}");
        }
    }

    #[test]
    fn a_document_without_annotations_is_told_of() {
        let mut fixture = Fixture::rich();
        fixture
            .annotations
            .retain(|annotation| annotation.document.as_str() == "plain.txt");
        let (_, report) = export(&fixture);
        assert_eq!((report.documents, report.annotations), (1, 1));
        assert_eq!(
            report.dropped[0],
            "no row stands for 1 document without annotations"
        );
    }

    proptest! {
        #[test]
        fn every_cell_comes_back_and_none_is_a_formula(note in r#"[=+@'"＝, ;a\t\r\n\u{0}-]{0,12}"#) {
            let mut annotation = bare(1, "a.txt", 0, "q");
            annotation.note.clone_from(&note);
            let (text, _) = export(&Fixture::one(annotation));
            let cell = &rows(&text)[1][8];
            let back = if is_formula(cell) { cell.strip_prefix('\'') } else { Some(cell.as_str()) };
            prop_assert_eq!(back, Some(&*visible::lines(&note)));
        }
    }
}
