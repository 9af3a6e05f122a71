-- +goose Up

-- What agreements need to be worked with: the text that is signed, holds of
-- single parties, replacement by a newer version, complaints, and the count of
-- what an agreement would open.

ALTER TABLE onward.agreement
    ADD COLUMN wording text NOT NULL DEFAULT '',      -- all that binds, as it was offered; its sha256 is what is signed
    ADD COLUMN offered_at timestamptz,
    ADD COLUMN held_by int[] NOT NULL DEFAULT '{}',   -- the parties that have suspended it
    ADD COLUMN reviewed_on date;                      -- the last review, which found it good

-- Two versions of one series are never drafted or out for signature at a time.
CREATE UNIQUE INDEX agreement_one_next ON onward.agreement (series) WHERE state IN ('draft', 'awaiting_signature');

-- agreement_stands is said anew: the wording stands too, only the drafter drafts,
-- an agreement comes into force with every signature alone, each party holds and
-- lets go for itself, and the end of a version may come earlier only where a
-- newer one, signed by all, takes its place that day.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.agreement_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org int := (onward.acting())[3];
    replaced bool;
BEGIN
    IF org IS NULL THEN
        RETURN NEW;
    END IF;
    replaced := NEW.until_on < OLD.until_on AND EXISTS (SELECT FROM onward.agreement n WHERE n.series = OLD.series AND n.number > OLD.number
        AND n.state = 'in_force' AND n.from_on = NEW.until_on + 1 AND onward.signed(n.id));
    IF (NEW.id, NEW.series, NEW.number, NEW.partnership_id, NEW.drafter_org_id, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.series, OLD.number, OLD.partnership_id, OLD.drafter_org_id, OLD.created_at) THEN
        RAISE EXCEPTION 'which agreement it is does not change' USING ERRCODE = 'OW002';
    END IF;
    IF (NEW.title, NEW.template, NEW.bases, NEW.categories, NEW.condition, NEW.article6, NEW.article9, NEW.schedule1, NEW.from_on, NEW.review_on,
            NEW.rights_contact, NEW.breach_contact, NEW.complaints_contact, NEW.sections)
        IS DISTINCT FROM (OLD.title, OLD.template, OLD.bases, OLD.categories, OLD.condition, OLD.article6, OLD.article9, OLD.schedule1, OLD.from_on, OLD.review_on,
            OLD.rights_contact, OLD.breach_contact, OLD.complaints_contact, OLD.sections)
       OR NEW.until_on IS DISTINCT FROM OLD.until_on AND NOT COALESCE(replaced, false) THEN
        IF OLD.state <> 'draft' OR OLD.drafter_org_id <> org THEN
            RAISE EXCEPTION 'what is out for signature does not change, and a draft is its drafter''s' USING ERRCODE = 'OW002';
        END IF;
    END IF;
    IF NEW.wording <> OLD.wording AND (OLD.state, NEW.state) NOT IN (('draft', 'awaiting_signature'), ('awaiting_signature', 'draft')) THEN
        RAISE EXCEPTION 'the wording is made when it is offered' USING ERRCODE = 'OW002';
    END IF;
    IF ARRAY(SELECT unnest(NEW.held_by) EXCEPT SELECT org ORDER BY 1) <> ARRAY(SELECT unnest(OLD.held_by) EXCEPT SELECT org ORDER BY 1) THEN
        RAISE EXCEPTION 'a party holds and lets go for itself alone' USING ERRCODE = 'OW002';
    END IF;
    IF OLD.state = 'suspended' AND NEW.state = 'in_force' AND NEW.held_by <> '{}' THEN
        RAISE EXCEPTION 'a party still holds it' USING ERRCODE = 'OW002';
    END IF;
    IF NEW.state <> OLD.state AND OLD.state <> 'draft' AND NEW.state <> 'draft' AND NOT onward.party(NEW.id, org) AND NOT (NEW.state = 'ended' AND onward.replaced(NEW.id)) THEN
        RAISE EXCEPTION 'only a party moves it' USING ERRCODE = 'OW002';
    END IF;
    IF (OLD.state = 'draft' AND NEW.state <> 'draft') AND OLD.drafter_org_id <> org THEN
        RAISE EXCEPTION 'a draft is its drafter''s' USING ERRCODE = 'OW002';
    END IF;
    IF NEW.state = 'awaiting_signature' AND NEW.state <> OLD.state AND NEW.wording = '' THEN
        RAISE EXCEPTION 'nobody signs nothing' USING ERRCODE = 'OW002';
    END IF;
    IF (OLD.state, NEW.state) = ('awaiting_signature', 'in_force') AND NOT onward.signed(NEW.id) THEN
        RAISE EXCEPTION 'it is in force once every party has signed' USING ERRCODE = 'OW002';
    END IF;
    IF NOT (NEW.state = OLD.state OR (OLD.state, NEW.state) IN (('draft', 'awaiting_signature'), ('awaiting_signature', 'draft'),
            ('awaiting_signature', 'in_force'), ('in_force', 'suspended'), ('suspended', 'in_force'),
            ('draft', 'ended'), ('awaiting_signature', 'ended'), ('in_force', 'ended'), ('suspended', 'ended'))) THEN
        RAISE EXCEPTION 'an agreement does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'OW002';
    END IF;
    IF (OLD.state, NEW.state) = ('awaiting_signature', 'draft') AND EXISTS (SELECT FROM onward.agreement_signature s WHERE s.agreement_id = NEW.id) THEN
        RAISE EXCEPTION 'what one party has signed is not drafted further' USING ERRCODE = 'OW002';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

