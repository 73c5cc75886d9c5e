import { Instant } from "@/components/ui/instant";
import { formatDuration } from "@/lib/timeline/format-duration";
import type { Period } from "@/lib/timeline/period-before";

/** What is counted, and what it is compared with. */
export function PeriodNote({ period: { fromMs, toMs, before }, updatedAt }: { period: Period; updatedAt: number }) {
  const instant = (ms: number) => new Date(ms).toISOString();
  return (
    <p role="status" className="sm faint">
      {fromMs === null ? (
        "From the first event on. "
      ) : (
        <>
          From <Instant time={instant(fromMs)} form="moment" /> to <Instant time={instant(toMs)} form="moment" />
          {before && `, beside the ${lengthWords(toMs - fromMs)} before`}.{" "}
        </>
      )}
      Read at <Instant time={instant(updatedAt)} form="second" />
    </p>
  );
}

/** `7d`, not `7d 0h`: whole ones say it shorter. */
const lengthWords = (ms: number) => formatDuration(ms).replace(/ 0+[a-z]+$/, "");
