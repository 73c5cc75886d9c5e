-- No foreign keys: they would cost a look-up for each row that events make. A workspace's rows are emptied by table.

-- CreateTable
CREATE TABLE "tasks" (
    "workspace_id" INTEGER NOT NULL,
    "task_id" TEXT NOT NULL,
    "agent_id" TEXT,
    "session_id" TEXT,
    "parent_task_id" TEXT,
    "operation" TEXT,
    "project" TEXT,
    "source" TEXT,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "duration_ms" DOUBLE PRECISION,
    "attempts" INTEGER NOT NULL,
    "error" TEXT,
    "run_cursor" BIGINT,
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_cursor" BIGINT NOT NULL,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("workspace_id","task_id")
);

-- CreateTable
CREATE TABLE "task_durations" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "duration_ms" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "task_durations_pkey" PRIMARY KEY ("workspace_id","agent_id","cursor")
);

-- CreateTable
CREATE TABLE "sessions" (
    "workspace_id" INTEGER NOT NULL,
    "session_id" TEXT NOT NULL,
    "sources" TEXT[],
    "projects" TEXT[],
    "begun_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "ended_in_failure" BOOLEAN,
    "mark_cursor" BIGINT,
    "last_task_failed" BOOLEAN,
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_cursor" BIGINT NOT NULL,
    "events" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "denials" BIGINT NOT NULL,
    "tasks_started" BIGINT NOT NULL,
    "tasks_completed" BIGINT NOT NULL,
    "tasks_failed" BIGINT NOT NULL,
    "input_tokens" DECIMAL(65,30),
    "output_tokens" DECIMAL(65,30),
    "cache_read_tokens" DECIMAL(65,30),
    "cost_usd" DECIMAL(65,30),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("workspace_id","session_id")
);

-- CreateTable
CREATE TABLE "session_agents" (
    "workspace_id" INTEGER NOT NULL,
    "session_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "first_cursor" BIGINT NOT NULL,

    CONSTRAINT "session_agents_pkey" PRIMARY KEY ("workspace_id","session_id","agent_id")
);

-- CreateIndex
CREATE INDEX "tasks_workspace_id_last_cursor_idx" ON "tasks"("workspace_id", "last_cursor");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_agent_id_last_cursor_idx" ON "tasks"("workspace_id", "agent_id", "last_cursor");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_session_id_last_cursor_idx" ON "tasks"("workspace_id", "session_id", "last_cursor");

-- CreateIndex
CREATE INDEX "sessions_workspace_id_last_cursor_idx" ON "sessions"("workspace_id", "last_cursor");

-- CreateIndex
CREATE INDEX "session_agents_workspace_id_agent_id_session_id_idx" ON "session_agents"("workspace_id", "agent_id", "session_id");

-- A number that an event tells under either spelling of its name: one of JSON's, or text that is wholly one. Anything
-- else is NULL, never an error, which would stop a projection for good. Beyond 10^15 nothing is meant, and twelve decimals
-- are kept so that sums come out the same in whatever pieces they were made. `toldNumber` in TypeScript is the same.
-- One expression, so that the planner puts it in place of the call: called, it would cost ten times as much. Plain digits,
-- which most numbers are, are told without the regular expression.
CREATE FUNCTION told_number(snake_case TEXT, camel_case TEXT) RETURNS NUMERIC LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN length(snake_case) BETWEEN 1 AND 15 AND ltrim(snake_case, '0123456789') = '' THEN snake_case::NUMERIC
        WHEN snake_case ~ '^-?[0-9]{1,16}([.][0-9]{1,24})?([eE][+-]?[0-9]{1,2})?$'
            THEN CASE WHEN abs(snake_case::NUMERIC) <= 1e15 THEN round(snake_case::NUMERIC, 12) END
        WHEN camel_case ~ '^-?[0-9]{1,16}([.][0-9]{1,24})?([eE][+-]?[0-9]{1,2})?$'
            THEN CASE WHEN abs(camel_case::NUMERIC) <= 1e15 THEN round(camel_case::NUMERIC, 12) END
    END
$$;

-- The milliseconds from one instant to a later one; else what an event tells, unless that is less than nothing.
CREATE FUNCTION duration_ms(since TIMESTAMPTZ, until TIMESTAMPTZ, told NUMERIC) RETURNS DOUBLE PRECISION
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN until >= since THEN floor(extract(EPOCH FROM until - since) * 1000)::DOUBLE PRECISION
        WHEN told >= 0 THEN told::DOUBLE PRECISION
    END
$$;

-- The first `most` values of two sets in the order of their code points: the same set in whatever order events came.
CREATE FUNCTION united(one TEXT[], other TEXT[], most INTEGER) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN other <@ one THEN one
        ELSE ARRAY(SELECT DISTINCT v COLLATE "C" FROM unnest(one || other) AS u (v) ORDER BY 1 LIMIT most)
    END
$$;
