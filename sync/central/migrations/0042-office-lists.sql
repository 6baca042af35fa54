-- Lists that people at central turn the pages of.
CREATE INDEX exception_newest ON exception (raised_at_utc_ms, id);
CREATE INDEX reference_article_name ON reference ((value::jsonb ->> 'name'), key)
  WHERE scope = 'article' AND shop = '' AND value IS NOT NULL;
