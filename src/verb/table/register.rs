//! Verbs of the registers: people, customers, systems.

use super::Context::Register;
use super::ParamKind as P;
use super::{NEW, Param, Verb, many, option, place, read, write};

const ALIAS: Param = many("alias", P::Text, "Another name it goes by");
const CONTACT: Param = option("contact", P::Text, "How to reach them");
const NOTE: Param = option("note", P::Text, "Anything else worth knowing");
const RENAME: Param = option("rename", P::Text, "Another name; the old one stays as an alias");
const DUTY: Param = many("duty", P::Duty, "A standing duty they hold, such as security-lead");
const HOURS: Param = option(
    "hours",
    P::Number,
    "Notice window of their contract in hours; 0 takes it away",
);
const NOTICE_DAYS: Param = option(
    "notice-days",
    P::Number,
    "How many days ahead their contract wants them told of a change of subprocessors; 0 takes it away",
);
const PRODUCTION: Param = option("production", P::YesNo, "Is it production? yes or no");
const DATA: Param = option("customer-data", P::YesNo, "Does it hold customer data? yes or no");

const PERSON: Param = place("name", P::Person, "Name of the person");
const CUSTOMER: Param = place("name", P::Customer, "Name of the customer");
const SYSTEM: Param = place("name", P::System, "Name of the system");
const FRESH: Param = place("name", P::Text, "The name");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read("person list", "people", "List people and their standing duties", &[]).serves("IR-4"),
    read("person show", "person", "Show a person", &[PERSON]).serves("IR-4"),
    write(
        "person add",
        "new",
        "Add a person",
        "IR-4",
        &[FRESH, CONTACT, DUTY, NOTE, NEW],
    )
    .on(&[Register], &[]),
    write(
        "person set",
        "edit",
        "Change what is known of a person",
        "IR-4",
        &[PERSON, RENAME, ALIAS, CONTACT, DUTY, NOTE],
    )
    .on(&[Register], &[]),
    write(
        "person merge",
        "merge",
        "Merge one person into another, where both are the same",
        "IR-4",
        &[PERSON, place("into", P::Person, "The one that stays")],
    )
    .on(&[Register], &[])
    .deliberate(super::Danger::Confirm)
    .final_because("a merge cannot be taken back"),
    read("customer list", "customers", "List customers", &[]).serves("IR-11"),
    read("customer show", "customer", "Show a customer", &[CUSTOMER]).serves("IR-11"),
    write(
        "customer add",
        "new",
        "Add a customer",
        "IR-11",
        &[FRESH, CONTACT, HOURS, NOTICE_DAYS, NOTE, NEW],
    )
    .on(&[Register], &[]),
    write(
        "customer set",
        "edit",
        "Change what is known of a customer",
        "IR-11",
        &[CUSTOMER, RENAME, ALIAS, CONTACT, HOURS, NOTICE_DAYS, NOTE],
    )
    .on(&[Register], &[]),
    write(
        "customer merge",
        "merge",
        "Merge one customer into another, where both are the same",
        "IR-11",
        &[CUSTOMER, place("into", P::Customer, "The one that stays")],
    )
    .on(&[Register], &[])
    .deliberate(super::Danger::Confirm)
    .final_because("a merge cannot be taken back"),
    read("system list", "systems", "List systems", &[]).serves("IR-1"),
    read("system show", "system", "Show a system", &[SYSTEM]).serves("IR-1"),
    write(
        "system add",
        "new",
        "Add a system",
        "IR-1",
        &[FRESH, CONTACT, PRODUCTION, DATA, NOTE, NEW],
    )
    .on(&[Register], &[]),
    write(
        "system set",
        "edit",
        "Change what is known of a system",
        "IR-1",
        &[SYSTEM, RENAME, ALIAS, CONTACT, PRODUCTION, DATA, NOTE],
    )
    .on(&[Register], &[]),
    write(
        "system merge",
        "merge",
        "Merge one system into another, where both are the same",
        "IR-1",
        &[SYSTEM, place("into", P::System, "The one that stays")],
    )
    .on(&[Register], &[])
    .deliberate(super::Danger::Confirm)
    .final_because("a merge cannot be taken back"),
];
