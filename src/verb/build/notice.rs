//! Commands about letters: written, read, sent, superseded, published.

use super::Typed;
use crate::clock::{Allow, Moment, parse_moment};
use crate::domain::command::{Over, Publish, RecordNotice, Sending, SupersedeNotice};
use crate::domain::details::Proof;
use crate::domain::letter::Letter;
use crate::domain::{Command, Refusal};

impl Typed<'_> {
    pub(super) fn notice(&self, word: &str) -> Result<Command, Refusal> {
        let (incident, to, reason) = (self.code(), self.text("to"), self.text("reason"));
        Ok(match word {
            "draft" => Command::DraftNotice {
                incident,
                to,
                letter: Box::new(self.letter()?),
                over: Over::Any,
            },
            "ready" => Command::ReadyNotice {
                incident,
                to,
                ask: self.option("ask"),
            },
            "approve" => Command::ApproveNotice { incident, to },
            "return" => Command::ReturnNotice { incident, to, reason },
            "supersede" => Command::SupersedeNotice(SupersedeNotice {
                incident,
                to,
                wrong: self.text("wrong"),
                reason,
            }),
            _ => Command::RecordNotice(Box::new(RecordNotice {
                incident,
                customer: self.recipient()?,
                sending: self.sending()?,
            })),
        })
    }

    /// What the outside reads.
    pub(super) fn outside(&self) -> Result<Command, Refusal> {
        let incident = self.code();
        Ok(match self.verb.words {
            "publish" => return self.publish(),
            "codename" => Command::SetCodename {
                incident,
                codename: self.text("name"),
            },
            _ => Command::MarkEntry {
                incident,
                entry: self.text("entry"),
                marked: self.text("mark"),
                reason: self.option("reason"),
            },
        })
    }

    fn publish(&self) -> Result<Command, Refusal> {
        let mut sending = self.sending()?;
        let place = self.text("where");
        sending.by.clone_from(&place);
        Ok(Command::Publish(Box::new(Publish {
            incident: self.code(),
            publication: self.text("publication"),
            place,
            sending,
        })))
    }

    /// One customer, or all of them, and never both.
    fn recipient(&self) -> Result<Option<String>, Refusal> {
        match (self.option("customer"), self.values.is_on("all")) {
            (Some(customer), false) => Ok(Some(customer)),
            (None, true) => Ok(None),
            (Some(_), true) => Err(Refusal::usage(self.what(), "it names a customer, and all of them")
                .instead("Leave one of --customer and --all out.")),
            (None, false) => {
                Err(Refusal::usage(self.what(), "customer is missing")
                    .instead("Name one with --customer, or say --all."))
            }
        }
    }

    /// What is said of a sending, whatever it is sent to. Files were read before: `text-content` and `text-digest` hold
    /// the text, `proof-digest` the digest of the proof.
    pub(super) fn sending(&self) -> Result<Sending, Refusal> {
        let proof = Proof {
            reference: self.option("reference"),
            file: self
                .option("proof-digest")
                .map(|digest| (self.text("proof-name"), digest)),
        };
        Ok(Sending {
            by: self.text("by"),
            at: self.time("at")?,
            text: self.option("text-content").map(|text| (text, self.text("text-digest"))),
            has: self.list("has"),
            unknown: self.list("unknown"),
            overridden: self.option("override"),
            again_by: self.time_ahead("again-by")?,
            proof: (proof != Proof::default()).then_some(proof),
            reason: self.option("reason"),
        })
    }

    fn time_ahead(&self, name: &str) -> Result<Option<Moment>, Refusal> {
        let Some(typed) = self.option(name) else {
            return Ok(None);
        };
        parse_moment(&typed, self.reading.now, self.reading.zone, Allow::Any)
            .map(Some)
            .map_err(|error| Refusal::usage(self.what(), error.to_string()))
    }

    /// The letter, which was read from its file, or begun from its template, before.
    fn letter(&self) -> Result<Letter, Refusal> {
        let source = self.text("from-content");
        let mut letter = Letter::from_source(&source).map_err(|error| {
            Refusal::usage(self.what(), error.to_string())
                .instead("It reads: `Subject: …`, then parts, each under `## Heading {#part}`.")
        })?;
        letter.template = self
            .option("from-template")
            .and_then(|json| serde_json::from_str(&json).ok());
        Ok(letter)
    }
}
