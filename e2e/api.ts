import { expect } from "@playwright/test";
import type { EventDraft } from "@/emitter";
import type { IngestAnswer } from "@/lib/contract/ingest";
import type { EventPage } from "@/lib/contract/query";

/** A program at the app's door: where it is, and the key that it holds. */
export type Caller = { url: string; apiKey: string };

/** Posts events as one batch and expects every one of them to be taken. */
export async function ingest({ url, apiKey }: Caller, events: readonly EventDraft[]): Promise<IngestAnswer> {
  const answer = await post({ url, apiKey }, events);
  expect(answer.status).toBe(200);
  const told = (await answer.json()) as IngestAnswer;
  expect(told.accepted).toBe(events.length);
  return told;
}

/** Posts events as one batch, whatever comes of it. */
export function post({ url, apiKey }: Caller, events: readonly EventDraft[]): Promise<Response> {
  return fetch(`${url}/api/v1/events/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });
}

/** The newest events, newest first; `query` is of the filter language. */
export async function readEvents({ url, apiKey }: Caller, query: Record<string, string> = {}): Promise<EventPage> {
  const address = `${url}/api/v1/events?${new URLSearchParams({ limit: "1000", ...query })}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as EventPage;
}
