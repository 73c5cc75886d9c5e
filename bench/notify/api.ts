import type { TestWorkspace } from "@/lib/server/testing/test-workspace";

/** A program that may do everything in a workspace of the app at `url`. */
export type BenchCaller = { url: string; workspace: TestWorkspace };

/** Posts to the app's API; throws for any answer that isn't a success. */
export async function postApi<T>({ url, workspace }: BenchCaller, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${workspace.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200 && answer.status !== 201)
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json() as Promise<T>;
}

/** A webhook at this address, and so many rules that tell it: each of the denied events of one operation. */
export async function makeRules(caller: BenchCaller, { count, url }: { count: number; url: string }): Promise<void> {
  const { id } = await postApi<{ id: string }>(caller, "/webhooks", { name: "bench", url });
  for (let i = 0; i < count; i += 1) {
    const filter = `status=denied&operation=${operationOf(i)}`;
    await postApi(caller, "/rules", { name: `denied ${i}`, filter, webhook_ids: [id] });
  }
}

/** What the events are about that a rule finds. */
export const operationOf = (rule: number) => `gate-${rule}`;
