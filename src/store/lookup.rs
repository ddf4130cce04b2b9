//! Finding subjects by what a person types: exact first, then any unambiguous beginning, then near names.

use rusqlite::{Connection, OptionalExtension, params};

use super::fault::fault;
use super::journal::Act;
use super::open::Store;
use super::snapshot::{COLUMNS, Snapshot, from_row, load};
use crate::domain::deadline::slug;
use crate::domain::decide::{LastAct, NamedEntry};
use crate::domain::{Body, Entry, Fact, FactId, State, Subject, SubjectKind};
use crate::error::Failure;
use crate::text::{fold_name, is_near};

/// What a typed name or code turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The one of exactly this name.
    One(Box<Snapshot>),
    /// The one whose name begins so.
    Begins(Box<Snapshot>),
    /// Several begin so; their labels.
    Many(Vec<String>),
    /// None; the labels of near ones.
    None(Vec<String>),
}

/// How many names a list of candidates holds at most.
const CANDIDATES: usize = 8;

/// Looks a folded name up in one register.
fn find(
    connection: &Connection,
    load: &dyn Fn(i64) -> rusqlite::Result<Option<Snapshot>>,
    kind: i64,
    folded: &str,
    near_too: bool,
) -> rusqlite::Result<Finding> {
    let exact: Option<i64> = connection
        .prepare_cached("SELECT subject FROM alias WHERE kind = ?1 AND folded = ?2 ORDER BY subject LIMIT 1")?
        .query_row(params![kind, folded], |row| row.get(0))
        .optional()?;
    if let Some(subject) = exact
        && let Some(snapshot) = load(subject)?
    {
        return Ok(Finding::One(Box::new(snapshot)));
    }
    if folded.is_empty() {
        return Ok(Finding::None(Vec::new()));
    }
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT a.subject, s.label FROM alias a JOIN snapshot s ON s.subject = a.subject
         WHERE a.kind = ?1 AND a.folded >= ?2 AND a.folded < ?2 || char(1114111) ORDER BY s.label LIMIT 9",
    )?;
    let begin: Vec<(i64, String)> = statement
        .query_map(params![kind, folded], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    match begin.as_slice() {
        [] if near_too => Ok(Finding::None(near(connection, kind, folded)?)),
        [] => Ok(Finding::None(Vec::new())),
        [(subject, _)] => Ok(match load(*subject)? {
            Some(snapshot) => Finding::Begins(Box::new(snapshot)),
            None => Finding::None(Vec::new()),
        }),
        several => Ok(Finding::Many(
            several
                .iter()
                .take(CANDIDATES)
                .map(|(_, label)| label.clone())
                .collect(),
        )),
    }
}

