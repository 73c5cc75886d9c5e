import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { Lane, LaneMark, LaneSpan } from "@/components/lanes/lane";
import { Swimlane } from "@/components/lanes/swimlane";
import { Segmented } from "@/components/ui/segmented";
import { agentRunsQuery } from "@/lib/browser/agent-runs-query";
import { AgentPanel } from "./agent-panel";
import { agentPaths } from "./agent-paths";
import { lanesOfAgent } from "./lanes-of-agent";

const hourMs = 3_600_000;
const ranges = { "1h": hourMs, "6h": 6 * hourMs, "24h": 24 * hourMs, "7d": 168 * hourMs } as const;
type Range = keyof typeof ranges;
const rangeNames = Object.keys(ranges) as Range[];
const rangeWords: Readonly<Record<Range, string>> = {
  "1h": "hour",
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
};

/** What the agent did over time: its sessions, its tasks, its use of tools, and what was denied or failed. */
export function AgentLanes({ workspace, agentId }: { workspace: string; agentId: string }) {
  const router = useRouter();
  const [range, setRange] = useQueryState(
    "range",
    parseAsStringLiteral(rangeNames).withDefault("6h").withOptions({ history: "replace" }),
  );
  const query = useQuery(agentRunsQuery({ workspace, agentId }, range));
  const { data } = query;
  const lanes = useMemo(() => (data ? lanesOfAgent(data, data.readAtMs) : []), [data]);
  const paths = agentPaths(workspace, agentId);

  const pick = (lane: Lane, picked: LaneSpan | LaneMark) => {
    if (lane.id === "sessions") router.push(paths.session(picked.id));
    else if (lane.id === "tasks") router.push(paths.task(picked.id));
    else if ("at" in picked) router.push(paths.events({ event: picked.id }));
    else router.push(paths.events({ since: instant(picked.start), until: instant((picked.end ?? Date.now()) + 1) }));
  };
  return (
    <AgentPanel
      title={`Last ${rangeWords[range]}`}
      note={data && `${counted(data.sessions, "session")}, ${counted(data.tasks, "task")}`}
      more={
        <Segmented
          label="Range"
          value={range}
          options={rangeNames.map((value) => ({ value, text: value.replace(/(\d+)/, "$1 ") }))}
          onChange={(next) => void setRange(next)}
        />
      }
      query={query}
    >
      {({ readAtMs, isCut }) => (
        <>
          {lanes.length === 0 ? (
            <p className="p-[14px] text-ink-2">Nothing was heard of it in that time.</p>
          ) : (
            <Swimlane
              label="What the agent did over time"
              lanes={lanes}
              range={{ start: readAtMs - ranges[range], end: readAtMs }}
              onPick={pick}
            />
          )}
          {isCut && (
            <p className="sm faint px-[14px] pb-2">More happened than is drawn: the newest 500 of each kind are.</p>
          )}
        </>
      )}
    </AgentPanel>
  );
}

const instant = (ms: number) => new Date(ms).toISOString();
const counted = (list: readonly unknown[], noun: string) => `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
