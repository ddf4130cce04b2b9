use super::*;
use crate::tui::terminal::TerminalAnswer;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

fn plain(code: KeyCode) -> Input {
    key(code, KeyModifiers::NONE)
}

fn letter(c: char) -> Input {
    plain(KeyCode::Char(c))
}

/// Everything that comes of these reads, with the patience of the last one run out.
fn decode_with(decoder: &mut Decoder, reads: &[&[u8]]) -> Vec<Input> {
    let mut out = VecDeque::new();
    for bytes in reads {
        decoder.feed(bytes, &mut out);
    }
    decoder.expire(&mut out);
    out.into()
}

fn decode(bytes: &[u8]) -> Vec<Input> {
    decode_with(&mut Decoder::default(), &[bytes])
}

fn asked() -> Decoder {
    let mut decoder = Decoder::default();
    decoder.expect(Question::Background);
    decoder.expect(Question::AmbiguousWidth);
    decoder
}

const BACKGROUND: &[u8] = b"\x1b]11;rgb:0e0e/1313/1a1a\x1b\\";
const BACKGROUND_BEL: &[u8] = b"\x1b]11;rgb:0e0e/1313/1a1a\x07";
const COLUMN: &[u8] = b"\x1b[1;3R";

fn answer_of(bytes: &[u8]) -> Input {
    Input::Answer(match bytes {
        COLUMN => TerminalAnswer::CursorColumn(3),
        _ => TerminalAnswer::Background(0x0e, 0x13, 0x1a),
    })
}

