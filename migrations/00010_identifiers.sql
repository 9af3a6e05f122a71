-- +goose Up

-- A number that was entered for the wrong person is taken away.
GRANT DELETE ON onward.resident_identifier TO onward_app;
CREATE POLICY drops ON onward.resident_identifier FOR DELETE TO onward_app
    USING (lead_org_id = ANY ((SELECT onward.leads('identity'))::int[]));

-- A journey stands in a priority group once, whoever adds it and whether or not
-- they see that it is there.
CREATE UNIQUE INDEX priority_group_one ON onward.priority_group (journey_id, lookup) WHERE removed_at IS NULL;
