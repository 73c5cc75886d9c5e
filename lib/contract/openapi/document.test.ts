import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { access, accessTo, isRequirement } from "../access";
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

test("the table of access has a row for each operation and none besides, and the document tells it", () => {
  expect(Object.keys(access).sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  const paths = document.paths as Record<string, Record<string, { security: Record<string, string[]>[] }>>;
  for (const operation of operations) {
    const told = paths[operation.path]?.[operation.method.toLowerCase()]?.security ?? [];
    const row = accessTo(operation);
    const isTaken = (name: string) => told.some((one) => name in one);
    const asked = new Set(told.flatMap((one) => Object.values(one).flat()));
    const need = isRequirement(row) ? row : null;
    expect(asked).toEqual(new Set(need?.scope ? [need.scope] : []));
    expect(isTaken("cookie")).toBe(row === "viewer" || typeof need?.role === "string");
    expect(isTaken("token")).toBe(row !== null && row !== "viewer" && need === null);
  }
});
