"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { ProgressBar } from "@/components/ui/progress-bar";
import { readModelsQuery } from "@/lib/browser/read-models-query";

/** Read models follow the log within a second; what is further behind than this is being made anew, or overrun. */
const usualSeconds = 10;

type BehindNoteProps = {
  workspace: string;
  /** The read models that the page's numbers come from. */
  models: readonly string[];
};

/** Above a page whose numbers have yet to follow the log: how much of it they know. Nothing where they are up to date. */
export function BehindNote({ workspace, models }: BehindNoteProps) {
  const client = useQueryClient();
  const { data } = useQuery(readModelsQuery(workspace));
  const behind = data?.behind.find(({ name, seconds }) => models.includes(name) && seconds > usualSeconds);
  const isBehind = behind !== undefined;
  const wasBehind = useRef(false);
  useEffect(() => {
    // What was read meanwhile lacks what has come since.
    if (wasBehind.current && !isBehind) void client.invalidateQueries();
    wasBehind.current = isBehind;
  }, [isBehind, client]);
  if (!data || !behind) return null;
  const all = data.head - data.floor + 1;
  const share = 1 - behind.events / Math.max(1, all);
  return (
    <div role="status" className="behind-note">
      <ProgressBar label="Of the log read so far" share={share} />
      <span>
        <b>{Math.floor(share * 100)}%</b> of the log is in these numbers, {behind.events.toLocaleString("en")}{" "}
        {behind.events === 1 ? "event is" : "events are"} still to be read. They are complete when this line is gone.
      </span>
    </div>
  );
}
