//! What differs from one recipient of a letter to the next: the fields that a letter names as `{{ customer }}`.
//!
//! The names are those that templates know as fields of the recipient; a test of the templates compares them.

use super::Notice;
use crate::clock::{Moment, Zone, moment_words};
use crate::domain::deadline::Deadline;
use crate::domain::incident::Incident;
use crate::domain::letter::Fields;
use crate::policy::obligation::{Anchor, Obligation};
use crate::text::markdown;

/// The fields of a recipient, in the order in which the help names them.
pub const NAMES: [&str; 8] = [
    "recipient",
    "customer",
    "contact",
    "due",
    "records",
    "sent",
    "reference",
    "obligation",
];

/// What a letter may say of whoever is told, escaped. What is not known is left out, and so becomes a blank where a letter
/// asks for it; nothing is known of a letter to all, or of a page.
///
/// `deadline` is the clock they are told by; `rule` is that of the obligation, where one asks for it.
pub fn of(
    incident: &Incident,
    notice: &Notice,
    deadline: Option<&Deadline>,
    rule: Option<&Obligation>,
    zone: Zone,
) -> Fields {
    let mut fields = Fields::new();
    let mut add = |name: &str, words: &str| {
        if !words.trim().is_empty() {
            fields.insert(name.to_owned(), markdown::escaped(words));
        }
    };
    match notice {
        Notice::Customers | Notice::Page(_) => return fields,
        Notice::Customer(customer) => {
            add("recipient", &customer.name);
            add("customer", &customer.name);
            let told = incident.breach.iter().flat_map(|breach| &breach.customers);
            for told in told.filter(|told| told.affected.customer.id == customer.id) {
                add("contact", &told.affected.contact);
            }
        }
        Notice::Obligation(_) => {
            add("recipient", rule.map_or("", |rule| &rule.recipient));
            add("obligation", rule.map_or("", |rule| &rule.citation));
        }
    }
    let words = |at: Option<Moment>| at.map_or_else(String::new, |at| moment_words(at, zone));
    add("due", &words(deadline.and_then(|deadline| deadline.due_at)));
    add("sent", &words(told_before(incident, notice, rule)));
    if let Some(detail) = incident.notices.details.get(&notice.key()) {
        add("records", &detail.records);
        add("reference", &detail.reference);
    }
    fields
}

/// When they were told before, by a letter that still stands; of a rule that follows on another, by that one.
fn told_before(incident: &Incident, notice: &Notice, rule: Option<&Obligation>) -> Option<Moment> {
    match notice {
        Notice::Customers | Notice::Page(_) => None,
        Notice::Customer(customer) => {
            let mut told = incident.breach.iter().flat_map(|breach| &breach.customers);
            let first = told
                .find(|told| told.affected.customer.id == customer.id)?
                .sent
                .as_ref()?;
            let post = incident.notices.posts.get(&notice.key());
            let last = post.and_then(|post| post.later.last()).unwrap_or(first);
            Some(last.at)
        }
        Notice::Obligation(id) => {
            let submitted = |id: &String| incident.obliged.submitted.get(id).map(|submitted| submitted.last);
            let before = rule.iter().flat_map(|rule| &rule.counts);
            let of_before = before.filter_map(|count| match &count.from {
                Anchor::Submission(before) => submitted(before),
                _ => None,
            });
            submitted(id).or_else(|| of_before.max())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{Body, Declared, Envelope, FactId, Recorded, Who};
    use crate::domain::incident::notice::state::Detail;
    use crate::domain::subject::{Ref, Subject, SubjectKind};

    fn incident() -> Incident {
        let at: Moment = "2026-11-24T13:05:00Z".parse().unwrap();
        let envelope = Envelope {
            id: FactId {
                series: "s".to_owned(),
                seq: 1,
            },
            act: 1,
            stamp: 1,
            subject: Subject::new(SubjectKind::Incident, "i"),
            recorded_at: at,
            happened_at: at,
            who: Who {
                name: "mira".to_owned(),
                login: String::new(),
                host: String::new(),
            },
            policy: String::new(),
            tag: None,
        };
        let declared = Declared {
            code: "Q7K4".to_owned(),
            title: "x".to_owned(),
            severity: 1,
            channel: None,
            systems: Vec::new(),
            customers: Vec::new(),
            phase: "identification".to_owned(),
            asks: Vec::new(),
            asks_without_breach: Vec::new(),
        };
        Incident::begin(&Recorded {
            envelope,
            body: Body::Known(declared.into()),
        })
        .unwrap()
    }

    #[test]
    fn what_is_known_is_text_and_what_is_not_is_left_out() {
        let mut incident = incident();
        let customer = Notice::Customer(Ref {
            id: "c".to_owned(),
            name: "Acme [? x] {{ company }}".to_owned(),
        });
        let detail = Detail {
            records: "214 *users*".to_owned(),
            reference: String::new(),
        };
        incident.notices.details.insert(customer.key(), detail);
        let fields = of(&incident, &customer, None, None, Zone::UTC);
        assert_eq!(fields["customer"], r"Acme \[\? x\] \{\{ company \}\}");
        assert_eq!(fields["recipient"], fields["customer"]);
        assert_eq!(fields["records"], r"214 \*users\*");
        assert_eq!(fields.len(), 3, "{fields:?}");
        assert_eq!(of(&incident, &Notice::Customers, None, None, Zone::UTC), Fields::new());
    }
}
