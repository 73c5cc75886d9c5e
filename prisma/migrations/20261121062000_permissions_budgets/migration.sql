-- CreateTable
CREATE TABLE "permissions" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "allowed" BIGINT NOT NULL,
    "denied" BIGINT NOT NULL,
    "denied_at" TIMESTAMPTZ(6),
    "denial_reason" TEXT,
    "denial_cursor" BIGINT,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_cursor" BIGINT NOT NULL,

    CONSTRAINT "permissions_pkey" PRIMARY KEY ("workspace_id","agent_id","operation")
);

-- CreateTable
CREATE TABLE "budgets" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "remaining" DOUBLE PRECISION,
    "limit" DOUBLE PRECISION,
    "spent" DECIMAL(65,30),
    "unit" TEXT,
    "updates" BIGINT NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_cursor" BIGINT NOT NULL,

    CONSTRAINT "budgets_pkey" PRIMARY KEY ("workspace_id","agent_id")
);

-- CreateTable
CREATE TABLE "budget_points" (
    "workspace_id" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "remaining" DOUBLE PRECISION,
    "limit" DOUBLE PRECISION,
    "spent" DECIMAL(65,30),

    CONSTRAINT "budget_points_pkey" PRIMARY KEY ("workspace_id","agent_id","cursor")
);

-- CreateIndex
CREATE INDEX "permissions_workspace_id_last_cursor_idx" ON "permissions"("workspace_id", "last_cursor");

-- CreateIndex
CREATE INDEX "budgets_workspace_id_last_cursor_idx" ON "budgets"("workspace_id", "last_cursor");
