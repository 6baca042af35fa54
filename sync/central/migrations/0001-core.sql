-- The chain, its shops and registers, and the journals that they sent. Times are UTC milliseconds.

CREATE TABLE chain (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  id uuid NOT NULL,
  name text NOT NULL,
  -- A hash of the keys that the chain was founded with: a server with other keys would seal and sign in vain.
  key_check text NOT NULL,
  founded_at_utc_ms bigint NOT NULL,
  -- Raised where cursors from before mean nothing any more: the database lies in another server than it was made in.
  feed_generation integer NOT NULL DEFAULT 1,
  -- What was gone before this transaction is forgotten.
  feed_floor xid8 NOT NULL DEFAULT '0'
);

CREATE TABLE shop (
  code text PRIMARY KEY CHECK (code <> ''),
  name text NOT NULL,
  -- ISO 4217.
  currency text NOT NULL,
  -- An IANA zone, and when its business day ends.
  zone text NOT NULL,
  cut_over_minutes integer NOT NULL DEFAULT 240,
  created_at_utc_ms bigint NOT NULL
);

CREATE TABLE register (
  -- The register's own id, which is in every entry of its journal.
  id uuid PRIMARY KEY,
  shop text NOT NULL REFERENCES shop (code),
  -- Never given to another register, not even after this one is revoked: receipts are numbered under it.
  till_code text NOT NULL,
  -- Ed25519, base64 of DER SPKI.
  public_key text NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'revoked', 'forked')),
  program text NOT NULL,
  machine text NOT NULL,
  enrolled_at_utc_ms bigint NOT NULL,
  contacted_at_utc_ms bigint NOT NULL,
  revoked_at_utc_ms bigint,
  -- The last entry that is stored; null before the first.
  epoch integer,
  seq integer,
  hash bytea,
  entry_count bigint NOT NULL DEFAULT 0,
  -- What the register said was left when it last sent, and how far its clock was ahead.
  waiting_entries integer NOT NULL DEFAULT 0,
  waiting_oldest_at_utc_ms bigint,
  clock_ahead_ms bigint,
  -- Raised by each request to be sent scopes anew, which are then these.
  repull_id integer NOT NULL DEFAULT 0,
  repull_scopes text[] NOT NULL DEFAULT '{}',
  UNIQUE (shop, till_code),
  CHECK ((epoch IS NULL) = (seq IS NULL) AND (epoch IS NULL) = (hash IS NULL))
);

-- A code joins one register to the chain, once. It is known by its hash alone.
CREATE TABLE enrolment_code (
  code_hash bytea PRIMARY KEY,
  shop text NOT NULL REFERENCES shop (code),
  -- Null lets the register say which it is.
  till_code text,
  created_at_utc_ms bigint NOT NULL,
  expires_at_utc_ms bigint NOT NULL,
  -- Who made it: a user's name, or null for the program itself.
  created_by text,
  used_by uuid REFERENCES register (id),
  used_at_utc_ms bigint
);

-- Up to where a register's journal is in the accounts, coupons and uses of this chain. It is apart from `register`, because a
-- push locks that row for as long as it takes and must not wait for projections, nor they for it.
CREATE TABLE applied (
  register uuid PRIMARY KEY REFERENCES register (id),
  epoch integer NOT NULL DEFAULT 1,
  seq integer NOT NULL DEFAULT 0
);

-- The journals, as they lie in the registers. Nothing is keyed by an entry's own id alone, so that it need be unique only
-- within its register, which is what a partitioned table can promise.
CREATE TABLE entry (
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  schema integer NOT NULL,
  at_utc_ms bigint NOT NULL,
  utc_offset_minutes integer NOT NULL,
  business_date text NOT NULL,
  shift integer NOT NULL,
  actor text NOT NULL,
  payload text NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  received_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (register, epoch, seq),
  UNIQUE (register, id)
) PARTITION BY HASH (register);

DO $$
BEGIN
  FOR part IN 0..15 LOOP
    EXECUTE format(
      'CREATE TABLE entry_%s PARTITION OF entry FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, part);
  END LOOP;
END $$;

CREATE FUNCTION entries_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'journals are only ever added to';
END $$;
CREATE TRIGGER entries_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION entries_are_kept();

-- The halves of members' keys that came beside the entries which register or change them. An erasure empties the row and
-- leaves it, so that a till that has not heard of it yet does not bring the key back.
CREATE TABLE member_salt (
  member uuid PRIMARY KEY,
  salt bytea
);

-- What a register sent that does not follow what it sent before: kept for whoever finds out how that came about.
CREATE TABLE quarantined_entry (
  register uuid NOT NULL REFERENCES register (id),
  hash bytea NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  -- The whole entry as it came.
  entry text NOT NULL,
  received_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (register, hash)
);
