//! Verbs about the templates that letters begin as (IR-18).

use super::Context::{Closed, Incident};
use super::ParamKind as P;
use super::{CODE, LATE_REASON, NEW, NOTE, Param, Verb, needed, option, place, read, tool, write};

const NAME: Param = place("name", P::Template, "Name of the template, such as customer-notice");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read(
        "template list",
        "templates",
        "List the templates for letters, ours and yours: who looks after each, when it was reviewed, when it is due",
        &[],
    )
    .serves("IR-18, IR-19"),
    read(
        "template show",
        "template",
        "Show a template as it lies in its file",
        &[NAME],
    )
    .serves("IR-18"),
    read(
        "template fields",
        "template",
        "List the fields that a template may show, and what each says",
        &[],
    )
    .serves("IR-18"),
    tool(
        "template check",
        "templates",
        "Check a template: its tags, its fields, the parts that its letters need",
        &[Param {
            required: false,
            ..place("name", P::File, "Its name, or a file; all of them if not given")
        }],
    )
    .serves("IR-18"),
    read(
        "template render",
        "template",
        "Show what a template would say of an incident now, with what is not known as blanks",
        &[
            NAME,
            CODE,
            option("customer", P::Customer, "The customer it is written to"),
            option("format", P::Format, "md, html, txt or eml; md if not given"),
        ],
    )
    .serves("IR-18"),
    tool(
        "template edit",
        "template",
        "Open a template in your editor, as a copy of your own, and check it afterwards",
        &[NAME],
    )
    .serves("IR-18"),
    write(
        "template own",
        "own a template",
        "Say who looks after a template",
        "IR-19",
        &[NAME, place("person", P::Person, "Who looks after it"), NEW],
    ),
    write(
        "template reviewed",
        "template reviewed",
        "Record that a template was reviewed as its file stands; the next due date follows",
        "IR-19",
        &[
            NAME,
            option("changed", P::Text, "What changed"),
            NOTE,
            option("by", P::Person, "Who reviewed it; you if not given"),
            option("on", P::Day, "The day it was done; today if not given"),
            LATE_REASON,
            NEW,
        ],
    ),
    write(
        "gap",
        "communication gap",
        "Note a gap in what was told, or when; the templates concerned are to be reviewed",
        "IR-19",
        &[
            CODE,
            needed(
                "template",
                P::TemplateList,
                "The template it is in, several separated by commas, or all",
            ),
            needed("reason", P::Text, "What was missing, or wrong"),
        ],
    )
    .on(&[Incident, Closed], &[]),
];
