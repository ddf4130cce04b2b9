use super::*;
use crate::clock::from_millis;
use crate::domain::{Deadline, DeadlineKind};
use crate::engine::query;
use crate::engine::views::{Board, IncidentRow};

/// Instants at which a calendar could matter: a Sunday night, a Monday morning, leap day, the last of August.
const MOMENTS: [&str; 4] = [
    "2026-11-22T23:58:00Z",
    "2026-11-23T06:00:00Z",
    "2028-02-29T12:00:00Z",
    "2026-08-31T00:01:00Z",
];

fn filled(now: Moment) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    fill(&path, now, 7).unwrap();
    let store = Store::open(&path).unwrap();
    (folder, store)
}

fn board_at(now: Moment) -> Board {
    let (_folder, store) = filled(now);
    query::board(&store, 50, now).unwrap()
}

fn row<'a>(board: &'a Board, title: &str) -> &'a IncidentRow {
    board.rows.iter().find(|row| row.title.starts_with(title)).unwrap()
}

#[test]
fn demo_is_marked_and_whole() {
    let (folder, store) = filled(from_millis(1_795_000_000_000));
    assert!(store.is_demo().unwrap());
    let reports = store.verify(&mut |_| {}).unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].broken, None);
    assert!((150..300).contains(&reports[0].facts), "{}", reports[0].facts);
    let failure = fill(&folder.path().join("demo.db"), from_millis(1_795_000_000_000), 7).unwrap_err();
    assert_eq!(failure.exit_code(), 5);
}

#[test]
fn picture_is_the_same_at_any_hour() {
    for moment in MOMENTS {
        let now: Moment = moment.parse().unwrap();
        let board = board_at(now);
        assert_eq!((board.open, board.work_left), ([1, 2, 1, 3], 2), "{moment}");
        assert_eq!(board.vendors_late, 2, "{moment}");
        let names: Vec<&str> = board
            .vendors
            .iter()
            .map(|row| row.vendor.details.name.as_str())
            .collect();
        assert_eq!(
            names[..5],
            ["Northstar DB", "Keyhole IdP", "Lumen AI", "Oldmail", "Parcel CDN"],
            "{moment}"
        );
        let left = |deadline: &Deadline| deadline.due_at.unwrap() - now;
        let respond = row(&board, "Logins survive").next.clone().unwrap();
        assert_eq!(respond.kind, DeadlineKind::Respond, "{moment}");
        assert!(
            (36..=39).contains(&left(&respond).num_minutes()),
            "{moment}: {}",
            left(&respond)
        );
        assert!(row(&board, "Logins survive").commander.is_none());
        let notice = row(&board, "Customer export").next.clone().unwrap();
        assert_eq!(
            (notice.kind, left(&notice).num_minutes()),
            (DeadlineKind::Notice, 60 * 60 + 48)
        );
        assert!(
            row(&board, "Deploy key").next.as_ref().unwrap().is_late(now),
            "{moment}"
        );
        assert!(
            !row(&board, "Support mailbox").next.as_ref().unwrap().is_late(now),
            "{moment}"
        );
    }
}

#[test]
fn incident_of_the_day_has_a_long_log_and_one_customer_told() {
    let now = from_millis(1_795_000_000_000);
    let (_folder, store) = filled(now);
    let board = query::board(&store, 50, now).unwrap();
    let first = row(&board, "Customer export");
    assert_eq!(first.empty_roles, ["comms"]);
    let view = query::incident_view(&store, &first.id, 100).unwrap().unwrap();
    assert!(view.lines > 30, "{}", view.lines);
    let breach = view.incident.breach.unwrap();
    let told = breach.customers.iter().filter(|told| told.sent.is_some()).count();
    assert_eq!((told, breach.customers.len()), (1, 3));
}
