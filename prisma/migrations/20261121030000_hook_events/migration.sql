-- The newest event of a session; without a session, the newest of the log if it has none either.
--
-- A range and both columns in the order leave one index to go by: an equality would let the planner walk the log itself
-- backwards, which it does whenever it takes the log for small, through all that came since a quiet session's last event.
CREATE FUNCTION newest_of_session(
    p_workspace_id INTEGER,
    p_session_id TEXT,
    OUT event_id UUID,
    OUT received_at TIMESTAMPTZ
) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off SET enable_sort = off AS $$
BEGIN
    IF p_session_id IS NULL THEN
        SELECT e.event_id, e.received_at INTO event_id, received_at
        FROM logs l JOIN events e ON e.workspace_id = l.workspace_id AND e.cursor = l.head
        WHERE l.workspace_id = p_workspace_id AND e.session_id IS NULL;
    ELSE
        SELECT e.event_id, e.received_at INTO event_id, received_at
        FROM events e
        WHERE e.workspace_id = p_workspace_id AND e.session_id >= p_session_id AND e.session_id <= p_session_id
        ORDER BY e.session_id DESC, e.cursor DESC
        LIMIT 1;
    END IF;
END
$$;

-- The milliseconds since 1970 that an id begins with, where it begins with a time.
CREATE FUNCTION time_of_id(p_event_id UUID) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || left(replace(p_event_id::TEXT, '-', ''), 12))::BIT(48)::BIGINT
$$;

-- Which of a batch's events repeat the event before them in their session: what a door makes of a payload that names no
-- action has an id that ends in 48 bits of the payload's hash, so equal ends are equal payloads. The event before is the
-- one before in the batch, or else the newest stored; either counts for 2 s, by the times in the two ids, which are when the
-- payloads came and not when they could be stored.
--
-- p_waited_ms is how long ago each payload came, NULL for events that are not to be compared. The caller holds the lock of
-- the log's row. Ids that are stored already don't count: they will not be events.
CREATE FUNCTION repeated_events(
    p_workspace_id INTEGER,
    p_event_id UUID[],
    p_session_id TEXT[],
    p_waited_ms INTEGER[]
) RETURNS UUID[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    stored UUID[] := stored_event_ids(p_workspace_id, p_event_id);
    read_at TIMESTAMPTZ := clock_timestamp();
BEGIN
    RETURN (
        WITH fresh AS (
            SELECT d.event_id, d.session_id, d.waited_ms, lag(d.event_id) OVER by_session AS before_id
            FROM unnest(p_event_id, p_session_id, p_waited_ms) WITH ORDINALITY
                AS d (event_id, session_id, waited_ms, place)
            WHERE NOT EXISTS (SELECT FROM unnest(stored) AS s (event_id) WHERE s.event_id = d.event_id)
            WINDOW by_session AS (PARTITION BY d.session_id ORDER BY d.place)
        )
        SELECT array_agg(f.event_id)
        FROM fresh f
        CROSS JOIN LATERAL (
            SELECT f.before_id AS event_id WHERE f.before_id IS NOT NULL
            UNION ALL
            SELECT n.event_id FROM newest_of_session(p_workspace_id, f.session_id) n
            WHERE f.before_id IS NULL AND n.received_at > read_at - f.waited_ms * INTERVAL '1 ms' - INTERVAL '2 s'
        ) before
        WHERE f.waited_ms IS NOT NULL AND right(before.event_id::TEXT, 12) = right(f.event_id::TEXT, 12)
            AND abs(time_of_id(f.event_id) - time_of_id(before.event_id)) < 2000
    );
END
$$;

-- append_events for batches with events of doors among them. Where some repeat what came before, nothing is appended and
-- their ids are answered: the caller leaves them out and asks again. Other batches never come here.
CREATE FUNCTION append_unless_repeated(
    p_waited_ms INTEGER[],
    p_workspace_id INTEGER,
    p_event_id UUID[],
    p_event_type TEXT[],
    p_timestamp TIMESTAMPTZ[],
    p_agent_id TEXT[],
    p_agent_name TEXT[],
    p_agent_role TEXT[],
    p_operation TEXT[],
    p_source TEXT[],
    p_status TEXT[],
    p_severity TEXT[],
    p_session_id TEXT[],
    p_task_id TEXT[],
    p_trace_id TEXT[],
    p_correlation_id TEXT[],
    p_project TEXT[],
    p_category TEXT[],
    p_metadata JSON[],
    p_api_key TEXT[],
    OUT base BIGINT,
    OUT stored_already UUID[],
    OUT received_at TIMESTAMPTZ,
    OUT repeated UUID[]
) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    -- The statements after this one see all that was committed before the lock was given.
    PERFORM FROM logs l WHERE l.workspace_id = p_workspace_id FOR UPDATE;
    repeated := repeated_events(p_workspace_id, p_event_id, p_session_id, p_waited_ms);
    IF repeated IS NULL THEN
        SELECT a.base, a.stored_already, a.received_at INTO base, stored_already, received_at
        FROM append_events(
            p_workspace_id, p_event_id, p_event_type, p_timestamp, p_agent_id, p_agent_name, p_agent_role, p_operation,
            p_source, p_status, p_severity, p_session_id, p_task_id, p_trace_id, p_correlation_id, p_project,
            p_category, p_metadata, p_api_key
        ) a;
    END IF;
END
$$;
