-- CreateTable
CREATE TABLE "facet_values" (
    "workspace_id" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "events" BIGINT NOT NULL,

    CONSTRAINT "facet_values_pkey" PRIMARY KEY ("workspace_id","field","value")
);

-- AddForeignKey
ALTER TABLE "facet_values" ADD CONSTRAINT "facet_values_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Counts change all the time: pages with room keep these updates out of the index.
ALTER TABLE "facet_values" SET (fillfactor = 70);
