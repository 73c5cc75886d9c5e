-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "privacy" TEXT NOT NULL DEFAULT 'full',
ADD CONSTRAINT "api_keys_privacy_check" CHECK ("privacy" IN ('full', 'redacted', 'metadata'));

-- CreateIndex
CREATE INDEX "api_keys_prefix_idx" ON "api_keys"("prefix");

-- CreateTable
CREATE TABLE "redaction_rules" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "pattern" TEXT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "redaction_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_keys" (
    "workspace_id" INTEGER NOT NULL,
    "prefix" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "refused_keys_pkey" PRIMARY KEY ("workspace_id","prefix","reason")
);

-- CreateIndex
CREATE UNIQUE INDEX "redaction_rules_workspace_id_name_key" ON "redaction_rules"("workspace_id", "name");

-- AddForeignKey
ALTER TABLE "redaction_rules" ADD CONSTRAINT "redaction_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refused_keys" ADD CONSTRAINT "refused_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
