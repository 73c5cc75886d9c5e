import { inexactDigits } from "@/emitter/agents/exact-json";
import type { JsonObject, JsonValue } from "@/lib/contract/event";

/** What is said of one record, looked up by name: by the record itself first, then by its resource. */
export class Attributes {
  readonly #places: readonly JsonObject[];

  constructor(...places: readonly JsonObject[]) {
    this.#places = places;
  }

  /** The first of these names that has a text; a number counts as its digits. */
  text(...names: readonly string[]): string | undefined {
    return this.#first(names, textOf);
  }

  /** The first of these names that has a number, also one written as text, as many agents do. */
  number(...names: readonly string[]): number | undefined {
    return this.#first(names, numberOf);
  }

  /** True, false or, where nothing says so, undefined; agents also write it as text. */
  flag(name: string): boolean | undefined {
    return this.#first([name], (value) => {
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : undefined;
    });
  }

  #first<T>(names: readonly string[], read: (value: JsonValue) => T | undefined): T | undefined {
    for (const place of this.#places) {
      for (const name of names) {
        const value = Object.hasOwn(place, name) ? place[name] : undefined;
        const found = value === undefined ? undefined : read(value);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

function textOf(value: JsonValue): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? (inexactDigits(value) ?? value) : undefined;
}

function numberOf(value: JsonValue): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}
