//! `firebell show CODE`: one incident on a page, with its whole log.

use super::glass::{Glass, or_dash, severity};
use super::out::Out;
use super::table::Table;
use super::verdict::Verdict;
use super::{deadlines, notice};
use crate::domain::log::LogLine;
use crate::engine::views::IncidentView;
use crate::engine::{Trouble, query};
use crate::launch::Launch;
use crate::policy::Policy;
use crate::text::one_line;
use crate::verb::Values;

/// Runs the verb.
pub fn show(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    show_code(values.get("code").unwrap_or_default(), launch, out)
}

/// The page of the incident that a typed code means.
pub fn show_code(code: &str, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let engine = launch.open()?;
    let view = query::show(engine.store(), code, u32::MAX)?;
    let glass = Glass {
        now: engine.now(),
        zone: launch.zone,
    };
    if out.is_json() {
        out.json(&super::json::incident(&view, engine.book(), glass.now));
        return Ok(Verdict::Done);
    }
    let page = Page {
        view: &view,
        policy: engine.book().current(),
        glass,
    };
    page.head(out);
    section("Deadlines", &deadlines::page(&view.deadlines, glass), out);
    section("Roles", &page.roles(), out);
    section("Phases", &page.phases(), out);
    section("Open questions", &page.questions(), out);
    section("Breach", &page.breach(), out);
    let told = view.incident.recipients(&view.deadlines, engine.book());
    section("Notices", &notice::page(&told, &view.contacts, glass), out);
    section("Obligations are counted from", &page.anchors(), out);
    section("Pages", &page.pages(), out);
    section("Log", &log(&view.log, glass), out);
    Ok(Verdict::Done)
}

struct Page<'a> {
    view: &'a IncidentView,
    policy: &'a Policy,
    glass: Glass,
}

