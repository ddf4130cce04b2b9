//! One field of a form: words, or one of a few choices.

use crate::clock::{Allow, Moment, Zone, age, full, parse_entry, parse_moment, zone_name};
use crate::domain::SubjectKind;
use crate::domain::fact::{Outcome, Settled};
use crate::domain::incident::notice::{Marked, Publication, Wrong};
use crate::domain::incident::obligation::NOT_NOTIFIABLE;
use crate::domain::incident::obliged::CompanyRole;
use crate::policy::obligation::Anchor;
use crate::policy::{Named, Policy};
use crate::text::fold_name;
use crate::tui::model::World;
use crate::tui::widget::line_edit::LineEdit;
use crate::verb::build::split_list;
use crate::verb::{Form as Given, Param, ParamKind, Values};

/// One choice: its key, and what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the command gets.
    pub key: String,
    /// What the person reads.
    pub label: String,
    /// What else it is called: letters typed find it by these too.
    pub also: Vec<String>,
}

impl Choice {
    /// Does what it is called begin with these letters, in lower case?
    pub fn begins(&self, letters: &str) -> bool {
        let mut names = [&self.label, &self.key].into_iter().chain(&self.also);
        names.any(|name| name.to_lowercase().starts_with(letters))
    }
}

/// The choices of rules that people name, each read as `label` says.
fn rules<'a, R: Named + 'a>(rules: impl Iterator<Item = &'a R>, label: impl Fn(&R) -> String) -> Vec<Choice> {
    rules
        .map(|rule| Choice {
            key: rule.key().to_owned(),
            label: label(rule),
            also: rule.names().into_iter().map(str::to_owned).collect(),
        })
        .collect()
}

/// What a field holds.
pub enum Held {
    /// Words.
    Words(LineEdit),
    /// One of a few, or none yet.
    Choice(Vec<Choice>, Option<usize>),
}

/// A field of a form.
pub struct Field {
    /// The parameter it fills.
    pub param: Param,
    /// For a role: its key; the value becomes `KEY=PERSON`.
    pub role: Option<String>,
    /// What stands before it.
    pub label: String,
    /// What it holds.
    pub held: Held,
}

impl Field {
    /// The fields of a parameter: one, or one a role.
    pub fn of(param: &Param, policy: &Policy, world: &World) -> Vec<Self> {
        if param.kind == ParamKind::RoleOf {
            let roles = policy.roles.iter();
            return roles
                .map(|role| Self {
                    param: *param,
                    role: Some(role.key.clone()),
                    label: role.short.to_lowercase(),
                    held: Held::Words(LineEdit::new("")),
                })
                .collect();
        }
        let choices = choices(param.kind, policy, world);
        let held = if choices.is_empty() {
            Held::Words(LineEdit::new(""))
        } else {
            // A choice of one is no choice.
            let chosen = (choices.len() == 1).then_some(0);
            Held::Choice(choices, chosen)
        };
        let label = label(param);
        vec![Self {
            param: *param,
            role: None,
            label,
            held,
        }]
    }

    /// The value as it is kept in a draft: words, or the key of the choice.
    pub fn value(&self) -> String {
        match &self.held {
            Held::Words(edit) => edit.text().to_owned(),
            Held::Choice(choices, chosen) => chosen
                .and_then(|index| choices.get(index))
                .map(|choice| choice.key.clone())
                .unwrap_or_default(),
        }
    }

    /// Puts a value in.
    pub fn set(&mut self, value: &str) {
        match &mut self.held {
            Held::Words(edit) => edit.set(value),
            Held::Choice(choices, chosen) => {
                let folded = fold_name(value);
                *chosen = choices
                    .iter()
                    .position(|choice| fold_name(&choice.key) == folded || fold_name(&choice.label) == folded);
            }
        }
    }

    /// Keeps those choices whose keys are among these; where none is, all of them.
    pub fn choose_from(&mut self, keys: &[String]) {
        if let Held::Choice(choices, chosen) = &mut self.held
            && choices.iter().any(|choice| keys.contains(&choice.key))
        {
            choices.retain(|choice| keys.contains(&choice.key));
            *chosen = (choices.len() == 1).then_some(0);
        }
    }

    /// Adds what it holds to the values of a command.
    pub fn give(&self, values: &mut Values) {
        let value = self.value();
        if value.trim().is_empty() {
            return;
        }
        match (&self.role, self.param.form, self.param.kind) {
            (None, Given::Switch, _) if value != "yes" => {}
            (Some(role), ..) => values.push(self.param.name, format!("{role}={}", value.trim())),
            (None, Given::Many, ParamKind::Customer | ParamKind::System | ParamKind::Text | ParamKind::Duty) => {
                for part in split_list(&value) {
                    values.push(self.param.name, part);
                }
            }
            _ => values.push(self.param.name, value),
        }
    }

