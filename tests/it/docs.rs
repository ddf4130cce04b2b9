//! What the README says of commands and requirements is made from the verb table. `FIREBELL_WRITE_DOCS=1` writes it anew.

use std::collections::BTreeMap;
use std::path::Path;

use firebell::policy::Requirement;
use firebell::verb::{Form, Kind, VERBS, Verb};

fn usage(verb: &Verb) -> String {
    let mut words = format!("firebell {}", verb.words);
    for param in verb.params {
        let value = param.name.to_uppercase();
        let word = match param.form {
            Form::Place if verb.rest() == Some(param) => format!("{value} …"),
            Form::Place => value,
            Form::Option => format!("--{} {value}", param.name),
            Form::Many => format!("--{} {value} …", param.name),
            Form::Switch => format!("--{}", param.name),
        };
        if param.required {
            words.push_str(&format!(" {word}"));
        } else {
            words.push_str(&format!(" [{word}]"));
        }
    }
    words
}

fn commands() -> String {
    let mut text = String::from("<details><summary>Every command</summary>\n\n```\n");
    for verb in VERBS.iter().filter(|verb| verb.kind != Kind::Screen) {
        text.push_str(&format!("{}\n    {}\n", usage(verb), verb.doc));
    }
    text.push_str("```\n\n</details>\n");
    text
}

fn coverage() -> String {
    let mut served: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for verb in VERBS.iter().filter(|verb| !verb.requirement.is_empty()) {
        for id in verb.requirement.split(", ") {
            let at = Requirement::ALL.iter().position(|known| known.id() == id).unwrap();
            served.entry(at).or_default().push(format!("`{}`", verb.words));
        }
    }
    let mut text = String::from("| Requirement | What it asks | Commands |\n|---|---|---|\n");
    for (at, verbs) in served {
        let requirement = Requirement::ALL[at];
        let summary = requirement.summary().replace('|', "\\|");
        text.push_str(&format!(
            "| {} | {summary} | {} |\n",
            requirement.id(),
            verbs.join(", ")
        ));
    }
    text
}

fn between(text: &str, name: &str, fresh: &str) -> String {
    let start = text.find(&format!("<!-- {name}")).unwrap();
    let start = start + text[start..].find("-->\n").unwrap() + 4;
    let end = text.find(&format!("<!-- end of {name} -->")).unwrap();
    format!("{}{fresh}{}", &text[..start], &text[end..])
}

#[test]
fn readme_is_what_the_verb_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let fresh = between(&between(&text, "commands", &commands()), "coverage", &coverage());
    if std::env::var_os("FIREBELL_WRITE_DOCS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
        return;
    }
    assert_eq!(text, fresh, "run: FIREBELL_WRITE_DOCS=1 cargo test --test it docs");
}
