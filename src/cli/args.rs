//! The command line, made from the verb table: a tree of words, a flag or place for each parameter.

use clap::builder::ValueHint;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::help;
use crate::launch::{GLOBALS, Given};
use crate::text::nearest;
use crate::verb::{Form, Kind, Param, ParamKind, VERBS, Values, Verb};

/// Every verb that the shell has.
pub fn verbs() -> impl Iterator<Item = &'static Verb> {
    VERBS.iter().filter(|verb| verb.kind != Kind::Screen)
}

/// What families of verbs are about.
const FAMILIES: [(&str, &str); 17] = [
    ("breach", "Confirm, correct or withdraw a personal data breach"),
    ("notice", "Record notices to customers"),
    ("notify", "Answer open questions, and try how you are reached"),
    ("review", "Record the written review"),
    ("anchor", "When things were from which obligations are counted"),
    ("page", "Record pages that went out"),
    ("vendor", "The vendor programme: register, diligence, notices, the end"),
    ("person", "The register of people"),
    ("customer", "The register of customers"),
    ("system", "The register of systems"),
    ("reminder", "What you were told, and leaving it for later"),
    ("watch", "Remind of deadlines without a screen"),
    ("template", "What letters begin as"),
    ("import", "Import what other records hold"),
    ("policy", "The policy in force"),
    ("obligation", "What law and contracts ask to be told, and by when"),
    ("config", "The settings"),
];

/// The whole tree.
pub fn tree() -> Command {
    let mut root = Command::new("firebell")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Security incidents, vendor reassessments and every clock in between")
        .override_help(help::overview())
        .subcommand_required(true)
        .args(GLOBALS.iter().map(global));
    for verb in verbs() {
        root = match verb.words.split_once(' ') {
            None => root.subcommand(leaf(verb, verb.words)),
            Some((family, word)) => {
                // A word may be a verb and a family: `watch`, `watch status`.
                if root.find_subcommand(family).is_none() {
                    root = root.subcommand(branch(family));
                }
                root.mut_subcommand(family, |branch| branch.subcommand(leaf(verb, word)))
            }
        };
    }
    root
}

fn branch(family: &'static str) -> Command {
    let about = FAMILIES
        .iter()
        .find(|(name, _)| *name == family)
        .map_or("", |(_, about)| about);
    Command::new(family).about(about).subcommand_required(true)
}

fn leaf(verb: &'static Verb, word: &'static str) -> Command {
    let about = match verb.requirement {
        "" => verb.doc.to_owned(),
        requirement => format!("{} ({requirement})", verb.doc),
    };
    let rest = verb.rest();
    let argument = |param| argument(param, rest == Some(param));
    Command::new(word).about(about).args(verb.params.iter().map(argument))
}

fn argument(param: &'static Param, takes_rest: bool) -> Arg {
    let arg = Arg::new(param.name).help(param.doc).required(param.required);
    let arg = match param.form {
        Form::Switch => return arg.long(param.name).action(ArgAction::SetTrue),
        Form::Place => arg,
        Form::Option => arg.long(param.name),
        Form::Many => arg.long(param.name).action(ArgAction::Append),
    };
    let arg = arg.value_name(value_name(param));
    if takes_rest {
        return arg.num_args(1..);
    }
    match param.kind {
        // "-20m blocked the token" is words, not a flag.
        ParamKind::Entryline | ParamKind::Time | ParamKind::Text => arg.allow_hyphen_values(true),
        ParamKind::File | ParamKind::Proof => arg.value_hint(ValueHint::FilePath),
        ParamKind::Days => arg.num_args(2),
        _ => arg,
    }
}