-- party says that an organisation is one, where party_to also lets the drafter see.
-- +goose StatementBegin
CREATE FUNCTION onward.party(p_agreement int, p_organisation int) RETURNS bool
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = p_agreement AND p.organisation_id = p_organisation)
$$;
-- +goose StatementEnd

-- replaced says that a newer version, signed by all, has begun by today.
-- +goose StatementBegin
CREATE FUNCTION onward.replaced(p_agreement int) RETURNS bool
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT EXISTS (SELECT FROM onward.agreement a JOIN onward.agreement n ON n.series = a.series AND n.number > a.number
        WHERE a.id = p_agreement AND n.state = 'in_force' AND n.from_on <= onward.today() AND onward.signed(n.id))
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.party(int, int), onward.replaced(int) FROM PUBLIC;

-- agreement_replaces ends the versions before one that comes into force: at once
-- where it has begun, else on the day before it begins. The last to sign need
-- not be a party to what is replaced.
-- +goose StatementBegin
CREATE FUNCTION onward.agreement_replaces() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who int[] := onward.acting();
    earlier record;
BEGIN
    IF who IS NULL OR NEW.state <> 'in_force' OR OLD.state <> 'awaiting_signature' THEN
        RETURN NULL;
    END IF;
    FOR earlier IN SELECT a.id FROM onward.agreement a WHERE a.series = NEW.series AND a.number < NEW.number AND a.state IN ('in_force', 'suspended') LOOP
        IF NEW.from_on <= onward.today() THEN
            UPDATE onward.agreement a SET state = 'ended', changed_at = onward.now(), changed_by = who[2], revision = a.revision + 1 WHERE a.id = earlier.id;
        ELSE
            UPDATE onward.agreement a SET until_on = NEW.from_on - 1, changed_at = onward.now(), changed_by = who[2], revision = a.revision + 1
             WHERE a.id = earlier.id AND a.until_on >= NEW.from_on;
        END IF;
        INSERT INTO onward.agreement_event (agreement_id, organisation_id, staff_id, what, detail) VALUES (earlier.id, who[3], who[2], 'replaced', NEW.number::text);
    END LOOP;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER replaces AFTER UPDATE OF state ON onward.agreement FOR EACH ROW EXECUTE FUNCTION onward.agreement_replaces();

-- A signature is under the wording that was offered, by a party, while it waits.
-- +goose StatementBegin
CREATE FUNCTION onward.signature_fits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    who int[] := onward.acting();
BEGIN
    IF who IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.post_id IS DISTINCT FROM who[1] OR NOT onward.party(NEW.agreement_id, who[3]) OR NOT EXISTS (SELECT FROM onward.agreement a
            WHERE a.id = NEW.agreement_id AND a.state = 'awaiting_signature' AND sha256(convert_to(a.wording, 'UTF8')) = NEW.hash) THEN
        RAISE EXCEPTION 'a signature is under what was offered, by a party' USING ERRCODE = 'OW002';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER signature_fits BEFORE INSERT ON onward.agreement_signature FOR EACH ROW EXECUTE FUNCTION onward.signature_fits();

-- The parties of a draft are its drafter's to name.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.parties_stand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF onward.acting() IS NOT NULL AND EXISTS (SELECT FROM onward.agreement a WHERE a.id = COALESCE(NEW.agreement_id, OLD.agreement_id)
            AND (a.state <> 'draft' OR a.drafter_org_id <> (onward.acting())[3])) THEN
        RAISE EXCEPTION 'the parties of what is out for signature do not change, and a draft is its drafter''s' USING ERRCODE = 'OW002';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.agreement_replaces(), onward.signature_fits() FROM PUBLIC;

