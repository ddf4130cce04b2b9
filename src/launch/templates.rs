//! The templates of letters: those that ship, and what lies in the folder `templates` of this person.

use std::path::PathBuf;

use super::Launch;
use crate::engine::letters;
use crate::policy::Problem;
use crate::template::Shelf;

impl Launch {
    /// The folder of this person's own templates, whether it is there or not.
    pub fn templates_folder(&self) -> PathBuf {
        self.paths.config_dir.join("templates")
    }

    /// How the security team is reached, for the letters that name it.
    pub fn security_contact(&self) -> String {
        self.settings.contact.in_a_line().to_owned()
    }

    /// Every template, and what is wrong with one's own. One that cannot be used gives way to ours.
    pub fn templates(&self) -> (Shelf, Vec<Problem>) {
        letters::shelf(&self.templates_folder())
    }
}
