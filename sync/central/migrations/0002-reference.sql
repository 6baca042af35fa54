-- What registers are told, one row for each thing as it is now, and what is kept for sales under way.

CREATE SEQUENCE reference_change;

CREATE TABLE reference (
  scope text NOT NULL,
  key text NOT NULL,
  -- Empty for all shops.
  shop text NOT NULL DEFAULT '',
  -- Canonical JSON; null where it is not there any more.
  value text,
  -- The first 16 bytes of SHA-256 over the canonical JSON of scope, key and value: a scope's digest is the xor of all.
  digest_high bigint,
  digest_low bigint,
  -- Who changed it last, and in which order within the transaction.
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  change bigint NOT NULL DEFAULT nextval('reference_change'),
  changed_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (scope, key, shop),
  CHECK ((value IS NULL) = (digest_high IS NULL) AND (value IS NULL) = (digest_low IS NULL))
);
CREATE INDEX reference_feed ON reference (scope, xid, change);
CREATE INDEX reference_shop ON reference (shop, scope) WHERE shop <> '';
CREATE INDEX reference_gone ON reference (changed_at_utc_ms) WHERE value IS NULL;

-- Points and coupons that are kept for a sale under way. Whoever applies the sale deletes the row.
CREATE TABLE hold (
  register uuid NOT NULL REFERENCES register (id),
  sale_id uuid NOT NULL,
  member uuid,
  points bigint NOT NULL,
  coupon_ids uuid[] NOT NULL,
  ends_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (register, sale_id)
);
CREATE INDEX hold_member ON hold (member) WHERE member IS NOT NULL;
CREATE INDEX hold_coupons ON hold USING gin (coupon_ids);
CREATE INDEX hold_end ON hold (ends_at_utc_ms);

-- A sale whose goods come back at a register: no other may take them back meanwhile.
CREATE TABLE receipt_hold (
  sale_id uuid PRIMARY KEY,
  register uuid NOT NULL REFERENCES register (id),
  refund_sale_id uuid NOT NULL,
  ends_at_utc_ms bigint NOT NULL
);

-- What could not be applied as a journal says it, and what somebody did about it.
CREATE TABLE exception (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  register uuid NOT NULL REFERENCES register (id),
  epoch integer NOT NULL,
  seq integer NOT NULL,
  subject text NOT NULL,
  at_utc_ms bigint NOT NULL,
  amount_minor bigint NOT NULL,
  points bigint NOT NULL,
  raised_at_utc_ms bigint NOT NULL,
  resolved_at_utc_ms bigint,
  -- A user's name; null where what was missing came by itself.
  resolved_by text,
  note text,
  UNIQUE (register, epoch, seq, kind, subject)
);
CREATE INDEX exception_open ON exception (raised_at_utc_ms) WHERE resolved_at_utc_ms IS NULL;

-- The days that registers closed, and what central had of them.
CREATE TABLE closed_day (
  register uuid NOT NULL REFERENCES register (id),
  epoch integer NOT NULL,
  z_number integer NOT NULL,
  business_date text NOT NULL,
  first_seq integer NOT NULL,
  last_seq integer NOT NULL,
  status text NOT NULL CHECK (status IN ('equal', 'differs', 'waiting')),
  sale_count integer NOT NULL,
  sale_total_minor bigint NOT NULL,
  register_sale_count integer NOT NULL,
  register_sale_total_minor bigint NOT NULL,
  compared_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (register, epoch, z_number)
);
