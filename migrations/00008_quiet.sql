-- +goose Up

-- "No contact for 21 days" across an organisation, the longest first.
CREATE INDEX progress_lead_contact ON onward.progress (lead_org_id, last_contact_on, journey_id) WHERE open;
