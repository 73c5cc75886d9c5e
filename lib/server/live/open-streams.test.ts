import { expect, test, vi } from "vitest";
import { stopping } from "../stopping";
import { countStreamsOf, type OpenStream, openStreams, registerStream, stopAllStreams } from "./open-streams";

const streamOf = (owner: string): OpenStream => ({
  owner,
  workspaceId: 1,
  kind: "events",
  clientId: null,
  filter: {},
  since: "2026-11-21T00:00:00.000000Z",
  resumed: false,
  cursor: 0,
  frames: 0,
  bytes: 0,
  stop: vi.fn(),
});

test("an owner's streams are counted as they come and go, however often one is given back", () => {
  const releases = [registerStream(streamOf("a")), registerStream(streamOf("a")), registerStream(streamOf("b"))];
  expect([countStreamsOf("a"), countStreamsOf("b"), countStreamsOf("c")]).toEqual([2, 1, 0]);
  releases[0]?.();
  releases[0]?.();
  expect(countStreamsOf("a")).toBe(1);
  for (const release of releases) release();
  expect([countStreamsOf("a"), countStreamsOf("b"), openStreams().length]).toEqual([0, 0, 0]);
});

test("every open stream is told that the process stops, one that comes too late as well, and none that has ended", () => {
  const [open, ended] = [streamOf("a"), streamOf("a")];
  const release = registerStream(open);
  registerStream(ended)();
  stopping.abort();
  stopAllStreams();
  expect(open.stop).toHaveBeenCalledWith("stopping");
  expect(ended.stop).not.toHaveBeenCalled();
  const late = streamOf("b");
  const releaseLate = registerStream(late);
  expect(late.stop).toHaveBeenCalledWith("stopping");
  releaseLate();
  release();
});
