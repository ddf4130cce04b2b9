//! The list as a sheet: the subprocessors, or what changed. The date stands in each row, as a sheet has no head.

use super::{Page, change_words};
use crate::export::sheet;
use crate::text::list_cell;

pub(super) fn page(page: &Page) -> String {
    match page {
        Page::List { on, list } => {
            let rows = list.subprocessors.iter().map(|one| {
                [
                    on.to_string(),
                    one.name.clone(),
                    one.service.clone(),
                    one.purpose.clone(),
                    list_cell(&one.categories),
                    one.location.clone(),
                ]
            });
            let head = [
                "as_of",
                "name",
                "service",
                "purpose",
                "data_categories",
                "processing_location",
            ];
            sheet::write(&head, rows)
        }
        Page::Difference { from, to, .. } => {
            let rows = page.changes().iter().map(|moved| {
                let (word, what) = change_words(moved);
                [
                    from.to_string(),
                    to.to_string(),
                    word.to_owned(),
                    moved.name().to_owned(),
                    what,
                ]
            });
            sheet::write(&["from", "to", "change", "name", "what"], rows)
        }
    }
}
