//! The sign in the header: what is late or runs out within the hour, of the clocks that count hours, and whose it is.
//!
//! It is shown to everybody: an owner whom no machine reminds is reached by whoever sees this.

use super::model::Model;
use super::theme::Role;
use super::words::left;
use crate::domain::Deadline;
use crate::text::fold_name;

/// The words, the fullest first, and their role.
pub struct Sign {
    pub words: [String; 4],
    pub role: Role,
}

/// The sign; `None` where nothing is at hand.
pub fn sign(model: &Model) -> Option<Sign> {
    let now = model.now;
    let at_hand: Vec<&Deadline> = model
        .world
        .pressing
        .iter()
        .filter(|deadline| deadline.is_at_hand(now))
        .collect();
    let first = at_hand.first()?;
    let countdown = left(first, now, false)?.text;
    let left = match countdown.strip_prefix("! ") {
        Some(time) => format!("{time} left"),
        None => countdown.clone(),
    };
    let phrase = first.phrase(&model.policy);
    let (whose, name) = match &first.owner {
        Some(owner) if fold_name(owner) == fold_name(&model.ui.me) => ("for you".to_owned(), "you".to_owned()),
        Some(owner) => (format!("for {owner}"), owner.clone()),
        None => ("nobody has it".to_owned(), "nobody".to_owned()),
    };
    let more = match at_hand.len() {
        1 => String::new(),
        all => format!(", and {} more", all - 1),
    };
    let is_late = first.is_late(now);
    let urgent = if is_late { "" } else { "! " };
    Some(Sign {
        words: [
            format!("{urgent}{phrase}, {left}, {whose}{more}"),
            format!("{urgent}{} {left}, {name}{more}", first.label),
            format!("{countdown}, {name}"),
            countdown,
        ],
        role: if is_late { Role::Late } else { Role::Soon },
    })
}
