import { ArrowDown, ArrowUp } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import type { Hold } from "./use-follow";

/**
 * Says how many events wait. Paused: a bar above the rows, there from the moment of pausing. Merely reading: a pill
 * over them, so that its coming moves no row.
 */
export function WaitingEvents({ waiting, pause, onShow }: { waiting: number; pause: Hold | null; onShow: () => void }) {
  const count = waiting.toLocaleString("en");
  if (pause) {
    const since = new Date(pause.at).toLocaleTimeString("en-GB");
    return (
      <div className="sep new flex-none">
        <ArrowDown size={12} aria-hidden />
        {waiting === 0 ? `Paused at ${since}. Nothing new yet.` : `${count} new since you paused at ${since}`}
        <button type="button" className="link ml-auto flex items-center gap-2" onClick={onShow}>
          {waiting === 0 ? "Follow" : "Show"} <Kbd>.</Kbd>
        </button>
      </div>
    );
  }
  if (waiting === 0) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="absolute top-2 left-1/2 z-10 flex h-7 -translate-x-1/2 items-center gap-2 rounded-full border border-accent-line bg-raised px-3 text-[12px] font-semibold text-accent-strong shadow-[var(--shadow-pop)] max-[760px]:h-9"
    >
      <ArrowUp size={12} aria-hidden />
      {count} new
    </button>
  );
}

/** The count for those who don't see it, told at 1, 10, 100 … and not with each event. */
export function WaitingAnnouncement({ waiting }: { waiting: number }) {
  const told = waiting === 0 ? 0 : 10 ** Math.floor(Math.log10(waiting));
  return (
    <p role="status" className="sr-only">
      {told === 0 ? "" : told === 1 ? "New events wait" : `${told.toLocaleString("en")} or more new events wait`}
    </p>
  );
}
