//! Commands about the registers of customers, systems and people.

use super::Typed;
use crate::domain::command::EntryChange;
use crate::domain::fact::RegisterDetails;
use crate::domain::{Command, Refusal, SubjectKind};

impl Typed<'_> {
    pub(super) fn entry(&self, kind: SubjectKind, word: &str) -> Result<Command, Refusal> {
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
                    notice_days: self.number("notice-days")?.filter(|days| *days > 0),
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
                    notice_days: self.number("notice-days")?,
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
