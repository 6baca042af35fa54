-- What is on its way to paper: working state, durable at every change, not part of the ledger. What a job prints is a
-- reference to the ledger where the ledger has it, as JSON; a printer is named as the shop's settings name it.
CREATE TABLE print_job (
  id             INTEGER PRIMARY KEY,
  printer_id     TEXT    NOT NULL,
  paper          TEXT    NOT NULL,
  state          TEXT    NOT NULL
    CHECK (state IN ('queued', 'sending', 'confirmed', 'sent', 'unknown', 'failed', 'given-up')),
  sent_count     INTEGER NOT NULL DEFAULT 0 CHECK (sent_count >= 0),
  fault          TEXT,
  queued_at_utc  INTEGER NOT NULL,
  changed_at_utc INTEGER NOT NULL
) STRICT;

CREATE INDEX print_job_open ON print_job (printer_id, state, id)
  WHERE state IN ('queued', 'sending', 'failed', 'unknown');
