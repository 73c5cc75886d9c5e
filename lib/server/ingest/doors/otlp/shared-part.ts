import { type Cut, cutOf } from "@/emitter/agents/cut";
import type { JsonObject } from "@/lib/contract/event";

const sharedBytesMax = 4 * 1024;

/**
 * What many records have in common, a resource or a scope, as it is kept with each of them. A large one is kept with the
 * first and noted with the others: with each of a hundred thousand, a few megabytes sent would be gigabytes stored.
 */
export class SharedPart {
  readonly #key: string;
  readonly #read: () => JsonObject;
  #value: JsonObject | null = null;
  #cut: Cut | null = null;
  #isKept = false;

  /** `read` is asked when the first record needs it: a body may have millions of scopes without any. */
  constructor(key: "resource" | "scope", read: () => JsonObject) {
    this.#key = key;
    this.#read = read;
  }

  get value(): JsonObject {
    this.#value ??= this.#read();
    return this.#value;
  }

  /** Puts it into a record's metadata, or answers with what is to be noted instead. */
  keepIn(metadata: JsonObject): readonly Cut[] {
    this.#cut ??= cutOf(`metadata.${this.#key}`, "size", this.value);
    if (this.#isKept && this.#cut.bytes > sharedBytesMax) return [this.#cut];
    this.#isKept = true;
    if (Object.keys(this.value).length > 0) metadata[this.#key] = this.value;
    return [];
  }
}
