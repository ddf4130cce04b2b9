//! The composer: a letter from its template to its sending, by keys alone.

use firebell::domain::incident::notice::Stage;
use firebell::text::sha256;

use crate::seat::{Seat, look};

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (60, 20)];

fn compare(name: &str, (width, height): (u16, u16), text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), text);
    });
}

/// The demo's breach, open at the letter to its customers.
fn writing(size: (u16, u16)) -> Seat {
    let mut seat = Seat::demo(&look(), size);
    seat.press("m<Enter>");
    seat
}

/// Fills every blank there is, one after the other.
fn fill(seat: &mut Seat) {
    for _ in 0..40 {
        let before = seat.model.ui.composer.as_ref().unwrap().letter().blanks().len();
        if before == 0 {
            return;
        }
        seat.press("x");
        seat.press("<C-n>");
    }
    panic!("a blank stays: {}", seat.text());
}

#[test]
fn a_letter_begins_as_its_template_with_the_caret_on_the_first_blank() {
    for size in SIZES {
        let mut seat = writing(size);
        compare("composer-begun", size, &seat.text());
        let (_, caret) = seat.draw();
        assert!(caret.is_some(), "{}", seat.text());
    }
}

#[test]
fn a_letter_that_is_whole_is_saved_read_and_recorded_as_sent_to_all() {
    for size in SIZES {
        let mut seat = writing(size);
        fill(&mut seat);
        seat.editor = |source| Ok(source.replace("{{ records }}", "214 users"));
        seat.press("<F6>");
        compare("composer-full", size, &seat.text());
        seat.press("<C-s>");
        assert!(seat.text().contains("draft, saved") || size.0 < 80, "{}", seat.text());
        seat.press("<F2>");
        compare("composer-preview", size, &seat.text());
        seat.press("<F4>");
        seat.press("<C-s>");
        seat.press("<F8>");
        compare("composer-sent-to", size, &seat.text());
        seat.press("<Down><Enter>");
        seat.press("<C-s>");
        compare("composer-confirm", size, &seat.text());
        seat.press("<Enter><Esc>");
        let told = seat
            .model
            .world
            .incident
            .as_ref()
            .unwrap()
            .incident
            .open_breach()
            .unwrap();
        assert!(told.customers.iter().all(|told| told.sent.is_some()), "{}", seat.text());
    }
}

#[test]
fn what_is_typed_is_a_draft_until_it_is_saved() {
    let mut seat = writing((120, 36));
    seat.press("Acme's own words");
    seat.press("<Esc>");
    assert!(seat.text().contains("the draft stays"), "{}", seat.text());
    seat.press("m<Enter>");
    assert!(seat.text().contains("Acme's own words"), "{}", seat.text());
    assert!(seat.text().contains("left half-written"), "{}", seat.text());
    seat.press("<C-s>");
    assert!(seat.model.world.drafts.keys().all(|key| !key.starts_with("letter/")));
    assert!(!seat.model.ui.composer.as_ref().unwrap().is_changed());
}

#[test]
fn a_letter_that_lacks_a_part_is_not_recorded_as_sent() {
    let mut seat = writing((120, 36));
    seat.press("<C-s><F8><Enter><C-s>");
    let text = seat.text();
    assert!(text.contains("it lacks nature"), "{text}");
}

#[test]
fn what_somebody_else_saved_meanwhile_is_not_written_over_unread() {
    let mut seat = writing((120, 36));
    seat.press("mine<C-s>");
    let code = seat.model.ui.composer.as_ref().unwrap().code.clone();
    let theirs = "Subject: theirs\n\n## What happened {#nature}\n\nx\n";
    seat.run(
        "notice draft",
        &[("code", &code), ("to", "customers"), ("from-content", theirs)],
    )
    .unwrap();
    seat.press("more");
    assert!(seat.text().contains("saved another text"), "{}", seat.text());
    seat.press("<C-s>");
    assert!(
        seat.text().contains("has saved another text meanwhile"),
        "{}",
        seat.text()
    );
    seat.press("<C-s>");
    assert!(seat.text().contains("saved, on disk"), "{}", seat.text());
}

#[test]
fn the_clipboard_gets_what_the_reader_gets_and_each_customer_is_one() {
    let mut seat = writing((120, 36));
    let reader = |seat: &Seat| seat.model.ui.composer.as_ref().unwrap().reader.clone().unwrap().name;
    let first = reader(&seat);
    seat.press("<F3>");
    assert!(seat.copied.contains(&format!("Dear {first} team")), "{}", seat.copied);
    seat.press("<F9>");
    let second = reader(&seat);
    assert_ne!(first, second);
    seat.press("<F3>");
    assert!(seat.copied.contains(&format!("Dear {second} team")), "{}", seat.copied);
    seat.press("<C-o><C-s>");
    let notices = &seat.model.world.incident.as_ref().unwrap().incident.notices;
    assert!(notices.drafted.keys().any(|key| key.starts_with("customer/")));
}

