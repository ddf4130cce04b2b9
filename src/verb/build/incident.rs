//! Commands about an incident: declared, logged, rated, staffed, closed.

use super::Typed;
use crate::domain::command::Declare;
use crate::domain::reminder::decide::SNOOZE;
use crate::domain::{Command, Refusal};

impl Typed<'_> {
    pub(super) fn incident(&self) -> Result<Command, Refusal> {
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
            "publish" | "codename" | "mark" => return self.outside(),
            other => return Err(Refusal::usage(self.what(), format!("\"{other}\" writes nothing"))),
        })
    }

    pub(super) fn declare(&self) -> Result<Declare, Refusal> {
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
}
