//! A policy as a file that reads back as the same policy: what `policy show` prints and a person starts their own from.

use std::fmt::Write as _;

use toml::Value;

use super::Policy;
use super::section::{NONE, ORDER};
use super::shape::Keyed;
use super::window::Window;

impl Policy {
    /// The whole policy in the shape of a policy file. [`Policy::from_toml_with`] makes the same policy of it, with
    /// the shelf its obligations come from.
    pub fn to_toml(&self) -> String {
        let mut page = Page::default();
        page.text("name", &self.name);
        page.text("version", &self.version);
        page.list("obligations", self.obligations.iter().map(|rule| rule.key.clone()));
        self.write_calendar(&mut page);
        self.write_severities(&mut page);
        page.rules("role", &self.roles, |page, role| {
            page.text("name", &role.name);
            page.text("short", &role.short);
            page.text("doc", &role.doc);
        });
        page.rules("duty", &self.duties, |page, duty| {
            page.text("name", &duty.name);
            page.text("role", duty.role.as_deref().unwrap_or(NONE));
        });
        page.rules("phase", &self.phases, |page, phase| {
            page.text("name", &phase.name);
            page.text("short", &phase.short);
            page.text("doc", &phase.doc);
            page.flag("is_final", phase.is_final);
        });
        page.rules("channel", &self.channels, |page, channel| {
            page.text("name", &channel.name);
        });
        page.rules("question", &self.questions, |page, question| {
            page.text("name", &question.name);
            page.text("asks", &question.asks);
            page.text("requirement", question.requirement.id());
        });
        page.rules("tier", &self.tiers, |page, tier| {
            page.text("name", &tier.name);
            page.text("doc", &tier.doc);
            page.text("reassess", &tier.reassess.to_string());
            page.list("steps", tier.steps.iter().cloned());
        });
        page.head("notice");
        page.window("window", Some(self.notice.window));
        page.text("requirement", self.notice.requirement.id());
        page.list("parts", self.notice.parts.iter().cloned());
        page.text("approval", &self.notice.approval.to_string());
        page.text("follow_up", &self.notice.follow_up.to_string());
        page.head("review");
        page.window("window", Some(self.review.window));
        page.head("undo");
        page.window("window", Some(self.undo.window));
        self.write_programme(&mut page);
        if let Some(template) = &self.template {
            page.head("template");
            page.window("review", Some(template.review));
            page.window("gap", Some(template.gap));
            page.list("reviewed", template.reviewed.iter().cloned());
        }
        self.write_reminders(&mut page);
        page.0
    }

    fn write_calendar(&self, page: &mut Page) {
        page.head("calendar");
        page.text("zone", self.calendar.zone.name());
        page.list("days", self.calendar.days.names());
        page.text("start", &self.calendar.start.to_string());
        page.text("end", &self.calendar.end.to_string());
        page.list("holidays", self.calendar.holidays.iter().map(ToString::to_string));
    }

    fn write_programme(&self, page: &mut Page) {
        let Some(vendor) = &self.vendor else { return };
        page.rules("step", &self.steps, |page, step| {
            page.text("name", &step.name);
            page.text("doc", &step.doc);
            page.text("met_by", step.met_by.word());
            page.flag("by_another", step.by_another);
        });
        page.rules("monitoring", &self.monitoring, |page, kind| {
            page.text("name", &kind.name);
            page.flag("reassess", kind.reassess);
        });
        page.rules("offboarding", &self.offboarding, |page, step| {
            page.text("name", &step.name);
            page.text("doc", &step.doc);
            page.text("met_by", step.met_by.word());
            page.window("window", Some(step.window));
        });
        page.head("vendor");
        page.window("notice", Some(vendor.notice));
        page.window("early_reassessment", Some(vendor.early_reassessment));
        page.window("answer", Some(vendor.answer));
        page.rules("policy-review", &self.policy_reviews, |page, review| {
            page.text("name", &review.name);
            page.window("every", Some(review.every));
            page.text("duty", review.duty.as_deref().unwrap_or(NONE));
            page.text("requirement", review.requirement.id());
        });
    }

    fn write_reminders(&self, page: &mut Page) {
        for rule in &self.reminders {
            page.head(&format!("reminder.{}", rule.key));
            if let Some(before) = &rule.before {
                page.list("before", before.iter().map(ToString::to_string));
            }
            for (key, lapse) in [
                ("late_every", rule.late_every),
                ("weekly_after", rule.weekly_after),
                ("urgent_within", rule.urgent_within),
                ("acknowledged", rule.acknowledged),
            ] {
                if let Some(lapse) = lapse {
                    page.text(key, &lapse.to_string());
                }
            }
        }
    }

    fn write_severities(&self, page: &mut Page) {
        page.rules("severity", &self.severities, |page, severity| {
            page.text("name", &severity.name);
            page.text("says", &severity.says);
            page.text("definition", &severity.definition);
            page.text("response", &severity.response);
            page.list("page", severity.page.iter().cloned());
            page.window("page_within", severity.page_within);
            page.window("respond_within", severity.respond_within);
            page.window("fix_within", severity.fix_within);
            page.window("update_every", severity.update_every);
            page.flag("remediation_needed", severity.remediation_needed);
            page.list("required_roles", severity.required_roles.iter().cloned());
            page.flag("one_role_each", severity.one_role_each);
            page.flag("review", severity.review);
            page.list("questions", severity.questions.iter().cloned());
            page.list(
                "questions_without_breach",
                severity.questions_without_breach.iter().cloned(),
            );
        });
    }
}

/// The file while it is written. TOML's own writer quotes each value; order and blank lines are ours.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, key: &str, value: &Value) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn head(&mut self, path: &str) {
        let _ = writeln!(self.0, "\n[{path}]");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &Value::String(text.to_owned()));
    }

    fn flag(&mut self, key: &str, flag: bool) {
        self.line(key, &Value::Boolean(flag));
    }

    fn list(&mut self, key: &str, texts: impl IntoIterator<Item = String>) {
        self.line(key, &Value::Array(texts.into_iter().map(Value::String).collect()));
    }

    /// A window that is absent is written too: leaving it out would leave the built-in one.
    fn window(&mut self, key: &str, window: Option<Window>) {
        self.text(
            key,
            &window.map_or_else(|| NONE.to_owned(), |window| window.to_string()),
        );
    }

    fn rules<R: Keyed>(&mut self, kind: &str, rules: &[R], write: impl Fn(&mut Self, &R)) {
        self.head(kind);
        self.list(ORDER, rules.iter().map(|rule| rule.key().to_owned()));
        for rule in rules {
            self.head(&format!("{kind}.{}", rule.key()));
            write(self, rule);
        }
    }
}
