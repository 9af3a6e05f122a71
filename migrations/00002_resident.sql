-- +goose Up

-- A resident's record at the organisation that leads. Each category of data has
-- a table of its own; lead_org_id stands on every row and follows a transfer
-- through the composite keys.

CREATE TABLE onward.resident (
    id              uuid PRIMARY KEY,
    lead_org_id     int NOT NULL REFERENCES onward.organisation,
    author_org_id   int NOT NULL REFERENCES onward.organisation,
    author_id       int NOT NULL REFERENCES onward.staff,
    created_at      timestamptz NOT NULL DEFAULT onward.now(),
    UNIQUE (id, lead_org_id)
);
CREATE INDEX resident_lead ON onward.resident (lead_org_id);
CALL onward.protect('onward.resident', 'existence');

CREATE TABLE onward.resident_identity (
    resident_id   uuid PRIMARY KEY,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    given         text NOT NULL,
    family        text NOT NULL,
    preferred     text NOT NULL DEFAULT '',
    pronouns      text NOT NULL DEFAULT '',
    born          date,
    sort_key      text COLLATE "C" NOT NULL,
    version       int NOT NULL DEFAULT 1,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    changed_by    int NOT NULL,
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX resident_identity_sort ON onward.resident_identity (lead_org_id, sort_key, resident_id);
CREATE INDEX resident_identity_born ON onward.resident_identity (lead_org_id, born);
CALL onward.protect('onward.resident_identity', 'identity');

-- Every word of every name, normalised: what a search looks up by equality or
-- by prefix, both leakproof and so both indexed under row-level security.
CREATE TABLE onward.resident_name (
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    word          text COLLATE "C" NOT NULL,
    PRIMARY KEY (lead_org_id, word, resident_id),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX resident_name_resident ON onward.resident_name (resident_id);
CALL onward.protect('onward.resident_name', 'identity');
GRANT DELETE ON onward.resident_name TO onward_app;
CREATE POLICY drops ON onward.resident_name FOR DELETE TO onward_app
    USING (lead_org_id = ANY ((SELECT onward.leads('identity'))::int[]));

-- Blocking keys: two records that share one are worth comparing. Values are
-- made by resident.Blocks; identifiers are in them only as keyed hashes.
CREATE TABLE onward.resident_block (
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    block         text COLLATE "C" NOT NULL,
    PRIMARY KEY (lead_org_id, block, resident_id),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX resident_block_resident ON onward.resident_block (resident_id);
CALL onward.protect('onward.resident_block', 'identity');
GRANT DELETE ON onward.resident_block TO onward_app;
CREATE POLICY drops ON onward.resident_block FOR DELETE TO onward_app
    USING (lead_org_id = ANY ((SELECT onward.leads('identity'))::int[]));

-- National Insurance number, Universal Credit, ULN: sealed by the application,
-- found by keyed hash.
CREATE TABLE onward.resident_identifier (
    resident_id   uuid NOT NULL,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('nino', 'universal_credit', 'uln')),
    sealed        bytea NOT NULL,
    lookup        bytea NOT NULL,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    PRIMARY KEY (resident_id, kind),
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX resident_identifier_lookup ON onward.resident_identifier (lead_org_id, lookup);
CALL onward.protect('onward.resident_identifier', 'identity');

CREATE TABLE onward.resident_contact (
    resident_id   uuid PRIMARY KEY,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    address       text NOT NULL DEFAULT '',
    postcode      text COLLATE "C" NOT NULL DEFAULT '',
    telephone     text COLLATE "C" NOT NULL DEFAULT '',
    email         text COLLATE "C" NOT NULL DEFAULT '',
    safe_way      text NOT NULL DEFAULT '',
    safe_time     text NOT NULL DEFAULT '',
    language      text NOT NULL DEFAULT '',
    interpreter   bool NOT NULL DEFAULT false,
    version       int NOT NULL DEFAULT 1,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    changed_by    int NOT NULL,
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX resident_contact_telephone ON onward.resident_contact (lead_org_id, telephone) WHERE telephone <> '';
CREATE INDEX resident_contact_email ON onward.resident_contact (lead_org_id, email) WHERE email <> '';
CREATE INDEX resident_contact_postcode ON onward.resident_contact (lead_org_id, postcode) WHERE postcode <> '';
CALL onward.protect('onward.resident_contact', 'contact');

-- Voluntary equality monitoring, sealed whole.
CREATE TABLE onward.resident_equality (
    resident_id   uuid PRIMARY KEY,
    lead_org_id   int NOT NULL,
    author_org_id int NOT NULL,
    author_id     int NOT NULL,
    sealed        bytea NOT NULL,
    version       int NOT NULL DEFAULT 1,
    changed_at    timestamptz NOT NULL DEFAULT onward.now(),
    changed_by    int NOT NULL,
    FOREIGN KEY (resident_id, lead_org_id) REFERENCES onward.resident (id, lead_org_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL onward.protect('onward.resident_equality', 'equality');

-- The dictionary of name words, for searches with a typing error. It says that
-- a word is a name, of nobody in particular; only the functions read it. Beside
-- each word stand the spellings with one letter left out: two words that differ
-- by one slip (a letter too many, too few, wrong, or two swapped) always share
-- one, so equality finds every such pair, which trigrams do not in short names.
CREATE TABLE onward.name_variant (
    variant text COLLATE "C" NOT NULL,
    word    text COLLATE "C" NOT NULL,
    PRIMARY KEY (variant, word)
);
REVOKE ALL ON onward.name_variant FROM PUBLIC;

-- +goose StatementBegin
CREATE FUNCTION onward.spellings(p_word text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, onward, pg_temp AS $$
    SELECT p_word
    UNION
    SELECT overlay(p_word PLACING '' FROM n FOR 1) FROM generate_series(1, length(p_word)) n WHERE length(p_word) > 2
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION onward.learn_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    INSERT INTO onward.name_variant (variant, word)
    SELECT s.variant, d.word
      FROM (SELECT DISTINCT n.word FROM added n
             WHERE NOT EXISTS (SELECT FROM onward.name_variant v WHERE v.variant = n.word AND v.word = n.word)) d
     CROSS JOIN LATERAL onward.spellings(d.word) s(variant)
     ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.spellings(text), onward.learn_words() FROM PUBLIC;
CREATE TRIGGER learn_words AFTER INSERT ON onward.resident_name
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION onward.learn_words();

-- similar_words gives the names within one slip of a mistyped one, nearest first.
-- +goose StatementBegin
CREATE FUNCTION onward.similar_words(p_word text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, public, pg_temp AS $$
BEGIN
    IF onward.acting() IS NULL OR length(p_word) NOT BETWEEN 3 AND 40 THEN
        RETURN '{}';
    END IF;
    RETURN COALESCE((SELECT array_agg(w.word ORDER BY w.distance, w.word) FROM (
        SELECT v.word, levenshtein(v.word, p_word) AS distance
          FROM onward.name_variant v
         WHERE v.variant = ANY (ARRAY(SELECT onward.spellings(p_word)))
         GROUP BY v.word ORDER BY 2, 1 LIMIT 40) w
     WHERE w.distance <= 2), '{}');
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.similar_words(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION onward.similar_words(text) TO onward_app;
