-- The journal: append-only, gapless, hash-chained. Everything else in the ledger can be rebuilt from it.
CREATE TABLE journal (
  position      INTEGER PRIMARY KEY CHECK (position > 0),
  register      TEXT    NOT NULL,
  epoch         INTEGER NOT NULL CHECK (epoch > 0),
  seq           INTEGER NOT NULL CHECK (seq > 0),
  id            TEXT    NOT NULL UNIQUE,
  type          TEXT    NOT NULL,
  schema        INTEGER NOT NULL,
  at_utc        INTEGER NOT NULL,
  utc_offset    INTEGER NOT NULL,
  business_date TEXT    NOT NULL,
  shift         INTEGER NOT NULL,
  actor         TEXT    NOT NULL,
  payload       TEXT    NOT NULL CHECK (length(CAST(payload AS BLOB)) <= 1048576),
  prev_hash     BLOB    NOT NULL CHECK (length(prev_hash) = 32),
  hash          BLOB    NOT NULL CHECK (length(hash) = 32),
  UNIQUE (register, epoch, seq)
) STRICT;

CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- A row put in place of another would pass as an insert: only the next position may be taken.
CREATE TRIGGER journal_refuses_gaps BEFORE INSERT ON journal
WHEN NEW.position <> COALESCE((SELECT MAX(position) FROM journal), 0) + 1
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;

CREATE INDEX journal_type ON journal (type, position);

-- What a person searches the journal by, in its own order and without the payloads, so that a look through years of it
-- reads a hundredth of them.
CREATE INDEX journal_browse ON journal (position, type, business_date, actor);
