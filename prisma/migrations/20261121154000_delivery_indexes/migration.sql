-- How much waits for a webhook, and what was tried last, however long its log and however much waits.
CREATE INDEX "deliveries_waiting_webhook_idx" ON "deliveries"("webhook_id") WHERE "state" = 'waiting';
CREATE INDEX "deliveries_tried_idx" ON "deliveries"("webhook_id", "place" DESC) WHERE "attempts" > 0;
