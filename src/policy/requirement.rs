//! The requirements that the program answers for, by number: what a refusal cites and what the coverage table lists.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The number of one requirement, such as `IR-11`. Only those of [`Requirement::ALL`] exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Requirement(&'static str);

/// Declares one constant per requirement, together with the table that [`Requirement::ALL`] and `summary` read.
macro_rules! requirements {
    ($($name:ident $id:literal $summary:literal;)*) => {
        impl Requirement {
            $(#[doc = $summary] pub const $name: Self = Self($id);)*

            /// Every requirement, in the order of the policies.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// One line that says what is asked for.
            pub fn summary(self) -> &'static str {
                match self.0 {
                    $($id => $summary,)*
                    _ => "",
                }
            }
        }
    };
}

requirements! {
    IR_1 "IR-1" "Every production environment, every system with customer data, the company's people and equipment are covered.";
    IR_2 "IR-2" "Security event, incident, personal data breach and vulnerability each mean one thing everywhere.";
    IR_3 "IR-3" "All ways of noticing trouble lead into one intake.";
    IR_4 "IR-4" "Roles are filled when an incident is declared; a person may hold several in smaller ones.";
    IR_5 "IR-5" "Severity is set at declaration and may be revised; the clocks follow.";
    IR_6 "IR-6" "Sev1 pages the security lead and the sponsor at once and asks about notices from the outset.";
    IR_7 "IR-7" "Sev2 pages the security lead; work starts within one business hour.";
    IR_8 "IR-8" "Sev3 is repaired within a sprint, and the repair is documented.";
    IR_9 "IR-9" "Sev4 is written down and counted.";
    IR_10 "IR-10" "The response runs in phases, each logged well enough to be reconstructed.";
    IR_11 "IR-11" "Customers affected by a confirmed personal data breach hear of it within 72 hours.";
    IR_12 "IR-12" "A breach notice says what happened, which data, what may follow and what is being done.";
    IR_13 "IR-13" "A processor equips the customer; a controller tells regulators and persons itself.";
    IR_14 "IR-14" "Incidents that hurt availability or trust are summarised on the status page.";
    IR_15 "IR-15" "Sev1 and Sev2 end in a written, blameless review within 14 days of closure.";
    IR_16 "IR-16" "A review has timeline, root cause, what worked, what did not, and actions with owner and date.";
    IR_17 "IR-17" "Actions are followed until they are done.";
    IR_18 "IR-18" "Messages to customers, status page, regulators and the public have templates.";
    IR_19 "IR-19" "Templates are reviewed every year and after a communication gap.";
    IR_20 "IR-20" "At least one full tabletop exercise takes place each year.";
    IR_21 "IR-21" "Findings of exercises improve policy, templates and engineering.";
    IR_22 "IR-22" "Anybody can report to the security team, encrypted if they wish.";
    IR_23 "IR-23" "The incident policy has an owner and is reviewed every year.";
    VM_1 "VM-1" "Vendors are classed by sensitivity and criticality, and diligence follows the class.";
    VM_2 "VM-2" "Critical vendors get full diligence and a reassessment every year.";
    VM_3 "VM-3" "Important vendors get targeted diligence and a periodic reassessment.";
    VM_4 "VM-4" "Standard vendors get a light check, again on each renewal.";
    VM_5 "VM-5" "No production data flows to a critical vendor before its steps are done.";
    VM_6 "VM-6" "The public subprocessor list is complete and current.";
    VM_7 "VM-7" "Vendors are watched for as long as they are used.";
    VM_8 "VM-8" "When a vendor leaves, data comes back or is deleted and its access ends.";
    VM_9 "VM-9" "A new critical subprocessor of customer data is announced 30 days ahead.";
    VM_10 "VM-10" "The announcement is published and sent, and customers may object.";
    VM_11 "VM-11" "The vendor policy has an owner and is reviewed every year.";
    DL_1 "DL-1" "Everything with a due time is one kind of thing, met by the fact that meets it.";
    DL_2 "DL-2" "Hours, business hours, days, business days and months are counted in the policy's zone.";
    DL_3 "DL-3" "Each kind of deadline has its own reminder thresholds.";
    DL_4 "DL-4" "A reminder is never lost and reaches each person once per channel.";
    DL_5 "DL-5" "Reminders reach the desktop, the terminal and a command of the user's own.";
}

impl Requirement {
    /// The number as people write it: `IR-11`.
    pub fn id(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// A text that names no requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRequirement(String);

impl fmt::Display for UnknownRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown requirement `{}`; they run from IR-1 to IR-23, VM-1 to VM-11, DL-1 to DL-5",
            self.0
        )
    }
}

impl std::error::Error for UnknownRequirement {}

impl FromStr for Requirement {
    type Err = UnknownRequirement;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim();
        let found = Self::ALL
            .iter()
            .find(|requirement| requirement.0.eq_ignore_ascii_case(wanted));
        found.copied().ok_or_else(|| UnknownRequirement(wanted.to_owned()))
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_requirement_has_a_summary_and_is_found_by_its_number() {
        assert_eq!(Requirement::ALL.len(), 23 + 11 + 5);
        for &requirement in Requirement::ALL {
            assert!(!requirement.summary().is_empty(), "{requirement}");
            assert_eq!(requirement.id().to_lowercase().parse(), Ok(requirement));
        }
    }

    #[test]
    fn an_unknown_number_is_refused_with_the_ranges() {
        let error = "IR-99".parse::<Requirement>().unwrap_err();
        assert!(error.to_string().starts_with("unknown requirement `IR-99`"), "{error}");
    }
}
