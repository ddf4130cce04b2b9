//! What may be said of templates: that one was reviewed, whose it is, that an incident has shown a gap (IR-19).

use super::trust;
use crate::domain::command::{ReviewTemplate, TemplateFile};
use crate::domain::deadline::DeadlineKind;
use crate::domain::decide::{Context, Decision, Loaded, mention, needed};
use crate::domain::fact::{GapFound, TemplateOwned, TemplateReviewOpened, TemplateReviewed, TemplateUsed};
use crate::domain::incident::Incident;
use crate::domain::incident::decide::closed;
use crate::domain::letter::FromTemplate;
use crate::domain::refusal::Refusal;
use crate::domain::subject::{Ref, Subject, SubjectKind};
use crate::text::nearest;

/// The word for each template that is known.
pub const ALL: &str = "all";

/// Records that a template was reviewed.
pub fn review(wish: &ReviewTemplate, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = "The review was not recorded";
    let name = &wish.file.name;
    let policy = context.book.current();
    let today = policy.calendar.local(context.now).date_naive();
    let on = wish.on.unwrap_or(today);
    if on > today {
        return Err(Refusal::rule(what, format!("{on} lies ahead")).instead("Give the day it was done."));
    }
    let kept = loaded.policy.as_ref().and_then(|state| state.templates.get(name));
    let last = kept.and_then(|kept| kept.review.as_ref());
    if let Some(last) = last.filter(|last| on < last.on) {
        return Err(Refusal::rule(what, format!("it was reviewed on {} already", last.on)).by("IR-19"));
    }
    let mut decision = Decision::default();
    let by = match &wish.by {
        Some(typed) => mention(&mut decision, what, SubjectKind::Person, typed, loaded, context)?.0,
        None => Ref {
            id: String::new(),
            name: context.who.name.clone(),
        },
    };
    let at = policy.calendar.end_of_day(on).min(context.now);
    let deadlines = loaded.policy.as_ref().map(|state| state.deadlines(context.book));
    let is_late = deadlines.iter().flatten().any(|one| {
        one.kind == DeadlineKind::TemplateReview && one.who.as_ref() == Some(name) && one.would_be_late(at, context.now)
    });
    let reason = said(wish.reason.as_ref());
    if is_late && reason.is_none() {
        return Err(
            Refusal::rule(what, "it is late, or entered late, and that needs a reason")
                .by("DL-1")
                .instead("Add --reason \"…\"."),
        );
    }
    if let Some(gap) = kept.and_then(|kept| kept.gaps.iter().find(|gap| gap.on > on)) {
        let warning = format!(
            "the gap that {} showed on {} is left: it was found later",
            gap.incident.name, gap.on
        );
        decision = decision.warn(warning);
    }
    decision.done = format!("{name}: reviewed on {on}, version {}", wish.file.version);
    Ok(decision.fact(
        &Subject::policy(),
        TemplateReviewed {
            template: name.clone(),
            version: wish.file.version.clone(),
            digest: wish.file.digest.clone(),
            role: wish.file.role.clone(),
            by,
            on,
            changes: said(wish.changes.as_ref()),
            note: said(wish.note.as_ref()),
            reason: reason.filter(|_| is_late),
        },
    ))
}

fn said(words: Option<&String>) -> Option<String> {
    words
        .map(|words| words.trim())
        .filter(|words| !words.is_empty())
        .map(str::to_owned)
}

/// Says who looks after a template.
pub fn own(file: &TemplateFile, person: &str, loaded: &Loaded, context: &Context) -> Result<Decision, Refusal> {
    let what = format!("{} has no other owner", file.name);
    let mut decision = Decision::default();
    let (owner, _) = mention(&mut decision, &what, SubjectKind::Person, person, loaded, context)?;
    let kept = loaded.policy.as_ref().and_then(|state| state.templates.get(&file.name));
    if kept.is_some_and(|kept| kept.owner.as_ref().is_some_and(|before| before.id == owner.id)) {
        return Ok(Decision::new(format!(
            "{} looks after {} already",
            owner.name, file.name
        )));
    }
    decision.done = format!("{} looks after {}", owner.name, file.name);
    Ok(decision.fact(
        &Subject::policy(),
        TemplateOwned {
            template: file.name.clone(),
            role: file.role.clone(),
            owner,
        },
    ))
}

