-- A till that belongs to a chain. Ledger: the chain, and what was done for members, which central reckons.
CREATE TABLE chain_link (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  chain_id    TEXT    NOT NULL,
  chain_name  TEXT    NOT NULL,
  shop_code   TEXT    NOT NULL,
  till_code   TEXT    NOT NULL,
  central_key TEXT    NOT NULL,
  entry       INTEGER NOT NULL
) STRICT;

-- What sales and refunds did to members' points: negative where they took back.
CREATE TABLE points_intent (
  entry           INTEGER NOT NULL,
  place           INTEGER NOT NULL CHECK (place > 0),
  member_id       TEXT    NOT NULL,
  earned_points   INTEGER NOT NULL,
  redeemed_points INTEGER NOT NULL,
  spent_minor     INTEGER NOT NULL,
  visits          INTEGER NOT NULL,
  PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX points_intent_member ON points_intent (member_id, entry);

CREATE TABLE rule_intent (
  entry         INTEGER NOT NULL,
  place         INTEGER NOT NULL CHECK (place > 0),
  rule_id       TEXT    NOT NULL,
  -- Empty for nobody in particular.
  member_id     TEXT    NOT NULL,
  business_date TEXT    NOT NULL,
  uses          INTEGER NOT NULL,
  amount_minor  INTEGER NOT NULL,
  PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;

-- What was done without central having said yes, for the limits of its policy.
CREATE TABLE unasked_use (
  entry         INTEGER NOT NULL,
  place         INTEGER NOT NULL CHECK (place > 0),
  kind          TEXT    NOT NULL CHECK (kind IN ('points', 'coupon', 'refund')),
  member_id     TEXT,
  business_date TEXT    NOT NULL,
  amount_minor  INTEGER NOT NULL CHECK (amount_minor >= 0),
  PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX unasked_use_member ON unasked_use (member_id, business_date) WHERE member_id IS NOT NULL;

-- What comes back here of a receipt of another till, by line of it.
CREATE TABLE return_intent (
  sale_id     TEXT    NOT NULL,
  line_no     INTEGER NOT NULL,
  thousandths INTEGER NOT NULL CHECK (thousandths > 0),
  entry       INTEGER NOT NULL,
  PRIMARY KEY (sale_id, line_no)
) STRICT, WITHOUT ROWID;

-- How it stands with central: not ledger. Places are of this till's own journal.
CREATE TABLE sync_state (
  only               INTEGER PRIMARY KEY CHECK (only = 1),
  url                TEXT,
  ca_file            TEXT,
  cursor             TEXT,
  acknowledged_epoch INTEGER,
  acknowledged_seq   INTEGER,
  anchor             TEXT,
  applied_epoch      INTEGER,
  applied_seq        INTEGER,
  contacted_at_utc   INTEGER,
  pulled_at_utc      INTEGER,
  clock_ahead_ms     INTEGER,
  outage_since_utc   INTEGER,
  -- The last entry before the outage, because clocks are set back.
  outage_entry       INTEGER,
  is_revoked         INTEGER NOT NULL DEFAULT 0 CHECK (is_revoked IN (0, 1)),
  fault              TEXT,
  policy             TEXT
) STRICT;

INSERT INTO sync_state (only) VALUES (1);

-- Sales of other tills that goods come back from: working state. What central sent of each, as JSON.
CREATE TABLE fetched_receipt (
  sale_id        TEXT    PRIMARY KEY,
  receipt_number TEXT    NOT NULL UNIQUE,
  fetched_at_utc INTEGER NOT NULL,
  body           TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- What central last said: reference data, whole again with every page of it.
CREATE TABLE central_account (
  -- The 16 bytes of a UUID. A million of these rows are kept, so each column is as short as its values.
  member_id   BLOB    PRIMARY KEY CHECK (length(member_id) = 16),
  points      INTEGER NOT NULL,
  -- Points that may not be spent now; most members have none.
  unavailable INTEGER NOT NULL,
  spent_minor INTEGER NOT NULL,
  measured    INTEGER NOT NULL,
  visits      INTEGER NOT NULL,
  tier        TEXT,
  -- 2027-01-31 as 20270131.
  review_on   INTEGER,
  in_grace    INTEGER NOT NULL CHECK (in_grace IN (0, 1)),
  -- Packed, see `packDatedPoints`.
  expiring    BLOB,
  pending     BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE central_coupon (
  id         TEXT    PRIMARY KEY,
  code       TEXT    NOT NULL UNIQUE,
  rule_id    TEXT    NOT NULL,
  member_id  TEXT,
  expires_on TEXT,
  use_count  INTEGER NOT NULL CHECK (use_count >= 0),
  is_voided  INTEGER NOT NULL CHECK (is_voided IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX central_coupon_member ON central_coupon (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX central_coupon_rule ON central_coupon (rule_id);

CREATE TABLE central_rule_use (
  member_id     TEXT    NOT NULL,
  business_date TEXT    NOT NULL,
  rule_id       TEXT    NOT NULL,
  uses          INTEGER NOT NULL CHECK (uses >= 0),
  amount_minor  INTEGER NOT NULL,
  PRIMARY KEY (member_id, business_date, rule_id)
) STRICT, WITHOUT ROWID;

-- Members who turned out to be another.
CREATE TABLE central_alias (
  member_id TEXT PRIMARY KEY,
  into_id   TEXT NOT NULL CHECK (into_id <> member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX central_alias_into ON central_alias (into_id);

CREATE TABLE central_exception (
  id          TEXT    PRIMARY KEY,
  at_utc      INTEGER NOT NULL,
  is_resolved INTEGER NOT NULL CHECK (is_resolved IN (0, 1)),
  -- JSON.
  body        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX central_exception_open ON central_exception (at_utc) WHERE is_resolved = 0;
