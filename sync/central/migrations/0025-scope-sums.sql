-- Keys in the order of their bytes: the order in which a scope is sent whole, and the same at every register.
DROP TRIGGER keep_loyalty_rules_inserted ON reference;
DROP TRIGGER keep_loyalty_rules_updated ON reference;
ALTER TABLE reference ALTER COLUMN key TYPE text COLLATE "C";
CREATE TRIGGER keep_loyalty_rules_inserted AFTER INSERT ON reference FOR EACH ROW
  WHEN (NEW.scope = 'setting' AND NEW.key = 'loyalty' AND NEW.shop = '' AND NEW.value IS NOT NULL)
  EXECUTE FUNCTION keep_loyalty_rules();
CREATE TRIGGER keep_loyalty_rules_updated AFTER UPDATE ON reference FOR EACH ROW
  WHEN (NEW.scope = 'setting' AND NEW.key = 'loyalty' AND NEW.shop = '' AND NEW.value IS NOT NULL AND NEW.value IS DISTINCT FROM OLD.value)
  EXECUTE FUNCTION keep_loyalty_rules();

-- How many things a scope has, and their digests' xor: the sum, and the xor, of all rows. Each statement that changes `reference`
-- adds what it changed, so nobody waits for anybody; housekeeping puts the rows of a scope together.
CREATE TABLE reference_sum (
  scope text NOT NULL,
  shop text NOT NULL,
  things bigint NOT NULL,
  digest_high bigint NOT NULL,
  digest_low bigint NOT NULL
);
CREATE INDEX reference_sum_scope ON reference_sum (scope, shop);

CREATE FUNCTION sum_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO reference_sum
    SELECT scope, shop, -count(value), bit_xor(digest_high), bit_xor(digest_low) FROM gone
    WHERE value IS NOT NULL GROUP BY scope, shop;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO reference_sum
    SELECT scope, shop, count(value), bit_xor(digest_high), bit_xor(digest_low) FROM come
    WHERE value IS NOT NULL GROUP BY scope, shop;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER sum_reference_inserted AFTER INSERT ON reference
  REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION sum_reference();
CREATE TRIGGER sum_reference_updated AFTER UPDATE ON reference
  REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION sum_reference();
CREATE TRIGGER sum_reference_deleted AFTER DELETE ON reference
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sum_reference();

INSERT INTO reference_sum
SELECT scope, shop, count(value), bit_xor(digest_high), bit_xor(digest_low) FROM reference
WHERE value IS NOT NULL GROUP BY scope, shop;
