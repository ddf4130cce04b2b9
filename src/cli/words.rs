//! Words that need no quotation marks: where the last place of a verb takes words, all that follows belongs to it.
//!
//! The parser takes no flag between such words, so flags are put before them here. A word that begins with one hyphen is
//! a word (`-20m`); one with two is a flag, and after `--` nothing is.

use std::ffi::{OsStr, OsString};

use super::args::verbs;
use crate::launch::GLOBALS;
use crate::verb::{Form, Verb};

/// A flag of the line.
enum Flag {
    /// It stands alone, or has its value inside, or nobody knows it.
    Alone,
    /// The next argument is its value.
    Valued,
}

/// The line (with the program's name in front) with its flags before its words; as it is where no verb takes words.
pub fn in_order(args: &[OsString]) -> Vec<OsString> {
    ordered(args).unwrap_or_else(|| args.to_vec())
}

fn ordered(args: &[OsString]) -> Option<Vec<OsString>> {
    let (verb, start) = named(args)?;
    verb.rest()?;
    let mut line = args[..start].to_vec();
    let mut words: Vec<OsString> = Vec::new();
    let mut rest = args[start..].iter();
    while let Some(arg) = rest.next() {
        if arg == "--" {
            words.extend(rest.by_ref().cloned());
            break;
        }
        // `-h` asks for help only where no words have begun.
        let asks = arg == "-h" && words.is_empty();
        match flag(verb, arg) {
            Some(Flag::Valued) => {
                let mut flag = arg.clone();
                flag.push("=");
                flag.push(rest.next()?);
                line.push(flag);
            }
            Some(Flag::Alone) => line.push(arg.clone()),
            None if asks => line.push(arg.clone()),
            None => words.push(arg.clone()),
        }
    }
    if !words.is_empty() {
        line.push("--".into());
        line.extend(words);
    }
    Some(line)
}

/// The verb that the line names, and where what it is given begins.
fn named(args: &[OsString]) -> Option<(&'static Verb, usize)> {
    let mut at = 1;
    while let Some(name) = args.get(at)?.to_str()?.strip_prefix("--") {
        let global = GLOBALS.iter().find(|global| global.name == name);
        at += 1 + usize::from(global.is_some_and(|global| global.value.is_some()));
    }
    let first = args[at].to_str()?;
    let second = args.get(at + 1).and_then(|word| word.to_str()).unwrap_or_default();
    let two = format!("{first} {second}");
    let find = |words: &str| verbs().find(|verb| verb.words == words);
    find(&two)
        .map(|verb| (verb, at + 2))
        .or_else(|| find(first).map(|verb| (verb, at + 1)))
}

fn flag(verb: &Verb, arg: &OsStr) -> Option<Flag> {
    let name = arg.to_str()?.strip_prefix("--")?;
    // `-->` and `--,` are signs of a sentence.
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.contains(char::is_whitespace) && !name.contains('=')
    {
        return None;
    }
    let own = verb.param(name).filter(|param| param.form != Form::Place);
    let takes_value = match own {
        Some(param) => param.form != Form::Switch,
        None => GLOBALS
            .iter()
            .any(|global| global.name == name && global.value.is_some()),
    };
    Some(if takes_value { Flag::Valued } else { Flag::Alone })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(typed: &[&str]) -> Vec<String> {
        let args: Vec<OsString> = std::iter::once("firebell")
            .chain(typed.iter().copied())
            .map(OsString::from)
            .collect();
        let ordered = in_order(&args).into_iter().skip(1);
        ordered.map(|arg| arg.into_string().unwrap()).collect()
    }

    #[test]
    fn flags_go_before_the_words_wherever_they_stand() {
        assert_eq!(
            line(&[
                "--as", "lee", "log", "Q7K4", "14:05", "it", "burns", "--json", "--reason", "-x", "again"
            ]),
            [
                "--as",
                "lee",
                "log",
                "--json",
                "--reason=-x",
                "--",
                "Q7K4",
                "14:05",
                "it",
                "burns",
                "again"
            ]
        );
        assert_eq!(
            line(&["remediation", "--store=/x", "Q7K4", "-20m", "ls", "-h"]),
            ["remediation", "--store=/x", "--", "Q7K4", "-20m", "ls", "-h"]
        );
        assert_eq!(
            line(&["vendor", "add", "A", "B", "--tier", "low"]),
            ["vendor", "add", "--tier=low", "--", "A", "B"]
        );
    }

    #[test]
    fn two_hyphens_end_the_flags_and_signs_are_no_flags() {
        assert_eq!(
            line(&["log", "Q7K4", "--json", "--", "ran", "it", "--", "with", "--force"]),
            ["log", "--json", "--", "Q7K4", "ran", "it", "--", "with", "--force"]
        );
        assert_eq!(
            line(&["log", "Q7K4", "A", "-->", "B"]),
            ["log", "--", "Q7K4", "A", "-->", "B"]
        );
        assert_eq!(
            line(&["log", "Q7K4", "--x is gone"]),
            ["log", "--", "Q7K4", "--x is gone"]
        );
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for typed in [
            &["log", "Q7K4", "words", "--reason"][..],
            &["assign", "Q7K4", "commander", "mira", "--json"],
            &["dance", "--json", "on"],
            &["--json"],
            &[],
        ] {
            assert_eq!(line(typed), typed);
        }
        assert_eq!(line(&["log", "-h"]), ["log", "-h"]);
        assert_eq!(line(&["log", "Q7K4", "--help"]), ["log", "--help", "--", "Q7K4"]);
    }
}
