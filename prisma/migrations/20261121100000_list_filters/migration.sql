-- What lists of read models are narrowed by, each in the list's order, so that a rare value is found without reading the list.

-- AlterTable
ALTER TABLE "actions" ADD COLUMN "fault" TEXT;

-- CreateIndex
CREATE INDEX "actions_workspace_id_task_id_first_cursor_idx" ON "actions"("workspace_id", "task_id", "first_cursor");

-- CreateIndex
CREATE INDEX "actions_workspace_id_project_first_cursor_idx" ON "actions"("workspace_id", "project", "first_cursor");

-- CreateIndex
CREATE INDEX "actions_workspace_id_source_first_cursor_idx" ON "actions"("workspace_id", "source", "first_cursor");

-- CreateIndex
CREATE INDEX "actions_workspace_id_fault_first_cursor_idx" ON "actions"("workspace_id", "fault", "first_cursor");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_project_last_cursor_idx" ON "tasks"("workspace_id", "project", "last_cursor");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_source_last_cursor_idx" ON "tasks"("workspace_id", "source", "last_cursor");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_state_last_cursor_idx" ON "tasks"("workspace_id", "state", "last_cursor");

-- CreateIndex
CREATE INDEX "sessions_sources_projects_idx" ON "sessions" USING GIN ("sources", "projects");

-- CreateIndex
CREATE INDEX "traces_labels_idx" ON "traces" USING GIN ("sources", "agents", "session_ids", "task_ids", "projects");
