-- CreateTable
CREATE TABLE "projection_cursors" (
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "cursor" BIGINT NOT NULL,

    CONSTRAINT "projection_cursors_pkey" PRIMARY KEY ("workspace_id","name")
);

-- AddForeignKey
ALTER TABLE "projection_cursors" ADD CONSTRAINT "projection_cursors_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Moved several times a second: pages with room keep these updates out of the index.
ALTER TABLE "projection_cursors" SET (fillfactor = 50);
