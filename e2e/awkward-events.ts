import type { EventDraft } from "@/emitter";

const controls = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join("");
const forged = 'a\rb\nc\r\nd\n\nevent: goodbye\nid: 999999\ndata: {"reason":"stopping"}\n\n: x\nretry: 1\n\n';

/** Characters of one to four bytes, those that are several code points, and a BOM where none belongs. */
const wide = "aé߀漢\uFEFF👩‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿e\u0301\u{10FFFF}";

/** Metadata of exactly 64 KiB as compact JSON, most of it characters of three bytes. */
const full = { text: `${"漢".repeat(21_841)}xx` };

/** Events that a careless writer or reader of streams would break on. */
export const awkwardEvents: EventDraft[] = [
  { operation: "CR \r LF \n CRLF \r\n", metadata: { forged, [forged]: [forged] } },
  { operation: "separators \u2028 \u2029 \u0085 \v \f", metadata: { "\u2028": "\u2029\u2028" } },
  { operation: "NUL as \\u0000", metadata: { escaped: "\\u0000", twice: "\\\\u0000", number: 0, controls } },
  { operation: wide, metadata: { [wide]: wide.repeat(50) } },
  { operation: " : data: ", metadata: { "": "", " ": " ", ":": ":", data: "data: ", quotes: '"\\/\b' } },
  { operation: "sixty-four KiB", metadata: full },
].map((event) => ({ event_type: "note", agent_id: "typist", ...event }));
