-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "allowed_sources" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "event_count" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "last_used_from" TEXT;
