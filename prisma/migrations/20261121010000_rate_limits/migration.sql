-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "rate_limit" INTEGER,
ADD CONSTRAINT "api_keys_rate_limit_check" CHECK ("rate_limit" > 0);

-- CreateTable
CREATE UNLOGGED TABLE "rate_buckets" (
    "key_id" UUID NOT NULL,
    "full_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rate_buckets_pkey" PRIMARY KEY ("key_id")
);

-- Takes tokens (one an event) out of a key's bucket for one instance, which spends them in memory.
--
-- The bucket is one instant, when it is full again: a token is worth 1 / p_rate seconds, and level is what p_burst has
-- beyond the tokens that are owed at this moment. If the bucket has p_least tokens, the instance gets p_needed, even where
-- that is more (the bucket owes them then, level is negative), and up to p_wanted as far as they are there.
--
-- The clock is read after the row's lock. The level is rounded to thousandths, as instants end at microseconds: who waits
-- for exactly as long as was told must find the token there.
CREATE FUNCTION lease_events(
    p_key_id UUID,
    p_rate DOUBLE PRECISION,
    p_burst DOUBLE PRECISION,
    p_least DOUBLE PRECISION,
    p_needed DOUBLE PRECISION,
    p_wanted DOUBLE PRECISION,
    OUT granted DOUBLE PRECISION,
    OUT level DOUBLE PRECISION
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    owes_until TIMESTAMPTZ;
    read_at TIMESTAMPTZ;
BEGIN
    LOOP
        SELECT b.full_at INTO owes_until FROM rate_buckets b WHERE b.key_id = p_key_id FOR UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO rate_buckets (key_id, full_at) VALUES (p_key_id, clock_timestamp()) ON CONFLICT DO NOTHING;
    END LOOP;
    read_at := clock_timestamp();
    owes_until := greatest(owes_until, read_at);
    level := round((p_burst - p_rate * extract(epoch FROM owes_until - read_at))::NUMERIC, 3);

    granted := 0;
    IF level >= p_least THEN
        granted := greatest(p_needed, least(p_wanted, floor(level)), 0);
    END IF;
    IF granted > 0 THEN
        UPDATE rate_buckets SET full_at = owes_until + granted / p_rate * INTERVAL '1 second' WHERE key_id = p_key_id;
        level := level - granted;
    END IF;
END
$$;
