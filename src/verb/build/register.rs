//! Commands about vendors, and the registers of customers, systems and people.

use super::Typed;
use crate::domain::command::{EntryChange, VendorChange};
use crate::domain::fact::{RegisterDetails, VendorDetails};
use crate::domain::{Command, Refusal, SubjectKind};

impl Typed<'_> {
    pub(super) fn vendor(&self, word: &str) -> Result<Command, Refusal> {
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
