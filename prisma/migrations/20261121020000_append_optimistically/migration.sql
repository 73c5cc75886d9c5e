-- DropIndex
DROP INDEX "events_workspace_id_event_id_key";

-- CreateIndex
CREATE UNIQUE INDEX "events_event_id_workspace_id_key" ON "events"("event_id", "workspace_id");

-- Which of the ids the workspace has stored, by one probe of the unique index each. Left to itself, the planner reads
-- the whole workspace by the primary key whenever it takes it for small: it keeps plans from when it was, and analyses
-- long after it has grown. So the id leads the index, `+ 0` hides the workspace from the others, and no table is scanned.
CREATE FUNCTION stored_event_ids(p_workspace_id INTEGER, p_event_id UUID[]) RETURNS UUID[]
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
BEGIN
    RETURN (
        SELECT array_agg(e.event_id) FROM events e
        WHERE e.event_id = ANY (p_event_id) AND e.workspace_id + 0 = p_workspace_id
    );
END
$$;

-- The one write of the log. Position i of every array is one event, in the order in which the events take cursors; an
-- array may be NULL where every event has NULL there.
--
-- The row lock on the log is what makes cursors gapless and commit-ordered: whoever holds it is the only appender of
-- the workspace until its transaction ends, so a lower cursor can never become visible after a higher one (a sequence
-- would allow just that).
--
-- Most batches repeat nothing, so the insert is tried first: the unique index looks for the id anyway, and a statement
-- that only inserts has no plan that could go wrong. Where it meets a stored id it is undone, and the stored ids are
-- looked up by statements of their own after the lock: each statement of a volatile function takes a fresh snapshot,
-- and sees what the appender before committed. (ON CONFLICT DO NOTHING would leave holes: its rows are numbered.)
--
-- The caller gives each id once. An absent timestamp is the receipt time, which is read after the lock so that
-- received_at grows with the cursor. Answers the cursor before the first accepted event, the ids that were stored
-- already (their events are left out, the others numbered without a hole) and the receipt time.
CREATE OR REPLACE FUNCTION append_events(
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
    OUT received_at TIMESTAMPTZ
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    accepted BIGINT;
BEGIN
    SELECT l.head INTO base FROM logs l WHERE l.workspace_id = p_workspace_id FOR UPDATE;
    IF base IS NULL THEN
        RAISE EXCEPTION 'workspace % has no log', p_workspace_id USING ERRCODE = 'no_data_found';
    END IF;
    received_at := clock_timestamp();
    BEGIN
        INSERT INTO events (
            workspace_id, cursor, event_id, event_type, timestamp, received_at, agent_id, agent_name, agent_role,
            operation, source, status, severity, session_id, task_id, trace_id, correlation_id, project, category,
            metadata, api_key
        )
        SELECT
            p_workspace_id, base + d.place, d.event_id, d.event_type,
            coalesce(d.timestamp, append_events.received_at), append_events.received_at, d.agent_id, d.agent_name,
            d.agent_role, d.operation, d.source, d.status, d.severity, d.session_id, d.task_id, d.trace_id,
            d.correlation_id, d.project, d.category, d.metadata, d.api_key
        FROM unnest(
            p_event_id, p_event_type, p_timestamp, p_agent_id, p_agent_name, p_agent_role, p_operation, p_source,
            p_status, p_severity, p_session_id, p_task_id, p_trace_id, p_correlation_id, p_project, p_category,
            p_metadata, p_api_key
        ) WITH ORDINALITY AS d (
            event_id, event_type, timestamp, agent_id, agent_name, agent_role, operation, source, status, severity,
            session_id, task_id, trace_id, correlation_id, project, category, metadata, api_key, place
        );
        GET DIAGNOSTICS accepted = ROW_COUNT;
    EXCEPTION WHEN unique_violation THEN
        stored_already := stored_event_ids(p_workspace_id, p_event_id);
        INSERT INTO events (
            workspace_id, cursor, event_id, event_type, timestamp, received_at, agent_id, agent_name, agent_role,
            operation, source, status, severity, session_id, task_id, trace_id, correlation_id, project, category,
            metadata, api_key
        )
        SELECT
            p_workspace_id, base + row_number() OVER (ORDER BY d.place), d.event_id, d.event_type,
            coalesce(d.timestamp, append_events.received_at), append_events.received_at, d.agent_id, d.agent_name,
            d.agent_role, d.operation, d.source, d.status, d.severity, d.session_id, d.task_id, d.trace_id,
            d.correlation_id, d.project, d.category, d.metadata, d.api_key
        FROM unnest(
            p_event_id, p_event_type, p_timestamp, p_agent_id, p_agent_name, p_agent_role, p_operation, p_source,
            p_status, p_severity, p_session_id, p_task_id, p_trace_id, p_correlation_id, p_project, p_category,
            p_metadata, p_api_key
        ) WITH ORDINALITY AS d (
            event_id, event_type, timestamp, agent_id, agent_name, agent_role, operation, source, status, severity,
            session_id, task_id, trace_id, correlation_id, project, category, metadata, api_key, place
        )
        WHERE NOT EXISTS (SELECT FROM unnest(stored_already) AS s (event_id) WHERE s.event_id = d.event_id);
        GET DIAGNOSTICS accepted = ROW_COUNT;
    END;
    IF accepted > 0 THEN
        UPDATE logs SET head = base + accepted WHERE workspace_id = p_workspace_id;
    END IF;
END
$$;
