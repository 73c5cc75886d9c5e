import { baseName, readList, readNumber, readText } from "./metadata";
import { always, count, did, errorOf, failed, formatNumber, type Telling, what } from "./telling";

const finding = ["summary", "description", "message", "title", "pattern", "name"] as const;

const testsFinished: Telling = ({ metadata, status }) => {
  const bad = readNumber(metadata, "failed", "failures", "tests_failed");
  const passed = readNumber(metadata, "passed", "tests_passed");
  const total =
    readNumber(metadata, "total", "tests_total", "count") ?? (bad !== null && passed !== null ? bad + passed : null);
  const why = readText(metadata, "suite", "test_suite", "name") ?? (bad ? errorOf(metadata) : null);
  if (bad !== null && bad > 0) {
    const share = total === null ? formatNumber(bad) : `${formatNumber(bad)} of ${formatNumber(total)}`;
    return { parts: [did("finished tests,"), failed(`${share} failed`)], why };
  }
  if (status === "failure") return { parts: [did("finished tests,"), failed("some failed")], why };
  return { parts: [did(total === null ? "finished tests" : `finished tests, all ${formatNumber(total)} passed`)], why };
};

const checkpointed: Telling = ({ metadata }) => {
  const entities = readNumber(metadata, "entities", "entity_count");
  return {
    parts: [did("checkpointed session memory")],
    why: entities === null ? readText(metadata, "reason", "name") : count(entities, "entity", "entities"),
  };
};

const produced: Telling = ({ metadata, operation }) => {
  const files = readList(metadata, "files_modified");
  if (files.length > 0) {
    return {
      parts: [did("changed"), ...what(count(files.length, "file"))],
      why: files.slice(0, 4).map(baseName).join(", "),
    };
  }
  const name = readText(metadata, "title", "name", "path", "file_path", "artifact_id") ?? operation ?? "an artifact";
  return { parts: [did("produced"), ...what(name)], why: readText(metadata, "artifact_type", "kind", "type") };
};

const pullRequest =
  (verb: string): Telling =>
  ({ metadata }) => {
    const number = readText(metadata, "pr_number", "number");
    const title = readText(metadata, "pr_title", "title");
    const name = [number === null ? null : `#${number}`, title].filter((part) => part !== null).join(" ");
    return {
      parts: name === "" ? [did(`${verb} a pull request`)] : [did(`${verb} pull request`), ...what(name)],
      why: readText(metadata, "repository", "branch"),
    };
  };

const measured =
  (verb: { alone: string; before: string }, unit: string, ...keys: readonly string[]): Telling =>
  ({ metadata }) => {
    const value = readNumber(metadata, ...keys);
    return {
      parts: value === null ? [did(verb.alone)] : [did(verb.before), ...what(`${formatNumber(value)}${unit}`)],
      why: readText(metadata, "check", "suite", "name", "file"),
    };
  };

/** What was found or made: sessions and their memory, checks, insights, artifacts. */
export const reportTellings: Record<string, Telling> = {
  session_created: always(did("started a session"), "title", "session_title", "source", "model"),
  session_started: always(did("started a session"), "title", "session_title", "source", "model"),
  session_restored: always(did("restored a session"), "title", "reason"),
  session_ended: always(did("ended its session"), "reason", "outcome"),
  session_compacted: always(did("compacted its context"), "trigger"),
  entity_created: ({ metadata }) => ({
    parts: [did("added"), ...what(readText(metadata, "entity_name", "name") ?? "an entity"), did("to its knowledge")],
    why: readText(metadata, "entity_type", "type"),
  }),
  relation_created: ({ metadata }) => ({
    parts: [
      did("linked"),
      ...what(readText(metadata, "from", "from_entity", "source") ?? "one entity"),
      did("to"),
      ...what(readText(metadata, "to", "to_entity", "target") ?? "another"),
    ],
    why: readText(metadata, "relation_type", "type"),
  }),
  memory_checkpoint: checkpointed,
  quality_check_started: ({ metadata, operation }) => ({
    parts: [did("started checks"), ...what(readText(metadata, "check", "check_name", "name") ?? operation)],
  }),
  quality_issue_found: always(did("found an issue"), "issue", ...finding),
  quality_score_updated: measured(
    { alone: "updated its quality score", before: "scored" },
    "",
    "score",
    "new_score",
    "quality_score",
  ),
  test_completed: testsFinished,
  coverage_calculated: measured(
    { alone: "measured coverage", before: "measured coverage at" },
    "%",
    "coverage",
    "percent",
    "coverage_percent",
  ),
  pattern_detected: always(did("found a pattern"), ...finding),
  anomaly_detected: always(did("found an anomaly"), ...finding),
  insight_generated: always(did("drew an insight"), "insight", ...finding),
  correlation_found: always(did("found a correlation"), ...finding),
  artifact_created: produced,
  artifact_github_pr_opened: pullRequest("opened"),
  artifact_github_pr_merged: pullRequest("merged"),
};
