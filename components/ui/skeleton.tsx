import clsx from "clsx";

const widths = ["w-[62%]", "w-[48%]", "w-[74%]", "w-[55%]"];

/** Rows still to come, in the event row's own grid; shown only when loading takes longer than a blink. */
export function Skeleton({ rows = 8, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="after-150">
      <span className="hide">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <div key={index} aria-hidden className="row skr">
          <span className="sk w-[72px] max-[760px]:hidden" />
          <span className="sk size-5!" />
          <span className={clsx("sk", widths[index % widths.length])} />
          <span className="sk max-[760px]:hidden" />
          <span className="sk max-[760px]:hidden" />
        </div>
      ))}
    </div>
  );
}
