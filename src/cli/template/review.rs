//! What `firebell template own` and `template reviewed` say of a template: what stands in its file at this moment.

use super::{named, shelf};
use crate::cli::out::Out;
use crate::engine::Trouble;
use crate::launch::Launch;
use crate::verb::{Values, Verb};

/// Adds what stands in the template that is owned or was reviewed; other verbs stay as they are.
pub fn read(verb: &Verb, values: Values, launch: &Launch, out: &mut Out) -> Result<Values, Trouble> {
    let what = match verb.words {
        "template own" => "Nobody looks after it now",
        "template reviewed" => "The review was not recorded",
        _ => return Ok(values),
    };
    let shelf = shelf(launch, out);
    let template = named(&values, &shelf, what)?;
    Ok(values
        .with("name-known", template.name.clone())
        .with("name-version", template.version.clone())
        .with("name-digest", template.digest())
        .with("name-role", template.owner.clone()))
}
