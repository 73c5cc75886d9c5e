/** As much of JSON Schema 2020-12 as the API's own document uses. */
export type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  required?: readonly string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  pattern?: string;
  default?: unknown;
  examples?: readonly unknown[];
  description?: string;
};

/** A piece of a type in words: plain text, or the name of a schema that has a place of its own on the page. */
export type Word = { text: string } | { schema: string };

/** What a value may be, in words, such as: list of `AgentEvent`; or: integer from 1 to 1000. */
export function wordsOf(schema: Schema): Word[] {
  const { $ref, type, anyOf, items, additionalProperties } = schema;
  if ($ref !== undefined) return [{ schema: $ref.slice($ref.lastIndexOf("/") + 1) }];
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.enum) return [{ text: schema.enum.join(" | ") }];
  if (anyOf) return anyOf.flatMap((one, i) => [...(i > 0 ? [{ text: " or " }] : []), ...wordsOf(one)]);
  if (type === "array") return [{ text: "list of " }, ...wordsOf(items ?? {})];
  if (type === "object" && typeof additionalProperties === "object" && !schema.properties) {
    const values = wordsOf(additionalProperties);
    return values.some((word) => "schema" in word || word.text !== "anything")
      ? [{ text: "object of " }, ...values]
      : [{ text: "object" }];
  }
  const name = typeof type === "string" ? type : (type?.join(" or ") ?? "anything");
  return [{ text: [name, formOf(schema), boundsOf(schema)].filter(Boolean).join(" ") }];
}

function formOf({ format }: Schema): string {
  return format ? `(${format})` : "";
}

function boundsOf({ minimum, maximum, minLength, maxLength }: Schema): string {
  const least = minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (least !== undefined && most !== undefined) return `from ${least} to ${most}`;
  if (least !== undefined) return `from ${least}`;
  if (most !== undefined) return `to ${most}`;
  if (minLength !== undefined && maxLength !== undefined) return `of ${minLength} to ${maxLength} characters`;
  return maxLength === undefined ? "" : `of at most ${maxLength} characters`;
}
