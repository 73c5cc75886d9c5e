import type { AgentEvent } from "../contract/event";
import { readText } from "./metadata";
import { tellTool } from "./tell-tools";
import { always, did, errorOf, failed, type Telling, what } from "./telling";

/** What a task is called: its title in the metadata, else the operation, else its id. */
function titleOf({ metadata, operation, task_id }: AgentEvent): string {
  return (
    readText(metadata, "task_subject", "task_title", "task_name", "title", "subject", "name", "task", "description") ??
    operation ??
    task_id ??
    "a task"
  );
}

const task =
  (verb: string): Telling =>
  (event) => ({ parts: [did(verb), ...what(titleOf(event))], why: readText(event.metadata, "reason") });

const taskFailed: Telling = (event) => ({
  parts: [failed("failed"), ...what(titleOf(event))],
  why: errorOf(event.metadata),
});

const taskMoved: Telling = (event) => {
  const status = readText(event.metadata, "new_status", "to", "status", "state");
  return {
    parts: [did("moved"), ...what(titleOf(event)), ...(status === null ? [] : [did(`to ${status}`)])],
    why: readText(event.metadata, "reason"),
  };
};

const workflowOf = ({ metadata, operation }: AgentEvent) =>
  readText(metadata, "workflow_name", "workflow", "name", "workflow_id") ?? operation;

const workflow =
  (verb: string): Telling =>
  (event) => ({
    parts: [did(workflowOf(event) === null ? `${verb} a workflow` : `${verb} workflow`), ...what(workflowOf(event))],
    why: readText(event.metadata, "reason", "summary"),
  });

/** Work: tasks, turns, tool calls, workflows. */
export const taskTellings: Record<string, Telling> = {
  task_created: task("created"),
  task_assigned: task("was given"),
  task_started: task("started"),
  task_completed: task("completed"),
  task_failed: taskFailed,
  task_archived: task("archived"),
  task_status_changed: taskMoved,
  turn_started: ({ metadata }) => {
    const prompt = readText(metadata, "prompt", "message");
    return { parts: prompt === null ? [did("was given a prompt")] : [did("was asked"), ...what(prompt)] };
  },
  turn_completed: always(did("ended its turn"), "last_assistant_message", "summary"),
  turn_failed: ({ metadata }) => ({ parts: [failed("failed"), did("its turn")], why: errorOf(metadata) }),
  tool_started: tellTool("started"),
  tool_completed: tellTool("completed"),
  tool_failed: tellTool("failed"),
  workflow_started: workflow("started"),
  workflow_completed: workflow("completed"),
  workflow_failed: (event) => ({
    parts: [failed("failed"), did(workflowOf(event) === null ? "a workflow" : "workflow"), ...what(workflowOf(event))],
    why: errorOf(event.metadata),
  }),
};
