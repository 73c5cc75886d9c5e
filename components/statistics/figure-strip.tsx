import { Link } from "@/components/ui/link";
import type { PeriodStats } from "@/lib/browser/period-stats-query";
import type { EventStats } from "@/lib/contract/stats";
import type { TimelineFilter } from "@/lib/timeline/filter";
import { ChangeNote } from "./change-note";

type Figure = { label: string; count: (stats: EventStats) => number; narrow: TimelineFilter | null };

const figures: readonly Figure[] = [
  { label: "Events", count: ({ total }) => total, narrow: {} },
  {
    label: "Errors",
    count: ({ by_severity }) => (by_severity.error ?? 0) + (by_severity.critical ?? 0),
    narrow: { severity: ["error", "critical"] },
  },
  { label: "Failures", count: ({ by_status }) => by_status.failure ?? 0, narrow: { status: ["failure"] } },
  { label: "Denials", count: ({ by_status }) => by_status.denied ?? 0, narrow: { status: ["denied"] } },
  { label: "Agents", count: ({ by_agent, more }) => by_agent.length + more.agents, narrow: null },
  { label: "Types", count: ({ by_type, more }) => Object.keys(by_type).length + more.types, narrow: null },
];

type FigureStripProps = { data: PeriodStats; hrefOf: (narrow: TimelineFilter) => string };

/** The period in six numbers, each beside what it was before. */
export function FigureStrip({ data: { now, before }, hrefOf }: FigureStripProps) {
  return (
    <dl className="grid grid-cols-6 divide-x divide-line rounded-[8px] border border-line max-[900px]:grid-cols-3 max-[900px]:divide-x-0 max-[480px]:grid-cols-2">
      {figures.map(({ label, count, narrow }) => (
        <div key={label} className="min-w-0 px-[14px] py-[9px]">
          <dt className="text-[12px] leading-4 text-ink-3">{label}</dt>
          <dd className="text-[16px] leading-[22px] font-semibold tracking-[-.01em]">
            {narrow ? (
              <Link href={hrefOf(narrow)} className="hover:underline">
                {count(now).toLocaleString("en")}
              </Link>
            ) : (
              count(now).toLocaleString("en")
            )}{" "}
            <small className="text-[12px] font-normal">
              <ChangeNote now={count(now)} before={before && count(before)} />
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
