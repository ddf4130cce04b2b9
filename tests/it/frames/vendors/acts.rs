//! What the keys of a vendor's page do, from the first step to the end, and the same from an incident.

use chrono::TimeDelta;
use firebell::domain::vendor::Stage;
use firebell::tui::layer::Layer;
use firebell::tui::layer::field::Held;
use firebell::tui::screen::vendor::{About, selected};

use super::{WIDE, page, programme, select};
use crate::seat::{Seat, look};

fn shows(seat: &mut Seat, words: &str) {
    let text = seat.text();
    assert!(text.contains(words), "no \"{words}\" in\n{text}");
}

fn stage(seat: &Seat) -> Stage {
    seat.model.world.vendor.as_ref().unwrap().row.vendor.stage()
}

#[test]
fn vendor_is_taken_on_by_keyboard_and_the_gate_holds_until_its_steps_are_done() {
    let mut seat = programme(WIDE);
    page(&mut seat, "parley");
    shows(&mut seat, "may not flow: ");
    // The gate: nothing flows while steps are open.
    seat.press("p<C-s>");
    shows(&mut seat, "still to do (VM-5)");
    seat.press("<Esc>");
    // Enter does the step that is selected: the first that is open, then the next one.
    for step in ["contract-review", "dpa", "data-flow"] {
        let selected = selected(&seat.model);
        assert_eq!(selected, Some(About::Step(step.to_owned())), "{}", seat.text());
        seat.press("<Enter><Tab>ticket-17<C-s>");
    }
    // Who wants it may not approve it.
    seat.press("<Enter>");
    shows(&mut seat, "Record that the leadership approved a vendor");
    seat.press("tove<C-s>");
    shows(&mut seat, "may not approve it");
    seat.press("<C-u>lee<C-s>");
    shows(&mut seat, "approved by lee");
    seat.press("p<C-s>");
    shows(&mut seat, "Production data may flow to Parley AI");
    assert_eq!(stage(&seat), Stage::Allowed);
    // The notice still runs.
    seat.press("P<C-s>");
    shows(&mut seat, "its notice runs until");
    seat.press("<Esc>");
    // The objection has a row; Enter answers it.
    seat.press("<Tab>");
    select(&mut seat, |about| matches!(about, About::Objection(_)));
    seat.press("<Enter>");
    shows(&mut seat, "Cobalt");
    seat.press("<Tab>");
    seat.press("a<Tab>a region in Germany from January<C-s>");
    shows(&mut seat, "accommodated");
    seat.wait(TimeDelta::days(28));
    seat.press("<Esc>");
    page(&mut seat, "parley");
    seat.press("P<C-s>");
    shows(&mut seat, "Parley AI is live");
    assert_eq!(stage(&seat), Stage::Live);
    shows(&mut seat, "listed");
}

#[test]
fn step_that_does_not_apply_says_why_and_opens_again() {
    let mut seat = programme(WIDE);
    page(&mut seat, "parley");
    select(&mut seat, |about| *about == About::Step("dpa".to_owned()));
    seat.press("x");
    shows(&mut seat, "Signed DPA");
    seat.press("<Tab>no personal data goes there<C-s>");
    shows(&mut seat, "does not apply: no personal data");
    seat.press("X<Tab>it does after all<C-s>");
    shows(&mut seat, "signed dpa is open again");
}

#[test]
fn overdue_vendor_is_reassessed_from_the_table() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("vr");
    shows(&mut seat, "Northstar DB");
    seat.press("<C-s>");
    shows(&mut seat, "that needs a reason (DL-1)");
    seat.press("<Esc>");
    seat.run(
        "vendor reassess",
        &[("name", "Northstar DB"), ("reason", "their report came late")],
    )
    .unwrap();
    shows(&mut seat, "1  Keyhole IdP");
}

#[test]
fn vendor_leaves_with_proof_and_ends_only_when_nothing_is_left() {
    let mut seat = programme(WIDE);
    page(&mut seat, "oldmail");
    shows(&mut seat, "The end 0 of");
    seat.press("Z<C-s>");
    shows(&mut seat, "still to do (VM-8)");
    seat.press("<Esc><Tab>");
    select(&mut seat, |about| {
        *about == About::Credential("relay password".to_owned())
    });
    seat.press("<Enter>");
    shows(&mut seat, "relay password");
    seat.press("<C-s>");
    shows(&mut seat, "revoked");
    seat.press("<Tab>");
    // The first step that is open is selected, and the next one once it is done.
    while let Some(About::EndStep(_)) = selected(&seat.model) {
        seat.press("<Enter>");
        if seat.model.ui.layers.last().is_none_or(|layer| !layer.is_text()) {
            break;
        }
        seat.press("<Tab>certificate-17.pdf<C-s>");
        assert!(seat.model.ui.layers.is_empty(), "{}", seat.text());
    }
    seat.press("<Esc>");
    page(&mut seat, "oldmail");
    seat.press("Z<C-s>");
    seat.press("<Enter>");
    assert_eq!(stage(&seat), Stage::Ended, "{}", seat.text());
    shows(&mut seat, "○ ended");
}

