-- What members own and what rules have used, all of it projected from entries. Dates are business dates.
CREATE TABLE member_account (
  member_id   TEXT    PRIMARY KEY,
  -- Open lots less the debt, which is also the sum of the member's entries; verified.
  balance     INTEGER NOT NULL DEFAULT 0,
  debt        INTEGER NOT NULL DEFAULT 0 CHECK (debt >= 0),
  tier        TEXT,
  review_on   TEXT,
  in_grace    INTEGER NOT NULL DEFAULT 0 CHECK (in_grace IN (0, 1)),
  -- Over the whole life, what an import brought included.
  spent_minor INTEGER NOT NULL DEFAULT 0 CHECK (spent_minor >= 0),
  visits      INTEGER NOT NULL DEFAULT 0 CHECK (visits >= 0),
  -- The last entry that changed it.
  entry       INTEGER NOT NULL,
  CHECK (balance >= -debt),
  CHECK (review_on IS NULL OR tier IS NOT NULL),
  CHECK (in_grace = 0 OR review_on IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_account_review ON member_account (review_on) WHERE review_on IS NOT NULL;

CREATE TABLE points_lot (
  id              TEXT    PRIMARY KEY,
  member_id       TEXT    NOT NULL,
  points          INTEGER NOT NULL CHECK (points > 0),
  remaining       INTEGER NOT NULL CHECK (remaining BETWEEN 0 AND points),
  -- Ended unspent: what a refund takes back of these is not owed.
  lapsed          INTEGER NOT NULL DEFAULT 0 CHECK (lapsed BETWEEN 0 AND points - remaining),
  earned_at_utc   INTEGER NOT NULL,
  active_from_utc INTEGER NOT NULL CHECK (active_from_utc >= earned_at_utc),
  -- The first moment at which it is gone.
  expires_at_utc  INTEGER CHECK (expires_at_utc > earned_at_utc),
  entry           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX points_lot_member ON points_lot (member_id, remaining);
CREATE INDEX points_lot_expiry ON points_lot (expires_at_utc) WHERE remaining > 0 AND expires_at_utc IS NOT NULL;

CREATE TABLE points_entry (
  entry     INTEGER NOT NULL,
  place     INTEGER NOT NULL CHECK (place > 0),
  member_id TEXT    NOT NULL,
  kind      TEXT    NOT NULL
    CHECK (kind IN ('open', 'earn', 'redeem', 'unearn', 'return', 'adjust', 'expire')),
  points    INTEGER NOT NULL CHECK (points <> 0),
  PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX points_entry_member ON points_entry (member_id, entry);

CREATE TABLE points_hold (
  id             TEXT    PRIMARY KEY,
  member_id      TEXT    NOT NULL,
  lot_id         TEXT,
  points         INTEGER CHECK (points > 0),
  entry          INTEGER NOT NULL,
  released_entry INTEGER CHECK (released_entry > entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX points_hold_open ON points_hold (member_id) WHERE released_entry IS NULL;

CREATE TABLE tier_change (
  entry     INTEGER NOT NULL,
  place     INTEGER NOT NULL CHECK (place > 0),
  member_id TEXT    NOT NULL,
  from_tier TEXT,
  to_tier   TEXT,
  reason    TEXT    NOT NULL CHECK (reason IN ('reached', 'review', 'refund', 'by-hand')),
  review_on TEXT,
  in_grace  INTEGER NOT NULL CHECK (in_grace IN (0, 1)),
  PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX tier_change_member ON tier_change (member_id, entry);

-- What tiers are measured by, on the day of the sale, refunds taken off that day. An opening stands on no day.
CREATE TABLE tier_input (
  member_id     TEXT    NOT NULL,
  business_date TEXT    NOT NULL,
  spent_minor   INTEGER NOT NULL CHECK (spent_minor >= 0),
  points        INTEGER NOT NULL CHECK (points >= 0),
  visits        INTEGER NOT NULL CHECK (visits >= 0),
  entry         INTEGER NOT NULL,
  PRIMARY KEY (member_id, business_date)
) STRICT, WITHOUT ROWID;

-- Members that were found to be another.
CREATE TABLE member_alias (
  member_id TEXT    PRIMARY KEY,
  into_id   TEXT    NOT NULL CHECK (into_id <> member_id),
  entry     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coupon (
  id           TEXT    PRIMARY KEY,
  code         TEXT    NOT NULL UNIQUE,
  rule_id      TEXT    NOT NULL,
  -- Null for whoever brings it.
  member_id    TEXT,
  expires_on   TEXT,
  use_count    INTEGER NOT NULL DEFAULT 0 CHECK (use_count >= 0),
  voided_entry INTEGER,
  entry        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX coupon_member ON coupon (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX coupon_rule ON coupon (rule_id);

CREATE TABLE coupon_use (
  entry          INTEGER NOT NULL,
  coupon_id      TEXT    NOT NULL,
  rule_id        TEXT    NOT NULL,
  amount_minor   INTEGER NOT NULL,
  restored_entry INTEGER CHECK (restored_entry > entry),
  PRIMARY KEY (entry, coupon_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX coupon_use_coupon ON coupon_use (coupon_id);

-- How often and how much each rule was used: in all, by member, by day, by both. An empty text is all of them. A sale
-- asks for all rules at once, so those of a member and a day stand together.
CREATE TABLE rule_use (
  member_id     TEXT    NOT NULL,
  business_date TEXT    NOT NULL,
  rule_id       TEXT    NOT NULL,
  uses          INTEGER NOT NULL CHECK (uses >= 0),
  amount_minor  INTEGER NOT NULL,
  entry         INTEGER NOT NULL,
  PRIMARY KEY (member_id, business_date, rule_id)
) STRICT, WITHOUT ROWID;

-- Rules, as a file brought them: reference data, checked by a digest. Their order decides between equal priorities.
CREATE TABLE promotion (
  id    TEXT    PRIMARY KEY,
  place INTEGER NOT NULL,
  is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  body  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
