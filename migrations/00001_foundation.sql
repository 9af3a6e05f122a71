-- +goose Up

CREATE SCHEMA onward;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;
GRANT USAGE ON SCHEMA onward TO onward_app, onward_auditor;

-- The clock. The shift is empty in production; tests that need another day
-- write it as the owner, and every date that the product decides on follows.
CREATE TABLE onward.clock_shift (shift interval NOT NULL);
REVOKE ALL ON onward.clock_shift FROM PUBLIC;

-- +goose StatementBegin
CREATE FUNCTION onward.now() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN pg_catalog.now() + COALESCE((SELECT max(shift) FROM onward.clock_shift), interval '0');
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION onward.today() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT (onward.now() AT TIME ZONE 'Europe/London')::date
$$;
-- +goose StatementEnd

-- Organisations, users and their posts hold no resident's data.
CREATE TABLE onward.partnership (
    id   int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE onward.organisation (
    id             int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partnership_id int NOT NULL REFERENCES onward.partnership,
    kind           text NOT NULL CHECK (kind IN ('borough', 'jobcentre', 'provider', 'voluntary', 'college',
                       'health', 'housing', 'justice', 'partnership', 'region')),
    slug           text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name           text NOT NULL,
    short_name     text NOT NULL,
    gss_code       text NOT NULL DEFAULT '',
    telephone      text NOT NULL DEFAULT '',
    email          text NOT NULL DEFAULT '',
    ended_on       date,
    version        int NOT NULL DEFAULT 1
);

CREATE TABLE onward.staff (
    id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username  text NOT NULL UNIQUE,
    email     text NOT NULL UNIQUE CHECK (email = lower(email)),
    name      text NOT NULL,
    telephone text NOT NULL DEFAULT '',
    ended_on  date,
    version   int NOT NULL DEFAULT 1
);

CREATE TABLE onward.credential (
    staff_id   int PRIMARY KEY REFERENCES onward.staff,
    hash       text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT onward.now()
);

CREATE TABLE onward.post (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id        int NOT NULL REFERENCES onward.staff,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    role            text NOT NULL CHECK (role IN ('advisor', 'manager', 'intake', 'governance', 'analyst', 'administrator')),
    from_on         date NOT NULL,
    until_on        date,
    CHECK (until_on >= from_on)
);
CREATE INDEX post_staff ON onward.post (staff_id);
CREATE INDEX post_organisation ON onward.post (organisation_id);

-- A hub is a team whose members may come from several organisations.
CREATE TABLE onward.team (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    kind            text NOT NULL CHECK (kind IN ('team', 'hub')),
    name            text NOT NULL,
    address         text NOT NULL DEFAULT '',
    UNIQUE (organisation_id, name)
);
CREATE TABLE onward.team_member (
    team_id int NOT NULL REFERENCES onward.team,
    post_id int NOT NULL REFERENCES onward.post,
    PRIMARY KEY (team_id, post_id)
);

-- While someone is away another covers: a supporter of every journey of theirs for that time.
CREATE TABLE onward.absence (
    id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    staff_id        int NOT NULL REFERENCES onward.staff,
    cover_id        int NOT NULL REFERENCES onward.staff,
    from_on         date NOT NULL,
    until_on        date NOT NULL CHECK (until_on >= from_on),
    CHECK (cover_id <> staff_id)
);
CREATE INDEX absence_cover ON onward.absence (cover_id, until_on);

GRANT SELECT ON onward.partnership, onward.organisation, onward.staff, onward.post, onward.team, onward.team_member,
    onward.credential, onward.absence TO onward_app;
GRANT INSERT, UPDATE ON onward.partnership, onward.organisation, onward.staff, onward.post, onward.team,
    onward.credential, onward.absence TO onward_app;
GRANT INSERT, DELETE ON onward.team_member TO onward_app;
GRANT DELETE ON onward.absence TO onward_app;

-- Which policy decides. It is read in the transaction that reads the data, so
-- that a replica with an older one in memory notices before it answers.
CREATE TABLE onward.policy_epoch (single bool PRIMARY KEY DEFAULT true CHECK (single), version bigint NOT NULL);
INSERT INTO onward.policy_epoch (version) VALUES (1);
GRANT SELECT ON onward.policy_epoch TO onward_app;

-- The key of the seal on "who acts": the two padded blocks of HMAC-SHA-256.
-- Nobody but the owner reads it, so nobody but act() can make a seal.
CREATE TABLE onward.seal_key (single bool PRIMARY KEY DEFAULT true CHECK (single), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
REVOKE ALL ON onward.seal_key FROM PUBLIC;
-- +goose StatementBegin
DO $$
DECLARE
    raw bytea := decode(replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
    i bytea := raw;
    o bytea := raw;
BEGIN
    FOR n IN 0..63 LOOP
        i := set_byte(i, n, get_byte(raw, n) # 54);
        o := set_byte(o, n, get_byte(raw, n) # 92);
    END LOOP;
    INSERT INTO onward.seal_key (inner_pad, outer_pad) VALUES (i, o);
END $$;
-- +goose StatementEnd

-- The seal binds a text to this backend and this transaction: copied into
-- another, it is worth nothing.
-- +goose StatementBegin
CREATE FUNCTION onward.seal(p text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    k onward.seal_key;
BEGIN
    SELECT * INTO STRICT k FROM onward.seal_key;
    RETURN encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(
        pg_backend_pid() || '/' || extract(epoch FROM pg_catalog.now()) || '/' || p, 'UTF8'))), 'hex');
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.seal(text) FROM PUBLIC;

-- act says in whose name the rest of the transaction runs. The caller names the
-- post; who holds it, where, and whether it still stands is answered here.
-- +goose StatementBegin
CREATE FUNCTION onward.act(p_post int)
RETURNS TABLE (post int, staff int, organisation int, partnership int, role text, at timestamptz, today date, epoch bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who text;
BEGIN
    at := onward.now();
    today := (at AT TIME ZONE 'Europe/London')::date;
    SELECT p.id, p.staff_id, p.organisation_id, o.partnership_id, p.role, e.version
      INTO post, staff, organisation, partnership, role, epoch
      FROM onward.post p
      JOIN onward.staff s ON s.id = p.staff_id AND (s.ended_on IS NULL OR s.ended_on >= today)
      JOIN onward.organisation o ON o.id = p.organisation_id AND (o.ended_on IS NULL OR o.ended_on >= today)
      CROSS JOIN onward.policy_epoch e
     WHERE p.id = p_post AND p.from_on <= today AND (p.until_on IS NULL OR p.until_on >= today);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this post opens nothing' USING ERRCODE = 'OW001';
    END IF;
    who := '{' || post || ',' || staff || ',' || organisation || ',' || partnership || '}';
    PERFORM set_config('onward.actor', who, true), set_config('onward.actor_seal', onward.seal(who), true);
    RETURN NEXT;
END $$;
-- +goose StatementEnd

-- acting is {post, staff, organisation, partnership} of a sealed actor, NULL of any other.
-- +goose StatementBegin
CREATE FUNCTION onward.acting() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who text := NULLIF(current_setting('onward.actor', true), '');
BEGIN
    IF who IS NULL OR onward.seal(who) IS DISTINCT FROM current_setting('onward.actor_seal', true) THEN
        RETURN NULL;
    END IF;
    RETURN who::int[];
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION onward.acting_staff() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (onward.acting())[2];
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION onward.acting_org() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (onward.acting())[3];
END $$;
-- +goose StatementEnd

-- leads answers the second wall's question: which organisations' journeys show
-- rows of this category to the acting organisation? Today its own alone; what
-- agreements add is added here, and every policy follows.
-- +goose StatementBegin
CREATE FUNCTION onward.leads(p_category text) RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org int := (onward.acting())[3];
BEGIN
    RETURN CASE WHEN org IS NULL OR p_category IS NULL THEN '{}'::int[] ELSE ARRAY[org] END;
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION onward.now(), onward.today(), onward.act(int), onward.acting(), onward.acting_staff(), onward.acting_org(), onward.leads(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.now(), onward.today(), onward.act(int), onward.acting(), onward.acting_staff(), onward.acting_org(), onward.leads(text) TO onward_app;
GRANT EXECUTE ON FUNCTION onward.now(), onward.today() TO onward_auditor;

-- protect puts a table of one category behind the second wall. The columns
-- lead_org_id and author_org_id are what it stands on.
-- +goose StatementBegin
CREATE PROCEDURE onward.protect(p_table regclass, p_category text)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    reach text := format('lead_org_id = ANY ((SELECT onward.leads(%L))::int[])', p_category);
    own   text := 'author_org_id = (SELECT onward.acting_org())';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
    EXECUTE format('CREATE POLICY sees ON %s FOR SELECT TO onward_app USING (%s)', p_table, reach);
    EXECUTE format('CREATE POLICY adds ON %s FOR INSERT TO onward_app WITH CHECK (%s AND %s)', p_table, reach, own);
    EXECUTE format('CREATE POLICY changes ON %s FOR UPDATE TO onward_app USING (%s) WITH CHECK (%s)', p_table, reach, reach);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO onward_app', p_table);
    EXECUTE format('COMMENT ON TABLE %s IS %L', p_table, 'category: ' || p_category);
END $$;
-- +goose StatementEnd
REVOKE ALL ON PROCEDURE onward.protect(regclass, text) FROM PUBLIC;

-- Private tables: rows that belong to one member of staff.
-- +goose StatementBegin
CREATE PROCEDURE onward.keep_private(p_table regclass)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
    EXECUTE format('CREATE POLICY mine ON %s TO onward_app USING (staff_id = (SELECT onward.acting_staff())) WITH CHECK (staff_id = (SELECT onward.acting_staff()))', p_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO onward_app', p_table);
END $$;
-- +goose StatementEnd
REVOKE ALL ON PROCEDURE onward.keep_private(regclass) FROM PUBLIC;
