import type { Agent } from "../contract/agent";
import { EventStream } from "./event-stream";
import { type Feed, isActivity, streamAddress, workspaceOf } from "./feed";
import type { FeedNews } from "./feed-news";
import type { StreamPlatform } from "./stream-platform";

/** `agents`: the states that a stream of them has told, for the tabs that come later. */
type Kept = { stream: EventStream; tabs: Set<string>; agents: Map<string, Agent> };

export type FeedKeeperOptions = {
  platform: StreamPlatform;
  probe(workspace: string): Promise<"signed-out" | "gone" | "try-again">;
  tell(feed: Feed, news: FeedNews): void;
  /** A stream has become free, and somebody had been turned away. */
  onRoom(): void;
};

/** A browser opens six connections to a host over HTTP/1.1; half of them are left for everything else. */
export const streamsMax = 3;

/** The leading tab's streams: one for each feed that some tab reads, the first three; who comes later is told so. */
export class FeedKeeper {
  readonly #options: FeedKeeperOptions;
  readonly #kept = new Map<Feed, Kept>();
  #turnedAway = false;

  constructor(options: FeedKeeperOptions) {
    this.#options = options;
  }

  /** A tab reads a feed and stands at `cursor`; to ask again changes nothing. It is told where the feed stands. */
  want(feed: Feed, { tab, cursor }: { tab: string; cursor: number }): void {
    const { tell } = this.#options;
    const kept = this.#kept.get(feed);
    if (kept) {
      const { state, toldTo } = kept.stream;
      kept.tabs.add(tab);
      tell(feed, { kind: "span", span: { after: toldTo, to: toldTo, events: [] } });
      if (kept.agents.size > 0) tell(feed, { kind: "agents", agents: [...kept.agents.values()] });
      tell(feed, { kind: "state", state });
      // Whoever asks has a page that was served, so there may be a login again.
      if (state.kind === "signed-out" || state.kind === "gone") kept.stream.wake();
    } else if (this.#kept.size >= streamsMax) {
      this.#turnedAway = true;
      tell(feed, { kind: "crowded" });
    } else this.#open(feed, { tab, cursor });
  }

  isReadBeside(tab: string, feed: Feed): boolean {
    const tabs = this.#kept.get(feed)?.tabs;
    return !tabs || tabs.size > 1 || !tabs.has(tab);
  }

  /** A tab no longer reads a feed, or, without one, nothing at all. */
  leave(tab: string, feed: Feed | null): void {
    const left = feed === null ? [...this.#kept.keys()] : [feed];
    let room = false;
    for (const each of left) {
      const kept = this.#kept.get(each);
      if (!kept?.tabs.delete(tab) || kept.tabs.size > 0) continue;
      kept.stream.close();
      this.#kept.delete(each);
      room = true;
    }
    if (!room || !this.#turnedAway) return;
    this.#turnedAway = false;
    this.#options.onRoom();
  }

  /** Tries at once: all that wait, or, with a feed, this one whatever it does. */
  retry(feed: Feed | null): void {
    if (feed !== null) this.#kept.get(feed)?.stream.reconnect();
    else for (const { stream } of this.#kept.values()) stream.wake();
  }

  signOut(): void {
    for (const { stream } of this.#kept.values()) stream.rest("signed-out");
  }

  close(): void {
    for (const { stream } of this.#kept.values()) stream.close();
    this.#kept.clear();
  }

  #open(feed: Feed, { tab, cursor }: { tab: string; cursor: number }): void {
    const { platform, probe, tell } = this.#options;
    const agents = new Map<string, Agent>();
    const stream = new EventStream({
      addressAfter: (after) => streamAddress(feed, after),
      cursor,
      platform,
      probe: () => probe(workspaceOf(feed)),
      onSpan: (span) => tell(feed, { kind: "span", span }),
      onState: (state) => tell(feed, { kind: "state", state }),
      onReconnected: (reconnection) => tell(feed, { kind: "reconnected", reconnection }),
      onReset(reset) {
        agents.clear();
        tell(feed, { kind: "reset", reset });
      },
      onGap: (gap) => tell(feed, { kind: "gap", gap }),
      ...(isActivity(feed) && {
        onAgents(changed: readonly Agent[]) {
          for (const agent of changed) agents.set(agent.agent_id, agent);
          tell(feed, { kind: "agents", agents: changed });
        },
      }),
    });
    this.#kept.set(feed, { stream, tabs: new Set([tab]), agents });
  }
}
