-- Members are looked for by words that begin as something typed does.
CREATE INDEX member_words ON member USING gin (array_to_tsvector(string_to_array(words, ' ')))
  WHERE into_id IS NULL AND words IS NOT NULL;
CREATE INDEX member_joined ON member (joined_at_utc_ms DESC, id) WHERE into_id IS NULL;