/// Notes a communication gap on an incident, and opens the review of templates that it asks for.
pub fn gap(
    typed: &[String],
    reason: &str,
    incident: &Incident,
    loaded: &Loaded,
    context: &Context,
) -> Result<Decision, Refusal> {
    let what = format!("No gap was noted on {}", incident.code);
    if incident.imported.is_some() {
        return Err(closed(&what, incident));
    }
    let reason = needed(&what, "what was missing", reason)?;
    let templates = named(&what, typed, loaded, context)?;
    let policy = context.book.current();
    let window = policy.template_rule().gap;
    let which = match templates.as_slice() {
        [one] => one.clone(),
        several => format!("{} templates", several.len()),
    };
    Ok(Decision::new(format!(
        "Gap noted on {}; {which} to be reviewed within {window}",
        incident.code
    ))
    .will(format!(
        "Will note a gap on {}; {which} to be reviewed within {window}",
        incident.code
    ))
    .fact(
        &incident.subject(),
        GapFound {
            templates: templates.clone(),
            reason: reason.clone(),
        },
    )
    .fact(
        &Subject::policy(),
        TemplateReviewOpened {
            templates,
            on: policy.calendar.local(context.now).date_naive(),
            incident: Ref {
                id: incident.id.clone(),
                name: incident.code.clone(),
            },
            reason,
        },
    ))
}

/// The templates that these words name, each once.
fn named(what: &str, typed: &[String], loaded: &Loaded, context: &Context) -> Result<Vec<String>, Refusal> {
    let policy = context.book.current();
    let known = match &loaded.policy {
        Some(state) => state.template_names(policy),
        None => policy.template_rule().reviewed.iter().map(String::as_str).collect(),
    };
    let mut templates: Vec<String> = Vec::new();
    for word in typed.iter().map(|word| word.trim()) {
        let meant: Vec<&str> = if word.eq_ignore_ascii_case(ALL) {
            known.clone()
        } else {
            known
                .iter()
                .filter(|name| name.eq_ignore_ascii_case(word))
                .copied()
                .collect()
        };
        if meant.is_empty() {
            let near = nearest(word, known.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            return Err(Refusal::not_found(
                what,
                format!("no template \"{word}\" has been used, owned or reviewed{near}"),
            )
            .by("IR-19")
            .instead("firebell template list shows them; all means each of them.")
            .candidates(known.iter().map(|name| (*name).to_owned()).collect()));
        }
        for name in meant {
            if !templates.iter().any(|one| one == name) {
                templates.push(name.to_owned());
            }
        }
    }
    if templates.is_empty() {
        return Err(Refusal::usage(what, "no template is named").instead("Name one, or say all."));
    }
    Ok(templates)
}

/// Says of a letter what its template gives reason to say, and remembers a template that nobody knew.
pub fn used(mut decision: Decision, template: &FromTemplate, loaded: &Loaded, context: &Context) -> Decision {
    decision = warned(decision, template, loaded, context);
    let is_known = loaded.policy.as_ref().is_none_or(|state| {
        let names = state.template_names(context.book.current());
        names.contains(&template.name.as_str())
    });
    if is_known {
        return decision;
    }
    let template = template.name.clone();
    decision.fact(&Subject::policy(), TemplateUsed { template })
}

/// Says of a letter what its template gives reason to say. It never stands in the way.
pub fn warned(mut decision: Decision, template: &FromTemplate, loaded: &Loaded, context: &Context) -> Decision {
    if let Some(state) = &loaded.policy {
        let trust = trust(&state.template_marks(context.book), template, context.now);
        decision.warnings.extend(trust.warning(&template.name, context.book));
    }
    decision
}
