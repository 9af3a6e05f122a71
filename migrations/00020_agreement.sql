-- +goose Up

-- A data-sharing agreement. A row is one version: what is signed never changes,
-- a new version is signed again. Agreements hold no resident's data.
CREATE TABLE onward.agreement (
    id             int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    series         uuid NOT NULL DEFAULT gen_random_uuid(),
    number         int NOT NULL DEFAULT 1,
    partnership_id int NOT NULL REFERENCES onward.partnership,
    drafter_org_id int NOT NULL REFERENCES onward.organisation,
    title          text NOT NULL,
    template       text NOT NULL DEFAULT '',
    state          text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'awaiting_signature', 'in_force', 'suspended', 'ended')),
    bases          text[] NOT NULL DEFAULT '{}' CHECK (bases <@ '{referral,neighbour,existence,statistics}'),
    categories     text[] NOT NULL DEFAULT '{}',
    condition      text NOT NULL DEFAULT 'consent' CHECK (condition IN ('informed', 'consent')),
    article6       text NOT NULL DEFAULT '',
    article9       text NOT NULL DEFAULT '',
    schedule1      text NOT NULL DEFAULT '',
    from_on        date,
    until_on       date,
    review_on      date,
    rights_contact     text NOT NULL DEFAULT '',
    breach_contact     text NOT NULL DEFAULT '',
    complaints_contact text NOT NULL DEFAULT '',
    sections       jsonb NOT NULL DEFAULT '{}',
    revision       int NOT NULL DEFAULT 1,
    changed_at     timestamptz NOT NULL DEFAULT onward.now(),
    changed_by     int REFERENCES onward.staff,
    created_at     timestamptz NOT NULL DEFAULT onward.now(),
    UNIQUE (series, number)
);

CREATE TABLE onward.agreement_party (
    agreement_id    int NOT NULL REFERENCES onward.agreement ON DELETE CASCADE,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    discloses       bool NOT NULL DEFAULT false,
    receives        bool NOT NULL DEFAULT false,
    capacity        text NOT NULL DEFAULT 'controller' CHECK (capacity IN ('controller', 'joint_controller', 'processor')),
    PRIMARY KEY (agreement_id, organisation_id)
);
CREATE INDEX agreement_party_organisation ON onward.agreement_party (organisation_id, agreement_id);

-- What was signed, by whom and for whom. Nothing is ever changed here.
CREATE TABLE onward.agreement_signature (
    agreement_id    int NOT NULL REFERENCES onward.agreement,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    staff_id        int NOT NULL REFERENCES onward.staff,
    post_id         int NOT NULL REFERENCES onward.post,
    hash            bytea NOT NULL,
    signed_at       timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (agreement_id, organisation_id)
);

-- What became of an agreement: each move with who, when and why.
CREATE TABLE onward.agreement_event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agreement_id    int NOT NULL REFERENCES onward.agreement ON DELETE CASCADE,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    staff_id        int NOT NULL REFERENCES onward.staff,
    what            text NOT NULL,
    detail          text NOT NULL DEFAULT '',
    at              timestamptz NOT NULL DEFAULT onward.now()
);
CREATE INDEX agreement_event_agreement ON onward.agreement_event (agreement_id, id);

-- A party sees its agreements and nobody else does. A draft is the drafter's and
-- its named parties'.
-- +goose StatementBegin
CREATE FUNCTION onward.party_to(p_agreement int) RETURNS bool
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org int := (onward.acting())[3];
BEGIN
    RETURN org IS NOT NULL AND (EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = p_agreement AND p.organisation_id = org)
        OR EXISTS (SELECT FROM onward.agreement a WHERE a.id = p_agreement AND a.drafter_org_id = org));
END $$;
-- +goose StatementEnd

-- governs says that whoever acts is a governance officer: of the organisations'
-- roles the only one that the database knows, since an agreement binds both.
-- +goose StatementBegin
CREATE FUNCTION onward.governs() RETURNS bool
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM onward.post p WHERE p.id = (onward.acting())[1] AND p.role = 'governance');
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.party_to(int), onward.governs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.party_to(int), onward.governs() TO onward_app;

