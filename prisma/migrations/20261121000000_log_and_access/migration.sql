-- CreateTable
CREATE TABLE "workspaces" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "strict" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "logs" (
    "workspace_id" INTEGER NOT NULL,
    "head" BIGINT NOT NULL DEFAULT 0,
    "floor" BIGINT NOT NULL DEFAULT 1,
    "log_id" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "logs_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "events" (
    "workspace_id" INTEGER NOT NULL,
    "cursor" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "timestamp" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "agent_id" TEXT,
    "agent_name" TEXT,
    "agent_role" TEXT,
    "operation" TEXT,
    "source" TEXT,
    "status" TEXT,
    "severity" TEXT NOT NULL,
    "session_id" TEXT,
    "task_id" TEXT,
    "trace_id" TEXT,
    "correlation_id" TEXT,
    "project" TEXT,
    "category" TEXT NOT NULL,
    "metadata" JSON NOT NULL,
    "api_key" TEXT,
    "origin" TEXT NOT NULL DEFAULT 'live',
    "metadata_expired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "events_pkey" PRIMARY KEY ("workspace_id","cursor")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","person_id"),
    CONSTRAINT "memberships_role_check" CHECK ("role" IN ('owner', 'admin', 'member', 'viewer'))
);

-- CreateTable
CREATE TABLE "logins" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "logins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_codes" (
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setup_codes_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "events_workspace_id_event_type_cursor_idx" ON "events"("workspace_id", "event_type", "cursor");

-- CreateIndex
CREATE INDEX "events_workspace_id_agent_id_cursor_idx" ON "events"("workspace_id", "agent_id", "cursor");

-- CreateIndex
CREATE INDEX "events_workspace_id_session_id_cursor_idx" ON "events"("workspace_id", "session_id", "cursor");

-- CreateIndex
CREATE UNIQUE INDEX "events_workspace_id_event_id_key" ON "events"("workspace_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "memberships_person_id_idx" ON "memberships"("person_id");

-- CreateIndex
CREATE INDEX "logins_person_id_idx" ON "logins"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_workspace_id_idx" ON "api_keys"("workspace_id");

-- AddForeignKey
ALTER TABLE "logs" ADD CONSTRAINT "logs_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logins" ADD CONSTRAINT "logins_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The one write of the log. Position i of every array is one event, in the order in which the events take cursors.
--
-- The row lock on the log is what makes cursors gapless and commit-ordered: whoever holds it is the only appender of
-- the workspace until its transaction ends, so a lower cursor can never become visible after a higher one (a sequence
-- would allow just that). The look for stored ids is a statement of its own after the lock, because each statement of
-- a volatile function takes a fresh snapshot: it sees what the appender before committed.
--
-- The caller gives each id once. An absent timestamp is the receipt time, which is read after the lock so that
-- received_at grows with the cursor. Answers the cursor before the first accepted event, the ids that were stored
-- already (their events are left out, the others numbered without a hole) and the receipt time.
CREATE FUNCTION append_events(
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

    SELECT array_agg(e.event_id) INTO stored_already
    FROM events e
    WHERE e.workspace_id = p_workspace_id AND e.event_id = ANY (p_event_id);

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
        p_event_id, p_event_type, p_timestamp, p_agent_id, p_agent_name, p_agent_role, p_operation, p_source, p_status,
        p_severity, p_session_id, p_task_id, p_trace_id, p_correlation_id, p_project, p_category, p_metadata, p_api_key
    ) WITH ORDINALITY AS d (
        event_id, event_type, timestamp, agent_id, agent_name, agent_role, operation, source, status, severity,
        session_id, task_id, trace_id, correlation_id, project, category, metadata, api_key, place
    )
    WHERE stored_already IS NULL OR d.event_id <> ALL (stored_already);
    GET DIAGNOSTICS accepted = ROW_COUNT;

    IF accepted > 0 THEN
        UPDATE logs SET head = base + accepted WHERE workspace_id = p_workspace_id;
    END IF;
END
$$;
