//! Verbs about the templates that letters begin as (IR-18).

use super::ParamKind as P;
use super::{CODE, Param, Verb, option, place, read, tool};

const NAME: Param = place("name", P::Template, "Name of the template, such as customer-notice");

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    read(
        "template list",
        "templates",
        "List the templates for letters: ours, and yours that add to them or take their place",
        &[],
    )
    .serves("IR-18"),
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
];
