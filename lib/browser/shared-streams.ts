import type { Feed } from "./feed";
import { FeedKeeper } from "./feed-keeper";
import type { FeedNews } from "./feed-news";
import { probeAccess } from "./probe-access";
import type { StreamPlatform } from "./stream-platform";
import type { TabLink, TabMessage } from "./tab-link";

/** A reader of a feed in this tab. */
export type TabReader = {
  readonly feed: Feed;
  readonly cursor: number;
  /** It wants nothing until it is woken: there is no login, or no workspace. */
  readonly isResting: boolean;
  /** It reads pages by itself. */
  readonly isPolling: boolean;
  take(news: FeedNews): void;
  /** The network came back, or somebody looks at the page again. */
  wake(): void;
};

export type SharedStreamsOptions = {
  link: TabLink;
  platform: StreamPlatform;
  probe?: (workspace: string) => Promise<"signed-out" | "gone" | "try-again">;
};

/** The leader speaks at least with each ping and each try; without a word for this long it hangs. */
const leaderSilenceMaxMs = 60_000;

/**
 * This tab's part in what the tabs of a browser share: one of them leads, holds the streams and passes on what they
 * say; the others listen. Who leads is decided by a lock, which the browser frees when the leader closes or crashes,
 * and the next one then asks every tab what it reads and where it stands. News says which stretch of the log it covers,
 * so readers need not trust that they heard everything, nor from whom: a change of leader loses and doubles nothing.
 */
export class SharedStreams {
  readonly #options: SharedStreamsOptions;
  readonly #readers = new Set<TabReader>();
  /** Tabs that this one holds streams for, with how to stop watching whether they live. */
  readonly #tabs = new Map<string, () => void>();
  #keeper: FeedKeeper | null = null;
  #leader: string | null = null;
  #resign: () => void = () => {};
  #cancelWatch: () => void = () => {};

  constructor(options: SharedStreamsOptions) {
    this.#options = options;
    const { link, platform } = options;
    link.onMessage((message) => this.#hear(message));
    link.onRest({ rest: () => this.#rest(), goOn: () => this.#goOn() });
    platform.onWake(() => {
      for (const reader of this.#readers) reader.wake();
      this.#say({ kind: "retry", from: link.tab, feed: null });
      this.#wantAll();
    });
    this.#campaign();
  }

  /** Gives a reader the news of its feed until the answered function is called. */
  join(reader: TabReader): () => void {
    this.#readers.add(reader);
    this.#want(reader);
    return () => {
      this.#readers.delete(reader);
      const isReadOn = [...this.#readers].some(({ feed }) => feed === reader.feed);
      if (!isReadOn) this.#say({ kind: "leave", from: this.#options.link.tab, feed: reader.feed });
    };
  }

  /** Begins a feed's stream again, whatever it does. */
  reconnect(reader: TabReader): void {
    this.#say({ kind: "retry", from: this.#options.link.tab, feed: reader.feed });
    this.#want(reader);
  }

  /** The login has been ended here, so it has ended in every tab. */
  signOut(): void {
    const message: TabMessage = { kind: "signed-out", from: this.#options.link.tab };
    this.#options.link.post(message);
    this.#hear(message);
  }

  #campaign(seize = false): void {
    // A page that comes back may be told so twice: what it leads already must not stand beside what it will lead.
    if (this.#keeper) this.#dropKeeper();
    this.#resign();
    this.#resign = this.#options.link.campaign({
      seize,
      lead: () => this.#lead(),
      deposed: () => {
        this.#dropKeeper();
        this.#campaign();
        this.#wantAll();
      },
    });
  }

  #lead(): void {
    const { link, platform, probe = probeAccess } = this.#options;
    this.#cancelWatch();
    this.#leader = link.tab;
    const keeper = new FeedKeeper({
      platform,
      probe,
      tell: (feed, news) => {
        // Copying a flood of events for nobody would cost as much as reading it.
        if (keeper.isReadBeside(link.tab, feed)) link.post({ kind: "news", from: link.tab, feed, news });
        this.#pass(feed, news);
      },
      onRoom: () => this.#call(),
    });
    this.#keeper = keeper;
    this.#call();
  }

  #call(): void {
    this.#options.link.post({ kind: "call", from: this.#options.link.tab });
    this.#wantAll();
  }

  #hear(message: TabMessage): void {
    const { from } = message;
    switch (message.kind) {
      case "call":
        if (this.#keeper) return;
        this.#leader = from;
        this.#wantAll();
        break;
      case "news":
        // Late words of a former leader tell nothing wrong about the log, but its connection is not ours any more.
        if (this.#keeper || (this.#leader !== null && this.#leader !== from)) return;
        this.#leader = from;
        this.#watch();
        this.#pass(message.feed, message.news);
        break;
      case "want":
        if (!this.#keeper) return;
        this.#keeper.want(message.feed, { tab: from, cursor: message.cursor });
        this.#watchTab(from);
        break;
      case "leave":
        this.#keeper?.leave(from, message.feed);
        break;
      case "retry":
        this.#keeper?.retry(message.feed);
        break;
      case "signed-out":
        this.#keeper?.signOut();
        for (const reader of this.#readers) reader.take({ kind: "state", state: { kind: "signed-out" } });
    }
  }

  /** To the leader, which may be this tab. */
  #say(message: TabMessage): void {
    if (this.#keeper) this.#hear(message);
    else this.#options.link.post(message);
  }

  #pass(feed: Feed, news: FeedNews): void {
    for (const reader of [...this.#readers]) if (reader.feed === feed) reader.take(news);
  }

  #want(reader: TabReader): void {
    if (reader.isResting) return;
    this.#say({ kind: "want", from: this.#options.link.tab, feed: reader.feed, cursor: reader.cursor });
    if (!this.#keeper) this.#watch();
  }

  #wantAll(): void {
    for (const reader of [...this.#readers]) this.#want(reader);
  }

  /** A leader that hangs is replaced; where nobody listens to it, silence is no sign. */
  #watch(): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#options.platform.after(leaderSilenceMaxMs, () => {
      const isWaiting = [...this.#readers].some(({ isResting, isPolling }) => !isResting && !isPolling);
      if (!this.#keeper && isWaiting) this.#campaign(true);
    });
  }

  #watchTab(tab: string): void {
    const { link } = this.#options;
    if (tab === link.tab || this.#tabs.has(tab)) return;
    const stop = link.onGone(tab, () => {
      this.#tabs.delete(tab);
      this.#keeper?.leave(tab, null);
    });
    this.#tabs.set(tab, stop);
  }

  #dropKeeper(): void {
    this.#keeper?.close();
    this.#keeper = null;
    this.#leader = null;
    for (const stop of this.#tabs.values()) stop();
    this.#tabs.clear();
  }

  /** A stopped page can't read for others, and its own reading goes on where it stood. */
  #rest(): void {
    this.#cancelWatch();
    if (this.#keeper) this.#dropKeeper();
    else this.#options.link.post({ kind: "leave", from: this.#options.link.tab, feed: null });
    this.#resign();
  }

  #goOn(): void {
    this.#campaign();
    this.#wantAll();
  }
}