    /// Which register its names come from.
    pub fn register(&self) -> Option<SubjectKind> {
        match self.param.kind {
            ParamKind::Person | ParamKind::RoleOf => Some(SubjectKind::Person),
            ParamKind::Customer | ParamKind::Addressee => Some(SubjectKind::Customer),
            ParamKind::System => Some(SubjectKind::System),
            _ => None,
        }
    }

    /// Known names that begin as the last typed one does.
    pub fn matches<'a>(&self, world: &'a World) -> Vec<&'a str> {
        let Held::Words(edit) = &self.held else {
            return Vec::new();
        };
        if let ParamKind::Vendor | ParamKind::Incident = self.param.kind {
            return self.begin(world, &fold_name(edit.text()));
        }
        let Some(kind) = self.register() else {
            return Vec::new();
        };
        let typed = fold_name(edit.text().rsplit(',').next().unwrap_or_default());
        if typed.is_empty() && self.param.form == Given::Many {
            return Vec::new();
        }
        let entries = world.registers.get(&kind).map(Vec::as_slice).unwrap_or_default();
        entries
            .iter()
            .filter(|entry| entry.names().any(|name| fold_name(name).starts_with(&typed)))
            .filter(|entry| fold_name(&entry.details.name) != typed)
            .map(|entry| entry.details.name.as_str())
            .take(4)
            .collect()
    }

    /// Vendors, or codes of open incidents, that begin with these letters.
    fn begin<'a>(&self, world: &'a World, typed: &str) -> Vec<&'a str> {
        let vendors = world
            .vendors
            .iter()
            .flatten()
            .map(|row| row.vendor.details.name.as_str());
        let codes = world
            .board
            .iter()
            .flat_map(|board| &board.rows)
            .map(|row| row.code.as_str());
        let names: Vec<&str> = if self.param.kind == ParamKind::Vendor {
            vendors.collect()
        } else {
            codes.collect()
        };
        let is_near = |name: &&str| {
            let name = fold_name(name);
            name.starts_with(typed) && name != typed
        };
        names.into_iter().filter(is_near).take(4).collect()
    }

    /// Takes the first known name for the last typed one; false where there is none.
    pub fn complete(&mut self, world: &World) -> bool {
        let Some(name) = self.matches(world).first().map(|name| (*name).to_owned()) else {
            return false;
        };
        if let Held::Words(edit) = &mut self.held {
            let before = edit.text().rfind(',').map_or(0, |at| at + 1);
            let mut text = edit.text()[..before].to_owned();
            if before > 0 {
                text.push(' ');
            }
            text.push_str(&name);
            edit.set(&text);
        }
        true
    }

    /// What stands below it while it has the keys.
    pub fn hint(&self, world: &World, now: Moment, zone: Zone) -> String {
        let value = self.value();
        let names = self.matches(world);
        if !names.is_empty() {
            return format!("↓ takes {}", names.join(", "));
        }
        let said = |at: Moment| {
            let ago = match now - at {
                span if span < chrono::TimeDelta::minutes(1) => "now".to_owned(),
                span => format!("{} ago", age(span)),
            };
            format!("{} {}, {ago}", full(at, now, zone), zone_name(at, zone))
        };
        match self.param.kind {
            ParamKind::Time if !value.trim().is_empty() => match parse_moment(&value, now, zone, Allow::Past) {
                Ok(at) => said(at),
                Err(error) => error.to_string(),
            },
            ParamKind::Entryline => match parse_entry(&value, now, zone) {
                Ok(entry) => entry.at.map_or_else(|| self.param.doc.to_owned(), said),
                Err(error) => error.to_string(),
            },
            ParamKind::File => "Path of a text file, if it is to be kept; ~/ is your home".to_owned(),
            ParamKind::Proof => "Path of a file, of which name and digest are kept; ~/ is your home".to_owned(),
            ParamKind::RoleOf => "Who has this role; a name nobody knows yet is entered".to_owned(),
            _ if self.param.form == Given::Many && self.role.is_none() => {
                format!("{}; several are separated by commas", self.param.doc)
            }
            _ => self.param.doc.to_owned(),
        }
    }
}

