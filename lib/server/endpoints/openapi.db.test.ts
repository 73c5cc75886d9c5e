import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { accessTo, isRequirement } from "@/lib/contract/access";
import { operations } from "@/lib/contract/openapi/operations";
import type { Problem } from "@/lib/contract/problem";
import type { MethodTable } from "../http/methods";
import { signIn } from "../testing/sign-in";
import { call, createTestWorkspace, jsonOf, withTestDatabase } from "../testing/test-workspace";
import { fastLane } from "./fast-lane";

withTestDatabase();

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Pages' own calls of next-auth, and what answers for addresses that nobody has. */
const undocumented = /^app\/(api\/auth|api\/route|api\/\[\.\.\.path\]|v1\/\[\.\.\.path\])/;

/** Each address of the app with its methods, as its route file mounts them. */
const mounted = await Promise.all(
  readdirSync(`${root}/app`, { recursive: true, encoding: "utf8" })
    .map((file) => `app/${file}`)
    .filter((file) => file.endsWith("/route.ts") && !undocumented.test(file))
    .map(async (file) => {
      const [, name = "", module = ""] =
        /import \{ (\w+Endpoint) \} from "@\/lib\/server\/endpoints\/([\w-]+)"/.exec(
          readFileSync(`${root}/${file}`, "utf8"),
        ) ?? [];
      const table = (
        (await import(/* @vite-ignore */ `${root}/lib/server/endpoints/${module}.ts`)) as Record<string, MethodTable>
      )[name];
      if (!table) throw new Error(`${file} mounts no endpoint of ours`);
      const path = file
        .replace(/^app/, "")
        .replace(/\/route\.ts$/, "")
        .replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
      return { path, table };
    }),
);

test("the document has every operation that is mounted, and no other", () => {
  const there = mounted.flatMap(({ path, table }) => Object.keys(table).map((method) => `${method} ${path}`));
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(there.sort());
});

test("the front door answers nothing that isn't mounted under Next as well, and by the same table", () => {
  for (const { route, table } of fastLane.values()) {
    expect([route, mounted.find(({ path }) => path === route)?.table]).toEqual([route, table]);
  }
});

const readable = operations.filter((operation) => operation.method === "GET" && isRequirement(accessTo(operation)));

test.each(readable)(
  "the parameters of $method $path are those that it takes",
  async ({ path, query, segments = {} }) => {
    const { id, slug } = await createTestWorkspace();
    const table = mounted.find((one) => one.path === path)?.table ?? {};
    const params = Object.fromEntries(Object.keys(segments).map((name) => [name, "x"]));
    const target = `${path}?workspace=${slug}&no_such_parameter=1`;
    const answer = await call(table, { headers: { cookie: await signIn(id, "owner") }, target, params });
    expect(answer.status).toBe(400);
    const [told] = jsonOf<Problem>(answer).errors ?? [];
    expect(told?.path).toBe("no_such_parameter");
    const [, names = ""] = /Allowed: (.*)\.$/.exec(told?.message ?? "") ?? [];
    const aliases = ["event_type", "rooms", "workspace"];
    const taken = names.split(", ").filter((name) => name !== "" && !aliases.includes(name));
    const documented = Object.keys(query?.shape ?? {}).filter((name) => !aliases.includes(name));
    expect(documented.sort()).toEqual(taken.sort());
  },
);
