//! Keys as text: letters stand for themselves, everything else has a name in angle brackets: `n`, `<Tab>`, `<C-s>`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The keys a text names, in order. A name nobody knows fails the test.
pub fn keys(text: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|inside| inside.split_once('>'))
            .and_then(|(name, after)| Some((named(name)?, after)));
        if let Some((key, after)) = named {
            keys.push(key);
            rest = after;
        } else {
            keys.push(KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE));
            rest = &rest[first.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> Option<KeyEvent> {
    if let Some(letter) = name.strip_prefix("C-") {
        return Some(KeyEvent::new(
            KeyCode::Char(letter.chars().next()?),
            KeyModifiers::CONTROL,
        ));
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Space" => KeyCode::Char(' '),
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        _ if name.starts_with('F') => KeyCode::F(name[1..].parse().ok()?),
        _ => return None,
    };
    Some(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The bytes a terminal sends for a key.
pub fn bytes(key: KeyEvent) -> Vec<u8> {
    let sequence: &[u8] = match key.code {
        KeyCode::Char(letter) if key.modifiers == KeyModifiers::CONTROL => {
            return vec![u8::try_from(letter).unwrap() & 0x1f];
        }
        KeyCode::Char(letter) => return letter.to_string().into_bytes(),
        KeyCode::Enter => b"\r",
        KeyCode::Esc => b"\x1b",
        KeyCode::Tab => b"\t",
        KeyCode::BackTab => b"\x1b[Z",
        KeyCode::Up => b"\x1b[A",
        KeyCode::Down => b"\x1b[B",
        KeyCode::Right => b"\x1b[C",
        KeyCode::Left => b"\x1b[D",
        KeyCode::Home => b"\x1b[H",
        KeyCode::End => b"\x1b[F",
        KeyCode::PageUp => b"\x1b[5~",
        KeyCode::PageDown => b"\x1b[6~",
        KeyCode::Backspace => b"\x7f",
        KeyCode::Delete => b"\x1b[3~",
        KeyCode::F(1) => b"\x1bOP",
        other => panic!("no bytes are known for {other:?}"),
    };
    sequence.to_vec()
}
