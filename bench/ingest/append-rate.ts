import { appendEvents } from "@/lib/server/store/append-events";
import { benchDraft } from "./bench-draft";

type Load = { batch: number; connections: number; seconds: number };

/** The SQL path alone: `append_events` on one workspace or several in turn, deduplication on. Events a second. */
export async function appendRate(
  workspaceIds: readonly number[],
  { batch, connections, seconds }: Load,
): Promise<number> {
  let events = 0;
  let turn = 0;
  const endsAt = performance.now() + seconds * 1_000;
  const append = async () => {
    while (performance.now() < endsAt) {
      const workspaceId = workspaceIds[turn++ % workspaceIds.length] ?? 0;
      await appendEvents(
        workspaceId,
        Array.from({ length: batch }, (_, i) => benchDraft(i)),
      );
      events += batch;
    }
  };
  await Promise.all(Array.from({ length: connections }, append));
  return events / seconds;
}
