//! The information for one customer: what happened, when, which data, what was done, what it was told and how to reach us
//! (IR-13). Markdown for people, a page of the same, JSON for programs, and the letters as they went out.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::letter::Outgoing;
use super::pack::Pack;
use crate::clock::Moment;
use crate::text::{json_escape_format, markdown, one_line};

/// What a customer is given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Information {
    /// The company that gives it; empty where nobody has said.
    pub company: String,
    /// Whom it is for.
    pub customer: String,
    /// Code of the incident.
    pub code: String,
    /// What the incident is called outside.
    pub name: String,
    /// When this was put together.
    pub made_at: Option<Moment>,
    /// When things were: what, and when.
    pub times: Vec<(String, Moment)>,
    /// Categories of data.
    pub categories: Vec<String>,
    /// How much of theirs is concerned, in words.
    pub records: String,
    /// The reference they gave.
    pub reference: String,
    /// What was done and is proposed: Markdown, as the letter says it that may go out.
    pub measures: String,
    /// What may be shared of the log, oldest first.
    pub timeline: Vec<(Moment, String)>,
    /// Letters that went out to them, oldest first.
    pub letters: Vec<Mailed>,
    /// How the security team is reached: what, and how.
    pub contact: Vec<(String, String)>,
    /// Heads of the record: series, how many facts it has, digest of the last.
    pub heads: Vec<(String, u64, String)>,
}

/// A letter that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    /// Which of them, from 1.
    pub nth: usize,
    /// When.
    pub at: Moment,
    /// By which way; empty where that is not the reader's to know.
    pub by: String,
    /// The exact text, where it was kept.
    pub text: Option<String>,
    /// SHA-256 of it, in hexadecimal.
    pub digest: Option<String>,
    /// What was wrong with it, if it was superseded: `recipient`, `mistake` or `text`.
    pub superseded: Option<&'static str>,
}

impl Information {
    /// All of it as files of a pack of this name.
    pub fn pack(&self, name: &str) -> Pack {
        let mut pack = Pack::new(name);
        pack.note(&format!("Information on {} for {}", self.code, self.customer));
        if let Some(at) = self.made_at {
            pack.note(&format!("made {}", utc(at)));
        }
        let text = self.markdown();
        pack.add("information.html", Outgoing::read(&text).html());
        pack.add("information.json", self.json());
        pack.add("information.md", text);
        for letter in &self.letters {
            if let Some(text) = &letter.text {
                pack.add(&format!("letter-{}.html", letter.nth), Outgoing::read(text).html());
                pack.add(&format!("letter-{}.md", letter.nth), text.as_bytes());
            }
        }
        pack
    }

    /// For people: the subject, then Markdown.
    pub fn markdown(&self) -> String {
        let said = markdown::escaped;
        let mut text = format!("Subject: Information on {}\n\n", one_line(&self.name));
        let from = match self.company.as_str() {
            "" => String::new(),
            company => format!(" from {}", said(company)),
        };
        let mut line = |words: String| {
            text.push_str(&words);
            text.push('\n');
        };
        line(format!(
            "For {}{from}, on the incident {}.",
            said(&self.customer),
            said(&self.code)
        ));
        if let Some(at) = self.made_at {
            line(format!("Put together {}. All times are UTC.", utc(at)));
        }
        line("\n## What happened, and when\n".to_owned());
        for (what, at) in &self.times {
            line(format!("- {}: {}", said(what), utc(*at)));
        }
        line("\n## Which data\n".to_owned());
        match self.categories.as_slice() {
            [] => line("Not known yet.".to_owned()),
            all => all.iter().for_each(|one| line(format!("- {}", said(one)))),
        }
        for (what, words) in [
            ("Concerned of yours", &self.records),
            ("Your reference", &self.reference),
        ] {
            if !words.is_empty() {
                line(format!("\n{what}: {}", said(words)));
            }
        }
        line("\n## What was done, and what we propose\n".to_owned());
        line(match self.measures.trim() {
            "" => "Our letters say it as soon as it is known.".to_owned(),
            measures => measures.to_owned(),
        });
        line("\n## Timeline\n".to_owned());
        for (at, words) in &self.timeline {
            line(format!("- {}: {}", utc(*at), said(words)));
        }
        line("\n## What we told you\n".to_owned());
        match self.letters.as_slice() {
            [] => line("Nothing yet.".to_owned()),
            all => all.iter().for_each(|letter| line(told(letter))),
        }
        if !self.contact.is_empty() {
            line("\n## How to reach us\n".to_owned());
            for (what, how) in &self.contact {
                line(format!("- {}: {}", said(what), said(how)));
            }
        }
        line("\n## The record\n".to_owned());
        line("This was taken from a record in which every fact carries the digest of the one before.".to_owned());
        line("Its heads were:\n".to_owned());
        for (series, facts, head) in &self.heads {
            line(format!("- series {series}, {facts} facts: {head}"));
        }
        text
    }

    /// For programs. Instants are RFC 3339 in UTC.
    pub fn json(&self) -> String {
        let times = self
            .times
            .iter()
            .map(|(what, at)| json!({ "what": what, "at": instant(*at) }));
        let timeline = self
            .timeline
            .iter()
            .map(|(at, words)| json!({ "at": instant(*at), "words": words }));
        let letters = self.letters.iter().map(|letter| {
            json!({
                "nth": letter.nth,
                "at": instant(letter.at),
                "by": letter.by,
                "text_digest": letter.digest,
                "superseded": letter.superseded,
                "file": letter.text.as_ref().map(|_| format!("letter-{}.md", letter.nth)),
            })
        });
        let contact = self
            .contact
            .iter()
            .map(|(what, how)| json!({ "what": what, "how": how }));
        let heads = self
            .heads
            .iter()
            .map(|(series, facts, head)| json!({ "series": series, "facts": facts, "head": head }));
        let value = json!({
            "company": self.company,
            "customer": self.customer,
            "incident": self.code,
            "name": self.name,
            "made_at": self.made_at.map(instant),
            "times": times.collect::<Vec<_>>(),
            "data": self.categories,
            "records": self.records,
            "reference": self.reference,
            "measures": self.measures,
            "timeline": timeline.collect::<Vec<_>>(),
            "letters": letters.collect::<Vec<_>>(),
            "contact": contact.collect::<Vec<_>>(),
            "heads": heads.collect::<Vec<_>>(),
        });
        // Plain fields with text keys always have a JSON form.
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        format!("{}\n", json_escape_format(&text))
    }
}

fn told(letter: &Mailed) -> String {
    let mut words = format!("- {}", utc(letter.at));
    if !letter.by.is_empty() {
        words.push_str(&format!(" by {}", markdown::escaped(&letter.by)));
    }
    if letter.text.is_some() {
        words.push_str(&format!(": letter-{}.md", letter.nth));
    }
    if let Some(digest) = &letter.digest {
        words.push_str(&format!(", SHA-256 {digest}"));
    }
    match letter.superseded {
        Some("text") => words.push_str("; it was wrong, and was superseded"),
        Some(_) => words.push_str("; it did not reach you"),
        None => {}
    }
    words
}

/// `2026-11-24 13:05`.
fn utc(at: Moment) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

fn instant(at: Moment) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}
