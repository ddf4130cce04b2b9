//! A letter as HTML: every word escaped, no script, nothing fetched, the style within.

use std::fmt::Write;

use super::document::{Block, Document, Span};

/// One page: its title and its heading are the subject.
pub(super) fn page(subject: &str, body: &Document) -> String {
    let title = escaped(subject);
    let heading = if subject.is_empty() {
        String::new()
    } else {
        format!("<h1 style=\"font-size:1.4em;line-height:1.25\">{title}</h1>\n")
    };
    around(&title, &format!("{heading}{}", blocks(&body.blocks)))
}

/// The same without the subject on it, for a mail program, which shows that itself.
pub(super) fn for_mail(subject: &str, body: &Document) -> String {
    around(&escaped(subject), &blocks(&body.blocks))
}

fn around(title: &str, inside: &str) -> String {
    format!(
        "<!DOCTYPE html>\n\
         <html>\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n\
         </head>\n\
         <body style=\"max-width:42em;margin:2em auto;padding:0 1em;font-family:sans-serif;line-height:1.5;color:#222;\
         background:#fff\">\n\
         {inside}\
         </body>\n\
         </html>\n"
    )
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(rank, spans) => {
            // The page has one heading of the first rank.
            let rank = (*rank).clamp(2, 6);
            format!("<h{rank} style=\"font-size:1.1em\">{}</h{rank}>\n", words(spans))
        }
        Block::Paragraph(spans) => format!("<p>{}</p>\n", words(spans)),
        Block::List(first, items) => list(*first, items),
        Block::Quote(inside) => format!(
            "<blockquote style=\"margin-left:0;padding-left:1em;border-left:3px solid #bbb\">\n{}</blockquote>\n",
            blocks(inside)
        ),
        Block::Code(lines) => format!(
            "<pre style=\"white-space:pre-wrap\"><code>{}</code></pre>\n",
            escaped(lines)
        ),
        Block::Rule => "<hr>\n".to_owned(),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>]) -> String {
    let (open, close) = match first {
        None => ("<ul>".to_owned(), "</ul>"),
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
    };
    let mut html = format!("{open}\n");
    for item in items {
        // A line in a list needs no room around it.
        let inside = match item.as_slice() {
            [Block::Paragraph(spans)] => words(spans),
            [Block::Paragraph(spans), rest @ ..] => format!("{}\n{}", words(spans), blocks(rest)),
            item => blocks(item),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(html, "<li>{inside}</li>");
    }
    html.push_str(close);
    html.push('\n');
    html
}

fn words(spans: &[Span]) -> String {
    let mut html = String::new();
    for span in spans {
        if span.is_on_new_line {
            html.push_str("<br>\n");
        }
        let mut text = escaped(&span.text);
        for (is, name) in [
            (span.face.is_code, "code"),
            (span.face.is_emphasised, "em"),
            (span.face.is_strong, "strong"),
        ] {
            if is {
                text = format!("<{name}>{text}</{name}>");
            }
        }
        if let Some(link) = &span.link {
            text = format!("<a href=\"{}\" rel=\"noreferrer\">{text}</a>", escaped(link));
        }
        html.push_str(&text);
    }
    html
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}
