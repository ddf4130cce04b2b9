//! Medians over rounds, and the table.

use std::io::Write;

use crate::Outcome;

/// One measured thing: a value of ours and one of the floor from each round.
#[derive(Debug, Default, Clone)]
pub struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    /// Adds a round.
    pub fn add(&mut self, ours: f64, floor: f64) {
        self.0.push((ours, floor));
    }

    /// Was no round measured?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn middle(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        median(&mut self.0.iter().map(of).collect::<Vec<_>>())
    }

    /// The medians of both sides and of the ratio, which is taken round by round.
    pub fn medians(&self) -> (f64, f64, f64) {
        (
            self.middle(|pair| pair.0),
            self.middle(|pair| pair.1),
            self.middle(|pair| pair.0 / pair.1),
        )
    }
}

/// The middle one of some values; 0 of none.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Writes the table as it goes.
pub struct Report;

impl Report {
    /// The head of the table.
    pub fn head() -> Outcome<()> {
        say("\n| what | store | ours | floor | ratio | aim | |\n|---|---|---|---|---|---|---|")
    }

    /// A row with a floor; `aim` is the greatest ratio that is good.
    pub fn pair(what: &str, store: &str, unit: &str, pairs: &Pairs, aim: Option<f64>) -> Outcome<()> {
        let (ours, floor, ratio) = pairs.medians();
        let verdict = aim.map_or("", |aim| word(ratio <= aim));
        let aim = aim.map_or("-".to_owned(), |aim| format!("≤ {aim}×"));
        say(&format!(
            "| {what} | {store} | {} {unit} | {} {unit} | {ratio:.2}× | {aim} | {verdict} |",
            short(ours),
            short(floor)
        ))
    }

    /// A row without a floor; `aim` is the greatest value that is good.
    pub fn alone(what: &str, store: &str, unit: &str, value: f64, aim: Option<f64>) -> Outcome<()> {
        let verdict = aim.map_or("", |aim| word(value <= aim));
        let aim = aim.map_or("-".to_owned(), |aim| format!("≤ {} {unit}", short(aim)));
        say(&format!(
            "| {what} | {store} | {} {unit} | - | - | {aim} | {verdict} |",
            short(value)
        ))
    }
}

fn word(is_good: bool) -> &'static str {
    if is_good { "met" } else { "**missed**" }
}

/// Three digits are what there is to know.
fn short(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        small if small >= 0.1 || small == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}

/// One line on standard output.
pub fn say(line: &str) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
