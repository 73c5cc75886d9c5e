import { Ban, Check, Hand, type LucideIcon, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { StatusPill } from "@/components/ui/status-pill";
import { actorOf, shortenId } from "@/lib/timeline/actor";
import { saidBy } from "@/lib/timeline/agent-state";
import { formatCost } from "@/lib/timeline/format-amount";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { ReplayMark } from "./replay-marks";
import type { StateAt } from "./states-at";

const looks: Readonly<Record<ReplayMark["look"], LucideIcon>> = {
  success: Check,
  failure: X,
  denied: Ban,
  waiting: Hand,
};
const nextMax = 5;

type AgentsAtProps = {
  states: readonly StateAt[];
  names: ReadonlyMap<string, string>;
  marks: readonly ReplayMark[];
  atMs: number;
  onSeek: (at: number) => void;
};

/** Where each agent stood at the moment that is looked at, and what comes next. */
export function AgentsAt({ states, names, marks, atMs, onSeek }: AgentsAtProps) {
  const next = marks.filter(({ at }) => at > atMs).slice(0, nextMax);
  return (
    <>
      <ul>
        {states.map(({ agentId, status, costUsd }) => (
          <li key={agentId}>
            <div className="flex h-6 items-center gap-2">
              <b className="cut font-semibold" title={agentId}>
                {names.get(agentId) ?? shortenId(agentId)}
              </b>
              <StatusPill
                state={status.state}
                age={formatDuration(Math.max(0, atMs - Date.parse(status.since)))}
                reason={status.reason}
              />
              <span className="grow" />
              {costUsd !== null && <span className="faint sm">{formatCost(costUsd)}</span>}
            </div>
            <p className="cut muted text-[12.5px] leading-[18px]" title={status.reason}>
              {status.reason}
            </p>
          </li>
        ))}
      </ul>
      {next.length > 0 && (
        <div className="next">
          <h3>Next marks</h3>
          {next.map(({ at, event, look }) => {
            const Icon = looks[look];
            return (
              <Button key={event.cursor} variant="ghost" onClick={() => onSeek(at)}>
                <span className={`out ${look === "waiting" ? "denied" : look}`}>
                  <Icon className="i i14" />
                </span>
                <span className="grow cut text-left">
                  {actorOf(event)} {saidBy(event)}
                </span>
                <span className="faint">in {formatDuration(at - atMs)}</span>
              </Button>
            );
          })}
        </div>
      )}
    </>
  );
}
