//! Rows in columns, aligned by how wide they are drawn.

use super::out::Out;
use crate::text::{cut, one_line, width};

/// Rows in columns. What people typed stands in the last column, where it can push nothing aside.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    indent: usize,
    is_listing: bool,
}

/// Between two columns.
const GAP: usize = 2;
/// A title is not cut below this; then the terminal wraps the line, and nothing is lost.
const LEAST_TITLE: usize = 12;

impl Table {
    /// A table with these headings.
    pub fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows: Vec::new(),
            indent: 0,
            is_listing: false,
        }
    }

    /// A list of things that are shown whole elsewhere: on a terminal its last column, their title, may be cut.
    pub fn listing(head: &[&str]) -> Self {
        Self {
            is_listing: true,
            ..Self::new(head)
        }
    }

    /// A table without headings, moved to the right, as part of a page.
    pub fn inset() -> Self {
        Self {
            indent: 2,
            ..Self::new(&[])
        }
    }

    /// Adds a row; every cell becomes one visible line.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(cells.into_iter().map(|cell| one_line(&cell).into_owned()).collect());
    }

    /// Is there nothing in it?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints it.
    pub fn print(&self, out: &mut Out) {
        for line in self.lines(out.width()) {
            out.line(&line);
        }
    }

    fn lines(&self, limit: Option<usize>) -> Vec<String> {
        let all = || self.rows.iter().chain((!self.head.is_empty()).then_some(&self.head));
        let columns = all().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                all()
                    .filter_map(|row| row.get(column))
                    .map(|cell| width(cell))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let before_title: usize = self.indent + widths.iter().rev().skip(1).map(|cells| cells + GAP).sum::<usize>();
        let limit = limit.filter(|limit| self.is_listing && before_title + LEAST_TITLE <= *limit);
        (!self.head.is_empty())
            .then_some(&self.head)
            .into_iter()
            .chain(&self.rows)
            .map(|row| {
                let line = self.one(row, &widths);
                match limit {
                    Some(limit) => cut(&line, limit, '…').into_owned(),
                    None => line,
                }
            })
            .collect()
    }

    fn one(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = " ".repeat(self.indent);
        for (cell, space) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(space - width(cell) + GAP));
        }
        line.truncate(line.trim_end_matches(' ').len());
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_cells_not_by_bytes() {
        let mut table = Table::listing(&["NAME", "WHAT"]);
        table.row(["株式".into(), "a".into()]);
        table.row(["x".into(), "b\u{202e}c\n d".into()]);
        assert_eq!(table.lines(None), ["NAME  WHAT", "株式  a", "x     b<U+202E>c  d"]);
    }

    #[test]
    fn only_titles_of_listings_are_cut_and_never_to_nothing() {
        let title = "a title of some length";
        let filled = |mut table: Table| {
            table.row(["Q7K4".to_owned(), title.to_owned()]);
            table
        };
        let listing = filled(Table::listing(&["CODE", "TITLE"]));
        assert_eq!(listing.lines(Some(18)), ["CODE  TITLE", "Q7K4  a title of …"]);
        assert!(listing.lines(Some(17))[1].ends_with(title));
        assert!(filled(Table::new(&["CODE", "WORDS"])).lines(Some(18))[1].ends_with(title));
    }
}
