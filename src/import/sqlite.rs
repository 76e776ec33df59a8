//! `SQLite` database files, read only: the rows of tables, as <https://sqlite.org/fileformat2.html> describes them.
//!
//! A reader of our own, because all that is wanted is to walk the trees of five tables: the library would be a megabyte
//! of C in the program and would trust the file more than this does. Every page is looked up within bounds, and none is
//! read twice in one tree, so that a file which leads in circles ends.

use std::collections::HashSet;
use std::sync::Arc;

/// What a database file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// How deep trees are, and how large a record may be, in bytes.
const DEEPEST: usize = 40;
const LARGEST: usize = 256 << 20;

/// How many rows of a table are read.
const MOST_ROWS: usize = 1_000_000;

/// A database.
pub struct Database<'b> {
    bytes: &'b [u8],
    page: usize,
    /// How many bytes of a page are used.
    usable: usize,
    encoding: u32,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    columns: Arc<Vec<String>>,
    cells: Vec<Cell>,
}

/// What stands in one place of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Something else.
    Other,
}

impl Row {
    /// What stands in the column called `name`.
    pub fn get(&self, name: &str) -> Option<&Cell> {
        let column = self.columns.iter().position(|known| known == name)?;
        self.cells.get(column)
    }
}

/// A big-endian number of `count` bytes at `at`.
fn number(bytes: &[u8], at: usize, count: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(count)?)?;
    let value = digits
        .iter()
        .fold(0u64, |value, digit| (value << 8) | u64::from(*digit));
    usize::try_from(value).ok()
}

/// A variable-length number at `at`, and where it ends (section 1.6).
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0u64;
    for place in 0..9 {
        let byte = *bytes.get(at + place)?;
        if place == 8 {
            return Some(((value << 8) | u64::from(byte), at + 9));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((value, at + place + 1));
        }
    }
    None
}

