//! Everything that can be wrong with the disk or the file gets its own clear answer, and nothing is lost.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use firebell::clock::ManualClock;
use firebell::policy::Policy;

use super::child::{start, task, task_in_shell};
use super::{NOW, declare, log, mira, verified, whole};
use crate::stage::{moment, open};

/// Why the store at `path` cannot be opened.
fn not_opened(path: &Path) -> String {
    match open(path, "mira", &ManualClock::new(moment(NOW)), Policy::embedded(), 1) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(failure) => {
            assert_eq!(failure.exit_code(), 5, "{failure}");
            failure.to_string()
        }
    }
}

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

/// Fills a disk that has little room, in a process of its own; gives what was acknowledged and what it said last.
fn fill(script: &str, path: &Path, code: &str) -> Option<(u64, Vec<String>)> {
    let (mut child, said) = start(task_in_shell(script, "fill", path, code, "lee"));
    let said: Vec<String> = said.collect();
    child.wait().expect("its end");
    let wrote = said.iter().filter(|line| line.starts_with("wrote ")).count();
    (!said.is_empty()).then_some((wrote as u64, said))
}

#[test]
fn a_file_that_may_not_grow_fails_clearly_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let mut engine = mira(&path);
    let code = declare(&mut engine);
    let before = whole(&engine);
    let script = "trap '' XFSZ; ulimit -f 1000; exec \"$@\"";
    let (wrote, said) = fill(script, &path, &code).expect("the child speaks");
    let failed = said
        .iter()
        .find(|line| line.starts_with("failed: "))
        .expect("a failure");
    assert!(failed.contains("nothing was written"), "{failed}");
    assert!(failed.contains("everything saved before"), "{failed}");
    assert_eq!(said.last().map(String::as_str), Some("still whole"));
    assert!(wrote > 2);
    // With room again it goes on, in the process that had it open all the while and in a new one.
    assert_eq!(whole(&engine), before + wrote);
    log(&mut engine, &code, "room again").expect("written");
    drop(engine);
    assert_eq!(whole(&mira(&path)), before + wrote + 1);
}

/// Needs to mount: plays only for root, where the kernel lets it.
#[test]
fn a_full_disk_fails_clearly_and_loses_nothing() {
    if !is_root() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let small = folder.path().join("small");
    fs::create_dir(&small).expect("a folder");
    let seed = folder.path().join("seed.db");
    let code = declare(&mut mira(&seed));
    let kept = folder.path().join("kept.db");
    let script = format!(
        "mount -t tmpfs -o size=900k tmpfs {small} 2>/dev/null || exit 0; cp {seed} {small}/firebell.db; \"$@\"; cp {small}/firebell.db* {kept}",
        small = small.display(),
        seed = seed.display(),
        kept = folder.path().display(),
    );
    let script = format!("exec unshare -m sh -c '{}' sh \"$@\"", script.replace('\'', "'\\''"));
    let Some((wrote, said)) = fill(&script, &small.join("firebell.db"), &code) else {
        return;
    };
    let failed = said
        .iter()
        .find(|line| line.starts_with("failed: "))
        .expect("a failure");
    assert!(failed.contains("nothing was written: the disk"), "{failed}");
    assert_eq!(said.last().map(String::as_str), Some("still whole"));
    assert!(wrote > 2, "{said:?}");
    let mut engine = mira(&folder.path().join("firebell.db"));
    assert_eq!(whole(&engine), 2 + wrote);
    log(&mut engine, &code, "room again").expect("written");
    drop(kept);
}

#[test]
fn a_file_that_may_only_be_read_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let code = declare(&mut mira(&path));
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("a folder to look into");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("a file to read");
    let mut command = task("write 1", &path, &code, "lee");
    if is_root() {
        // Root may write anything, so somebody else plays this; where the binary is out of their reach, nobody can.
        let exe = std::env::current_exe().expect("this binary");
        std::os::unix::process::CommandExt::uid(&mut command, 65_534);
        let mut look = std::process::Command::new("test");
        look.args(["-x".as_ref(), exe.as_os_str()]);
        std::os::unix::process::CommandExt::uid(&mut look, 65_534);
        if !look.status().is_ok_and(|status| status.success()) {
            return;
        }
    }
    let (mut child, said) = start(command);
    let said: Vec<String> = said.collect();
    child.wait().expect("its end");
    assert!(
        said[0].contains("opened ReadOnly(\"the file may only be read\")"),
        "{said:?}"
    );
    assert!(
        said[1].contains("failed: nothing was written: the file may only be read"),
        "{said:?}"
    );
    assert_eq!(said[2], "still whole");
}

#[test]
fn a_file_of_another_program_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    let other = rusqlite::Connection::open(&path).expect("a database");
    other
        .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1);")
        .expect("filled");
    drop(other);
    let before = fs::read(&path).expect("bytes");
    assert!(not_opened(&path).contains("belongs to another program"));
    assert_eq!(fs::read(&path).expect("bytes"), before);

    let letter = folder.path().join("letter.txt");
    fs::write(&letter, "Dear customer, ".repeat(100)).expect("a letter");
    assert!(not_opened(&letter).contains("is not a firebell store"));
    let said = not_opened(folder.path());
    assert!(said.contains("is a folder"), "{said}");
}

