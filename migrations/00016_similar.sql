-- +goose Up

-- similar_words as before, with onward.spellings written out: starting that
-- function took longer than the look-up itself.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION onward.similar_words(p_word text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, onward, public, pg_temp AS $$
BEGIN
    IF length(p_word) NOT BETWEEN 3 AND 40 OR onward.acting() IS NULL THEN
        RETURN '{}';
    END IF;
    RETURN COALESCE((SELECT array_agg(w.word ORDER BY w.distance, w.word) FROM (
        SELECT v.word, levenshtein(v.word, p_word) AS distance
          FROM onward.name_variant v
         WHERE v.variant = ANY (p_word || ARRAY(SELECT overlay(p_word PLACING '' FROM n FOR 1) FROM generate_series(1, length(p_word)) n))
         GROUP BY v.word ORDER BY 2, 1 LIMIT 40) w
     WHERE w.distance <= 2), '{}');
END $$;
-- +goose StatementEnd
