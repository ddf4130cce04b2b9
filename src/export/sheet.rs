//! A sheet of cells: CSV (RFC 4180), lines ended by CR LF, no cell a formula.

use crate::text::{csv_cell, one_line};

/// Writes rows under a header. Cells are text; each becomes one line, and none is taken for a formula.
pub fn write<R: IntoIterator<Item = String>>(head: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let mut sheet = String::new();
    line(&mut sheet, head.iter().map(|cell| (*cell).to_owned()));
    for row in rows {
        line(&mut sheet, row);
    }
    sheet
}

fn line(sheet: &mut String, cells: impl IntoIterator<Item = String>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            sheet.push(',');
        }
        quoted(sheet, &csv_cell(&one_line(&cell)));
    }
    sheet.push_str("\r\n");
}

fn quoted(sheet: &mut String, cell: &str) {
    // A space at an end is lost in some readers where it stands outside quotation marks.
    let must = cell.contains([',', ';', '"', '\n', '\r', '\t']) || cell.trim() != cell;
    if !must {
        sheet.push_str(cell);
        return;
    }
    sheet.push('"');
    sheet.push_str(&cell.replace('"', "\"\""));
    sheet.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_and_no_formula_is_left() {
        let rows = [["a\"b", "c,d", "=1+1"], ["two\nlines", "x\u{202e}y", "plain"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        assert_eq!(
            write(&["one", "two", "three"], rows),
            "one,two,three\r\n\"a\"\"b\",\"c,d\",'=1+1\r\ntwo lines,x<U+202E>y,plain\r\n"
        );
    }
}
