-- +goose Up

-- What a member of staff keeps: filters, drafts, typed searches, answers to repeated sends.
CREATE TABLE onward.saved_filter (
    id         uuid PRIMARY KEY,
    staff_id   int NOT NULL REFERENCES onward.staff,
    name       text NOT NULL,
    query      text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT onward.now(),
    UNIQUE (staff_id, name)
);
CALL onward.keep_private('onward.saved_filter');

-- Typed search text, kept under the key that stands in the address instead of it.
CREATE TABLE onward.search_text (
    id         uuid PRIMARY KEY,
    staff_id   int NOT NULL REFERENCES onward.staff,
    sealed     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT onward.now()
);
CREATE INDEX search_text_age ON onward.search_text (staff_id, created_at);
CALL onward.keep_private('onward.search_text');

CREATE TABLE onward.draft (
    staff_id   int NOT NULL REFERENCES onward.staff,
    form       text NOT NULL,
    sealed     bytea NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (staff_id, form)
);
CALL onward.keep_private('onward.draft');

-- Doing it twice does it once: the key of a send and where its answer is.
CREATE TABLE onward.idempotency (
    staff_id   int NOT NULL REFERENCES onward.staff,
    key        uuid NOT NULL,
    purpose    text NOT NULL,
    answer     text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (staff_id, key)
);
CREATE INDEX idempotency_age ON onward.idempotency (created_at);
CALL onward.keep_private('onward.idempotency');

-- Sessions of browsers (scs): tokens are hashed, the data names a post and nobody else.
CREATE TABLE onward.sessions (
    token  text PRIMARY KEY,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON onward.sessions (expiry);
GRANT SELECT, INSERT, UPDATE, DELETE ON onward.sessions TO onward_app;

-- Tries counted where every replica sees them; what was tried is a keyed hash.
CREATE TABLE onward.attempt (
    what  text NOT NULL,
    who   bytea NOT NULL,
    since timestamptz NOT NULL,
    tries int NOT NULL,
    PRIMARY KEY (what, who)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON onward.attempt TO onward_app;

-- The keyset that seals special-category fields, itself sealed by the key of the installation.
CREATE TABLE onward.keyset (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose    text NOT NULL UNIQUE,
    sealed     bytea NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT onward.now()
);
GRANT SELECT, INSERT, UPDATE ON onward.keyset TO onward_app;

-- Imports: the uploaded sheet and its judged rows are sealed, and seen by who uploaded it.
CREATE TABLE onward.import (
    id              uuid PRIMARY KEY,
    staff_id        int NOT NULL REFERENCES onward.staff,
    post_id         int NOT NULL REFERENCES onward.post,
    organisation_id int NOT NULL REFERENCES onward.organisation,
    file_name       text NOT NULL,
    sealed          bytea NOT NULL,
    mapping         jsonb NOT NULL DEFAULT '{}',
    choices         jsonb NOT NULL DEFAULT '{}',
    state           text NOT NULL CHECK (state IN ('uploaded', 'queued', 'running', 'done', 'failed')),
    rows_total      int NOT NULL DEFAULT 0,
    rows_done       int NOT NULL DEFAULT 0,
    counts          jsonb NOT NULL DEFAULT '{}',
    failure         text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL DEFAULT onward.now(),
    changed_at      timestamptz NOT NULL DEFAULT onward.now()
);
CREATE INDEX import_staff ON onward.import (staff_id, created_at);
CALL onward.keep_private('onward.import');

CREATE TABLE onward.import_row (
    import_id uuid NOT NULL REFERENCES onward.import ON DELETE CASCADE,
    staff_id  int NOT NULL REFERENCES onward.staff,
    number    int NOT NULL,
    outcome   text NOT NULL CHECK (outcome IN ('created', 'duplicate', 'rejected', 'skipped')),
    sealed    bytea NOT NULL,
    PRIMARY KEY (import_id, number)
);
CALL onward.keep_private('onward.import_row');

-- Rows that have become journeys, so that a sheet sent again adds nothing.
CREATE TABLE onward.imported_row (
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    source        bytea NOT NULL,
    journey_id    uuid NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (author_org_id, source),
    FOREIGN KEY (journey_id, lead_org_id) REFERENCES onward.journey (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX imported_row_journey ON onward.imported_row (journey_id);
CALL onward.protect('onward.imported_row', 'existence');
