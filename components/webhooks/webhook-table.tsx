import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Age } from "@/components/ui/age";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { changeWebhook, webhooksQuery } from "@/lib/browser/webhooks-query";
import type { Webhook } from "@/lib/contract/webhooks";
import { formWords } from "./form-words";

type WebhookTableProps = { workspace: string; webhooks: readonly Webhook[]; onOpen: (id: string) => void };

export function WebhookTable({ workspace, webhooks, onOpen }: WebhookTableProps) {
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: ({ id, enabled }: Webhook) => changeWebhook(workspace, id, { enabled: !enabled }),
    onSuccess: ({ name, enabled }) => toast(enabled ? `${name} is on` : `${name} is off`),
    onError: (error) => toast(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery(workspace).queryKey }),
  });
  return (
    <div className="relative overflow-x-auto">
      <table className="table webhooks" aria-label="Webhooks">
        <thead>
          <tr>
            <th scope="col">On</th>
            <th scope="col">Where to</th>
            <th scope="col">Body</th>
            <th scope="col" className="text-right">
              Waiting
            </th>
            <th scope="col">Last delivery</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => {
            const { id, name, url, form, enabled, disabled_reason, waiting, last_delivery } = webhook;
            return (
              <tr key={id}>
                <td className="w-14">
                  <Switch
                    label={`${name} is on`}
                    checked={enabled}
                    disabled={turn.isPending}
                    onChange={() => turn.mutate(webhook)}
                  />
                </td>
                <td>
                  <button type="button" className="font-semibold hover:underline" onClick={() => onOpen(id)}>
                    {name}
                  </button>
                  <div className="mono muted max-w-96 truncate" title={url}>
                    {url}
                  </div>
                  {disabled_reason && <div className="xs text-failure">Turned off: {disabled_reason}</div>}
                </td>
                <td className="muted whitespace-nowrap">{formWords[form]}</td>
                <td className="text-right">{waiting === 0 ? <span className="faint">0</span> : waiting}</td>
                <td className="muted whitespace-nowrap">
                  {last_delivery === null ? (
                    "none yet"
                  ) : (
                    <>
                      <span className={last_delivery.state === "failed" ? "text-failure" : ""}>
                        {last_delivery.state}
                        {last_delivery.status !== null && `, ${last_delivery.status}`}
                      </span>
                      <div className="xs faint">
                        <Age time={last_delivery.at} /> ago
                      </div>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
