-- Points and coupons that are kept for one register, which redeems them without asking, and where members shop. Times are UTC milliseconds.

-- The shop that a member bought in last, by who the member is now.
CREATE TABLE member_home (
  member uuid PRIMARY KEY,
  shop text NOT NULL,
  bought_at_utc_ms bigint NOT NULL
);
CREATE INDEX member_home_shop ON member_home (shop, member) INCLUDE (bought_at_utc_ms);

-- Beyond its end a lease is still the register's, until that has said that it holds it no more and all that it had redeemed by
-- then is in the accounts.
CREATE TABLE lease (
  -- Whoever changes leases of a register locks its row of `applied` first.
  register uuid NOT NULL REFERENCES applied (register),
  -- As it was called when the lease was granted.
  member uuid NOT NULL,
  points bigint NOT NULL CHECK (points >= 0),
  -- What the register redeemed up to this place of its journal is off the points.
  epoch integer NOT NULL,
  seq integer NOT NULL,
  ends_at_utc_ms bigint NOT NULL,
  PRIMARY KEY (register, member)
);
CREATE INDEX lease_member ON lease (member);

-- As those of points, each coupon for one register.
CREATE TABLE coupon_lease (
  coupon_id text PRIMARY KEY,
  register uuid NOT NULL REFERENCES applied (register),
  -- A use by the register after this place of its journal ends the lease.
  epoch integer NOT NULL,
  seq integer NOT NULL,
  ends_at_utc_ms bigint NOT NULL
);
CREATE INDEX coupon_lease_register ON coupon_lease (register);

-- The last request for leases of each register: one that comes after it was sent before it.
CREATE TABLE lease_turn (
  register uuid PRIMARY KEY REFERENCES applied (register),
  epoch integer NOT NULL,
  turn bigint NOT NULL
);

-- Sales that were brought in before there were homes.
INSERT INTO member_home (member, shop, bought_at_utc_ms)
SELECT DISTINCT ON (coalesce(member.into_id, sale.member)) coalesce(member.into_id, sale.member), register.shop, sale.at_utc_ms
FROM sale JOIN register ON register.id = sale.register LEFT JOIN member ON member.id = sale.member
WHERE sale.member IS NOT NULL AND sale.total_minor >= 0
ORDER BY coalesce(member.into_id, sale.member), sale.at_utc_ms DESC;
