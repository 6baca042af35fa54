-- Who the members are: reference data, copied from files and entered at the till, checked by a digest over all rows.
-- Nothing here tells a person's name, phone or birthday without the till's data key, which is a file beside this one.
CREATE TABLE member (
  serial             INTEGER PRIMARY KEY,
  -- The 16 bytes of a UUID.
  id                 BLOB    NOT NULL,
  number             TEXT    NOT NULL,
  -- With the data key it makes the member's own key; once it is gone, nothing opens what was sealed.
  salt               BLOB    NOT NULL CHECK (length(salt) = 16),
  sealed             BLOB    NOT NULL,
  phone_hash         BLOB    CHECK (length(phone_hash) = 8),
  -- Of the name with day and month of the birthday: enough to find who may be meant.
  namesake_hash      BLOB    CHECK (length(namesake_hash) = 4),
  -- Ascending, with | between them; null for none.
  cards              TEXT,
  consents           TEXT,
  joined_at_utc      INTEGER NOT NULL,
  -- What an import brought; null for those who joined here.
  opening_points     INTEGER,
  -- 2027-01-31 as 20270131.
  opening_expire_on  INTEGER,
  opening_tier       TEXT,
  opening_spent      INTEGER,
  opening_visits     INTEGER,
  -- Visits counted here, which are not part of the digest, and the rank under which the search holds the member.
  visit_count        INTEGER NOT NULL DEFAULT 0,
  indexed_rank       INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX member_id ON member (id);
CREATE UNIQUE INDEX member_number ON member (number);
CREATE UNIQUE INDEX member_phone ON member (phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX member_namesake ON member (namesake_hash) WHERE namesake_hash IS NOT NULL;

CREATE TABLE member_card (
  card   TEXT    PRIMARY KEY,
  member INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which data key seals the members here, and that key locked under the shop's recovery code. Backups carry both.
CREATE TABLE data_key (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  fingerprint BLOB    NOT NULL,
  recovery    TEXT
) STRICT;

-- What a search finds. Whose words were erased is out of it at once, and out of its pages when it was swept.
CREATE VIRTUAL TABLE member_search USING fts5 (
  tokens, content = '', contentless_delete = 1, detail = none,
  tokenize = "ascii tokenchars '#'", prefix = '1 2 3 4'
);

-- Room to index a whole import at once; what is written piece by piece must be merged, and leaves its pages empty.
INSERT INTO member_search (member_search, rank) VALUES ('hashsize', 268435456);

CREATE TABLE sweep_pending (
  index_name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
