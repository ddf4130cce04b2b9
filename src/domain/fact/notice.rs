//! What can happen to the letters that tell others: written, ready, approved, sent, corrected, published (IR-11 to IR-14,
//! IR-18).

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::domain::details::Dispatch;
use crate::domain::incident::notice::state::Detail;
use crate::domain::incident::notice::{Marked, Notice, Publication, Wrong};
use crate::domain::letter::Letter;
use crate::domain::subject::Ref;

/// A letter was written, or written anew (IR-18).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeDrafted {
    /// Whom it tells.
    pub notice: Notice,
    /// Its text.
    pub letter: Letter,
}

/// A letter's facts are checked: it may be approved, or sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeReadied {
    /// Whom it tells.
    pub notice: Notice,
    /// Digest of the letter that was checked.
    pub digest: String,
    /// Who is asked to approve it.
    pub asks: Option<Ref>,
}

/// A letter was approved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeApproved {
    /// Whom it tells.
    pub notice: Notice,
    /// Digest of the letter that was approved.
    pub digest: String,
}

/// A letter was given back to be written anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeReturned {
    /// Whom it tells.
    pub notice: Notice,
    /// What has to change.
    pub reason: String,
}

/// A customer was told; `happened_at` is when it went out (IR-11).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeSent {
    /// To whom.
    pub customer: Ref,
    /// What went out, and how.
    #[serde(flatten)]
    pub dispatch: Dispatch,
    /// Why it was late, where it was.
    pub reason: Option<String>,
}

/// What was sent turned out to be wrong; it stays on the log, and another has to follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeSuperseded {
    /// Whom it told: a customer or an obligation.
    pub notice: Notice,
    /// What was wrong.
    pub wrong: Wrong,
    /// Why.
    pub reason: String,
    /// By when the corrected one is due; `None` where the first clock runs again.
    pub again_by: Option<Moment>,
}

/// Somebody said what is known of a recipient: what differs from one to the next (IR-12, IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecipientDetailed {
    /// Whom it is about: a customer or an obligation.
    pub notice: Notice,
    /// All that is known now; it takes the place of what was said before.
    #[serde(flatten)]
    pub detail: Detail,
}

/// Something was published; `happened_at` is when (IR-14).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// What it was.
    pub publication: Publication,
    /// Where it can be read.
    pub place: String,
    /// What went out.
    #[serde(flatten)]
    pub dispatch: Dispatch,
}

/// The incident was given a name for the outside (IR-14).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodenameSet {
    /// The name.
    pub codename: String,
}

/// It was said who may read a line of the log (IR-13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryMarked {
    /// Short id of the line.
    pub entry: String,
    /// Who may read it.
    pub marked: Marked,
    /// Why, where it was marked before.
    pub reason: Option<String>,
}
