//! From what was typed to a command: reads times, days, lists and numbers, and says plainly what it cannot read.

use chrono::{NaiveDate, TimeDelta};

use super::table::Verb;
use super::values::Values;
use crate::clock::{Allow, Moment, Zone, parse_date, parse_entry, parse_moment};
use crate::domain::command::{ConfirmBreach, Declare, EntryChange, RecordNotice, SubmitObligation, VendorChange};
use crate::domain::fact::{RegisterDetails, VendorDetails};
use crate::domain::reminder::decide::SNOOZE;
use crate::domain::{Command, Refusal, SubjectKind};
use crate::text::nearest;

/// What typed words are read against.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The moment.
    pub now: Moment,
    /// The zone times are shown, and so read, in.
    pub zone: Zone,
}

/// The command a verb and its values make. Files are read before: `text` holds the text and its digest.
pub fn command(verb: &Verb, values: &Values, reading: Reading) -> Result<Command, Refusal> {
    let typed = Typed { verb, values, reading };
    for param in verb.params.iter().filter(|param| param.required) {
        if values.get(param.name).is_none() {
            return Err(Refusal::usage(typed.what(), format!("{} is missing", param.name))
                .instead(format!("It is: {}.", param.doc.to_lowercase())));
        }
    }
    match verb.words.split_once(' ') {
        Some(("vendor", word)) => typed.vendor(word),
        Some(("person", word)) => typed.entry(SubjectKind::Person, word),
        Some(("customer", word)) => typed.entry(SubjectKind::Customer, word),
        Some(("system", word)) => typed.entry(SubjectKind::System, word),
        Some(("breach" | "notice" | "notify", _)) => typed.breach(),
        Some(("obligation", word)) => typed.obligation(word),
        _ => typed.incident(),
    }
}

struct Typed<'a> {
    verb: &'a Verb,
    values: &'a Values,
    reading: Reading,
}

