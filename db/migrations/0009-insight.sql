-- What is counted from sales, off the selling path: derived, so that no entry nor verify knows it. It can be counted again
-- from nothing.
CREATE TABLE insight_progress (
  only         INTEGER PRIMARY KEY CHECK (only = 1),
  -- How it was counted: another program counts again.
  format       INTEGER NOT NULL,
  -- The last entry that was counted.
  entry        INTEGER NOT NULL,
  -- Of the baskets that count for what is bought together.
  basket_count INTEGER NOT NULL,
  -- What members are compared with, as JSON, and whether it is of now.
  comparison   TEXT    NOT NULL,
  is_compared  INTEGER NOT NULL CHECK (is_compared IN (0, 1))
) STRICT;

-- In how many baskets each article was.
CREATE TABLE insight_article (
  number       INTEGER PRIMARY KEY,
  code         TEXT    NOT NULL UNIQUE,
  basket_count INTEGER NOT NULL CHECK (basket_count > 0)
) STRICT;

-- What it was bought with: pairs of an article's number and a count of baskets, as 32-bit integers, by number. What was
-- bought with it least is left out of a long list: a count may be short by so many.
CREATE TABLE insight_partner (
  article  INTEGER PRIMARY KEY,
  short_by INTEGER NOT NULL,
  counts   BLOB    NOT NULL CHECK (length(counts) % 8 = 0)
) STRICT;

-- What each member bought. The lists are JSON.
CREATE TABLE insight_member (
  number         INTEGER PRIMARY KEY,
  member_id      TEXT    NOT NULL UNIQUE,
  purchase_count INTEGER NOT NULL,
  spend_minor    INTEGER NOT NULL,
  visit_days     TEXT    NOT NULL,
  departments    TEXT    NOT NULL,
  months         TEXT    NOT NULL
) STRICT;

-- How many members have a value, for each thing that they are compared by.
CREATE TABLE insight_histogram (
  measure      TEXT    NOT NULL,
  value        INTEGER NOT NULL,
  member_count INTEGER NOT NULL CHECK (member_count > 0),
  PRIMARY KEY (measure, value)
) STRICT, WITHOUT ROWID;

-- A deposit is sold along with what it is for, and is not suggested.
CREATE INDEX article_deposit ON article (deposit_code) WHERE deposit_code IS NOT NULL;