#[test]
fn n_declares_an_incident_at_the_vendor_and_both_sides_show_it() {
    let mut seat = Seat::demo(&look(), WIDE);
    page(&mut seat, "northstar");
    seat.press("n");
    shows(&mut seat, "Northstar DB");
    seat.press("Backups were readable<Tab>2<C-s>");
    // The incident is open, with the vendor and its data beside the log.
    shows(&mut seat, "Backups were readable");
    shows(&mut seat, "Vendors ─");
    let code = seat.model.world.incident.as_ref().unwrap().incident.code.clone();
    // Its row leads to the vendor, and the incident's row there leads back.
    seat.press("<Tab>");
    let at = |seat: &Seat| {
        firebell::tui::screen::incident::side::selected(&seat.model)
            .unwrap()
            .vendor
    };
    for _ in 0..30 {
        if at(&seat).is_some() {
            break;
        }
        seat.press("j");
    }
    seat.press("<Enter>");
    shows(&mut seat, "vendors › Northstar DB");
    shows(&mut seat, "Incidents 1");
    seat.press("<Tab>");
    select(
        &mut seat,
        |about| matches!(about, About::Incident(_, found) if *found == code),
    );
    seat.press("<Enter>");
    shows(&mut seat, "Backups were readable");
}

#[test]
fn plus_links_a_vendor_from_the_incident() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("<Enter>+");
    shows(&mut seat, "Vendor");
    seat.press("harb<Down>");
    shows(&mut seat, "Harbour Cloud");
    seat.press("<C-s>");
    let linked = &seat.model.world.incident.as_ref().unwrap().incident.vendors;
    assert_eq!(linked.len(), 1);
    assert_eq!(linked[0].vendor.name, "Harbour Cloud");
}

#[test]
fn list_is_compared_and_written_in_each_form() {
    let mut seat = programme(WIDE);
    seat.press("vL");
    for (keys, ending, words) in [
        ("w<Enter>", ".html", "<!doctype html>"),
        ("wj<Enter>", ".md", "Harbour Cloud"),
        ("wjj<Enter>", ".csv", "Harbour Cloud"),
        ("wjjj<Enter>", ".json", "\"Harbour Cloud\""),
    ] {
        seat.press(keys);
        let (file, text) = seat.written.take().unwrap();
        assert_eq!(file, format!("subprocessors-2026-11-27{ending}"));
        assert!(text.to_lowercase().contains(&words.to_lowercase()), "{text}");
        shows(&mut seat, &format!("written into {file}"));
    }
    // Only an earlier day can be compared with.
    seat.press("c2026-11-27<Enter>");
    shows(&mut seat, "an earlier day than today");
    seat.press("<C-u>2026-01-20<Enter>");
    shows(&mut seat, "Changed since 20 Jan 4");
    seat.press("wjjjjj<Enter>");
    let (file, text) = seat.written.take().unwrap();
    assert_eq!(file, "subprocessors-2026-01-20-to-2026-11-27.md");
    assert!(text.contains("added"), "{text}");
    seat.press("<Esc>");
    shows(&mut seat, "History");
}

#[test]
fn form_of_a_step_offers_those_that_are_left() {
    let mut seat = programme(WIDE);
    seat.press("v/<C-u>parley<Enter>s");
    let Some(Layer::Form(form)) = seat.model.ui.layers.last() else {
        panic!("no form in\n{}", seat.text());
    };
    let Held::Choice(choices, _) = &form.fields[0].held else {
        panic!("no choice");
    };
    // What is done, an approval and the steps of the end are none of them.
    let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
    assert_eq!(keys, ["contract-review", "dpa", "data-flow"]);
}

#[test]
fn new_vendor_may_be_in_use_already() {
    for (answer, stage) in [("y", Stage::InUse), ("n", Stage::Onboarding), ("", Stage::Onboarding)] {
        let mut seat = Seat::empty(WIDE);
        seat.press("vnHarbour Hosting<Tab>c");
        let form = |seat: &Seat| match seat.model.ui.layers.last() {
            Some(Layer::Form(form)) => form.fields[form.focus].param.name,
            _ => panic!("no form"),
        };
        while form(&seat) != "in-use" {
            seat.press("<Tab>");
        }
        seat.press(answer);
        seat.press("<C-s>");
        seat.press("<Enter>");
        let row = firebell::tui::screen::vendors::row(&seat.model, 0);
        assert_eq!(row.map(|row| row.vendor.stage()), Some(stage), "{}", seat.text());
    }
}

#[test]
fn what_is_in_use_can_only_be_announced_to_go() {
    let mut seat = Seat::demo(&look(), WIDE);
    page(&mut seat, "harbour");
    seat.press("N");
    shows(&mut seat, "the end of a subprocessor");
    seat.press("<C-s>");
    seat.press("<Enter>");
    shows(&mut seat, "Notice of its end");
    seat.press("<Esc>");
    page(&mut seat, "harbour");
    // A new one is announced before it may hold data.
    let mut seat = programme(WIDE);
    seat.run(
        "vendor add",
        &[("name", "Quarry"), ("tier", "critical"), ("customer-data", "yes")],
    )
    .unwrap();
    page(&mut seat, "quarry");
    seat.press("N");
    shows(&mut seat, "a new subprocessor");
}
