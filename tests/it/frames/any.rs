//! Whatever is pressed, at whatever size: no panic, a frame, and the caret on it.

use proptest::prelude::*;

use crate::seat::{Seat, look};

#[derive(Debug, Clone)]
enum Step {
    Keys(String),
    Paste(String),
    Size(u16, u16),
    Minutes(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let named = prop::sample::select(vec![
        "<Enter>",
        "<Esc>",
        "<Tab>",
        "<BackTab>",
        "<Up>",
        "<Down>",
        "<Left>",
        "<Right>",
        "<Home>",
        "<End>",
        "<PageUp>",
        "<PageDown>",
        "<Backspace>",
        "<Delete>",
        "<F1>",
        "<C-s>",
        "<C-n>",
        "<C-w>",
        "<C-u>",
        "<C-k>",
        "<C-a>",
        "<C-e>",
    ]);
    let letter = prop::sample::select(
        "jkgGnlaspbBmDCrVRPKAxXwudvo/:?fzyqeM 1234-:hc+LNTOEIZit"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        4 => named.prop_map(|name| Step::Keys(name.to_owned())),
        6 => letter.prop_map(|letter| Step::Keys(letter.to_string())),
        1 => prop::sample::select(vec!["ünïcödé 日本 👩‍👩‍👧", "\u{202e}x\u{0}\u{9b}31m\u{200b}", "14:05 it began", "now"])
            .prop_map(|text| Step::Paste(text.to_owned())),
        1 => (1_u16..200, 1_u16..70).prop_map(|(width, height)| Step::Size(width, height)),
        1 => (0_i64..3000).prop_map(Step::Minutes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_at_any_size_give_a_frame(steps in prop::collection::vec(step(), 1..60)) {
        let mut seat = Seat::demo(&look(), (100, 30));
        for step in steps {
            match step {
                Step::Keys(keys) => seat.press(&keys),
                Step::Paste(text) => seat.paste(&text),
                Step::Size(width, height) => seat.resize((width, height)),
                Step::Minutes(minutes) => seat.wait(chrono::TimeDelta::minutes(minutes)),
            }
            if seat.has_left {
                break;
            }
            let hints = firebell::tui::hints::keys(&seat.model);
            for (place, (key, _)) in hints.iter().enumerate() {
                prop_assert!(hints[place + 1..].iter().all(|(other, _)| other != key), "{key} twice: {hints:?}");
            }
            let (buffer, caret) = seat.draw();
            let (width, height) = seat.model.ui.size;
            prop_assert_eq!((buffer.area.width, buffer.area.height), (width, height));
            if let Some((x, y)) = caret {
                prop_assert!(x < width && y < height, "the caret is at {}, {}", x, y);
            }
            let shows_control = buffer.content.iter().any(|cell| cell.symbol().chars().any(char::is_control));
            prop_assert!(!shows_control);
        }
    }
}
