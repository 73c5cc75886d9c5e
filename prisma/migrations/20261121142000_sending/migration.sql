-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "first_tried_at" TIMESTAMPTZ(6),
ADD COLUMN     "leased_to" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "digest_leased_to" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "instance_secrets" (
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_secrets_pkey" PRIMARY KEY ("name")
);

-- What the log of deliveries has kept for long enough.
CREATE INDEX "deliveries_ended_idx" ON "deliveries"("ended_at") WHERE "state" <> 'waiting';

-- Who has a digest coming.
CREATE INDEX "memberships_digest_idx" ON "memberships"("digested_at") WHERE "digest" <> 'off';
