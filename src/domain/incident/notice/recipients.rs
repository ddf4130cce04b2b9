//! Everybody who is told of an incident, and how far each is: what lists of notices are made of (IR-11 to IR-14).

use std::collections::{BTreeMap, BTreeSet};

use super::decide::parts_of;
use super::{Drafted, Notice, Publication, Stage};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::incident::Incident;
use crate::domain::incident::state::Sent;
use crate::domain::policy_book::PolicyBook;

/// Somebody who is told, or is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipient<'a> {
    /// Who.
    pub notice: Notice,
    /// The letter that tells them, as it stands.
    pub letter: Option<&'a Drafted>,
    /// Is it the one that tells all customers?
    pub is_shared: bool,
    /// Keys of the parts it must have; none without a letter.
    pub parts: Vec<String>,
    /// Keys of those that are missing, or have a blank left.
    pub lacks: Vec<String>,
    /// Keys of those that say "not yet known".
    pub unknown: Vec<String>,
    /// What went out last and still stands.
    pub sent: Option<Sent>,
    /// How many went out that were superseded since.
    pub superseded: usize,
    /// Another has to follow what went out.
    pub is_owed: bool,
    /// The clock they are told by: of the one that is owed, or the first.
    pub due: Option<Deadline>,
}

impl Recipient<'_> {
    /// How far it is: `sent`, `sent, another is owed`, `approved`, `ready`, `draft`, `not written`.
    pub fn word(&self) -> &'static str {
        match (&self.sent, self.letter.map(Drafted::stage)) {
            (Some(_), _) if self.is_owed => "sent, another is owed",
            (Some(_), _) if matches!(self.notice, Notice::Page(_)) => "published",
            (Some(_), _) => "sent",
            (None, Some(Stage::Approved)) => "approved",
            (None, Some(Stage::Ready)) => "ready",
            (None, Some(Stage::Draft)) => "draft",
            (None, None) => "not written",
        }
    }

    /// How full its letter is: `4 of 4 parts`, `lacks nature, data`, `not yet known: consequences`.
    pub fn parts_words(&self) -> String {
        let known = self.parts.len().saturating_sub(self.lacks.len());
        match (self.letter, self.lacks.as_slice(), self.unknown.as_slice()) {
            (None, ..) => String::new(),
            (Some(_), [], []) => format!("{known} of {} parts", self.parts.len()),
            (Some(_), [], unknown) => format!("not yet known: {}", unknown.join(", ")),
            (Some(_), lacks, _) => format!("lacks {}", lacks.join(", ")),
        }
    }
}

/// Deadlines by their kind and for whom they are; the last of a name counts.
struct Clocks<'a>(BTreeMap<(DeadlineKind, &'a str), &'a Deadline>);

impl<'a> Clocks<'a> {
    fn of(deadlines: &'a [Deadline]) -> Self {
        let named = deadlines
            .iter()
            .map(|one| ((one.kind, one.who.as_deref().unwrap_or_default()), one));
        Self(named.collect())
    }

    fn get(&self, kind: DeadlineKind, who: &str) -> Option<Deadline> {
        self.0.get(&(kind, who)).map(|one| (*one).clone())
    }
}

impl Incident {
    /// Everybody who is told: the letter to all customers, each customer, obligations, publications.
    ///
    /// `deadlines` are those of this incident.
    pub fn recipients(&self, deadlines: &[Deadline], book: &PolicyBook) -> Vec<Recipient<'_>> {
        let clocks = Clocks::of(deadlines);
        let mut all = Vec::new();
        if self.notices.drafted.contains_key(&Notice::Customers.key()) {
            all.push(self.recipient(Notice::Customers, book));
        }
        for told in self.breach.iter().flat_map(|breach| &breach.customers) {
            let customer = &told.affected.customer;
            let notice = Notice::Customer(customer.clone());
            let mut one = self.recipient(notice, book);
            one.sent = one.sent.or_else(|| told.sent.clone());
            // What came after a sending that is void now does not stand for it.
            if told.sent.is_none() {
                one.sent = None;
            }
            one.settle(DeadlineKind::Notice, &customer.name, &clocks);
            all.push(one);
        }
        for rule in self.rules_told(deadlines) {
            let mut one = self.recipient(Notice::Obligation(rule.to_owned()), book);
            let last = self.obliged.submitted.get(rule);
            one.sent = last.map(crate::domain::incident::obliged::Submitted::as_sent);
            one.settle(DeadlineKind::Obligation, rule, &clocks);
            all.push(one);
        }
        for publication in Publication::ALL {
            let last = self
                .notices
                .published
                .iter()
                .rfind(|one| one.publication == publication);
            let notice = Notice::Page(publication);
            if last.is_none() && !self.notices.drafted.contains_key(&notice.key()) {
                continue;
            }
            let mut one = self.recipient(notice, book);
            one.sent = last.map(|one| one.sent.clone());
            if publication == Publication::Status {
                one.due = clocks.get(DeadlineKind::Update, "");
            }
            all.push(one);
        }
        all
    }

    /// Rules whose clock has started, and others that somebody has written or submitted something for.
    fn rules_told<'a>(&'a self, deadlines: &'a [Deadline]) -> Vec<&'a str> {
        let of_clocks = deadlines
            .iter()
            .filter(|one| one.kind == DeadlineKind::Obligation)
            .filter_map(|one| one.who.as_deref());
        let written = self.notices.drafted.values().filter_map(|one| match &one.notice {
            Notice::Obligation(rule) => Some(rule.as_str()),
            _ => None,
        });
        let submitted = self.obliged.submitted.keys().map(String::as_str);
        let mut seen = BTreeSet::new();
        of_clocks
            .chain(written)
            .chain(submitted)
            .filter(|rule| seen.insert(*rule))
            .collect()
    }

    fn recipient(&self, notice: Notice, book: &PolicyBook) -> Recipient<'_> {
        let key = notice.key();
        let own = self.notices.drafted.get(&key);
        let (letter, is_shared) = match &notice {
            Notice::Customer(customer) => (self.notices.letter_for(customer), own.is_none()),
            _ => (own, false),
        };
        let parts: Vec<String> = letter
            .map(|drafted| parts_of(drafted, self, book).into_iter().map(str::to_owned).collect())
            .unwrap_or_default();
        let lacks = letter.map(|drafted| drafted.letter.lacks(parts.iter().map(String::as_str)));
        let post = self.notices.posts.get(&key);
        Recipient {
            is_shared: is_shared && letter.is_some(),
            lacks: lacks.unwrap_or_default(),
            unknown: letter.map(|drafted| drafted.letter.unknown()).unwrap_or_default(),
            sent: post.and_then(|post| post.later.last().cloned()),
            superseded: post.map_or(0, |post| post.superseded.len()),
            is_owed: self.notices.owed(&key).is_some(),
            due: None,
            notice,
            letter,
            parts,
        }
    }
}

impl Recipient<'_> {
    /// The clock: of what is owed again, else the first.
    fn settle(&mut self, kind: DeadlineKind, who: &str, clocks: &Clocks) {
        let again = clocks
            .get(DeadlineKind::FollowUp, who)
            .filter(|_| self.is_owed && self.sent.is_some());
        self.due = again.or_else(|| clocks.get(kind, who));
    }
}
