//! What a form says of itself: its help, its choices, and what to do instead where it makes no sense.

use chrono::TimeDelta;
use firebell::tui::layer::Layer;
use firebell::tui::layer::line::{Line, Purpose};

use crate::seat::{Seat, look};

const WIDE: (u16, u16) = (120, 36);
const NARROW: (u16, u16) = (80, 24);

#[test]
fn help_inside_a_form_is_about_the_form() {
    for size in [WIDE, NARROW] {
        let mut seat = Seat::demo(&look(), size);
        seat.press("<Enter>:notice-sent<Enter><F1>");
        let text = seat.text();
        for words in ["Help · notice sent", "Sent by", "By which way, such as email"] {
            assert!(text.contains(words), "no {words} in\n{text}");
        }
        assert!(!text.contains("Quit"), "{text}");
        seat.press("jjjjjjjjj");
        assert!(seat.text().contains("Ctrl-S"), "{}", seat.text());
        assert!(seat.text().contains("yesterday 23:10"), "{}", seat.text());
        // It closes onto the form as it was.
        seat.press("<Esc>");
        assert!(seat.text().contains("See what follows"), "{}", seat.text());
        seat.press("<Esc>l<F1>");
        assert!(seat.text().contains("Back-dates it"), "{}", seat.text());
        seat.press("<Esc><Esc><F1>");
        assert!(
            seat.text().contains("Everywhere") || seat.text().contains("Here"),
            "{}",
            seat.text()
        );
    }
}

#[test]
fn confirmed_breach_offers_what_can_still_be_done_about_it() {
    let mut seat = Seat::demo(&look(), NARROW);
    seat.press("<Enter>b");
    let text = seat.text();
    for words in [
        "The breach is confirmed already",
        "Add an affected customer",
        "Correct the time",
        "Withdraw the breach",
    ] {
        assert!(text.contains(words), "no {words} in\n{text}");
    }
    seat.press("j<Enter>");
    assert!(
        seat.text().contains("Correct the time of confirmation"),
        "{}",
        seat.text()
    );
    // Where there is none yet, the key confirms one.
    let mut seat = Seat::empty(NARROW);
    seat.run("declare", &[("title", "Odd mail"), ("severity", "sev2")])
        .unwrap();
    seat.press("<Enter>b");
    assert!(
        seat.text().contains("Confirm a personal data breach"),
        "{}",
        seat.text()
    );
}

#[test]
fn choices_that_do_not_fit_are_counted() {
    let mut seat = Seat::demo(&look(), NARROW);
    seat.press("<Enter>a");
    let row = |seat: &mut Seat| {
        let text = seat.text();
        text.lines().find(|line| line.contains("Role  ")).unwrap().to_owned()
    };
    let all = [
        "responder",
        "commander",
        "engineering",
        "sponsor",
        "comms",
        "legal",
        "scribe",
    ];
    let hidden = all.iter().filter(|role| !row(&mut seat).contains(*role)).count();
    assert!(
        hidden > 0 && row(&mut seat).contains(&format!("… {hidden} more")),
        "{}",
        seat.text()
    );
    for role in all {
        seat.press("<Right>");
        assert!(row(&mut seat).contains(&format!(" {role} ")), "{role}: {}", seat.text());
    }
    assert!(!row(&mut seat).contains("more"), "{}", seat.text());
}

#[test]
fn name_that_is_kept_in_lower_case_says_so() {
    for (typed, said) in [("Mira", true), ("mira", false)] {
        let mut seat = Seat::empty(NARROW);
        seat.model.ui.layers.push(Layer::Line(Line::new(Purpose::Name, "")));
        seat.press(&format!("{typed}<Enter>"));
        assert_eq!(seat.model.ui.me, "mira");
        let text = seat.text();
        assert_eq!(
            text.contains("you are mira here: names are kept in lower case"),
            said,
            "{text}"
        );
    }
}

#[test]
fn clock_of_another_kind_is_named_before_its_countdown() {
    let mut seat = Seat::empty(NARROW);
    let code = seat
        .run("declare", &[("title", "Keys"), ("severity", "sev1")])
        .unwrap()
        .code
        .unwrap();
    seat.run(
        "breach confirm",
        &[
            ("code", &code),
            ("at", "now"),
            ("data", "names"),
            ("customer", "Cobalt"),
        ],
    )
    .unwrap();
    seat.wait(TimeDelta::minutes(9));
    seat.press("<Enter>");
    let text = seat.text();
    let line = text.lines().nth(6).unwrap();
    assert!(line.starts_with("  0 of 1 customers told   "), "{text}");
    assert!(line.ends_with("  page security lead  4 m late"), "{text}");
    assert!(!line.contains('━'), "{text}");
}

#[test]
fn clock_that_stops_before_it_was_due_is_due_not_was_due() {
    let mut seat = Seat::demo(&look(), NARROW);
    seat.press("<Enter>wtell c<Tab>they know<C-s>");
    let text = seat.text();
    assert!(
        text.contains("This stops") && text.contains("due Fri 27 Nov 02:53"),
        "{text}"
    );
    assert!(!text.contains("was due"), "{text}");
}

#[test]
fn question_ends_with_one_sign_and_a_near_name_is_asked_about() {
    let mut seat = Seat::demo(&look(), WIDE);
    seat.press("<Enter>acommander<Tab>jonnas<C-s>");
    let text = seat.text();
    assert!(text.contains("did you mean jonas?") && !text.contains("?."), "{text}");
}
