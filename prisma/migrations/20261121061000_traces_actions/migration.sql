-- CreateTable
CREATE TABLE "traces" (
    "workspace_id" INTEGER NOT NULL,
    "trace_id" TEXT NOT NULL,
    "sources" TEXT[],
    "agents" TEXT[],
    "session_ids" TEXT[],
    "task_ids" TEXT[],
    "projects" TEXT[],
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "first_cursor" BIGINT NOT NULL,
    "place" BIGINT NOT NULL,
    "events" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,

    CONSTRAINT "traces_pkey" PRIMARY KEY ("workspace_id","trace_id")
);

-- CreateTable
CREATE TABLE "actions" (
    "workspace_id" INTEGER NOT NULL,
    "session_id" TEXT NOT NULL,
    "tool_use_id" TEXT NOT NULL,
    "agent_id" TEXT,
    "task_id" TEXT,
    "project" TEXT,
    "source" TEXT,
    "tool_name" TEXT,
    "state" TEXT,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "told_ms" DOUBLE PRECISION,
    "error" TEXT,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "first_cursor" BIGINT NOT NULL,
    "last_cursor" BIGINT NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("workspace_id","session_id","tool_use_id")
);

-- CreateTable
CREATE TABLE "session_tools" (
    "workspace_id" INTEGER NOT NULL,
    "session_id" TEXT NOT NULL,
    "tool_name" TEXT NOT NULL,
    "starts" BIGINT NOT NULL,
    "ends" BIGINT NOT NULL,
    "told" BIGINT NOT NULL,

    CONSTRAINT "session_tools_pkey" PRIMARY KEY ("workspace_id","session_id","tool_name")
);

-- CreateIndex
CREATE INDEX "traces_workspace_id_place_idx" ON "traces"("workspace_id", "place");

-- CreateIndex
CREATE INDEX "actions_workspace_id_first_cursor_idx" ON "actions"("workspace_id", "first_cursor");

-- CreateIndex
CREATE INDEX "actions_workspace_id_agent_id_first_cursor_idx" ON "actions"("workspace_id", "agent_id", "first_cursor");

-- The end of an action finds its row on a page that still has room, and touches no index.
ALTER TABLE "actions" SET (fillfactor = 80);
