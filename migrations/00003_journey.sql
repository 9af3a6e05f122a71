-- +goose Up

-- References are a permutation of this counter (journey.Reference): unique
-- across organisations without a unique index that could betray one.
CREATE SEQUENCE onward.journey_number AS bigint MINVALUE 0 START 0;
GRANT USAGE ON SEQUENCE onward.journey_number TO onward_app;

CREATE TABLE onward.journey (
    id            uuid PRIMARY KEY,
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    reference     text COLLATE "C" NOT NULL,
    spoc_id       int NOT NULL REFERENCES onward.staff,
    opened_on     date NOT NULL,
    closed_on     date,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    UNIQUE (id, lead_org_id),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX journey_reference ON onward.journey (lead_org_id, reference);
CREATE INDEX journey_resident ON onward.journey (resident_id);
CREATE UNIQUE INDEX journey_one_open ON onward.journey (resident_id) WHERE closed_on IS NULL;
CALL onward.protect('onward.journey', 'existence');

-- Where the journey stands, and the row that every list is driven from: what is
-- due next and when contact was last made are kept here by each write.
CREATE TABLE onward.progress (
    journey_id      uuid PRIMARY KEY,
    resident_id     uuid NOT NULL,
    lead_org_id     int NOT NULL,
    author_org_id   int NOT NULL,
    spoc_id         int NOT NULL,
    stage           text NOT NULL CHECK (stage IN ('new', 'assessing', 'preparing', 'looking', 'in_work', 'sustained', 'paused', 'closed')),
    stage_on        date NOT NULL,
    reason          text NOT NULL DEFAULT '',
    entry_point     text NOT NULL,
    open            bool NOT NULL DEFAULT true,
    next_due        date NOT NULL DEFAULT '9999-12-31',
    next_at         timestamptz,
    next_what       text NOT NULL DEFAULT '',
    next_kind       text NOT NULL DEFAULT '' CHECK (next_kind IN ('', 'action', 'appointment', 'task')),
    last_contact_on date,
    opened_on       date NOT NULL,
    version         int NOT NULL DEFAULT 1,
    CHECK (open = (stage <> 'closed')),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX progress_spoc_due ON onward.progress (spoc_id, next_due, journey_id) WHERE open;
CREATE INDEX progress_lead_due ON onward.progress (lead_org_id, next_due, journey_id) WHERE open;
CREATE INDEX progress_lead_stage ON onward.progress (lead_org_id, stage, next_due, journey_id);
CREATE INDEX progress_spoc_contact ON onward.progress (spoc_id, last_contact_on, journey_id) WHERE open;
CALL onward.protect('onward.progress', 'plan');

CREATE TABLE onward.stage_move (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    from_stage    text NOT NULL DEFAULT '',
    to_stage      text NOT NULL,
    reason        text NOT NULL DEFAULT '',
    moved_at      timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX stage_move_journey ON onward.stage_move (journey_id, moved_at);
CALL onward.protect('onward.stage_move', 'plan');

-- Every single point of contact a journey has had. There is always exactly one.
CREATE TABLE onward.spoc_period (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    staff_id      int NOT NULL REFERENCES onward.staff,
    reason        text NOT NULL DEFAULT '',
    from_at       timestamptz NOT NULL,
    until_at      timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX spoc_period_now ON onward.spoc_period (journey_id) WHERE until_at IS NULL;
CREATE INDEX spoc_period_journey ON onward.spoc_period (journey_id, from_at);
CALL onward.protect('onward.spoc_period', 'existence');

CREATE TABLE onward.supporter (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    staff_id      int NOT NULL REFERENCES onward.staff,
    from_at       timestamptz NOT NULL,
    until_at      timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX supporter_now ON onward.supporter (journey_id, staff_id) WHERE until_at IS NULL;
CREATE INDEX supporter_staff ON onward.supporter (staff_id, journey_id) WHERE until_at IS NULL;
CALL onward.protect('onward.supporter', 'existence');

-- A group stands in the category of what it reveals; a guarded one is sealed
-- and found by keyed hash.
CREATE TABLE onward.priority_group (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    category      text NOT NULL CHECK (category IN ('circumstances', 'housing_money', 'health', 'equality', 'offences')),
    code          text NOT NULL DEFAULT '',
    sealed        bytea,
    lookup        bytea NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    CHECK ((code = '') = (category IN ('health', 'equality', 'offences')) AND (code = '') = (sealed IS NOT NULL)),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX priority_group_journey ON onward.priority_group (journey_id);
CREATE INDEX priority_group_lookup ON onward.priority_group (lead_org_id, lookup, journey_id) WHERE removed_at IS NULL;
CALL onward.protect('onward.priority_group', '*');

-- The baseline on entry, a table a category.
CREATE TABLE onward.baseline_work (
    journey_id    uuid PRIMARY KEY,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    status        text NOT NULL,
    amount        int NOT NULL DEFAULT 0,
    per           text NOT NULL DEFAULT '',
    hours         numeric(5, 2),
    version       int NOT NULL DEFAULT 1,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL onward.protect('onward.baseline_work', 'work');

CREATE TABLE onward.baseline_circumstances (
    journey_id     uuid PRIMARY KEY,
    lead_org_id    int NOT NULL,
    author_org_id  int NOT NULL,
    author_id      int NOT NULL,
    qualification  text NOT NULL DEFAULT '',
    months_without int,
    version        int NOT NULL DEFAULT 1,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL onward.protect('onward.baseline_circumstances', 'circumstances');

CREATE TABLE onward.baseline_money (
    journey_id    uuid PRIMARY KEY,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    benefits      text NOT NULL DEFAULT '',
    version       int NOT NULL DEFAULT 1,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL onward.protect('onward.baseline_money', 'housing_money');

CREATE TABLE onward.barrier (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    category      text NOT NULL CHECK (category IN ('circumstances', 'housing_money', 'health', 'equality', 'offences')),
    code          text NOT NULL DEFAULT '',
    detail        text NOT NULL DEFAULT '',
    sealed        bytea,
    lookup        bytea NOT NULL,
    severity      smallint NOT NULL CHECK (severity BETWEEN 1 AND 3),
    status        text NOT NULL CHECK (status IN ('open', 'easing', 'resolved')),
    since_on      date,
    status_on     date NOT NULL,
    found_by      text NOT NULL DEFAULT '',
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    CHECK (category NOT IN ('health', 'equality', 'offences') OR (code = '' AND detail = '' AND sealed IS NOT NULL)),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE,
    UNIQUE (id, lead_org_id)
);
CREATE INDEX barrier_journey ON onward.barrier (journey_id);
CREATE INDEX barrier_lookup ON onward.barrier (lead_org_id, lookup, journey_id) WHERE removed_at IS NULL;
CALL onward.protect('onward.barrier', '*');

CREATE TABLE onward.barrier_change (
    id            uuid PRIMARY KEY,
    barrier_id    uuid NOT NULL,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    category      text NOT NULL,
    status        text NOT NULL,
    severity      smallint NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (barrier_id, lead_org_id) REFERENCES onward.barrier (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX barrier_change_journey ON onward.barrier_change (journey_id, changed_at);
CALL onward.protect('onward.barrier_change', '*');

CREATE TABLE onward.goal (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    words         text NOT NULL,
    said_on       date NOT NULL,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX goal_journey ON onward.goal (journey_id, said_on);
CALL onward.protect('onward.goal', 'plan');

CREATE TABLE onward.action (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    what          text NOT NULL,
    owner_kind    text NOT NULL CHECK (owner_kind IN ('resident', 'advisor', 'organisation')),
    owner_id      int REFERENCES onward.staff,
    owner_name    text NOT NULL DEFAULT '',
    due_on        date,
    done_on       date,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX action_journey ON onward.action (journey_id, due_on);
CALL onward.protect('onward.action', 'plan');

CREATE TABLE onward.intervention (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    type          text NOT NULL,
    programme     text NOT NULL DEFAULT '',
    provider      text NOT NULL DEFAULT '',
    starts_on     date NOT NULL,
    ends_on       date,
    hours         numeric(6, 2),
    result        text NOT NULL DEFAULT '',
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    CHECK (ends_on >= starts_on),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX intervention_journey ON onward.intervention (journey_id, starts_on);
CREATE INDEX intervention_programme ON onward.intervention (lead_org_id, programme, journey_id) WHERE removed_at IS NULL AND programme <> '';
CALL onward.protect('onward.intervention', 'plan');

CREATE TABLE onward.appointment (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    advisor_id    int NOT NULL REFERENCES onward.staff,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL CHECK (ends_at > starts_at),
    manner        text NOT NULL CHECK (manner IN ('place', 'telephone', 'video')),
    place         text NOT NULL DEFAULT '',
    purpose       text NOT NULL,
    state         text NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'attended', 'missed', 'cancelled')),
    missed_reason text NOT NULL DEFAULT '',
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX appointment_journey ON onward.appointment (journey_id, starts_at);
CREATE INDEX appointment_advisor ON onward.appointment (advisor_id, starts_at);
CALL onward.protect('onward.appointment', 'plan');

-- A note is corrected by its next revision; the earlier ones stay.
CREATE TABLE onward.note (
    id            uuid PRIMARY KEY,
    note_id       uuid NOT NULL,
    revision      int NOT NULL,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    contact       text NOT NULL,
    happened_on   date NOT NULL,
    sealed        bytea NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    superseded_at timestamptz,
    UNIQUE (note_id, revision),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX note_journey ON onward.note (journey_id, happened_on);
CALL onward.protect('onward.note', 'notes');

-- Work for staff, as against the resident's plan.
CREATE TABLE onward.task (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    assignee_id   int NOT NULL REFERENCES onward.staff,
    what          text NOT NULL,
    origin        text NOT NULL DEFAULT '',
    due_on        date,
    done_on       date,
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX task_journey ON onward.task (journey_id);
CREATE INDEX task_assignee ON onward.task (assignee_id, due_on) WHERE done_on IS NULL;
CALL onward.protect('onward.task', 'plan');

CREATE TABLE onward.spell (
    id            uuid PRIMARY KEY,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    employer      text NOT NULL,
    title         text NOT NULL DEFAULT '',
    starts_on     date NOT NULL,
    ends_on       date CHECK (ends_on >= starts_on),
    self_employed bool NOT NULL DEFAULT false,
    evidence      text NOT NULL DEFAULT '',
    version       int NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE,
    UNIQUE (id, lead_org_id)
);
CREATE INDEX spell_journey ON onward.spell (journey_id, starts_on);
CALL onward.protect('onward.spell', 'work');

CREATE TABLE onward.pay (
    id            uuid PRIMARY KEY,
    spell_id      uuid NOT NULL,
    journey_id    uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    from_on       date NOT NULL,
    amount        int CHECK (amount >= 0),
    per           text NOT NULL CHECK (per IN ('', 'hour', 'week', 'month', 'year')),
    hours         numeric(5, 2),
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    removed_at    timestamptz,
    CHECK ((amount IS NULL) = (per = '')),
    FOREIGN KEY (spell_id, lead_org_id) REFERENCES onward.spell (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX pay_from ON onward.pay (spell_id, from_on) WHERE removed_at IS NULL;
CREATE INDEX pay_journey ON onward.pay (journey_id);
CALL onward.protect('onward.pay', 'work');
