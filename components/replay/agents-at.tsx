import { Ban, Check, Hand, type LucideIcon, X } from "lucide-react";
import { useMemo } from "react";
import type { Playhead } from "@/components/lanes/playhead";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { StatusPill } from "@/components/ui/status-pill";
import type { AgentEvent } from "@/lib/contract/event";
import { actorOf, shortenId } from "@/lib/timeline/actor";
import { saidBy } from "@/lib/timeline/agent-state";
import { formatCost } from "@/lib/timeline/format-amount";
import { formatDuration } from "@/lib/timeline/format-duration";
import { countUntil } from "./play-on";
import type { ReplayMark } from "./replay-marks";
import { statesReader } from "./states-at";
import { useStep } from "./use-step";

const looks: Readonly<Record<ReplayMark["look"], LucideIcon>> = {
  success: Check,
  failure: X,
  denied: Ban,
  waiting: Hand,
};
const nextMax = 5;

type AgentsAtProps = {
  /** As they happened. */
  events: readonly AgentEvent[];
  instants: readonly number[];
  marks: readonly ReplayMark[];
  playhead: Playhead;
  onSeek: (at: number) => void;
};

/** Where each agent stood at the moment that is looked at, and what comes next. */
export function AgentsAt({ events, instants, marks, playhead, onSeek }: AgentsAtProps) {
  const statesAt = useMemo(() => statesReader(events), [events]);
  const names = useMemo(() => new Map(events.map((event) => [event.agent_id ?? "", actorOf(event)])), [events]);
  const atMs = useStep(playhead) ?? instants.at(-1) ?? 0;
  const states = statesAt(countUntil(instants, atMs), atMs);
  const firstAhead = marks.findIndex(({ at }) => at > atMs);
  const next = firstAhead === -1 ? [] : marks.slice(firstAhead, firstAhead + nextMax);
  return (
    <aside className="replay-agents" aria-label="Agents at this moment">
      <div className="bh">
        <h3>
          Agents at <Instant time={new Date(atMs).toISOString()} />
        </h3>
      </div>
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
    </aside>
  );
}
