//! Verbs of the vendor management policy.

use super::Context::Vendors;
use super::ParamKind as P;
use super::{LATE_REASON, NEW, Param, Verb, needed, option, place, read, write};

const NAME: Param = place("name", P::Vendor, "Name of the vendor, or its beginning");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read("vendor list", "vendors", "List the vendors, what is due first", &[]).serves("VM-1"),
    read("vendor show", "vendor", "Show a vendor with its log", &[NAME]).serves("VM-1"),
    write(
        "vendor add",
        "new",
        "Add a vendor to the register",
        "VM-1",
        &[
            place("name", P::Text, "Name of the vendor"),
            needed("tier", P::Tier, "How critical it is"),
            option("service", P::Text, "What kind of service"),
            option("purpose", P::Text, "What it is used for"),
            option("data", P::List, "Categories of data, separated by commas"),
            option("location", P::Text, "Where it is processed"),
            option("customer-data", P::YesNo, "Does it process customer data? yes or no"),
            option("owner", P::Person, "Who looks after it"),
            option("assessed", P::Day, "Day of the last assessment"),
            option("renewal", P::Day, "Day the contract renews"),
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
            NAME,
            option("rename", P::Text, "Another name"),
            option("tier", P::Tier, "How critical it is; needs a reason"),
            option("service", P::Text, "What kind of service"),
            option("purpose", P::Text, "What it is used for"),
            option("data", P::List, "Categories of data, separated by commas"),
            option("location", P::Text, "Where it is processed"),
            option("customer-data", P::YesNo, "Does it process customer data? yes or no"),
            option("owner", P::Person, "Who looks after it"),
            option("assessed", P::Day, "Day of the last assessment"),
            option("renewal", P::Day, "Day the contract renews"),
            option("reason", P::Text, "Why the tier changes"),
            NEW,
        ],
    )
    .on(&[Vendors], &["e"]),
    write(
        "vendor reassess",
        "reassess",
        "Record a reassessment; the next due date follows",
        "VM-2, VM-3, VM-4",
        &[
            NAME,
            option("on", P::Day, "The day it was done; today if not given"),
            option("renewal", P::Day, "Day the contract renews next"),
            option("note", P::Text, "A word about it"),
            LATE_REASON,
        ],
    )
    .on(&[Vendors], &["r"]),
];
