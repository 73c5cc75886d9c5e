import { expect } from "@playwright/test";
import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import type { Caller } from "../api";

/** Opens a stream, given as path and query, as a program on `fetch` would. */
export async function openStream({ url, apiKey }: Caller, target: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const answer = await fetch(`${url}${target}`, {
    headers: { authorization: `Bearer ${apiKey}`, ...headers },
    signal: leaving.signal,
  });
  expect(answer.status).toBe(200);
  const reader = answer.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return {
    headers: answer.headers,
    leave: () => leaving.abort(),
    /** Reads on up to and with the first frame of that name. */
    async until(name: string): Promise<EventSourceMessage[]> {
      const frames: EventSourceMessage[] = [];
      while (frames.at(-1)?.event !== name) {
        const { value } = (await reader?.read()) ?? {};
        if (!value) throw new Error(`the stream ended before ${name}`);
        frames.push(value);
      }
      return frames;
    },
  };
}
