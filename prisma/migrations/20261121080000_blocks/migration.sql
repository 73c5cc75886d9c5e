-- CreateTable
CREATE TABLE "block_values" (
    "value_hash" BIGINT NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "positions" BYTEA NOT NULL,

    CONSTRAINT "block_values_pkey" PRIMARY KEY ("workspace_id","value_hash","block")
);

-- CreateTable
CREATE TABLE "blocks" (
    "workspace_id" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "min_timestamp" TIMESTAMPTZ(6) NOT NULL,
    "max_timestamp" TIMESTAMPTZ(6) NOT NULL,
    "seconds" BYTEA NOT NULL,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("workspace_id","block")
);

-- CreateTable
CREATE TABLE "block_types" (
    "workspace_id" INTEGER NOT NULL,
    "event_type" TEXT NOT NULL,

    CONSTRAINT "block_types_pkey" PRIMARY KEY ("workspace_id","event_type")
);

-- The places of a value that every event of a block has are 2 KiB: kept in the row as they are, neither compressed nor
-- put elsewhere.
ALTER TABLE "block_values" ALTER COLUMN "positions" SET STORAGE EXTERNAL;
ALTER TABLE "block_values" SET (toast_tuple_target = 4080);
