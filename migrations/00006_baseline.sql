-- +goose Up

-- A baseline is corrected by writing it anew.
-- +goose StatementBegin
DO $$
DECLARE
    t text;
    c text;
BEGIN
    FOR t, c IN VALUES ('baseline_work', 'work'), ('baseline_circumstances', 'circumstances'), ('baseline_money', 'housing_money') LOOP
        EXECUTE format('GRANT DELETE ON onward.%I TO onward_app', t);
        EXECUTE format('CREATE POLICY drops ON onward.%I FOR DELETE TO onward_app USING (lead_org_id = ANY ((SELECT onward.leads(%L))::int[]))', t, c);
    END LOOP;
END $$;
-- +goose StatementEnd