/// What stands before a field.
fn label(param: &Param) -> String {
    let label = match (param.name, param.form) {
        _ if param.kind == ParamKind::Vendor => "Vendor",
        _ if param.kind == ParamKind::Incident => "Incident",
        ("by", _) if param.kind == ParamKind::Person => "By",
        ("channel", _) => "Found by",
        ("system", Given::Many) => "Systems",
        ("customer", Given::Many) => "Customers",
        ("duty", Given::Many) => "Duties",
        ("alias", _) => "Also called",
        ("log", _) => "First line",
        ("by", _) => "Sent by",
        ("at", _) => "When",
        ("hours", _) => "Contract hours",
        ("assessed", _) => "Last assessed",
        ("rename", _) => "New name",
        (name, _) => {
            let mut label = name.replace('-', " ");
            if let Some(first) = label.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            return label;
        }
    };
    label.to_owned()
}

/// Every step there is, of diligence and of the end: key and name.
fn steps(policy: &Policy) -> impl Iterator<Item = (&str, &str)> {
    let programme = policy.programme();
    let diligence = programme
        .steps
        .iter()
        .map(|rule| (rule.key.as_str(), rule.name.as_str()));
    let end = programme.offboarding.iter();
    diligence.chain(end.map(|rule| (rule.key.as_str(), rule.name.as_str())))
}

/// The choices of a kind of parameter; none where words are typed.
fn choices(kind: ParamKind, policy: &Policy, world: &World) -> Vec<Choice> {
    let choice = |key: &str, label: &str| Choice {
        key: key.to_owned(),
        label: label.to_owned(),
        also: Vec::new(),
    };
    match kind {
        ParamKind::Severity => rules(policy.severities.iter(), |rule| rule.name.clone()),
        ParamKind::Phase => {
            let open = policy.phases.iter().filter(|phase| !phase.is_final);
            rules(open, |phase| phase.short.clone())
        }
        ParamKind::Channel => rules(policy.channels.iter(), |channel| channel.name.clone()),
        ParamKind::Role => rules(policy.roles.iter(), |role| role.short.to_lowercase()),
        ParamKind::Duty => rules(policy.duties.iter(), |duty| duty.name.clone()),
        ParamKind::Tier => rules(policy.tiers.iter(), |tier| tier.name.clone()),
        ParamKind::Question => {
            let open = world
                .incident
                .as_ref()
                .map(|view| view.incident.open_questions())
                .unwrap_or_default();
            let asked = policy
                .questions
                .iter()
                .filter(|question| open.is_empty() || open.contains(&question.key.as_str()));
            rules(asked, |question| question.asks.clone())
        }
        // Where none is selected, one of those that run in the incident that is open.
        ParamKind::Deadline => {
            let all = world.incident.iter().flat_map(|view| &view.deadlines);
            let running = all.filter(|deadline| deadline.is_running());
            running
                .map(|deadline| choice(&deadline.name(), &deadline.what(policy)))
                .collect()
        }
        ParamKind::Anchor => Anchor::SET
            .iter()
            .map(|anchor| choice(&anchor.to_string(), &anchor.to_string()))
            .collect(),
        ParamKind::CompanyRole => CompanyRole::ALL
            .iter()
            .map(|role| choice(role.word(), role.word()))
            .collect(),
        ParamKind::Obligation => {
            let obligations = policy.obligations.iter();
            obligations.map(|rule| choice(&rule.key, &rule.key)).collect()
        }
        ParamKind::Step => steps(policy).map(|(key, name)| choice(key, name)).collect(),
        ParamKind::Monitoring => {
            let rules = policy.programme().monitoring.iter();
            rules.map(|rule| choice(&rule.key, &rule.name)).collect()
        }
        ParamKind::PolicyName => {
            let rules = policy.programme().policy_reviews.iter();
            rules.map(|rule| choice(&rule.key, &rule.name)).collect()
        }
        ParamKind::TemplateList => {
            let known = world.incident.iter().flat_map(|view| &view.templates);
            let templates = known.map(|mark| choice(&mark.name, &mark.name));
            templates.chain([choice("all", "all of them")]).collect()
        }
        ParamKind::Outcome => Outcome::ALL.iter().map(|one| choice(one.word(), one.word())).collect(),
        ParamKind::Settled => Settled::ALL.iter().map(|one| choice(one.word(), one.word())).collect(),
        ParamKind::Decision => vec![choice(NOT_NOTIFIABLE, "not notifiable")],
        ParamKind::Publication => Publication::ALL
            .iter()
            .map(|one| choice(one.word(), one.name()))
            .collect(),
        ParamKind::Wrong => Wrong::ALL.iter().map(|one| choice(one.word(), one.word())).collect(),
        ParamKind::Mark => Marked::ALL.iter().map(|one| choice(one.word(), one.word())).collect(),
        ParamKind::YesNo => vec![choice("yes", "yes"), choice("no", "no")],
        _ => Vec::new(),
    }
}
