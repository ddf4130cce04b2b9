-- The journal: facts in the order they arrived here, each in the series of the installation that wrote it.
CREATE TABLE series (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,   -- 16 hexadecimal digits, random
  installation TEXT,                   -- digest of this machine, user and file; NULL where it is not ours
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE actor (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL,
  login TEXT NOT NULL,
  host  TEXT NOT NULL,
  UNIQUE (name, login, host)
) STRICT;

CREATE TABLE subject (
  id   INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  key  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE fact (
  pos         INTEGER PRIMARY KEY,     -- order of arrival in this file
  series      INTEGER NOT NULL,
  seq         INTEGER NOT NULL,        -- from 1, without gaps
  act         INTEGER NOT NULL,        -- seq of the first fact of the same command
  stamp       INTEGER NOT NULL,        -- hybrid logical: milliseconds << 12 | counter
  subject     INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  version     INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,        -- milliseconds since 1970, UTC
  happened_at INTEGER NOT NULL,
  actor       INTEGER NOT NULL,
  policy      TEXT NOT NULL,           -- digest of the policy in force
  tag         TEXT,                    -- short id of a log entry
  body_digest BLOB NOT NULL,           -- SHA-256 of the body's bytes
  digest      BLOB NOT NULL            -- SHA-256 over this row and the digest before it
) STRICT;
CREATE UNIQUE INDEX fact_by_seq ON fact (series, seq);
CREATE INDEX fact_by_subject ON fact (subject, happened_at, pos);
CREATE UNIQUE INDEX fact_by_tag ON fact (subject, tag) WHERE tag IS NOT NULL;

-- Bodies stand apart, so that one can be expunged while the chain still verifies.
CREATE TABLE body (pos INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE expunged (pos INTEGER PRIMARY KEY, by_pos INTEGER NOT NULL) STRICT;

CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never removed'); END;
CREATE TRIGGER body_stays BEFORE UPDATE ON body BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER body_is_kept BEFORE DELETE ON body
  WHEN NOT EXISTS (SELECT 1 FROM expunged WHERE pos = OLD.pos)
  BEGIN SELECT RAISE(ABORT, 'a body goes only when it is expunged'); END;

-- What follows is derived from the journal; `firebell rebuild` makes it anew.
CREATE TABLE snapshot (
  subject    INTEGER PRIMARY KEY,
  kind       INTEGER NOT NULL,
  status     INTEGER NOT NULL,         -- 0 live, 1 closed with work left, 2 closed, 8 merged, 9 taken back
  rank       INTEGER NOT NULL,         -- severity or tier, 1 is the gravest, 9 none
  label      TEXT NOT NULL,            -- code or name
  title      TEXT NOT NULL,
  sorted_at  INTEGER NOT NULL,         -- when it was declared, or closed
  next_due   INTEGER,                  -- the earliest running deadline
  running    INTEGER NOT NULL,         -- how many deadlines run
  watermark  INTEGER NOT NULL,         -- pos of the last fact in it
  last_stamp INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  state      TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_by_status ON snapshot (kind, status, sorted_at, subject);
CREATE INDEX snapshot_by_due ON snapshot (next_due) WHERE next_due IS NOT NULL;

CREATE TABLE alias (
  kind    INTEGER NOT NULL,            -- kind of subject; 0 is an id in another record
  folded  TEXT NOT NULL,
  subject INTEGER NOT NULL,
  PRIMARY KEY (kind, folded, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_subject ON alias (subject);

CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

-- Not part of the record.
CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