-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['agreement', 'agreement_party', 'agreement_signature', 'agreement_event'] LOOP
        EXECUTE format('ALTER TABLE onward.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner ON onward.%I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
        EXECUTE format('GRANT SELECT, INSERT ON onward.%I TO onward_app', t);
    END LOOP;
END $$;
-- +goose StatementEnd
CREATE POLICY sees ON onward.agreement FOR SELECT TO onward_app USING (drafter_org_id = (SELECT onward.acting_org()) OR onward.party_to(id));
CREATE POLICY adds ON onward.agreement FOR INSERT TO onward_app WITH CHECK (drafter_org_id = (SELECT onward.acting_org()) AND (SELECT onward.governs()) AND state = 'draft');
CREATE POLICY changes ON onward.agreement FOR UPDATE TO onward_app USING ((SELECT onward.governs()) AND onward.party_to(id));
GRANT UPDATE ON onward.agreement TO onward_app;
CREATE POLICY sees ON onward.agreement_party FOR SELECT TO onward_app USING (onward.party_to(agreement_id));
CREATE POLICY adds ON onward.agreement_party FOR INSERT TO onward_app WITH CHECK ((SELECT onward.governs()) AND onward.party_to(agreement_id));
CREATE POLICY drops ON onward.agreement_party FOR DELETE TO onward_app USING ((SELECT onward.governs()) AND onward.party_to(agreement_id));
GRANT DELETE ON onward.agreement_party TO onward_app;
CREATE POLICY sees ON onward.agreement_signature FOR SELECT TO onward_app USING (onward.party_to(agreement_id));
CREATE POLICY adds ON onward.agreement_signature FOR INSERT TO onward_app
    WITH CHECK ((SELECT onward.governs()) AND organisation_id = (SELECT onward.acting_org()) AND staff_id = (SELECT onward.acting_staff()) AND onward.party_to(agreement_id));
CREATE POLICY sees ON onward.agreement_event FOR SELECT TO onward_app USING (onward.party_to(agreement_id));
CREATE POLICY adds ON onward.agreement_event FOR INSERT TO onward_app
    WITH CHECK ((SELECT onward.governs()) AND organisation_id = (SELECT onward.acting_org()) AND staff_id = (SELECT onward.acting_staff()) AND onward.party_to(agreement_id));

-- What is signed stays as it was signed, whoever acts. The owner, in whose
-- transactions nobody acts, lays worlds down as scenarios tell them.
-- +goose StatementBegin
CREATE FUNCTION onward.agreement_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF onward.acting() IS NULL THEN
        RETURN NEW;
    END IF;
    IF OLD.state <> 'draft' AND (NEW.series, NEW.number, NEW.partnership_id, NEW.drafter_org_id, NEW.title, NEW.bases, NEW.categories, NEW.condition, NEW.article6,
            NEW.article9, NEW.schedule1, NEW.from_on, NEW.until_on, NEW.review_on, NEW.rights_contact, NEW.breach_contact, NEW.complaints_contact, NEW.sections)
        IS DISTINCT FROM (OLD.series, OLD.number, OLD.partnership_id, OLD.drafter_org_id, OLD.title, OLD.bases, OLD.categories, OLD.condition, OLD.article6,
            OLD.article9, OLD.schedule1, OLD.from_on, OLD.until_on, OLD.review_on, OLD.rights_contact, OLD.breach_contact, OLD.complaints_contact, OLD.sections) THEN
        RAISE EXCEPTION 'what is out for signature does not change' USING ERRCODE = 'OW002';
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
CREATE TRIGGER agreement_stands BEFORE UPDATE ON onward.agreement FOR EACH ROW EXECUTE FUNCTION onward.agreement_stands();

-- The parties too: they are drafted, never changed under a signature.
-- +goose StatementBegin
CREATE FUNCTION onward.parties_stand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF onward.acting() IS NOT NULL AND EXISTS (SELECT FROM onward.agreement a WHERE a.id = COALESCE(NEW.agreement_id, OLD.agreement_id) AND a.state <> 'draft') THEN
        RAISE EXCEPTION 'the parties of what is out for signature do not change' USING ERRCODE = 'OW002';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
-- +goose StatementEnd
CREATE TRIGGER parties_stand BEFORE INSERT OR UPDATE OR DELETE ON onward.agreement_party FOR EACH ROW EXECUTE FUNCTION onward.parties_stand();
REVOKE ALL ON FUNCTION onward.agreement_stands(), onward.parties_stand() FROM PUBLIC;

-- Every change that could alter a decision makes a new epoch.
-- +goose StatementBegin
CREATE FUNCTION onward.new_epoch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    UPDATE onward.policy_epoch SET version = version + 1;
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.new_epoch() FROM PUBLIC;
CREATE TRIGGER new_epoch AFTER UPDATE OF state ON onward.agreement FOR EACH STATEMENT EXECUTE FUNCTION onward.new_epoch();
CREATE TRIGGER new_epoch AFTER INSERT ON onward.agreement_signature FOR EACH STATEMENT EXECUTE FUNCTION onward.new_epoch();

-- signed says that every party has signed: a state alone opens nothing.
-- +goose StatementBegin
CREATE FUNCTION onward.signed(p_agreement int) RETURNS bool
LANGUAGE sql STABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = p_agreement)
       AND NOT EXISTS (SELECT FROM onward.agreement_party p WHERE p.agreement_id = p_agreement
           AND NOT EXISTS (SELECT FROM onward.agreement_signature s WHERE s.agreement_id = p_agreement AND s.organisation_id = p.organisation_id))
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.signed(int) FROM PUBLIC;

-- agreements_in_force is what the first wall is loaded from: codes, no text. It
-- gives the version that it read, so that nobody takes old agreements for new.
-- +goose StatementBegin
CREATE FUNCTION onward.agreements_in_force(p_day date)
RETURNS TABLE (version bigint, id int, number int, title text, discloses int[], receives int[], bases text[], categories text[], condition text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF onward.acting() IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT e.version, a.id, a.number, a.title,
        ARRAY(SELECT p.organisation_id FROM onward.agreement_party p WHERE p.agreement_id = a.id AND p.discloses ORDER BY 1),
        ARRAY(SELECT p.organisation_id FROM onward.agreement_party p WHERE p.agreement_id = a.id AND p.receives ORDER BY 1),
        a.bases, a.categories, a.condition
      FROM onward.policy_epoch e
      LEFT JOIN onward.agreement a ON a.state = 'in_force' AND a.from_on <= p_day AND a.until_on >= p_day AND onward.signed(a.id);
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.agreements_in_force(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.agreements_in_force(date) TO onward_app;
