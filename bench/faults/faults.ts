import type { AppProcess } from "@/e2e/app-process";
import type { Stage } from "./stage";

/** Trouble that lasts for `lastsMs` while everybody works on. Heals itself, or is healed by the answered function. */
export type Fault = {
  name: string;
  lastsMs: number;
  /** Readers are to have everything while it still lasts. */
  endure?: boolean;
  strike: (stage: Stage, round: number) => Promise<() => Promise<void>>;
};

/** The lines between clients and balancer, and between instances and database. */
const lines = [
  ["the clients' line", (stage: Stage) => stage.balancer.link],
  ["the database's line", (stage: Stage) => stage.databaseLink],
] as const;

const onLines = lines.flatMap(([line, linkOf]): Fault[] => [
  {
    name: `${line} is cut`,
    lastsMs: 1_500,
    async strike(stage) {
      await linkOf(stage).cut();
      return () => linkOf(stage).open();
    },
  },
  {
    name: `${line} lags`,
    lastsMs: 3_000,
    async strike(stage) {
      linkOf(stage).lag(150);
      return () => linkOf(stage).open();
    },
  },
  {
    name: `${line} is half-open`,
    lastsMs: 4_000,
    async strike(stage) {
      linkOf(stage).stall();
      // As a network does in the end: what fell silent is gone.
      return async () => {
        await linkOf(stage).cut();
        await linkOf(stage).open();
      };
    },
  },
  {
    name: `${line} drips`,
    lastsMs: 3_000,
    async strike(stage) {
      linkOf(stage).drip();
      return () => linkOf(stage).open();
    },
  },
]);

/** Who writes comes back at once, who reads a second or two later: there is always something to catch up with. */
const connectionsBreak: Fault = {
  name: "the clients' connections break again and again",
  lastsMs: 4_000,
  async strike({ balancer }) {
    const timer = setInterval(() => balancer.link.break(), 700);
    return async () => clearInterval(timer);
  },
};

const appOf = ({ apps }: Stage, round: number): AppProcess => (round % 2 ? apps[1] : apps[0]);

const appIsKilled: Fault = {
  name: "an instance is killed",
  lastsMs: 1_000,
  async strike(stage, round) {
    const app = appOf(stage, round);
    await app.kill9();
    return () => app.restart();
  },
};

const databaseIsKilled: Fault = {
  name: "PostgreSQL is killed",
  lastsMs: 1_000,
  async strike({ postmaster }) {
    process.kill(postmaster(), "SIGKILL");
    return async () => {};
  },
};

const rollingRestart: Fault = {
  name: "the instances are restarted one after the other",
  lastsMs: 0,
  async strike({ apps }) {
    for (const app of apps) {
      // Throws unless it is over within five seconds.
      await app.stop();
      await app.restart();
    }
    return async () => {};
  },
};

const listeners = "FROM pg_stat_activity WHERE application_name = 'sightline listen'";

const listenersAreKilled: Fault = {
  name: "the listening sessions are killed",
  lastsMs: 2_000,
  async strike({ ask }) {
    await ask(`SELECT pg_terminate_backend(pid) ${listeners}`);
    return async () => {};
  },
};

const wakeUpsAreLost: Fault = {
  name: "no wake-up comes through",
  lastsMs: 1_500,
  endure: true,
  async strike({ ask }) {
    const stopped = new Set<number>();
    const stopAll = async () => {
      for (const { pid } of await ask<{ pid: number }>(`SELECT pid ${listeners}`)) {
        if (stopped.has(pid)) continue;
        signal(pid, "SIGSTOP");
        stopped.add(pid);
      }
    };
    await stopAll();
    const timer = setInterval(() => void stopAll(), 50);
    return async () => {
      clearInterval(timer);
      for (const pid of stopped) signal(pid, "SIGCONT");
    };
  },
};

/** An instance stands still and goes on as though nothing had been. */
const appStandsStill = (lastsMs: number): Fault => ({
  name: `an instance stands still for ${lastsMs / 1_000} s`,
  lastsMs,
  async strike(stage, round) {
    const pid = appOf(stage, round).pid();
    signal(pid, "SIGSTOP");
    return async () => signal(pid, "SIGCONT");
  },
});

/** Those that show the most in the shortest time. */
export const quickFaults: readonly Fault[] = [wakeUpsAreLost, rollingRestart, appIsKilled];

export const allFaults: readonly Fault[] = [
  ...onLines,
  connectionsBreak,
  wakeUpsAreLost,
  listenersAreKilled,
  appIsKilled,
  databaseIsKilled,
  rollingRestart,
  appStandsStill(30_000),
];

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A session that is over by itself.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
