//! The terminal itself is told, between two frames, and is left as it was.

use super::glass::{Glass, NARROW, contains, program};
use crate::watch::Post;

/// The board on this machine, in a terminal of this kind, perhaps within tmux.
fn board(post: &Post, term: &str, tmux: bool) -> Glass {
    let mut command = program(&post.desk, &[]);
    command.env("TERM", term);
    if tmux {
        command.env("TMUX", "/tmp/tmux-0/default,1,0");
    }
    Glass::run(command, NARROW)
}

#[test]
fn terminal_is_told_and_its_title_comes_back() {
    let post = Post::deaf();
    let code = post.breach();
    let mut glass = board(&post, "foot", false);
    glass.wait_for("Exports readable");
    // There is no desktop here, and the header says so.
    glass.wait_for("no desktop reminders");
    let title = format!("48 h left: tell Acme, {code}");
    post.at("2026-11-25T13:05:10Z");
    glass.wait_for_bytes(format!("\x1b]777;notify;{title};").as_bytes());
    glass.wait_for(&title);
    glass.wait_for_bytes(format!("\x1b[22;2t\x1b]2;{title}\x07").as_bytes());
    glass.press_for("<Enter>", "newest last");
    glass.wait_for("Told mira by terminal");
    assert!(!contains(&glass.bytes(), b"\x1b[23;2t"));
    glass.press_for("<Esc>", "by urgency");
    glass.press("q");
    glass.wait_for_bytes(b"\x1b[23;2t");
    glass.assert_restored();
    assert_eq!(glass.code(), 0);
}

#[test]
fn within_tmux_what_is_told_is_handed_through() {
    let post = Post::deaf();
    let code = post.breach();
    let glass = board(&post, "xterm-kitty", true);
    glass.wait_for("no desktop reminders");
    post.at("2026-11-25T13:05:10Z");
    glass.wait_for_bytes(b"\x1bPtmux;\x1b\x1b]99;");
    glass.wait_for_bytes(format!("48 h left: tell Acme, {code}").as_bytes());
    glass.leave();
}

#[test]
fn two_boards_and_a_watch_ring_once_and_both_boards_show_it() {
    let post = Post::new();
    let code = post.breach();
    // Their terminals are off; the ear is the person's own program. The desktop is wanted and away, which a board says once
    // it has looked for the first time: what had come up before that is no news on it.
    let tell = post.desk.home().join("tell");
    post.configure(&format!("terminal = \"off\"\ncommand = [\"{}\"]\n", tell.display()));
    let boards = [board(&post, "foot", false), board(&post, "foot", false)];
    for glass in &boards {
        glass.wait_for("no desktop reminders");
    }
    let watch = post.watch();
    for (now, words) in [
        ("2026-11-25T13:05:10Z", "48 h left"),
        ("2026-11-26T13:05:10Z", "24 h left"),
    ] {
        post.at(now);
        // Were it said by two, the second would be heard as the next.
        assert!(post.next().1.starts_with(words));
        for glass in &boards {
            glass.wait_for(&format!("{words}: tell Acme, {code}"));
        }
    }
    assert_eq!(watch.end(), 0);
    for glass in boards {
        glass.leave();
    }
}
