-- AlterTable
ALTER TABLE "memberships" ADD COLUMN "projects" TEXT[];

-- AlterTable
ALTER TABLE "invitations" ADD COLUMN "projects" TEXT[];

-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN "projects" TEXT[];

-- Nothing given means all, so an empty list must not come to mean it.
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_projects_check"
    CHECK (cardinality("projects") > 0 AND ("projects" IS NULL OR "role" IN ('member', 'viewer')));
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_projects_check"
    CHECK (cardinality("projects") > 0 AND ("projects" IS NULL OR "role" IN ('member', 'viewer')));
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_projects_check" CHECK (cardinality("projects") > 0);

-- What those see who are restricted to some projects: the read models once more, folded from the events of these projects alone
-- by the same statements, as this schema then leads the search path. A scope is a set of projects of a workspace, and stands
-- where the workspace does otherwise. Its number is below zero, so that it never is a workspace's.
CREATE SCHEMA "restricted";

CREATE TABLE restricted."scopes" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY (START WITH -1 INCREMENT BY -1 MINVALUE -2147483648 MAXVALUE -1),
    "of_workspace" INTEGER NOT NULL,
    "projects" TEXT[] NOT NULL,
    "hash" BYTEA NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scopes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "scopes_projects_check" CHECK (cardinality("projects") > 0)
);

CREATE UNIQUE INDEX "scopes_of_workspace_hash_key" ON restricted."scopes"("of_workspace", "hash");

ALTER TABLE restricted."scopes" ADD CONSTRAINT "scopes_of_workspace_fkey" FOREIGN KEY ("of_workspace") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'projection_cursors', 'tasks', 'task_durations', 'sessions', 'session_agents', 'traces', 'actions', 'session_tools',
        'permissions', 'budgets', 'budget_points', 'agents', 'agent_type_counts', 'agent_open_work', 'rollup_shapes',
        'rollup_agents', 'rollup_digests', 'rollup_packs', 'facet_values'
    ] LOOP
        EXECUTE format('CREATE TABLE restricted.%I (LIKE %I INCLUDING ALL)', name, name);
    END LOOP;
END
$$;

ALTER TABLE restricted."projection_cursors" ADD CONSTRAINT "projection_cursors_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES restricted."scopes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The log as a scope sees it.
CREATE VIEW restricted."logs" AS
    SELECT s.id AS workspace_id, l.head, l.floor, l.log_id
    FROM restricted.scopes s JOIN logs l ON l.workspace_id = s.of_workspace;

CREATE VIEW restricted."events" AS
    SELECT s.id AS workspace_id, e.cursor, e.event_id, e.event_type, e.timestamp, e.received_at, e.agent_id, e.agent_name,
        e.agent_role, e.operation, e.source, e.status, e.severity, e.session_id, e.task_id, e.trace_id, e.correlation_id,
        e.project, e.category, e.metadata, e.api_key, e.origin, e.metadata_expired
    FROM restricted.scopes s JOIN events e ON e.workspace_id = s.of_workspace AND e.project = ANY (s.projects);