-- A complaint about sharing, beside the contact that takes it. What was said
-- lies sealed, since it may speak of a person: the governance officers of the
-- parties read it, and whoever took it answers it.
CREATE TABLE onward.agreement_complaint (
    id              uuid PRIMARY KEY,
    agreement_id    int NOT NULL REFERENCES onward.agreement,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    staff_id        int NOT NULL REFERENCES onward.staff,
    received_on     date NOT NULL,
    about           text NOT NULL CHECK (about IN ('access', 'rectification', 'erasure', 'objection', 'breach', 'information', 'other')),
    sealed          bytea NOT NULL,
    answered_on     date,
    answered_by     int REFERENCES onward.staff,
    finding         text NOT NULL DEFAULT '' CHECK (finding IN ('', 'upheld', 'partly_upheld', 'not_upheld', 'withdrawn')),
    version         int NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT onward.now()
);
CREATE INDEX agreement_complaint_agreement ON onward.agreement_complaint (agreement_id, received_on);
ALTER TABLE onward.agreement_complaint ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON onward.agreement_complaint TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY sees ON onward.agreement_complaint FOR SELECT TO onward_app USING ((SELECT onward.governs()) AND onward.party_to(agreement_id));
CREATE POLICY adds ON onward.agreement_complaint FOR INSERT TO onward_app WITH CHECK ((SELECT onward.governs()) AND onward.party_to(agreement_id)
    AND organisation_id = (SELECT onward.acting_org()) AND staff_id = (SELECT onward.acting_staff()));
CREATE POLICY changes ON onward.agreement_complaint FOR UPDATE TO onward_app USING ((SELECT onward.governs()) AND organisation_id = (SELECT onward.acting_org()));
GRANT SELECT, INSERT, UPDATE (sealed, answered_on, answered_by, finding, version) ON onward.agreement_complaint TO onward_app;

-- reach is what each organisation would see of open journeys that others lead,
-- were exactly these agreements in force: a mask a journey. A sealed journey is
-- nobody's here.
-- +goose StatementBegin
CREATE FUNCTION onward.reach(p_agreements int[])
RETURNS TABLE (organisation_id int, journey_id uuid, lead_org_id int, mask int)
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT r.organisation_id, j.id, j.lead_org_id, bit_or(CASE b.code
            WHEN 4 THEN onward.bits(g.categories) & b.mask | 1
            WHEN 2 THEN onward.bits(g.categories) & b.mask | 1
            ELSE onward.bits(g.categories) & onward.bits(f.categories) & b.mask | 1 END)
      FROM onward.agreement g
      JOIN onward.agreement_party d ON d.agreement_id = g.id AND d.discloses
      JOIN onward.agreement_party r ON r.agreement_id = g.id AND r.receives AND r.organisation_id <> d.organisation_id
      JOIN (VALUES (2, 'referral', 3), (3, 'referral', 8127), (4, 'neighbour', 2335)) b(code, basis, mask) ON b.basis = ANY (g.bases)
      JOIN onward.journey j ON j.lead_org_id = d.organisation_id AND j.closed_on IS NULL
      LEFT JOIN onward.referral f ON b.code < 4 AND f.journey_id = j.id AND f.to_org_id = r.organisation_id
           AND (b.code = 2 AND f.state = 'offered' OR b.code = 3 AND f.state IN ('accepted', 'started'))
     WHERE g.id = ANY (p_agreements) AND (b.code = 4 OR f.id IS NOT NULL)
       AND EXISTS (SELECT FROM onward.notice n WHERE n.resident_id = j.resident_id AND n.removed_at IS NULL)
       AND (g.condition = 'informed' OR EXISTS (SELECT FROM onward.consent c WHERE c.resident_id = j.resident_id AND c.agreement_id = g.id AND c.withdrawn_on IS NULL))
       AND NOT EXISTS (SELECT FROM onward.objection o WHERE o.resident_id = j.resident_id AND o.organisation_id = r.organisation_id AND o.lifted_on IS NULL)
       AND NOT EXISTS (SELECT FROM onward.seal_order s WHERE s.resident_id = j.resident_id AND s.lifted_at IS NULL)
     GROUP BY 1, 2, 3
$$;
-- +goose StatementEnd

