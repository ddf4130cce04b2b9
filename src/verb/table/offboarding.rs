//! Verbs of the end of a relationship, and of the reviews of the policies.

use super::ParamKind as P;
use super::{AT, DRY_RUN, Danger, EVIDENCE, FILE, LATE_REASON, NEW, NOTE, PAGE, REASON, VENDOR, Verb};
use super::{needed, option, place, read, write};

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    write(
        "vendor offboard",
        "offboard",
        "Begin the end of a relationship; its clocks start",
        "VM-8",
        &[VENDOR, REASON, AT, DRY_RUN],
    )
    .on(PAGE, &["B"])
    .deliberate(Danger::Confirm),
    write(
        "vendor credential",
        "credential",
        "List a credential, key or integration of a vendor, never the secret itself",
        "VM-8",
        &[
            VENDOR,
            place("credential", P::Text, "What it is, in a few words"),
            option("note", P::Text, "Where it is used"),
        ],
    )
    .on(PAGE, &["K"]),
    write(
        "vendor revoke",
        "revoke",
        "Record that a credential, key or integration was revoked",
        "VM-8",
        &[
            VENDOR,
            place("credential", P::Text, "Which, or its beginning"),
            EVIDENCE,
            FILE,
            AT,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["V"]),
    write(
        "vendor end",
        "end",
        "Record that a relationship has ended, once its steps are done",
        "VM-8",
        &[VENDOR, NOTE, DRY_RUN],
    )
    .on(PAGE, &["Z"])
    .deliberate(Danger::Confirm)
    .final_because("an end cannot be taken back"),
    read(
        "policy reviews",
        "reviews",
        "Show when each policy was reviewed, by whom, what changed, and when it is due",
        &[],
    )
    .serves("IR-23, VM-11"),
    write(
        "policy reviewed",
        "reviewed",
        "Record that a policy was reviewed; the next due date follows",
        "IR-23, VM-11",
        &[
            place("policy", P::PolicyName, "Which, such as vendor-management"),
            needed("changes", P::Text, "What changed, or that nothing did"),
            option("by", P::Person, "Who reviewed it; you if not given"),
            option("on", P::Day, "The day it was done; today if not given"),
            LATE_REASON,
            NEW,
        ],
    ),
];
