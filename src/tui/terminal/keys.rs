//! Names for complete key sequences: one CSI or SS3 sequence in, one key or mouse event out. Pure tables.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::Input;

/// A key without modifiers.
pub fn plain(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// A byte below 0x20, or DEL, as the key that sends it.
pub fn control(byte: u8) -> KeyEvent {
    let ctrl = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    match byte {
        0x00 => ctrl(b' '),
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x1b => plain(KeyCode::Esc),
        // Terminals send one or the other for the key above Enter.
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0x01..=0x1a => ctrl(byte - 1 + b'a'),
        _ => ctrl(byte | 0x40),
    }
}

/// `ESC O` and this byte.
pub fn ss3(last: u8) -> Option<KeyCode> {
    if last == b'M' {
        Some(KeyCode::Enter)
    } else {
        lettered(last)
    }
}

/// `CSI parameters last`, complete; `None` for what is no key.
pub fn csi(parameters: &[u8], last: u8) -> Option<Input> {
    if let Some(mouse) = parameters.strip_prefix(b"<") {
        return sgr_mouse(&numbers(mouse), last).map(Input::Mouse);
    }
    if parameters.first() == Some(&b'[') {
        // Linux console: F1 to F5 are `CSI [ A` to `CSI [ E`.
        return matches!(last, b'A'..=b'E').then(|| plain(KeyCode::F(last - b'A' + 1)));
    }
    if !parameters.iter().all(|b| matches!(b, b'0'..=b'9' | b';' | b':')) {
        return None;
    }
    let values = numbers(parameters);
    let first = values.first().copied().unwrap_or(0);
    let modifiers = modifiers(values.get(1).copied().unwrap_or(1));
    let (code, modifiers) = match last {
        b'~' if first == 27 => return unicode(values.get(2).copied().unwrap_or(0), modifiers),
        b'~' => (numbered(first)?, modifiers),
        b'u' if is_release(parameters) => return None,
        b'u' => return unicode(first, modifiers),
        b'Z' => (KeyCode::BackTab, modifiers - KeyModifiers::SHIFT),
        _ => (lettered(last)?, modifiers),
    };
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

/// The first number of each `;` part, 0 for an empty one, capped at `u32::MAX`.
pub fn numbers(parameters: &[u8]) -> Vec<u32> {
    let number = |part: &[u8]| {
        let digits = part.iter().take_while(|b| b.is_ascii_digit());
        digits.fold(0_u32, |sum, b| {
            sum.saturating_mul(10).saturating_add(u32::from(b - b'0'))
        })
    };
    parameters.split(|b| *b == b';').map(number).collect()
}

/// Kitty tells releases (`:3` in the second part) when asked to; a release is no key.
fn is_release(parameters: &[u8]) -> bool {
    parameters
        .split(|b| *b == b';')
        .nth(1)
        .is_some_and(|part| part.ends_with(b":3"))
}

fn modifiers(parameter: u32) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let table = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    table
        .into_iter()
        .filter(|(bit, _)| bits & bit != 0)
        .fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

fn lettered(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// A key told by its code point (kitty's `CSI u`, xterm's `CSI 27 ; m ; c ~`).
fn unicode(code: u32, modifiers: KeyModifiers) -> Option<Input> {
    let (code, modifiers) = match code {
        9 if modifiers.contains(KeyModifiers::SHIFT) => (KeyCode::BackTab, modifiers - KeyModifiers::SHIFT),
        9 => (KeyCode::Tab, modifiers),
        13 | 57_414 => (KeyCode::Enter, modifiers),
        27 => (KeyCode::Esc, modifiers),
        8 | 127 => (KeyCode::Backspace, modifiers),
        // Kitty's own keys (media, lone modifiers) lie in the private area.
        0xE000..=0xF8FF => return None,
        _ => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let c = if modifiers.contains(KeyModifiers::SHIFT) {
                uppercase(c)
            } else {
                c
            };
            (KeyCode::Char(c), modifiers - KeyModifiers::SHIFT)
        }
    };
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

fn uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn sgr_mouse(values: &[u32], last: u8) -> Option<MouseEvent> {
    let &[button, column, row] = values else {
        return None;
    };
    let is_drag = button & 32 != 0;
    let kind = match (button & 0b1100_0011, last) {
        _ if is_drag => return None,
        (64, b'M') => MouseEventKind::ScrollUp,
        (65, b'M') => MouseEventKind::ScrollDown,
        (66, b'M') => MouseEventKind::ScrollLeft,
        (67, b'M') => MouseEventKind::ScrollRight,
        (number @ 0..=2, b'M' | b'm') => {
            let button = [MouseButton::Left, MouseButton::Middle, MouseButton::Right][number as usize];
            if last == b'M' {
                MouseEventKind::Down(button)
            } else {
                MouseEventKind::Up(button)
            }
        }
        _ => return None,
    };
    let table = [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ];
    let held = table.into_iter().filter(|(bit, _)| button & bit != 0);
    Some(MouseEvent {
        kind,
        column: u16::try_from(column.checked_sub(1)?).ok()?,
        row: u16::try_from(row.checked_sub(1)?).ok()?,
        modifiers: held.fold(KeyModifiers::NONE, |all, (_, one)| all | one),
    })
}
