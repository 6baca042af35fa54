-- A register whose key was lost with its machine gets another one by a code that was made for it.
ALTER TABLE enrolment_code
  -- Null joins a register that is not in the chain.
  ADD COLUMN register uuid REFERENCES register (id);

-- Whether it proved since it was enrolled that it got its answer: nobody needs that answer again then.
ALTER TABLE register ADD COLUMN has_signed_in boolean NOT NULL DEFAULT true;
ALTER TABLE register ALTER COLUMN has_signed_in SET DEFAULT false;
