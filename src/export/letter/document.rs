//! Markdown as a tree of plain things.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::visible;

/// How deep lists and quotations may lie in each other. What lies deeper stands at this depth.
const DEEPEST: usize = 12;

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
}

/// One thing below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Its rank, 1 the highest, and its words.
    Heading(u8, Vec<Span>),
    /// Words.
    Paragraph(Vec<Span>),
    /// The number of its first item, where it has numbers; its items.
    List(Option<u64>, Vec<Vec<Block>>),
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// Lines that stay as they are.
    Code(String),
    /// A line across.
    Rule,
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Span {
    /// No line break and nothing hidden is in it.
    pub(super) text: String,
    pub(super) face: Face,
    /// Where it leads: https or mailto, and nothing else.
    pub(super) link: Option<String>,
    /// A new line begins before it.
    pub(super) is_on_new_line: bool,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Face {
    pub(super) is_strong: bool,
    pub(super) is_emphasised: bool,
    pub(super) is_code: bool,
}

impl Document {
    /// Reads Markdown (`CommonMark`, without extensions). Every text is one.
    pub(super) fn read(markdown: &str) -> Self {
        let mut builder = Builder::default();
        for event in Parser::new_ext(markdown, Options::empty()) {
            builder.take(event);
        }
        builder.end_text();
        while builder.open.len() > 1 {
            builder.close();
        }
        let blocks = builder.open.pop().map(|open| open.blocks).unwrap_or_default();
        Self { blocks }
    }
}

/// One line of Markdown as the words that it says.
pub(super) fn words(line: &str) -> String {
    // A word before it keeps it from being read as a heading, a list or a quotation.
    let line = format!("x {}", line.trim().replace(['\r', '\n'], " "));
    let mut text = String::new();
    for block in Document::read(&line).blocks {
        if let Block::Paragraph(spans) = block {
            text.extend(spans.iter().map(|span| span.text.as_str()));
        }
    }
    text.strip_prefix('x').unwrap_or_default().trim().to_owned()
}

/// A list, an item, a quotation or the whole, while it is read.
#[derive(Debug, Default)]
struct Open {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Whole,
    Quote,
    Item,
    List(Option<u64>),
}

#[derive(Debug)]
struct Builder {
    open: Vec<Open>,
    /// Containers that were too deep to be opened.
    too_deep: usize,
    spans: Vec<Span>,
    heading: Option<u8>,
    code: Option<String>,
    strong: usize,
    emphasis: usize,
    /// Where the words lead, for each link or picture they are in, and whether it is a link.
    links: Vec<(String, bool)>,
    is_new_line: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            open: vec![Open::default()],
            too_deep: 0,
            spans: Vec::new(),
            heading: None,
            code: None,
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            is_new_line: false,
        }
    }
}

impl Builder {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.say(&text, false),
            },
            Event::Code(text) => self.say(&text, true),
            // What looks like HTML is what somebody wrote.
            Event::Html(text) | Event::InlineHtml(text) => self.say_lines(&text),
            Event::SoftBreak | Event::HardBreak => self.is_new_line = true,
            Event::Rule => self.put(Block::Rule),
            // Extensions that are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.say(&text, false);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end_text();
                self.heading = Some(rank(level));
            }
            Tag::BlockQuote(_) => self.open(Kind::Quote),
            Tag::List(first) => self.open(Kind::List(first)),
            Tag::Item => self.open(Kind::Item),
            Tag::CodeBlock(kind) => {
                self.end_text();
                // The word after a fence is a name for programs; a letter has no use for it, and nothing vanishes.
                let name = match kind {
                    CodeBlockKind::Fenced(name) if !name.trim().is_empty() => format!("{}\n", name.trim()),
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(name);
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => self.links.push((format!("mailto:{dest_url}"), true)),
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), true)),
            Tag::Image { dest_url, .. } => self.links.push((dest_url.into_string(), false)),
            _ => self.end_text(),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    let lines: Vec<_> = code.trim_end_matches('\n').split('\n').map(visible).collect();
                    self.put(Block::Code(lines.join("\n")));
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => self.end_text(),
        }
    }

    /// Says where a link leads: nobody is sent anywhere without seeing it.
    fn end_link(&mut self) {
        let Some((target, _)) = self.links.pop() else {
            return;
        };
        let last = self.spans.last().map_or("", |span| span.text.as_str());
        if !target.is_empty() && last != target && format!("mailto:{last}") != target {
            self.say(&format!(" ({target})"), false);
        }
    }

    fn say_lines(&mut self, text: &str) {
        for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            self.is_new_line |= index > 0;
            self.say(line, false);
        }
        self.is_new_line |= text.ends_with('\n');
    }

    fn say(&mut self, text: &str, is_code: bool) {
        let face = Face {
            is_strong: self.strong > 0,
            is_emphasised: self.emphasis > 0,
            is_code,
        };
        let link = self
            .links
            .last()
            .filter(|(target, is_link)| *is_link && may_be_followed(target));
        let link = link.map(|(target, _)| target.clone());
        let is_on_new_line = std::mem::take(&mut self.is_new_line) && !self.spans.is_empty();
        let text = visible(text);
        match self.spans.last_mut() {
            Some(last) if !is_on_new_line && last.face == face && last.link == link => last.text.push_str(&text),
            _ => self.spans.push(Span {
                text: text.into_owned(),
                face,
                link,
                is_on_new_line,
            }),
        }
    }

    /// The words so far are a heading or a paragraph.
    fn end_text(&mut self) {
        self.is_new_line = false;
        let heading = self.heading.take();
        let spans = std::mem::take(&mut self.spans);
        if spans.is_empty() {
            return;
        }
        match heading {
            Some(rank) => self.put(Block::Heading(rank, spans)),
            None => self.put(Block::Paragraph(spans)),
        }
    }

    fn put(&mut self, block: Block) {
        if let Some(open) = self.open.last_mut() {
            open.blocks.push(block);
        }
    }

    fn open(&mut self, kind: Kind) {
        self.end_text();
        // An item is opened with its list, or not at all.
        let is_full = self.open.len() > DEEPEST && kind != Kind::Item;
        if is_full || self.too_deep > 0 {
            self.too_deep += 1;
            return;
        }
        self.open.push(Open {
            kind,
            ..Open::default()
        });
    }

    fn close(&mut self) {
        self.end_text();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        let (Some(closed), Some(around)) = (self.open.pop(), self.open.last_mut()) else {
            return;
        };
        match closed.kind {
            Kind::Item => around.items.push(closed.blocks),
            Kind::List(first) => around.blocks.push(Block::List(first, closed.items)),
            Kind::Quote => around.blocks.push(Block::Quote(closed.blocks)),
            Kind::Whole => around.blocks.extend(closed.blocks),
        }
    }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Does it lead to a page or to somebody's mailbox, and is there nothing hidden in it?
fn may_be_followed(target: &str) -> bool {
    let begins = |scheme: &str| {
        target
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (begins("https://") || begins("mailto:")) && target.chars().all(|c| c.is_ascii_graphic())
}
