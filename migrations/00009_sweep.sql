-- +goose Up

-- A session that was ended stays as a mark until no request that began before
-- can still be under way: one that saves the session late finds it ended.
ALTER TABLE onward.sessions ADD COLUMN ended_at timestamptz;

-- sweep deletes what has served its time, for every member of staff at once. It
-- runs as the owner, since the application sees only the rows of who acts. One
-- at a time: a second sweeper leaves the work to the first.
-- +goose StatementBegin
CREATE FUNCTION onward.sweep() RETURNS void
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
    DELETE FROM onward.sessions s WHERE COALESCE(s.ended_at, s.expiry) < at - interval '12 hours';
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.sweep() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.sweep() TO onward_app;
CREATE INDEX draft_age ON onward.draft (changed_at);
