-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "digest" TEXT NOT NULL DEFAULT 'off',
ADD COLUMN     "digested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "notifier_cursors" (
    "workspace_id" INTEGER NOT NULL,
    "cursor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "notifier_cursors_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "rules" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "filter" TEXT NOT NULL,
    "condition" JSONB NOT NULL,
    "severity" TEXT NOT NULL DEFAULT 'warning',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "audience" UUID[],
    "to_everyone" BOOLEAN NOT NULL DEFAULT true,
    "push" BOOLEAN NOT NULL DEFAULT false,
    "webhook_ids" UUID[],
    "collapse_seconds" INTEGER NOT NULL DEFAULT 600,
    "from_cursor" BIGINT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_states" (
    "workspace_id" INTEGER NOT NULL,
    "rule_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(6),

    CONSTRAINT "rule_states_pkey" PRIMARY KEY ("workspace_id","rule_id","subject")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "rule_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "agent_id" TEXT,
    "project" TEXT,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "first_cursor" BIGINT NOT NULL,
    "last_cursor" BIGINT NOT NULL,
    "first_event_id" UUID,
    "count" INTEGER NOT NULL DEFAULT 1,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "last_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "acknowledged_at" TIMESTAMPTZ(6),
    "acknowledged_by" TEXT,
    "assigned_to" UUID,
    "snoozed_until" TIMESTAMPTZ(6),
    "audience" UUID[],
    "to_everyone" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_reads" (
    "workspace_id" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_reads_pkey" PRIMARY KEY ("workspace_id","person_id","notification_id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "secret_before" TEXT,
    "secret_before_to" TIMESTAMPTZ(6),
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "place" BIGSERIAL NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "webhook_id" UUID,
    "push_subscription_id" UUID,
    "rule_id" UUID,
    "notification_id" UUID,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_tries" (
    "workspace_id" INTEGER NOT NULL,
    "delivery_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "text" TEXT,

    CONSTRAINT "delivery_tries_pkey" PRIMARY KEY ("workspace_id","delivery_id","attempt")
);

-- CreateTable
CREATE TABLE "push_subscriptions" (
    "id" UUID NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rules_workspace_id_idx" ON "rules"("workspace_id");

-- CreateIndex
CREATE INDEX "rule_states_due_at_idx" ON "rule_states"("due_at");

-- CreateIndex
CREATE INDEX "notifications_workspace_id_last_at_id_idx" ON "notifications"("workspace_id", "last_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_rule_id_idx" ON "notifications"("rule_id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_workspace_id_rule_id_subject_first_cursor_ope_key" ON "notifications"("workspace_id", "rule_id", "subject", "first_cursor", "opened_at");

-- CreateIndex
CREATE INDEX "notification_reads_notification_id_idx" ON "notification_reads"("notification_id");

-- CreateIndex
CREATE INDEX "notification_reads_person_id_idx" ON "notification_reads"("person_id");

-- CreateIndex
CREATE INDEX "webhooks_workspace_id_idx" ON "webhooks"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_place_key" ON "deliveries"("place");

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_webhook_id_place_idx" ON "deliveries"("workspace_id", "webhook_id", "place" DESC);

-- CreateIndex
CREATE INDEX "deliveries_push_subscription_id_idx" ON "deliveries"("push_subscription_id");

-- CreateIndex
CREATE INDEX "delivery_tries_delivery_id_idx" ON "delivery_tries"("delivery_id");

-- CreateIndex
CREATE INDEX "push_subscriptions_person_id_idx" ON "push_subscriptions"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscriptions_workspace_id_person_id_endpoint_key" ON "push_subscriptions"("workspace_id", "person_id", "endpoint");

-- AddForeignKey
ALTER TABLE "notifier_cursors" ADD CONSTRAINT "notifier_cursors_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rules" ADD CONSTRAINT "rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_states" ADD CONSTRAINT "rule_states_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_reads" ADD CONSTRAINT "notification_reads_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_reads" ADD CONSTRAINT "notification_reads_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_push_subscription_id_fkey" FOREIGN KEY ("push_subscription_id") REFERENCES "push_subscriptions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_tries" ADD CONSTRAINT "delivery_tries_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What is to be sent next, however many deliveries the log of them holds.
CREATE INDEX "deliveries_waiting_idx" ON "deliveries"("lane", "place") WHERE "state" = 'waiting';

-- However many notice it at once, one notification of a rule and subject is open at a time.
CREATE UNIQUE INDEX "notifications_open_key" ON "notifications"("workspace_id", "rule_id", "subject") WHERE "ended_at" IS NULL;
