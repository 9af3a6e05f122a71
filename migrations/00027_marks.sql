-- +goose Up

-- Who changed a part of the background last stands on one row a category, which
-- is written over. The one who writes it can put nobody else's name there.
GRANT UPDATE (author_org_id, author_id) ON onward.background_change TO onward_app;
CREATE POLICY signs ON onward.background_change AS RESTRICTIVE FOR UPDATE TO onward_app USING (true)
    WITH CHECK (author_org_id = (SELECT onward.acting_org()) AND author_id = (SELECT onward.acting_staff()));

-- A journey stands in a group once. Whoever adds one that they may not see, as a
-- manager of the category equality, adds nothing and learns nothing.
-- +goose StatementBegin
CREATE FUNCTION onward.group_once() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    IF NEW.category = 'equality' AND EXISTS (SELECT FROM onward.priority_group g
            WHERE g.journey_id = NEW.journey_id AND g.lookup = NEW.lookup AND g.removed_at IS NULL) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.group_once() FROM PUBLIC;
CREATE TRIGGER group_once BEFORE INSERT ON onward.priority_group FOR EACH ROW EXECUTE FUNCTION onward.group_once();
