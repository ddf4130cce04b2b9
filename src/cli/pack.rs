//! `firebell pack CODE` and `firebell redact CODE`: what a customer is given, and what stays.

use std::path::Path;

use serde_json::json;

use super::glass::{Glass, or_dash};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use crate::domain::Refusal;
use crate::domain::incident::disclosure::{Disclosed, Verdict as Fate};
use crate::engine::Trouble;
use crate::engine::disclosure::{Cover, Disclosing, disclosing};
use crate::export::pack::Shape;
use crate::launch::Launch;
use crate::text::{capital, one_line};
use crate::verb::Values;

/// Where packs go: the folder, their form, and the name of the one, where it has one.
struct Target<'a> {
    folder: &'a Path,
    shape: Shape,
    name: Option<String>,
}

fn target(values: &Values) -> Result<Target<'_>, Refusal> {
    let path = Path::new(values.get("into").unwrap_or_default());
    let is_zip = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    if !is_zip {
        return Ok(Target {
            folder: path,
            shape: if values.is_on("zip") { Shape::Zip } else { Shape::Folder },
            name: None,
        });
    }
    if values.is_on("all") {
        return Err(
            Refusal::usage("Nothing was written", "one file cannot hold the packs of all customers")
                .instead("Name a folder, and add --zip for one file each."),
        );
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(Target {
        folder: folder.unwrap_or(Path::new(".")),
        shape: Shape::Zip,
        name: Some(stem),
    })
}

/// Are lines taken that nobody has marked?
fn takes_unmarked(values: &Values) -> Result<bool, Refusal> {
    match values.get("timeline").map_or("shared", str::trim) {
        "shared" => Ok(false),
        "all" => Ok(true),
        other => Err(
            Refusal::usage("Nothing was put together", format!("there is no timeline \"{other}\""))
                .instead("Use shared, or all for lines too that nobody has marked."),
        ),
    }
}

/// Writes the packs.
pub fn pack(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let target = target(values)?;
    let takes_unmarked = takes_unmarked(values)?;
    let customer = match (values.get("customer"), values.is_on("all")) {
        (Some(customer), false) => Some(customer),
        (None, true) => None,
        (Some(_), true) => {
            let refusal = Refusal::usage("Nothing was written", "it names a customer, and all of them");
            return Err(refusal.instead("Leave one of --customer and --all out.").into());
        }
        (None, false) => {
            let refusal = Refusal::usage("Nothing was written", "customer is missing");
            return Err(refusal.instead("Name one with --customer, or say --all.").into());
        }
    };
    let engine = launch.open()?;
    let disclosing = disclosing(engine.store(), values.get("code").unwrap_or_default())?;
    let contact = launch.settings.contact.lines().into_iter();
    let contact: Vec<(String, String)> = contact.map(|(what, how)| (capital(what), how.to_owned())).collect();
    let cover = Cover {
        company: &launch.settings.company.value,
        contact: &contact,
        now: engine.now(),
        takes_unmarked,
    };
    let mut written = Vec::new();
    for told in disclosing.meant(engine.store(), customer)? {
        let customer = &told.affected.customer;
        let name = target.name.clone();
        let name = name.unwrap_or_else(|| format!("{} {}", disclosing.incident.code, customer.name));
        let pack = disclosing.information(told, cover).pack(&name);
        let path = pack.write(target.folder, target.shape)?;
        let held = held(&disclosing.lines(Some(customer), takes_unmarked));
        written.push((customer.name.clone(), path.display().to_string(), held));
    }
    if out.is_json() {
        let rows = written
            .iter()
            .map(|(customer, path, held)| json!({ "customer": customer, "path": path, "withheld": held }));
        out.json(&json!({ "code": disclosing.incident.code, "packs": rows.collect::<Vec<_>>() }));
        return Ok(Verdict::Done);
    }
    for (customer, path, held) in &written {
        out.line(&one_line(&format!(
            "{path}, for {customer}; {held} lines of the log stay here"
        )));
    }
    out.talk(&format!(
        "Read them before they go. What goes out and what stays: firebell redact {}",
        disclosing.incident.code
    ));
    Ok(Verdict::Done)
}

fn held(lines: &[Disclosed]) -> usize {
    lines
        .iter()
        .filter(|line| matches!(line.verdict, Fate::Withheld(_)))
        .count()
}

/// Shows what goes out and what stays, and why.
pub fn redact(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let takes_unmarked = takes_unmarked(values)?;
    let engine = launch.open()?;
    let disclosing = disclosing(engine.store(), values.get("code").unwrap_or_default())?;
    let customer = match values.get("customer") {
        None => None,
        typed => disclosing
            .meant(engine.store(), typed)?
            .first()
            .map(|told| told.affected.customer.clone()),
    };
    let lines = disclosing.lines(customer.as_ref(), takes_unmarked);
    let name = disclosing.name(customer.as_ref());
    if out.is_json() {
        let rows = lines.iter().map(|line| {
            let (words, why) = match &line.verdict {
                Fate::Out(words) => (Some(words), None),
                Fate::Withheld(why) => (None, Some(why.words())),
            };
            json!({
                "entry": line.entry,
                "at": super::json::instant(line.at),
                "goes_out": words,
                "withheld": why,
                "fact": format!("{}/{}", line.fact.series, line.fact.seq),
            })
        });
        out.json(&json!({
            "code": disclosing.incident.code,
            "customer": customer.map(|customer| customer.name),
            "name": name,
            "lines": rows.collect::<Vec<_>>(),
        }));
        return Ok(Verdict::Done);
    }
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    let reader = customer.map_or_else(|| "everybody".to_owned(), |customer| customer.name);
    out.line(&one_line(&format!(
        "{}, for {reader}: called {name}",
        disclosing.incident.code
    )));
    table(&disclosing, &lines, glass).print(out);
    out.talk(&format!(
        "Lines that go out: {}; that stay: {}.",
        lines.len() - held(&lines),
        held(&lines)
    ));
    Ok(Verdict::Done)
}

fn table(disclosing: &Disclosing, lines: &[Disclosed], glass: Glass) -> Table {
    let mut table = Table::new(&["", "LINE", "WHEN", "WORDS THAT GO OUT, OR WHY THEY STAY"]);
    let code = &disclosing.incident.code;
    for line in lines {
        let (sign, words) = match &line.verdict {
            Fate::Out(words) => ("out", words.clone()),
            Fate::Withheld(why) => ("stays", format!("[{}]", why.words())),
        };
        let entry = line.entry.as_ref().map(|entry| format!("{code} {entry}"));
        table.row([
            sign.to_owned(),
            or_dash(&entry.unwrap_or_default()),
            glass.full(line.at),
            words,
        ]);
    }
    table
}
