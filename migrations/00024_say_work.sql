-- +goose Up

-- Notices that were recorded in one go, so that they can be undone in one go.
ALTER TABLE onward.notice ADD COLUMN batch uuid;
CREATE INDEX notice_batch ON onward.notice (batch) WHERE batch IS NOT NULL;
CREATE INDEX notice_lead_lately ON onward.notice (lead_org_id, created_at) WHERE batch IS NOT NULL;
CREATE INDEX imported_row_lead ON onward.imported_row (lead_org_id, created_at);

-- Why an emergency was declared, and what its review remarks, may hold what
-- notes hold: both lie sealed.
ALTER TABLE onward.emergency ADD COLUMN sealed bytea, ADD COLUMN remark_sealed bytea;
GRANT UPDATE (remark_sealed) ON onward.emergency TO onward_app;

-- The single point of contact stands beside those whom a seal names: nothing
-- shuts them out, and they must see that it stands.
DROP POLICY sees ON onward.seal_order;
DROP POLICY changes ON onward.seal_order;
CREATE POLICY sees ON onward.seal_order FOR SELECT TO onward_app USING (lead_org_id = (SELECT onward.acting_org())
    AND ((SELECT onward.governs()) OR (SELECT onward.acting_staff()) = ANY (list) OR author_id = (SELECT onward.acting_staff())
        OR EXISTS (SELECT FROM onward.journey j WHERE j.resident_id = seal_order.resident_id AND j.spoc_id = (SELECT onward.acting_staff()))));
CREATE POLICY changes ON onward.seal_order FOR UPDATE TO onward_app USING (lead_org_id = (SELECT onward.acting_org())
    AND ((SELECT onward.governs()) OR (SELECT onward.acting_staff()) = ANY (list)
        OR EXISTS (SELECT FROM onward.journey j WHERE j.resident_id = seal_order.resident_id AND j.spoc_id = (SELECT onward.acting_staff()))))
    WITH CHECK (lead_org_id = (SELECT onward.acting_org()));

-- sealed_journeys tells the lead's governance officer which seals stand, by
-- reference alone: enough to replace the names, nothing of the journey.
-- +goose StatementBegin
CREATE FUNCTION onward.sealed_journeys()
RETURNS TABLE (id uuid, reference text, sealed_at timestamptz, list int[], version int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF NOT onward.governs() THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT s.id, j.reference, s.sealed_at, s.list, s.version
      FROM onward.seal_order s JOIN onward.journey j ON j.id = s.journey_id
     WHERE s.lead_org_id = onward.acting_org() AND s.lifted_at IS NULL ORDER BY s.sealed_at, s.id;
END $$;
-- +goose StatementEnd

-- found_in_emergency finds by exact name and date of birth, or by reference,
-- within the partnership of whoever acts. What is sealed is not there. It tells
-- the lead and the reference, for the case that several match; how often it may
-- be asked is counted before.
-- +goose StatementBegin
CREATE FUNCTION onward.found_in_emergency(p_reference text, p_name text, p_born date)
RETURNS TABLE (journey_id uuid, resident_id uuid, lead_org_id int, lead text, reference text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    orgs int[] := ARRAY(SELECT o.id FROM onward.organisation o WHERE o.partnership_id = (onward.acting())[4]);
BEGIN
    RETURN QUERY SELECT f.id, f.resident_id, f.lead_org_id, o.name, f.reference FROM (
        SELECT j.id, j.resident_id, j.lead_org_id, j.reference FROM onward.journey j
         WHERE p_reference <> '' AND j.lead_org_id = ANY (orgs) AND j.reference = p_reference
        UNION ALL
        SELECT n.id, n.resident_id, n.lead_org_id, n.reference
          FROM onward.resident_identity i CROSS JOIN LATERAL (SELECT j.id, j.resident_id, j.lead_org_id, j.reference FROM onward.journey j
              WHERE j.resident_id = i.resident_id ORDER BY j.closed_on DESC NULLS FIRST, j.opened_on DESC, j.id DESC LIMIT 1) n
         WHERE p_reference = '' AND i.lead_org_id = ANY (orgs) AND i.sort_key = p_name AND i.born = p_born) f
      JOIN onward.organisation o ON o.id = f.lead_org_id
     WHERE NOT EXISTS (SELECT FROM onward.seal_order s WHERE s.resident_id = f.resident_id AND s.lifted_at IS NULL)
     ORDER BY o.name, f.reference LIMIT 10;
END $$;
-- +goose StatementEnd

-- Looks at a person on whom no journey was named: a likely duplicate.
CREATE INDEX audit_resident ON onward.audit (resident_id, id) WHERE journey_id IS NULL AND resident_id IS NOT NULL;

-- looks is the trace of a journey, for those whose organisation leads it and
-- whom no seal keeps out: who looked or wrote, from which organisation, when, at
-- what and on which basis; the newest first. Times follow onward.now().
-- +goose StatementBegin
CREATE FUNCTION onward.looks(p_journey uuid, p_days int, p_before bigint, p_most int)
RETURNS TABLE (id bigint, at timestamptz, organisation_id int, organisation text, staff_id int, staff text, role text, action text, subject text, categories text[], basis text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    person uuid := (SELECT j.resident_id FROM onward.journey j WHERE j.id = p_journey
        AND j.lead_org_id = ANY (onward.leads('existence')) AND NOT j.id = ANY (onward.hidden_journeys()));
BEGIN
    IF person IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT a.id, a.at + (onward.now() - pg_catalog.now()), a.organisation_id, o.short_name, a.staff_id, s.name, p.role, a.action, a.subject, a.categories, a.basis
      FROM (SELECT x.* FROM onward.audit x WHERE x.journey_id = p_journey AND x.id < p_before
            UNION ALL SELECT x.* FROM onward.audit_look l JOIN onward.audit x ON x.id = l.audit_id WHERE l.journey_id = p_journey AND l.audit_id < p_before
            UNION ALL SELECT x.* FROM onward.audit x WHERE x.resident_id = person AND x.journey_id IS NULL AND x.id < p_before) a
      JOIN onward.organisation o ON o.id = a.organisation_id JOIN onward.staff s ON s.id = a.staff_id JOIN onward.post p ON p.id = a.post_id
     WHERE a.at > pg_catalog.now() - make_interval(days => p_days)
     ORDER BY a.id DESC LIMIT p_most;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.sealed_journeys(), onward.found_in_emergency(text, text, date), onward.looks(uuid, int, bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.sealed_journeys(), onward.found_in_emergency(text, text, date), onward.looks(uuid, int, bigint, int) TO onward_app;
