import { z } from "zod";
import { type AgentSeriesSpan, agentSeriesSpans } from "../series-spans";
import { agentStates } from "../states";
import { filterQuery, limitQuery, workspaceQuery } from "./filter-query";
import type { Operation } from "./operation";

const tag = "Agents";
const segments = { agent_id: "The agent's id; a subagent's has a slash in it, which may stand as it is" };

const { agent_id, agent_role, session_id, task_id, trace_id, correlation_id, project, source, since, until } =
  filterQuery.shape;
const identifiers = { agent_id, agent_role, session_id, task_id, trace_id, correlation_id };

export const agentOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/agents",
    id: "listAgents",
    tag,
    summary: "Agents with their states, newest activity first",
    description:
      "A session, task, trace or correlation id stands for the agents that have a part in it; project and source for those of which the newest event with one says so.",
    query: z.object({
      ...identifiers,
      project,
      source,
      since: since.meta({
        description: "Seen last from this instant on: RFC 3339, or an age such as 15m, 24h, 7d, 2w",
      }),
      until: until.meta({ description: "Seen last before this instant" }),
      state: z.array(z.enum(agentStates)).optional().meta({ description: "Any of these, as of now" }),
      archived: z.boolean().optional().meta({ description: "Only those that are, or are not; all of them without it" }),
      ...limitQuery,
      before: z.int().positive().optional().meta({ description: "Where the page before ended, as next says it" }),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "A page", content: { "application/json": "AgentList" } } },
  },
  {
    method: "POST",
    path: "/api/v1/agents",
    id: "createAgent",
    tag,
    summary: "Make an agent's record before it reports: appends agent_created",
    query: z.object(workspaceQuery),
    body: { "application/json": "AgentDraft" },
    answers: { 201: { description: "The agent", content: { "application/json": "Agent" } } },
  },
  {
    method: "GET",
    path: "/api/v1/agents/{agent_id}",
    id: "getAgent",
    tag,
    summary: "One agent",
    segments,
    query: z.object(workspaceQuery),
    answers: { 200: { description: "The agent", content: { "application/json": "Agent" } } },
  },
  {
    method: "PATCH",
    path: "/api/v1/agents/{agent_id}",
    id: "updateAgent",
    tag,
    summary: "Say what an agent is called, who owns it, its tags, whether it is archived: appends agent_updated",
    segments,
    query: z.object(workspaceQuery),
    body: { "application/json": "AgentLabels" },
    answers: { 200: { description: "The agent as it is now", content: { "application/json": "Agent" } } },
  },
  {
    method: "DELETE",
    path: "/api/v1/agents/{agent_id}",
    id: "deleteAgent",
    tag,
    summary: "Take an agent out of the lists until it reports again: appends agent_deleted",
    description: "What people said of it is taken back. Its events stay in the log.",
    segments,
    query: z.object(workspaceQuery),
    answers: { 204: { description: "Deleted" } },
  },
  {
    method: "GET",
    path: "/api/v1/agents/activity/stream",
    id: "streamAgents",
    tag,
    summary: "The state of each agent, first all of them and then whenever one changes",
    description: "Frames: subscribed, agent, replay_complete, ping, goodbye.",
    query: z.object({
      agent_id: z.array(z.string()).optional(),
      source: z.array(z.string()).optional(),
      client_id: z.string().optional().meta({ description: "Shown in stream/stats" }),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "Frames, until either side ends", content: { "text/event-stream": "text" } } },
  },
  {
    method: "GET",
    path: "/api/v1/agents/activity/series",
    id: "listAgentSeries",
    tag,
    summary: "How many events, errors and denials each agent had of late, bucket by bucket",
    query: z.object({
      span: z.enum(Object.keys(agentSeriesSpans) as AgentSeriesSpan[]).default("1h"),
      ...workspaceQuery,
    }),
    answers: { 200: { description: "The series", content: { "application/json": "AgentSeries" } } },
  },
];
