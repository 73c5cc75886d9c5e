import { Check, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Notification } from "@/lib/contract/notifications";
import { AssignMenu } from "./assign-menu";
import { SnoozeMenu } from "./snooze-menu";
import type { NotificationActs } from "./use-notification-acts";

type NotificationActionsProps = {
  workspace: string;
  notification: Notification;
  mayAct: boolean;
  acts: NotificationActs;
  nowMs: number;
};

/** What may be done with the open entry. A viewer sees it and why they can't. */
export function NotificationActions({ workspace, notification, mayAct, acts, nowMs }: NotificationActionsProps) {
  const { id, acknowledged, assigned_to, snoozed_until, state } = notification;
  const title = mayAct ? undefined : "For members: you are a viewer here";
  const isSnoozed = snoozed_until !== null && Date.parse(snoozed_until) > nowMs;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant={acknowledged === null && state === "open" ? "primary" : "plain"}
        disabled={!mayAct}
        title={title ?? (acknowledged ? "Open it again (e)" : "Acknowledge (e)")}
        onClick={() => void acts.acknowledge([id], acknowledged === null)}
      >
        {acknowledged ? <Undo2 className="i i14" /> : <Check className="i i14" />}
        {acknowledged ? "Open again" : "Acknowledge"}
      </Button>
      <AssignMenu
        workspace={workspace}
        disabled={!mayAct}
        title={title}
        assigned={assigned_to}
        onAssign={(to) => void acts.assign([id], to, assigned_to)}
      />
      <SnoozeMenu
        disabled={!mayAct}
        title={title}
        isSnoozed={isSnoozed}
        nowMs={nowMs}
        onSnooze={(until, words) => void acts.snooze([id], until, words)}
      />
    </div>
  );
}
