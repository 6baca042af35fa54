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
  held_at_utc   INTEGER
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
