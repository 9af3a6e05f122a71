-- +goose Up

-- An export is a list that somebody asked to have as a file. It belongs to the
-- post that asked: the same person in another post does not see it. What was
-- asked (ask) holds typed words and is sealed; reach says which categories of
-- which journeys the file shows, so that fetching it is decided anew.
CREATE TABLE onward.export (
    id              uuid PRIMARY KEY,
    staff_id        int NOT NULL REFERENCES onward.staff,
    post_id         int NOT NULL REFERENCES onward.post,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    source          text NOT NULL,
    format          text NOT NULL CHECK (format IN ('csv', 'xlsx')),
    ask             bytea NOT NULL,
    reach           bytea NOT NULL DEFAULT '',
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
    rows_total      int NOT NULL DEFAULT 0, -- 0 until the list was read
    parts_total     int NOT NULL DEFAULT 0,
    parts_done      int NOT NULL DEFAULT 0,
    bytes           int NOT NULL DEFAULT 0,
    failure         text NOT NULL DEFAULT '',
    claim           uuid,
    tries           int NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT onward.now(),
    changed_at      timestamptz NOT NULL DEFAULT onward.now(),
    done_at         timestamptz
);
CREATE INDEX export_staff ON onward.export (staff_id, created_at);
CREATE INDEX export_waiting ON onward.export (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX export_age ON onward.export (created_at);
CALL onward.keep_private('onward.export');
CREATE POLICY post ON onward.export AS RESTRICTIVE TO onward_app
    USING (post_id = ((SELECT onward.acting())::int[])[1]) WITH CHECK (post_id = ((SELECT onward.acting())::int[])[1]);

-- The file, sealed in parts of a megabyte.
CREATE TABLE onward.export_part (
    export_id uuid NOT NULL REFERENCES onward.export ON DELETE CASCADE,
    staff_id  int NOT NULL REFERENCES onward.staff,
    post_id   int NOT NULL REFERENCES onward.post,
    number    int NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (export_id, number)
);
CALL onward.keep_private('onward.export_part');
CREATE POLICY post ON onward.export_part AS RESTRICTIVE TO onward_app
    USING (post_id = ((SELECT onward.acting())::int[])[1]) WITH CHECK (post_id = ((SELECT onward.acting())::int[])[1]);

-- claim_export hands one export to a worker, as claim_import does a sheet: one
-- that waits, or one whose worker has not been heard of for two minutes.
-- +goose StatementBegin
CREATE FUNCTION onward.claim_export() RETURNS TABLE (id uuid, post_id int, claim uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    at      timestamptz := onward.now();
    today   date := onward.today();
    waiting record;
BEGIN
    LOOP
        SELECT e.id, e.post_id, e.tries,
               EXISTS (SELECT FROM onward.post p
                         JOIN onward.staff s ON s.id = p.staff_id AND (s.ended_on IS NULL OR s.ended_on >= today)
                         JOIN onward.organisation o ON o.id = p.organisation_id AND (o.ended_on IS NULL OR o.ended_on >= today)
                        WHERE p.id = e.post_id AND p.from_on <= today AND (p.until_on IS NULL OR p.until_on >= today)) AS stands
          INTO waiting
          FROM onward.export e
         WHERE e.state = 'queued' OR e.state = 'running' AND e.changed_at < at - interval '2 minutes'
         ORDER BY e.created_at LIMIT 1 FOR UPDATE SKIP LOCKED;
        EXIT WHEN NOT FOUND;
        IF waiting.stands AND waiting.tries < 5 THEN
            RETURN QUERY UPDATE onward.export e SET state = 'running', changed_at = at, tries = e.tries + 1, claim = gen_random_uuid(), parts_done = 0
                WHERE e.id = waiting.id RETURNING e.id, e.post_id, e.claim;
            EXIT;
        END IF;
        DELETE FROM onward.export_part p WHERE p.export_id = waiting.id;
        UPDATE onward.export e SET state = 'failed', claim = NULL, changed_at = at, failure = CASE WHEN waiting.stands
            THEN 'The export broke off several times. Narrow the list and export it in parts; if that breaks off too, tell whoever looks after Onward.'
            ELSE 'Your post ended before the file was made.' END
            WHERE e.id = waiting.id;
    END LOOP;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.claim_export() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.claim_export() TO onward_app;

-- sweep takes an export's file a day after it was made. That there was one stays
-- to be seen for a week.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.sweep() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    at timestamptz := onward.now();
BEGIN
    IF NOT pg_try_advisory_xact_lock(7236472) THEN
        RETURN;
    END IF;
    DELETE FROM onward.draft d WHERE d.changed_at < at - interval '30 days';
    DELETE FROM onward.search_text s WHERE s.created_at < at - interval '7 days';
    DELETE FROM onward.idempotency i WHERE i.created_at < at - interval '7 days';
    DELETE FROM onward.attempt a WHERE a.since < at - interval '1 day';
    DELETE FROM onward.import i WHERE i.changed_at < at - interval '90 days'; -- its rows go with it
    DELETE FROM onward.export_part p USING onward.export e WHERE e.id = p.export_id AND e.done_at <= at - interval '24 hours';
    DELETE FROM onward.export e WHERE e.created_at < at - interval '7 days';
    DELETE FROM onward.sessions s WHERE COALESCE(s.ended_at, s.expiry) < at - interval '12 hours';
END $$;
-- +goose StatementEnd
