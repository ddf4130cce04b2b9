//! Verbs of the vendor management policy: the register, diligence, reassessment, monitoring.

use super::Context::{Incident, Vendor, Vendors};
use super::ParamKind as P;
use super::{AT, Context, DRY_RUN, EVIDENCE, FILE, LATE_REASON, NEW, NOTE, PAGE, Param, REASON, VENDOR, Verb};
use super::{many, needed, option, place, read, switch, tool, write};

const SERVICE: Param = option("service", P::Text, "What kind of service");
const PURPOSE: Param = option("purpose", P::Text, "What it is used for");
const DATA: Param = option("data", P::List, "Categories of data, separated by commas");
const LOCATION: Param = option("location", P::Text, "Where it is processed");
const CUSTOMER_DATA: Param = option("customer-data", P::YesNo, "Does it process customer data? yes or no");
const PRODUCTION: Param = option("production", P::YesNo, "Does production depend on it? yes or no");
const OWNER: Param = option("owner", P::Person, "Who looks after it");
const REQUESTER: Param = option("requester", P::Person, "Who wants it; you if not given");
const CONTACT: Param = many("contact", P::Text, "How to reach it: a person, an address");
const CONTRACT: Param = option("contract", P::Day, "Day the contract was signed");
const DPA: Param = option("dpa", P::Day, "Day the data processing agreement was signed");
const LINK: Param = many("link", P::Text, "Where more stands: contract, status page");
const ASSESSED: Param = option("assessed", P::Day, "Day of the last assessment");
const RENEWAL: Param = option("renewal", P::Day, "Day the contract renews");
const STEP: Param = place("step", P::Step, "Which step, such as dpa; vendor steps lists them");

