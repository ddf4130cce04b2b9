//! Verbs of the incident response policy.

use super::Context::{Board, Closed, Due, Incident};
use super::ParamKind as P;
use super::{
    AT, CODE, DRY_RUN, Danger, LATE_REASON, NEW, Param, REASON, Verb, many, needed, option, place, read, switch, write,
};

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    write(
        "declare",
        "declare",
        "Declare an incident",
        "IR-2, IR-3, IR-4, IR-5, IR-9",
        &[
            needed("title", P::Text, "One line saying what is wrong"),
            needed("severity", P::Severity, "How bad it is"),
            option("channel", P::Channel, "How it was found"),
            many("role", P::RoleOf, "Who has which role, such as commander=mira"),
            many("system", P::System, "A system it affects"),
            many("customer", P::Customer, "A customer it may concern"),
            option(
                "log",
                P::Entryline,
                "First line of the log; 14:05 before it back-dates it",
            ),
            NEW,
        ],
    )
    .on(&[Board, Closed], &["n"]),
    write(
        "log",
        "log",
        "Write a line on the log; 14:05 before it back-dates it",
        "IR-7, IR-10, DL-1",
        &[
            CODE,
            place("text", P::Entryline, "The words, perhaps with a time before them"),
            option("reason", P::Text, "Why the response began late, where it does"),
        ],
    )
    .on(&[Board, Incident], &["l"]),
    write(
        "assign",
        "assign",
        "Give a role to a person, or hand it over",
        "IR-4",
        &[
            CODE,
            place("role", P::Role, "Which role"),
            place("person", P::Person, "Who gets it"),
            NEW,
        ],
    )
    .on(&[Board, Incident], &["a"]),
    write(
        "severity",
        "severity",
        "Revise the severity; clocks and questions follow",
        "IR-5, IR-6, IR-7, IR-8",
        &[
            CODE,
            place("severity", P::Severity, "How bad it is now"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(&[Board, Incident], &["s"])
    .deliberate(Danger::Confirm),
    write(
        "phase",
        "phase",
        "Enter a phase, or enter it again",
        "IR-10",
        &[
            CODE,
            place("phase", P::Phase, "Which phase"),
            option("note", P::Text, "A word about it"),
            AT,
        ],
    )
    .on(&[Board, Incident], &["p"]),
    write(
        "breach confirm",
        "breach",
        "Confirm a personal data breach; starts a countdown for each customer",
        "IR-11",
        &[
            CODE,
            needed("at", P::Time, "When it was confirmed"),
            needed("data", P::List, "Categories of data, separated by commas"),
            many("customer", P::Customer, "A customer to be told"),
            DRY_RUN,
            NEW,
        ],
    )
    .on(&[Board, Incident], &["b"])
    .deliberate(Danger::TypeCode)
    .final_because("a breach is withdrawn with a reason, not undone"),
    write(
        "notify decide",
        "decide",
        "Answer an open question: customers, regulators, public",
        "IR-6, IR-14",
        &[
            CODE,
            place("question", P::Question, "Which question"),
            place("answer", P::YesNo, "yes or no"),
            REASON,
        ],
    )
    .on(&[Board, Incident], &["D"]),
    write(
        "close",
        "close",
        "Close an incident; shows what stays open",
        "IR-8",
        &[
            CODE,
            option("remediation", P::Text, "What was repaired"),
            LATE_REASON,
            DRY_RUN,
        ],
    )
    .on(&[Board, Incident], &["C"])
    .deliberate(Danger::Confirm),
    write(
        "remediation",
        "remedy",
        "Document what was repaired",
        "IR-8",
        &[CODE, place("text", P::Text, "What was done"), LATE_REASON],
    )
    .on(&[Board, Incident], &["r"]),
    write(
        "review done",
        "review done",
        "Record that the written review is done",
        "IR-15",
        &[CODE, AT, LATE_REASON],
    )
    .on(&[Board, Incident], &["V"]),
    write(
        "reopen",
        "reopen",
        "Open a closed incident again",
        "IR-15",
        &[CODE, REASON, DRY_RUN],
    )
    .on(&[Board, Incident, Closed], &["R"])
    .deliberate(Danger::Confirm),
    write(
        "page record",
        "page",
        "Record a page that went out; firebell does not send pages yet",
        "IR-6, IR-7",
        &[
            CODE,
            needed("person", P::Person, "Who was paged"),
            option("duty", P::Duty, "Standing duty it meets, where that is not plain"),
            AT,
            LATE_REASON,
            NEW,
        ],
    )
    .on(&[Board, Incident, Due], &["P"]),
    write(
        "page ack",
        "answered",
        "Record that a page was answered",
        "IR-6",
        &[CODE, needed("person", P::Person, "Who answered"), AT],
    )
    .on(&[Board, Incident], &["K"]),
    write(
        "release",
        "release",
        "Lay down a role",
        "IR-4",
        &[
            CODE,
            place("role", P::Role, "Which role"),
            option("person", P::Person, "Whose, where several have it"),
        ],
    )
    .on(&[Board, Incident], &["A"]),
    write(
        "breach customer",
        "affected",
        "Add an affected customer to the breach",
        "IR-11",
        &[
            CODE,
            place("customer", P::Customer, "Who is affected too"),
            DRY_RUN,
            NEW,
        ],
    )
    .on(&[Board, Incident], &["B"])
    .deliberate(Danger::Confirm),
    write(
        "breach correct",
        "correct",
        "Correct the time of confirmation; its clocks move",
        "IR-11",
        &[CODE, needed("at", P::Time, "When it was confirmed"), REASON, DRY_RUN],
    )
    .on(&[Incident], &[])
    .deliberate(Danger::Confirm),
    write(
        "breach withdraw",
        "withdraw",
        "Withdraw the breach; its clocks are cancelled",
        "IR-11",
        &[CODE, REASON, DRY_RUN],
    )
    .on(&[Incident], &[])
    .deliberate(Danger::Confirm),
    write(
        "anchor set",
        "anchor",
        "Say when an anchor was, from which obligations count",
        "IR-13",
        &[
            CODE,
            place("anchor", P::Anchor, "Which one, such as aware or classified-major"),
            needed("at", P::Time, "When it was"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(&[Incident], &[])
    .deliberate(Danger::Confirm),
    write(
        "obligation role",
        "role of the company",
        "Say in which role the company stands for the data",
        "IR-13",
        &[
            CODE,
            place("role", P::CompanyRole, "controller, processor or both"),
            option("reason", P::Text, "Why, where it was another before"),
            DRY_RUN,
        ],
    )
    .on(&[Incident], &[])
    .deliberate(Danger::Confirm),
    write(
        "obligation decide",
        "not notifiable",
        "Decide that an obligation is not notifiable, and why",
        "IR-13",
        &[
            CODE,
            place("id", P::Obligation, "Id of the rule, such as gdpr-33-1"),
            place("decision", P::Decision, "not-notifiable"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(&[Incident], &[])
    .deliberate(Danger::Confirm),
    write(
        "strike",
        "strike",
        "Strike a line out; its words stay readable",
        "IR-10",
        &[CODE, place("entry", P::Entry, "Short id of the line"), REASON],
    )
    .on(&[Incident], &["x"]),
    write(
        "expunge",
        "expunge",
        "Remove a line's words for good; that they went stays",
        "IR-10",
        &[CODE, place("entry", P::Entry, "Short id of the line"), REASON],
    )
    .on(&[Incident], &["X"])
    .deliberate(Danger::TypeCode)
    .final_because("what was expunged is gone"),
    write(
        "waive",
        "waive",
        "Waive a deadline",
        "DL-1",
        &[
            place("deadline", P::Deadline, "Its name, such as Q7K4/review"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(&[Incident, Due], &["w"])
    .deliberate(Danger::Confirm),
    write(
        "explain",
        "explain",
        "Say why a deadline was met late, where nobody has yet",
        "DL-1",
        &[place("deadline", P::Deadline, "Its name, such as Q7K4/respond"), REASON],
    )
    .on(&[Incident, Due], &["e"]),
    write("undo", "undo", "Take back your own last act", "IR-10", &[]).on(&[super::Context::Everywhere], &["u"]),
    read(
        "list",
        "list",
        "List incidents",
        &[
            switch("closed", "Closed ones, newest first"),
            option("severity", P::Severity, "Only of this severity"),
            option("text", P::Text, "Only those whose words match"),
        ],
    )
    .serves("IR-10"),
    read("show", "show", "Show an incident with its log", &[CODE]).serves("IR-10"),
    read(
        "due",
        "due",
        "List what is due; with --overdue exits 1 when something is late",
        &[
            switch("overdue", "Only what is late"),
            option("within", P::Span, "Only what is due within this time, such as 7d"),
            option("who", P::Person, "Only what this person must see to"),
            option("ics", P::File, "Write an iCalendar file instead; - is standard output"),
        ],
    )
    .serves("DL-1, DL-2, DL-5"),
    read(
        "board",
        "board",
        "Open the board, or an incident on it; prints it where there is no terminal",
        &[Param {
            required: false,
            ..CODE
        }],
    )
    .serves("IR-10"),
];
