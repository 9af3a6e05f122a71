-- +goose Up

-- What governance officers do with the trace: they search what their own staff
-- did anywhere, and what anybody did on journeys that their organisation leads.

CREATE INDEX audit_staff ON onward.audit (staff_id, id);

-- What others did on an organisation's journeys. Written by the sealer, like
-- audit_look, so that no reader waits for it; it only finds rows, and who leads
-- now is asked again when they are read.
CREATE TABLE onward.audit_shown (
    lead_org_id int NOT NULL,
    audit_id    bigint NOT NULL,
    PRIMARY KEY (lead_org_id, audit_id)
);
ALTER TABLE onward.audit_shown ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_shown TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_shown FOR SELECT TO onward_auditor USING (true);
GRANT SELECT ON onward.audit_shown TO onward_auditor;

-- audit_leads are the organisations on whose journeys others did something.
-- +goose StatementBegin
CREATE FUNCTION onward.audit_leads(a onward.audit) RETURNS SETOF int
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT j.lead_org_id FROM onward.journey j WHERE j.id = ANY (a.journeys || a.journey_id) AND j.lead_org_id <> a.organisation_id
    UNION
    SELECT j.lead_org_id FROM onward.journey j WHERE a.journey_id IS NULL AND j.resident_id = a.resident_id AND j.lead_org_id <> a.organisation_id
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.audit_link(a onward.audit, INOUT seq bigint, INOUT hash bytea)
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    seq := seq + 1;
    hash := sha256(hash || convert_to(onward.audit_text(a), 'UTF8'));
    INSERT INTO onward.audit_chain (seq, audit_id, hash) VALUES (audit_link.seq, a.id, audit_link.hash);
    IF a.journeys <> '{}' THEN
        INSERT INTO onward.audit_look (journey_id, audit_id, organisation_id)
        SELECT DISTINCT j, a.id, a.organisation_id FROM unnest(a.journeys) j;
    END IF;
    IF a.journeys <> '{}' OR a.journey_id IS NOT NULL OR a.resident_id IS NOT NULL THEN
        INSERT INTO onward.audit_shown (lead_org_id, audit_id) SELECT l, a.id FROM onward.audit_leads(a) l;
    END IF;
END $$;
-- +goose StatementEnd

INSERT INTO onward.audit_shown (lead_org_id, audit_id)
SELECT l, a.id FROM onward.audit a CROSS JOIN LATERAL onward.audit_leads(a) l
 WHERE EXISTS (SELECT FROM onward.audit_chain c WHERE c.audit_id = a.id);

-- trail is what a governance officer finds in the trace, the newest first, so
-- many rows from p_skip on; total counts all that was found, up to p_count. A
-- parameter that is NULL narrows nothing. What is sealed is not there, whoever
-- looked. References are told of the own journeys alone.
-- +goose StatementBegin
CREATE FUNCTION onward.trail(p_journey uuid, p_staff int, p_organisation int, p_action text, p_category text, p_guarded bool, p_basis text,
    p_emergency bool, p_from timestamptz, p_until timestamptz, p_skip int, p_most int, p_count int)
