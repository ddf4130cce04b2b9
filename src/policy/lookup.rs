//! The rule that typed words mean: by its key, its name, its short name, or the beginning of one of them that no other has.
//!
//! Facts keep keys, and are read by key alone ([`Policy::role`] and its like); this is for what people type.

use super::shape::{ChannelRule, DutyRule, Keyed, PhaseRule, QuestionRule, RoleRule, SeverityRule, TierRule};
use super::{Policy, shape};
use crate::text::fold_name;

/// A kind of rule that people name.
pub trait Named: Sized {
    /// What one is called: `role`.
    const WORD: &'static str;

    /// All of them.
    fn all(policy: &Policy) -> &[Self];

    /// The stable name.
    fn key(&self) -> &str;

    /// What people read; the key is not among them.
    fn names(&self) -> Vec<&str>;
}

/// Why words mean no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmeant {
    /// None is called so; the keys there are.
    None(Vec<String>),
    /// Several names begin so; their keys.
    Several(Vec<String>),
}

macro_rules! named {
    ($($rule:ty: $word:literal in $all:ident by $($name:ident),*;)*) => {
        $(impl Named for $rule {
            const WORD: &'static str = $word;

            fn all(policy: &Policy) -> &[Self] {
                &policy.$all
            }

            fn key(&self) -> &str {
                Keyed::key(self)
            }

            fn names(&self) -> Vec<&str> {
                vec![$(&self.$name),*]
            }
        })*
    };
}

named!(
    SeverityRule: "severity" in severities by name;
    RoleRule: "role" in roles by name, short;
    DutyRule: "standing duty" in duties by name;
    PhaseRule: "phase" in phases by name, short;
    ChannelRule: "channel" in channels by name;
    QuestionRule: "question" in questions by name, asks;
    TierRule: "tier" in tiers by name;
);

/// As names are compared: `Security-Lead` is `security lead`.
fn folded(words: &str) -> String {
    fold_name(&words.replace(['-', '_'], " "))
}

impl Policy {
    /// The rule that `typed` means.
    ///
    /// # Errors
    /// Where none is called so or begins so, or several do.
    pub fn meant<R: Named>(&self, typed: &str) -> Result<&R, Unmeant> {
        let all = R::all(self);
        let typed = folded(typed);
        let keys = |rules: Vec<&R>| rules.into_iter().map(|rule| rule.key().to_owned()).collect();
        if typed.is_empty() {
            return Err(Unmeant::None(keys(all.iter().collect())));
        }
        if let Some(rule) = all.iter().find(|rule| folded(rule.key()) == typed) {
            return Ok(rule);
        }
        let fits = |is_fit: &dyn Fn(&str) -> bool| -> Vec<&R> {
            let has = |rule: &&R| {
                std::iter::once(rule.key())
                    .chain(rule.names())
                    .any(|name| is_fit(&folded(name)))
            };
            all.iter().filter(has).collect()
        };
        for found in [fits(&|name| name == typed), fits(&|name| name.starts_with(&typed))] {
            match found.as_slice() {
                [] => {}
                [rule] => return Ok(rule),
                _ => return Err(Unmeant::Several(keys(found))),
            }
        }
        Err(Unmeant::None(keys(all.iter().collect())))
    }

    /// The severity, with its rank, that a person means by "sev1", "Sev1", "s1" or "1".
    pub fn severity_by_key(&self, text: &str) -> Option<(u8, &SeverityRule)> {
        self.meant_severity(text).ok()
    }

    /// The same.
    ///
    /// # Errors
    /// Where it names none, or several.
    pub fn meant_severity(&self, text: &str) -> Result<(u8, &SeverityRule), Unmeant> {
        let text = text.trim();
        let rank = text.strip_prefix(['s', 'S']).unwrap_or(text).parse().ok();
        // A policy may call one of them "1" and mean another place.
        if let Some(rank) = rank.filter(|_| shape::by_key(&self.severities, text).is_none())
            && let Some(rule) = self.severity(rank)
        {
            return Ok((rank, rule));
        }
        let rule = self.meant::<SeverityRule>(text)?;
        let at = self.severities.iter().position(|one| one.key == rule.key);
        let rank = at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(u8::MAX);
        Ok((rank, rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(typed: &str) -> Result<&'static str, Unmeant> {
        Policy::shipped().meant::<RoleRule>(typed).map(|rule| rule.key.as_str())
    }

    #[test]
    fn key_name_short_and_a_beginning_of_its_own_mean_the_same() {
        for typed in [
            "communications",
            "Comms",
            "comms",
            "COMMUNICATIONS LEAD",
            "comm u",
            "commu",
            " comms ",
        ] {
            let found = role(typed);
            match typed {
                "comm u" => assert!(found.is_err(), "{typed}"),
                _ => assert_eq!(found, Ok("communications"), "{typed}"),
            }
        }
        let policy = Policy::shipped();
        for typed in [
            "security-lead",
            "security lead",
            "Security Lead",
            "sec",
            "security_lead",
        ] {
            assert_eq!(policy.meant::<DutyRule>(typed).unwrap().key, "security-lead", "{typed}");
        }
        assert_eq!(policy.meant::<PhaseRule>("contain").unwrap().key, "containment");
        assert_eq!(policy.meant::<ChannelRule>("researcher").unwrap().key, "researcher");
        assert_eq!(policy.meant::<ChannelRule>("security res").unwrap().key, "researcher");
        assert_eq!(policy.meant::<QuestionRule>("reg").unwrap().key, "regulators");
        assert_eq!(policy.meant::<TierRule>("crit").unwrap().key, "critical");
    }

    #[test]
    fn beginning_of_several_is_none_of_them() {
        let several = |keys: [&str; 2]| Err(Unmeant::Several(keys.map(str::to_owned).to_vec()));
        assert_eq!(role("comm"), several(["commander", "communications"]));
        // A whole name goes before what only begins so.
        assert_eq!(role("incident commander"), Ok("commander"));
        assert!(matches!(role(""), Err(Unmeant::None(_))));
        assert!(matches!(role("cook"), Err(Unmeant::None(keys)) if keys.len() == 7));
    }

    #[test]
    fn severities_are_meant_by_their_number_too() {
        let policy = Policy::shipped();
        for typed in ["sev2", "Sev2", "s2", "2", " S2 "] {
            assert_eq!(policy.meant_severity(typed).unwrap().0, 2, "{typed}");
        }
        for typed in ["sev", "s", "0", "9", "sev9", ""] {
            assert!(policy.meant_severity(typed).is_err(), "{typed}");
        }
    }
}
