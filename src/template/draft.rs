//! The first filling: from a template and what is known of an incident to a letter.

use std::fmt;
use std::sync::{Arc, LazyLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};

use crate::domain::letter::{Letter, Part};
use crate::text::markdown::escaped;

use super::fields::{Filled, TemplateFields, field};
use super::read::Template;
use super::tags;
use super::words::in_a_row;

/// What a draft may cost besides its values: steps of the engine, and bytes that it writes.
const FUEL: u64 = 400_000;
/// How often each value may be written out, made safe, on top of that.
const TIMES: u64 = 256;

/// Why no letter could be drafted from a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateTrouble {
    /// What messages call the template: the file of one's own, the name of ours.
    pub file: String,
    /// Line of its file, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for TemplateTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.why)
    }
}

impl std::error::Error for TemplateTrouble {}

/// The letter that this template makes of what is known.
///
/// A field without a value becomes the blank `[? field]`; a field of the recipient stays a field. Fails only where the
/// template is wrong, never for a value.
pub fn draft(template: &Template, fields: &TemplateFields) -> Result<Letter, TemplateTrouble> {
    let known = Arc::new(fields.clone());
    let fuel = FUEL + TIMES * u64::try_from(fields.size()).unwrap_or(u64::MAX / TIMES / 2);
    let fill = |text: &str, line: usize| {
        let trouble = |(above, why): (usize, String)| TemplateTrouble {
            file: template.file().to_owned(),
            line: line + above,
            why,
        };
        tags::names(text).map_err(trouble)?;
        render(text, known.clone(), fuel).map_err(trouble)
    };
    let (body, lines) = (template.body(), template.lines());
    let mut parts = Vec::with_capacity(body.parts.len());
    for (part, line) in body.parts.iter().zip(&lines.parts) {
        parts.push(Part {
            text: tidy(&fill(&part.text, *line)?),
            ..part.clone()
        });
    }
    Ok(Letter {
        template: Some(template.mark()),
        subject: fill(&body.subject, lines.subject)?.trim().replace('\n', " "),
        opening: tidy(&fill(&body.opening, lines.opening)?),
        parts,
        closing: tidy(&fill(&body.closing, lines.closing)?),
    })
}

/// Without empty lines around, and never more than one between: where a condition says nothing, none is left.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut is_gap = false;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            is_gap = !tidied.is_empty();
            continue;
        }
        if is_gap {
            tidied.push('\n');
        }
        is_gap = false;
        tidied.push_str(line);
        tidied.push('\n');
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

/// One text filled; or the lines before what is wrong, and what that is.
fn render(text: &str, known: Arc<TemplateFields>, fuel: u64) -> Result<String, (usize, String)> {
    static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(engine);
    let mut engine = ENGINE.clone();
    engine.set_fuel(Some(fuel));
    let rendered = engine.render_str(text, Value::from_object(Known(known)));
    rendered.map_err(|error| {
        let line = error.line().unwrap_or(1);
        let why = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        (line.saturating_sub(1), why)
    })
}

/// An engine that knows no filter, no function, no file and no other template.
fn engine() -> Environment<'static> {
    let mut engine = Environment::empty();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.set_recursion_limit(40);
    engine.set_formatter(write);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    // These delimiters are the ones that are built in, and cannot clash.
    if let Ok(syntax) = syntax.build() {
        engine.set_syntax(syntax);
    }
    engine
}

/// Puts a value into the text: ours as it is, everything else as text that stays text.
fn write(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_safe() || value.downcast_object_ref::<Blank>().is_some() {
        write!(out, "{value}")?;
    } else if value.kind() == ValueKind::Seq {
        let each: Vec<String> = value.try_iter()?.map(|one| one.to_string()).collect();
        let each: Vec<&str> = each.iter().map(String::as_str).collect();
        out.write_str(&escaped(&in_a_row(&each)))?;
    } else {
        out.write_str(&escaped(&value.to_string()))?;
    }
    Ok(())
}

/// What is known, asked by name: every name has an answer.
#[derive(Debug)]
struct Known(Arc<TemplateFields>);

impl Object for Known {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if field(name).is_some_and(|field| field.is_of_recipient) {
            return Some(Value::from_safe_string(format!("{{{{ {name} }}}}")));
        }
        Some(match self.0.get(name) {
            Some(Filled::Words(words)) => Value::from(words.as_str()),
            Some(Filled::Each(each)) => each.iter().map(String::as_str).collect(),
            None => Value::from_object(Blank(name.to_owned())),
        })
    }
}

/// A field without a value: false where it is asked for, a blank where it is shown, and one blank in a loop.
#[derive(Debug)]
struct Blank(String);

impl Object for Blank {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(vec![Value::from_dyn_object(self.clone())])
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[? {}]", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> Result<String, (usize, String)> {
        let mut fields = TemplateFields::default();
        fields.set("title", "a * b");
        fields.set_each("each_system", ["x", "y"]);
        render(text, Arc::new(fields), FUEL)
    }

    #[test]
    fn a_value_is_text_and_what_is_not_known_a_blank() {
        assert_eq!(
            rendered("{{ title }}, {{ opened }}, {{ customer }}").unwrap(),
            r"a \* b, [? opened], {{ customer }}"
        );
        assert_eq!(
            rendered("{% if opened %}\nsince {{ opened }}\n{% else %}\nnow\n{% endif %}\n").unwrap(),
            "now\n"
        );
        assert_eq!(
            rendered("{% for one in each_system %}\n- {{ one }}\n{% endfor %}\n").unwrap(),
            "- x\n- y\n"
        );
        assert_eq!(
            rendered("{% for one in each_category %}\n- {{ one }}\n{% endfor %}\n").unwrap(),
            "- [? each_category]\n"
        );
        assert_eq!(rendered("{{ each_system }}").unwrap(), "x and y");
    }

    #[test]
    fn what_goes_on_without_end_is_stopped_by_fuel() {
        // The engine alone, without the check of tags before it.
        let nested = "{% for a in each_system %}".repeat(30) + "x" + &"{% endfor %}".repeat(30);
        assert!(
            rendered(&nested).unwrap_err().1.contains("fuel"),
            "{:?}",
            rendered(&nested)
        );
        let doubled = "{% set a = title %}".to_owned() + &"{% set a = a ~ a %}".repeat(60) + "{{ a }}";
        assert!(
            rendered(&doubled).unwrap_err().1.contains("fuel"),
            "{:?}",
            rendered(&doubled)
        );
        // There is no such function, so there is nothing to go through either.
        assert!(rendered("{% for i in range(1000000) %}x{% endfor %}").is_err());
    }
}
