import { createEmitter, type EventDraft } from "@/emitter";
import { serve } from "../stream/worker";

/** What emits: nothing but `JSON.stringify` and an array, which no emitter can undercut, or the emitter with and without its spool. */
export type Kind = "limit" | "memory" | "spool";

type Given = { kind: Kind; url: string; directory: string };

const turnEvents = 100;
const warmUpEvents = 20_000;

function draft(n: number): EventDraft {
  return {
    event_type: "tool.completed",
    agent_id: "coder-4",
    session_id: "s-1",
    operation: "Bash",
    status: "success",
    metadata: { duration_ms: n, tool_name: "Bash", tool_input: { command: "npm test", description: "Run the tests" } },
  };
}

function open({ kind, url, directory }: Given) {
  if (kind === "limit") {
    let held: string[] = [];
    return {
      emit(event: EventDraft) {
        held.push(JSON.stringify(event));
        if (held.length === 10_000) held = [];
      },
      stats: () => null,
      flush: async () => {},
    };
  }
  return createEmitter({
    url,
    apiKey: "k",
    source: "bench",
    onError() {},
    ...(kind === "spool" && { spool: { directory } }),
  });
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const at = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;

const commands = {
  /** How long single calls take, in microseconds, in turns between which the sending goes on. */
  async calls({ count, ...given }: Given & { count: number }) {
    const emitter = open(given);
    const us: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const event = draft(n);
      const before = process.hrtime.bigint();
      emitter.emit(event);
      us.push(Number(process.hrtime.bigint() - before) / 1_000);
      if (n % turnEvents === 0) await nextTurn();
    }
    await emitter.flush();
    us.sort((a, b) => a - b);
    return { p50: at(us, 0.5), p99: at(us, 0.99), max: at(us, 1) };
  },

  /**
   * The longest turns of the event loop while events came at a rate, in milliseconds, by the clock and by the processor
   * (of all the process's threads, so rather too much); and what became of the events.
   */
  async offer({ perSecond, seconds, ...given }: Given & { perSecond: number; seconds: number }) {
    const emitter = open(given);
    const total = perSecond * seconds;
    // What is compiled and loaded once is no part of a stream.
    for (let n = 0; n < warmUpEvents; n += 1) {
      emitter.emit(draft(n));
      if (n % turnEvents === 0) await nextTurn();
    }
    await emitter.flush();
    const standsMs: number[] = [];
    const worksMs: number[] = [];
    let offered = 0;
    const start = performance.now();
    let last = start;
    let lastCpu = process.cpuUsage();
    while (offered < total) {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * perSecond));
      // As much in a turn as a host would: what is late after a long turn is spread over the next ones.
      for (const end = Math.min(due, offered + 2 * turnEvents); offered < end; offered += 1)
        emitter.emit(draft(offered));
      await nextTurn();
      const now = performance.now();
      standsMs.push(now - last);
      const { user, system } = process.cpuUsage(lastCpu);
      lastCpu = process.cpuUsage();
      worksMs.push((user + system) / 1_000);
      last = now;
    }
    const tookMs = last - start;
    const atEnd = emitter.stats();
    await emitter.flush();
    standsMs.sort((a, b) => a - b);
    worksMs.sort((a, b) => a - b);
    return {
      worked: { max: at(worksMs, 1), over10: worksMs.filter((ms) => ms > 10).length },
      rate: (total / tookMs) * 1_000,
      p99: at(standsMs, 0.99),
      max: at(standsMs, 1),
      over10: standsMs.filter((ms) => ms > 10).length,
      queued: atEnd?.queued ?? 0,
      dropped: emitter.stats()?.dropped.queueFull ?? 0,
      sent: emitter.stats()?.sent ?? 0,
    };
  },
};

export type HostCommands = typeof commands;

serve(commands);
