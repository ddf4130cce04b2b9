use proptest::prelude::*;

use super::*;
use crate::domain::reminder::MessageKind;

fn message(title: &str, body: &str) -> Message {
    Message {
        key: "Q7K4/notice/acme".into(),
        kind: MessageKind::Reminder,
        urgency: Urgency::Critical,
        person: "mira".into(),
        title: title.into(),
        body: body.into(),
        about: Vec::new(),
        more: 0,
    }
}

fn text(message: &Message, form: Form, wrap: Wrap) -> String {
    String::from_utf8(bytes(message, form, wrap)).unwrap()
}

/// The form and the wrap in an environment of these variables.
fn found(env: &[(&str, &str)]) -> (Form, Wrap) {
    detect(&|name| {
        let found = env.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn terminal_is_known_by_its_environment() {
    for (env, form) in [
        (&[("TERM", "xterm-kitty")][..], Form::Osc99),
        (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], Form::Osc99),
        (&[("TERM", "foot"), ("KITTY_WINDOW_ID", "1")], Form::Osc777),
        (&[("TERM", "rxvt-unicode-256color")], Form::Osc777),
        (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], Form::Osc9),
        (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], Form::Osc9),
        (&[("TERM_PROGRAM", "ghostty"), ("KITTY_WINDOW_ID", "1")], Form::Osc9),
        (&[("TERM", "xterm-ghostty")], Form::Osc9),
        (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "")], Form::Bell),
        (&[("TERM", "linux")], Form::Bell),
        (&[], Form::Bell),
    ] {
        assert_eq!(found(env), (form, Wrap::None), "{env:?}");
    }
}

#[test]
fn what_stands_between_is_known_too() {
    let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
    assert_eq!(
        found(&[
            ("TERM", "tmux-256color"),
            tmux,
            ("TERM_PROGRAM", "tmux"),
            ("LC_TERMINAL", "iTerm2")
        ]),
        (Form::Osc9, Wrap::Tmux)
    );
    assert_eq!(
        found(&[("TERM", "screen-256color"), tmux, ("STY", "12.pts")]),
        (Form::Bell, Wrap::Tmux)
    );
    assert_eq!(
        found(&[("TERM", "screen"), ("STY", "12.pts")]),
        (Form::Bell, Wrap::Screen)
    );
    // On the other side of an ssh connection only TERM is left.
    assert_eq!(found(&[("TERM", "tmux-256color")]), (Form::Bell, Wrap::Tmux));
    assert_eq!(found(&[("TERM", "screen.xterm-256color")]), (Form::Bell, Wrap::Screen));
}

#[test]
fn every_word_reads_back_as_its_form() {
    for form in Form::ALL {
        assert_eq!(Form::from_word(form.word()), Some(form));
    }
    assert_eq!(Form::from_word("auto"), None);
}

#[test]
fn forms_have_these_bytes() {
    let message = message("4;2 h left: tell Acme; Q7K4", "Token leak\nDue 14:05");
    assert_eq!(
        text(&message, Form::Osc9, Wrap::None),
        "\x1b]9;firebell: 4;2 h left: tell Acme; Q7K4 · Token leak · Due 14:05\x07\x07"
    );
    assert_eq!(
        text(&message, Form::Osc777, Wrap::None),
        "\x1b]777;notify;4,2 h left: tell Acme, Q7K4;Token leak · Due 14:05\x07\x07"
    );
    assert_eq!(
        text(&message, Form::Osc99, Wrap::None),
        "\x1b]99;i=fb-6bd240886233d13e:d=0:e=1:u=2:f=ZmlyZWJlbGw=:p=title;NDsyIGggbGVmdDogdGVsbCBBY21lOyBRN0s0\x07\
         \x1b]99;i=fb-6bd240886233d13e:d=1:e=1:p=body;VG9rZW4gbGVhawpEdWUgMTQ6MDU=\x07\x07"
    );
    assert_eq!(text(&message, Form::Bell, Wrap::None), "\x07");
    assert_eq!(text(&message, Form::Bell, Wrap::Tmux), "\x07");
}

#[test]
fn a_message_without_a_body_has_no_joint() {
    assert_eq!(
        text(&message("Due", " \n"), Form::Osc9, Wrap::None),
        "\x1b]9;firebell: Due\x07\x07"
    );
}

#[test]
fn wraps_have_these_bytes() {
    let message = message("Due", "");
    assert_eq!(
        text(&message, Form::Osc9, Wrap::Tmux),
        "\x1bPtmux;\x1b\x1b]9;firebell: Due\x07\x1b\\\x07"
    );
    assert_eq!(
        text(&message, Form::Osc9, Wrap::Screen),
        "\x1bP\x1b]9;firebell: Due\x07\x1b\\\x07"
    );
}

#[test]
fn long_words_go_through_screen_in_pieces() {
    let message = message("Due", &"ä".repeat(2000));
    let wrapped = text(&message, Form::Osc9, Wrap::Screen);
    let pieces: Vec<&str> = wrapped.trim_end_matches("\x1b\\\x07").split("\x1b\\").collect();
    assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() < 600));
    let joined: String = pieces
        .iter()
        .map(|piece| piece.strip_prefix("\x1bP").unwrap())
        .collect();
    assert_eq!(joined + "\x07", text(&message, Form::Osc9, Wrap::None));
}

#[test]
fn base64_is_that_of_the_rfc() {
    for (plain, coded) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64(plain.as_bytes()), coded);
    }
    assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
}

/// The text with the control characters that the form itself is made of taken out: what is left must hold none.
fn without_frame(text: &str, form: Form, wrap: Wrap) -> String {
    let (open, esc) = match wrap {
        Wrap::None => ("", "\x1b"),
        Wrap::Tmux => ("\x1bPtmux;", "\x1b\x1b"),
        Wrap::Screen => ("\x1bP", "\x1b"),
    };
    let close = if wrap == Wrap::None { "" } else { "\x1b\\" };
    let mut rest = text.strip_suffix('\x07').expect("a bell at the end").to_owned();
    let sequences = match form {
        Form::Bell => 0,
        Form::Osc99 => 2,
        Form::Osc9 | Form::Osc777 => 1,
    };
    for _ in 0..sequences {
        rest = rest.replacen(&format!("{open}{esc}]"), "", 1);
        rest = rest.replacen(&format!("\x07{close}"), "", 1);
    }
    if wrap == Wrap::Screen {
        rest = rest.replace("\x1b\\\x1bP", "");
    }
    rest
}

proptest! {
    #[test]
    fn no_words_break_out(
        title_words in any::<String>(),
        body in "(\\PC|[\\x00-\\x1f;\\\\\\x7f\u{80}-\u{9f}\u{202e}]|\x1b\\\\|\x07|\x1b\\]9;){0,80}",
        form in 0_usize..4,
        wrap in 0_usize..3,
    ) {
        let form = Form::ALL[form];
        let wrap = [Wrap::None, Wrap::Tmux, Wrap::Screen][wrap];
        for message in [message(&title_words, &body), message(&body, &title_words)] {
            let sent = text(&message, form, wrap);
            let rest = without_frame(&sent, form, wrap);
            prop_assert!(!rest.chars().any(crate::text::is_hidden), "{sent:?}");
            prop_assert!(sent.len() < 4096);
        }
    }
}
