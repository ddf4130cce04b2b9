//! Commands about the templates that letters begin as.

use super::Typed;
use crate::domain::command::{ReviewTemplate, TemplateFile};
use crate::domain::{Command, Refusal};

impl Typed<'_> {
    pub(super) fn template(&self, word: &str) -> Result<Command, Refusal> {
        let file = self.template_file();
        Ok(match word {
            "own" => Command::OwnTemplate {
                file,
                person: self.text("person"),
            },
            _ => Command::ReviewTemplate(Box::new(ReviewTemplate {
                file,
                by: self.option("by"),
                on: self.day("on")?,
                changes: self.option("changed"),
                note: self.option("note"),
                reason: self.option("reason"),
            })),
        })
    }

    pub(super) fn gap(&self) -> Command {
        Command::NoteGap {
            incident: self.code(),
            templates: self.list("template"),
            reason: self.text("reason"),
        }
    }

    /// The template, which was read from its file before: `name-known` is its name as it lies there, `name-version`,
    /// `name-digest` and `name-role` say what stands in it.
    fn template_file(&self) -> TemplateFile {
        TemplateFile {
            name: self.text("name-known"),
            version: self.text("name-version"),
            digest: self.text("name-digest"),
            role: self.text("name-role"),
        }
    }
}
