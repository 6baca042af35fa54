-- What of a member's points central keeps for this till alone, which may redeem them without asking: not ledger.
CREATE TABLE points_lease (
  member_id   TEXT    PRIMARY KEY,
  points      INTEGER NOT NULL CHECK (points >= 0),
  -- What the till redeems of them after this place of its journal is to be taken off.
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  -- By central's clock.
  ends_at_utc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Coupons that central keeps for this till alone, as far as it did not use them after this place of its journal: not ledger.
CREATE TABLE coupon_lease (
  coupon_id   TEXT    PRIMARY KEY,
  epoch       INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  ends_at_utc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of the last question what is kept so.
ALTER TABLE sync_state ADD COLUMN lease_turn INTEGER NOT NULL DEFAULT 0;

-- What of the redeemed points was kept so.
ALTER TABLE points_intent ADD COLUMN leased_points INTEGER NOT NULL DEFAULT 0;
