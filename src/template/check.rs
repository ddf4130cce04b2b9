//! What is wrong with a template, line by line.

use std::collections::BTreeSet;

use crate::policy::Problem;

use super::draft::draft;
use super::fields::{self, TemplateFields, field};
use super::read::Template;
use super::tags::{self, Use};

/// Everything that is wrong with a template that could be read, in the order of the lines: tags, names that no field has,
/// parts that its letters need and it lacks.
pub fn check(template: &Template) -> Vec<Problem> {
    let mut problems = broken(template);
    problems.extend(faults(template));
    problems.sort();
    problems.dedup();
    problems
}

/// What keeps it from being used: nothing could be drafted from it.
pub(super) fn broken(template: &Template) -> Vec<Problem> {
    let mut problems: Vec<Problem> = texts(template)
        .filter_map(|(text, line)| tags::names(text).err().map(|(above, why)| (line + above, why)))
        .map(|(line, message)| problem(template, line, message))
        .collect();
    for fields in [TemplateFields::default(), sample()] {
        // The engine names the first thing alone, and the tags have been looked at above.
        if let Err(trouble) = draft(template, &fields)
            && problems.is_empty()
        {
            problems.push(problem(template, trouble.line, trouble.why));
        }
    }
    problems
}

/// What is wrong with it although a letter can be drafted.
fn faults(template: &Template) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (text, line) in texts(template) {
        problems.extend(
            odd_blanks(text)
                .into_iter()
                .map(|(above, why)| problem(template, line + above, why.to_owned())),
        );
        let Ok(names) = tags::names(text) else {
            continue;
        };
        let made: BTreeSet<&str> = names
            .iter()
            .filter(|name| name.used == Use::Made)
            .map(|name| name.word.as_str())
            .collect();
        for used in names.iter().filter(|name| !made.contains(name.word.as_str())) {
            let message = match field(&used.word) {
                None => format!("no field is called `{}`{}", used.word, fields::near(&used.word)),
                Some(field) if field.is_of_recipient && used.used != Use::Shown => format!(
                    "`{}` differs from one recipient to the next: it can be shown, not asked for",
                    used.word
                ),
                Some(_) if used.used == Use::Walked && !used.word.starts_with("each_") => {
                    format!(
                        "`{}` is no list: a loop goes through each_system or each_category",
                        used.word
                    )
                }
                Some(_) => continue,
            };
            problems.push(problem(template, line + used.line, message));
        }
    }
    for (part, line) in template.body().parts.iter().zip(&template.lines().headings) {
        if part.heading.contains("{{") || part.heading.contains("{%") {
            let message = format!("the heading of `{}` holds a tag: headings are plain words", part.key);
            problems.push(problem(template, *line, message));
        }
        if part.text.trim().is_empty() {
            let message = format!("the part `{}` says nothing, not even what to write", part.key);
            problems.push(problem(template, *line, message));
        }
    }
    if template.body().subject.is_empty() {
        problems.push(problem(
            template,
            template.lines().subject,
            "the subject is empty".to_owned(),
        ));
    }
    for key in &template.needs {
        if template.body().part(key).is_none() {
            let message = format!("the part `{key}` is missing: a heading `## Words {{#{key}}}` begins it");
            problems.push(problem(template, template.lines().subject, message));
        }
    }
    problems
}

/// Blanks that would not be found once the fields are filled in, and the lines before each.
fn odd_blanks(text: &str) -> Vec<(usize, &'static str)> {
    let mut odd = Vec::new();
    for (open, _) in text.match_indices("[?") {
        let line = text[..open].matches('\n').count();
        match text[open + 2..].split_once(']') {
            None => odd.push((line, "a blank `[? …]` is not closed")),
            Some((inside, _)) if inside.contains("[?") => odd.push((line, "a blank `[? …]` is not closed")),
            Some((inside, _)) if inside.contains(['{', '}']) => {
                odd.push((line, "a tag stands in a blank: what it says could end the blank"));
            }
            Some(_) => {}
        }
    }
    odd
}

fn problem(template: &Template, line: usize, message: String) -> Problem {
    Problem {
        file: template.file().to_owned(),
        line,
        message,
    }
}

/// Every text of a template, with the line it begins on.
fn texts(template: &Template) -> impl Iterator<Item = (&str, usize)> {
    let (body, lines) = (template.body(), template.lines());
    let parts = body
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .zip(lines.parts.iter().copied());
    [(body.subject.as_str(), lines.subject), (&body.opening, lines.opening)]
        .into_iter()
        .chain(parts)
        .chain([(body.closing.as_str(), lines.closing)])
}

/// Every field says something, so that both ways of each condition are tried.
fn sample() -> TemplateFields {
    let mut sample = TemplateFields::default();
    for field in fields::FIELDS {
        if field.name.starts_with("each_") {
            sample.set_each(field.name, [field.name]);
        } else {
            sample.set(field.name, field.name);
        }
    }
    sample
}
