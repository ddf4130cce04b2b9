//! One fact of every kind, filled to the brim: what the golden files hold and the laws are tried on.

use firebell::clock::Moment;
use firebell::domain::fact::{
    Affected, AnchorSet, AnnouncementCancelled, AnnouncementSent, ApprovalGiven, AssuranceReport, BreachConfirmed,
    BreachWithdrawn, Change, ChangeAnnounced, Closed, CodenameSet, CompanyRoleSet, Condition, ConditionMet,
    ConfirmationCorrected, CredentialListed, CredentialRevoked, CustomerAffected, DeadlineExplained, DeadlineWaived,
    Declared, Dispatch, EntryExpunged, EntryLogged, EntryMarked, EntryStruck, Evidence, GapFound, GoLiveExpedited,
    Imported, IncidentLinked, IncidentUnlinked, MonitoringNoted, NoticeApproved, NoticeDrafted, NoticeReadied,
    NoticeReturned, NoticeSent, NoticeSuperseded, ObjectionAnswered, ObjectionRaised, ObligationDeclined,
    ObligationSubmitted, OffboardingBegun, OffboardingStepDone, OffboardingStepExcluded, OffboardingStepReopened,
    Outcome, PageAcknowledged, PageRecorded, PhaseEntered, PolicyAdopted, PolicyReviewed, ProductionAllowed, Proof,
    Published, QuestionAnswered, ReassessmentOpened, Recipient, RecipientDetailed, RegisterAdded, RegisterChanged,
    RegisterDetails, RegisterMerged, RemediationDocumented, ReminderAcknowledged, ReminderSnoozed, Reopened,
    ReportReceived, ReviewDone, RiskAccepted, RiskClosed, RoleAssigned, RoleReleased, Settled, SeverityRevised,
    StepDone, StepExcluded, StepReopened, TemplateOwned, TemplateReviewOpened, TemplateReviewed, TemplateUsed, Undone,
    VendorAdded, VendorChanged, VendorDetails, VendorEnded, VendorLinked, VendorReassessed, VendorUnlinked, WentLive,
};
use firebell::domain::incident::notice::state::Detail;
use firebell::domain::incident::notice::{Marked, Notice, Publication, Wrong};
use firebell::domain::incident::obliged::CompanyRole;
use firebell::domain::letter::{FromTemplate, Letter, Part};
use firebell::domain::subject::Ref;
use firebell::domain::{Fact, FactId};
use firebell::policy::obligation::Anchor;

use crate::stage::moment;

fn text(text: &str) -> String {
    text.to_owned()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|one| text(one)).collect()
}

