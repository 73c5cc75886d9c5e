-- CreateTable
CREATE TABLE "rollup_shapes" (
    "workspace_id" INTEGER NOT NULL,
    "shape" INTEGER NOT NULL,
    "event_type" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "rollup_shapes_pkey" PRIMARY KEY ("workspace_id","shape")
);

-- CreateTable
CREATE TABLE "rollup_agents" (
    "workspace_id" INTEGER NOT NULL,
    "agent" INTEGER NOT NULL,
    "agent_id" TEXT NOT NULL,

    CONSTRAINT "rollup_agents_pkey" PRIMARY KEY ("workspace_id","agent")
);

-- CreateTable
CREATE TABLE "rollup_digests" (
    "workspace_id" INTEGER NOT NULL,
    "up_to" BIGINT NOT NULL,
    "counts" BYTEA NOT NULL,
    "blocks" BYTEA NOT NULL,

    CONSTRAINT "rollup_digests_pkey" PRIMARY KEY ("workspace_id","up_to")
);

-- CreateTable
CREATE TABLE "rollup_packs" (
    "workspace_id" INTEGER NOT NULL,
    "minutes" SMALLINT NOT NULL,
    "start" INTEGER NOT NULL,
    "by_shape" BYTEA NOT NULL,
    "by_agent" BYTEA NOT NULL,
    "by_agent_and_shape" BYTEA NOT NULL,
    "blocks" BYTEA NOT NULL,

    CONSTRAINT "rollup_packs_pkey" PRIMARY KEY ("workspace_id","minutes","start")
);

-- CreateIndex
CREATE UNIQUE INDEX "rollup_shapes_key" ON "rollup_shapes"("workspace_id", "event_type", "category", "status", "severity", "source");

-- CreateIndex
CREATE UNIQUE INDEX "rollup_agents_workspace_id_agent_id_key" ON "rollup_agents"("workspace_id", "agent_id");

-- AddForeignKey
ALTER TABLE "rollup_shapes" ADD CONSTRAINT "rollup_shapes_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollup_agents" ADD CONSTRAINT "rollup_agents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollup_digests" ADD CONSTRAINT "rollup_digests_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollup_packs" ADD CONSTRAINT "rollup_packs_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is packed already hardly shrinks: looking for patterns in it at each write would cost more than the fold.
ALTER TABLE "rollup_digests" ALTER COLUMN "counts" SET STORAGE EXTERNAL, ALTER COLUMN "blocks" SET STORAGE EXTERNAL;
ALTER TABLE "rollup_packs" ALTER COLUMN "by_shape" SET STORAGE EXTERNAL, ALTER COLUMN "by_agent" SET STORAGE EXTERNAL,
  ALTER COLUMN "by_agent_and_shape" SET STORAGE EXTERNAL, ALTER COLUMN "blocks" SET STORAGE EXTERNAL;
