-- The board: its list in order and its counts, without a look into a state.
ALTER TABLE snapshot ADD COLUMN dues TEXT;  -- when running deadlines are due, where several run; NULL there: not known yet
DROP INDEX snapshot_by_due;
CREATE INDEX snapshot_by_due ON snapshot (next_due, subject, running, dues) WHERE next_due IS NOT NULL;
CREATE INDEX snapshot_on_board ON snapshot (kind, status, rank, next_due IS NULL, next_due, sorted_at, subject) WHERE kind = 1 AND status < 2;
