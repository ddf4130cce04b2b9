//! Verbs of subprocessors: the public list, advance notice, objections.

use super::ParamKind as P;
use super::{AT, DRY_RUN, Danger, LATE_REASON, NEW, NOTE, PAGE, Param, REASON, VENDOR, Verb};
use super::{many, needed, option, place, read, switch, write};

const CUSTOMER: Param = place("customer", P::Customer, "Name of the customer");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read(
        "subprocessors",
        "subprocessors",
        "Write the public list of subprocessors, or what changed between two days",
        &[
            option("on", P::Day, "As of the end of that day; today if not given"),
            option("diff", P::Days, "What changed from one day to another"),
            option("format", P::Format, "text, md, html, csv or json; text if not given"),
        ],
    )
    .serves("VM-6"),
    write(
        "vendor announce",
        "announce",
        "Record that a new subprocessor, or the end of one, was published; the notice runs",
        "VM-9, VM-10",
        &[
            VENDOR,
            switch("removal", "It goes"),
            option(
                "effective",
                P::Day,
                "The day it takes effect; the first allowed if not given",
            ),
            many(
                "customer",
                P::Customer,
                "Somebody to be told besides those whose contract asks for it",
            ),
            NOTE,
            AT,
            DRY_RUN,
            NEW,
        ],
    )
    .on(PAGE, &["N"])
    .deliberate(Danger::Confirm)
    .final_because("what was published was published; cancel it with a reason"),
    read(
        "vendor notice",
        "notice text",
        "Write the text of the notice that stands, to publish and to send",
        &[VENDOR, option("format", P::Format, "text or md; text if not given")],
    )
    .serves("VM-10"),
    write(
        "vendor cancel",
        "cancel notice",
        "Cancel the announced change of a subprocessor",
        "VM-9",
        &[VENDOR, REASON],
    )
    .on(PAGE, &[]),
    write(
        "vendor told",
        "told",
        "Record that a customer was told of a change of subprocessors",
        "VM-10",
        &[
            VENDOR,
            CUSTOMER,
            needed("by", P::Text, "By which way, such as email"),
            AT,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["T"])
    .final_because("what was sent was sent"),
    write(
        "vendor object",
        "objection",
        "Record that a customer objects to a change of subprocessors",
        "VM-10",
        &[
            VENDOR,
            CUSTOMER,
            needed("grounds", P::Text, "On which grounds"),
            AT,
            NEW,
        ],
    )
    .on(PAGE, &["O"]),
    write(
        "vendor answer",
        "answer",
        "Record the answer to an objection",
        "VM-10",
        &[
            VENDOR,
            CUSTOMER,
            needed("outcome", P::Settled, "withdrawn, accommodated, declined or upheld"),
            needed("answer", P::Text, "What was answered"),
            AT,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["A"])
    .final_because("what was sent was sent"),
    write(
        "vendor expedite",
        "cut short",
        "Let a subprocessor go live before its notice ends, for an incident",
        "VM-9",
        &[
            VENDOR,
            option(
                "incident",
                P::Incident,
                "Code of the security or availability incident that asks for it",
            ),
            REASON,
            DRY_RUN,
        ],
    )
    .on(PAGE, &["E"])
    .deliberate(Danger::Confirm),
];
