import { expect, test } from "vitest";
import { routePattern } from "./measure";

test.each([
  ["/api/v1/events", {}, "/api/v1/events"],
  ["/api/v1/keys/17", { id: "17" }, "/api/v1/keys/{id}"],
  ["/api/v1/agents/agents", { agent_id: "agents" }, "/api/v1/agents/{agent_id}"],
  ["/api/v1/agents/a%2Fb", { agent_id: "a/b" }, "/api/v1/agents/{agent_id}"],
  ["/api/v1/agents/a%2Fb", { agent_id: "a%2Fb" }, "/api/v1/agents/{agent_id}"],
  ["/api/v1/agents/s-1/sub", { agent_id: ["s-1", "sub"] }, "/api/v1/agents/{agent_id}"],
  ["/api/no/such/thing", { path: ["no", "such", "thing"] }, "/api/{path}"],
  ["/api/x/y/z", { a: "x", b: "z" }, "/api/{a}/y/{b}"],
  ["/api/v1/agents/%E0%A4%A", { agent_id: "?" }, "other"],
])("%s with %j is %s", (path, params, pattern) => {
  const variable = Object.entries(params).map(([name, part]) => ({ name, part }));
  expect(routePattern(path, variable)).toBe(pattern);
});
