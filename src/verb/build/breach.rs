//! Commands about a breach, its notices, and what law and contracts ask.

use super::Typed;
use crate::domain::command::{ConfirmBreach, DetailRecipient, SubmitObligation};
use crate::domain::{Command, Refusal};

impl Typed<'_> {
    pub(super) fn obligation(&self, word: &str) -> Result<Command, Refusal> {
        let (incident, obligation) = (self.code(), self.text("id"));
        Ok(match word {
            "role" => Command::SetCompanyRole {
                incident,
                role: self.text("role"),
                reason: self.option("reason"),
            },
            "submit" => Command::SubmitObligation(Box::new(SubmitObligation {
                incident,
                obligation,
                sending: self.sending()?,
            })),
            _ => Command::DecideObligation {
                incident,
                obligation,
                decision: self.text("decision"),
                reason: self.text("reason"),
            },
        })
    }

    /// What is known of one recipient, a customer or an obligation; an empty text says that it is not known after all.
    fn detail(&self) -> Result<Command, Refusal> {
        let to = match (self.option("customer"), self.option("obligation")) {
            (Some(to), None) | (None, Some(to)) => to,
            (None, None) => {
                return Err(Refusal::usage(self.what(), "it is not said of whom")
                    .instead("Name one with --customer, or a rule with --obligation."));
            }
            (Some(_), Some(_)) => {
                return Err(Refusal::usage(self.what(), "it names a customer and an obligation")
                    .instead("Leave one of --customer and --obligation out."));
            }
        };
        let said = |name| self.values.get(name).map(str::to_owned);
        Ok(Command::DetailRecipient(DetailRecipient {
            incident: self.code(),
            to,
            records: said("records"),
            reference: said("reference"),
        }))
    }

    pub(super) fn breach(&self) -> Result<Command, Refusal> {
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
            "breach detail" => return self.detail(),
            "breach correct" => Command::CorrectConfirmation {
                incident,
                at: self.time("at")?.unwrap_or(self.reading.now),
                reason: self.text("reason"),
            },
            "breach withdraw" => Command::WithdrawBreach {
                incident,
                reason: self.text("reason"),
            },
            _ => Command::AnswerQuestion {
                incident,
                question: self.text("question"),
                yes: self.yes_no("answer")?.unwrap_or_default(),
                reason: self.text("reason"),
            },
        })
    }
}
