//! Environment variables as settings.

use std::fmt;
use std::str::FromStr;

use super::{Ascii, ConfigProblem};
use crate::clock::Zone;

/// Reads variables; one that makes no sense becomes a problem and counts as not set.
pub(super) struct Variables<'a> {
    env: &'a dyn Fn(&str) -> Option<String>,
    pub(super) problems: Vec<ConfigProblem>,
}

impl<'a> Variables<'a> {
    pub(super) fn new(env: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            env,
            problems: Vec::new(),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        let value = (self.env)(name)?.trim().to_owned();
        (!value.is_empty()).then_some(value)
    }

    pub(super) fn word<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        let value = self.text(name)?;
        self.checked(name, value.parse::<T>())
    }

    pub(super) fn zone(&mut self, name: &str) -> Option<Zone> {
        let value = self.text(name).filter(|value| value != "auto")?;
        self.checked(name, Zone::named(&value))
    }

    pub(super) fn ascii(&mut self, name: &str) -> Option<Ascii> {
        match self.text(name)?.as_str() {
            "1" => Some(Ascii::Always),
            "0" => Some(Ascii::Never),
            word => self.checked(name, word.parse()),
        }
    }

    pub(super) fn truth(&mut self, name: &str) -> Option<bool> {
        let read = match self.text(name)?.as_str() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(format!("\"{other}\" is not one of true, false, 1, 0")),
        };
        self.checked(name, read)
    }

    fn checked<T, E: fmt::Display>(&mut self, name: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| {
            self.problems.push(ConfigProblem {
                origin: name.to_owned(),
                line: None,
                message: error.to_string(),
            });
        })
        .ok()
    }
}
