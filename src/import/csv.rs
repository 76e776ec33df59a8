//! Tables in CSV, from spreadsheets of all kinds: what stands in them by the names of their columns.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fields::text_of;

/// How many rows are read, and how many columns.
const MOST_ROWS: usize = 500_000;
const MOST_COLUMNS: usize = 200;

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    cells: &'t [String],
}

impl Table {
    /// The table in `bytes`, whose first row names the columns; parted by commas, semicolons or tabs.
    ///
    /// # Errors
    /// Where there is not even that row.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = match text_of(bytes) {
            Ok(text) => text,
            // What a spreadsheet writes where nobody told it otherwise.
            Err(_) => Cow::Owned(encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()),
        };
        let head = text.lines().next().unwrap_or_default();
        let parting = [b',', b';', b'\t'];
        let count = |parting: &u8| head.bytes().filter(|byte| byte == parting).count();
        let parting = parting.into_iter().max_by_key(count).unwrap_or(b',');
        let parting = if count(&parting) == 0 { b',' } else { parting };
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(parting)
            .from_reader(text.as_bytes());
        let rows = reader.records().take(MOST_ROWS);
        let rows = rows.filter_map(Result::ok).map(|record| {
            let cells = record.iter().take(MOST_COLUMNS);
            cells.map(str::to_owned).collect()
        });
        Self::of(rows)
    }

    /// The table of these rows, the first of which names the columns.
    ///
    /// # Errors
    /// Where there is none.
    pub fn of(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Self, String> {
        let mut rows = rows.into_iter();
        let head = rows.next().ok_or("there is nothing in it")?;
        let mut columns = HashMap::new();
        for (number, name) in head.iter().enumerate() {
            let name = name.trim().to_lowercase();
            columns.entry(name).or_insert(number);
        }
        Ok(Self {
            columns,
            rows: rows.collect(),
        })
    }

    /// Whether there is a column called `name`, in whatever letters.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// The rows below the first.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl Row<'_> {
    /// What stands in the column called `name`, small letters; without the apostrophe that keeps a spreadsheet from taking
    /// it for a formula.
    pub fn get(&self, name: &str) -> &str {
        let column = self.table.columns.get(name);
        let cell = column.and_then(|column| self.cells.get(*column));
        let cell = cell.map(String::as_str).unwrap_or_default();
        match cell.strip_prefix('\'') {
            Some(inner) if inner.starts_with(['=', '+', '-', '@', '\t', '\r']) => inner,
            _ => cell,
        }
    }
}
