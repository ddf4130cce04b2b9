//! Every template that a letter can be begun from: those that ship, and one's own.

use std::sync::LazyLock;

use crate::policy::Problem;
use crate::text::nearest;

use super::check::{broken, check};
use super::read::{Origin, Template};

macro_rules! files {
    ($($family:literal / $name:literal),* $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../../assets/templates/", $family, "/", $name, ".md")),
        )),*]
    };
}

/// The files that ship, by family.
const FILES: &[(&str, &str)] = files![
    "customer" / "customer-notice",
    "customer" / "customer-followup",
    "customer" / "customer-correction",
    "status" / "status-investigating",
    "status" / "status-update",
    "status" / "status-resolved",
    "regulator" / "regulator-early-warning",
    "regulator" / "regulator-notice",
    "regulator" / "regulator-final",
    "public" / "public-report",
    "internal" / "internal-update",
];

/// A file of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its name without its ending: the name of the template.
    pub name: String,
    /// What messages call it.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

/// Templates, each of its own name: those that ship in their order, then those that one has added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    templates: Vec<Template>,
}

impl Shelf {
    /// The templates that ship, borrowed.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Shelf> = LazyLock::new(|| {
            let read = |(name, text): &(&str, &str)| Template::read(name, text, Origin::Shipped).ok();
            Shelf {
                templates: FILES.iter().filter_map(read).collect(),
            }
        });
        &SHIPPED
    }

    /// These templates and one's own, with every problem of one's own. One that cannot be used is left out, and then ours
    /// of that name stays; one that has other faults is used all the same.
    pub fn with(&self, own: &[Own]) -> (Self, Vec<Problem>) {
        let mut shelf = self.clone();
        let mut problems = Vec::new();
        for file in own {
            let origin = Origin::Own {
                file: file.file.clone(),
                overrides: self.get(&file.name).is_some(),
            };
            match Template::read(&file.name, &file.text, origin) {
                Err(found) => problems.extend(found),
                Ok(template) => {
                    problems.extend(check(&template));
                    if broken(&template).is_empty() {
                        shelf.put(template);
                    }
                }
            }
        }
        problems.sort();
        (shelf, problems)
    }

    /// All of them.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// The template of this name, whatever its case.
    pub fn get(&self, name: &str) -> Option<&Template> {
        let name = name.trim();
        self.templates.iter().find(|one| one.name.eq_ignore_ascii_case(name))
    }

    /// The name that was probably meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.templates.iter().map(|one| one.name.as_str()))
    }

    fn put(&mut self, template: Template) {
        match self.templates.iter_mut().find(|one| one.name == template.name) {
            Some(place) => *place = template,
            None => self.templates.push(template),
        }
    }
}
