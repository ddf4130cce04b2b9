//! What may be done to a letter before it goes out: written, marked ready, approved, given back.

use super::{Drafted, Notice, Publication, Stage, fields};
use crate::domain::command::{Command, Over};
use crate::domain::deadline::DeadlineKind;
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::fact::{NoticeApproved, NoticeDrafted, NoticeReadied, NoticeReturned};
use crate::domain::incident::Incident;
use crate::domain::incident::breach::{open, told_customer};
use crate::domain::letter::{Fields, Letter};
use crate::domain::policy_book::PolicyBook;
use crate::domain::refusal::Refusal;
use crate::domain::subject::SubjectKind;
use crate::domain::template::decide as template;
use crate::policy::Approval;
use crate::text::fold_name;

/// Decides a command about letters.
pub fn decide(command: &Command, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    match command {
        Command::DraftNotice { to, letter, over, .. } => draft(to, letter, over, incident, loaded, context),
        Command::ReadyNotice { to, ask, .. } => ready(to, ask.as_deref(), incident, loaded, context),
        Command::ApproveNotice { to, .. } => approve(to, incident, loaded, context),
        Command::ReturnNotice { to, reason, .. } => give_back(to, reason, incident, loaded, context),
        Command::RecordNotice(notice) => super::send::to_customers(notice, incident, loaded, context),
        Command::SubmitObligation(submit) => super::send::to_obligation(submit, incident, context),
        Command::DetailRecipient(known) => super::detail::detail(known, incident, loaded, context),
        Command::NoteGap { templates, reason, .. } => template::gap(templates, reason, incident, loaded, context),
        Command::SupersedeNotice(supersede) => super::send::supersede(supersede, incident, loaded, context),
        _ => super::publish::decide(command, incident, loaded, context),
    }
}

/// Whom these words plainly mean; `None` where a register has to be asked.
pub fn plainly(typed: &str, incident: &Incident, book: &PolicyBook) -> Option<Notice> {
    let folded = fold_name(typed);
    let mut customers = incident.open_breach().into_iter().flat_map(|breach| &breach.customers);
    if let Some(told) = customers.find(|told| fold_name(&told.affected.customer.name) == folded) {
        return Some(Notice::Customer(told.affected.customer.clone()));
    }
    if folded.is_empty() || folded == Notice::Customers.key() || folded == fold_name(&Notice::Customers.to_string()) {
        return Some(Notice::Customers);
    }
    if let Some(publication) = Publication::ALL
        .into_iter()
        .find(|one| one.word() == folded || fold_name(one.name()) == folded)
    {
        return Some(Notice::Page(publication));
    }
    let is_rule = book.current().obligation(&folded).is_some() || incident.ruling(&folded, book).is_some();
    is_rule.then_some(Notice::Obligation(folded))
}

/// Whom these words mean: a customer of the breach, an obligation, a publication, or all customers.
pub(super) fn addressee(
    what: &str,
    typed: &str,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Notice, Refusal> {
    match plainly(typed, incident, context.book) {
        Some(Notice::Customers) => {
            open(what, incident)?;
            return Ok(Notice::Customers);
        }
        Some(notice) => return Ok(notice),
        None => {}
    }
    let breach = open(what, incident)?;
    let told = told_customer(what, typed, incident, breach, loaded)?;
    Ok(Notice::Customer(told.affected.customer.clone()))
}

pub(super) fn not_imported(what: &str, incident: &Incident) -> Result<(), Refusal> {
    if incident.imported.is_some() {
        return Err(crate::domain::incident::decide::closed(what, incident));
    }
    Ok(())
}

fn draft(
    to: &str,
    letter: &Letter,
    over: &Over,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("The letter on {} was not saved", incident.code);
    not_imported(&what, incident)?;
    let notice = addressee(&what, to, incident, loaded, context)?;
    needed(&what, "the subject", &letter.subject)?;
    let before = incident.notices.drafted.get(&notice.key());
    if before.is_some_and(|before| before.letter == *letter) {
        return Ok(Decision::new(format!("The letter to {notice} says so already")));
    }
    if let (Over::Only(known), Some(before)) = (over, before)
        && known.as_ref() != Some(&before.digest)
    {
        return Err(
            Refusal::rule(what, format!("{} has saved another text meanwhile", before.who))
                .by("IR-18")
                .instead("Save again to put yours in its place; theirs stays on the record."),
        );
    }
    let mut decision = Decision::new(format!("Saved the letter to {notice} on {}", incident.code));
    if before.is_some_and(|before| before.stage() > Stage::Draft) {
        decision = decision.warn("it is a draft again: whoever read it has to read it anew");
    }
    decision = decision.fact(
        &incident.subject(),
        NoticeDrafted {
            notice,
            letter: letter.clone(),
        },
    );
    Ok(match &letter.template {
        Some(begun) => template::used(decision, begun, loaded, context),
        None => decision,
    })
}

fn written<'a>(what: &str, notice: &Notice, incident: &'a Incident) -> Result<&'a Drafted, Refusal> {
    incident.notices.drafted.get(&notice.key()).ok_or_else(|| {
        Refusal::not_found(what, "it is not written yet").instead(format!(
            "Press m to write it, or: firebell notice draft {} --to \"{notice}\"",
            incident.code
        ))
    })
}

