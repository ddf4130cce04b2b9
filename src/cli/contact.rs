//! `firebell contact`: how to report to the security team, encrypted where one likes (IR-22).

use serde_json::json;

use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::engine::{Trouble, attach};
use crate::launch::Launch;
use crate::verb::Values;

/// What stands in a file that must not be given away.
const SECRET: [&str; 2] = ["PRIVATE KEY", "AGE-SECRET-KEY"];

/// Runs the verb.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let contact = &launch.settings.contact;
    let file = launch.paths.config_file().display().to_string();
    if contact.is_empty() {
        let refusal = Refusal::not_found("Nothing to show", format!("{file} says nothing under [contact]"));
        return Err(refusal
            .instead("Write address = \"…\" there; the other keys: firebell config show.")
            .into());
    }
    let key = match &contact.key {
        Some(path) => Some(public(&path.display().to_string())?),
        None => None,
    };
    if values.is_on("key") {
        let Some(key) = &key else {
            let refusal = Refusal::not_found("Nothing to show", format!("{file} names no key under [contact]"));
            return Err(refusal
                .instead("Write key = \"FILE\" there, with the public half.")
                .into());
        };
        out.copy(&key.text);
        return Ok(Verdict::Done);
    }
    let digest = key.as_ref().map(|key| key.digest.as_str());
    if out.is_json() {
        out.json(&json!({
            "address": contact.address,
            "page": contact.page,
            "hours": contact.hours,
            "fingerprint": contact.fingerprint,
            "key": key.as_ref().map(|key| &key.text),
            "key_digest": digest,
        }));
        return Ok(Verdict::Done);
    }
    out.line("To report something to the security team:");
    let mut table = Table::inset();
    for (what, how) in contact.lines() {
        table.row([what.to_owned(), how.to_owned()]);
    }
    if let Some(digest) = digest {
        table.row(["key".to_owned(), format!("firebell contact --key (SHA-256 {digest})")]);
    }
    table.print(out);
    Ok(Verdict::Done)
}

/// The public half of a key; the other one is never shown.
fn public(file: &str) -> Result<attach::Attached, Refusal> {
    let what = "The key was not shown";
    let key = attach::read(file).map_err(|why| Refusal::usage(what, why))?;
    if SECRET.iter().any(|secret| key.text.contains(secret)) {
        return Err(Refusal::rule(what, format!("{file} holds a secret key"))
            .by("IR-22")
            .instead("Name the file of the public half."));
    }
    Ok(key)
}
