import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSseParser, type SseMessage } from "./sse-parser";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function parse(...chunks: (string | Uint8Array)[]): SseMessage[] {
  const parser = createSseParser();
  return chunks.flatMap((chunk) => parser.push(typeof chunk === "string" ? bytesOf(chunk) : chunk));
}

/** The data of each message, where nothing else is asked of it. */
const dataOf = (...chunks: string[]) => parse(...chunks).map(({ data }) => data);

describe("what the standard says, case by case", () => {
  test("the four examples of the standard", () => {
    expect(dataOf("data: YHOO\ndata: +2\ndata: 10\n\n")).toEqual(["YHOO\n+2\n10"]);
    const blocks = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    expect(parse(blocks)).toMatchObject([
      { data: "first event", id: "1" },
      { data: "second event", id: "" },
      { data: " third event", id: "" },
    ]);
    // Two messages of an empty and of two empty lines; the last block is never finished.
    expect(dataOf("data\n\ndata\ndata\n\ndata:")).toEqual(["", "\n"]);
    expect(dataOf("data:test\n\ndata: test\n\n")).toEqual(["test", "test"]);
  });

  test.each([
    ["LF", "\n"],
    ["CR", "\r"],
    ["CRLF", "\r\n"],
  ])("a line may end in %s", (_, end) => {
    expect(dataOf(["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].join(end))).toEqual(["1\n2", "3"]);
  });

  test("a line that ends in CR is over at once, and an LF that comes later belongs to it", () => {
    const parser = createSseParser();
    expect(parser.push(bytesOf("data: 1\r\r"))).toMatchObject([{ data: "1" }]);
    expect(parser.push(bytesOf("\ndata: 2\r"))).toEqual([]);
    expect(parser.push(bytesOf("\n\r\n"))).toMatchObject([{ data: "2" }]);
  });

  test("U+2028, U+2029, U+0085, VT and FF are text, not ends of lines", () => {
    expect(dataOf("data: a\u2028b\u2029c\u0085d\ve\ff\n\n")).toEqual(["a\u2028b\u2029c\u0085d\ve\ff"]);
  });

  test("one BOM at the beginning is no part of the stream; any other is", () => {
    expect(dataOf("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\ndata: \uFEFF3\n\n")).toEqual(["1", "\uFEFF3"]);
    expect(dataOf("\uFEFF\uFEFFdata: 1\n\n")).toEqual([]);
    const [first, ...rest] = bytesOf("\uFEFFdata: 1\n\n");
    expect(parse(Uint8Array.of(first ?? 0), Uint8Array.from(rest))).toMatchObject([{ data: "1" }]);
  });

  test("comments, unknown fields and names in capitals mean nothing", () => {
    expect(dataOf(":\n: data: 0\nfoo: 1\nDATA: 2\n data: 3\ndata : 4\ndata: 5\n\n")).toEqual(["5"]);
  });

  test("at most one space after the colon is dropped", () => {
    expect(dataOf("data:  two\ndata:\ttab\ndata:none\n\n")).toEqual([" two\n\ttab\nnone"]);
  });

  test("without data there is no message, but its id counts and its event is forgotten", () => {
    expect(parse("event: lost\nid: 7\n\ndata: x\n\n")).toEqual([
      { event: "message", data: "x", id: "7", retryMs: null },
    ]);
  });

  test("the last event wins; an empty one is a message", () => {
    expect(parse("event: a\nevent: b\ndata: 1\n\nevent: a\nevent:\ndata: 2\n\n")).toMatchObject([
      { event: "b" },
      { event: "message" },
    ]);
  });

  test("an id lasts until the next one; with a NUL in it it is ignored, empty it is reset", () => {
    const blocks = "id: 1\ndata\n\ndata\n\nid: 2\0\ndata\n\nid\ndata\n\n";
    expect(parse(blocks).map(({ id }) => id)).toEqual(["1", "1", "1", ""]);
  });

  test("retry counts where it is digits and nothing else", () => {
    const blocks = "data\n\nretry: 1500\ndata\n\nretry: 1x\nretry: -1\nretry: 1.5\nretry:\nretry: ١\ndata\n\n";
    expect(parse(blocks).map(({ retryMs }) => retryMs)).toEqual([null, 1_500, 1_500]);
  });

  test("what the end leaves unfinished is no message", () => {
    expect(dataOf("data: 1\n\ndata: 2\n")).toEqual(["1"]);
  });

  test("bytes that are no UTF-8 become U+FFFD", () => {
    expect(parse("data: ", Uint8Array.of(0xff, 0xe2, 0x82), "x\n\n")).toMatchObject([{ data: "\uFFFD\uFFFDx" }]);
  });
});

test("a message that never ends is given up before it fills the memory", () => {
  const chunk = bytesOf("x".repeat(1024 * 1024));
  const withoutLines = createSseParser();
  const endless = (push: () => void) => () => {
    for (let i = 0; i < 16; i++) push();
  };
  expect(endless(() => withoutLines.push(chunk))).toThrow("doesn't end");
  const withoutEnd = createSseParser();
  expect(endless(() => withoutEnd.push(bytesOf(`data: ${"x".repeat(1024 * 1024)}\n`)))).toThrow("doesn't end");
});

/** Lines of everything that means something, and of text that is several bytes long. */
const line = fc.oneof(
  fc.constantFrom("", "data", "id", ":", "data: ", "event: ", "id: \0", "retry: 10", "retry: x", "\uFEFF", " "),
  fc
    .tuple(
      fc.constantFrom("data", "event", "id", "retry", "", "Data", "dat"),
      fc.constantFrom(":", ": ", ":  ", "", " "),
    )
    .chain(([name, colon]) => fc.string({ unit: "grapheme", maxLength: 8 }).map((text) => `${name}${colon}${text}`)),
);
const stream = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n")), { maxLength: 20 })
  .map((lines) => lines.flat().join(""));
/** Ends without an open CR, of which other readers wait to see what comes after. */
const closed = stream.map((text) => `${text}:\n`);

function chunksOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

test("wherever the bytes are cut, the messages are those of the whole", () => {
  fc.assert(
    fc.property(closed, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
      expect(parse(...chunksOf(bytesOf(text), cuts))).toEqual(parse(text));
    }),
  );
});

test("eventsource-parser reads the same, cut likewise", () => {
  fc.assert(
    fc.property(closed, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
      const chunks = chunksOf(bytesOf(text), cuts);
      const theirs: { event: string; data: string }[] = [];
      const decoder = new TextDecoder();
      const parser = createParser({
        onEvent: ({ event = "message", data }) => theirs.push({ event, data }),
      });
      for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
      expect(parse(...chunks).map(({ event, data }) => ({ event, data }))).toEqual(theirs);
    }),
  );
});

test("the standard's algorithm, written down over the whole text, reads the same ids and times", () => {
  fc.assert(
    fc.property(closed, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
      expect(parse(...chunksOf(bytesOf(text), cuts))).toEqual(readWhole(text));
    }),
  );
});

/** §9.2.6 step by step, with nothing of the parser's own ways. */
function readWhole(text: string): SseMessage[] {
  const messages: SseMessage[] = [];
  let [data, event, id, retryMs]: [string, string, string, number | null] = ["", "", "", null];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  for (const each of lines.slice(0, -1)) {
    if (each === "") {
      if (data !== "") messages.push({ event: event === "" ? "message" : event, data: data.slice(0, -1), id, retryMs });
      [data, event] = ["", ""];
      continue;
    }
    const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/su.exec(each) ?? [];
    if (each.startsWith(":")) continue;
    if (field === "event") event = value;
    if (field === "data") data += `${value}\n`;
    if (field === "id" && !value.includes("\0")) id = value;
    if (field === "retry" && /^[0-9]+$/.test(value)) retryMs = Number(value);
  }
  return messages;
}
