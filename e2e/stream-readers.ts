import type { BrowserContext } from "@playwright/test";
import { EventSource } from "eventsource";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { follow } from "@/emitter";
import type { AgentEvent } from "@/lib/contract/event";
import { ana } from "./account";
import type { Caller } from "./api";
import { openRawStream } from "./strict-stream";

/** Somebody who reads the stream in a way of their own. */
export type StreamReader = {
  /** The events so far, as that reader understood them. */
  events: () => Promise<unknown[]>;
  /** What made it stop or start anew. */
  errors: () => string[];
  close: () => void | Promise<void>;
};

/** Opens the stream of everything after a cursor. */
type Open = (caller: Caller, after: number) => Promise<StreamReader>;

const strict: Open = async (caller, after) => {
  const stream = await openRawStream(caller, { query: `cursor=${after}` });
  const events = async () => stream.frames().flatMap(({ name, data }) => (name === "event" ? [data] : []));
  return { events, errors: () => [], close: stream.close };
};

/** The package that most programs on Node would take. */
export const openWithEventsource: Open = async ({ url, apiKey }, after) => {
  const events: unknown[] = [];
  const errors: string[] = [];
  const source = new EventSource(`${url}/api/v1/events/stream?cursor=${after}`, {
    fetch: (address, init) =>
      fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${apiKey}` } }),
  });
  source.addEventListener("event", ({ data }) => events.push(JSON.parse(data)));
  source.addEventListener("error", ({ message }) => errors.push(String(message)));
  return { events: async () => events, errors: () => errors, close: () => source.close() };
};

const withFetch: Open = async ({ url, apiKey }, after) => {
  const stop = new AbortController();
  const events: unknown[] = [];
  const errors: string[] = [];
  const answer = await fetch(`${url}/api/v1/events/stream?cursor=${after}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: stop.signal,
  });
  const read = async () => {
    if (!answer.body) throw new Error("no body");
    const decoded = answer.body.pipeThrough(new TextDecoderStream());
    const messages = decoded.pipeThrough(new EventSourceParserStream({ onError: "terminate" }));
    for await (const { event, data } of messages) if (event === "event") events.push(JSON.parse(data));
  };
  read().catch((error: unknown) => stop.signal.aborted || errors.push(String(error)));
  return { events: async () => events, errors: () => errors, close: () => stop.abort() };
};

const withFollow: Open = async (caller, after) => {
  const stop = new AbortController();
  const events: AgentEvent[] = [];
  const errors: string[] = [];
  const read = async () => {
    const onState = (state: { kind: string; reason?: string }) => {
      if (state.kind === "reconnecting") errors.push(String(state.reason));
    };
    for await (const event of follow({ ...caller, after, signal: stop.signal, onState })) events.push(event);
  };
  read().catch((error: unknown) => errors.push(String(error)));
  return { events: async () => events, errors: () => errors, close: () => stop.abort() };
};

/** Those that need nothing but Node. */
export const programs: Record<string, Open> = {
  "a bare socket and a strict parser": strict,
  "the package eventsource": openWithEventsource,
  "fetch and eventsource-parser": withFetch,
  "follow of the emitter": withFollow,
};

/** The browser's own EventSource, on a page of the app where Ana is logged in. */
export async function openInBrowser(
  context: BrowserContext,
  { url }: { url: string },
  after: number,
): Promise<StreamReader> {
  const page = await context.newPage();
  await page.goto(`${url}/w/${ana.workspace}/settings/keys`);
  const errors: string[] = [];
  const handle = await page.evaluateHandle(
    ({ address }) => {
      const events: unknown[] = [];
      const errors: string[] = [];
      const source = new EventSource(address);
      source.addEventListener("event", ({ data }) => events.push(JSON.parse(data)));
      source.addEventListener("error", () => errors.push("error"));
      return { events, errors, source };
    },
    { address: `/api/v1/events/stream?workspace=${ana.workspace}&cursor=${after}` },
  );
  return {
    async events() {
      const seen = await handle.evaluate(({ events, errors }) => ({ events, errors }));
      errors.splice(0, errors.length, ...seen.errors);
      return seen.events;
    },
    errors: () => errors,
    close: () => handle.evaluate(({ source }) => source.close()),
  };
}
