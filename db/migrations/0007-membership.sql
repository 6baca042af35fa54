-- Whose sale it was. Empty for a sale to nobody in particular.
ALTER TABLE sale ADD COLUMN member_id TEXT;

CREATE INDEX sale_member ON sale (member_id, at_utc) WHERE member_id IS NOT NULL;

-- The member at the counter, the coupons that were laid on it and the points to redeem, as JSON; null for none.
ALTER TABLE basket ADD COLUMN membership TEXT;

-- What of the discounts somebody gave by hand; the rest is promotions, coupons and points. Until now all were by hand.
ALTER TABLE sale ADD COLUMN hand_discount_minor INTEGER NOT NULL DEFAULT 0;

UPDATE sale SET hand_discount_minor = discount_minor;
