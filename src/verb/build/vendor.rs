//! Commands about vendors, and the reviews of the policies.

use chrono::NaiveDate;

use super::Typed;
use crate::clock::parse_date;
use crate::domain::command::{Announce, NewVendor, Proof, Reassessment, VendorChange, VendorWish};
use crate::domain::fact::{AssuranceReport, Condition, Evidence, VendorDetails};
use crate::domain::{Command, Refusal};

impl Typed<'_> {
    pub(super) fn vendor(&self, word: &str) -> Result<Command, Refusal> {
        let vendor = self.text("name");
        Ok(match word {
            "add" => Command::AddVendor(Box::new(self.new_vendor()?)),
            "set" => Command::ChangeVendor {
                vendor,
                change: Box::new(self.vendor_change()?),
            },
            _ => Command::OfVendor {
                vendor,
                wish: Box::new(self.wish(word)?),
            },
        })
    }

    pub(super) fn policy_reviewed(&self) -> Result<Command, Refusal> {
        Ok(Command::ReviewPolicy {
            policy: self.text("policy"),
            by: self.option("by"),
            on: self.day("on")?,
            changes: self.text("changes"),
            reason: self.option("reason"),
        })
    }

    fn new_vendor(&self) -> Result<NewVendor, Refusal> {
        Ok(NewVendor {
            details: VendorDetails {
                name: self.text("name"),
                tier: self.text("tier"),
                service: self.text("service"),
                purpose: self.text("purpose"),
                categories: self.list("data"),
                location: self.text("location"),
                customer_data: self.yes_no("customer-data")?.unwrap_or_default(),
                production: self.yes_no("production")?.unwrap_or_default(),
                contacts: self.values.all("contact").to_vec(),
                contract: self.day("contract")?,
                dpa: self.day("dpa")?,
                links: self.values.all("link").to_vec(),
                last_assessed: self.day("assessed")?,
                renewal: self.day("renewal")?,
                owner: None,
                requester: None,
            },
            owner: self.option("owner"),
            requester: self.option("requester"),
            in_use: self.values.is_on("in-use"),
            reason: self.option("reason"),
        })
    }

    fn vendor_change(&self) -> Result<VendorChange, Refusal> {
        let many = |name: &str| self.values.is_on(name).then(|| self.values.all(name).to_vec());
        Ok(VendorChange {
            name: self.option("rename"),
            tier: self.option("tier"),
            service: self.option("service"),
            purpose: self.option("purpose"),
            categories: self.option("data").map(|_| self.list("data")),
            location: self.option("location"),
            customer_data: self.yes_no("customer-data")?,
            production: self.yes_no("production")?,
            owner: self.option("owner"),
            requester: self.option("requester"),
            contacts: many("contact"),
            contract: self.day("contract")?,
            dpa: self.day("dpa")?,
            links: many("link"),
            last_assessed: self.day("assessed")?,
            renewal: self.day("renewal")?,
            reason: self.option("reason"),
        })
    }

    fn wish(&self, word: &str) -> Result<VendorWish, Refusal> {
        let (note, reason) = (self.option("note"), self.text("reason"));
        Ok(match word {
            "step" => VendorWish::DoStep {
                step: self.text("step"),
                proof: self.proof()?,
                retention: self.option("retention"),
            },
            "skip" => VendorWish::ExcludeStep {
                step: self.text("step"),
                reason,
            },
            "reopen" => VendorWish::ReopenStep {
                step: self.text("step"),
                reason,
            },
            "approve" => VendorWish::Approve {
                by: self.option("by"),
                proof: self.proof()?,
            },
            "allow" => VendorWish::AllowProduction { note },
            "live" => VendorWish::GoLive {
                at: self.time("at")?,
                note,
            },
            "reassess" => VendorWish::Reassess(Reassessment {
                on: self.day("on")?,
                outcome: self.option("outcome"),
                conditions: self.conditions()?,
                renewal: self.day("renewal")?,
                note,
                reason: self.option("reason"),
            }),
            "early" => VendorWish::OpenReassessment {
                on: self.day("on")?,
                cause: self.text("cause"),
            },
            "condition" => VendorWish::MeetCondition {
                condition: self.text("condition"),
                proof: self.proof()?,
            },
            "end" => VendorWish::End { note },
            _ => self.watch_wish(word)?,
        })
    }

    fn watch_wish(&self, word: &str) -> Result<VendorWish, Refusal> {
        let (note, reason) = (self.option("note"), self.text("reason"));
        let incident = self.text("code");
        Ok(match word {
            "report" => VendorWish::ReceiveReport {
                report: AssuranceReport {
                    name: self.text("report"),
                    from: self.day("from")?,
                    to: self.day("to")?,
                    expires: self.needed_day("expires")?,
                    evidence: self.evidence(),
                },
                reason: self.option("reason"),
            },
            "note" => VendorWish::Note {
                kind: self.text("kind"),
                text: self.text("text"),
                at: self.time("at")?,
            },
            "accept" => VendorWish::AcceptRisk {
                risk: self.text("risk"),
                until: self.needed_day("until")?,
                by: self.option("by"),
                reason,
                late: self.option("late"),
            },
            "settle" => VendorWish::CloseRisk {
                risk: self.text("risk"),
                reason,
            },
            "link" => VendorWish::LinkIncident { incident, note },
            "unlink" => VendorWish::UnlinkIncident { incident, reason },
            "incident" => VendorWish::DeclareIncident(Box::new(self.declare()?)),
            "credential" => VendorWish::ListCredential {
                credential: self.text("credential"),
                note,
            },
            "revoke" => VendorWish::RevokeCredential {
                credential: self.text("credential"),
                proof: self.proof()?,
            },
            "offboard" => VendorWish::Offboard {
                at: self.time("at")?,
                reason,
            },
            _ => self.notice_wish(word)?,
        })
    }

    fn notice_wish(&self, word: &str) -> Result<VendorWish, Refusal> {
        let (customer, at) = (self.text("customer"), self.time("at")?);
        Ok(match word {
            "announce" => VendorWish::Announce(Announce {
                removal: self.values.is_on("removal"),
                at,
                effective: self.day("effective")?,
                customers: self.values.all("customer").to_vec(),
                note: self.option("note"),
            }),
            "cancel" => VendorWish::CancelAnnouncement {
                reason: self.text("reason"),
            },
            "told" => VendorWish::RecordTold {
                customer,
                by: self.text("by"),
                at,
                reason: self.option("reason"),
            },
            "object" => VendorWish::Object {
                customer,
                grounds: self.text("grounds"),
                at,
            },
            "answer" => VendorWish::AnswerObjection {
                customer,
                outcome: self.text("outcome"),
                answer: self.text("answer"),
                at,
                reason: self.option("reason"),
            },
            "expedite" => VendorWish::Expedite {
                incident: self.option("incident"),
                reason: self.text("reason"),
            },
            other => {
                return Err(Refusal::usage(
                    self.what(),
                    format!("\"vendor {other}\" writes nothing"),
                ));
            }
        })
    }

    /// What shows it: a file goes before a link.
    fn evidence(&self) -> Option<Evidence> {
        let file = self.option("file-name").map(|place| Evidence {
            place,
            digest: self.option("file-digest"),
        });
        file.or_else(|| {
            let place = self.option("evidence")?.trim().to_owned();
            Some(Evidence { place, digest: None })
        })
    }

    fn proof(&self) -> Result<Proof, Refusal> {
        Ok(Proof {
            evidence: self.evidence(),
            note: self.option("note"),
            at: self.time("at")?,
            reason: self.option("reason"),
        })
    }

    fn needed_day(&self, name: &str) -> Result<NaiveDate, Refusal> {
        self.day(name)?.ok_or_else(|| {
            Refusal::usage(self.what(), format!("{name} is missing")).instead("Give a day, as 2027-03-31.")
        })
    }

    /// Each as `WHAT=DAY`; what it is may hold an equals sign.
    fn conditions(&self) -> Result<Vec<Condition>, Refusal> {
        let read = |typed: &String| {
            let wrong = || {
                Refusal::usage(self.what(), format!("condition is \"{typed}\""))
                    .instead("Write it as WHAT=DAY, such as \"data stays in the EU=2027-03-31\".")
            };
            let (name, day) = typed.rsplit_once('=').ok_or_else(wrong)?;
            let due = parse_date(day.trim()).map_err(|_| wrong())?;
            let name = name.trim().to_owned();
            Ok(Condition { name, due })
        };
        self.values.all("condition").iter().map(read).collect()
    }
}
