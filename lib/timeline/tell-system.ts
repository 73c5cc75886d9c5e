import type { AgentEvent } from "../contract/event";
import { baseName, readNumber, readText } from "./metadata";
import { always, code, count, did, errorOf, failed, type Telling, what } from "./telling";

/** A relay speaks for itself where it is named; where nobody reports it, what the event is about is the relay. */
function relayOf({ metadata, agent_id, operation }: AgentEvent): string | null {
  const name = readText(metadata, "relay_name", "relay", "relay_id") ?? (agent_id === null ? operation : null);
  return name === null || name.startsWith("relay") ? name : `relay ${name}`;
}

const relay =
  (verb: ReturnType<typeof did>): Telling =>
  (event) => ({ who: relayOf(event), parts: [verb], why: errorOf(event.metadata) });

const healthChanged: Telling = ({ metadata }) => {
  const state = readText(metadata, "new_status", "status", "health", "state");
  const component = readText(metadata, "component", "service");
  const why = errorOf(metadata) ?? component;
  if (state === null) return { parts: [did("changed health")], why };
  const well = /^(ok|up|healthy|ready|recovered)$/i.test(state);
  return { parts: [did("is"), well ? did(state) : failed(state)], why };
};

const modelRequested: Telling = ({ metadata }) => {
  const input = readNumber(metadata, "input_tokens") ?? 0;
  const output = readNumber(metadata, "output_tokens") ?? 0;
  return {
    parts: [did("called"), ...what(readText(metadata, "model") ?? "a model")],
    why: input + output > 0 ? `${count(input, "token")} in, ${count(output, "token")} out` : null,
  };
};

const elected: Telling = ({ metadata }) => {
  const votes = readNumber(metadata, "votes", "votes_for");
  const voters = readNumber(metadata, "voters", "total_votes");
  return {
    who: readText(metadata, "leader_name", "leader", "leader_id"),
    parts: [did("was elected leader"), ...leads(readText(metadata, "pool_name", "pool", "pool_id", "group"))],
    why: votes !== null && voters !== null ? `${votes} of ${voters} votes` : readText(metadata, "reason"),
  };
};
const leads = (group: string | null) => (group === null ? [] : [did("of"), ...what(group)]);

const fileOf = ({ metadata }: AgentEvent) => {
  const path = readText(metadata, "file_path", "path");
  return path === null ? "a file" : baseName(path);
};

const cache =
  (verb: string): Telling =>
  ({ metadata }) => {
    const key = readText(metadata, "key", "cache_key");
    return {
      parts: key === null ? [did(`${verb} something in its cache`)] : [did(`${verb} in its cache`), ...code(key)],
    };
  };

/** The machinery: coordination, relays, health, caches, models, telemetry. */
export const systemTellings: Record<string, Telling> = {
  election_triggered: always(did("called an election"), "reason", "pool", "pool_name"),
  leader_elected: elected,
  consensus_proposed: ({ metadata }) => ({
    parts: [
      did("put to the vote"),
      ...what(readText(metadata, "title", "proposal", "summary", "name") ?? "a proposal"),
    ],
    why: readText(metadata, "reason"),
  }),
  health_changed: healthChanged,
  metrics_updated: always(did("refreshed its metrics"), "name", "summary"),
  alert_triggered: always(failed("raised an alert"), "message", "alert", "title", "name", "reason"),
  relay_up: relay(did("came up")),
  relay_down: relay(failed("went down")),
  relay_error: relay(failed("hit an error")),
  system_relay_connected: relay(did("connected")),
  system_relay_disconnected: relay(failed("disconnected")),
  human_message: (event) => ({
    who: readText(event.metadata, "author", "from", "user", "sender"),
    parts: [did("wrote"), ...what(readText(event.metadata, "message", "text", "content") ?? "a message")],
  }),
  adapter_resolved: ({ metadata, operation }) => {
    const name = readText(metadata, "adapter", "adapter_name", "name") ?? operation;
    return { parts: name === null ? [did("resolved an adapter")] : [did("resolved adapter"), ...what(name)] };
  },
  component_loaded: ({ metadata, operation }) => ({
    parts: [
      did("loaded"),
      ...what(readText(metadata, "component", "component_name", "name") ?? operation ?? "a component"),
    ],
  }),
  cache_hit: cache("found"),
  cache_miss: cache("missed"),
  model_requested: modelRequested,
  model_failed: ({ metadata }) => ({
    parts: [failed("failed"), did("to call"), ...what(readText(metadata, "model") ?? "a model")],
    why: errorOf(metadata),
  }),
  file_changed: (event) => ({
    parts: [did("saw a change of"), ...code(fileOf(event))],
    why: readText(event.metadata, "event"),
  }),
  config_changed: always(did("changed its settings"), "file_path", "source"),
  otel_log: always(did("logged"), "body", "message", "text"),
  otel_span: ({ metadata, operation }) => ({
    parts: [did("recorded a span"), ...code(operation ?? readText(metadata, "name"))],
  }),
};