/// Labels of names so near that one may have been meant for the other.
fn near(connection: &Connection, kind: i64, folded: &str) -> rusqlite::Result<Vec<String>> {
    let length = i64::try_from(folded.chars().count()).unwrap_or(0);
    let mut statement = connection.prepare_cached(
        "SELECT a.folded, s.label FROM alias a JOIN snapshot s ON s.subject = a.subject
         WHERE a.kind = ?1 AND length(a.folded) BETWEEN ?2 - 2 AND ?2 + 2",
    )?;
    let mut rows = statement.query(params![kind, length])?;
    let mut labels = shorter(connection, kind, folded)?;
    while let Some(row) = rows.next()? {
        if labels.len() < CANDIDATES && is_near(row.get_ref(0)?.as_str()?, folded) {
            let label: String = row.get(1)?;
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    Ok(labels)
}

/// Labels of known names that are the first words of this one: `acme` for `acme gmbh`.
fn shorter(connection: &Connection, kind: i64, folded: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.label FROM alias a JOIN snapshot s ON s.subject = a.subject WHERE a.kind = ?1 AND a.folded = ?2",
    )?;
    let mut labels = Vec::new();
    for (at, _) in folded.match_indices(' ') {
        let known: Option<String> = statement
            .query_row(params![kind, &folded[..at]], |row| row.get(0))
            .optional()?;
        labels.extend(known);
    }
    Ok(labels)
}

impl Store {
    /// The incident a typed code, or the beginning of one, means.
    pub fn find_incident(&self, typed: &str) -> Result<Finding, Failure> {
        self.find(SubjectKind::Incident, &crate::id::normalise_code(typed))
    }

    /// The vendor, customer, system or person a typed name means.
    pub fn find_named(&self, kind: SubjectKind, typed: &str) -> Result<Finding, Failure> {
        self.find(kind, &fold_name(typed))
    }

    fn find(&self, kind: SubjectKind, folded: &str) -> Result<Finding, Failure> {
        let load = |subject| load(&self.connection, subject);
        find(&self.connection, &load, kind.number(), folded, true).map_err(|error| self.fault(error))
    }
}

impl Act<'_> {
    /// The incident a typed code, or the beginning of one, means.
    pub fn find_incident(&self, typed: &str) -> Result<Finding, Failure> {
        self.find(SubjectKind::Incident, &crate::id::normalise_code(typed), true)
    }

    /// The vendor, customer, system or person a typed name means. `near_too`: where there is none, near names are sought
    /// among all there are; an import that has been told to add whatever is new needs none.
    pub fn find_named(&self, kind: SubjectKind, typed: &str, near_too: bool) -> Result<Finding, Failure> {
        self.find(kind, &fold_name(typed), near_too)
    }

    fn find(&self, kind: SubjectKind, folded: &str, near_too: bool) -> Result<Finding, Failure> {
        let load = |subject| self.snapshot(subject);
        find(self.connection(), &load, kind.number(), folded, near_too).map_err(|error| self.fault(error))
    }

    /// The subject of a deadline's name: an incident's code, or a vendor's name as it stands in deadline names.
    pub fn find_deadline_subject(&self, label: &str) -> Result<Finding, Failure> {
        let by_code = self.find_incident(label)?;
        if matches!(by_code, Finding::One(_)) {
            return Ok(by_code);
        }
        let run = || -> rusqlite::Result<Finding> {
            let mut statement = self
                .connection()
                .prepare_cached("SELECT subject, label FROM snapshot WHERE kind = ?1 AND status = 0")?;
            let mut rows = statement.query([SubjectKind::Vendor.number()])?;
            let (wanted, mut alike): (String, Vec<(i64, String)>) = (slug(label), Vec::new());
            while let Some(row) = rows.next()? {
                let name = row.get_ref(1)?.as_str()?;
                if slug(name) == wanted {
                    alike.push((row.get(0)?, name.to_owned()));
                }
            }
            // Two names may differ in signs alone; then the name itself says which.
            if alike.len() > 1
                && let Some(exact) = alike.iter().position(|(_, name)| fold_name(name) == fold_name(label))
            {
                alike = vec![alike.swap_remove(exact)];
            }
            match alike.as_slice() {
                [] => Ok(by_code),
                [(subject, _)] => Ok(self
                    .snapshot(*subject)?
                    .map_or(by_code, |snapshot| Finding::One(Box::new(snapshot)))),
                several => Ok(Finding::Many(several.iter().map(|(_, name)| name.clone()).collect())),
            }
        };
        run().map_err(|error| fault(self.store.path, error))
    }

    /// The policies themselves.
    pub fn find_policy(&self) -> Result<Option<Snapshot>, Failure> {
        let run = || -> rusqlite::Result<Option<Snapshot>> {
            let row = self
                .connection()
                .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
                .query_row([Subject::policy().id], |row| row.get(0))
                .optional()?;
            row.map_or(Ok(None), |row| load(self.connection(), row))
        };
        run().map_err(|error| self.fault(error))
    }

    /// Everybody in a register, by name.
    pub fn entries(&self, kind: SubjectKind) -> Result<Vec<Entry>, Failure> {
        let run = || -> rusqlite::Result<Vec<Entry>> {
            let mut statement = self.connection().prepare_cached(&format!(
                "SELECT {COLUMNS} FROM snapshot WHERE kind = ?1 AND status = 0 ORDER BY label COLLATE NOCASE, subject"
            ))?;
            let mut rows = statement.query([kind.number()])?;
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                if let Some(snapshot) = from_row(self.connection(), row)?
                    && let State::Entry(entry) = snapshot.state
                {
                    entries.push(*entry);
                }
            }
            Ok(entries)
        };
        run().map_err(|error| self.fault(error))
    }

    /// Was an incident with this id in another record imported before?
    pub fn knows_source(&self, source: &str) -> Result<bool, Failure> {
        self.connection()
            .prepare_cached("SELECT 1 FROM alias WHERE kind = 0 AND folded = ?1")
            .and_then(|mut statement| statement.exists([source]))
            .map_err(|error| self.fault(error))
    }

    /// Is this code taken?
    pub fn knows_code(&self, code: &str) -> Result<bool, Failure> {
        self.connection()
            .prepare_cached("SELECT 1 FROM alias WHERE kind = ?1 AND folded = ?2")
            .and_then(|mut statement| statement.exists(params![SubjectKind::Incident.number(), code]))
            .map_err(|error| self.fault(error))
    }

    /// Is this entry id taken on this subject?
    pub fn knows_tag(&self, subject: &Subject, tag: &str) -> Result<bool, Failure> {
        self.connection()
            .prepare_cached("SELECT 1 FROM fact WHERE subject = (SELECT id FROM subject WHERE key = ?1) AND tag = ?2")
            .and_then(|mut statement| statement.exists(params![subject.id, tag]))
            .map_err(|error| self.fault(error))
    }

    /// Log entries of this subject whose id begins so; two at most, exact first.
    pub fn find_entry(&self, subject: &Subject, typed: &str) -> Result<Vec<NamedEntry>, Failure> {
        let run = || -> rusqlite::Result<Vec<NamedEntry>> {
            let mut statement = self.connection().prepare_cached(
                "SELECT f.tag, s.name, f.seq, coalesce(json_extract(b.json, '$.text'), '')
                 FROM fact f JOIN series s ON s.id = f.series LEFT JOIN body b ON b.pos = f.pos
                 WHERE f.subject = (SELECT id FROM subject WHERE key = ?1) AND f.tag >= ?2 AND f.tag < ?2 || char(1114111)
                 ORDER BY f.tag LIMIT 2",
            )?;
            let typed = typed.to_lowercase();
            let rows = statement.query_map(params![subject.id, typed], |row| {
                let words: String = row.get(3)?;
                Ok(NamedEntry {
                    tag: row.get(0)?,
                    fact: FactId {
                        series: row.get(1)?,
                        seq: u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
                    },
                    words: words.chars().take(40).collect(),
                })
            })?;
            let mut found: Vec<NamedEntry> = rows.collect::<rusqlite::Result<_>>()?;
            if found.first().is_some_and(|entry| entry.tag == typed) {
                found.truncate(1);
            }
            Ok(found)
        };
        run().map_err(|error| self.fault(error))
    }

    /// The last act of this person from this installation that was not itself an undo or taken back.
    pub fn last_act(&self, who: &str) -> Result<Option<LastAct>, Failure> {
        let run = || -> rusqlite::Result<Option<LastAct>> {
            let mut statement = self.connection().prepare_cached(
                "SELECT f.act, s.name, f.series FROM fact f JOIN series s ON s.id = f.series JOIN actor a ON a.id = f.actor
                 WHERE s.installation = ?1 AND a.name = ?2 AND f.seq = f.act ORDER BY f.seq DESC LIMIT 32",
            )?;
            let acts: Vec<(i64, String, i64)> = statement
                .query_map(params![self.store.installation, who], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect::<rusqlite::Result<_>>()?;
            let mut taken_back: Vec<u64> = Vec::new();
            for (act, name, series) in acts {
                let facts = self.facts_of_act(series, act)?;
                match facts.first() {
                    Some((_, _, _, Fact::Undone(undone))) => {
                        taken_back.push(undone.act);
                        continue;
                    }
                    // The first start adopts a policy by itself; that is nobody's own act.
                    Some((1, _, _, Fact::PolicyAdopted(_))) => continue,
                    _ => {}
                }
                let number = u64::try_from(act).unwrap_or(0);
                if taken_back.contains(&number) {
                    continue;
                }
                return Ok(Some(LastAct {
                    series: name,
                    act: number,
                    recorded_at: crate::clock::from_millis(facts.first().map_or(0, |(_, at, _, _)| *at)),
                    built_on: self.is_built_on(&facts)?,
                    facts: facts.into_iter().map(|(_, _, subject, fact)| (subject, fact)).collect(),
                }));
            }
            Ok(None)
        };
        run().map_err(|error| self.fault(error))
    }

    fn facts_of_act(&self, series: i64, act: i64) -> rusqlite::Result<Vec<(i64, i64, Subject, Fact)>> {
        let mut statement = self.connection().prepare_cached(&format!(
            "SELECT {} WHERE f.series = ?1 AND f.seq >= ?2 AND f.act = ?2 ORDER BY f.seq LIMIT 10000",
            super::read::FACT
        ))?;
        let mut rows = statement.query(params![series, act])?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            let (pos, recorded) = super::read::fact_from_row(row)?;
            if let Body::Known(fact) = recorded.body {
                let at = crate::clock::to_millis(recorded.envelope.recorded_at);
                facts.push((pos, at, recorded.envelope.subject, fact));
            }
        }
        Ok(facts)
    }

    /// Did anything but acts taken back, and their undoing, come after these facts on their subjects?
    fn is_built_on(&self, facts: &[(i64, i64, Subject, Fact)]) -> rusqlite::Result<bool> {
        let last = facts.iter().map(|(pos, ..)| *pos).max().unwrap_or(0);
        let on_it = format!(
            "SELECT 1 FROM fact f WHERE f.subject = (SELECT id FROM subject WHERE key = ?1) AND f.pos > ?2 AND {STANDS} LIMIT 1"
        );
        let names_it = format!(
            "SELECT 1 FROM body b JOIN fact f ON f.pos = b.pos WHERE b.pos > ?2 AND instr(b.json, ?1) > 0 AND {STANDS} LIMIT 1"
        );
        for (_, _, subject, fact) in facts {
            // Who was only mentioned stays known; who was entered on purpose may have been put to work since.
            let (looks, names) = match fact {
                Fact::RegisterAdded(added) => (!added.mentioned, !added.mentioned),
                _ => (true, false),
            };
            let found = |sql: &str| self.connection().prepare_cached(sql)?.exists(params![subject.id, last]);
            if (looks && found(&on_it)?) || (names && found(&names_it)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A fact `f` that still counts: it takes nothing back, and nobody has taken it back.
const STANDS: &str = "f.kind <> 'undone' AND NOT EXISTS (
  SELECT 1 FROM fact u JOIN body v ON v.pos = u.pos JOIN series s ON s.id = f.series
  WHERE u.subject = f.subject AND u.kind = 'undone'
    AND json_extract(v.json, '$.series') = s.name AND json_extract(v.json, '$.act') = f.act)";
