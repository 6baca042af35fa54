-- What is sold: reference data, copied from files or central and checked by a digest over all its rows.
CREATE TABLE article (
  number          INTEGER PRIMARY KEY,
  code            TEXT    NOT NULL UNIQUE,
  name            TEXT    NOT NULL,
  name_key        TEXT    NOT NULL,
  price_e4        INTEGER NOT NULL,
  floor_price_e4  INTEGER,
  department      TEXT    NOT NULL,
  tax_code        TEXT,
  unit            TEXT    NOT NULL,
  brand           TEXT    NOT NULL,
  pack_size       TEXT    NOT NULL,
  minimum_age     INTEGER,
  deposit_code    TEXT,
  is_active       INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX article_name ON article (name_key);

CREATE TABLE article_barcode (
  barcode TEXT    PRIMARY KEY,
  article INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX article_barcode_article ON article_barcode (article);

-- How often each article was sold, which orders what a search finds. Counted from sales, so not part of the digest.
CREATE TABLE article_popularity (
  article    INTEGER PRIMARY KEY,
  sold_count INTEGER NOT NULL,
  -- The rank under which the search index holds it now.
  indexed_rank INTEGER NOT NULL
) STRICT;

CREATE TABLE reference_digest (
  name   TEXT PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a search finds: row ids begin with the rank, so that rows stream in order of popularity.
CREATE VIRTUAL TABLE article_search USING fts5 (
  tokens, content = '', contentless_delete = 1, detail = none,
  tokenize = "ascii tokenchars '#'", prefix = '1 2 3 4 5 6'
);

-- How much of an import is sorted in memory before it is written: fewer segments to write and to merge.
INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 16777216);