/// From either side.
const LINKED: &[Context] = &[Vendors, Vendor, Incident];

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read("vendor list", "vendors", "List the vendors, what is due first", &[]).serves("VM-1"),
    read("vendor show", "vendor", "Show a vendor with its log", &[VENDOR]).serves("VM-1"),
    read(
        "vendor steps",
        "steps",
        "Show which steps of a vendor are done and which are left",
        &[VENDOR],
    )
    .serves("VM-5, VM-8"),
    tool(
        "vendor export",
        "export",
        "Write the whole register as a file, which can be imported again",
        &[option("format", P::Format, "csv or json; csv if not given")],
    )
    .serves("VM-1"),
    write(
        "vendor add",
        "new",
        "Add a vendor to the register",
        "VM-1",
        &[
            place("name", P::Text, "Name of the vendor"),
            option("tier", P::Tier, "How critical it is; the answers suggest one"),
            SERVICE,
            PURPOSE,
            DATA,
            LOCATION,
            CUSTOMER_DATA,
            PRODUCTION,
            OWNER,
            REQUESTER,
            CONTACT,
            CONTRACT,
            DPA,
            LINK,
            ASSESSED,
            RENEWAL,
            switch("in-use", "It is in use already; which steps were done is unknown"),
            option("reason", P::Text, "Why it has this tier"),
            NEW,
        ],
    )
    .on(&[Vendors], &["n"]),
    write(
        "vendor set",
        "edit",
        "Change what the register says of a vendor",
        "VM-1",
        &[
            VENDOR,
            option("rename", P::Text, "Another name"),
            option("tier", P::Tier, "How critical it is; needs a reason"),
            SERVICE,
            PURPOSE,
            DATA,
            LOCATION,
            CUSTOMER_DATA,
            PRODUCTION,
            OWNER,
            REQUESTER,
            CONTACT,
            CONTRACT,
            DPA,
            LINK,
            ASSESSED,
            RENEWAL,
            option("reason", P::Text, "Why the tier changes"),
            NEW,
        ],
    )
    .on(PAGE, &["e"]),
    write(
        "vendor step",
        "step",
        "Record a step as done: of diligence, or of the end once that has begun",
        "VM-5, VM-8",
        &[
            VENDOR,
            STEP,
            EVIDENCE,
            FILE,
            NOTE,
            option(
                "retention",
                P::Text,
                "At the end: what the vendor keeps for longer than agreed",
            ),
            AT,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["s"]),
    write(
        "vendor skip",
        "not applicable",
        "Say that a step does not apply to a vendor",
        "VM-5, VM-8",
        &[VENDOR, STEP, REASON],
    )
    .on(PAGE, &["x"]),
    write(
        "vendor reopen",
        "reopen step",
        "Open a step of a vendor again",
        "VM-5, VM-8",
        &[VENDOR, STEP, REASON],
    )
    .on(PAGE, &["X"]),
    write(
        "vendor approve",
        "approve",
        "Record that the leadership approved a vendor",
        "VM-2",
        &[
            VENDOR,
            option("by", P::Person, "Who approved; you if not given"),
            EVIDENCE,
            FILE,
            NOTE,
            AT,
            NEW,
        ],
    )
    .on(PAGE, &["a"]),
    write(
        "vendor allow",
        "allow data",
        "Say that production data may flow to a vendor, once its steps are done",
        "VM-5",
        &[VENDOR, NOTE, DRY_RUN],
    )
    .on(PAGE, &["p"]),
    write(
        "vendor live",
        "go live",
        "Record that a vendor is used for production",
        "VM-5, VM-9",
        &[VENDOR, NOTE, AT, DRY_RUN],
    )
    .on(PAGE, &["P"]),
    write(
        "vendor reassess",
        "reassess",
        "Record a reassessment; the next due date follows",
        "VM-2, VM-3, VM-4",
        &[
            VENDOR,
            option("on", P::Day, "The day it was done; today if not given"),
            option("outcome", P::Outcome, "keep, conditions or exit; keep if not given"),
            many("condition", P::Text, "What it must do and by when, as WHAT=2027-03-31"),
            option("renewal", P::Day, "Day the contract renews next"),
            NOTE,
            LATE_REASON,
            DRY_RUN,
        ],
    )
    .on(PAGE, &["r"]),
    write(
        "vendor early",
        "reassess early",
        "Open a reassessment before its time",
        "VM-7",
        &[
            VENDOR,
            needed("cause", P::Text, "What asks for it"),
            option("on", P::Day, "The day it happened; today if not given"),
        ],
    )
    .on(PAGE, &["R"]),
    write(
        "vendor condition",
        "condition met",
        "Record that a condition of a reassessment was met",
        "VM-2, VM-3, VM-4",
        &[
            VENDOR,
            place("condition", P::Text, "Which, or its beginning"),
            EVIDENCE,
            FILE,
            AT,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["c"]),
    write(
        "vendor report",
        "report",
        "Record an assurance report of a vendor, such as SOC 2",
        "VM-2, VM-7",
        &[
            VENDOR,
            place("report", P::Text, "What it is called"),
            needed("expires", P::Day, "Last day on which it holds"),
            option("from", P::Day, "First day of the time it speaks of"),
            option("to", P::Day, "Last day of the time it speaks of"),
            EVIDENCE,
            FILE,
            LATE_REASON,
        ],
    )
    .on(PAGE, &["t"]),
    write(
        "vendor note",
        "note",
        "Note what was seen at a vendor; some kinds open a reassessment",
        "VM-7",
        &[
            VENDOR,
            place("kind", P::Monitoring, "What kind, such as location-change"),
            place("text", P::Text, "What was seen"),
            AT,
        ],
    )
    .on(PAGE, &["l"]),
    write(
        "vendor accept",
        "accept risk",
        "Accept a risk of a vendor until a day",
        "VM-7",
        &[
            VENDOR,
            place("risk", P::Text, "Which, in a few words"),
            needed("until", P::Day, "Last day on which it is accepted"),
            REASON,
            option("by", P::Person, "Who accepts it; you if not given"),
            option("late", P::Text, "Why it is renewed late, where it is"),
            NEW,
        ],
    )
    .on(PAGE, &["i"]),
    write(
        "vendor settle",
        "close risk",
        "Record that an accepted risk is gone",
        "VM-7",
        &[VENDOR, place("risk", P::Text, "Which, or its beginning"), REASON],
    )
    .on(PAGE, &["I"]),
    write(
        "vendor link",
        "link",
        "Link a vendor and an incident; a reassessment opens",
        "VM-7",
        &[
            VENDOR,
            place("code", P::Incident, "Code of the incident, or its beginning"),
            NOTE,
            DRY_RUN,
        ],
    )
    .on(LINKED, &["+"]),
    write(
        "vendor unlink",
        "unlink",
        "Say that a vendor has nothing to do with an incident",
        "VM-7",
        &[
            VENDOR,
            place("code", P::Incident, "Code of the incident, or its beginning"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(LINKED, &["-"]),
    write(
        "vendor incident",
        "incident here",
        "Declare an incident at a vendor, with the customers and the data it concerns",
        "VM-7, IR-5",
        &[
            VENDOR,
            needed("title", P::Text, "One line saying what is wrong"),
            needed("severity", P::Severity, "How grave it is"),
            many("role", P::RoleOf, "Who takes which role, such as commander=mira"),
            option("log", P::Entryline, "First line of the log"),
            NEW,
        ],
    )
    .on(&[Vendor], &["n"]),
];
