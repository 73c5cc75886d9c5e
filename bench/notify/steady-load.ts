import { type BenchCaller, operationOf, postApi } from "./api";

const everyMs = 100;

type Load = { perSecond: number; seconds: number; rules: number };

/**
 * So many events a second in ten batches, of which one a batch is found by a rule and of a new agent. Answers when each of these was
 * acknowledged, by its agent.
 */
export async function sendSteadily(
  caller: BenchCaller,
  { perSecond, seconds, rules }: Load,
): Promise<Map<string, number>> {
  const acknowledged = new Map<string, number>();
  const batch = (perSecond * everyMs) / 1_000;
  const turns = (seconds * 1_000) / everyMs;
  const startMs = performance.now();
  const answers: Promise<void>[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const restMs = startMs + turn * everyMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    const found = `found-${Math.round(startMs)}-${turn}`;
    const events = Array.from({ length: batch }, (_, i) =>
      i === 0
        ? { event_type: "operation_denied", status: "denied", agent_id: found, operation: operationOf(turn % rules) }
        : { event_type: "tool.completed", agent_id: `coder-${i}`, operation: "Bash", metadata: { turn } },
    );
    answers.push(
      postApi(caller, "/events/ingest", { events }).then(() => {
        acknowledged.set(found, performance.now());
      }),
    );
  }
  await Promise.all(answers);
  return acknowledged;
}
