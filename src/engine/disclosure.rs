//! What of an incident may leave the company: everything that a pack for a customer is made of, and what stays (IR-13).

use super::execute::Trouble;
use super::load::incident;
use super::query::register;
use super::sendings::sendings;
use super::views::incident_deadlines;
use crate::clock::Moment;
use crate::domain::incident::disclosure::{Disclosed, Reader, Verdict};
use crate::domain::incident::names::{Named, Names};
use crate::domain::incident::notice::{Notice, Posted, Stage, fields};
use crate::domain::incident::state::Told;
use crate::domain::{Deadline, Incident, PolicyBook, Recorded, Ref, Refusal, SubjectKind};
use crate::export::information::{Information, Mailed};
use crate::policy::obligation::Anchor;
use crate::store::Store;

/// An incident with all that is looked at before anything of it leaves.
#[derive(Debug)]
pub struct Disclosing<'a> {
    /// The incident.
    pub incident: Incident,
    book: &'a PolicyBook,
    customers: Names,
    facts: Vec<Recorded>,
    posted: Vec<Posted>,
    deadlines: Vec<Deadline>,
    heads: Vec<(String, u64, String)>,
}

/// Whose pack it is, from whom, and when it is made.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    /// The company's name.
    pub company: &'a str,
    /// How the security team is reached: what, and how.
    pub contact: &'a [(String, String)],
    /// The moment.
    pub now: Moment,
    /// Lines that nobody has marked go out too.
    pub takes_unmarked: bool,
}

/// Reads the incident of this code, its log, its letters and every name that a customer goes by.
pub fn disclosing<'a>(store: &'a Store, code: &str) -> Result<Disclosing<'a>, Trouble> {
    let incident = incident(store.find_incident(code)?, code)?;
    let facts = store.log(&incident.subject(), None, u32::MAX)?;
    let heads = store.heads()?.into_iter();
    Ok(Disclosing {
        customers: customers(store, &incident)?,
        facts: facts.into_iter().rev().map(|(_, recorded)| recorded).collect(),
        posted: sendings(store, &incident, None)?,
        deadlines: incident_deadlines(store, &incident)?,
        heads: heads.map(|head| (head.series, head.facts, head.digest)).collect(),
        book: store.book(),
        incident,
    })
}

/// Every customer by every name: those of the register, and those of the incident as they were called then.
fn customers(store: &Store, incident: &Incident) -> Result<Names, Trouble> {
    let entries = register(store, SubjectKind::Customer)?;
    let mut all: Vec<Named> = entries
        .iter()
        .map(|entry| Named::new(&entry.subject.id, &entry.details.name, entry.names()))
        .collect();
    let told = incident.breach.iter().flat_map(|breach| &breach.customers);
    let told = told.map(|told| &told.affected.customer);
    for customer in told.chain(&incident.customers) {
        all.push(Named::new(&customer.id, &customer.name, [customer.name.as_str()]));
    }
    Ok(Names::new(all))
}

