import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { lateOver } from "@/components/ui/late";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { webhooksQuery } from "@/lib/browser/webhooks-query";
import type { Delivery, Webhook } from "@/lib/contract/webhooks";
import { useWebhooksAddress } from "./use-webhooks-address";
import { WebhookLog } from "./webhook-log";
import { WebhookTable } from "./webhook-table";

const WebhookDialog = lateOver(() => import("./webhook-dialog").then((module) => module.WebhookDialog));

type WebhooksPanelProps = { workspace: string; payload: (payload: Delivery["payload"]) => ReactNode };

/** The addresses that hear of notifications, and what was sent to each; for a workspace's admins. */
export function WebhooksPanel({ workspace, payload }: WebhooksPanelProps) {
  const { webhook: openId, setAddress } = useWebhooksAddress();
  const [dialog, setDialog] = useState<Webhook | "new" | null>(null);
  const webhooks = useQuery(webhooksQuery(workspace));
  const open = webhooks.data?.find(({ id }) => id === openId);
  const editing = dialog !== null && (
    <WebhookDialog
      workspace={workspace}
      webhook={dialog === "new" ? undefined : dialog}
      onClose={() => setDialog(null)}
    />
  );
  if (open) {
    return (
      <>
        <WebhookLog
          workspace={workspace}
          webhook={open}
          payload={payload}
          onEdit={() => setDialog(open)}
          onBack={() => void setAddress(null)}
        />
        {editing}
      </>
    );
  }
  return (
    <section className="panel" aria-labelledby="webhooks-title">
      <header>
        <h2 id="webhooks-title">Webhooks</h2>
        <span className="grow" />
        <Button variant="primary" onClick={() => setDialog("new")}>
          Add webhook
        </Button>
      </header>
      {webhooks.isPending && <Skeleton rows={3} label="Loading the webhooks" />}
      {webhooks.isError && (
        <ErrorState
          title="The webhooks can't be read just now"
          text={`${webhooks.error.message} What is on its way is sent all the same.`}
          requestId={webhooks.error instanceof ApiProblem ? webhooks.error.requestId : null}
          onRetry={() => void webhooks.refetch()}
        />
      )}
      {webhooks.data && openId !== null && <p className="sm muted px-3.5 py-2">The webhook of this address is gone.</p>}
      {webhooks.data?.length === 0 && (
        <EmptyState
          title="No webhook yet"
          text="A webhook sends what rules find to a program or to Slack, signed, and again until it arrives."
        />
      )}
      {webhooks.data && webhooks.data.length > 0 && (
        <WebhookTable
          webhooks={webhooks.data}
          workspace={workspace}
          onOpen={(id) => void setAddress({ webhook: id })}
        />
      )}
      {editing}
    </section>
  );
}
