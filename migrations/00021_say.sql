-- +goose Up

-- The resident's say. It is as visible as the fact that somebody supports this
-- person: whoever reaches the journey must be able to hold the say against it.

-- The privacy notice: which version, how, by whom, with what evidence.
CREATE TABLE onward.notice (
    id            uuid PRIMARY KEY,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    wording       text NOT NULL,
    how           text NOT NULL,
    evidence      text NOT NULL DEFAULT '',
    given_on      date NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX notice_resident ON onward.notice (resident_id);

-- Consent to one agreement. Given, and perhaps withdrawn: a new giving is a new row.
CREATE TABLE onward.consent (
    id            uuid PRIMARY KEY,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    agreement_id  int NOT NULL REFERENCES onward.agreement,
    how           text NOT NULL,
    evidence      text NOT NULL DEFAULT '',
    given_on      date NOT NULL,
    withdrawn_on  date,
    withdrawn_how text NOT NULL DEFAULT '',
    withdrawn_by  int REFERENCES onward.staff,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX consent_now ON onward.consent (resident_id, agreement_id) WHERE withdrawn_on IS NULL;
CREATE INDEX consent_resident ON onward.consent (resident_id);

-- Objection to one organisation.
CREATE TABLE onward.objection (
    id            uuid PRIMARY KEY,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    how           text NOT NULL,
    evidence      text NOT NULL DEFAULT '',
    objected_on   date NOT NULL,
    lifted_on     date,
    lifted_how    text NOT NULL DEFAULT '',
    lifted_by     int REFERENCES onward.staff,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX objection_now ON onward.objection (resident_id, organisation_id) WHERE lifted_on IS NULL;
CREATE INDEX objection_resident ON onward.objection (resident_id);

-- A seal closes every journey of a resident to all but those it names and the
-- single point of contact.
CREATE TABLE onward.seal_order (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    reason        text NOT NULL,
    list          int[] NOT NULL,
    sealed_at     timestamptz NOT NULL DEFAULT onward.now(),
    lifted_at     timestamptz,
    lifted_by     int REFERENCES onward.staff,
    version       int NOT NULL DEFAULT 1,
    FOREIGN KEY (journey_id, resident_id) REFERENCES onward.journey (id, resident_id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX seal_order_now ON onward.seal_order (resident_id) WHERE lifted_at IS NULL;
CREATE INDEX seal_order_lead ON onward.seal_order (lead_org_id) WHERE lifted_at IS NULL;

-- A referral's card: enough of it to open and close access. Its course is told
-- elsewhere.
CREATE TABLE onward.referral (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    to_org_id     int NOT NULL REFERENCES onward.organisation,
    categories    text[] NOT NULL,
    state         text NOT NULL CHECK (state IN ('draft', 'offered', 'accepted', 'started', 'declined', 'withdrawn', 'ended')),
    offered_at    timestamptz,
    answered_at   timestamptz,
    ended_at      timestamptz,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (journey_id, resident_id) REFERENCES onward.journey (id, resident_id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX referral_journey ON onward.referral (journey_id);
CREATE INDEX referral_to ON onward.referral (to_org_id, state);

-- An emergency opens for one user for 24 hours.
CREATE TABLE onward.emergency (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journey_id      uuid NOT NULL,
    resident_id     uuid NOT NULL,
    lead_org_id     int NOT NULL,
    author_org_id   int NOT NULL,
    author_id       int NOT NULL,
    reason          text NOT NULL,
    declared_at     timestamptz NOT NULL DEFAULT onward.now(),
    told_at         timestamptz,
    reviewed_at     timestamptz,
    reviewed_by     int REFERENCES onward.staff,
    finding         text NOT NULL DEFAULT '' CHECK (finding IN ('', 'justified', 'not_justified', 'training')),
    remark          text NOT NULL DEFAULT '',
    version         int NOT NULL DEFAULT 1,
    FOREIGN KEY (journey_id, resident_id) REFERENCES onward.journey (id, resident_id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX emergency_author ON onward.emergency (author_id, declared_at);
CREATE INDEX emergency_journey ON onward.emergency (journey_id);
CREATE INDEX emergency_review ON onward.emergency (lead_org_id, declared_at) WHERE reviewed_at IS NULL;

-- What is claimed of an outcome, and which documents there are: the categories
-- that had no row of their own yet.
CREATE TABLE onward.outcome (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    kind          text NOT NULL,
    achieved_on   date NOT NULL,
    state         text NOT NULL DEFAULT 'claimed' CHECK (state IN ('claimed', 'verified', 'rejected')),
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX outcome_journey ON onward.outcome (journey_id, achieved_on);

CREATE TABLE onward.document (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    kind          text NOT NULL,
    sealed        bytea NOT NULL,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX document_journey ON onward.document (journey_id);

-- Whose say is bent by a new journey, a moved one or a closed one is asked of
-- these; the walls over them stand in the next migration.
CREATE INDEX journey_lead ON onward.journey (lead_org_id);
