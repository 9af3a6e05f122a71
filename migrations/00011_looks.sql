-- +goose Up

-- A list shows many journeys at once: its trace is one row that names them all.
-- Their residents follow from them.
ALTER TABLE onward.audit ADD COLUMN journeys uuid[] NOT NULL DEFAULT '{}';
DROP INDEX onward.audit_journey;
CREATE INDEX audit_journey ON onward.audit (journey_id, id) WHERE journey_id IS NOT NULL;

-- The application gives what it knows, and neither number nor time nor transaction.
REVOKE INSERT ON onward.audit FROM onward_app;
GRANT INSERT (post_id, staff_id, organisation_id, action, subject, subject_id, journey_id, resident_id, categories, basis, fields, journeys)
    ON onward.audit TO onward_app;
DROP POLICY adds ON onward.audit;
CREATE POLICY adds ON onward.audit FOR INSERT TO onward_app
    WITH CHECK (ARRAY[post_id, staff_id, organisation_id] = ((SELECT onward.acting())::int[])[1:3]);

-- What is hashed. Columns that came later stand at the end under their names,
-- and only where they hold something: the text of an older row never changes.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.audit_text(a onward.audit) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    first jsonb := jsonb_build_array(a.id, extract(epoch FROM a.at)::text, a.xid, a.post_id, a.staff_id, a.organisation_id, a.action,
        a.subject, a.subject_id, a.journey_id, a.resident_id, a.categories, a.basis, a.fields);
    later jsonb := '{}';
BEGIN
    IF a.journeys <> '{}' THEN
        later := later || jsonb_build_object('journeys', a.journeys);
    END IF;
    RETURN CASE WHEN later = '{}' THEN first ELSE first || jsonb_build_array(later) END::text;
END $$;
-- +goose StatementEnd

-- Who looked at a journey through a list: written by the sealer, so that no
-- reader waits for it, and read by (journey_id). Rows of one journey alone have
-- it on themselves.
CREATE TABLE onward.audit_look (
    journey_id      uuid NOT NULL,
    audit_id        bigint NOT NULL,
    organisation_id int NOT NULL, -- whose member looked
    PRIMARY KEY (journey_id, audit_id)
);
ALTER TABLE onward.audit_look ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_look TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_look FOR SELECT TO onward_auditor USING (true);
CREATE POLICY sees ON onward.audit_look FOR SELECT TO onward_app USING (organisation_id = (SELECT onward.acting_org()));
GRANT SELECT ON onward.audit_look TO onward_app, onward_auditor;

-- How far the sealer came. Every number up to here is chained or in a gap: a
-- number whose row was not to be seen yet. Writers keep no queue.
CREATE TABLE onward.audit_mark (single bool PRIMARY KEY DEFAULT true CHECK (single), upto bigint NOT NULL);
ALTER TABLE onward.audit_mark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_mark TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_mark FOR SELECT TO onward_auditor USING (true);
GRANT SELECT ON onward.audit_mark TO onward_auditor;

CREATE TABLE onward.audit_gap (
    audit_id bigint PRIMARY KEY,
    writers  text[] NOT NULL -- transactions that had the audit open when the gap was seen: the row can only be of one of them
);
ALTER TABLE onward.audit_gap ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_gap TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_gap FOR SELECT TO onward_auditor USING (true);
GRANT SELECT ON onward.audit_gap TO onward_auditor;

-- This migration holds the audit alone, so nobody is writing: what waits now is all there.
INSERT INTO onward.audit_mark (upto) SELECT COALESCE(max(id), 0) FROM onward.audit;
INSERT INTO onward.audit_gap (audit_id, writers) SELECT audit_id, '{}' FROM onward.audit_unsealed;
DROP TRIGGER audit_queue ON onward.audit;
DROP FUNCTION onward.audit_queue();
DROP TABLE onward.audit_unsealed;

