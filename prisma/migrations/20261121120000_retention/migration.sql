-- CreateTable
CREATE TABLE "retentions" (
    "workspace_id" INTEGER NOT NULL,
    "retention_days" INTEGER,
    "payload_days" INTEGER,
    "events_from" BIGINT NOT NULL DEFAULT 1,
    "payloads_from" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "retentions_pkey" PRIMARY KEY ("workspace_id"),
    CONSTRAINT "retentions_days_check" CHECK ("retention_days" > 0 AND "payload_days" > 0)
);

-- AddForeignKey
ALTER TABLE "retentions" ADD CONSTRAINT "retentions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What read models knew of a log up to a cursor, before retention took anything up to there: the same tables once more, which
-- the same statements write to, as this schema then leads the search path. A read model that is made anew begins with them.
CREATE SCHEMA "retained";

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'projection_cursors', 'tasks', 'task_durations', 'sessions', 'session_agents', 'traces', 'actions', 'session_tools',
        'permissions', 'budgets', 'budget_points', 'agents', 'agent_type_counts', 'agent_open_work'
    ] LOOP
        EXECUTE format('CREATE TABLE retained.%I (LIKE %I INCLUDING ALL)', name, name);
    END LOOP;
END
$$;

ALTER TABLE retained."projection_cursors" ADD CONSTRAINT "projection_cursors_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
