-- +goose Up

-- A row that names its parent and its journey names the parent of that journey:
-- one key holds them, and the organisation that follows a transfer, together.
ALTER TABLE onward.spell ADD CONSTRAINT spell_kin UNIQUE (id, journey_id, lead_org_id);
ALTER TABLE onward.pay
    DROP CONSTRAINT pay_spell_id_lead_org_id_fkey,
    ADD CONSTRAINT pay_spell FOREIGN KEY (spell_id, journey_id, lead_org_id)
        REFERENCES onward.spell (id, journey_id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE onward.spell DROP CONSTRAINT spell_id_lead_org_id_key;

ALTER TABLE onward.barrier ADD CONSTRAINT barrier_kin UNIQUE (id, journey_id, lead_org_id);
ALTER TABLE onward.barrier_change
    DROP CONSTRAINT barrier_change_barrier_id_lead_org_id_fkey,
    ADD CONSTRAINT barrier_change_barrier FOREIGN KEY (barrier_id, journey_id, lead_org_id)
        REFERENCES onward.barrier (id, journey_id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE onward.barrier DROP CONSTRAINT barrier_id_lead_org_id_key;

-- Progress speaks of the resident whose journey it is.
ALTER TABLE onward.journey ADD CONSTRAINT journey_kin UNIQUE (id, resident_id);
ALTER TABLE onward.progress ADD CONSTRAINT progress_resident FOREIGN KEY (journey_id, resident_id)
    REFERENCES onward.journey (id, resident_id) ON UPDATE CASCADE ON DELETE CASCADE;

-- A note's later versions stand on the journey of its first, which is their
-- parent: the column says so to the key, and takes part in nothing else.
ALTER TABLE onward.note ADD COLUMN first_revision int NOT NULL GENERATED ALWAYS AS (1) STORED;
ALTER TABLE onward.note ADD CONSTRAINT note_kin UNIQUE (note_id, revision, journey_id);
ALTER TABLE onward.note ADD CONSTRAINT note_first FOREIGN KEY (note_id, first_revision, journey_id)
    REFERENCES onward.note (note_id, revision, journey_id) ON DELETE CASCADE;

-- imports_waiting says how many sheets of the acting organisation wait or run.
-- Whose they are and what is in them stays their senders'.
-- +goose StatementBegin
CREATE FUNCTION onward.imports_waiting() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT count(*)::int FROM onward.import i WHERE i.state IN ('queued', 'running') AND i.organisation_id = onward.acting_org()
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.imports_waiting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.imports_waiting() TO onward_app;
