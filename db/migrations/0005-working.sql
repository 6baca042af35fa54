-- Baskets on the counter and held: working state, durable at every change, not part of the ledger.
CREATE TABLE basket (
  id            TEXT PRIMARY KEY,
  state         TEXT NOT NULL CHECK (state IN ('open', 'held', 'checkout')),
  opened_at_utc INTEGER NOT NULL,
  frozen_at_utc INTEGER,
  label         TEXT,
  source_ref    TEXT,
  discount      TEXT,
  tax_exemption TEXT,
  held_by       TEXT,
  held_at_utc   INTEGER,
  -- What it came to when it was put aside, for the list of them; it is priced afresh when it comes back.
  held_total_minor INTEGER
) STRICT, WITHOUT ROWID;

-- The counter shows one sale at a time; all others are held.
CREATE UNIQUE INDEX basket_current ON basket ((1)) WHERE state <> 'held';

CREATE TABLE basket_line (
  basket_id TEXT    NOT NULL,
  place     INTEGER NOT NULL,
  id        TEXT    NOT NULL,
  line      TEXT    NOT NULL,
  PRIMARY KEY (basket_id, place)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX basket_line_id ON basket_line (id);

-- Who is at the counter, so that a process which takes the place of one that died goes on with the same person.
CREATE TABLE session (
  only             INTEGER PRIMARY KEY CHECK (only = 1),
  staff_id         TEXT    NOT NULL,
  signed_in_at_utc INTEGER NOT NULL,
  used_at_utc      INTEGER NOT NULL,
  is_locked        INTEGER NOT NULL CHECK (is_locked IN (0, 1))
) STRICT;
