//! A sheet of cells: CSV as spreadsheets write it, with a header that says which column is which.
//!
//! Comma, semicolon or tab; LF or CRLF; with or without the mark before UTF-8. Columns are matched without regard to
//! case, spaces, `_` and `-`.

use csv::{ByteRecord, ReaderBuilder};

use super::{LONGEST_LINE, Parsed, Unreadable, excerpt, without_mark};
use crate::text::{csv_plain, list_parts, nearest};

/// One row under the header.
pub struct Row<'a> {
    columns: &'a [Option<usize>],
    names: &'static [&'static str],
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell under the column of this name, trimmed; `None` where the column or the words are missing.
    pub fn cell(&self, name: &str) -> Option<&'a str> {
        let place = self.names.iter().position(|known| *known == name)?;
        let cell = self.columns.get(place).copied().flatten()?;
        self.cells
            .get(cell)
            .map(|cell| csv_plain(cell.trim()).trim())
            .filter(|cell| !cell.is_empty())
    }

    /// The parts of a cell that is a list, separated by semicolons, or by commas where there is none.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        let parts = list_parts(self.cell(name)?);
        (!parts.is_empty()).then_some(parts)
    }

    /// A cell read by `read`, which answers `None` to what it cannot read; `form` says how it is written.
    pub fn read<T>(&self, name: &str, form: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, String> {
        match self.cell(name) {
            None => Ok(None),
            Some(cell) => match read(cell) {
                Some(value) => Ok(Some(value)),
                None => Err(format!("{name} is \"{}\"; write {form}", excerpt(cell))),
            },
        }
    }
}

/// Which column of a sheet means which of ours: the title there, the name here.
pub type Map = [(String, String)];

/// Reads a sheet and hands each row with its line number to `each`, which reports it to the second argument.
/// `names` are the columns there can be; the first is needed.
pub fn read(
    bytes: &[u8],
    names: &'static [&'static str],
    map: &Map,
    each: &mut dyn FnMut(usize, &Row, &mut Parsed),
) -> Result<Parsed, Unreadable> {
    let bytes = without_mark(bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(bytes))
        .flexible(true)
        .has_headers(false)
        .from_reader(bytes);
    let mut parsed = Parsed::default();
    let mut lines = Lines::new(bytes);
    let mut record = ByteRecord::new();
    let unreadable = |error: &csv::Error| Unreadable(format!("it is not CSV: {error}"));
    if !reader
        .read_byte_record(&mut record)
        .map_err(|error| unreadable(&error))?
    {
        return Err(Unreadable("it is empty".to_owned()));
    }
    let width = record.len();
    let columns = columns(&record, names, map, &mut parsed)?;
    while reader
        .read_byte_record(&mut record)
        .map_err(|error| unreadable(&error))?
    {
        let start = record.position().map_or(0, csv::Position::byte);
        let number = lines.number(usize::try_from(start).unwrap_or(usize::MAX));
        match cells(&record, width) {
            Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(cells) => {
                let row = Row {
                    columns: &columns,
                    names,
                    cells,
                };
                each(number, &row, &mut parsed);
            }
            Err(reason) => parsed.bad(number, reason),
        }
    }
    Ok(parsed)
}

fn cells(record: &ByteRecord, width: usize) -> Result<Vec<&str>, String> {
    if record.as_slice().len() > LONGEST_LINE {
        return Err(format!(
            "it is longer than {} KiB; perhaps a quotation mark is not closed",
            LONGEST_LINE / 1024
        ));
    }
    // Rows may end early: spreadsheets leave out empty cells at the end.
    if record.len() > width {
        return Err(format!("it has {} cells under a header of {width}", record.len()));
    }
    record
        .iter()
        .map(|cell| std::str::from_utf8(cell).map_err(|_| "it is not UTF-8".to_owned()))
        .collect()
}

/// Where each known column stands; the ones nobody knows are named.
fn columns(
    header: &ByteRecord,
    names: &'static [&'static str],
    map: &Map,
    parsed: &mut Parsed,
) -> Result<Vec<Option<usize>>, Unreadable> {
    let mut columns = vec![None; names.len()];
    let mut unseen: Vec<&str> = map.iter().map(|(theirs, _)| theirs.as_str()).collect();
    if let Some((_, ours)) = map
        .iter()
        .find(|(_, ours)| !names.iter().any(|name| folded(name) == folded(ours)))
    {
        let all = names.join(", ");
        return Err(Unreadable(format!(
            "there is no column \"{ours}\" to map to; there are {all}"
        )));
    }
    for (place, title) in header.iter().enumerate() {
        let title = String::from_utf8_lossy(title);
        let own = title.trim();
        let mapped = map.iter().find(|(theirs, _)| folded(theirs) == folded(own));
        unseen.retain(|theirs| folded(theirs) != folded(own));
        let title = mapped.map_or(own, |(_, ours)| ours.as_str());
        match names.iter().position(|name| folded(name) == folded(title)) {
            Some(known) if columns[known].is_some() => {
                return Err(Unreadable(format!("the column \"{}\" is there twice", names[known])));
            }
            Some(known) => columns[known] = Some(place),
            None if title.is_empty() => {}
            None => parsed.notes.push(unknown_column(title, names)),
        }
    }
    if let Some(theirs) = unseen.first() {
        return Err(Unreadable(format!(
            "the first line names no column \"{}\"",
            excerpt(theirs)
        )));
    }
    if columns.first().copied().flatten().is_none() {
        let first = names.first().copied().unwrap_or_default();
        return Err(Unreadable(format!(
            "the first line names no column \"{first}\"; it can name {}",
            names.join(", ")
        )));
    }
    Ok(columns)
}

fn unknown_column(title: &str, names: &'static [&'static str]) -> String {
    let title = excerpt(title);
    match nearest(&folded(&title), names.iter().copied()) {
        Some(near) => format!("the column \"{title}\" is not read; is it \"{near}\"?"),
        None => format!("the column \"{title}\" is not read"),
    }
}

fn folded(title: &str) -> String {
    title
        .chars()
        .filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What stands most often in the first line outside quotation marks.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(delimiter == byte);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(b',', |(delimiter, _)| *delimiter)
}

/// Numbers of lines by byte, counted once through the file: the reader gives the place before blank lines.
struct Lines<'a> {
    bytes: &'a [u8],
    seen: usize,
    number: usize,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            seen: 0,
            number: 1,
        }
    }

    /// The line on which the first character at or after `byte` stands that is no line end.
    fn number(&mut self, byte: usize) -> usize {
        while let Some(next) = self.bytes.get(self.seen) {
            if self.seen >= byte && !matches!(next, b'\n' | b'\r') {
                break;
            }
            self.number += usize::from(*next == b'\n');
            self.seen += 1;
        }
        self.number
    }
}
