//! What is known of an incident's letters: the fold of their facts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CUSTOMER, Marked, Notice, Publication, Wrong};
use crate::clock::Moment;
use crate::domain::details::Dispatch;
use crate::domain::fact::{Envelope, Fact, FactId};
use crate::domain::incident::state::{Sent, Waiver};
use crate::domain::letter::Letter;
use crate::domain::subject::Ref;

/// The letters of an incident and what was published.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Notices {
    /// Letters by the key of their notice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drafted: BTreeMap<String, Drafted>,
    /// What came after the first sending, by the key of its notice; most have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub posts: BTreeMap<String, Post>,
    /// What was published, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Publishing>,
    /// What is known of recipients besides their names, by the key of their notice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, Detail>,
    /// The name for the outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codename: Option<String>,
    /// Who may read which line, where somebody has said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marked: BTreeMap<String, Marked>,
}

/// What differs from one recipient to the next and no register knows (IR-12, IR-13). Empty words are not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Detail {
    /// How many of its records or people are concerned, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub records: String,
    /// The reference it gave.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
}

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drafted {
    /// Whom it tells.
    pub notice: Notice,
    /// Its text.
    pub letter: Letter,
    /// Digest of its text.
    pub digest: String,
    /// When it was written last.
    pub at: Moment,
    /// Who wrote it last.
    pub who: String,
    /// Everybody who has written any of it.
    pub writers: BTreeSet<String>,
    /// Who checked its facts, and when.
    pub ready: Option<Read>,
    /// Who is asked to approve it.
    pub asks: Option<Ref>,
    /// Who approved it, and when.
    pub approved: Option<Read>,
    /// Why it was given back.
    pub returned: Option<Waiver>,
}

/// Somebody has read a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
}

/// How far a letter is, before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It is being written.
    Draft,
    /// Its facts are checked.
    Ready,
    /// It may go out.
    Approved,
}

impl Stage {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Approved => "approved",
        }
    }
}

impl Drafted {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        match (&self.ready, &self.approved) {
            (_, Some(_)) => Stage::Approved,
            (Some(_), None) => Stage::Ready,
            (None, None) => Stage::Draft,
        }
    }
}

/// What came after the first sending of a notice.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Post {
    /// Follow-ups and corrections, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Sent>,
    /// Sendings that were superseded, each with what was wrong; they are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub superseded: Vec<Superseded>,
    /// The next one that is due, or the last that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
}

/// A sending that was superseded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Superseded {
    /// What was sent.
    pub sent: Sent,
    /// What was wrong.
    pub wrong: Wrong,
    /// Who said so, when and why.
    pub why: Waiver,
}

/// A further notice that has to follow (IR-12).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Whom it tells, by name.
    pub who: String,
    /// Since when it is owed.
    pub since: Moment,
    /// By when.
    pub by: Moment,
    /// Parts that were not yet known; none where a text has to be corrected.
    pub parts: Vec<String>,
    /// When it went out.
    pub sent: Option<Sent>,
}

/// Something that was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Publishing {
    /// What.
    pub publication: Publication,
    /// Where.
    pub place: String,
    /// When, by whom, and the digest of its text.
    pub sent: Sent,
}

impl Notices {
    /// Has nobody written anything yet?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The letter that tells this customer: its own, or the one for all.
    pub fn letter_for(&self, customer: &Ref) -> Option<&Drafted> {
        let own = self.drafted.get(&Notice::Customer(customer.clone()).key());
        own.or_else(|| self.drafted.get(&Notice::Customers.key()))
    }

    /// The follow-up that is owed, by the key of its notice.
    pub fn owed(&self, key: &str) -> Option<&FollowUp> {
        let post = self.posts.get(key)?;
        post.follow_up.as_ref().filter(|follow_up| follow_up.sent.is_none())
    }

    /// Did what this fact records never reach its recipient, as somebody found out later?
    pub fn never_arrived(&self, fact: &FactId) -> bool {
        let mut superseded = self.posts.values().flat_map(|post| &post.superseded);
        superseded.any(|one| one.wrong != Wrong::Text && one.sent.fact.as_ref() == Some(fact))
    }

    /// Was the title made public?
    pub fn is_disclosed(&self) -> bool {
        self.published.iter().any(|one| one.publication == Publication::Report)
    }

