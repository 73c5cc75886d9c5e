import type { ReactNode } from "react";
import { useNow } from "@/lib/browser/use-now";
import { type ConnectionWords, connectionWords } from "./connection-words";

type TimelineHeadProps = {
  connection: Parameters<typeof connectionWords>[0];
  paused: boolean;
  render: (connection: ConnectionWords) => ReactNode;
};

/** What stands above the rows. Alone in ticking, so that a second's passing redraws the chip and not the rows. */
export function TimelineHead({ connection, paused, render }: TimelineHeadProps) {
  const nowMs = useNow(1_000);
  return render(connectionWords(connection, { paused, nowMs }));
}
