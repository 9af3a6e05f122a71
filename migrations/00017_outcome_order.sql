-- +goose Up

-- What a list by outcome is ordered by: how it stands, and the day on which it
-- is due or was reached. Only the rules of internal/outcome know these; they
-- hold up to outcome_until, as reckoned by the rates and rules that outcome_by
-- is the mark of. A row that does not hold is reckoned anew by the first list
-- that asks for the order, and a write to a job or its pay says so here.
ALTER TABLE onward.progress
    ADD COLUMN outcome_rank  smallint NOT NULL DEFAULT 9,
    ADD COLUMN outcome_on    date NOT NULL DEFAULT '9999-12-31',
    ADD COLUMN outcome_until date NOT NULL DEFAULT '0001-01-01', -- the first day on which it does not hold
    ADD COLUMN outcome_by    int NOT NULL DEFAULT 0;
CREATE INDEX progress_lead_outcome ON onward.progress (lead_org_id, outcome_rank, outcome_on, journey_id) WHERE open;
CREATE INDEX progress_spoc_outcome ON onward.progress (spoc_id, outcome_rank, outcome_on, journey_id) WHERE open;
CREATE INDEX progress_outcome_stale ON onward.progress (lead_org_id, outcome_by, outcome_until);
