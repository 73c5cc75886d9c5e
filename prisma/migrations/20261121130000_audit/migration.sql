-- CreateTable
CREATE TABLE "audit_logs" (
    "workspace_id" INTEGER NOT NULL,
    "head" BIGINT NOT NULL DEFAULT 0,
    "floor" BIGINT NOT NULL DEFAULT 1,
    "kept_days" INTEGER NOT NULL DEFAULT 400,

    CONSTRAINT "audit_logs_pkey" PRIMARY KEY ("workspace_id"),
    CONSTRAINT "audit_logs_kept_days_check" CHECK ("kept_days" >= 30)
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "workspace_id" INTEGER NOT NULL,
    "cursor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_label" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "target" TEXT,
    "address" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("workspace_id","cursor")
);

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_at_idx" ON "audit_entries"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_actor_label_cursor_idx" ON "audit_entries"("workspace_id", "actor_label", "cursor");

-- CreateIndex
CREATE INDEX "audit_entries_workspace_id_act_cursor_idx" ON "audit_entries"("workspace_id", "act", "cursor");

-- AddForeignKey
ALTER TABLE "audit_logs" ADD CONSTRAINT "audit_logs_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