impl Page<'_> {
    fn head(&self, out: &mut Out) {
        let incident = &self.view.incident;
        let row = &self.view.row;
        let phase = if row.work_left { "Closed, work left" } else { &row.phase };
        let rank = severity(self.policy, incident.severity);
        out.line(&format!("{}  {rank}  {phase}  {}", row.code, one_line(&incident.title)));
        let mut facts = vec![match incident.declared_at {
            Some(at) => format!("declared {} by {}", self.glass.full(at), incident.declared_by),
            None => "declared at an unknown time".to_owned(),
        }];
        if let Some(highest) = incident.highest.filter(|_| incident.highest != incident.severity) {
            facts.push(format!("once {}", severity(self.policy, Some(highest))));
        }
        if let Some(key) = &incident.channel {
            let name = self.policy.channel(key).map_or(key.as_str(), |channel| &channel.name);
            facts.push(format!("found by {name}"));
        }
        if let Some(closing) = &incident.closed {
            facts.push(format!("closed {}", self.glass.full_or_dash(closing.at)));
        }
        out.line(&one_line(&facts.join(" · ")));
        self.mentions(out);
        if !row.empty_roles.is_empty() {
            out.line(&format!("warning: nobody is {}", row.empty_roles.join(", ")));
        }
    }

    fn mentions(&self, out: &mut Out) {
        let incident = &self.view.incident;
        let systems: Vec<String> = self
            .view
            .systems
            .iter()
            .map(|system| {
                let marks: Vec<&str> = [
                    system.production.then_some("production"),
                    system.customer_data.then_some("customer data"),
                ]
                .into_iter()
                .flatten()
                .collect();
                match marks.as_slice() {
                    [] => system.name.clone(),
                    marks => format!("{} ({})", system.name, marks.join(", ")),
                }
            })
            .collect();
        let customers: Vec<&str> = incident.customers.iter().map(|one| one.name.as_str()).collect();
        let vendors = incident.vendors.iter().map(|one| match one.categories.as_slice() {
            [] => one.vendor.name.clone(),
            data => format!("{} ({})", one.vendor.name, data.join(", ")),
        });
        let vendors = vendors.collect::<Vec<_>>().join(", ");
        for (what, names) in [
            ("systems", systems.join(", ")),
            ("customers", customers.join(", ")),
            ("vendors", vendors),
        ] {
            if !names.is_empty() {
                out.line(&format!("{what}: {}", one_line(&names)));
            }
        }
        if let Some(origin) = &incident.imported {
            let origin = format!("imported: {} {} {}", origin.source, origin.company, origin.link);
            out.line(&one_line(&origin));
        }
    }

    fn roles(&self) -> Table {
        let mut table = Table::inset();
        for (key, holders) in &self.view.incident.roles {
            let name = self.policy.role(key).map_or(key.as_str(), |role| &role.name);
            for holder in holders {
                let since = format!("since {}", self.glass.full(holder.since));
                table.row([name.to_owned(), since, holder.person.name.clone()]);
            }
        }
        table
    }

    fn phases(&self) -> Table {
        let mut table = Table::inset();
        for visit in &self.view.incident.phases {
            let name = self
                .policy
                .phase(&visit.phase)
                .map_or(visit.phase.as_str(), |phase| &phase.name);
            table.row([self.glass.full(visit.at), name.to_owned()]);
        }
        table
    }

    fn questions(&self) -> Table {
        let mut table = Table::inset();
        if self.view.incident.imported.is_none() {
            for key in self.view.incident.open_questions() {
                let asks = self.policy.question(key).map_or(key, |question| question.asks.as_str());
                table.row([key.to_owned(), asks.to_owned()]);
            }
            for late in self.view.deadlines.iter().filter(|deadline| deadline.is_unexplained()) {
                table.row([late.key(), late.why_late(self.policy)]);
            }
        }
        table
    }

    fn breach(&self) -> Table {
        let mut table = Table::inset();
        let Some(breach) = &self.view.incident.breach else {
            return table;
        };
        let at = self.glass.full(breach.confirmed_at);
        table.row(["confirmed".to_owned(), at, breach.categories.join(", ")]);
        if let Some(withdrawn) = &breach.withdrawn {
            let at = self.glass.full(withdrawn.at);
            table.row(["withdrawn".to_owned(), at, withdrawn.reason.clone()]);
        }
        table
    }

    /// The company's role and the anchors, with who said so and why.
    fn anchors(&self) -> Table {
        let obliged = &self.view.incident.obliged;
        let mut table = Table::inset();
        if let Some(role) = obliged.role {
            table.row(["role".to_owned(), "-".to_owned(), role.to_string()]);
        }
        for (anchor, set) in &obliged.anchors {
            let why = set.said.reason.as_deref().unwrap_or_default();
            let words = format!("{}: {why}", set.said.who);
            table.row([anchor.to_string(), self.glass.full(set.said.at), words]);
        }
        table
    }

    fn pages(&self) -> Table {
        let mut table = Table::inset();
        for page in &self.view.incident.pages {
            let answered = match page.answered_at {
                Some(at) => format!("answered {}", self.glass.full(at)),
                None => "not answered".to_owned(),
            };
            table.row([self.glass.full(page.at), answered, page.person.name.clone()]);
        }
        table
    }
}

fn section(title: &str, table: &Table, out: &mut Out) {
    if !table.is_empty() {
        out.line("");
        out.line(title);
        table.print(out);
    }
}

/// A log in columns, oldest first. Marks stand before the words, which stand last.
pub fn log(lines: &[LogLine], glass: Glass) -> Table {
    let mut table = Table::inset();
    for line in lines {
        table.row([
            line.entry.clone().unwrap_or_default(),
            glass.full(line.at),
            line.who.clone(),
            or_dash(&line.column),
            marked(line, glass),
        ]);
    }
    table
}

/// The words of a line, after what must be known of it.
fn marked(line: &LogLine, glass: Glass) -> String {
    let mut parts = Vec::new();
    if line.is_back_dated() {
        parts.push(format!("[written {}]", glass.full(line.recorded_at)));
    }
    if line.undone {
        parts.push("[taken back]".to_owned());
    }
    if let Some(reason) = &line.expunged {
        parts.push(format!("[expunged: {reason}]"));
        return parts.join(" ");
    }
    if let Some(marked) = line.marked {
        parts.push(format!("[{}]", marked.word()));
    }
    if let Some(reason) = &line.struck {
        parts.push(format!("[struck: {reason}]"));
    }
    parts.push(line.words.clone());
    parts.join(" ")
}
