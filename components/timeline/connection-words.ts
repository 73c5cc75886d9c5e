import type { StreamState } from "@/lib/browser/stream-state";

/** What the connection chip shows: its state and a few words. */
export type ConnectionWords = {
  state: "live" | "polling" | "connecting" | "catching-up" | "reconnecting" | "signed-out" | "paused";
  detail: string;
};

export function connectionWords(
  connection: StreamState,
  { paused, nowMs }: { paused: boolean; nowMs: number | null },
): ConnectionWords {
  switch (connection.kind) {
    case "connecting":
      return { state: "connecting", detail: "" };
    case "catching-up":
      return {
        state: "catching-up",
        detail: connection.left > 0 ? `${connection.left.toLocaleString("en")} left` : "",
      };
    case "polling":
      return paused ? pausedWords : { state: "polling", detail: "three other filters are live" };
    case "live":
      return paused ? pausedWords : { state: "live", detail: "" };
    case "reconnecting": {
      if (nowMs === null) return { state: "reconnecting", detail: "" };
      const seconds = Math.ceil((connection.nextTryMs - nowMs) / 1_000);
      return { state: "reconnecting", detail: seconds > 0 ? `next try in ${seconds} s` : "trying" };
    }
    case "signed-out":
      return { state: "signed-out", detail: "sign in" };
    case "gone":
      return { state: "signed-out", detail: "no access to this workspace" };
  }
}

const pausedWords: ConnectionWords = { state: "paused", detail: "events still arrive" };
