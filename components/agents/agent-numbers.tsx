import clsx from "clsx";
import type { Agent } from "@/lib/contract/agent";
import { formatDuration } from "@/lib/timeline/format-duration";

/** The agent's numbers in one strip. What isn't known is a dash, never a nought. */
export function AgentNumbers({ agent: { counts, tasks, budget } }: { agent: Agent }) {
  const ended = tasks.completed + tasks.failed;
  return (
    <dl className="grid grid-cols-7 divide-x divide-line rounded-[8px] border border-line max-[1100px]:grid-cols-4 max-[1100px]:divide-x-0 max-[760px]:grid-cols-2">
      <Figure label="Events" value={number(counts.events)} />
      <Figure
        label="Tasks done"
        value={number(tasks.completed)}
        note={ended === 0 ? "" : `of ${number(ended)} ended`}
      />
      <Figure label="Task time, p50" value={duration(tasks.p50_ms)} />
      <Figure label="Task time, p95" value={duration(tasks.p95_ms)} />
      <Figure label="Errors" value={number(counts.errors)} tone={counts.errors > 0 ? "text-failure" : ""} />
      <Figure label="Denials" value={number(counts.denials)} tone={counts.denials > 0 ? "text-denied" : ""} />
      <Figure
        label="Budget left"
        value={number(budget?.remaining ?? null)}
        note={typeof budget?.limit === "number" ? `of ${number(budget.limit)}` : (budget?.unit ?? "")}
      />
    </dl>
  );
}

function Figure({
  label,
  value,
  note = "",
  tone = "",
}: {
  label: string;
  value: string;
  note?: string;
  tone?: string;
}) {
  return (
    <div className="min-w-0 px-[14px] py-[9px]">
      <dt className="text-[12px] leading-4 text-ink-3">{label}</dt>
      <dd className={clsx("text-[16px] leading-[22px] font-semibold tracking-[-.01em]", tone)}>
        {value} {note !== "" && <small className="text-[12px] font-normal text-ink-3">{note}</small>}
      </dd>
    </div>
  );
}

const number = (value: number | null) => (value === null ? "–" : value.toLocaleString("en"));
const duration = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));
