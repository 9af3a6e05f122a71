-- +goose Up

-- head is what the sheet's columns are, sealed, so that pages need not read the
-- file again. claim is the worker that holds a running import, tries how often one did.
ALTER TABLE onward.import
    ADD COLUMN head  bytea NOT NULL DEFAULT '',
    ADD COLUMN claim uuid,
    ADD COLUMN tries int NOT NULL DEFAULT 0;
CREATE INDEX import_waiting ON onward.import (created_at) WHERE state IN ('queued', 'running');

-- look marks rows that a person should look at, blank those with nothing in them.
ALTER TABLE onward.import_row
    ADD COLUMN look  bool NOT NULL DEFAULT false,
    ADD COLUMN blank bool NOT NULL DEFAULT false;

-- claim_import hands one import to a worker: one that waits, or one whose worker
-- has not been heard of for two minutes. It gives away which import and in whose
-- post it runs, and nothing of what is in it. The claim is a fence: a worker that
-- was only slow finds another's there and stops. What nobody can run any more
-- ends here, since its own post could not say so.
-- +goose StatementBegin
CREATE FUNCTION onward.claim_import() RETURNS TABLE (id uuid, post_id int, claim uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    at      timestamptz := onward.now();
    today   date := onward.today();
    waiting record;
BEGIN
    LOOP
        SELECT i.id, i.post_id, i.tries,
               EXISTS (SELECT FROM onward.post p
                         JOIN onward.staff s ON s.id = p.staff_id AND (s.ended_on IS NULL OR s.ended_on >= today)
                         JOIN onward.organisation o ON o.id = p.organisation_id AND (o.ended_on IS NULL OR o.ended_on >= today)
                        WHERE p.id = i.post_id AND p.from_on <= today AND (p.until_on IS NULL OR p.until_on >= today)) AS stands
          INTO waiting
          FROM onward.import i
         WHERE i.state = 'queued' OR i.state = 'running' AND i.changed_at < at - interval '2 minutes'
         ORDER BY i.created_at LIMIT 1 FOR UPDATE SKIP LOCKED;
        EXIT WHEN NOT FOUND;
        IF waiting.stands AND waiting.tries < 10 THEN
            RETURN QUERY UPDATE onward.import i SET state = 'running', changed_at = at, tries = i.tries + 1, claim = gen_random_uuid()
                WHERE i.id = waiting.id RETURNING i.id, i.post_id, i.claim;
            EXIT;
        END IF;
        UPDATE onward.import i SET state = 'failed', changed_at = at, failure = CASE WHEN waiting.stands
            THEN 'The import broke off several times. Start it again; if it breaks off once more, tell whoever looks after Onward.'
            ELSE 'Your post ended before the sheet was imported. Ask a colleague to import it.' END
            WHERE i.id = waiting.id;
    END LOOP;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.claim_import() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.claim_import() TO onward_app;
