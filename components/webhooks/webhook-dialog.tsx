import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toaster";
import { faultAt, otherFault } from "@/lib/browser/fault-at";
import { changeWebhook, createWebhook, webhooksQuery } from "@/lib/browser/webhooks-query";
import type { Webhook } from "@/lib/contract/webhooks";
import { formWords } from "./form-words";
import { SecretNote } from "./secret-note";

const forms = ["standard", "slack"] as const satisfies readonly Webhook["form"][];
const shown = ["name", "url", "form"];

type WebhookDialogProps = { workspace: string; webhook: Webhook | undefined; onClose: () => void };

/** A new webhook, whose secret is then shown once, or another name and address for one. */
export function WebhookDialog({ workspace, webhook, onClose }: WebhookDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [form, setForm] = useState(webhook?.form ?? "standard");
  const [secret, setSecret] = useState<string | null>(null);
  const onSettled = () => client.invalidateQueries({ queryKey: webhooksQuery(workspace).queryKey });
  const save = useMutation({
    mutationFn: async () => {
      const draft = { name: name.trim(), url: url.trim(), form };
      if (webhook) {
        await changeWebhook(workspace, webhook.id, draft);
        return null;
      }
      return (await createWebhook(workspace, draft)).secret;
    },
    onSuccess: (made) => {
      setSecret(made);
      if (made !== null) return;
      toast(`${name} is changed`);
      onClose();
    },
    onSettled,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  const other = otherFault(save.error, shown);
  if (secret !== null) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Copy the secret now"
        lead="With it the receiver tells that a message is ours. It can't be shown again; a new one can be made."
      >
        <SecretNote secret={secret} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={webhook ? `Edit ${webhook.name}` : "Add webhook"}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label="Name"
          value={name}
          maxLength={80}
          required
          autoComplete="off"
          error={faultAt(save.error, "name")}
          onChange={({ target }) => setName(target.value)}
        />
        <TextInput
          label="Address"
          type="url"
          value={url}
          required
          autoComplete="off"
          placeholder="https://example.com/sightline"
          error={faultAt(save.error, "url")}
          hint="Asked by POST. Addresses of private networks are refused."
          onChange={({ target }) => setUrl(target.value)}
        />
        <div>
          <p className="label">Body</p>
          <Segmented
            label="Body"
            value={form}
            options={forms.map((value) => ({ value, text: formWords[value] }))}
            onChange={setForm}
          />
          <p className="hint">
            {form === "standard"
              ? "Signed JSON, as standardwebhooks.com says."
              : "Text and blocks for an incoming webhook of Slack, or what understands the same."}
          </p>
        </div>
        {other && (
          <p role="alert" className="fault">
            {other}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {webhook ? "Save" : "Add webhook"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
