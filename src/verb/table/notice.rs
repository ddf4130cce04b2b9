//! Verbs of letters: who is told what, by whom it was read, and that it went out.

use super::Context::{Board, Incident, Letter};
use super::ParamKind as P;
use super::{
    AT, CODE, DRY_RUN, Danger, LATE_REASON, NEW, Param, REASON, Verb, needed, option, place, read, switch, tool, write,
};

const TO: Param = option(
    "to",
    P::Addressee,
    "A customer, an obligation, status, report or internal; all customers if not given",
);
const BY: Param = needed("by", P::Text, "By which way, such as email or portal");
const TEXT: Param = option(
    "text",
    P::File,
    "File with the text that went out, where it was written elsewhere; - is standard input",
);
const HAS: Param = option(
    "has",
    P::List,
    "Parts that a text from elsewhere has, such as nature,data; or all",
);
const UNKNOWN: Param = option("unknown", P::List, "Parts that it calls not yet known");
const AGAIN_BY: Param = option(
    "again-by",
    P::TimeAhead,
    "By when the next one is due, where something is not yet known",
);
const REFERENCE: Param = option("reference", P::Text, "What proves it: a message id, a case number");
const PROOF: Param = option("proof", P::Proof, "File that proves it; its digest is kept");
const OVERRIDE: Param = option(
    "override",
    P::Text,
    "Why it goes out although something stands in its way",
);