-- agreement_effect counts, for a governance officer of a party, what would change
-- if a version came into force in place of those before it or, where p_ends is
-- set, if it ended: who gains or loses sight of how many open journeys, and in
-- which categories. It shows no row. What the own organisation would see, and
-- what others would see of journeys that it leads, is exact; of the rest one to
-- four is told as -1.
-- +goose StatementBegin
CREATE FUNCTION onward.agreement_effect(p_agreement int, p_ends bool)
RETURNS TABLE (organisation_id int, what text, category text, ours int, others int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
#variable_conflict use_column
DECLARE
    org      int := (onward.acting())[3];
    day      date := onward.today();
    versions int[];
    viewers  int[];
    leads    int[];
    was      int[];
    will     int[];
BEGIN
    IF org IS NULL OR p_ends IS NULL OR NOT onward.governs() OR NOT onward.party_to(p_agreement) THEN
        RETURN;
    END IF;
    versions := ARRAY(SELECT o.id FROM onward.agreement o JOIN onward.agreement a ON a.id = p_agreement AND o.series = a.series AND o.number <= a.number
        WHERE o.id = a.id OR o.state IN ('in_force', 'suspended'));
    viewers := ARRAY(SELECT DISTINCT p.organisation_id FROM onward.agreement_party p WHERE p.agreement_id = ANY (versions) AND p.receives);
    leads := ARRAY(SELECT DISTINCT p.organisation_id FROM onward.agreement_party p WHERE p.agreement_id = ANY (versions) AND p.discloses);
    was := ARRAY(SELECT a.id FROM onward.agreement a WHERE a.state = 'in_force' AND a.from_on <= day AND a.until_on >= day AND onward.signed(a.id)
        AND EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = a.id AND p.receives AND p.organisation_id = ANY (viewers))
        AND EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = a.id AND p.discloses AND p.organisation_id = ANY (leads)));
    IF p_ends THEN
        will := array_remove(was, p_agreement);
    ELSE
        will := ARRAY(SELECT x FROM unnest(was) x WHERE x <> ALL (versions)) || p_agreement;
    END IF;
    RETURN QUERY
    WITH before AS (SELECT * FROM onward.reach(was) r WHERE r.organisation_id = ANY (viewers) AND r.lead_org_id = ANY (leads)),
         after AS (SELECT * FROM onward.reach(will) r WHERE r.organisation_id = ANY (viewers) AND r.lead_org_id = ANY (leads)),
         both_ways AS (
        SELECT COALESCE(a.organisation_id, b.organisation_id) AS viewer, COALESCE(a.lead_org_id, b.lead_org_id) AS lead, COALESCE(b.mask, 0) AS m0, COALESCE(a.mask, 0) AS m1
          FROM after a FULL JOIN before b ON b.organisation_id = a.organisation_id AND b.journey_id = a.journey_id
    ), told(viewer, what, category, lead) AS (
        SELECT viewer, CASE WHEN m0 = 0 THEN 'gains' WHEN m1 = 0 THEN 'loses' WHEN m1 & ~m0 <> 0 THEN 'more' ELSE 'fewer' END, '', lead FROM both_ways WHERE m0 <> m1
        UNION ALL
        SELECT viewer, 'sees', '', lead FROM both_ways WHERE m1 <> 0
        UNION ALL
        SELECT viewer, CASE WHEN m1 & onward.bits(ARRAY[w]) <> 0 THEN 'gains' ELSE 'loses' END, w, lead FROM both_ways,
            unnest(ARRAY['existence', 'identity', 'contact', 'circumstances', 'housing_money', 'health', 'equality', 'offences', 'plan', 'notes', 'work', 'outcomes', 'documents']) w
         WHERE (m0 # m1) & onward.bits(ARRAY[w]) <> 0
        UNION ALL
        SELECT v, 'objected', '', j.lead_org_id FROM unnest(viewers) v JOIN onward.objection o ON o.organisation_id = v AND o.lifted_on IS NULL
            JOIN onward.journey j ON j.resident_id = o.resident_id AND j.closed_on IS NULL AND j.lead_org_id = ANY (leads) AND j.lead_org_id <> v
        UNION ALL
        SELECT 0, 'open', '', j.lead_org_id FROM onward.journey j WHERE j.closed_on IS NULL AND j.lead_org_id = ANY (leads)
    ), counted AS (
        SELECT viewer, what, category, count(*) FILTER (WHERE lead = org)::int AS ours, count(*) FILTER (WHERE lead <> org)::int AS others FROM told GROUP BY 1, 2, 3
    )
    SELECT viewer, what, category, ours, CASE WHEN others BETWEEN 1 AND 4 AND viewer <> org THEN -1 ELSE others END FROM counted ORDER BY 1, 2, 3;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.reach(int[]), onward.agreement_effect(int, bool) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.agreement_effect(int, bool) TO onward_app;
