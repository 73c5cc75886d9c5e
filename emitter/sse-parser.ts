/** A message of an event stream, as an EventSource would dispatch it. */
export type SseMessage = {
  /** `message` where the stream names none. */
  event: string;
  data: string;
  /** The last id that the stream gave, this message's or an earlier one's. */
  id: string;
  /** The reconnection time that the stream asked for last; null where it never did. */
  retryMs: number | null;
};

export type SseParser = {
  /** Takes the next bytes, cut anywhere, and answers the messages that they complete. */
  push(bytes: Uint8Array): SseMessage[];
};

/** A stored event is under 100 KiB. What never comes to an end is no frame of ours, and must not fill the memory. */
const charactersMax = 8 * 1024 * 1024;

/**
 * Reads `text/event-stream` as the WHATWG's HTML standard says (§9.2.6), incrementally: UTF-8 with an optional BOM,
 * lines that end in LF, CR or CRLF, a message at each empty line. What the end of the stream leaves unfinished is
 * never a message. Throws where an unfinished message grows past 8 Mi characters.
 */
export function createSseParser(): SseParser {
  const decoder = new TextDecoder();
  /** The beginning of a line whose end has not come yet. */
  let held = "";
  let isAfterCr = false;
  let data: string[] = [];
  let dataCharacters = 0;
  let event = "";
  let id = "";
  let retryMs: number | null = null;

  function dispatch(): SseMessage[] {
    const message = { event: event || "message", data: data.join("\n"), id, retryMs };
    const isEmpty = data.length === 0;
    data = [];
    dataCharacters = 0;
    event = "";
    return isEmpty ? [] : [message];
  }

  function takeField(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    switch (name) {
      case "data":
        data.push(value);
        dataCharacters += value.length + 1;
        break;
      case "event":
        event = value;
        break;
      case "id":
        if (!value.includes("\0")) id = value;
        break;
      case "retry":
        if (/^[0-9]+$/.test(value)) retryMs = Number(value);
    }
    // A comment has no name, and any other name means nothing.
  }

  return {
    push(bytes) {
      let text = decoder.decode(bytes, { stream: true });
      if (text === "") return [];
      // A CR ended its line at once; if the LF of a CRLF comes after it, that line is over already.
      if (isAfterCr && text.startsWith("\n")) text = text.slice(1);
      isAfterCr = text.endsWith("\r");
      const messages: SseMessage[] = [];
      const [first = "", ...lines] = text.split(/\r\n|\n|\r/);
      held += first;
      for (const line of lines) {
        if (held === "") messages.push(...dispatch());
        else takeField(held);
        held = line;
      }
      if (held.length + dataCharacters > charactersMax) throw new Error("a message of the stream doesn't end");
      return messages;
    },
  };
}