const TIMELINE: Param = option(
    "timeline",
    P::Text,
    "shared: only what is marked so; all: lines too that nobody has marked",
);

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    write(
        "notice sent",
        "record as sent",
        "Record that a customer was told",
        "IR-11, IR-12",
        &[
            CODE,
            option("customer", P::Customer, "Who was told"),
            switch("all", "Every customer whom nobody has told"),
            BY,
            AT,
            LATE_REASON,
            REFERENCE,
            PROOF,
            AGAIN_BY,
            TEXT,
            HAS,
            UNKNOWN,
            OVERRIDE,
            DRY_RUN,
        ],
    )
    .on(&[Board, Incident, Letter], &[])
    .deliberate(Danger::Confirm)
    .final_because("what was sent was sent; notice supersede says that it was wrong"),
    write(
        "notice draft",
        "save a letter",
        "Save the letter that tells somebody, from a file or a template",
        "IR-12, IR-18",
        &[
            CODE,
            TO,
            option("from", P::File, "File of the letter; - is standard input"),
            option(
                "template",
                P::Template,
                "Template to begin from; the usual one if not given",
            ),
        ],
    ),
    write(
        "notice ready",
        "ready",
        "Mark a letter as ready: its facts are checked",
        "IR-12, IR-18",
        &[CODE, TO, option("ask", P::Person, "Who is asked to approve it"), NEW],
    )
    .on(&[Incident, Letter], &[]),
    write(
        "notice approve",
        "approve",
        "Approve a letter that is ready",
        "IR-18",
        &[CODE, TO],
    )
    .on(&[Incident, Letter], &[]),
    write(
        "notice return",
        "give back",
        "Give a letter back to be written anew",
        "IR-18",
        &[CODE, TO, needed("reason", P::Text, "What has to change")],
    )
    .on(&[Incident, Letter], &[]),
    write(
        "notice supersede",
        "supersede",
        "Say that what was sent was wrong; it is kept, and another has to follow",
        "IR-11, IR-12",
        &[
            CODE,
            place("to", P::Addressee, "The customer, or the obligation"),
            needed("wrong", P::Wrong, "recipient, mistake or text"),
            REASON,
            DRY_RUN,
        ],
    )
    .on(&[Incident, Letter], &[])
    .deliberate(Danger::Confirm),
    write(
        "breach detail",
        "detail",
        "Note what letters say of one recipient: how much is concerned, and its reference",
        "IR-12, IR-13",
        &[
            CODE,
            option("customer", P::Customer, "Of which customer"),
            option("obligation", P::Obligation, "Of whoever the rule of this id names"),
            option(
                "records",
                P::Text,
                "How many of its records or people are concerned, such as \"214 users\"",
            ),
            option("reference", P::Text, "The reference it gave"),
        ],
    )
    .on(&[Incident], &[]),
    read(
        "breach list",
        "breach register",
        "The breach register: what was confirmed, decided and told, and what was not, with every reason",
        &[
            switch("all", "Also incidents of which nobody has decided yet"),
            option("format", P::Text, "text, csv or json"),
        ],
    )
    .serves("IR-6, IR-11, IR-13"),
    read(
        "notice show",
        "letters",
        "Read back what was sent to whom, word for word, and letters as they stand",
        &[
            CODE,
            option(
                "to",
                P::Addressee,
                "A customer, an obligation, status, report, internal, or customers for the letter to all; lists everybody if not given",
            ),
            option("nth", P::Number, "Which of the sendings, from 1; all if not given"),
            switch("draft", "The letter as it stands, also where one was sent"),
            option(
                "format",
                P::Text,
                "text; or nothing but the words: md byte by byte, html, txt, eml",
            ),
        ],
    )
    .serves("IR-11, IR-12"),
    read(
        "contact",
        "contact",
        "Show how to report something to the security team, and its public key",
        &[switch("key", "Print the public key, for a file or a program")],
    )
    .serves("IR-22"),
    tool(
        "pack",
        "pack",
        "Put together what an affected customer is given: facts, timeline, data, measures, its letters, with digests",
        &[
            CODE,
            option("customer", P::Customer, "For which customer"),
            switch("all", "One for each affected customer"),
            needed("into", P::Text, "Folder in which it is made, or FILE.zip"),
            switch("zip", "One zip file each, instead of a folder"),
            TIMELINE,
        ],
    )
    .serves("IR-13"),
    read(
        "redact",
        "redact",
        "Show which lines of a log go out, to a customer or to everybody, and why the others stay",
        &[
            CODE,
            option("customer", P::Customer, "To which customer; to everybody if not given"),
            TIMELINE,
        ],
    )
    .serves("IR-13, IR-14"),
    write(
        "obligation submit",
        "submitted",
        "Record that what an obligation asks for went out",
        "IR-13",
        &[
            CODE,
            place("id", P::Obligation, "Id of the rule, such as gdpr-33-1"),
            BY,
            AT,
            LATE_REASON,
            REFERENCE,
            PROOF,
            AGAIN_BY,
            TEXT,
            OVERRIDE,
            DRY_RUN,
        ],
    )
    .on(&[Incident, Letter], &[])
    .deliberate(Danger::Confirm)
    .final_because("what was sent was sent; notice supersede says that it was wrong"),
    write(
        "publish",
        "published",
        "Record what was published: a status, a report, an internal update",
        "IR-14",
        &[
            CODE,
            place("publication", P::Publication, "status, report or internal"),
            needed("where", P::Text, "Where it can be read, such as its address"),
            AT,
            TEXT,
            OVERRIDE,
            DRY_RUN,
        ],
    )
    .on(&[Incident, Letter], &[])
    .deliberate(Danger::Confirm)
    .final_because("what was published was published"),
    write(
        "codename",
        "codename",
        "Give an incident a name for the outside, until it is made public",
        "IR-14",
        &[CODE, place("name", P::Text, "The name")],
    )
    .on(&[Incident, Letter], &[]),
    write(
        "mark",
        "mark",
        "Say who may read a line of the log: shared, internal or privileged",
        "IR-13",
        &[
            CODE,
            place("entry", P::Entry, "Short id of the line"),
            place("mark", P::Mark, "shared, internal or privileged"),
            option(
                "reason",
                P::Text,
                "Why it is opened, where it was kept from others before",
            ),
        ],
    )
    .on(&[Incident], &["H"]),
];
