//! Finding closed incidents by their words. The index runs behind the journal; a search catches it up first.

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use super::open::{Access, Store};
use super::read::{FACT, Limit, fact_from_row};
use super::snapshot::Snapshot;
use crate::domain::{Body, Fact};
use crate::error::Failure;

/// Facts put into the index in one transaction.
const CHUNK: i64 = 2000;

impl Store {
    /// Puts up to one chunk of new facts into the index; true when nothing is left to do.
    pub fn index_some(&mut self) -> Result<bool, Failure> {
        if self.access != Access::Full || self.has_newer_schema() {
            return Ok(true);
        }
        let path = self.path.clone();
        let fault = |error| super::fault::fault(&path, error);
        let mark = self.index_mark()?;
        if self.newest()? <= mark {
            return Ok(true);
        }
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fault)?;
        let run = || -> rusqlite::Result<bool> {
            // Another process may have been here since the mark was read.
            let mark: i64 = tx
                .query_row("SELECT value FROM setting WHERE key = 'indexed'", [], |row| {
                    row.get::<_, String>(0)
                })
                .optional()?
                .and_then(|value| value.parse().ok())
                .unwrap_or(0);
            let mut statement =
                tx.prepare_cached(&format!("SELECT {FACT} WHERE f.pos > ?1 ORDER BY f.pos LIMIT ?2"))?;
            let mut rows = statement.query(params![mark, CHUNK])?;
            let mut insert = tx.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
            let (mut last, mut count) = (mark, 0);
            while let Some(row) = rows.next()? {
                let (pos, recorded) = fact_from_row(row)?;
                (last, count) = (pos, count + 1);
                if let Body::Known(fact) = &recorded.body
                    && let Some(text) = words(fact)
                {
                    insert.execute(params![pos, text])?;
                }
            }
            drop((insert, rows));
            tx.execute(
                "INSERT INTO setting (key, value) VALUES ('indexed', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1",
                [last.to_string()],
            )?;
            Ok(count < CHUNK)
        };
        let done = run().map_err(fault)?;
        tx.commit().map_err(fault)?;
        Ok(done)
    }

    /// How far the index has come.
    pub fn index_mark(&self) -> Result<i64, Failure> {
        let value: Option<String> = self
            .connection
            .query_row("SELECT value FROM setting WHERE key = 'indexed'", [], |row| row.get(0))
            .optional()
            .map_err(|error| self.fault(error))?;
        Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// Incidents whose words match, newest match first, `limit` of them after the first `skip`.
    ///
    /// Every word must occur; the last one may be a beginning from its second letter on.
    pub fn search_incidents(
        &self,
        text: &str,
        closed_only: bool,
        skip: Limit,
        limit: Limit,
    ) -> Result<Vec<Snapshot>, Failure> {
        let Some(query) = match_query(text) else {
            return Ok(Vec::new());
        };
        let columns = super::snapshot::COLUMNS
            .split(", ")
            .map(|column| format!("p.{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        let status = if closed_only { "IN (1, 2)" } else { "< 8" };
        // The newest matching facts first; a subject that matches often must not crowd out the others. CROSS JOIN keeps
        // the order of looking: from the hits to their subjects, and states only of those that are asked for.
        let sql = format!(
            "WITH hit (pos) AS (SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 20000),
               found (subject, pos) AS (SELECT f.subject, max(hit.pos) FROM hit CROSS JOIN fact f ON f.pos = hit.pos GROUP BY f.subject),
               listed (subject, pos) AS (SELECT found.subject, found.pos FROM found CROSS JOIN snapshot p ON p.subject = found.subject
                 WHERE p.kind = 1 AND p.status {status} ORDER BY found.pos DESC LIMIT ?2 OFFSET ?3)
             SELECT {columns} FROM listed CROSS JOIN snapshot p ON p.subject = listed.subject ORDER BY listed.pos DESC"
        );
        self.snapshots(&sql, params![query, limit, skip])
    }
}

/// The words of a fact that a person may look for.
fn words(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Declared(fact) => Some(format!("{} {}", fact.code, fact.title)),
        Fact::Imported(fact) => Some(format!(
            "{} {} {} {} {} {}",
            fact.code,
            fact.title,
            fact.company,
            fact.product,
            fact.keywords.join(" "),
            fact.categories.join(" ")
        )),
        Fact::EntryLogged(fact) => Some(fact.text.clone()),
        Fact::SeverityRevised(fact) => Some(fact.reason.clone()),
        Fact::PhaseEntered(fact) => fact.note.clone(),
        Fact::BreachConfirmed(fact) => Some(format!(
            "{} {}",
            fact.categories.join(" "),
            fact.customers
                .iter()
                .map(|one| one.customer.name.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        )),
        Fact::CustomerAffected(fact) => Some(fact.customer.customer.name.clone()),
        Fact::RemediationDocumented(fact) => Some(fact.text.clone()),
        Fact::QuestionAnswered(fact) => Some(fact.reason.clone()),
        Fact::DeadlineExplained(fact) => Some(fact.reason.clone()),
        _ => None,
    }
}

/// An FTS5 query in which every typed word is a plain word, whatever signs it has.
fn match_query(text: &str) -> Option<String> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let (last, rest) = parts.split_last()?;
    let mut query = String::new();
    for part in rest {
        query.push_str(&format!("\"{part}\" "));
    }
    let star = if last.chars().count() >= 2 && text.ends_with(char::is_alphanumeric) {
        "*"
    } else {
        ""
    };
    query.push_str(&format!("\"{last}\"{star}"));
    Some(query)
}

#[cfg(test)]
mod tests {
    use super::match_query;

    #[test]
    fn signs_and_operators_are_plain_words() {
        assert_eq!(
            match_query("a OR \"b\" NEAR( c*"),
            Some("\"a\" \"OR\" \"b\" \"NEAR\" \"c\"".to_owned())
        );
        assert_eq!(match_query("  "), None);
        assert_eq!(match_query("bucket re"), Some("\"bucket\" \"re\"*".to_owned()));
    }
}