-- audit_writers are the transactions that have the audit open. Whoever inserts
-- holds its lock from before the number is drawn until the row can be seen.
-- +goose StatementBegin
CREATE FUNCTION onward.audit_writers() RETURNS text[]
LANGUAGE sql VOLATILE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT l.virtualtransaction), '{}') FROM pg_locks l
     WHERE l.relation = 'onward.audit'::regclass AND l.granted AND l.pid <> pg_backend_pid()
       AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
$$;
-- +goose StatementEnd

-- audit_link chains one row and puts it under its journeys.
-- +goose StatementBegin
CREATE FUNCTION onward.audit_link(a onward.audit, INOUT seq bigint, INOUT hash bytea)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    seq := seq + 1;
    hash := sha256(hash || convert_to(onward.audit_text(a), 'UTF8'));
    INSERT INTO onward.audit_chain (seq, audit_id, hash) VALUES (audit_link.seq, a.id, audit_link.hash);
    IF a.journeys <> '{}' THEN
        INSERT INTO onward.audit_look (journey_id, audit_id, organisation_id)
        SELECT DISTINCT j, a.id, a.organisation_id FROM unnest(a.journeys) j;
    END IF;
END $$;
-- +goose StatementEnd

-- audit_seal chains what has committed and is not chained, up to p_most rows,
-- and gives the head. One at a time: a second sealer gets the head at once. A
-- row whose transaction still runs leaves a gap and is chained later, so the
-- chain's order is that of sealing, not of numbering. A gap closes without a
-- row once all who might fill it have ended: each statement sees what was
-- committed before it began, so asking for the writers comes before looking.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.audit_seal(p_most int) RETURNS TABLE (sealed int, seq bigint, hash bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    alone   bool := pg_try_advisory_xact_lock(7236471);
    open    text[]; -- transactions
    late    record;
    a       onward.audit;
    mark    bigint;
    last    bigint;
BEGIN
    sealed := 0;
    SELECT c.seq, c.hash INTO seq, hash FROM onward.audit_chain c ORDER BY c.seq DESC LIMIT 1;
    IF NOT alone THEN
        RETURN NEXT;
        RETURN;
    END IF;
    seq := COALESCE(seq, 0);
    hash := COALESCE(hash, '\x');
    open := onward.audit_writers();
    FOR late IN SELECT g.audit_id, r AS it FROM onward.audit_gap g LEFT JOIN onward.audit r ON r.id = g.audit_id
                   WHERE r.id IS NOT NULL OR NOT g.writers && open ORDER BY g.audit_id LIMIT p_most LOOP
        a := late.it;
        IF a.id IS NOT NULL THEN
            SELECT l.seq, l.hash INTO seq, hash FROM onward.audit_link(a, seq, hash) l;
            sealed := sealed + 1;
        END IF;
        DELETE FROM onward.audit_gap g WHERE g.audit_id = late.audit_id;
    END LOOP;
    SELECT m.upto INTO STRICT mark FROM onward.audit_mark m;
    last := mark;
    FOR a IN SELECT r.* FROM onward.audit r WHERE r.id > mark ORDER BY r.id LIMIT p_most - sealed LOOP
        IF a.id > last + 1 THEN
            INSERT INTO onward.audit_gap (audit_id, writers) SELECT n, '{}' FROM generate_series(last + 1, a.id - 1) n;
        END IF;
        SELECT l.seq, l.hash INTO seq, hash FROM onward.audit_link(a, seq, hash) l;
        sealed := sealed + 1;
        last := a.id;
    END LOOP;
    IF last > mark THEN
        UPDATE onward.audit_mark m SET upto = last;
        UPDATE onward.audit_gap g SET writers = onward.audit_writers() WHERE g.audit_id > mark;
    END IF;
    RETURN NEXT;
END $$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION onward.audit_writers(), onward.audit_link(onward.audit, bigint, bytea) FROM PUBLIC;