fn at() -> Moment {
    moment("2026-11-24T03:51:00.250Z")
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn named(id: &str, name: &str) -> Ref {
    Ref {
        id: text(id),
        name: text(name),
    }
}

fn mira() -> Ref {
    named("0123456789abcdef", "Mira")
}

fn acme() -> Affected {
    Affected {
        customer: named("acme000000000000", "Acme \"GmbH\" & Söhne"),
        contract_hours: Some(48),
        contact: text("dpo@acme.example"),
    }
}

fn vendor() -> VendorDetails {
    VendorDetails {
        name: text("Cloud & Sons"),
        tier: text("critical"),
        service: text("hosting"),
        purpose: text("runs production"),
        categories: texts(&["names", "e-mail"]),
        location: text("EU"),
        customer_data: true,
        owner: Some(mira()),
        last_assessed: Some(day("2024-02-29")),
        renewal: Some(day("2027-01-31")),
        production: true,
        contacts: texts(&["Jo Doe <jo@cloud.example>", "+49 30 1"]),
        contract: Some(day("2023-05-01")),
        dpa: Some(day("2023-05-02")),
        links: texts(&["https://cloud.example/security"]),
        requester: Some(named("lee0000000000000", "lee")),
    }
}

fn proof() -> Evidence {
    Evidence {
        place: text("dpa, signed.pdf"),
        digest: Some(text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
    }
}

fn crisis() -> Ref {
    named("q7k4000000000000", "Q7K4")
}

fn entry() -> RegisterDetails {
    RegisterDetails {
        name: text("Mira Sato"),
        aliases: texts(&["mira", "ms"]),
        contact: text("+49 30 123"),
        duties: texts(&["security-lead"]),
        contract_hours: Some(24),
        notice_days: Some(30),
        production: Some(true),
        customer_data: Some(false),
        note: text("line one\nline two\t\u{202e}end"),
    }
}

/// One fact of every kind.
pub fn samples() -> Vec<Fact> {
    let mut facts = told();
    facts.extend(run());
    facts.extend(breach());
    facts.extend(letters());
    facts.extend(registers());
    facts.extend(programme());
    facts.extend(subprocessors());
    facts.extend(end());
    facts.extend(templates());
    facts
}

fn told() -> Vec<Fact> {
    vec![
        Declared {
            code: text("Q7K4"),
            title: text("Bucket was open"),
            severity: 1,
            channel: Some(text("monitoring")),
            systems: vec![named("exports000000000", "exports")],
            customers: vec![acme().customer],
            asks: texts(&["customers", "regulators"]),
            asks_without_breach: texts(&["public"]),
            phase: text("identification"),
        }
        .into(),
        Imported {
            code: text("0AB1"),
            source: text("feed-17"),
            title: text("Old one"),
            severity: Some(2),
            started_at: Some(at()),
            ended_at: None,
            company: text("Acme"),
            product: text("Mail"),
            categories: texts(&["outage"]),
            keywords: texts(&["mail", "queue"]),
            link: text("https://status.example/17"),
        }
        .into(),
        EntryLogged {
            text: text("blocked the token \u{1b}[31m"),
            phase: text("containment"),
        }
        .into(),
        EntryStruck {
            entry: text("k4w"),
            reason: text("wrong token"),
        }
        .into(),
        EntryExpunged {
            entry: text("k4w"),
            target: FactId {
                series: text("00112233aabbccdd"),
                seq: 7,
            },
            reason: text("a password"),
        }
        .into(),
        SeverityRevised {
            from: Some(2),
            to: 1,
            reason: text("it is certain"),
            asks: texts(&["customers"]),
            asks_without_breach: texts(&["public"]),
        }
        .into(),
        PhaseEntered {
            phase: text("containment"),
            note: Some(text("token blocked")),
        }
        .into(),
    ]
}

fn run() -> Vec<Fact> {
    vec![
        RoleAssigned {
            role: text("commander"),
            person: mira(),
            replaces: vec![named("lee0000000000000", "lee")],
        }
        .into(),
        RoleReleased {
            role: text("commander"),
            person: mira(),
        }
        .into(),
        PageRecorded {
            person: mira(),
            duties: texts(&["security-lead"]),
            reason: Some(text("asleep")),
        }
        .into(),
        PageAcknowledged { person: mira() }.into(),
        QuestionAnswered {
            question: text("public"),
            yes: true,
            reason: text("down for an hour"),
        }
        .into(),
        RemediationDocumented {
            text: text("rotated the key"),
            reason: Some(text("sprint was full")),
        }
        .into(),
        Closed { phase: text("closed") }.into(),
        Reopened {
            reason: text("it came back"),
            phase: text("recovery"),
        }
        .into(),
        CompanyRoleSet {
            role: CompanyRole::Processor,
            reason: Some(text("their data only")),
        }
        .into(),
        AnchorSet {
            anchor: Anchor::ClassifiedMajor,
            replaces: Some(at()),
            reason: text("two countries, 5 \"main\" services"),
        }
        .into(),
        AnchorSet {
            anchor: Anchor::Aware,
            replaces: None,
            reason: text("the dump was ours"),
        }
        .into(),
        ObligationSubmitted {
            obligation: text("gdpr-33-1"),
            dispatch: dispatch(),
            reason: Some(text("the portal was down")),
        }
        .into(),
        ObligationDeclined {
            obligation: text("nis2-24"),
            reason: text("not significant"),
        }
        .into(),
        ReviewDone {
            reason: Some(text("holidays")),
        }
        .into(),
        DeadlineWaived {
            deadline: text("notice/acme-gmbh"),
            reason: text("told by phone"),
        }
        .into(),
        DeadlineExplained {
            deadline: text("respond"),
            clock: text("1790000000000"),
            reason: text("the alert went to the old list"),
        }
        .into(),
        ReminderAcknowledged {
            deadline: text("notice/acme-gmbh"),
            clock: text("1790000000000"),
        }
        .into(),
        ReminderSnoozed {
            deadline: text("notice/acme-gmbh"),
            clock: text("1790000000000"),
            until: moment("2026-11-24T14:35:00Z"),
        }
        .into(),
        Undone {
            series: text("00112233aabbccdd"),
            act: 3,
            what: text("severity"),
        }
        .into(),
    ]
}

fn breach() -> Vec<Fact> {
    vec![
        BreachConfirmed {
            categories: texts(&["names", "e-mail"]),
            customers: vec![acme()],
        }
        .into(),
        CustomerAffected { customer: acme() }.into(),
        ConfirmationCorrected {
            from: at(),
            to: moment("2026-11-24T03:30:00Z"),
            reason: text("the call was earlier"),
        }
        .into(),
        BreachWithdrawn {
            reason: text("made-up data"),
        }
        .into(),
        NoticeSent {
            customer: acme().customer,
            dispatch: dispatch(),
            reason: Some(text("the portal was down")),
        }
        .into(),
    ]
}

fn letter() -> Letter {
    Letter {
        template: Some(template()),
        subject: text("An incident that concerns your data"),
        opening: text("Dear {{ customer }} team,"),
        parts: vec![Part {
            key: text("nature"),
            heading: text("What happened"),
            text: text("Keys were read.\n\nnot yet known"),
        }],
        closing: text("mira, security lead"),
    }
}

fn template() -> FromTemplate {
    FromTemplate {
        name: text("customer-notice"),
        version: text("3"),
        digest: text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    }
}

fn dispatch() -> Dispatch {
    Dispatch {
        by: text("email"),
        text: Some(text("Dear customer,\n…")),
        text_digest: Some(text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
        template: Some(template()),
        in_the_way: texts(&["it lacks measures"]),
        overridden: Some(text("the customer asked for it now")),
        unknown: texts(&["consequences"]),
        again_by: Some(moment("2026-11-27T12:00:00Z")),
        proof: Some(Proof {
            reference: Some(text("<id@mail.example>")),
            file: Some((text("sent.eml"), text("9f86d081884c7d65"))),
        }),
    }
}

fn letters() -> Vec<Fact> {
    let all = || Notice::Customers;
    vec![
        NoticeDrafted {
            notice: Notice::Customer(acme().customer),
            letter: letter(),
        }
        .into(),
        NoticeReadied {
            notice: all(),
            digest: letter().digest(),
            asks: Some(mira()),
        }
        .into(),
        NoticeApproved {
            notice: Notice::Obligation(text("gdpr-33-1")),
            digest: letter().digest(),
        }
        .into(),
        NoticeReturned {
            notice: all(),
            reason: text("say since when"),
        }
        .into(),
        NoticeSuperseded {
            notice: Notice::Customer(acme().customer),
            wrong: Wrong::Text,
            reason: text("the number was another"),
            again_by: Some(moment("2026-11-27T12:00:00Z")),
        }
        .into(),
        RecipientDetailed {
            notice: Notice::Customer(acme().customer),
            detail: Detail {
                records: text("214 users"),
                reference: text("ACME-4711"),
            },
        }
        .into(),
        Published {
            publication: Publication::Status,
            place: text("https://status.example"),
            dispatch: dispatch(),
        }
        .into(),
        CodenameSet {
            codename: text("Bluebird"),
        }
        .into(),
        EntryMarked {
            entry: text("e7k2"),
            marked: Marked::Privileged,
            reason: Some(text("counsel asked")),
        }
        .into(),
    ]
}

fn registers() -> Vec<Fact> {
    vec![
        VendorAdded {
            details: vendor(),
            in_use: false,
            reason: Some(text("customer data")),
        }
        .into(),
        VendorChanged {
            details: vendor(),
            reason: Some(text("customer data now")),
        }
        .into(),
        VendorReassessed {
            on: day("2025-02-28"),
            outcome: Outcome::Conditions,
            conditions: vec![Condition {
                name: text("data stays in the EU"),
                due: day("2025-06-30"),
            }],
            renewal: Some(day("2028-01-31")),
            note: Some(text("all well")),
            reason: Some(text("in a drawer")),
        }
        .into(),
        RegisterAdded {
            details: entry(),
            mentioned: false,
        }
        .into(),
        RegisterChanged { details: entry() }.into(),
        RegisterMerged { into: mira() }.into(),
        PolicyAdopted {
            digest: text("0123456789abcdef"),
            policy: text("{\"name\":\"ours\"}"),
        }
        .into(),
    ]
}

fn programme() -> Vec<Fact> {
    vec![
        ReassessmentOpened {
            on: day("2026-11-24"),
            cause: text("incident Q7K4, Bucket was open"),
            incident: Some(crisis()),
        }
        .into(),
        ConditionMet {
            condition: text("data stays in the EU"),
            evidence: Some(proof()),
            reason: Some(text("their release slipped")),
        }
        .into(),
        StepDone {
            step: text("dpa"),
            evidence: Some(proof()),
            note: Some(text("both sides")),
        }
        .into(),
        StepExcluded {
            step: text("assurance-report"),
            reason: text("no SOC 2 yet; ISO 27001 read"),
        }
        .into(),
        StepReopened {
            step: text("dpa"),
            reason: text("a new annex"),
        }
        .into(),
        ApprovalGiven {
            step: text("leadership-approval"),
            by: mira(),
            evidence: Some(proof()),
            note: Some(text("in the board meeting")),
        }
        .into(),
        ProductionAllowed {
            note: Some(text("from Monday")),
        }
        .into(),
        ReportReceived {
            report: AssuranceReport {
                name: text("SOC 2 Type II"),
                from: Some(day("2025-01-01")),
                to: Some(day("2025-12-31")),
                expires: day("2026-12-31"),
                evidence: Some(proof()),
            },
            reason: Some(text("they were late")),
        }
        .into(),
        MonitoringNoted {
            kind: text("location-change"),
            text: text("moves to the US"),
        }
        .into(),
        RiskAccepted {
            risk: text("no bug bounty"),
            by: mira(),
            until: day("2027-03-31"),
            reason: text("small surface"),
            late: Some(text("holidays")),
        }
        .into(),
        RiskClosed {
            risk: text("no bug bounty"),
            reason: text("they have one"),
        }
        .into(),
        IncidentLinked {
            incident: crisis(),
            note: Some(text("their bucket")),
        }
        .into(),
        IncidentUnlinked {
            incident: crisis(),
            reason: text("another bucket"),
        }
        .into(),
        VendorLinked {
            vendor: named("cloud00000000000", "Cloud & Sons"),
            categories: texts(&["names", "e-mail"]),
        }
        .into(),
        VendorUnlinked {
            vendor: named("cloud00000000000", "Cloud & Sons"),
            reason: text("another bucket"),
        }
        .into(),
    ]
}

fn subprocessors() -> Vec<Fact> {
    vec![
        ChangeAnnounced {
            change: Change::Addition,
            effective_on: day("2026-12-24"),
            ends_at: moment("2026-12-24T10:00:00Z"),
            customers: vec![Recipient {
                customer: acme().customer,
                days: Some(14),
            }],
            note: Some(text("replaces the old one")),
        }
        .into(),
        AnnouncementCancelled {
            reason: text("not bought"),
        }
        .into(),
        AnnouncementSent {
            customer: acme().customer,
            by: text("email"),
            reason: Some(text("bounced at first")),
        }
        .into(),
        ObjectionRaised {
            customer: acme().customer,
            grounds: text("data leaves the EU"),
        }
        .into(),
        ObjectionAnswered {
            customer: acme().customer,
            outcome: Settled::Accommodated,
            answer: text("they stay on the old one"),
            reason: Some(text("legal was away")),
        }
        .into(),
        GoLiveExpedited {
            reason: text("the old one is down"),
            incident: crisis(),
        }
        .into(),
        WentLive {
            note: Some(text("all traffic")),
        }
        .into(),
    ]
}

fn end() -> Vec<Fact> {
    vec![
        OffboardingBegun {
            reason: text("too dear"),
        }
        .into(),
        OffboardingStepDone {
            step: text("data"),
            evidence: Some(proof()),
            note: Some(text("certificate of deletion")),
            retention: Some(text("backups for 90 days")),
            reason: Some(text("they were slow")),
        }
        .into(),
        OffboardingStepExcluded {
            step: text("customers"),
            reason: text("nothing is kept"),
        }
        .into(),
        OffboardingStepReopened {
            step: text("data"),
            reason: text("a bucket was left"),
        }
        .into(),
        CredentialListed {
            credential: text("deploy key"),
            note: Some(text("CI")),
        }
        .into(),
        CredentialRevoked {
            credential: text("deploy key"),
            evidence: Some(proof()),
            reason: Some(text("nobody knew it")),
        }
        .into(),
        VendorEnded {
            note: Some(text("in peace")),
        }
        .into(),
        PolicyReviewed {
            policy: text("vendor-management"),
            by: mira(),
            on: day("2026-11-24"),
            changes: text("the notice is 30 days now"),
            reason: Some(text("reorganised")),
        }
        .into(),
    ]
}

fn templates() -> Vec<Fact> {
    vec![
        TemplateReviewed {
            template: text("customer-notice"),
            version: text("2"),
            digest: text("ab54"),
            role: text("communications"),
            by: mira(),
            on: day("2026-11-24"),
            changes: Some(text("the fourth part asks for advice")),
            note: Some(text("read with legal")),
            reason: Some(text("reorganised")),
        }
        .into(),
        TemplateOwned {
            template: text("customer-notice"),
            role: text("communications"),
            owner: mira(),
        }
        .into(),
        TemplateUsed {
            template: text("customer-short"),
        }
        .into(),
        TemplateReviewOpened {
            templates: vec![text("customer-notice"), text("status-update")],
            on: day("2026-11-24"),
            incident: crisis(),
            reason: text("customers asked what they should do"),
        }
        .into(),
        GapFound {
            templates: vec![text("customer-notice"), text("status-update")],
            reason: text("customers asked what they should do"),
        }
        .into(),
    ]
}
