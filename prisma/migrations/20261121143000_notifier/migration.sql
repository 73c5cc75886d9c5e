-- CreateIndex
CREATE INDEX "notifications_workspace_id_updated_at_idx" ON "notifications"("workspace_id", "updated_at" DESC);

-- Who waits for a person, however many agents there are: looked at each second where a rule tells of it.
CREATE INDEX "agents_waiting_idx" ON "agents"("workspace_id", "since") WHERE "state" = 'waiting';
