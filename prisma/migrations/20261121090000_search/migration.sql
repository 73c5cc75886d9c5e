-- CreateTable
CREATE TABLE "word_blocks" (
    "workspace_id" INTEGER NOT NULL,
    "bucket" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "places" BYTEA NOT NULL,

    CONSTRAINT "word_blocks_pkey" PRIMARY KEY ("workspace_id","bucket","block")
);

-- CreateTable
CREATE TABLE "word_spans" (
    "workspace_id" INTEGER NOT NULL,
    "bucket" INTEGER NOT NULL,
    "span" INTEGER NOT NULL,
    "places" BYTEA NOT NULL,

    CONSTRAINT "word_spans_pkey" PRIMARY KEY ("workspace_id","bucket","span")
);

-- Rows are a few KiB of hashes: kept in the row as they are, neither compressed nor put elsewhere.
ALTER TABLE "word_blocks" ALTER COLUMN "places" SET STORAGE EXTERNAL;
ALTER TABLE "word_blocks" SET (toast_tuple_target = 8160);
ALTER TABLE "word_spans" ALTER COLUMN "places" SET STORAGE EXTERNAL;
ALTER TABLE "word_spans" SET (toast_tuple_target = 8160);
