import { expect, test } from "vitest";
import { readAgentId } from "./read-agent-id";

test.each(["coder-4", "5d2c826e/agent 2", "harbör/拖船", "100%", "a?b#c&d"])(
  "%s comes back out of an address",
  (id) => {
    expect(readAgentId(encodeURIComponent(id))).toBe(id);
  },
);

test.each(["%", "%zz", "%E4%B8", "coder%"])("%s names no agent", (segment) => {
  expect(readAgentId(segment)).toBeNull();
});
