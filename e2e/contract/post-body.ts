import { expect } from "@playwright/test";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { Problem } from "@/lib/contract/problem";
import type { Caller } from "../api";

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
type Told = { status: number; headers: Headers; body: Problem & IngestAnswer & { limit?: number; unit?: string } };

/** Posts a body to ingest as it stands. Whatever a refusal is for, it is a problem in the contract's form. */
export async function postBody(
  { url, apiKey }: Caller,
  body: Body,
  headers: Record<string, string> = {},
  target = "/api/v1/events/ingest",
): Promise<Told> {
  const answer = await fetch(url + target, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
    // A string would be sent as text/plain; bytes have no type of their own.
    body: typeof body === "string" ? Buffer.from(body) : body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);
  const told = { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
  if (answer.status >= 400) expectProblem(told);
  else expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  return told;
}

/** The form of every refusal (contract §4). */
export function expectProblem({ status, headers, body }: { status: number; headers: Headers; body: Problem }): void {
  expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body).toMatchObject({
    type: expect.stringMatching(/^\/problems\/\w+$/),
    title: expect.any(String),
    status,
    detail: expect.any(String),
  });
  expect(JSON.stringify(body)).not.toMatch(/\bat \S+:\d+:\d+|node_modules/);
}
