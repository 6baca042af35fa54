-- Sales, refunds and exchanges alike; what came back is negative. Keyed by the journal entry that made them.
CREATE TABLE sale (
  entry               INTEGER PRIMARY KEY,
  id                  TEXT    NOT NULL UNIQUE,
  receipt_number      TEXT    NOT NULL UNIQUE,
  epoch               INTEGER NOT NULL,
  receipt_sequence    INTEGER NOT NULL,
  shift               INTEGER NOT NULL,
  business_date       TEXT    NOT NULL,
  at_utc              INTEGER NOT NULL,
  utc_offset          INTEGER NOT NULL,
  actor               TEXT    NOT NULL,
  line_count          INTEGER NOT NULL,
  gross_minor         INTEGER NOT NULL,
  price_saving_minor  INTEGER NOT NULL,
  discount_minor      INTEGER NOT NULL,
  return_minor        INTEGER NOT NULL,
  net_minor           INTEGER NOT NULL,
  tax_minor           INTEGER NOT NULL,
  total_minor         INTEGER NOT NULL,
  rounding_minor      INTEGER NOT NULL,
  residual_e7         INTEGER NOT NULL,
  grand_total_minor   INTEGER NOT NULL,
  source_ref          TEXT
) STRICT;

CREATE INDEX sale_date ON sale (business_date);
CREATE INDEX sale_shift ON sale (shift);
CREATE UNIQUE INDEX sale_source ON sale (source_ref) WHERE source_ref IS NOT NULL;

CREATE TABLE sale_line (
  entry                INTEGER NOT NULL,
  line_no              INTEGER NOT NULL,
  kind                 TEXT    NOT NULL,
  article_code         TEXT,
  barcode              TEXT,
  name                 TEXT    NOT NULL,
  department           TEXT    NOT NULL,
  unit                 TEXT    NOT NULL,
  quantity_thousandths INTEGER NOT NULL,
  list_price_e4        INTEGER NOT NULL,
  unit_price_e4        INTEGER NOT NULL,
  gross_minor          INTEGER NOT NULL,
  discount_minor       INTEGER NOT NULL,
  tax_code             TEXT    NOT NULL,
  tax_rate_bp          INTEGER NOT NULL,
  is_tax_included      INTEGER NOT NULL,
  tax_minor            INTEGER NOT NULL,
  total_minor          INTEGER NOT NULL,
  shares               TEXT    NOT NULL,
  -- On a return with a receipt, the entry of the sale whose units come back.
  return_of            INTEGER,
  returned_thousandths INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (entry, line_no),
  -- What went back can never exceed what was sold.
  CHECK (returned_thousandths BETWEEN 0 AND max(quantity_thousandths, 0))
) STRICT, WITHOUT ROWID;

CREATE INDEX sale_line_return ON sale_line (return_of) WHERE return_of IS NOT NULL;

-- Tenders: those of finished sales, and those taken on a basket that is still open.
CREATE TABLE payment (
  id              TEXT    PRIMARY KEY,
  entry           INTEGER NOT NULL,
  sale_entry      INTEGER,
  basket_id       TEXT,
  shift           INTEGER NOT NULL,
  business_date   TEXT    NOT NULL,
  tender_code     TEXT    NOT NULL,
  kind            TEXT    NOT NULL,
  amount_minor    INTEGER NOT NULL,
  tendered_minor  INTEGER NOT NULL,
  change_minor    INTEGER NOT NULL,
  rounding_minor  INTEGER NOT NULL,
  reference       TEXT,
  taken_at_utc    INTEGER NOT NULL,
  reversed_entry  INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX payment_sale ON payment (sale_entry);
CREATE INDEX payment_shift ON payment (shift);
CREATE INDEX payment_date ON payment (business_date);
CREATE INDEX payment_basket ON payment (basket_id) WHERE sale_entry IS NULL;

-- Goods and money that left the books without a sale.
CREATE TABLE non_sale (
  entry         INTEGER PRIMARY KEY,
  source_ref    TEXT    NOT NULL UNIQUE,
  kind          TEXT    NOT NULL,
  shift         INTEGER NOT NULL,
  business_date TEXT    NOT NULL,
  line_count    INTEGER NOT NULL,
  amount_minor  INTEGER NOT NULL,
  residual_e7   INTEGER NOT NULL
) STRICT;

CREATE INDEX non_sale_date ON non_sale (business_date, kind);
