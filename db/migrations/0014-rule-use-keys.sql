-- What was used of rules, by the key that the wire has for it.
CREATE INDEX central_rule_use_key ON central_rule_use (rule_id || '|' || member_id || '|' || business_date);
