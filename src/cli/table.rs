//! Rows in columns, aligned by how wide they are drawn.

use super::out::Out;
use crate::text::{cut, one_line, width};

/// Rows in columns. What people typed stands in the last column, where it can push nothing aside.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    indent: usize,
}

/// Between two columns.
const GAP: usize = 2;

impl Table {
    /// A table with these headings.
    pub fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(|cell| (*cell).to_owned()).collect(),
            rows: Vec::new(),
            indent: 0,
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

    /// Prints it; lines are cut only where stdout is a terminal.
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
        let mut table = Table::new(&["NAME", "WHAT"]);
        table.row(["株式".into(), "a".into()]);
        table.row(["x".into(), "b\u{202e}c\n d".into()]);
        assert_eq!(table.lines(None), ["NAME  WHAT", "株式  a", "x     b<U+202E>c  d"]);
        assert_eq!(table.lines(Some(7)), ["NAME  …", "株式  a", "x     …"]);
    }
}