#[test]
fn keys_have_their_names() {
    use KeyCode::{
        BackTab, Backspace, Char, Delete, Down, End, Enter, Esc, F, Home, Insert, Left, PageDown, PageUp, Right, Tab,
        Up,
    };
    let (none, shift, alt, ctrl) = (
        KeyModifiers::NONE,
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL,
    );
    let table: &[(&[u8], KeyCode, KeyModifiers)] = &[
        (b"a", Char('a'), none),
        (b"A", Char('A'), none),
        ("é".as_bytes(), Char('é'), none),
        ("🔥".as_bytes(), Char('🔥'), none),
        (b"\x01", Char('a'), ctrl),
        (b"\x1a", Char('z'), ctrl),
        (b"\x00", Char(' '), ctrl),
        (b"\x1f", Char('_'), ctrl),
        (b"\r", Enter, none),
        (b"\t", Tab, none),
        (b"\x1b", Esc, none),
        (b"\x7f", Backspace, none),
        (b"\x08", Backspace, none),
        (b"\x1b[Z", BackTab, none),
        (b"\x1b[A", Up, none),
        (b"\x1bOB", Down, none),
        (b"\x1b[C", Right, none),
        (b"\x1b[1;5D", Left, ctrl),
        (b"\x1b[1;4D", Left, KeyModifiers::SHIFT.union(KeyModifiers::ALT)),
        (b"\x1b[H", Home, none),
        (b"\x1b[1~", Home, none),
        (b"\x1b[4~", End, none),
        (b"\x1bOF", End, none),
        (b"\x1b[2~", Insert, none),
        (b"\x1b[3;5~", Delete, ctrl),
        (b"\x1b[5~", PageUp, none),
        (b"\x1b[6~", PageDown, none),
        (b"\x1bOP", F(1), none),
        (b"\x1b[[B", F(2), none),
        (b"\x1b[1;2R", F(3), shift),
        (b"\x1b[15~", F(5), none),
        (b"\x1b[17~", F(6), none),
        (b"\x1b[21~", F(10), none),
        (b"\x1b[24;2~", F(12), shift),
        (b"\x1bf", Char('f'), alt),
        ("\x1bö".as_bytes(), Char('ö'), alt),
        (b"\x1b\x7f", Backspace, alt),
        (b"\x1b\x01", Char('a'), alt.union(ctrl)),
        (b"\x1b[", Char('['), alt),
        (b"\x1b]", Char(']'), alt),
        (b"\x1bO", Char('O'), alt),
        (b"\x1bP", Char('P'), alt),
        (b"\x1b[97;5u", Char('a'), ctrl),
        (b"\x1b[97;2u", Char('A'), none),
        (b"\x1b[97:65;2:1u", Char('A'), none),
        (b"\x1b[13;2u", Enter, shift),
        (b"\x1b[27u", Esc, none),
        (b"\x1b[9;2u", BackTab, none),
        (b"\x1b[27;5;13~", Enter, ctrl),
    ];
    for (bytes, code, modifiers) in table {
        assert_eq!(decode(bytes), [key(*code, *modifiers)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn what_is_no_key_is_silent() {
    for bytes in [
        b"\x1b[97;1:3u".as_slice(),
        b"\x1b[57441u",
        b"\x1b[I",
        b"\x1b[?62;4c",
        b"\x1b[201~",
        b"\x1b[12;40R",
        b"\x1b[M !!",
        b"\x1b]11;rgb:0/0/0\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b[<35;4;5M",
    ] {
        assert_eq!(decode(bytes), [], "{}", bytes.escape_ascii());
    }
}

#[test]
fn the_mouse_is_told_from_zero_and_drags_are_not() {
    let mouse = |kind| {
        Input::Mouse(MouseEvent {
            kind,
            column: 4,
            row: 9,
            modifiers: KeyModifiers::NONE,
        })
    };
    assert_eq!(
        decode(b"\x1b[<0;5;10M"),
        [mouse(MouseEventKind::Down(MouseButton::Left))]
    );
    assert_eq!(
        decode(b"\x1b[<2;5;10m"),
        [mouse(MouseEventKind::Up(MouseButton::Right))]
    );
    assert_eq!(decode(b"\x1b[<64;5;10M"), [mouse(MouseEventKind::ScrollUp)]);
    assert_eq!(decode(b"\x1b[<65;5;10M"), [mouse(MouseEventKind::ScrollDown)]);
    assert_eq!(decode(b"\x1b[<32;5;10M\x1b[<0;0;0M\x1b[<0;99999;1M"), []);
}

#[test]
fn a_paste_is_one_input_and_never_keys() {
    let paste = |text: &str| Input::Paste(text.to_owned());
    assert_eq!(
        decode(b"\x1b[200~a\r\nq\x1b[A\rb\x1b[201~x"),
        [paste("a\nq\x1b[A\nb"), letter('x')]
    );
    assert_eq!(decode(b"\x1b[200~\x1b[201~"), [paste("")]);
}

#[test]
fn a_stalled_paste_stays_a_paste() {
    let mut decoder = Decoder::default();
    assert_eq!(
        decode_with(&mut decoder, &[b"\x1b[200~one\xc3"]),
        [Input::Paste("one".to_owned())]
    );
    assert!(decoder.patience(false).is_some());
    assert_eq!(
        decode_with(&mut decoder, &[b"\xa9\x1b[20"]),
        [Input::Paste("é".to_owned())]
    );
    assert_eq!(
        decode_with(&mut decoder, &[b"1~q"]),
        [Input::Paste(String::new()), letter('q')]
    );
}

#[test]
fn broken_utf8_becomes_the_sign_for_it() {
    let broken = letter(char::REPLACEMENT_CHARACTER);
    assert_eq!(decode(b"\xffa"), [broken.clone(), letter('a')]);
    assert_eq!(decode(b"\xe2\x82a"), [broken.clone(), letter('a')]);
    assert_eq!(decode(b"\xe2\x82"), [broken]);
}

#[test]
fn a_lone_escape_waits_and_then_is_the_key() {
    let mut decoder = Decoder::default();
    let mut out = VecDeque::new();
    decoder.feed(b"\x1b", &mut out);
    assert!(out.is_empty());
    assert_eq!(decoder.patience(false), Some(ESCAPE));
    decoder.expire(&mut out);
    decoder.feed(b"j", &mut out);
    assert_eq!(Vec::from(out), [plain(KeyCode::Esc), letter('j')]);
    assert_eq!(decode(b"\x1b\x1b[A"), [plain(KeyCode::Esc), plain(KeyCode::Up)]);
    assert_eq!(decoder.patience(false), None);
}

#[test]
fn answers_split_at_any_byte_are_answers() {
    for bytes in [BACKGROUND, BACKGROUND_BEL, COLUMN] {
        for at in 0..=bytes.len() {
            let (a, b) = bytes.split_at(at);
            let came = decode_with(&mut asked(), &[b"j", a, b, b"k"]);
            assert_eq!(came, [letter('j'), answer_of(bytes), letter('k')], "{at}");
        }
        let each: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decode_with(&mut asked(), &each), [answer_of(bytes)]);
    }
}

#[test]
fn answers_that_stall_at_any_byte_are_answers_still() {
    for bytes in [BACKGROUND, BACKGROUND_BEL, COLUMN] {
        for at in 1..bytes.len() {
            let (a, b) = bytes.split_at(at);
            let mut decoder = asked();
            let mut came = decode_with(&mut decoder, &[a]);
            // A lone ESC was taken for the key, once; nothing else of it ever is.
            if at == 1 {
                assert_eq!(came, [plain(KeyCode::Esc)]);
                came.clear();
            }
            assert_eq!(came, [], "{at}");
            came.extend(decode_with(&mut decoder, &[b, b"q"]));
            assert_eq!(came, [answer_of(bytes), letter('q')], "{at}");
        }
    }
}

#[test]
fn keys_typed_while_an_answer_stalls_are_not_lost() {
    for (start, typed, wanted) in [
        (b"\x1b]".as_slice(), b"j".as_slice(), vec![alt(']'), letter('j')]),
        (b"\x1b[", b"j", vec![alt('['), letter('j')]),
        (b"\x1b]11;rgb:0e", b"j", vec![letter('j')]),
        (b"\x1b]11;rgb:0e", b"\r", vec![plain(KeyCode::Enter)]),
        (b"\x1b]11;rgb:0e", b"\x1b[A", vec![plain(KeyCode::Up)]),
        (b"\x1b[1;", b"q", vec![letter('q')]),
        (b"\x1b", b"]", vec![plain(KeyCode::Esc), letter(']')]),
        (b"\x1b", b"[", vec![plain(KeyCode::Esc), letter('[')]),
    ] {
        let mut decoder = asked();
        let mut came = decode_with(&mut decoder, &[start]);
        came.extend(decode_with(&mut decoder, &[typed]));
        assert_eq!(came, wanted, "{}", start.escape_ascii());
    }
}

#[test]
fn what_was_not_asked_is_no_answer() {
    let mut decoder = Decoder::default();
    assert_eq!(
        decode_with(&mut decoder, &[BACKGROUND, COLUMN]),
        [key(KeyCode::F(3), KeyModifiers::ALT)]
    );
    decoder.expect(Question::Background);
    assert_eq!(
        decode_with(&mut decoder, &[BACKGROUND, BACKGROUND]),
        [answer_of(BACKGROUND)]
    );
}

/// Bytes as terminals send them: mostly whole sequences, some noise.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        b"j".to_vec(),
        b"\x1b".to_vec(),
        b"\x1b[A".to_vec(),
        b"\x1b[1;5C".to_vec(),
        b"\x1bOP".to_vec(),
        b"\x1bO".to_vec(),
        b"\x1b[".to_vec(),
        b"\x1b]".to_vec(),
        b"\x1bP".to_vec(),
        b"\x1b[M".to_vec(),
        b"\x1b[200~".to_vec(),
        b"\x1b[201~".to_vec(),
        b"\x1b[<0;3;4M".to_vec(),
        "ü世".as_bytes().to_vec(),
        b"\xe4\xb8".to_vec(),
        BACKGROUND.to_vec(),
        BACKGROUND_BEL.to_vec(),
        COLUMN.to_vec(),
    ]);
    let noise = prop::collection::vec(any::<u8>(), 0..6);
    let long = prop::collection::vec(b'0'..=b'9', 60..70);
    prop::collection::vec(prop_oneof![6 => known, 2 => noise, 1 => long], 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_with_any_stalls_are_decoded(
        pieces in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..20), any::<bool>()), 0..20), ask: bool
    ) {
        let mut decoder = if ask { asked() } else { Decoder::default() };
        let mut out = VecDeque::new();
        for (bytes, stalls) in pieces {
            decoder.feed(&bytes, &mut out);
            if stalls {
                decoder.expire(&mut out);
            }
        }
    }

    #[test]
    fn pieces_do_not_matter(bytes in stream(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8), ask: bool) {
        let new = || if ask { asked() } else { Decoder::default() };
        let whole = decode_with(&mut new(), &[&bytes]);
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
        prop_assert_eq!(decode_with(&mut new(), &pieces), whole.clone());
        let each: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(decode_with(&mut new(), &each), whole);
    }
}
