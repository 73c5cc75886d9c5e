import type { Agent } from "../contract/agent";
import type { StreamGap } from "./stream-position";
import type { StreamSpan } from "./stream-span";
import type { Reconnection, StreamReset, StreamState } from "./stream-state";

/** What the tab that holds a feed's stream tells every reader of it, its own and those in other tabs. */
export type FeedNews =
  | { kind: "span"; span: StreamSpan }
  /** Agents as they are now, where the feed is of their states. */
  | { kind: "agents"; agents: readonly Agent[] }
  | { kind: "state"; state: StreamState }
  | { kind: "reconnected"; reconnection: Reconnection }
  | { kind: "reset"; reset: StreamReset }
  | { kind: "gap"; gap: StreamGap }
  /** As many streams as may be are open for other feeds. */
  | { kind: "crowded" };