    /// Takes one more fact into account.
    pub(in crate::domain::incident) fn note(&mut self, envelope: &Envelope, fact: &Fact) {
        let read = || Read {
            at: envelope.happened_at,
            who: envelope.who.name.clone(),
        };
        match fact {
            Fact::NoticeDrafted(fact) => {
                let mut writers = self
                    .drafted
                    .remove(&fact.notice.key())
                    .map(|before| before.writers)
                    .unwrap_or_default();
                writers.insert(envelope.who.name.clone());
                let drafted = Drafted {
                    notice: fact.notice.clone(),
                    letter: fact.letter.clone(),
                    digest: fact.letter.digest(),
                    at: envelope.happened_at,
                    who: envelope.who.name.clone(),
                    writers,
                    ready: None,
                    asks: None,
                    approved: None,
                    returned: None,
                };
                self.drafted.insert(fact.notice.key(), drafted);
            }
            Fact::NoticeReadied(fact) => {
                // What was read is what counts: another text that came in between is not ready.
                if let Some(drafted) = self.of_text(&fact.notice, &fact.digest) {
                    drafted.ready = Some(read());
                    drafted.asks.clone_from(&fact.asks);
                    drafted.returned = None;
                }
            }
            Fact::NoticeApproved(fact) => {
                if let Some(drafted) = self.of_text(&fact.notice, &fact.digest) {
                    drafted.approved = Some(read());
                    drafted.returned = None;
                }
            }
            Fact::NoticeReturned(fact) => {
                if let Some(drafted) = self.drafted.get_mut(&fact.notice.key()) {
                    drafted.ready = None;
                    drafted.approved = None;
                    drafted.returned = Some(Waiver {
                        at: envelope.happened_at,
                        who: envelope.who.name.clone(),
                        reason: fact.reason.clone(),
                    });
                }
            }
            Fact::Published(fact) => {
                // A page is read anew each time before it goes out.
                if let Some(drafted) = self.drafted.get_mut(&Notice::Page(fact.publication).key()) {
                    drafted.ready = None;
                    drafted.approved = None;
                }
                self.published.push(Publishing {
                    publication: fact.publication,
                    place: fact.place.clone(),
                    sent: sent(envelope, &fact.dispatch, None),
                });
            }
            Fact::RecipientDetailed(fact) => {
                self.details.insert(fact.notice.key(), fact.detail.clone());
            }
            Fact::CodenameSet(fact) => self.codename = Some(fact.codename.clone()),
            Fact::EntryMarked(fact) => {
                self.marked.insert(fact.entry.clone(), fact.marked);
            }
            _ => {}
        }
    }

    /// Another breach is told from the beginning: who read and approved a letter to its customers did so for the one
    /// before, and what that one left open is asked of this one. What was superseded stays known.
    pub(in crate::domain::incident) fn begin_anew(&mut self) {
        for drafted in self.drafted.values_mut() {
            if matches!(drafted.notice, Notice::Customers | Notice::Customer(_)) {
                (drafted.ready, drafted.asks, drafted.approved) = (None, None, None);
            }
        }
        self.posts.retain(|key, post| {
            if key.starts_with(CUSTOMER) {
                post.later.clear();
                post.follow_up = None;
            }
            *post != Post::default()
        });
    }

    fn of_text(&mut self, notice: &Notice, digest: &str) -> Option<&mut Drafted> {
        let drafted = self.drafted.get_mut(&notice.key())?;
        (drafted.digest == digest).then_some(drafted)
    }

    /// A notice went out: what was owed is done, and what it left open is owed from here.
    pub(in crate::domain::incident) fn post(
        &mut self,
        notice: &Notice,
        sent: &Sent,
        dispatch: &Dispatch,
        is_first: bool,
    ) {
        let key = notice.key();
        if is_first && dispatch.again_by.is_none() && !self.posts.contains_key(&key) {
            return;
        }
        let post = self.posts.entry(key).or_default();
        if !is_first {
            post.later.push(sent.clone());
        }
        if let Some(owed) = post.follow_up.as_mut().filter(|owed| owed.sent.is_none()) {
            owed.sent = Some(sent.clone());
        }
        if let Some(by) = dispatch.again_by {
            post.follow_up = Some(FollowUp {
                who: notice.to_string(),
                since: sent.at,
                by,
                parts: dispatch.unknown.clone(),
                sent: None,
            });
        }
    }

    /// The last sending after the first; taken out where it counts no more.
    pub(in crate::domain::incident) fn last_later(&mut self, notice: &Notice, takes: bool) -> Option<Sent> {
        let post = self.posts.get_mut(&notice.key())?;
        if takes {
            post.later.pop()
        } else {
            post.later.last().cloned()
        }
    }

    /// What was sent is superseded; a text that has to be corrected is owed by `again_by`.
    pub(in crate::domain::incident) fn supersede(
        &mut self,
        notice: &Notice,
        before: Superseded,
        again_by: Option<Moment>,
    ) {
        let post = self.posts.entry(notice.key()).or_default();
        if let Some(by) = again_by {
            post.follow_up = Some(FollowUp {
                who: notice.to_string(),
                since: before.why.at,
                by,
                parts: Vec::new(),
                sent: None,
            });
        } else if let Some(owed) = post
            .follow_up
            .as_mut()
            .filter(|owed| owed.sent.as_ref() == Some(&before.sent))
        {
            // What was to follow has not followed.
            owed.sent = None;
        } else if post.later.is_empty() {
            // What the wrong one left open is asked of the right one.
            post.follow_up = None;
        }
        post.superseded.push(before);
    }
}

/// A sending, as the state keeps it.
pub(in crate::domain::incident) fn sent(envelope: &Envelope, dispatch: &Dispatch, reason: Option<&String>) -> Sent {
    Sent {
        at: envelope.happened_at,
        recorded_at: envelope.recorded_at,
        who: envelope.who.name.clone(),
        by: dispatch.by.clone(),
        text_digest: dispatch.text_digest.clone(),
        reason: reason.cloned(),
        fact: Some(envelope.id.clone()),
    }
}
