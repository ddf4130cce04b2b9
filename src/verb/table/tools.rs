//! Verbs that look after the store, the files and the program.

use super::ParamKind as P;
use super::{DRY_RUN, Danger, Param, Verb, many, option, place, read, switch, tool, write};

const FILE: Param = place("file", P::File, "The file; - is standard input");
const SKIP_BAD: Param = switch("skip-bad", "Leave bad lines out instead of importing nothing");
const POLICY_FILE: Param = option(
    "file",
    P::File,
    "Policy file; policy.toml in the config folder if not given",
);

/// In the order of the help.
pub const VERBS: &[Verb] = &[
    tool(
        "import incidents",
        "import",
        "Import incidents of another record as closed history, one JSON object a line",
        &[FILE, DRY_RUN, SKIP_BAD],
    ),
    tool(
        "import vendors",
        "import",
        "Import a vendor register from CSV, or one's own export",
        &[
            FILE,
            many(
                "map",
                P::Text,
                "Which column means which of ours, as \"Vendor Name=name\"",
            ),
            option(
                "dates",
                P::DateOrder,
                "How days are written: iso, dmy or mdy; iso if not given",
            ),
            DRY_RUN,
            SKIP_BAD,
        ],
    ),
    tool(
        "import customers",
        "import",
        "Import customers from CSV",
        &[FILE, DRY_RUN, SKIP_BAD],
    ),
    tool(
        "verify",
        "verify",
        "Check the record: every body, every row, every chain",
        &[],
    ),
    tool(
        "rebuild",
        "rebuild",
        "Make everything derived anew from the journal",
        &[],
    ),
    tool(
        "backup",
        "backup",
        "Copy the store to a new file",
        &[place("file", P::File, "The new file")],
    ),
    tool(
        "doctor",
        "doctor",
        "Look over versions, paths, store, clock and terminal",
        &[],
    ),
    read(
        "policy show",
        "policy",
        "Show the policy in force, as a policy.toml",
        &[],
    ),
    tool("policy check", "policy", "Check a policy file", &[POLICY_FILE]),
    read(
        "policy diff",
        "policy",
        "Show how a policy file differs from what is in force",
        &[POLICY_FILE],
    ),
    write(
        "policy adopt",
        "policy",
        "Put a policy file in force; running clocks keep the one they started under",
        "DL-2",
        &[POLICY_FILE, DRY_RUN],
    )
    .deliberate(Danger::Confirm)
    .final_because("a policy is replaced by adopting another"),
    read(
        "obligation list",
        "obligations",
        "List the clocks of law and contracts: what is switched on, what could be; no legal advice",
        &[],
    ),
    read(
        "obligation show",
        "obligation",
        "Show one of them: source, date checked, clock, what must be told",
        &[place("id", P::Obligation, "Id of the rule, such as gdpr-33-1")],
    ),
    tool(
        "obligation check",
        "obligations",
        "Check a file of rules of your own",
        &[Param {
            required: false,
            ..place(
                "file",
                P::File,
                "The file; everything in the folder obligations if not given",
            )
        }],
    ),
    read(
        "config show",
        "config",
        "Show every setting and where it comes from",
        &[],
    ),
    tool(
        "config check",
        "config",
        "Check config.toml, keys.toml, the themes, obligations and templates",
        &[],
    ),
    tool(
        "completions",
        "completions",
        "Print completions for a shell",
        &[place("shell", P::Shell, "bash, zsh, fish, elvish or powershell")],
    ),
    tool("man", "manual", "Print the manual page", &[]),
    tool("demo", "demo", "Open a made-up company in a temporary store", &[]),
];
