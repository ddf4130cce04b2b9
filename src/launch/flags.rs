//! Flags that every verb takes: one table, read here without a parser of the whole command line, and by that parser too.
//!
//! The board opens faster for it: a line that holds nothing but these flags names no verb.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::clock::Zone;
use crate::config::{Flags, Theme};
use crate::error::Failure;

/// One flag that every verb takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Global {
    /// Its name, without the hyphens.
    pub name: &'static str,
    /// What its value is called; `None` for a switch.
    pub value: Option<&'static str>,
    /// What it does.
    pub doc: &'static str,
}

const fn global(name: &'static str, value: Option<&'static str>, doc: &'static str) -> Global {
    Global { name, value, doc }
}

/// All of them, in the order of the help.
pub const GLOBALS: [Global; 8] = [
    global("store", Some("PATH"), "The store file"),
    global("as", Some("NAME"), "Who you are"),
    global("zone", Some("ZONE"), "The time zone to show and read times in"),
    global("read-only", None, "Look, and write nothing"),
    global("json", None, "Print JSON"),
    global("theme", Some("NAME"), "The colours of the screen"),
    global("colour", Some("WHICH"), "How many colours: auto, true, 256, 16, none"),
    global("ascii", None, "Plain ASCII signs"),
];

/// The global flags as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(BTreeMap<&'static str, String>);

impl Given {
    /// What `args` (without the program's name) say, if they hold nothing but global flags: then no verb is named.
    pub fn without_verb(args: &[OsString]) -> Option<Self> {
        let mut given = Self::default();
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            let flag = arg.to_str()?.strip_prefix("--")?;
            let (name, inline) = match flag.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (flag, None),
            };
            let global = GLOBALS.iter().find(|global| global.name == name)?;
            match (global.value, inline) {
                (Some(_), Some(value)) => given.set(global.name, value),
                (Some(_), None) => given.set(global.name, rest.next()?.to_str()?),
                (None, None) => given.set(global.name, "yes"),
                (None, Some(_)) => return None,
            }
        }
        Some(given)
    }

    /// Sets a flag; a switch has the value `yes`.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.0.insert(name, value.to_owned());
    }

    /// Was it given?
    pub fn is_on(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Read as settings; what makes no sense is a failure with exit code 2.
    pub fn flags(&self) -> Result<Flags, Failure> {
        let zone = self.get("zone").filter(|name| *name != "auto").map(Zone::named);
        let colour = self.get("colour").map(str::parse);
        Ok(Flags {
            store: self.get("store").map(PathBuf::from),
            user: self.get("as").map(str::to_owned),
            zone: zone.transpose().map_err(|error| wrong("zone", &error))?,
            theme: self.get("theme").map(Theme::from),
            ascii: self.is_on("ascii"),
            read_only: self.is_on("read-only"),
            colour: colour.transpose().map_err(|error| wrong("colour", &error))?,
        })
    }
}

fn wrong(flag: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::usage(format!("Cannot use --{flag}"), error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(line: &str) -> Option<Given> {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        Given::without_verb(&args)
    }

    #[test]
    fn line_of_flags_alone_names_no_verb() {
        let flags = given("--store /x.db --as=mira --json").unwrap();
        assert!(flags.is_on("json"));
        let flags = flags.flags().unwrap();
        assert_eq!(flags.store, Some(PathBuf::from("/x.db")));
        assert_eq!(flags.user.as_deref(), Some("mira"));
        assert_eq!(given(""), Some(Given::default()));
    }

    #[test]
    fn anything_else_is_for_the_parser() {
        for line in ["list", "--json list", "--help", "-V", "--store", "--json=1", "--jsn"] {
            assert_eq!(given(line), None, "{line}");
        }
    }

    #[test]
    fn flags_that_make_no_sense_are_refused() {
        assert_eq!(
            given("--zone Europe/Berln").unwrap().flags().unwrap_err().exit_code(),
            2
        );
        assert_eq!(given("--colour blue").unwrap().flags().unwrap_err().exit_code(), 2);
    }
}