fn value_name(param: &Param) -> String {
    match param.kind {
        ParamKind::RoleOf => "ROLE=PERSON".to_owned(),
        ParamKind::YesNo => "yes|no".to_owned(),
        ParamKind::Time => "TIME".to_owned(),
        ParamKind::Day => "DAY".to_owned(),
        ParamKind::File | ParamKind::Proof => "FILE".to_owned(),
        ParamKind::Days => "DAY".to_owned(),
        ParamKind::Span => "SPAN".to_owned(),
        ParamKind::List => "WORDS,…".to_owned(),
        _ => param.name.to_uppercase(),
    }
}

fn global(global: &crate::launch::Global) -> Arg {
    let arg = Arg::new(global.name).long(global.name).help(global.doc).global(true);
    let arg = arg.help_heading("Everywhere");
    match global.value {
        Some(value) => arg.value_name(value),
        None => arg.action(ArgAction::SetTrue),
    }
}

/// The verb that was named, its values, and the global flags.
pub fn read(matches: &ArgMatches) -> Option<(&'static Verb, Values, Given)> {
    let (first, below) = matches.subcommand()?;
    let (words, leaf) = match below.subcommand() {
        Some((second, leaf)) => (format!("{first} {second}"), leaf),
        None => (first.to_owned(), below),
    };
    let verb = verbs().find(|verb| verb.words == words)?;
    let mut values = Values::default();
    for param in verb.params {
        if param.form == Form::Switch {
            if leaf.get_flag(param.name) {
                values.push(param.name, "yes");
            }
            continue;
        }
        if verb.rest() == Some(param) {
            let words: Vec<&str> = leaf
                .get_many::<String>(param.name)
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            if !words.is_empty() {
                values.push(param.name, words.join(" "));
            }
            continue;
        }
        for value in leaf.get_many::<String>(param.name).into_iter().flatten() {
            values.push(param.name, value);
        }
    }
    Some((verb, values, given(leaf)))
}

fn given(matches: &ArgMatches) -> Given {
    let mut given = Given::default();
    for global in &GLOBALS {
        match global.value {
            None if matches.get_flag(global.name) => given.set(global.name, "yes"),
            None => {}
            Some(_) => {
                if let Some(value) = matches.get_one::<String>(global.name) {
                    given.set(global.name, value);
                }
            }
        }
    }
    given
}

/// The verb that was probably meant by `word`, which stands between `before` and `after` on the line.
pub fn nearest_verb(before: Option<&str>, word: &str, after: Option<&str>) -> Option<&'static str> {
    let family = before.filter(|family| FAMILIES.iter().any(|(name, _)| name == family));
    let all = || verbs().map(|verb| verb.words);
    if let Some(family) = family {
        return nearest(&format!("{family} {word}"), all());
    }
    let families = FAMILIES.iter().map(|(name, _)| *name);
    after
        .and_then(|after| nearest(&format!("{word} {after}"), all()))
        .or_else(|| nearest(word, all().chain(families)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tree_is_sound_and_has_every_verb() {
        let mut tree = tree();
        tree.build();
        for verb in verbs() {
            let found = verb
                .words
                .split(' ')
                .try_fold(&tree, |command, word| command.find_subcommand(word));
            assert!(found.is_some(), "{}", verb.words);
        }
    }

    #[test]
    fn every_family_says_what_it_is_about() {
        for (family, _) in verbs().filter_map(|verb| verb.words.split_once(' ')) {
            assert!(FAMILIES.iter().any(|(name, _)| *name == family), "{family}");
        }
    }

    #[test]
    fn unknown_words_lead_to_the_nearest_verb() {
        assert_eq!(nearest_verb(None, "declar", None), Some("declare"));
        assert_eq!(
            nearest_verb(Some("breach"), "confrm", Some("Q7K4")),
            Some("breach confirm")
        );
        assert_eq!(nearest_verb(None, "brech", Some("confirm")), Some("breach confirm"));
        assert_eq!(nearest_verb(Some("--json"), "vendr", None), Some("vendor"));
        assert_eq!(nearest_verb(None, "opn", Some("the")), None);
    }
}
