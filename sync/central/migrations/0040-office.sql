-- The people who work at central, who of them is signed in, and what they did.

CREATE TABLE office_user (
  id uuid PRIMARY KEY,
  -- What is typed to sign in, in lower case.
  login text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'office', 'manager')),
  -- Whose registers, exceptions and staff a manager sees; the others see all.
  shops text[] NOT NULL DEFAULT '{}',
  salt bytea NOT NULL,
  password_hash bytea NOT NULL,
  -- Somebody else knows the password: it serves for nothing but choosing another.
  must_change boolean NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  failed_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The cookie's token is known by its hash alone, so that a copy of the database opens nothing.
CREATE TABLE office_session (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES office_user (id) ON DELETE CASCADE,
  -- What every request says in a header, which another site's page cannot.
  csrf text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL
);
CREATE INDEX office_session_user ON office_session (user_id);

CREATE TABLE office_audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  -- Null where the program did it by itself. The name stays as it was then.
  user_id uuid,
  user_name text NOT NULL,
  action text NOT NULL,
  -- A register, a member's number, a rule's id, a file's name: nothing personal.
  subject text NOT NULL,
  -- Null for what is not about one shop.
  shop text,
  before jsonb,
  after jsonb
);
CREATE INDEX office_audit_action ON office_audit (action, id);

CREATE FUNCTION office_audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is only ever added to';
END $$;
CREATE TRIGGER office_audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON office_audit
  FOR EACH STATEMENT EXECUTE FUNCTION office_audit_is_kept();
