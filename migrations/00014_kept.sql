-- +goose Up

-- A draft is of one form, by one member of staff, in one of their posts. Its
-- form is the address that the form is sent to, so that what is done there takes
-- the draft with it, in the same transaction. The drafts of before were sealed
-- to names of another kind and cannot be opened under these.
DELETE FROM onward.draft;
ALTER TABLE onward.draft DROP CONSTRAINT draft_pkey, ADD COLUMN post_id int NOT NULL REFERENCES onward.post,
    ADD PRIMARY KEY (staff_id, post_id, form);

-- It runs as who acts, whose own rows are all that it sees.
-- +goose StatementBegin
CREATE FUNCTION onward.drop_sent_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    DELETE FROM onward.draft d WHERE d.staff_id = NEW.staff_id AND d.post_id = (onward.acting())[1] AND d.form = substr(NEW.purpose, 6);
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.drop_sent_draft() FROM PUBLIC;
CREATE TRIGGER drop_sent_draft AFTER INSERT ON onward.idempotency
    FOR EACH ROW WHEN (NEW.purpose LIKE 'POST /%') EXECUTE FUNCTION onward.drop_sent_draft();

-- Who last changed how things stood on entry, each part by its category. The
-- parts themselves are written anew with each correction, and may be empty.
CREATE TABLE onward.background_change (
    journey_id    uuid NOT NULL,
    category      text NOT NULL CHECK (category IN ('circumstances', 'housing_money', 'health', 'equality', 'offences', 'work')),
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL REFERENCES onward.staff,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (journey_id, category),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL onward.protect('onward.background_change', '*');

-- An absence as it was before its cover was ended, so that ending it can be
-- undone for a day; and who ended a supporter's part.
CREATE TABLE onward.absence_ended (
    absence_id      int PRIMARY KEY,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    staff_id        int NOT NULL REFERENCES onward.staff,
    cover_id        int NOT NULL REFERENCES onward.staff,
    from_on         date NOT NULL,
    until_on        date NOT NULL,
    ended_at        timestamptz NOT NULL DEFAULT onward.now(),
    ended_by        int NOT NULL REFERENCES onward.staff
);
CREATE INDEX absence_ended_organisation ON onward.absence_ended (organisation_id, ended_at);
GRANT SELECT, INSERT, DELETE ON onward.absence_ended TO onward_app;
ALTER TABLE onward.supporter ADD COLUMN ended_by int REFERENCES onward.staff;

-- Sessions know whose they are, so that a new password ends them.
ALTER TABLE onward.sessions ADD COLUMN staff_id int;
CREATE INDEX sessions_staff ON onward.sessions (staff_id) WHERE staff_id IS NOT NULL AND ended_at IS NULL;