/// A store of some size, closed, with everything in the one file.
fn filled(path: &Path) -> String {
    let mut engine = mira(path);
    let code = declare(&mut engine);
    for number in 0..400 {
        log(&mut engine, &code, &format!("line {number} of the log")).expect("written");
    }
    code
}

#[test]
fn a_damaged_page_never_makes_it_fall_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    let code = filled(&path);
    let bytes = fs::read(&path).expect("bytes");
    let pages = bytes.len() / 4096;
    assert!(pages > 30);
    let mut noticed = 0;
    for page in 0..pages {
        let damaged = folder.path().join(format!("damaged-{page}.db"));
        let mut copy = bytes.clone();
        copy[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(&damaged, copy).expect("a copy");
        let clock = ManualClock::new(moment(NOW));
        let said = match open(&damaged, "mira", &clock, Policy::embedded(), 1) {
            Err(failure) => Some(failure),
            Ok(mut engine) => {
                let store = engine.store();
                let broken = store
                    .verify(&mut |_| {})
                    .map(|series| series.iter().any(|one| one.broken.is_some()));
                let pages = store.check_pages().map(|lines| !lines.is_empty());
                noticed += usize::from(!matches!((&broken, &pages), (Ok(false), Ok(false))));
                let _ = firebell::engine::query::show(store, &code, 1000);
                let _ = firebell::engine::query::board(store, 50, moment(NOW));
                let _ = log(&mut engine, &code, "one more");
                let _ = engine.store_mut().rebuild(&mut |_, _| {});
                broken.err()
            }
        };
        if let Some(failure) = said {
            noticed += 1;
            assert_eq!(failure.exit_code(), 5);
            let said = failure.to_string();
            assert!(
                said.contains("is damaged") || said.contains("not a firebell store") || said.contains("doctor"),
                "{said}"
            );
        }
    }
    assert!(noticed * 10 >= pages * 9, "{noticed} of {pages} were noticed");
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    filled(&path);
    let bytes = fs::read(&path).expect("bytes");
    let needle = b"\"line 200 of the log\"";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("the line");
    // Another letter, and a byte that is no letter at all.
    for (offset, byte) in [(6, b'3'), (7, 0xFF)] {
        let mut copy = bytes.clone();
        copy[at + offset] = byte;
        let changed = folder.path().join(format!("changed-{byte}.db"));
        fs::write(&changed, copy).expect("a copy");
        let engine = mira(&changed);
        let series = verified(&engine);
        let broken = series[0].broken.as_ref().expect("it is found");
        // The policy, the declaration, then the lines from 0.
        assert_eq!(broken.seq, 203);
        assert!(
            broken.why.contains("body was changed") || broken.why.contains("cannot be read"),
            "{}",
            broken.why
        );
    }
}

#[test]
fn a_row_that_was_changed_removed_or_swapped_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    filled(&path);
    let drop_triggers = "DROP TRIGGER fact_stays; DROP TRIGGER fact_is_kept; DROP TRIGGER body_is_kept;";
    for (number, (sql, why)) in [
        (
            "UPDATE fact SET happened_at = happened_at - 1 WHERE seq = 100",
            "its row was changed",
        ),
        ("DELETE FROM fact WHERE seq = 100", "fact 100 is missing"),
        ("DELETE FROM body WHERE pos = 100", "its body is missing"),
        ("UPDATE actor SET name = 'eve'", "its row was changed"),
    ]
    .into_iter()
    .enumerate()
    {
        let changed = folder.path().join(format!("changed-{number}.db"));
        fs::copy(&path, &changed).expect("a copy");
        let other = rusqlite::Connection::open(&changed).expect("a database");
        other.execute_batch(drop_triggers).expect("unlocked");
        other.execute_batch(sql).expect("changed");
        drop(other);
        let series = verified(&mira(&changed));
        let broken = series.iter().find_map(|one| one.broken.clone()).expect("it is found");
        assert!(broken.why.contains(why), "{}: {}", broken.seq, broken.why);
        assert!(
            broken.seq == 1 || broken.seq == 100 || broken.seq == 101,
            "{}",
            broken.seq
        );
    }
    // Without tearing the triggers out first, nothing of it works.
    let other = rusqlite::Connection::open(&path).expect("a database");
    for sql in [
        "UPDATE fact SET act = 1",
        "DELETE FROM fact",
        "UPDATE body SET json = ''",
        "DELETE FROM body",
    ] {
        assert!(other.execute_batch(sql).is_err(), "{sql}");
    }
}

/// Also when the header of the file itself is hurt.
#[test]
fn a_torn_header_is_no_store() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firebell.db");
    filled(&path);
    let mut file = OpenOptions::new().read(true).write(true).open(&path).expect("the file");
    let mut head = [0; 16];
    file.read_exact(&mut head).expect("its head");
    assert_eq!(&head, b"SQLite format 3\0");
    file.seek(SeekFrom::Start(0)).expect("the start");
    file.write_all(b"torn").expect("torn");
    assert!(not_opened(&path).contains("is not a firebell store"));
}
