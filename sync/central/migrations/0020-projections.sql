-- What journals say, brought together: members, their points, coupons, what rules used, and sales. All but what people at
-- central decide themselves can be made again from `entry`. Times are UTC milliseconds, days `YYYY-MM-DD`.

-- No later than central received it, never before the entry before it: when a register's clock can be believed.
ALTER TABLE applied ADD COLUMN believed_at_utc_ms bigint NOT NULL DEFAULT 0;

-- How the chain's membership worked from when on, taken from what registers of all shops are told.
CREATE TABLE loyalty_rules (
  from_utc_ms bigint NOT NULL,
  change bigint GENERATED ALWAYS AS IDENTITY,
  settings text NOT NULL,
  PRIMARY KEY (from_utc_ms, change)
);

CREATE FUNCTION keep_loyalty_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO loyalty_rules (from_utc_ms, settings)
  VALUES (NEW.changed_at_utc_ms, (NEW.value::jsonb -> 'value')::text);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_loyalty_rules_inserted AFTER INSERT ON reference FOR EACH ROW
  WHEN (NEW.scope = 'setting' AND NEW.key = 'loyalty' AND NEW.shop = '' AND NEW.value IS NOT NULL)
  EXECUTE FUNCTION keep_loyalty_rules();
CREATE TRIGGER keep_loyalty_rules_updated AFTER UPDATE ON reference FOR EACH ROW
  WHEN (NEW.scope = 'setting' AND NEW.key = 'loyalty' AND NEW.shop = '' AND NEW.value IS NOT NULL AND NEW.value IS DISTINCT FROM OLD.value)
  EXECUTE FUNCTION keep_loyalty_rules();

-- Everybody who ever was a member. What is personal is sealed; the salt that opens it is in `member_salt`.
CREATE TABLE member (
  id uuid PRIMARY KEY,
  number text NOT NULL,
  sealed bytea NOT NULL,
  -- Hex, as the wire has them.
  phone_hash text,
  namesake_hash text,
  cards text[] NOT NULL DEFAULT '{}',
  -- JSON, as the wire has them.
  consents text NOT NULL DEFAULT '[]',
  joined_at_utc_ms bigint NOT NULL,
  -- The words that find the member, with blanks between them; null where the profile could not be opened.
  words text,
  -- Who they turned out to be; null for themselves.
  into_id uuid REFERENCES member (id),
  -- Where the entry stands that told of them last. What people at central change stands under an id of zeros.
  told_at_utc_ms bigint NOT NULL,
  told_register uuid NOT NULL,
  told_epoch integer NOT NULL,
  told_seq integer NOT NULL
);
CREATE UNIQUE INDEX member_number ON member (number) WHERE into_id IS NULL;
CREATE UNIQUE INDEX member_phone ON member (phone_hash) WHERE into_id IS NULL AND phone_hash IS NOT NULL;
CREATE INDEX member_former ON member (into_id) WHERE into_id IS NOT NULL;
CREATE INDEX member_cards ON member USING gin (cards) WHERE into_id IS NULL AND cards <> '{}';

-- Members who were erased: what journals tell of them later is of nobody.
CREATE TABLE erased_member (
  id uuid PRIMARY KEY,
  erased_at_utc_ms bigint NOT NULL
);

-- What happened to points and tiers. Under the id that the entry names: who that is by now, `member` says.
CREATE TABLE member_event (
  member uuid NOT NULL,
  at_utc_ms bigint NOT NULL,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  place integer NOT NULL,
  day text NOT NULL,
  zone text NOT NULL,
  -- JSON; project/member-event.ts has its forms.
  body text NOT NULL,
  PRIMARY KEY (member, at_utc_ms, register, epoch, seq, place)
);
-- Of what people at central decide.
CREATE SEQUENCE office_event;

-- All events of a member, folded; and when time alone changes what registers are told.
CREATE TABLE member_state (
  member uuid PRIMARY KEY,
  state text NOT NULL,
  next_at_utc_ms bigint
);
CREATE INDEX member_state_next ON member_state (next_at_utc_ms) WHERE next_at_utc_ms IS NOT NULL;

CREATE TABLE sale (
  id uuid PRIMARY KEY,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  receipt_number text NOT NULL,
  business_date text NOT NULL,
  at_utc_ms bigint NOT NULL,
  -- As the entry names them.
  member uuid,
  total_minor bigint NOT NULL
);
CREATE INDEX sale_receipt ON sale (receipt_number);
CREATE INDEX sale_day ON sale (business_date, register);
CREATE INDEX sale_member ON sale (member, at_utc_ms) WHERE member IS NOT NULL;

-- Lines that came back, by the sale that they were sold in, whether that is known yet or not.
CREATE TABLE sale_return (
  sale_id uuid NOT NULL,
  line_no integer NOT NULL,
  at_utc_ms bigint NOT NULL,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  -- The line of the refund.
  place integer NOT NULL,
  receipt_number text NOT NULL,
  thousandths bigint NOT NULL,
  amount_minor bigint NOT NULL,
  PRIMARY KEY (sale_id, line_no, register, epoch, seq, place)
);

-- Lines that came back while central could not be asked, by the receipt that the customer showed, until its sale is known.
CREATE TABLE return_elsewhere (
  shown_receipt text NOT NULL,
  article text NOT NULL,
  at_utc_ms bigint NOT NULL,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  place integer NOT NULL,
  receipt_number text NOT NULL,
  thousandths bigint NOT NULL,
  amount_minor bigint NOT NULL,
  PRIMARY KEY (register, epoch, seq, place)
);
CREATE INDEX return_elsewhere_receipt ON return_elsewhere (shown_receipt);

CREATE INDEX sale_return_entry ON sale_return (register, epoch, seq);

-- What a refund undoes of rules and coupons; it waits for its sale where that has not come.
CREATE TABLE reversal (
  sale_id uuid NOT NULL,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  -- JSON: uses, couponsRestored, member.
  body text NOT NULL,
  is_waiting boolean NOT NULL,
  PRIMARY KEY (sale_id, register, epoch, seq)
);
CREATE INDEX reversal_waiting ON reversal (sale_id) WHERE is_waiting;

CREATE TABLE coupon (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  rule_id text NOT NULL,
  member uuid,
  expires_on text,
  is_voided boolean NOT NULL DEFAULT false,
  issued_at_utc_ms bigint NOT NULL
);
CREATE INDEX coupon_member ON coupon (member) WHERE member IS NOT NULL;

CREATE TABLE coupon_use (
  coupon_id text NOT NULL,
  sale_id uuid NOT NULL,
  at_utc_ms bigint NOT NULL,
  register uuid NOT NULL,
  epoch integer NOT NULL,
  seq integer NOT NULL,
  code text NOT NULL,
  rule_id text NOT NULL,
  amount_minor bigint NOT NULL,
  is_restored boolean NOT NULL DEFAULT false,
  PRIMARY KEY (coupon_id, sale_id)
);
CREATE INDEX coupon_use_sale ON coupon_use (sale_id);

-- As registers keep it: in all, by member, by day, by both; an empty text is all of them.
CREATE TABLE rule_use (
  rule_id text NOT NULL,
  member text NOT NULL,
  business_date text NOT NULL,
  uses bigint NOT NULL,
  amount_minor bigint NOT NULL,
  PRIMARY KEY (rule_id, member, business_date)
);
CREATE INDEX rule_use_member ON rule_use (member) WHERE member <> '';
