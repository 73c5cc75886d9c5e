import type { Feed } from "./feed";
import type { FeedNews } from "./feed-news";

/** What the tabs of one browser say to one another; `from` names the tab. */
export type TabMessage =
  /** The leader asks every tab what it reads. */
  | { kind: "call"; from: string }
  | { kind: "want"; from: string; feed: Feed; cursor: number }
  /** Without a feed: none any more. */
  | { kind: "leave"; from: string; feed: Feed | null }
  /** Try again at once: this feed whatever it does, or all that wait. */
  | { kind: "retry"; from: string; feed: Feed | null }
  | { kind: "news"; from: string; feed: Feed; news: FeedNews }
  | { kind: "signed-out"; from: string };

/** A tab's tie to the others of its browser. */
export type TabLink = {
  readonly tab: string;
  /** Reaches every other tab, not this one. */
  post(message: TabMessage): void;
  onMessage(take: (message: TabMessage) => void): void;
  /**
   * Calls `lead` once no other tab leads, or, with `seize`, at once; `deposed` if another tab has seized the lead since.
   * The answered function resigns, or stops waiting.
   */
  campaign(options: { seize: boolean; lead: () => void; deposed: () => void }): () => void;
  /** Calls once a tab has closed or crashed, until the answered function is called. */
  onGone(tab: string, run: () => void): () => void;
  /** Calls before the page is stopped (closed, frozen, or kept for going back), and after it goes on. */
  onRest(options: { rest: () => void; goOn: () => void }): void;
};

/** Changes with the messages: after an update, old and new tabs each lead their own kind. */
const protocol = 1;

/** The tabs in which one person is logged in. Where the browser can't tie them together, each is alone. */
export function linkTabs(person: string): TabLink {
  const name = `sightline ${protocol} ${person}`;
  // Both exist in every browser of today, the locks only where the page came by HTTPS or from this machine.
  return "locks" in navigator && "BroadcastChannel" in globalThis ? linkByLocks(name) : aloneLink();
}

function linkByLocks(name: string): TabLink {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  const lockOf = (each: string) => `${name} tab ${each}`;
  // Held for as long as the tab lives: whoever is granted it knows that the tab is gone. Nothing is said before.
  let unsaid: TabMessage[] | null = [];
  void navigator.locks.request(lockOf(tab), () => {
    for (const message of unsaid ?? []) channel.postMessage(message);
    unsaid = null;
    return new Promise(() => {});
  });

  /** Waits for a lock and holds it until the answered function is called. */
  function take(lock: string, { seize, granted, lost }: { seize: boolean; granted: () => void; lost: () => void }) {
    const waiting = new AbortController();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    navigator.locks
      .request(lock, seize ? { steal: true } : { signal: waiting.signal }, () => {
        if (!waiting.signal.aborted) granted();
        return held;
      })
      // It rejects when the wait was given up, which we did ourselves, or when another tab stole the lock.
      .catch(() => {
        if (!waiting.signal.aborted) lost();
      });
    return () => {
      waiting.abort();
      letGo();
    };
  }

  return {
    tab,
    post: (message) => (unsaid ? unsaid.push(message) : channel.postMessage(message)),
    onMessage(receive) {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => receive(data);
    },
    campaign: ({ seize, lead, deposed }) => take(`${name} lead`, { seize, granted: lead, lost: deposed }),
    onGone(other, run) {
      const stop = take(lockOf(other), {
        seize: false,
        granted() {
          run();
          stop();
        },
        lost: () => {},
      });
      return stop;
    },
    onRest({ rest, goOn }) {
      window.addEventListener("pagehide", rest);
      document.addEventListener("freeze", rest);
      window.addEventListener("pageshow", ({ persisted }) => persisted && goOn());
      document.addEventListener("resume", goOn);
    },
  };
}

/** A tab that leads itself and nobody else. */
export function aloneLink(): TabLink {
  return {
    tab: "alone",
    post() {},
    onMessage() {},
    campaign({ lead }) {
      lead();
      return () => {};
    },
    onGone: () => () => {},
    onRest() {},
  };
}
