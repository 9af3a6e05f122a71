-- +goose Up

-- A look on somebody else's journey says under which agreement it was taken.
ALTER TABLE onward.audit ADD COLUMN agreement_id int;
GRANT INSERT (agreement_id) ON onward.audit TO onward_app;

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
    IF a.agreement_id IS NOT NULL THEN
        later := later || jsonb_build_object('agreement', a.agreement_id);
    END IF;
    RETURN CASE WHEN later = '{}' THEN first ELSE first || jsonb_build_array(later) END::text;
END $$;
-- +goose StatementEnd

-- refresh derives what lists are sorted by: the next thing due and the last
-- contact. Whoever writes to a plan, a diary or the notes moves them, and of
-- others' journeys nobody may change the progress: so it is derived here, from
-- every row, also those that the writer does not see. Nothing that the caller
-- says goes into it, and a journey out of the caller's reach is left alone.
-- +goose StatementBegin
CREATE FUNCTION onward.refresh(p_journeys uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org   int := onward.acting_org();
    ways  bigint[] := onward.keys();
BEGIN
    UPDATE onward.progress p
       SET next_due = COALESCE(f.due, '9999-12-31'), next_at = f.at, next_what = COALESCE(f.what, ''), next_kind = COALESCE(f.kind, ''),
           last_contact_on = greatest(f.day, p.last_contact_on)
      FROM (SELECT j.id, n.due, n.at, n.what, n.kind, c.day FROM unnest(p_journeys) j(id)
        LEFT JOIN LATERAL (SELECT x.due, x.at, x.what, x.kind FROM (
            SELECT a.due_on AS due, NULL::timestamptz AS at, a.what, 'action' AS kind FROM onward.action a
             WHERE a.journey_id = j.id AND a.done_on IS NULL AND a.removed_at IS NULL AND a.due_on IS NOT NULL
            UNION ALL SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date, m.starts_at, m.purpose, 'appointment' FROM onward.appointment m
             WHERE m.journey_id = j.id AND m.state = 'booked'
            UNION ALL SELECT t.due_on, NULL, t.what, 'task' FROM onward.task t WHERE t.journey_id = j.id AND t.done_on IS NULL AND t.due_on IS NOT NULL) x
            ORDER BY x.due, x.at NULLS FIRST LIMIT 1) n ON true
        LEFT JOIN LATERAL (SELECT max(y.day) AS day FROM (
            SELECT o.happened_on AS day FROM onward.note o WHERE o.journey_id = j.id AND o.superseded_at IS NULL AND o.contact NOT IN ('none', 'record')
            UNION ALL SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date FROM onward.appointment m WHERE m.journey_id = j.id AND m.state = 'attended') y) c ON true) f
     WHERE p.journey_id = f.id
       AND (p.lead_org_id = org OR EXISTS (SELECT FROM onward.opening o WHERE o.journey_id = p.journey_id AND o.key = ANY (ways) AND o.org_id IN (0, org)))
       AND (p.next_due, p.next_at, p.next_what, p.next_kind, p.last_contact_on)
           IS DISTINCT FROM (COALESCE(f.due, '9999-12-31'), f.at, COALESCE(f.what, ''), COALESCE(f.kind, ''), greatest(f.day, p.last_contact_on));
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.refresh(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.refresh(uuid[]) TO onward_app;

-- What an organisation wrote on others' journeys, for the page that lists them
-- after its part has ended.
CREATE INDEX note_author ON onward.note (author_org_id, journey_id) WHERE author_org_id <> lead_org_id;
CREATE INDEX action_author ON onward.action (author_org_id, journey_id) WHERE author_org_id <> lead_org_id;
CREATE INDEX appointment_author ON onward.appointment (author_org_id, journey_id) WHERE author_org_id <> lead_org_id;
CREATE INDEX intervention_author ON onward.intervention (author_org_id, journey_id) WHERE author_org_id <> lead_org_id;
CREATE INDEX spell_author ON onward.spell (author_org_id, journey_id) WHERE author_org_id <> lead_org_id;

-- Lists of others' journeys walk what one lead shares on one way in the order
-- of what is due next.
CREATE INDEX opening_lead ON onward.opening (key, org_id, lead_org_id, next_due, journey_id) WHERE open;
CREATE INDEX opening_closed ON onward.opening (key, org_id) WHERE NOT open;
