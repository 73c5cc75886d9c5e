-- CreateTable
CREATE TABLE "agents" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "agent_name" TEXT,
    "agent_role" TEXT,
    "source" TEXT,
    "project" TEXT,
    "session_id" TEXT,
    "task_id" TEXT,
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "events" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "denials" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "state_cursor" BIGINT NOT NULL,
    "state_at" TIMESTAMPTZ(6) NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "silent_state" TEXT,
    "silent_from" TIMESTAMPTZ(6),
    "last_task_failed" BOOLEAN NOT NULL,
    "deleted" BOOLEAN NOT NULL,
    "display_name" TEXT,
    "owner" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "budget_cursor" BIGINT,
    "budget_remaining" DECIMAL(65,30),
    "budget_limit" DECIMAL(65,30),
    "budget_spent" DECIMAL(65,30),
    "budget_unit" TEXT,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("workspace_id","agent_id")
);

-- CreateTable
CREATE TABLE "agent_type_counts" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "agent_type_counts_pkey" PRIMARY KEY ("workspace_id","agent_id","event_type")
);

-- CreateTable
CREATE TABLE "agent_open_work" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "name" BYTEA NOT NULL,
    "is_tool" BOOLEAN NOT NULL,
    "cursor" BIGINT NOT NULL,
    "begun_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "agent_open_work_pkey" PRIMARY KEY ("workspace_id","agent_id","name")
);

-- CreateIndex
CREATE INDEX "agents_workspace_id_cursor_idx" ON "agents"("workspace_id", "cursor");

-- CreateIndex
CREATE INDEX "agent_open_work_workspace_id_agent_id_cursor_idx" ON "agent_open_work"("workspace_id", "agent_id", "cursor");

-- Rows that are written to again and again: pages with room keep new versions of counts out of the index.
ALTER TABLE "agent_type_counts" SET (fillfactor = 70);
