import { parseExactJson } from "@/emitter/agents/exact-json";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import type { Attributes } from "./attributes";
import { isObject } from "./plain-value";

/** Texts that the read models know by these names, and what agents and the GenAI conventions call them. */
const texts = {
  tool_name: ["tool_name", "gen_ai.tool.name", "function_name"],
  tool_use_id: ["tool_use_id", "call_id", "gen_ai.tool.call.id", "gen_ai.tool.call_id"],
  model: ["model", "gen_ai.response.model", "gen_ai.request.model"],
  error: ["error", "error.message", "exception.message", "error.type", "error_type"],
  reason: ["reason"],
  prompt: ["prompt"],
} as const;

const numbers = {
  duration_ms: ["duration_ms", "total_duration_ms"],
  input_tokens: ["input_tokens", "gen_ai.usage.input_tokens", "input_token_count"],
  output_tokens: ["output_tokens", "gen_ai.usage.output_tokens", "output_token_count"],
  cache_read_tokens: [
    "cache_read_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "cached_token_count",
    "cached_content_token_count",
  ],
  cost_usd: ["cost_usd"],
} as const;

const charactersMax = 1_000;

/** What a tool was given comes as JSON in a text. */
const toolInputs = ["tool_input", "arguments", "function_args"];
const toolInputCharactersMax = 4_000;

/** What a record says under names of its own, under the names that metadata has for it. The record keeps its own too. */
export function conventionalMetadata(attributes: Attributes): JsonObject {
  const metadata: JsonObject = {};
  for (const [key, names] of Object.entries(texts)) {
    const text = attributes.text(...names);
    if (text !== undefined) metadata[key] = excerptOf(text);
  }
  for (const [key, names] of Object.entries(numbers)) {
    const number = attributes.number(...names);
    if (number !== undefined) metadata[key] = number;
  }
  const input = toolInput(attributes.text(...toolInputs));
  return input === null ? metadata : { ...metadata, tool_input: input };
}

function toolInput(text = ""): JsonObject | null {
  if (text.length > toolInputCharactersMax) return null;
  try {
    const input = parseExactJson(text) as JsonValue;
    return isObject(input) ? input : null;
  } catch {
    return null;
  }
}

/** The beginning of a text that may be a page long; it is whole in the record. */
export function excerptOf(text: string): string {
  return text.length <= charactersMax ? text : [...text.slice(0, 2 * charactersMax)].slice(0, charactersMax).join("");
}

/** The name of the action that an event belongs to. */
export const toolUseId = (attributes: Attributes) => attributes.text(...texts.tool_use_id);
/** The tool that an action used. */
export const toolName = (attributes: Attributes) => attributes.text(...texts.tool_name);
