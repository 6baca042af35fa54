-- Whoever is registered is looked for by card first. A list of what is not in the index yet would be read from end to end for each
-- card; few members have one, so it is not worth keeping.
ALTER INDEX member_cards SET (fastupdate = off);
