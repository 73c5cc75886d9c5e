import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { lateOver } from "@/components/ui/late";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/browser/api";
import { deliveriesQuery, testWebhook, webhooksQuery } from "@/lib/browser/webhooks-query";
import type { Delivery, Webhook } from "@/lib/contract/webhooks";
import { DeliveryLine } from "./delivery-line";
import { TestAnswer } from "./test-answer";
import { shownDeliveries, useWebhooksAddress } from "./use-webhooks-address";

const DeleteWebhookDialog = lateOver(() =>
  import("./delete-webhook-dialog").then((module) => module.DeleteWebhookDialog),
);
const RenewSecretDialog = lateOver(() => import("./renew-secret-dialog").then((module) => module.RenewSecretDialog));

type WebhookLogProps = {
  workspace: string;
  webhook: Webhook;
  payload: (payload: Delivery["payload"]) => ReactNode;
  onEdit: () => void;
  onBack: () => void;
};

/** One webhook: a test of it, its secret, and what was sent to it, attempt by attempt. */
export function WebhookLog({ workspace, webhook, payload, onEdit, onBack }: WebhookLogProps) {
  const client = useQueryClient();
  const { state, setAddress } = useWebhooksAddress();
  const [dialog, setDialog] = useState<"renew" | "delete" | null>(null);
  const query = useInfiniteQuery(deliveriesQuery(workspace, webhook.id, state));
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const deliveries = data?.pages.flatMap((page) => page.deliveries) ?? [];
  const told = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["deliveries", workspace, webhook.id] }),
      client.invalidateQueries({ queryKey: webhooksQuery(workspace).queryKey }),
    ]);
  const test = useMutation({ mutationFn: () => testWebhook(workspace, webhook.id), onSettled: told });
  return (
    <>
      <section className="panel mb-4" aria-labelledby="webhook-title">
        <header>
          <IconButton label="Back to the webhooks" size="small" onClick={onBack}>
            <ArrowLeft className="i i14" />
          </IconButton>
          <h2 id="webhook-title" className="cut">
            {webhook.name}
          </h2>
          {!webhook.enabled && <span className="tag">off</span>}
        </header>
        <div className="flex flex-wrap items-center gap-2 p-3.5">
          <span className="mono muted grow basis-72 min-w-0 break-all">{webhook.url}</span>
          <CopyButton label="Copy the webhook's id" text={webhook.id} />
          <Button variant="primary" disabled={test.isPending} onClick={() => test.mutate()}>
            {test.isPending ? "Sending a test" : "Send a test"}
          </Button>
          <Button onClick={onEdit}>Edit</Button>
          <Button onClick={() => setDialog("renew")}>Renew secret</Button>
          <Button onClick={() => setDialog("delete")}>Delete</Button>
        </div>
        {webhook.disabled_reason && (
          <p className="sm text-failure px-3.5 pb-3">Turned off: {webhook.disabled_reason}</p>
        )}
        <TestAnswer delivery={test.data} error={test.error} />
      </section>
      <section className="panel" aria-labelledby="log-title">
        <header className="flex-wrap py-1.5">
          <h2 id="log-title">Deliveries</h2>
          <span className="grow" />
          <Segmented
            label="Show"
            value={state ?? ""}
            options={[{ value: "", text: "All" }, ...shownDeliveries.map((value) => ({ value, text: value }))]}
            onChange={(next) => void setAddress({ state: shownDeliveries.find((one) => one === next) ?? null })}
          />
        </header>
        {isPending && <Skeleton rows={4} label="Loading the deliveries" />}
        {error && (
          <ErrorState
            title="The deliveries can't be read just now"
            text={`${error.message} They are made all the same.`}
            requestId={error instanceof ApiProblem ? error.requestId : null}
            onRetry={() => void refetch()}
          />
        )}
        {data && deliveries.length === 0 && (
          <EmptyState
            title={state === null ? "Nothing was sent yet" : `None is ${state}`}
            text="What was sent is kept here for 30 days. Rules say what is sent to it."
          />
        )}
        {deliveries.length > 0 && (
          <ol className="deliveries" aria-label="Deliveries">
            {deliveries.map((delivery) => (
              <DeliveryLine
                key={delivery.id}
                workspace={workspace}
                webhookId={webhook.id}
                delivery={delivery}
                payload={payload}
                onResent={told}
              />
            ))}
          </ol>
        )}
        {hasNextPage && (
          <Button className="m-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? "Loading" : "Show more"}
          </Button>
        )}
      </section>
      {dialog === "renew" && (
        <RenewSecretDialog workspace={workspace} webhook={webhook} onClose={() => setDialog(null)} />
      )}
      {dialog === "delete" && (
        <DeleteWebhookDialog
          workspace={workspace}
          webhook={webhook}
          onClose={() => setDialog(null)}
          onDeleted={onBack}
        />
      )}
    </>
  );
}
