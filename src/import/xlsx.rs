//! XLSX (ECMA-376, part 1, section 18): the rows of the first sheet, as texts.

use super::xml::{self, Element};
use super::zipped::Archive;

/// How many bytes all cells may have together: one string may stand in many of them.
const MOST_TEXT: usize = 256 << 20;

/// How many bytes a cell may have; Excel stops at 32,767 characters.
const LONGEST: usize = 1 << 20;

/// How many columns are read of a row.
const MOST_COLUMNS: usize = 200;

/// The rows of the first sheet in `bytes`; cells that are not there are empty.
///
/// # Errors
/// Where it is no workbook.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    let mut archive = Archive::open(bytes)?;
    let mut sheets: Vec<String> = archive
        .names()
        .into_iter()
        .filter(|name| name.starts_with("xl/worksheets/sheet"))
        .collect();
    sheets.sort_by_key(|name| (name.len(), name.clone()));
    let sheet = sheets.first().ok_or("there is no sheet in it")?;
    let sheet = archive.read(sheet)?.unwrap_or_default();
    let shared = match archive.read("xl/sharedStrings.xml")? {
        Some(bytes) => xml::read(&bytes)?.all("si").map(text_of).collect(),
        None => Vec::new(),
    };
    let sheet = xml::read(&sheet)?;
    let rows = sheet.all("sheetData").flat_map(|data| data.all("row"));
    let mut left = MOST_TEXT;
    let mut found = Vec::new();
    for row in rows {
        let row = cells(row, &shared);
        let length: usize = row.iter().map(|cell| cell.len() + 24).sum();
        left = left
            .checked_sub(length)
            .ok_or("it says more than anything that is meant")?;
        found.push(row);
    }
    Ok(found)
}

fn cells(row: &Element, shared: &[String]) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.all("c") {
        let column = column(cell.attribute("r")).unwrap_or(cells.len());
        if column >= MOST_COLUMNS {
            break;
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        let value = cell.said("v");
        let text = match cell.attribute("t") {
            "s" => value
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|number| shared.get(number))
                .cloned()
                .unwrap_or_default(),
            "inlineStr" => cell.child("is").map(text_of).unwrap_or_default(),
            _ => value.to_owned(),
        };
        // A row alone is bounded too.
        if text.len() > LONGEST {
            continue;
        }
        if let Some(place) = cells.get_mut(column) {
            *place = text;
        }
    }
    cells
}

/// The number of the column in a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter - b'A') + 1
    });
    number.checked_sub(1)
}

/// The text of a string, which may be set in several runs.
fn text_of(string: &Element) -> String {
    let mut text = string.said("t").to_owned();
    for run in string.all("r") {
        text.push_str(run.said("t"));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_counted_in_letters() {
        for (reference, expect) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AB12", Some(27)),
            ("1", None),
        ] {
            assert_eq!(super::column(reference), expect, "{reference}");
        }
    }
}
