import { expect, test } from "vitest";
import { agentLabels } from "./agent-labels";

const by = (agent_id: string | null, agent_name: string | null) => ({ agent_id, agent_name });

test("An agent goes by its newest name", () => {
  const labels = agentLabels([by("a-1", null), by("a-1", "packer"), by("a-1", "loader")]);
  expect(labels.get("a-1")).toBe("packer");
});

test("Agents that share a name are told apart by their ids, cut in the middle", () => {
  const ids = ["5d2c826e-5dd1-4385-ac2f-0a19aac71111", "4719ec84-1eec-4b11-ad79-ec1c3ff9bd30"] as const;
  const labels = agentLabels([by(ids[0], "billing"), by(ids[1], "billing"), by(ids[0], "billing")]);
  expect([...labels.values()]).toEqual(["billing 5d2c…1111", "billing 4719…bd30"]);
});

test("An agent without a name, and an event without an agent, have no label", () => {
  expect(agentLabels([by("a-1", null), by(null, "relay")]).size).toBe(0);
});
