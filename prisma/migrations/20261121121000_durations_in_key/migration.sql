-- Percentiles of each agent's newest durations were read from as many pages of the table; the key holds them side by side.
-- Nothing is ever updated here, so what keeps index reads away from the table is told of new rows soon.

-- AlterTable
ALTER TABLE "task_durations" DROP CONSTRAINT "task_durations_pkey",
ADD CONSTRAINT "task_durations_pkey" PRIMARY KEY ("workspace_id", "agent_id", "cursor", "duration_ms");

ALTER TABLE retained."task_durations" DROP CONSTRAINT "task_durations_pkey",
ADD CONSTRAINT "task_durations_pkey" PRIMARY KEY ("workspace_id", "agent_id", "cursor", "duration_ms");

ALTER TABLE "task_durations" SET (autovacuum_vacuum_insert_scale_factor = 0.01);
