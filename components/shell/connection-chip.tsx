type ConnectionState = "live" | "polling" | "connecting" | "catching-up" | "reconnecting" | "signed-out" | "paused";

const words: Readonly<Record<ConnectionState, string>> = {
  live: "Live",
  polling: "Updates every 2 s",
  connecting: "Connecting",
  "catching-up": "Catching up",
  reconnecting: "Reconnecting",
  "signed-out": "Signed out",
  paused: "Paused",
};

/** How fresh the page is, in words beside the dot; `detail` says more, such as the lag or the next try. */
export function ConnectionChip({ state, detail }: { state: ConnectionState; detail: string }) {
  return (
    <span className={`conn ${state}`} title={detail}>
      <span role="status">{words[state]}</span>
      <span className="faint hm">{detail}</span>
    </span>
  );
}
