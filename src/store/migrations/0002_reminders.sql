-- Which reminders were said, to whom, on which way. Not part of the record: where it is lost, some are said again.
CREATE TABLE reminder (
  id         INTEGER PRIMARY KEY,
  subject    INTEGER NOT NULL,
  deadline   TEXT NOT NULL,            -- kind[/who] within the subject
  clock      TEXT NOT NULL,            -- names the clock it runs by
  threshold  TEXT NOT NULL,            -- which of its times
  person     TEXT NOT NULL,            -- folded name
  channel    TEXT NOT NULL,
  state      INTEGER NOT NULL,         -- 0 claimed, 1 shown, 2 failed
  owner      TEXT NOT NULL,            -- the process that claimed it
  name       TEXT NOT NULL,            -- full name of the deadline when it was said
  words      TEXT NOT NULL,            -- title of the message it was part of
  due_at     INTEGER NOT NULL,
  came_up_at INTEGER NOT NULL,
  said_at    INTEGER NOT NULL,         -- when the state was last changed
  outcome    TEXT NOT NULL,            -- where it was shown, or why it was not
  UNIQUE (subject, deadline, clock, threshold, person, channel)
) STRICT;
CREATE INDEX reminder_by_time ON reminder (said_at);