/// Keys of the parts that this letter must have.
pub fn parts_of<'a>(drafted: &'a Drafted, incident: &Incident, book: &'a PolicyBook) -> Vec<&'a str> {
    match &drafted.notice {
        Notice::Customers | Notice::Customer(_) => {
            let digest = incident.breach.as_ref().map_or("", |breach| breach.policy.as_str());
            let parts = &book.get(digest).notice.parts;
            parts.iter().map(String::as_str).collect()
        }
        Notice::Obligation(_) | Notice::Page(_) => drafted.letter.parts.iter().map(|part| part.key.as_str()).collect(),
    }
}

fn ready(
    to: &str,
    ask: Option<&str>,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot mark the letter on {} as ready", incident.code);
    let notice = addressee(&what, to, incident, loaded, context)?;
    let drafted = written(&what, &notice, incident)?;
    let lacking = drafted.letter.lacks(parts_of(drafted, incident, context.book));
    if !lacking.is_empty() {
        return Err(Refusal::rule(what, format!("it lacks {}", lacking.join(", ")))
            .by("IR-12")
            .instead("Write it, or write: not yet known."));
    }
    // Nobody's name stands on a page; customers are filled in one by one when they are told.
    let letter = match &notice {
        Notice::Page(_) => drafted.letter.filled(&Fields::new()),
        _ => drafted.letter.clone(),
    };
    if let Some(blank) = letter.blanks().first() {
        return Err(Refusal::rule(what, format!("a blank is left: {blank}"))
            .by("IR-12")
            .instead("Fill it in, or take it out."));
    }
    let mut decision = Decision::default();
    let asks = match ask.map(str::trim).filter(|ask| !ask.is_empty()) {
        Some(ask) => Some(mention(&mut decision, &what, SubjectKind::Person, ask, loaded, context)?.0),
        None => None,
    };
    if drafted.stage() > Stage::Draft && asks == drafted.asks {
        return Err(Refusal::rule(what, format!("it is {} already", drafted.stage().word())));
    }
    decision.done = match &asks {
        Some(person) => format!(
            "The letter to {notice} is ready; {} is asked to approve it",
            person.name
        ),
        None => format!("The letter to {notice} is ready"),
    };
    decision.warnings.extend(blank_for_some(drafted, incident, context));
    if let Some(begun) = &drafted.letter.template {
        decision = template::warned(decision, begun, loaded, context);
    }
    let digest = drafted.digest.clone();
    Ok(decision.fact(&incident.subject(), NoticeReadied { notice, digest, asks }))
}

/// What only some customers lack in the letter to all: it is known before the first is told.
fn blank_for_some(drafted: &Drafted, incident: &Incident, context: &Context) -> Option<String> {
    if drafted.notice != Notice::Customers {
        return None;
    }
    let zone = context.book.current().calendar.zone;
    let deadlines = incident.deadlines(context.book);
    let open = incident
        .open_breach()?
        .customers
        .iter()
        .filter(|told| told.sent.is_none());
    let mut lacking = open.filter_map(|told| {
        let customer = &told.affected.customer;
        let deadline = deadlines
            .iter()
            .find(|one| one.kind == DeadlineKind::Notice && one.who.as_deref() == Some(customer.name.as_str()));
        let fields = fields::of(incident, &Notice::Customer(customer.clone()), deadline, None, zone);
        let filled = drafted.letter.filled(&fields);
        let blank = (*filled.blanks().first()?).to_owned();
        Some((customer.name.clone(), blank))
    });
    let (name, blank) = lacking.next()?;
    let more = match lacking.count() {
        0 => String::new(),
        more => format!(", and for {more} more"),
    };
    Some(format!(
        "a blank is left for {name}: {blank}{more}; none of them goes out so"
    ))
}

fn approve(to: &str, incident: &Incident, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("Cannot approve the letter on {}", incident.code);
    let notice = addressee(&what, to, incident, loaded, context)?;
    let drafted = written(&what, &notice, incident)?;
    match drafted.stage() {
        Stage::Draft => {
            return Err(Refusal::rule(what, "nobody has marked it ready")
                .instead(format!("firebell notice ready {} --to \"{notice}\"", incident.code)));
        }
        Stage::Approved => return Err(Refusal::rule(what, "it is approved already")),
        Stage::Ready => {}
    }
    let is_writer = drafted.writers.contains(&context.who.name);
    if is_writer && context.book.current().notice.approval == Approval::Another {
        return Err(Refusal::rule(
            what,
            "you have written some of it, and the policy wants another pair of eyes",
        )
        .by("IR-18")
        .instead("Ask somebody who has not."));
    }
    let digest = drafted.digest.clone();
    Ok(Decision::new(format!("The letter to {notice} is approved"))
        .fact(&incident.subject(), NoticeApproved { notice, digest }))
}

fn give_back(
    to: &str,
    reason: &str,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("Cannot give the letter on {} back", incident.code);
    let reason = needed(&what, "what has to change", reason)?;
    let notice = addressee(&what, to, incident, loaded, context)?;
    let drafted = written(&what, &notice, incident)?;
    if drafted.stage() == Stage::Draft {
        return Err(Refusal::rule(what, "it is a draft"));
    }
    Ok(
        Decision::new(format!("The letter to {notice} goes back to {}", drafted.who))
            .fact(&incident.subject(), NoticeReturned { notice, reason }),
    )
}
