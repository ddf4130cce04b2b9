//! The severity guide: the definitions of the policy while choosing (IR-5), and what declaring sets off.

use ratatui::layout::Rect;

use super::form::Form;
use super::form_view::wrapped;
use crate::policy::SeverityRule;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// Draws every severity, the chosen one lit.
pub fn draw(canvas: &mut Canvas, area: Rect, model: &Model, chosen: &str) {
    let version = format!("policy {}", model.policy.version);
    canvas.pane_title(Rect { height: 1, ..area }, "Severity guide", &[], &version, false);
    let chosen = model.policy.severity_by_key(chosen).map(|(rank, _)| rank);
    let mut y = area.y + 2;
    for (rank, rule) in (1_u8..).zip(&model.policy.severities) {
        let words = format!("{} {}", rule.definition.trim(), rule.response.trim());
        let lines = wrapped(&words, area.width.saturating_sub(2));
        let height = u16::try_from(lines.len()).unwrap_or(3) + 1;
        if y + height > area.bottom() {
            return;
        }
        let is_chosen = chosen == Some(rank);
        let ground = if is_chosen { Role::Surface } else { Role::Bg };
        if is_chosen {
            canvas.row_ground(
                Rect::new(area.x.saturating_sub(1), y, area.width + 1, height),
                Role::Surface,
            );
            let accent = canvas.palette.on(Role::Accent, ground);
            for row in y..y + height {
                canvas.text(area.x.saturating_sub(1), row, 1, canvas.glyphs.selected, accent);
            }
        }
        head(
            canvas,
            Rect::new(area.x, y, area.width, 1),
            rank,
            rule,
            is_chosen,
            ground,
        );
        let style = canvas
            .palette
            .on(if is_chosen { Role::Text } else { Role::Dim }, ground);
        for (row, line) in (y + 1..).zip(&lines) {
            canvas.text(area.x + 1, row, area.width.saturating_sub(1), line, style);
        }
        y += height + 1;
    }
    let dim = canvas.style(Role::Dim);
    for (row, line) in (y..area.bottom()).zip(wrapped(
        "In doubt take the graver one: lowering it later is one key and a reason.",
        area.width,
    )) {
        canvas.text(area.x, row, area.width, &line, dim);
    }
}

fn head(canvas: &mut Canvas, row: Rect, rank: u8, rule: &SeverityRule, is_chosen: bool, ground: Role) {
    let sign = canvas.glyphs.severity(rank);
    let style = if is_chosen && rank == 1 {
        canvas.palette.filled(Role::Sev1)
    } else {
        canvas.palette.on(Role::severity(rank), ground)
    };
    let mut x = row.x;
    x += canvas.text(x, row.y, row.width, &format!(" {sign} {} ", rule.name), style) + 1;
    let mut says = canvas.palette.on(Role::Text, ground);
    if is_chosen {
        says = says.add_modifier(ratatui::style::Modifier::BOLD);
    }
    canvas.text(x, row.y, row.right().saturating_sub(x), &rule.says, says);
}

/// What declaring with these words will set off.
pub fn follows(model: &Model, form: &Form) -> Vec<String> {
    let Some((_, rule)) = model.policy.severity_by_key(&form.value("severity")) else {
        return Vec::new();
    };
    let policy = &model.policy;
    let mut follows = vec![format!("goes on every board as {}", rule.name)];
    let duty = |key: &String| key.replace('-', " ");
    let duties: Vec<String> = rule.page.iter().map(duty).collect();
    match (&rule.page_within, duties.is_empty()) {
        (_, true) => {}
        (Some(window), false) => follows.push(format!("asks you to page {} within {window}", duties.join(" and "))),
        (None, false) => follows.push(format!("asks you to page {}", duties.join(" and "))),
    }
    if let Some(window) = &rule.respond_within {
        follows.push(format!("starts the clock: respond within {window}"));
    }
    if let Some(window) = &rule.fix_within {
        follows.push(format!("starts the clock: repair within {window}"));
    }
    for key in rule.questions.iter().chain(&rule.questions_without_breach) {
        if let Some(question) = policy.question(key) {
            follows.push(format!("asks: {}", question.asks));
        }
    }
    follows
}
