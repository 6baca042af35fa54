-- Shifts, the cash that moves in them, and their Z reports.
CREATE TABLE shift (
  number        INTEGER PRIMARY KEY,
  id            TEXT    NOT NULL UNIQUE,
  business_date TEXT    NOT NULL,
  opened_at_utc INTEGER NOT NULL,
  opened_by     TEXT    NOT NULL,
  float_minor   INTEGER NOT NULL,
  closed_at_utc INTEGER,
  z_number      INTEGER UNIQUE,
  opened_entry  INTEGER NOT NULL,
  closed_entry  INTEGER
) STRICT;

-- At most one shift is open on a till.
CREATE UNIQUE INDEX shift_open ON shift ((1)) WHERE closed_at_utc IS NULL;

CREATE INDEX shift_date ON shift (business_date);

CREATE TABLE cash_move (
  entry        INTEGER PRIMARY KEY,
  shift        INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  amount_minor INTEGER NOT NULL,
  reason       TEXT,
  actor        TEXT    NOT NULL,
  approved_by  TEXT    NOT NULL,
  at_utc       INTEGER NOT NULL
) STRICT;

CREATE INDEX cash_move_shift ON cash_move (shift);

-- What happened beside sales that a manager reads by person: voids, overrides, drawer opened, reprints.
CREATE TABLE till_event (
  entry         INTEGER PRIMARY KEY,
  shift         INTEGER NOT NULL,
  business_date TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  amount_minor  INTEGER NOT NULL,
  actor         TEXT    NOT NULL,
  approved_by   TEXT    NOT NULL,
  reason        TEXT,
  subject       TEXT
) STRICT;

CREATE INDEX till_event_shift ON till_event (shift, kind);
CREATE INDEX till_event_date ON till_event (business_date, kind);
