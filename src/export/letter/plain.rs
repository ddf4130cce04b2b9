//! A letter as plain text: lines of 78 columns, broken between words; a word that is longer stays whole.

use super::document::{Block, Document, Span};
use crate::text::width;

/// Columns of a line (RFC 5322, 2.1.1).
const COLUMNS: usize = 78;
/// Columns that are left for words, however deep they lie.
const LEAST: usize = 20;

/// The text; headings of the second rank are numbered, as the parts of a notice are.
pub(super) fn text(document: &Document) -> String {
    let mut writer = Writer::default();
    writer.blocks(&document.blocks, "");
    let mut text = writer.lines.join("\n");
    text.push('\n');
    text
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// Numbered headings so far.
    headings: usize,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.lines.push(indent.trim_end().to_owned());
            }
            self.block(block, indent);
        }
    }

    fn block(&mut self, block: &Block, indent: &str) {
        match block {
            Block::Heading(2, spans) if indent.is_empty() => {
                self.headings += 1;
                let number = format!("{}  ", self.headings);
                let rest = " ".repeat(number.len());
                self.words(spans, &number, &rest);
            }
            Block::Heading(_, spans) | Block::Paragraph(spans) => self.words(spans, indent, indent),
            Block::List(first, items) => self.list(*first, items, indent),
            Block::Quote(inside) => self.blocks(inside, &format!("{indent}> ")),
            Block::Code(lines) => {
                let lines = lines
                    .split('\n')
                    .map(|line| format!("{indent}    {line}").trim_end().to_owned());
                self.lines.extend(lines);
            }
            Block::Rule => self.lines.push(format!("{indent}{}", "-".repeat(LEAST))),
        }
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], indent: &str) {
        for (item, number) in items.iter().zip(first.unwrap_or_default()..) {
            let sign = match first {
                Some(_) => format!("{number}. "),
                None => "- ".to_owned(),
            };
            let inside = format!("{indent}{}", " ".repeat(sign.len()));
            let from = self.lines.len();
            self.blocks(item, &inside);
            match self.lines.get_mut(from) {
                // The sign stands in the room that its first line has before it.
                Some(line) => *line = format!("{indent}{sign}{}", line.get(inside.len()..).unwrap_or_default()),
                None => self.lines.push(format!("{indent}{sign}").trim_end().to_owned()),
            }
        }
    }

    /// Words behind `first` on the first line and behind `rest` on the others.
    fn words(&mut self, spans: &[Span], first: &str, rest: &str) {
        let mut text = String::new();
        for span in spans {
            if span.is_on_new_line {
                text.push('\n');
            }
            text.push_str(&span.text);
        }
        let mut before = first;
        for line in text.split('\n') {
            for line in wrapped(line, COLUMNS.saturating_sub(width(rest)).max(LEAST)) {
                self.lines.push(format!("{before}{line}").trim_end().to_owned());
                before = rest;
            }
        }
    }
}

/// Lines of so many columns; at least one.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    // Only a space is a place to break: one that must not break is none.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let cells = width(word);
        if used > 0 && used + 1 + cells > columns {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += cells;
        }
    }
    lines
}