impl<'b> Database<'b> {
    /// Whether `bytes` are a database.
    #[must_use]
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC)
    }

    /// Opens the database in `bytes`.
    ///
    /// # Errors
    /// Where it is none.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let damaged = || "its first page is damaged".to_owned();
        if !Self::is_one(bytes) {
            return Err("it is no SQLite database".to_owned());
        }
        let page = match number(bytes, 16, 2).ok_or_else(damaged)? {
            1 => 65536,
            size => size,
        };
        let reserved = number(bytes, 20, 1).ok_or_else(damaged)?;
        let usable = page.checked_sub(reserved).filter(|usable| *usable >= 480);
        let is_sound = (512..=65536).contains(&page) && page.is_power_of_two();
        Ok(Self {
            bytes,
            page,
            usable: usable.filter(|_| is_sound).ok_or_else(damaged)?,
            encoding: number(bytes, 56, 4)
                .and_then(|encoding| u32::try_from(encoding).ok())
                .ok_or_else(damaged)?,
        })
    }

    /// The rows of the table called `name`.
    ///
    /// # Errors
    /// Where there is none, or its tree is broken.
    pub fn rows(&self, name: &str) -> Result<Vec<Row>, String> {
        let kinds = ["type", "name", "tbl_name", "rootpage", "sql"];
        let schema = Arc::new(kinds.map(str::to_owned).to_vec());
        let broken = || format!("its table {name} is damaged");
        let tables = self.tree(1, &schema, None).ok_or_else(broken)?;
        let is_it = |row: &&Row| {
            row.get("type") == Some(&Cell::Text("table".to_owned()))
                && row.get("name") == Some(&Cell::Text(name.to_owned()))
        };
        let table = tables.iter().find(is_it);
        let table = table.ok_or_else(|| format!("it has no table called {name}"))?;
        let (Some(Cell::Number(root)), Some(Cell::Text(sql))) =
            (table.get("rootpage"), table.get("sql"))
        else {
            return Err(broken());
        };
        let (columns, key) = columns(sql);
        let root = usize::try_from(*root).map_err(|_| broken())?;
        self.tree(root, &Arc::new(columns), key).ok_or_else(broken)
    }

    /// The page with this number, which counts from 1.
    fn page(&self, number: usize) -> Option<&'b [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.page)?;
        self.bytes.get(start..start.checked_add(self.page)?)
    }

    /// All rows of the tree whose root is the page `root`, in their order (section 1.6). The column `key` holds the
    /// number of the row.
    fn tree(
        &self,
        root: usize,
        columns: &Arc<Vec<String>>,
        key: Option<usize>,
    ) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        let mut seen = HashSet::new();
        // What is still to be read, what comes first last.
        let mut open = vec![(root, 0)];
        while let Some((number_of_page, depth)) = open.pop() {
            if depth > DEEPEST || !seen.insert(number_of_page) {
                return None;
            }
            let page = self.page(number_of_page)?;
            let head = if number_of_page == 1 { 100 } else { 0 };
            let count = number(page, head + 3, 2)?;
            let kind = *page.get(head)?;
            let cells = head + if kind == 0x05 { 12 } else { 8 };
            let cell = |which: usize| number(page, cells + which * 2, 2);
            match kind {
                0x05 => {
                    let mut inner = Vec::with_capacity(count + 1);
                    for which in 0..count {
                        inner.push((number(page, cell(which)?, 4)?, depth + 1));
                    }
                    inner.push((number(page, head + 8, 4)?, depth + 1));
                    open.extend(inner.into_iter().rev());
                }
                0x0d => {
                    for which in 0..count {
                        if rows.len() >= MOST_ROWS {
                            return Some(rows);
                        }
                        let (row, payload) = self.payload(page, cell(which)?)?;
                        let mut cells = self.record(&payload)?;
                        if let Some(place) = key.and_then(|key| cells.get_mut(key)) {
                            *place = Cell::Number(row);
                        }
                        rows.push(Row {
                            columns: Arc::clone(columns),
                            cells,
                        });
                    }
                }
                _ => return None,
            }
        }
        Some(rows)
    }

    /// The number and the bytes of the record in the cell at `at` of a leaf, with what of it lies on other pages.
    fn payload(&self, page: &[u8], at: usize) -> Option<(i64, Vec<u8>)> {
        let (length, at) = varint(page, at)?;
        let (row, at) = varint(page, at)?;
        let length = usize::try_from(length)
            .ok()
            .filter(|length| *length <= LARGEST)?;
        if length > self.bytes.len() {
            return None;
        }
        let most = self.usable - 35;
        let local = if length <= most {
            length
        } else {
            let least = (self.usable - 12) * 32 / 255 - 23;
            let wanted = least + (length - least) % (self.usable - 4);
            if wanted <= most { wanted } else { least }
        };
        let mut bytes = page.get(at..at + local)?.to_vec();
        let mut next = if local < length {
            number(page, at + local, 4)?
        } else {
            0
        };
        while bytes.len() < length {
            let page = self.page(next)?;
            let rest = (length - bytes.len()).min(self.usable - 4);
            bytes.extend_from_slice(page.get(4..4 + rest)?);
            next = number(page, 0, 4)?;
        }
        Some((row.cast_signed(), bytes))
    }

    /// The values of a record (section 2.1).
    fn record(&self, bytes: &[u8]) -> Option<Vec<Cell>> {
        let (head, mut at) = varint(bytes, 0)?;
        let head = usize::try_from(head)
            .ok()
            .filter(|head| *head <= bytes.len())?;
        let mut value = head;
        let mut cells = Vec::new();
        while at < head {
            let (kind, after) = varint(bytes, at)?;
            at = after;
            let length = match kind {
                0 | 8 | 9 => 0,
                1..=4 => usize::try_from(kind).ok()?,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => return None,
                long => usize::try_from((long - 12) / 2).ok()?,
            };
            let digits = bytes.get(value..value.checked_add(length)?)?;
            value += length;
            cells.push(match kind {
                0 => Cell::Null,
                8 => Cell::Number(0),
                9 => Cell::Number(1),
                1..=6 => Cell::Number(signed(digits)),
                text if text >= 13 && text % 2 == 1 => Cell::Text(self.text(digits)),
                _ => Cell::Other,
            });
        }
        Some(cells)
    }

    fn text(&self, bytes: &[u8]) -> String {
        let encoding = match self.encoding {
            2 => encoding_rs::UTF_16LE,
            3 => encoding_rs::UTF_16BE,
            _ => encoding_rs::UTF_8,
        };
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// The number in `digits`, in two's complement.
fn signed(digits: &[u8]) -> i64 {
    let begun = match digits.first() {
        Some(first) if first & 0x80 > 0 => -1,
        _ => 0,
    };
    digits
        .iter()
        .fold(begun, |value: i64, digit| (value << 8) | i64::from(*digit))
}

/// The names of the columns that `sql` makes, and which of them is the number of the row.
fn columns(sql: &str) -> (Vec<String>, Option<usize>) {
    let inner = sql.split_once('(').map_or("", |(_, inner)| inner);
    let mut parts = vec![String::new()];
    let (mut depth, mut quote) = (0usize, None);
    for c in inner.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'' | '`', None) => quote = Some(c),
            ('[', None) => quote = Some(']'),
            ('(', None) => depth += 1,
            (')', None) if depth == 0 => break,
            (')', None) => depth -= 1,
            (',', None) if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let mut names = Vec::new();
    let mut key = None;
    for part in &parts {
        let mut words = part.split_whitespace();
        let first = words.next().unwrap_or_default();
        let rest = words.collect::<Vec<_>>().join(" ").to_uppercase();
        let kind = first.to_uppercase();
        if matches!(
            kind.as_str(),
            "CONSTRAINT" | "PRIMARY" | "UNIQUE" | "FOREIGN" | "CHECK" | ""
        ) {
            // A key of one column may be named below the columns.
            let (whole, is_key) = (
                part.to_uppercase(),
                part.to_uppercase().contains("PRIMARY KEY"),
            );
            let inside = whole.split_once("PRIMARY KEY").map_or("", |(_, rest)| rest);
            let inside = inside
                .trim()
                .trim_matches(['(', ')', '"', '`', '[', ']', ' ']);
            let place = names.iter().position(|(name, rest): &(String, String)| {
                name.to_uppercase() == inside && rest.starts_with("INTEGER")
            });
            key = key.or(place.filter(|_| is_key));
            continue;
        }
        if rest.starts_with("INTEGER") && rest.contains("PRIMARY KEY") {
            key = Some(names.len());
        }
        let name = first.trim_matches(['"', '`', '[', ']', '\'']);
        names.push((name.to_owned(), rest));
    }
    (names.into_iter().map(|(name, _)| name).collect(), key)
}
