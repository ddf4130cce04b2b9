//! Who is told, and what went out.

use serde_json::{Value, json};

use super::{deadline, instant, maybe};
use crate::clock::Moment;
use crate::domain::incident::notice::state::Read;
use crate::domain::incident::notice::{Drafted, Notice, Posted, Recipient};
use crate::domain::letter::{Fields, FromTemplate};

/// One recipient in a list.
pub fn recipient(one: &Recipient, now: Moment) -> Value {
    let kind = match &one.notice {
        Notice::Customers => "customers",
        Notice::Customer(_) => "customer",
        Notice::Obligation(_) => "obligation",
        Notice::Page(_) => "publication",
    };
    let sent = one.sent.as_ref().map(|sent| {
        json!({
            "at": instant(sent.at),
            "recorded_at": instant(sent.recorded_at),
            "who": sent.who,
            "by": sent.by,
            "text_digest": sent.text_digest,
            "late_reason": sent.reason,
        })
    });
    json!({
        "to": one.notice.to_string(),
        "kind": kind,
        "state": one.word(),
        "stage": one.letter.map(|letter| letter.stage().word()),
        "letter_to_all": one.is_shared,
        "parts": one.parts,
        "lacks": one.lacks,
        "not_yet_known": one.unknown,
        "sent": sent,
        "superseded": one.superseded,
        "another_is_owed": one.is_owed,
        "due": one.due.as_ref().map(|due| deadline(due, now)),
    })
}

/// One sending, whole.
pub fn posted(posted: &Posted) -> Value {
    let (envelope, dispatch) = (&posted.envelope, &posted.dispatch);
    let proof = dispatch.proof.as_ref().map(|proof| {
        let file = proof.file.as_ref();
        json!({
            "reference": proof.reference,
            "file": file.map(|(name, _)| name),
            "file_digest": file.map(|(_, digest)| digest),
        })
    });
    let superseded = posted.superseded.as_ref().map(
        |(wrong, why)| json!({ "wrong": wrong.word(), "at": instant(why.at), "who": why.who, "reason": why.reason }),
    );
    json!({
        "nth": posted.nth,
        "at": instant(envelope.happened_at),
        "recorded_at": instant(envelope.recorded_at),
        "who": envelope.who.name,
        "fact": format!("{}/{}", envelope.id.series, envelope.id.seq),
        "by": dispatch.by,
        "place": posted.place,
        "text": dispatch.text,
        "text_digest": dispatch.text_digest,
        "template": dispatch.template.as_ref().map(template),
        "late_reason": posted.late,
        "in_the_way": dispatch.in_the_way,
        "override": dispatch.overridden,
        "not_yet_known": dispatch.unknown,
        "again_by": maybe(dispatch.again_by),
        "proof": proof,
        "superseded": superseded,
    })
}

/// A letter as it stands; `text` is what this recipient would read.
pub fn letter(drafted: &Drafted, fields: &Fields) -> Value {
    let read = |read: &Option<Read>| {
        read.as_ref()
            .map(|read| json!({ "at": instant(read.at), "who": read.who }))
    };
    json!({
        "stage": drafted.stage().word(),
        "source": drafted.letter.to_source(),
        "digest": drafted.digest,
        "text": drafted.letter.text_for(fields),
        "blanks": drafted.letter.filled(fields).blanks(),
        "template": drafted.letter.template.as_ref().map(template),
        "written_at": instant(drafted.at),
        "written_by": drafted.who,
        "writers": drafted.writers,
        "ready": read(&drafted.ready),
        "asks": drafted.asks.as_ref().map(|person| &person.name),
        "approved": read(&drafted.approved),
        "returned": drafted.returned.as_ref().map(|back| {
            json!({ "at": instant(back.at), "who": back.who, "reason": back.reason })
        }),
    })
}

fn template(template: &FromTemplate) -> Value {
    json!({ "name": template.name, "version": template.version, "digest": template.digest })
}