RETURNS TABLE (total int, id bigint, at timestamptz, staff_id int, staff text, role text, organisation_id int, organisation text, action text, subject text,
    journey_id uuid, reference text, lead text, journeys int, categories text[], basis text, agreement text, number int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who     int[] := onward.acting();
    shift   interval := onward.now() - pg_catalog.now();
    shut    uuid[]; -- journeys
    people  uuid[];
    person  uuid;
    source  text := $q$SELECT x.* FROM onward.audit x WHERE x.organisation_id = $1
        UNION ALL SELECT x.* FROM onward.audit_shown s JOIN onward.audit x ON x.id = s.audit_id WHERE s.lead_org_id = $1
           AND (EXISTS (SELECT FROM onward.journey j WHERE j.id = ANY (x.journeys || x.journey_id) AND j.lead_org_id = $1 AND j.id <> ALL ($2))
             OR x.journey_id IS NULL AND x.resident_id IS NOT NULL AND EXISTS (SELECT FROM onward.journey j WHERE j.resident_id = x.resident_id AND j.lead_org_id = $1))$q$;
    wanted  text;
BEGIN
    IF who IS NULL OR NOT onward.governs() THEN
        RETURN;
    END IF;
    SELECT COALESCE(array_agg(j.id), '{}'), COALESCE(array_agg(DISTINCT j.resident_id), '{}') INTO shut, people
      FROM onward.seal_order s JOIN onward.journey j ON j.resident_id = s.resident_id WHERE s.lifted_at IS NULL AND NOT who[2] = ANY (s.list);
    IF p_journey IS NOT NULL THEN
        SELECT j.resident_id INTO person FROM onward.journey j WHERE j.id = p_journey AND j.lead_org_id = who[3] AND j.id <> ALL (shut);
        IF person IS NULL THEN
            RETURN;
        END IF;
        source := $q$SELECT x.* FROM onward.audit x WHERE x.journey_id = $4
            UNION ALL SELECT x.* FROM onward.audit_look l JOIN onward.audit x ON x.id = l.audit_id WHERE l.journey_id = $4
            UNION ALL SELECT x.* FROM onward.audit x WHERE x.resident_id = $5 AND x.journey_id IS NULL$q$;
    END IF;
    wanted := concat_ws(' AND ', '(a.journey_id IS NULL OR a.journey_id <> ALL ($2))', '(a.resident_id IS NULL OR a.resident_id <> ALL ($3))',
        CASE WHEN p_staff IS NOT NULL THEN 'a.staff_id = $6' END,
        CASE WHEN p_organisation IS NOT NULL THEN 'a.organisation_id = $7' END,
        CASE WHEN p_action IS NOT NULL THEN 'a.action = $8' END,
        CASE WHEN p_category IS NOT NULL THEN 'a.categories @> ARRAY[$9]' END,
        CASE WHEN p_guarded THEN $q$a.categories && '{health,equality,offences,notes,documents}'$q$ END,
        CASE WHEN p_basis IS NOT NULL THEN 'a.basis = $10' END,
        CASE WHEN p_emergency THEN $q$(a.basis = 'emergency' OR a.subject = 'emergency')$q$ END,
        CASE WHEN p_from IS NOT NULL THEN 'a.at >= $11 - $13' END,
        CASE WHEN p_until IS NOT NULL THEN 'a.at < $12 - $13' END);
    RETURN QUERY EXECUTE format($q$
        WITH hits AS MATERIALIZED (SELECT a.id FROM (%s) a WHERE %s ORDER BY a.id DESC LIMIT $14),
             page AS (SELECT h.id FROM hits h ORDER BY h.id DESC OFFSET $15 LIMIT $16)
        SELECT (SELECT count(*)::int FROM hits), a.id, a.at + $13, a.staff_id, s.name, p.role, a.organisation_id, o.short_name, a.action, a.subject,
               a.journey_id, CASE WHEN j.lead_org_id = $1 THEN j.reference END, l.short_name,
               CASE WHEN a.organisation_id = $1 THEN cardinality(a.journeys) ELSE (SELECT count(*)::int FROM onward.journey y
                   WHERE y.id = ANY (a.journeys) AND y.lead_org_id = $1 AND y.id <> ALL ($2)) END,
               a.categories, a.basis, g.title, g.number
          FROM page JOIN onward.audit a ON a.id = page.id JOIN onward.staff s ON s.id = a.staff_id JOIN onward.post p ON p.id = a.post_id
          JOIN onward.organisation o ON o.id = a.organisation_id
          LEFT JOIN onward.journey j ON j.id = a.journey_id LEFT JOIN onward.organisation l ON l.id = j.lead_org_id
          LEFT JOIN onward.agreement g ON g.id = a.agreement_id
         ORDER BY a.id DESC$q$, source, wanted)
    USING who[3], shut, people, p_journey, person, p_staff, p_organisation, p_action, p_category, p_basis, p_from, p_until, shift, p_count, p_skip, p_most;
END $$;
-- +goose StatementEnd

-- What came of the verifications of the chain. The auditor writes it, through
-- a function alone; governance officers read it.
CREATE TABLE onward.audit_verification (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT onward.now(),
    links    bigint NOT NULL,
    waiting  bigint NOT NULL,
    findings int NOT NULL
);
ALTER TABLE onward.audit_verification ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.audit_verification TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY auditor ON onward.audit_verification FOR SELECT TO onward_auditor USING (true);
CREATE POLICY sees ON onward.audit_verification FOR SELECT TO onward_app USING ((SELECT onward.governs()));
GRANT SELECT ON onward.audit_verification TO onward_app, onward_auditor;

-- +goose StatementBegin
CREATE FUNCTION onward.audit_verified(p_links bigint, p_waiting bigint, p_findings int) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
    INSERT INTO onward.audit_verification (links, waiting, findings) VALUES (p_links, p_waiting, p_findings)
$$;
-- +goose StatementEnd

REVOKE ALL ON FUNCTION onward.audit_leads(onward.audit), onward.audit_verified(bigint, bigint, int),
    onward.trail(uuid, int, int, text, text, bool, text, bool, timestamptz, timestamptz, int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.trail(uuid, int, int, text, text, bool, text, bool, timestamptz, timestamptz, int, int, int) TO onward_app;
GRANT EXECUTE ON FUNCTION onward.audit_verified(bigint, bigint, int) TO onward_auditor;
