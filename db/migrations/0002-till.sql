-- Who this till is, how the shop is set up, and who works there.
CREATE TABLE till (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  register    TEXT    NOT NULL,
  shop_code   TEXT    NOT NULL,
  till_code   TEXT    NOT NULL,
  is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
  public_key  TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,
  entry       INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  section TEXT PRIMARY KEY,
  value   TEXT NOT NULL,
  entry   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id        TEXT PRIMARY KEY,
  code      TEXT NOT NULL UNIQUE,
  name      TEXT NOT NULL,
  role      TEXT NOT NULL,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  entry     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Secrets stay out of the journal, so this table cannot be rebuilt from it: a restored till keeps its backup's PINs.
CREATE TABLE credential (
  staff_id          TEXT PRIMARY KEY,
  salt              BLOB NOT NULL,
  pin_hash          BLOB NOT NULL,
  failed_count      INTEGER NOT NULL DEFAULT 0,
  locked_until_utc  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Badges that people sign in with, hashed under one salt: a reader says which badge it is, not whose.
CREATE TABLE badge (
  staff_id   TEXT PRIMARY KEY,
  salt       BLOB NOT NULL,
  badge_hash BLOB NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- Wrong badges since the last right one.
CREATE TABLE badge_attempts (
  only             INTEGER PRIMARY KEY CHECK (only = 1),
  failed_count     INTEGER NOT NULL,
  locked_until_utc INTEGER NOT NULL
) STRICT;

INSERT INTO badge_attempts (only, failed_count, locked_until_utc) VALUES (1, 0, 0);
