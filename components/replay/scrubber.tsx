import { memo } from "react";
import type { Playhead } from "@/components/lanes/playhead";
import { formatClock } from "@/components/ui/format-instant";
import { useViewerZone } from "@/components/ui/use-viewer-zone";
import type { AgentEvent } from "@/lib/contract/event";
import { type Severity, severities } from "@/lib/contract/event-form";
import { instantOf } from "@/lib/timeline/agent-state";
import { useStep } from "./use-step";

const bars = 160;
const fills: Readonly<Record<Severity, string>> = {
  debug: "fill-sev-debug",
  info: "fill-sev-info",
  warning: "fill-sev-warning",
  error: "fill-sev-error",
  critical: "fill-sev-critical",
};
/** The worst lies at the bottom, so that errors share a baseline. */
const stacked = [...severities].reverse();

type ScrubberProps = {
  events: readonly AgentEvent[];
  range: { start: number; end: number };
  playhead: Playhead;
  onSeek: (at: number) => void;
};

/** How much happened when, by severity, and the handle by which the playhead is moved. */
export function Scrubber({ events, range, playhead, onSeek }: ScrubberProps) {
  return (
    <div className="scrubber">
      <Bars events={events} range={range} />
      <Handle range={range} playhead={playhead} onSeek={onSeek} />
    </div>
  );
}

const Bars = memo(function Bars({ events, range }: Pick<ScrubberProps, "events" | "range">) {
  return (
    <svg viewBox={`0 0 ${bars} 100`} preserveAspectRatio="none" aria-hidden>
      {stackBars(events, range).map(({ key, ...bar }) => (
        <rect key={key} width={0.76} {...bar} />
      ))}
    </svg>
  );
});

function Handle({ range, playhead, onSeek }: Omit<ScrubberProps, "events">) {
  const zone = useViewerZone();
  const value = useStep(playhead) ?? range.end;
  return (
    <input
      type="range"
      aria-label="Position in the session"
      aria-valuetext={formatClock(new Date(value).toISOString(), zone).clock}
      min={range.start}
      max={range.end}
      step={Math.max(1, Math.round((range.end - range.start) / 500))}
      value={value}
      onChange={(event) => onSeek(Number(event.target.value))}
    />
  );
}

type Bar = { key: string; className: string; x: number; y: number; height: number };

function stackBars(events: readonly AgentEvent[], { start, end }: ScrubberProps["range"]): Bar[] {
  const counts = Array.from({ length: bars }, () => new Map<Severity, number>());
  for (const event of events) {
    const place = Math.floor(((instantOf(event) - start) / Math.max(1, end - start)) * bars);
    const bucket = counts[Math.min(bars - 1, Math.max(0, place))];
    bucket?.set(event.severity, (bucket.get(event.severity) ?? 0) + 1);
  }
  const totals = counts.map((bucket) => [...bucket.values()].reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  return counts.flatMap((bucket, x) => {
    let y = 100;
    return stacked.flatMap((severity) => {
      const count = bucket.get(severity) ?? 0;
      if (count === 0) return [];
      // A warning among many events is still to be seen.
      const height = Math.max((count / most) * 92, severity === "debug" || severity === "info" ? 0 : 6);
      y -= height;
      return [{ key: `${x} ${severity}`, className: fills[severity], x: x + 0.12, y, height }];
    });
  });
}
