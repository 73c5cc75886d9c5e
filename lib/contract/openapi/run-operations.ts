import { z } from "zod";
import { actionStates } from "../action";
import { budgetPointsDefault, budgetPointsMax } from "../budget";
import { sessionStates, taskStates } from "../states";
import type { ComponentName } from "./components";
import { filterQuery, limitQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const tag = "Runs";

const { agent_id, operation, session_id, task_id, trace_id, correlation_id, project, source, since, until } =
  filterQuery.shape;
const labels = { project, source };
const identifiers = { agent_id, session_id, task_id, trace_id, correlation_id };
const ofList = {
  since: since.meta({ description: "Heard of from this instant on: RFC 3339, or an age such as 15m, 24h, 7d, 2w" }),
  until: until.meta({ description: "Heard of last before this instant" }),
  ...limitQuery,
  before: z.int().positive().optional().meta({ description: "Where the page before ended, as next says it" }),
  ...workspaceQuery,
};
const state = <S extends string>(states: readonly S[]) =>
  z.array(z.enum(states)).optional().meta({ description: "Any of these" });

const page = (content: ComponentName) => ({ 200: { description: "A page", content: { "application/json": content } } });
const one = (description: string, content: ComponentName) => ({
  200: { description, content: { "application/json": content } },
});

export const runOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/sessions",
    id: "listSessions",
    tag,
    summary: "Sessions, newest activity first",
    query: z.object({ ...identifiers, ...labels, state: state(sessionStates), ...ofList }),
    answers: page("SessionList"),
  },
  {
    method: "GET",
    path: "/api/v1/sessions/{session_id}",
    id: "getSession",
    tag,
    summary: "One session, with the tools that it used",
    segments: { session_id: "The session's id" },
    query: z.object(workspaceQuery),
    answers: one("The session", "SessionDetail"),
  },
  {
    method: "GET",
    path: "/api/v1/tasks",
    id: "listTasks",
    tag,
    summary: "Tasks, the one whose life went on last first",
    query: z.object({ ...identifiers, ...labels, state: state(taskStates), ...ofList }),
    answers: page("TaskList"),
  },
  {
    method: "GET",
    path: "/api/v1/tasks/{task_id}",
    id: "getTask",
    tag,
    summary: "One task",
    segments: { task_id: "The task's id; a slash in it may stand as it is" },
    query: z.object(workspaceQuery),
    answers: one("The task", "Task"),
  },
  {
    method: "GET",
    path: "/api/v1/traces",
    id: "listTraces",
    tag,
    summary: "Traces and correlations, newest activity first",
    query: z.object({ ...identifiers, ...labels, ...ofList }),
    answers: page("TraceList"),
  },
  {
    method: "GET",
    path: "/api/v1/traces/{trace_id}",
    id: "getTrace",
    tag,
    summary: "All events of one trace or correlation id across sources, in cursor order and as a tree",
    segments: { trace_id: "The trace id or the correlation id" },
    query: z.object({
      ...limitQuery,
      after: z.int().positive().optional().meta({ description: "Events after this cursor, as next says it" }),
      ...workspaceQuery,
    }),
    answers: one("The trace, with a page of its events", "TracePage"),
  },
  {
    method: "GET",
    path: "/api/v1/actions",
    id: "listActions",
    tag,
    summary: "Uses of tools, one row for all events of each, the one that began last first",
    query: z.object({
      ...{ agent_id, session_id, task_id, ...labels, state: state(actionStates), ...ofList },
      since: since.meta({ description: "Begun from this instant on: RFC 3339, or an age such as 15m, 24h, 7d, 2w" }),
      until: until.meta({ description: "Begun before this instant" }),
    }),
    answers: page("ActionList"),
  },
  {
    method: "GET",
    path: "/api/v1/permissions",
    id: "listPermissions",
    tag,
    summary: "How often each agent was allowed and denied each operation, the one decided last first",
    query: z.object({ agent_id, operation, ...ofList }),
    answers: page("PermissionList"),
  },
  {
    method: "GET",
    path: "/api/v1/budgets",
    id: "listBudgets",
    tag,
    summary: "Budgets of agents, the one updated last first",
    query: z.object({ agent_id, ...ofList }),
    answers: page("BudgetList"),
  },
  {
    method: "GET",
    path: "/api/v1/budgets/{agent_id}",
    id: "getBudget",
    tag,
    summary: "An agent's budget and its course",
    segments: { agent_id: "The agent's id; a slash in it may stand as it is" },
    query: z.object({
      since,
      until,
      points: z.int().min(1).max(budgetPointsMax).default(budgetPointsDefault).meta({
        description: "How many points at most; where there are more updates, each stands for a stretch of time",
      }),
      ...workspaceQuery,
    }),
    answers: one("The budget with its series", "BudgetSeries"),
  },
];
