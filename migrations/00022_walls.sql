-- +goose Up

-- The second wall for every basis. access.md is read here a second time, in SQL
-- and from the tables alone; nothing of the first wall is asked.

-- bits turns categories into a mask. Identifiers are a bit of their own: they
-- are of the category identity, but no neighbour and no emergency shows them.
-- +goose StatementBegin
CREATE FUNCTION onward.bits(p_categories text[]) RETURNS int
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT COALESCE(sum(DISTINCT 1 << (array_position(ARRAY['existence', 'identity', 'contact', 'circumstances', 'housing_money', 'health', 'equality',
        'offences', 'plan', 'notes', 'work', 'outcomes', 'documents', 'identifiers'], c) - 1)), 0)::int FROM unnest(p_categories) c
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.bits(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.bits(text[]) TO onward_app;

-- opening is the narrow table of what another organisation than the lead, or one
-- user in an emergency, may come to: a row says that the resident's condition
-- and the facts of the basis hold. Whether the agreement is in force is not in
-- it: that is resolved with the actor. The key is the agreement's (or the
-- emergency's) number and the basis: 2 offered, 3 referral, 4 neighbour, 6 emergency.
CREATE TABLE onward.opening (
    journey_id  uuid NOT NULL,
    resident_id uuid NOT NULL,
    lead_org_id int NOT NULL,
    key         bigint NOT NULL,
    org_id      int NOT NULL, -- 0: whoever receives under the agreement
    categories  int NOT NULL, -- what the referral names; all where nothing narrows
    refused     int[] NOT NULL DEFAULT '{}', -- organisations objected to
    sealed_to   int[], -- NULL where nothing is sealed
    open        bool NOT NULL,
    next_due    date NOT NULL,
    PRIMARY KEY (journey_id, key, org_id),
    FOREIGN KEY (journey_id, resident_id) REFERENCES onward.journey (id, resident_id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX opening_resident ON onward.opening (resident_id);
CREATE INDEX opening_list ON onward.opening (key, org_id, next_due, journey_id) WHERE open;

-- openings is what the table must hold for some journeys: the one reading of
-- the rule from which it is kept.
-- +goose StatementBegin
CREATE FUNCTION onward.openings(p_journeys uuid[])
RETURNS TABLE (journey_id uuid, resident_id uuid, lead_org_id int, key bigint, org_id int, categories int, refused int[], sealed_to int[], open bool, next_due date)
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    WITH j AS (
        SELECT k.id, k.resident_id, k.lead_org_id,
               EXISTS (SELECT FROM onward.notice n WHERE n.resident_id = k.resident_id AND n.removed_at IS NULL) AS informed,
               ARRAY(SELECT o.organisation_id FROM onward.objection o WHERE o.resident_id = k.resident_id AND o.lifted_on IS NULL ORDER BY 1) AS refused,
               (SELECT s.list || ARRAY(SELECT x.spoc_id FROM onward.journey x WHERE x.resident_id = k.resident_id)
                  FROM onward.seal_order s WHERE s.resident_id = k.resident_id AND s.lifted_at IS NULL) AS sealed_to,
               k.closed_on IS NULL AS open, COALESCE(p.next_due, '9999-12-31') AS next_due
          FROM onward.journey k LEFT JOIN onward.progress p ON p.journey_id = k.id
         WHERE k.id = ANY (p_journeys)
    ), a AS (
        SELECT j.*, g.id AS agreement, g.bases FROM j
          JOIN onward.agreement_party d ON d.organisation_id = j.lead_org_id AND d.discloses
          JOIN onward.agreement g ON g.id = d.agreement_id AND g.state IN ('in_force', 'suspended', 'awaiting_signature')
         WHERE j.informed AND (g.condition = 'informed' OR EXISTS (SELECT FROM onward.consent c
             WHERE c.resident_id = j.resident_id AND c.agreement_id = g.id AND c.withdrawn_on IS NULL))
    ), r AS (
        SELECT f.journey_id, f.to_org_id, f.state = 'offered' AS waits, bit_or(onward.bits(f.categories)) AS categories FROM onward.referral f
         WHERE f.journey_id = ANY (p_journeys) AND f.state IN ('offered', 'accepted', 'started') AND f.to_org_id <> f.lead_org_id
         GROUP BY 1, 2, 3
    )
    SELECT a.id, a.resident_id, a.lead_org_id, a.agreement::bigint << 3 | 4, 0, -1, a.refused, a.sealed_to, a.open, a.next_due FROM a WHERE 'neighbour' = ANY (a.bases)
    UNION ALL
    SELECT a.id, a.resident_id, a.lead_org_id, a.agreement::bigint << 3 | CASE WHEN r.waits THEN 2 ELSE 3 END, r.to_org_id,
           CASE WHEN r.waits THEN -1 ELSE r.categories | 1 | ((r.categories & 2) << 12) END, a.refused, a.sealed_to, a.open, a.next_due
      FROM a JOIN r ON r.journey_id = a.id WHERE 'referral' = ANY (a.bases)
    UNION ALL
    SELECT j.id, j.resident_id, j.lead_org_id, e.id << 3 | 6, 0, -1, '{}', j.sealed_to, j.open, j.next_due
      FROM j JOIN onward.emergency e ON e.journey_id = j.id WHERE e.declared_at > onward.now() - interval '25 hours'
$$;
-- +goose StatementEnd

-- reopen brings the table in line with openings for some journeys.
-- +goose StatementBegin
CREATE FUNCTION onward.reopen(p_journeys uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF p_journeys IS NULL OR p_journeys = '{}' THEN
        RETURN;
    END IF;
    -- One at a time for each journey: two changes of one resident's say must
    -- both be seen by whichever comes second.
    PERFORM FROM onward.journey j WHERE j.id = ANY (p_journeys) ORDER BY j.id FOR UPDATE;
    DELETE FROM onward.opening o WHERE o.journey_id = ANY (p_journeys);
    INSERT INTO onward.opening SELECT * FROM onward.openings(p_journeys);
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.openings(uuid[]), onward.reopen(uuid[]) FROM PUBLIC;

-- What changes a resident's say changes all journeys of theirs.
-- +goose StatementBegin
CREATE FUNCTION onward.say_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    PERFORM onward.reopen(ARRAY(SELECT j.id FROM onward.journey j WHERE j.resident_id IN (SELECT c.resident_id FROM changed c)));
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['notice', 'consent', 'objection', 'seal_order', 'referral', 'emergency'] LOOP
        EXECUTE format('CREATE TRIGGER said AFTER INSERT ON onward.%I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.say_changed()', t);
        EXECUTE format('CREATE TRIGGER said_again AFTER UPDATE ON onward.%I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.say_changed()', t);
        EXECUTE format('CREATE TRIGGER unsaid AFTER DELETE ON onward.%I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.say_changed()', t);
    END LOOP;
END $$;
-- +goose StatementEnd

-- A journey that begins where the resident's say is known already, or changes
-- its lead, its single point of contact or its end.
-- +goose StatementBegin
CREATE FUNCTION onward.journey_began() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    PERFORM onward.reopen(ARRAY(SELECT c.id FROM changed c WHERE EXISTS (SELECT FROM onward.notice n WHERE n.resident_id = c.resident_id)
        OR EXISTS (SELECT FROM onward.seal_order s WHERE s.resident_id = c.resident_id)));
    RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION onward.journey_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    PERFORM onward.reopen(ARRAY(SELECT j.id FROM changed c JOIN before b ON b.id = c.id JOIN onward.journey j ON j.resident_id = c.resident_id
        WHERE (c.lead_org_id, c.spoc_id, c.closed_on) IS DISTINCT FROM (b.lead_org_id, b.spoc_id, b.closed_on)
          AND EXISTS (SELECT FROM onward.opening o WHERE o.journey_id = j.id)
           OR c.lead_org_id <> b.lead_org_id));
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER began AFTER INSERT ON onward.journey REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.journey_began();
CREATE TRIGGER moved AFTER UPDATE ON onward.journey REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION onward.journey_moved();

-- Lists across organisations are driven from opening: what they are sorted by
-- follows the journey's progress.
-- +goose StatementBegin
CREATE FUNCTION onward.progress_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    UPDATE onward.opening o SET next_due = c.next_due FROM changed c WHERE o.journey_id = c.journey_id AND o.next_due <> c.next_due;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER began AFTER INSERT ON onward.progress REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.progress_moved();
CREATE TRIGGER moved AFTER UPDATE ON onward.progress REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION onward.progress_moved();

-- An agreement that goes out for signature is prepared: signing it then costs
-- no more than a row, and what it opens is decided when somebody acts.
-- +goose StatementBegin
CREATE FUNCTION onward.agreement_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state IN ('draft', 'ended')) = (NEW.state IN ('draft', 'ended')) THEN
        RETURN NULL;
    END IF;
    DELETE FROM onward.opening o WHERE o.key BETWEEN NEW.id::bigint << 3 AND NEW.id::bigint << 3 | 4;
    IF NEW.state NOT IN ('draft', 'ended') THEN
        INSERT INTO onward.opening SELECT x.* FROM onward.openings(ARRAY(SELECT j.id FROM onward.journey j
            JOIN onward.agreement_party d ON d.agreement_id = NEW.id AND d.discloses AND d.organisation_id = j.lead_org_id)) x
            WHERE x.key BETWEEN NEW.id::bigint << 3 AND NEW.id::bigint << 3 | 4;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER moved AFTER INSERT OR UPDATE OF state ON onward.agreement FOR EACH ROW EXECUTE FUNCTION onward.agreement_moved();
REVOKE ALL ON FUNCTION onward.say_changed(), onward.journey_began(), onward.journey_moved(), onward.progress_moved(), onward.agreement_moved() FROM PUBLIC;

-- act says in whose name the rest of the transaction runs, and resolves from the
-- agreements what that reaches: keys of openings with the categories that each
-- shows and takes, and what seals hide at home. All of it stands in one sealed
-- setting, which policies accept and nobody else can write.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.act(p_post int)
RETURNS TABLE (post int, staff int, organisation int, partnership int, role text, at timestamptz, today date, epoch bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    keys  bigint[];
    masks int[];
    adds  int[];
    journeys  uuid[];
    residents uuid[];
    who   text;
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
    SELECT array_agg(x.key), array_agg(x.mask), array_agg(x.adds) INTO keys, masks, adds FROM (
        SELECT a.id::bigint << 3 | b.code AS key, onward.bits(a.categories) & b.mask | 1 | CASE WHEN b.code = 3 THEN (onward.bits(a.categories) & 2) << 12 ELSE 0 END AS mask, b.adds
          FROM onward.agreement_party p
          JOIN onward.agreement a ON a.id = p.agreement_id AND a.state = 'in_force' AND a.from_on <= today AND a.until_on >= today
          JOIN (VALUES (2, 'referral', 3, 0), (3, 'referral', 8127, 3840), (4, 'neighbour', 2335, 0)) b(code, basis, mask, adds) ON b.basis = ANY (a.bases)
         WHERE p.organisation_id = organisation AND p.receives AND onward.signed(a.id)
        UNION ALL
        SELECT e.id << 3 | 6, 551, 512 FROM onward.emergency e
         WHERE e.author_id = staff AND e.author_org_id = organisation AND e.declared_at <= at AND e.declared_at > at - interval '24 hours') x;
    SELECT array_agg(j.id), array_agg(j.resident_id) INTO journeys, residents
      FROM onward.seal_order s JOIN onward.journey j ON j.resident_id = s.resident_id
     WHERE s.lead_org_id = organisation AND s.lifted_at IS NULL AND NOT staff = ANY (s.list)
       AND NOT EXISTS (SELECT FROM onward.journey k WHERE k.resident_id = s.resident_id AND k.spoc_id = staff);
    who := concat_ws('|', ARRAY[post, staff, organisation, partnership]::text, COALESCE(keys, '{}')::text, COALESCE(masks, '{}')::text,
        COALESCE(adds, '{}')::text, COALESCE(journeys, '{}')::text, COALESCE(residents, '{}')::text);
    PERFORM set_config('onward.actor', who, true), set_config('onward.actor_seal', onward.seal(who), true);
    RETURN NEXT;
END $$;
-- +goose StatementEnd

-- part gives one part of the sealed setting, NULL of any other.
-- +goose StatementBegin
CREATE FUNCTION onward.part(p_part int) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN pg_catalog.split_part(onward.who(), '|', p_part);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE
    f record;
BEGIN
    FOR f IN SELECT * FROM (VALUES ('acting', 'int[]', 1), ('keys', 'bigint[]', 2), ('masks', 'int[]', 3), ('adds', 'int[]', 4),
            ('hidden_journeys', 'uuid[]', 5), ('hidden_residents', 'uuid[]', 6)) x(name, kind, part) LOOP
        EXECUTE format('CREATE OR REPLACE FUNCTION onward.%I() RETURNS %s LANGUAGE plpgsql STABLE SECURITY DEFINER
            SET search_path = pg_catalog, onward, pg_temp AS $f$ BEGIN RETURN onward.part(%s)::%s; END $f$', f.name, f.kind, f.part, f.kind);
        EXECUTE format('REVOKE ALL ON FUNCTION onward.%I() FROM PUBLIC', f.name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION onward.%I() TO onward_app', f.name);
    END LOOP;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.part(int) FROM PUBLIC;

-- cares: the single point of contact, a named supporter or today's cover, who
-- alone see equality monitoring on a case.
-- +goose StatementBegin
CREATE FUNCTION onward.cares(p_journey uuid, p_resident uuid) RETURNS bool
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who int[] := onward.acting();
BEGIN
    RETURN EXISTS (SELECT FROM onward.journey j WHERE (j.id = p_journey OR j.resident_id = p_resident) AND j.lead_org_id = who[3] AND (j.spoc_id = who[2]
        OR EXISTS (SELECT FROM onward.supporter s WHERE s.journey_id = j.id AND s.staff_id = who[2] AND s.until_at IS NULL)
        OR EXISTS (SELECT FROM onward.absence a WHERE a.staff_id = j.spoc_id AND a.cover_id = who[2] AND a.organisation_id = j.lead_org_id
            AND onward.today() BETWEEN a.from_on AND a.until_on)));
END $$;
-- +goose StatementEnd

-- unsealed: no seal, or one that names who acts. For rows elsewhere that the
-- acting organisation wrote; its own seals are in the setting.
-- +goose StatementBegin
CREATE FUNCTION onward.unsealed(p_journey uuid, p_resident uuid) RETURNS bool
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    person uuid := COALESCE(p_resident, (SELECT j.resident_id FROM onward.journey j WHERE j.id = p_journey));
BEGIN
    RETURN NOT EXISTS (SELECT FROM onward.seal_order s WHERE s.resident_id = person AND s.lifted_at IS NULL AND NOT (onward.acting())[2] = ANY (s.list));
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.cares(uuid, uuid), onward.unsealed(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.cares(uuid, uuid), onward.unsealed(uuid, uuid) TO onward_app;

-- leads keeps its question for policies that let only the lead do something.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.acting_staff() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (split_part(onward.who(), '|', 1)::int[])[2];
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.acting_org() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (split_part(onward.who(), '|', 1)::int[])[3];
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.leads(p_category text) RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org int := (split_part(onward.who(), '|', 1)::int[])[3];
BEGIN
    RETURN CASE WHEN org IS NULL OR p_category IS NULL THEN '{}'::int[] ELSE ARRAY[org] END;
END $$;
-- +goose StatementEnd

ALTER TABLE onward.opening ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.opening TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY sees ON onward.opening FOR SELECT TO onward_app USING (
    key = ANY ((SELECT onward.keys())::bigint[]) AND org_id IN (0, (SELECT onward.acting_org())) AND NOT (SELECT onward.acting_org()) = ANY (refused)
    AND (sealed_to IS NULL OR (SELECT onward.acting_staff()) = ANY (sealed_to)));
GRANT SELECT ON onward.opening TO onward_app;

-- guard_table puts a table behind the second wall, anew where it stood behind an
-- earlier one. Three ways lead to a row: the organisation leads, an opening shows
-- the category, or the organisation wrote the row elsewhere. The order is that of
-- frequency: rows at home never ask the second and the third.
-- p_bit is the category's word in bits(), '*' where each row carries its own,
-- '' where nothing leads to the table but leading.
-- +goose StatementBegin
CREATE PROCEDURE onward.guard_table(p_table regclass, p_bit text)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    by_journey bool := EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = p_table AND a.attname = 'journey_id' AND NOT a.attisdropped) OR p_table = 'onward.journey'::regclass;
    key     text := CASE WHEN p_table IN ('onward.journey'::regclass, 'onward.resident'::regclass) THEN 'id' WHEN by_journey THEN 'journey_id' ELSE 'resident_id' END;
    col     text := p_table::text || '.' || key;
    pair    text := CASE WHEN by_journey THEN format('%s, NULL', col) ELSE format('NULL, %s', col) END;
    bit     text := CASE WHEN p_bit = '*' THEN 'onward.bits(ARRAY[category])' ELSE onward.bits(ARRAY[p_bit])::text END;
    home    text := format('lead_org_id = (SELECT onward.acting_org()) AND %s <> ALL ((SELECT onward.%s())::uuid[])', col, CASE WHEN by_journey THEN 'hidden_journeys' ELSE 'hidden_residents' END);
    found   text := format('FROM onward.opening o WHERE o.%s = %s', CASE WHEN by_journey THEN 'journey_id' ELSE 'resident_id' END, col);
    shown   text := format('((SELECT bit_or(o.categories & ((SELECT onward.masks())::int[])[array_position((SELECT onward.keys())::bigint[], o.key)]) %s) & %s) <> 0', found, bit);
    taken   text := format('((SELECT bit_or(((SELECT onward.adds())::int[])[array_position((SELECT onward.keys())::bigint[], o.key)]) %s) & %s) <> 0', found, bit);
    wrote   text := format('author_org_id = (SELECT onward.acting_org()) AND lead_org_id <> (SELECT onward.acting_org()) AND onward.unsealed(%s)', pair);
    ours    text := 'author_org_id = (SELECT onward.acting_org())';
    look    text := home;
BEGIN
    IF p_bit IN ('*', 'equality') THEN
        look := look || CASE p_bit WHEN '*' THEN ' AND (category <> ''equality'' OR ' ELSE ' AND (' END || format('onward.cares(%s))', pair);
        wrote := wrote || CASE p_bit WHEN '*' THEN ' AND category <> ''equality''' ELSE ' AND false' END;
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', p_table);
    EXECUTE format('DROP POLICY IF EXISTS owner ON %s', p_table);
    EXECUTE format('DROP POLICY IF EXISTS sees ON %s', p_table);
    EXECUTE format('DROP POLICY IF EXISTS adds ON %s', p_table);
    EXECUTE format('DROP POLICY IF EXISTS changes ON %s', p_table);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', p_table);
    IF p_bit = '' THEN
        EXECUTE format('CREATE POLICY sees ON %s FOR SELECT TO onward_app USING (%s)', p_table, home);
        EXECUTE format('CREATE POLICY adds ON %s FOR INSERT TO onward_app WITH CHECK (%s AND %s)', p_table, ours, home);
        EXECUTE format('CREATE POLICY changes ON %s FOR UPDATE TO onward_app USING (%s)', p_table, home);
    ELSE
        EXECUTE format('CREATE POLICY sees ON %s FOR SELECT TO onward_app USING (%s OR %s OR %s)', p_table, look, shown, wrote);
        EXECUTE format('CREATE POLICY adds ON %s FOR INSERT TO onward_app WITH CHECK (%s AND (%s OR %s))', p_table, ours, home, taken);
        EXECUTE format('CREATE POLICY changes ON %s FOR UPDATE TO onward_app USING (%s OR %s AND %s)', p_table, home, ours, taken);
    END IF;
    CALL onward.grant_columns(p_table);
END $$;
-- +goose StatementEnd

-- grant_columns lets the application change every column but those that say
-- whose a row is and who wrote it.
-- +goose StatementBegin
CREATE PROCEDURE onward.grant_columns(p_table regclass)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    EXECUTE format('REVOKE UPDATE ON %s FROM onward_app', p_table);
    EXECUTE format('GRANT SELECT, INSERT ON %s TO onward_app', p_table);
    EXECUTE (SELECT format('GRANT UPDATE (%s) ON %s TO onward_app', string_agg(quote_ident(a.attname), ', '), p_table) FROM pg_attribute a
        WHERE a.attrelid = p_table AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('id', 'journey_id', 'resident_id', 'lead_org_id', 'author_org_id', 'author_id'));
END $$;
-- +goose StatementEnd

-- protect is guard_table with the table's category noted on it.
-- +goose StatementBegin
CREATE OR REPLACE PROCEDURE onward.protect(p_table regclass, p_category text)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    CALL onward.guard_table(p_table, p_category);
    EXECUTE format('COMMENT ON TABLE %s IS %L', p_table, 'category: ' || p_category);
END $$;
-- +goose StatementEnd
REVOKE ALL ON PROCEDURE onward.guard_table(regclass, text), onward.grant_columns(regclass) FROM PUBLIC;

-- +goose StatementBegin
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.oid::regclass AS name, substr(obj_description(c.oid), 11) AS category FROM pg_class c
              WHERE c.relnamespace = 'onward'::regnamespace AND c.relkind = 'r' AND obj_description(c.oid) LIKE 'category: %' LOOP
        CALL onward.guard_table(t.name, CASE t.name::text WHEN 'onward.resident_identifier' THEN 'identifiers'
            WHEN 'onward.resident_block' THEN '' WHEN 'onward.imported_row' THEN '' ELSE t.category END);
    END LOOP;
END $$;
-- +goose StatementEnd

CALL onward.protect('onward.notice', 'existence');
CALL onward.protect('onward.consent', 'existence');
CALL onward.protect('onward.referral', 'existence');
CALL onward.protect('onward.outcome', 'outcomes');
CALL onward.protect('onward.document', 'documents');

-- Whom a resident objects to is the lead's to know; a seal's order is for those
-- it names and for the lead's governance officers, who see no journey by it.
CALL onward.protect('onward.objection', 'existence');
CALL onward.guard_table('onward.objection', '');
CALL onward.protect('onward.seal_order', 'existence');
DROP POLICY sees ON onward.seal_order;
DROP POLICY changes ON onward.seal_order;
CREATE POLICY sees ON onward.seal_order FOR SELECT TO onward_app USING (lead_org_id = (SELECT onward.acting_org())
    AND ((SELECT onward.governs()) OR (SELECT onward.acting_staff()) = ANY (list) OR author_id = (SELECT onward.acting_staff())));
CREATE POLICY changes ON onward.seal_order FOR UPDATE TO onward_app USING (lead_org_id = (SELECT onward.acting_org())
    AND ((SELECT onward.governs()) OR (SELECT onward.acting_staff()) = ANY (list)));

-- An emergency is declared where nothing else opens: by its user alone, within
-- the partnership. The lead sees it, to review it.
CALL onward.protect('onward.emergency', 'existence');
DROP POLICY sees ON onward.emergency;
DROP POLICY adds ON onward.emergency;
DROP POLICY changes ON onward.emergency;
CREATE POLICY sees ON onward.emergency FOR SELECT TO onward_app USING (lead_org_id = (SELECT onward.acting_org()) OR author_id = (SELECT onward.acting_staff()));
CREATE POLICY adds ON onward.emergency FOR INSERT TO onward_app WITH CHECK (author_org_id = (SELECT onward.acting_org()) AND author_id = (SELECT onward.acting_staff())
    AND lead_org_id IN (SELECT o.id FROM onward.organisation o WHERE o.partnership_id = (SELECT (onward.acting())[4])) AND reviewed_at IS NULL);
CREATE POLICY changes ON onward.emergency FOR UPDATE TO onward_app USING (lead_org_id = (SELECT onward.acting_org()) AND (SELECT onward.governs()));

-- known_elsewhere tells of journeys that others lead what a search before
-- registering may know: that they exist and who the single point of contact is,
-- with the facts that the first wall decides on. It is no way to rows.
-- +goose StatementBegin
CREATE FUNCTION onward.known_elsewhere(p_journeys uuid[])
RETURNS TABLE (journey_id uuid, resident_id uuid, lead_org_id int, spoc_id int, informed bool, objected bool, consents int[], sealed bool, listed bool)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who int[] := onward.acting();
    day date := onward.today();
BEGIN
    RETURN QUERY SELECT j.id, j.resident_id, j.lead_org_id, j.spoc_id, true, false,
        ARRAY(SELECT c.agreement_id FROM onward.consent c WHERE c.resident_id = j.resident_id AND c.withdrawn_on IS NULL),
        s.id IS NOT NULL, COALESCE(who[2] = ANY (s.list), false)
      FROM onward.journey j
      LEFT JOIN onward.seal_order s ON s.resident_id = j.resident_id AND s.lifted_at IS NULL
     WHERE j.id = ANY (p_journeys) AND j.lead_org_id <> who[3] AND (s.id IS NULL OR who[2] = ANY (s.list))
       AND EXISTS (SELECT FROM onward.notice n WHERE n.resident_id = j.resident_id AND n.removed_at IS NULL)
       AND NOT EXISTS (SELECT FROM onward.objection o WHERE o.resident_id = j.resident_id AND o.organisation_id = who[3] AND o.lifted_on IS NULL)
       AND EXISTS (SELECT FROM onward.agreement_party me
           JOIN onward.agreement a ON a.id = me.agreement_id AND a.state = 'in_force' AND a.from_on <= day AND a.until_on >= day AND 'existence' = ANY (a.bases)
           JOIN onward.agreement_party d ON d.agreement_id = a.id AND d.organisation_id = j.lead_org_id AND d.discloses
          WHERE me.organisation_id = who[3] AND me.receives AND onward.signed(a.id)
            AND (a.condition = 'informed' OR EXISTS (SELECT FROM onward.consent c WHERE c.resident_id = j.resident_id AND c.agreement_id = a.id AND c.withdrawn_on IS NULL)));
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.known_elsewhere(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.known_elsewhere(uuid[]) TO onward_app;
