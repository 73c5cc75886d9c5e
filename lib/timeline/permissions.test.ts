import { expect, test } from "vitest";
import type { AgentEvent } from "../contract/event";
import { noteEvent } from "./note-event";
import { projectPermissions } from "./permissions";

const story = (...events: Partial<AgentEvent>[]) =>
  events.map((event, index) =>
    noteEvent(index + 1, `2026-11-17T14:00:0${index}.000000Z`, { operation: "deploy", ...event }),
  );
const told = (event_type: string, metadata: AgentEvent["metadata"] = {}) => ({ event_type, metadata });

test.each<[string, AgentEvent[], object[]]>([
  [
    "allowed, in any type's words",
    story(told("operation_allowed"), told("permission.approved")),
    [{ allowed: 2, denied: 0 }],
  ],
  [
    "denied, the last reason told",
    story(
      told("operation.denied", { reason: "no" }),
      told("permission_denied", { error: "never" }),
      told("operation_allowed"),
    ),
    [
      {
        allowed: 1,
        denied: 2,
        last_denial: { at: "2026-11-17T14:00:01.000000Z", reason: "never", cursor: 2 },
        last_seen: "2026-11-17T14:00:02.000000Z",
        cursor: 3,
      },
    ],
  ],
  ["denied by a status", story({ event_type: "tool.failed", status: "denied" }), [{ allowed: 0, denied: 1 }]],
  [
    "denied by a status, whatever the type says",
    story({ ...told("operation_allowed"), status: "denied" }),
    [{ denied: 1 }],
  ],
  ["denied without a reason", story(told("operation.denied")), [{ last_denial: { reason: null } }]],
  [
    "about a tool, or nothing that it names",
    story(
      { ...told("operation.denied", { toolName: "Bash" }), operation: null },
      { ...told("operation.denied"), operation: null },
    ),
    [{ operation: "Bash" }, { operation: null }],
  ],
  ["of nobody", story({ ...told("operation.denied"), agent_id: null, source: "s" }), [{ agent_id: null, denied: 1 }]],
  ["that is only asked for", story(told("permission.requested"), told("permission.responded")), []],
])("a permission %s", (_, events, expected) => {
  const permissions = [...projectPermissions(events).values()];
  expect(permissions).toHaveLength(expected.length);
  expect(permissions).toMatchObject(expected);
});