impl Disclosing<'_> {
    /// The customers of the breach that are meant: the one of this name, or all.
    pub fn meant(&self, store: &Store, typed: Option<&str>) -> Result<Vec<&Told>, Trouble> {
        let code = &self.incident.code;
        let told = self
            .incident
            .breach
            .as_ref()
            .map_or(&[][..], |breach| &breach.customers);
        if told.is_empty() {
            let refusal = Refusal::not_found("Nothing was put together", format!("no customer is affected by {code}"));
            return Err(refusal
                .instead(format!("firebell breach customer {code} NAME adds one."))
                .into());
        }
        let Some(typed) = typed else {
            return Ok(told.iter().collect());
        };
        let letters = super::sendings::Letters {
            incident: self.incident.clone(),
            deadlines: self.deadlines.clone(),
        };
        match super::sendings::recipient(store, &letters, typed)? {
            Notice::Customer(customer) => {
                let theirs = told.iter().filter(|told| told.affected.customer.id == customer.id);
                Ok(theirs.collect())
            }
            other => {
                let refusal = Refusal::usage("Nothing was put together", format!("{other} is no customer"));
                Err(refusal.instead("Name one customer, or say --all.").into())
            }
        }
    }

    /// Every line of the log, and what becomes of it on the way to this customer, or to everybody.
    pub fn lines(&self, customer: Option<&Ref>, takes_unmarked: bool) -> Vec<Disclosed> {
        let reader = Reader {
            customer,
            takes_unmarked,
        };
        self.incident
            .disclose(&self.facts, &self.customers, reader, self.book.current())
    }

    /// What it is called on the way to this customer, or to everybody.
    pub fn name(&self, customer: Option<&Ref>) -> String {
        self.incident.outside_name(&self.customers, customer)
    }

    /// Everything that this customer is given.
    pub fn information(&self, told: &Told, cover: Cover) -> Information {
        let customer = &told.affected.customer;
        let notice = Notice::Customer(customer.clone());
        let is_clean = |words: &str| self.customers.named_in(words, Some(customer)).is_none();
        let clean = |words: &str| {
            if is_clean(words) {
                words.to_owned()
            } else {
                String::new()
            }
        };
        let detail = self
            .incident
            .notices
            .details
            .get(&notice.key())
            .cloned()
            .unwrap_or_default();
        let breach = self.incident.breach.as_ref();
        let timeline = self.lines(Some(customer), cover.takes_unmarked).into_iter();
        let letters = self.posted.iter().filter(|one| one.notice.key() == notice.key());
        Information {
            company: cover.company.to_owned(),
            customer: customer.name.clone(),
            code: self.incident.code.clone(),
            name: self.name(Some(customer)),
            made_at: Some(cover.now),
            times: self.times(),
            categories: breach
                .map(|breach| breach.categories.iter().filter(|one| is_clean(one)).cloned().collect())
                .unwrap_or_default(),
            records: clean(&detail.records),
            reference: clean(&detail.reference),
            measures: clean(&self.measures(customer)),
            timeline: timeline
                .filter_map(|line| match line.verdict {
                    Verdict::Out(words) => Some((line.at, words)),
                    Verdict::Withheld(_) => None,
                })
                .collect(),
            letters: letters
                .map(|one| Mailed {
                    nth: one.nth,
                    at: one.envelope.happened_at,
                    by: clean(&one.dispatch.by),
                    // What went out by mistake to the wrong reader is not repeated to the right one.
                    text: one.dispatch.text.clone().filter(|text| is_clean(text)),
                    digest: one.dispatch.text_digest.clone(),
                    superseded: one.superseded.as_ref().map(|(wrong, _)| wrong.word()),
                })
                .collect(),
            contact: cover.contact.to_vec(),
            heads: self.heads.clone(),
        }
    }

    /// When things were, oldest first.
    fn times(&self) -> Vec<(String, Moment)> {
        let incident = &self.incident;
        let anchor = |anchor: &Anchor| incident.obliged.anchors.get(anchor).map(|set| set.said.at);
        let breach = incident.breach.as_ref();
        let withdrawn = breach.and_then(|breach| breach.withdrawn.as_ref());
        let known = [
            ("It began", anchor(&Anchor::Occurred)),
            ("It was noticed first", anchor(&Anchor::Detected)),
            ("It was declared an incident", incident.declared_at),
            ("We were reasonably certain", anchor(&Anchor::Aware)),
            ("The breach was confirmed", breach.map(|breach| breach.confirmed_at)),
            ("The breach was withdrawn: there was none", withdrawn.map(|one| one.at)),
            ("It was closed", incident.closed.as_ref().and_then(|closing| closing.at)),
        ];
        let mut times: Vec<(String, Moment)> = known
            .into_iter()
            .filter_map(|(what, at)| Some((what.to_owned(), at?)))
            .collect();
        times.sort_by_key(|(_, at)| *at);
        times
    }

    /// The measures as the letter says them that tells this customer, once it may go out.
    fn measures(&self, customer: &Ref) -> String {
        let Some(drafted) = self.incident.notices.letter_for(customer) else {
            return String::new();
        };
        let notice = Notice::Customer(customer.clone());
        let was_told = self.posted.iter().any(|one| {
            let is_this = one.dispatch.template == drafted.letter.template || one.dispatch.template.is_none();
            one.notice.key() == notice.key() && one.superseded.is_none() && is_this
        });
        if drafted.stage() == Stage::Draft || drafted.stage() == Stage::Ready && !was_told {
            return String::new();
        }
        let zone = self.book.current().calendar.zone;
        let fields = fields::of(&self.incident, &notice, None, None, zone);
        let filled = drafted.letter.filled(&fields);
        filled
            .part("measures")
            .map(|part| part.text.clone())
            .unwrap_or_default()
    }
}
