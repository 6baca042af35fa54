-- Copies of everything that registers are told, for those that are new or were away too long. They lie in the database, so that
-- any server hands out what any other has built. What all shops are told is in them once, what one shop is told apart.
CREATE TABLE snapshot (
  id uuid PRIMARY KEY,
  -- Where the feed goes on for whoever took it, and what had changed last when it was made.
  cursor text NOT NULL,
  last_change bigint NOT NULL,
  built_at_utc_ms bigint NOT NULL,
  -- Null until all of its chunks are there.
  done_at_utc_ms bigint
);

CREATE TABLE snapshot_chunk (
  snapshot uuid NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
  -- The order in which registers take them; gaps are other shops'.
  place integer NOT NULL,
  -- Empty for all shops.
  shop text NOT NULL,
  scope text NOT NULL,
  sha256 text NOT NULL,
  changes integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (snapshot, place)
);
-- They are compressed already.
ALTER TABLE snapshot_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
