-- +goose Up

-- A look at a protected table asks who acts, and each asking makes the seal
-- anew: the functions of the wall are therefore as shallow as can be. Only those
-- that the application calls run as the owner under a search path of their own,
-- which is most of what a call of them costs; seal and who, which it may not
-- call, run inside them and take both over.

-- The seal binds a text to this backend and this transaction: copied into
-- another, it is worth nothing. Number and moment go in as the bytes that they
-- are, of fixed length before the text.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.seal(p text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || int4send(pg_backend_pid()) || timestamptz_send(pg_catalog.now())
        || convert_to(p, 'UTF8'))), 'hex') FROM onward.seal_key k);
END $$;
-- +goose StatementEnd

-- who is the text of a sealed actor, NULL of any other.
-- +goose StatementBegin
CREATE FUNCTION onward.who() RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    who text := current_setting('onward.actor', true);
BEGIN
    IF who <> '' AND onward.seal(who) = current_setting('onward.actor_seal', true) THEN
        RETURN who;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION onward.who() FROM PUBLIC;

-- acting is {post, staff, organisation, partnership} of a sealed actor, NULL of any other.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.acting() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN onward.who()::int[];
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.acting_staff() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (onward.who()::int[])[2];
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.acting_org() RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
BEGIN
    RETURN (onward.who()::int[])[3];
END $$;
-- +goose StatementEnd

-- leads as before, without a call between.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.leads(p_category text) RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, pg_temp AS $$
DECLARE
    org int := (onward.who()::int[])[3];
BEGIN
    RETURN CASE WHEN org IS NULL OR p_category IS NULL THEN '{}'::int[] ELSE ARRAY[org] END;
END $$;
-- +goose StatementEnd