#[test]
fn ones_own_editor_gives_the_letter_back_or_leaves_it_as_it_was() {
    let mut seat = writing((120, 36));
    seat.editor = |source| Ok(source.replace("What happened", "What has happened"));
    seat.press("<F6>");
    assert!(seat.text().contains("What has happened"), "{}", seat.text());
    seat.editor = |_| Ok("no letter".to_owned());
    seat.press("<F6>");
    assert!(seat.text().contains("The letter is as it was"), "{}", seat.text());
    assert!(seat.text().contains("What has happened"), "{}", seat.text());
}

#[test]
fn hostile_words_in_a_letter_never_reach_the_glass() {
    let mut seat = writing((120, 36));
    seat.paste("a\u{1b}[31mb\u{202e}c\r\n# d");
    let text = seat.text();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(text.contains("<U+202E>"), "{text}");
}

#[test]
fn a_letter_is_written_into_a_new_file_in_the_form_that_is_chosen() {
    let mut seat = writing((120, 36));
    seat.press("<F7>");
    assert!(seat.text().contains("draft of an e-mail, .eml"), "{}", seat.text());
    seat.press("<Esc>");
}

#[test]
fn a_status_is_called_by_the_codename_and_says_when_the_next_comes() {
    let mut seat = Seat::demo(&look(), (120, 36));
    seat.press("m<Down><Enter>");
    let text = seat.text();
    assert!(text.contains("Subject: [? title]: we are investigating"), "{text}");
    assert!(
        text.contains("The next update comes by Tue 24 Nov 2026 14:05 UTC"),
        "{text}"
    );
    seat.press("<Esc>:codename<Enter>Bluebird<C-s>");
    seat.press("m<Down><Enter>");
    let text = seat.text();
    assert!(text.contains("Subject: Bluebird: we are investigating"), "{text}");
}

#[test]
fn whether_somebody_has_read_the_template_stands_beside_the_letter_and_holds_nothing_up() {
    let mut seat = writing((120, 36));
    assert!(seat.text().contains("○ template not reviewed"), "{}", seat.text());
    let composer = seat.model.ui.composer.as_ref().unwrap();
    let (begun, code) = (composer.template.clone().unwrap(), composer.code.clone());
    let reviewed = |seat: &mut Seat, digest: &str| {
        let file = [
            ("name", "customer-notice"),
            ("name-known", "customer-notice"),
            ("name-version", "1"),
            ("name-digest", digest),
            ("name-role", "communications"),
        ];
        seat.run("template reviewed", &file).unwrap();
    };
    reviewed(&mut seat, &begun.digest);
    assert!(seat.text().contains("✓ template read in 2026"), "{}", seat.text());
    reviewed(&mut seat, "another");
    compare("composer-template-changed", (120, 36), &seat.text());
    let gap = [
        ("code", code.as_str()),
        ("template", "customer-notice"),
        ("reason", "nobody could tell what to do"),
    ];
    seat.run("gap", &gap).unwrap();
    let words = format!("gap in {code}");
    assert!(seat.text().contains(&words), "{}", seat.text());
    fill(&mut seat);
    seat.editor = |source| Ok(source.replace("{{ records }}", "214 users"));
    seat.press("<F6><C-s><F4><C-s>");
    assert!(seat.text().contains("ready, saved"), "{}", seat.text());
}

const THEIRS: &str = "Subject: theirs\n\n## What happened {#nature}\n\nx\n\n## Data {#data}\n\nx\n\n\
    ## Consequences {#consequences}\n\nx\n\n## Measures {#measures}\n\nx\n";

/// Another terminal saves a text of its own for this recipient.
fn saves(seat: &mut Seat, to: &str, theirs: &str) {
    let code = seat.model.ui.composer.as_ref().unwrap().code.clone();
    let values = [("code", code.as_str()), ("to", to), ("from-content", theirs)];
    seat.run("notice draft", &values).unwrap();
}

fn stage(seat: &Seat) -> Stage {
    let notices = &seat.model.world.incident.as_ref().unwrap().incident.notices;
    notices.drafted["customers"].stage()
}

#[test]
fn nobody_marks_or_approves_a_text_that_is_not_the_one_that_is_shown() {
    // With words of one's own that are not saved, and with none.
    for own in ["", " and mine"] {
        let mut seat = writing((120, 36));
        seat.press("x<C-s>");
        saves(&mut seat, "customers", THEIRS);
        seat.press(own);
        seat.press("<F4>");
        assert!(seat.text().contains("another text"), "{own}: {}", seat.text());
        assert!(seat.model.ui.layers.is_empty(), "{own}: {}", seat.text());
        assert_eq!(stage(&seat), Stage::Draft, "{own}: {}", seat.text());
    }
}

