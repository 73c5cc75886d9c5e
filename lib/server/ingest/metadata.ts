import { createHash } from "node:crypto";
import { inexactDigits } from "@/emitter/agents/exact-json";
import type { JsonObject, JsonValue } from "@/lib/contract/event";
import { metadataBytesMax, metadataDepthMax } from "@/lib/contract/event-form";
import type { FieldError } from "@/lib/contract/problem";
import { putUnknown } from "./put-unknown";

type MetadataResult = { ok: true; json: string } | { ok: false; errors: FieldError[] };

/** Escapes in compact JSON that may stand for what PostgreSQL can't keep: NUL or a surrogate. */
const suspiciousEscape = /\\u(?:0000|d[89a-f])/i;

/** Faults told of one event's texts: a body of nothing but faults must not make an answer many times its size. */
const faultsToldMax = 10;
/** Numbers kept as text; the notes of more would not fit in what metadata may hold. */
const inexactMax = 500;

/**
 * Checks metadata against the contract's limits and answers its compact JSON text. Numbers that a double can't hold
 * become text with the same digits, listed under `truncated`.
 */
export function sealMetadata(metadata: JsonObject): MetadataResult {
  if (isDeeper(metadata, metadataDepthMax)) {
    const path = pathBeyondDepth(metadata, "metadata", metadataDepthMax) ?? "metadata";
    return fault(path, `Is nested deeper than ${metadataDepthMax} levels.`);
  }
  let json = JSON.stringify(metadata);
  if (suspiciousEscape.test(json)) {
    const cleaned = inspectTexts(metadata);
    if (cleaned.errors.length > 0) return { ok: false, errors: cleaned.errors };
    if (cleaned.inexact.length > inexactMax) {
      return fault("metadata", `Holds more than ${inexactMax} numbers that could only be kept as text.`);
    }
    if (cleaned.inexact.length > 0) json = JSON.stringify(noteTruncated(cleaned.value, cleaned.inexact));
  }
  const bytes = Buffer.byteLength(json);
  if (bytes > metadataBytesMax) {
    return fault("metadata", `Is ${bytes} bytes as compact JSON; at most ${metadataBytesMax} are kept.`);
  }
  return { ok: true, json };
}

type Truncation = { path: string; reason: string; bytes: number; sha256: string };

function inspectTexts(metadata: JsonObject): { value: JsonObject; errors: FieldError[]; inexact: Truncation[] } {
  const errors: FieldError[] = [];
  const inexact: Truncation[] = [];
  const check = (text: string, path: string) => {
    if (errors.length === faultsToldMax) return;
    if (text.includes("\0")) errors.push({ path, message: "Contains a NUL character, which can't be stored." });
    else if (!text.isWellFormed()) errors.push({ path, message: "Contains a lone surrogate, which is no character." });
  };
  const visit = (value: JsonValue, path: string): JsonValue => {
    if (typeof value === "string") {
      const digits = inexactDigits(value);
      if (digits === null) check(value, path);
      else if (inexact.length <= inexactMax)
        inexact.push({ path, reason: "number", bytes: digits.length, sha256: sha256(digits) });
      return digits ?? value;
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${path}[${index}]`));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        check(key, `${path}.${printable(key)}`);
        return [key, visit(item, `${path}.${printable(key)}`)];
      }),
    );
  };
  const value = Object.fromEntries(
    Object.entries(metadata).map(([key, item]) => {
      check(key, `metadata.${printable(key)}`);
      return [key, visit(item, `metadata.${printable(key)}`)];
    }),
  );
  return { value, errors, inexact };
}

/** Adds to the list that an emitter may have sent itself; what else stood under that key moves to `extra`. */
function noteTruncated(metadata: JsonObject, found: Truncation[]): JsonObject {
  const { truncated, ...rest } = metadata;
  if (truncated === undefined || Array.isArray(truncated))
    return { ...rest, truncated: [...(truncated ?? []), ...found] };
  return putUnknown({ ...rest, truncated: found }, [["truncated", truncated]]);
}

/** Whether a value has more levels than these. Asked of every event, so it builds no path. */
export function isDeeper(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, levels - 1));
  for (const key in value) if (isDeeper(value[key], levels - 1)) return true;
  return false;
}

function pathBeyondDepth(value: JsonValue | undefined, path: string, levels: number): string | null {
  if (typeof value !== "object" || value === null) return null;
  if (levels === 0) return path;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = typeof value[i] === "object" ? pathBeyondDepth(value[i], `${path}[${i}]`, levels - 1) : null;
      if (found) return found;
    }
    return null;
  }
  for (const key in value) {
    const item = value[key];
    const found = typeof item === "object" ? pathBeyondDepth(item, `${path}.${printable(key)}`, levels - 1) : null;
    if (found) return found;
  }
  return null;
}

const fault = (path: string, message: string): MetadataResult => ({ ok: false, errors: [{ path, message }] });
const printable = (key: string) => key.toWellFormed().replaceAll("\0", "\uFFFD").slice(0, 100);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
