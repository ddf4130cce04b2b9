//! From words to an exit code: which verb is meant, and who answers it.

use std::ffi::OsString;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::out::Out;
use super::{args, board, breach, demo, import, refuse, verdict::Verdict, words};
use super::{
    contact, deadlines, doctor, incident, list, notice, obligation, pack, policy, register, remind, settings, template,
    tools, vendor, watch, write,
};
use crate::domain::{Refusal, SubjectKind};
use crate::engine::Trouble;
use crate::error::{Failure, Kind as FailureKind};
use crate::launch::{Given, Launch};
use crate::verb::{Kind, Values, Verb};

/// Runs one command line (with the program's name in front); returns the exit code.
pub fn run(args: impl Iterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.collect();
    if let Some(given) = Given::without_verb(args.get(1..).unwrap_or_default()) {
        return finish(Out::new(given.is_on("json")), |out| {
            board::run(None, &begin(&given, out)?, out)
        });
    }
    let args = words::in_order(&args);
    let wants_json = args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json");
    finish(Out::new(wants_json), |out| {
        match args::tree().try_get_matches_from(&args) {
            Ok(matches) => named(&matches, out),
            Err(error) => usage(&error, &args, out),
        }
    })
}

/// Runs `body`, says what stood in its way, and gives the exit code.
fn finish(mut out: Out, body: impl FnOnce(&mut Out) -> Result<Verdict, Trouble>) -> u8 {
    let code = match body(&mut out) {
        Ok(verdict) => verdict.exit_code(),
        Err(trouble) => refuse::report(&mut out, &trouble),
    };
    match out.finish() {
        // What went wrong first counts.
        Err(failure) if code == 0 => refuse::unsaid(&failure),
        Ok(()) | Err(_) => code,
    }
}

fn begin(given: &Given, out: &mut Out) -> Result<Launch, Failure> {
    let launch = Launch::begin(given, &|name| std::env::var(name).ok())?;
    for warning in &launch.warnings {
        out.talk(&format!("warning: {warning}"));
    }
    Ok(launch)
}

fn named(matches: &ArgMatches, out: &mut Out) -> Result<Verdict, Trouble> {
    let (verb, values, given) = args::read(matches)
        .ok_or_else(|| Failure::new(FailureKind::Bug, "nothing was done", "the verb is not in the table"))?;
    // These print what the program is made of; no file of anybody's is needed for it.
    match verb.words {
        "completions" => return tools::completions(&values, out),
        "man" => return tools::manual(out),
        _ => {}
    }
    let launch = begin(&given, out)?;
    match verb.kind {
        Kind::Write if verb.words == "policy adopt" => policy::adopt(&values, &launch, out),
        Kind::Write => write::run(verb, &values, &launch, out),
        Kind::Read => reading(verb, &values, &launch, out),
        Kind::Tool | Kind::Screen => tool(verb, &values, &launch, out),
    }
}

fn reading(verb: &Verb, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let register = |word: &str, kind: SubjectKind, out: &mut Out| match word {
        "list" => register::list(kind, launch, out),
        _ => register::show(kind, values, launch, out),
    };
    match verb.words.split_once(' ').unwrap_or((verb.words, "")) {
        ("list", _) => list::run(values, launch, out),
        ("show", _) => incident::show(values, launch, out),
        ("board", _) => board::run(values.get("code"), launch, out),
        ("due", _) => deadlines::run(values, launch, out),
        ("reminder", _) => remind::list(values, launch, out),
        ("vendor", "list") => vendor::list(launch, out),
        ("vendor", "steps") => vendor::steps(values, launch, out),
        ("vendor", "notice") => vendor::notice(values, launch, out),
        ("subprocessors", _) => vendor::subprocessors(values, launch, out),
        ("vendor", _) => vendor::show(values, launch, out),
        ("person", word) => register(word, SubjectKind::Person, out),
        ("customer", word) => register(word, SubjectKind::Customer, out),
        ("system", word) => register(word, SubjectKind::System, out),
        ("breach", _) => breach::list(values, launch, out),
        ("contact", _) => contact::show(values, launch, out),
        ("redact", _) => pack::redact(values, launch, out),
        ("notice", _) => notice::run(values, launch, out),
        ("obligation", "list") => obligation::list(launch, out),
        ("obligation", _) => obligation::show(values, launch, out),
        ("template", "list") => {
            template::list(launch, out)?;
            Ok(Verdict::Done)
        }
        ("template", "fields") => {
            template::fields(out);
            Ok(Verdict::Done)
        }
        ("template", "show") => template::show(values, launch, out),
        ("template", _) => template::render(values, launch, out),
        ("policy", "show") => policy::show(launch, out),
        ("policy", "reviews") => policy::reviews(launch, out),
        ("policy", _) => policy::diff(values, launch, out),
        ("config", _) => {
            settings::show(launch, out);
            Ok(Verdict::Done)
        }
        _ => Err(untold(verb)),
    }
}

