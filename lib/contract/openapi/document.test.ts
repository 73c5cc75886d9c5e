import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { keyScopes } from "../keys";
import { components } from "./components";
import { openapiDocument } from "./document";
import { operations } from "./operations";

const document = openapiDocument("1.2.3");

test("it is a valid OpenAPI 3.1 document", async () => {
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
});

test("each operation has a name of its own", () => {
  const ids = operations.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  const places = operations.map(({ method, path }) => `${method} ${path}`);
  expect(places).toEqual([...new Set(places)]);
});

test("the parts of each path are told, and no others", () => {
  for (const { path, segments = {} } of operations) {
    expect([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]).toEqual([path, Object.keys(segments)]);
  }
});

test("every schema that is named is used", () => {
  const text = JSON.stringify(document);
  for (const name of Object.keys(components)) expect(text).toContain(`"#/components/schemas/${name}"`);
});

test("a scope is one that keys have, and what is public asks for none", () => {
  const paths = document.paths as Record<string, Record<string, { security: Record<string, string[]>[] }>>;
  for (const { method, path, scope, peopleOnly } of operations) {
    const asked = paths[path]?.[method.toLowerCase()]?.security.flatMap((one) => Object.values(one).flat()) ?? [];
    expect(new Set(asked)).toEqual(new Set(scope === null || peopleOnly ? [] : [scope]));
    if (scope !== null) expect(keyScopes).toContain(scope);
  }
});
