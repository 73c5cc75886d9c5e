import type { Agent } from "../contract/agent";
import { activityFeedOf, type Feed } from "./feed";
import type { FeedNews } from "./feed-news";
import type { SharedStreams, TabReader } from "./shared-streams";
import type { StreamState } from "./stream-state";

export type ActivityReaderOptions = {
  workspace: string;
  streams: SharedStreams;
  /** Agents as they are now; all of them first, and again whenever that may be needed. */
  onAgents(agents: readonly Agent[]): void;
  onState(state: StreamState): void;
  /** The log is another: nothing that was told may stand. */
  onReset(): void;
};

/** Hears what a workspace's agents are up to, whichever tab holds the stream. It needs no place: states have no past. */
export class ActivityReader implements TabReader {
  readonly feed: Feed;
  readonly cursor = 0;
  readonly #options: ActivityReaderOptions;
  readonly #leave: () => void;
  #state: StreamState = { kind: "connecting" };

  constructor(options: ActivityReaderOptions) {
    this.#options = options;
    this.feed = activityFeedOf(options.workspace);
    this.#leave = options.streams.join(this);
  }

  get isResting(): boolean {
    return this.#state.kind === "signed-out" || this.#state.kind === "gone";
  }

  get isPolling(): boolean {
    return this.#state.kind === "polling";
  }

  wake(): void {
    if (this.isResting) this.#moveTo({ kind: "connecting" });
  }

  close(): void {
    this.#leave();
  }

  take(news: FeedNews): void {
    switch (news.kind) {
      case "agents":
        this.#options.onAgents(news.agents);
        break;
      case "state":
        this.#moveTo(news.state);
        break;
      case "crowded":
        this.#moveTo({ kind: "polling" });
        break;
      case "reset":
        this.#options.onReset();
    }
  }

  #moveTo(state: StreamState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