fn tool(verb: &Verb, values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    match verb.words {
        "verify" => tools::verify(launch, out),
        "rebuild" => tools::rebuild(launch, out),
        "backup" => tools::backup(values, launch, out),
        "pack" => pack::pack(values, launch, out),
        "doctor" => Ok(doctor::run(launch, out)),
        "policy check" => policy::check(values, launch, out),
        "obligation check" => Ok(obligation::check(values, launch, out)),
        "template check" => Ok(template::check(values, launch, out)),
        "template edit" => template::edit(values, launch, out),
        "config check" => Ok(settings::check(launch, out)),
        "demo" => demo::run(launch, out),
        "vendor export" => vendor::export(values, launch, out),
        "notify test" => remind::test(values, launch, out),
        "watch" => watch::run(values, launch, out),
        "watch install" => watch::install(launch, out),
        "watch uninstall" => watch::uninstall(launch, out),
        "watch status" => Ok(watch::status(launch, out)),
        words if words.starts_with("import ") => import::run(verb, values, launch, out),
        _ => Err(untold(verb)),
    }
}

/// A row of the table that nobody answers; a test walks all of them.
fn untold(verb: &Verb) -> Trouble {
    let why = format!("nothing answers \"{}\"", verb.words);
    Failure::new(FailureKind::Bug, "nothing was done", why).into()
}

/// Help and version are results; anything else the parser says is a refusal that names the nearest verb.
fn usage(error: &clap::Error, args: &[OsString], out: &mut Out) -> Result<Verdict, Trouble> {
    let said = error.to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        out.line(said.trim_end());
        return Ok(Verdict::Done);
    }
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
    {
        let place = args.iter().position(|arg| arg.to_str() == Some(word));
        let at = |place: Option<usize>| place.and_then(|place| args.get(place)?.to_str());
        let before = at(place.and_then(|place| place.checked_sub(1)));
        let after = at(place.map(|place| place + 1));
        let refusal = Refusal::usage("Nothing was done", format!("there is no verb \"{word}\""));
        return Err(match args::nearest_verb(before, word, after) {
            Some(verb) => refusal
                .instead(format!("Did you mean: firebell {verb}"))
                .candidates(vec![verb.to_owned()])
                .into(),
            None => refusal.instead("firebell help lists them.").into(),
        });
    }
    Err(misused(&said))
}

/// What the parser says, as one sentence and how it is used. It comes as paragraphs, of which the first is the reason.
fn misused(said: &str) -> Trouble {
    let mut paragraphs = said.trim().trim_start_matches("error: ").split("\n\n");
    let reason: Vec<&str> = paragraphs.next().unwrap_or_default().lines().map(str::trim).collect();
    let refusal = Refusal::usage("Nothing was done", reason.join(" "));
    let rest: Vec<&str> = paragraphs.filter(|part| !part.starts_with("For more")).collect();
    refusal.instead(rest.join("\n").trim().to_owned()).into()
}
