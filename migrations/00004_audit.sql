-- +goose Up

-- What was done and what was seen: identifiers and field names, never values.
-- Rows commit unchained, so that nobody queues; one sealer chains them after.
CREATE TABLE onward.audit (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid             bigint NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,
    post_id         int NOT NULL,
    staff_id        int NOT NULL,
    organisation_id int NOT NULL,
    action          text NOT NULL,
    subject         text NOT NULL DEFAULT '',
    subject_id      uuid,
    journey_id      uuid,
    resident_id     uuid,
    categories      text[] NOT NULL DEFAULT '{}',
    basis           text NOT NULL DEFAULT '',
    fields          text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_journey ON onward.audit (journey_id, id);
CREATE INDEX audit_organisation ON onward.audit (organisation_id, id);

ALTER TABLE onward.audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit FOR SELECT TO onward_auditor USING (true);
CREATE POLICY sees ON onward.audit FOR SELECT TO onward_app USING (organisation_id = (SELECT onward.acting_org()));
CREATE POLICY adds ON onward.audit FOR INSERT TO onward_app
    WITH CHECK (organisation_id = (SELECT onward.acting_org()) AND staff_id = (SELECT onward.acting_staff()));
GRANT SELECT, INSERT ON onward.audit TO onward_app;
GRANT SELECT ON onward.audit TO onward_auditor;

-- The chain: seq without gaps, each hash over the one before and the row.
CREATE TABLE onward.audit_chain (
    seq      bigint PRIMARY KEY,
    audit_id bigint NOT NULL UNIQUE,
    hash     bytea NOT NULL
);
ALTER TABLE onward.audit_chain ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_chain TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_chain FOR SELECT TO onward_auditor USING (true);
GRANT SELECT ON onward.audit_chain TO onward_auditor;

-- audit_text is what is hashed: every column, in an order and a form that never change.
-- +goose StatementBegin
CREATE FUNCTION onward.audit_text(a onward.audit) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT jsonb_build_array(a.id, extract(epoch FROM a.at)::text, a.xid, a.post_id, a.staff_id, a.organisation_id, a.action,
        a.subject, a.subject_id, a.journey_id, a.resident_id, a.categories, a.basis, a.fields)::text
$$;
-- +goose StatementEnd

-- audit_seal chains what has committed and is not chained, up to p_most rows,
-- and gives the head. One at a time: a second sealer gets the head at once.
-- A row whose transaction still runs is passed over and chained later, so the
-- chain's order is that of sealing, not of numbering.
-- +goose StatementBegin
CREATE FUNCTION onward.audit_seal(p_most int) RETURNS TABLE (sealed int, seq bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    a onward.audit;
BEGIN
    sealed := 0;
    IF pg_try_advisory_xact_lock(7236471) THEN
        SELECT c.seq, c.hash INTO seq, hash FROM onward.audit_chain c ORDER BY c.seq DESC LIMIT 1;
        seq := COALESCE(seq, 0);
        hash := COALESCE(hash, '\x');
        FOR a IN SELECT r.* FROM onward.audit_unsealed u JOIN onward.audit r ON r.id = u.audit_id ORDER BY u.audit_id LIMIT p_most LOOP
            seq := seq + 1;
            sealed := sealed + 1;
            hash := sha256(hash || convert_to(onward.audit_text(a), 'UTF8'));
            INSERT INTO onward.audit_chain (seq, audit_id, hash) VALUES (seq, a.id, hash);
            DELETE FROM onward.audit_unsealed u WHERE u.audit_id = a.id;
        END LOOP;
    ELSE
        SELECT c.seq, c.hash INTO seq, hash FROM onward.audit_chain c ORDER BY c.seq DESC LIMIT 1;
    END IF;
    RETURN NEXT;
END $$;
-- +goose StatementEnd

-- What waits for the sealer. A row leaves it only into the chain.
CREATE TABLE onward.audit_unsealed (audit_id bigint PRIMARY KEY);
ALTER TABLE onward.audit_unsealed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_unsealed TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_unsealed FOR SELECT TO onward_auditor USING (true);
GRANT SELECT ON onward.audit_unsealed TO onward_auditor;

-- +goose StatementBegin
CREATE FUNCTION onward.audit_queue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    INSERT INTO onward.audit_unsealed (audit_id) SELECT id FROM added;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_queue AFTER INSERT ON onward.audit
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION onward.audit_queue();

REVOKE ALL ON FUNCTION onward.audit_text(onward.audit), onward.audit_seal(int), onward.audit_queue() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.audit_seal(int) TO onward_app;
GRANT EXECUTE ON FUNCTION onward.audit_text(onward.audit) TO onward_auditor;