#[test]
fn a_refusal_for_another_reason_does_not_pass_over_what_somebody_saved() {
    let mut seat = writing((120, 36));
    seat.press("mine<C-s>");
    let no_subject: fn(&str) -> Result<String, String> = |source| {
        let rest = source.split_once('\n').unwrap().1;
        Ok(format!("Subject:\n{rest}"))
    };
    seat.editor = no_subject;
    seat.press("<F6>");
    saves(&mut seat, "customers", THEIRS);
    seat.press("<C-s>");
    assert!(seat.text().contains("the subject is empty"), "{}", seat.text());
    seat.editor = |source| Ok(source.replacen("Subject:", "Subject: again", 1));
    seat.press("<F6><C-s>");
    let text = seat.text();
    assert!(text.contains("has saved another text meanwhile"), "{text}");
}

#[test]
fn an_own_letter_that_was_begun_is_gone_on_with() {
    let mut seat = writing((120, 36));
    seat.press("for all<C-s><C-o>words for this one alone<Esc>");
    seat.press("m<Enter>");
    assert!(!seat.text().contains("for this one alone"), "{}", seat.text());
    seat.press("<C-o>");
    assert!(seat.text().contains("for this one alone"), "{}", seat.text());
    seat.press("<C-s><Esc>m<Enter><Esc>");
    let notices = &seat.model.world.incident.as_ref().unwrap().incident.notices;
    let own = notices
        .drafted
        .iter()
        .find(|(key, _)| key.starts_with("customer/"))
        .unwrap();
    assert!(own.1.letter.to_source().contains("for this one alone"));
}

#[test]
fn what_is_kept_of_a_letter_is_what_was_copied() {
    let mut seat = writing((120, 36));
    let reader = seat.model.ui.composer.as_ref().unwrap().reader.clone().unwrap().name;
    let contact = [("name", reader.as_str()), ("contact", "elsewhere@new.example")];
    seat.run("customer set", &contact).unwrap();
    seat.editor = |_| Ok(THEIRS.replacen("x\n", "To {{ contact }}, by {{ due }}.\n", 1));
    seat.press("<F6><C-s><F4><C-s><F3>");
    assert!(seat.copied.contains("To "), "{}", seat.copied);
    seat.press("<F8><Enter><C-s><Enter>");
    let incident = &seat.model.world.incident.as_ref().unwrap().incident;
    let mut told = incident.open_breach().unwrap().customers.iter();
    let told = told.find(|told| told.affected.customer.name == reader).unwrap();
    let sent = told.sent.as_ref().unwrap_or_else(|| panic!("not sent"));
    assert_eq!(
        sent.text_digest,
        Some(sha256(seat.copied.as_bytes())),
        "{}",
        seat.copied
    );
}

#[test]
fn what_only_one_reader_is_told_is_noted_without_leaving_the_letter() {
    let mut seat = writing((120, 36));
    assert!(seat.text().contains("[? records]"), "{}", seat.text());
    seat.press("<C-g>");
    compare("composer-detail", (120, 36), &seat.text());
    seat.press("214 users<Tab>BL-7<C-s>");
    let text = seat.text();
    assert!(text.contains("that are concerned: 214 users."), "{text}");
    // It is this customer's alone, and what is known stands in the form.
    seat.press("<C-g>");
    assert!(seat.text().contains("BL-7"), "{}", seat.text());
    seat.press("<Esc><F9>");
    assert!(seat.text().contains("[? records]"), "{}", seat.text());
    // What was left half-written of one is not offered for another, and is found again.
    let reader = |seat: &Seat| seat.model.ui.composer.as_ref().unwrap().reader.clone().unwrap().name;
    let second = reader(&seat);
    seat.press("<C-g>half of it<Esc><F9><C-g>");
    assert_ne!(reader(&seat), second);
    assert!(!seat.text().contains("half of it"), "{}", seat.text());
    let left = format!("form/breach-detail/M05R/customer/{second}");
    assert!(
        seat.model.world.drafts.contains_key(&left),
        "{:?}",
        seat.model.world.drafts
    );
    seat.press("<Esc><Esc> d<Enter>");
    let text = seat.text();
    assert!(text.contains("half of it") && !text.contains("Obligation "), "{text}");
    seat.press("<C-s>");
    let view = seat.model.world.incident.as_ref().unwrap();
    let known: Vec<&str> = view
        .incident
        .notices
        .details
        .values()
        .map(|one| one.records.as_str())
        .collect();
    assert_eq!(known.len(), 2, "{known:?}");
    assert!(known.contains(&"half of it"), "{known:?}");
}

#[test]
fn a_page_has_no_reader_to_note_anything_of() {
    let mut seat = Seat::demo(&look(), (120, 36));
    seat.press("m");
    while !seat
        .text()
        .lines()
        .any(|line| line.contains("▌") && line.contains("status page"))
    {
        seat.press("<Down>");
    }
    seat.press("<Enter><C-g>");
    assert!(seat.text().contains("nobody in particular"), "{}", seat.text());
}
