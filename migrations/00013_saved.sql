-- +goose Up

-- A saved filter that was deleted can be had back for a day; its name is free
-- at once. Each list has its own.
ALTER TABLE onward.saved_filter
    ADD COLUMN list text NOT NULL DEFAULT 'caseload' CHECK (list IN ('caseload', 'timeline')),
    ADD COLUMN removed_at timestamptz,
    DROP CONSTRAINT saved_filter_staff_id_name_key;
CREATE UNIQUE INDEX saved_filter_name ON onward.saved_filter (staff_id, list, name) WHERE removed_at IS NULL;
