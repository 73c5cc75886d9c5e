import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { Check, ChevronRight, Clock, type LucideIcon, Minus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { resendDelivery } from "@/lib/browser/webhooks-query";
import type { Delivery } from "@/lib/contract/webhooks";
import { count } from "@/lib/timeline/telling";
import { tryWords } from "./try-words";

const kindWords: Readonly<Record<Delivery["kind"], string>> = {
  "notification.opened": "Something began",
  "notification.repeated": "It went on",
  "notification.ended": "It was over",
  test: "Test",
};
const looks: Readonly<Record<Delivery["state"], { Icon: LucideIcon; className: string }>> = {
  waiting: { Icon: Clock, className: "text-denied" },
  delivered: { Icon: Check, className: "text-ink-3" },
  failed: { Icon: X, className: "text-failure" },
  cancelled: { Icon: Minus, className: "text-ink-3" },
};

type DeliveryLineProps = {
  workspace: string;
  webhookId: string;
  delivery: Delivery;
  payload: (payload: Delivery["payload"]) => ReactNode;
  onResent: () => unknown;
};

/** One delivery; opened, its attempts and what it carried. */
export function DeliveryLine({ workspace, webhookId, delivery, payload, onResent }: DeliveryLineProps) {
  const { id, kind, state, attempts, created_at, next_at, rule, notification_id, tries } = delivery;
  const [isOpen, setOpen] = useState(false);
  const resend = useMutation({
    mutationFn: () => resendDelivery(workspace, webhookId, id),
    onSuccess: () => toast("It is sent once more"),
    onError: (error) => toast(error.message),
    onSettled: onResent,
  });
  const { Icon, className } = looks[state];
  const last = tries.at(-1);
  return (
    <li>
      <button type="button" className="delivery" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight className={clsx("i i14 text-ink-3", isOpen && "rotate-90")} aria-hidden />
        <Icon className={`i i14 ${className}`} aria-hidden />
        <span className="kind">
          <b>{kindWords[kind]}</b>
          {rule && <span className="muted"> · {rule.name}</span>}
        </span>
        <span className={clsx("went", state === "failed" && "text-failure")}>
          {state}
          {last?.status != null && `, ${last.status}`}
          {attempts > 1 && `, ${count(attempts, "attempt")}`}
        </span>
        <Instant time={created_at} form="moment" />
      </button>
      {isOpen && (
        <div className="inside">
          <dl className="facts p-0!">
            <dt>Id</dt>
            <dd className="flex items-start gap-1">
              <span className="mono min-w-0 break-all">{id}</span>
              <CopyButton label="Copy the delivery's id" text={id} />
            </dd>
            {next_at && (
              <>
                <dt>Tried next</dt>
                <dd>
                  <Instant time={next_at} form="moment" />
                </dd>
              </>
            )}
            <dt>Attempts</dt>
            <dd>
              {tries.length === 0 && "none yet"}
              <ol>
                {tries.map((one) => (
                  <li key={one.attempt}>
                    <Instant time={one.at} form="moment" /> <span className="muted break-words">{tryWords(one)}</span>
                  </li>
                ))}
              </ol>
            </dd>
          </dl>
          <div className="my-3 flex flex-wrap gap-2">
            <Button disabled={resend.isPending || state === "waiting"} onClick={() => resend.mutate()}>
              Send again
            </Button>
            {notification_id && (
              <Link className="btn" href={`/w/${workspace}/inbox?view=all&open=${notification_id}`}>
                Its notification
              </Link>
            )}
          </div>
          <div className="rounded-[8px] border border-line overflow-hidden">{payload(delivery.payload)}</div>
        </div>
      )}
    </li>
  );
}
