import { expect, test } from "vitest";
import type { Permission } from "../contract/permission";
import { type PermissionFilter, permissionMatrix } from "./permission-matrix";

const permission = (agent_id: string | null, operation: string | null, deniedAt: string | null = null): Permission => ({
  agent_id,
  operation,
  allowed: 1,
  denied: deniedAt === null ? 0 : 1,
  last_denial: deniedAt === null ? null : { at: deniedAt, reason: null, cursor: 1 },
  last_seen: "2026-11-17T14:00:00.000000Z",
  cursor: 2,
});
const decided = [
  permission("coder-10", "write_file", "2026-11-17T10:00:00.000000Z"),
  permission("coder-2", "read_file"),
  permission("coder-2", "write_file", "2026-11-10T10:00:00.000000Z"),
  permission(null, "deploy", "2026-11-17T13:00:00.000000Z"),
  permission("0f3a", null),
];
const names: Readonly<Record<string, string>> = { "0f3a": "Planner" };
const all: PermissionFilter = {
  agent: "",
  operation: "",
  onlyDenied: false,
  sinceMs: null,
  nameOf: (agentId) => names[agentId],
};

test("rows and columns stand by name, what has none last, and each cell is found", () => {
  const matrix = permissionMatrix(decided, all);
  expect(matrix.agents).toEqual(["coder-2", "coder-10", "0f3a", null]);
  expect(matrix.operations).toEqual(["deploy", "read_file", "write_file", null]);
  expect(matrix.find("coder-2", "write_file")).toBe(decided[2]);
  expect(matrix.find(null, "deploy")).toBe(decided[3]);
  expect(matrix.find("coder-10", "deploy")).toBeUndefined();
});

test.each<[string, Partial<PermissionFilter>, [agents: unknown[], operations: unknown[]]]>([
  [
    "an agent's id",
    { agent: " CODER " },
    [
      ["coder-2", "coder-10"],
      ["read_file", "write_file"],
    ],
  ],
  ["an agent's name", { agent: "plan" }, [["0f3a"], [null]]],
  ["an operation", { operation: "write" }, [["coder-2", "coder-10"], ["write_file"]]],
  [
    "denials",
    { onlyDenied: true },
    [
      ["coder-2", "coder-10", null],
      ["deploy", "write_file"],
    ],
  ],
  [
    "denials since an instant",
    { onlyDenied: true, sinceMs: Date.parse("2026-11-17T00:00:00Z") },
    [
      ["coder-10", null],
      ["deploy", "write_file"],
    ],
  ],
  ["what nothing has", { operation: "nothing" }, [[], []]],
])("a filter by %s leaves rows and columns that have something", (_, filter, [agents, operations]) => {
  const matrix = permissionMatrix(decided, { ...all, ...filter });
  expect(matrix.agents).toEqual(agents);
  expect(matrix.operations).toEqual(operations);
});