impl Typed<'_> {
    fn what(&self) -> String {
        format!("Cannot {}", self.verb.words)
    }

    fn text(&self, name: &str) -> String {
        self.values.get(name).unwrap_or_default().to_owned()
    }

    fn option(&self, name: &str) -> Option<String> {
        self.values
            .get(name)
            .map(str::to_owned)
            .filter(|value| !value.trim().is_empty())
    }

    fn code(&self) -> String {
        self.text("code")
    }

    fn time(&self, name: &str) -> Result<Option<Moment>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        parse_moment(&typed, self.reading.now, self.reading.zone, Allow::Past)
            .map(Some)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))
    }

    fn day(&self, name: &str) -> Result<Option<NaiveDate>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        parse_date(&typed)
            .map(Some)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))
    }

    fn entry_line(&self, name: &str) -> Result<(String, Option<Moment>), Refusal> {
        let entry = parse_entry(&self.text(name), self.reading.now, self.reading.zone)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))?;
        Ok((entry.text, entry.at))
    }

    fn yes_no(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.option(name).map(|typed| typed.trim().to_lowercase()).as_deref() {
            None => Ok(None),
            Some("yes" | "y" | "true") => Ok(Some(true)),
            Some("no" | "n" | "false") => Ok(Some(false)),
            Some(other) => Err(Refusal::usage(self.what(), format!("{name} is \"{other}\"")).instead("Say yes or no.")),
        }
    }

    fn number(&self, name: &str) -> Result<Option<u32>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        typed.trim().parse().map(Some).map_err(|_| {
            Refusal::usage(self.what(), format!("{name} is \"{typed}\"")).instead("Give a whole number, such as 48.")
        })
    }

    fn span(&self, name: &str) -> Result<Option<TimeDelta>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        let span = humantime::parse_duration(typed.trim()).ok();
        match span.and_then(|span| TimeDelta::from_std(span).ok()) {
            Some(span) => Ok(Some(span)),
            None => Err(Refusal::usage(self.what(), format!("{name} is \"{typed}\""))
                .instead("Give a length of time, such as 30m or 2h.")),
        }
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.values
            .all(name)
            .iter()
            .flat_map(|value| split_list(value))
            .collect()
    }

    fn incident(&self) -> Result<Command, Refusal> {
        let (incident, reason) = (self.code(), self.text("reason"));
        Ok(match self.verb.words {
            "declare" => Command::Declare(Box::new(self.declare()?)),
            "log" => {
                let (text, at) = self.entry_line("text")?;
                let reason = self.option("reason");
                Command::LogEntry {
                    incident,
                    text,
                    at,
                    reason,
                }
            }
            "strike" => Command::StrikeEntry {
                incident,
                entry: self.text("entry"),
                reason,
            },
            "expunge" => Command::ExpungeEntry {
                incident,
                entry: self.text("entry"),
                reason,
            },
            "severity" => Command::ReviseSeverity {
                incident,
                severity: self.text("severity"),
                reason,
            },
            "phase" => Command::EnterPhase {
                incident,
                phase: self.text("phase"),
                note: self.option("note"),
                at: self.time("at")?,
            },
            "assign" => Command::AssignRole {
                incident,
                role: self.text("role"),
                person: self.text("person"),
            },
            "release" => Command::ReleaseRole {
                incident,
                role: self.text("role"),
                person: self.option("person"),
            },
            "page record" => Command::RecordPage {
                incident,
                person: self.text("person"),
                duty: self.option("duty"),
                at: self.time("at")?,
                reason: self.option("reason"),
            },
            "page ack" => Command::AcknowledgePage {
                incident,
                person: self.text("person"),
                at: self.time("at")?,
            },
            "remediation" => Command::DocumentRemediation {
                incident,
                text: self.text("text"),
                reason: self.option("reason"),
            },
            "close" => Command::Close {
                incident,
                remediation: self.option("remediation"),
                reason: self.option("reason"),
            },
            "reopen" => Command::Reopen { incident, reason },
            "review done" => Command::RecordReview {
                incident,
                at: self.time("at")?,
                reason: self.option("reason"),
            },
            "anchor set" => Command::SetAnchor {
                incident,
                anchor: self.text("anchor"),
                at: self.time("at")?.unwrap_or(self.reading.now),
                reason,
            },
            "waive" => Command::Waive {
                deadline: self.text("deadline"),
                reason,
            },
            "reminder ack" => Command::AcknowledgeReminder {
                deadline: self.text("deadline"),
            },
            "reminder snooze" => Command::SnoozeReminder {
                deadline: self.text("deadline"),
                span: self.span("for")?.unwrap_or(SNOOZE),
            },
            "explain" => Command::Explain {
                deadline: self.text("deadline"),
                reason,
            },
            "undo" => Command::Undo,
            other => return Err(Refusal::usage(self.what(), format!("\"{other}\" writes nothing"))),
        })
    }

    fn obligation(&self, word: &str) -> Result<Command, Refusal> {
        let (incident, obligation) = (self.code(), self.text("id"));
        Ok(match word {
            "role" => Command::SetCompanyRole {
                incident,
                role: self.text("role"),
                reason: self.option("reason"),
            },
            "submit" => Command::SubmitObligation(SubmitObligation {
                incident,
                obligation,
                by: self.text("by"),
                at: self.time("at")?,
                reason: self.option("reason"),
            }),
            _ => Command::DecideObligation {
                incident,
                obligation,
                decision: self.text("decision"),
                reason: self.text("reason"),
            },
        })
    }

    fn declare(&self) -> Result<Declare, Refusal> {
        let mut roles = Vec::new();
        for typed in self.values.all("role") {
            let Some((role, person)) = typed.split_once('=') else {
                return Err(Refusal::usage(self.what(), format!("role is \"{typed}\""))
                    .instead("Write it as ROLE=PERSON, such as commander=mira."));
            };
            roles.push((role.trim().to_owned(), person.trim().to_owned()));
        }
        Ok(Declare {
            title: self.text("title"),
            severity: self.text("severity"),
            channel: self.option("channel"),
            roles,
            systems: self.values.all("system").to_vec(),
            customers: self.values.all("customer").to_vec(),
            log: match self.option("log") {
                Some(_) => Some(self.entry_line("log")?),
                None => None,
            },
        })
    }

    fn breach(&self) -> Result<Command, Refusal> {
        let incident = self.code();
        Ok(match self.verb.words {
            "breach confirm" => Command::ConfirmBreach(ConfirmBreach {
                incident,
                at: self.time("at")?.unwrap_or(self.reading.now),
                categories: self.list("data"),
                customers: self.values.all("customer").to_vec(),
            }),
            "breach customer" => Command::AddAffected {
                incident,
                customer: self.text("customer"),
            },
            "breach correct" => Command::CorrectConfirmation {
                incident,
                at: self.time("at")?.unwrap_or(self.reading.now),
                reason: self.text("reason"),
            },
            "breach withdraw" => Command::WithdrawBreach {
                incident,
                reason: self.text("reason"),
            },
            "notice sent" => Command::RecordNotice(RecordNotice {
                incident,
                customer: self.text("customer"),
                by: self.text("by"),
                at: self.time("at")?,
                text: self.option("text-content").map(|text| {
                    let digest = self.text("text-digest");
                    (text, digest)
                }),
                reason: self.option("reason"),
            }),
            _ => Command::AnswerQuestion {
                incident,
                question: self.text("question"),
                yes: self.yes_no("answer")?.unwrap_or_default(),
                reason: self.text("reason"),
            },
        })
    }

    fn vendor(&self, word: &str) -> Result<Command, Refusal> {
        let vendor = self.text("name");
        Ok(match word {
            "add" => {
                let details = VendorDetails {
                    name: vendor,
                    tier: self.text("tier"),
                    service: self.text("service"),
                    purpose: self.text("purpose"),
                    categories: self.list("data"),
                    location: self.text("location"),
                    customer_data: self.yes_no("customer-data")?.unwrap_or_default(),
                    owner: None,
                    last_assessed: self.day("assessed")?,
                    renewal: self.day("renewal")?,
                };
                Command::AddVendor(Box::new(details), self.option("owner"))
            }
            "set" => Command::ChangeVendor {
                vendor,
                change: Box::new(VendorChange {
                    name: self.option("rename"),
                    tier: self.option("tier"),
                    service: self.option("service"),
                    purpose: self.option("purpose"),
                    categories: self.option("data").map(|_| self.list("data")),
                    location: self.option("location"),
                    customer_data: self.yes_no("customer-data")?,
                    owner: self.option("owner"),
                    last_assessed: self.day("assessed")?,
                    renewal: self.day("renewal")?,
                    reason: self.option("reason"),
                }),
            },
            _ => Command::ReassessVendor {
                vendor,
                on: self.day("on")?,
                renewal: self.day("renewal")?,
                note: self.option("note"),
                reason: self.option("reason"),
            },
        })
    }

    fn entry(&self, kind: SubjectKind, word: &str) -> Result<Command, Refusal> {
        let name = self.text("name");
        Ok(match word {
            "add" => Command::AddEntry {
                kind,
                details: Box::new(RegisterDetails {
                    name,
                    aliases: Vec::new(),
                    contact: self.text("contact"),
                    duties: self.list("duty"),
                    contract_hours: self.number("hours")?.filter(|hours| *hours > 0),
                    production: self.yes_no("production")?,
                    customer_data: self.yes_no("customer-data")?,
                    note: self.text("note"),
                }),
            },
            "set" => Command::ChangeEntry {
                kind,
                name,
                change: Box::new(EntryChange {
                    name: self.option("rename"),
                    aliases: self.values.all("alias").to_vec(),
                    contact: self.option("contact"),
                    duties: self.values.is_on("duty").then(|| self.list("duty")),
                    contract_hours: self.number("hours")?,
                    production: self.yes_no("production")?,
                    customer_data: self.yes_no("customer-data")?,
                    note: self.option("note"),
                }),
            },
            _ => Command::MergeEntry {
                kind,
                name,
                into: self.text("into"),
            },
        })
    }
}

/// The parts of a list separated by commas or semicolons.
pub fn split_list(value: &str) -> Vec<String> {
    value
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The verb nearest to words nobody knows.
pub fn nearest_verb(typed: &str) -> Option<&'static str> {
    nearest(typed, super::VERBS.iter().map(|verb| verb.words))
}
